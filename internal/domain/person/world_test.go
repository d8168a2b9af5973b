package person_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is two villages of one township: 龙鼻村 with two groups and 东团村 with one.
type world struct {
	t                       testing.TB
	d                       *db.DB
	sys                     context.Context
	places                  *place.Service
	s                       *person.Service
	town, bi, east          place.Place
	group, group2, eastside place.Place
	n                       int
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	p, err := pack.Load(packs.FS, "base", "xiangning")
	ok(t, err)
	keys, err := crypt.Load(t.TempDir())
	ok(t, err)
	w := &world{t: t, d: d, sys: kernel.WithActor(context.Background(), kernel.System(dbtest.County)), places: place.New(d, p)}
	w.s = person.New(d, keys, w.places)
	county, err := w.places.CreateCounty(w.sys, "141029", "乡宁县")
	ok(t, err)
	w.town = w.place(county, "昌宁镇", "141029100000")
	w.bi = w.place(w.town, "龙鼻村", "141029100201")
	w.east = w.place(w.town, "东团村", "141029100202")
	w.group, w.group2 = w.place(w.bi, "一组", ""), w.place(w.bi, "二组", "")
	w.eastside = w.place(w.east, "一组", "")
	return w
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) place(parent place.Place, name, code string) place.Place {
	w.t.Helper()
	p, err := w.places.Create(w.sys, place.Draft{ParentID: parent.ID, Name: name, Code: code, From: "2000-01-01"})
	ok(w.t, err)
	return p
}

// officer acts with a place in scope.
func officer(p place.Place) context.Context {
	return kernel.WithActor(context.Background(), kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 1, Name: "李", Arms: []kernel.Arm{p.Arm()}})
}

// number makes up a valid citizen's number.
func (w *world) number(birth kernel.Day, sex int) string {
	w.n++
	head := fmt.Sprintf("141029%s%s%s%02d%d", birth[:4], birth[5:7], birth[8:], w.n%100, sex)
	return head + string(kernel.CheckDigit(head))
}

// family enters a household: a man, his wife, a son and the man's mother.
func (w *world) family(at place.Place, surname string) person.HouseholdDetail {
	w.t.Helper()
	draft := func(name string, birth kernel.Day, sex int) *person.Draft {
		return &person.Draft{Name: surname + name, Facts: person.Facts{IDNumber: w.number(birth, sex)}, ConfirmDuplicate: true}
	}
	h, err := w.s.CreateHousehold(w.sys, person.NewHousehold{PlaceID: at.ID, Address: "龙鼻村一组12号", From: "2020-01-01", Members: []person.NewMember{
		{Person: draft("大", "1970-03-04", 1), Relation: "02", Registered: true, Lives: true},
		{Person: draft("妻", "1972-05-06", 2), Relation: "12", Registered: true, Lives: true},
		{Person: draft("子", "1998-07-08", 1), Relation: "20", Registered: true, Lives: false},
		{Person: draft("母", "1945-09-10", 2), Relation: "52", Registered: true, Lives: true},
	}})
	ok(w.t, err)
	return h
}

// who finds a member by the end of the name.
func who(h person.HouseholdDetail, name string) kernel.ID {
	for _, m := range h.MemberList {
		if r := []rune(m.Person.Name); string(r[len(r)-1]) == name {
			return m.Person.ID
		}
	}
	return 0
}

func relations(h person.HouseholdDetail) string {
	out := ""
	for _, m := range h.MemberList {
		r := []rune(m.Person.Name)
		out += string(r[len(r)-1]) + m.Relation + " "
	}
	return out
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		t.Errorf("want %s, got %v", code, err)
	}
}

// sound checks what holds at any time: counters equal the records.
func (w *world) sound() {
	w.t.Helper()
	diffs, err := w.s.Recount(context.Background(), dbtest.County)
	ok(w.t, err)
	if len(diffs) > 0 {
		w.t.Errorf("counters: %+v", diffs)
	}
}

func asError(err error, to **kernel.Error) bool { return errors.As(err, to) }
