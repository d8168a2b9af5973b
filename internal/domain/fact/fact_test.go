package fact_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/fact"
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

// world is a township of two villages with some households.
type world struct {
	testing.TB
	d       *db.DB
	sys     context.Context
	clock   *dbtest.Clock
	persons *person.Service
	facts   *fact.Service
	places  map[string]place.Place
	houses  map[string]person.HouseholdDetail
	people  map[string]kernel.ID
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
		w := &world{
			TB: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, houses: map[string]person.HouseholdDetail{}, people: map[string]kernel.ID{},
		}
		s := place.New(d, p)
		w.persons = person.New(d, keys, s)
		w.facts = fact.New(d, p, keys, s, w.persons)
		w.places["县"] = must(s.CreateCounty(w.sys, "141029", "某县"))(t)
		for _, n := range [][2]string{{"县", "东镇"}, {"东镇", "龙村"}, {"东镇", "寨村"}, {"龙村", "一组"}, {"龙村", "二组"}} {
			w.places[n[1]] = must(s.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		for _, n := range [][2]string{{"一组", "甲户"}, {"一组", "乙户"}, {"二组", "丙户"}, {"寨村", "丁户"}} {
			w.house(n[0], n[1], n[1]+"之子")
		}
		fn(w)
	})
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

func (w *world) set(house string, list ...fact.Change) []fact.Result {
	w.Helper()
	return must(w.facts.Set(w.sys, w.houses[house].ID, "", list))(w)
}

func (w *world) card(id kernel.ID) map[string]fact.Fact {
	w.Helper()
	out := map[string]fact.Fact{}
	for _, f := range must(w.facts.Card(w.sys, id))(w).Facts {
		out[f.Field] = f
	}
	return out
}

func (w *world) conflicts(state string) []fact.Conflict {
	w.Helper()
	list, _, err := w.facts.Conflicts(w.sys, fact.ConflictFilter{State: state}, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	return list
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

// holders are the heads of the households with a trait; the counters must agree with them.
func (w *world) holders(field, value, at string) string {
	w.Helper()
	if diff := must(w.facts.Recount(w.Context(), dbtest.County))(w); len(diff) > 0 {
		w.Fatalf("the counters part from the answers: %+v", diff)
	}
	list, _, err := w.facts.Holders(w.sys, fact.TraitFilter{Field: field, Value: value, Place: w.places[at].ID}, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	var names []string
	for _, h := range list {
		names = append(names, h.Household.HeadName)
	}
	n := int64(0)
	for _, c := range must(w.facts.Traits(w.sys, w.places[at].ID))(w) {
		if c.Field == field && c.Value == value {
			n = c.N
		}
	}
	if int(n) != len(names) {
		w.Fatalf("%s: counted %d, listed %v", field, n, names)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestTwoOfficersChangeOneHousehold(t *testing.T) {
	each(t, func(w *world) {
		first := w.set("甲户", fact.Change{Field: "housing_grade", Value: "b"}, fact.Change{Field: "water", Value: "well"}, fact.Change{Field: "land", Value: "3.5"})
		for _, r := range first {
			if r.Outcome != fact.Applied || r.Now.Ver != 1 {
				t.Fatalf("%+v", r)
			}
		}
		// The second officer saw nothing of it: the soft field takes the later value, the hard one waits, the third agrees.
		second := w.set("甲户", fact.Change{Field: "water", Value: "piped"}, fact.Change{Field: "housing_grade", Value: "c"}, fact.Change{Field: "land", Value: "3.5"})
		got := map[string]string{}
		for _, r := range second {
			got[r.Field] = r.Outcome
		}
		if got["water"] != fact.Told || got["housing_grade"] != fact.Waits || got["land"] != fact.Same {
			t.Fatal(got)
		}
		card := w.card(w.houses["甲户"].ID)
		if card["water"].Value != "piped" || card["housing_grade"].Value != "b" {
			t.Fatalf("%+v", card)
		}
		told, open := w.conflicts(fact.StateTold), w.conflicts(fact.StateOpen)
		if len(told) != 1 || told[0].Kept.Value != "piped" || told[0].Other.Value != "well" || len(open) != 1 || open[0].Kept.Value != "b" || open[0].Other.Value != "c" {
			t.Fatalf("both values are kept: %+v %+v", told, open)
		}
		if again := w.set("甲户", fact.Change{Field: "housing_grade", Value: "c"}); again[0].Conflict != open[0].ID || len(w.conflicts(fact.StateOpen)) != 1 {
			t.Fatal("what waits already does not wait twice")
		}
		_, err := w.facts.Settle(w.sys, open[0].ID, fact.Settlement{Rev: open[0].Rev, Ver: 0, Take: "other"})
		w.refused(err, "changed_meanwhile")
		c := must(w.facts.Settle(w.sys, open[0].ID, fact.Settlement{Rev: open[0].Rev, Ver: open[0].Now.Ver, Take: "other", Note: "看了鉴定报告"}))(t)
		if c.State != fact.StateSettled || c.Now.Value != "c" || len(w.conflicts(fact.StateOpen)) != 0 {
			t.Fatalf("%+v", c)
		}
		_, err = w.facts.Settle(w.sys, c.ID, fact.Settlement{Rev: c.Rev, Ver: c.Now.Ver, Take: "kept"})
		w.refused(err, "conflict_settled")
	})
}

func TestAnswersAreChecked(t *testing.T) {
	each(t, func(w *world) {
		for code, c := range map[string]fact.Change{
			"bad_value":           {Field: "housing_grade", Value: "e"},
			"not_asked":           {Field: "colour", Value: "red"},
			"choice_not_in_force": {Field: "risk_class", Value: "marginal"},
		} {
			_, err := w.facts.Set(w.sys, w.houses["甲户"].ID, "", []fact.Change{{Field: "water", Value: "well"}, c})
			w.refused(err, code)
		}
		if len(w.card(w.houses["甲户"].ID)) != 0 {
			t.Fatal("nothing is half saved")
		}
		_, err := w.facts.Set(w.sys, w.houses["甲户"].ID, "2030-01-01", []fact.Change{{Field: "water", Value: "well"}})
		w.refused(err, "bad_day")
		// A condition of the card: where they are is asked for once they are away.
		shown := func() []string { return must(w.facts.Card(w.sys, w.houses["甲户"].ID))(t).Shown }
		if slices.Contains(shown(), "away_to") {
			t.Error("asked before")
		}
		w.set("甲户", fact.Change{Field: "away", Value: true})
		if !slices.Contains(shown(), "away_to") {
			t.Error("not asked")
		}
	})
}

func TestSealedAnswers(t *testing.T) {
	each(t, func(w *world) {
		id := w.houses["甲户"].ID
		w.set("甲户", fact.Change{Field: "contact_phone", Value: "13812345678"}, fact.Change{Field: "help_first", Value: true}, fact.Change{Field: "help_note", Value: "老人卧床"})
		card := w.card(id)
		if card["contact_phone"].Value != "138****5678" || card["help_first"].Value != nil || !card["help_first"].Known || card["help_note"].Value != nil {
			t.Fatalf("%+v", card)
		}
		var plain []string
		if err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
			return tx.Select(&plain, "SELECT f.field FROM {fact f} WHERE f.value <> '' OR f.trait <> ''")
		}); err != nil || len(plain) > 0 {
			t.Fatalf("these lie open: %v %v", plain, err)
		}
		if r := w.set("甲户", fact.Change{Field: "contact_phone", Ver: 1, Value: "13900000000"}); r[0].Outcome != fact.Applied {
			t.Fatalf("%+v", r)
		}
		if r := w.set("甲户", fact.Change{Field: "help_first", Ver: 0, Base: nil, Value: false}); r[0].Outcome != fact.Waits {
			t.Fatalf("%+v", r)
		}
		_, err := w.facts.Reveal(w.sys, id, []string{"help_note"}, " ")
		w.refused(err, "required")
		got := must(w.facts.Reveal(w.sys, id, []string{"help_note"}, "转移前核对"))(t)
		if len(got) != 1 || got[0].Value != "老人卧床" {
			t.Fatalf("%+v", got)
		}
		c := w.conflicts(fact.StateOpen)[0]
		if c.Kept.Value == true || c.Other.Value == false {
			t.Fatalf("a conflict shows nothing sealed: %+v", c)
		}
		sides := must(w.facts.RevealConflict(w.sys, c.ID, "要裁定"))(t)
		if len(sides) != 2 || sides[0].Value != true || sides[1].Value != false {
			t.Fatalf("%+v", sides)
		}
		_, _, err = w.facts.Holders(w.sys, fact.TraitFilter{Field: "help_first", Value: fact.Yes}, kernel.Page{})
		w.refused(err, "trait_is_secret")
		var ids []kernel.ID
		if err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
			var err error
			ids, _, err = w.facts.PageWith(tx, fact.TraitFilter{Field: "help_first", Value: fact.Yes, Place: w.places["龙村"].ID}, kernel.Page{})
			return err
		}); err != nil || len(ids) != 1 || ids[0] != id {
			t.Fatal(ids, err)
		}
	})
}

func TestFactsFollowTheirHousehold(t *testing.T) {
	each(t, func(w *world) {
		w.set("甲户", fact.Change{Field: "poor", Value: true}, fact.Change{Field: "housing_grade", Value: "c"}, fact.Change{Field: "water", Value: "well"})
		w.set("乙户", fact.Change{Field: "housing_grade", Value: "a"}, fact.Change{Field: "main_income", Value: "crops"})
		if got := w.holders("poor", fact.Yes, "龙村"); got != "甲户" {
			t.Fatal(got)
		}
		two := w.places["二组"].ID
		w.record("甲户", person.NewEvent{Kind: person.KindCorrect, Note: "搬到二组", House: &person.HouseFix{PlaceID: &two}})
		if got := w.holders("poor", fact.Yes, "二组"); got != "甲户" {
			t.Fatalf("moves with its household: %q", got)
		}
		split := w.record("甲户", person.NewEvent{Kind: person.KindSplit, PlaceID: w.places["一组"].ID, Persons: []person.Kin{{PersonID: w.people["甲户之子"], Relation: person.Head}}})
		fresh := split.Households[1].ID
		if c := w.card(fresh); c["water"].Value != "well" || !c["water"].Came || w.holders("poor", fact.Yes, "龙村") != "甲户 甲户之子" {
			t.Fatalf("who comes out of a split begins with what was known: %+v", c)
		}
		must(w.persons.TakeBack(w.sys, split.Event, "录错了"))(t)
		if w.holders("poor", fact.Yes, "龙村") != "甲户" {
			t.Fatal("taken back with its event")
		}
		merged := w.record("甲户", person.NewEvent{Kind: person.KindMerge, OtherID: w.houses["乙户"].ID, Persons: []person.Kin{
			{PersonID: w.people["乙户"], Relation: "97"}, {PersonID: w.people["乙户之子"], Relation: "97"},
		}})
		card, open := w.card(w.houses["甲户"].ID), w.conflicts(fact.StateOpen)
		if card["main_income"].Value != "crops" || card["housing_grade"].Value != "c" || len(open) != 1 || open[0].Other.Value != "a" {
			t.Fatalf("of two that merge the one that stays takes over what it had not said, and a person decides on the rest: %+v %+v", card, open)
		}
		if w.holders("main_income", "crops", "龙村") != "甲户" {
			t.Fatal("a household that ended is in no list")
		}
		_, err := w.facts.Set(w.sys, w.houses["乙户"].ID, "", []fact.Change{{Field: "water", Value: "well"}})
		w.refused(err, "household_closed")
		must(w.persons.TakeBack(w.sys, merged.Event, "录错了"))(t)
		if w.holders("main_income", "crops", "龙村") != "乙户" || len(w.conflicts(fact.StateOpen)) != 0 {
			t.Fatal("taken back with its event")
		}
	})
}

func (w *world) record(house string, n person.NewEvent) person.Outcome {
	w.Helper()
	n.Day = kernel.DayOf(w.clock.Now())
	return must(w.persons.Record(w.sys, w.houses[house].ID, n))(w)
}

// Whatever order officers change fields in and whatever they had seen: each value they gave stands, was replaced by somebody who
// had seen it, or is in the list of conflicts. None is lost, and at most one stands.
func TestNoAnswerIsLost(t *testing.T) {
	each(t, func(w *world) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			name := fmt.Sprintf("户%d", n)
			w.house("一组", name)
			id := w.houses[name].ID
			seen := map[string]map[int]fact.Fact{"housing_grade": {}, "water": {}}
			choices := map[string][]string{"housing_grade": {"a", "b", "c", "d"}, "water": {"piped", "shared", "well", "carried"}}
			type given struct{ field, value string }
			var all []given
			replaced := map[given]bool{}
			for range rapid.IntRange(1, 8).Draw(rt, "changes") {
				field := rapid.SampledFrom([]string{"housing_grade", "water"}).Draw(rt, "field")
				who := rapid.IntRange(0, 2).Draw(rt, "who")
				if rapid.Bool().Draw(rt, "pulls") {
					seen[field][who] = w.card(id)[field]
				}
				v := rapid.SampledFrom(choices[field]).Draw(rt, "value")
				base := seen[field][who]
				r := must(w.facts.Set(w.sys, id, "", []fact.Change{{Field: field, Ver: base.Ver, Base: base.Value, Value: v}}))(w)[0]
				all = append(all, given{field, v})
				if was, ok := base.Value.(string); ok && r.Outcome == fact.Applied {
					replaced[given{field, was}] = true
				}
				if r.Outcome != fact.Waits {
					seen[field][who] = r.Now
				}
			}
			card := w.card(id)
			var kept []given
			for _, state := range []string{fact.StateOpen, fact.StateTold} {
				list, _, err := w.facts.Conflicts(w.sys, fact.ConflictFilter{State: state, Household: id}, kernel.Page{})
				if err != nil {
					rt.Fatal(err)
				}
				for _, c := range list {
					for _, s := range []fact.Side{c.Kept, c.Other} {
						if v, ok := s.Value.(string); ok {
							kept = append(kept, given{c.Field, v})
						}
					}
				}
			}
			for _, g := range all {
				if card[g.field].Value != g.value && !replaced[g] && !slices.Contains(kept, g) {
					rt.Fatalf("%s=%s is lost: %+v %+v", g.field, g.value, card, kept)
				}
			}
		})
	})
}

func TestManyChangeOneHouseholdAtOnce(t *testing.T) {
	each(t, func(w *world) {
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				v := []string{"piped", "shared", "well", "carried"}[i%4]
				if _, err := w.facts.Set(w.sys, w.houses["丙户"].ID, "", []fact.Change{{Field: "water", Value: v}, {Field: "housing_grade", Value: "abcd"[i%4 : i%4+1]}}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		card := w.card(w.houses["丙户"].ID)
		if card["water"].Ver != int64(1+len(w.conflicts(fact.StateTold))) || card["housing_grade"].Ver != 1 || len(w.conflicts(fact.StateOpen)) < 3 {
			t.Fatalf("%+v, %d told, %d open", card, len(w.conflicts(fact.StateTold)), len(w.conflicts(fact.StateOpen)))
		}
	})
}

func (w *world) out(open bool) [][]any {
	w.Helper()
	var rows [][]any
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		r := w.facts.Registers()[0]
		rows = nil
		for row, err := range r.Rows(tx, must(r.Sheets(tx))(w)[0].Name, register.Options{Open: open}) {
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
	err := w.d.Write(w.sys, "fact.import", func(tx *db.WriteTx) error {
		r := w.facts.Registers()[0]
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

func TestCardsComeInAsTheyGoOut(t *testing.T) {
	each(t, func(w *world) {
		w.set("甲户", fact.Change{Field: "contact_phone", Value: "13812345678"}, fact.Change{Field: "poor", Value: true}, fact.Change{Field: "housing_grade", Value: "c"},
			fact.Change{Field: "help_first", Value: true}, fact.Change{Field: "land", Value: "3.5"})
		for _, open := range []bool{false, true} {
			rows := w.out(open)
			if len(rows) != 4 {
				t.Fatal(rows)
			}
			if n, bad := w.in(rows); n.Unchanged != 4 || n.New+n.Changed != 0 || len(bad) > 0 {
				t.Fatalf("open %v: %+v %+v", open, n, bad)
			}
		}
		rows := w.out(false)
		col := map[string]int{}
		for i, c := range must(w.facts.Registers()[0].Sheets(nil))(t)[0].Columns {
			col[c.Key] = i
		}
		row := func(house, key string, v any) []any {
			i := slices.IndexFunc(rows, func(r []any) bool { return r[0] == w.houses[house].Code })
			r := slices.Clone(rows[i])
			r[col["f."+key]] = v
			return r
		}
		if n, bad := w.in([][]any{row("乙户", "poor", "是"), row("甲户", "housing_grade", "D级"), row("丙户", "contact_phone", "13700001111")}); n.New != 2 || n.Changed != 1 || len(bad) > 0 {
			t.Fatalf("%+v %+v", n, bad)
		}
		if got := w.holders("poor", fact.Yes, "县"); got != "乙户 甲户" && got != "甲户 乙户" {
			t.Fatal(got)
		}
		if c := w.card(w.houses["丙户"].ID); c["contact_phone"].Value != "137****1111" {
			t.Fatalf("%+v", c)
		}
		if _, bad := w.in([][]any{row("丁户", "risk_class", "边缘易致贫户")}); len(bad) != 1 || bad[0].Code != "choice_not_in_force" {
			t.Fatalf("%+v", bad)
		}
	})
}

func TestAnswersEndWithHouseholdsThatEndedByASheet(t *testing.T) {
	each(t, func(w *world) {
		w.set("丁户", fact.Change{Field: "poor", Value: true})
		if n := must(w.facts.Tidy(w.sys))(t); n != 0 || w.holders("poor", fact.Yes, "县") != "丁户" {
			t.Fatal(n)
		}
	})
}
