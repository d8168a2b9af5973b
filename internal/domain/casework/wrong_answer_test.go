package casework_test

import (
	"encoding/json"
	"strings"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// wrongAnswer is an answer that the type of a field does not allow, and what is said of it.
type wrongAnswer struct {
	value any
	code  string
}

func wrongAnswers(f pack.Field) []wrongAnswer {
	bad := func(list ...any) (out []wrongAnswer) {
		for _, v := range list {
			out = append(out, wrongAnswer{v, "bad_value"})
		}
		return out
	}
	switch f.Type {
	case pack.FieldText:
		return append(bad(true, []any{"x"}), wrongAnswer{strings.Repeat("长", casework.MaxText+1), "too_long"})
	case pack.FieldNumber:
		return bad("many", "1e9", true, "1234567890123456")
	case pack.FieldMoney:
		return bad("ten", json.Number("-1"), json.Number("1.5"), json.Number("1000000000000001"))
	case pack.FieldDay:
		return bad("2026-02-30", "tomorrow", json.Number("20260101"))
	case pack.FieldChoice:
		return bad("moon", []any{"moon"})
	case pack.FieldChoices:
		return bad("moon", []any{"moon"}, []any{1.0})
	case pack.FieldYesNo:
		return bad("yes", json.Number("1"))
	case pack.FieldPlace, pack.FieldPerson, pack.FieldBody:
		return append(bad("here", "-1", true), wrongAnswer{"17", "not_a_target"})
	case pack.FieldService:
		return bad("moon", "17")
	case pack.FieldPhone:
		return bad("call me", "1")
	case pack.FieldIDNumber:
		return bad("110101199003077759", "1101")
	case pack.FieldSecret:
		return bad(strings.Repeat("长", 201), true)
	case pack.FieldPapers:
		return bad("x", []any{true})
	case pack.FieldPaper:
		return []wrongAnswer{{"17", "not_asked"}, {[]any{"17"}, "not_asked"}}
	case pack.FieldRows:
		return wrongRows(f, bad("x", []any{"x"}))
	}
	return nil
}

// wrongRows are tables with a column that is none, with a cell that is no answer, and without a cell that there must be.
func wrongRows(f pack.Field, out []wrongAnswer) []wrongAnswer {
	out = append(out, wrongAnswer{rows(row{"moon": "x"}), "not_asked"})
	for _, c := range f.Columns {
		if c.Type == pack.FieldCase {
			continue
		}
		for _, bad := range wrongAnswers(c.Field()) {
			out = append(out, wrongAnswer{rows(row{c.ID: bad.value}), bad.code})
		}
	}
	for _, c := range f.Columns {
		must := 0
		for _, o := range f.Columns {
			if o.Required {
				must++
			}
		}
		if c.Type == pack.FieldText && must > 1 {
			return append(out, wrongAnswer{rows(row{c.ID: "x"}), "row_incomplete"})
		}
	}
	return out
}

// plainAnswer is an answer that the type of a field allows.
func (w *world) plainAnswer(f pack.Field) any {
	switch f.Type {
	case pack.FieldText, pack.FieldSecret:
		return "说明"
	case pack.FieldNumber:
		return "1"
	case pack.FieldMoney:
		return money(1)
	case pack.FieldDay:
		return string(kernel.DayOf(w.clock.Now()).Add(3))
	case pack.FieldChoice:
		return f.Choices[0].ID
	case pack.FieldChoices:
		return []any{f.Choices[0].ID}
	case pack.FieldYesNo:
		return true
	case pack.FieldPlace:
		return w.places["龙鼻村"].ID.String()
	case pack.FieldPhone:
		return "13812345678"
	case pack.FieldRows:
		one := row{}
		for _, c := range f.Columns {
			if v := w.plainAnswer(c.Field()); v != nil {
				one[c.ID] = v
			}
		}
		return rows(one)
	}
	return nil // who there is stands in the county
}

// wrongStarts raises cases of a type that cannot be raised so.
func (w *world) wrongStarts(ct pack.CaseType) {
	raise := func(n casework.NewCase) func() error {
		n.Type, n.PlaceID = ct.ID, w.places["龙鼻村"].ID
		return func() error { _, err := w.cases.Create(w.mighty(), n); return err }
	}
	what := ct.ID + ", raised "
	w.refuses(what+"without a word", "invalid", "required", raise(casework.NewCase{Text: " "}))
	w.refuses(what+"with too many words", "invalid", "too_long", raise(casework.NewCase{Text: strings.Repeat("长", casework.MaxText+1)}))
	if ct.FromCase {
		w.refuses(what+"by itself", "invalid", "unknown_type", raise(casework.NewCase{Text: "x"}))
		return
	}
	w.refuses(what+"about nothing known", "invalid", "unknown_topic", raise(casework.NewCase{Text: "x", Topic: "moon"}))
	w.refuses(what+"with a number that is none", "invalid", "bad_contact", raise(casework.NewCase{Text: "x", Contact: "call me"}))
	w.refuses(what+"with another field", "invalid", "not_asked", raise(casework.NewCase{Text: "x", Fields: row{"moon": 1}}))
	for _, f := range ct.Asked("") {
		if f.Required && f.Type != pack.FieldPaper {
			w.refuses(what+"without "+f.ID, "invalid", "required", raise(casework.NewCase{Text: "x"}))
		}
		for _, bad := range wrongAnswers(f) {
			w.refuses(what+"with a bad "+f.ID, "invalid", bad.code, raise(casework.NewCase{Text: "x", Fields: row{f.ID: bad.value}}))
		}
	}
}
