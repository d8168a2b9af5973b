package link_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
	"touyan/packs"
)

// world is a village of two groups with a service group of Party members and some households.
type world struct {
	*testing.T
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	persons *person.Service
	bodies  *body.Service
	links   *link.Service
	places  map[string]place.Place
	groups  map[string]kernel.ID
	people  map[string]kernel.ID
	seats   map[string]body.Member
	houses  map[string]person.HouseholdDetail
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

func each(t *testing.T, county string, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := must(pack.Load(packs.FS, "base", county))(t)
		w := &world{
			T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, groups: map[string]kernel.ID{}, people: map[string]kernel.ID{},
			seats: map[string]body.Member{}, houses: map[string]person.HouseholdDetail{},
		}
		s := place.New(d, p)
		w.persons = person.New(d, must(crypt.Load(t.TempDir()))(t), s)
		w.bodies = body.New(d, p, s, w.persons)
		w.links = link.New(d, p, s, w.persons, w.bodies)
		w.places["县"] = must(s.CreateCounty(w.sys, "141029", "某县"))(t)
		for _, n := range [][2]string{{"县", "东镇"}, {"东镇", "龙村"}, {"东镇", "寨村"}, {"龙村", "一组"}, {"龙村", "二组"}, {"寨村", "三组"}} {
			w.places[n[1]] = must(s.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		fn(w)
	})
}

func (w *world) group(name, kind, at string) {
	w.Helper()
	w.groups[name] = must(w.bodies.CreateBody(w.sys, body.NewBody{Name: name, Kind: kind, PlaceID: w.places[at].ID}))(w).ID
}

func (w *world) member(name, group, role, home string) {
	w.Helper()
	if w.people[name] == 0 {
		w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[home].ID}))(w).ID
	}
	w.seats[name] = must(w.bodies.AddMember(w.sys, w.groups[group], w.people[name], role, "2026-01-01"))(w)
}

func (w *world) house(at string, names ...string) {
	w.Helper()
	n := person.NewHousehold{PlaceID: w.places[at].ID, From: "2026-02-01"}
	for i, name := range names {
		rel := person.Head
		if i > 0 {
			rel = "20"
		}
		n.Members = append(n.Members, person.NewMember{Person: &person.Draft{Name: name}, Relation: rel, Registered: true, Lives: true})
	}
	h := must(w.persons.CreateHousehold(w.sys, n))(w)
	w.houses[names[0]] = h
	for _, m := range h.MemberList {
		w.people[m.Person.Name] = m.Person.ID
	}
}

func (w *world) link(kind, who, house string) {
	w.Helper()
	must(w.links.Add(w.sys, link.Draft{Kind: kind, PersonID: w.people[who], HouseholdID: w.houses[house].ID}))(w)
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

// who looks after a household today.
func (w *world) who(house kernel.ID) string {
	w.Helper()
	list, _, err := w.links.List(w.sys, link.Filter{Kind: tao, Household: house}, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	out := ""
	for _, l := range list {
		if l.To == "" {
			out += l.Member.Name
		}
	}
	return out
}

func (w *world) sum(kind, at string) link.Coverage {
	w.Helper()
	if diff := must(w.links.Recount(w.Context(), dbtest.County))(w); len(diff) > 0 {
		w.Fatalf("the counters part from the links: %+v", diff)
	}
	return must(w.links.Summary(w.sys, kind, w.places[at].ID))(w)
}

func (w *world) record(house string, n person.NewEvent) person.Outcome {
	w.Helper()
	n.Day = kernel.DayOf(w.clock.Now())
	return must(w.persons.Record(w.sys, w.houses[house].ID, n))(w)
}

const tao = "linked_household"

// 桃源:党组织—服务型党小组—党员联系户,不漏不重 (A3).
func taoyuan(w *world) {
	w.group("龙村一组党小组", "service_group", "一组")
	w.group("龙村二组党小组", "service_group", "龙村")
	w.member("张党员", "龙村一组党小组", "组长", "一组")
	w.member("李党员", "龙村一组党小组", "党员", "二组")
	w.member("王党员", "龙村二组党小组", "组长", "二组")
	w.house("一组", "甲户", "甲子")
	w.house("一组", "乙户", "乙子")
	w.house("二组", "丙户", "丙子")
	w.house("三组", "丁户")
}

func TestHouseholdsAreCoveredWithoutGapOrOverlap(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		taoyuan(w)
		if s := w.sum(tao, "东镇"); s.Households != 4 || s.Missing != 4 || len(s.Below) != 2 || s.Below[0].Households+s.Below[1].Households != 4 {
			t.Fatalf("%+v", s)
		}
		if s := w.sum(tao, "县"); s.Households != 4 || s.Missing != 4 {
			t.Fatalf("the county: %+v", s)
		}
		p := must(w.links.Propose(w.sys, tao, w.places["龙村"].ID))(t)
		if len(p.Pairs) != 3 || p.Left != 0 {
			t.Fatalf("%+v", p)
		}
		var pairs []link.Draft
		for _, x := range p.Pairs {
			if x.Household.HeadName == "丙户" && x.Member.Name != "李党员" && x.Member.Name != "王党员" || !x.Near {
				t.Errorf("nearness: %+v", x)
			}
			pairs = append(pairs, link.Draft{Kind: tao, PersonID: x.Member.ID, HouseholdID: x.Household.ID, GroupID: x.Group.ID})
		}
		if s := w.sum(tao, "龙村"); s.Linked != 0 {
			t.Fatalf("a proposal must change nothing: %+v", s)
		}
		must(w.links.Confirm(w.sys, pairs))(t)
		if s := w.sum(tao, "龙村"); s.Linked != 3 || s.Missing != 0 || s.Twice != 0 {
			t.Fatalf("%+v", s)
		}
		_, err := w.links.Confirm(w.sys, pairs[:1])
		w.refused(err, "linked_already")
		other := "张党员"
		if w.who(w.houses["甲户"].ID) == other {
			other = "李党员"
		}
		_, err = w.links.Add(w.sys, link.Draft{Kind: tao, PersonID: w.people[other], HouseholdID: w.houses["甲户"].ID})
		w.refused(err, "household_linked")
		l := must(w.links.Add(w.sys, link.Draft{Kind: tao, PersonID: w.people[other], HouseholdID: w.houses["甲户"].ID, Replace: true}))(t)
		if w.who(w.houses["甲户"].ID) != other || w.sum(tao, "龙村").Linked != 3 {
			t.Error("the household must have gone over")
		}
		_, err = w.links.Add(w.sys, link.Draft{Kind: tao, PersonID: w.people[other], HouseholdID: w.houses["丁户"].ID})
		w.refused(err, "group_of_another_village")
		_, err = w.links.Add(w.sys, link.Draft{Kind: tao, PersonID: w.people["甲子"], HouseholdID: w.houses["丁户"].ID})
		w.refused(err, "not_in_a_group")
		gaps, _, err := w.links.Gaps(w.sys, tao, link.GapMissing, 0, kernel.Page{})
		if err != nil || len(gaps) != 1 || gaps[0].Household.HeadName != "丁户" {
			t.Errorf("%+v %v", gaps, err)
		}
		if _, err := w.links.End(w.sys, l.ID, l.Rev, "", "外出务工"); err != nil {
			t.Fatal(err)
		}
		if s := w.sum(tao, "龙村"); s.Missing != 1 {
			t.Errorf("%+v", s)
		}
	})
}

func TestLinksFollowHouseholdsAndMembers(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		taoyuan(w)
		w.link(tao, "张党员", "甲户")
		w.link(tao, "张党员", "乙户")
		w.link(tao, "王党员", "丙户")

		out := w.record("甲户", person.NewEvent{Kind: person.KindSplit, PlaceID: w.places["二组"].ID, Persons: []person.Kin{{PersonID: w.people["甲子"], Relation: person.Head}}})
		fresh := out.Households[1]
		if w.who(fresh.ID) != "张党员" || w.sum(tao, "龙村").Linked != 4 {
			t.Fatal("who comes out of a split keeps the member")
		}
		must(w.persons.TakeBack(w.sys, out.Event, "录错了"))(t)
		if w.who(fresh.ID) != "" || w.who(w.houses["甲户"].ID) != "张党员" || w.sum(tao, "龙村").Linked != 3 {
			t.Fatal("taken back with its event")
		}

		merged := w.record("丙户", person.NewEvent{Kind: person.KindMerge, OtherID: w.houses["乙户"].ID, Persons: []person.Kin{
			{PersonID: w.people["乙户"], Relation: "97"}, {PersonID: w.people["乙子"], Relation: "97"},
		}})
		if w.who(w.houses["丙户"].ID) != "王党员" || w.who(w.houses["乙户"].ID) != "" || w.sum(tao, "龙村").Linked != 2 {
			t.Fatal("of two that merge, the one that stays keeps its member")
		}
		must(w.persons.TakeBack(w.sys, merged.Event, "录错了"))(t)
		if w.who(w.houses["乙户"].ID) != "张党员" || w.sum(tao, "龙村").Linked != 3 {
			t.Fatal("taken back with its event")
		}

		place := w.places["二组"].ID
		w.record("甲户", person.NewEvent{Kind: person.KindCorrect, Note: "搬到二组", House: &person.HouseFix{PlaceID: &place}})
		list, _, err := w.links.List(w.sys, link.Filter{Household: w.houses["甲户"].ID}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Place.Name != "二组" {
			t.Fatalf("a link moves with its household: %+v %v", list, err)
		}
		must(w.bodies.EndMember(w.sys, w.seats["张党员"].ID, w.seats["张党员"].Rev, "2026-11-10"))(t)
		if s := w.sum(tao, "龙村"); s.Linked != 1 || s.Missing != 2 {
			t.Fatalf("who leaves the group leaves the households: %+v", s)
		}
		past, _, err := w.links.List(w.sys, link.Filter{Household: w.houses["甲户"].ID, All: true}, kernel.Page{})
		if err != nil || len(past) != 1 || past[0].Ended != link.EndedLeft {
			t.Fatalf("%+v %v", past, err)
		}
	})
}

func TestLinksOfWhoDiedOrWhoseMembershipRanOut(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		taoyuan(w)
		must(w.bodies.AddMember(w.sys, w.groups["龙村二组党小组"], w.people["丙户"], "党员", "2026-03-01"))(w)
		w.link(tao, "丙户", "甲户")
		w.link(tao, "王党员", "乙户")
		w.record("丙户", person.NewEvent{Kind: person.KindDeath, PersonID: w.people["丙户"], HeadID: w.people["丙子"]})
		if w.who(w.houses["甲户"].ID) != "" {
			t.Fatal("who died looks after nobody")
		}
		must(w.bodies.EndMember(w.sys, w.seats["王党员"].ID, w.seats["王党员"].Rev, kernel.DayOf(w.clock.Now()).Add(1)))(t)
		if n := must(w.links.Tidy(w.sys))(t); n != 0 || w.who(w.houses["乙户"].ID) != "王党员" {
			t.Fatal("until the last day the member stays")
		}
		w.clock.Add(48 * time.Hour)
		if n := must(w.links.Tidy(w.sys))(t); n != 1 || w.who(w.houses["乙户"].ID) != "" || w.sum(tao, "龙村").Linked != 0 {
			t.Fatal("the morning after it ends")
		}
	})
}

// 龙山:一户联五户 (A5).
func TestOneHeadLinksFiveHouseholds(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.group("互助一组", "mutual_help_group", "一组")
		w.member("中心户", "互助一组", "中心户", "一组")
		for _, n := range []string{"户一", "户二", "户三", "户四", "户五", "户六"} {
			w.house("一组", n)
		}
		for _, n := range []string{"户一", "户二", "户三", "户四"} {
			w.link("five_households", "中心户", n)
		}
		gap := func() string {
			list, _, err := w.links.Members(w.sys, "five_households", "", w.places["龙村"].ID, kernel.Page{})
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			return list[0].Gap
		}
		if gap() != link.GapFew {
			t.Error("four are too few")
		}
		w.link("five_households", "中心户", "户五")
		if gap() != "" {
			t.Error("five are right")
		}
		w.link("five_households", "中心户", "户六")
		if gap() != link.GapMany || w.sum("five_households", "龙村").Missing != 0 {
			t.Error("six are too many, and nobody must be linked")
		}
	})
}

func (w *world) register(key string) register.Register {
	for _, r := range w.links.Registers() {
		if r.Key == key {
			return r
		}
	}
	w.Fatal(key)
	return register.Register{}
}

// out gives the rows of a register.
func (w *world) out(key string) [][]any {
	w.Helper()
	var rows [][]any
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		r := w.register(key)
		sheets, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		rows = nil
		for row, err := range r.Rows(tx, sheets[0].Name, register.Options{}) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return rows
}

// in takes rows in as an upload would, and tells counts and faults.
func (w *world) in(rows [][]any) (out register.Count, faults []register.Fault) {
	w.Helper()
	err := w.d.Write(w.sys, "link.import", func(tx *db.WriteTx) error {
		r := w.register("links")
		sheets := must(r.Sheets(tx.ReadTx))(w)
		var file bytes.Buffer
		if err := sheet.Write(&file, sheet.Out{Sheet: sheets[0], Rows: seq(rows)}); err != nil {
			return err
		}
		book, wrong, err := sheet.Read(file.Bytes(), sheets)
		if err != nil || len(wrong) > 0 {
			w.Fatal(err, wrong)
		}
		plan, err := r.Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		out, faults = plan.Counts()[0], plan.Faults()
		if len(faults) > 0 {
			return nil
		}
		return plan.Carry(tx, func(int) error { return nil })
	})
	if err != nil {
		w.Fatal(err)
	}
	return out, faults
}

func seq(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestLinksComeInAsTheyGoOut(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		taoyuan(w)
		w.link(tao, "张党员", "甲户")
		w.link(tao, "王党员", "丙户")
		rows := w.out("links")
		if len(rows) != 2 {
			t.Fatal(rows)
		}
		if n, bad := w.in(rows); n.Unchanged != 2 || n.New+n.Changed != 0 || len(bad) > 0 {
			t.Fatalf("%+v %+v", n, bad)
		}
		row := func(house, who, group string) []any {
			return []any{"党员联系户", w.houses[house].Code, "", "", who, group, "2026-03-01", ""}
		}
		n, bad := w.in([][]any{row("乙户", "李党员", "龙村一组党小组"), row("甲户", "李党员", "龙村一组党小组")})
		if n.New != 2 || len(bad) > 0 {
			t.Fatalf("%+v %+v", n, bad)
		}
		if s := w.sum(tao, "龙村"); s.Linked != 3 || s.Twice != 1 {
			t.Fatalf("a register may say that two look after one: %+v", s)
		}
		gaps := w.out("link_gaps")
		if len(gaps) != 2 || gaps[1][1] != "有两名以上联户人" || gaps[1][5] != "张党员、李党员" && gaps[1][5] != "李党员、张党员" {
			t.Fatalf("%v", gaps)
		}
		for code, r := range map[string][]any{
			"unknown_household": {"党员联系户", "99", "", "", "李党员", "龙村一组党小组", "", ""},
			"unknown_group":     row("丁户", "李党员", "龙村一组党小组"),
			"not_in_group":      row("甲户", "王党员", "龙村一组党小组"),
		} {
			if _, bad := w.in([][]any{r}); len(bad) != 1 || bad[0].Code != code {
				t.Errorf("%s: %+v", code, bad)
			}
		}
	})
}
