package casework_test

import (
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// ages are the open cases at a place by age, as the counters have them.
func (w *world) ages(at string) casework.StandAges {
	w.t.Helper()
	var out casework.StandAges
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		s, err := w.cases.StandIn(tx, w.places[at], nil, 0)
		if err == nil {
			out = s.Ages
		}
		return err
	})
	return must(out, err)(w.t)
}

// older counts the open cases at a place that were reported more than so many days ago, one by one.
func (w *world) older(at string, days int) (n int64) {
	w.t.Helper()
	open := true
	list, next, err := w.cases.List(dbtest.System(w.t), casework.Filter{PlaceID: w.id(at), Open: &open, Older: days}, kernel.Page{Limit: kernel.MaxLimit})
	if err != nil || next != "" {
		w.t.Fatal(next, err)
	}
	return int64(len(list))
}

// aged wants the counters of a place, and of every place to be what its cases are.
func (w *world) aged(when, at string, want casework.StandAges) {
	w.t.Helper()
	if got := w.ages(at); got != want {
		w.t.Errorf("%s: %s is counted as %+v, want %+v", when, at, got, want)
	}
	for name := range w.places {
		a := w.ages(name)
		all, week, month, season := w.older(name, 0), w.older(name, 7), w.older(name, 30), w.older(name, 90)
		if want := (casework.StandAges{Week: all - week, Month: week - month, Season: month - season, Longer: season}); a != want {
			w.t.Errorf("%s: %s is counted as %+v, its cases are %+v", when, name, a, want)
		}
	}
	w.sound()
}

// later is the beginning of a day some days on: open cases grow older.
func (w *world) later(days int) int {
	w.t.Helper()
	w.clock.Add(time.Duration(days) * 24 * time.Hour)
	return must(w.cases.Turn(dbtest.System(w.t)))(w.t)
}

// K3: open cases by age. A case grows older without anybody's hand and without looking changed; whoever closes it, takes it up again or
// passes it on takes its age along.
func TestK3OpenCasesGrowOlderByThemselvesAndAreCounted(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{})
		w.act("专职", id, casework.Action{Name: "accept"})
		rev := w.get(id).Rev
		w.aged("new", "乡宁县", casework.StandAges{Week: 1})
		for _, x := range []struct {
			days, turned int
			want         casework.StandAges
		}{
			{7, 0, casework.StandAges{Week: 1}},
			{1, 1, casework.StandAges{Month: 1}},
			{0, 0, casework.StandAges{Month: 1}},
			{22, 0, casework.StandAges{Month: 1}},
			{1, 1, casework.StandAges{Season: 1}},
			{59, 0, casework.StandAges{Season: 1}},
			{1, 1, casework.StandAges{Longer: 1}},
		} {
			if n := w.later(x.days); n != x.turned {
				w.t.Errorf("%d days on %d turned, want %d", x.days, n, x.turned)
			}
			w.aged("as days pass", "龙鼻村", x.want)
		}
		if w.get(id).Rev != rev {
			w.t.Error("who read the case yesterday finds it changed, though nobody touched it")
		}
		w.aged("of another township", "西坡镇", casework.StandAges{})
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.aged("passed on to a unit", "昌宁镇", casework.StandAges{Longer: 1})
		other, _ := w.report("下川村", casework.NewCase{})
		w.aged("another one came", "乡宁县", casework.StandAges{Week: 1, Longer: 1})
		w.rejected(other)
		w.later(8)
		w.aged("closed when young", "乡宁县", casework.StandAges{Longer: 1})
	})
}

// A village that moves takes the ages of its cases along; closing and taking up again count at once; what was there before ages were
// counted is counted as the next day begins.
func TestAgesFollowThePlaceAndWhatBecomesOfTheCase(t *testing.T) {
	dbtest.EachTamper(t, func(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) {
		w := newWorld(t, d, c)
		first, _ := w.report("龙鼻村", casework.NewCase{})
		second, _ := w.report("寨子村", casework.NewCase{})
		if n := w.later(40); n != 2 {
			t.Fatalf("%d turned", n)
		}
		must(w.place.Act(dbtest.System(t), place.Act{PlaceID: w.id("龙鼻村"), Kind: place.ActMove, ParentID: w.id("西坡镇"), Day: kernel.DayOf(c.Now()), Reason: "区划调整"}))(t)
		w.aged("moved", "西坡镇", casework.StandAges{Season: 1})
		w.aged("moved", "昌宁镇", casework.StandAges{Season: 1})
		w.rejected(second)
		w.aged("closed", "昌宁镇", casework.StandAges{})
		if n := w.later(60); n != 1 {
			t.Errorf("%d turned, want the one that is open", n)
		}
		w.aged("closed and not counted again", "乡宁县", casework.StandAges{Longer: 1})
		raw.Do("DELETE FROM t_case_age")
		raw.Do("DELETE FROM t_tally WHERE measure LIKE 'case.age.%'")
		if n := w.later(0); n != 1 {
			t.Errorf("%d turned", n)
		}
		w.aged("counted from the beginning", "西坡镇", casework.StandAges{Longer: 1})
		w.rejected(first)
		w.aged("both closed", "乡宁县", casework.StandAges{})
	})
}

// A case that comes in from paper is as old as the paper says, at once; taken back, it leaves nothing behind.
func TestACaseFromPaperIsAsOldAsThePaper(t *testing.T) {
	each(t, func(w *world) {
		row := map[string]string{"ext_no": "纸质-17", "place": w.places["一组"].Code, "text": "路灯不亮", "at": "2026-09-02 09:30"}
		if did, bad := w.bring(w.sheetOf(row)); did != "1/0/0" || bad != "" {
			w.t.Fatal(did, bad)
		}
		w.aged("brought in", "龙鼻村", casework.StandAges{Season: 1})
		w.later(20)
		open := true
		list, _, err := w.cases.List(dbtest.System(w.t), casework.Filter{Open: &open}, kernel.Page{})
		if err != nil || len(list) != 1 {
			w.t.Fatal(list, err)
		}
		w.aged("older since", "龙鼻村", casework.StandAges{Longer: 1})
		err = w.d.Write(dbtest.System(w.t), "probe.take_back", func(tx *db.WriteTx) error {
			entry, err := tx.EntryOf("case", list[0].ID, 1)
			if err != nil {
				return err
			}
			p := w.places["一组"].Stamp
			at := [4]kernel.ID{p.TownshipID, p.VillageID, p.GroupID}
			_, err = tx.TakeBack(entry, db.Undo{Counts: []db.CountDelta{
				{Place: at, Measure: "case.open", N: 1}, {Place: at, Measure: "case.state.report." + list[0].State, N: 1}, {Place: at, Measure: "case.age.30", N: 1},
			}})
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		w.aged("taken back", "乡宁县", casework.StandAges{})
	})
}
