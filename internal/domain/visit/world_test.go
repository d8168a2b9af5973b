package visit_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a county of two townships; 东乡 has two villages with two groups each.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	place    *place.Service
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	cases    *casework.Service
	duty     *duty.Service
	links    *link.Service
	facts    *fact.Service
	visits   *visit.Service
	places   map[string]place.Place
	people   map[string]kernel.ID
	accounts map[string]kernel.ID
	houses   map[string]kernel.ID
	nth      int
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

func each(t *testing.T, county string, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c, county)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock, county string) *world {
	p := must(pack.Load(packs.FS, "base", county))(t)
	if err := jobs.Ready(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	keys, store := must(crypt.Load(t.TempDir()))(t), must(files.Local(t.TempDir()))(t)
	w := &world{
		T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, people: map[string]kernel.ID{},
		accounts: map[string]kernel.ID{}, houses: map[string]kernel.ID{},
	}
	w.place = place.New(d, p)
	w.persons = person.New(d, keys, w.place)
	w.bodies = body.New(d, p, w.place, w.persons)
	w.facts = fact.New(d, p, keys, w.place, w.persons)
	w.links = link.New(d, p, w.place, w.persons, w.bodies)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.persons, Body: w.bodies})
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: w.place, Body: w.bodies, Person: w.persons})
	w.duty = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: w.place, Body: w.bodies})
	w.visits = visit.New(visit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: w.place, Person: w.persons, Body: w.bodies, Link: w.links, Cases: w.cases})
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
	for _, n := range [][2]string{
		{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}, {"龙村", "龙一组"}, {"龙村", "龙二组"}, {"寨村", "寨一组"}, {"湾村", "湾一组"},
	} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	return w
}

// officer gives somebody a post at a place from the beginning of the year.
func (w *world) officer(name, post, at string) {
	w.Helper()
	if w.people[name] == 0 {
		w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(w).ID
		w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: w.people[name], Login: "u" + w.people[name].String()}}))(w)[0]
	}
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: w.people[name], PlaceID: w.places[at].ID, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) public() context.Context {
	return kernel.WithActor(w.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County, Name: "public"})
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

// house is a household at a place, by the name of its head.
func (w *world) house(head, at string) kernel.ID {
	w.Helper()
	h := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-01-01", Members: []person.NewMember{
		{Person: &person.Draft{Name: head}, Relation: person.Head, Registered: true, Lives: true},
	}}))(w)
	w.houses[head] = h.ID
	w.people[head] = h.HeadID
	return h.ID
}

// homes are n households at a place.
func (w *world) homes(n int, at string) {
	w.Helper()
	for range n {
		w.nth++
		w.house("户"+strconv.Itoa(w.nth), at)
	}
}

func (w *world) campaign(plan, at string) *visit.Campaign {
	w.Helper()
	return must(w.visits.Make(w.as("主任", visit.PermPlan), visit.NewCampaign{Plan: plan, PlaceID: w.places[at].ID}))(w)
}

// next are the households that somebody is to visit, by the names of their heads.
func (w *world) next(who string) []visit.Task {
	w.Helper()
	list, _, err := w.visits.Next(w.as(who, visit.PermRecord), kernel.Page{Limit: 200})
	if err != nil {
		w.Fatal(err)
	}
	return list
}

// met is a visit at which somebody was at home.
func (w *world) met(who, typ string, house kernel.ID, change func(*visit.NewVisit)) *visit.Detail {
	w.Helper()
	n := visit.NewVisit{Type: typ, HouseholdID: house, Result: visit.Met}
	if change != nil {
		change(&n)
	}
	return must(w.visits.Record(w.as(who, visit.PermRecord), n))(w)
}

func (w *world) cover(id kernel.ID, at string) visit.Cover {
	w.Helper()
	w.sound()
	return must(w.visits.Coverage(w.sys, id, w.places[at].ID))(w).Cover
}

// sound tells that the counters agree with the records.
func (w *world) sound() {
	w.Helper()
	if diff := must(w.visits.Recount(w.Context(), dbtest.County))(w); len(diff) > 0 {
		w.Fatalf("the counters part from the records: %+v", diff)
	}
}
