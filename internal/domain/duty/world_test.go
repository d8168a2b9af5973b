package duty_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
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

// world is a small county with those who make lists, owe items and watch over them.
type world struct {
	*testing.T
	d       *db.DB
	clock   *dbtest.Clock
	place   *place.Service
	person  *person.Service
	body    *body.Service
	access  *access.Service
	duty    *duty.Service
	places  map[string]place.Place
	bodies  map[string]kernel.ID
	people  map[string]kernel.ID
	account map[string]kernel.ID
	posts   map[string]body.Appointment
}

// each tells a story under the rules of a county on each engine.
func each(t *testing.T, county string, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, county, d, c)) })
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

func newWorld(t *testing.T, county string, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	p := must(pack.Load(packs.FS, "base", county))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	w := &world{
		T: t, d: d, clock: c, places: map[string]place.Place{}, bodies: map[string]kernel.ID{}, people: map[string]kernel.ID{},
		account: map[string]kernel.ID{}, posts: map[string]body.Appointment{},
	}
	w.place = place.New(d, p)
	w.person = person.New(d, keys, w.place)
	w.body = body.New(d, p, w.place, w.person)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.person, Body: w.body})
	w.duty = duty.New(duty.Options{
		DB: d, Pack: p, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: w.place, Body: w.body,
	})
	sys := dbtest.System(t)
	w.places["县"] = must(w.place.CreateCounty(sys, "141029", "某县"))(t)
	for _, n := range [][2]string{{"县", "东镇"}, {"县", "西镇"}, {"东镇", "龙村"}, {"东镇", "寨村"}, {"西镇", "川村"}} {
		w.places[n[1]] = must(w.place.Create(sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, b := range [][3]string{
		{"农业局", "county_department", "县"},
		{"交通局", "county_department", "县"},
		{"茶叶专班", "task_group", "县"},
		{"东镇农业站", "township_office", "东镇"},
		{"西镇农业站", "township_office", "西镇"},
		{"龙村党支部", "party_branch", "龙村"},
		{"川村党支部", "party_branch", "川村"},
	} {
		w.bodies[b[0]] = must(w.body.CreateBody(sys, body.NewBody{Name: b[0], Kind: b[1], PlaceID: w.places[b[2]].ID}))(t).ID
	}
	for _, o := range [][4]string{
		{"县主任", "county_centre_director", "县", ""},
		{"县领导", "county_leader", "县", ""},
		{"农业局长", "department_head", "", "农业局"},
		{"农业干部", "department_officer", "", "农业局"},
		{"交通干部", "department_officer", "", "交通局"},
		{"专班组长", "task_group_leader", "", "茶叶专班"},
		{"专班成员", "task_group_member", "", "茶叶专班"},
		{"东镇书记", "township_secretary", "东镇", ""},
		{"西镇书记", "township_secretary", "西镇", ""},
		{"东镇主任", "township_centre_director", "东镇", ""},
		{"东站长", "department_head", "", "东镇农业站"},
		{"东站员", "department_officer", "", "东镇农业站"},
		{"西站长", "department_head", "", "西镇农业站"},
		{"龙书记", "village_secretary", "龙村", ""},
		{"龙委员", "village_cadre", "龙村", ""},
		{"寨书记", "village_secretary", "寨村", ""},
	} {
		w.officer(o[0], o[1], o[2], o[3])
	}
	return w
}

// officer enters a person with a post and an account.
func (w *world) officer(name, post, at, in string) {
	w.Helper()
	sys := dbtest.System(w.T)
	if w.people[name] == 0 {
		w.people[name] = must(w.person.Create(sys, person.Draft{Name: name, PlaceID: w.places["县"].ID}))(w).ID
		w.account[name] = must(w.access.Enroll(sys, []access.NewAccount{{PersonID: w.people[name], Login: "u" + w.people[name].String()}}))(w)[0]
	}
	n := body.NewAppointment{Post: post, PersonID: w.people[name], PlaceID: w.places[at].ID}
	if in != "" {
		n.BodyID, n.PlaceID = w.bodies[in], 0
	}
	w.posts[name] = must(w.body.Appoint(sys, n))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.account[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) by(name string) context.Context { return w.as(name, duty.PermList) }

func (w *world) today() kernel.Day { return kernel.DayOf(w.clock.Now()) }

func (w *world) list(who, typ, at string, more ...func(*duty.NewList)) *duty.ListDetail {
	w.Helper()
	n := duty.NewList{Type: typ, Title: typ + " 2026", PlaceID: w.places[at].ID, To: "2026-12-31"}
	for _, f := range more {
		f(&n)
	}
	return must(w.duty.MakeList(w.as(who, duty.PermMake), n))(w)
}

func (w *world) add(who string, n duty.NewItem) *duty.ItemDetail {
	w.Helper()
	if n.Due == "" {
		n.Due = "2026-12-20"
	}
	if n.Title == "" {
		n.Title = "种茶"
	}
	return must(w.duty.Add(w.by(who), n))(w)
}

func (w *world) get(id kernel.ID) *duty.ItemDetail {
	w.Helper()
	return must(w.duty.Get(dbtest.System(w.T), id))(w)
}

// act takes a step at the present revision.
func (w *world) act(who string, id kernel.ID, a duty.Act) *duty.ItemDetail {
	w.Helper()
	a.Rev = w.get(id).Rev
	d, err := w.duty.Act(w.by(who), id, a)
	if err != nil {
		w.Fatalf("%s %s: %v", who, a.Step, err)
	}
	return d
}

func (w *world) refused(who string, id kernel.ID, a duty.Act, kind kernel.Kind, code string) {
	w.Helper()
	before := w.get(id)
	a.Rev = before.Rev
	_, err := w.duty.Act(w.by(who), id, a)
	w.wants(err, kind, code)
	if now := w.get(id); now.Rev != before.Rev {
		w.Fatalf("%s was refused and changed the item", a.Step)
	}
}

func (w *world) wants(err error, kind kernel.Kind, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Kind != kind || ke.Code != code {
		w.Fatalf("got %v, want %s %s", err, kind, code)
	}
}

// morning is what the job of a morning does, some days on.
func (w *world) morning(days int) {
	w.Helper()
	w.clock.Add(time.Duration(days) * 24 * time.Hour)
	sys := dbtest.System(w.T)
	must(w.duty.Open(sys))(w)
	must(w.duty.Remind(sys))(w)
}

// even checks that the counter agrees with the items.
func (w *world) even() {
	w.Helper()
	if diff := must(w.duty.Recount(w.Context(), dbtest.County))(w); len(diff) > 0 {
		w.Fatalf("the counter parts from the items: %+v", diff)
	}
}
