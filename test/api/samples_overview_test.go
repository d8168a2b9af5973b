package api_test

import (
	"encoding/json"
	"maps"

	"touyan/internal/domain/overview"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, overviewSamples) }

// wall is the link of a wall of village A.
func (w *world) wall() *overview.MadeWall {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	return ok(w.app.Overview.MakeWall(w.sys, overview.NewWall{PlaceID: at, Name: w.next("屏"), Until: kernel.DayOf(w.clock.Now()).Add(30)}))(w)
}

const wallsWhy = "public: who has the link of a wall, which is a secret, sees what the wall shows"

var overviewSamples = map[string][]sample{
	"overview.screen": {{kind: record, make: func(w *world) request { return get("/api/overview?place=" + w.id(villageA))(w) }}},
	"overview.live":   {{kind: record, make: func(w *world) request { return get("/api/overview/live?seconds=0&place=" + w.id(villageA))(w) }}},
	"overview.walls":  {{kind: list, make: func(w *world) request { w.wall(); return get("/api/walls")(w) }}},
	"overview.make_wall": {{kind: record, make: func(w *world) request {
		return post("/api/walls", m{"place_id": w.id(villageA), "name": w.next("屏"), "until": kernel.DayOf(w.clock.Now()).Add(30)})
	}}},
	"overview.end_wall": {{kind: record, make: func(w *world) request {
		made := w.wall()
		return post("/api/walls/"+made.ID.String()+"/end", m{"rev": made.Rev})
	}}},
	"overview.wall":        {{kind: free, why: wallsWhy, make: func(w *world) request { return get("/api/wall/" + w.wall().Code)(w) }}},
	"overview.wall_shapes": {{kind: free, why: wallsWhy, make: func(w *world) request { return get("/api/wall/" + w.wall().Code + "/shapes")(w) }}},
	"overview.wall_live": {{kind: free, why: wallsWhy, make: func(w *world) request {
		return get("/api/wall/" + w.wall().Code + "/live?seconds=0")(w)
	}}},

	"place.shapes": {{kind: record, make: at("/api/places/{}/shapes")}},
	"place.export_shapes": {{kind: list, sees: `"code":"` + villageA, make: func(w *world) request {
		ok(w.app.Place.ImportShapes(w.sys, ok(json.Marshal(outlineOfA()))(w), false))(w)
		return get("/api/exports/places.geojson")(w)
	}}},
	"place.import_shapes": {{kind: list, sees: `"faults":[]`, make: func(w *world) request { return post("/api/places/shapes?check=true", outlineOfA()) }}},
}

// outlineOfA is a file with the outline of village A.
func outlineOfA() m {
	ring := [][]float64{{110.6, 36}, {110.7, 36}, {110.7, 36.1}, {110.6, 36}}
	return m{"type": "FeatureCollection", "features": []m{{
		"type": "Feature", "properties": m{"code": villageA}, "geometry": m{"type": "Polygon", "coordinates": [][][]float64{ring}},
	}}}
}
