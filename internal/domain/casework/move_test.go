package casework_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// The day on which the grid changes in these tests, and the one before; the county is made on 2026-11-16.
const (
	changeDay kernel.Day = "2026-11-20"
	dayBefore kernel.Day = "2026-11-19"
)

func (w *world) toDay(d kernel.Day) { w.clock.Set(d.Time().Add(9 * time.Hour)) }

func (w *world) id(name string) kernel.ID { return w.places[name].ID }

// change does what its preview showed.
func (w *world) change(a place.Act) place.Preview {
	w.t.Helper()
	if a.Day == "" {
		a.Day = changeDay
	}
	a.Seen = must(w.place.Preview(dbtest.System(w.t), a))(w.t).Seen
	return must(w.place.Act(dbtest.System(w.t), a))(w.t)
}

func (w *world) refusedChange(a place.Act, code string) {
	w.t.Helper()
	if a.Day == "" {
		a.Day = changeDay
	}
	if _, err := w.place.Act(dbtest.System(w.t), a); err == nil || !strings.Contains(err.Error(), code) {
		w.t.Errorf("%s: %v, want %s", a.Kind, err, code)
	}
}

// sound holds after every change: the counters agree with the records, and each open row has the stamp of its place.
func (w *world) sound() {
	w.t.Helper()
	if diffs, err := w.cases.Recount(w.t.Context(), dbtest.County); err != nil || len(diffs) > 0 {
		w.t.Fatalf("counters part from the records: %+v %v", diffs, err)
	}
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		for _, table := range []string{"{case x} JOIN {place p} ON p.id = x.place_id WHERE x.open", "{person x} JOIN {place p} ON p.id = x.place_id WHERE x.id > 0", "{body x} JOIN {place p} ON p.id = x.place_id WHERE x.to_day >= '" + string(tx.Today()) + "'", "{appointment x} JOIN {place p} ON p.id = x.place_id WHERE x.to_day >= '" + string(tx.Today()) + "'"} {
			var off []kernel.ID
			if err := tx.Select(&off, "SELECT x.id FROM "+table+" AND (x.township_id <> p.township_id OR x.village_id <> p.village_id OR x.group_id <> p.group_id OR x.micro_id <> p.micro_id OR p.to_day < ?)", tx.Today()); err != nil {
				return err
			}
			if len(off) > 0 {
				w.t.Errorf("%v have another stamp than their place: %s", off, table)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) closed(id kernel.ID, who string) {
	w.t.Helper()
	w.act(who, id, casework.Action{Name: "reject", Reason: "不属实"})
}

func (w *world) sees(who string, id kernel.ID) bool {
	_, err := w.cases.Get(w.by(who), id)
	return err == nil
}

func (w *world) figures(at string) casework.Figures {
	w.t.Helper()
	return must(w.cases.Figures(dbtest.System(w.t), w.id(at), changeDay))(w.t)
}

func (w *world) detail(at string, on kernel.Day) body.PlaceDetail {
	w.t.Helper()
	return must(w.body.PlaceDetail(dbtest.System(w.t), w.id(at), on))(w.t)
}

func holdersOf(p body.PlaceDetail) string {
	var names []string
	for _, o := range p.Officers {
		names = append(names, o.PersonName)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// A1: two villages become one on a day. What is open follows, what is closed stays, and the day before looks as it was.
func TestMerge(t *testing.T) {
	each(t, func(w *world) {
		w.officer("邻村长", "grid_head", "寨子村", "", "")
		who := must(w.person.Create(dbtest.System(w.t), person.Draft{Name: "村民", PlaceID: w.id("龙鼻村")}))(w.t)
		team := must(w.body.CreateBody(dbtest.System(w.t), body.NewBody{Name: "调解队", Kind: "cooperative", PlaceID: w.id("龙鼻村")}))(w.t)
		old, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		w.closed(old, "网格长")
		open, code := w.report("龙鼻村", casework.NewCase{Topic: "water", Photos: uploads(photo(9))})
		deep, _ := w.report("一组", casework.NewCase{Topic: "road"})
		sealed, _ := w.report("一组", casework.NewCase{Topic: "conduct"})
		w.toDay(changeDay)
		act := place.Act{Kind: place.ActMerge, Day: changeDay, PlaceID: w.id("寨子村"), With: []kernel.ID{w.id("龙鼻村")}, Reason: "撤并"}
		both := act
		both.Officers = []place.Choice{{AppointmentID: w.posts["网格长"].ID, Keep: true}}
		w.refusedChange(both, "two_heads")
		seen := must(w.place.Preview(dbtest.System(w.t), act))(w.t)
		if got := w.get(open); got.Place.Name != "龙鼻村" || w.detail("龙鼻村", "").To != "" {
			w.t.Fatalf("a preview changed something: %+v", got.Case)
		}
		done := w.change(act)
		if done.Seen != seen.Seen || len(done.Cards) != 1 || len(done.Bodies) != 1 || len(done.Cases) != 3 {
			w.t.Errorf("done %+v", done)
		}
		for _, o := range done.Officers {
			if o.PersonName == "网格长" && o.Keep || o.PersonName != "网格长" && !o.Keep {
				w.t.Errorf("post %+v", o)
			}
		}
		w.sound()
		if p := must(w.person.Get(dbtest.System(w.t), who.ID))(w.t); p.PlaceID != w.id("寨子村") {
			w.t.Errorf("the resident stays behind: %+v", p)
		}
		if d := w.get(open); d.Place.Name != "寨子村" || len(d.PhotoList) != 1 {
			w.t.Errorf("open case %+v", d.Case)
		}
		for id, want := range map[kernel.ID]bool{open: true, deep: true, old: true, sealed: false} {
			if got := w.sees("邻村长", id); got != want {
				w.t.Errorf("the head of the merged village sees %d: %v", id, got)
			}
			if w.sees("网格长", id) || w.sees("邻镇值班员", id) {
				w.t.Errorf("who has no post there any more sees %d", id)
			}
		}
		if items, _, err := w.cases.List(w.by("邻村长"), casework.Filter{Box: casework.BoxUnit}, kernel.Page{}); err != nil || len(items) != 2 {
			w.t.Errorf("work list %v %v", items, err)
		}
		if f := w.figures("龙鼻村"); f.Reported != 3 || f.Closed != 1 {
			w.t.Errorf("figures of the year of the village that ended: %+v", f)
		}
		if f := w.figures("寨子村"); f.Reported != 0 {
			w.t.Errorf("the heir counts what was never reported there: %+v", f)
		}
		was, is := w.detail("龙鼻村", dayBefore), w.detail("寨子村", "")
		if holdersOf(was) != "专职 网格长" || len(was.Bodies) != 1 || was.Children != 1 || holdersOf(is) != "专职 邻村专职 邻村长" || len(is.Bodies) != 1 || is.Bodies[0].ID != team.ID {
			w.t.Errorf("was %+v, is %+v", was, is)
		}
		list, _, err := w.body.Places(dbtest.System(w.t), w.id("昌宁镇"), dayBefore, kernel.Page{})
		if err != nil || len(list) != 2 {
			w.t.Errorf("the day before: %v %v", list, err)
		}
		if list, _, err = w.body.Places(dbtest.System(w.t), w.id("昌宁镇"), "", kernel.Page{}); err != nil || len(list) != 1 || list[0].Children != 1 {
			w.t.Errorf("now: %v %v", list, err)
		}
		if c := must(w.cases.Card(w.public(), w.places["龙鼻村"].Code, "zh"))(w.t); c.Place.Name != "寨子村" {
			w.t.Errorf("the sign of the village that ended leads to %+v", c.Place)
		}
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.Path != "昌宁镇 / 寨子村" {
			w.t.Errorf("followed %+v", f)
		}
		next, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"}) // by the old sign
		if d := w.get(next); d.Place.Name != "寨子村" {
			w.t.Errorf("a report by the old sign lies at %s", d.Place.Name)
		}
		if err := w.place.GatherStrays(dbtest.System(w.t)); err != nil {
			w.t.Error(err)
		}
		w.sound()
		h := must(w.place.History(dbtest.System(w.t), w.id("寨子村")))(w.t)
		if len(h.Predecessors) != 1 || h.Predecessors[0].Place.Name != "龙鼻村" || h.Predecessors[0].Day != changeDay {
			w.t.Errorf("history %+v", h)
		}
	})
}

func TestMergeIntoANewVillage(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Topic: "water"})
		w.toDay(changeDay)
		act := place.Act{Kind: place.ActMerge, With: []kernel.ID{w.id("龙鼻村"), w.id("寨子村")}, ParentID: w.id("西坡镇"), Name: "龙寨村", Code: "141029002077"}
		w.change(act)
		w.sound()
		if d := w.get(id); d.Path != "西坡镇 / 龙寨村" || !w.sees("专职", id) || w.sees("值班员", id) || !w.sees("邻镇值班员", id) {
			w.t.Errorf("%+v", d.Case)
		}
		w.refusedChange(act, "place_closed")
	})
}

func TestMoveRenameAndCode(t *testing.T) {
	each(t, func(w *world) {
		old, _ := w.report("一组", casework.NewCase{Topic: "road"})
		w.closed(old, "网格长")
		id, _ := w.report("微格", casework.NewCase{Topic: "water"})
		w.toDay(changeDay)
		w.refusedChange(place.Act{Kind: place.ActMove, PlaceID: w.id("一组"), ParentID: w.id("西坡镇")}, "level_not_under_parent")
		w.refusedChange(place.Act{Kind: place.ActMove, PlaceID: w.id("一组"), ParentID: w.id("下川村"), Day: "2026-11-10"}, "place_closed")
		w.change(place.Act{Kind: place.ActMove, PlaceID: w.id("一组"), ParentID: w.id("下川村"), Code: "14102900200105"})
		w.sound()
		if d := w.get(id); d.Path != "西坡镇 / 下川村 / 一组 / 微格" || w.sees("专职", id) || !w.sees("组长", id) || !w.sees("组长", old) || !w.sees("专职", old) {
			w.t.Errorf("%+v", d.Case)
		}
		w.change(place.Act{Kind: place.ActRename, PlaceID: w.id("一组"), Name: "东一组"})
		w.closed(id, "邻镇值班员")
		w.sound()
		if was, is := w.detail("一组", dayBefore), w.detail("一组", ""); was.Name != "一组" || was.Path[len(was.Path)-1].Name != "龙鼻村" || was.Code != w.places["一组"].Code || is.Name != "东一组" || is.Path[len(is.Path)-1].Name != "下川村" {
			w.t.Errorf("was %+v, is %+v", was, is)
		}
		if f := w.figures("龙鼻村"); f.Reported != 2 || f.Closed != 1 {
			w.t.Errorf("figures of the village before: %+v", f)
		}
		if f := w.figures("下川村"); f.Reported != 0 || f.Closed != 1 {
			w.t.Errorf("figures of the village now: %+v", f)
		}
		w.refusedChange(place.Act{Kind: place.ActRename, PlaceID: w.id("一组"), Name: "二组", Day: dayBefore}, "before_last_change")
		if c := must(w.cases.Card(w.public(), w.places["一组"].Code, "zh"))(w.t); c.Place.Name != "东一组" {
			w.t.Errorf("the former code leads to %+v", c.Place)
		}
		if _, err := w.place.Create(dbtest.System(w.t), place.Draft{ParentID: w.id("龙鼻村"), Name: "新组", Kind: "group_grid", Code: w.places["一组"].Code}); err == nil {
			w.t.Error("a former code was given to another place")
		}
	})
}

func TestSplitAndClose(t *testing.T) {
	each(t, func(w *world) {
		deep, _ := w.report("一组", casework.NewCase{Topic: "road"})
		top, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		old, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		w.closed(old, "网格长")
		w.toDay(changeDay)
		w.change(place.Act{Kind: place.ActSplit, PlaceID: w.id("龙鼻村"), Parts: []place.SplitPart{{Name: "上龙鼻村", Children: []kernel.ID{w.id("一组")}}}})
		w.sound()
		if w.get(deep).Path != "昌宁镇 / 上龙鼻村 / 一组" || w.get(top).Path != "昌宁镇 / 龙鼻村" {
			w.t.Errorf("%s %s", w.get(deep).Path, w.get(top).Path)
		}
		list := must2(w.body.Places(dbtest.System(w.t), w.id("昌宁镇"), "", kernel.Page{}))(w.t)
		made := list[slices.IndexFunc(list, func(p body.GridPlace) bool { return p.Name == "上龙鼻村" })].Place
		w.places["上龙鼻村"] = made
		w.officer("新村长", "grid_head", "上龙鼻村", "", "")
		if !w.sees("新村长", deep) || w.sees("新村长", top) || w.sees("新村长", old) || w.sees("网格长", deep) {
			w.t.Error("a split opens what stayed, or keeps what went")
		}
		w.refusedChange(place.Act{Kind: place.ActClose, PlaceID: w.id("龙鼻村"), Reason: "撤销"}, "not_empty")
		w.toDay("2026-11-25")
		w.change(place.Act{Kind: place.ActClose, PlaceID: w.id("龙鼻村"), HeirID: made.ID, Day: "2026-11-25", Reason: "撤销"})
		w.sound()
		if w.get(top).Path != "昌宁镇 / 上龙鼻村" || !w.sees("新村长", old) {
			w.t.Errorf("%s", w.get(top).Path)
		}
		p := w.change(place.Act{Kind: place.ActClose, PlaceID: w.id("微格"), HeirID: w.id("一组"), Day: "2026-11-25", Reason: "并入一组"})
		w.sound()
		if len(p.Before) != 3 || p.Before[2].Mark != place.MarkEnds || len(p.After) != 2 || p.After[0].Name != "上龙鼻村" || p.After[0].Mark != "" {
			w.t.Errorf("before %+v, after %+v", p.Before, p.After)
		}
	})
}

func must2[T any](v T, _ string, err error) func(*testing.T) T { return must(v, err) }

// A planned change begins on its day, also after days without a server, and exactly once.
func TestPlannedChange(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Topic: "road"})
		sys := dbtest.System(w.t)
		act := place.Act{Kind: place.ActMerge, Day: changeDay, PlaceID: w.id("寨子村"), With: []kernel.ID{w.id("龙鼻村")}, Reason: "撤并"}
		plan := w.change(act)
		gone := w.change(place.Act{Kind: place.ActRename, Day: changeDay, PlaceID: w.id("西坡镇"), Name: "西坡新镇"})
		late := w.change(place.Act{Kind: place.ActRename, Day: changeDay.Add(1), PlaceID: w.id("龙鼻村"), Name: "龙鼻新村"})
		if plan.PlanID == 0 || w.get(id).Path != "昌宁镇 / 龙鼻村 / 一组" {
			w.t.Fatalf("%+v", plan)
		}
		plans := must(w.place.Plans(sys, 0))(w.t)
		if len(plans) != 3 || plans[0].State != place.PlanWaits {
			w.t.Fatalf("%+v", plans)
		}
		for _, p := range plans {
			if p.ID == gone.PlanID {
				if err := w.place.CancelPlan(sys, p.ID, p.Rev); err != nil {
					w.t.Fatal(err)
				}
			}
		}
		if err := w.place.CarryPlans(sys); err != nil || w.detail("龙鼻村", "").To != "" {
			w.t.Fatal("carried out before its day", err)
		}
		w.toDay(changeDay.Add(3))
		faults := make(chan error, 2)
		for range 2 {
			go func() { faults <- w.place.CarryPlans(sys) }()
		}
		for range 2 {
			if err := <-faults; err != nil {
				w.t.Fatal(err)
			}
		}
		w.sound()
		if w.detail("龙鼻村", dayBefore).Name != "龙鼻村" || w.get(id).Path != "昌宁镇 / 寨子村 / 一组" || w.detail("西坡镇", "").Name != "西坡镇" {
			w.t.Errorf("%s", w.get(id).Path)
		}
		if p := must(w.place.Get(sys, w.id("龙鼻村")))(w.t); p.To != dayBefore {
			w.t.Errorf("ends on %s", p.To)
		}
		states := map[kernel.ID]string{}
		for _, p := range must(w.place.Plans(sys, 0))(w.t) {
			states[p.ID] = p.State
		}
		if states[plan.PlanID] != place.PlanDone || states[gone.PlanID] != place.PlanGone || states[late.PlanID] != place.PlanFailed {
			w.t.Errorf("%+v", states)
		}
	})
}
