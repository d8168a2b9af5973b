package api_test

import (
	"maps"

	"touyan/internal/domain/bulletin"
)

func init() { maps.Copy(samples, bulletinSamples) }

// paper is a draft about village A.
func (w *world) paper() *bulletin.PaperDetail {
	return ok(w.app.Bulletin.Make(w.sys, bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.at(villageA)}))(w)
}

// paperRun writes the papers of village A.
func (w *world) paperRun() string {
	n := bulletin.NewPaperRun{NewPaper: bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.at(villageA)}, ClientKey: "样"}
	return ok(w.app.Bulletin.Start(w.sys, n))(w).ID.String()
}

func onPaper(verb string, more m) func(w *world) request {
	return func(w *world) request {
		p := w.paper()
		body := m{"rev": p.Rev}
		maps.Copy(body, more)
		return post("/api/bulletins/"+p.ID.String()+"/"+verb, body)
	}
}

var bulletinSamples = map[string][]sample{
	"bulletin.kinds": {{kind: free, why: "kinds of papers are rules, the same for all", make: get("/api/bulletins/kinds")}},
	"bulletin.list":  {{kind: list, make: func(w *world) request { w.paper(); return get("/api/bulletins")(w) }}},
	"bulletin.get":   {{kind: record, make: func(w *world) request { return get("/api/bulletins/" + w.paper().ID.String())(w) }}},
	"bulletin.docx":  {{kind: record, make: func(w *world) request { return get("/api/bulletins/" + w.paper().ID.String() + "/paper.docx")(w) }}},
	"bulletin.make": {{kind: record, make: func(w *world) request {
		return post("/api/bulletins", m{"kind": "village_monthly", "place_id": w.id(villageA)})
	}}},
	"bulletin.edit":     {{kind: record, make: onPaper("words", m{"title": "题", "to_whom": "", "copy_to": "", "texts": []m{}})}},
	"bulletin.remake":   {{kind: record, make: onPaper("remake", nil)}},
	"bulletin.issue":    {{kind: record, make: onPaper("issue", nil)}},
	"bulletin.withdraw": {{kind: record, make: onPaper("withdraw", m{"reason": "试"})}},
	"bulletin.start": {{kind: record, make: func(w *world) request {
		return post("/api/bulletin-runs", m{"kind": "village_monthly", "place_id": w.id(villageA)})
	}}},
	"bulletin.stop":     {{kind: record, make: func(w *world) request { return post("/api/bulletin-runs/"+w.paperRun()+"/stop", m{}) }}},
	"bulletin.progress": {{kind: record, make: func(w *world) request { return get("/api/bulletin-runs/" + w.paperRun())(w) }}},
	"bulletin.runs":     {{kind: list, make: func(w *world) request { w.paperRun(); return get("/api/bulletin-runs")(w) }}},
	"bulletin.bundle":   {{kind: record, make: func(w *world) request { return get("/api/bulletin-runs/" + w.paperRun() + "/papers.zip")(w) }}},
}
