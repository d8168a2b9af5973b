package pack

import (
	"errors"

	"touyan/internal/platform/rule"
)

// condition checks a formula that answers yes or no.
func (c checker) condition(t *Term, key, text string, env rule.Env) *rule.Rule {
	return c.formula(t, key, text, env, rule.Bool)
}

// formula checks a formula that stands at a key of a definition, against the names that the definition offers and what it must
// give; a fault is reported at its place within the text. Nil where the formula is empty or wrong.
func (c checker) formula(t *Term, key, text string, env rule.Env, want rule.Type) *rule.Rule {
	if text == "" {
		return nil
	}
	r, err := rule.Compile(text, env, want)
	if err == nil {
		return r
	}
	at, ok := t.marks[key]
	if !ok {
		at = t.pos
	}
	var fault *rule.Error
	if errors.As(err, &fault) && ok && at.inner >= 0 {
		at.col += at.inner + fault.At
	}
	c.errs.add(at, "formula", "formula: %s", err)
	return nil
}

// figures are the names of the pack's figures and of the day.
func (p *Pack) figures() rule.Env {
	out := rule.Env{NameToday: rule.Day}
	for _, x := range p.Parameters {
		out[x.Name] = rule.Number
	}
	return out
}

// addNames adds the names of fields.
func addNames(out rule.Env, fields []Field) {
	for _, f := range fields {
		if f.Type == FieldRows {
			out[f.RowCount()] = rule.Number
			for _, col := range f.Columns {
				out[f.ColumnList(col)] = col.listType()
			}
		}
		if f.Type == FieldHouse {
			out[f.People()] = rule.Number
		}
		if t := f.ruleType(); t != rule.Any {
			out[f.Word()] = t
		}
	}
}
