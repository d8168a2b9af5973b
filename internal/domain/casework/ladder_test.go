package casework_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// climb is a county whose servers are started, stopped and asked at once for what is due.
type climb struct {
	*world
	o     db.Options
	other *casework.Service // of a second server, where the engine bears one
	stop  []func() error
}

// server starts the program on the database as it lies there: on PostgreSQL two of them, on SQLite one with two workers.
func (c *climb) server() {
	c.t.Helper()
	open := func() *db.DB {
		d := must(db.Open(c.t.Context(), c.o))(c.t)
		c.stop = append(c.stop, d.Close)
		return d
	}
	c.start(open())
	c.other = c.cases
	if c.o.URL != "" {
		first := c.cases
		c.start(open())
		c.other, c.cases = c.cases, first
	}
}

// down stops every server.
func (c *climb) down() {
	c.t.Helper()
	for _, stop := range c.stop {
		if err := stop(); err != nil {
			c.t.Fatal(err)
		}
	}
	c.stop = nil
}

// atOnce lets both servers do what is due, each with two workers, and gives how many rungs they say they reached.
func (c *climb) atOnce() int {
	c.t.Helper()
	var wg sync.WaitGroup
	var sum atomic.Int64
	for _, s := range []*casework.Service{c.cases, c.other, c.cases, c.other} {
		wg.Go(func() {
			n, _, err := s.Fire(c.t.Context(), dbtest.County)
			if err != nil {
				c.t.Error(err)
			}
			sum.Add(int64(n))
		})
	}
	wg.Wait()
	return int(sum.Load())
}

// TestEachRungOnceWhateverTheServersDo brings in a case of each type in each state that has a time, and lets sixty days go by in leaps
// between an hour and four days: the servers are up or down for them, fire at once, and are started anew. Each rung that the definition
// puts on the way is there once its time is reached, once, in order, and tells the moment that it stands for.
func TestEachRungOnceWhateverTheServersDo(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock()
			o := dbtest.Fresh(t, engine)
			o.Now = clock.Now
			first := must(db.Open(t.Context(), o))(t)
			if err := first.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}); err != nil {
				t.Fatal(err)
			}
			c := &climb{world: newWorldOf(t, first, clock, "xiangning"), o: o, stop: []func() error{first.Close}}
			t.Cleanup(c.down)
			c.climbs(c.waiting())
		})
	}
}

// way is what a case should reach in a state, as long as it is in it.
type way struct {
	typ, state string
	want       []casework.Reached
}

// waiting are cases of each type in each state with rungs, with their ways.
func (c *climb) waiting() map[kernel.ID]way {
	c.t.Helper()
	out := map[kernel.ID]way{}
	for _, ct := range c.pack.CaseTypes {
		for _, st := range ct.States {
			if !ct.Valid(kernel.DayOf(c.clock.Now())) || !st.Open {
				continue
			}
			id := c.inState(ct, st)
			if want := must(c.cases.Ladder(dbtest.System(c.t), id))(c.t); len(want) > 0 {
				out[id] = way{ct.ID, st.ID, want}
			}
		}
	}
	if len(out) < 20 {
		c.t.Fatalf("only %d states have rungs", len(out))
	}
	return out
}

func (c *climb) climbs(ways map[kernel.ID]way) {
	at := 0 // an order of events that is always the same
	next := func(n int) int { at = (at*31 + 17 + len(ways)) % 10007; return at % n }
	end := c.clock.Now().Add(60 * 24 * time.Hour)
	for said, downs := 0, 0; c.clock.Now().Before(end); {
		if next(4) == 0 { // away for three days
			c.down()
			c.clock.Add(3 * 24 * time.Hour)
			c.server()
			downs++
		} else {
			c.clock.Add(time.Duration(1+next(96)) * time.Hour)
		}
		if c.other == nil {
			c.down()
			c.server()
		}
		said += c.atOnce()
		if n := c.atOnce(); n != 0 {
			c.t.Fatalf("%d rungs reached again", n)
		}
		if found := c.reachedAll(ways); said < found {
			c.t.Fatalf("%d rungs are written down, the servers told of %d", found, said)
		}
		if !c.clock.Now().Before(end) && downs < 3 {
			c.t.Fatal("the program was hardly down")
		}
	}
}

// reachedAll compares every case with its way and counts the rungs.
func (c *climb) reachedAll(ways map[kernel.ID]way) (n int) {
	c.t.Helper()
	now := c.clock.Now().UnixMilli()
	for id, w := range ways {
		want, d, until := []string{}, c.get(id), now
		if d.State != w.state { // the program's own step
			until = d.Clock.Since
		}
		for _, r := range w.want {
			if r.At <= until {
				want = append(want, fmt.Sprint(r.ID, " ", r.At))
			}
		}
		got := []string{}
		for _, r := range d.Clock.Rungs {
			n++
			if r.State == w.state {
				got = append(got, fmt.Sprint(r.ID, " ", r.At))
			}
		}
		if !slices.Equal(got, want) {
			c.t.Fatalf("%s %s: %v, want %v", w.typ, w.state, got, want)
		}
	}
	return n
}

// A person acts on a case while two servers look at what is due for it: whoever comes first, the rungs of the state that was left are
// those which had been reached, and none is there twice.
func TestRungsWhileSomebodyActs(t *testing.T) {
	each(t, func(w *world) {
		var ids []kernel.ID
		for range 12 {
			ids = append(ids, w.handled())
		}
		w.clock.Set(at("2026-11-20", 8))
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if _, _, err := w.cases.Fire(w.t.Context(), dbtest.County); err != nil {
					w.t.Error(err)
				}
			})
		}
		officer := w.by("水利")
		for _, id := range ids {
			wg.Go(func() {
				for range 20 { // a rung that was written down meanwhile changes no revision
					_, err := w.cases.Act(officer, id, casework.Action{Name: "feedback", Note: "好了", Rev: w.get(id).Rev})
					if kernel.KindOf(err) != kernel.KindConflict {
						if err != nil {
							w.t.Error(err)
						}
						return
					}
				}
			})
		}
		wg.Wait()
		w.fire()
		for _, id := range ids {
			d := w.get(id)
			got := w.rungs(id)
			seen := slices.Clone(got)
			slices.Sort(seen)
			if d.State != "feedback_given" && d.State == "handling" || len(slices.Compact(seen)) != len(got) {
				w.t.Errorf("%s: %v", d.State, got)
			}
			for _, r := range got {
				if r != "remind" && r != "overdue" {
					w.t.Errorf("%v", got)
				}
			}
		}
	})
}

// What a sign of trouble is raised for, and what a silent call climbs to, is raised once too, however many servers look.
func TestSignsAndCallsOnceForTwoServers(t *testing.T) {
	each(t, func(w *world) {
		var calls []kernel.ID
		for range 4 {
			id, _ := w.report("微格", casework.NewCase{Topic: "dispute"})
			w.act("专职", id, casework.Action{Name: "accept"})
			must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t)
			calls = append(calls, id)
		}
		for _, leap := range []time.Duration{time.Minute, 3 * 24 * time.Hour, 40 * 24 * time.Hour} {
			w.clock.Add(leap)
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					if _, _, err := w.cases.Fire(w.t.Context(), dbtest.County); err != nil {
						w.t.Error(err)
					}
				})
			}
			wg.Wait()
			signs := map[string]int{}
			for _, a := range must(w.cases.Alerts(w.by("县主任"), true))(w.t) {
				signs[a.Sign]++
			}
			if signs["repeat_dispute"] != 1 || leap > 30*24*time.Hour && signs["long_late"] != len(calls) {
				w.t.Fatalf("after %s: %v", leap, signs)
			}
		}
		for _, id := range calls {
			n := map[string]int{}
			for _, r := range w.get(id).Clock.Rungs {
				n[r.ID]++
			}
			if n["silent"] != 1 || n["silent_county"] != 1 {
				w.t.Errorf("%v", n)
			}
		}
	})
}
