package api_test

import (
	"maps"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

func init() {
	maps.Copy(samples, registerSamples)
	for _, key := range []string{"terms", "rolls.registered", "rolls.collective", "rolls.voters", "rolls.party", "cases", "body_gaps", "gaps", "imports"} {
		samples["exchange.template_"+key] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/" + key + "/template.xlsx")}}
	}
}

// kept puts a paper to the first event of a household of township A and gives its address.
func (w *world) kept() string {
	h := w.household()
	list := ok(w.app.Person.AddPapers(w.sys, h.Events[0].ID, []person.NewPaper{{Data: photo(30)}}))(w)
	return "/api/events/" + h.Events[0].ID.String() + "/papers/" + list[0].ID.String()
}

// household enters a family of two in township A.
func (w *world) household() person.HouseholdDetail {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	draft := func(name string) *person.Draft {
		return &person.Draft{Name: w.next(name), Facts: person.Facts{Birth: "1980-01-01"}}
	}
	return ok(w.app.Person.CreateHousehold(w.sys, person.NewHousehold{PlaceID: at, From: "2020-01-01", Members: []person.NewMember{
		{Person: draft("户主"), Relation: "02", Registered: true, Lives: true}, {Person: draft("配偶"), Relation: "10", Registered: true, Lives: true},
	}}))(w)
}

// ofHouse is a request on a household of township A; body is made of it.
func ofHouse(path string, body func(h person.HouseholdDetail) m) func(*world) request {
	return func(w *world) request {
		h := w.household()
		if body == nil {
			return get("/api/households/" + h.ID.String() + path)(w)
		}
		return post("/api/households/"+h.ID.String()+path, body(h))
	}
}

func born(h person.HouseholdDetail) m {
	return m{"rev": h.Rev, "kind": "birth", "day": "2026-01-01", "member": m{"person": m{"name": "小宝" + h.Code[12:]}, "relation": "20", "registered": true, "lives": true}}
}

func reason(person.HouseholdDetail) m { return m{"reason": "核实"} }

func (w *world) admitted() person.RollEntry {
	h := w.household()
	return ok(w.app.Person.AdmitMember(w.sys, person.Admit{PersonID: h.HeadID, PlaceID: h.PlaceID, Day: "2026-01-01", Basis: "original", Doc: "决议"}))(w)
}

// voters makes a voter roll of township A, each time for another day.
func (w *world) voters() person.VoterList {
	h := w.household()
	w.elections++
	return ok(w.app.Person.ProposeVoters(w.sys, h.PlaceID, kernel.Day("2027-01-01").Add(w.elections)))(w)
}

func (w *world) confirmed() person.VoterList {
	l := w.voters()
	return ok(w.app.Person.ConfirmVoters(w.sys, l.ID, l.Rev))(w)
}

// registerSamples are those of households and rolls.
var registerSamples = map[string][]sample{
	"person.codes": {{kind: free, why: "code lists, the same for all", make: get("/api/codes")}},
	"person.households": {
		{kind: list, make: func(w *world) request { w.household(); return get("/api/households?limit=200")(w) }},
		{kind: list, make: func(w *world) request { return get("/api/households?q=" + w.household().Code)(w) }},
		{kind: record, make: at("/api/households?place={}")},
	},
	"person.household_count": {{kind: record, make: at("/api/households/count?place={}")}},
	"person.household":       {{kind: record, make: ofHouse("", nil)}},
	"person.register":        {{kind: record, make: func(w *world) request { return get("/api/persons/" + w.person() + "/register")(w) }}},
	"person.record":          {{kind: record, make: ofHouse("/events", born)}},
	"person.preview":         {{kind: record, make: ofHouse("/events/preview", born)}},
	"person.reveal_address":  {{kind: record, make: ofHouse("/reveal", reason)}},
	"person.take_back": {{kind: record, make: func(w *world) request {
		return post("/api/events/"+w.household().Events[0].ID.String()+"/take-back", m{"reason": "录错"})
	}}},
	"person.add_papers": {{kind: record, make: func(w *world) request {
		return post("/api/events/"+w.household().Events[0].ID.String()+"/papers", form{name: "papers", files: [][]byte{photo(7)}})
	}}},
	"person.paper": {{kind: record, make: func(w *world) request { return get(w.kept() + "?reason=check")(w) }}},
	"person.create_household": {{kind: create, make: func(w *world) request {
		return post("/api/households", m{"place_id": w.id(villageA), "members": []m{{"person": m{"name": w.next("户主"), "birth": "1970-01-01"}, "relation": "02", "registered": true, "lives": true}}})
	}}},

	"exchange.export_households":       {{kind: record, make: at("/api/exports/households.xlsx?place={}")}},
	"exchange.export_rolls.registered": {{kind: record, make: at("/api/exports/rolls.registered.xlsx?place={}")}},
	"exchange.export_rolls.collective": {{kind: record, make: at("/api/exports/rolls.collective.xlsx?place={}")}},
	"exchange.export_rolls.party":      {{kind: record, make: at("/api/exports/rolls.party.xlsx?place={}")}},
	"exchange.export_rolls.voters":     {{kind: record, make: func(w *world) request { return get("/api/exports/rolls.voters.xlsx?list=" + w.voters().ID.String())(w) }}},
	"person.rolls":                     {{kind: record, make: at("/api/rolls?roll=registered&place={}")}, {kind: record, make: at("/api/rolls?roll=collective&place={}")}},
	"person.roll_count":                {{kind: record, make: func(w *world) request { return get("/api/rolls/count?place=" + w.id(villageA))(w) }}},
	"body.party_roll":                  {{kind: record, make: at("/api/rolls/party?place={}")}},
	"person.admit": {{kind: create, make: func(w *world) request {
		h := w.household()
		return post("/api/rolls/collective", m{"person_id": h.HeadID.String(), "place_id": w.id(villageA), "day": "2026-01-01", "basis": "original", "doc": "决议"})
	}}},
	"person.lose": {{kind: record, make: func(w *world) request {
		return post("/api/rolls/"+w.admitted().ID.String()+"/end", m{"rev": 1, "day": "2026-02-01", "basis": "exit", "doc": "决议"})
	}}},
	"person.voter_lists": {{kind: record, make: func(w *world) request { return get("/api/voter-lists?place=" + w.id(villageA))(w) }}},
	"person.propose_voters": {{kind: create, make: func(w *world) request {
		w.elections++
		return post("/api/voter-lists", m{"place_id": w.id(villageA), "election_day": kernel.Day("2027-01-01").Add(w.elections)})
	}}},
	"person.set_voter": {{kind: record, make: func(w *world) request {
		l := w.voters()
		return post("/api/voter-lists/"+l.ID.String()+"/entries", m{"person_id": w.household().HeadID.String(), "state": "in", "basis": "here"})
	}}},
	"person.confirm_voters": {{kind: record, make: func(w *world) request {
		l := w.voters()
		return post("/api/voter-lists/"+l.ID.String()+"/confirm", m{"rev": l.Rev})
	}}},
	"person.post_voters": {{kind: record, make: func(w *world) request {
		l := w.confirmed()
		return post("/api/voter-lists/"+l.ID.String()+"/post", m{"rev": l.Rev, "day": today})
	}}},
}
