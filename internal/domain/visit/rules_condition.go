package visit

import (
	"slices"
	"strings"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// conditionWords says when a question of a form is to be answered, as somebody with a pen reads it. A formula that has no such words
// stands as it is.
func conditionWords(f pack.Form, x pack.Field, en bool) string {
	if x.ShownIf == "" {
		return ""
	}
	r := reader{f, en}
	if words, ok := r.words(*x.Trees().ShownIf); ok {
		return words
	}
	return x.ShownIf
}

type reader struct {
	form pack.Form
	en   bool
}

// words puts a condition into words, as far as it speaks of what was answered to other questions.
func (r reader) words(t rule.Tree) (string, bool) {
	switch t.Op {
	case "and", "or":
		return r.both(t)
	case "not":
		return r.not(t.Args[0])
	case "name":
		return r.answer(t, true, rule.Tree{Op: "text", Text: "是"})
	case "has":
		return r.said(t, "填了", "is filled in")
	case "==", "!=":
		return r.answer(t.Args[0], t.Op == "==", t.Args[1])
	case "包含", "属于":
		return r.answer(t.Args[0], true, t.Args[1:]...)
	case ">", ">=", "<", "<=":
		return r.number(t)
	}
	return "", false
}

func (r reader) both(t rule.Tree) (string, bool) {
	a, ok := r.words(t.Args[0])
	b, also := r.words(t.Args[1])
	if t.Op == "and" {
		return a + either(r.en, "，并且", ", and ") + b, ok && also
	}
	return a + either(r.en, "，或者", ", or ") + b, ok && also
}

func (r reader) not(t rule.Tree) (string, bool) {
	switch t.Op {
	case "name":
		return r.answer(t, true, rule.Tree{Op: "text", Text: "否"})
	case "has":
		return r.said(t, "没有填", "is left empty")
	case "==", "包含", "属于":
		return r.answer(t.Args[0], false, t.Args[1:]...)
	}
	return "", false
}

// question is the field that a name means, and how it is called.
func (r reader) question(name rule.Tree) (pack.Field, string, bool) {
	i := slices.IndexFunc(r.form.Fields, func(f pack.Field) bool { return f.Word() == name.Text })
	if i < 0 || name.Op != "name" && name.Op != "has" {
		return pack.Field{}, "", false
	}
	f := r.form.Fields[i]
	return f, either(r.en, "“"+f.Name+"”", "“"+f.NameEN+"” "), true
}

func (r reader) said(name rule.Tree, zh, en string) (string, bool) {
	if len(name.Args) > 0 {
		name = name.Args[0]
	}
	_, word, ok := r.question(name)
	return word + either(r.en, zh, en), ok
}

// answer says that one of some choices was made, or none of them.
func (r reader) answer(name rule.Tree, chosen bool, options ...rule.Tree) (string, bool) {
	f, word, ok := r.question(name)
	if !ok {
		return "", false
	}
	names := make([]string, len(options))
	for i, o := range options {
		if o.Op != "text" && o.Op != "yes_no" {
			return "", false
		}
		names[i] = "“" + r.choice(f, o.Text) + "”"
	}
	list := strings.Join(names, either(r.en, "或", " or "))
	if chosen {
		return word + either(r.en, "选了", "is ") + list, true
	}
	return word + either(r.en, "没选", "is not ") + list, true
}

func (r reader) choice(f pack.Field, name string) string {
	if f.Type == pack.FieldYesNo && r.en {
		return map[string]string{"是": "Yes", "否": "No"}[name]
	}
	for _, c := range f.Choices {
		if c.Name == name {
			return either(r.en, c.Name, c.NameEN)
		}
	}
	return name
}

// number compares an answer with a number; that more than none of some choices were made says it too.
func (r reader) number(t rule.Tree) (string, bool) {
	left, right := t.Args[0], t.Args[1]
	if left.Op == "个数" && t.Op == ">" && right.Text == "0" {
		return r.said(left, "选了", "has an answer")
	}
	_, word, ok := r.question(left)
	compare := map[string][2]string{">": {"大于", "is more than "}, ">=": {"不小于", "is at least "}, "<": {"小于", "is less than "}, "<=": {"不大于", "is at most "}}[t.Op]
	return word + either(r.en, compare[0], compare[1]) + right.Text, ok && right.Op == "number"
}
