package api_test

import (
	"maps"

	"touyan/internal/domain/quality"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, qualitySamples) }

// checked runs the checks over village A, in which nobody has looked after everything.
func (w *world) checked() string {
	w.workers()
	n := quality.NewDataRun{PlaceID: ok(kernel.ParseID(w.id(villageA)))(w), ClientKey: w.next("样")}
	r := ok(w.app.Quality.Start(w.sys, n))(w)
	op := w.heard.op // a run is a job of the night and reads the registers whole
	w.heard.during("")
	ok(0, w.app.Quality.Run(w.sys, r.ID))(w)
	w.heard.during(op)
	return r.ID.String()
}

var qualitySamples = map[string][]sample{
	"quality.list": {{kind: record, make: func(w *world) request { w.checked(); return get("/api/quality?place=" + w.id(villageA))(w) }}},
	"quality.findings": {
		{kind: list, sees: "items", make: func(w *world) request { w.checked(); return get("/api/quality/checks/place_vacant")(w) }},
		{kind: record, make: func(w *world) request { return get("/api/quality/checks/place_vacant?place=" + w.id(villageA))(w) }},
	},
	"quality.run": {{kind: record, make: func(w *world) request {
		w.workers()
		return post("/api/quality-runs", m{"place_id": w.id(villageA), "client_key": w.next("样")})
	}}},
	"quality.progress": {{kind: record, make: func(w *world) request { return get("/api/quality-runs/" + w.checked())(w) }}},
	"quality.export":   {{kind: record, make: func(w *world) request { return get("/api/exports/quality.xlsx?place=" + w.id(villageA))(w) }}},
}
