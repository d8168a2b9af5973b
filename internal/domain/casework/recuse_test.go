package casework_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// A8: who is a declared near relative of who raised a case takes no step on it where its type says so, and is not given it.
func TestANearRelativeStandsAside(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		ct := w.pack.CaseTypes
		for i := range ct {
			if ct[i].ID == "report" {
				ct[i].Recuse = true
			}
		}
		w.officer("昌宁主任", "township_centre_director", "昌宁镇", "", "")
		brother := must(w.person.Create(sys, person.Draft{Name: "反映人弟", PlaceID: w.places["龙鼻村"].ID, Phone: "13912345678"}))(t)
		must(w.body.AddKin(sys, w.people["网格长"], body.NewKinship{OtherID: brother.ID, Relation: "sibling", Source: "本人申报"}))(t)

		far, _ := w.report("龙鼻村", casework.NewCase{Text: "路灯坏了", Name: "别人", Contact: "13900000000"})
		w.act("网格长", far, casework.Action{Name: "accept"})

		near, _ := w.report("龙鼻村", casework.NewCase{Text: "水渠堵了", Name: "某人", Contact: "139 1234 5678"})
		w.refused("网格长", near, casework.Action{Name: "accept"}, kernel.KindForbidden, "recused")
		w.act("昌宁主任", near, casework.Action{Name: "accept"})
		w.refused("昌宁主任", near, casework.Action{Name: "dispatch", AssigneeID: w.people["网格长"]}, kernel.KindConflict, "must_stand_aside")
		if d := w.get(near); d.Assignee != nil && d.Assignee.ID != 0 {
			t.Errorf("a refused step changes nothing: %+v", d.Assignee)
		}
	})
}

// A8: a household that a case names is a party too: who belongs to it, or is a near relative of somebody in it, takes no step;
// who owns a measure works on it and is no party.
func TestWhoBelongsToTheHouseholdStandsAside(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		sys := dbtest.System(t)
		for post, who := range map[string]string{"village_secretary": "村书记", "grid_head": "网格长二", "village_director": "村主任"} {
			w.officer(who, post, "龙鼻村", "", "")
		}
		sister := must(w.person.Create(sys, person.Draft{Name: "书记妹", PlaceID: w.places["一组"].ID}))(t)
		must(w.body.AddKin(sys, w.people["村书记"], body.NewKinship{OtherID: sister.ID, Relation: "sibling", Source: "本人申报"}))(t)
		house := must(w.person.CreateHousehold(sys, person.NewHousehold{PlaceID: w.places["一组"].ID, From: "2020-01-01", Members: []person.NewMember{
			{PersonID: w.people["村主任"], Relation: "02", Registered: true, Lives: true}, {PersonID: sister.ID, Relation: "10", Registered: true, Lives: true},
		}}))(t)
		id := w.raise("专职", "risk_household", "龙鼻村", row{"household": house.ID.String(), "channel": "cadre"})
		_ = must(w.cases.AddPapers(w.by("专职"), id, "mandate", uploads(photo(7))))(t)
		check := casework.Action{Name: "verify", Fields: row{
			"authorised": true, "class": "risk", "year_from": "2025-10-01", "year_to": "2026-09-30", "wage": 0.0, "trade": 0.0, "property": 0.0, "transfer": 0.0, "hard": 0.0, "found": "属实",
		}}
		w.refused("村主任", id, check, kernel.KindForbidden, "recused") // of the household
		w.refused("村书记", id, check, kernel.KindForbidden, "recused") // her sister is
		w.act("网格长二", id, check)
		if d := w.get(id); d.State != "verified" {
			t.Fatal(d.State)
		}
	})
}
