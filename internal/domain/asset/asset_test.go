package asset_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"touyan/internal/domain/access"
	"touyan/internal/domain/asset"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/packs"
)

// world is two townships whose projects leave assets behind.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	today    kernel.Day
	pack     *pack.Pack
	place    *place.Service
	access   *access.Service
	cases    *casework.Service
	asset    *asset.Service
	places   map[string]place.Place
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
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := must(pack.Load(packs.FS, "base", "longshan"))(t)
		keys := must(crypt.Load(t.TempDir()))(t)
		w := &world{T: t, d: d, today: kernel.DayOf(c.Now()), sys: dbtest.System(t), pack: p, places: map[string]place.Place{}, accounts: map[string]kernel.ID{}}
		w.place = place.New(d, p)
		persons := person.New(d, keys, w.place)
		bodies := body.New(d, p, w.place, persons)
		w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: persons, Body: bodies})
		w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: w.place, Body: bodies, Person: persons})
		w.asset = asset.New(d, w.place, w.cases)
		w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
		for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "川村"}} {
			w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		for name, at := range map[string]string{"东乡主任": "东乡", "西乡主任": "西乡"} {
			who := must(persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(t).ID
			must(bodies.Appoint(w.sys, body.NewAppointment{Post: "township_centre_director", PersonID: who, PlaceID: w.places[at].ID}))(t)
			w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: who, Login: "u" + who.String()}}))(t)[0]
		}
		fn(w)
	})
}

func (w *world) as(name string) context.Context {
	w.Helper()
	return kernel.WithActor(w.Context(), must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w).For(asset.PermList))
}

// project is a project at a place, and what its last step says.
func (w *world) project(at string, value int64, category, title string) casework.Stepped {
	w.Helper()
	money := func(yuan int64) json.Number { return json.Number(fmt.Sprint(yuan * 100)) }
	d := must(w.cases.Create(w.sys, casework.NewCase{Type: "project", Text: title, PlaceID: w.places[at].ID, Fields: map[string]any{
		"title": title, "kind": "road", "budget": money(value), "residents": false, "sources": []any{map[string]any{"source": "state", "sum": money(value)}},
	}}))(w)
	ct, _ := w.pack.CaseType("project")
	return casework.Stepped{
		ID: d.ID, No: d.No, Type: ct, Step: "publish_cost", Text: title, PlaceID: w.places[at].ID, Stamp: w.places[at].Stamp,
		Facts: map[string]any{"cost": money(value), "asset_category": category, "asset_title": title},
	}
}

// finish is what casework does with a step, within its Write.
func (w *world) finish(s casework.Stepped) error {
	return w.d.Write(w.sys, "casework.act", func(tx *db.WriteTx) error {
		for _, f := range w.cases.Followers {
			if err := f(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) left(at string, value int64, category, title string) {
	w.Helper()
	if err := w.finish(w.project(at, value, category, title)); err != nil {
		w.Fatal(err)
	}
}

func (w *world) even() {
	w.Helper()
	if diff := must(w.asset.Recount(w.Context(), dbtest.County))(w); len(diff) > 0 {
		w.Fatalf("the counters part from the assets: %+v", diff)
	}
}

// TestAProjectLeavesItsAssetOnce: by the step that the pack names, in the same Write, and never twice.
func TestAProjectLeavesItsAssetOnce(t *testing.T) {
	each(t, func(w *world) {
		s := w.project("龙村", 32500, "public", "一组入户路")
		other := s
		other.Step = "pay"
		if err := errors.Join(w.finish(other), w.finish(s), w.finish(s)); err != nil {
			w.Fatal(err)
		}
		list, next, err := w.asset.List(w.sys, asset.Filter{}, kernel.Page{})
		if err != nil || len(list) != 1 || next != "" {
			w.Fatalf("%+v %v", list, err)
		}
		a := list[0]
		if a.Name != "一组入户路" || a.Category != "public" || a.CategoryName != "非经营性资产" || a.Value != 3250000 || a.Place.Name != "龙村" || a.CaseID != s.ID || a.CaseNo != s.No || a.Source != "村庄建设项目" {
			w.Errorf("%+v", a)
		}
		w.left("龙村", 100, "none", "宣传栏刷新")
		bad := w.project("龙村", 900, "public", "没有决算")
		delete(bad.Facts, "cost")
		var ke *kernel.Error
		if err := w.finish(bad); !errors.As(err, &ke) || ke.Kind != kernel.KindInvalid || ke.Code != "required" {
			w.Errorf("without a sum there is no asset: %v", err)
		}
		if got := must(w.asset.Total(w.sys, asset.Filter{}))(w); got != (asset.Sum{N: 1, Value: 3250000}) {
			w.Errorf("%+v", got)
		}
		w.even()
	})
}

// TestAssetsOfAPlace: a list, its sum and its sheet by place and category, and nothing of another township.
func TestAssetsOfAPlace(t *testing.T) {
	each(t, func(w *world) {
		w.left("龙村", 1000, "public", "文化广场")
		w.left("寨村", 2000, "operating", "冷库")
		w.left("川村", 4000, "operating", "厂房")
		for _, c := range []struct {
			ctx   context.Context
			f     asset.Filter
			names string
			value kernel.Fen
		}{
			{w.sys, asset.Filter{}, "[厂房 冷库 文化广场]", 700000},
			{w.sys, asset.Filter{Category: "operating"}, "[厂房 冷库]", 600000},
			{w.sys, asset.Filter{PlaceID: w.places["东乡"].ID}, "[冷库 文化广场]", 300000},
			{w.sys, asset.Filter{PlaceID: w.places["寨村"].ID, Category: "public"}, "[]", 0},
			{w.as("东乡主任"), asset.Filter{}, "[冷库 文化广场]", 300000},
			{w.as("西乡主任"), asset.Filter{Category: "operating"}, "[厂房]", 400000},
		} {
			var names []string
			cursor := ""
			for { // one by one, as a page goes on where the last ended
				list, next, err := w.asset.List(c.ctx, c.f, kernel.Page{Limit: 1, Cursor: cursor})
				if err != nil {
					w.Fatal(err)
				}
				for _, a := range list {
					names = append(names, a.Name)
				}
				if cursor = next; next == "" {
					break
				}
			}
			sum := must(w.asset.Total(c.ctx, c.f))(w)
			if fmt.Sprint(names) != c.names || sum.N != int64(len(names)) || sum.Value != c.value {
				w.Errorf("%+v: %v %+v, want %s %d", c.f, names, sum, c.names, c.value)
			}
		}
		_, _, err := w.asset.List(w.as("西乡主任"), asset.Filter{PlaceID: w.places["东乡"].ID}, kernel.Page{})
		if kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("a place out of sight: %v", err)
		}
		var lines []string
		err = w.d.Read(w.as("东乡主任"), func(tx *db.ReadTx) error {
			for line, err := range w.asset.Registers()[0].Rows(tx, "资产", register.Options{}) {
				if err != nil {
					return err
				}
				lines = append(lines, fmt.Sprint(line[0], line[3]))
			}
			return nil
		})
		if err != nil || fmt.Sprint(lines) != "[冷库2000 文化广场1000]" {
			w.Errorf("%v %v", lines, err)
		}
		w.even()
	})
}

// TestAnAssetFollowsItsVillage: to another township, with what it is worth; it does not end with the project.
func TestAnAssetFollowsItsVillage(t *testing.T) {
	each(t, func(w *world) {
		w.left("龙村", 1000, "public", "文化广场")
		w.left("寨村", 2000, "operating", "冷库")
		act := place.Act{Kind: place.ActMove, Day: w.today, PlaceID: w.places["寨村"].ID, ParentID: w.places["西乡"].ID, Reason: "区划调整"}
		act.Seen = must(w.place.Preview(w.sys, act))(w).Seen
		must(w.place.Act(w.sys, act))(w)
		for at, want := range map[string]asset.Sum{"东乡": {N: 1, Value: 100000}, "西乡": {N: 1, Value: 200000}, "县": {N: 2, Value: 300000}} {
			if got := must(w.asset.Total(w.sys, asset.Filter{PlaceID: w.places[at].ID}))(w); got != want {
				w.Errorf("%s: %+v, want %+v", at, got, want)
			}
		}
		list, _, err := w.asset.List(w.as("西乡主任"), asset.Filter{}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Name != "冷库" {
			w.Errorf("%+v %v", list, err)
		}
		w.even()
	})
}
