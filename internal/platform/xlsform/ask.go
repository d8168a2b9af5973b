package xlsform

import (
	"slices"
	"strconv"
	"strings"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// plain are the types of theirs that have one of ours.
var plain = map[string]string{"text": pack.FieldText, "integer": pack.FieldNumber, "decimal": pack.FieldNumber, "date": pack.FieldDay, "calculate": pack.FieldText}

// ask reads a question: its type, its choices, and what is asked of the answer.
func (r *reader) ask(row sheet.Line, kind []string) {
	t := r.tabs[survey]
	typ, list := r.typeOf(row, kind)
	if typ == "" {
		return
	}
	term := r.term(row)
	if r.in >= 0 {
		r.column(row, pack.Column{Term: term, Type: typ, Choices: list})
		return
	}
	i := len(r.form.Fields)
	f := pack.Field{
		Term: term, Type: typ, Choices: list, Help: t.hint(row, "zh"), HelpEN: t.hint(row, "en"), Says: t.label(row, "constraint_message", "zh"), SaysEN: t.label(row, "constraint_message", "en"),
	}
	r.form.Fields = append(r.form.Fields, f)
	own := func() *pack.Field { return &r.form.Fields[i] }
	r.after(row, "relevant", t.get(row, "relevant"), func(s string) { own().ShownIf = s })
	switch must := t.get(row, "required"); strings.ToLower(must) {
	case "yes", "true", "true()", "1":
		own().Required = true
	case "", "no", "false", "false()", "0":
	default:
		r.after(row, "required", must, func(s string) { own().RequiredIf = s })
	}
	if kind[0] == "calculate" {
		if t.get(row, "calculation") == "" {
			r.bad(survey, row.No, "calculation", "a calculate needs its calculation")
		}
		r.after(row, "calculation", t.get(row, "calculation"), func(s string) { own().Value = s })
		return
	}
	check, whole := t.get(row, "constraint"), kind[0] == "integer"
	if check == "" && !whole {
		return
	}
	r.late = append(r.late, later{row: row.No, column: "constraint", text: check, self: term.ID, whole: whole, to: func(s string) { own().Check = s }})
	if f.Says == "" {
		own().Says, own().SaysEN = "请核对“"+term.Name+"”", "Please check: "+term.NameEN
		if whole && check == "" {
			own().Says, own().SaysEN = "要填整数", "A whole number, please"
		}
	}
}

// typeOf is the type of a question, with its choices; empty where it is a fault.
func (r *reader) typeOf(row sheet.Line, kind []string) (string, []pack.Choice) {
	own := r.tabs[survey].get(row, "touyan_type")
	name := strings.ToLower(kind[0])
	switch {
	case plain[name] != "":
		if own == pack.FieldMoney && name == "decimal" || name == "calculate" && own != "" {
			return own, nil
		}
		if name == "calculate" {
			return pack.FieldNumber, nil
		}
		return plain[name], nil
	case (name == "select_one" || name == "select_multiple") && len(kind) == 2:
		list, ok := r.lists[kind[1]]
		if !ok {
			r.bad(survey, row.No, "type", "there is no list "+strconv.Quote(kind[1])+" on the sheet choices")
			return "", nil
		}
		if name == "select_multiple" {
			return pack.FieldChoices, slices.Clone(list)
		}
		if isYesNo(list) {
			return pack.FieldYesNo, nil
		}
		return pack.FieldChoice, slices.Clone(list)
	}
	r.bad(survey, row.No, "type", strconv.Quote(strings.Join(kind, " "))+" cannot be expressed")
	return "", nil
}

// isYesNo tells whether a list has just yes and no.
func isYesNo(list []pack.Choice) bool {
	ids := map[string]bool{}
	for _, c := range list {
		ids[c.ID] = true
	}
	return len(list) == 2 && ids["yes"] && ids["no"]
}

// column is a question within a repeat; it is asked for in each row, without conditions.
func (r *reader) column(row sheet.Line, c pack.Column) {
	t := r.tabs[survey]
	for _, col := range []string{"relevant", "constraint", "calculation"} {
		if t.get(row, col) != "" {
			r.bad(survey, row.No, col, "a condition within a repeat cannot be expressed")
		}
	}
	f := &r.form.Fields[r.in]
	switch must := t.get(row, "required"); strings.ToLower(must) {
	case "yes", "true", "true()", "1":
		c.Required = true
	case "", "no", "false", "false()", "0":
	default:
		r.bad(survey, row.No, "required", "a condition within a repeat cannot be expressed")
	}
	if c.Type == pack.FieldChoices {
		r.bad(survey, row.No, "type", "several answers within a repeat cannot be expressed")
	}
	if slices.ContainsFunc(f.Columns, func(o pack.Column) bool { return o.ID == c.ID }) {
		r.bad(survey, row.No, "name", "question "+strconv.Quote(c.ID)+" stands twice")
	}
	f.Columns = append(f.Columns, c)
}

// formulas carries all formulas over.
func (r *reader) formulas() {
	s := names{fields: r.form.Fields}
	for _, l := range r.late {
		var all []node
		for _, text := range append(slices.Clone(l.group), l.text) {
			if text == "" {
				continue
			}
			own := s
			own.self = l.self
			n, err := read(text, own, false)
			if err != nil {
				r.bad(survey, l.row, l.column, text+": "+err.Error())
				continue
			}
			all = append(all, n)
		}
		if l.whole {
			self := node{op: opField, text: l.self}
			all = append(all, node{op: "=", args: []node{{op: "round", args: []node{self, {op: opNumber, text: "0"}}}, self}})
		}
		if len(all) == 0 {
			continue
		}
		n := all[0]
		for _, next := range all[1:] {
			n = node{op: opAnd, args: []node{n, next}}
		}
		text, err := s.printOurs(n)
		if err != nil {
			r.bad(survey, l.row, l.column, l.text+": "+err.Error())
			continue
		}
		l.to(text)
	}
}
