package points_test

import (
	"testing"
	"time"

	"touyan/internal/domain/points"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// grades gives everybody the proposed grade.
func (w *world) grades() []points.NewGrade {
	w.Helper()
	list, _, err := w.rooms.Accounts(w.as("书记", points.PermList), w.year.ID, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	var out []points.NewGrade
	for _, a := range list {
		if a.Reviewed {
			out = append(out, points.NewGrade{AccountID: a.ID, Grade: a.Proposed})
		}
	}
	return out
}

func TestAYearIsAddedUpMetGradedFiledAndClosed(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		rev := func() int64 { return must(w.rooms.GetYear(w.sys, w.year.ID))(w).Rev }
		boss := w.as("书记", points.PermYear)
		for _, n := range []string{"赵甲", "钱乙", "孙丙"} { // three high, of whom two may be excellent
			for _, day := range []kernel.Day{"2026-11-10", "2026-11-11"} {
				e := must(w.rooms.Record(w.as("网格员", points.PermRecord), points.NewEntry{
					YearID: w.year.ID, PersonID: w.people[n], Item: "key_task", Points: map[string]int64{"赵甲": 100, "钱乙": 90, "孙丙": 80}[n], Day: day, Text: "甲",
				}))(w)
				if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
					w.Fatal(err)
				}
			}
		}
		for range 2 { // below sixty: talked with, and helped
			w.entered("李丁", "breach", kernel.DayOf(w.clock.Now()).Add(-1))
			w.clock.Add(24 * time.Hour)
		}
		_, err := w.rooms.TallyUp(boss, w.year.ID, rev())
		w.refused(err, "year_not_over")
		w.clock.Set(kernel.Day("2026-12-07").Time().Add(9 * time.Hour))
		_, err = w.rooms.TallyUp(boss, w.year.ID, rev())
		w.refused(err, "entries_open")
		w.inEffect()
		_, err = w.rooms.TallyUp(boss, w.year.ID, rev()-1)
		w.refused(err, "changed_meanwhile")
		y := must(w.rooms.TallyUp(boss, w.year.ID, rev()))(w)
		if y.State != points.Tally || y.MayExcellent != 2 || y.Reviewed != 6 {
			w.Fatalf("%+v", y)
		}
		for name, want := range map[string]string{"赵甲": "excellent", "钱乙": "excellent", "孙丙": "qualified", "李丁": "qualified", "书记": "qualified"} {
			if a := w.account(name); a.Proposed != want {
				w.Errorf("%s: %+v", name, a)
			}
		}
		_, err = w.record("网格员", "赵甲", "key_task", "2026-11-10", "")
		w.refused(err, "year_state")
		_, err = w.rooms.Grade(boss, y.ID, rev(), w.grades())
		w.refused(err, "year_state") // before the meeting
		m := points.NewMeeting{Day: kernel.DayOf(w.clock.Now()), Should: 6, Present: 3, Note: "逐人评议"}
		m.Rev = rev()
		_, err = w.rooms.Meet(boss, y.ID, m)
		w.refused(err, "no_quorum")
		m.Present = 4
		must(w.rooms.Meet(boss, y.ID, m))(w)
		grades := w.grades()
		_, err = w.rooms.Grade(boss, y.ID, rev(), grades[1:])
		w.refused(err, "grade_missing")
		for i := range grades {
			if grades[i].AccountID == w.account("李丁").ID {
				grades[i].Grade = "unqualified"
			}
		}
		_, err = w.rooms.Grade(boss, y.ID, rev(), grades)
		w.refused(err, "required") // another grade than the proposed needs a reason
		for i := range grades {
			if grades[i].Grade == "unqualified" {
				grades[i].Reason = "多次违反承诺，党员大会评议"
			}
		}
		three := append([]points.NewGrade{}, grades...)
		for i := range three {
			if three[i].AccountID == w.account("孙丙").ID {
				three[i].Grade, three[i].Reason = "excellent", "也好"
			}
		}
		_, err = w.rooms.Grade(boss, y.ID, rev(), three)
		w.refused(err, "too_many_excellent")
		must(w.rooms.Grade(boss, y.ID, rev(), grades))(w)
		_, err = w.rooms.File(w.as("西主任", points.PermFile), y.ID, rev())
		w.refused(err, "not_found")
		must(w.rooms.SendBack(w.as("主任", points.PermFile), y.ID, rev(), "请补会议记录"))(w)
		must(w.rooms.Grade(boss, y.ID, rev(), grades))(w)
		filed := must(w.rooms.File(w.as("主任", points.PermFile), y.ID, rev()))(w)
		kinds := map[string]int{}
		for _, f := range filed.Follows {
			kinds[f.Kind]++
			if f.Owner == "" || f.OwnerID == f.Person.ID || f.Due <= kernel.DayOf(w.clock.Now()) {
				w.Errorf("%+v", f)
			}
		}
		if kinds["honour"] != 2 || kinds["talk"] != 1 || kinds["help"] != 1 {
			w.Errorf("%v", kinds)
		}
		f := filed.Follows[0]
		if done := must(w.rooms.Finish(w.as("支书", points.PermYear), f.ID, f.Rev, "七一表彰"))(w); done.Done == "" {
			w.Errorf("%+v", done)
		}
		_, err = w.rooms.Finish(w.as("支书", points.PermYear), f.ID, f.Rev+1, "又一次")
		w.refused(err, "follow_done")
		_, err = w.rooms.CloseYear(boss, y.ID, rev())
		w.refused(err, "year_not_over")
		w.clock.Set(kernel.Day("2027-01-05").Time().Add(9 * time.Hour))
		closed := must(w.rooms.CloseYear(boss, y.ID, rev()))(w)
		if closed.State != points.Closed {
			w.Errorf("%+v", closed)
		}
		_, err = w.record("网格员", "赵甲", "key_task", "2026-12-20", "")
		w.refused(err, "year_closed")
		w.inNewYear()
	})
}

// inNewYear: the next year has begun with the base, the old one stands as it was closed, and its books agree.
func (w *world) inNewYear() {
	w.Helper()
	list, _, err := w.rooms.Years(w.as("书记", points.PermList), 0, 0, 0, kernel.Page{})
	if err != nil || len(list) != 2 || list[0].Year != 2027 || list[0].State != points.Open || list[0].Members != 6 {
		w.Fatalf("%+v %v", list, err)
	}
	if a := w.account("赵甲"); a.Total != 1200 || a.Grade != "excellent" {
		w.Errorf("%+v", a)
	}
	w.year.ID = list[0].ID
	if a := w.account("赵甲"); a.Total != 1000 || a.Grade != "" {
		w.Errorf("%+v", a)
	}
	err = w.d.Read(w.sys, func(tx *db.ReadTx) error {
		book, err := ledger.BookOf(tx, "points", "body", w.branch)
		if err != nil {
			return err
		}
		if bad, err := ledger.Check(tx, book.ID); err != nil || len(bad) > 0 {
			w.Errorf("%v %v", bad, err)
		}
		return nil
	})
	if err != nil {
		w.Error(err)
	}
}

// The published example with stars: 95.5 has four of them.
func TestThePublishedSchemes(t *testing.T) {
	each(t, "huaning", func(w *world) {
		if a := w.account("赵甲"); a.Total != 600 {
			w.Errorf("%+v", a)
		}
		for name, n := range map[string]int64{"赵甲": 355, "钱乙": 360, "孙丙": 300} {
			e := must(w.rooms.Record(w.as("网格员", points.PermRecord), points.NewEntry{YearID: w.year.ID, PersonID: w.people[name], Item: "good", Points: n, Day: "2026-11-10", Text: "甲"}))(w)
			if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
				w.Fatal(err)
			}
		}
		w.entered("李丁", "bad", "2026-11-10")
		w.clock.Set(kernel.Day("2026-12-01").Time().Add(9 * time.Hour))
		w.inEffect()
		y := must(w.rooms.GetYear(w.sys, w.year.ID))(w)
		must(w.rooms.TallyUp(w.as("书记", points.PermYear), y.ID, y.Rev))(w)
		for name, want := range map[string]string{"赵甲": "four", "钱乙": "five", "孙丙": "four", "李丁": "none", "书记": "one"} {
			if a := w.account(name); a.Band.ID != want {
				w.Errorf("%s: %+v", name, a)
			}
		}
	})
	each(t, "dongyang", func(w *world) {
		if w.year.Rule.PostingDays != 3 {
			w.Errorf("%+v", w.year.Rule)
		}
		e := must(w.record("网格员", "赵甲", "building", "2026-11-10", ""))(w)
		w.refused(w.act("书记", points.StepConfirm, e.ID), "evidence_missing") // a document is asked for
		w.entered("赵甲", "late", "2026-11-10")
		again := must(w.record("网格员", "赵甲", "late", "2026-11-10", ""))(w)
		w.refused(w.act("书记", points.StepConfirm, again.ID), "over_event_cap")
		if a := w.account("赵甲"); a.Waiting != -5 {
			w.Errorf("half a point is five tenths: %+v", a)
		}
	})
}
