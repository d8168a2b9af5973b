package merit_test

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// F2: a village decides its list by its own procedure; it has no minus item, nothing for using an app, and nothing above the drawer.
func TestAVillageDecidesItsList(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		run := w.As("书记", merit.PermRun)
		n := func(items ...merit.Item) merit.NewList {
			return merit.NewList{PlaceID: w.Places["龙村"].ID, From: "2026-11-01", Basis: "村民代表会议", Items: items}
		}
		for code, x := range map[string]merit.Item{
			"negative_item": {ID: "public_work", Points: -5}, "item_above_most": {ID: "public_work", Points: 11}, "counts_use": {ID: "own_1", Name: "每天签到", Points: 1},
			"required": {ID: "own_1", Points: 1},
		} {
			_, err := w.Merit.Adopt(run, n(x))
			w.Refused(err, code)
		}
		_, err := w.Merit.Adopt(run, n(items[0], items[0]))
		w.Refused(err, "item_twice")
		_, err = w.Merit.Adopt(w.As("寨书记", merit.PermRun), n(items...))
		w.Refused(err, "not_found")
		l := w.Adopted(0)
		if l.No != 1 || !l.Now || l.Items[0].Name != "参加公益劳动" || !l.Items[2].Own {
			t.Fatalf("%+v", l)
		}
		_, err = w.Merit.Adopt(run, n(items...))
		w.Refused(err, "list_before_last")
		next := n(items[:1]...)
		next.From = "2026-12-01"
		must(w.Merit.Adopt(run, next))(t)
		_, err = w.Merit.Record(w.As("书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.Houses["寨一组甲"], Item: "public_work", Day: "2026-11-12"})
		w.Refused(err, "not_found")
		_, err = w.Merit.Record(w.As("寨书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.Houses["寨一组甲"], Item: "public_work", Day: "2026-11-12"})
		w.Refused(err, "village_without_list")
		_, err = w.Merit.Record(w.As("书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.Houses["一组甲"], Item: "public_work", Day: "2026-10-12"})
		w.Refused(err, "no_list_then")
		lists := must(w.Merit.Lists(w.As("一组长", merit.PermList), w.Places["龙村"].ID))(t)
		if len(lists) != 2 || lists[1].No != 1 || !lists[1].Now {
			t.Fatalf("an officer of a group works by the village's list: %+v", lists)
		}
	})
}

// F2: three people score, each by themselves, none of them who wrote it down, of the household, or near to it.
func TestThreeScoreAndWhoIsBoundStandsAside(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.Adopted(0)
		w.Officer("一组甲", "village_cadre", "龙村") // its head is a cadre
		must(w.Bodies.AddKin(w.Sys, w.People["干部"], body.NewKinship{OtherID: w.People["一组乙"], Relation: "sibling", Source: "本人申报"}))(t)
		own, near := w.Record("一组甲", "public_work"), w.Record("一组乙", "public_work")
		_, err := w.Rate("一组甲", own.ID, 5)
		w.Refused(err, "own_household")
		_, err = w.Rate("干部", near.ID, 5)
		w.Refused(err, "near_household")
		_, err = w.Rate("书记", own.ID, 5)
		w.Refused(err, "own_record")
		_, err = w.Rate("主任", own.ID, 11)
		w.Refused(err, "bad_points")
		_, err = w.Rate("寨书记", own.ID, 5)
		w.Refused(err, "not_found")
		list, _, err := w.Merit.List(w.As("干部", merit.PermRate), merit.DeedFilter{Household: w.Houses["一组乙"]}, kernel.Page{})
		if must(list, err)(t); list[0].Mine != "near" {
			t.Fatalf("%+v", list[0])
		}

		must(w.Rate("主任", own.ID, 4))(t)
		d := must(w.Rate("干部", own.ID, 10))(t)
		if len(d.Scores) != 1 || d.State != merit.Recorded {
			t.Fatalf("who scores does not see what others said: %+v", d)
		}
		_, err = w.Rate("主任", own.ID, 4)
		w.Refused(err, "scored_already")
		d = must(w.Rate("一组长", own.ID, 6))(t) // an officer of the group
		if d.State != merit.Rated || d.Points != 6 || d.Low != 4 || d.High != 10 || d.Wide || len(d.Scores) != 3 {
			t.Fatalf("%+v", d)
		}
		_, err = w.Rate("第一书记", own.ID, 6)
		w.Refused(err, "rated_enough")

		// a household that split from the rater's is near too
		split := must(w.Persons.Record(w.Sys, w.Houses["一组甲"], person.NewEvent{
			Kind: person.KindSplit, Day: "2026-11-10", Persons: []person.Kin{{PersonID: w.People["一组甲子"], Relation: person.Head}},
		}))(t)
		w.Houses["分户"] = split.Households[1].ID
		son := w.Record("分户", "public_work")
		_, err = w.Rate("一组甲", son.ID, 5)
		w.Refused(err, "near_household")
	})
}

// F2: by lot some are looked at again by somebody else; who does not agree sends the deed back to the raters; nothing is posted before.
func TestSomeAreLookedAtAgain(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(100_000)
		for _, h := range []string{"一组甲", "一组乙", "二组甲"} {
			w.Rated(h, "help_neighbour", 12)
		}
		_, err := w.Merit.Gather(w.As("书记", merit.PermRun), merit.NewRound{PlaceID: w.Places["龙村"].ID, Period: "2026-Q4"})
		w.Refused(err, "bad_period")
		_, err = w.Merit.Gather(w.As("书记", merit.PermRun), merit.NewRound{PlaceID: w.Places["龙村"].ID, Period: "2026-12"})
		w.Refused(err, "period_ahead")
		r := w.Gather()
		if again := w.Gather(); again.ID != r.ID || r.Drawn != 1 || r.Deeds != 3 || r.Points != 36 || r.Need != 3600 {
			t.Fatalf("%+v %+v", r, again)
		}
		_, err = w.Merit.Post(w.As("书记", merit.PermRun), r.ID, r.Rev)
		w.Refused(err, "not_all_checked")
		deeds, _, err := w.Merit.List(w.As("书记", merit.PermList), merit.DeedFilter{Round: r.ID}, kernel.Page{})
		must(deeds, err)(t)
		for _, d := range deeds {
			_, err := w.Merit.Check(w.As("书记", merit.PermCheck), d.ID, merit.NewCheck{Agrees: true})
			if !d.Drawn {
				w.Refused(err, "not_drawn")
				continue
			}
			w.Refused(err, "own_record")
			_, err = w.Merit.Check(w.As("主任", merit.PermCheck), d.ID, merit.NewCheck{Agrees: true})
			w.Refused(err, "own_score")
			_, err = w.Merit.Check(w.As("乡主任", merit.PermCheck), d.ID, merit.NewCheck{})
			w.Refused(err, "required")
			x := must(w.Merit.Check(w.As("乡主任", merit.PermCheck), d.ID, merit.NewCheck{Note: "没有这回事"}))(t)
			if x.State != merit.Recorded || x.Scored != 0 || len(x.Scores) != 4 {
				t.Fatalf("%+v", x)
			}
		}
		r = must(w.Merit.Round(w.As("书记", merit.PermRun), r.ID))(t)
		if r.Deeds != 2 || r.Points != 24 || r.Waiting != 1 {
			t.Fatalf("%+v", r)
		}
		r = must(w.Merit.Post(w.As("书记", merit.PermRun), r.ID, r.Rev))(t)
		if r.ObjectTo != "2026-11-19" || r.ShowTo != "2026-11-23" { // 3 and 5 days; the 21st is a Saturday
			t.Fatalf("%+v", r)
		}
		raters := must(w.Merit.Raters(w.As("乡主任", merit.PermList), r.ID))(t)
		if len(raters) != 3 || raters[0].Deeds != 2 || raters[0].Most != 0 {
			t.Fatalf("%+v", raters)
		}
		w.Sound(l.PoolID)
	})
}

// F2: posted, objected to, decided by somebody else, and given once: what is given never exceeds the pool.
func TestPostedObjectedAndGiven(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(1_500)
		a, b := w.Rated("一组甲", "public_work", 10), w.Rated("一组乙", "public_work", 9)
		r := w.Posted()
		village := w.Places["龙村"].Code
		pub := must(w.Merit.Village(w.Sys, village))(t)
		if len(pub.Rounds) != 1 || len(pub.Rounds[0].Rows) != 2 || !pub.Rounds[0].Objecting || !strings.Contains(pub.Rounds[0].Rows[0].Name, "*") {
			t.Fatalf("%+v", pub.Rounds)
		}
		must(0, w.Merit.ObjectAt(w.Sys, village, b, "那天他家没有人来", "13900000000", "key-1"))(t)
		must(0, w.Merit.ObjectAt(w.Sys, village, b, "那天他家没有人来", "13900000000", "key-1"))(t)
		_, err := w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev+1)
		w.Refused(err, "objections_open")
		list := must(w.Merit.Objections(w.As("乡主任", merit.PermList), r.ID))(t)
		if len(list) != 1 || list[0].Text != "" {
			t.Fatalf("%+v", list)
		}
		if o := must(w.Merit.ReadObjection(w.As("乡主任", merit.PermCheck), list[0].ID))(t); !strings.Contains(o.Text, "没有人来") || strings.Contains(o.Text, "13900000000") {
			t.Fatalf("%+v", o)
		}
		w.Clock.Set(time.Date(2026, 11, 20, 9, 0, 0, 0, kernel.Zone))
		r = must(w.Merit.Round(w.As("书记", merit.PermRun), r.ID))(t)
		_, err = w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev)
		w.Refused(err, "objections_waiting")
		_, err = w.Merit.Decide(w.As("书记", merit.PermCheck), list[0].ID, list[0].Rev, false, "核实过")
		w.Refused(err, "own_record")
		_, err = w.Merit.Decide(w.As("主任", merit.PermCheck), list[0].ID, list[0].Rev, false, "核实过")
		w.Refused(err, "own_score")
		o := must(w.Merit.Decide(w.As("乡干事", merit.PermCheck), list[0].ID, list[0].Rev, false, "三个人都在场"))(t)
		_, err = w.Merit.Decide(w.As("乡干事", merit.PermCheck), o.ID, o.Rev, true, "再想想")
		w.Refused(err, "decided_already")
		r = must(w.Merit.Round(w.As("书记", merit.PermRun), r.ID))(t)
		_, err = w.Merit.Issue(w.As("书记", merit.PermRun), r.ID, r.Rev)
		w.Refused(err, "own_round")
		_, err = w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev)
		if e := w.Refused(err, "over_budget"); e["missing"] != "400" || e["need"] != "1900" {
			t.Fatal(e)
		}
		if w.Has(l.PoolID, "一组甲") != 0 {
			t.Fatal("a refused round gives nothing")
		}
		must(w.Merit.Fund(w.As("书记", merit.PermRun), l.PoolID, merit.NewFund{Fen: 400, Source: "乡贤捐助", ClientKey: "f"}))(t)
		must(w.Merit.Fund(w.As("书记", merit.PermRun), l.PoolID, merit.NewFund{Fen: 400, Source: "乡贤捐助", ClientKey: "f"}))(t)
		r = must(w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev))(t)
		_, err = w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev)
		w.Refused(err, "round_state")
		if p := w.Sound(l.PoolID); p.Funds != 1900 || p.Free != 0 || p.Outstanding != 19 {
			t.Fatalf("%+v", p)
		}
		_, err = w.Merit.Fund(w.As("书记", merit.PermRun), l.PoolID, merit.NewFund{Fen: -1, Source: "退回"})
		w.Refused(err, "over_budget")
		w.Refused(w.Merit.ObjectAt(w.Sys, village, a, "晚了", "", ""), "objections_over")

		// from a total to the deed, its evidence and who confirmed it
		accounts, _, err := w.Merit.Accounts(w.As("书记", merit.PermRun), l.PoolID, kernel.Page{})
		must(accounts, err)(t)
		_, lines, _, err := w.Merit.Statement(w.As("书记", merit.PermRun), accounts[0].ID, kernel.Page{})
		must(lines, err)(t)
		d := must(w.Merit.One(w.As("书记", merit.PermList), lines[0].RefID))(t)
		if lines[0].Points != d.Points || len(d.Scores) < 3 || d.Round.IssuedBy != "乡主任" || d.Round.PostedBy != "书记" {
			t.Fatalf("%+v %+v", lines, d)
		}
		code, _, err := w.Merit.Card(w.As("书记", merit.PermRun), accounts[0].ID, false)
		must(code, err)(t)
		mine := must(w.Merit.Own(w.Sys, strings.ToLower(code)))(t)
		if mine.Points != accounts[0].Points || len(mine.Lines) != 1 || !strings.Contains(mine.Name, "*") {
			t.Fatalf("%+v", mine)
		}
		if _, _, e := w.Merit.Card(w.As("书记", merit.PermRun), accounts[0].ID, true); e != nil {
			t.Fatal(e)
		}
		if _, err = w.Merit.Own(w.Sys, code); err == nil {
			t.Fatal("the old card opens nothing")
		}

		// given wrongly: taken back by somebody else, whole
		d = must(w.Merit.One(w.As("主任", merit.PermCheck), a))(t)
		told := counted(w)
		if told["merit.funded"] == 0 || told["merit.given"] < d.Points {
			t.Fatalf("the counters of the pool say %v", told)
		}
		_, err = w.Merit.TakeBack(w.As("乡主任", merit.PermCheck), a, d.Rev, "张冠李戴")
		w.Refused(err, "own_round")
		must(w.Merit.TakeBack(w.As("主任", merit.PermCheck), a, d.Rev, "张冠李戴"))(t)
		if p := w.Sound(l.PoolID); p.Free != 1000 || w.Has(l.PoolID, "一组甲") != 0 {
			t.Fatalf("%+v", p)
		}
		if now := counted(w); now["merit.given"] != told["merit.given"]-d.Points || now["merit.funded"] != told["merit.funded"] {
			t.Fatalf("the counters of the pool say %v, before %v", now, told)
		}
	})
}

// counted are the counters of the room, of all days and places together.
func counted(w *world) map[string]int64 {
	w.Helper()
	out := map[string]int64{}
	err := w.DB.Read(w.Sys, func(tx *db.ReadTx) error {
		sums, err := tx.SumTally("merit.", "2020-01-01", "2100-01-01")
		for _, s := range sums {
			out[s.Measure] = s.N
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// F2: two villages' rounds, money that goes back and rounds that are given at once never exceed the pool.
func TestTheBudgetHoldsInACrowd(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(1_000)
		w.Rated("一组甲", "public_work", 6)
		r := w.Posted()
		w.Clock.Set(r.ObjectTo.Add(1).Time().Add(9 * time.Hour))
		issue, back := w.As("乡主任", merit.PermRun), w.As("书记", merit.PermRun)
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				if i%2 == 0 {
					_, _ = w.Merit.Issue(issue, r.ID, r.Rev)
				} else {
					_, _ = w.Merit.Fund(back, l.PoolID, merit.NewFund{Fen: -300, Source: "退回"})
				}
			})
		}
		wg.Wait()
		w.Sound(l.PoolID)
	})
}

// F2: what is written down twice with one key is one; a photo is evidence, never asked for; a deed that is settled stays.
func TestADeedIsWrittenDownOnce(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.Adopted(100_000)
		n := merit.NewDeed{HouseholdID: w.Houses["一组甲"], Item: "own_1", Day: "2026-11-12", Note: "清了村口那一段", ClientKey: "deed-0001"}
		a := must(w.Merit.Record(w.As("一组长", merit.PermRecord), n))(t)
		if b := must(w.Merit.Record(w.As("一组长", merit.PermRecord), n))(t); a.ID != b.ID {
			t.Fatal("written down twice")
		}
		n.Day, n.ClientKey = "2026-11-17", ""
		_, err := w.Merit.Record(w.As("一组长", merit.PermRecord), n)
		w.Refused(err, "day_in_future")
		n.Day, n.Item = "2026-11-12", "good_deed"
		_, err = w.Merit.Record(w.As("一组长", merit.PermRecord), n)
		w.Refused(err, "unknown_item")
		must(w.Merit.AddPhotos(w.As("一组长", merit.PermRecord), a.ID, "p1", []files.Upload{picture(t, 40)}))(t)
		d := must(w.Merit.AddPhotos(w.As("一组长", merit.PermRecord), a.ID, "p1", []files.Upload{picture(t, 40)}))(t)
		if len(d.Photos) != 1 {
			t.Fatalf("%+v", d.Photos)
		}
		f := must(w.Merit.File(w.As("主任", merit.PermList), a.ID, d.Photos[0].ID, "small"))(t)
		must(0, f.Data.Close())(t)
		_, err = w.Merit.Withdraw(w.As("一组长", merit.PermRecord), a.ID, d.Rev, " ")
		w.Refused(err, "required")
		d = must(w.Merit.Withdraw(w.As("一组长", merit.PermRecord), a.ID, d.Rev, "记错了户"))(t)
		_, err = w.Merit.Withdraw(w.As("一组长", merit.PermRecord), a.ID, d.Rev, "再来")
		w.Refused(err, "deed_settled")
	})
}

// F2: points follow households that split or are merged, by the rule of the pack, exact to the last point, and back again.
func TestPointsFollowTheHousehold(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(100_000)
		w.Rated("一组甲", "public_work", 10)
		w.Rated("一组乙", "public_work", 7)
		w.Given()
		h := must(w.Persons.Household(w.Sys, w.Houses["一组甲"], ""))(t)
		out := must(w.Persons.Record(w.Sys, h.ID, person.NewEvent{
			Rev: h.Rev, Kind: person.KindSplit, Day: "2026-11-20", Persons: []person.Kin{{PersonID: w.People["一组甲子"], Relation: person.Head}},
		}))(t)
		w.Houses["分户"] = out.Households[1].ID
		if n := must(w.Merit.FollowAll(w.Sys))(t); n != 1 {
			t.Fatalf("%d pools followed", n)
		}
		if a, b := w.Has(l.PoolID, "一组甲"), w.Has(l.PoolID, "分户"); a != 7 || b != 3 { // two thirds stay: 6.67
			t.Fatalf("%d and %d", a, b)
		}
		must(w.Persons.TakeBack(w.Sys, out.Event, "录错了"))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		if a := w.Has(l.PoolID, "一组甲"); a != 10 {
			t.Fatalf("%d after the split was taken back", a)
		}
		a, b := must(w.Persons.Household(w.Sys, w.Houses["一组甲"], ""))(t), must(w.Persons.Household(w.Sys, w.Houses["一组乙"], ""))(t)
		must(w.Persons.Record(w.Sys, a.ID, person.NewEvent{Rev: a.Rev, Kind: person.KindMerge, Day: "2026-11-20", OtherID: b.ID}))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		if n := must(w.Merit.FollowAll(w.Sys))(t); n != 0 || w.Has(l.PoolID, "一组甲") != 17 {
			t.Fatalf("%d pools again, %d points", n, w.Has(l.PoolID, "一组甲"))
		}
		w.Sound(l.PoolID)
	})
}

// F2: what a merged household did before is given to the household that it is now, and taken back from there.
func TestDeedsOfAMergedHousehold(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(100_000)
		first := w.Rated("一组乙", "public_work", 7)
		w.Rated("一组乙", "help_neighbour", 5)
		r := w.Posted()
		a, b := must(w.Persons.Household(w.Sys, w.Houses["一组甲"], ""))(t), must(w.Persons.Household(w.Sys, w.Houses["一组乙"], ""))(t)
		must(w.Persons.Record(w.Sys, a.ID, person.NewEvent{Rev: a.Rev, Kind: person.KindMerge, Day: "2026-11-16", OtherID: b.ID}))(t)
		w.Clock.Set(r.ObjectTo.Add(1).Time().Add(9 * time.Hour))
		must(w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev))(t)
		if a, b := w.Has(l.PoolID, "一组甲"), w.Has(l.PoolID, "一组乙"); a != 12 || b != 0 {
			t.Fatalf("%d and %d", a, b)
		}
		d := must(w.Merit.One(w.Sys, first))(t)
		must(w.Merit.TakeBack(w.Sys, d.ID, d.Rev, "不是他家"))(t)
		if n := w.Has(l.PoolID, "一组甲"); n != 5 {
			t.Errorf("%d", n)
		}
		w.Sound(l.PoolID)
	})
}

// F2: what was given before a merge is taken back after it, out of what the merged household has.
func TestTakingBackAfterAMerge(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(100_000)
		first := w.Rated("一组乙", "public_work", 7)
		w.Rated("一组甲", "public_work", 4)
		w.Given()
		a, b := must(w.Persons.Household(w.Sys, w.Houses["一组甲"], ""))(t), must(w.Persons.Household(w.Sys, w.Houses["一组乙"], ""))(t)
		must(w.Persons.Record(w.Sys, a.ID, person.NewEvent{Rev: a.Rev, Kind: person.KindMerge, Day: kernel.DayOf(w.Clock.Now()), OtherID: b.ID}))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		d := must(w.Merit.One(w.Sys, first))(t)
		must(w.Merit.TakeBack(w.Sys, d.ID, d.Rev, "不是他家"))(t)
		if a, b := w.Has(l.PoolID, "一组甲"), w.Has(l.PoolID, "一组乙"); a != 4 || b != 0 {
			t.Errorf("%d and %d", a, b)
		}
		w.Sound(l.PoolID)
	})
}

// F2: somebody who was entered twice and scored a deed under both entries: one score follows, the other stays as it was signed.
func TestARaterEnteredTwice(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.Adopted(100_000)
		d := w.Record("一组甲", "public_work")
		must(w.Rate("主任", d.ID, 6))(t)
		must(w.Rate("干部", d.ID, 6))(t)
		pair := must(w.Persons.ProposePair(w.Sys, w.People["主任"], w.People["干部"]))(t)
		pair = must(w.Persons.Merge(w.Sys, pair.ID, person.MergeChoice{Rev: pair.Rev, KeepID: w.People["主任"], Reason: "同一人"}))(t)
		must(w.Persons.Unmerge(w.Sys, pair.ID, pair.Rev, "不是同一人"))(t)
		must(w.Rate("第一书记", d.ID, 6))(t)
		if x := must(w.Merit.One(w.Sys, d.ID))(t); x.State != merit.Rated || len(x.Scores) != 3 {
			t.Errorf("%+v", x)
		}
	})
}

// F2: what a point stands for changes from a day on: the pool sets more aside or refuses; a year closes once it is over, and where the
// rules say so what was left of it lapses.
func TestRateAndYear(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.Adopted(1_100)
		w.Rated("一组甲", "public_work", 10)
		r := must(w.Merit.Gather(w.As("书记", merit.PermRun), merit.NewRound{PlaceID: w.Places["龙村"].ID, Period: "2026-Q4"}))(t)
		deeds, _, err := w.Merit.List(w.Sys, merit.DeedFilter{Round: r.ID}, kernel.Page{})
		must(deeds, err)(t)
		must(w.Merit.Check(w.As("乡主任", merit.PermCheck), deeds[0].ID, merit.NewCheck{Agrees: true}))(t)
		r = must(w.Merit.Post(w.As("书记", merit.PermRun), r.ID, r.Rev+1))(t)
		w.Clock.Set(r.ObjectTo.Add(1).Time().Add(9 * time.Hour))
		must(w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, r.Rev))(t)
		run := w.As("书记", merit.PermRun)
		p := w.Sound(l.PoolID)
		_, err = w.Merit.Reprice(run, l.PoolID, p.Rev)
		w.Refused(err, "same_rate")
		i := slices.IndexFunc(w.Pack.Parameters, func(x pack.Parameter) bool { return x.KeyOf() == "points_yuan" })
		dear := dearer(t, "1.2")
		w.Pack.Parameters[i] = dear
		_, err = w.Merit.Reprice(run, l.PoolID, p.Rev)
		w.Refused(err, "over_budget")
		must(w.Merit.Fund(run, l.PoolID, merit.NewFund{Fen: 100, Source: "捐助"}))(t)
		p = w.Sound(l.PoolID)
		q := must(w.Merit.Reprice(run, l.PoolID, p.Rev))(t)
		if q.Rate != 120 || q.Promised != 1200 || q.Free != 0 {
			t.Fatalf("%+v", q)
		}
		w.Sound(l.PoolID)

		_, err = w.Merit.CloseYear(run, l.PoolID, q.Rev)
		w.Refused(err, "period_not_over")
		for j := range w.Pack.MeritSchemes {
			w.Pack.MeritSchemes[j].YearEnd = pack.YearLapse
		}
		w.Clock.Set(time.Date(2027, 1, 11, 9, 0, 0, 0, kernel.Zone))
		p = w.Sound(l.PoolID)
		q = must(w.Merit.CloseYear(run, l.PoolID, p.Rev))(t)
		if q.ClosedTo != "2026-12-31" || q.Lapsed != 10 || q.Free != 1200 || w.Has(l.PoolID, "一组甲") != 0 {
			t.Fatalf("%+v", q)
		}
		w.Sound(l.PoolID)
		_, err = w.Merit.Record(w.As("书记", merit.PermRecord), merit.NewDeed{HouseholdID: w.Houses["一组甲"], Item: "public_work", Day: "2026-12-30"})
		w.Refused(err, "period_closed")
		_, err = w.Merit.Fund(run, l.PoolID, merit.NewFund{Fen: 1, Day: "2026-12-30", Source: "晚到"})
		w.Refused(err, "period_closed")
	})
}

// dearer is the parameter by which a point stands for more.
func dearer(t *testing.T, yuan string) pack.Parameter {
	t.Helper()
	p := must(pack.LoadFolders(pack.Folder{ID: "base", Name: "base", Files: baseFiles(t)}, pack.Folder{ID: "x", Name: "x", Files: map[string]string{
		"pack.yaml": "pack: {id: x, name: 甲, name_en: X, title: 甲, title_en: X, county: \"410212\", from: 2026-01-01, source: test}\nparameters:\n  - {id: points_yuan, value: " + yuan + "}\n",
	}}))(t)
	x := must(p.Param("points_yuan", "2026-11-20"))(t)
	return x
}

// baseFiles are the files of the base pack.
func baseFiles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, f := range must(fs.Glob(packs.FS, "base/*.yaml"))(t) {
		out[strings.TrimPrefix(f, "base/")] = string(must(fs.ReadFile(packs.FS, f))(t))
	}
	return out
}
