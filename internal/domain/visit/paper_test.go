package visit_test

import (
	"testing"

	"touyan/internal/domain/visit"
)

// TestOneSheetIsOneVisit: typed in twice, by two officers and not quite alike, a sheet gives one visit; another sheet gives another.
func TestOneSheetIsOneVisit(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		w.officer("网格长", "grid_head", "龙村")
		w.officer("副网格长", "full_time_officer", "龙村")
		h := w.house("甲", "龙一组")
		sheet := must(w.visits.Sheet(w.as("网格长", visit.PermRecord), h, "home"))(t)
		if len(sheet.No) != 10 || sheet.House.HeadName != "甲" || sheet.Path == "" {
			t.Fatalf("%+v", sheet)
		}
		n := visit.NewVisit{Type: "home", HouseholdID: h, Result: visit.Met, Text: "屋顶漏雨", Asks: []string{"修屋顶"}, Paper: sheet.No, ClientKey: "a"}
		first := must(w.visits.Record(w.as("网格长", visit.PermRecord), n))(t)
		n.Text, n.ClientKey = "屋顶漏雨。", "b"
		second := must(w.visits.Record(w.as("副网格长", visit.PermRecord), n))(t)
		if first.ID != second.ID || second.Text != "屋顶漏雨" || second.Asks != 1 {
			t.Fatalf("%+v\n%+v", first, second)
		}
		n.Paper = must(w.visits.Sheet(w.as("网格长", visit.PermRecord), h, "home"))(t).No
		if other := must(w.visits.Record(w.as("网格长", visit.PermRecord), n))(t); other.ID == first.ID {
			t.Fatal("another sheet gave the same visit")
		}
		n.Paper = "short"
		_, err := w.visits.Record(w.as("网格长", visit.PermRecord), n)
		w.refused(err, "bad_paper")
	})
}
