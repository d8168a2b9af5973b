package casework_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
)

// B1: the county's rules propose who handles a case, by what it is about and where it lies; whoever dispatches decides.
func TestARouteProposesByTopicAndArea(t *testing.T) {
	each(t, func(w *world) {
		roads := w.body1("县交通运输局", "county_department", "乡宁县")
		streets := w.body1("县住房和城乡建设局", "county_department", "乡宁县")
		w.officer("交通", "department_officer", "", "县交通运输局", "")
		w.officer("城建", "department_officer", "", "县住房和城乡建设局", "")
		seat := w.places["昌宁镇"].Code
		for i := range w.pack.Routes {
			if len(w.pack.Routes[i].Places) > 0 {
				w.pack.Routes[i].Places = []string{seat}
			}
		}
		for _, c := range []struct {
			topic, at string
			want      kernel.ID
		}{{"road", "龙鼻村", roads}, {"sanitation", "微格", streets}, {"sanitation", "下川村", 0}, {"advice", "龙鼻村", w.bodies["水管站"]}} {
			id, _ := w.report(c.at, casework.NewCase{Topic: c.topic})
			got := must(w.cases.DispatchTargets(w.as("县值班", casework.PermList), id))(w.t).Proposed
			if c.want == 0 && got != nil || c.want != 0 && (got == nil || got.ID != c.want) {
				w.t.Errorf("%s at %s: %+v", c.topic, c.at, got)
			}
		}
	})
}

// B2: who reported in and does not act is told so, and the county is; a case that ends calls off whom it still waits for, and what
// was done can still be rated.
func TestInactionClimbsAndTheEndCallsOff(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{})
		d := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["水利局"], w.bodies["住建局"]}, "到场", ""))(w.t)
		water, roads := d.Calls[0].ID, d.Calls[1].ID
		must(w.cases.StepCall(w.by("水利"), water, casework.CallStep{Name: "report_in"}))(w.t)
		w.clock.Add(20 * 24 * time.Hour)
		w.fire()
		if got := w.callRungs(water); !slices.Equal(got, []string{"idle", "idle_county"}) {
			w.t.Fatalf("%v", got)
		}
		if got := w.callRungs(roads); !slices.Equal(got, []string{"silent", "silent_county"}) {
			w.t.Fatalf("%v", got)
		}
		must(w.cases.StepCall(w.by("水利"), water, casework.CallStep{Name: "done", Note: "疏通了"}))(w.t)
		w.act("网格长", id, casework.Action{Name: "reject", Reason: "不归本县"})
		calls := w.get(id).Calls
		if calls[0].State != "done" || calls[1].State != "withdrawn" {
			w.t.Fatalf("%+v", calls)
		}
		w.refuses("reporting in to what has ended", "conflict", "wrong_state", func() error {
			_, err := w.cases.StepCall(w.by("住建"), roads, casework.CallStep{Name: "report_in"})
			return err
		})
		must(w.cases.StepCall(w.by("网格长"), water, casework.CallStep{Name: "rate", Rating: 4}))(w.t)
		w.clock.Add(20 * 24 * time.Hour)
		if before := len(w.callRungs(roads)); w.fire() < 0 || len(w.callRungs(roads)) != before {
			w.t.Fatal("a call that was called off climbs on")
		}
	})
}

// A re-opening binds the office however it came: by the code of what an officer raised for a resident, and after a merger.
func TestAReopeningBindsHoweverItCame(t *testing.T) {
	each(t, func(w *world) {
		d := must(w.cases.Create(w.as("专职", casework.PermCreate), casework.NewCase{Text: "替王大娘报：渠堵", PlaceID: w.places["龙鼻村"].ID, Name: "王桂花"}))(w.t)
		w.act("网格长", d.ID, casework.Action{Name: "settle_on_spot", Note: "通了"})
		w.act("值班员", d.ID, casework.Action{Name: "verify"})
		if err := w.cases.Reopen(w.public(), d.FollowCode, "没通"); err != nil {
			w.t.Fatal(err)
		}
		w.act("值班员", d.ID, casework.Action{Name: "recall", Reason: "改派"})
		reject := casework.Action{Name: "reject", Reason: "不归我们"}
		w.refused("值班员", d.ID, reject, kernel.KindForbidden, "not_yours")
		other, _ := w.report("龙鼻村", casework.NewCase{Text: "同一条渠"})
		must(w.cases.Merge(w.by("值班员"), d.ID, other, "", 0, "同一件事"))(w.t)
		w.refused("值班员", other, reject, kernel.KindForbidden, "not_yours")
	})
}

// B5: no sheet carries what a tip says or who sent it, also not to who may read it; each look at its pictures is journaled.
func TestASheetCarriesNothingOfATip(t *testing.T) {
	each(t, func(w *world) {
		told := must(w.cases.Report(w.public(), w.places["龙鼻村"].Code, casework.NewCase{
			Type: "tip", Text: "低保人情", Name: "冯秀英", Contact: "13934567890", Fields: row{"matter": "favour"}, Photos: uploads(photo(9)),
		}))(w.t)
		id := must(w.cases.Follow(w.public(), told.Code))(w.t).ID
		for _, open := range []bool{false, true} {
			if text := w.linesOf(dbtest.System(w.t), "cases", open); text != "" {
				w.t.Fatalf("%s", text)
			}
		}
		if text := w.linesOf(w.by("网格长"), "cases", false); text != "" {
			w.t.Fatalf("%s", text)
		}
		before := w.head()
		f := must(w.cases.Photo(w.by("县主任"), id, w.get(id).PhotoList[0].ID, ""))(w.t)
		_ = f.Data.Close()
		if w.head() != before+2 { // the test's own look, and that at the picture
			w.t.Fatal("a look at a picture of a tip is not in the journal")
		}
	})
}

// Delegation: who acts for the holder of a post takes steps until the day, the journal names for whom, and then no more.
func TestADelegationEndsOnItsDay(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{})
		_, err := w.cases.Get(w.by("邻村专职"), id)
		w.wants(err, kernel.KindNotFound, "not_found")
		must(w.body.ActFor(dbtest.System(w.t), w.posts["网格长"].ID, body.NewActing{PersonID: w.people["邻村专职"], To: "2026-11-18", Reason: "外出学习"}))(w.t)
		w.act("邻村专职", id, casework.Action{Name: "accept"})
		var entry string
		if entry = w.journalOf("县值班"); !strings.Contains(entry, "网格长") {
			w.t.Fatalf("for whom is not told: %s", entry)
		}
		w.clock.Set(at("2026-11-18", 23))
		w.act("邻村专职", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.clock.Set(at("2026-11-19", 0))
		w.refuses("the day after", "not_found", "not_found", func() error {
			_, err := w.cases.Act(w.by("邻村专职"), id, casework.Action{Name: "recall", Reason: "改派", Rev: w.get(id).Rev})
			return err
		})
	})
}

// linesOf is a sheet as somebody downloads it, as text.
func (w *world) linesOf(ctx context.Context, key string, open bool) string {
	w.t.Helper()
	list := w.cases.Registers()
	r := list[slices.IndexFunc(list, func(r register.Register) bool { return r.Key == key })]
	var out strings.Builder
	err := w.d.Read(ctx, func(tx *db.ReadTx) error {
		for line, err := range r.Rows(tx, "", register.Options{Open: open}) {
			if err != nil {
				return err
			}
			fmt.Fprintln(&out, line...)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.String()
}
