package body_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// benchOf is the bench under the rules of another county.
func benchOf(t *testing.T, d *db.DB, county string) *bench {
	t.Helper()
	b := newBench(t, d)
	p, err := pack.Load(packs.FS, "base", county)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := crypt.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b.p = p
	b.places = place.New(d, p)
	b.persons = person.New(d, keys, b.places)
	b.s = body.New(d, p, b.places, b.persons)
	return b
}

// 龙山:支部建在产业链上、合作社里、网格中 (A3).
func TestOrganisationsAreBuiltOnChainsCooperativesAndGrids(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := benchOf(t, d, "longshan")
		chain := b.body(b.town, "百合产业链", "industry_chain")
		branch, err := b.s.CreateBody(b.sys, body.NewBody{Name: "百合产业链党支部", Kind: "chain_branch", PlaceID: b.bi.ID, BasedBodyID: chain.ID})
		if err != nil || branch.BasedOn == nil || branch.BasedOn.Name != "百合产业链" {
			t.Fatalf("%+v %v", branch, err)
		}
		_, err = b.s.CreateBody(b.sys, body.NewBody{Name: "网格党支部", Kind: "grid_branch", PlaceID: b.bi.ID, BasedBodyID: chain.ID})
		b.refused(err, "not_a_base")
		grid, err := b.s.CreateBody(b.sys, body.NewBody{Name: "一组网格党支部", Kind: "grid_branch", PlaceID: b.bi.ID, BasedPlaceID: b.group.ID})
		if err != nil || grid.BasedOn.What != "place" || grid.BasedOn.Name != "一组" {
			t.Fatalf("%+v %v", grid, err)
		}
		if up, err := b.s.GetBody(b.sys, chain.ID); err != nil || len(up.Built) != 1 || up.Built[0].ID != branch.ID {
			t.Errorf("%+v %v", up.Built, err)
		}
		b.body(b.bi, "合作社党支部", "cooperative_branch")
		gaps, _, err := b.s.ListBodyGaps(b.sys, body.GapUnbased, b.bi.ID, kernel.Page{})
		if err != nil || len(gaps) != 1 || gaps[0].Body.Name != "合作社党支部" {
			t.Errorf("%+v %v", gaps, err)
		}
		coop := b.body(b.bi, "百合专业合作社", "cooperative")
		homeless := gaps[0].Body
		inside, err := b.s.GetBody(b.sys, homeless.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.s.UpdateBody(b.sys, homeless.ID, body.ChangeBody{Rev: inside.Rev, BasedBodyID: &chain.ID})
		b.refused(err, "not_a_base")
		if in, err := b.s.UpdateBody(b.sys, homeless.ID, body.ChangeBody{Rev: inside.Rev, BasedBodyID: &coop.ID}); err != nil || in.BasedOn.Name != coop.Name {
			t.Errorf("%+v %v", in, err)
		}
		if gaps, _, err := b.s.ListBodyGaps(b.sys, body.GapUnbased, b.bi.ID, kernel.Page{}); err != nil || len(gaps) != 0 {
			t.Errorf("%+v %v", gaps, err)
		}
		who := b.person(b.bi, "向链长", "")
		b.member(branch, who, "secretary", "")
		if roll, _, err := b.s.PartyRoll(b.sys, b.bi.ID, "", kernel.Page{}); err != nil || len(roll) != 1 {
			t.Errorf("members of a chain's branch are on the Party roll: %v %v", roll, err)
		}
	})
}

// 祥符:一村(格)一警,每村一名,没有的和两名的都列出来 (A7).
func TestEachVillageHasItsPoliceContact(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := benchOf(t, d, "xiangfu")
		listed := func(kind string) (n int) {
			t.Helper()
			list, _, err := b.s.Gaps(b.sys, kind, b.bi.ID, kernel.Page{})
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range list {
				if g.Post == "police_contact" && g.Place.ID == b.bi.ID {
					n++
				}
			}
			return n
		}
		if listed(body.GapVacant) != 1 {
			t.Error("a village without a police contact is not listed")
		}
		for i, name := range []string{"张警官", "李警官"} {
			b.appoint(body.NewAppointment{Post: "police_contact", PersonID: b.person(b.bi, name, "").ID, PlaceID: b.bi.ID, ServicePhone: "0378-2222222"})
			if listed(body.GapVacant) != 0 || listed(body.GapOverlap) != i {
				t.Errorf("with %d: %d vacant, %d twice", i+1, listed(body.GapVacant), listed(body.GapOverlap))
			}
		}
	})
}

// 祥符:一编三定,党员编入一个网格,定岗、定责 (A3).
func TestEachPartyMemberIsPlacedInOneGrid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := benchOf(t, d, "xiangfu")
		branch := b.body(b.bi, "龙鼻村党支部", "party_branch")
		one, two := b.person(b.bi, "王党员", ""), b.person(b.bi, "李党员", "")
		b.member(branch, one, "party_member", "")
		b.member(branch, two, "party_member", "")
		list := func(which string) []body.Placed {
			t.Helper()
			out, _, err := b.s.Placings(b.sys, which, b.bi.ID, kernel.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		if len(list(body.PlacedNone)) != 2 {
			t.Fatal("nobody is placed yet")
		}
		a, err := b.s.Place(b.sys, body.NewPlacing{PersonID: one.ID, PlaceID: b.group.ID, From: "2026-11-01"})
		if err != nil || a.Post != "grid_member" {
			t.Fatal(a, err)
		}
		_, err = b.s.Appoint(b.sys, body.NewAppointment{Post: "grid_member", PersonID: one.ID, PlaceID: b.micro.ID})
		b.refused(err, "placed_already")
		if _, err = b.s.Place(b.sys, body.NewPlacing{PersonID: one.ID, PlaceID: b.micro.ID}); err != nil {
			t.Fatal(err)
		}
		b.appoint(body.NewAppointment{Post: "household_head", PersonID: one.ID, PlaceID: b.micro.ID})
		got := list(body.PlacedAll)
		if len(got) != 2 || len(got[0].Grids) != 1 || got[0].Grids[0].ID != b.micro.ID || len(got[0].Posts) != 1 {
			t.Errorf("%+v", got)
		}
		if none := list(body.PlacedNone); len(none) != 1 || none[0].PersonName != "李党员" || len(list(body.PlacedTwice)) != 0 {
			t.Errorf("%+v", none)
		}
	})
}

func TestAVolunteerStandsOnTheCardByRecordedConsentOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		who := b.person(b.micro, "志愿者", "")
		_, err := b.s.Appoint(b.sys, body.NewAppointment{Post: "micro_officer", PersonID: who.ID, PlaceID: b.micro.ID, ServicePhone: "13800000000", ShowName: true})
		b.refused(err, "consent_needed")
		a := b.appoint(body.NewAppointment{Post: "micro_officer", PersonID: who.ID, PlaceID: b.micro.ID, ServicePhone: "13800000000"})
		line := func() body.CardOfficer {
			t.Helper()
			c, err := b.s.PublicCard(b.sys, b.micro.Code)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range c.Officers {
				if o.Place.ID == b.micro.ID {
					return o
				}
			}
			t.Fatalf("%+v", c.Officers)
			return body.CardOfficer{}
		}
		if l := line(); l.Name != "" || l.Phone != "" {
			t.Fatalf("%+v", l)
		}
		_, err = b.s.RecordConsent(b.sys, a.ID, body.Consent{Rev: a.Rev, Name: true})
		b.refused(err, "consent_needed")
		if a, err = b.s.RecordConsent(b.sys, a.ID, body.Consent{Rev: a.Rev, Name: true, Phone: true, How: "签字同意书", Day: "2026-11-01"}); err != nil || a.ConsentDay != "2026-11-01" || a.ConsentBy == "" {
			t.Fatal(a, err)
		}
		if l := line(); l.Name != "志愿者" || l.Phone != "13800000000" {
			t.Fatalf("%+v", l)
		}
		if a, err = b.s.RecordConsent(b.sys, a.ID, body.Consent{Rev: a.Rev}); err != nil || a.ConsentDay != "" || a.ConsentHow != "" {
			t.Fatal(a, err)
		}
		if l := line(); l.Name != "" || l.Phone != "" {
			t.Fatalf("the card changes at once: %+v", l)
		}
	})
}

func TestSomebodyActsForTheHolderOfAPostUntilADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		head, deputy := b.person(b.bi, "王网格长", ""), b.person(b.bi, "李代理", "")
		own := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: head.ID, PlaceID: b.bi.ID, From: "2026-01-01"})
		_, err := b.s.ActFor(b.sys, own.ID, body.NewActing{PersonID: deputy.ID, Reason: "住院"})
		b.refused(err, "required")
		_, err = b.s.ActFor(b.sys, own.ID, body.NewActing{PersonID: head.ID, To: "2026-12-01", Reason: "住院"})
		b.refused(err, "same_person")
		act, err := b.s.ActFor(b.sys, own.ID, body.NewActing{PersonID: deputy.ID, To: "2026-12-01", Reason: "住院"})
		if err != nil || !act.Acting || act.ActsForID != own.ID {
			t.Fatal(act, err)
		}
		held := func(who person.Person, day kernel.Day) int {
			t.Helper()
			n := 0
			if err := b.d.Read(b.sys, func(tx *db.ReadTx) error {
				list, err := b.s.PostsOf(tx, who.ID, day)
				n = len(list)
				if len(list) == 1 && list[0].ActsForID != 0 {
					whose, perr := b.s.Principals(tx, list)
					if perr != nil || whose[list[0].ID].Name != "王网格长" {
						t.Errorf("%+v %v", whose, perr)
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if held(deputy, "2026-12-01") != 1 || held(deputy, "2026-12-02") != 0 || held(head, "2026-12-01") != 1 {
			t.Error("both have the post until the day, and then the holder alone")
		}
		if gaps, err := b.s.GapSummary(b.sys, b.bi.ID); err != nil || gaps.Overlap != 0 {
			t.Errorf("who acts is no second head: %+v %v", gaps, err)
		}
	})
}
