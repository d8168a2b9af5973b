package casework_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// C3: the procedure of domain facts 1.6 in its order; income worked out of its parts over the people of the register, posted once
// for whole days, decided by others than those who checked, within the days from the clue.
func TestAHouseholdAtRiskGoesEachStep(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		w.officer("村书记", "village_secretary", "龙鼻村", "", "")
		w.officer("镇书记", "township_secretary", "昌宁镇", "", "")
		w.officer("县委书记", "county_leader", "乡宁县", "", "")
		house := must(w.person.CreateHousehold(dbtest.System(w.t), person.NewHousehold{PlaceID: w.places["一组"].ID, From: "2020-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "张有礼"}, Relation: "02", Registered: true, Lives: true},
			{Person: &person.Draft{Name: "王秀英"}, Relation: "10", Registered: true, Lives: true},
			{Person: &person.Draft{Name: "张小军"}, Relation: "20", Registered: true},
		}}))(w.t)
		offered := must(w.cases.Choices(w.by("专职"), "risk_household", "household", w.places["龙鼻村"].ID, 0))(w.t)
		if len(offered) != 1 || offered[0].Name != "张有礼" || offered[0].Post != house.Code {
			w.t.Fatalf("%+v", offered)
		}
		d := must(w.cases.Create(w.as("专职", casework.PermCreate), casework.NewCase{
			Type: "risk_household", Text: "因病住院，入不敷出", PlaceID: w.places["龙鼻村"].ID, Fields: row{"household": house.ID.String(), "channel": "cadre"},
		}))(w.t)
		id := d.ID
		today := kernel.DayOf(w.d.Now())
		if d.Fields["people"] != "2" || d.Fields["decide_by"] != string(today.Add(15)) || d.Due != today.Add(16).Time().UnixMilli()-1 {
			w.t.Fatalf("%+v due %s", d.Fields, time.UnixMilli(d.Due))
		}
		check := casework.Action{Name: "verify", Fields: row{
			"authorised": false, "class": "risk", "year_from": "2025-10-01", "year_to": "2026-09-30", "wage": 1200000.0, "trade": 301.0, "property": 0.0, "transfer": 240000.0,
			"hard": 900000.0, "needs": []any{"health"}, "found": "患病住院，自付大",
		}}
		w.refused("专职", id, check, kernel.KindInvalid, "required") // the paper of the authorisation
		_ = must(w.cases.AddPapers(w.by("专职"), id, "mandate", uploads(photo(7))))(w.t)
		w.refused("专职", id, check, kernel.KindInvalid, "check_failed")
		check.Fields["authorised"] = true
		check.Fields["per_head"] = 1
		w.refused("专职", id, check, kernel.KindInvalid, "not_asked") // nobody types what is worked out
		delete(check.Fields, "per_head")
		w.refused("村书记", id, casework.Action{Name: "post"}, kernel.KindConflict, "wrong_state") // no step is left out
		d = w.act("专职", id, check)
		if got := written(d.Fields["per_head"]); got != "720151" || d.Fields["below"] != true || written(d.Fields["line"]) != "800000" {
			w.t.Fatalf("%s below %v of %v", got, d.Fields["below"], d.Fields["line"]) // (12,000.00 + 3.01 + 2,400.00) / 2 = 7,201.505
		}
		w.act("村书记", id, casework.Action{Name: "discuss", Fields: row{"met_on": string(today), "met": "同意列入"}})
		w.act("村书记", id, casework.Action{Name: "post"})
		page := must(w.cases.Open(w.public(), w.places["龙鼻村"].Code, "risk_household", "zh"))(w.t)
		shown := written(page)
		if len(page.Cases) != 1 || strings.Contains(shown, "张有礼") || strings.Contains(shown, "住院") || !strings.Contains(shown, "张*") || !strings.Contains(shown, "防止返贫致贫对象") || page.Cases[0].State != "公示中，有异议请向村里提出" {
			w.t.Fatal(shown)
		}
		w.clock.Add(5 * 24 * time.Hour)
		_ = w.says("村书记", id, casework.Action{Name: "hand_up"}, "not_yet")
		w.clock.Add(24 * time.Hour)
		w.act("村书记", id, casework.Action{Name: "hand_up"})
		w.refused("村书记", id, casework.Action{Name: "review", Fields: row{"reviewed": "属实"}}, kernel.KindForbidden, "not_yours")
		w.act("镇书记", id, casework.Action{Name: "review", Fields: row{"reviewed": "属实"}})
		d = w.act("县委书记", id, casework.Action{Name: "decide_in", Fields: row{"decided": "同意纳入"}})
		if d.State != "planning" {
			w.t.Fatal(d.State)
		}
		plan := row{"batch": "security", "item": "health", "risk": "因病", "measure": "医疗救助", "owner": w.people["村书记"].String(), "by": "2027-03-01", "funds": 300000.0}
		w.act("村书记", id, casework.Action{Name: "make_plan", Fields: row{"plan": rows(plan)}})
		w.act("村书记", id, casework.Action{Name: "visit", Fields: row{"reviews": rows(row{"day": "2026-12-20", "what": "病情好转"})}})
		remove := casework.Action{Name: "removal", Fields: row{"year_from": "2025-11-01", "year_to": "2026-10-31", "wage": 3000000.0, "trade": 0.0, "property": 0.0, "transfer": 240000.0, "hard": 100000.0, "stable": true, "secured": true, "gone": true}}
		_ = w.says("村书记", id, remove, "not_yet") // a measure is not done
		plan["done"], plan["result"] = "2027-01-10", "已报销"
		w.act("村书记", id, casework.Action{Name: "track", Fields: row{"plan": rows(plan)}})
		w.act("村书记", id, remove)
		w.act("村书记", id, casework.Action{Name: "removal_discuss", Fields: row{"removal_met_on": string(kernel.DayOf(w.d.Now())), "removal_met": "同意"}})
		w.act("村书记", id, casework.Action{Name: "removal_post"})
		w.clock.Add(6 * 24 * time.Hour)
		w.act("镇书记", id, casework.Action{Name: "removal_up"})
		w.act("县委书记", id, casework.Action{Name: "remove", Fields: row{"removal_decided": "同意消除"}})
		d = w.act("村书记", id, casework.Action{Name: "relapse", Reason: "再次住院"})
		if d.State != "clue" {
			w.t.Fatal(d.State)
		}
	})
}

// A job goes to who agreed to be recommended, and somebody asks afterwards how it goes.
func TestAJobIsMatchedWithConsent(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		w.registered()
		house := must(w.cases.Choices(w.by("专职"), "job_match", "household", w.places["龙鼻村"].ID, 0))(w.t)[0]
		offer := must(w.cases.Create(w.as("专职", casework.PermCreate), casework.NewCase{
			Type: "job_offer", Text: "缝纫工", PlaceID: w.places["龙鼻村"].ID, Fields: row{"employer": "就业车间", "kind": "workshop", "posts": "3", "until": "2026-12-31"},
		}))(w.t)
		match := casework.NewCase{Type: "job_match", Text: "推荐上岗", PlaceID: w.places["龙鼻村"].ID, ParentID: offer.ID, Fields: row{"household": house.ID.String(), "who": "张有礼", "consent": false}}
		_, err := w.cases.Create(w.as("专职", casework.PermCreate), match)
		w.wants(err, kernel.KindInvalid, "check_failed")
		match.Fields["consent"] = true
		id := must(w.cases.Create(w.as("专职", casework.PermCreate), match))(w.t).ID
		w.act("专职", id, casework.Action{Name: "hire", Fields: row{"hired_on": "2026-12-01"}})
		_ = w.says("专职", id, casework.Action{Name: "settle"}, "not_yet")
		w.act("专职", id, casework.Action{Name: "follow_up", Fields: row{"follow": rows(row{"day": "2026-12-20", "still": true, "what": "稳定"})}})
		if d := w.act("专职", id, casework.Action{Name: "settle"}); d.State != "settled" || len(d.Links) != 1 {
			w.t.Fatalf("%+v", d)
		}
	})
}

func written(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
