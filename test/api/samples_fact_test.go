package api_test

import (
	"maps"

	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

func init() {
	maps.Copy(samples, factSamples)
	samples["exchange.template_cards"] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/cards/template.xlsx")}}
	samples["exchange.export_cards"] = []sample{{kind: record, make: at("/api/exports/cards.xlsx?place={}")}}
}

// carded is a household of township A of which something is known.
func (w *world) carded() person.HouseholdDetail {
	h := w.household()
	ok(w.app.Fact.Set(w.sys, h.ID, "", []fact.Change{{Field: "housing_grade", Value: "c"}, {Field: "contact_phone", Value: "13800001234"}, {Field: "help_first", Value: true}}))(w)
	return h
}

// clash is a conflict in township A: two set a hard field without having seen each other.
func (w *world) clash(field string, value any) fact.Conflict {
	h := w.carded()
	ok(w.app.Fact.Set(w.sys, h.ID, "", []fact.Change{{Field: field, Value: value}}))(w)
	list, _, err := w.app.Fact.Conflicts(w.sys, fact.ConflictFilter{Household: h.ID}, kernel.Page{})
	w.must(err)
	return list[0]
}

var factSamples = map[string][]sample{
	"fact.card": {{kind: record, make: func(w *world) request { return get("/api/households/" + w.carded().ID.String() + "/card")(w) }}},
	"fact.set": {{kind: record, make: func(w *world) request {
		return post("/api/households/"+w.carded().ID.String()+"/card", m{"changes": []m{{"field": "water", "value": "well"}}})
	}}},
	"fact.reveal": {{kind: record, make: func(w *world) request {
		return post("/api/households/"+w.carded().ID.String()+"/card/reveal", m{"fields": []string{"contact_phone"}, "reason": "联系不上户主"})
	}}},
	"fact.conflicts": {{kind: list, make: func(w *world) request { w.clash("housing_grade", "d"); return get("/api/facts/conflicts")(w) }}, {kind: record, make: at("/api/facts/conflicts?place={}")}},
	"fact.settle": {{kind: record, make: func(w *world) request {
		c := w.clash("housing_grade", "d")
		return post("/api/facts/conflicts/"+c.ID.String()+"/settle", m{"rev": c.Rev, "ver": c.Now.Ver, "take": "other", "note": "看了鉴定报告"})
	}}},
	"fact.reveal_conflict": {{kind: record, make: func(w *world) request {
		return post("/api/facts/conflicts/"+w.clash("help_first", false).ID.String()+"/reveal", m{"reason": "要裁定"})
	}}},
	"fact.holders": {{kind: list, make: func(w *world) request { w.carded(); return get("/api/facts/households?field=housing_grade&value=c")(w) }}, {kind: record, make: at("/api/facts/households?field=housing_grade&value=c&place={}")}},
	"fact.traits":  {{kind: list, make: func(w *world) request { w.carded(); return get("/api/facts/traits")(w) }, sees: "housing_grade"}, {kind: record, make: at("/api/facts/traits?place={}")}},
}
