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
	"duty_handover":    "done_day = ''",
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

	"activity":        stays, // what was done there was done there
	"activity_person": stays,
	"body_stay":       stays, // where bodies lay
	"import":          stays, // what was done is done
	"place":           stays, // moves by the rules of its room
	"place_link":      stays,
	"place_plan":      stays,
	"place_version":   stays,
}

const stays = "-"

// ofOpenCase: what lies in an open case follows its place.
const ofOpenCase = "case_id IN (SELECT id FROM {case} WHERE county_id = :county AND open)"

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
