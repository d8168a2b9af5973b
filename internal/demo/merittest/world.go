// Package merittest is the small county in which the tests of households' points and of their shop play: it is made through the
// services, as a demo is.
package merittest

import (
	"context"
	"errors"
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
	"touyan/internal/platform/files"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// World is a district of one township with two villages; officers who record, score, check and run; households in each group.
type World struct {
	*testing.T
	DB       *db.DB
	Sys      context.Context
	Clock    Clock
	Pack     *pack.Pack
	Persons  *person.Service
	Bodies   *body.Service
	Access   *access.Service
	Merit    *merit.Service
	Place    *place.Service
	Keys     *crypt.Keys
	Places   map[string]place.Place
	Accounts map[string]kernel.ID
	People   map[string]kernel.ID
	Houses   map[string]kernel.ID
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

// Clock is a clock that a test moves.
type Clock interface {
	Now() time.Time
	Set(at time.Time)
	Add(by time.Duration)
}

// New makes the world in an empty database, under the rules of a county; sys is the program itself there.
func New(sys context.Context, t *testing.T, d *db.DB, c Clock, county string) *World {
	t.Helper()
	p, keys := must(pack.Load(packs.FS, "base", county))(t), must(crypt.Load(t.TempDir()))(t)
	places := place.New(d, p)
	w := &World{
		T: t, DB: d, Clock: c, Sys: sys, Pack: p,
		Keys: keys, Place: places,
		Places: map[string]place.Place{}, Accounts: map[string]kernel.ID{}, People: map[string]kernel.ID{}, Houses: map[string]kernel.ID{},
	}
	w.Persons = person.New(d, keys, places)
	w.Bodies = body.New(d, p, places, w.Persons)
	w.Access = access.New(access.Options{DB: d, Pack: p, Place: places, Person: w.Persons, Body: w.Bodies})
	w.Merit = merit.New(merit.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Place: places, Person: w.Persons, Body: w.Bodies})
	w.Places["县"] = must(places.CreateCounty(w.Sys, "141029", "某区"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"龙村", "一组"}, {"龙村", "二组"}, {"寨村", "寨一组"}} {
		w.Places[n[1]] = must(places.Create(w.Sys, place.Draft{ParentID: w.Places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, at := range []string{"一组", "二组", "寨一组"} {
		for _, n := range []string{"甲", "乙"} {
			w.House(at, at+n, 3)
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
		w.Officer(o[0], o[1], o[2])
	}
	return w
}

// House enters a household of so many people.
func (w *World) House(at, head string, people int) {
	w.Helper()
	members := []person.NewMember{{Person: &person.Draft{Name: head}, Relation: person.Head, Registered: true, Lives: true}}
	for i := 1; i < people; i++ {
		members = append(members, person.NewMember{Person: &person.Draft{Name: head + []string{"", "妻", "子"}[i]}, Relation: "20", Registered: true, Lives: true})
	}
	h := must(w.Persons.CreateHousehold(w.Sys, person.NewHousehold{PlaceID: w.Places[at].ID, From: "2026-01-01", Members: members}))(w)
	w.Houses[head] = h.ID
	for _, m := range h.MemberList {
		w.People[m.Person.Name] = m.Person.ID
	}
}

// Officer gives somebody an account and a post.
func (w *World) Officer(name, post, at string) {
	w.Helper()
	if w.People[name] == 0 {
		w.People[name] = must(w.Persons.Create(w.Sys, person.Draft{Name: name, PlaceID: w.Places[at].ID}))(w).ID
	}
	w.Accounts[name] = must(w.Access.Enroll(w.Sys, []access.NewAccount{{PersonID: w.People[name], Login: "u" + w.People[name].String()}}))(w)[0]
	must(w.Bodies.Appoint(w.Sys, body.NewAppointment{Post: post, PersonID: w.People[name], PlaceID: w.Places[at].ID, From: "2026-01-01"}))(w)
}

// As is what the door to HTTP hands to an operation that asks for the permission.
func (w *World) As(name, perm string) context.Context {
	w.Helper()
	a := must(w.Access.Resolve(w.Context(), kernel.ActorOf(w.Sys).CountyID, w.Accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

// Refused wants an error of a code and gives what it tells.
func (w *World) Refused(err error, code string) map[string]string {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
	return ke.Args
}

// Items are those of the first list.
var Items = []merit.Item{{ID: "public_work", Points: 10}, {ID: "help_neighbour", Points: 20}, {ID: "own_1", Name: "清理水渠", Points: 15}}

// Adopted is the first list of 龙村, with a pool of so many fen.
func (w *World) Adopted(fen int64) *merit.List {
	w.Helper()
	l := must(w.Merit.Adopt(w.As("书记", merit.PermRun), merit.NewList{PlaceID: w.Places["龙村"].ID, From: "2026-11-01", Basis: "11月1日村民代表会议", Items: Items}))(w)
	if fen > 0 {
		must(w.Merit.Fund(w.As("书记", merit.PermRun), l.PoolID, merit.NewFund{Fen: fen, Source: "村集体收益"}))(w)
	}
	return l
}

// Record writes a deed down.
func (w *World) Record(house, item string) *merit.Deed {
	w.Helper()
	return must(w.Merit.Record(w.As("书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.Houses[house], Item: item, Day: "2026-11-12"}))(w)
}

// Rate says what a deed is worth to somebody.
func (w *World) Rate(who string, deed kernel.ID, points int64) (*merit.DeedDetail, error) {
	return w.Merit.Rate(w.As(who, merit.PermRate), deed, merit.NewScore{Points: points})
}

// Rated is a deed that the three have scored with its points.
func (w *World) Rated(house, item string, points int64) kernel.ID {
	w.Helper()
	d := w.Record(house, item)
	for _, who := range []string{"主任", "干部", "第一书记"} {
		must(w.Rate(who, d.ID, points))(w)
	}
	return d.ID
}

// Gather opens the round of the month.
func (w *World) Gather() *merit.Round {
	w.Helper()
	return must(w.Merit.Gather(w.As("书记", merit.PermRun), merit.NewRound{PlaceID: w.Places["龙村"].ID, Period: "2026-11"}))(w)
}

// Posted is a round of which all that was drawn is looked at and agreed to.
func (w *World) Posted() *merit.Round {
	w.Helper()
	r := w.Gather()
	deeds, _, err := w.Merit.List(w.As("乡主任", merit.PermCheck), merit.DeedFilter{Round: r.ID}, kernel.Page{})
	must(deeds, err)(w)
	for _, d := range deeds {
		if d.Drawn {
			must(w.Merit.Check(w.As("乡主任", merit.PermCheck), d.ID, merit.NewCheck{Agrees: true}))(w)
		}
	}
	r = must(w.Merit.Round(w.As("书记", merit.PermRun), r.ID))(w)
	return must(w.Merit.Post(w.As("书记", merit.PermRun), r.ID, r.Rev))(w)
}

// Given is a posted round whose points are given, once objections are over.
func (w *World) Given() *merit.Round {
	w.Helper()
	r := w.Posted()
	w.Clock.Set(r.ObjectTo.Add(1).Time().Add(9 * time.Hour))
	return must(w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev))(w)
}

// Has is what a household has.
func (w *World) Has(pool kernel.ID, house string) int64 {
	w.Helper()
	list, _, err := w.Merit.Accounts(w.Sys, pool, kernel.Page{Limit: 200})
	must(list, err)(w)
	for _, a := range list {
		if a.House.ID == w.Houses[house] {
			return a.Points
		}
	}
	return 0
}

// Sound checks the book of a pool, and that what points stand for is set aside to the fen.
func (w *World) Sound(pool kernel.ID) merit.Pool {
	w.Helper()
	p := must(w.Merit.Get(w.Sys, pool))(w)
	if p.Promised != p.Outstanding*p.Rate || p.Promised+p.Stock+p.Used+p.Free != p.Funds || p.Free < 0 {
		w.Fatalf("%+v", p)
	}
	must(0, w.DB.Read(w.Sys, func(tx *db.ReadTx) error {
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
