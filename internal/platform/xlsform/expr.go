package xlsform

import (
	"strings"

	"touyan/internal/platform/pack"
)

// The operators of a formula, in the order in which they bind: what stands first binds least.
const (
	opOr     = "or"
	opAnd    = "and"
	opNot    = "not"
	opIf     = "if"
	opNumber = "number"
	opText   = "text"
	opBool   = "bool"
	opField  = "field"  // an answer; text is the id of its field
	opRows   = "rows"   // how many rows a field has
	opColumn = "column" // the answers in a column of rows; text is FIELD/COLUMN
	opFilled = "filled" // there is an answer
	opPicked = "picked" // an answer of several is among those given; text is FIELD/CHOICE
	opDay    = "day"    // a day that is written out
	opToday  = "today"
)

// node is a formula, whichever of the two languages it was written in. Choices stand in it by their ids.
type node struct {
	op   string
	text string
	args []node
}

func (n node) is(ops ...string) bool {
	for _, op := range ops {
		if n.op == op {
			return true
		}
	}
	return false
}

// calls are the functions that both languages have: theirs -> ours.
var calls = map[string]string{"sum": "合计", "min": "最小", "max": "最大", "round": "四舍五入", "count-selected": "个数", "abs": "绝对值"}

func ourCall(theirs string) string { return calls[theirs] }

func theirCall(ours string) string {
	for theirs, name := range calls {
		if name == ours {
			return theirs
		}
	}
	return ""
}

// level is how much an operator binds.
func level(op string) int {
	switch op {
	case opIf:
		return 0
	case opOr:
		return 1
	case opAnd:
		return 2
	case "=", "!=", "<", "<=", ">", ">=":
		return 3
	case "+", "-":
		return 4
	case "*", "/":
		return 5
	case opNot, "neg":
		return 6
	}
	return 7
}

// names find fields and what formulas call them.
type names struct {
	fields []pack.Field
	self   string // of a constraint: the field that it stands at
}

func (s names) byID(id string) pack.Field {
	for _, f := range s.fields {
		if f.ID == id {
			return f
		}
	}
	return pack.Field{}
}

// byName finds what a name of our formulas stands for.
func (s names) byName(name string) (node, bool) {
	for _, f := range s.fields {
		switch {
		case f.Type != pack.FieldRows && f.Word() == name:
			return node{op: opField, text: f.ID}, true
		case f.Type == pack.FieldRows && f.RowCount() == name:
			return node{op: opRows, text: f.ID}, true
		case f.Type == pack.FieldRows:
			for _, c := range f.Columns {
				if f.ColumnList(c) == name {
					return node{op: opColumn, text: f.ID + "/" + c.ID}, true
				}
			}
		}
	}
	return node{}, false
}

// theirs finds what ${name} stands for.
func (s names) theirs(id string) (node, bool) {
	for _, f := range s.fields {
		if f.ID == id {
			if f.Type == pack.FieldRows {
				return node{op: opRows, text: id}, true
			}
			return node{op: opField, text: id}, true
		}
		for _, c := range f.Columns {
			if c.ID == id {
				return node{op: opColumn, text: f.ID + "/" + id}, true
			}
		}
	}
	return node{}, false
}

// typ is the type of an answer that a node stands for.
func (s names) typ(n node) string {
	if n.op != opField {
		return ""
	}
	f := s.byID(n.text)
	return f.Type
}

// choiceID and choiceName lead from what a choice is called to its id and back.
func (s names) choiceID(field, name string) (string, bool) {
	f := s.byID(field)
	for _, c := range f.Choices {
		if c.Name == name {
			return c.ID, true
		}
	}
	return "", false
}

func (s names) choiceName(field, id string) (string, bool) {
	f := s.byID(field)
	c, ok := f.Choice(id)
	return c.Name, ok
}

// both splits FIELD/PART.
func both(text string) (field, part string) {
	field, part, _ = strings.Cut(text, "/")
	return field, part
}
