package casework_test

import (
	"slices"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// seen are cases at their present revisions.
func (w *world) seen(ids ...kernel.ID) []casework.Seen {
	out := make([]casework.Seen, len(ids))
	for i, id := range ids {
		out[i] = casework.Seen{ID: id, Rev: w.get(id).Rev}
	}
	return out
}

// One step on several cases: each is judged by itself, and the answer says of each what became of it.
func TestManyAreJudgedOneByOne(t *testing.T) {
	each(t, func(w *world) {
		a, _ := w.report("龙鼻村", casework.NewCase{Text: "路灯不亮"})
		b, _ := w.report("一组", casework.NewCase{Text: "水渠堵了"})
		other, _ := w.report("下川村", casework.NewCase{Text: "邻镇的事"})
		seen := append(w.seen(a, b, a), casework.Seen{ID: other, Rev: 1}) // one of them twice
		w.act("网格长", b, casework.Action{Name: "accept"})                  // meanwhile
		got := must(w.cases.ActMany(w.by("值班员"), seen, casework.Action{Name: "accept", ClientKey: "k1"}))(w.t)
		if len(got) != 3 || !got[0].Done || got[0].State != "accepted" || got[1].Done || got[1].Code != "changed_meanwhile" || got[2].Code != "not_found" || got[2].No != "" {
			w.t.Fatalf("%+v", got)
		}
		again := must(w.cases.ActMany(w.by("值班员"), seen, casework.Action{Name: "accept", ClientKey: "k1"}))(w.t)
		if !again[0].Done || again[0].Rev != got[0].Rev || again[1].Done {
			w.t.Fatalf("sent again: %+v", again)
		}
		targets := must(w.cases.CommonTargets(w.by("值班员"), []kernel.ID{a, b}))(w.t)
		if !slices.ContainsFunc(targets.Bodies, func(x casework.TargetBody) bool { return x.ID == w.bodies["水管站"] }) {
			w.t.Fatalf("%+v", targets)
		}
		if slices.ContainsFunc(targets.People, func(x casework.TargetPerson) bool { return x.ID == w.people["组长"] }) {
			w.t.Fatal("the head of one group cannot handle what lies above the group")
		}
		_, err := w.cases.CommonTargets(w.by("值班员"), []kernel.ID{a, other})
		w.wants(err, kernel.KindNotFound, "not_found")
		got = must(w.cases.ActMany(w.by("值班员"), w.seen(a, b), casework.Action{Name: "dispatch", BodyID: w.bodies["水管站"], ClientKey: "k2"}))(w.t)
		for _, o := range got {
			if !o.Done || w.get(o.ID).Body == nil || w.get(o.ID).Body.Name != "水管站" {
				w.t.Fatalf("%+v", got)
			}
		}
		got = must(w.cases.ActMany(w.by("组长"), w.seen(a, b), casework.Action{Name: "claim", ClientKey: "k3"}))(w.t)
		if got[0].Code != "not_found" || got[1].Code != "not_yours" {
			w.t.Fatalf("%+v", got)
		}
		_, err = w.cases.ActMany(w.by("值班员"), nil, casework.Action{Name: "accept", ClientKey: "k"})
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.cases.ActMany(w.by("值班员"), w.seen(a), casework.Action{Name: "accept"})
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.cases.ActMany(w.by("值班员"), make([]casework.Seen, casework.MaxMany+1), casework.Action{Name: "accept", ClientKey: "k"})
		w.wants(err, kernel.KindInvalid, "too_many")
	})
}

// A filter is the account's own, is replaced under its name, and one of them is the default.
func TestFiltersAreTheAccountsOwn(t *testing.T) {
	each(t, func(w *world) {
		clerk := w.by("值班员")
		_ = must(w.cases.SaveFilter(clerk, casework.DeskFilter{Name: "待派单", Default: true, Values: map[string]string{"state": "accepted"}}))(w.t)
		list := must(w.cases.SaveFilter(clerk, casework.DeskFilter{Name: "道路", Default: true, Values: map[string]string{"topic": "road"}}))(w.t)
		if len(list) != 2 || list[0].Default == list[1].Default {
			w.t.Fatalf("%+v", list)
		}
		list = must(w.cases.SaveFilter(clerk, casework.DeskFilter{Name: " 道路 ", Values: map[string]string{"topic": "road", "open": "true"}}))(w.t)
		if len(list) != 2 || slices.ContainsFunc(list, func(f casework.DeskFilter) bool { return f.Default }) {
			w.t.Fatalf("%+v", list)
		}
		if other := must(w.cases.Filters(w.by("县值班")))(w.t); len(other) != 0 {
			w.t.Fatalf("somebody else sees %+v", other)
		}
		w.wants(w.cases.DropFilter(w.by("县值班"), list[0].ID), kernel.KindNotFound, "not_found")
		_, err := w.cases.SaveFilter(clerk, casework.DeskFilter{Name: "错", Values: map[string]string{"person": "1"}})
		w.wants(err, kernel.KindInvalid, "bad_value")
		_, err = w.cases.SaveFilter(clerk, casework.DeskFilter{Name: " "})
		w.wants(err, kernel.KindInvalid, "required")
		if err := w.cases.DropFilter(clerk, list[0].ID); err != nil {
			w.t.Fatal(err)
		}
		if left := must(w.cases.Filters(clerk))(w.t); len(left) != 1 {
			w.t.Fatalf("%+v", left)
		}
	})
}

// B3 一中心四平台: the centre triages, each platform takes on, settles, passes on or gives back what is in its queue, in its time.
func TestOneCentreFourPlatforms(t *testing.T) {
	eachOf(t, "xiangfu", func(w *world) {
		for name, post := range map[string]string{"综治平台": "governance_platform", "执法平台": "enforcement_platform", "便民平台": "service_platform"} {
			w.officer(name, post, "昌宁镇", "", "")
		}
		w.officer("邻镇执法", "enforcement_platform", "西坡镇", "", "")
		waste, _ := w.report("龙鼻村", casework.NewCase{Text: "路边倒垃圾", Topic: "sanitation"})
		row, _ := w.report("龙鼻村", casework.NewCase{Text: "邻居争地界", Topic: "dispute"})

		board := must(w.cases.Board(w.by("值班员"), 0))(w.t)
		if board.Untriaged.N != 2 || !board.Triages || len(board.Queues) != 4 || board.Untriaged.Cards[0].Proposed != "enforcement" || board.Untriaged.Cards[0].Triage != "triage" {
			w.t.Fatalf("%+v", board)
		}
		if b := must(w.cases.Board(w.by("执法平台"), 0))(w.t); b.Triages {
			w.t.Fatal("a platform triages")
		}
		w.refused("执法平台", waste, casework.Action{Name: "triage", Queue: "enforcement"}, kernel.KindForbidden, "not_yours")
		w.refused("值班员", waste, casework.Action{Name: "triage", Queue: "nowhere"}, kernel.KindInvalid, "required")
		got := must(w.cases.ActMany(w.by("值班员"), w.seen(waste, row), casework.Action{Name: "triage", Queue: "enforcement", ClientKey: "t"}))(w.t)
		if !got[0].Done || !got[1].Done {
			w.t.Fatalf("%+v", got)
		}
		w.refused("综治平台", waste, casework.Action{Name: "take_on"}, kernel.KindForbidden, "not_yours")
		_, err := w.cases.Act(w.by("邻镇执法"), waste, casework.Action{Name: "take_on", Rev: 1})
		w.wants(err, kernel.KindNotFound, "not_found")

		mine, _, err := w.cases.List(w.by("执法平台"), casework.Filter{Box: casework.BoxQueue}, kernel.Page{})
		if err != nil || len(mine) != 2 || mine[0].Queue != "enforcement" {
			w.t.Fatalf("%v %+v", err, mine)
		}
		sum := must(w.cases.Summary(w.by("执法平台"), 0))(w.t)
		if sum.Queue != 2 || !slices.Equal(sum.Queues, []string{"enforcement"}) {
			w.t.Fatalf("%+v", sum)
		}
		if none, _, err := w.cases.List(w.by("值班员"), casework.Filter{Box: casework.BoxQueue}, kernel.Page{}); err != nil || len(none) != 0 {
			w.t.Fatalf("%v %+v", err, none)
		}

		d := w.act("执法平台", row, casework.Action{Name: "give_back", Reason: "应由综治平台办"})
		if d.State != "accepted" || d.Queue != "" {
			w.t.Fatalf("%+v", d.Case)
		}
		w.act("值班员", row, casework.Action{Name: "triage", Queue: "governance"})
		w.act("值班员", row, casework.Action{Name: "re_triage", Queue: "service", Reason: "先办救助"})
		w.act("值班员", row, casework.Action{Name: "re_triage", Queue: "governance", Reason: "还是纠纷"})

		d = w.act("执法平台", waste, casework.Action{Name: "take_on"})
		if d.State != "handling" || d.Assignee == nil || d.Assignee.Name != "执法平台" {
			w.t.Fatalf("%+v", d.Case)
		}
		if left := time.UnixMilli(d.Due).Sub(w.clock.Now()); left < 5*24*time.Hour { // five working days, not the three of others
			w.t.Fatalf("due in %v", left)
		}
		board = must(w.cases.Board(w.by("执法平台"), 0))(w.t)
		for _, q := range board.Queues {
			want := map[string]int64{"enforcement": 1, "governance": 1}[q.ID]
			if q.N != want || q.Mine != (q.ID == "enforcement") {
				w.t.Fatalf("%s: %d, want %d", q.ID, q.N, want)
			}
		}
		w.clock.Add(20 * 24 * time.Hour)
		board = must(w.cases.Board(w.by("值班员"), w.places["龙鼻村"].ID))(w.t)
		if board.Queues[2].Red != 1 || board.Queues[2].Oldest == 0 || !board.Queues[2].Cards[0].Taken {
			w.t.Fatalf("%+v", board.Queues[2])
		}
		w.act("执法平台", waste, casework.Action{Name: "feedback", Note: "已清运"})
		w.act("值班员", waste, casework.Action{Name: "verify"})
		w.act("值班员", waste, casework.Action{Name: "close_unrated"})
		if b := must(w.cases.Board(w.by("执法平台"), 0))(w.t); b.Queues[2].N != 0 {
			w.t.Fatalf("%+v", b.Queues[2])
		}
	})
}

func TestACaseIsFoundByNumberAndWords(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Text: "桥面100%破损"})
		_, _ = w.report("龙鼻村", casework.NewCase{Text: "路灯不亮"})
		tip := must(w.cases.Report(w.public(), w.places["龙鼻村"].Code, casework.NewCase{Type: "tip", Text: "桥面的钱", Fields: map[string]any{"matter": "favour"}}))(w.t)
		find := func(who, q string) int {
			items, _, err := w.cases.List(w.by(who), casework.Filter{Find: q}, kernel.Page{})
			if err != nil {
				w.t.Fatal(err)
			}
			return len(items)
		}
		if find("值班员", w.get(id).No) != 1 || find("值班员", "桥面") != 1 || find("值班员", "100%") != 1 || find("值班员", "%") != 1 || find("值班员", "没有的") != 0 {
			w.t.Fatal("wrong finds")
		}
		if find("县主任", "桥面") != 1 || find("县主任", tip.No) != 1 {
			w.t.Fatal("words find a confidential case, or its number does not")
		}
	})
}

// B3 镇综治中心: only disputes go to the window of the centre, so only they wait for triage; whoever sits there works them off.
func TestAWindowOfTheCentreTakesDisputesOnly(t *testing.T) {
	each(t, func(w *world) {
		w.officer("窗口", "window_officer", "昌宁镇", "", "")
		_, _ = w.report("龙鼻村", casework.NewCase{Text: "路灯不亮", Topic: "facility"})
		row, _ := w.report("龙鼻村", casework.NewCase{Text: "两家争地界", Topic: "dispute"})
		b := must(w.cases.Board(w.by("值班员"), 0))(w.t)
		if b.Untriaged.N != 1 || b.Untriaged.Cards[0].ID != row || b.Untriaged.Cards[0].Proposed != "dispute_room" {
			w.t.Fatalf("%+v", b.Untriaged)
		}
		w.refused("网格长", row, casework.Action{Name: "triage", Queue: "dispute_room"}, kernel.KindForbidden, "not_yours")
		w.act("值班员", row, casework.Action{Name: "triage", Queue: "dispute_room"})
		w.act("窗口", row, casework.Action{Name: "take_on"})
		if d := w.act("窗口", row, casework.Action{Name: "feedback", Note: "已调解"}); d.State != "fed_back" {
			w.t.Fatalf("%+v", d.Case)
		}
	})
}
