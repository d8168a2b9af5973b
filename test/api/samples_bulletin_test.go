package api_test

import (
	"maps"

	"touyan/internal/domain/bulletin"
	"touyan/internal/kernel"
	"touyan/internal/platform/jobs"
)

func init() { maps.Copy(samples, bulletinSamples) }

// ofA asks for the paper of village A about the present month: the village is not older.
func (w *world) ofA() bulletin.NewPaper {
	return bulletin.NewPaper{Kind: "village_monthly", PlaceID: ok(kernel.ParseID(w.id(villageA)))(w), Day: kernel.DayOf(w.clock.Now())}
}

// paper is a draft about village A.
func (w *world) paper() *bulletin.PaperDetail { return ok(w.app.Bulletin.Make(w.sys, w.ofA()))(w) }

// paperRun writes the papers of village A.
func (w *world) paperRun() string {
	w.workers()
	n := bulletin.NewPaperRun{NewPaper: w.ofA(), ClientKey: "样"}
	return ok(w.app.Bulletin.Start(w.sys, n))(w).ID.String()
}

// workers makes the tables of jobs, which a server makes when it starts.
func (w *world) workers() {
	if err := jobs.Ready(w.t.Context(), w.app.Rooms().DB); err != nil {
		w.t.Fatal(err)
	}
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
	"bulletin.about": {{kind: list, make: func(w *world) request {
		p := ok(w.app.Bulletin.Make(w.sys, bulletin.NewPaper{Kind: "minutes", AboutID: w.did()}))(w)
		return get("/api/bulletins/about?about=activity&about_id=" + p.AboutID.String() + ",77")(w)
	}}},
	"bulletin.get":  {{kind: record, make: func(w *world) request { return get("/api/bulletins/" + w.paper().ID.String())(w) }}},
	"bulletin.docx": {{kind: record, make: func(w *world) request { return get("/api/bulletins/" + w.paper().ID.String() + "/paper.docx")(w) }}},
	"bulletin.make": {{kind: record, make: func(w *world) request {
		return post("/api/bulletins", m{"kind": "village_monthly", "place_id": w.id(villageA), "day": w.ofA().Day})
	}}},
	"bulletin.edit":     {{kind: record, make: onPaper("words", m{"title": "题", "to_whom": "", "copy_to": "", "texts": []m{}})}},
	"bulletin.remake":   {{kind: record, make: onPaper("remake", nil)}},
	"bulletin.issue":    {{kind: record, status: 409, make: onPaper("issue", nil)}},
	"bulletin.withdraw": {{kind: record, make: onPaper("withdraw", m{"reason": "试"})}},
	"bulletin.start": {{kind: record, make: func(w *world) request {
		w.workers()
		return post("/api/bulletin-runs", m{"kind": "village_monthly", "place_id": w.id(villageA), "day": w.ofA().Day})
	}}},
	"bulletin.stop":     {{kind: record, make: func(w *world) request { return post("/api/bulletin-runs/"+w.paperRun()+"/stop", m{}) }}},
	"bulletin.progress": {{kind: record, make: func(w *world) request { return get("/api/bulletin-runs/" + w.paperRun())(w) }}},
	"bulletin.runs":     {{kind: list, make: func(w *world) request { w.paperRun(); return get("/api/bulletin-runs")(w) }}},
	"bulletin.bundle":   {{kind: record, make: func(w *world) request { return get("/api/bulletin-runs/" + w.paperRun() + "/papers.zip")(w) }}},
}
