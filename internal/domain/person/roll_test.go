package person_test

import (
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// None of the four rolls follows from another: who moves out stays a member of the collective, and who dies stays until a
// person decides; only the registered population is the register itself.
func TestTheRollsAreApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		son := who(h, "子")
		admit := person.Admit{PersonID: son, PlaceID: w.bi.ID, Day: "2026-01-10", Basis: "original", Doc: "成员大会决议2026-1"}
		m, err := w.s.AdmitMember(w.sys, admit)
		ok(t, err)
		_, err = w.s.AdmitMember(w.sys, admit)
		refused(t, err, "member_already")
		_, err = w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindMoveOut, Day: "2026-11-01", Persons: []person.Kin{{son, ""}}})
		ok(t, err)
		roll := func(kind string, day kernel.Day) int {
			list, _, err := w.s.Roll(w.sys, person.RollFilter{Roll: kind, Place: w.bi.ID, Day: day}, kernel.Page{})
			ok(t, err)
			return len(list)
		}
		if n := roll(person.RollRegistered, ""); n != 3 {
			t.Errorf("registered today: %d", n)
		}
		if n := roll(person.RollRegistered, "2026-10-31"); n != 4 {
			t.Errorf("registered before: %d", n)
		}
		if n := roll(person.RollCollective, ""); n != 1 {
			t.Errorf("the collective: %d", n)
		}
		for _, ground := range []string{"moved_out", "", "迁出"} {
			_, err = w.s.LoseMember(w.sys, m.ID, person.Lose{Rev: m.Rev, Day: "2026-11-02", Basis: ground, Doc: "决议"})
			refused(t, err, "no_such_ground")
		}
		_, err = w.s.LoseMember(w.sys, m.ID, person.Lose{Rev: m.Rev, Day: "2026-11-02", Basis: "civil_servant"})
		refused(t, err, "required")
		_, err = w.s.LoseMember(w.sys, m.ID, person.Lose{Rev: m.Rev, Day: "2026-11-02", Basis: "civil_servant", Doc: "成员大会决议2026-2"})
		ok(t, err)
		if n, before := roll(person.RollCollective, ""), roll(person.RollCollective, "2026-11-01"); n != 0 || before != 1 {
			t.Errorf("%d %d", n, before)
		}
		c, err := w.s.CountRolls(w.sys, w.bi.ID, "2026-11-01")
		if err != nil || c.Registered != 3 || c.Collective != 1 {
			t.Errorf("%+v %v", c, err)
		}
	})
}

func TestVotersAreProposedAskedConfirmedAndPosted(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		_, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindMoveIn, Day: "2024-01-01", Member: &person.NewMember{
			Person: &person.Draft{Name: "王租", Facts: person.Facts{Birth: "1990-01-01"}}, Relation: "98", Lives: true,
		}})
		ok(t, err)
		_, err = w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindBirth, Day: "2009-01-01", Member: &person.NewMember{Person: &person.Draft{Name: "王少"}, Relation: "20", Registered: true, Lives: true}})
		refused(t, err, "before_it_builds_on")
		l, err := w.s.ProposeVoters(w.sys, w.bi.ID, "2026-12-20")
		ok(t, err)
		if l.In != 3 || l.Ask != 2 {
			t.Errorf("%+v", l)
		}
		_, err = w.s.ProposeVoters(w.sys, w.bi.ID, "2026-12-20")
		refused(t, err, "voter_list_exists")
		_, err = w.s.ConfirmVoters(w.sys, l.ID, l.Rev)
		refused(t, err, "voters_not_asked")
		_, err = w.s.SetVoter(w.sys, l.ID, person.SetVoter{PersonID: who(h, "子"), State: person.VoterIn, Basis: "away"})
		ok(t, err)
		list, _, err := w.s.Roll(w.sys, person.RollFilter{Roll: person.RollVoter, Place: w.bi.ID, List: l.ID}, kernel.Page{})
		ok(t, err)
		for _, e := range list {
			if e.State == person.VoterAsk {
				_, err = w.s.SetVoter(w.sys, l.ID, person.SetVoter{PersonID: e.PersonID, State: person.VoterOut, Basis: "not_declared"})
				ok(t, err)
			}
		}
		l, err = w.s.ConfirmVoters(w.sys, l.ID, l.Rev)
		ok(t, err)
		if l.In != 4 || l.Out != 1 || l.State != person.ListConfirmed || l.Confirmed != "2026-11-16" {
			t.Errorf("%+v", l)
		}
		c.Set(kernel.Day("2026-12-01").Time())
		_, err = w.s.PostVoters(w.sys, l.ID, l.Rev, "2026-12-01")
		refused(t, err, "posted_too_late")
		l, err = w.s.PostVoters(w.sys, l.ID, l.Rev, "2026-11-30")
		ok(t, err)
		_, err = w.s.SetVoter(w.sys, l.ID, person.SetVoter{PersonID: who(h, "母"), State: person.VoterOut, Basis: "unfit"})
		refused(t, err, "required")
		_, err = w.s.SetVoter(w.sys, l.ID, person.SetVoter{PersonID: who(h, "母"), State: person.VoterOut, Basis: "objection", Note: "本人申诉"})
		ok(t, err)
	})
}
