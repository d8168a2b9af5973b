package body_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func (b *bench) body(at place.Place, name, kind string) body.Body {
	b.t.Helper()
	x, err := b.s.CreateBody(b.sys, body.NewBody{Name: name, Kind: kind, PlaceID: at.ID, From: "2016-01-01"})
	if err != nil {
		b.t.Fatal(err)
	}
	return x
}

func (b *bench) term(of body.Body, from, to kernel.Day, keep ...body.Kept) body.Term {
	b.t.Helper()
	t, err := b.s.StartTerm(b.sys, of.ID, body.NewTerm{From: from, To: to, Came: body.ByElection, Keep: keep})
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}

func (b *bench) member(of body.Body, who person.Person, role string, from kernel.Day) body.Member {
	b.t.Helper()
	m, err := b.s.AddMember(b.sys, of.ID, who.ID, role, from)
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// as is a person who acts by the posts held today.
func (b *bench) as(who person.Person) context.Context {
	b.t.Helper()
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 1, PersonID: who.ID, Name: who.Name}
	if err := b.d.Read(b.sys, func(tx *db.ReadTx) error {
		held, err := b.s.PostsOf(tx, who.ID, tx.Today())
		for _, h := range held {
			a.Arms = append(a.Arms, h.Arms...)
		}
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return kernel.WithActor(context.Background(), a)
}

func TestATermFollowsTheOneBeforeWithTheMembersWhoGoOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		c := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		first := b.term(c, "2021-11-20", "")
		if first.Number != 1 || first.To != "2026-11-19" || first.Light != body.LightAmber || first.Days != 3 || first.Place.Name != "龙鼻村" {
			t.Errorf("five years by the pack: %+v", first)
		}
		head, old, late := b.person(b.bi, "王海", ""), b.person(b.bi, "李山", ""), b.person(b.bi, "赵川", "")
		h, o := b.member(c, head, "主任", "2021-11-20"), b.member(c, old, "委员", "2021-11-20")
		l := b.member(c, late, "member", "2024-03-01") // a by-election
		if h.Role != "director" || o.TermID != first.ID || l.TermID != first.ID {
			t.Errorf("roles by the id of the pack, members in their term: %+v %+v %+v", h, o, l)
		}
		_, err := b.s.AddMember(b.sys, c.ID, b.person(b.bi, "周江", "").ID, "国王", "")
		b.refused(err, "unknown_role")

		second := b.term(c, "2026-11-16", "", body.Kept{MemberID: h.ID}, body.Kept{MemberID: l.ID, Role: "副主任"})
		if second.Number != 2 || !second.Last || second.To != "2031-11-15" || second.Light != body.LightGreen {
			t.Errorf("%+v", second)
		}
		got, err := b.s.GetBody(b.sys, c.ID)
		if err != nil || len(got.Terms) != 2 || got.Terms[0].ID != second.ID || got.Terms[1].To != "2026-11-15" || got.Terms[1].Last || got.Terms[1].Light != "" {
			t.Errorf("the old term ends the day before: %+v %v", got.Terms, err)
		}
		if len(got.MemberList) != 2 || got.MemberList[0].Role != "director" || got.MemberList[1].Role != "deputy_director" || got.MemberList[1].TermID != second.ID {
			t.Errorf("who goes on, head first: %+v", got.MemberList)
		}
		if got.Leader != "王海" || got.TermNumber != 2 || got.TermTo != "2031-11-15" {
			t.Errorf("%+v", got.Body)
		}
		past, err := b.s.GetBodyOn(b.sys, c.ID, "2022-01-01")
		if err != nil || len(past.MemberList) != 2 || past.MemberList[1].PersonName != "李山" {
			t.Errorf("as of a day: %+v %v", past.MemberList, err)
		}
		for code, n := range map[string]body.NewTerm{
			"term_before_last":      {From: "2026-11-16", Came: body.ByElection},
			"ends_before_it_begins": {From: "2026-12-01", To: "2026-11-30", Came: body.ByElection},
			"bad_choice":            {From: "2026-12-01", Came: "lottery"},
			"term_number_used":      {From: "2026-12-01", Number: 2, Came: body.ByElection},
			"not_a_member":          {From: "2026-12-01", Came: body.ByElection, Keep: []body.Kept{{MemberID: o.ID}}},
		} {
			_, err := b.s.StartTerm(b.sys, c.ID, n)
			b.refused(err, code)
		}
	})
}

func TestATermIsPutOffWithAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		c := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		one := b.term(c, "2021-10-01", "")
		_, err := b.s.ExtendTerm(b.sys, one.ID, body.Extension{Rev: one.Rev, To: "2027-03-31"})
		b.refused(err, "required")
		_, err = b.s.ExtendTerm(b.sys, one.ID, body.Extension{Rev: one.Rev, To: one.To, Reason: "县统一部署"})
		b.refused(err, "must_be_later")
		got, err := b.s.ExtendTerm(b.sys, one.ID, body.Extension{Rev: one.Rev, To: "2027-03-31", Reason: "县统一部署"})
		if err != nil || got.To != "2027-03-31" || got.PlannedTo != "2026-09-30" || got.ExtendedOn != "2026-11-16" || got.Reason != "县统一部署" {
			t.Errorf("%+v %v", got, err)
		}
		b.term(c, "2027-01-10", "")
		_, err = b.s.ExtendTerm(b.sys, one.ID, body.Extension{Rev: got.Rev + 1, To: "2028-01-01", Reason: "再等等"})
		b.refused(err, "term_followed")
	})
}

func TestAnEndingTermIsAnnouncedOnceToThePostsOfThePack(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		b := newBench(t, d)
		near, far := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee"), b.body(b.bi, "龙鼻村村务监督委员会", "supervision_committee")
		term := b.term(near, "2022-02-15", "2027-02-14") // 90 days from 2026-11-16
		b.term(far, "2022-02-20", "2027-02-19")
		ended := b.body(b.east, "东团村集体", "collective")
		b.term(ended, "2020-01-01", "")

		secretary, director := b.person(b.bi, "王书记", ""), b.person(b.town, "李主任", "")
		neighbour, police := b.person(b.east, "东邻", ""), b.person(b.bi, "警官", "")
		b.appoint(body.NewAppointment{Post: "village_secretary", PersonID: secretary.ID, PlaceID: b.bi.ID})
		b.appoint(body.NewAppointment{Post: "township_centre_director", PersonID: director.ID, PlaceID: b.town.ID})
		b.appoint(body.NewAppointment{Post: "village_secretary", PersonID: neighbour.ID, PlaceID: b.east.ID})
		b.appoint(body.NewAppointment{Post: "police_contact", PersonID: police.ID, PlaceID: b.bi.ID})
		announce := func(want int) {
			t.Helper()
			if n, err := b.s.Announce(b.sys); err != nil || n != want {
				t.Errorf("announced %d, want %d: %v", n, want, err)
			}
		}
		seen := func(who person.Person) (names []string) {
			t.Helper()
			list, err := b.s.MyNotices(b.as(who))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list {
				names = append(names, n.Term.Body.Name)
			}
			return names
		}
		announce(2)
		announce(0)
		for who, want := range map[*person.Person]string{
			&secretary: "龙鼻村村民委员会", &director: "东团村集体 龙鼻村村民委员会", &neighbour: "东团村集体", &police: "",
		} {
			if got := strings.Join(seen(*who), " "); got != want {
				t.Errorf("%s sees %q, want %q", who.Name, got, want)
			}
		}

		clock.Add(8 * 24 * time.Hour) // the program was down when the other term came within 90 days
		announce(1)
		list, err := b.s.MyNotices(b.as(secretary))
		if err != nil || len(list) != 2 || list[0].Term.Light != body.LightAmber || list[0].Day != "2026-11-16" {
			t.Fatalf("%+v %v", list, err)
		}
		_, err = b.s.Settle(b.as(secretary), list[1].ID, list[1].Rev, " ")
		b.refused(err, "required")
		if n, err := b.s.Settle(b.as(secretary), list[1].ID, list[1].Rev, "已报镇里统一换届"); err != nil || n.Done == "" || n.DoneBy != "王书记" {
			t.Errorf("%+v %v", n, err)
		}
		_, err = b.s.Settle(b.as(director), list[1].ID, list[1].Rev+1, "再办一次")
		b.refused(err, "settled_already")
		if got := seen(secretary); !slices.Equal(got, []string{"龙鼻村村民委员会"}) {
			t.Errorf("dealt with by a note: %v", got)
		}
		if _, err := b.s.ExtendTerm(b.sys, term.ID, body.Extension{Rev: term.Rev, To: "2027-02-20", Reason: "县统一部署"}); err != nil {
			t.Fatal(err)
		}
		if got := seen(secretary); len(got) != 0 {
			t.Errorf("the end that was put off is no longer announced: %v", got)
		}
		announce(1) // its new end is
		b.term(near, "2026-12-01", "")
		if got := seen(secretary); len(got) != 0 {
			t.Errorf("a new term ends the announcement: %v", got)
		}
		announce(0)
	})
}

func TestTwoServersAnnounceATermOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		for _, name := range []string{"一", "二", "三", "四"} {
			b.term(b.body(b.bi, name+"会", "villagers_council"), "2021-12-01", "")
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := b.s.Announce(b.sys); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		who := b.person(b.bi, "王书记", "")
		b.appoint(body.NewAppointment{Post: "village_secretary", PersonID: who.ID, PlaceID: b.bi.ID})
		if list, err := b.s.MyNotices(b.as(who)); err != nil || len(list) != 4 {
			t.Errorf("%d notices %v", len(list), err)
		}
	})
}

func TestTermsAreListedByTheirEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.term(b.body(b.bi, "甲", "villagers_committee"), "2022-01-01", "")     // ends in 45 days
		b.term(b.body(b.bi, "乙", "supervision_committee"), "2021-06-01", "")   // ended
		b.term(b.body(b.east, "丙", "villagers_committee"), "2024-01-01", "")   // long to go
		b.term(b.body(b.east, "丁", "supervision_committee"), "2021-11-17", "") // ends today
		for state, want := range map[string]string{"": "乙丁甲", body.TermsDue: "乙丁甲", body.TermsEnding: "丁甲", body.TermsOverdue: "乙", body.TermsAll: "乙丁甲丙"} {
			var got string
			cursor := ""
			for range 5 { // page by page
				list, next, err := b.s.ListTerms(b.sys, body.TermFilter{State: state}, kernel.Page{Limit: 1, Cursor: cursor})
				if err != nil {
					t.Fatal(err)
				}
				for _, x := range list {
					got += x.Body.Name
				}
				if cursor = next; next == "" {
					break
				}
			}
			if got != want {
				t.Errorf("%q: %s, want %s", state, got, want)
			}
		}
		list, _, err := b.s.ListTerms(officer(b.east.Arm()), body.TermFilter{State: body.TermsAll}, kernel.Page{})
		if err != nil || len(list) != 2 {
			t.Errorf("only of one's own place: %+v %v", list, err)
		}
		if list, _, _ = b.s.ListTerms(b.sys, body.TermFilter{Place: b.bi.ID, Kind: "supervision_committee"}, kernel.Page{}); len(list) != 1 || list[0].Light != body.LightRed || list[0].Days >= 0 {
			t.Errorf("%+v", list)
		}
		_, _, err = b.s.ListTerms(b.sys, body.TermFilter{State: "lost"}, kernel.Page{})
		b.refused(err, "unknown_state")
	})
}
