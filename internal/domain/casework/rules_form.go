package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// A form that another room fills in follows the rules of the fields of cases: one set of types, conditions and checks.

// FillForm checks the answers to a form as of a day: that of which they speak, for a phone without a network knows no other.
func FillForm(p *pack.Pack, f pack.Form, day kernel.Day, given map[string]any) (map[string]any, error) {
	return fill(p, f.AsCase(), "", scene{day: day}, nil, given, noRecord)
}

// noRecord: fields of forms point to no records.
func noRecord(f pack.Field, _ kernel.ID) (string, error) {
	return "", kernel.Invalid("fields."+f.ID, "not_a_target")
}

// ReadAnswers reads answers as they are stored; WriteAnswers is how they are: the same answers give the same text.
func ReadAnswers(text string) (map[string]any, error) { return form.Read(text) }

// WriteAnswers is the form in which answers are stored.
func WriteAnswers(all map[string]any) (string, error) { return form.Answers(all).Write() }

// InWords is an answer in words.
func InWords(f pack.Field, v any) string { return form.Said(f, v) }

// shown tells which fields a step asks for when the others are answered so. Answers that are not whole yet are passed over.
func shown(p *pack.Pack, ct pack.CaseType, step string, at scene, have, given facts) []FormField {
	by, _ := ct.Transition(step)
	for _, f := range ct.Asked(step) {
		v, err := form.Typed(p, f, given[f.ID], func(pack.Field, kernel.ID) (string, error) { return "", nil })
		if err == nil && v != nil {
			have[f.ID] = v
		}
	}
	// What cannot be worked out yet stands for nothing.
	values, _ := form.Settle(ct.Fields, ct.Asked(step), func(a facts) rule.Values { return valuesOf(p, ct, at, a) }, have)
	out := []FormField{}
	for _, x := range form.Shown(ct.Asked(step), values) {
		out = append(out, FormField{ID: x.ID, Required: x.Required && !by.Partial})
	}
	return out
}
