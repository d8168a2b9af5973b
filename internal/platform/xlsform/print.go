package xlsform

import (
	"fmt"
	"strings"

	"touyan/internal/platform/pack"
)

// theirs writes a formula as an XLSForm has it; ours as a pack has it.
func (s names) printTheirs(n node) (string, error) { return s.write(n, false) }

func (s names) printOurs(n node) (string, error) { return s.write(n, true) }

func (s names) write(n node, ours bool) (string, error) {
	switch {
	case n.op == opIf:
		return s.branch(n, ours)
	case n.op == opNot && n.args[0].op == opNot:
		return s.write(n.args[0].args[0], ours)
	case n.op == opNot || n.op == "neg":
		return s.prefix(n, ours)
	case len(n.args) == 2 && level(n.op) < 7:
		return s.pair(n, ours)
	case len(n.args) > 0:
		return s.callOf(n, ours)
	}
	return s.leaf(n, ours)
}

func (s names) leaf(n node, ours bool) (string, error) {
	field, part := both(n.text)
	f := s.byID(field)
	switch n.op {
	case opNumber:
		return n.text, nil
	case opText:
		return quoted(n.text, ours)
	case opBool:
		return either(ours, map[string]string{"true": "是", "false": "否"}[n.text], n.text+"()"), nil
	case opToday:
		return either(ours, pack.NameToday, "today()"), nil
	case opDay:
		return either(ours, `日期("`+n.text+`")`, "date('"+n.text+"')"), nil
	case opField:
		if ours {
			return f.Word(), nil
		}
		ref := "${" + n.text + "}"
		if n.text == s.self {
			ref = "."
		}
		if f.Type == pack.FieldYesNo {
			return ref + " = 'yes'", nil
		}
		return ref, nil
	case opRows:
		return either(ours, f.RowCount(), "count(${"+n.text+"})"), nil
	case opColumn:
		for _, c := range f.Columns {
			if c.ID == part {
				return either(ours, f.ColumnList(c), "${"+part+"}"), nil
			}
		}
	case opFilled:
		return either(ours, "有("+f.Word()+")", "${"+n.text+"} != ''"), nil
	case opPicked:
		name, ok := s.choiceName(field, part)
		if !ok {
			return "", fmt.Errorf("there is no choice %q", part)
		}
		return either(ours, "包含("+f.Word()+`, "`+name+`")`, "selected(${"+field+"}, '"+part+"')"), nil
	}
	return "", fmt.Errorf("%q cannot be expressed", n.op)
}

func either(ours bool, a, b string) string {
	if ours {
		return a
	}
	return b
}

func quoted(text string, ours bool) (string, error) {
	mark := either(ours, `"`, "'")
	if strings.Contains(text, mark) {
		return "", fmt.Errorf("a text with %s cannot be expressed", mark)
	}
	return mark + text + mark, nil
}

// binds is how much what is written of a node binds: yes or no is a comparison in theirs.
func (s names) binds(n node, ours bool) int {
	if !ours && (n.op == opField && s.typ(n) == pack.FieldYesNo || n.op == opFilled) {
		return level("=")
	}
	if !ours && n.is(opIf, opNot) {
		return 7
	}
	return level(n.op)
}

// inner writes a part, in brackets where it binds less than what stands around it.
func (s names) inner(n node, around int, ours bool) (string, error) {
	text, err := s.write(n, ours)
	if s.binds(n, ours) < around {
		text = "(" + text + ")"
	}
	return text, err
}

func (s names) prefix(n node, ours bool) (string, error) {
	if n.op == opNot && !ours {
		text, err := s.write(n.args[0], ours)
		return "not(" + text + ")", err
	}
	text, err := s.inner(n.args[0], level(n.op), ours)
	if n.op == "neg" {
		return "-" + text, err
	}
	return "非 " + text, err
}

func (s names) branch(n node, ours bool) (string, error) {
	var parts [3]string
	for i, a := range n.args {
		var err error
		if parts[i], err = s.write(a, ours); err != nil {
			return "", err
		}
	}
	if ours {
		return fmt.Sprintf("如果(%s, %s, %s)", parts[0], parts[1], parts[2]), nil
	}
	return fmt.Sprintf("if(%s, %s, %s)", parts[0], parts[1], parts[2]), nil
}

func (s names) pair(n node, ours bool) (string, error) {
	lvl := level(n.op)
	left := n.args[0]
	a, err := s.inner(left, lvl, ours)
	if err != nil {
		return "", err
	}
	if lvl == 3 && s.binds(left, ours) == 3 { // comparisons do not chain
		a = "(" + a + ")"
	}
	right := n.args[1]
	if right.op == opText && s.typ(left) == pack.FieldChoice && ours {
		name, ok := s.choiceName(left.text, right.text)
		if !ok {
			return "", fmt.Errorf("there is no choice %q", right.text)
		}
		right.text = name
	}
	b, err := s.inner(right, lvl+1, ours)
	return a + " " + sign(n.op, ours) + " " + b, err
}

func sign(op string, ours bool) string {
	switch {
	case ours && op == "=":
		return "=="
	case ours && op == opAnd:
		return "且"
	case ours && op == opOr:
		return "或"
	case !ours && op == "/":
		return "div"
	}
	return op
}

func (s names) callOf(n node, ours bool) (string, error) {
	name := either(ours, ourCall(n.op), n.op)
	if name == "" {
		return "", fmt.Errorf("the function %q cannot be expressed", n.op)
	}
	parts := make([]string, len(n.args))
	for i, a := range n.args {
		var err error
		if parts[i], err = s.write(a, ours); err != nil {
			return "", err
		}
	}
	return name + "(" + strings.Join(parts, ", ") + ")", nil
}
