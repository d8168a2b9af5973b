package person_test

import (
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func TestAHouseholdIsKeptByEvents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		if h.Code != "14102910020100001" || h.HeadName != "王大" || h.Members != 4 || h.Address != "龙鼻村****" || h.MemberList[0].Person.IDNumber[4:16] != "************" || h.MemberList[0].Person.Birth != "1970" {
			t.Fatalf("%+v", h)
		}
		out, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindBirth, Day: "2026-10-01", Doc: "出生证 Q140001", Member: &person.NewMember{
			Person: &person.Draft{Name: "王孙"}, Relation: "41", Registered: true, Lives: true,
		}})
		ok(t, err)
		if got := relations(out.Households[0]); got != "大02 妻12 子20 孙41 母52 " {
			t.Error(got)
		}
		before, err := w.s.Household(w.sys, h.ID, "2026-09-30")
		ok(t, err)
		if got := relations(before); got != "大02 妻12 子20 母52 " {
			t.Error("the day before:", got)
		}
		_, err = w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindDeath, Day: "2026-11-01", PersonID: who(h, "大")})
		refused(t, err, "head_leaves")
		out, err = w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindDeath, Day: "2026-11-01", PersonID: who(h, "大"), HeadID: who(h, "妻"), Kin: []person.Kin{{PersonID: who(h, "母"), Relation: "54"}}})
		ok(t, err)
		if got := out.Households[0]; relations(got) != "妻02 子20 孙 母54 " && relations(got) != "孙 妻02 子20 母54 " || got.HeadName != "王妻" || len(got.Past) != 1 || got.Past[0].Person.Died != "2026-11-01" {
			t.Errorf("%s %+v", relations(got), got)
		}
		if old, err := w.s.Household(w.sys, h.ID, "2026-10-31"); err != nil || relations(old) != "大02 妻12 子20 孙41 母52 " {
			t.Errorf("as of the day before: %s %v", relations(old), err)
		}
		for kind, n := range map[string]person.NewEvent{
			"day_in_future":       {Kind: person.KindDeath, Day: "2026-11-17", PersonID: who(h, "母")},
			"before_it_builds_on": {Kind: person.KindDeath, Day: "2019-01-01", PersonID: who(h, "母")},
			"not_a_member":        {Kind: person.KindDeath, Day: "2026-11-10", PersonID: who(h, "大")},
			"bad_day":             {Kind: person.KindDeath, Day: "2026-02-30", PersonID: who(h, "母")},
			"split_takes_all":     {Kind: person.KindSplit, Day: "2026-11-10", Persons: []person.Kin{{1, "02"}, {2, ""}, {3, ""}, {4, ""}}},
		} {
			_, err := w.s.Record(w.sys, h.ID, n)
			refused(t, err, kind)
		}
		w.sound()
		reg, err := w.s.RegisterOf(w.sys, who(h, "大"))
		if err != nil || len(reg.Events) != 2 || reg.Events[1].Kind != person.KindDeath || len(reg.Households) != 1 || reg.Households[0].To != "2026-10-31" {
			t.Errorf("%+v %v", reg, err)
		}
	})
}

func TestAHouseholdSplitsAndMergesWithItsHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		split := person.NewEvent{Kind: person.KindSplit, Day: "2026-11-02", PlaceID: w.group2.ID, Persons: []person.Kin{{who(h, "子"), "02"}}}
		shown, err := w.s.Preview(w.sys, h.ID, split)
		ok(t, err)
		if len(shown.Households) != 2 || relations(shown.Households[1]) != "子02 " || shown.Event != 0 {
			t.Fatalf("%+v", shown)
		}
		if again, err := w.s.Household(w.sys, h.ID, ""); err != nil || len(again.Events) != 1 {
			t.Fatalf("a preview saves nothing: %+v %v", again, err)
		}
		out, err := w.s.Record(w.sys, h.ID, split)
		ok(t, err)
		young := out.Households[1]
		if young.Code != "14102910020100002" || young.Place.ID != w.group2.ID || len(young.Links) != 1 || !young.Links[0].Before || young.Links[0].Household.ID != h.ID {
			t.Errorf("%+v", young)
		}
		if c, err := w.s.CountHouseholds(w.sys, w.group2.ID); err != nil || c != (person.HouseCount{Households: 1, Registered: 1}) {
			t.Errorf("%+v %v", c, err)
		}
		w.sound()
		out, err = w.s.Record(w.sys, young.ID, person.NewEvent{Kind: person.KindMerge, Day: "2026-11-10", OtherID: h.ID, Persons: []person.Kin{{who(h, "大"), "51"}, {who(h, "妻"), "52"}, {who(h, "母"), "62"}}})
		ok(t, err)
		if got := relations(out.Households[0]); got != "子02 大51 妻52 母62 " {
			t.Error(got)
		}
		if old := out.Households[1]; old.To != "2026-11-09" || old.Ended != person.KindMerge || len(old.Links) != 2 || old.Members != 0 {
			t.Errorf("%+v", old)
		}
		w.sound()
		if list, _, err := w.s.Households(w.sys, person.HouseholdFilter{Q: "wangda"}, kernel.Page{}); err != nil || len(list) != 1 || list[0].ID != young.ID {
			t.Errorf("%+v %v", list, err)
		}
		back, err := w.s.TakeBack(w.sys, out.Event, "录错了户")
		ok(t, err)
		if back.Members != 1 || !back.Events[1].Last && back.Events[1].Back == 0 {
			t.Errorf("%+v", back)
		}
		if again, err := w.s.Household(w.sys, h.ID, ""); err != nil || again.To != "" || relations(again) != "大02 妻12 母52 " || !again.Events[1].Last {
			t.Errorf("%s %+v %v", relations(again), again, err)
		}
		_, err = w.s.TakeBack(w.sys, out.Event, "再来")
		refused(t, err, "taken_back_already")
		w.sound()
	})
}

func TestOnlyTheLastEventIsTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		born, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindBirth, Day: "2026-10-01", Member: &person.NewMember{
			Person: &person.Draft{Name: "王孙"}, Relation: "41", Registered: true, Lives: true,
		}})
		ok(t, err)
		name := "王改"
		fixed, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindCorrect, Day: "2026-11-03", Note: "姓名录错", Fixes: []person.MemberFix{{PersonID: who(h, "妻"), Person: &person.Change{Name: &name}}}})
		ok(t, err)
		if c := fixed.Households[0].Events[2].Changes; len(c) != 1 || c[0] != (person.EventChange{Field: "name", Before: "王妻", After: "王改"}) {
			t.Errorf("%+v", c)
		}
		_, err = w.s.TakeBack(w.sys, born.Event, "录错")
		refused(t, err, "built_on")
		_, err = w.s.TakeBack(w.sys, fixed.Event, "原来没错")
		ok(t, err)
		after, err := w.s.TakeBack(w.sys, born.Event, "录错")
		ok(t, err)
		if relations(after) != "大02 妻12 子20 母52 " {
			t.Error(relations(after))
		}
		if list, _, _ := w.s.List(w.sys, person.Filter{Q: "王孙"}, kernel.Page{}); len(list) != 0 {
			t.Errorf("a person entered in error is gone: %+v", list)
		}
		p, _ := w.s.Get(w.sys, who(h, "妻"))
		_, err = w.s.Update(w.sys, p.ID, person.Change{Rev: p.Rev, Name: &name})
		refused(t, err, "correct_by_event")
		w.sound()
	})
}

func TestPeopleMoveBetweenHouseholdsAndAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a, b := w.family(w.group, "王"), w.family(w.eastside, "李")
		out, err := w.s.Record(w.sys, b.ID, person.NewEvent{Kind: person.KindTransfer, Day: "2026-11-05", Persons: []person.Kin{{who(a, "子"), "28"}}})
		ok(t, err)
		if relations(out.Households[0]) != "大02 妻12 子20 子28 母52 " || relations(out.Households[1]) != "大02 妻12 母52 " {
			t.Errorf("%s / %s", relations(out.Households[0]), relations(out.Households[1]))
		}
		if p, err := w.s.Get(officer(w.east), who(a, "子")); err != nil || p.Place.ID != w.eastside.ID {
			t.Errorf("%+v %v", p, err)
		}
		out, err = w.s.Record(w.sys, a.ID, person.NewEvent{Kind: person.KindMoveOut, Day: "2026-11-06", Cause: "work", Persons: []person.Kin{{who(a, "大"), ""}, {who(a, "妻"), ""}, {who(a, "母"), ""}}})
		ok(t, err)
		if h := out.Households[0]; h.To != "2026-11-05" || h.Ended != person.KindMoveOut || len(h.Past) != 4 {
			t.Errorf("the last leave, the household ends: %+v", h)
		}
		out, err = w.s.Record(w.sys, b.ID, person.NewEvent{Kind: person.KindMoveIn, Day: "2026-11-12", Cause: "return", Member: &person.NewMember{PersonID: who(a, "母"), Relation: "97", Lives: true}})
		ok(t, err)
		if who(out.Households[0], "母") == 0 {
			t.Errorf("%+v", out)
		}
		_, err = w.s.Record(w.sys, b.ID, person.NewEvent{Kind: person.KindMoveIn, Day: "2026-11-12", Member: &person.NewMember{PersonID: who(a, "母"), Relation: "97", Lives: true}})
		refused(t, err, "in_another_household")
		w.sound()
	})
}

func TestANumberBelongsToOnePersonOfTheCounty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		number := w.number("1980-01-02", 1)
		first, err := w.s.Create(w.sys, person.Draft{Name: "王海", PlaceID: w.group.ID, Phone: "13800000001", Facts: person.Facts{IDNumber: number}})
		ok(t, err)
		_, err = w.s.Create(w.sys, person.Draft{Name: "王大海", PlaceID: w.group.ID, Facts: person.Facts{IDNumber: number}})
		refused(t, err, "id_number_exists")
		_, err = w.s.Create(officer(w.east), person.Draft{Name: "王大海", PlaceID: w.eastside.ID, Facts: person.Facts{IDNumber: number}})
		refused(t, err, "id_number_elsewhere")
		var ke *kernel.Error
		if asError(err, &ke); ke.Args["name"] != "" || ke.Args["place"] != "昌宁镇" {
			t.Errorf("tells too much or too little: %+v", ke.Args)
		}
		same := person.Draft{Name: "王海", PlaceID: w.group.ID, Facts: person.Facts{Birth: "1980-01-02"}}
		_, err = w.s.Create(w.sys, same)
		refused(t, err, "person_exists")
		same.ConfirmDuplicate = true
		_, err = w.s.Create(w.sys, same)
		ok(t, err)
		if list, _, err := w.s.List(w.sys, person.Filter{Q: number}, kernel.Page{}); err != nil || len(list) != 1 || list[0].ID != first.ID {
			t.Errorf("%+v %v", list, err)
		}
		open, err := w.s.Reveal(w.sys, first.ID, "核对", "id_number", "birth")
		if err != nil || open.IDNumber != number || open.Birth != "1980-01-02" || open.Phone != "" {
			t.Errorf("%+v %v", open, err)
		}
	})
}

func TestAnotherVillageSeesNothingOfTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		east := officer(w.east)
		for what, err := range map[string]error{
			"household": second(w.s.Household(east, h.ID, "")),
			"event":     second(w.s.Record(east, h.ID, person.NewEvent{Kind: person.KindDeath, Day: "2026-11-01", PersonID: who(h, "母")})),
			"back":      second(w.s.TakeBack(east, h.Events[0].ID, "x")),
			"address":   second(w.s.RevealAddress(east, h.ID, "x")),
			"register":  second(w.s.RegisterOf(east, who(h, "母"))),
			"count":     second(w.s.CountHouseholds(east, w.bi.ID)),
		} {
			if kernel.KindOf(err) != kernel.KindNotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		if list, _, err := w.s.Households(east, person.HouseholdFilter{}, kernel.Page{}); err != nil || len(list) != 0 {
			t.Errorf("%+v %v", list, err)
		}
	})
}

func second[T any](_ T, err error) error { return err }
