package body_test

import (
	"context"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// bench is a small county: a town with the villages 东团村 and 龙鼻村, and in 龙鼻村 a group grid with a micro-grid.
type bench struct {
	t       *testing.T
	d       *db.DB
	p       *pack.Pack
	places  *place.Service
	persons *person.Service
	s       *body.Service
	sys     context.Context

	county, town, east, bi, group, micro place.Place
}

func newBench(t *testing.T, d *db.DB) *bench {
	t.Helper()
	p, err := pack.Load(packs.FS, "base", "xiangning")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := crypt.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, d: d, p: p, sys: dbtest.System(t)}
	b.places = place.New(d, p)
	b.persons = person.New(d, keys, b.places)
	b.s = body.New(d, p, b.places, b.persons)
	if b.county, err = b.places.CreateCounty(b.sys, "141029", "乡宁县"); err != nil {
		t.Fatal(err)
	}
	b.town = b.place(b.county, "昌宁镇")
	b.east, b.bi = b.place(b.town, "东团村"), b.place(b.town, "龙鼻村")
	b.group = b.place(b.bi, "一组")
	b.micro = b.place(b.group, "微网格一")
	return b
}

func (b *bench) place(parent place.Place, name string) place.Place {
	b.t.Helper()
	p, err := b.places.Create(b.sys, place.Draft{ParentID: parent.ID, Name: name})
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

func (b *bench) person(at place.Place, name, phone string) person.Person {
	b.t.Helper()
	p, err := b.persons.Create(b.sys, person.Draft{Name: name, PlaceID: at.ID, Phone: phone})
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

func (b *bench) appoint(n body.NewAppointment) body.Appointment {
	b.t.Helper()
	a, err := b.s.Appoint(b.sys, n)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

func officer(arms ...kernel.Arm) context.Context {
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 1, Name: "李", Arms: arms}
	for _, arm := range arms {
		a.Grants = append(a.Grants, kernel.Grant{Perms: []string{body.PermAppoint, body.PermAppointAny}, Arm: arm})
	}
	return kernel.WithActor(context.Background(), a)
}

// refused checks that an error carries the code.
func (b *bench) refused(err error, code string) {
	b.t.Helper()
	if err == nil || !strings.Contains(err.Error(), code) {
		b.t.Errorf("want %s, got %v", code, err)
	}
}
