package merit_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a district of one township with two villages; officers who record, score, check and run; households in each group.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	pack     *pack.Pack
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	merit    *merit.Service
	places   map[string]place.Place
	accounts map[string]kernel.ID
	people   map[string]kernel.ID
	houses   map[string]kernel.ID
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
	w := &world{
		T: t, d: d, clock: c, sys: dbtest.System(t), pack: p,
		places: map[string]place.Place{}, accounts: map[string]kernel.ID{}, people: map[string]kernel.ID{}, houses: map[string]kernel.ID{},
	}
	keys := must(crypt.Load(t.TempDir()))(t)
	places := place.New(d, p)
	w.persons = person.New(d, keys, places)
	w.bodies = body.New(d, p, places, w.persons)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: places, Person: w.persons, Body: w.bodies})
	w.merit = merit.New(merit.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Place: places, Person: w.persons, Body: w.bodies})
	w.places["县"] = must(places.CreateCounty(w.sys, "141029", "某区"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"龙村", "一组"}, {"龙村", "二组"}, {"寨村", "寨一组"}} {
		w.places[n[1]] = must(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, at := range []string{"一组", "二组", "寨一组"} {
		for _, n := range []string{"甲", "乙"} {
			w.house(at, at+n, 3)
		}
	}
	for _, o := range [][3]string{
		{"书记", "village_secretary", "龙村"},
		{"主任", "village_director", "龙村"},
		{"干部", "village_cadre", "龙村"},
		{"第一书记", "first_secretary", "龙村"},
		{"一组长", "group_leader", "一组"},
		{"寨书记", "village_secretary", "寨村"},
		{"乡主任", "township_centre_director", "东乡"},
		{"乡干事", "township_centre_clerk", "东乡"},
	} {
		w.officer(o[0], o[1], o[2])
	}
	return w
}

// house enters a household of so many people.
func (w *world) house(at, head string, people int) {
	w.Helper()
	members := []person.NewMember{{Person: &person.Draft{Name: head}, Relation: person.Head, Registered: true, Lives: true}}
	for i := 1; i < people; i++ {
		members = append(members, person.NewMember{Person: &person.Draft{Name: head + []string{"", "妻", "子"}[i]}, Relation: "20", Registered: true, Lives: true})
	}
	h := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-01-01", Members: members}))(w)
	w.houses[head] = h.ID
	for _, m := range h.MemberList {
		w.people[m.Person.Name] = m.Person.ID
	}
}

func (w *world) officer(name, post, at string) {
	w.Helper()
	if w.people[name] == 0 {
		w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(w).ID
	}
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: w.people[name], Login: "u" + w.people[name].String()}}))(w)[0]
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: w.people[name], PlaceID: w.places[at].ID, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) refused(err error, code string) map[string]string {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
	return ke.Args
}

var items = []merit.Item{{ID: "public_work", Points: 10}, {ID: "help_neighbour", Points: 20}, {ID: "own_1", Name: "清理水渠", Points: 15}}

// adopted is the first list of 龙村, with a pool of so many fen.
func (w *world) adopted(fen int64) *merit.List {
	w.Helper()
	l := must(w.merit.Adopt(w.as("书记", merit.PermRun), merit.NewList{PlaceID: w.places["龙村"].ID, From: "2026-11-01", Basis: "11月1日村民代表会议", Items: items}))(w)
	if fen > 0 {
		must(w.merit.Fund(w.as("书记", merit.PermRun), l.PoolID, merit.NewFund{Fen: fen, Source: "村集体收益"}))(w)
	}
	return l
}

func (w *world) record(house, item string) *merit.Deed {
	w.Helper()
	return must(w.merit.Record(w.as("书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.houses[house], Item: item, Day: "2026-11-12"}))(w)
}

func (w *world) rate(who string, deed kernel.ID, points int64) (*merit.DeedDetail, error) {
	return w.merit.Rate(w.as(who, merit.PermRate), deed, merit.NewScore{Points: points})
}

// rated is a deed that the three have scored with its points.
func (w *world) rated(house, item string, points int64) kernel.ID {
	w.Helper()
	d := w.record(house, item)
	for _, who := range []string{"主任", "干部", "第一书记"} {
		must(w.rate(who, d.ID, points))(w)
	}
	return d.ID
}

func (w *world) gather() *merit.Round {
	w.Helper()
	return must(w.merit.Gather(w.as("书记", merit.PermRun), merit.NewRound{PlaceID: w.places["龙村"].ID, Period: "2026-11"}))(w)
}

// posted is a round of which all that was drawn is looked at and agreed to.
func (w *world) posted() *merit.Round {
	w.Helper()
	r := w.gather()
	deeds, _, err := w.merit.List(w.as("乡主任", merit.PermCheck), merit.DeedFilter{Round: r.ID}, kernel.Page{})
	must(deeds, err)(w)
	for _, d := range deeds {
		if d.Drawn {
			must(w.merit.Check(w.as("乡主任", merit.PermCheck), d.ID, merit.NewCheck{Agrees: true}))(w)
		}
	}
	r = must(w.merit.Round(w.as("书记", merit.PermRun), r.ID))(w)
	return must(w.merit.Post(w.as("书记", merit.PermRun), r.ID, r.Rev))(w)
}

// given is a posted round whose points are given, once objections are over.
func (w *world) given() {
	w.Helper()
	r := w.posted()
	w.clock.Set(r.ObjectTo.Add(1).Time().Add(9 * time.Hour))
	must(w.merit.Issue(w.as("乡主任", merit.PermRun), r.ID, r.Rev))(w)
}

// has is what a household has.
func (w *world) has(pool kernel.ID, house string) int64 {
	w.Helper()
	list, _, err := w.merit.Accounts(w.sys, pool, kernel.Page{Limit: 200})
	must(list, err)(w)
	for _, a := range list {
		if a.House.ID == w.houses[house] {
			return a.Points
		}
	}
	return 0
}

// sound checks the book of a pool, and that what points stand for is set aside to the fen.
func (w *world) sound(pool kernel.ID) merit.Pool {
	w.Helper()
	p := must(w.merit.Get(w.sys, pool))(w)
	if p.Promised != p.Outstanding*p.Rate || p.Promised+p.Stock+p.Used+p.Free != p.Funds || p.Free < 0 {
		w.Fatalf("%+v", p)
	}
	must(0, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		b, err := ledger.BookOf(tx, "merit", "village", p.Place.ID)
		if err != nil {
			return err
		}
		bad, err := ledger.Check(tx, b.ID)
		if len(bad) > 0 {
			w.Fatal(bad)
		}
		return err
	}))(w)
	return *p
}

// picture is a photo of something.
func picture(t testing.TB, shade uint8) files.Upload {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return files.Upload{Name: "IMG.JPG", Data: b.Bytes()}
}
