package casework_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

const telling = `
case_types:
  - id: report
    states:
      - id: rejected
        tells: [{id: said_no, name: 不予受理已告知上级, name_en: told, to: above}]
    transitions:
      - id: dispatch
        tells:
          - {id: told_county, name: 派单告知县主任, name_en: told, level: 1, posts: [county_centre_director]}
          - {id: told_reporter, name: 您的事已转承办单位, name_en: told, to: reporter}
      - id: feedback
        tells: [{id: told_called, name: 已办好，到场单位可撤, name_en: told, to: called}]
`

// notes are the ids of what somebody is told now.
func (w *world) notes(name string) string {
	w.t.Helper()
	var out []string
	for _, n := range must(w.cases.Notices(w.by(name)))(w.t) {
		out = append(out, n.Rung.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func (w *world) told(want map[string]string) {
	w.t.Helper()
	for name, ids := range want {
		if got := w.notes(name); got != ids {
			w.t.Errorf("%s is told %q, want %q", name, got, ids)
		}
	}
}

// A step and a state tell whom the pack says, at once and once: nobody else is told, and who is told need not be at the place.
func TestAStepTellsWhomThePackSays(t *testing.T) {
	each(t, func(w *world) {
		w.under(newRules(w.t, telling))
		id, code := w.report("一组", casework.NewCase{Topic: "water"})
		w.act("专职", id, casework.Action{Name: "accept"})
		must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t)
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.told(map[string]string{"县主任": "told_county", "县值班": "", "监督员": "", "值班员": "", "网格长": "", "水利": "", "住建": "", "邻镇值班员": ""})
		f := must(w.cases.Follow(w.public(), code))(w.t)
		if !slices.ContainsFunc(f.Steps, func(s casework.FollowedStep) bool { return s.Name == "您的事已转承办单位" }) {
			w.t.Fatalf("%+v", f.Steps)
		}
		w.act("水利", id, casework.Action{Name: "claim"})
		w.told(map[string]string{"县主任": "", "住建": ""}) // the case has moved on
		w.act("水利", id, casework.Action{Name: "feedback", Note: "好了"})
		w.told(map[string]string{"住建": "told_called", "水利": "", "网格长": "", "县主任": ""})
		no, _ := w.report("一组", casework.NewCase{})
		w.act("专职", no, casework.Action{Name: "reject", Reason: "不归村里管"})
		w.told(map[string]string{"网格长": "refused_above said_no", "专职": "refused_above said_no", "组长": "", "值班员": "", "邻村专职": ""})
		w.clock.Add(8 * 24 * time.Hour)
		w.told(map[string]string{"网格长": "", "专职": ""}) // what has ended is told of for a week
	})
}

// Silence of who was called reaches who was called, and then the county, though neither sees the case by its place.
func TestSilenceOfACallIsTold(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Topic: "water"})
		w.act("网格长", id, casework.Action{Name: "accept"})
		d := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t)
		w.clock.Add(2*24*time.Hour + time.Hour)
		if _, _, err := w.cases.Fire(dbtest.System(w.t), dbtest.County); err != nil {
			t.Fatal(err)
		}
		if got := w.notes("住建"); got != "silent" {
			w.t.Fatalf("the department is told %q", got)
		}
		if got := w.notes("水利"); got != "" {
			w.t.Fatalf("another department is told %q", got)
		}
		w.clock.Add(24 * time.Hour)
		if _, _, err := w.cases.Fire(dbtest.System(w.t), dbtest.County); err != nil {
			t.Fatal(err)
		}
		if got := w.notes("县主任"); !strings.Contains(got, "silent_county") {
			w.t.Fatalf("the county is told %q", got)
		}
		w.clock.Add(8 * 24 * time.Hour)
		must(w.cases.StepCall(w.by("住建"), d.Calls[0].ID, casework.CallStep{Name: "report_in"}))(w.t)
		if got := w.notes("住建"); strings.Contains(got, "silent") {
			w.t.Fatalf("it has reported in and is still told %q", got)
		}
	})
}
