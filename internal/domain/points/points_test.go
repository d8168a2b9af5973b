package points_test

import (
	"testing"
	"time"

	"touyan/internal/domain/points"
	"touyan/internal/kernel"
)

// 祥符:正反积分 (F1), from the deed to its effect.
func TestADeedTakesEffectAfterTwoPersonsAndTheBoard(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		if w.year.Members != 6 || w.year.MayExcellent != 2 {
			w.Fatalf("%+v", w.year)
		}
		if a := w.account("书记"); a.Class.ID != "cadre" || a.Total != 600 {
			w.Errorf("%+v", a)
		}
		e := must(w.record("网格员", "赵甲", "settle_case", "2026-11-16", "k1"))(w)
		if e.State != points.Review || e.Points != 10 || !w.entry(e.ID).MayConfirm {
			w.Errorf("%+v", e)
		}
		if again := must(w.record("网格员", "赵甲", "settle_case", "2026-11-16", "k1"))(w); again.ID != e.ID {
			w.Error("sent again it is the same")
		}
		_, err := w.record("网格员", "钱乙", "settle_case", "2026-11-16", "k1")
		w.refused(err, "client_key_used")
		w.refused(w.act("网格员", points.StepConfirm, e.ID), "not_the_same_person")
		if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
			w.Fatal(err)
		}
		if err := w.act("书记", points.StepConfirm, e.ID); err != nil { // doubled: nothing changes
			w.Fatal(err)
		}
		w.refused(w.act("支书", points.StepConfirm, e.ID), "entry_state")
		if a := w.account("赵甲"); a.Total != 600 || a.Waiting != 10 {
			w.Errorf("confirmed points wait: %+v", a)
		}
		p := must(w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, "p1"))(w)
		if p.Day != "2026-11-16" || p.EffectDay != "2026-11-24" || p.Lines != 1 { // Monday; five working days after it end with the next Monday
			w.Errorf("%+v", p)
		}
		if again := must(w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, "p1"))(w); again.ID != p.ID {
			w.Error("posted again under one key")
		}
		_, err = w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, "p2")
		w.refused(err, "nothing_to_post")
		w.clock.Set(kernel.Day("2026-11-23").Time().Add(23 * time.Hour))
		if n := must(w.rooms.Settle(w.sys))(w); n != 0 {
			w.Error("in effect a day too early")
		}
		w.clock.Set(kernel.Day("2026-11-24").Time().Add(time.Minute))
		if n := must(w.rooms.Settle(w.sys))(w); n != 1 {
			w.Error("not in effect")
		}
		if n := must(w.rooms.Settle(w.sys))(w); n != 0 {
			w.Error("in effect twice")
		}
		if a := w.account("赵甲"); a.Total != 610 || a.Waiting != 0 {
			w.Errorf("%+v", a)
		}
		got := w.entry(e.ID)
		if got.State != points.Effective || len(got.Steps) != 4 || got.ConfirmBy != "书记" || len(got.Movements) != 2 || got.Movements[1].Amount != 10 {
			w.Errorf("the trace of a point: %+v", got)
		}
	})
}

func TestNobodyConfirmsTheirOwn(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		e := must(w.record("网格员", "书记", "settle_case", "2026-11-16", ""))(w)
		w.refused(w.act("书记", points.StepConfirm, e.ID), "own_points")
		if err := w.act("支书", points.StepConfirm, e.ID); err != nil {
			w.Fatal(err)
		}
		byHead := must(w.record("书记", "赵甲", "settle_case", "2026-11-16", ""))(w)
		w.refused(w.act("书记", points.StepConfirm, byHead.ID), "not_the_same_person")
		w.refused(w.act("网格员", points.StepConfirm, byHead.ID), "not_a_confirmer")
		w.refused(w.act("寨网格长", points.StepConfirm, byHead.ID), "not_found")
		w.refused(w.act("西主任", points.StepConfirm, byHead.ID), "not_found")
		minus := must(w.record("网格员", "支书", "absent", "2026-11-16", ""))(w)
		w.refused(w.act("支书", points.StepWithdraw, minus.ID), "own_points")
	})
}

func TestBadInputChangesNothing(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		for code, n := range map[string]points.NewEntry{
			"unknown_points_item": {Item: "login_streak", Day: "2026-11-16", Text: "甲"},
			"not_for_class":       {Item: "home_report", Day: "2026-11-16", Text: "甲", Points: 20},
			"day_in_future":       {Item: "settle_case", Day: "2026-11-17", Text: "甲"},
			"day_not_in_year":     {Item: "settle_case", Day: "2025-12-31", Text: "甲"},
			"points_needed":       {Item: "mediate", Day: "2026-11-16", Text: "甲"},
			"points_range":        {Item: "mediate", Day: "2026-11-16", Text: "甲", Points: 60},
			"required":            {Item: "settle_case", Day: "2026-11-16", Text: " "},
		} {
			n.YearID, n.PersonID = w.year.ID, w.people["赵甲"]
			_, err := w.rooms.Record(w.as("网格员", points.PermRecord), n)
			w.refused(err, code)
		}
		_, err := w.rooms.Record(w.as("网格员", points.PermRecord), points.NewEntry{
			YearID: w.year.ID, PersonID: w.people["主任"], Item: "settle_case", Day: "2026-11-16", Text: "甲",
		})
		w.refused(err, "not_a_member")
		_, err = w.rooms.OpenYear(w.as("书记", points.PermYear), w.branch, 2024)
		w.refused(err, "year_range")
		if list, _, err := w.rooms.Entries(w.sys, points.EntryFilter{Year: w.year.ID}, kernel.Page{}); err != nil || len(list) != 0 {
			w.Errorf("%v %v", list, err)
		}
	})
}

func TestCapsHoldForADayAPeriodAndAll(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		over := func(item string, day kernel.Day, n int64, code string) {
			w.Helper()
			e := must(w.rooms.Record(w.as("网格员", points.PermRecord), points.NewEntry{
				YearID: w.year.ID, PersonID: w.people["赵甲"], Item: item, Day: day, Text: "甲", Points: n,
			}))(w)
			err := w.act("书记", points.StepConfirm, e.ID)
			if code == "" && err != nil {
				w.Fatal(err)
			}
			if code != "" {
				w.refused(err, code)
				if w.entry(e.ID).State != points.Review {
					w.Error("a refused step changed something")
				}
			}
		}
		over("visit_help", "2026-11-03", 0, "")
		over("visit_help", "2026-11-03", 0, "")
		over("visit_help", "2026-11-03", 0, "over_event_cap") // two a day
		over("visit_help", "2026-11-04", 0, "")
		over("visit_help", "2026-11-04", 0, "")
		over("visit_help", "2026-11-05", 0, "")
		over("visit_help", "2026-11-05", 0, "")
		over("visit_help", "2026-11-06", 0, "over_period_cap") // six a quarter
		over("visit_help", "2026-09-30", 0, "")                // another quarter
		over("lead_income", "2026-11-06", 100, "")
		over("lead_income", "2026-11-06", 100, "")
		over("urgent_task", "2026-11-06", 100, "") // 7 + 20 + 10 = 37
		over("urgent_task", "2026-11-07", 50, "over_total_cap")
		if a := w.account("赵甲"); a.Waiting != 370 || a.Total != 600 {
			w.Errorf("%+v", a)
		}
	})
}

func TestAnObjectionHoldsUpAndIsAnswered(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.member("赵甲")
		kept, gone := w.entered("赵甲", "absent", "2026-11-10"), w.entered("赵甲", "dues_late", "2026-11-10")
		_, err := w.rooms.Object(w.as("赵甲", ""), kept.ID, "那天请了假")
		w.refused(err, "entry_state") // nothing to object to before the board
		p := must(w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, ""))(w)
		_, err = w.rooms.Object(w.as("寨网格长", ""), kept.ID, "别村的事")
		w.refused(err, "not_found")
		for _, e := range []kernel.ID{kept.ID, gone.ID} {
			if got := must(w.rooms.Object(w.as("赵甲", ""), e, "那天请了假"))(w); got.State != points.Objected {
				w.Errorf("%+v", got)
			}
		}
		_, err = w.rooms.TakeUp(w.as("书记", points.PermConfirm), kept.ID)
		w.refused(err, "not_the_same_person") // who confirmed it does not look into it
		_, err = w.rooms.Decide(w.as("支书", points.PermConfirm), kept.ID, true, "属实")
		w.refused(err, "entry_state")
		must(w.rooms.TakeUp(w.as("支书", points.PermConfirm), kept.ID))(w)
		must(w.rooms.TakeUp(w.as("主任", points.PermConfirm), gone.ID))(w)
		w.clock.Set(p.EffectDay.Time().Add(time.Hour))
		if n := must(w.rooms.Settle(w.sys))(w); n != 0 {
			w.Error("took effect although somebody objects")
		}
		again := must(w.rooms.Decide(w.as("支书", points.PermConfirm), kept.ID, false, "没有请假记录"))(w)
		if again.State != points.Confirmed || again.PostedDay != "" {
			w.Errorf("%+v", again)
		}
		if got := must(w.rooms.Decide(w.as("主任", points.PermConfirm), gone.ID, true, "已按时交纳"))(w); got.State != points.Withdrawn {
			w.Errorf("%+v", got)
		}
		w.inEffect()
		if a := w.account("赵甲"); a.Total != 580 || a.Waiting != 0 {
			w.Errorf("%+v", a)
		}
		own := must(w.rooms.Mine(w.as("赵甲", "")))(w)
		if len(own.Accounts) != 1 || len(own.Accounts[0].Lines) != 2 || own.Accounts[0].Lines[0].Entry.ID != kept.ID || own.Accounts[0].Lines[0].Balance != 580 {
			w.Errorf("%+v", own)
		}
		if len(must(w.rooms.Mine(w.as("西主任", "")))(w).Accounts) != 0 {
			w.Error("who is no member has no account")
		}
		_, err = w.rooms.MyEntry(w.as("支书", ""), kept.ID)
		w.refused(err, "not_found")
	})
}

func TestAMistakeIsMadeGoodByAReversal(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		e := w.entered("赵甲", "settle_case", "2026-11-10")
		_, err := w.rooms.Reverse(w.as("网格员", points.PermRecord), e.ID, "记错了人")
		w.refused(err, "entry_state")
		w.inEffect()
		r := must(w.rooms.Reverse(w.as("网格员", points.PermRecord), e.ID, "记错了人"))(w)
		_, err = w.rooms.Reverse(w.as("支书", points.PermRecord), e.ID, "记错了人")
		w.refused(err, "already_reversed")
		w.refused(w.act("网格员", points.StepConfirm, r.ID), "not_the_same_person")
		if err := w.act("支书", points.StepConfirm, r.ID); err != nil {
			w.Fatal(err)
		}
		w.inEffect()
		if a := w.account("赵甲"); a.Total != 600 {
			w.Errorf("%+v", a)
		}
		if got := w.entry(e.ID); got.State != points.Effective || len(got.Movements) != 3 {
			w.Errorf("the first entry stays as it was: %+v", got)
		}
		_, err = w.rooms.Reverse(w.as("支书", points.PermRecord), r.ID, "再来")
		w.refused(err, "not_reversible")
	})
}

func TestAMemberProposesAndSomebodyElseTakesItUp(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		w.member("钱乙")
		mine := w.account("钱乙")
		n := points.OwnEntry{AccountID: mine.ID, Item: "key_task", Points: 50, Day: "2026-11-12", Text: "抗洪守堤", ClientKey: "a"}
		e := must(w.rooms.Propose(w.as("钱乙", ""), n))(w)
		if again := must(w.rooms.Propose(w.as("钱乙", ""), n))(w); again.ID != e.ID || e.State != points.Draft {
			w.Errorf("%+v", again)
		}
		n.Item, n.Points, n.ClientKey = "meeting_late", 0, "b"
		_, err := w.rooms.Propose(w.as("钱乙", ""), n)
		w.refused(err, "not_a_plus")
		n.AccountID = w.account("赵甲").ID
		_, err = w.rooms.Propose(w.as("钱乙", ""), n)
		w.refused(err, "not_found")
		w.refused(w.act("书记", points.StepConfirm, e.ID), "entry_state") // a request that overtook the one before it
		if err := w.act("网格员", points.StepReview, e.ID); err != nil {
			w.Fatal(err)
		}
		w.refused(w.act("网格员", points.StepConfirm, e.ID), "not_the_same_person")
		if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
			w.Fatal(err)
		}
	})
}
