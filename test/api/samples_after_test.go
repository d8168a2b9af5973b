package api_test

import (
	"encoding/json"
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, afterSamples) }

// afterSamples are those of what cases leave behind.
var afterSamples = map[string][]sample{
	"asset.list": {{kind: list, sees: "items", make: func(w *world) request {
		w.project()
		return get("/api/assets")(w)
	}}, {kind: record, make: at("/api/assets?place={}")}},
	"exchange.export_assets": {{kind: list, make: func(w *world) request { w.project(); return get("/api/exports/assets.xlsx")(w) }, sees: "龙鼻入户路"}},
	"casework.open_page": {{kind: free, why: "what everybody may read", make: func(w *world) request {
		w.project()
		return get("/g/" + villageA + "/open/project")(w)
	}}},
	"exchange.export_ledgers": {{kind: list, sees: "龙鼻入户路", make: func(w *world) request {
		w.project()
		return get("/api/exports/ledgers.xlsx?type=project")(w)
	}}, {kind: record, make: at("/api/exports/ledgers.xlsx?type=project&place={}")}},
	"exchange.template_ledgers": {{kind: free, why: "an empty form", make: get("/api/registers/ledgers/template.xlsx")}},
	"exchange.template_assets":  {{kind: free, why: "what its columns say", make: get("/api/registers/assets/template.xlsx")}},
}

// project is a project of township A that is finished and has left an asset; a second person approved and checked it.
func (w *world) project() {
	fen := json.Number("1000000")
	clerk := w.somebody(townA, w.next("验收员"), body.NewAppointment{Post: "township_centre_clerk"})
	second := ok(w.app.Access.Resolve(w.sys, w.county, clerk.Account))(w)
	as := kernel.WithActor(w.sys, w.director())
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	d := ok(w.app.Casework.Create(as, casework.NewCase{Type: "project", Text: w.next("龙鼻入户路"), PlaceID: at, Fields: m{
		"title": "龙鼻入户路", "kind": "road", "budget": fen, "residents": false, "sources": []any{map[string]any{"source": "state", "sum": fen}},
	}}))(w)
	for _, step := range []casework.Action{
		{Name: "approve", Note: "同意", Fields: m{"channel": "village"}},
		{Name: "begin", Fields: m{"contractor": "昌宁路桥队", "contract_sum": fen, "stages": []any{map[string]any{"name": "路基", "by": "2026-12-01", "done": "2026-12-01"}}}},
		{Name: "pay", Fields: m{"payments": []any{map[string]any{"day": "2026-12-01", "sum": fen, "what": "工程款"}}}},
		{Name: "complete"},
		{Name: "inspect", Note: "合格", Fields: m{"passed": true}},
		{Name: "publish_cost", Note: "公开", Fields: m{"cost": fen, "asset_category": "public", "asset_title": "龙鼻入户路"}},
	} {
		who := as
		if step.Name == "inspect" || step.Name == "approve" {
			who = kernel.WithActor(w.sys, second.For(casework.PermList))
		}
		step.Rev = d.Rev
		d = ok(w.app.Casework.Act(who, d.ID, step))(w)
	}
}
