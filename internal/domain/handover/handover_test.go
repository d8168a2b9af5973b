package handover_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/handover"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a village whose grid head hands over to another.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	cases    *casework.Service
	duty     *duty.Service
	links    *link.Service
	hand     *handover.Service
	places   map[string]place.Place
	people   map[string]kernel.ID
	accounts map[string]kernel.ID
	posts    map[string]body.Appointment
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := must(pack.Load(packs.FS, "base", "xiangfu"))(t)
		keys := must(crypt.Load(t.TempDir()))(t)
		store := must(files.Local(t.TempDir()))(t)
		w := &world{
			T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, people: map[string]kernel.ID{},
			accounts: map[string]kernel.ID{}, posts: map[string]body.Appointment{},
		}
		s := place.New(d, p)
		w.persons = person.New(d, keys, s)
		w.bodies = body.New(d, p, s, w.persons)
		w.links = link.New(d, p, s, w.persons, w.bodies)
		w.access = access.New(access.Options{DB: d, Pack: p, Place: s, Person: w.persons, Body: w.bodies})
		w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: s, Body: w.bodies})
		w.duty = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: s, Body: w.bodies})
		visits := visit.New(visit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: s, Person: w.persons, Body: w.bodies, Link: w.links, Cases: w.cases})
		w.hand = handover.New(d, s, w.bodies, w.cases, w.duty, w.links, visits)
		w.places["区"] = must(s.CreateCounty(w.sys, "141029", "某区"))(t)
		for _, n := range [][2]string{{"区", "东乡"}, {"区", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}} {
			w.places[n[1]] = must(s.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		for _, o := range [][3]string{
			{"老网格长", "grid_head", "龙村"}, {"新网格长", "duty_cadre", "龙村"}, {"乡主任", "township_centre_director", "东乡"}, {"西乡主任", "township_centre_director", "西乡"},
		} {
			w.officer(o[0], o[1], o[2])
		}
		fn(w)
	})
}

func (w *world) officer(name, post, at string) {
	w.Helper()
	if w.people[name] == 0 {
		w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(w).ID
		w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: w.people[name], Login: "u" + w.people[name].String()}}))(w)[0]
	}
	w.posts[name] = must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: w.people[name], PlaceID: w.places[at].ID, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

// report raises a case in the village and hands it to somebody in person.
func (w *world) report(text string) kernel.ID {
	w.Helper()
	public := kernel.WithActor(w.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County, Name: "public"})
	r := must(w.cases.Report(public, w.places["龙村"].Code, casework.NewCase{Text: text}))(w)
	id := must(w.cases.Follow(public, r.Code))(w).ID
	w.act("乡主任", id, casework.Action{Name: "accept"})
	w.act("乡主任", id, casework.Action{Name: "dispatch", AssigneeID: w.people["老网格长"]})
	return id
}

func (w *world) act(who string, id kernel.ID, a casework.Action) *casework.Detail {
	w.Helper()
	a.Rev = must(w.cases.Get(w.sys, id))(w).Rev
	d, err := w.cases.Act(w.as(who, casework.PermList), id, a)
	if err != nil {
		w.Fatalf("%s %s: %v", who, a.Name, err)
	}
	return d
}

// mine counts what waits for somebody.
func (w *world) mine(who string) int {
	w.Helper()
	list, _, err := w.cases.List(w.as(who, casework.PermList), casework.Filter{Box: casework.BoxMine}, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	return len(list)
}

func kinds(list []handover.Line) map[string]int {
	out := map[string]int{}
	for _, l := range list {
		out[l.Kind]++
	}
	return out
}

func TestAPostChangesHandsWithAllThatLiesInItsWork(t *testing.T) {
	each(t, func(w *world) {
		id := w.report("村口路灯不亮")
		group := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "一街", Kind: "party_group", PlaceID: w.places["龙村"].ID}))(w)
		for _, n := range []string{"老网格长", "新网格长"} {
			must(w.bodies.AddMember(w.sys, group.ID, w.people[n], "", "2026-01-01"))(w)
		}
		house := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["龙村"].ID, From: "2026-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "赵户"}, Relation: person.Head, Registered: true, Lives: true},
		}}))(w)
		must(w.links.Add(w.sys, link.Draft{Kind: "linked_household", PersonID: w.people["老网格长"], HouseholdID: house.ID}))(w)
		today := kernel.DayOf(w.clock.Now())
		must(w.bodies.SetRoster(w.sys, w.places["龙村"].ID, today.Add(5), []kernel.ID{w.posts["老网格长"].ID}))(w)

		n := handover.Draft{AppointmentID: w.posts["老网格长"].ID, IntoID: w.people["新网格长"], Day: today.Add(3), Reason: "换届"}
		_, err := w.hand.Preview(w.as("西乡主任", handover.PermHand), n)
		w.refused(err, "not_found")
		p := must(w.hand.Preview(w.as("乡主任", handover.PermHand), n))(w)
		if got := kinds(p.Goes); got[handover.KindCase] != 1 || got[handover.KindLink] != 1 || got[handover.KindTurn] != 1 || len(p.Stays) != 0 || !p.Last {
			t.Fatalf("%+v", p)
		}
		if w.mine("老网格长") != 1 || w.mine("新网格长") != 0 {
			t.Fatal("a preview changes nothing")
		}
		h := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w)
		if h.Done != "" || must(w.hand.CarryDue(w.sys))(w) != 0 {
			t.Fatalf("its day has not come: %+v", h)
		}
		w.clock.Add(72 * time.Hour)
		if must(w.hand.CarryDue(w.sys))(w) != 1 || must(w.hand.CarryDue(w.sys))(w) != 0 {
			t.Fatal("it goes over once")
		}
		list, _, err := w.hand.List(w.as("乡主任", handover.PermHand), 0, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Done == "" || list[0].Cases != 1 || list[0].Links != 1 || list[0].Turns != 1 || list[0].Stayed != 0 {
			t.Fatalf("%+v %v", list, err)
		}
		if w.mine("新网格长") != 1 || must(w.cases.Get(w.sys, id))(w).Assignee.Name != "新网格长" {
			t.Error("the case must be the successor's")
		}
		days := must(w.bodies.Roster(w.sys, w.places["龙村"].ID, today.Add(5), 1))(w)
		if len(days[0].Holders) != 1 || days[0].Holders[0].PersonName != "新网格长" {
			t.Errorf("%+v", days)
		}
		_, err = w.access.Resolve(w.Context(), dbtest.County, w.accounts["老网格长"])
		w.refused(err, "account_closed")
		if n := must(w.access.CloseIdle(w.sys))(w); n != 1 {
			t.Errorf("the account closes with the last post: %d", n)
		}
		_, err = w.hand.HandOver(w.as("乡主任", handover.PermHand), n)
		w.refused(err, "handed_already")
	})
}

func TestAPlannedHandoverIsCalledOff(t *testing.T) {
	each(t, func(w *world) {
		today := kernel.DayOf(w.clock.Now())
		n := handover.Draft{AppointmentID: w.posts["老网格长"].ID, IntoID: w.people["新网格长"], Day: today.Add(3), Reason: "换届"}
		h := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w)
		_, err := w.hand.Cancel(w.as("西乡主任", handover.PermHand), h.ID, h.Rev, "不调了")
		w.refused(err, "not_found")
		_, err = w.hand.Cancel(w.as("乡主任", handover.PermHand), h.ID, h.Rev+1, "不调了")
		w.refused(err, "changed_meanwhile")
		off := must(w.hand.Cancel(w.as("乡主任", handover.PermHand), h.ID, h.Rev, "不调了"))(w)
		if h.State != handover.Planned || off.State != handover.Cancelled || off.Done != today {
			t.Fatalf("%+v %+v", h, off)
		}
		_, err = w.hand.Cancel(w.as("乡主任", handover.PermHand), h.ID, off.Rev, "不调了")
		w.refused(err, "handover_settled")
		again := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w) // it may be planned anew
		w.clock.Add(72 * time.Hour)
		if must(w.hand.CarryDue(w.sys))(w) != 1 {
			t.Fatal("what was called off does not happen, the new one does")
		}
		list, _, err := w.hand.List(w.as("乡主任", handover.PermHand), 0, kernel.Page{})
		if err != nil || len(list) != 2 || list[0].ID != again.ID || list[0].State != handover.Carried || list[1].State != handover.Cancelled {
			t.Fatalf("%+v %v", list, err)
		}
	})
}

func TestWhatCannotGoStaysWithThePerson(t *testing.T) {
	each(t, func(w *world) {
		w.officer("老网格长", "duty_cadre", "寨村")
		group := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "一街", Kind: "party_group", PlaceID: w.places["龙村"].ID}))(w)
		must(w.bodies.AddMember(w.sys, group.ID, w.people["老网格长"], "", "2026-01-01"))(w)
		house := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["龙村"].ID, From: "2026-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "赵户"}, Relation: person.Head, Registered: true, Lives: true},
		}}))(w)
		must(w.links.Add(w.sys, link.Draft{Kind: "linked_household", PersonID: w.people["老网格长"], HouseholdID: house.ID}))(w)
		held := must(w.bodies.PersonDetail(w.sys, w.people["老网格长"]))(w).Appointments
		n := handover.Draft{AppointmentID: held[0].ID, IntoID: w.people["新网格长"], Reason: "分工调整"}
		if held[0].Post != "grid_head" {
			n.AppointmentID = held[1].ID
		}
		p := must(w.hand.Preview(w.sys, n))(w)
		if got := kinds(p.Stays); got[handover.KindLink] != 1 || got[handover.KindPost] != 1 || p.Last || p.Stays[0].Why != handover.WhyGroup {
			t.Fatalf("%+v", p)
		}
		if h := must(w.hand.HandOver(w.sys, n))(w); h.Done == "" || h.Stayed != 1 {
			t.Fatalf("%+v", h)
		}
		if _, err := w.access.Resolve(w.Context(), dbtest.County, w.accounts["老网格长"]); err != nil {
			t.Error("who holds another post keeps the account", err)
		}
	})
}

func TestWhoActsSeesTheWorkAndTheJournalNamesBoth(t *testing.T) {
	each(t, func(w *world) {
		id := w.report("井盖破了")
		if w.mine("新网格长") != 0 {
			t.Fatal("it is not theirs yet")
		}
		today := kernel.DayOf(w.clock.Now())
		must(w.bodies.ActFor(w.sys, w.posts["老网格长"].ID, body.NewActing{PersonID: w.people["新网格长"], To: today.Add(5), Reason: "住院"}))(w)
		if w.mine("新网格长") != 1 || w.mine("老网格长") != 1 {
			t.Fatal("both see the work")
		}
		w.act("新网格长", id, casework.Action{Name: "claim"})
		var names []string
		err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
			events, err := tx.Timeline("case", id)
			for _, e := range events {
				names = append(names, e.Actor)
			}
			return err
		})
		if err != nil || names[len(names)-1] != "新网格长（代老网格长）" && names[0] != "新网格长（代老网格长）" {
			t.Fatalf("%v %v", names, err)
		}
		w.clock.Add(6 * 24 * time.Hour)
		if w.mine("新网格长") > 1 {
			t.Error("it ends by itself")
		}
	})
}
