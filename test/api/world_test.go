// Package api_test plays stories over HTTP against the whole program, on both engines, and sweeps over every operation.
package api_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/packs"
)

// The places of the small county: two townships, two villages each. Township A is where things happen; B looks on.
var (
	townA, townB = "141029100000", "141029101000"
	codes        = []string{"141029000000", townA, "141029100224", "141029100225", townB, "141029101200", "141029101201"}
	villageA     = codes[2]
	villageB     = codes[5]
)

// monday is when the stories begin.
var monday = time.Date(2026, 11, 16, 9, 0, 0, 0, kernel.Zone)

// world is a small county behind HTTP.
type world struct {
	t       *testing.T
	app     *app.App
	clock   *demo.Clock
	sys     context.Context
	county  kernel.ID
	url     string
	raw     *sql.DB
	log     *lines
	heard   *heard // what SQLite was asked, once heard.op is set
	build   *demo.Builder
	options db.Options

	unit, unitB           kernel.ID // an office in each township
	admin, clerkA, clerkB demo.Somebody
	nobody, guest         demo.Somebody // without a post
	head, worker          demo.Somebody
	theList               kernel.ID // of the item made last
	nth, elections        int
}

// each builds the county on each engine and tells a story in it.
func each(t *testing.T, story func(w *world)) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) { story(newWorld(t, engine)) })
	}
}

func newWorld(t *testing.T, engine string) *world {
	t.Helper()
	o := dbtest.Fresh(t, engine)
	w := &world{t: t, options: o, clock: demo.NewClock(monday), raw: dbtest.Raw(t, engine, o), log: &lines{}, heard: &heard{}}
	a, err := app.Open(t.Context(), app.Config{Data: o.Dir, DB: o.URL}, app.Options{
		Now: w.clock.Now, Demo: true, Pack: "xiangning", Guesses: 100_000, Trace: w.heard.note, Log: slog.New(slog.NewJSONHandler(w.log, nil)),
	})
	w.must(err)
	w.app = a
	w.populate()
	srv := httptest.NewServer(a.Web.Handler())
	w.url = srv.URL
	t.Cleanup(func() {
		srv.Close()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// divisions is the list of the small county, in rows of the real one.
func divisions(t *testing.T) []byte {
	t.Helper()
	all, err := packs.Divisions("xiangning")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(all)) {
		code, _, _ := strings.Cut(line, ",")
		if code == "code" || contains(codes, code) {
			out.WriteString(line)
		}
	}
	return []byte(out.String())
}

func (w *world) populate() {
	b := demo.New(w.app.Rooms(), w.clock, 1)
	county, err := b.Divisions(w.t.Context(), divisions(w.t))
	w.must(err)
	w.build, w.county = b, county
	w.sys = kernel.WithActor(w.t.Context(), kernel.System(county))
	for _, name := range []string{"龙鼻村", "土门村", "光华村", "铺头村"} {
		v := b.Village(name)
		v.Hold("grid_head", demo.Person{Name: name + "书记", Phone: "19900000001"}, true)
		v.Group("一组").Micro("东片").Hold("micro_officer", demo.Person{Name: name + "邻长", Phone: "19900000002"}, false)
	}
	w.must(b.Save(w.sys))
	w.unit, w.unitB = w.office(townA, "昌宁镇水利站"), w.office(townB, "光华镇水利站")
	post := func(name string, more ...body.NewAppointment) []body.NewAppointment {
		return append([]body.NewAppointment{{Post: name}}, more...)
	}
	w.admin = w.somebody(codes[0], "县管理员", post("county_admin", body.NewAppointment{Post: "county_centre_clerk"})...)
	w.clerkA = w.somebody(townA, "昌宁主任", w.allPosts(townA, w.unit)...)
	w.clerkB = w.somebody(townB, "光华主任", w.allPosts(townB, w.unitB)...)
	w.nobody = w.somebody(townA, "昌宁闲人")
	w.guest = w.somebody(townA, "昌宁客人")
	w.head = w.somebody("14102910022501", "土门组员", post("part_time_officer")...)
	w.worker = w.somebody(townA, "昌宁水利员", body.NewAppointment{Post: "department_officer", BodyID: w.unit})
}

// allPosts give every permission that a township can have.
func (w *world) allPosts(town string, unit kernel.ID) []body.NewAppointment {
	team := ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: "巡察组", Kind: "inspection_team", PlaceID: w.place(town).ID}))(w)
	return []body.NewAppointment{
		{Post: "township_centre_director"}, {Post: "township_leader"}, {Post: "auditor"}, {Post: "duty_cadre"}, {Post: "department_head", BodyID: unit}, {Post: "inspection_member", BodyID: team.ID},
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) somebody(code, name string, posts ...body.NewAppointment) demo.Somebody {
	w.t.Helper()
	who, err := w.build.Somebody(w.sys, w.place(code).ID, name, posts...)
	w.must(err)
	return who
}

// next numbers what a test makes, so that nothing is made twice.
func (w *world) next(what string) string {
	w.nth++
	return fmt.Sprintf("%s%d", what, w.nth)
}

func (w *world) office(code, name string) kernel.ID {
	w.t.Helper()
	u, err := w.app.Body.CreateBody(w.sys, body.NewBody{Name: name, Kind: "township_office", PlaceID: w.place(code).ID})
	w.must(err)
	return u.ID
}

func (w *world) place(code string) place.Place {
	w.t.Helper()
	var p place.Place
	w.must(w.app.DB.Read(w.sys, func(tx *db.ReadTx) (err error) {
		p, err = w.app.Place.ByCode(tx, code)
		return err
	}))
	return p
}

// report is a case of a resident at a place, with the code to follow it.
func (w *world) report(code, text string, photos ...[]byte) (id kernel.ID, follow string) {
	w.t.Helper()
	public := kernel.WithActor(w.t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: w.county})
	n := casework.NewCase{Text: text, Topic: "water", Name: "王小明", Contact: "13812345678"}
	for _, data := range photos {
		n.Photos = append(n.Photos, casework.Upload{Data: data})
	}
	told, err := w.app.Casework.Report(public, code, n)
	w.must(err)
	f, err := w.app.Casework.Follow(public, told.Code)
	w.must(err)
	return f.ID, told.Code
}

// lines is a log that may be read while it is written.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
