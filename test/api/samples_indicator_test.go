package api_test

import (
	"maps"
	"strconv"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/indicator"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, indicatorSamples) }

// frozen is a figure of township A that was published: one case that came.
func (w *world) frozen() string {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	ok(w.app.Casework.Create(w.sys, casework.NewCase{PlaceID: at, Text: w.next("路灯不亮")}))(w)
	b := ok(w.app.Indicator.Freeze(w.sys, "case_came", indicator.NewFreeze{PlaceID: at, Period: "month", Note: "样"}))(w)
	return strconv.Itoa(b.No)
}

var indicatorSamples = map[string][]sample{
	"indicator.list": {{kind: record, make: func(w *world) request { return get("/api/indicators?place=" + w.id(villageA))(w) }}},
	"indicator.get":  {{kind: record, make: func(w *world) request { return get("/api/indicators/case_came?place=" + w.id(villageA))(w) }}},
	"indicator.freeze": {{kind: record, make: func(w *world) request {
		return post("/api/indicators/case_came/freeze", m{"place_id": w.id(villageA), "period": "month", "day": ""})
	}}},
	"indicator.bases":  {{kind: list, make: func(w *world) request { w.frozen(); return get("/api/indicators/bases")(w) }}},
	"indicator.basis":  {{kind: record, make: func(w *world) request { return get("/api/indicators/bases/" + w.frozen())(w) }}},
	"indicator.export": {{kind: record, make: func(w *world) request { return get("/api/exports/indicators.xlsx?place=" + w.id(villageA))(w) }}},
	"indicator.export_one": {{kind: record, make: func(w *world) request {
		return get("/api/exports/indicator.xlsx?id=case_came&place=" + w.id(villageA))(w)
	}}},
	"indicator.page": {{kind: free, why: "public: what everybody may know, without the few", make: get("/figures")}},
}
