package body_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
)

// The Party roll is that of the Party's bodies, each entry with the kind of its body; it goes out and comes in as the same
// sheet, and takes in nobody of another body.
func TestThePartyRollIsASheetOfThePartysBodies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		branch, committee := b.body(b.bi, "龙鼻村党支部", "party_branch"), b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		b.member(branch, b.person(b.bi, "王海", "13900000001"), "", "2020-01-01")
		b.member(committee, b.person(b.bi, "高山", "13900000002"), "", "2020-01-01")
		list, _, err := b.s.PartyRoll(b.sys, b.town.ID, "", kernel.Page{})
		if must(t, err); len(list) != 1 || list[0].PersonName != "王海" || list[0].Kind != "party_branch" {
			t.Fatalf("%+v", list)
		}
		for _, open := range []bool{false, true} {
			if did, bad := b.in("rolls.party", b.out("rolls.party", register.Options{Open: open})); did != "0/0/1" || bad != "" {
				t.Errorf("what went out changes nothing: %s %s", did, bad)
			}
		}
		b.person(b.bi, "李梅", "13900000003")
		row := func(of string) []byte {
			return b.sheetOf("rolls.party", []string{b.bi.Code, of, "李梅", "13900000003", "", "2024-01-01", ""})
		}
		if did, bad := b.in("rolls.party", row(committee.Name)); bad == "" {
			t.Errorf("somebody of another body came on the roll: %s", did)
		}
		if did, bad := b.in("rolls.party", row(branch.Name)); did != "1/0/0" || bad != "" {
			t.Error(did, bad)
		}
		if list, _, err = b.s.PartyRoll(b.sys, b.town.ID, "2023-12-31", kernel.Page{}); err != nil || len(list) != 1 {
			t.Errorf("before she joined: %+v %v", list, err)
		}
	})
}

// Of two officers of one name the number tells which one is on duty, also where the sheet masks it.
func TestRostersTellNamesakesApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		one := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: b.person(b.bi, "王海", "13900000001").ID, PlaceID: b.bi.ID})
		two := b.appoint(body.NewAppointment{Post: "police_contact", PersonID: b.person(b.east, "王海", "13812340002").ID, PlaceID: b.bi.ID})
		row := func(day, phone string) []byte {
			return b.sheetOf("rosters", []string{b.bi.Code, day, "王海", "", phone})
		}
		for day, c := range map[string]struct {
			phone string
			want  kernel.ID
		}{"2026-11-17": {"13900000001", one.ID}, "2026-11-18": {"13812340002", two.ID}, "2026-11-19": {"138****0002", two.ID}} {
			if did, bad := b.in("rosters", row(day, c.phone)); did != "1/0/0" || bad != "" {
				t.Fatal(c.phone, did, bad)
			}
			days, err := b.s.Roster(b.sys, b.bi.ID, kernel.Day(day), 1)
			if must(t, err); len(days) != 1 || len(days[0].Holders) != 1 || days[0].Holders[0].AppointmentID != c.want {
				t.Errorf("%s: %+v", c.phone, days)
			}
		}
		if did, bad := b.in("rosters", b.out("rosters", register.Options{})); did != "0/0/3" || bad != "" {
			t.Errorf("what went out changes nothing: %s %s", did, bad)
		}
	})
}
