package api_test

import (
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

func init() {
	maps.Copy(samples, visitSamples)
	for _, key := range []string{"visits", "visit_gaps", "visit_leaders"} {
		samples["exchange.template_"+key] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/" + key + "/template.xlsx")}}
	}
	samples["exchange.export_visits"] = []sample{{kind: list, sees: "走访样", make: func(w *world) request {
		w.visited()
		return get("/api/exports/visits.xlsx")(w)
	}}, {kind: record, make: at("/api/exports/visits.xlsx?place={}")}}
	samples["exchange.export_visit_gaps"] = []sample{{kind: record, make: func(w *world) request {
		return get("/api/exports/visit_gaps.xlsx?campaign=" + w.campaign().String())(w)
	}}}
	samples["exchange.export_visit_leaders"] = []sample{{kind: list, sees: "走访镇长", make: func(w *world) request {
		w.leads()
		return get("/api/exports/visit_leaders.xlsx?period=month")(w)
	}}}
}

// visited is a visit of the clerk of township A to a household of it, with what its household asked for.
func (w *world) visited() *visit.Detail {
	as := kernel.WithActor(w.t.Context(), ok(w.app.Access.Resolve(w.t.Context(), w.county, w.clerkA.Account))(w).For(visit.PermRecord))
	return ok(w.app.Visit.Record(as, visit.NewVisit{
		Type: "home", HouseholdID: w.household().ID, Result: visit.Met, Text: "走访样", Asks: []string{w.next("修路灯")}, PhotoOK: true,
	}))(w)
}

// leads puts somebody at the head of township A, whose visits are reported on.
func (w *world) leads() {
	who := ok(w.app.Person.Create(w.sys, person.Draft{Name: w.next("走访镇长"), PlaceID: w.place(townA).ID}))(w)
	ok(w.app.Body.Appoint(w.sys, body.NewAppointment{Post: "township_leader", PersonID: who.ID, PlaceID: w.place(townA).ID}))(w)
}

// byOther is a visit of somebody else to a household of township A.
func (w *world) byOther() *visit.Detail {
	return ok(w.app.Visit.Record(w.sys, visit.NewVisit{Type: "home", HouseholdID: w.household().ID, Result: visit.Met}))(w)
}

// campaign is one of the first village of township A.
func (w *world) campaign() kernel.ID {
	w.household()
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	return ok(w.app.Visit.Make(w.sys, visit.NewCampaign{Plan: "every_household", PlaceID: at, Name: w.next("走访活动")}))(w).ID
}

func (w *world) newCampaign() m {
	return m{"plan": "every_household", "place_id": w.id(villageA), "name": w.next("走访活动")}
}

// owedBy is a household of a campaign that somebody of township A is to visit.
func (w *world) owedBy(who kernel.ID) (campaign kernel.ID, task visit.Task) {
	id := w.campaign()
	list, _, err := w.app.Visit.Gaps(w.sys, id, "", 0, kernel.Page{Limit: 1})
	w.must(err)
	ok(w.app.Visit.Give(w.sys, id, []kernel.ID{list[0].ID}, who, "样"))(w)
	return id, list[0]
}

var visitSamples = map[string][]sample{
	"visit.kinds": {{kind: free, why: "what the pack says, the same for all", make: get("/api/visits/kinds")}},
	"visit.list":  {{kind: list, make: func(w *world) request { w.visited(); return get("/api/visits?limit=200")(w) }}, {kind: record, make: at("/api/visits?place={}")}},
	"visit.next": {{kind: list, sees: "items", make: func(w *world) request {
		w.owedBy(w.clerkA.Person)
		return get("/api/visits/next?limit=200")(w)
	}}},
	"visit.home": {{kind: record, make: func(w *world) request {
		return get("/api/visits/homes/" + w.household().ID.String())(w)
	}}},
	"visit.get": {{kind: record, make: func(w *world) request { return get("/api/visits/" + w.visited().ID.String())(w) }}},
	"visit.record": {{kind: record, make: func(w *world) request {
		return post("/api/visits", m{"type": "home", "household_id": w.household().ID.String(), "result": "met", "asks": []string{"修水渠"}})
	}}, {kind: record, make: func(w *world) request { // a meeting
		return post("/api/visits", m{"type": "courtyard", "place_id": w.id(villageA), "result": "met", "people": 12})
	}}},
	"visit.form_workbook": {{kind: free, why: "a form of the pack, the same for all", make: get("/api/forms/home_talk/form.xlsx")}},
	"visit.form_draft": {{kind: free, why: "what a workbook says that one brings", make: func(w *world) request {
		data := ok(w.app.Visit.Workbook(w.sys, "home_talk"))(w)
		return post("/api/forms/draft", form{name: "file", files: [][]byte{data}})
	}}},
	"visit.take_back": {{kind: record, make: func(w *world) request {
		return post("/api/visits/"+w.visited().ID.String()+"/back", m{"reason": "记错"})
	}}},
	"visit.calls": {{kind: list, make: func(w *world) request { w.byOther(); return get("/api/visits/calls?limit=200")(w) }}, {kind: record, make: at("/api/visits/calls?place={}")}},
	"visit.call": {{kind: record, make: func(w *world) request {
		return post("/api/visits/"+w.byOther().ID.String()+"/call", m{"answer": "satisfied"})
	}}},
	"visit.add_photos": {{kind: record, make: func(w *world) request {
		return post("/api/visits/"+w.visited().ID.String()+"/photos", form{name: "photos", fields: map[string]string{"client_key": w.next("k")}, files: [][]byte{photo(8)}})
	}}},
	"visit.drop_photos": {{kind: record, make: func(w *world) request {
		return post("/api/visits/"+w.visited().ID.String()+"/photos/drop", m{"reason": "不愿意了"})
	}}},
	"visit.photo": {{kind: record, make: func(w *world) request {
		v := w.visited()
		as := kernel.WithActor(w.t.Context(), ok(w.app.Access.Resolve(w.t.Context(), w.county, w.clerkA.Account))(w).For(visit.PermRecord))
		d := ok(w.app.Visit.AddPhotos(as, v.ID, "", [][]byte{photo(9)}))(w)
		return get("/api/visits/" + v.ID.String() + "/photos/" + d.PhotoList[0].ID.String())(w)
	}}},
	"visit.campaigns": {{kind: list, make: func(w *world) request { w.campaign(); return get("/api/campaigns?limit=200")(w) }}},
	"visit.campaign":  {{kind: record, make: func(w *world) request { return get("/api/campaigns/" + w.campaign().String())(w) }}},
	"visit.preview":   {{kind: record, make: func(w *world) request { return post("/api/campaigns/preview", w.newCampaign()) }}},
	"visit.plan":      {{kind: record, make: func(w *world) request { return post("/api/campaigns", w.newCampaign()) }}},
	"visit.close": {{kind: record, make: func(w *world) request {
		return post("/api/campaigns/"+w.campaign().String()+"/close", m{"rev": 1, "reason": "走完"})
	}}},
	"visit.coverage": {{kind: record, make: func(w *world) request {
		return get("/api/campaigns/" + w.campaign().String() + "/coverage?place=" + w.id(villageA))(w)
	}}},
	"visit.gaps": {{kind: record, make: func(w *world) request { return get("/api/campaigns/" + w.campaign().String() + "/gaps")(w) }}},
	"visit.visitors": {{kind: record, make: func(w *world) request {
		return get("/api/campaigns/" + w.campaign().String() + "/visitors?place=" + w.id(villageA))(w)
	}}},
	"visit.give": {{kind: record, make: func(w *world) request {
		who := ok(kernel.ParseID(w.person()))(w)
		ok(w.app.Body.Appoint(w.sys, body.NewAppointment{Post: "duty_cadre", PersonID: who, PlaceID: w.place(villageA).ID, From: "2026-01-01"}))(w)
		id, task := w.owedBy(who)
		return post("/api/campaigns/"+id.String()+"/give", m{"tasks": []string{task.ID.String()}, "visitor_id": who.String(), "reason": "调整"})
	}}},
	"visit.report": {{kind: list, sees: "走访镇长", make: func(w *world) request {
		w.leads()
		return get("/api/visits/report?period=month")(w)
	}}},
	"visit.counts": {{kind: record, make: at("/api/forms/four_asks/counts?place={}")}},
	"visit.said": {{kind: list, make: func(w *world) request {
		at := ok(kernel.ParseID(w.id(villageA)))(w)
		w.must(w.app.Visit.Answer(w.sys, "member_praise", visit.NewAnswer{PlaceID: at, Answers: map[string]any{"deed": []any{"help"}}}))
		return get("/api/forms/member_praise/said?limit=200")(w)
	}}, {kind: record, make: at("/api/forms/member_praise/said?place={}")}},
	"visit.answer": {{kind: record, make: func(w *world) request {
		return post("/api/forms/member_praise/answers", m{"place_id": w.id(villageA), "answers": m{"deed": []string{"help"}}})
	}}},
	"visit.slip_page": {{kind: free, why: "whoever has the code", make: func(w *world) request { return get("/v/" + w.visited().Code)(w) }}},
	"visit.rate": {{kind: free, why: "whoever has the code", status: 303, make: func(w *world) request {
		return request{method: "POST", path: "/v/" + w.visited().Code + "/rate", body: "answer=satisfied"}
	}}},
	"visit.survey_page": {{kind: free, why: "anybody", make: get("/g/" + villageA + "/survey/member_praise")}},
	"visit.send_survey": {{kind: free, why: "anybody", status: 303, make: func(*world) request {
		return request{method: "POST", path: "/g/" + villageA + "/survey/member_praise", body: "field.deed=help"}
	}}},
	"visit.sheet": {{kind: record, make: func(w *world) request {
		return get("/visits/sheet?type=home&household=" + w.household().ID.String())(w)
	}}},
	"visit.slip": {{kind: record, make: func(w *world) request { return get("/visits/" + w.visited().ID.String() + "/slip")(w) }}},
}
