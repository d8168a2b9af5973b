package xlsform

import (
	"fmt"
	"strings"
	"unicode"

	"touyan/internal/platform/pack"
)

// token is a piece of a formula: kind is n (number), s (text in quotes), w (word), f (${field}) or o (operator or bracket).
type token struct {
	kind byte
	text string
}

// parser reads a formula of either language; ours tells which.
type parser struct {
	names
	ours bool
	list []token
	at   int
}

var signs = map[string]string{
	"(": "(", ")": ")", ",": ",", "+": "+", "-": "-", "*": "*", "/": "/", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "=": "=", "==": "=", "!=": "!=", "<>": "!=",
	"（": "(", "）": ")", "，": ",", "＋": "+", "－": "-", "×": "*", "÷": "/", "＜": "<", "＞": ">", "＝": "=", "≤": "<=", "≥": ">=", "≠": "!=", ".": ".",
}

var quotes = map[rune]rune{'"': '"', '\'': '\'', '“': '”', '‘': '’', '「': '」'}

// words that are operators, of both languages.
var ourWords = map[string]string{
	"且": opAnd, "并且": opAnd, "and": opAnd, "或": opOr, "或者": opOr, "or": opOr, "非": opNot, "not": opNot,
	"如果": opIf, "若": opIf, "则": "then", "那么": "then", "否则": "else", "是": "true", "真": "true", "true": "true", "否": "false", "假": "false", "false": "false",
}

func read(text string, s names, ours bool) (node, error) {
	p := &parser{names: s, ours: ours}
	if err := p.cut(text); err != nil {
		return node{}, err
	}
	n, err := p.whole()
	if err == nil && p.at < len(p.list) {
		err = fmt.Errorf("%q is not expected here", p.list[p.at].text)
	}
	if err != nil {
		return n, err
	}
	return p.settle(n)
}

// cut makes tokens.
func (p *parser) cut(text string) error {
	in := []rune(text)
	for i := 0; i < len(in); {
		r := in[i]
		switch {
		case unicode.IsSpace(r):
			i++
		case quotes[r] != 0:
			j := i + 1
			for j < len(in) && in[j] != quotes[r] {
				j++
			}
			if j == len(in) {
				return fmt.Errorf("a quotation mark is not closed")
			}
			p.list = append(p.list, token{'s', string(in[i+1 : j])})
			i = j + 1
		case r == '$' && i+1 < len(in) && in[i+1] == '{' && !p.ours:
			j := i + 2
			for j < len(in) && in[j] != '}' {
				j++
			}
			if j == len(in) {
				return fmt.Errorf("${ is not closed")
			}
			p.list = append(p.list, token{'f', strings.TrimSpace(string(in[i+2 : j]))})
			i = j + 1
		case unicode.IsDigit(r):
			j := i
			for j < len(in) && (unicode.IsDigit(in[j]) || in[j] == '.') {
				j++
			}
			p.list = append(p.list, token{'n', string(in[i:j])})
			i = j
		case unicode.IsLetter(r) || r == '_':
			j := i
			for j < len(in) && (unicode.IsLetter(in[j]) || unicode.IsDigit(in[j]) || in[j] == '_' || in[j] == '-' && !p.ours && j+1 < len(in) && unicode.IsLetter(in[j+1])) {
				j++
			}
			p.list = append(p.list, token{'w', string(in[i:j])})
			i = j
		default:
			n := 0
			for k := min(2, len(in)-i); k > 0 && n == 0; k-- {
				if s, ok := signs[string(in[i:i+k])]; ok {
					p.list, n = append(p.list, token{'o', s}), k
				}
			}
			if n == 0 {
				return fmt.Errorf("the sign %q has no meaning here", string(r))
			}
			i += n
		}
	}
	if len(p.list) == 0 {
		return fmt.Errorf("the formula is empty")
	}
	return nil
}

func (p *parser) peek() token {
	if p.at < len(p.list) {
		return p.list[p.at]
	}
	return token{}
}

// takes moves on when the next token is an operator or a word of the kind.
func (p *parser) takes(op string) bool {
	t := p.peek()
	is := t.kind == 'o' && t.text == op
	if t.kind == 'w' {
		word := t.text
		if p.ours {
			word = ourWords[word]
		}
		is = word == op || !p.ours && op == "/" && t.text == "div"
	}
	if is {
		p.at++
	}
	return is
}

func (p *parser) want(op string) error {
	if !p.takes(op) {
		return fmt.Errorf("%q is missing", op)
	}
	return nil
}

// whole reads 如果 A 则 B 否则 C, or an expression.
func (p *parser) whole() (node, error) {
	t := p.peek()
	if p.ours && t.kind == 'w' && ourWords[t.text] == opIf {
		from := p.at
		p.at++
		a, err := p.binary(1)
		if err == nil && p.takes("then") {
			return p.branches(a)
		}
		p.at = from
	}
	return p.binary(1)
}

func (p *parser) branches(a node) (node, error) {
	b, err := p.whole()
	if err != nil {
		return b, err
	}
	if err := p.want("else"); err != nil {
		return b, err
	}
	c, err := p.whole()
	return node{op: opIf, args: []node{a, b, c}}, err
}

var binaries = [][]string{{opOr}, {opAnd}, {"=", "!=", "<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/"}}

func (p *parser) binary(lvl int) (node, error) {
	if lvl > len(binaries) {
		return p.unary()
	}
	left, err := p.binary(lvl + 1)
	for err == nil {
		op := ""
		for _, o := range binaries[lvl-1] {
			if p.takes(o) {
				op = o
				break
			}
		}
		if op == "" {
			return left, nil
		}
		var right node
		right, err = p.binary(lvl + 1)
		left = node{op: op, args: []node{left, right}}
	}
	return left, err
}

func (p *parser) unary() (node, error) {
	t := p.peek()
	switch {
	case t.kind == 'o' && t.text == "-":
		p.at++
		a, err := p.unary()
		return node{op: "neg", args: []node{a}}, err
	case p.ours && t.kind == 'w' && ourWords[t.text] == opNot:
		p.at++
		a, err := p.unary()
		return node{op: opNot, args: []node{a}}, err
	}
	return p.primary()
}

func (p *parser) primary() (node, error) {
	t := p.peek()
	p.at++
	switch {
	case t.kind == 'n':
		return node{op: opNumber, text: t.text}, nil
	case t.kind == 's':
		return node{op: opText, text: t.text}, nil
	case t.kind == 'f':
		n, ok := p.theirs(idOf(t.text))
		if !ok {
			return n, fmt.Errorf("there is no question %q", t.text)
		}
		return n, nil
	case t.kind == 'o' && t.text == "(":
		n, err := p.whole()
		if err == nil {
			err = p.want(")")
		}
		return n, err
	case t.kind == 'o' && t.text == "." && !p.ours && p.self != "":
		return node{op: opField, text: p.self}, nil
	case t.kind == 'w' && p.peek() == token{'o', "("}:
		p.at++
		return p.call(t.text)
	case t.kind == 'w' && p.ours:
		return p.word(t.text)
	}
	return node{}, fmt.Errorf("%q cannot be expressed", t.text)
}

func (p *parser) word(name string) (node, error) {
	if n, ok := p.byName(name); ok {
		return n, nil
	}
	switch {
	case ourWords[name] == "true" || ourWords[name] == "false":
		return node{op: opBool, text: ourWords[name]}, nil
	case name == pack.NameToday:
		return node{op: opToday}, nil
	}
	return node{}, fmt.Errorf("%q cannot be expressed: an XLSForm knows the questions of the form and nothing else", name)
}

// call reads the arguments of a function.
func (p *parser) call(name string) (node, error) {
	var args []node
	for !p.takes(")") {
		if len(args) > 0 {
			if err := p.want(","); err != nil {
				return node{}, err
			}
		}
		a, err := p.whole()
		if err != nil {
			return a, err
		}
		args = append(args, a)
	}
	if p.ours {
		return p.ourCall(name, args)
	}
	return p.theirCall(name, args)
}

func (p *parser) ourCall(name string, args []node) (node, error) {
	switch {
	case name == "如果" && len(args) == 3:
		return node{op: opIf, args: args}, nil
	case name == "有" && len(args) == 1 && args[0].op == opField:
		return node{op: opFilled, text: args[0].text}, nil
	case name == "包含" && len(args) == 2 && args[0].op == opField && args[1].op == opText:
		id, ok := p.choiceID(args[0].text, args[1].text)
		if !ok {
			return node{}, fmt.Errorf("there is no choice %q", args[1].text)
		}
		return node{op: opPicked, text: args[0].text + "/" + id}, nil
	case name == "日期" && len(args) == 1 && args[0].op == opText:
		return node{op: opDay, text: args[0].text}, nil
	case name == "属于" && len(args) > 1:
		out := node{op: "=", args: []node{args[0], args[1]}}
		for _, a := range args[2:] {
			out = node{op: opOr, args: []node{out, {op: "=", args: []node{args[0], a}}}}
		}
		return out, nil
	case theirCall(name) != "":
		return node{op: theirCall(name), args: args}, nil
	}
	return node{}, fmt.Errorf("the function %q cannot be expressed", name)
}

func (p *parser) theirCall(name string, args []node) (node, error) {
	switch {
	case name == "if" && len(args) == 3:
		return node{op: opIf, args: args}, nil
	case name == "not" && len(args) == 1:
		return node{op: opNot, args: args}, nil
	case name == "true" || name == "false":
		return node{op: opBool, text: name}, nil
	case name == "today" && len(args) == 0:
		return node{op: opToday}, nil
	case name == "date" && len(args) == 1 && args[0].op == opText:
		return node{op: opDay, text: args[0].text}, nil
	case name == "count" && len(args) == 1 && args[0].op == opRows:
		return args[0], nil
	case name == "selected" && len(args) == 2 && args[0].op == opField && args[1].op == opText:
		id := idOf(args[1].text)
		if _, ok := p.choiceName(args[0].text, id); !ok && p.typ(args[0]) != pack.FieldYesNo {
			return node{}, fmt.Errorf("there is no choice %q", args[1].text)
		}
		if p.typ(args[0]) == pack.FieldChoices {
			return node{op: opPicked, text: args[0].text + "/" + id}, nil
		}
		return node{op: "=", args: args}, nil
	case ourCall(name) != "":
		return node{op: name, args: args}, nil
	}
	return node{}, fmt.Errorf("the function %s() cannot be expressed", name)
}

// settle gives comparisons their meaning: choices by their ids, yes and no, an answer that is there, days.
func (p *parser) settle(n node) (node, error) {
	for i := range n.args {
		a, err := p.settle(n.args[i])
		if err != nil {
			return n, err
		}
		n.args[i] = a
	}
	if n.op != "=" && n.op != "!=" && level(n.op) != 3 {
		return n, nil
	}
	a, b := n.args[0], n.args[1]
	if a.op == opText && b.op != opText {
		a, b = b, a
		n.op = map[string]string{"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}[n.op]
	}
	if b.op != opText {
		return n, nil
	}
	negate := func(x node) node {
		if n.op == "!=" {
			return node{op: opNot, args: []node{x}}
		}
		return x
	}
	switch typ := p.typ(a); {
	case b.text == "" && a.op == opField:
		if n.op == "!=" {
			return node{op: opFilled, text: a.text}, nil
		}
		return node{op: opNot, args: []node{{op: opFilled, text: a.text}}}, nil
	case typ == pack.FieldYesNo && !p.ours:
		if idOf(b.text) == "no" { // said, not just left out
			return negate(node{op: opAnd, args: []node{{op: opFilled, text: a.text}, {op: opNot, args: []node{a}}}}), nil
		}
		return negate(a), nil
	case typ == pack.FieldDay:
		b = node{op: opDay, text: b.text}
	case typ == pack.FieldChoice && p.ours:
		id, ok := p.choiceID(a.text, b.text)
		if !ok {
			return n, fmt.Errorf("there is no choice %q", b.text)
		}
		b.text = id
	case typ == pack.FieldChoice:
		b.text = idOf(b.text)
		if _, ok := p.choiceName(a.text, b.text); !ok {
			return n, fmt.Errorf("there is no choice %q", b.text)
		}
	}
	n.args = []node{a, b}
	return n, nil
}
