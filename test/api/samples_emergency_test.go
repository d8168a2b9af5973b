package api_test

import (
	"maps"
	"strconv"
	"time"

	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/emergency"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, emergencySamples) }

// flood is an emergency in the first village of township A.
func (w *world) flood() *emergency.Detail {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	return ok(w.app.Emergency.SwitchOn(w.sys, emergency.NewEmergency{
		Kind: "flood", Title: w.next("强降雨"), PlaceIDs: []kernel.ID{at}, Until: w.clock.Now().Add(6 * time.Hour).UnixMilli(), Reason: "样",
	}))(w)
}

func (w *world) floodAt(tail string) string {
	return "/api/emergencies/" + w.flood().ID.String() + tail
}

// needy is an emergency in which a household of township A needs help.
func (w *world) needy() (*emergency.Detail, kernel.ID) {
	e, h := w.flood(), w.household().ID
	ok(w.app.Emergency.Call(w.sys, e.ID, emergency.NewHouseCall{HouseholdID: h, Answer: emergency.Help, Needs: []string{"bed"}}))(w)
	return e, h
}

// sealer may open sealed records: a discipline officer of the county.
func (w *world) sealer() demo.Somebody {
	return w.somebody(codes[0], w.next("纪检干部"), body.NewAppointment{Post: "discipline_officer"})
}

var emergencySamples = map[string][]sample{
	"emergency.kinds": {{kind: free, why: "what the pack says, the same for all", make: get("/api/emergencies/kinds")}},
	"emergency.list":  {{kind: list, make: func(w *world) request { w.flood(); return get("/api/emergencies")(w) }}},
	"emergency.get":   {{kind: record, make: func(w *world) request { return get(w.floodAt(""))(w) }}},
	"emergency.switch_on": {{kind: create, make: func(w *world) request {
		return post("/api/emergencies", m{"kind": "flood", "title": w.next("强降雨"), "place_ids": []string{w.id(villageA)}, "until": w.clock.Now().Add(time.Hour).UnixMilli(), "reason": "预警"})
	}}},
	"emergency.extend": {{kind: record, make: func(w *world) request {
		return post(w.floodAt("/extend"), m{"rev": 1, "until": w.clock.Now().Add(20 * time.Hour).UnixMilli(), "reason": "雨没停"})
	}}},
	"emergency.end":   {{kind: record, make: func(w *world) request { return post(w.floodAt("/end"), m{"rev": 1, "reason": "雨停了"}) }}},
	"emergency.grids": {{kind: record, make: func(w *world) request { return get(w.floodAt("/grids"))(w) }}},
	"emergency.hours": {{kind: record, make: func(w *world) request { return get(w.floodAt("/reports"))(w) }}},
	"emergency.calls": {{kind: record, make: func(w *world) request { return get(w.floodAt("/calls"))(w) }}},
	"emergency.call": {{kind: record, make: func(w *world) request {
		e, h := w.needy()
		return post("/api/emergencies/"+e.ID.String()+"/calls", m{"household_id": h.String(), "answer": "helped", "client_key": "k" + strconv.Itoa(w.nth)})
	}}},
	"emergency.help": {{kind: record, make: func(w *world) request {
		e, _ := w.needy()
		return get("/api/emergencies/" + e.ID.String() + "/help")(w)
	}}},
	"emergency.report": {{kind: record, make: func(w *world) request {
		return post(w.floodAt("/reports"), m{"place_id": w.id(villageA), "answers": m{"state": "calm"}})
	}}},
	"emergency.unseal": {{kind: record, by: (*world).sealer, make: func(w *world) request {
		e, _ := w.needy()
		ok(w.app.Emergency.End(w.sys, e.ID, 1, "样"))(w)
		return post("/api/emergencies/"+e.ID.String()+"/unseal", m{"reason": "复盘"})
	}}},
}
