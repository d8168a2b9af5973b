package body_test

import (
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func (b *bench) kin(who, other person.Person, relation string) body.Kinship {
	b.t.Helper()
	k, err := b.s.AddKin(b.sys, who.ID, body.NewKinship{OtherID: other.ID, Relation: relation, Source: "本人申报"})
	if err != nil {
		b.t.Fatal(err)
	}
	return k
}

// allowed enters somebody whom a rule bars, with a word on why.
func (b *bench) allowed(of body.Body, who person.Person, role string) {
	b.t.Helper()
	m, err := b.s.Join(b.sys, of.ID, body.NewMember{PersonID: who.ID, Role: role, Allowed: "换届前暂任，镇党委批准"})
	if err != nil || m.Allowed == "" {
		b.t.Fatal(m, err)
	}
}

func rules(list []body.Clash) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Rule)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// dies lets somebody who lives in a household die on a day.
func (b *bench) dies(who person.Person, day kernel.Day) {
	b.t.Helper()
	heir := b.person(b.bi, "其子", "")
	house, err := b.persons.CreateHousehold(b.sys, person.NewHousehold{PlaceID: b.bi.ID, From: "2020-01-01", Members: []person.NewMember{
		{PersonID: who.ID, Relation: person.Head, Registered: true, Lives: true},
		{PersonID: heir.ID, Relation: "21", Registered: true, Lives: true},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err = b.persons.Record(b.sys, house.ID, person.NewEvent{Kind: person.KindDeath, Day: day, PersonID: who.ID, HeadID: heir.ID}); err != nil {
		b.t.Fatal(err)
	}
}

func TestSeatsThatTheLawKeepsApartAreFlaggedWithTheArticle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		committee, watch := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee"), b.body(b.bi, "龙鼻村村务监督委员会", "supervision_committee")
		collective, branch := b.body(b.bi, "龙鼻村股份经济合作社", "collective"), b.body(b.bi, "龙鼻村党支部", "party_branch")
		elsewhere := b.body(b.east, "东团村村民委员会", "villagers_committee")
		secretary, wife, son, clerk, cousin := b.person(b.bi, "王书记", ""), b.person(b.bi, "李妻", ""), b.person(b.bi, "王子", ""), b.person(b.bi, "赵会计", ""), b.person(b.bi, "王堂", "")

		b.member(committee, secretary, "director", "")
		b.member(collective, secretary, "chair", "")
		b.appoint(body.NewAppointment{Post: "party_secretary", PersonID: secretary.ID, BodyID: branch.ID})
		ties := func(who person.Person) body.Ties {
			t.Helper()
			got, err := b.s.Ties(b.sys, who.ID)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := ties(secretary); got.Heads != 3 || len(got.Seats) != 3 || len(got.Clashes) != 0 {
			t.Errorf("the secretary may head the committee and the collective: %+v", got)
		}

		b.member(watch, clerk, "member", "")
		_, err := b.s.AddMember(b.sys, collective.ID, clerk.ID, "accountant", "")
		b.refused(err, "seat_barred")
		b.allowed(collective, clerk, "accountant")
		if got := ties(clerk); rules(got.Clashes) != "supervision_accountant" || !strings.Contains(got.Clashes[0].Source, "村务监督委员会") {
			t.Errorf("the accountant sits in the supervision committee: %+v", got.Clashes)
		}
		b.member(watch, son, "member", "")
		b.member(elsewhere, wife, "member", "")
		b.kin(secretary, son, "child")
		b.kin(wife, secretary, "spouse")
		b.kin(secretary, cousin, "sibling_in_law")
		b.member(watch, cousin, "member", "")
		_, err = b.s.AddMember(b.sys, watch.ID, secretary.ID, "member", "")
		b.refused(err, "seat_barred")
		got := ties(secretary)
		if rules(got.Clashes) != "supervision_committee_apart" || got.Clashes[0].One.PersonName != "王子" || got.Clashes[0].Source != "村民委员会组织法 第37条" {
			t.Errorf("the son of a committee member sits in the supervision committee; in-laws and another village do not count: %+v", got.Clashes)
		}
		if len(got.Kin) != 3 || len(ties(son).Kin) != 1 || ties(son).Kin[0].Relation != "parent" || rules(ties(son).Clashes) != "supervision_committee_apart" {
			t.Errorf("a relation is known from both sides: %+v %+v", got.Kin, ties(son))
		}
		b.allowed(watch, secretary, "director")
		if got := rules(ties(secretary).Clashes); got != "supervision_collective_head supervision_committee_apart supervision_committee_apart supervision_secretary" {
			t.Errorf("one person in both: %s", got)
		}
		if page, err := b.s.GetBody(b.sys, watch.ID); err != nil || len(page.Clashes) != 5 {
			t.Errorf("the body's page shows all of its own: %s %v", rules(page.Clashes), err)
		}
	})
}

func TestARelationIsEnteredOnceAndCanBeTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		a, c := b.person(b.bi, "甲", ""), b.person(b.bi, "乙", "")
		k := b.kin(c, a, "parent")
		if k.PersonName != "甲" || k.Relation != "parent" || !k.Near {
			t.Errorf("%+v", k)
		}
		_, err := b.s.AddKin(b.sys, a.ID, body.NewKinship{OtherID: c.ID, Relation: "child", Source: "户口簿"})
		b.refused(err, "kin_already")
		_, err = b.s.AddKin(b.sys, a.ID, body.NewKinship{OtherID: a.ID, Relation: "spouse", Source: "户口簿"})
		b.refused(err, "same_person")
		_, err = b.s.AddKin(b.sys, a.ID, body.NewKinship{OtherID: c.ID, Relation: "pen_pal", Source: "户口簿"})
		b.refused(err, "unknown_relation")
		_, err = b.s.AddKin(officer(b.east.Arm()), a.ID, body.NewKinship{OtherID: c.ID, Relation: "child", Source: "户口簿"})
		b.refused(err, "not_found")
		b.refused(b.s.RemoveKin(b.sys, k.ID, k.Rev, ""), "required")
		if err := b.s.RemoveKin(b.sys, k.ID, k.Rev, "录错了人"); err != nil {
			t.Error(err)
		}
		if got, err := b.s.Ties(b.sys, a.ID); err != nil || len(got.Kin) != 0 {
			t.Errorf("%+v %v", got, err)
		}
	})
}

func TestOneStandsAsideForOneselfAndNearRelatives(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		head, brother, inLaw, stranger := b.person(b.bi, "甲", ""), b.person(b.bi, "乙", ""), b.person(b.bi, "丙", ""), b.person(b.bi, "丁", "")
		b.kin(brother, head, "sibling")
		b.kin(head, inLaw, "child_in_law")
		for _, c := range []struct {
			others []kernel.ID
			want   string
		}{
			{[]kernel.ID{stranger.ID, inLaw.ID}, ""},
			{[]kernel.ID{stranger.ID, brother.ID}, "sibling"},
			{[]kernel.ID{head.ID}, "self"},
			{[]kernel.ID{brother.ID, head.ID}, "self sibling"},
			{nil, ""},
		} {
			var got []string
			err := d.Read(b.sys, func(tx *db.ReadTx) error {
				list, err := b.s.Recuse(tx, head.ID, c.others)
				for _, k := range list {
					if k.PersonID == head.ID {
						k.Relation = "self"
					}
					got = append(got, k.Relation)
				}
				return err
			})
			if err != nil || strings.Join(got, " ") != c.want {
				t.Errorf("%v: %v, want %q: %v", c.others, got, c.want, err)
			}
		}
	})
}

func TestGapsOfBodiesAreListedWithWhatIsAmiss(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		list := func(kind string, at kernel.ID) (out []body.BodyGap) {
			t.Helper()
			out, next, err := b.s.ListBodyGaps(b.sys, kind, at, kernel.Page{})
			if err != nil || next != "" {
				t.Fatal(next, err)
			}
			return out
		}
		if got := list(body.GapMissing, 0); len(got) != 8 || got[0].Path != "昌宁镇 / 东团村" || got[0].BodyKind != "party_branch" {
			t.Errorf("two villages lack the four bodies each: %+v", got)
		}
		b.body(b.bi, "龙鼻村党总支", "party_general_branch")
		if got := list(body.GapMissing, b.bi.ID); len(got) != 3 {
			t.Errorf("a general branch is a branch as well: %+v", got)
		}
		committee := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		b.term(committee, "2021-01-01", "")
		one, two := b.person(b.bi, "甲", ""), b.person(b.bi, "乙", "")
		b.member(committee, one, "director", "2021-01-01")
		second := b.member(committee, two, "director", "2022-01-01")
		b.dies(two, "2026-05-01")
		kinds := func() string {
			var out []string
			for _, g := range list("", b.bi.ID) {
				if g.Body != nil && g.Body.ID == committee.ID {
					out = append(out, g.Kind)
				}
			}
			return strings.Join(out, " ")
		}
		if got := kinds(); got != "lapsed too_few two_heads gone" {
			t.Error(got)
		}
		if g := list(body.GapTooFew, b.bi.ID); len(g) != 1 || g[0].N != 2 || g[0].Want != 3 {
			t.Errorf("%+v", g)
		}
		if g := list(body.GapLapsed, 0); len(g) != 1 || g[0].Day != "2025-12-31" {
			t.Errorf("%+v", g)
		}
		b.kin(one, two, "spouse")
		if g := list(body.GapBarred, 0); len(g) != 1 || g[0].Clash.Rule != "committee_kin" || len(g[0].Persons) != 2 {
			t.Errorf("spouses in one committee, told once: %+v", g)
		}
		if _, err := b.s.EndMember(b.sys, second.ID, second.Rev, "2026-11-15"); err != nil {
			t.Fatal(err)
		}
		b.term(committee, "2026-11-16", "")
		if got := kinds(); got != "too_few no_head" {
			t.Errorf("nobody was kept: %s", got)
		}
		own, _, err := b.s.ListBodyGaps(officer(b.east.Arm()), "", 0, kernel.Page{})
		if err != nil || len(own) != 4 || own[0].Place.Name != "东团村" {
			t.Errorf("of one's own place only: %+v %v", own, err)
		}
		_, _, err = b.s.ListBodyGaps(b.sys, "odd", 0, kernel.Page{})
		b.refused(err, "unknown_kind")
	})
}
