package visit_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// TestACampaignHasNeitherGapNorOverlap: leaders first, each with their limit, then who is nearest; every household exactly one
// visitor, and the preview says so before (C1).
func TestACampaignHasNeitherGapNorOverlap(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		w.officer("主任", "county_centre_director", "县")
		w.officer("县领导", "area_leader", "东乡")
		w.officer("联户干部", "household_contact", "龙一组")
		w.officer("村干部甲", "village_cadre", "龙村")
		w.officer("村干部乙", "village_cadre", "龙村")
		w.homes(12, "龙一组")
		w.homes(9, "龙二组")
		w.homes(4, "寨一组")
		n := visit.NewCampaign{Plan: "village_rounds", PlaceID: w.places["县"].ID, Most: []visit.Limit{{Rule: "leaders", Most: 5}}}
		p := must(w.visits.Preview(w.as("主任", visit.PermPlan), n))(w)
		if p.Households != 25 || p.Without != 3 || p.Visitors != 4 || len(p.Gaps) != 1 || p.Gaps[0].Name != "寨村" {
			t.Fatalf("%+v", p)
		}
		if r := p.Rules[0]; r.Rule != "leaders" || r.Households != 5 || r.Most != 5 {
			t.Errorf("%+v", p.Rules)
		}
		c := must(w.visits.Make(w.as("主任", visit.PermPlan), n))(w)
		if c.State != visit.Open || c.Total != 25 || c.Reached != 99 || c.Satisfied != 98 {
			t.Errorf("%+v", c)
		}
		got := map[string]int{}
		seen := map[kernel.ID]string{}
		for _, who := range []string{"县领导", "联户干部", "村干部甲", "村干部乙"} {
			for _, task := range w.next(who) {
				if seen[task.Household.ID] != "" {
					t.Errorf("%s has two visitors", task.Household.HeadName)
				}
				seen[task.Household.ID] = who
				got[who]++
			}
		}
		if got["县领导"] != 5 || got["联户干部"]+got["村干部甲"]+got["村干部乙"] != 17 || got["村干部甲"]-got["村干部乙"] > 1 {
			t.Errorf("%v", got)
		}
		if due := w.next("县领导")[0].Due; due != c.From.Add(30) {
			t.Errorf("leaders go first: %s", due)
		}
		gaps, _, err := w.visits.Gaps(w.sys, c.ID, visit.GapNobody, 0, kernel.Page{})
		if err != nil || len(gaps) != 3 {
			t.Errorf("%d %v", len(gaps), err)
		}
		w.officer("寨干部", "village_cadre", "寨村")
		if err := w.visits.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if n := len(w.next("寨干部")); n != 3 {
			t.Errorf("the morning gives them to who holds the post now: %d", n)
		}
		if got := w.cover(c.ID, "县"); got.All != 25 || got.Left != 25 {
			t.Errorf("%+v", got)
		}
	})
}

// TestCoverageAndGapList: at every level from the counters, with away and declined as results of their own (C1).
func TestCoverageAndGapList(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		w.officer("主任", "county_centre_director", "县")
		w.officer("东乡主任", "township_centre_director", "东乡")
		w.officer("龙干部", "village_cadre", "龙村")
		w.officer("湾干部", "village_cadre", "湾村")
		w.homes(6, "龙一组")
		w.homes(3, "湾一组")
		c := w.campaign("village_rounds", "县")
		tasks := w.next("龙干部")
		for i, result := range []string{visit.Met, visit.Met, visit.Away, visit.Declined} {
			w.met("龙干部", "home", tasks[i].Household.ID, func(n *visit.NewVisit) { n.Result = result })
		}
		w.met("龙干部", "home", tasks[2].Household.ID, func(n *visit.NewVisit) { n.Result = visit.Away })
		w.met("湾干部", "home", w.next("湾干部")[0].Household.ID, nil)
		w.sound()
		got := must(w.visits.Coverage(w.as("主任", visit.PermList), c.ID, 0))(w)
		if got.All != 9 || got.Met != 3 || got.Away != 1 || got.Declined != 1 || got.Left != 4 || len(got.Below) != 2 {
			t.Errorf("%+v", got)
		}
		below := must(w.visits.Coverage(w.as("东乡主任", visit.PermList), c.ID, 0))(w)
		if below.Place.Name != "东乡" || below.All != 6 || below.Below[0].Met+below.Below[1].Met != 2 {
			t.Errorf("%+v", below)
		}
		_, err := w.visits.Coverage(w.as("东乡主任", visit.PermList), c.ID, w.places["西乡"].ID)
		w.refused(err, "not_found")
		group := must(w.visits.Coverage(w.sys, c.ID, w.places["龙村"].ID))(w)
		if len(group.Below) != 2 || group.Below[0].All+group.Below[1].All != 6 {
			t.Errorf("%+v", group)
		}
		gaps, _, err := w.visits.Gaps(w.as("东乡主任", visit.PermList), c.ID, "", 0, kernel.Page{})
		if err != nil || len(gaps) != 3 {
			t.Fatalf("%d %v", len(gaps), err)
		}
		away, _, err := w.visits.Gaps(w.as("东乡主任", visit.PermList), c.ID, visit.GapAway, w.places["龙村"].ID, kernel.Page{})
		if err != nil || len(away) != 1 || away[0].Tries != 2 || away[0].Last == nil || away[0].Last.Visitor != "龙干部" || away[0].Why != "again" {
			t.Errorf("%+v %v", away, err)
		}
		who := must(w.visits.Visitors(w.as("东乡主任", visit.PermList), c.ID, w.places["龙村"].ID))(w)
		if len(who) != 1 || who[0].Households != 6 || who[0].Reached != 3 || who[0].Away != 1 {
			t.Errorf("%+v", who)
		}
		closed := must(w.visits.CloseCampaign(w.as("主任", visit.PermPlan), c.ID, must(w.visits.GetCampaign(w.sys, c.ID))(w).Rev, "走完了"))(w)
		if closed.State != visit.Closed || len(w.next("龙干部")) != 0 {
			t.Errorf("%+v", closed)
		}
		w.met("龙干部", "home", tasks[5].Household.ID, nil)
		if got := w.cover(c.ID, "县"); got.Met != 3 {
			t.Errorf("a closed campaign keeps its figures: %+v", got)
		}
	})
}

// TestNobodyKnocksTwice: who was there last is shown before another visit is planned, and households just visited are left out.
func TestNobodyKnocksTwice(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		w.homes(3, "龙一组")
		home := w.houses["户2"]
		w.met("一组员", "home", home, nil)
		p := must(w.visits.Preview(w.as("主任", visit.PermPlan), visit.NewCampaign{Plan: "every_household", PlaceID: w.places["龙村"].ID}))(w)
		if p.Households != 2 || p.Rested != 1 {
			t.Errorf("%+v", p)
		}
		none := 0
		c := must(w.visits.Make(w.as("主任", visit.PermPlan), visit.NewCampaign{Plan: "every_household", PlaceID: w.places["龙村"].ID, Rested: &none}))(w)
		if c.Total != 3 {
			t.Errorf("%+v", c)
		}
		for _, task := range w.next("一组员") {
			if (task.Last != nil) != (task.Household.ID == home) {
				t.Errorf("%+v", task)
			}
			if task.Last != nil && (task.Last.Visitor != "一组员" || task.Last.Day != kernel.DayOf(w.clock.Now())) {
				t.Errorf("visited on … by …: %+v", task.Last)
			}
		}
	})
}

// TestLinkedHouseholdsDriveWhomToVisitNext: the chain of A3 gives each member their households, and who looks after one from now on
// visits it from now on (C2).
func TestLinkedHouseholdsDriveWhomToVisitNext(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		w.officer("主任", "township_centre_director", "东乡")
		group := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "龙村服务型党小组", Kind: "service_group", PlaceID: w.places["龙村"].ID}))(w)
		for _, name := range []string{"党员甲", "党员乙"} {
			w.officer(name, "linked_member", "龙一组")
			must(w.bodies.AddMember(w.sys, group.ID, w.people[name], "member", "2026-01-01"))(w)
		}
		w.homes(7, "龙一组")
		linked := func(who string, house kernel.ID, replace bool) {
			must(w.links.Add(w.sys, link.Draft{Kind: "linked_household", PersonID: w.people[who], HouseholdID: house, Replace: replace}))(w)
		}
		for i := 1; i <= 6; i++ {
			who := "党员甲"
			if i > 4 {
				who = "党员乙"
			}
			linked(who, w.houses["户"+strconv.Itoa(i)], false)
		}
		c := w.campaign("five_to_household", "东乡")
		if c.Total != 6 || c.Due != "" || c.Interval != 30 {
			t.Fatalf("%+v", c)
		}
		next := w.next("党员甲")
		if len(next) != 4 || len(w.next("党员乙")) != 2 {
			t.Fatalf("%d", len(next))
		}
		d := w.met("党员甲", "linked", next[0].Household.ID, func(n *visit.NewVisit) {
			n.Answers = map[string]any{"brought": []any{"contact", "jobs"}, "promise": "帮他问茶厂招工"}
		})
		if d.Asks != 1 || d.AskList[0].Text != "帮他问茶厂招工" {
			t.Errorf("what was promised is a case: %+v", d.AskList)
		}
		for _, task := range w.next("党员甲") {
			if task.Household.ID == next[0].Household.ID && (task.Due != kernel.DayOf(w.clock.Now()).Add(30) || task.Why != "round") {
				t.Errorf("it comes round in thirty days: %+v", task)
			}
		}
		linked("党员乙", next[1].Household.ID, true)
		linked("党员乙", w.houses["户7"], false)
		if a, b := len(w.next("党员甲")), len(w.next("党员乙")); a != 3 || b != 4 {
			t.Errorf("links that change hands carry the visits: %d %d", a, b)
		}
		if got := w.cover(c.ID, "龙村"); got.All != 7 || got.Met != 1 {
			t.Errorf("%+v", got)
		}
		w.clock.Add(31 * 24 * time.Hour)
		if err := w.visits.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if got := w.cover(c.ID, "龙村"); got.Met != 0 || got.Left != 7 {
			t.Errorf("after its interval it is due again: %+v", got)
		}
		m, _, err := w.links.List(w.sys, link.Filter{Person: w.people["党员乙"]}, kernel.Page{})
		if err != nil {
			t.Fatal(err)
		}
		must(w.links.End(w.sys, m[0].ID, m[0].Rev, kernel.DayOf(w.clock.Now()), "外出"))(w)
		if n := len(w.next("党员乙")); n != 3 {
			t.Errorf("a link that ends takes the household away: %d", n)
		}
	})
}

// TestVisitsChangeHandsWithThePost: who holds the post from now on has its households, and what nobody holds goes to the next rule.
func TestVisitsChangeHandsWithThePost(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		w.officer("村干部", "village_cadre", "龙村")
		w.homes(5, "龙一组")
		c := w.campaign("every_household", "龙村")
		own := w.next("一组员")
		if len(own) != 5 {
			t.Fatalf("%d", len(own))
		}
		if n := must(w.visits.Give(w.as("主任", visit.PermPlan), c.ID, []kernel.ID{own[0].ID, own[1].ID}, w.people["村干部"], "一组员住院"))(w); n != 2 {
			t.Errorf("%d", n)
		}
		_, err := w.visits.Give(w.as("主任", visit.PermPlan), c.ID, []kernel.ID{own[2].ID}, w.people["西乡主任"], "不沾边")
		w.refused(err, "not_a_visitor")
		posts, _, err := w.bodies.ListAppointments(w.sys, body.AppointmentFilter{Person: w.people["一组员"]}, kernel.Page{})
		if err != nil {
			t.Fatal(err)
		}
		must(w.bodies.EndAppointment(w.sys, posts[0].ID, posts[0].Rev, kernel.DayOf(w.clock.Now()), "离任"))(w)
		w.clock.Add(24 * time.Hour)
		if err := w.visits.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if n := len(w.next("村干部")); n != 5 {
			t.Errorf("the cadre of the village comes next: %d", n)
		}
		w.house("新户", "龙二组")
		if err := w.visits.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if n := len(w.next("二组员")); n != 1 {
			t.Errorf("a household that is new gets its visitor: %d", n)
		}
		must(w.persons.Record(w.sys, w.houses["户3"], person.NewEvent{Kind: person.KindMoveOut, Day: kernel.DayOf(w.clock.Now()), Persons: []person.Kin{{PersonID: w.people["户3"]}}, Cause: "other"}))(w)
		if got := w.cover(c.ID, "龙村"); got.All != 5 {
			t.Errorf("a household that is no more leaves: %+v", got)
		}
	})
}

// TestSomebodyVisitsOutOfTheirPlaces: a household given to a cadre of another place is theirs to visit, and no other one.
func TestSomebodyVisitsOutOfTheirPlaces(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		w.officer("帮扶干部", "village_cadre", "湾村")
		w.officer("帮扶干部", "village_cadre", "寨村")
		w.homes(2, "龙一组")
		c := w.campaign("every_household", "龙村")
		task := w.next("一组员")[0]
		w.officer("帮扶干部", "duty_cadre", "东乡")
		must(w.visits.Give(w.as("主任", visit.PermPlan), c.ID, []kernel.ID{task.ID}, w.people["帮扶干部"], "结对"))(w)
		posts, _, err := w.bodies.ListAppointments(w.sys, body.AppointmentFilter{Person: w.people["帮扶干部"]}, kernel.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range posts {
			if p.Post == "duty_cadre" {
				must(w.bodies.EndAppointment(w.sys, p.ID, p.Rev, kernel.DayOf(w.clock.Now()).Add(-1), "只帮一户"))(w)
			}
		}
		if got := w.next("帮扶干部"); len(got) != 1 || got[0].Household.HeadName == "" || got[0].Path == "" {
			t.Fatalf("%+v", got)
		}
		d := w.met("帮扶干部", "home", task.Household.ID, func(n *visit.NewVisit) { n.Asks = []string{"修水管"} })
		if d.Visitor.Name != "帮扶干部" || len(d.AskList) != 1 {
			t.Errorf("%+v", d)
		}
		must(w.visits.Get(w.as("帮扶干部", visit.PermList), d.ID))(w)
		other := w.houses["户1"]
		if other == task.Household.ID {
			other = w.houses["户2"]
		}
		_, err = w.visits.Record(w.as("帮扶干部", visit.PermRecord), visit.NewVisit{Type: "home", HouseholdID: other, Result: visit.Met})
		w.refused(err, "not_found")
	})
}

// TestLeadersReportAgreesWithTheRecords: the weekly sheet and the monthly figures are a count of the records (C1).
func TestLeadersReportAgreesWithTheRecords(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		w.officer("主任", "county_centre_director", "县")
		w.officer("甲领导", "area_leader", "东乡")
		w.officer("乙领导", "area_leader", "西乡")
		w.officer("村干部", "village_cadre", "龙村")
		w.homes(8, "龙一组")
		w.homes(4, "湾一组")
		w.campaign("village_rounds", "县")
		type plain struct{ visits, met, asks int }
		want := map[string]plain{}
		for day := range 12 {
			for i, who := range []string{"甲领导", "乙领导"} {
				tasks := w.next(who)
				if len(tasks) == 0 || day%(i+2) != 0 {
					continue
				}
				n := visit.NewVisit{Type: "home", HouseholdID: tasks[0].Household.ID, Result: visit.Met}
				if day%4 == 0 {
					n.Result = visit.Away
				} else {
					n.Asks = []string{"修路"}
				}
				must(w.visits.Record(w.as(who, visit.PermRecord), n))(w)
				p := want[who]
				p.visits++
				if n.Result == visit.Met {
					p.met++
				}
				p.asks += len(n.Asks)
				want[who] = p
			}
			w.clock.Add(24 * time.Hour)
		}
		r := must(w.visits.Report(w.as("主任", visit.PermList), visit.Month, "2026-11-20"))(w)
		if len(r.Leaders) != 2 || r.From != "2026-11-01" || r.To != "2026-11-30" {
			t.Fatalf("%+v", r)
		}
		for _, l := range r.Leaders {
			if p := want[l.Person.Name]; l.Visits != p.visits || l.Met != p.met || l.Asks != p.asks || l.Settled != 0 || l.Percent != -1 {
				t.Errorf("%+v, want %+v", l, p)
			}
		}
		if r.Total.Visits != want["甲领导"].visits+want["乙领导"].visits {
			t.Errorf("%+v", r.Total)
		}
		week := must(w.visits.Report(w.as("主任", visit.PermList), visit.Week, "2026-11-16"))(w)
		list, _, err := w.visits.List(w.sys, visit.Filter{Visitor: w.people["甲领导"], Span: kernel.Span{From: week.From, To: week.To}}, kernel.Page{Limit: 200})
		for _, l := range week.Leaders {
			if l.Person.Name == "甲领导" && (err != nil || len(list) != l.Visits) {
				t.Errorf("%d %v %+v", len(list), err, l)
			}
		}
		_, err = w.visits.Report(w.as("主任", visit.PermList), "year", "2026-11-16")
		w.refused(err, "bad_day")
	})
}

// TestALargeCampaignGoesInSteps: it opens when the last task is there, and goes on where it was broken off.
func TestALargeCampaignGoesInSteps(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		var list []person.Settlement
		for i := range 2500 {
			list = append(list, person.Settlement{
				At: w.places["龙一组"], Code: w.places["龙村"].Code + strconv.Itoa(10000+i), From: "2026-01-01",
				People: []person.Settler{{Name: "户" + strconv.Itoa(i), Relation: person.Head, Registered: true, Lives: true}},
			})
		}
		if err := w.persons.SettleAll(w.sys, list); err != nil {
			t.Fatal(err)
		}
		c := w.campaign("every_household", "东乡")
		if c.State != visit.Building || len(w.next("一组员")) != 0 {
			t.Fatalf("%+v", c)
		}
		if err := w.visits.Build(w.sys, c.ID); err != nil {
			t.Fatal(err)
		}
		got := must(w.visits.GetCampaign(w.as("主任", visit.PermList), c.ID))(w)
		if got.State != visit.Open || got.Made != 2500 || got.Total != 2500 {
			t.Errorf("%+v", got)
		}
		if err := w.visits.Build(w.sys, c.ID); err != nil {
			t.Fatal(err)
		}
		if all := w.cover(c.ID, "东乡"); all.All != 2500 {
			t.Errorf("a job that comes twice makes nothing twice: %+v", all)
		}
	})
}

// TestACampaignOfAFewIsOfThoseWithTheTrait: the card says who is visited; who comes to have the trait gets a visitor in the morning,
// and nobody else does (C1, C4).
func TestACampaignOfAFewIsOfThoseWithTheTrait(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		w.officer("主任", "county_centre_director", "县")
		w.officer("联户干部", "household_contact", "龙一组")
		poor := func(house kernel.ID, is any) {
			w.Helper()
			must(w.facts.Set(w.sys, house, "", []fact.Change{{Field: "poor", Value: is}}))(w)
		}
		for _, head := range []string{"甲", "乙", "丙", "丁"} {
			w.house(head, "龙一组")
		}
		poor(w.houses["乙"], true)
		poor(w.houses["丁"], true)
		poor(w.houses["丙"], false)
		c := w.campaign("poor_households", "县")
		heads := func() string {
			var out []string
			for _, task := range w.next("联户干部") {
				out = append(out, task.Household.HeadName)
			}
			slices.Sort(out)
			return strings.Join(out, " ")
		}
		if got := heads(); c.Total != 2 || got != "丁 乙" {
			t.Fatalf("%d households: %s", c.Total, got)
		}
		poor(w.houses["甲"], true)
		if err := w.visits.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if got := heads(); got != "丁 乙 甲" {
			t.Errorf("in the morning: %s", got)
		}
		if all := w.cover(c.ID, "县"); all.All != 3 {
			t.Errorf("%+v", all)
		}
	})
}
