package indicator_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/indicator"
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

// world is a county of two townships with two villages each, and a group in each village.
type world struct {
	*testing.T
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	place   *place.Service
	persons *person.Service
	bodies  *body.Service
	cases   *casework.Service
	rooms   *indicator.Service
	places  map[string]place.Place
}

var villages = []string{"龙村", "寨村", "湾村", "川村"}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	p := must(pack.Load(packs.FS, "base", "zhushan"))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	w := &world{T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}}
	w.place = place.New(d, p)
	w.persons = person.New(d, keys, w.place)
	bodies := body.New(d, p, w.place, w.persons)
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: w.place, Body: bodies, Person: w.persons})
	w.bodies = bodies
	w.rooms = indicator.New(d, p, w.place, bodies)
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
	for _, n := range [][2]string{
		{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}, {"西乡", "川村"}, {"龙村", "龙一组"}, {"寨村", "寨一组"}, {"湾村", "湾一组"}, {"川村", "川一组"},
	} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	return w
}

// officer is somebody with a permission at one place alone.
func (w *world) officer(at string) context.Context {
	p := w.places[at]
	g := kernel.Grant{Perms: []string{indicator.PermList, indicator.PermFreeze}, Arm: p.Arm()}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 1, AccountID: 1, Name: at, Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.Context(), a.For(indicator.PermList))
}

func (w *world) report(at string) kernel.ID {
	w.Helper()
	return must(w.cases.Create(w.sys, casework.NewCase{PlaceID: w.places[at].ID, Text: "路灯不亮", Topic: "road"}))(w).ID
}

// reject closes a case by somebody who may do so anywhere.
func (w *world) reject(id kernel.ID) {
	w.Helper()
	all := kernel.Grant{Perms: []string{casework.PermList, "casework.accept"}, Arm: kernel.Arm{Level: kernel.LevelCounty, PlaceID: dbtest.County}}
	who := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 1, Name: "县", Grants: []kernel.Grant{all}}
	rev := must(w.cases.Get(w.sys, id))(w).Rev
	must(w.cases.Act(kernel.WithActor(w.Context(), who.For(casework.PermList)), id, casework.Action{Name: "reject", Reason: "不属实", Rev: rev}))(w)
}

// night lets the clock pass midnight and what runs then.
func (w *world) night() {
	w.Helper()
	next := kernel.DayOf(w.clock.Now()).Add(1)
	w.clock.Set(next.Time().Add(2 * time.Minute))
	must(w.rooms.Keep(w.sys))(w)
	w.clock.Set(next.Time().Add(9 * time.Hour))
}

func (w *world) get(id, at, period string, day kernel.Day) *indicator.Traced {
	w.Helper()
	return must(w.rooms.Get(w.sys, id, indicator.Ask{Place: w.places[at].ID, Period: period, Day: day}))(w)
}

// plain counts with SQL of its own.
func (w *world) plain(cond string, args ...any) string {
	w.Helper()
	var n []int64
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		return tx.Select(&n, "SELECT COUNT(*) FROM {case c} WHERE "+cond, args...)
	})
	if err != nil {
		w.Fatal(err)
	}
	return strconv.FormatInt(n[0], 10)
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		t.Fatalf("%v, want %s", err, code)
	}
}

// told is what the model knows of a day: what came in each village and what was open at its end, with the township of then.
type told struct {
	day        kernel.Day
	came, open map[string]map[string]int64 // township -> village -> n
}

func count(n map[string]map[string]int64, township, village string) int64 {
	var out int64
	for t, in := range n {
		for v, c := range in {
			if (township == "" || t == township) && (village == "" || v == village) {
				out += c
			}
		}
	}
	return out
}

// Whatever comes, is closed and moves: the figure of each place for each day is what was there on that day, by the structure of then,
// and the county's is what plain SQL counts.
func TestFiguresAreWhatHappened(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			few(t, 5)
			rapid.Check(t, func(r *rapid.T) {
				clock := dbtest.NewClock()
				w := newWorld(t, dbtest.Open(t, engine, clock), clock)
				at := map[string]string{"龙村": "东乡", "寨村": "东乡", "湾村": "西乡", "川村": "西乡"}
				open := map[kernel.ID]string{}
				var days []told
				w.night() // the history begins
				for range rapid.IntRange(2, 4).Draw(r, "days") {
					d := told{day: kernel.DayOf(clock.Now()), came: map[string]map[string]int64{"东乡": {}, "西乡": {}}, open: map[string]map[string]int64{"东乡": {}, "西乡": {}}}
					for range rapid.IntRange(0, 4).Draw(r, "cases") {
						v := rapid.SampledFrom(villages).Draw(r, "village")
						open[w.report(v)] = v
						d.came[at[v]][v]++
					}
					if rapid.Bool().Draw(r, "moves") {
						v := rapid.SampledFrom(villages).Draw(r, "which")
						to := map[string]string{"东乡": "西乡", "西乡": "东乡"}[at[v]]
						if _, err := w.place.Act(w.sys, place.Act{PlaceID: w.places[v].ID, Kind: place.ActMove, ParentID: w.places[to].ID, Day: d.day, Reason: "试"}); err != nil {
							r.Fatal(err)
						}
						at[v] = to
					}
					for id := range open {
						if rapid.Bool().Draw(r, "closed") {
							w.reject(id)
							delete(open, id)
						}
					}
					for _, v := range open {
						d.open[at[v]][v]++
					}
					days = append(days, d)
					w.night()
				}
				w.compare(r, days)
			})
		})
	}
}

func (w *world) compare(r *rapid.T, days []told) {
	w.Helper()
	for _, d := range days {
		for _, id := range []string{"case_came", "case_left"} {
			n := d.came
			if id == "case_left" {
				n = d.open
			}
			for _, p := range []string{"县", "东乡", "西乡"} {
				township := p
				if p == "县" {
					township = ""
				}
				got := w.get(id, p, "day", d.day)
				if want := strconv.FormatInt(count(n, township, ""), 10); got.Value != want {
					r.Fatalf("%s of %s on %s is %q (%s), want %s", id, p, d.day, got.Value, got.Why, want)
				}
				var sum int64
				for _, b := range got.Below {
					v, _ := strconv.ParseInt(b.Value, 10, 64)
					sum += v
				}
				if got.Rest != nil {
					v, _ := strconv.ParseInt(got.Rest.Value, 10, 64)
					sum += v
				}
				if len(got.Below) > 0 && fmt.Sprint(sum) != got.Value {
					r.Fatalf("%s of %s on %s is %s, its places come to %d", id, p, d.day, got.Value, sum)
				}
			}
			for _, v := range villages {
				if got, want := w.get(id, v, "day", d.day).Value, strconv.FormatInt(count(n, "", v), 10); got != want {
					r.Fatalf("%s of %s on %s is %s, want %s", id, v, d.day, got, want)
				}
			}
		}
		from, to := d.day.Time().UnixMilli(), d.day.Add(1).Time().UnixMilli()
		if got, want := w.get("case_came", "县", "day", d.day).Value, w.plain("c.at >= ? AND c.at < ?", from, to); got != want {
			r.Fatalf("came on %s: %s, SQL counts %s", d.day, got, want)
		}
	}
	span := indicator.Ask{Place: w.places["县"].ID, Period: "month"}
	got := must(w.rooms.Get(w.sys, "case_in_time", span))(w)
	for _, p := range got.Parts {
		want := w.plain("c.ended_day >= ? AND c.ended_day <= ?", got.From, got.To)
		if p.ID == "cases_in_time" {
			want = w.plain("c.ended_day >= ? AND c.ended_day <= ? AND NOT c.ended_late", got.From, got.To)
		}
		if p.Number != want {
			r.Fatalf("%s: %s, SQL counts %s", p.ID, p.Number, want)
		}
	}
}

// few bounds how many counties are built.
func few(t *testing.T, n int) {
	t.Helper()
	setChecks(t, strconv.Itoa(n))
}

// The list behind a measure holds exactly what the measure counted, for who has the place.
func TestRecordsBehindAFigure(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		ids := []kernel.ID{w.report("龙村"), w.report("龙村"), w.report("湾村")}
		w.reject(ids[0])
		for _, id := range []string{"case_came", "case_left", "case_in_time"} {
			for _, p := range w.get(id, "东乡", "month", "").Parts {
				f := casework.Filter{Box: casework.BoxAll, PlaceID: w.places["东乡"].ID}
				f.Came = kernel.Span{From: kernel.Day(p.Query["came_from"]), To: kernel.Day(p.Query["came_to"])}
				f.Ended, f.EndedIn = kernel.Span{From: kernel.Day(p.Query["ended_from"]), To: kernel.Day(p.Query["ended_to"])}, p.Query["ended"]
				if o := p.Query["open"]; o == "true" {
					yes := true
					f.Open = &yes
				}
				list, _, err := w.cases.List(w.sys, f, kernel.Page{Limit: 200})
				if err != nil {
					t.Fatal(err)
				}
				if p.List != "cases" || strconv.Itoa(len(list)) != p.Number {
					t.Errorf("%s: %s says %s, its list %q holds %d", id, p.Name, p.Number, p.List, len(list))
				}
			}
		}
	})
}

func TestWhoReadsFigures(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		w.report("龙村")
		w.report("寨村")
		ask := func(at string) indicator.Ask { return indicator.Ask{Place: w.places[at].ID, Period: "day"} }
		if got := must(w.rooms.Get(w.officer("龙村"), "case_came", ask("龙村")))(t); got.Value != "1" || len(got.Way) != 0 {
			t.Errorf("the village reads %+v", got)
		}
		for _, at := range []string{"东乡", "县", "寨村"} { // a part of it would be taken for the whole
			_, err := w.rooms.Get(w.officer("龙村"), "case_came", ask(at))
			refused(t, err, "not_found")
		}
		if b := must(w.rooms.Board(w.officer("东乡"), indicator.Ask{Period: "month"}))(t); b.Place.Name != "东乡" || len(b.Items) < 8 {
			t.Errorf("the township's own board is of %s with %d figures", b.Place.Name, len(b.Items))
		}
		_, err := w.rooms.Get(w.sys, "visit_satisfied", indicator.Ask{Place: w.places["县"].ID, Period: "week"})
		refused(t, err, "indicator_not_told")
		_, err = w.rooms.Get(w.sys, "case_came", indicator.Ask{Place: w.places["县"].ID, Period: "day", Day: "2027-01-01"})
		refused(t, err, "day_to_come")
	})
}

func TestFrozenFigures(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		first, second := w.report("龙村"), w.report("龙村")
		w.reject(first)
		ask := indicator.NewFreeze{PlaceID: w.places["东乡"].ID, Period: "month", Note: "通报第 1 期", ClientKey: "a"}
		ctx := w.officer("东乡")
		if err := d.Sequence(t.Context()); err != nil { // on PostgreSQL the journal gets its numbers a moment later
			t.Fatal(err)
		}
		b := must(w.rooms.Freeze(ctx, "case_in_time", ask))(t)
		if b.No != 1 || b.Value != "100" || !b.Same || b.JournalNo == 0 || len(b.Hash) != 64 || len(b.Basis.Inputs) != 2 {
			t.Errorf("frozen: %+v", b)
		}
		if again := must(w.rooms.Freeze(ctx, "case_in_time", ask))(t); again.No != 1 {
			t.Errorf("sent twice it is number %d", again.No)
		}
		w.reject(second) // what was frozen stays
		if now := must(w.rooms.Basis(ctx, 1))(t); !now.Same || now.Hash != b.Hash || now.Basis.Inputs[0].Number != "1" {
			t.Errorf("later: %+v", now)
		}
		ask.ClientKey = "b"
		if next := must(w.rooms.Freeze(ctx, "case_in_time", ask))(t); next.No != 2 || next.Hash == b.Hash {
			t.Errorf("the next one: %+v", next)
		}
		_, err := w.rooms.Basis(w.officer("西乡"), 1)
		refused(t, err, "not_found")
		ask.PlaceID, ask.ClientKey = w.places["西乡"].ID, "c"
		_, err = w.rooms.Freeze(w.officer("西乡"), "case_in_time", ask)
		refused(t, err, "indicator_no_value")
		if list := must(w.rooms.Bases(ctx))(t); len(list) != 2 || list[0].No != 2 {
			t.Errorf("frozen figures: %+v", list)
		}
	})
}

// homes registers so many households in the group of a village.
func (w *world) homes(at string, n int) {
	w.Helper()
	for i := range n {
		must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: fmt.Sprintf("%s%d", at, i)}, Relation: person.Head, Registered: true, Lives: true},
		}}))(w)
	}
}

// The public page hides what few households stand behind, and one more where a single hidden cell could be worked out.
func TestPublicFigures(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		w.homes("龙一组", 6)
		w.homes("湾一组", 4)
		w.report("龙村")
		w.report("湾村")
		came := func() indicator.PublicFigure {
			p := must(w.rooms.Public(kernel.WithActor(t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County, Name: "public"})))(t)
			i := slices.IndexFunc(p.Figures, func(f indicator.PublicFigure) bool { return f.ID == "case_came" })
			if i < 0 {
				t.Fatalf("public are %+v", p.Figures)
			}
			return p.Figures[i]
		}
		if f := came(); f.All.Few || f.All.Value != "2" || !f.Cells[0].Few || !f.Cells[1].Few {
			t.Errorf("one of two townships has few households: %+v", f)
		}
		w.homes("川一组", 1)
		if f := came(); f.Cells[0].Few || f.Cells[1].Few || f.Cells[1].Value != "1" {
			t.Errorf("five households are enough: %+v", f)
		}
	})
}

func TestK3FirstResponseIsTheTimeUntilSomebodyDealsWithACase(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d, c)
		first, second := w.report("龙一组"), w.report("龙一组")
		w.report("湾一组") // nobody looks at this one
		c.Add(30 * time.Minute)
		w.reject(first)
		c.Add(2 * time.Hour)
		w.reject(second)
		if got := w.get("first_response", "县", "day", ""); got.Value != "1.5" || got.Base != "2" { // 30 and 150 minutes
			t.Fatalf("%+v", got.Figure)
		}
		if got := w.get("first_response", "西乡", "day", ""); got.Value != "" || got.Why != indicator.WhyNone {
			t.Fatalf("%+v", got.Figure)
		}
	})
}
