package feed_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/feed"
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
	"touyan/internal/platform/outbound"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a county of two townships, of which the first has two villages, and officers who may read and manage feeds.
type world struct {
	*testing.T
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	cases   *casework.Service
	duties  *duty.Service
	persons *person.Service
	bodies  *body.Service
	places  map[string]place.Place
	opt     feed.Options
	feeds   *feed.Service
	out     *letters

	mu     sync.Mutex
	actors map[kernel.ID]kernel.Actor
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

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func wants(t testing.TB, err error, want string) {
	t.Helper()
	if code(err) != want {
		t.Errorf("want %s, got %v", want, err)
	}
}

// each runs a test on each engine.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	ok(t, jobs.Ready(t.Context(), d))
	p := must(pack.Load(packs.FS, "base", "zhushan"))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	w := &world{T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, actors: map[kernel.ID]kernel.Actor{}, out: &letters{}}
	places := place.New(d, p)
	persons := person.New(d, keys, places)
	bodies := body.New(d, p, places, persons)
	store := must(files.Local(t.TempDir()))(t)
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: places, Body: bodies, Person: persons})
	w.persons, w.bodies = persons, bodies
	w.duties = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: places, Body: bodies})
	visits := visit.New(visit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: places, Person: persons, Body: bodies, Link: link.New(d, p, places, persons, bodies), Cases: w.cases})
	w.places["县"] = must(places.CreateCounty(w.sys, "141029", "竹山县"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}} {
		w.places[n[1]] = must(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	w.opt = feed.Options{
		DB: d, Pack: p, Keys: keys, Place: places, Body: bodies, Cases: w.cases, Duty: w.duties, Visit: visits,
		Resolve: w.resolve, Out: outbound.New(true), Private: true, Mailer: w.out, Pusher: w.out,
	}
	w.feeds = feed.New(w.opt)
	return w
}

// resolve says who an account is, as the room of accounts would.
func (w *world) resolve(_ context.Context, _, account kernel.ID) (kernel.Actor, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, there := w.actors[account]
	if !there {
		return a, kernel.Unauthenticated("account_closed")
	}
	return a, nil
}

// officer is somebody with a post at a place, acting by its first permission.
func (w *world) officer(account kernel.ID, at string, perms ...string) context.Context {
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: account, AccountID: account, Name: "干部" + at}
	a.Grants = []kernel.Grant{{Post: "post", Perms: perms, Arm: w.places[at].Arm()}}
	a.Grants[0].Arm.Sealed = true
	w.mu.Lock()
	w.actors[account] = a
	w.mu.Unlock()
	return kernel.WithActor(w.Context(), a.For(perms[0]))
}

// report brings a case at a village.
func (w *world) report(at string) kernel.ID {
	w.Helper()
	return must(w.cases.Create(w.sys, casework.NewCase{PlaceID: w.places[at].ID, Text: "路灯不亮，王小明家门口", Topic: "road"}))(w).ID
}

// letters keeps what is sent to people.
type letters struct {
	mail   []string
	pushed []string
	status int
}

func (l *letters) Send(_ context.Context, to, subject, text string) error {
	l.mail = append(l.mail, to+"|"+subject+"|"+text)
	return nil
}

func (*letters) NewKey() (public, private string, err error) { return "public", "private", nil }

func (*letters) CheckTarget(feed.NewPush) error { return nil }

func (l *letters) Push(_ context.Context, public, private string, t feed.NewPush, message []byte) (int, error) {
	l.pushed = append(l.pushed, public+private+"|"+t.Endpoint+"|"+string(message))
	return max(l.status, 201*boolInt(l.status == 0)), nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func newcomer(at kernel.ID) person.Draft { return person.Draft{Name: "李干事", PlaceID: at} }
