package points_test

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/points"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a village with a branch of six members, officers who record and confirm, and a township that files.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	place    *place.Service
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	rooms    *points.Service
	acts     *activity.Service
	places   map[string]place.Place
	people   map[string]kernel.ID
	accounts map[string]kernel.ID
	branch   kernel.ID
	year     *points.YearDetail
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

// each tells a story under the rules of a county, or of a pack of testdata, on each engine.
func each(t *testing.T, rules string, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, rules, d, c)
		w.open()
		fn(w)
	})
}

// with is the packs of the product and one of testdata.
func with(t testing.TB, id string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	add := func(from fs.FS, root string) {
		err := fs.WalkDir(from, root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, path)
			out[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add(packs.FS, "base")
	if _, err := fs.Stat(packs.FS, id); err == nil {
		add(packs.FS, id)
	} else {
		add(must(fs.Sub(testdata, "testdata"))(t), id)
	}
	return out
}

func newWorld(t *testing.T, rules string, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	p := must(pack.Load(with(t, rules), "base", rules))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	store := must(files.Local(t.TempDir()))(t)
	w := &world{T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, people: map[string]kernel.ID{}, accounts: map[string]kernel.ID{}}
	w.place = place.New(d, p)
	w.persons = person.New(d, keys, w.place)
	w.bodies = body.New(d, p, w.place, w.persons)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.persons, Body: w.bodies})
	w.acts = activity.New(d, p, store, w.place, w.bodies)
	w.rooms = points.New(points.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: w.place, Person: w.persons, Body: w.bodies})
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	w.branch = must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "龙村党支部", Kind: "party_branch", PlaceID: w.places["龙村"].ID}))(t).ID
	w.officer("书记", "grid_head", "龙村")
	w.officer("支书", "party_secretary", "")
	w.officer("网格员", "full_time_officer", "龙村")
	w.officer("主任", "township_centre_director", "东乡")
	w.officer("西主任", "township_centre_director", "西乡")
	w.officer("寨网格长", "grid_head", "寨村")
	for _, n := range [][2]string{
		{"书记", "secretary"}, {"支书", "deputy_secretary"}, {"赵甲", "party_member"}, {"钱乙", "party_member"}, {"孙丙", "party_member"}, {"李丁", "party_member"},
	} {
		w.joins(n[0], n[1])
	}
	return w
}

func (w *world) officer(name, post, at string) {
	w.Helper()
	p := w.person(name)
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: p, Login: "u" + p.String()}}))(w)[0]
	n := body.NewAppointment{Post: post, PersonID: p, From: "2025-01-01"}
	if at == "" {
		n.BodyID = w.branch
	} else {
		n.PlaceID = w.places[at].ID
	}
	must(w.bodies.Appoint(w.sys, n))(w)
}

func (w *world) person(name string) kernel.ID {
	w.Helper()
	if w.people[name] == 0 {
		w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places["龙村"].ID}))(w).ID
	}
	return w.people[name]
}

func (w *world) joins(name, role string) {
	w.Helper()
	must(w.bodies.AddMember(w.sys, w.branch, w.person(name), role, "2025-01-01"))(w)
}

// member gives a member without a post an account.
func (w *world) member(name string) {
	w.Helper()
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: w.people[name], Login: "m" + w.people[name].String()}}))(w)[0]
}

// as is what the door to HTTP hands to an operation that asks for the permission; without one, to an operation for any account.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	if perm != "" {
		a = a.For(perm)
	}
	return kernel.WithActor(w.Context(), a)
}

func (w *world) open() {
	w.Helper()
	w.year = must(w.rooms.OpenYear(w.as("书记", points.PermYear), w.branch, w.clock.Now().Year()))(w)
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

func (w *world) record(who, whom, item string, day kernel.Day, key string) (*points.EntryDetail, error) {
	return w.rooms.Record(w.as(who, points.PermRecord), points.NewEntry{
		YearID: w.year.ID, PersonID: w.people[whom], Item: item, Day: day, Text: "做了" + item, ClientKey: key,
	})
}

func (w *world) act(who, act string, ids ...kernel.ID) error {
	got, err := w.rooms.ActMany(w.as(who, points.PermRecord), points.Act{Act: act, IDs: ids, Reason: "样"})
	if err == nil && len(got.Done) != len(ids) {
		w.Fatalf("%s: %+v", act, got)
	}
	return err
}

// entered is an entry that was recorded by the officer and confirmed by the secretary.
func (w *world) entered(whom, item string, day kernel.Day) *points.EntryDetail {
	w.Helper()
	e := must(w.record("网格员", whom, item, day, ""))(w)
	if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
		w.Fatal(err)
	}
	return e
}

// inEffect posts what is confirmed and lets the days of the board pass.
func (w *world) inEffect() {
	w.Helper()
	p := must(w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, ""))(w)
	w.clock.Set(p.EffectDay.Time().Add(9 * time.Hour))
	must(w.rooms.Settle(w.sys))(w)
}

func (w *world) account(name string) points.Account {
	w.Helper()
	list, _, err := w.rooms.Accounts(w.as("书记", points.PermList), w.year.ID, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	for _, a := range list {
		if a.Person.Name == name {
			return a
		}
	}
	w.Fatalf("%s has no account", name)
	return points.Account{}
}

func (w *world) entry(id kernel.ID) *points.EntryDetail {
	w.Helper()
	return must(w.rooms.GetEntry(w.as("书记", points.PermList), id))(w)
}
