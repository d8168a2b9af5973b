package person_test

import (
	"strings"
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// TestAnEventIsNotTakenBackFromUnderWhatCameLater: also where that was no event of the same household.
func TestAnEventIsNotTakenBackFromUnderWhatCameLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h, other := w.family(w.group, "王"), w.family(w.group2, "李")
		son := who(h, "子")
		out, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindMoveOut, Day: "2026-11-01", Persons: []person.Kin{{PersonID: son}}})
		ok(t, err)
		_, err = w.s.Record(w.sys, other.ID, person.NewEvent{Kind: person.KindMoveIn, Day: "2026-11-05", Member: &person.NewMember{PersonID: son, Relation: "41"}})
		ok(t, err)
		_, err = w.s.TakeBack(w.sys, out.Event, "没有迁出")
		refused(t, err, "built_on")

		wife, wrong, right := who(h, "妻"), "13900000001", "13900000002"
		fixed, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindCorrect, Day: "2026-11-10", Note: "电话", Fixes: []person.MemberFix{{PersonID: wife, Person: &person.Change{Phone: &wrong}}}})
		ok(t, err)
		p, err := w.s.Get(w.sys, wife)
		ok(t, err)
		_, err = w.s.Update(w.sys, wife, person.Change{Rev: p.Rev, Phone: &right})
		ok(t, err)
		_, err = w.s.TakeBack(w.sys, fixed.Event, "电话没错")
		refused(t, err, "built_on")
		w.sound()
	})
}

// TestNobodyBelongsToTwoHouseholdsOnOneDay: the day of a move may lie in the past, but not within another membership.
func TestNobodyBelongsToTwoHouseholdsOnOneDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h, other := w.family(w.group, "王"), w.family(w.group2, "李")
		son := who(h, "子")
		_, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindMoveOut, Day: "2026-11-10", Persons: []person.Kin{{PersonID: son}}})
		ok(t, err)
		in := person.NewEvent{Kind: person.KindMoveIn, Day: "2026-11-05", Member: &person.NewMember{PersonID: son, Relation: "41"}}
		_, err = w.s.Record(w.sys, other.ID, in)
		refused(t, err, "before_it_builds_on")
		in.Day = "2026-11-10"
		_, err = w.s.Record(w.sys, other.ID, in)
		ok(t, err)
		early := kernel.Day("2026-11-08")
		_, err = w.s.Record(w.sys, other.ID, person.NewEvent{Kind: person.KindCorrect, Day: "2026-11-12", Note: "早就来了", Fixes: []person.MemberFix{{PersonID: son, From: &early}}})
		refused(t, err, "before_it_builds_on")
		for _, day := range []kernel.Day{"2026-11-09", "2026-11-10"} {
			n := 0
			for _, id := range []kernel.ID{h.ID, other.ID} {
				on, err := w.s.Household(w.sys, id, day)
				ok(t, err)
				for _, m := range on.MemberList {
					if m.Person.ID == son {
						n++
					}
				}
			}
			if n != 1 {
				t.Errorf("in %d households on %s", n, day)
			}
		}
	})
}

// faultsOf are the faults of a sheet of households, in a line each.
func (w *world) faultsOf(rows ...map[string]string) string {
	w.t.Helper()
	var out strings.Builder
	for _, f := range w.plan(w.book(rows)).Faults() {
		out.WriteString(f.Code + " ")
	}
	return out.String()
}

// TestASheetDoesNotRaiseTheDead: nor does it use a code again, or one number for two.
func TestASheetDoesNotRaiseTheDead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		number := w.number("1945-09-10", 2)
		h, err := w.s.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.group.ID, From: "2020-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "王母", Facts: person.Facts{IDNumber: number}}, Relation: "02"},
		}})
		ok(t, err)
		_, err = w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindDeath, Day: "2026-11-02", PersonID: who(h, "母")})
		ok(t, err)
		row := map[string]string{"place": "龙鼻村/一组", "name": "王母", "relation": "户主", "id_number": number}
		if got := w.faultsOf(row); got != "person_died " {
			t.Errorf("somebody who died: %q", got)
		}
		if got := w.faultsOf(map[string]string{"code": h.Code, "place": "龙鼻村/一组", "name": "张三", "relation": "户主"}); got != "household_closed " {
			t.Errorf("the code of a household that ended: %q", got)
		}
		there, err := w.s.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.group.ID, From: "2020-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "赵大"}, Relation: "02"},
		}})
		ok(t, err)
		twice := w.number("1980-01-02", 1)
		got := w.faultsOf(map[string]string{"code": there.Code, "name": "赵大", "relation": "户主", "id_number": twice},
			map[string]string{"place": "龙鼻村/二组", "name": "钱大", "relation": "户主", "id_number": twice})
		if got != "duplicate_person " {
			t.Errorf("one number for two: %q", got)
		}
	})
}

// TestASheetSaysAllOfWhoJoins: what it says of somebody who comes into a household that is there is saved the first time.
func TestASheetSaysAllOfWhoJoins(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		number := w.number("1999-01-02", 2)
		_, err := w.s.Create(w.sys, person.Draft{Name: "李媳", PlaceID: w.group2.ID, Facts: person.Facts{IDNumber: number}})
		ok(t, err)
		rows := []map[string]string{
			{"code": h.Code, "name": "李媳", "relation": "儿媳", "id_number": number, "phone": "13800000007", "collective": "2026-01-01"},
			{"code": h.Code, "name": "王孙", "relation": "孙子", "birth": "2024-05-06", "sex": "男", "collective": "2026-02-02"},
		}
		if c := w.load(w.book(rows)); c.New != 2 {
			t.Fatalf("%+v", c)
		}
		if c := w.plan(w.book(rows)).Counts()[0]; c.Unchanged != 2 {
			t.Errorf("the same sheet again: %+v", c)
		}
	})
}

// TestTheNumberOfAnEntryThatWasMergedIsFree: for the entry that stayed, by hand and by a sheet.
func TestTheNumberOfAnEntryThatWasMergedIsFree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		number := w.number("1970-03-04", 1)
		stays, err := w.s.Create(w.sys, person.Draft{Name: "王大", PlaceID: w.group.ID, Phone: "13800000001"})
		ok(t, err)
		goes, err := w.s.Create(w.sys, person.Draft{Name: "王大", PlaceID: w.group.ID, Phone: "13800000001", Facts: person.Facts{IDNumber: number}, ConfirmDuplicate: true})
		ok(t, err)
		pair, err := w.s.ProposePair(w.sys, stays.ID, goes.ID)
		ok(t, err)
		_, err = w.s.Merge(w.sys, pair.ID, person.MergeChoice{Rev: pair.Rev, KeepID: stays.ID, Reason: "同一个人"})
		ok(t, err)
		row := map[string]string{"place": "龙鼻村/一组", "name": "王大", "relation": "户主", "id_number": number}
		if c := w.load(w.book([]map[string]string{row})); c.New != 1 {
			t.Errorf("%+v", c)
		}
		held, err := w.s.RegisterOf(w.sys, stays.ID)
		ok(t, err)
		if got := w.numberOf(stays.ID); got != number || len(held.Households) != 1 {
			t.Errorf("the sheet did not reach the entry that stayed: %q %+v", got, held)
		}
	})
}
