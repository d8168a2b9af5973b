package duty_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/domain/duty"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// lights are the counters of a place by light, without those at zero.
func (w *world) lights(at string) map[string]int64 {
	w.Helper()
	out := map[string]int64{}
	err := w.d.Read(dbtest.System(w.T), func(tx *db.ReadTx) error {
		s, err := w.duty.StandIn(tx, w.places[at].ID)
		maps.Copy(out, map[string]int64{duty.LightRed: s.Red, duty.LightAmber: s.Amber, duty.LightBlue: s.Blue, duty.LightGreen: s.Green})
		return err
	})
	maps.DeleteFunc(out, func(_ string, n int64) bool { return n == 0 })
	return must(out, err)(w)
}

// shown counts the open items of a place by the light that each of them shows, one by one.
func (w *world) shown(at string) map[string]int64 {
	w.Helper()
	out := map[string]int64{}
	for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
		rows, next, err := w.duty.Items(dbtest.System(w.T), duty.ItemFilter{Box: duty.BoxUnit, Place: w.places[at].ID}, page)
		for _, i := range must(rows, err)(w) {
			out[i.Light]++
		}
		if page.Cursor = next; next == "" {
			return out
		}
	}
}

// agree wants the counters of each place to be what its items show.
func (w *world) agree(when string) {
	w.Helper()
	for at := range w.places {
		if got, want := w.lights(at), w.shown(at); !maps.Equal(got, want) {
			w.Fatalf("%s: %s is counted as %v and shows %v", when, at, got, want)
		}
	}
	w.even()
}

// begin is the beginning of a day some days on: lights turn.
func (w *world) begin(days int) int {
	w.Helper()
	w.clock.Add(time.Duration(days) * 24 * time.Hour)
	return must(w.duty.Turn(dbtest.System(w.T)))(w)
}

// D1: lights come by themselves. A light turns with the day and without anybody's hand; what somebody does turns it at once.
func TestD1LightsTurnByThemselvesAndAreCounted(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "task", "东镇")
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"], Due: w.today().Add(19)})
		wants := func(when, light string) {
			w.Helper()
			want := map[string]int64{}
			if light != "" {
				want[light] = 1
			}
			if got := w.lights("东镇"); !maps.Equal(got, want) || !maps.Equal(got, w.lights("县")) || len(w.lights("西镇")) != 0 {
				w.Errorf("%s: counted %v, want %s", when, got, light)
			}
			w.agree(when)
		}
		wants("new", duty.LightGreen)
		rev := w.get(i.ID).Rev
		size := func() int64 {
			numbered, pending, err := w.d.JournalSize(w.Context())
			return must(numbered+pending, err)(w)
		}
		before := size()
		for _, x := range []struct {
			days  int
			light string
		}{{10, duty.LightGreen}, {6, duty.LightBlue}, {3, duty.LightBlue}, {1, duty.LightRed}} {
			if n := w.begin(x.days); n > 1 || w.begin(0) != 0 {
				t.Errorf("%d lights turned, or one twice", n)
			}
			wants(fmt.Sprintf("%d days on", x.days), x.light)
		}
		if size() != before || w.get(i.ID).Rev != rev {
			t.Error("who read the item yesterday finds it changed, though nobody touched it")
		}
		w.act("东站员", i.ID, duty.Act{Step: duty.StepAskExtend, Due: w.today().Add(30), Note: "下雨"})
		wants("asked for a later day", duty.LightRed)
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepExtend})
		wants("put off", duty.LightGreen)
		w.act("东站员", i.ID, duty.Act{Step: duty.StepAccept})
		w.begin(31)
		wants("late again", duty.LightRed)
		w.act("东站员", i.ID, duty.Act{Step: duty.StepReport, Done: true})
		must(w.duty.AddEvidence(w.by("东站员"), i.ID, "", []duty.Upload{{Data: picture()}}))
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepPass})
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepReturn, Note: "再看"})
		wants("sent back", duty.LightRed)
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepWithdraw, Note: "不做了"})
		wants("taken back", "")
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepReopen, Note: "还是要做"})
		wants("taken up again", duty.LightRed)
	})
}

// D1: progress that lags turns an item amber, and the one above it; catching up turns both back. The list of one light holds those items.
func TestD1WhatLagsIsAmberAllTheWayUp(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		up := w.add("县主任", duty.NewItem{ListID: l.ID, BodyID: w.bodies["农业局"], Due: w.today().Add(40)})
		i := w.add("农业局长", duty.NewItem{ListID: l.ID, ParentID: up.ID, BodyID: w.bodies["东镇农业站"], Due: w.today().Add(40)})
		w.act("东站员", i.ID, duty.Act{Step: duty.StepAccept})
		w.begin(20)
		if got := w.lights("县"); got[duty.LightAmber] != 2 {
			t.Errorf("half of the time is gone and nothing done: %v", got)
		}
		w.agree("after half of the time")
		of := func(who, light string) (out []kernel.ID) {
			rows, _, err := w.duty.Items(w.by(who), duty.ItemFilter{Light: light}, kernel.Page{})
			for _, r := range must(rows, err)(w) {
				out = append(out, r.ID)
			}
			return out
		}
		if got := of("县主任", duty.LightAmber); !slices.Equal(got, []kernel.ID{up.ID, i.ID}) || len(of("县主任", duty.LightRed)) != 0 {
			t.Errorf("the amber ones are %v", got)
		}
		if got := of("东镇书记", duty.LightAmber); !slices.Equal(got, []kernel.ID{i.ID}) || len(of("西镇书记", duty.LightAmber)) != 0 {
			t.Errorf("of a township: %v", got)
		}
		w.act("东站员", i.ID, duty.Act{Step: duty.StepReport, Progress: 400})
		if got := w.lights("县"); got[duty.LightGreen] != 2 || len(got) != 1 {
			t.Errorf("caught up: %v", got)
		}
		w.agree("caught up")
		s := must(w.duty.Summary(w.by("县主任"), 0))(t)
		if s.Green != 2 || s.Amber != 0 || s.Open != 2 {
			t.Errorf("%+v", s)
		}
	})
}

// What was there before lights were counted is counted as the first day begins; a rule that changed turns lights as the next one does.
func TestLightsOfOldItemsAndOfNewRules(t *testing.T) {
	dbtest.EachTamper(t, func(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) {
		w := newWorld(t, "zhushan", d, c)
		l := w.list("县主任", "responsibility", "县")
		for range 3 {
			w.add("县主任", duty.NewItem{ListID: l.ID, BodyID: w.bodies["农业局"], Due: w.today().Add(40)})
		}
		raw.Do("DELETE FROM t_duty_light")
		raw.Do("DELETE FROM t_tally WHERE measure LIKE 'duty.light.%'")
		if got := w.lights("县"); len(got) != 0 {
			t.Fatalf("%v", got)
		}
		if n := w.begin(0); n != 3 || w.lights("县")[duty.LightGreen] != 3 {
			t.Errorf("%d were counted: %v", n, w.lights("县"))
		}
		w.agree("counted")
		w.clock.Add(8 * 24 * time.Hour)
		p := must(pack.Load(packs.FS, "base", "zhushan"))(t)
		for i := range p.ListTypes {
			p.ListTypes[i].Behind = 100
		}
		w.duty = duty.New(duty.Options{DB: d, Pack: p, Days: p.Calendar(), Place: w.place, Body: w.body})
		if n := w.begin(0); n != 3 || w.lights("县")[duty.LightAmber] != 3 {
			t.Errorf("%d turned by the new rule: %v", n, w.lights("县"))
		}
		w.agree("by the new rule")
	})
}

// A village that moves takes its lights along; an item that goes away with what made it leaves none behind, whatever its light became.
func TestLightsFollowThePlaceAndGoWithTheItem(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "task", "东镇")
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"], Due: w.today().Add(3)})
		v := w.list("县主任", "key_points", "龙村", func(n *duty.NewList) { n.OwnerID = w.people["龙书记"] })
		w.add("县主任", duty.NewItem{ListID: v.ID, PersonID: w.people["龙委员"], Due: w.today().Add(40)})
		must(w.place.Act(dbtest.System(t), place.Act{PlaceID: w.places["龙村"].ID, Kind: place.ActMove, ParentID: w.places["西镇"].ID, Day: w.today(), Reason: "区划调整"}))(t)
		if e, s := w.lights("东镇"), w.lights("西镇"); e[duty.LightGreen] != 1 || s[duty.LightGreen] != 1 {
			t.Errorf("%v %v", e, s)
		}
		w.agree("moved")
		w.begin(5)
		stamp := w.places["东镇"].Stamp
		stamp.BodyID = w.bodies["东镇农业站"]
		err := w.d.Write(dbtest.System(t), "probe.take_back", func(tx *db.WriteTx) error {
			entry, err := tx.EntryOf("duty_item", i.ID, 1)
			if err != nil {
				return err
			}
			place := [4]kernel.ID{stamp.TownshipID}
			_, err = tx.TakeBack(entry, db.Undo{Counts: []db.CountDelta{
				{Place: place, Body: stamp.BodyID, Measure: "duty.open", N: 1}, {Place: place, Body: stamp.BodyID, Measure: "duty.light." + duty.LightGreen, N: 1},
			}})
			return err
		})
		if err != nil || len(w.lights("东镇")) != 0 {
			t.Errorf("%v %v", w.lights("东镇"), err)
		}
		w.agree("taken back")
		if n := w.begin(1); n != 0 {
			t.Errorf("%d lights of what is no more turned", n)
		}
	})
}

// Whatever is done on whatever days, and whether or not a day began by the clock: the counters are what the items are counted with, and
// once a day has begun, what they show.
func TestLightsAreWhatTheItemsShow(t *testing.T) {
	f := flag.Lookup("rapid.checks")
	if was := f.Value.String(); was == f.DefValue {
		must(0, flag.Set(f.Name, "4"))(t)
		t.Cleanup(func() { _ = flag.Set(f.Name, was) })
	}
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				clock := dbtest.NewClock()
				w := newWorld(t, "zhushan", dbtest.Open(t, engine, clock), clock)
				l := w.list("县主任", "responsibility", "县")
				var items []kernel.ID
				for range rapid.IntRange(10, 25).Draw(r, "steps") {
					items = append(items, w.anything(r, l.ID, items)...)
					w.even()
				}
				w.begin(0)
				w.agree("at last")
			})
		})
	}
}

// anything does something that may or may not be allowed, and answers what it made.
func (w *world) anything(r *rapid.T, list kernel.ID, items []kernel.ID) []kernel.ID {
	w.Helper()
	sys := dbtest.System(w.T)
	what := rapid.SampledFrom([]string{"add", "below", "day", "turn", "step", "step", "step", "step"}).Draw(r, "what")
	if len(items) == 0 {
		what = "add"
	}
	n := duty.NewItem{ListID: list, Title: "种茶", BodyID: w.bodies["农业局"], Due: w.today().Add(rapid.IntRange(-3, 30).Draw(r, "due"))}
	switch what {
	case "below":
		n.ParentID, n.BodyID = rapid.SampledFrom(items).Draw(r, "above"), w.bodies[rapid.SampledFrom([]string{"东镇农业站", "西镇农业站"}).Draw(r, "of")]
		fallthrough
	case "add":
		if d, err := w.duty.Add(sys, n); err == nil {
			return []kernel.ID{d.ID}
		}
	case "day":
		w.clock.Add(time.Duration(rapid.IntRange(1, 9).Draw(r, "days")) * 24 * time.Hour)
	case "turn":
		w.begin(0)
	case "step":
		id := rapid.SampledFrom(items).Draw(r, "item")
		step := rapid.SampledFrom([]string{
			duty.StepAccept, duty.StepReport, duty.StepReport, duty.StepPass, duty.StepReturn, duty.StepClose, duty.StepReopen, duty.StepWithdraw, duty.StepAskExtend, duty.StepExtend,
		}).Draw(r, "step")
		_, _ = w.duty.Act(sys, id, duty.Act{
			Step: step, Rev: w.get(id).Rev, Note: "试", Progress: rapid.IntRange(0, 1000).Draw(r, "progress"), Due: w.today().Add(rapid.IntRange(1, 60).Draw(r, "to")),
		})
	}
	return nil
}
