package emergency_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/emergency"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a county of two townships with two villages each, officers at every level and three households in each group.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	keys     *crypt.Keys
	place    *place.Service
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	rooms    *emergency.Service
	facts    *fact.Service
	places   map[string]place.Place
	accounts map[string]kernel.ID
	houses   map[string]kernel.ID
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
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	p := must(pack.Load(packs.FS, "base", "xiangning"))(t)
	w := &world{
		T: t, d: d, clock: c, sys: dbtest.System(t), keys: must(crypt.Load(t.TempDir()))(t),
		places: map[string]place.Place{}, accounts: map[string]kernel.ID{}, houses: map[string]kernel.ID{},
	}
	w.place = place.New(d, p)
	w.persons = person.New(d, w.keys, w.place)
	w.bodies = body.New(d, p, w.place, w.persons)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.persons, Body: w.bodies})
	w.facts = fact.New(d, p, w.keys, w.place, w.persons)
	w.rooms = emergency.New(emergency.Options{DB: d, Pack: p, Keys: w.keys, Place: w.place, Person: w.persons, Body: w.bodies, Fact: w.facts})
	w.places["县"] = must(w.place.CreateCounty(w.sys, "141029", "某县"))(t)
	for _, n := range [][2]string{
		{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}, {"龙村", "龙一组"}, {"龙村", "龙二组"}, {"寨村", "寨一组"}, {"湾村", "湾一组"},
	} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, at := range []string{"龙一组", "龙二组", "寨一组", "湾一组"} {
		for _, n := range []string{"甲", "乙", "丙"} {
			h := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-01-01", Members: []person.NewMember{
				{Person: &person.Draft{Name: at + n}, Relation: person.Head, Registered: true, Lives: true},
			}}))(t)
			w.houses[at+n] = h.ID
		}
	}
	w.officer("主任", "county_centre_director", "县")
	w.officer("书记", "township_secretary", "东乡")
	w.officer("西书记", "township_secretary", "西乡")
	w.officer("龙网格长", "grid_head", "龙村")
	w.officer("寨网格长", "grid_head", "寨村")
	w.officer("湾网格长", "grid_head", "湾村")
	w.officer("龙组员", "part_time_officer", "龙一组")
	return w
}

func (w *world) officer(name, post, at string) {
	w.Helper()
	p := must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(w)
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: p.ID, Login: "u" + p.ID.String()}}))(w)[0]
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: p.ID, PlaceID: w.places[at].ID, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

func (w *world) in(d time.Duration) int64 { return w.clock.Now().Add(d).UnixMilli() }

// flood is a flood in two villages of the eastern township, switched on by its secretary for twelve hours.
func (w *world) flood() *emergency.Detail {
	w.Helper()
	return must(w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), emergency.NewEmergency{
		Kind: "flood", Title: "11·16 强降雨", PlaceIDs: []kernel.ID{w.places["龙村"].ID, w.places["寨村"].ID}, Until: w.in(12 * time.Hour), Reason: "县气象台红色预警",
	}))(w)
}

func (w *world) call(who, house, answer string, needs ...string) error {
	list := must(w.rooms.List(w.as(who, emergency.PermList), false))(w)
	if len(list) == 0 {
		w.Fatalf("%s sees no emergency", who)
	}
	n := emergency.NewHouseCall{HouseholdID: w.houses[house], Answer: answer, Needs: needs}
	if answer == emergency.Help {
		n.People, n.Note = 2, "卧床老人要背下来"
	}
	_, err := w.rooms.Call(w.as(who, emergency.PermWork), list[0].ID, n)
	return err
}

func TestOnlyAnApproverSwitchesOn(t *testing.T) {
	each(t, func(w *world) {
		n := emergency.NewEmergency{Kind: "flood", Title: "强降雨", PlaceIDs: []kernel.ID{w.places["龙村"].ID}, Until: w.in(6 * time.Hour), Reason: "预警"}
		_, err := w.rooms.SwitchOn(w.as("龙网格长", emergency.PermApprove), n)
		w.refused(err, "not_found") // a grid head has no such permission: sees no place by it
		_, err = w.rooms.SwitchOn(w.as("西书记", emergency.PermApprove), n)
		w.refused(err, "not_found")
		far := n
		far.Until = w.in(73 * time.Hour)
		_, err = w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), far)
		w.refused(err, "bad_until")
		twice := n
		twice.PlaceIDs = []kernel.ID{w.places["东乡"].ID, w.places["龙村"].ID}
		_, err = w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), twice)
		w.refused(err, "place_twice")
		mixed := n
		mixed.PlaceIDs = []kernel.ID{w.places["龙村"].ID, w.places["湾村"].ID}
		_, err = w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), mixed)
		w.refused(err, "not_found")
		mute := n
		mute.Reason = " "
		_, err = w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), mute)
		w.refused(err, "required")
		n.ClientKey = "k1"
		a := must(w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), n))(t)
		b := must(w.rooms.SwitchOn(w.as("书记", emergency.PermApprove), n))(t)
		if a.ID != b.ID || a.Approver != "书记" || a.Post == "" || !a.MayApprove {
			t.Fatalf("%+v %+v", a, b)
		}
	})
}

func TestItEndsByItself(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		if got := must(w.rooms.List(w.as("龙组员", emergency.PermList), true))(t); len(got) != 1 {
			t.Fatalf("an officer of the group sees %d emergencies", len(got))
		}
		if got := must(w.rooms.List(w.as("湾网格长", emergency.PermList), false))(t); len(got) != 0 {
			t.Fatal("another township sees it")
		}
		w.clock.Add(11*time.Hour + 59*time.Minute)
		must(0, w.call("龙组员", "龙一组甲", emergency.Reached))(t)
		w.clock.Add(time.Minute) // nothing ran meanwhile: no job, no request
		if got := must(w.rooms.List(w.as("龙组员", emergency.PermList), true))(t); len(got) != 0 {
			t.Fatal("it goes on")
		}
		w.refused(w.call("龙组员", "龙一组乙", emergency.Reached), "emergency_over")
		_, _, err := w.rooms.Calls(w.as("龙组员", emergency.PermWork), e.ID, 0, kernel.Page{})
		w.refused(err, "emergency_over")
		_, err = w.rooms.HelpFirst(w.as("龙网格长", emergency.PermWork), e.ID, 0)
		w.refused(err, "emergency_over")
		_, err = w.rooms.Report(w.as("龙网格长", emergency.PermWork), e.ID, emergency.NewPlaceReport{PlaceID: w.places["龙村"].ID, Answers: map[string]any{"state": "calm"}})
		w.refused(err, "emergency_over")
		_, err = w.rooms.Extend(w.as("书记", emergency.PermApprove), e.ID, e.Rev, w.in(time.Hour), "再延长")
		w.refused(err, "emergency_over")
		if got := must(w.rooms.Get(w.as("书记", emergency.PermList), e.ID))(t); got.State != emergency.Over || got.MayApprove || got.MayWork {
			t.Fatalf("%+v", got)
		}
	})
}

func TestLongerIsANewApprovalAndShorterIsPossible(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		_, err := w.rooms.Extend(w.as("龙网格长", emergency.PermApprove), e.ID, e.Rev, w.in(20*time.Hour), "雨没有停")
		w.refused(err, "not_found")
		_, err = w.rooms.Extend(w.as("书记", emergency.PermApprove), e.ID, e.Rev, w.in(80*time.Hour), "雨没有停")
		w.refused(err, "bad_until")
		w.clock.Add(10 * time.Hour)
		longer := must(w.rooms.Extend(w.as("主任", emergency.PermApprove), e.ID, e.Rev, w.in(24*time.Hour), "雨没有停"))(t)
		if len(longer.Acts) != 2 || longer.Acts[1].By != "主任" || longer.Acts[1].Kind != emergency.ActExtend || longer.DeleteDay != "2026-12-17" {
			t.Fatalf("%+v", longer)
		}
		w.clock.Add(6 * time.Hour) // past the first end
		must(0, w.call("龙组员", "龙一组甲", emergency.Reached))(t)
		_, err = w.rooms.End(w.as("书记", emergency.PermApprove), e.ID, e.Rev, "雨停了")
		w.refused(err, "changed_meanwhile")
		over := must(w.rooms.End(w.as("书记", emergency.PermApprove), e.ID, longer.Rev, "雨停了"))(t)
		if over.State != emergency.Over || over.Until != w.clock.Now().UnixMilli() || over.DeleteDay != "2026-12-17" {
			t.Fatalf("%+v", over)
		}
		w.refused(w.call("龙组员", "龙一组乙", emergency.Reached), "emergency_over")
	})
}

func TestCallOutListsByGridAndWhoNeedsHelpFirst(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		mine, _, err := w.rooms.Calls(w.as("龙组员", emergency.PermWork), e.ID, 0, kernel.Page{})
		if err != nil || len(mine) != 3 || mine[0].Household.HeadName == "" || mine[0].Answer != "" {
			t.Fatalf("%v %+v", err, mine)
		}
		town, _, err := w.rooms.Calls(w.as("书记", emergency.PermWork), e.ID, 0, kernel.Page{Limit: 200})
		if err != nil || len(town) != 9 {
			t.Fatalf("%v: %d households", err, len(town))
		}
		w.refused(w.call("龙组员", "龙二组甲", emergency.Reached), "not_found")
		w.refused(w.call("书记", "湾一组甲", emergency.Reached), "not_found")
		w.refused(w.call("龙组员", "龙一组甲", emergency.Help), "required")
		w.refused(w.call("龙组员", "龙一组甲", emergency.Help, "rich"), "bad_value")
		must(0, w.call("龙组员", "龙一组甲", emergency.Reached))(t)
		must(0, w.call("龙组员", "龙一组乙", emergency.Help, "bed", "house"))(t)
		w.clock.Add(time.Minute)
		must(0, w.call("寨网格长", "寨一组甲", emergency.Help, "alone"))(t)
		must(0, w.call("龙网格长", "龙二组甲", emergency.Missed))(t)
		first := must(w.rooms.HelpFirst(w.as("书记", emergency.PermWork), e.ID, 0))(t)
		if len(first) != 2 || first[0].Household.HeadName != "龙一组乙" || first[0].People != 2 || first[0].Note == "" || !slices.Equal(first[0].Needs, []string{"bed", "house"}) {
			t.Fatalf("%+v", first)
		}
		if got := must(w.rooms.HelpFirst(w.as("寨网格长", emergency.PermWork), e.ID, 0))(t); len(got) != 1 {
			t.Fatalf("the other village's head sees %d", len(got))
		}
		must(0, w.call("龙组员", "龙一组乙", emergency.Helped, "bed"))(t)
		if got := must(w.rooms.HelpFirst(w.as("书记", emergency.PermWork), e.ID, 0))(t); len(got) != 1 {
			t.Fatalf("%d wait after one was helped", len(got))
		}
		grids := must(w.rooms.Grids(w.as("书记", emergency.PermList), e.ID, 0))(t)
		want := []emergency.CalledGrid{
			{Place: w.places["龙村"].Ref(), All: 6, Reached: 1, Missed: 1, Helped: 1, Left: 3}, {Place: w.places["寨村"].Ref(), All: 3, Help: 1, Left: 2},
		}
		if !slices.Equal(grids, want) {
			t.Fatalf("%+v\nwant %+v", grids, want)
		}
		groups := must(w.rooms.Grids(w.as("龙网格长", emergency.PermList), e.ID, w.places["龙村"].ID))(t)
		if len(groups) != 2 || groups[0].All != 3 || groups[0].Left != 1 {
			t.Fatalf("%+v", groups)
		}
	})
}

// TestWhoIsKnownToNeedHelpIsOnTheListAtOnce: what the card says, also where it is sealed, is not asked for again; others of the
// place, and those who are flagged elsewhere, are not on it.
func TestWhoIsKnownToNeedHelpIsOnTheListAtOnce(t *testing.T) {
	each(t, func(w *world) {
		for house, c := range map[string]fact.Change{
			"龙一组乙": {Field: "help_first", Value: true}, "寨一组甲": {Field: "hazard", Value: "flood"}, "寨一组乙": {Field: "hazard", Value: "fire"}, "湾一组甲": {Field: "help_first", Value: true},
		} {
			must(w.facts.Set(w.sys, w.houses[house], "", []fact.Change{c}))(t)
		}
		e := w.flood()
		first := must(w.rooms.HelpFirst(w.as("书记", emergency.PermWork), e.ID, 0))(t)
		var got []string
		for _, h := range first {
			got = append(got, h.Household.HeadName)
		}
		slices.Sort(got)
		if !slices.Equal(got, []string{"寨一组甲", "龙一组乙"}) {
			t.Fatalf("%v", got)
		}
		must(0, w.call("龙组员", "龙一组乙", emergency.Helped, "bed"))(t)
		if first = must(w.rooms.HelpFirst(w.as("书记", emergency.PermWork), e.ID, 0))(t); len(first) != 1 {
			t.Fatalf("%d wait", len(first))
		}
	})
}

func TestReportsByTheHourAndWhoIsMissing(t *testing.T) {
	each(t, func(w *world) {
		w.clock.Add(40 * time.Minute) // 9:40: the first hour is the one from 9
		e := w.flood()
		report := func(who, at string, answers map[string]any) error {
			_, err := w.rooms.Report(w.as(who, emergency.PermWork), e.ID, emergency.NewPlaceReport{PlaceID: w.places[at].ID, Answers: answers, ClientKey: "r" + at + w.clock.Now().String()})
			return err
		}
		must(0, report("龙网格长", "龙村", map[string]any{"state": "watch", "moved": "12", "out": []any{"road", "power"}}))(t)
		w.refused(report("龙网格长", "龙村", map[string]any{"moved": "12"}), "required")
		w.refused(report("龙网格长", "龙村", map[string]any{"state": "danger"}), "required") // then what the danger is
		w.refused(report("龙网格长", "寨村", map[string]any{"state": "calm"}), "not_found")
		w.refused(report("书记", "东乡", map[string]any{"state": "calm"}), "not_reporting")
		w.refused(report("龙组员", "龙村", map[string]any{"state": "calm"}), "not_found")
		w.clock.Add(30 * time.Minute) // 10:10
		must(0, report("龙网格长", "龙村", map[string]any{"state": "calm", "moved": "15", "danger": "不显示的不留"}))(t)
		must(0, report("寨网格长", "寨村", map[string]any{"state": "calm", "moved": "3"}))(t)
		hours := must(w.rooms.Hours(w.as("书记", emergency.PermList), e.ID, 0))(t)
		if len(hours) != 2 || hours[0].In != 2 || hours[0].Sums["moved"] != 18 || hours[0].Closed || hours[0].Counts["state.calm"] != 2 {
			t.Fatalf("%+v", hours)
		}
		if _, kept := hours[0].Reports[0].Answers["danger"]; kept {
			t.Fatal("the answer of a field that is not shown was kept")
		}
		first := hours[1]
		if !first.Closed || first.Due != 2 || first.In != 1 || first.Counts["out.road"] != 1 || len(first.Missing) != 1 || first.Missing[0].Place.Name != "寨村" || !slices.Equal(first.Missing[0].Officers, []string{"寨网格长"}) {
			t.Fatalf("%+v", first)
		}
		late := emergency.NewPlaceReport{PlaceID: w.places["寨村"].ID, Slot: first.Slot, Answers: map[string]any{"state": "calm"}}
		if r := must(w.rooms.Report(w.as("寨网格长", emergency.PermWork), e.ID, late))(t); !r.Late {
			t.Fatal("a late report is not told as late")
		}
		own := must(w.rooms.Get(w.as("龙网格长", emergency.PermList), e.ID))(t)
		if len(own.Reporting) != 1 || !own.Reporting[0].Done {
			t.Fatalf("%+v", own.Reporting)
		}
		late.Slot -= time.Hour.Milliseconds()
		_, err := w.rooms.Report(w.as("寨网格长", emergency.PermWork), e.ID, late)
		w.refused(err, "bad_value")
	})
}

// TestSealedAtItsEndAndUnreadableOnItsDay: after the end the list opens only with the right to sealed records and a reason; on its
// day keys and rows go, and what the journal holds cannot be opened by anything that is left.
func TestSealedAtItsEndAndUnreadableOnItsDay(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		must(0, w.call("龙组员", "龙一组乙", emergency.Help, "bed"))(t)
		must(0, w.call("龙组员", "龙一组乙", emergency.Helped, "bed"))(t)
		_, err := w.rooms.Unseal(w.as("主任", emergency.PermUnseal), e.ID, "复盘")
		w.refused(err, "emergency_running")
		w.clock.Add(13 * time.Hour)
		_, err = w.rooms.Unseal(w.as("主任", emergency.PermUnseal), e.ID, " ")
		w.refused(err, "required")
		_, err = w.rooms.Unseal(w.as("书记", emergency.PermUnseal), e.ID, "复盘")
		if err == nil {
			t.Fatal("somebody without the right to sealed records opens the list")
		}
		list := must(w.rooms.Unseal(w.as("主任", emergency.PermUnseal), e.ID, "复盘"))(t)
		if len(list) != 1 || list[0].Household.HeadName != "龙一组乙" {
			t.Fatalf("%+v", list)
		}
		if n := must(w.rooms.Wipe(w.sys))(t); n != 0 {
			t.Fatalf("%d rows went before their day", n)
		}
		id := w.rowsOf(e.ID)[0]
		w.clock.Set(kernel.Day("2026-12-16").Time()) // 30 days after the end; nothing has run yet
		_, err = w.rooms.Unseal(w.as("主任", emergency.PermUnseal), e.ID, "复盘")
		w.refused(err, "not_found")
		if n := must(w.rooms.Wipe(w.sys))(t); n != 1 {
			t.Fatalf("%d rows went on their day", n)
		}
		if got := must(w.rooms.Get(w.as("主任", emergency.PermList), e.ID))(t); got.State != emergency.Wiped {
			t.Fatalf("%+v", got)
		}
		if rows := w.rowsOf(e.ID); len(rows) != 0 {
			t.Fatalf("rows stay: %v", rows)
		}
		w.unreadable(id, w.houses["龙一组乙"])
		if n := must(w.rooms.Wipe(w.sys))(t); n != 0 {
			t.Fatalf("%d rows went twice", n)
		}
	})
}

func (w *world) rowsOf(e kernel.ID) (ids []kernel.ID) {
	w.Helper()
	must(0, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT h.id FROM {emergency_house h} WHERE h.emergency_id = ?", e)
	}))(w)
	return ids
}

// unreadable looks at every line of the journal on a row: each stands there, none names the household, none opens.
func (w *world) unreadable(row, household kernel.ID) {
	w.Helper()
	var events []db.Event
	var keys int
	must(0, w.d.Read(w.sys, func(tx *db.ReadTx) (err error) {
		if err := tx.One(&keys, "SELECT COUNT(*) FROM {emergency_key k}"); err != nil {
			return err
		}
		events, err = tx.Timeline("emergency_house", row)
		return err
	}))(w)
	if keys != 0 || len(events) != 3 {
		w.Fatalf("%d keys and %d entries are left, want none and 3", keys, len(events))
	}
	for _, e := range events {
		for _, c := range e.Changes {
			for _, text := range []string{c.Before, c.After} {
				if c.Column != "body" && (strings.Contains(text, household.String()) || strings.Contains(text, "卧床") || strings.Contains(text, "bed")) {
					w.Errorf("%s %s tells of the household: %s", e.Action, c.Column, text)
				}
				if c.Column == "body" && text != "" {
					if plain, err := w.keys.Open(kernel.Secret(text)); err == nil {
						w.Errorf("the journal can still be opened: %s", plain)
					}
				}
			}
		}
	}
}
