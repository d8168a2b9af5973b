package indicator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// office makes a department of the county with somebody who heads it.
func (w *world) office(name string) kernel.ID {
	w.Helper()
	unit := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: name, Kind: "county_department", PlaceID: w.places["县"].ID}))(w).ID
	head := must(w.persons.Create(w.sys, person.Draft{Name: name + "长", PlaceID: w.places["县"].ID}))(w).ID
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "department_head", PersonID: head, BodyID: unit, From: kernel.DayOf(w.clock.Now())}))(w)
	return unit
}

// dispatched is a case of a village that a department has.
func (w *world) dispatched(at string, unit kernel.ID) {
	w.Helper()
	id := w.report(at)
	all := kernel.Grant{Perms: []string{casework.PermList, "casework.accept", "casework.dispatch"}, Arm: kernel.Arm{Level: kernel.LevelCounty, PlaceID: w.places["县"].ID}}
	who := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: w.places["县"].ID, PersonID: 1, Name: "县", Grants: []kernel.Grant{all}}
	ctx := kernel.WithActor(w.Context(), who.For(casework.PermList))
	for _, a := range []casework.Action{{Name: "accept"}, {Name: "dispatch", BodyID: unit}} {
		a.Rev = must(w.cases.Get(ctx, id))(w).Rev
		must(w.cases.Act(ctx, id, a))(w)
	}
}

func (w *world) value(ctx context.Context, id string, a indicator.Ask) string {
	w.Helper()
	return must(w.rooms.Get(ctx, id, a))(w).Value
}

// TestFiguresOfABody: what a unit has counts for it, and no more; who neither has the place nor belongs to it does not find it.
func TestFiguresOfABody(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		road := w.office("交通局")
		farm := w.office("农业局")
		w.dispatched("龙村", road)
		w.dispatched("湾村", road)
		w.dispatched("川村", farm)
		w.report("寨村")
		for unit, want := range map[kernel.ID]string{road: "2", farm: "1"} {
			if got := w.value(w.sys, "case_left", indicator.Ask{Body: unit}); got != want {
				t.Errorf("open cases of a unit: %s, not %s", got, want)
			}
		}
		if got := w.value(w.sys, "case_left", indicator.Ask{}); got != "4" {
			t.Errorf("of the county: %s", got)
		}
		b := must(w.rooms.Board(w.sys, indicator.Ask{Body: road}))(w)
		if b.Subject.Kind != indicator.OfBody || b.Subject.Name != "交通局" || len(b.Items) < 4 {
			t.Errorf("the board: %+v, %d figures", b.Subject, len(b.Items))
		}
		for _, c := range b.Items {
			if c.ID == "visit_coverage" || c.ID == "case_came" {
				t.Errorf("%s is not counted by unit", c.ID)
			}
		}
		parts := must(w.rooms.Get(w.sys, "case_left", indicator.Ask{Body: road}))(w).Parts
		if parts[0].Query["unit"] != road.String() {
			t.Errorf("the records behind it: %+v", parts[0])
		}
		list, _, err := w.cases.List(w.sys, casework.Filter{Box: casework.BoxAll, Unit: road}, kernel.Page{})
		if err != nil || len(list) != 2 {
			t.Errorf("%d records behind it: %v", len(list), err)
		}
		if _, err := w.rooms.Board(w.officer("东乡"), indicator.Ask{Body: road}); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a township reads a department of the county: %v", err)
		}
		g := kernel.Grant{Perms: []string{indicator.PermList}, Arm: kernel.Arm{BodyID: road}}
		own := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: w.places["县"].ID, PersonID: 9, AccountID: 9, Name: "交通", Grants: []kernel.Grant{g}}
		if got := w.value(kernel.WithActor(w.Context(), own.For(indicator.PermList)), "case_left", indicator.Ask{Body: road}); got != "2" {
			t.Errorf("the unit reads its own: %s", got)
		}
		kept := must(w.rooms.Freeze(w.sys, "case_left", indicator.NewFreeze{BodyID: road, Period: "month"}))(w)
		if of := kept.Of; kept.Value != "2" || !kept.Same || of == nil || of.Kind != indicator.OfBody || of.Name != "交通局" || of.ID != road {
			t.Errorf("kept: %+v of %+v", kept.Frozen, kept.Of)
		}
		if f := must(w.rooms.Get(kernel.WithActor(w.Context(), own.For(indicator.PermList)), "case_left", indicator.Ask{Body: road}))(w).Frozen; len(f) != 1 || f[0].No != kept.No {
			t.Errorf("the unit finds what was kept of it: %+v", f)
		}
		if f := must(w.rooms.Get(w.sys, "case_left", indicator.Ask{}))(w).Frozen; len(f) != 0 {
			t.Errorf("of the county nothing was kept: %+v", f)
		}
		_, err = w.rooms.Basis(w.officer("东乡"), kept.No)
		refused(t, err, "not_found")
		if b := must(w.rooms.Board(kernel.WithActor(w.Context(), own.For(indicator.PermList)), indicator.Ask{}))(w); b.Subject.ID != road {
			t.Errorf("who asks for nothing reads of %+v", b.Subject)
		}
	})
}

// TestFiguresOfWhoHoldsAPost: those of its place, from the day the post was taken on; periods before are nobody's.
func TestFiguresOfWhoHoldsAPost(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		w.report("龙村")
		w.clock.Add(35 * 24 * time.Hour)
		from := kernel.DayOf(w.clock.Now())
		who := must(w.persons.Create(w.sys, person.Draft{Name: "钱支书", PlaceID: w.places["龙村"].ID}))(w)
		post := must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "village_secretary", PersonID: who.ID, PlaceID: w.places["龙村"].ID, From: from}))(w)
		w.report("龙村")
		w.report("龙村")
		w.report("寨村")
		w.clock.Add(24 * time.Hour)
		w.report("龙村")
		f := must(w.rooms.Get(w.sys, "case_came", indicator.Ask{Post: post.ID}))(w)
		if f.Value != "3" || f.Subject.Kind != indicator.OfPost || f.Subject.From != from || len(f.Below) != 0 {
			t.Errorf("since the post was taken on: %+v %+v", f.Figure, f.Subject)
		}
		for _, p := range f.Series {
			if p.To < from && (p.Value != "" || p.Why != indicator.WhyPast) {
				t.Errorf("a period before the post has %+v", p)
			}
		}
		if got := f.Parts[0].Query["came_from"]; got < string(from) {
			t.Errorf("the records behind it begin on %s", got)
		}
		if _, err := w.rooms.Board(w.officer("西乡"), indicator.Ask{Post: post.ID}); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("another township reads it: %v", err)
		}
		must(w.rooms.Board(w.officer("东乡"), indicator.Ask{Post: post.ID}))(w)
		kept := must(w.rooms.Freeze(w.officer("东乡"), "case_came", indicator.NewFreeze{PostID: post.ID, Period: "year"}))(w)
		if of := kept.Of; kept.Value != "3" || !kept.Same || of == nil || of.Kind != indicator.OfPost || of.From != from || kept.Place != "龙村" || strings.Contains(fmt.Sprintf("%+v %+v", kept.Basis, *of), "钱支书") {
			t.Errorf("kept: %+v of %+v", kept.Frozen, kept.Of)
		}
	})
}
