package xlsform

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// The columns of the three sheets, in their order.
var (
	surveyColumns = []string{
		"type", "name", "label::" + zh, "label::" + en, "hint::" + zh, "hint::" + en, "required", "relevant", "constraint", "constraint_message::" + zh,
		"constraint_message::" + en, "calculation", "touyan_type",
	}
	choiceColumns  = []string{"list_name", "name", "label::" + zh, "label::" + en}
	settingColumns = []string{
		"form_title", "form_id", "version", "default_language", "form_title_en", "source", "to", "anonymous", "public", "latest", "done", "asked_in", "ask_type", "hint", "hint_en",
	}
)

// writer gathers the rows of a workbook.
type writer struct {
	names
	survey, choices [][]any
	lists           map[string]bool
	faults          Faults
}

// Write writes a form as an XLSForm. What cannot be expressed there is told as Faults.
func Write(w io.Writer, f pack.Form) error {
	x := &writer{names: names{fields: f.Fields}, lists: map[string]bool{}}
	for _, field := range f.Fields {
		x.field(field)
	}
	if len(x.faults) > 0 {
		return x.faults
	}
	list := func(ids []string) string { return strings.Join(ids, " ") }
	set := []any{
		f.Name, f.ID, string(f.From), zh, f.NameEN, f.Source, string(f.To), flag(f.Anonymous), flag(f.Public), flag(f.Latest), list(f.Done), list(f.AskedIn), f.AskType, f.Hint, f.HintEN,
	}
	return sheet.Write(w, out(survey, surveyColumns, x.survey), out(choices, choiceColumns, x.choices), out(settings, settingColumns, [][]any{set}))
}

func flag(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func out(name string, titles []string, rows [][]any) sheet.Out {
	cols := make([]sheet.Column, len(titles))
	for i, t := range titles {
		cols[i] = sheet.Column{Key: t, Title: t, Text: true, Width: 20}
	}
	return sheet.Out{Sheet: sheet.Sheet{Name: name, Columns: cols}, Rows: func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}}
}

// bad notes what cannot be expressed, at the row that the field would have.
func (x *writer) bad(column, text string) {
	x.faults = append(x.faults, Fault{survey, len(x.survey) + 2, column, text})
}

// line is a row of the survey by the names of its columns.
func (x *writer) line(values map[string]string) {
	row := make([]any, len(surveyColumns))
	for i, c := range surveyColumns {
		row[i] = values[c]
	}
	x.survey = append(x.survey, row)
}

func (x *writer) field(f pack.Field) {
	x.self = f.ID
	v := map[string]string{
		"name": f.ID, "label::" + zh: f.Name, "label::" + en: f.NameEN, "hint::" + zh: f.Help, "hint::" + en: f.HelpEN, "constraint_message::" + zh: f.Says, "constraint_message::" + en: f.SaysEN,
	}
	v["relevant"] = x.formula("relevant", f.ShownIf, "")
	v["constraint"] = x.formula("constraint", f.Check, f.ID)
	switch {
	case f.Required:
		v["required"] = "yes"
	case f.RequiredIf != "":
		v["required"] = x.formula("required", f.RequiredIf, "")
	}
	if len(f.Posts)+len(f.BodyKinds)+len(f.ApartFrom) > 0 || f.Append || f.Public {
		x.bad("type", "field "+strconv.Quote(f.ID)+" asks for records of the county, which an XLSForm does not know")
		return
	}
	switch f.Type {
	case pack.FieldRows:
		x.rows(f, v)
		return
	case pack.FieldChoice, pack.FieldChoices, pack.FieldYesNo:
		v["type"] = x.picks(f.Type, f.ID, f.Choices)
	default:
		if types[f.Type] == "" {
			x.bad("type", "type "+strconv.Quote(f.Type)+" has no counterpart")
			return
		}
		v["type"] = types[f.Type]
		if f.Type == pack.FieldMoney {
			v["touyan_type"] = f.Type
		}
	}
	if f.Value != "" {
		v["type"], v["touyan_type"], v["calculation"] = "calculate", f.Type, x.formula("calculation", f.Value, "")
	}
	x.line(v)
}

// rows are a repeat with a question for each column.
func (x *writer) rows(f pack.Field, v map[string]string) {
	if v["required"] != "" || v["constraint"] != "" {
		x.bad("required", "a repeat is neither required nor checked as a whole: "+strconv.Quote(f.ID))
	}
	v["type"] = "begin_repeat"
	x.line(v)
	for _, c := range f.Columns {
		if slices.ContainsFunc(f.Columns, func(o pack.Column) bool { return o.ID != c.ID && o.Name == c.Name }) {
			x.bad("label::"+zh, "two columns are called "+strconv.Quote(c.Name))
		}
		l := map[string]string{"name": c.ID, "label::" + zh: c.Name, "label::" + en: c.NameEN, "type": types[c.Type], "required": flag(c.Required)}
		switch c.Type {
		case pack.FieldChoice, pack.FieldYesNo:
			l["type"] = x.picks(c.Type, f.ID+"_"+c.ID, c.Choices)
		case pack.FieldMoney:
			l["touyan_type"] = c.Type
		}
		if l["type"] == "" {
			x.bad("type", "type "+strconv.Quote(c.Type)+" has no counterpart")
		}
		x.line(l)
	}
	x.line(map[string]string{"type": "end_repeat", "name": f.ID})
}

// picks is the type of a question with choices, whose list it enters.
func (x *writer) picks(typ, list string, all []pack.Choice) string {
	if typ == pack.FieldYesNo {
		if !x.lists[yesNo] {
			x.lists[yesNo] = true
			x.choices = append(x.choices, []any{yesNo, "yes", "是", "Yes"}, []any{yesNo, "no", "否", "No"})
		}
		return "select_one " + yesNo
	}
	for _, c := range all {
		x.choices = append(x.choices, []any{list, c.ID, c.Name, c.NameEN})
	}
	if typ == pack.FieldChoices {
		return "select_multiple " + list
	}
	return "select_one " + list
}

// formula carries a formula of ours over.
func (x *writer) formula(column, text, self string) string {
	if text == "" {
		return ""
	}
	s := names{fields: x.fields, self: self}
	n, err := read(text, s, true)
	if err != nil {
		x.bad(column, text+": "+err.Error())
		return ""
	}
	out, err := s.printTheirs(n)
	if err != nil {
		x.bad(column, text+": "+err.Error())
	}
	return out
}
