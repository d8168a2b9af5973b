package casework_test

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// few bounds how many counties are built, unless the command line asks for more.
func few(t *testing.T, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	was := f.Value.String()
	if was != f.DefValue {
		return
	}
	if err := flag.Set(f.Name, strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(f.Name, was) })
}

// structure is the whole grid on a day as text: each place with the one above it, its name, its holders and its children.
func (w *world) structure(on kernel.Day) string {
	w.t.Helper()
	var b strings.Builder
	var walk func(id kernel.ID, depth int)
	walk = func(id kernel.ID, depth int) {
		d := must(w.body.PlaceDetail(dbtest.System(w.t), id, on))(w.t)
		fmt.Fprintf(&b, "%s%s %s [%s]\n", strings.Repeat(" ", depth), d.Code, d.Name, holdersOf(d))
		list, _, err := w.body.Places(dbtest.System(w.t), id, on, kernel.Page{Limit: kernel.MaxLimit})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, p := range list {
			walk(p.ID, depth+1)
		}
	}
	walk(dbtest.County, 0)
	return b.String()
}

// standing are the open places below the county on the day.
func (w *world) standing() []place.Place {
	w.t.Helper()
	var out []place.Place
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		list, err := w.place.Under(tx, place.Place{Level: kernel.LevelCounty})
		out = slices.DeleteFunc(list, func(p place.Place) bool { return !p.Open(tx.Today()) || p.Level == kernel.LevelCounty })
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// draw makes a change that may or may not be possible.
func draw(r *rapid.T, all []place.Place, n int) place.Act {
	pick := func(what string) place.Place { return rapid.SampledFrom(all).Draw(r, what) }
	p := pick("place")
	a := place.Act{PlaceID: p.ID, Kind: rapid.SampledFrom([]string{place.ActRename, place.ActMove, place.ActMerge, place.ActSplit, place.ActClose}).Draw(r, "kind"), Reason: "试"}
	switch a.Kind {
	case place.ActRename:
		a.Name = fmt.Sprintf("新名%d", n)
	case place.ActMove:
		a.ParentID = pick("parent").ID
	case place.ActMerge:
		var beside []place.Place
		for _, o := range all {
			if o.Level == p.Level && o.ID != p.ID {
				beside = append(beside, o)
			}
		}
		if len(beside) == 0 {
			return a
		}
		a.With = []kernel.ID{rapid.SampledFrom(beside).Draw(r, "with").ID}
		if rapid.Bool().Draw(r, "into a new one") {
			a.PlaceID, a.With, a.ParentID, a.Name = 0, append(a.With, p.ID), p.ParentID, fmt.Sprintf("合名%d", n)
		}
	case place.ActSplit:
		part := place.SplitPart{Name: fmt.Sprintf("分名%d", n)}
		for _, k := range all {
			if k.ParentID == p.ID && rapid.Bool().Draw(r, "goes") {
				part.Children = append(part.Children, k.ID)
			}
		}
		a.Parts, a.Heir = []place.SplitPart{part}, rapid.IntRange(0, 1).Draw(r, "heir")
	case place.ActClose:
		a.HeirID = pick("heir").ID
	}
	return a
}

// Whatever changes in whatever order: open rows lie where their place lies, the counters agree, every past day looks as it
// did on that day, the figures of past days stay, and nobody sees a case outside their places and those that went into them.
func TestAnyChangesKeepThePast(t *testing.T) {
	few(t, 6)
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				clock := dbtest.NewClock()
				w := newWorld(t, dbtest.Open(t, engine, clock), clock)
				was := map[kernel.Day]string{}
				figures := map[kernel.ID]casework.Figures{}
				done, days := 0, rapid.IntRange(2, 5).Draw(r, "days")
				for n := range days {
					all := w.standing()
					at := rapid.SampledFrom(all).Draw(r, "case at")
					id := must(w.cases.Create(dbtest.System(t), casework.NewCase{PlaceID: at.ID, Text: fmt.Sprintf("第 %d 件事情要办", n), Topic: "road"}))(t).ID
					if rapid.Bool().Draw(r, "closed") {
						w.rejected(id)
					}
					today := kernel.DayOf(clock.Now())
					was[today] = w.structure("")
					for _, p := range all {
						figures[p.ID] = must(w.cases.Figures(dbtest.System(t), p.ID, ""))(t)
					}
					w.toDay(today.Add(1))
					a := draw(r, all, n)
					a.Day = today.Add(1)
					if _, err := w.place.Act(dbtest.System(t), a); err == nil {
						done++
					} else if k := kernel.KindOf(err); k != kernel.KindInvalid && k != kernel.KindConflict {
						r.Fatalf("%+v: %v", a, err)
					}
					w.sound()
					for day, text := range was {
						if got := w.structure(day); got != text {
							r.Fatalf("after %+v the %s looks like\n%s\nand not like\n%s", a, day, got, text)
						}
					}
					for id, f := range figures {
						if got := must(w.cases.Figures(dbtest.System(t), id, today))(t); got.Reported != f.Reported || got.Closed != f.Closed {
							r.Fatalf("after %+v the figures of %d are %+v, were %+v", a, id, got, f)
						}
					}
					w.nobodySeesMore(r)
				}
				r.Logf("%d of %d changes were possible", done, days)
				if t.Failed() {
					r.Fatal("unsound")
				}
			})
		})
	}
}

// rejected closes a case by somebody who may do so anywhere.
func (w *world) rejected(id kernel.ID) {
	w.t.Helper()
	all := kernel.Grant{
		Perms: []string{casework.PermList, "casework.accept"}, Arm: kernel.Arm{Level: kernel.LevelCounty, PlaceID: dbtest.County},
	}
	who := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 1, Name: "县", Grants: []kernel.Grant{all}}
	ctx := kernel.WithActor(w.t.Context(), who.For(casework.PermList))
	must(w.cases.Act(ctx, id, casework.Action{Name: "reject", Reason: "不属实", Rev: w.get(id).Rev}))(w.t)
}

// nobodySeesMore: an open case is seen by those only whose place today covers the place of the case.
func (w *world) nobodySeesMore(r *rapid.T) {
	w.t.Helper()
	for name := range w.account {
		actor, err := w.access.Resolve(w.t.Context(), dbtest.County, w.account[name])
		if err != nil {
			continue
		}
		held := actor.For(casework.PermList)
		items, _, err := w.cases.List(kernel.WithActor(w.t.Context(), held), casework.Filter{Box: casework.BoxUnit}, kernel.Page{})
		if err != nil {
			r.Fatal(err)
		}
		err = w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
			for _, c := range items {
				p, err := w.place.Load(tx, c.Place.ID)
				if err != nil {
					return err
				}
				covered := slices.ContainsFunc(held.Arms, func(a kernel.Arm) bool {
					at, err := w.place.Load(tx, a.PlaceID)
					return a.BodyID != 0 || err == nil && at.Open(tx.Today()) && a.Covers(p.Stamp, dbtest.County)
				})
				if !covered {
					r.Fatalf("%s sees the open case at %s", name, p.Name)
				}
			}
			return nil
		})
		if err != nil {
			r.Fatal(err)
		}
	}
}
