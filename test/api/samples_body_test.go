package api_test

import (
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, bodySamples) }

// bodySamples are those of terms of office, of what is amiss with bodies, and of who is related to whom.
var bodySamples = map[string][]sample{
	"body.at_place": {{kind: record, make: func(w *world) request {
		w.term()
		return get("/api/places/" + w.id(villageA) + "/bodies")(w)
	}}},
	"body.start_term": {{kind: record, make: func(w *world) request {
		return post("/api/bodies/"+w.council().String()+"/terms", m{"from": today, "came": "election"})
	}}},
	"body.extend_term": {{kind: record, make: func(w *world) request {
		return post("/api/terms/"+w.term().ID.String()+"/extend", m{"rev": 1, "to": "2027-06-30", "reason": "统一换届"})
	}}},
	"body.terms": {{kind: list, make: withTerm("/api/terms")}, {kind: list, make: withTerm("/api/terms?state=all")}, {kind: record, make: at("/api/terms?place={}")}},
	// Of the administrator's posts none is announced to, so that they see as little as another township.
	"body.notices": {{kind: list, make: withTerm("/api/term-notices"), sees: "items"}},
	"body.settle": {{kind: record, make: func(w *world) request {
		w.term()
		ok(w.app.Body.Announce(w.sys))(w)
		who := w.somebody(townA, w.next("镇主任"), body.NewAppointment{Post: "township_secretary"})
		a := ok(w.app.Access.Resolve(w.sys, w.county, who.Account))(w)
		open := ok(w.app.Body.MyNotices(kernel.WithActor(w.sys, a.For(body.PermList))))(w)
		return post("/api/term-notices/"+open[len(open)-1].ID.String()+"/settle", m{"rev": 1, "note": "已报换届"})
	}}},
	"body.gaps":                 {{kind: list, make: withTerm("/api/body-gaps")}, {kind: list, make: withTerm("/api/body-gaps?kind=no_head")}, {kind: record, make: at("/api/body-gaps?place={}")}},
	"exchange.export_terms":     {{kind: list, make: withTerm("/api/exports/terms.xlsx"), sees: "龙鼻村"}, {kind: record, make: at("/api/exports/terms.xlsx?place={}")}},
	"exchange.export_body_gaps": {{kind: list, make: withTerm("/api/exports/body_gaps.xlsx"), sees: "龙鼻村"}, {kind: record, make: at("/api/exports/body_gaps.xlsx?place={}")}},
	"body.ties":                 {{kind: record, make: func(w *world) request { return get("/api/persons/" + w.person() + "/ties")(w) }}},
	"body.add_kin": {{kind: record, make: func(w *world) request {
		return post("/api/persons/"+w.other().String()+"/kin", m{"other_id": w.other().String(), "relation": "sibling", "source": "本人申报"})
	}}},
	"body.remove_kin": {{kind: record, make: func(w *world) request {
		k := ok(w.app.Body.AddKin(w.sys, w.other(), body.NewKinship{OtherID: w.other(), Relation: "spouse", Source: "本人申报"}))(w)
		return post("/api/kin/"+k.ID.String()+"/remove", m{"rev": 1, "reason": "录错了人"})
	}}},
}

// council is a fresh body with terms in township A; term is its term, which ends soon, and other a fresh person there.
func (w *world) council() kernel.ID {
	return ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("龙鼻村议事会"), Kind: "villagers_council", PlaceID: w.place(villageA).ID}))(w).ID
}

func (w *world) term() body.Term {
	return ok(w.app.Body.StartTerm(w.sys, w.council(), body.NewTerm{From: "2022-01-01", Came: body.ByElection}))(w)
}

func (w *world) other() kernel.ID {
	return ok(w.app.Person.Create(w.sys, person.Draft{Name: w.next("龙鼻村民"), PlaceID: w.place(villageA).ID}))(w).ID
}

func withTerm(path string) func(*world) request {
	return func(w *world) request {
		w.term()
		return request{method: "GET", path: path}
	}
}
