package casework_test

import (
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

func TestSealedTopics(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("龙鼻村", casework.NewCase{Topic: "conduct"})
		for _, n := range []string{"网格长", "专职", "值班员", "县值班", "监督员"} {
			_, err := w.cases.Get(w.by(n), id)
			w.wants(err, kernel.KindNotFound, "not_found")
			if items, _, err := w.cases.List(w.by(n), casework.Filter{Box: casework.BoxAll}, kernel.Page{}); err != nil || len(items) != 0 {
				w.t.Fatalf("%s sees %v %v", n, items, err)
			}
		}
		w.act("县主任", id, casework.Action{Name: "accept"})
		for _, b := range must(w.cases.DispatchTargets(w.by("县主任"), id))(w.t).Bodies {
			w.t.Errorf("a sealed case is offered to %s, where nobody may read it", b.Name)
		}
		sum := must(w.cases.Summary(w.by("县主任"), 0))(w.t)
		if sum.Open != 0 || len(sum.ByState) != 0 {
			w.t.Fatalf("a sealed case counts: %+v", sum)
		}
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.State.ID != "accepted" {
			w.t.Fatalf("%+v", f)
		}
	})
}

// A2: what one sees is the union of one's places, topics and bodies on the day, nothing else.
func TestScopeIsTheUnionOfPosts(t *testing.T) {
	each(t, func(w *world) {
		water, _ := w.report("下川村", casework.NewCase{Topic: "water"})
		road, _ := w.report("下川村", casework.NewCase{Topic: "road"})
		near, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		sent, _ := w.report("寨子村", casework.NewCase{Topic: "housing"})
		w.act("邻村专职", sent, casework.Action{Name: "accept"})
		w.act("值班员", sent, casework.Action{Name: "dispatch", BodyID: w.bodies["住建局"]})
		w.officer("包联领导", "county_leader", "西坡镇", "", "water")
		w.officer("包联领导", "full_time_officer", "龙鼻村", "", "")
		w.officer("包联领导", "department_officer", "", "住建局", "")
		seen := func() (ids []kernel.ID) {
			items, next, err := w.cases.List(w.by("包联领导"), casework.Filter{Box: casework.BoxUnit}, kernel.Page{})
			if err != nil || next != "" {
				w.t.Fatal(err, next)
			}
			for _, c := range items {
				ids = append(ids, c.ID)
			}
			slices.Sort(ids)
			return ids
		}
		if want := []kernel.ID{water, near, sent}; !slices.Equal(seen(), want) {
			w.t.Fatalf("sees %v, want %v (and not %v)", seen(), want, road)
		}
		if s := must(w.cases.Summary(w.by("包联领导"), 0))(w.t); s.Open != 3 || s.Unit != 3 {
			w.t.Fatalf("%+v", s)
		}
		p := w.posts["包联领导"]
		must(w.body.EndAppointment(dbtest.System(w.t), p.ID, p.Rev, "2026-11-16", "调整"))(w.t)
		if len(seen()) != 3 {
			w.t.Fatal("the last day counts")
		}
		w.clock.Add(24 * time.Hour)
		if want := []kernel.ID{water, near}; !slices.Equal(seen(), want) {
			w.t.Fatalf("after the post ended: %v, want %v", seen(), want)
		}
	})
}

func TestBoxesAndSummary(t *testing.T) {
	each(t, func(w *world) {
		old, _ := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		w.clock.Add(72 * time.Hour) // Thursday: the first is overdue
		id, _ := w.report("一组", casework.NewCase{Topic: "water"})
		w.act("专职", id, casework.Action{Name: "accept"})
		w.act("网格长", id, casework.Action{Name: "dispatch", AssigneeID: w.people["组长"]})
		list := func(who string, f casework.Filter) []casework.Case {
			w.t.Helper()
			items, _, err := w.cases.List(w.by(who), f, kernel.Page{})
			if err != nil {
				w.t.Fatal(err)
			}
			return items
		}
		if mine := list("组长", casework.Filter{Box: casework.BoxMine}); len(mine) != 1 || mine[0].ID != id {
			w.t.Fatalf("mine %+v", mine)
		}
		if mine := list("网格长", casework.Filter{Box: casework.BoxMine}); len(mine) != 0 {
			w.t.Fatalf("not mine %+v", mine)
		}
		if unit := list("网格长", casework.Filter{Box: casework.BoxUnit}); len(unit) != 2 || unit[0].ID != old || unit[0].Light != "red" || unit[1].Light != "amber" {
			w.t.Fatalf("unit %+v", unit)
		}
		if all := list("网格长", casework.Filter{Box: casework.BoxAll}); len(all) != 2 || all[0].ID != id {
			w.t.Fatalf("all %+v", all)
		}
		if some := list("网格长", casework.Filter{Box: casework.BoxAll, PlaceID: w.places["一组"].ID, Topic: "water", State: "dispatched"}); len(some) != 1 {
			w.t.Fatalf("some %+v", some)
		}
		closed := false
		if none := list("网格长", casework.Filter{Box: casework.BoxAll, Open: &closed}); len(none) != 0 {
			w.t.Fatalf("closed %+v", none)
		}
		s := must(w.cases.Summary(w.by("值班员"), 0))(w.t)
		if s.Open != 2 || s.Overdue != 1 || s.Soon != 1 || s.OldestOverdueDays != 2 || len(s.ByState) != 2 {
			w.t.Fatalf("%+v", s)
		}
		for _, p := range s.ByPlace {
			if p.Place.Name == "龙鼻村" && (p.Open != 2 || p.Overdue != 1) || p.Place.Name == "寨子村" && p.Open != 0 {
				w.t.Fatalf("%+v", p)
			}
		}
		if s := must(w.cases.Summary(w.by("组长"), 0))(w.t); s.Mine != 1 || s.Open != 1 {
			w.t.Fatalf("%+v", s)
		}
		var page []kernel.ID
		for cur := ""; ; {
			items, next, err := w.cases.List(w.by("县值班"), casework.Filter{Box: casework.BoxUnit}, kernel.Page{Limit: 1, Cursor: cur})
			if err != nil {
				w.t.Fatal(err)
			}
			for _, c := range items {
				page = append(page, c.ID)
			}
			if cur = next; cur == "" {
				break
			}
		}
		if !slices.Equal(page, []kernel.ID{old, id}) {
			w.t.Fatalf("pages %v", page)
		}
		rows := 0
		err := w.d.Read(w.by("县值班"), func(tx *db.ReadTx) error {
			for _, err := range w.cases.Registers()[0].Rows(tx, "", register.Options{Args: map[string]string{"box": "all"}}) {
				if err != nil {
					return err
				}
				rows++
			}
			return nil
		})
		if err != nil || rows != 2 {
			w.t.Fatal(rows, err)
		}
	})
}

func TestTheProgramClosesWhatIsNotRated(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{})
		w.act("专职", id, casework.Action{Name: "settle_on_spot", Note: "当场处理"})
		w.act("值班员", id, casework.Action{Name: "verify"})
		if _, n, err := w.cases.Fire(w.t.Context(), dbtest.County); n != 0 || err != nil {
			w.t.Fatal("closed before its time")
		}
		w.clock.Add(9 * 24 * time.Hour)
		if _, n, err := w.cases.Fire(w.t.Context(), dbtest.County); err != nil || n != 1 || w.get(id).State != "closed" {
			w.t.Fatalf("%d %s", n, w.get(id).State)
		}
		err := w.cases.Reopen(w.public(), code, "还是堵")
		w.wants(err, kernel.KindConflict, "state_changed")
	})
}

func TestReopenGoesOn(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{})
		w.act("专职", id, casework.Action{Name: "settle_on_spot", Note: "当场处理"})
		w.act("值班员", id, casework.Action{Name: "verify"})
		err := w.cases.Reopen(w.public(), code, " ")
		w.wants(err, kernel.KindInvalid, "required")
		err = w.cases.Rate(w.public(), code, 6, "")
		w.wants(err, kernel.KindInvalid, "required")
		if err := w.cases.Reopen(w.public(), code, "还是堵"); err != nil {
			w.t.Fatal(err)
		}
		f := must(w.cases.Follow(w.public(), code))(w.t)
		if f.State.ID != "handling" {
			w.t.Fatalf("%+v", f.State)
		}
		if mine, _, err := w.cases.List(w.by("专职"), casework.Filter{Box: casework.BoxMine}, kernel.Page{}); err != nil || len(mine) != 1 {
			w.t.Fatalf("%v %v", mine, err)
		}
		w.act("专职", id, casework.Action{Name: "feedback", Note: "又修了一次"})
	})
}

func TestDispatchTargets(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{})
		got := must(w.cases.DispatchTargets(w.by("网格长"), id))(w.t)
		var bodies, people []string
		for _, b := range got.Bodies {
			bodies = append(bodies, b.Name)
		}
		for _, p := range got.People {
			people = append(people, p.Name)
		}
		if !slices.Equal(bodies, []string{"水管站", "水利局", "住建局"}) || !slices.Equal(people, []string{"组长", "网格长", "专职"}) {
			w.t.Fatalf("%v %v", bodies, people)
		}
		w.act("专职", id, casework.Action{Name: "accept"})
		d := w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"], AssigneeID: w.people["水利二"]})
		if d.Body.Name != "水利局" || d.Assignee.Name != "水利二" {
			w.t.Fatalf("%+v %+v", d.Body, d.Assignee)
		}
		w.act("水利二", id, casework.Action{Name: "claim"})
	})
}

func TestTheMapOfPlacesKnowsItsCases(t *testing.T) {
	each(t, func(w *world) {
		w.report("一组", casework.NewCase{})
		d := must(w.body.PlaceDetail(w.as("值班员", "place.list"), w.places["龙鼻村"].ID, ""))(w.t)
		if d.OpenCases != 1 || d.SoonCases != 1 || d.OverdueCases != 0 {
			w.t.Fatalf("%+v", d.GridPlace)
		}
		w.clock.Add(72 * time.Hour)
		var list []body.GridPlace
		list, _, err := w.body.Places(w.as("值班员", "place.list"), w.places["昌宁镇"].ID, "", kernel.Page{})
		if err != nil || list[0].OverdueCases != 1 {
			w.t.Fatalf("%+v %v", list, err)
		}
	})
}

func TestCardAndSearch(t *testing.T) {
	each(t, func(w *world) {
		c := must(w.cases.Card(w.public(), w.places["一组"].Code, "zh"))(w.t)
		if c.Place.Name != "一组" || len(c.Officers) == 0 || len(c.Children) != 1 {
			w.t.Fatalf("%+v", c)
		}
		for _, o := range c.Officers {
			if o.Name != "" {
				w.t.Errorf("%s is named without consent", o.Name)
			}
		}
		f := must(w.cases.Find(w.public(), "longbi"))(w.t)
		if len(f.Places) != 1 || f.Places[0].Name != "龙鼻村" || len(f.Townships) != 2 {
			w.t.Fatalf("%+v", f)
		}
		r := must(w.cases.ReportForm(w.public(), w.places["一组"].Code, "", "en"))(w.t)
		if len(r.Topics) == 0 || r.Topics[0].Name != "Roads and traffic" {
			w.t.Fatalf("%+v", r)
		}
	})
}

// sums are the counters of cases, over the whole county: standing ones, and those of all days.
func (w *world) sums() map[string]int64 {
	w.t.Helper()
	out := map[string]int64{}
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		for _, span := range [][2]kernel.Day{{db.Standing, db.Standing}, {"2000-01-01", kernel.EndOfTime}} {
			list, err := tx.SumTally("case.", span[0], span[1])
			if err != nil {
				return err
			}
			for _, s := range list {
				out[s.Measure] += s.N
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for k, n := range out {
		if n == 0 {
			delete(out, k)
		}
	}
	return out
}

// The reporter may be an officer: they rate by their account, and find it in their work list when it is their turn.
func TestAnOfficerRaisesAndRates(t *testing.T) {
	each(t, func(w *world) {
		d := must(w.cases.Create(w.as("组长", casework.PermCreate), casework.NewCase{Text: "路灯不亮", Topic: "facility", PlaceID: w.places["一组"].ID, Name: "老李"}))(w.t)
		if d.ReporterName != "老*" || d.FollowCode == "" {
			w.t.Fatalf("%+v", d.Case)
		}
		w.act("专职", d.ID, casework.Action{Name: "accept"})
		w.act("网格长", d.ID, casework.Action{Name: "dispatch", BodyID: w.bodies["住建局"]})
		if got, want := fmt.Sprint(w.sums()), "map[case.first:1 case.open:1 case.reported:1 case.state.report.dispatched:1]"; got != want {
			w.t.Fatalf("%s, want %s", got, want)
		}
		if s := must(w.cases.Summary(w.by("住建"), 0))(w.t); s.Open != 1 || s.ByState[0] != (casework.StateCount{State: "dispatched", N: 1}) {
			w.t.Fatalf("the department counts %+v", s)
		}
		w.act("住建", d.ID, casework.Action{Name: "claim"})
		w.act("住建", d.ID, casework.Action{Name: "feedback", Note: "已换灯泡"})
		w.act("值班员", d.ID, casework.Action{Name: "verify"})
		mine, _, err := w.cases.List(w.by("组长"), casework.Filter{Box: casework.BoxMine}, kernel.Page{})
		if err != nil || len(mine) != 1 {
			w.t.Fatalf("%v %v", mine, err)
		}
		w.refused("组长", d.ID, casework.Action{Name: "rate"}, kernel.KindInvalid, "required")
		w.act("组长", d.ID, casework.Action{Name: "rate", Rating: 4, RatingText: "亮了"})
		w.act("值班员", d.ID, casework.Action{Name: "close"})
		if got, want := fmt.Sprint(w.sums()), "map[case.asked:1 case.closed:1 case.ended.in_time:1 case.first:1 case.pleased:1 case.rated:1 case.reported:1 case.state.report.closed:1]"; got != want {
			w.t.Fatalf("%s, want %s", got, want)
		}
	})
}

func TestTheJournalShowsNoSecrets(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Name: "王小明", Contact: "13812345678", ClientKey: "c-1"})
		items := must(w.access.Journal(dbtest.System(w.t), "case", id))(w.t)
		text := fmt.Sprintf("%+v", items)
		for _, bad := range []string{"王小明", "13812345678", "k1.", "follow_hash", "client_key", "contact_index"} {
			if strings.Contains(text, bad) {
				w.t.Errorf("the journal shows %s: %s", bad, text)
			}
		}
		if len(items) != 1 || !strings.Contains(text, kernel.Mask) {
			w.t.Fatalf("%s", text)
		}
		for _, who := range []string{"监督员", "邻镇值班员"} {
			items, err := w.access.Journal(w.as(who, "journal.read"), "case", id)
			if seen := len(items) > 0; err != nil || seen != (who == "监督员") {
				w.t.Errorf("%s: %v %v", who, items, err)
			}
		}
	})
}
