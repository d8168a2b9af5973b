package casework

import (
	"maps"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// facts are the answers of a case.
type facts = form.Answers

// scene is what formulas may know of a case beside its answers.
type scene struct {
	topic, text string
	files       int
	day         kernel.Day
	raised      kernel.Day
	since       kernel.Day // of the present state
	people      func(household kernel.ID) (int64, bool)
}

// fill takes the answers that a step asks for into the facts of a case: each is typed, those that are not shown are dropped,
// and what is required, or must hold, is.
func fill(p *pack.Pack, ct pack.CaseType, step string, at scene, have, given facts, find form.Lookup) (facts, error) {
	asked := ct.Asked(step)
	by, _ := ct.Transition(step)
	out := maps.Clone(have)
	if out == nil {
		out = facts{}
	}
	for id := range given {
		if !slices.ContainsFunc(asked, func(f pack.Field) bool { return f.ID == id }) {
			return nil, kernel.Invalid("fields."+id, "not_asked")
		}
	}
	for _, f := range asked {
		v, err := form.Typed(p, f, given[f.ID], stays(have[f.ID], find))
		if err == nil && f.Type == pack.FieldRows {
			v, err = follows(f, have[f.ID], v, given[f.ID] != nil, by.Amends)
		}
		if err != nil {
			return nil, err
		}
		if _, answered := given[f.ID]; answered && v == nil {
			delete(out, f.ID)
		} else if v != nil {
			out[f.ID] = v
		}
	}
	values, err := form.Settle(ct.Fields, asked, func(a facts) rule.Values { return valuesOf(p, ct, at, a) }, out)
	if err != nil {
		return nil, err
	}
	// Papers are attached once the case is there, so raising it asks for none.
	return out, form.Hold(asked, values, out, func(f pack.Field) bool {
		return !by.Partial && (step != "" || f.Type != pack.FieldPaper)
	})
}

// valuesOf are the answers as formulas see them, with the figures of the pack.
func valuesOf(p *pack.Pack, ct pack.CaseType, at scene, all facts) rule.Values {
	out := form.Figures(p, at.day)
	def, _ := p.Topic(at.topic)
	out[pack.NameTopic], out[pack.NameText], out[pack.NameFiles] = rule.String(def.Name), rule.String(at.text), rule.Int(int64(at.files))
	if at.raised != "" {
		out[pack.NameRaised] = rule.Date(at.raised)
	}
	if at.since != "" {
		out[pack.NameSince] = rule.Date(at.since)
	}
	for _, f := range ct.Fields {
		if f.Type == pack.FieldHouse && at.people != nil {
			if n, ok := at.people(pointsTo(all[f.ID])); ok {
				out[f.People()] = rule.Int(n)
			}
		}
	}
	form.Fill(out, ct.Fields, all)
	return out
}

// pointsTo is the record that an answer names, 0 for none.
func pointsTo(v any) kernel.ID {
	text := ""
	switch x := v.(type) {
	case form.Ref:
		text = x.ID
	case map[string]any:
		text, _ = x["id"].(string)
	}
	id, _ := kernel.ParseID(text) // 0 where it is none
	return id
}

// dutyOf is the item of the township's duty list under which a case falls: what triage said, or what its topic says.
func dutyOf(p *pack.Pack, c *caseRow, day kernel.Day) (pack.DutyItem, bool) {
	if c.DutyItem != "" {
		return p.DutyItem(c.DutyItem)
	}
	return p.DutyOf(c.Topic, day)
}

// forbids tells whether the duty list keeps a case from being handed to somebody at a level: what a department has taken back
// or must lead itself is not pushed down to a township or a village.
func forbids(d pack.DutyItem, level kernel.Level) bool {
	return level >= kernel.LevelTownship && (d.Class == pack.DutyTakenBack || d.Class == pack.DutyAssisting)
}
