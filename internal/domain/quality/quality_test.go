package quality

import (
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

// elsewhere are the checks whose records only other rooms read; these test them.
var elsewhere = []string{"pool_unsound", "round_waits", "stock_short"}

// plants make exactly the defect of a check and say which record it has to find.
var plants = map[string]func(*world) int64{
	"place_orphan": func(w *world) int64 { w.raw.Set("place", w.id("一组"), "parent_id", 1); return w.id("一组") },
	"place_code": func(w *world) int64 {
		w.raw.Set("place", w.id("一片"), "code", "99999999999999999")
		return w.id("一片")
	},
	"place_level": func(w *world) int64 { w.raw.Set("place", w.id("一片"), "level", 3); return w.id("一片") },
	"place_twins": func(w *world) int64 {
		return w.raw.Insert("place", w.at("龙村", m{"id": int64(1) << 52, "parent_id": w.id("龙村"), "level": 4, "name": "一组", "code": "14102900000099", "from_day": "2026-01-01", "to_day": end}))
	},
	"place_vacant": func(w *world) int64 { w.vacate("龙村"); return w.id("龙村") },
	"place_two_heads": func(w *world) int64 {
		w.post(w.head(), headOf(w, "龙村"), m{"place_id": w.id("龙村")})
		return w.id("龙村")
	},
	"place_plan_failed": func(w *world) int64 {
		w.raw.Insert("place_plan", w.at("龙村", m{"place_id": w.id("龙村"), "state": "failed"}))
		return w.id("龙村")
	},
	"micro_large": func(w *world) int64 {
		for i := range 101 {
			w.raw.Insert("household", w.at("一片", m{"code": strings.Repeat("9", 14) + string(rune('a'+i/26)) + string(rune('a'+i%26)), "place_id": w.id("一片"), "to_day": end}))
		}
		return w.id("一片")
	},
	"group_empty": func(w *world) int64 {
		id := w.raw.Insert("place", w.at("龙村", m{"parent_id": w.id("龙村"), "level": 4, "name": "空组", "code": "14102900000098", "from_day": "2026-01-01", "to_day": end}))
		w.post(w.head(), "group_leader", m{"place_id": id})
		return id
	},
	"grid_no_officer": func(w *world) int64 { w.vacate("一组"); w.vacate("一片"); return w.id("一组") },

	"post_person_gone": func(w *world) int64 {
		p := w.gone()
		w.post(p, "village_cadre", m{"place_id": w.id("龙村")})
		return p
	},
	"post_place_closed": func(w *world) int64 { w.post(w.head(), "village_cadre", m{"place_id": w.closed()}); return w.head() },
	"post_body_closed": func(w *world) int64 {
		w.post(w.head(), "village_cadre", m{"body_id": w.body(m{"to_day": "2026-01-31"})})
		return w.head()
	},
	"post_unknown": func(w *world) int64 { w.post(w.head(), "no_such_post", m{"place_id": w.id("龙村")}); return w.head() },
	"post_backwards": func(w *world) int64 {
		w.post(w.head(), "village_cadre", m{"place_id": w.id("龙村"), "from_day": "2026-05-01", "to_day": "2026-04-01"})
		return w.head()
	},
	"officer_no_account": func(w *world) int64 {
		w.post(w.head(), "village_cadre", m{"place_id": w.id("龙村")})
		return w.head()
	},
	"account_no_post": func(w *world) int64 { w.account(w.head()); return w.head() },
	"account_of_dead": func(w *world) int64 { p := w.gone(); w.account(p); return p },
	"handover_stuck": func(w *world) int64 {
		w.raw.Insert("handover", w.at("龙村", m{"from_person_id": w.head(), "day": "2026-11-01"}))
		return w.head()
	},

	"body_empty":   func(w *world) int64 { return w.body(m{"kind": seatedKind(w)}) },
	"body_no_head": func(w *world) int64 { b := w.body(m{"kind": seatedKind(w)}); w.member(b, w.head()); return b },
	"body_term_over": func(w *world) int64 {
		b := w.body(nil)
		w.raw.Insert("body_term", w.at("龙村", m{"body_id": b, "number": 3, "last": true, "to_day": "2026-06-30"}))
		return b
	},
	"body_no_term":       func(w *world) int64 { return w.body(m{"kind": "villagers_committee"}) },
	"body_place_closed":  func(w *world) int64 { return w.body(m{"place_id": w.closed()}) },
	"body_parent_closed": func(w *world) int64 { return w.body(m{"parent_id": w.body(m{"to_day": "2026-01-31"})}) },
	"member_gone":        func(w *world) int64 { b := w.body(nil); w.member(b, w.gone()); return b },
	"member_twice": func(w *world) int64 {
		b := w.body(nil)
		w.member(b, w.head())
		w.member(b, w.head())
		return b
	},

	"person_number": func(w *world) int64 {
		return w.somebody(m{"id_number": string(w.keys.Seal("14102919800305001X")), "sex": "2"})
	},
	"person_birth":       func(w *world) int64 { return w.somebody(m{"birth_day": string(w.keys.Seal("2027-01-01"))}) },
	"person_age":         func(w *world) int64 { return w.somebody(m{"birth_day": string(w.keys.Seal("1901-01-01"))}) },
	"person_died_ahead":  func(w *world) int64 { return w.somebody(m{"died_day": "2027-01-01"}) },
	"person_dead_member": func(w *world) int64 { w.raw.Set("person", w.wife(), "died_day", "2026-10-01"); return w.wife() },
	"person_two_households": func(w *world) int64 {
		w.belongs(int64(w.houses["湾片"].ID), w.wife(), m{"to_day": "2027-12-31"})
		return w.wife()
	},
	"person_no_household": func(w *world) int64 {
		p := w.somebody(m{})
		w.belongs(w.house(), p, m{"to_day": "2026-06-30"})
		return p
	},
	"person_twice": func(w *world) int64 {
		return w.raw.Insert("person_pair", w.at("一片", m{"a_id": w.head(), "b_id": w.wife(), "state": "open", "at": w.ms(40)}))
	},
	"person_place_closed": func(w *world) int64 { return w.somebodyAt(w.closed()) },
	"kin_of_self": func(w *world) int64 {
		w.raw.Insert("kin", w.at("龙村", m{"person_id": w.head(), "other_id": w.head()}))
		return w.head()
	},

	"household_empty":   func(w *world) int64 { return w.home(nil) },
	"household_no_head": func(w *world) int64 { h := w.home(nil); w.belongs(h, w.somebody(m{}), nil); return h },
	"household_two_heads": func(w *world) int64 {
		w.belongs(w.house(), w.somebody(m{}), m{"relation": "02", "to_day": "2027-12-31"})
		return w.house()
	},
	"household_head_differs": func(w *world) int64 { w.raw.Set("household", w.house(), "head_id", w.wife()); return w.house() },
	"household_place_closed": func(w *world) int64 { return w.home(m{"place_id": w.closed()}) },
	"household_days":         func(w *world) int64 { return w.home(m{"from_day": "2027-01-01"}) },
	"household_code":         func(w *world) int64 { return w.home(m{"code": "1410290000007777"}) },
	"member_days": func(w *world) int64 {
		w.belongs(w.house(), w.somebody(m{}), m{"from_day": "2019-01-01"})
		return w.house()
	},
	"member_of_ended": func(w *world) int64 {
		h := w.home(m{"to_day": "2026-03-31"})
		w.belongs(h, w.somebody(m{}), nil)
		return h
	},
	"fact_conflict": func(w *world) int64 {
		w.raw.Insert("fact_conflict", w.at("一片", m{"household_id": w.house(), "state": "open", "at": w.ms(20)}))
		return w.house()
	},
	"link_gone":     func(w *world) int64 { w.link(w.gone(), w.house()); return w.house() },
	"link_of_ended": func(w *world) int64 { h := w.home(m{"to_day": "2026-03-31"}); w.link(w.head(), h); return h },
	"link_missing":  func(w *world) int64 { return w.home(nil) },

	"case_no_owner":      func(w *world) int64 { return w.openCase(m{"body_id": 0, "state_since": w.ms(5)}) },
	"case_no_clock":      func(w *world) int64 { return w.openCase(m{"due": 0, "state_since": w.ms(40)}) },
	"case_place_closed":  func(w *world) int64 { return w.openCase(m{"place_id": w.closed()}) },
	"case_late_long":     func(w *world) int64 { return w.openCase(m{"due": w.ms(31)}) },
	"case_ahead":         func(w *world) int64 { return w.openCase(m{"at": w.ms(-2)}) },
	"case_end_early":     func(w *world) int64 { return w.openCase(m{"open": false, "ended_day": "2027-01-01"}) },
	"case_assignee_gone": func(w *world) int64 { return w.openCase(m{"assignee_id": w.gone()}) },
	"case_call_open": func(w *world) int64 {
		c := w.openCase(m{"open": false})
		w.raw.Insert("case_call", w.at("龙村", m{"case_id": c, "open": true}))
		return c
	},
	"risk_late": func(w *world) int64 { return w.openCase(m{"type": "risk_household", "due": w.ms(1)}) },
	"alert_open": func(w *world) int64 {
		c := w.openCase(nil)
		w.raw.Insert("case_alert", w.at("龙村", m{"case_id": c, "open": true, "at": w.ms(40), "cause": "样"}))
		return c
	},

	"visit_early":     func(w *world) int64 { return w.visit(m{"day": "2019-12-31"}) },
	"visit_ahead":     func(w *world) int64 { return w.visit(m{"day": "2026-11-17"}) },
	"visit_after_end": func(w *world) int64 { return w.visit(m{"household_id": w.home(m{"to_day": "2026-03-31"})}) },
	"ask_no_case": func(w *world) int64 {
		v := w.visit(m{"at": w.ms(3)})
		w.raw.Insert("visit_ask", w.at("一片", m{"visit_id": v, "case_key": "样"}))
		return v
	},
	"campaign_gap":  func(w *world) int64 { c := w.campaign(nil); w.task(c, m{"gap": true}); return c },
	"campaign_over": func(w *world) int64 { return w.campaign(m{"due_day": "2026-11-01"}) },
	"task_visitor_gone": func(w *world) int64 {
		c := w.campaign(nil)
		w.task(c, m{"visitor_id": w.gone(), "open": true})
		return c
	},

	"item_no_owner":   func(w *world) int64 { return w.item(m{"person_id": 0}) },
	"item_no_day":     func(w *world) int64 { return w.item(m{"due_day": ""}) },
	"item_late_long":  func(w *world) int64 { return w.item(m{"due_day": "2026-09-01"}) },
	"item_owner_gone": func(w *world) int64 { return w.item(m{"person_id": w.gone()}) },
	"list_over": func(w *world) int64 {
		return w.raw.Insert("duty_list", w.at("龙村", m{"title": "清单", "open": true, "to_day": "2026-10-31"}))
	},

	"points_member_ended": func(w *world) int64 { _, a := w.points(); return a },
	"points_stuck": func(w *world) int64 {
		y, a := w.points()
		w.raw.Insert("points_entry", w.at("龙村", m{"year_id": y, "account_id": a, "state": "posted", "effect_day": "2026-11-01"}))
		return a
	},
	"points_follow_late": func(w *world) int64 {
		y, a := w.points()
		w.raw.Insert("points_follow", w.at("龙村", m{"year_id": y, "account_id": a, "open": true, "due_day": "2026-11-01"}))
		return a
	},
	"honour_check_late": func(w *world) int64 {
		return w.raw.Insert("award_honour", w.at("一片", m{"state": "held", "next_check": "2026-11-01", "code": "样1"}))
	},
	"honour_over": func(w *world) int64 {
		return w.raw.Insert("award_honour", w.at("一片", m{"state": "held", "valid_to": "2026-11-01", "code": "样2"}))
	},
	"award_stuck": func(w *world) int64 {
		return w.raw.Insert("award_round", w.at("龙村", m{"state": "posted", "post_until": w.ms(20)}))
	},
	"activity_ahead": func(w *world) int64 {
		b := w.body(nil)
		w.raw.Insert("activity", w.at("龙村", m{"body_id": b, "day": "2026-12-01"}))
		return b
	},

	"counter_differs": func(w *world) int64 {
		w.raw.Do("INSERT INTO t_tally (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed) VALUES (141029, $1, 'household.count', '', 3, $2, $3, $4, $1, 0, '样', FALSE)", w.id("一片"), w.id("东乡"), w.id("龙村"), w.id("一组"))
		return w.id("一片")
	},
	"phone_silent":  func(w *world) int64 { return w.phone(m{}, w.ms(91), 0) },
	"phone_waiting": func(w *world) int64 { return w.phone(m{}, w.ms(8), 2) },
	"request_late": func(w *world) int64 {
		return w.raw.Insert("privacy_request", w.at("龙村", m{"open": true, "due": w.ms(1)}))
	},
	"emergency_kept": func(w *world) int64 { return w.raw.Insert("emergency", w.at("龙村", m{"delete_day": "2026-11-01"})) },
}

// Each check finds exactly the defect that was planted, and nothing where nothing is amiss (K3).
func TestEachCheckFindsItsDefect(t *testing.T) {
	each(t, func(w *world) {
		for _, c := range catalogue {
			if got := w.found(c.ID); len(got) != 0 && c.ID != "link_missing" {
				t.Errorf("%s finds %+v where nothing is amiss", c.ID, got)
			}
			if slices.Contains(elsewhere, c.ID) {
				continue
			}
			plant, ok := plants[c.ID]
			if !ok {
				t.Errorf("%s is planted by nobody", c.ID)
				continue
			}
			id := kernel.ID(plant(w))
			got := w.found(c.ID)
			if c.ID == "link_missing" {
				got = slices.DeleteFunc(got, func(f Found) bool { return f.RecordID != id })
			}
			if c.ID == "grid_no_officer" {
				got = slices.DeleteFunc(got, func(f Found) bool { return f.RecordID == w.places["一片"].ID })
			}
			if len(got) != 1 || got[0].RecordID != id {
				t.Errorf("%s: found %+v, not %d", c.ID, got, id)
			}
			w.raw.Undo()
			if c.ID == "counter_differs" {
				w.raw.Do("DELETE FROM t_tally WHERE topic = '样'")
			}
			if got := w.found(c.ID); len(got) != 0 && c.ID != "link_missing" {
				t.Errorf("%s is mended and still found: %+v", c.ID, got)
			}
		}
	})
}

// The catalogue: at least forty, each with its words in both languages, asked by a statement or by a room, each once.
func TestCatalogue(t *testing.T) {
	ids := map[string]bool{}
	for _, c := range catalogue {
		if ids[c.ID] {
			t.Errorf("%s twice", c.ID)
		}
		ids[c.ID] = true
		for _, words := range []string{c.Name, c.NameEN, c.Why, c.WhyEN, c.Mend, c.MendEN, c.Kind, c.Perm} {
			if words == "" {
				t.Errorf("%s lacks words: %+v", c.ID, c)
			}
		}
		if (c.Shows == "") != (c.ShowsEN == "") {
			t.Errorf("%s shows in one language", c.ID)
		}
		if _, named := labels[c.Kind]; !named && c.Kind != "pool" && c.Kind != "shop" && c.Kind != "round_merit" {
			t.Errorf("%s leads to a %s, which has no name", c.ID, c.Kind)
		}
	}
	for id := range probes {
		if !ids[id] {
			t.Errorf("%s is asked and stands in no catalogue", id)
		}
	}
	if len(ids) < 40 {
		t.Errorf("%d checks", len(ids))
	}
}

// A run keeps what it found, with the counters of each level; what was mended is gone at the next one, what stays keeps its day; a second run
// changes nothing; whoever may see the place and the records sees the findings, and nobody else.
func TestRunsKeepAndForget(t *testing.T) {
	each(t, func(w *world) {
		w.q.recounts = nil // rows written past the door are in no counter
		one, two := w.home(nil), w.home(m{"code": "1410290000007778"})
		run := func(at string) *DataRun {
			r := must(w.q.Start(w.sys, NewDataRun{PlaceID: w.places[at].ID}))(t)
			must(0, w.q.Run(w.sys, r.ID))(t)
			return must(w.q.Progress(w.sys, r.ID))(t)
		}
		first := run("县")
		if first.State != Done || first.Done != len(catalogue) || first.New != first.Found || first.Found < 3 {
			t.Fatalf("%+v", first)
		}
		for _, at := range []string{"县", "东乡", "龙村", "一组", "一片"} {
			b := must(w.q.Board(w.sys, w.places[at].ID))(t)
			if n := count(b); n != 2 || b.Last == nil || b.Last.ID != first.ID {
				t.Errorf("%s: %d, %+v", at, n, b.Last)
			}
		}
		if n := count(must(w.q.Board(w.sys, w.places["西乡"].ID))(t)); n != 0 {
			t.Errorf("%d elsewhere", n)
		}
		w.clock.Add(48 * time.Hour)
		w.raw.Set("household", one, "to_day", "2026-11-16")
		second := run("龙村")
		if second.Gone == 0 || second.New != 0 {
			t.Errorf("%+v", second)
		}
		list, _, err := w.q.List(w.sys, "household_empty", w.places["县"].ID, kernel.Page{})
		if must(list, err)(t); len(list) != 1 || list[0].RecordID != kernel.ID(two) || list[0].Since != "2026-11-16" || !strings.Contains(list[0].Path, "龙村") {
			t.Errorf("%+v", list)
		}
		if third := run("县"); third.New != 0 || third.Gone != 0 {
			t.Errorf("%+v", third)
		}
		if diffs := must(w.q.Recount(w.sys, w.places["县"].ID))(t); len(diffs) != 0 {
			t.Errorf("%+v", diffs)
		}
		w.seen(two)
	})
}

// seen looks at the findings as officers: of the village, of another township, and of one whose post shows no households.
func (w *world) seen(house int64) {
	w.Helper()
	w.officer("书记", "village_secretary", w.places["龙村"].ID)
	w.officer("西书记", "village_secretary", w.places["湾村"].ID)
	for name, want := range map[string]int64{"书记": 1, "西书记": 0} {
		b := must(w.q.Board(w.as(name), 0))(w)
		list, _, err := w.q.List(w.as(name), "household_empty", 0, kernel.Page{})
		if must(list, err)(w); count(b) != want || int64(len(list)) != want {
			w.Errorf("%s: %d, %+v", name, count(b), list)
		}
	}
	if _, _, err := w.q.List(w.as("西书记"), "household_empty", w.places["龙村"].ID, kernel.Page{}); kernel.KindOf(err) != kernel.KindNotFound {
		w.Errorf("another township's village: %v", err)
	}
	a := kernel.ActorOf(w.as("书记"))
	for i := range a.Grants {
		a.Grants[i].Perms = slices.DeleteFunc(slices.Clone(a.Grants[i].Perms), func(p string) bool { return p == "person.list" })
	}
	ctx := kernel.WithActor(w.Context(), a)
	list, _, err := w.q.List(ctx, "household_empty", 0, kernel.Page{})
	if must(list, err)(w); len(list) != 0 || count(must(w.q.Board(ctx, 0))(w)) != -1 {
		w.Errorf("without the right to households: %+v", list)
	}
	_ = house
}

// count is how many empty households a board tells; -1 where the check is not there.
func count(b *DataBoard) int64 {
	for _, c := range b.Checks {
		if c.ID == "household_empty" {
			return c.N
		}
	}
	return -1
}

func headOf(w *world, at string) string {
	held, _, err := w.bodies.ListAppointments(w.sys, body.AppointmentFilter{Place: w.places[at].ID}, kernel.Page{})
	for _, a := range must(held, err)(w) {
		if p, _ := w.pack.Post(a.Post); p.Head && a.PlaceID == w.places[at].ID {
			return a.Post
		}
	}
	w.Fatal("no head")
	return ""
}

func seatedKind(w *world) string {
	for _, k := range w.pack.BodyKinds {
		if _, led := k.Head(); led && k.SeatsMin > 0 && k.Valid("2026-11-16") {
			return k.ID
		}
	}
	w.Fatal("no kind of body with seats")
	return ""
}
