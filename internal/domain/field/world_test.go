package field_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/field"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a township of two villages; an officer carries the first one on a phone.
type world struct {
	testing.TB
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	rooms   field.Rooms
	field   *field.Service
	places  map[string]place.Place
	officer kernel.Actor
	actors  map[kernel.ID]kernel.Actor // by account
	closed  bool                       // the accounts
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
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := must(pack.Load(packs.FS, "base"))(t)
		keys := must(crypt.Load(t.TempDir()))(t)
		store := must(files.Local(t.TempDir()))(t)
		w := &world{TB: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, actors: map[kernel.ID]kernel.Actor{}}
		r := &w.rooms
		r.Place = place.New(d, p)
		r.Person = person.New(d, keys, r.Place)
		bodies := body.New(d, p, r.Place, r.Person)
		r.Link = link.New(d, p, r.Place, r.Person, bodies)
		r.Fact = fact.New(d, p, keys, r.Place, r.Person)
		r.Casework = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: r.Place, Body: bodies, Person: r.Person})
		r.Duty = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: r.Place, Body: bodies})
		r.Visit = visit.New(visit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: r.Place, Person: r.Person, Body: bodies, Link: r.Link, Cases: r.Casework})
		r.Activity = activity.New(d, p, store, r.Place, bodies)
		w.field = field.New(field.Options{DB: d, Keys: keys, Files: store, Rules: p.Number, Rooms: w.rooms, Resolve: w.resolve, Loads: 2})
		w.places["县"] = must(r.Place.CreateCounty(w.sys, "141029", "某县"))(t)
		for _, n := range [][2]string{{"县", "东镇"}, {"东镇", "龙村"}, {"东镇", "寨村"}, {"龙村", "一组"}, {"龙村", "二组"}, {"寨村", "三组"}} {
			w.places[n[1]] = must(r.Place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		w.officer = w.somebody("网格员甲", "龙村", 901)
		fn(w)
	})
}

var perms = []string{field.PermSync, field.PermImport, fact.PermList, fact.PermEdit, casework.PermList, casework.PermCreate, "casework.handle", "casework.accept", duty.PermList, duty.PermWork, person.PermList, visit.PermList, visit.PermRecord, activity.PermEdit}

// somebody is an officer of a place with an account.
func (w *world) somebody(name, at string, account kernel.ID) kernel.Actor {
	w.Helper()
	p := w.places[at]
	who := must(w.rooms.Person.Create(w.sys, person.Draft{Name: name, PlaceID: p.ID}))(w)
	arm := kernel.Arm{Level: p.Level, PlaceID: p.ID, Above: p.Stamp}
	a := kernel.Actor{
		Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: account, PersonID: who.ID, Name: name,
		Grants: []kernel.Grant{{Post: "grid_officer", Perms: perms, Arm: arm}},
	}
	w.actors[account] = a
	return a
}

func (w *world) resolve(_ context.Context, _, account kernel.ID) (kernel.Actor, error) {
	if w.closed {
		return kernel.Actor{}, kernel.Unauthenticated("account_closed")
	}
	return w.actors[account], nil
}

// as is a request of somebody to the field room.
func (w *world) as(a kernel.Actor) context.Context {
	return kernel.WithActor(w.Context(), a.For(field.PermSync))
}

func (w *world) house(at, head string, more ...string) person.HouseholdDetail {
	w.Helper()
	n := person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-02-01"}
	for i, name := range append([]string{head}, more...) {
		rel := person.Head
		if i > 0 {
			rel = "20"
		}
		n.Members = append(n.Members, person.NewMember{Person: &person.Draft{Name: name, Phone: "13812345678", ConfirmDuplicate: true}, Relation: rel, Registered: true, Lives: true})
	}
	return must(w.rooms.Person.CreateHousehold(w.sys, n))(w)
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

// phone is a device as the app keeps it: what it was told, and where it stands.
type phone struct {
	w     *world
	who   kernel.Actor
	id    kernel.ID
	place kernel.ID
	since string
	next  string
	docs  map[string]string // kind:id -> JSON
	fresh map[string]string // of a load that is not complete
	n     int
}

func (w *world) phone(a kernel.Actor, key string) *phone {
	w.Helper()
	d := must(w.field.Enter(w.as(a), key, "Android · Chrome"))(w)
	return &phone{w: w, who: a, id: d.ID, docs: map[string]string{}, fresh: map[string]string{}}
}

// ask is one question and its answer; with lost the answer does not arrive.
func (p *phone) ask(lost bool) (done bool, err error) {
	q := field.Asked{Device: p.id, Place: p.place, Next: p.next}
	if p.next == "" {
		q.Since = p.since
	}
	got, err := p.w.field.Pull(p.w.as(p.who), q)
	if err != nil || lost {
		return false, err
	}
	if got.Reset {
		p.since, p.next, p.fresh = "", "", map[string]string{}
		return false, nil
	}
	first := p.since == "" || p.next != ""
	into := p.docs
	if first {
		into = p.fresh
	}
	for _, doc := range got.Docs {
		k := doc.Kind + ":" + doc.ID.String()
		switch {
		case doc.ID == 0:
			for had := range into {
				if len(had) > len(doc.Kind) && had[:len(doc.Kind)+1] == doc.Kind+":" {
					delete(into, had)
				}
			}
		case doc.Doc == nil:
			delete(into, k)
		default:
			b := must(json.Marshal(doc.Doc))(p.w)
			into[k] = string(b)
		}
	}
	if !first {
		p.since = got.Since
		return !got.More, nil
	}
	if p.next = got.Next; p.next == "" {
		p.docs, p.fresh, p.since = p.fresh, map[string]string{}, got.Since
	}
	return false, nil // what changed during the load comes next
}

// sync asks until there is nothing more.
func (p *phone) sync() {
	p.w.Helper()
	if err := p.w.d.Sequence(p.w.sys); err != nil {
		p.w.Fatal(err)
	}
	for range 200 {
		done, err := p.ask(false)
		if err != nil {
			p.w.Fatal(err)
		}
		if done {
			return
		}
	}
	p.w.Fatal("it never ends")
}

func (p *phone) push(ops ...field.Op) []field.Answer {
	p.w.Helper()
	return must(p.w.field.Push(p.w.as(p.who), p.id, ops))(p.w)
}

func (p *phone) op(kind, after string, body map[string]any) field.Op {
	p.n++
	return field.Op{Key: fmt.Sprintf("op-%s-%05d", p.id, p.n), Kind: kind, At: time.Now().UnixMilli(), After: after, Body: body}
}

func (p *phone) fact(house kernel.ID, after, fieldID string, ver int64, value any) field.Op {
	return p.op("fact", after, map[string]any{"household_id": house.String(), "changes": []map[string]any{{"field": fieldID, "ver": ver, "value": value}}})
}

func (p *phone) has(kind string) (out []string) {
	for k := range p.docs {
		if len(k) > len(kind) && k[:len(kind)+1] == kind+":" {
			out = append(out, k)
		}
	}
	return out
}
