package overview_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/emergency"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/overview"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a county of two townships, with the rooms that a screen asks.
type world struct {
	*testing.T
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	place   *place.Service
	bodies  *body.Service
	cases   *casework.Service
	duty    *duty.Service
	figures *indicator.Service
	room    *overview.Service
	places  map[string]place.Place
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

func each(t *testing.T, f func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { f(newWorld(t, d, c)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	p := must(pack.Load(packs.FS, "base", "xiangning"))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	store := must(files.Local(t.TempDir()))(t)
	w := &world{T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}}
	w.place = place.New(d, p)
	persons := person.New(d, keys, w.place)
	bodies := body.New(d, p, w.place, persons)
	facts := fact.New(d, p, keys, w.place, persons)
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: w.place, Body: bodies, Person: persons})
	w.bodies, w.figures = bodies, indicator.New(d, p, w.place, bodies)
	w.duty = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: w.place, Body: bodies})
	w.room = overview.New(overview.Options{
		DB: d, Pack: p, Place: w.place, Cases: w.cases,
		Duty:      w.duty,
		Emergency: emergency.New(emergency.Options{DB: d, Pack: p, Keys: keys, Place: w.place, Person: persons, Body: bodies, Fact: facts}),
		Indicator: w.figures,
	})
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "乡宁县"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}, {"龙村", "龙一组"}, {"湾村", "湾一组"}} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1], Households: 30}))(t)
	}
	return w
}

func (w *world) report(at string) {
	w.Helper()
	must(w.cases.Create(w.sys, casework.NewCase{PlaceID: w.places[at].ID, Text: "路灯不亮", Topic: "road"}))(w)
}

// officer has the permissions of this room at one place.
func (w *world) officer(at string) context.Context {
	g := kernel.Grant{Perms: []string{overview.PermSee, overview.PermWall}, Arm: w.places[at].Arm()}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 1, AccountID: 1, Name: at, Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.Context(), a.For(overview.PermSee))
}

// number makes the journal give its numbers now: on PostgreSQL they come a moment later.
func (w *world) number() {
	w.Helper()
	if err := w.d.Sequence(w.Context()); err != nil {
		w.Fatal(err)
	}
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		t.Fatalf("%v, want %s", err, code)
	}
}

func TestK1AScreenSaysWhatThePlainCountSays(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		for range 3 {
			w.report("龙一组")
		}
		w.report("龙村")
		w.report("湾一组")
		w.clock.Add(40 * 24 * time.Hour) // all of them are past their time
		w.report("湾一组")
		must(w.cases.Turn(w.sys))(t)
		sc := must(w.room.Screen(w.sys, 0))(t)
		if sc.Place.Name != "乡宁县" || sc.Cases.Open != 6 || sc.Cases.Red != 5 || sc.Cases.Came != 1 || sc.Cases.Ended != 0 {
			t.Fatalf("%+v", sc.Cases)
		}
		if sc.Cases.Red+sc.Cases.Amber+sc.Cases.Blue+sc.Cases.Green != sc.Cases.Open {
			t.Errorf("the lights do not sum up: %+v", sc.Cases)
		}
		by := map[string]overview.ScreenPlace{}
		for _, p := range sc.Places {
			by[p.Place.Name] = p
		}
		if e, v := by["东乡"], by["西乡"]; e.Open != 4 || e.Red != 4 || v.Open != 2 || v.Red != 1 || e.Days < 20 || e.Days > 40 {
			t.Errorf("%+v", sc.Places)
		}
		if len(sc.Late) != 5 || sc.Late[0].ID == 0 || !slices.Contains([]string{"龙村", "湾村"}, sc.Late[0].Place.Name) {
			t.Errorf("late: %+v", sc.Late)
		}
		say := sc.Says[0]
		if say.Kind != overview.SayLate || say.Place.Name != "东乡" || say.N != 4 || say.Days != by["东乡"].Days {
			t.Errorf("%+v", sc.Says)
		}
		if sc.Cases.Ages != (casework.StandAges{Week: 1, Season: 5}) {
			t.Errorf("%+v", sc.Cases.Ages)
		}
		states := int64(0)
		for _, st := range sc.Cases.States {
			states += st.N
		}
		if states != 6 {
			t.Errorf("%+v", sc.Cases.States)
		}
	})
}

func TestAScreenIsForWhoHasTheWholePlace(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		w.report("龙村")
		w.report("湾村")
		if sc := must(w.room.Screen(w.officer("东乡"), 0))(t); sc.Place.Name != "东乡" || sc.Cases.Open != 1 || len(sc.Way) != 0 {
			t.Errorf("%+v", sc)
		}
		if sc := must(w.room.Screen(w.officer("县"), w.places["龙村"].ID))(t); sc.Cases.Open != 1 || len(sc.Way) != 2 {
			t.Errorf("%+v", sc)
		}
		for _, at := range []string{"县", "西乡", "湾村"} {
			_, err := w.room.Screen(w.officer("东乡"), w.places[at].ID)
			refused(t, err, "not_found")
			_, err = w.room.Watchable(w.officer("东乡"), w.places[at].ID)
			refused(t, err, "not_found")
		}
		topic := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, Arms: []kernel.Arm{{Level: kernel.LevelTownship, PlaceID: w.places["东乡"].ID, Topic: "road", Above: w.places["东乡"].Stamp}}}
		_, err := w.room.Screen(kernel.WithActor(t.Context(), topic), w.places["东乡"].ID)
		refused(t, err, "not_found")
		_, err = w.room.Screen(kernel.WithActor(t.Context(), topic), 0)
		refused(t, err, "no_whole_place")
	})
}

func TestSealedCasesAreOnNoScreen(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		w.sealed("龙村")
		w.clock.Add(40 * 24 * time.Hour)
		for _, sc := range []*overview.Screen{must(w.room.Screen(w.sys, 0))(t), must(w.room.Screen(w.sys, w.places["龙村"].ID))(t)} {
			if sc.Cases.Open+sc.Cases.Red+int64(len(sc.Late))+int64(len(sc.Says)) != 0 {
				t.Errorf("%+v", sc)
			}
		}
		if told := w.follow("县", 0, func() {}); len(told) != 0 {
			t.Errorf("told: %+v", told)
		}
	})
}

// sealed raises a case of a type that is sealed, with what it needs.
func (w *world) sealed(at string) {
	w.Helper()
	p := must(pack.Load(packs.FS, "base", "xiangning"))(w)
	ct := p.CaseTypes[slices.IndexFunc(p.CaseTypes, func(c pack.CaseType) bool { return c.Sealed })]
	n := casework.NewCase{PlaceID: w.places[at].ID, Type: ct.ID, Text: "不能外传的事", Fields: map[string]any{"matter": "benefits"}}
	if len(ct.Topics) > 0 {
		n.Topic = ct.Topics[0]
	}
	must(w.cases.Create(w.sys, n))(w)
}

// follow listens at a place while something is done, and returns what was told.
func (w *world) follow(at string, since int64, do func()) []overview.Told {
	w.Helper()
	told, _, _ := w.followed(at, since, do)
	return told
}

// followed is follow with the last screen and the number up to which it was told.
func (w *world) followed(at string, since int64, do func()) (told []overview.Told, last *overview.Screen, no int64) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.sys, 10*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go w.room.Follow(ctx, func(err error) { w.Error(err) })
	go func() {
		done <- w.room.Listen(ctx, w.places[at].ID, since, nil, func(n overview.News) error {
			told, no = append(told, n.Told...), n.No
			if n.Screen != nil {
				last = &overview.Screen{}
				return json.Unmarshal(n.Screen, last)
			}
			return nil
		})
	}()
	time.Sleep(600 * time.Millisecond)
	do()
	w.number()
	time.Sleep(1800 * time.Millisecond) // what is told comes within two seconds
	cancel()
	if err := <-done; err != nil {
		w.Fatal(err)
	}
	return told, last, no
}

func TestK1WhatHappensIsToldWithinTwoSecondsAndOnce(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		w.report("湾一组")
		w.number()
		told, sc, no := w.followed("东乡", 0, func() { w.report("龙一组") })
		if len(told) != 1 || told[0].Kind != overview.ToldCame || told[0].Place.Name != "龙村" || told[0].Type == "" || told[0].No != no {
			t.Fatalf("up to %d: %+v", no, told)
		}
		if sc == nil || sc.Cases.Open != 1 || sc.No < no {
			t.Fatalf("%+v", sc)
		}
		// Meanwhile nobody listened; whoever comes back with their number is told what they missed, and only that.
		w.report("寨村")
		w.report("湾村")
		w.number()
		told = w.follow("东乡", no, func() { w.report("龙村") })
		if len(told) != 2 || told[0].Place.Name != "寨村" || told[1].Place.Name != "龙村" || told[0].No <= no || told[1].No <= told[0].No {
			t.Fatalf("after %d: %+v", no, told)
		}
	})
}

func TestMissedEventsComeFromTheJournalWhenTheyAreTooMany(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		w.report("龙村")
		w.number()
		_, _, no := w.followed("东乡", 0, func() {})
		for range 3 {
			w.report("寨村")
		}
		for i := range 520 { // so much else that the reader's number is long out of reach
			must(w.place.Create(w.sys, place.Draft{ParentID: w.places["西乡"].ID, Name: fmt.Sprintf("第%d村", i)}))(t)
		}
		w.number()
		told := w.follow("东乡", no, func() {})
		if len(told) != 3 || told[0].Place.Name != "寨村" {
			t.Fatalf("%+v", told)
		}
	})
}

func TestAWallIsALinkThatShowsNothingMore(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		w.report("龙村")
		w.clock.Add(40 * 24 * time.Hour)
		today := kernel.DayOf(w.clock.Now())
		for code, n := range map[string]overview.NewWall{
			"required":   {PlaceID: w.places["东乡"].ID, Name: " ", Until: today.Add(9)},
			"too_long":   {PlaceID: w.places["东乡"].ID, Name: strings.Repeat("长", 41), Until: today.Add(9)},
			"wall_until": {PlaceID: w.places["东乡"].ID, Name: "大厅", Until: today.Add(-1)},
			"not_found":  {PlaceID: w.places["西乡"].ID, Name: "大厅", Until: today.Add(9)},
		} {
			_, err := w.room.MakeWall(w.officer("东乡"), n)
			refused(t, err, code)
		}
		made := must(w.room.MakeWall(w.officer("东乡"), overview.NewWall{PlaceID: w.places["东乡"].ID, Name: "大厅", Until: today.Add(9)}))(t)
		anybody := kernel.WithActor(t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County})
		ws := must(w.room.WallScreen(anybody, made.Code, 0))(t)
		if ws.Name != "大厅" || ws.Screen.Place.Name != "东乡" || ws.Screen.Cases.Red != 1 || len(ws.Screen.Late) != 1 {
			t.Fatalf("%+v", ws)
		}
		if l := ws.Screen.Late[0]; l.ID != 0 || l.No != "" {
			t.Errorf("a wall names a case: %+v", l)
		}
		must(w.room.WallScreen(anybody, made.Code, w.places["龙村"].ID))(t)
		for _, at := range []string{"西乡", "湾村", "县", "龙一组"} {
			_, err := w.room.WallScreen(anybody, made.Code, w.places[at].ID)
			refused(t, err, "not_found")
		}
		_, err := w.room.WallScreen(anybody, made.Code+"A", 0)
		refused(t, err, "not_found")

		list, _, err := w.room.Walls(w.officer("东乡"), kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Name != "大厅" {
			t.Fatalf("%v %+v", err, list)
		}
		if other, _, err := w.room.Walls(w.officer("西乡"), kernel.Page{}); err != nil || len(other) != 0 {
			t.Fatalf("%v %+v", err, other)
		}
		w.clock.Set(today.Add(10).Time().Add(time.Hour))
		_, err = w.room.WallScreen(anybody, made.Code, 0)
		refused(t, err, "not_found")
		w.clock.Set(today.Time().Add(12 * time.Hour))
		must(w.room.WallScreen(anybody, made.Code, 0))(t)
		if err := w.room.EndWall(w.officer("东乡"), made.ID, made.Rev); err != nil {
			t.Fatal(err)
		}
		_, err = w.room.WallScreen(anybody, made.Code, 0)
		refused(t, err, "not_found")
	})
}
