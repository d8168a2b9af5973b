package api_test

import (
	"context"
	"maps"

	"touyan/internal/demo"
	"touyan/internal/domain/demand"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, demandSamples) }

// asksOf is a demand of township A's office on village A.
func (w *world) asksOf() m {
	return m{
		"kind": "meeting", "title": w.next("会"), "text": "开会", "body_id": w.unit.String(), "place_id": w.id(villageA), "due": kernel.DayOf(w.clock.Now()).Add(5),
		"basis": "村民委员会组织法", "item": "grid_patrol", "fen": 0, "funds": "不花钱", "fields": []m{}, "beyond": "样例",
	}
}

// allowing is somebody of the county who may do all of it.
func (w *world) allowing() context.Context {
	at := ok(kernel.ParseID(w.id(codes[0])))(w)
	g := kernel.Grant{Perms: []string{demand.PermList, demand.PermSend, demand.PermAllow, demand.PermAnswer, demand.PermJudge}, Arm: kernel.Arm{Level: kernel.LevelCounty, PlaceID: at}}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: at, PersonID: 987654, AccountID: 987654, Name: "县里", Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.t.Context(), a.For(demand.PermSend))
}

// demanded is such a demand that was sent, as it reached the village.
func (w *world) demanded() demand.DemandAtVillage {
	n := demand.NewDemand{
		Kind: "meeting", Title: w.next("会"), Text: "开会", BodyID: w.unit, PlaceID: ok(kernel.ParseID(w.id(villageA)))(w), Due: kernel.DayOf(w.clock.Now()).Add(5), Basis: "村民委员会组织法",
		Item: "grid_patrol", Funds: "不花钱", Beyond: "样例",
	}
	return ok(w.app.Demand.Send(w.allowing(), n))(w).Rows[0]
}

func onDemand(verb string, body m) func(w *world) request {
	return func(w *world) request {
		r := w.demanded()
		rev := r.Rev
		if verb == "rule" {
			rev = ok(w.app.Demand.Say(w.allowing(), r.ID, demand.DemandSaying{Rev: r.Rev, Said: "complaint", Words: "样"}))(w).Rev
		}
		b := m{"rev": rev}
		maps.Copy(b, body)
		return post("/api/demand-villages/"+r.ID.String()+"/"+verb, b)
	}
}

var demandSamples = map[string][]sample{
	"demand.list":   {{kind: list, make: func(w *world) request { w.demanded(); return get("/api/demands")(w) }}},
	"demand.sent":   {{kind: list, make: func(w *world) request { w.demanded(); return get("/api/demands/sent")(w) }}},
	"demand.get":    {{kind: record, make: func(w *world) request { return get("/api/demands/" + w.demanded().DemandID.String())(w) }}},
	"demand.burden": {{kind: record, make: func(w *world) request { w.demanded(); return get("/api/demands/burden?place=" + w.id(villageA))(w) }}},
	"demand.export": {{kind: record, make: func(w *world) request {
		w.demanded()
		return get("/api/exports/demands.xlsx?place=" + w.id(villageA))(w)
	}}},
	"demand.senders": {{kind: free, why: "counts about offices, the same for all who read demands", make: get("/api/demands/senders")}},
	"demand.check":   {{kind: free, why: "what an office is about to ask for, beside what the county holds; it saves nothing", make: func(w *world) request { return post("/api/demands/check", w.asksOf()) }}},
	"demand.send":    {{kind: create, by: func(w *world) demo.Somebody { return w.admin }, make: func(w *world) request { return post("/api/demands", w.asksOf()) }}},
	"demand.withdraw": {{kind: record, make: func(w *world) request {
		return post("/api/demands/"+w.demanded().DemandID.String()+"/withdraw", m{"rev": 1, "why": "样"})
	}}},
	"demand.answer": {{kind: record, make: onDemand("answer", m{"text": "到会"})}},
	"demand.say":    {{kind: record, make: onDemand("say", m{"said": "complaint", "words": "会太多"})}},
	"demand.rule":   {{kind: record, make: onDemand("rule", m{"ruling": "rejected", "reply": "要开"})}},
}
