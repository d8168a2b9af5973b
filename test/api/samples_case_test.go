package api_test

import (
	"maps"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, caseSamples) }

// caseSamples are those of what goes beyond the steps of a case: calls, forms, early signs.
var caseSamples = map[string][]sample{
	"casework.notices":      {{kind: list, sees: "items", make: withCase("/api/cases/notices")}},
	"casework.call_targets": {{kind: record, make: ofCase("GET", "/call-targets", nil)}},
	"casework.call": {{kind: record, make: func(w *world) request {
		return post("/api/cases/"+w.caseID().String()+"/calls", m{"bodies": []string{w.unit.String()}, "ask": "到场处置", "client_key": w.next("call")})
	}}},
	"casework.calls": {{kind: list, make: func(w *world) request {
		w.called()
		return get("/api/case-calls")(w)
	}}},
	"casework.call_step": {{kind: record, make: func(w *world) request {
		return post("/api/case-calls/"+w.called()+"/actions", m{"rev": 1, "action": "report_in", "client_key": w.next("step")})
	}}},
	"casework.merge": {{kind: record, make: func(w *world) request {
		return post("/api/cases/"+w.caseID().String()+"/merge", m{"into": w.caseID().String(), "rev": 1, "reason": "同一件事"})
	}}},
	"casework.form": {{kind: free, why: "the questions of a definition", make: func(*world) request {
		return post("/api/cases/form", m{"type": "rectification", "step": "", "topic": "", "fields": m{}})
	}}},
	"casework.choices": {{kind: record, make: at("/api/cases/choices?type=rectification&field=leader&place={}")}},
	"casework.places":  {{kind: free, why: "names of places; this county has no type of a unit's own", make: get("/api/cases/places?type=registration&q=x"), status: 422}},
	"casework.alerts": {{kind: list, make: func(w *world) request {
		w.alert()
		return get("/api/case-alerts")(w)
	}}},
	"casework.close_alert": {{kind: record, make: func(w *world) request {
		return post("/api/case-alerts/"+w.alert()+"/close", m{"reason": "已督办"})
	}}},
	"casework.refused": {{kind: list, sees: "items", make: get("/api/cases/refused-pushes")}},
	"casework.served": {{kind: list, sees: "items", make: func(w *world) request {
		w.called()
		return get("/api/cases/served")(w)
	}}},
	"exchange.export_service_items":   {{kind: free, why: "the catalogue stands on public pages", make: get("/api/exports/service_items.xlsx")}},
	"exchange.template_service_items": {{kind: free, why: "says what the columns mean", make: get("/api/registers/service_items/template.xlsx")}},
	"exchange.template_body_served":   {{kind: free, why: "says what the columns mean", make: get("/api/registers/body_served/template.xlsx")}},
	"exchange.template_body_calls":    {{kind: free, why: "says what the columns mean", make: get("/api/registers/body_calls/template.xlsx")}},
	"exchange.export_body_served": {{kind: list, sees: "昌宁镇水利站", make: func(w *world) request {
		w.called()
		return get("/api/exports/body_served.xlsx")(w)
	}}},
	"exchange.export_body_calls": {{kind: list, sees: "到场处置", make: func(w *world) request {
		w.called()
		return get("/api/exports/body_calls.xlsx?of=" + w.unit.String())(w)
	}}},
	"casework.calls_of": {{kind: list, make: func(w *world) request {
		w.called()
		return get("/api/case-calls/of-body?of=" + w.unit.String())(w)
	}}},
	"casework.rated_of": {{kind: list, sees: "items", make: func(w *world) request { return get("/api/cases/rated?of=" + w.unit.String())(w) }}},
	"casework.add_papers": {{kind: record, make: func(w *world) request {
		return post("/api/cases/"+w.application().String()+"/papers", form{name: "papers", fields: map[string]string{"field": "mandate"}, files: [][]byte{photo(8)}})
	}}},
	"casework.paper": {{kind: record, make: func(w *world) request {
		id := w.application()
		d := ok(w.app.Casework.AddPapers(kernel.WithActor(w.sys, w.director()), id, "mandate", []casework.Upload{{Data: photo(9)}}))(w)
		return get("/api/cases/" + id.String() + "/papers/" + d.Papers[0].ID.String() + "?reason=looking")(w)
	}}},
	"casework.catalogue_page": {{kind: free, why: "public page", make: get("/services?q=dibao")}},
	"casework.item_page":      {{kind: free, why: "public page", make: get("/services/low_income")}},
	"casework.form_page":      {{kind: free, why: "public page", make: get("/service-forms/mandate")}},
	"casework.apply_page":     {{kind: free, why: "public page", make: get("/services/low_income/apply?at=" + villageA)}},
	"casework.apply": {{kind: free, why: "public: a resident applies", make: func(w *world) request {
		return post("/services/low_income/apply", form{fields: map[string]string{"at": villageA, "name": "李桂英", "client_key": w.next("apply")}})
	}}},
	"casework.act_many": {{kind: list, sees: "accepted", make: func(w *world) request {
		return post("/api/cases/actions", m{"cases": []m{{"id": w.caseID().String(), "rev": 1}}, "action": "accept", "client_key": w.next("many")})
	}}},
	"casework.common_targets": {{kind: record, make: func(w *world) request {
		return get("/api/cases/dispatch-targets?cases=" + w.caseID().String() + "," + w.caseID().String())(w)
	}}},
	"casework.board": {
		{kind: list, sees: "滴水檐", make: func(w *world) request { // what the county's queue is for
			w.reportOn(villageA, "dispute", "两家为滴水檐争执")
			return get("/api/cases/board")(w)
		}}, {kind: record, make: at("/api/cases/board?place={}")},
	},
	"casework.due": {
		{kind: list, sees: `"n":`, make: func(w *world) request {
			due := kernel.DayOf(time.UnixMilli(ok(w.app.Casework.Get(w.sys, w.caseID()))(w).Due))
			return get("/api/cases/due?box=unit&from=" + string(due) + "&to=" + string(due.Add(60)))(w)
		}}, {kind: record, make: at("/api/cases/due?from=2026-12-01&to=2026-12-31&place={}")},
	},
	"casework.filters": {{kind: free, why: "one's own", make: get("/api/case-filters")}},
	"casework.save_filter": {{kind: free, why: "one's own", make: func(w *world) request {
		return post("/api/case-filters", m{"name": w.next("筛选"), "default": false, "values": m{"state": "accepted"}})
	}}},
	"casework.drop_filter": {{kind: free, why: "one's own: another's is not found", make: func(w *world) request {
		mine := kernel.WithActor(w.sys, ok(w.app.Access.Resolve(w.sys, w.county, w.admin.Account))(w).For(casework.PermList))
		kept := ok(w.app.Casework.SaveFilter(mine, casework.DeskFilter{Name: w.next("筛选")}))(w)
		return request{"DELETE", "/api/case-filters/" + kept[len(kept)-1].ID.String(), nil, nil}
	}}},
	"casework.ruling": {{kind: free, why: "the open cases of the actor's places alone are counted: none is named", make: get("/api/case-rules/report")}},
	"casework.rule": {{kind: free, why: "no newer version: nothing is open under older rules", make: func(*world) request {
		return post("/api/case-rules/report", m{"reason": "按新规则办"})
	}}},
}

// director is the officer of township A, as the rooms see them.
func (w *world) director() kernel.Actor {
	a := ok(w.app.Access.Resolve(w.sys, w.county, w.clerkA.Account))(w)
	return a.For(casework.PermList)
}

// application is one at the village of township A, taken by its officer.
func (w *world) application() kernel.ID {
	at := w.place(villageA)
	a := ok(w.app.Access.Resolve(w.sys, w.county, w.clerkA.Account))(w)
	d := ok(w.app.Casework.Create(kernel.WithActor(w.sys, a.For(casework.PermCreate)), casework.NewCase{
		Type: "agency", Text: "代办", PlaceID: at.ID, Name: "李桂英", Fields: map[string]any{"item": "low_income", "way": "agent"}, ClientKey: w.next("application"),
	}))(w)
	return d.ID
}

// called is a call to the unit of township A.
func (w *world) called() string {
	d := ok(w.app.Casework.Call(kernel.WithActor(w.sys, w.director()), w.caseID(), []kernel.ID{w.unit}, "到场处置", ""))(w)
	return d.Calls[0].ID.String()
}

// alert is an early sign in township A: a case that is far past due.
func (w *world) alert() string {
	id := w.caseID()
	now := w.clock.Now()
	w.clock.Set(now.Add(40 * 24 * time.Hour))
	_, _, err := w.app.Casework.Fire(w.sys, w.county)
	w.must(err)
	w.clock.Set(now)
	for _, a := range ok(w.app.Casework.Alerts(kernel.WithActor(w.sys, w.director()), false))(w) {
		if a.CaseID == id {
			return a.ID.String()
		}
	}
	w.t.Fatal("no early sign")
	return ""
}
