package app_test

import (
	"testing"

	"touyan/internal/platform/db"
)

// whatFollows says for each table that is bound to places which rows follow when their place is merged, moved or split.
// A new table decides here and in its declaration; so that last year's figures stay, closed records never follow.
var whatFollows = map[string]string{
	"appointment": "to_day >= :day",
	"body":        "to_day >= :day",
	"case":        "open",
	"case_alert":  "open",
	"case_call":   ofOpenCase,
	"case_paper":  ofOpenCase,
	"case_photo":  "case_id IN (SELECT id FROM {case} WHERE county_id = :county AND open)",
	"member":      "to_day >= :day",
	"roster":      "day >= :day",

	"body_term":        "last",
	"duty":             "to_day >= :day",
	"duty_evidence":    "item_id IN (SELECT id FROM {duty_item} WHERE county_id = :county AND open)",
	"duty_item":        "open",
	"duty_list":        "open",
	"duty_notice":      "item_id IN (SELECT id FROM {duty_item} WHERE county_id = :county AND open)",
	"duty_order":       "open",
	"asset":            "TRUE", // it lies where it lies
	"case_seat":        ofOpenCase,
	"case_rung":        ofOpenCase,
	"case_time":        ofOpenCase,
	"handover":         "done_day = ''",
	"household":        "to_day >= :day",
	"field_device":     "revoked_at = 0",
	"fact":             "NOT ended",
	"fact_conflict":    "state = 'open'",
	"event_paper":      "", // with the event
	"household_event":  "", // with the household
	"household_link":   "",
	"household_member": "to_day >= :day",
	"kin":              "",
	"link":             "to_day >= :day",
	"person":           "died_day = '' AND left_day = ''",
	"person_pair":      "state = 'open'",
	"privacy_request":  "open",
	"roll":             "to_day >= :day",
	"term_notice":      "done_day = ''",
	"voter_list":       "election_day >= :day",

	"demand":         stays,
	"demand_village": "state = 'open'",

	"wall": stays, // a link ends with its place

	"ledger_book":    "TRUE",
	"ledger_period":  "closed_at = 0",
	"ledger_account": "closed_day = ''",
	"ledger_hold":    "open",
	"ledger_txn":     stays, // what is recorded is never changed
	"ledger_posting": stays,

	"campaign":       "state <> 'closed'",
	"campaign_task":  "campaign_id IN (SELECT id FROM {campaign} WHERE county_id = :county AND state <> 'closed')",
	"checklist_item": "TRUE", // how a household stands goes with it

	"visit":         stays, // who came came there
	"visit_ask":     stays,
	"visit_photo":   stays,
	"survey_answer": stays,

	"points_year":    "open",
	"points_account": ofOpenYear,
	"points_entry":   ofOpenYear,
	"points_step":    ofOpenYear,
	"points_file":    ofOpenYear,
	"points_posting": ofOpenYear,
	"points_follow":  ofOpenYear,

	"award_round":     "state NOT IN ('decided', 'cancelled')",
	"award_entry":     ofGoingRound,
	"award_score":     ofGoingRound,
	"award_objection": ofGoingRound,
	"award_apply":     ofGoingRound,
	"award_file":      "(of_id IN (SELECT id FROM {award_entry} WHERE county_id = :county AND " + ofGoingRound + ")" + orOpenCheck, // with its entry or re-check
	"award_honour":    "TRUE",                                                                                                      // an honour goes with who won it
	"award_check":     "state = 'open'",

	"emergency":       "until_day >= :day",
	"emergency_place": "until_day >= :day",
	"emergency_house": "emergency_id IN (SELECT id FROM {emergency} WHERE county_id = :county AND until_day >= :day)",

	"merit_pool":      "TRUE", // the pool goes with its village
	"merit_house":     "TRUE",
	"merit_round":     "state <> 'issued'",
	"merit_deed":      openDeed,
	"merit_score":     ofOpenDeed,
	"merit_file":      ofOpenDeed,
	"merit_objection": "state = 'open'",
	"merit_move":      "done_at = 0",
	"shop_good":       "TRUE",
	"shop_price":      "TRUE",
	"shop_allowance":  "state = 'open'",
	"shop_share":      "left_n > 0",
	"shop_move":       stays, // what came and was counted there
	"shop_redeem":     stays,
	"shop_line":       stays,
	"merit_list":      stays, // what a village decided
	"merit_fund":      stays,

	"feed_token": "revoked_at = 0",
	"feed_hook":  "state <> 'removed'",

	"bulletin":         stays, // what was issued there was there
	"bulletin_run":     stays,
	"indicator_basis":  stays, // what was published there was there
	"quality_run":      stays, // what was looked at there
	"emergency_act":    stays, // what was approved and reported there was there
	"emergency_key":    stays,
	"emergency_report": stays,

	"activity":        stays, // what was done there was done there
	"activity_person": stays,
	"activity_file":   stays,
	"body_stay":       stays, // where bodies lay
	"import":          stays, // what was done is done
	"place":           stays, // moves by the rules of its room
	"place_link":      stays,
	"place_plan":      stays,
	"place_version":   stays,
}

const stays = "-"

// openDeed: a deed that is not settled follows its place, with what hangs on it.
const (
	openDeed   = "state IN ('recorded', 'rated', 'picked', 'posted')"
	ofOpenDeed = "deed_id IN (SELECT id FROM {merit_deed} WHERE county_id = :county AND " + openDeed + ")"
)

// ofOpenYear: the points of a branch follow it until their year is closed.
const ofOpenYear = "year_id IN (SELECT id FROM {points_year} WHERE county_id = :county AND open)"

// ofOpenCase: what lies in an open case follows its place.
const ofOpenCase = "case_id IN (SELECT id FROM {case} WHERE county_id = :county AND open)"

const orOpenCheck = " OR of_id IN (SELECT id FROM {award_check} WHERE county_id = :county AND state = 'open'))"

const ofGoingRound = "round_id IN (SELECT id FROM {award_round} WHERE county_id = :county AND state NOT IN ('decided', 'cancelled'))"

func TestArchWhatFollowsItsPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range db.Tables() {
		if table.Place != db.PlaceCounty || table.Bind != db.ByPlace && table.Bind != db.Frame || table.Derived {
			continue
		}
		seen[table.Name] = true
		rule := table.Rehome
		if table.Stay {
			rule = stays
		}
		if want, ok := whatFollows[table.Name]; !ok {
			t.Errorf("{%s} is bound to places: say in its db.Declare which rows follow their place (Rehome, Stay), and list it here", table.Name)
		} else if want != rule {
			t.Errorf("{%s} follows by %q, listed as %q", table.Name, rule, want)
		}
	}
	for name := range whatFollows {
		if !seen[name] {
			t.Errorf("{%s} is listed but not declared", name)
		}
	}
}
