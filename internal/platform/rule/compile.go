package rule

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"touyan/internal/kernel"
)

// step computes a part of a formula.
type step func(Values) (Value, error)

// part is a checked part of a formula, as steps and as data. lit is the text of a literal, for the functions that want one.
type part struct {
	typ  Type
	run  step
	at   int
	lit  *string
	tree Tree
}

// compiler turns what the parser read into steps, and refuses every form that is not listed here.
type compiler struct {
	in   *translation
	env  Env
	used map[string]bool
}

func (c *compiler) node(n ast.Node) (part, error) {
	at := c.in.at(n.Location().From)
	switch x := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return c.number(n, at)
	case *ast.BoolNode:
		return constant(at, YesNo(x.Value)), nil
	case *ast.StringNode:
		p := constant(at, String(x.Value))
		p.lit = &x.Value
		return p, nil
	case *ast.IdentifierNode:
		return c.name(x.Value, at)
	case *ast.UnaryNode:
		return c.unary(x, at)
	case *ast.BinaryNode:
		return c.binary(x, at)
	case *ast.ConditionalNode:
		return c.choice([]ast.Node{x.Cond, x.Exp1, x.Exp2}, at)
	case *ast.CallNode:
		if callee, ok := x.Callee.(*ast.IdentifierNode); ok {
			return c.call(callee.Value, x.Arguments, at)
		}
	case *ast.BuiltinNode:
		return c.call(x.Name, nil, at)
	}
	return part{}, fault(at, "syntax", "this form is not part of the language of formulas", "公式里不能用这种写法")
}

func constant(at int, v Value) part {
	return part{typ: v.typ, at: at, run: func(Values) (Value, error) { return v, nil }, tree: Tree{Op: v.typ.key(), Text: v.String()}}
}

// number reads the digits anew: the parser has made a binary fraction of them.
func (c *compiler) number(n ast.Node, at int) (part, error) {
	loc := n.Location()
	d, err := parseNumber(string(c.in.out[loc.From:loc.To]))
	if err != nil {
		return part{}, fault(at, "bad_number", "this is not a number such as 12 or 0.5", "这不是数,应写成 12 或 0.5")
	}
	if c.in.percent[loc.From] {
		d = d.Shift(-2)
	}
	return constant(at, number(d)), nil
}

func (c *compiler) name(name string, at int) (part, error) {
	typ, ok := c.env[name]
	if !ok {
		if _, isCall := functions[name]; isCall {
			return part{}, fault(at, "unknown_name", "%s is a function: brackets must follow it", "%s是函数,后面要加括号", name)
		}
		return part{}, c.unknown(name, at)
	}
	c.used[name] = true
	return part{typ: typ, at: at, tree: Tree{Op: opName, Text: name, Type: typ.key()}, run: func(values Values) (Value, error) {
		if v := values[name]; v.typ != Any {
			return v, nil
		}
		v, ok := blank(typ)
		if !ok {
			return v, fault(at, "no_value", "%s has no value: ask 有(%s) first", "“%s”没有值:请先判断 有(%s)", name, name)
		}
		return v, nil
	}}, nil
}

// unknown refuses a name, with the nearest known one where one is near.
func (c *compiler) unknown(name string, at int) error {
	var known []string
	for k := range c.env {
		known = append(known, k)
	}
	slices.Sort(known)
	if near := Nearest(name, known); near != "" {
		return fault(at, "unknown_name", "there is no %q here: is %q meant?", "这里没有“%s”,是否指“%s”?", name, near)
	}
	return fault(at, "unknown_name", "there is no %q here: want one of %s", "这里没有“%s”,可用的有:%s", name, list(known))
}

func (c *compiler) unary(x *ast.UnaryNode, at int) (part, error) {
	p, err := c.node(x.Node)
	if err != nil {
		return part{}, err
	}
	switch {
	case x.Operator == "not" && p.typ == Bool:
		return part{typ: Bool, at: at, tree: node("not", p), run: func(values Values) (Value, error) {
			v, err := p.run(values)
			return YesNo(!v.yes), err
		}}, nil
	case x.Operator == "not":
		return part{}, fault(at, "wrong_type", "非 wants yes or no after it, not %s: put the comparison into brackets", "“非”后面要的是“是或否”,不是%s:请给比较加括号", p.typ)
	case x.Operator == "-" && p.typ == Number:
		return part{typ: Number, at: at, tree: node("neg", p), run: func(values Values) (Value, error) {
			v, err := p.run(values)
			return number(v.num.Neg()), err
		}}, nil
	}
	return part{}, fault(at, "wrong_type", "%s cannot stand before %s", "%s不能用在%s前面", x.Operator, p.typ)
}

func (c *compiler) binary(x *ast.BinaryNode, at int) (part, error) {
	l, err := c.node(x.Left)
	if err != nil {
		return part{}, err
	}
	r, err := c.node(x.Right)
	if err != nil {
		return part{}, err
	}
	if op, ok := junctions[x.Operator]; ok {
		if l.typ != Bool || r.typ != Bool {
			return part{}, fault(at, "wrong_type", "%s wants yes or no on both sides, not %s and %s", "“%s”两边都要是“是或否”,不是%s和%s", op, l.typ, r.typ)
		}
		return part{typ: Bool, at: at, tree: node(map[string]string{"且": "and", "或": "or"}[op], l, r), run: either(l.run, r.run, op == "或")}, nil
	}
	f, ok := operators[operands{x.Operator, l.typ, r.typ}]
	if !ok {
		return part{}, fault(at, "wrong_type", "%s does not go between %s and %s", "“%s”不能用在%s和%s之间", chinese(x.Operator), l.typ, r.typ)
	}
	return part{typ: f.gives, at: at, tree: node(x.Operator, l, r), run: func(values Values) (Value, error) {
		a, err := l.run(values)
		if err != nil {
			return Value{}, err
		}
		b, err := r.run(values)
		if err != nil {
			return Value{}, err
		}
		return small(at)(f.do(at, a, b))
	}}, nil
}

// junctions are 且 and 或; the parser makes && of 1 < 甲 < 5.
var junctions = map[string]string{"and": "且", "&&": "且", "or": "或"}

// either is 且 and 或: the second side is not looked at where the first decides.
func either(l, r step, decides bool) step {
	return func(values Values) (Value, error) {
		v, err := l(values)
		if err != nil || v.yes == decides {
			return v, err
		}
		return r(values)
	}
}

// choice is 如果 A 则 B 否则 C.
func (c *compiler) choice(nodes []ast.Node, at int) (part, error) {
	var p [3]part
	for i, n := range nodes {
		var err error
		if p[i], err = c.node(n); err != nil {
			return part{}, err
		}
	}
	switch {
	case p[0].typ != Bool:
		return part{}, fault(p[0].at, "wrong_type", "如果 wants yes or no, not %s", "“如果”后面要的是“是或否”,不是%s", p[0].typ)
	case p[1].typ != p[2].typ:
		return part{}, fault(p[2].at, "wrong_type", "both outcomes of 如果 must be of one type, not %s and %s", "“如果”的两种结果要同一类,不能一个是%s、一个是%s", p[1].typ, p[2].typ)
	}
	return part{typ: p[1].typ, at: at, tree: node("if", p[:]...), run: func(values Values) (Value, error) {
		v, err := p[0].run(values)
		switch {
		case err != nil:
			return Value{}, err
		case v.yes:
			return p[1].run(values)
		}
		return p[2].run(values)
	}}, nil
}

func (c *compiler) call(name string, nodes []ast.Node, at int) (part, error) {
	if name == "如果" && len(nodes) == 3 {
		return c.choice(nodes, at)
	}
	f, ok := functions[name]
	if !ok {
		return part{}, unknownCall(name, at)
	}
	args := make([]part, len(nodes))
	for i, n := range nodes {
		var err error
		if args[i], err = c.node(n); err != nil {
			return part{}, err
		}
	}
	if name == "有" && len(nodes) == 1 {
		if id, ok := nodes[0].(*ast.IdentifierNode); ok {
			run := func(values Values) (Value, error) { return YesNo(filled(values[id.Value])), nil }
			return part{typ: Bool, at: at, run: run, tree: Tree{Op: opHas, Text: id.Value}}, nil
		}
	}
	return f.bind(name, args, at)
}

// filled tells whether somebody gave the value: 有(…).
func filled(v Value) bool {
	switch v.typ {
	case Any:
		return false
	case Text:
		return v.text != ""
	case Numbers:
		return len(v.nums) > 0
	case Texts:
		return len(v.texts) > 0
	}
	return true
}

// small refuses results beyond the bound of numbers.
func small(at int) func(Value, error) (Value, error) {
	return func(v Value, err error) (Value, error) {
		if err == nil && v.typ == Number {
			if v.num.Abs().GreaterThan(maxNumber) {
				return Value{}, fault(at, "too_large", "the result is too large", "结果太大")
			}
			if v.num.Exponent() < -maxPlaces {
				v.num = v.num.Round(maxPlaces)
			}
		}
		return v, err
	}
}

type operands struct {
	op   string
	l, r Type
}

type operator struct {
	gives Type
	do    func(at int, a, b Value) (Value, error)
}

var operators = allOperators()

func allOperators() map[operands]operator {
	m := map[operands]operator{}
	calc := func(op string, do func(a, b decimal.Decimal) decimal.Decimal) {
		m[operands{op, Number, Number}] = operator{Number, func(_ int, a, b Value) (Value, error) { return number(do(a.num, b.num)), nil }}
	}
	calc("+", decimal.Decimal.Add)
	calc("-", decimal.Decimal.Sub)
	calc("*", decimal.Decimal.Mul)
	m[operands{"/", Number, Number}] = operator{Number, divide}
	m[operands{"+", Day, Number}] = operator{Day, func(at int, a, b Value) (Value, error) { return addDays(at, a, b.num) }}
	m[operands{"-", Day, Number}] = operator{Day, func(at int, a, b Value) (Value, error) { return addDays(at, a, b.num.Neg()) }}
	m[operands{"-", Day, Day}] = operator{Number, func(_ int, a, b Value) (Value, error) {
		return Int((a.Day().Time().Unix() - b.Day().Time().Unix()) / secondsOfDay), nil
	}}
	for op, fits := range map[string]func(int) bool{
		"==": func(n int) bool { return n == 0 }, "!=": func(n int) bool { return n != 0 },
		"<": func(n int) bool { return n < 0 }, "<=": func(n int) bool { return n <= 0 },
		">": func(n int) bool { return n > 0 }, ">=": func(n int) bool { return n >= 0 },
	} {
		for _, typ := range []Type{Number, Day, Text, Bool} {
			if (typ == Text || typ == Bool) && op != "==" && op != "!=" {
				continue
			}
			m[operands{op, typ, typ}] = operator{Bool, func(_ int, a, b Value) (Value, error) { return YesNo(fits(compare(a, b))), nil }}
		}
	}
	return m
}

func divide(at int, a, b Value) (Value, error) {
	if b.num.IsZero() {
		return Value{}, fault(at, "divide_by_zero", "this divides by zero", "这里除以零")
	}
	return number(a.num.DivRound(b.num, maxPlaces)), nil
}

const secondsOfDay = 24 * 60 * 60

// maxDays bounds what is added to a day: 200 years.
var maxDays = decimal.New(73000, 0)

func addDays(at int, a Value, n decimal.Decimal) (Value, error) {
	if !n.IsInteger() || n.Abs().GreaterThan(maxDays) {
		return Value{}, fault(at, "bad_value", "%s is not a number of days", "“%s”不是天数", n.String())
	}
	return dated(at, a.Day().Add(int(n.IntPart())))
}

// dated refuses days outside four-digit years.
func dated(at int, d kernel.Day) (Value, error) {
	if _, err := kernel.ParseDay(string(d)); err != nil {
		return Value{}, fault(at, "too_large", "the result is too large", "结果太大")
	}
	return Date(d), nil
}

// compare orders two values of one type; equal texts and truths are 0, others 1.
func compare(a, b Value) int {
	switch {
	case a.typ == Number:
		return a.num.Cmp(b.num)
	case a.typ == Day && a.text < b.text:
		return -1
	case a.text == b.text && a.yes == b.yes:
		return 0
	}
	return 1
}
