package api_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// What answers a seat although it is sent: no record of the county changes by it.
var seatMaySend = map[string]string{
	"casework.form":        "asks which questions a form has",
	"casework.act_many":    "refuses each case by itself",
	"casework.save_filter": "one's own work list",
	"casework.drop_filter": "one's own work list",
}

// TestSeatOfInspectionOnlyLooks walks the seat that a tour gives, opened as wide as its subjects can, over every operation for
// officers: at the place of the tour nothing can be written, elsewhere nothing can be read.
func TestSeatOfInspectionOnlyLooks(t *testing.T) {
	each(t, func(w *world) {
		here, away := w.inspector(villageA), w.inspector(villageB)
		inside, outside := w.as(here), w.as(away)
		perms := w.permsOf(here)
		for _, op := range w.app.Web.Ops() {
			if op.Access != web.AccessOfficer {
				continue
			}
			for i, try := range samples[op.ID] {
				t.Run(fmt.Sprintf("%s/%d", op.ID, i), func(t *testing.T) {
					w.t = t
					r := try.make(w)
					r.head = map[string]string{"Accept": "application/json"}
					switch {
					case op.Method != "GET":
						w.writesNothing(inside, op, r, slices.Contains(perms, op.Permission))
					default:
						w.readsNothing(outside, try, r, slices.Contains(perms, op.Permission))
					}
				})
			}
		}
		w.t = t
		w.seatOverCase(inside)
	})
}

// writesNothing sends what changes something. What a seat does not see, such as a resident's report, it does not learn of either.
func (w *world) writesNothing(b *browser, op web.OpInfo, r request, permitted bool) {
	before := w.entries()
	a := b.send(r)
	if a.status != 403 && (!permitted || a.status != 404) && seatMaySend[op.ID] == "" {
		w.t.Errorf("a seat writes: %d %s", a.status, short(a.body))
	}
	if w.entries() != before {
		w.t.Error("it left an entry in the journal")
	}
}

// readsNothing looks at another township from the seat.
func (w *world) readsNothing(b *browser, try sample, r request, permitted bool) {
	a := b.send(r)
	switch {
	case !permitted:
		if a.status != 403 || a.problem().Code != "forbidden" {
			w.t.Errorf("not a subject of the tour: %d %s", a.status, short(a.body))
		}
	case try.kind == record && a.status != 404:
		w.t.Errorf("a record of another place: %d %s", a.status, short(a.body))
	case try.kind == list:
		of := w.recordsOfA()
		maps.DeleteFunc(of, func(id, _ string) bool { return r.names(strings.Trim(id, `"`)) })
		if what := found(readable(a.body), of); what != "" {
			w.t.Errorf("another place shows %s: %s", what, short(a.body))
		}
	}
}

// seatOverCase tries all that can be done to a case on the one kind of them that each seat sees.
func (w *world) seatOverCase(b *browser) {
	by := kernel.WithActor(w.sys, ok(w.app.Access.Resolve(w.sys, w.county, w.clerkA.Account))(w).For(casework.PermCreate))
	d := ok(w.app.Casework.Create(by, casework.NewCase{Type: "rectification", Text: "台账不实", PlaceID: w.place(villageA).ID, Fields: m{"origin": "inspection", "pace": "by_day", "by": "2026-12-20"}}))(w)
	at := "/api/cases/" + d.ID.String()
	b.get(200, at)
	ct, _ := w.app.Packs.Now().CaseType("rectification")
	tries := []request{
		post(at+"/calls", m{"bodies": []string{w.unit.String()}, "ask": "到场", "client_key": "c"}),
		post(at+"/merge", m{"into": w.caseID().String(), "rev": 1, "reason": "同一件事"}),
		post(at+"/reveal", m{"reason": "核实"}),
		{"POST", at + "/photos", form{name: "photos", fields: map[string]string{"client_key": "p"}, files: [][]byte{photo(5)}}, nil},
		{"POST", at + "/papers", form{name: "papers", fields: map[string]string{"field": "proof"}, files: [][]byte{photo(6)}}, nil},
	}
	for _, step := range ct.Out(ct.Initial) {
		tries = append(tries, post(at+"/actions", m{"rev": 1, "action": step.ID, "client_key": step.ID, "reason": "试", "note": "试", "body_id": w.unit.String()}))
	}
	before := w.entries()
	for _, r := range tries {
		r.head = map[string]string{"Accept": "application/json"}
		if a := b.send(r); a.status/100 != 4 || a.status == 401 {
			w.t.Errorf("%s %s: %d %s", r.method, r.path, a.status, short(a.body))
		}
	}
	if w.entries() != before {
		w.t.Error("a seat changed the case")
	}
}

// inspector is a member of a team with a seat at a village, opened by a tour of everything.
func (w *world) inspector(village string) demo.Somebody {
	team := ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("第巡察组"), Kind: "inspection_team", PlaceID: w.place(codes[0]).ID}))(w)
	who := w.somebody(codes[0], w.next("巡察员"), body.NewAppointment{Post: "inspection_member", BodyID: team.ID})
	lead := w.somebody(codes[0], w.next("县领导"), body.NewAppointment{Post: "county_leader"})
	by := kernel.WithActor(w.sys, ok(w.app.Access.Resolve(w.sys, w.county, lead.Account))(w).For(casework.PermCreate))
	ct, _ := w.app.Packs.Now().CaseType("inspection")
	f, _ := ct.Field("subjects")
	var all []any
	for _, c := range f.Choices {
		all = append(all, c.ID)
	}
	d := ok(w.app.Casework.Create(by, casework.NewCase{Type: "inspection", Text: "巡察", PlaceID: w.place(codes[0]).ID, Fields: m{
		"subjects": all, "scope": []any{m{"place": w.id(village)}}, "team": team.ID.String(), "from_day": today, "to_day": "2026-12-31",
	}}))(w)
	ok(w.app.Casework.Act(kernel.WithActor(w.sys, kernel.ActorOf(by).For(casework.PermList)), d.ID, casework.Action{Name: "begin", Rev: d.Rev}))(w)
	return who
}

// permsOf are the permissions that somebody holds anywhere.
func (w *world) permsOf(who demo.Somebody) []string {
	return ok(w.app.Access.Resolve(w.sys, w.county, who.Account))(w).Perms()
}

// entries counts the journal.
func (w *world) entries() (n int) {
	w.must(w.raw.QueryRowContext(w.t.Context(), "SELECT COUNT(*) FROM t_journal").Scan(&n))
	return n
}
