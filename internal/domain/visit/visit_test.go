package visit_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// village is 龙村 with a cadre of each of its groups, who visits, and a director of the township, who plans.
func (w *world) village() {
	w.officer("主任", "township_centre_director", "东乡")
	w.officer("西乡主任", "township_centre_director", "西乡")
	w.officer("一组员", "part_time_officer", "龙一组")
	w.officer("二组员", "part_time_officer", "龙二组")
}

// TestEachRequestBecomesACase: what a household asks for at a visit is a case with a time, and its outcome comes back to the
// visitor and, by the slip, to the household (C1, C2).
func TestEachRequestBecomesACase(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		home := w.house("赵户", "龙一组")
		d := w.met("一组员", "home", home, func(n *visit.NewVisit) {
			n.Text, n.Purposes, n.Asks = "老人独居，屋顶漏雨", []string{"difficulty"}, []string{"屋顶漏雨要修", " ", "想办老年证"}
			n.Answers = map[string]any{"matters": []any{"housing", "care"}}
		})
		if d.Asks != 2 || len(d.AskList) != 2 || d.AskList[0].Case.No == "" || !d.AskList[0].Case.Open || d.AskList[0].Case.Due == 0 || d.Code == "" {
			t.Fatalf("%+v", d)
		}
		id := d.AskList[0].Case.ID
		for _, a := range []casework.Action{{Name: "accept"}, {Name: "dispatch", AssigneeID: w.people["一组员"]}} {
			a.Rev = must(w.cases.Get(w.sys, id))(w).Rev
			must(w.cases.Act(w.as("主任", casework.PermList), id, a))(w)
		}
		got := must(w.visits.Get(w.as("一组员", visit.PermList), d.ID))(w)
		if got.AskList[0].Case.State == d.AskList[0].Case.State || got.AskList[0].Case.Owner != "一组员" || got.Code != "" {
			t.Errorf("the outcome comes back to the visitor: %+v", got.AskList[0])
		}
		slip := must(w.visits.Slip(w.public(), d.Code))(w)
		if len(slip.Asks) != 2 || slip.Asks[0].State == "" || slip.Visitor != "一组员" {
			t.Errorf("the household sees what became of it: %+v", slip)
		}
		f := must(w.cases.Follow(w.public(), slip.Asks[0].Code))(w)
		if f.ID != id || f.Text != "屋顶漏雨要修" {
			t.Errorf("the household follows its own case: %+v", f)
		}
		_, err := w.visits.Slip(w.public(), "AAAA-BBBB-CCCC-DDDD")
		w.refused(err, "not_found")
		w.sound()
	})
}

// TestAVisitIsEnteredOnce: the same client key gives the same record, whatever else was sent between.
func TestAVisitIsEnteredOnce(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		home := w.house("赵户", "龙一组")
		n := visit.NewVisit{Type: "home", HouseholdID: home, Result: visit.Met, Text: "都好", Asks: []string{"修路灯"}, ClientKey: "k1"}
		one := must(w.visits.Record(w.as("一组员", visit.PermRecord), n))(w)
		two := must(w.visits.Record(w.as("一组员", visit.PermRecord), n))(w)
		if one.ID != two.ID || one.Code != two.Code || two.AskList[0].Case.ID != one.AskList[0].Case.ID {
			t.Errorf("%+v\n%+v", one, two)
		}
		n.Text = "别的"
		_, err := w.visits.Record(w.as("一组员", visit.PermRecord), n)
		w.refused(err, "client_key_used")
		list, _, err := w.visits.List(w.as("主任", visit.PermList), visit.Filter{Household: home}, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Errorf("%v %v", list, err)
		}
	})
}

// TestWhatAVisitRefuses: nobody met, nothing asked; a day to come; a household of somebody else's places.
func TestWhatAVisitRefuses(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		home, far := w.house("赵户", "龙一组"), w.house("钱户", "湾一组")
		ctx := w.as("一组员", visit.PermRecord)
		for code, n := range map[string]visit.NewVisit{
			"nobody_met":       {Type: "home", HouseholdID: home, Result: visit.Away, Asks: []string{"修路"}},
			"bad_day":          {Type: "home", HouseholdID: home, Result: visit.Met, Day: "2026-12-01"},
			"unknown_type":     {Type: "none", HouseholdID: home, Result: visit.Met},
			"bad_value":        {Type: "home", HouseholdID: home, Result: visit.Met, Purposes: []string{"x"}},
			"visitor_asks_not": {Type: "home", HouseholdID: home, Result: visit.Met, Satisfied: visit.Satisfied},
			"not_found":        {Type: "home", HouseholdID: far, Result: visit.Met},
			"not_asked":        {Type: "home", HouseholdID: home, Result: visit.Met, Answers: map[string]any{"x": "y"}},
			"not_a_visitor":    {Type: "home", HouseholdID: home, Result: visit.Met, VisitorID: w.people["西乡主任"]},
			"required":         {Type: "home", HouseholdID: home},
		} {
			_, err := w.visits.Record(ctx, n)
			w.refused(err, code)
		}
		for _, result := range []string{visit.Away, visit.Declined} {
			d := must(w.visits.Record(ctx, visit.NewVisit{Type: "home", HouseholdID: home, Result: result}))(w)
			if d.Result != result || d.Code != "" {
				t.Errorf("%s is a result like any other: %+v", result, d)
			}
		}
		h := must(w.visits.Home(ctx, home))(w)
		if len(h.Visits) != 2 || len(h.Members) != 1 || h.Household.HeadName != "赵户" {
			t.Errorf("%+v", h)
		}
		_, err := w.visits.Home(ctx, far)
		w.refused(err, "not_found")
	})
}

// TestSatisfactionIsTheHouseholdsOwn: by its slip, or by a call of somebody who did not come; a share from thirty on (C1).
func TestSatisfactionIsTheHouseholdsOwn(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		w.officer("村书记", "village_secretary", "龙村")
		w.homes(31, "龙一组")
		c := w.campaign("every_household", "龙村")
		var codes []string
		var first *visit.Detail
		for _, task := range w.next("一组员") {
			d := w.met("一组员", "home", task.Household.ID, nil)
			codes = append(codes, d.Code)
			if first == nil {
				first = d
			}
		}
		_, err := w.visits.Call(w.as("一组员", visit.PermRecord), first.ID, visit.Satisfied, "")
		w.refused(err, "visitor_asks_not")
		w.refused(w.visits.Rate(w.public(), codes[1], visit.Satisfied, "", w.people["一组员"]), "visitor_asks_not")
		w.refused(w.visits.Rate(w.public(), codes[1], "perfect", "", 0), "required")

		must(w.visits.Call(w.as("村书记", visit.PermCall), first.ID, visit.Silent, ""))(w)
		if err := w.visits.Rate(w.public(), codes[0], visit.Satisfied, "很好", 0); err != nil {
			t.Fatal("who did not answer the call may still use the slip:", err)
		}
		w.refused(w.visits.Rate(w.public(), codes[0], visit.Unsatisfied, "", 0), "rated_already")
		for i := 1; i < 29; i++ {
			answer := visit.Satisfied
			if i%10 == 0 {
				answer = visit.Unsatisfied
			}
			if err := w.visits.Rate(w.public(), codes[i], answer, "", 0); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.cover(c.ID, "龙村"); got.Asked != 29 || got.Percent != -1 {
			t.Errorf("no share below thirty: %+v", got)
		}
		must(w.visits.Call(w.as("村书记", visit.PermCall), must(w.visits.Get(w.sys, w.visitOf(codes[29])))(w).ID, visit.Fairly, ""))(w)
		if got := w.cover(c.ID, "龙村"); got.Asked != 30 || got.Satisfied != 27 || got.Fairly != 1 || got.Percent != 93 {
			t.Errorf("%+v", got)
		}
		list, _, err := w.visits.List(w.as("村书记", visit.PermCall), visit.Filter{Unrated: true}, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Errorf("whom may still be asked: %d %v", len(list), err)
		}
	})
}

// visitOf is the visit that a code opens.
func (w *world) visitOf(code string) kernel.ID {
	w.Helper()
	list, _, err := w.visits.List(w.sys, visit.Filter{}, kernel.Page{Limit: 200})
	if err != nil {
		w.Fatal(err)
	}
	for _, v := range list {
		if c, err := w.visits.SlipOf(w.as("一组员", visit.PermRecord), v.ID); err == nil && c == code {
			return v.ID
		}
	}
	w.Fatal("no visit has the code")
	return 0
}

// TestAVisitIsTakenBack: within days by who entered it, with its figures; the household waits as before.
func TestAVisitIsTakenBack(t *testing.T) {
	each(t, "longshan", func(w *world) {
		w.village()
		w.homes(2, "龙一组")
		c := w.campaign("every_household", "龙村")
		home := w.next("一组员")[0].Household.ID
		w.met("一组员", "home", home, func(n *visit.NewVisit) { n.Result = visit.Away })
		d := w.met("一组员", "home", home, func(n *visit.NewVisit) { n.Answers = map[string]any{"matters": []any{"income"}} })
		if got := w.cover(c.ID, "龙村"); got.Met != 1 || got.Left != 1 {
			t.Fatalf("%+v", got)
		}
		_, err := w.visits.TakeBack(w.as("二组员", visit.PermList), d.ID, "记错")
		w.refused(err, "not_found")
		back := must(w.visits.TakeBack(w.as("一组员", visit.PermList), d.ID, "记错户"))(w)
		if got := w.cover(c.ID, "龙村"); !back.TakenBack || got.Met != 0 || got.Away != 1 || got.Left != 1 {
			t.Errorf("%+v %+v", back, got)
		}
		if n := must(w.visits.Counts(w.sys, "home_talk", w.places["龙村"].ID, kernel.Span{}))(w); n.Answers != 0 {
			t.Errorf("its answers count no more: %+v", n)
		}
		_, err = w.visits.TakeBack(w.as("一组员", visit.PermList), d.ID, "再来")
		w.refused(err, "taken_back_already")
		_, err = w.visits.Slip(w.public(), d.Code)
		w.refused(err, "not_found")

		old := w.met("一组员", "home", home, nil)
		w.clock.Add(10 * 24 * time.Hour)
		_, err = w.visits.TakeBack(w.as("一组员", visit.PermList), old.ID, "晚了")
		w.refused(err, "not_yours")
		must(w.visits.TakeBack(w.as("主任", visit.PermPlan), old.ID, "核实后更正"))(w)
		w.sound()
	})
}

// TestPhotosByConsentOnly: without the household's consent there is none; when it agrees no longer they are gone (C4).
func TestPhotosByConsentOnly(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.village()
		home := w.house("赵户", "龙一组")
		var b bytes.Buffer
		img := image.NewRGBA(image.Rect(0, 0, 640, 480))
		img.Set(3, 3, color.RGBA{R: 200, A: 255})
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		no := w.met("一组员", "improvement", home, nil)
		_, err := w.visits.AddPhotos(w.as("一组员", visit.PermRecord), no.ID, "k", [][]byte{b.Bytes()})
		w.refused(err, "no_consent_to_photos")
		yes := w.met("一组员", "improvement", home, func(n *visit.NewVisit) { n.PhotoOK = true })
		got := must(w.visits.AddPhotos(w.as("一组员", visit.PermRecord), yes.ID, "k", [][]byte{b.Bytes()}))(w)
		again := must(w.visits.AddPhotos(w.as("一组员", visit.PermRecord), yes.ID, "k", [][]byte{b.Bytes()}))(w)
		if len(got.PhotoList) != 1 || len(again.PhotoList) != 1 {
			t.Fatalf("%+v", again)
		}
		f := must(w.visits.Photo(w.as("主任", visit.PermList), yes.ID, got.PhotoList[0].ID, "small"))(w)
		if f.Mime != "image/jpeg" || f.Data.Len() == 0 {
			t.Errorf("%+v", f)
		}
		_, err = w.visits.Photo(w.as("西乡主任", visit.PermList), yes.ID, got.PhotoList[0].ID, "")
		w.refused(err, "not_found")
		must(w.visits.DropPhotos(w.as("一组员", visit.PermList), yes.ID, "户主不愿意了"))(w)
		_, err = w.visits.Photo(w.as("主任", visit.PermList), yes.ID, got.PhotoList[0].ID, "")
		w.refused(err, "not_found")
	})
}
