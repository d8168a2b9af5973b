package quality

import (
	"context"
	"maps"
	"testing"

	"touyan/internal/domain/access"
	_ "touyan/internal/domain/activity" // its tables
	_ "touyan/internal/domain/award"
	"touyan/internal/domain/body"
	_ "touyan/internal/domain/duty"
	_ "touyan/internal/domain/emergency"
	_ "touyan/internal/domain/field"
	_ "touyan/internal/domain/handover"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	_ "touyan/internal/domain/points"
	_ "touyan/internal/domain/privacy"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

type m = map[string]any

// world is a county in which nothing is amiss: two villages with a group, a micro-grid and a household each, somebody in each post that
// the rules ask for, with an account.
type world struct {
	*testing.T
	d        *db.DB
	clock    *dbtest.Clock
	raw      *dbtest.Tamper
	sys      context.Context
	pack     *pack.Pack
	keys     *crypt.Keys
	place    *place.Service
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	q        *Service
	places   map[string]place.Place
	houses   map[string]person.HouseholdDetail
	accounts map[string]kernel.ID
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
	t.Helper()
	dbtest.EachTamper(t, func(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) { fn(newWorld(t, d, c, raw)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) *world {
	t.Helper()
	w := &world{T: t, d: d, clock: c, raw: raw, sys: dbtest.System(t), places: map[string]place.Place{}, houses: map[string]person.HouseholdDetail{}, accounts: map[string]kernel.ID{}}
	w.pack, w.keys = must(pack.Load(packs.FS, "base", "zhushan"))(t), must(crypt.Load(t.TempDir()))(t)
	must(0, jobs.Ready(t.Context(), d))(t)
	w.place = place.New(d, w.pack)
	w.persons = person.New(d, w.keys, w.place)
	w.bodies = body.New(d, w.pack, w.place, w.persons)
	w.access = access.New(access.Options{DB: d, Pack: w.pack, Place: w.place, Person: w.persons, Body: w.bodies})
	w.q = New(Options{DB: d, Pack: w.pack, Place: w.place, Person: w.persons, Recounts: []func(context.Context, kernel.ID) ([]db.Difference, error){w.persons.Recount}})
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"西乡", "湾村"}, {"龙村", "一组"}, {"湾村", "湾组"}, {"一组", "一片"}, {"湾组", "湾片"}} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, at := range []string{"一片", "湾片"} {
		w.houses[at] = must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places[at].ID, From: "2020-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: at + "主"}, Relation: person.Head, Registered: true, Lives: true}, {Person: &person.Draft{Name: at + "妻"}, Relation: "12", Registered: true, Lives: true},
		}}))(t)
	}
	w.staff()
	return w
}

// staff fills each post that the rules ask for, and each grid.
func (w *world) staff() {
	w.Helper()
	for {
		gaps, _, err := w.bodies.Gaps(w.sys, body.GapVacant, 0, kernel.Page{Limit: 100})
		if must(gaps, err)(w); len(gaps) == 0 {
			break
		}
		w.officer(gaps[0].Post+gaps[0].Place.Name, gaps[0].Post, gaps[0].Place.ID)
	}
}

func (w *world) officer(name, post string, at kernel.ID) {
	w.Helper()
	p := must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: at}))(w).ID
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: p, Login: "u" + p.String()}}))(w)[0]
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: p, PlaceID: at, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that lists.
func (w *world) as(name string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(PermList))
}

// at are the columns of a row that lies at a place, with what else it says.
func (w *world) at(name string, more m) m {
	p := w.places[name]
	out := m{"township_id": int64(p.Stamp.TownshipID), "village_id": int64(p.Stamp.VillageID), "group_id": int64(p.Stamp.GroupID), "micro_id": int64(p.Stamp.MicroID)}
	maps.Copy(out, more)
	return out
}

func (w *world) id(name string) int64 { return int64(w.places[name].ID) }

func (w *world) house() int64 { return int64(w.houses["一片"].ID) }

// head and wife are who lives in the household of 一片.
func (w *world) head() int64 { return int64(w.houses["一片"].MemberList[0].Person.ID) }

func (w *world) wife() int64 { return int64(w.houses["一片"].MemberList[1].Person.ID) }

// somebody is a person of 一片 who is in no household.
func (w *world) somebody(more m) int64 {
	more["name"] = "某人"
	more["place_id"] = w.id("一片")
	return w.raw.Insert("person", w.at("一片", more))
}

// gone is a person who has died.
func (w *world) gone() int64 { return w.somebody(m{"died_day": "2026-10-01"}) }

// found is what a check finds in the county.
func (w *world) found(id string) []Found {
	w.Helper()
	var out []Found
	must(0, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		var err error
		if id == "link_missing" { // no county of the tests asks for one
			a, err := w.q.rules(tx)
			a.linked = []string{"linked_household"}
			if err == nil {
				out, err = probes[id].find(tx, a, span{})
			}
			return err
		}
		out, err = w.q.seek(tx, id, span{}, &seen{})
		return err
	}))(w)
	return out
}

// end is a day to which nothing goes on.
const end = "9999-12-31"

// ms is an instant so many days before now.
func (w *world) ms(daysAgo int) int64 {
	return w.clock.Now().AddDate(0, 0, -daysAgo).UnixMilli()
}
