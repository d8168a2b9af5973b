package visit_test

import (
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// TestFourAsks: counted by village, open ones become cases; which member does well is anonymous (C5).
func TestFourAsks(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		w.village()
		home := w.house("赵户", "龙一组")
		d := w.met("一组员", "four_talks", home, func(n *visit.NewVisit) {
			n.Answers = map[string]any{"branch": []any{"errands", "jobs"}, "collective": []any{"orchard"}, "problem": "会开得太晚"}
		})
		if d.Asks != 1 || d.AskList[0].Text != "会开得太晚" {
			t.Fatalf("%+v", d.AskList)
		}
		w.met("二组员", "four_talks", w.house("钱户", "龙二组"), func(n *visit.NewVisit) { n.Answers = map[string]any{"branch": []any{"jobs"}} })
		w.sound()
		counts := must(w.visits.Counts(w.as("主任", visit.PermList), "four_asks", 0, kernel.Span{}))(w)
		jobs := func(c visit.FormCount) int64 {
			for _, f := range c.Fields {
				for _, x := range f.Choices {
					if f.ID == "branch" && x.ID == "jobs" {
						return x.N
					}
				}
			}
			return -1
		}
		if counts.Answers != 2 || jobs(counts.FormCount) != 2 || len(counts.Below) != 2 || jobs(counts.Below[0])+jobs(counts.Below[1]) != 2 {
			t.Errorf("%+v", counts)
		}
		far := must(w.visits.Counts(w.as("西乡主任", visit.PermList), "four_asks", 0, kernel.Span{}))(w)
		if far.Answers != 0 {
			t.Errorf("%+v", far)
		}

		praise := map[string]any{"deed": []any{"help"}, "who": "老张常帮五保户挑水"}
		village := w.places["龙村"].Code
		for range 2 { // sent twice, kept once
			if err := w.visits.AnswerAt(w.public(), w.places["龙一组"].Code, "member_praise", praise, "k1"); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.visits.Answer(w.as("主任", visit.PermRecord), "member_praise", visit.NewAnswer{PlaceID: w.places["龙村"].ID, Answers: map[string]any{"deed": []any{"fair"}}}); err != nil {
			t.Fatal(err)
		}
		w.refused(w.visits.AnswerAt(w.public(), village, "member_praise", map[string]any{"who": "没选"}, ""), "required")
		w.refused(w.visits.AnswerAt(w.public(), village, "four_asks", praise, ""), "not_found")
		said, _, err := w.visits.Said(w.as("主任", visit.PermList), "member_praise", 0, kernel.Page{})
		if err != nil || len(said) != 2 {
			t.Fatalf("%+v %v", said, err)
		}
		for _, x := range said {
			if x.Place.Name != "龙村" {
				t.Errorf("an anonymous answer lies at the village, nowhere lower: %+v", x)
			}
		}
		counts = must(w.visits.Counts(w.as("主任", visit.PermList), "member_praise", 0, kernel.Span{}))(w)
		if counts.Answers != 2 || len(counts.Fields) != 1 {
			t.Errorf("deeds are counted, words and names are not: %+v", counts.FormCount)
		}
		w.sound()
	})
}

// TestAMeetingIsAVisitOfMany: a courtyard meeting has no household, and what is asked for there is a case too (C5).
func TestAMeetingIsAVisitOfMany(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.village()
		n := visit.NewVisit{
			Type: "courtyard", PlaceID: w.places["龙一组"].ID, Result: visit.Met, People: 23, Text: "谈收入、谈变化", Asks: []string{"村口装路灯"},
			Answers: map[string]any{"talked": []any{"income", "change"}, "better": []any{"road"}},
		}
		d := must(w.visits.Record(w.as("一组员", visit.PermRecord), n))(w)
		if d.People != 23 || d.Household.ID != 0 || d.Asks != 1 || d.Code != "" || d.Place.Name != "龙一组" {
			t.Fatalf("%+v", d)
		}
		c := must(w.cases.Get(w.as("主任", casework.PermList), d.AskList[0].Case.ID))(w)
		if c.Text != "村口装路灯" || c.Place.Name != "龙一组" {
			t.Errorf("%+v", c.Case)
		}
		n.PlaceID = w.places["湾一组"].ID
		_, err := w.visits.Record(w.as("一组员", visit.PermRecord), n)
		w.refused(err, "not_found")
		n.PlaceID, n.HouseholdID = 0, w.house("赵户", "龙一组")
		_, err = w.visits.Record(w.as("一组员", visit.PermRecord), n)
		w.refused(err, "unknown_type")
	})
}

// TestAChecklistStandsAsItWasLastSeen: progress by village counts households by their last answers (C4).
func TestAChecklistStandsAsItWasLastSeen(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.village()
		one, two := w.house("赵户", "龙一组"), w.house("钱户", "龙二组")
		w.met("一组员", "improvement", one, func(n *visit.NewVisit) {
			n.Answers = map[string]any{"yard": "not_yet", "toilet_change": "wanted", "want": "想改厕所"}
		})
		w.met("二组员", "improvement", two, func(n *visit.NewVisit) { n.Answers = map[string]any{"yard": "clean"} })
		later := w.met("一组员", "improvement", one, func(n *visit.NewVisit) { n.Answers = map[string]any{"yard": "clean", "toilet_change": "doing"} })
		w.sound()
		clean := func() (n int64) {
			for _, f := range must(w.visits.Counts(w.as("主任", visit.PermList), "home_improvement", w.places["龙村"].ID, kernel.Span{}))(w).Fields {
				for _, c := range f.Choices {
					if f.ID == "yard" && c.ID == "clean" {
						n = c.N
					}
				}
			}
			return n
		}
		if clean() != 2 {
			t.Errorf("%d", clean())
		}
		h := must(w.visits.Home(w.as("一组员", visit.PermRecord), one))(w)
		if len(h.Checks) != 1 || h.Checks[0].Items["yard"] != "clean" || h.Checks[0].Items["toilet_change"] != "doing" || h.Checks[0].Done != 1 || h.Checks[0].All != 14 {
			t.Errorf("%+v", h.Checks)
		}
		must(w.visits.TakeBack(w.as("一组员", visit.PermList), later.ID, "看错了"))(w)
		w.sound()
		if clean() != 1 {
			t.Errorf("taken back, it stands as before: %d", clean())
		}
	})
}
