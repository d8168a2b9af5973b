package field_test

import (
	"fmt"
	"testing"

	"touyan/internal/domain/field"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// TestVisitsOfADayComeAsOne: whether visits go together or one by one, each takes effect once, what cannot be entered is told and
// holds up no other, and tasks and counters agree.
func TestVisitsOfADayComeAsOne(t *testing.T) {
	each(t, func(w *world) {
		p := w.phone(w.officer, "device-0001")
		var ops []field.Op
		visited := func(house kernel.ID, more map[string]any) {
			body := map[string]any{"type": "home", "household_id": house.String(), "result": "met", "text": "都好"}
			for k, v := range more {
				body[k] = v
			}
			ops = append(ops, p.op("visit", "", body))
		}
		first := w.house("一组", "李一").ID
		for i := range 12 {
			visited(w.house("一组", fmt.Sprint("户", i)).ID, map[string]any{"answers": map[string]any{"matters": []string{"income"}}})
		}
		visited(first, map[string]any{"result": "away"})
		visited(w.house("三组", "邻村人").ID, nil)                   // out of sight
		visited(first, map[string]any{"asks": []string{"修屋檐"}}) // becomes a case, so it goes alone
		visited(first, map[string]any{"answers": map[string]any{"colour": "red"}})
		for i := range 6 {
			visited(first, map[string]any{"text": fmt.Sprint("又去了", i)})
		}
		c, err := w.rooms.Visit.Make(w.sys, visit.NewCampaign{Plan: "every_household", PlaceID: w.places["龙村"].ID})
		if err != nil {
			t.Fatal(err)
		}
		ops = append(ops, ops[3]) // a key twice in one batch
		got, again := p.push(ops...), p.push(ops...)
		for i, a := range got {
			want := field.Done
			if i == 13 || i == 15 {
				want = field.Refused
			}
			if a.State != want || a.State == field.Done && a.Args["code"] == "" != (i == 12) {
				t.Errorf("%d: %+v", i, a)
			}
			if again[i].Record != a.Record || again[i].State != a.State || again[i].Args["code"] != a.Args["code"] {
				t.Errorf("%d again: %+v, was %+v", i, again[i], a)
			}
		}
		if got[len(got)-1].Record != got[3].Record {
			t.Errorf("the key made two visits: %+v %+v", got[3], got[len(got)-1])
		}
		list, _, err := w.rooms.Visit.List(w.sys, visit.Filter{}, kernel.Page{Limit: 100})
		if err != nil || len(list) != len(ops)-3 {
			t.Fatalf("%d visits, %v", len(list), err)
		}
		cover, err := w.rooms.Visit.Coverage(w.sys, c.ID, w.places["龙村"].ID)
		if err != nil || cover.All != 13 || cover.Met != 13 || cover.Left != 0 {
			t.Errorf("%+v %v", cover, err)
		}
		if diff, err := w.rooms.Visit.Recount(w.Context(), w.officer.CountyID); err != nil || len(diff) > 0 {
			t.Errorf("%v %v", diff, err)
		}
	})
}
