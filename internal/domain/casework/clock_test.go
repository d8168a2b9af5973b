package casework_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/db/dbtest"
)

// fire does what is due now and returns how many rungs were reached.
func (w *world) fire() int {
	w.t.Helper()
	n, _, err := w.cases.Fire(w.t.Context(), dbtest.County)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) rungs(id kernel.ID) []string {
	w.t.Helper()
	out := []string{}
	for _, r := range w.get(id).Clock.Rungs {
		out = append(out, r.ID)
	}
	return out
}

func at(day kernel.Day, hour int) time.Time { return day.Time().Add(time.Duration(hour) * time.Hour) }

// handled is a case in the hands of an officer of the water department, due three working days after Monday the 16th.
func (w *world) handled() kernel.ID {
	w.t.Helper()
	id, _ := w.report("一组", casework.NewCase{})
	w.act("值班员", id, casework.Action{Name: "accept"})
	w.act("值班员", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
	w.act("水利", id, casework.Action{Name: "claim"})
	return id
}

func TestEachRungIsReachedOnceAndInOrder(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		if w.fire() != 0 {
			w.t.Fatal("nothing is due on the first day")
		}
		for _, step := range []struct {
			at   time.Time
			want []string
		}{
			{at("2026-11-18", 8), []string{"remind"}},
			{at("2026-11-19", 23), []string{"remind"}},
			{at("2026-11-20", 8), []string{"remind", "overdue"}},
			{at("2026-11-21", 8), []string{"remind", "overdue", "township"}}, // a working day late: Friday is over
			{at("2026-11-22", 8), []string{"remind", "overdue", "township"}}, // a Sunday
			{at("2026-11-25", 8), []string{"remind", "overdue", "township", "county"}},
			{at("2026-12-20", 8), []string{"remind", "overdue", "township", "county", "late_long_late"}},
		} {
			w.clock.Set(step.at)
			w.fire()
			if got := w.rungs(id); !slices.Equal(got, step.want) {
				w.t.Fatalf("%s: %v, want %v", step.at, got, step.want)
			}
			if w.fire() != 0 {
				w.t.Fatal("reached twice")
			}
		}
		told := func(name string) []string {
			out := []string{}
			for _, n := range must(w.cases.Notices(w.by(name)))(w.t) {
				out = append(out, n.Rung.ID)
			}
			return out
		}
		for name, want := range map[string][]string{"水利": {"overdue", "remind"}, "水利二": {}, "值班员": {"late_long_late", "township"}, "邻镇值班员": {}, "县值班": {"county"}, "网格长": {}} {
			if got := told(name); !slices.Equal(got, want) {
				w.t.Errorf("%s is told %v, want %v", name, got, want)
			}
		}
		w.act("水利", id, casework.Action{Name: "feedback", Note: "修好了"})
		if got := told("水利"); len(got) != 0 {
			w.t.Errorf("told of what is done: %v", got)
		}
	})
}

func TestRungsAfterThreeDaysDownAreOnlyThoseDueInOrder(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		w.clock.Set(at("2026-11-21", 9))
		if n := w.fire(); n != 3 {
			w.t.Fatalf("%d rungs", n)
		}
		list := w.get(id).Clock.Rungs
		if got := w.rungs(id); !slices.Equal(got, []string{"remind", "overdue", "township"}) || list[0].At >= list[1].At || list[1].At >= list[2].At {
			w.t.Fatalf("%+v", list)
		}
	})
}

func TestTwoServersReachEachRungOnce(t *testing.T) {
	each(t, func(w *world) {
		ids := []kernel.ID{}
		for range 20 {
			ids = append(ids, w.handled())
		}
		w.clock.Set(at("2026-11-21", 9))
		var wg sync.WaitGroup
		total := make([]int, 4)
		for i := range total {
			wg.Go(func() {
				n, _, err := w.cases.Fire(w.t.Context(), dbtest.County)
				if err != nil {
					w.t.Error(err)
				}
				total[i] = n
			})
		}
		wg.Wait()
		sum := 0
		for _, n := range total {
			sum += n
		}
		if sum != 3*len(ids) {
			w.t.Errorf("%v rungs, want %d", total, 3*len(ids))
		}
		for _, id := range ids {
			if got := w.rungs(id); len(got) != 3 {
				w.t.Errorf("%v", got)
			}
		}
	})
}

func TestAPauseKeepsTheRestOfTheTime(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		w.refused("水利", id, casework.Action{Name: "pause", WaitsFor: "省厅"}, kernel.KindInvalid, "required")
		w.refused("水利", id, casework.Action{Name: "pause", Reason: "等批复"}, kernel.KindInvalid, "required")
		w.refused("住建", id, casework.Action{Name: "pause", Reason: "等批复", WaitsFor: "省厅"}, kernel.KindNotFound, "not_found")
		w.clock.Set(at("2026-11-17", 15)) // two working days are left: the 18th and the 19th
		d := w.act("水利", id, casework.Action{Name: "pause", Reason: "等省厅批复管线图", WaitsFor: "省水利厅"})
		if d.Due != 0 || d.Paused == 0 || d.Light != "" {
			w.t.Fatalf("%+v", d.Case)
		}
		w.refused("水利", id, casework.Action{Name: "pause", Reason: "再停", WaitsFor: "省厅"}, kernel.KindConflict, "wrong_state")
		w.clock.Set(at("2026-11-27", 10))
		if n := w.fire(); n != 0 {
			w.t.Fatal("a clock that stands still reached a rung")
		}
		d = w.act("水利", id, casework.Action{Name: "resume"})
		if want := at("2026-12-02", 0).UnixMilli() - 1; d.Due != want { // the 27th is a Friday: Monday and Tuesday are left
			w.t.Fatalf("due %s", time.UnixMilli(d.Due).In(kernel.Zone))
		}
		if l := d.Clock.Ledger; len(l) != 1 || l[0].WaitsFor != "省水利厅" || l[0].Until == 0 || l[0].By != "水利" {
			w.t.Fatalf("%+v", l)
		}
		w.clock.Set(at("2026-12-02", 1))
		if n := w.fire(); n != 2 {
			w.t.Fatalf("%d rungs after the pause", n)
		}
		w.refused("水利", id, casework.Action{Name: "pause", Reason: "太晚了", WaitsFor: "省厅"}, kernel.KindConflict, "time_over")
	})
}

func TestALeftStateEndsItsPause(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		w.act("水利", id, casework.Action{Name: "pause", Reason: "等材料", WaitsFor: "群众"})
		d := w.act("水利", id, casework.Action{Name: "feedback", Note: "已办"})
		if d.Paused != 0 || d.Due == 0 || d.Clock.Ledger[0].Until == 0 {
			w.t.Fatalf("%+v %+v", d.Case, d.Clock)
		}
	})
}

func TestAnExtensionIsGrantedBySomebodyElseAndOnce(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		before := w.get(id).Due
		w.refused("水利", id, casework.Action{Name: "ask_time", Reason: "要定做配件", Days: 8}, kernel.KindInvalid, "too_many")
		w.refused("值班员", id, casework.Action{Name: "grant_time"}, kernel.KindConflict, "wrong_state")
		w.act("水利", id, casework.Action{Name: "ask_time", Reason: "要定做配件", Days: 5})
		if d := w.get(id); d.Due != before {
			w.t.Fatal("asking alone moved the deadline")
		}
		w.refused("水利", id, casework.Action{Name: "grant_time"}, kernel.KindForbidden, "not_yours")
		d := w.act("值班员", id, casework.Action{Name: "grant_time", Note: "同意"})
		if want := at("2026-11-27", 0).UnixMilli() - 1; d.Due != want {
			w.t.Fatalf("due %s", time.UnixMilli(d.Due).In(kernel.Zone))
		}
		if e := d.Clock.Ledger[0]; e.Decision != "granted" || e.By != "水利" || e.Decider != "值班员" || d.Clock.ExtensionsLeft != 0 {
			w.t.Fatalf("%+v", d.Clock)
		}
		w.refused("水利", id, casework.Action{Name: "ask_time", Reason: "还要", Days: 1}, kernel.KindConflict, "wrong_state")
		w.clock.Set(at("2026-11-27", 1))
		w.fire()
		if got := w.rungs(id); !slices.Equal(got, []string{"remind", "overdue"}) {
			w.t.Fatal(got)
		}
	})
}

func TestARefusedExtensionLeavesTheDeadline(t *testing.T) {
	each(t, func(w *world) {
		id := w.handled()
		before := w.get(id).Due
		w.act("水利", id, casework.Action{Name: "ask_time", Reason: "人手不够", Days: 5})
		w.refused("值班员", id, casework.Action{Name: "refuse_time"}, kernel.KindInvalid, "required")
		d := w.act("值班员", id, casework.Action{Name: "refuse_time", Reason: "先抢修再说"})
		if d.Due != before || d.Clock.Ledger[0].Decision != "refused" {
			w.t.Fatalf("%+v", d.Clock)
		}
	})
}

func TestNoDeadlineIsGuessedForAYearWithoutACalendar(t *testing.T) {
	each(t, func(w *world) {
		w.clock.Set(at("2026-12-30", 9))
		id := w.handled()
		d := w.get(id)
		if d.Due != 0 || d.NoCalendar != "2027" || d.Light != "" {
			w.t.Fatalf("%+v", d.Case)
		}
		w.clock.Set(at("2027-02-01", 9))
		if n := w.fire(); n != 0 || w.get(id).Due != 0 {
			w.t.Fatal("a deadline out of the air")
		}
		w.withCalendar(calendar.Of([]int{2026, 2027}, map[kernel.Day]bool{"2027-01-01": true}))
		w.clock.Set(at("2027-02-02", 10)) // it looks again each day
		if n := w.fire(); n != 5 {
			w.t.Fatalf("%d rungs", n)
		}
		if d := w.get(id); d.Due != at("2027-01-06", 0).UnixMilli()-1 || d.NoCalendar != "" { // the 31st, the 4th and the 5th: the 1st is free
			w.t.Fatalf("due %s %q", time.UnixMilli(d.Due).In(kernel.Zone), d.NoCalendar)
		}
	})
}
