package body_test

import (
	"context"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func TestPersonsAreMaskedFoundAndRevealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		p := b.person(b.bi, "曾龙", "138 1234 5678")
		if p.Phone != "138****5678" || p.Place.Name != "龙鼻村" {
			t.Errorf("%+v", p)
		}
		b.person(b.east, "单小东", "13900001111")
		for q, want := range map[string]int{"曾": 1, "zenglong": 1, "cl": 1, "shanxiaodong": 1, "13812345678": 1, "13812345679": 0, "nobody": 0} {
			list, _, err := b.s.Persons(b.sys, person.Filter{Q: q}, kernel.Page{})
			if err != nil || len(list) != want {
				t.Errorf("%s: %d %v", q, len(list), err)
			}
		}
		list, next, err := b.s.Persons(b.sys, person.Filter{Place: b.town.ID}, kernel.Page{Limit: 1})
		if err != nil || len(list) != 1 || next == "" {
			t.Fatalf("first page %v %q %v", list, next, err)
		}
		if list, next, _ = b.s.Persons(b.sys, person.Filter{Place: b.town.ID}, kernel.Page{Limit: 1, Cursor: next}); len(list) != 1 || next != "" || list[0].ID != p.ID {
			t.Errorf("second page %v %q", list, next)
		}
		phone, err := b.persons.Reveal(b.sys, p.ID, "核实诉求")
		if err != nil || phone.Phone != "13812345678" || phone.IDNumber != "" {
			t.Errorf("revealed %+v %v", phone, err)
		}
		_, err = b.persons.Reveal(b.sys, p.ID, " ")
		b.refused(err, "required")
		_, err = b.persons.Create(b.sys, person.Draft{Name: "曾龙", PlaceID: b.east.ID, Phone: "13812345678"})
		b.refused(err, "person_exists")
		_, err = b.persons.Create(b.sys, person.Draft{Name: "曾龙", PlaceID: b.east.ID, Phone: "123"})
		b.refused(err, "bad_phone")
		b.appoint(body.NewAppointment{Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID})
		name := "曾小龙"
		if _, err = b.persons.Update(b.sys, p.ID, person.Change{Rev: p.Rev, Name: &name}); err != nil {
			t.Fatal(err)
		}
		got, err := b.s.PersonDetail(b.sys, p.ID)
		if err != nil || len(got.Appointments) != 1 || got.Appointments[0].PersonName != name || got.Posts[0] != "龙鼻村 村(社)网格长" {
			t.Errorf("%+v %v", got, err)
		}
	})
}

func TestBodiesMembersAndPosts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		party, err := b.s.CreateBody(b.sys, body.NewBody{Name: "龙鼻村党总支", Kind: "party_general_branch", PlaceID: b.bi.ID})
		if err != nil {
			t.Fatal(err)
		}
		branch, err := b.s.CreateBody(b.sys, body.NewBody{Name: "第一党支部", Kind: "party_branch", PlaceID: b.bi.ID, ParentID: party.ID})
		if err != nil || branch.ParentName != party.Name {
			t.Fatal(branch, err)
		}
		_, err = b.s.UpdateBody(b.sys, party.ID, body.ChangeBody{Rev: party.Rev, ParentID: &branch.ID})
		b.refused(err, "circle")
		p := b.person(b.bi, "王海", "")
		m, err := b.s.AddMember(b.sys, branch.ID, p.ID, "党员", "")
		if err != nil || m.Body.Name != branch.Name {
			t.Fatal(m, err)
		}
		_, err = b.s.AddMember(b.sys, branch.ID, p.ID, "", "")
		b.refused(err, "member_already")
		b.appoint(body.NewAppointment{Post: "party_secretary", PersonID: p.ID, BodyID: branch.ID})
		_, err = b.s.Appoint(b.sys, body.NewAppointment{Post: "party_secretary", PersonID: p.ID, BodyID: branch.ID})
		b.refused(err, "post_held_already")
		got, err := b.s.GetBody(b.sys, branch.ID)
		if err != nil || got.Members != 1 || got.Leader != "王海" || len(got.Officers) != 1 || len(got.MemberList) != 1 {
			t.Errorf("%+v %v", got, err)
		}
		if up, _ := b.s.GetBody(b.sys, party.ID); len(up.ChildrenList) != 1 {
			t.Errorf("%+v", up)
		}
		if m, err = b.s.EndMember(b.sys, m.ID, m.Rev, "2026-11-16"); err != nil || m.To != "2026-11-16" {
			t.Error(m, err)
		}
		for code, n := range map[string]body.NewAppointment{
			"post_not_at_level":     {Post: "grid_head", PersonID: p.ID, PlaceID: b.micro.ID},
			"post_not_in_body":      {Post: "grid_head", PersonID: p.ID, BodyID: branch.ID},
			"unknown_post":          {Post: "king", PersonID: p.ID, PlaceID: b.bi.ID},
			"place_or_body":         {Post: "grid_head", PersonID: p.ID},
			"post_without_topics":   {Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID, Topic: b.p.Topics[0].ID},
			"unknown_topic":         {Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID, Topic: "nothing"},
			"ends_before_it_begins": {Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID, From: "2026-02-01", To: "2026-01-31"},
			"bad_phone":             {Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID, ServicePhone: "call me"},
		} {
			_, err := b.s.Appoint(b.sys, n)
			b.refused(err, code)
		}
	})
}

func TestPostsOpenTheScopeOfTheirDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		p := b.person(b.county, "赵明", "")
		group, err := b.s.CreateBody(b.sys, body.NewBody{Name: "防汛专班", Kind: "task_group", PlaceID: b.county.ID})
		if err != nil {
			t.Fatal(err)
		}
		topic := b.p.Topics[0].ID
		b.appoint(body.NewAppointment{Post: "county_leader", PersonID: p.ID, PlaceID: b.town.ID, Topic: topic})
		b.appoint(body.NewAppointment{Post: "task_group_leader", PersonID: p.ID, BodyID: group.ID, Topic: topic})
		over := b.appoint(body.NewAppointment{Post: "full_time_officer", PersonID: p.ID, PlaceID: b.bi.ID, From: "2026-01-01"})
		if _, err := b.s.EndAppointment(b.sys, over.ID, over.Rev, "2026-11-15", "换岗"); err != nil {
			t.Fatal(err)
		}
		_ = d.Read(b.sys, func(tx *db.ReadTx) error {
			held, err := b.s.PostsOf(tx, p.ID, tx.Today())
			if err != nil || len(held) != 2 {
				t.Fatalf("%+v %v", held, err)
			}
			var arms []kernel.Arm
			for _, h := range held {
				arms = append(arms, h.Arms...)
			}
			if len(arms) != 3 || arms[0].PlaceID != b.town.ID || arms[0].Topic != topic || arms[1].BodyID != group.ID || arms[2].PlaceID != b.county.ID || arms[2].Topic != topic {
				t.Errorf("%+v", arms)
			}
			return nil
		})
	})
}

func TestGapsListVacanciesAndDoubleHeads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		want := func(vacant, overlap int) {
			t.Helper()
			sum, err := b.s.GapSummary(b.sys, 0)
			if err != nil || sum.Vacant != vacant || sum.Overlap != overlap {
				t.Errorf("want %d %d, got %+v %v", vacant, overlap, sum, err)
			}
			var all []body.Gap
			for cursor := ""; ; {
				list, next, err := b.s.Gaps(b.sys, body.GapVacant, 0, kernel.Page{Limit: 2, Cursor: cursor})
				if err != nil {
					t.Fatal(err)
				}
				if all = append(all, list...); next == "" {
					break
				}
				cursor = next
			}
			if len(all) != vacant {
				t.Errorf("listed %d vacancies, want %d: %+v", len(all), vacant, all)
			}
		}
		want(6, 0) // county, town, two villages, group, micro-grid
		wang, li := b.person(b.bi, "王海", ""), b.person(b.bi, "李洋", "")
		b.appoint(body.NewAppointment{Post: "grid_head", PersonID: wang.ID, PlaceID: b.bi.ID})
		b.appoint(body.NewAppointment{Post: "dedicated_officer", PersonID: li.ID, PlaceID: b.group.ID})
		want(4, 0)
		b.appoint(body.NewAppointment{Post: "grid_head", PersonID: li.ID, PlaceID: b.bi.ID, From: "2026-12-01", Acting: true})
		want(4, 0)
		second := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: b.person(b.bi, "陈三", "").ID, PlaceID: b.bi.ID, From: "2026-12-01"})
		want(4, 1)
		list, _, err := b.s.Gaps(b.sys, body.GapOverlap, b.town.ID, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Post != "grid_head" || len(list[0].Holders) != 2 || list[0].Path != "昌宁镇 / 龙鼻村" {
			t.Errorf("%+v %v", list, err)
		}
		if _, err := b.s.EndAppointment(b.sys, second.ID, second.Rev, second.From.Add(-1), ""); err == nil {
			t.Error("ended before it began")
		}
		sum, err := b.s.GapSummary(officer(b.bi.Arm()), 0) // the places above are shown to the village, but are no gaps of its own
		if err != nil || sum.Vacant != 1 || sum.Overlap != 1 {
			t.Errorf("the village's own: %+v %v", sum, err)
		}
	})
}

func TestEveryPlaceShowsWhoIsResponsible(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.s.Counts = func(_ *db.ReadTx, level kernel.Level, ids []kernel.ID) (map[kernel.ID]body.Counts, error) {
			out := map[kernel.ID]body.Counts{}
			for _, id := range ids {
				out[id] = body.Counts{Open: int(level), Soon: 1}
			}
			return out, nil
		}
		head := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: b.person(b.bi, "王海", "").ID, PlaceID: b.bi.ID})
		list, _, err := b.s.Places(b.sys, b.town.ID, "", kernel.Page{})
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		bi := list[1]
		if bi.Name != "龙鼻村" || bi.Vacant || len(bi.Heads) != 1 || bi.Heads[0].PersonName != "王海" || bi.Children != 1 || bi.OpenCases != 3 || len(bi.Path) != 2 || !list[0].Vacant {
			t.Errorf("%+v", list)
		}
		det, err := b.s.PlaceDetail(b.sys, b.micro.ID, "")
		if err != nil || len(det.Responsible) != 1 || det.Responsible[0].AppointmentID != head.ID || det.Responsible[0].Place.Name != "龙鼻村" || det.CardPath != "/g/"+b.micro.Code {
			t.Errorf("%+v %v", det, err)
		}
		if tops, _, err := b.s.Places(b.sys, 0, "", kernel.Page{}); err != nil || len(tops) != 1 || tops[0].ID != b.county.ID {
			t.Errorf("%+v %v", tops, err)
		}
	})
}

func TestRosterAndPublicCard(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		head := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: b.person(b.bi, "王海", "").ID, PlaceID: b.bi.ID, ServicePhone: "0357-6820001", ShowName: true})
		b.appoint(body.NewAppointment{Post: "police_contact", PersonID: b.person(b.bi, "高警", "").ID, PlaceID: b.bi.ID, ServicePhone: "110"})
		micro := b.appoint(body.NewAppointment{Post: "micro_officer", PersonID: b.person(b.micro, "孙婶", "").ID, PlaceID: b.micro.ID, ServicePhone: "13812345678"})
		day, err := b.s.SetRoster(b.sys, b.bi.ID, "2026-11-16", []kernel.ID{head.ID, micro.ID})
		if err != nil || len(day.Holders) != 2 {
			t.Fatal(day, err)
		}
		if day, err = b.s.SetRoster(b.sys, b.bi.ID, "2026-11-16", []kernel.ID{head.ID}); err != nil || len(day.Holders) != 1 {
			t.Fatal(day, err)
		}
		_, err = b.s.SetRoster(b.sys, b.bi.ID, "2026-11-15", nil)
		b.refused(err, "day_is_past")
		days, err := b.s.Roster(b.sys, b.bi.ID, "", 14)
		if err != nil || len(days) != 14 || len(days[0].Holders) != 1 || len(days[1].Holders) != 0 {
			t.Error(days, err)
		}
		public := kernel.WithActor(context.Background(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County})
		card, err := b.s.PublicCard(public, b.micro.Code)
		if err != nil || card.Place.ID != b.micro.ID || len(card.Duty) != 1 || card.Duty[0].Name != "王海" {
			t.Fatal(card, err)
		}
		byPost := map[string]body.CardOfficer{}
		for _, o := range card.Officers {
			byPost[o.Post] = o
		}
		if o := byPost["微网格员"]; o.Name != "" || o.Phone != "" || o.Tasks == "" {
			t.Errorf("a volunteer without consent: %+v", o)
		}
		if o := byPost["一村(格)一警"]; o.Name != "" || o.Phone != "110" {
			t.Errorf("police: %+v", o)
		}
		if o := byPost["村(社)网格长"]; o.Name != "王海" || o.Place.Name != "龙鼻村" {
			t.Errorf("head: %+v", o)
		}
		_, err = b.s.PublicCard(public, "999")
		b.refused(err, "not_found")
	})
}

func TestVillagesDoNotSeeEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		p := b.person(b.bi, "王海", "13812345678")
		boss := b.person(b.town, "郭镇长", "13812345670")
		org, err := b.s.CreateBody(b.sys, body.NewBody{Name: "龙鼻合作社", Kind: "cooperative", PlaceID: b.bi.ID})
		if err != nil {
			t.Fatal(err)
		}
		post := b.appoint(body.NewAppointment{Post: "grid_head", PersonID: p.ID, PlaceID: b.bi.ID})
		b.appoint(body.NewAppointment{Post: "township_centre_director", PersonID: boss.ID, PlaceID: b.town.ID})
		east := officer(b.east.Arm())
		name, day := "x", kernel.Day("2026-11-16")
		for what, err := range map[string]error{
			"person":   second(b.s.PersonDetail(east, p.ID)),
			"rename":   second(b.persons.Update(east, p.ID, person.Change{Rev: 1, Name: &name})),
			"reveal":   second(b.persons.Reveal(east, p.ID, "好奇")),
			"body":     second(b.s.GetBody(east, org.ID)),
			"rebody":   second(b.s.UpdateBody(east, org.ID, body.ChangeBody{Rev: 1, Name: &name})),
			"place":    second(b.s.PlaceDetail(east, b.bi.ID, "")),
			"children": third(b.s.Places(east, b.bi.ID, "", kernel.Page{})),
			"end":      second(b.s.EndAppointment(east, post.ID, 1, day, "")),
			"appoint":  second(b.s.Appoint(east, body.NewAppointment{Post: "grid_head", PersonID: boss.ID, PlaceID: b.bi.ID})),
			"roster":   second(b.s.SetRoster(east, b.bi.ID, day, nil)),
			"new":      second(b.persons.Create(east, person.Draft{Name: "新人", PlaceID: b.bi.ID})),
			"newbody":  second(b.s.CreateBody(east, body.NewBody{Name: "新", Kind: "cooperative", PlaceID: b.bi.ID})),
		} {
			if kernel.KindOf(err) != kernel.KindNotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		// what lies above is shown, but not theirs to change
		for what, err := range map[string]error{
			"above":    second(b.s.Appoint(east, body.NewAppointment{Post: "township_leader", PersonID: boss.ID, PlaceID: b.town.ID})),
			"newabove": second(b.persons.Create(east, person.Draft{Name: "新人", PlaceID: b.town.ID})),
		} {
			if kernel.KindOf(err) != kernel.KindForbidden {
				t.Errorf("%s: %v", what, err)
			}
		}
		list, _, err := b.s.ListAppointments(east, body.AppointmentFilter{}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].PersonName != "郭镇长" {
			t.Errorf("posts seen: %+v %v", list, err)
		}
		if people, _, _ := b.s.Persons(east, person.Filter{Q: "wanghai"}, kernel.Page{}); len(people) != 0 {
			t.Errorf("%+v", people)
		}
		_ = d.Read(b.sys, func(tx *db.ReadTx) error {
			bodies, people, err := b.s.Candidates(tx, b.micro)
			if err != nil || len(bodies) != 1 || len(people) != 2 {
				t.Errorf("candidates %+v %+v %v", bodies, people, err)
			}
			return nil
		})
		if p, err := b.places.Get(east, b.town.ID); err != nil || !strings.HasPrefix(p.Name, "昌宁") {
			t.Error(p, err)
		}
	})
}

// A village cut into several grids: each is answered for like a village, by whoever holds it, with the group grids in it.
func TestVillageGridsHaveThePostsOfAVillage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		grid, err := b.places.Create(b.sys, place.Draft{ParentID: b.east.ID, Name: "东团第一网格", Kind: "village_grid"})
		if err != nil {
			t.Fatal(err)
		}
		inner := b.place(grid, "一组")
		outer := b.place(b.east, "二组")
		who := b.person(b.east, "王海", "")
		b.appoint(body.NewAppointment{Post: "full_time_officer", PersonID: who.ID, PlaceID: grid.ID})
		list, _, err := b.s.Gaps(b.sys, body.GapVacant, grid.ID, kernel.Page{})
		if err != nil || len(list) != 2 || list[0].Post != "grid_head" || list[1].Post != "part_time_officer" {
			t.Errorf("%+v %v", list, err)
		}
		b.appoint(body.NewAppointment{Post: "grid_head", PersonID: who.ID, PlaceID: grid.ID})
		_, err = b.s.Appoint(b.sys, body.NewAppointment{Post: "part_time_officer", PersonID: who.ID, PlaceID: grid.ID})
		b.refused(err, "post_not_at_level")
		var arms []kernel.Arm
		_ = d.Read(b.sys, func(tx *db.ReadTx) error {
			held, err := b.s.PostsOf(tx, who.ID, tx.Today())
			for _, h := range held {
				arms = append(arms, h.Arms...)
			}
			return err
		})
		ctx := officer(arms...)
		if det, err := b.s.PlaceDetail(ctx, inner.ID, ""); err != nil || len(det.Responsible) != 1 || det.Responsible[0].Place.ID != grid.ID || len(det.Path) != 4 {
			t.Errorf("%+v %v", det, err)
		}
		if _, err := b.s.PlaceDetail(ctx, outer.ID, ""); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a group of another grid: %v", err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

func third[T, U any](_ T, _ U, err error) error { return err }

// TestNobodyGivesAPostBeyondTheirOwn: what a post gives must be held where the post lies, in single appointments and in
// imports; body.appoint_any stands for all of it.
func TestNobodyGivesAPostBeyondTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		p := b.person(b.bi, "王海", "")
		perms, _ := b.p.PermissionsOf("township_centre_director")
		as := func(arm kernel.Arm, perms ...string) context.Context {
			return kernel.WithActor(t.Context(), kernel.Actor{
				Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 1, Name: "李", Arms: []kernel.Arm{arm, b.county.Arm()},
				Grants: []kernel.Grant{{Perms: perms, Arm: arm}},
			})
		}
		director := as(b.town.Arm(), perms...)
		for _, post := range []string{"grid_head", "full_time_officer", "duty_cadre"} {
			if _, err := b.s.Appoint(director, body.NewAppointment{Post: post, PersonID: p.ID, PlaceID: b.bi.ID}); err != nil {
				t.Errorf("%s: %v", post, err)
			}
		}
		beyond := body.NewAppointment{Post: "auditor", PersonID: p.ID, PlaceID: b.town.ID}
		_, err := b.s.Appoint(director, beyond)
		b.refused(err, "post_beyond_yours")
		_, err = b.s.Appoint(as(b.bi.Arm(), perms...), body.NewAppointment{Post: "township_centre_clerk", PersonID: p.ID, PlaceID: b.town.ID})
		b.refused(err, "post_beyond_yours")
		_, err = b.s.Appoint(as(b.county.Arm(), append(perms, "access.list")...), body.NewAppointment{Post: "county_centre_director", PersonID: p.ID, PlaceID: b.county.ID})
		b.refused(err, "post_beyond_yours") // opens sealed matters
		sheet := workbook(t, nil, [][]string{{b.town.Code, "auditor", "王海", "", "", "", "", ""}})
		if _, faults := b.check(director, sheet); len(faults) != 1 || faults[0].Code != "post_beyond_yours" {
			t.Errorf("%+v", faults)
		}
		if _, err := b.s.Appoint(as(b.town.Arm(), body.PermAppointAny), beyond); err != nil {
			t.Error(err)
		}
	})
}
