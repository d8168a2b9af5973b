package casework_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

type row = map[string]any

func rows(list ...row) []any {
	out := make([]any, len(list))
	for i, r := range list {
		out[i] = r
	}
	return out
}

func money(yuan int64) any { return json.Number(strconv.FormatInt(yuan*100, 10)) }

// says takes a step that must fail with a code, and gives the error.
func (w *world) says(name string, id kernel.ID, a casework.Action, code string) *kernel.Error {
	w.t.Helper()
	a.Rev = w.get(id).Rev
	_, err := w.cases.Act(w.by(name), id, a)
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.t.Fatalf("%s %s: %v, want %s", name, a.Name, err, code)
	}
	return ke
}

func (w *world) body1(name, kind, at string) kernel.ID {
	w.t.Helper()
	w.bodies[name] = must(w.body.CreateBody(dbtest.System(w.t), body.NewBody{Name: name, Kind: kind, PlaceID: w.places[at].ID}))(w.t).ID
	return w.bodies[name]
}

// D4: what is to be done by a day is due on that day, whatever is entered on the way; the look back comes round by itself; what is
// entered stays; re-opening keeps the history.
func TestAFindingIsDueOnItsDayAndLookedBackAt(t *testing.T) {
	eachOf(t, "xiangfu", func(w *world) {
		w.officer("镇书记", "township_secretary", "昌宁镇", "", "")
		create := func(fields row) error {
			_, err := w.cases.Create(w.as("值班员", casework.PermCreate), casework.NewCase{Type: "rectification", Text: "秸秆堆放", PlaceID: w.places["龙鼻村"].ID, Fields: fields})
			return err
		}
		w.wants(create(row{"origin": "environment", "pace": "at_once"}), kernel.KindInvalid, "required")
		w.wants(create(row{"origin": "environment", "pace": "at_once", "by": "2026-12-30"}), kernel.KindInvalid, "check_failed")
		id := w.raise("值班员", "rectification", "龙鼻村", row{"origin": "environment", "pace": "at_once", "by": "2026-11-20"})
		w.act("值班员", id, casework.Action{Name: "assign", BodyID: w.bodies["水管站"]})
		d := w.act("水管", id, casework.Action{Name: "plan", Fields: row{"measure": "清运"}})
		due := at("2026-11-21", 0).UnixMilli() - 1
		if d.Due != due {
			w.t.Fatalf("due %s", time.UnixMilli(d.Due))
		}
		w.clock.Add(24 * time.Hour)
		entry := row{"day": "2026-11-17", "what": "清了一半"}
		d = w.act("水管", id, casework.Action{Name: "note_progress", Fields: row{"progress": rows(entry)}})
		if d.Due != due || d.State != "doing" {
			w.t.Fatalf("an entry moved the day: %s", time.UnixMilli(d.Due))
		}
		w.refused("水管", id, casework.Action{Name: "note_progress", Fields: row{"progress": rows(row{"day": "2026-11-17", "what": "全清了"})}}, kernel.KindInvalid, "rows_only_added")
		w.act("水管", id, casework.Action{Name: "note_progress", Fields: row{"progress": rows(entry, row{"day": "2026-11-18", "what": "清完"})}})
		w.proof("水管", id)
		w.act("水管", id, casework.Action{Name: "claim_done", Note: "清完了", Fields: row{"result": "全部清运"}})
		w.refused("水管", id, casework.Action{Name: "check", Note: "属实"}, kernel.KindForbidden, "not_yours")
		w.act("值班员", id, casework.Action{Name: "check", Note: "看过"})
		w.refused("值班员", id, casework.Action{Name: "write_off", Fields: row{"look_back": "2026-12-01"}}, kernel.KindForbidden, "not_yours")
		w.refused("镇书记", id, casework.Action{Name: "write_off"}, kernel.KindInvalid, "required")
		d = w.act("镇书记", id, casework.Action{Name: "write_off", Fields: row{"look_back": "2026-12-01"}})
		if d.Due != at("2026-12-02", 0).UnixMilli()-1 {
			w.t.Fatalf("look back due %s", time.UnixMilli(d.Due))
		}
		w.clock.Set(at("2026-12-02", 8))
		w.fire()
		told := must(w.cases.Notices(w.by("镇书记")))(w.t)
		if !slices.ContainsFunc(told, func(n casework.Reminder) bool { return n.Case.ID == id && n.Rung.ID == "look_now" }) {
			w.t.Fatalf("nobody is told to look back: %+v", told)
		}
		before := len(w.get(id).Timeline)
		d = w.act("值班员", id, casework.Action{Name: "reopen", Reason: "又堆上了", Fields: row{"by": "2026-12-08"}})
		if d.State != "doing" || len(d.Timeline) != before+1 || len(d.Fields["progress"].([]any)) != 2 || d.Fields["result"] == nil {
			w.t.Fatalf("%+v", d)
		}
	})
}

// D5: who is missing is said, the supporters hold real posts at the village until the end, each of the county's five actions is
// done, the level above accepts, and the year's follow-up comes round.
func TestAWeakBranchGetsItsFive(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		branch := w.body1("龙鼻村党支部", "party_branch", "龙鼻村")
		for _, o := range [][4]string{
			{"县领导", "county_leader", "乡宁县"},
			{"县委书记", "county_leader", "乡宁县"},
			{"镇书记", "township_secretary", "昌宁镇"},
			{"第一书记", "first_secretary", "龙鼻村"},
			{"指导员", "party_adviser", "昌宁镇"},
		} {
			w.officer(o[0], o[1], o[2], "", "")
		}
		who := func(name string) string { return w.people[name].String() }
		id := w.raise("县值班", "weak_branch", "龙鼻村", row{"branch": branch.String(), "reasons": "班子不团结"})
		d := w.act("镇书记", id, casework.Action{Name: "note_support", Fields: row{"county_leader": who("县领导"), "township_leader": who("镇书记"), "unit": w.bodies["水利局"].String()}})
		if want := []casework.Lack{{Field: "first_secretary", Why: "missing"}, {Field: "adviser", Why: "missing"}}; !slices.Equal(d.Lacks, want) {
			w.t.Fatalf("%+v", d.Lacks)
		}
		w.refused("镇书记", id, casework.Action{Name: "support"}, kernel.KindInvalid, "required")
		w.refused("镇书记", id, casework.Action{Name: "support", Fields: row{"first_secretary": who("水利"), "adviser": who("指导员")}}, kernel.KindInvalid, "not_a_target")
		d = w.act("镇书记", id, casework.Action{Name: "support", Fields: row{"first_secretary": who("第一书记"), "adviser": who("指导员")}})
		if d.State != "diagnosing" || len(d.Seats) != 4 || len(d.Lacks) != 0 {
			w.t.Fatalf("%+v %+v", d.Seats, d.Lacks)
		}
		held := must(w.access.Me(w.as("指导员", casework.PermList)))(w.t)
		if len(held.Posts) != 2 || held.Posts[1].Post != "branch_supporter" {
			w.t.Fatalf("%+v", held.Posts)
		}
		w.act("镇书记", id, casework.Action{Name: "diagnose", Fields: row{"diagnosis": "缺带头人"}})
		plan := row{"problem": "班子不团结", "measure": "调整分工", "owner": "镇书记", "by": "2026-12-20"}
		w.act("镇书记", id, casework.Action{Name: "make_plan", Fields: row{"plan": rows(plan)}})
		w.proof("网格长", id)
		check := casework.Action{Name: "finish", Fields: row{"self_check": "都做了"}}
		if e := w.says("网格长", id, check, "not_yet"); e.Args["says"] == "" {
			w.t.Fatalf("%+v", e)
		}
		plan["done"] = "2026-12-01"
		var five []row
		for _, a := range []string{"disputes", "households", "style", "industry"} {
			five = append(five, row{"action": a, "progress": "完成", "done": "2026-12-01"})
		}
		w.act("网格长", id, casework.Action{Name: "track", Fields: row{"actions": rows(five...), "plan": rows(plan)}})
		_ = w.says("网格长", id, check, "not_yet")
		five = append(five, row{"action": "environment", "progress": "完成", "done": "2026-12-01"})
		w.act("网格长", id, casework.Action{Name: "track", Fields: row{"actions": rows(five...)}})
		w.act("网格长", id, check)
		w.refused("网格长", id, casework.Action{Name: "review", Fields: row{"reviewed": "合格"}}, kernel.KindForbidden, "not_yours")
		w.act("镇书记", id, casework.Action{Name: "review", Fields: row{"reviewed": "合格"}})
		w.refused("镇书记", id, casework.Action{Name: "accept_county", Fields: row{"accepted": "合格"}}, kernel.KindForbidden, "not_yours")
		d = w.act("县委书记", id, casework.Action{Name: "accept_county", Fields: row{"accepted": "合格"}})
		if d.State != "follow_up" {
			w.t.Fatal(d.State)
		}
		w.clock.Add(91 * 24 * time.Hour)
		w.fire()
		if n := must(w.cases.Notices(w.by("镇书记")))(w.t); !slices.ContainsFunc(n, func(x casework.Reminder) bool { return x.Rung.ID == "visit_1" }) {
			w.t.Fatalf("no visit comes round: %+v", n)
		}
		_ = w.says("县委书记", id, casework.Action{Name: "delist", Note: "期满"}, "not_yet")
		w.act("网格长", id, casework.Action{Name: "visit", Fields: row{"visits": rows(row{"day": "2027-02-20", "what": "班子稳定"})}})
		_ = w.says("县委书记", id, casework.Action{Name: "delist", Note: "期满"}, "not_yet") // a year is not over
		d = w.act("镇书记", id, casework.Action{Name: "relist", Reason: "又不团结"})
		if d.State != "listed" || d.Seats[0].To == "" {
			w.t.Fatalf("%+v", d.Seats)
		}
	})
}

// D5: the follow-up lasts a year, whatever was visited.
func TestAWeakBranchIsFollowedUpForAYear(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		ct, _ := w.pack.CaseType("weak_branch")
		st, _ := ct.State("follow_up")
		id := w.inState(ct, st)
		delist := func() error {
			_, err := w.cases.Act(w.mighty(), id, casework.Action{Name: "delist", Note: "期满", Rev: w.get(id).Rev})
			return err
		}
		w.act("网格长", id, casework.Action{Name: "visit", Fields: row{"visits": rows(row{"day": "2026-11-16", "what": "班子稳定"})}})
		w.clock.Set(at("2027-11-15", 20))
		w.stays(id, "a day too early", "conflict", "not_yet", delist)
		w.clock.Set(at("2027-11-16", 8))
		if err := delist(); err != nil || w.get(id).State != "delisted" {
			w.t.Fatal(err)
		}
	})
}

// D6: a decision before residents give, the way of contracting by the sum, payments within what was approved, a second person for
// the change and the check, and an asset at the end.
func TestAProjectFromBudgetToAsset(t *testing.T) {
	eachOf(t, "longshan", func(w *world) {
		var done []casework.Stepped
		w.cases.Followers = append(w.cases.Followers, func(_ *db.WriteTx, s casework.Stepped) error {
			done = append(done, s)
			return nil
		})
		w.officer("镇长", "township_leader", "昌宁镇", "", "")
		start := row{"title": "入户路硬化", "kind": "road", "budget": money(30000), "residents": true, "sources": rows(row{"source": "state", "sum": money(20000)}, row{"source": "residents", "sum": money(9000)})}
		create := func() error {
			_, err := w.cases.Create(w.as("值班员", casework.PermCreate), casework.NewCase{Type: "project", Text: "入户路", PlaceID: w.places["龙鼻村"].ID, Fields: start})
			return err
		}
		w.wants(create(), kernel.KindInvalid, "required") // the decision
		start["decision_no"], start["decision_day"], start["resolution"] = "龙鼻村会〔2026〕3号", "2026-11-10", "村民会议同意投工投劳"
		w.wants(create(), kernel.KindInvalid, "check_failed") // the sources do not add up
		start["sources"] = rows(row{"source": "state", "sum": money(20000)}, row{"source": "residents", "sum": money(10000)})
		id := w.raise("网格长", "project", "龙鼻村", start)
		w.refused("网格长", id, casework.Action{Name: "approve", Note: "同意", Fields: row{"channel": "township"}}, kernel.KindForbidden, "not_yours") // their own
		approve := casework.Action{Name: "approve", Note: "同意", Fields: row{"channel": "village"}}
		w.refused("值班员", id, approve, kernel.KindInvalid, "check_failed") // above 20,000 yuan
		approve.Fields["channel"] = "township"
		_ = w.says("值班员", id, approve, "not_yet") // no paper of the decision
		w.proof("值班员", id)
		w.act("值班员", id, approve)
		begin := row{"contractor": "昌宁路桥队", "contract_sum": money(31000), "stages": rows(row{"name": "路基", "by": "2026-12-01"})}
		w.refused("专职", id, casework.Action{Name: "begin", Fields: begin}, kernel.KindInvalid, "check_failed")
		begin["contract_sum"] = money(29000)
		due := w.act("专职", id, casework.Action{Name: "begin", Fields: begin}).Due
		first := row{"day": "2026-11-20", "sum": money(20000), "what": "进度款"}
		w.refused("专职", id, casework.Action{Name: "pay", Fields: row{"payments": rows(row{"day": "2026-11-20"})}}, kernel.KindInvalid, "row_incomplete")
		w.clock.Add(24 * time.Hour)
		if d := w.act("专职", id, casework.Action{Name: "pay", Fields: row{"payments": rows(first)}}); d.Due != due {
			w.t.Fatal("a payment gave the project more time")
		}
		more := row{"payments": rows(first, row{"day": "2026-11-25", "sum": money(12000), "what": "材料款"})}
		w.refused("专职", id, casework.Action{Name: "pay", Fields: more}, kernel.KindInvalid, "check_failed")
		w.refused("专职", id, casework.Action{Name: "pay", Fields: row{"payments": rows()}}, kernel.KindInvalid, "rows_only_added")
		redesign := casework.Action{Name: "redesign", Reason: "加宽", Fields: row{"change": "加宽半米", "change_sum": money(33000)}}
		w.refused("专职", id, redesign, kernel.KindInvalid, "required") // where the rest comes from
		redesign.Fields["added"] = rows(row{"source": "residents", "sum": money(3000)})
		w.refused("专职", id, redesign, kernel.KindInvalid, "required") // the decision on it
		redesign.Fields["added"] = rows(row{"source": "collective", "sum": money(2000)})
		w.refused("专职", id, redesign, kernel.KindInvalid, "check_failed") // the sum
		redesign.Fields["added"] = rows(row{"source": "collective", "sum": money(3000)})
		w.act("专职", id, redesign)
		change := casework.Action{Name: "approve_change", Note: "同意", Fields: row{"approved_sum": money(34000)}}
		w.refused("专职", id, change, kernel.KindForbidden, "not_yours")
		w.refused("镇长", id, change, kernel.KindInvalid, "check_failed")
		change.Fields["approved_sum"] = money(33000)
		w.act("镇长", id, change)
		w.act("专职", id, casework.Action{Name: "pay", Fields: more})
		_ = w.says("专职", id, casework.Action{Name: "complete"}, "not_yet")
		w.act("专职", id, casework.Action{Name: "progress", Fields: row{"stages": rows(row{"name": "路基", "by": "2026-12-01", "done": "2026-12-01"})}})
		w.act("专职", id, casework.Action{Name: "complete"})
		w.act("值班员", id, casework.Action{Name: "inspect", Note: "合格", Fields: row{"passed": true}})
		finish := casework.Action{Name: "publish_cost", Note: "公开", Fields: row{"cost": money(40000), "asset_category": "public", "asset_title": "一组入户路"}}
		w.refused("值班员", id, finish, kernel.KindInvalid, "check_failed")
		finish.Fields["cost"] = money(32500)
		if d := w.act("值班员", id, finish); d.State != "finished" {
			w.t.Fatal(d.State)
		}
		last := done[len(done)-1]
		if last.Step != "publish_cost" || last.ID != id || last.Facts["cost"] != money(32500) || last.PlaceID != w.places["龙鼻村"].ID {
			w.t.Fatalf("%+v", last)
		}
	})
}

// D7: the inspector's seat opens exactly the places of the tour for its days; letters have their clock; findings become cases; the
// tour ends when all is answered and handed over.
func TestAnInspectionLooksAndAsks(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		w.officer("县领导", "county_leader", "乡宁县", "", "")
		w.officer("村书记", "village_secretary", "龙鼻村", "", "")
		team := w.body1("第一巡察组", "inspection_team", "乡宁县")
		w.officer("巡察员", "inspection_member", "", "第一巡察组", "")
		fix := row{"origin": "inspection", "pace": "by_day", "by": "2026-12-20"}
		there := w.raise("值班员", "rectification", "龙鼻村", fix)
		other := w.raise("值班员", "rectification", "寨子村", fix)
		private := w.raise("专职", "report", "龙鼻村", nil) // none of the subjects
		place := func(n string) string { return w.places[n].ID.String() }
		id := w.raise("县领导", "inspection", "乡宁县", row{"subjects": []any{"vouchers", "contracts"}, "scope": rows(row{"place": place("龙鼻村"), "what": "项目资金"}), "team": team.String(), "from_day": "2026-11-16", "to_day": "2026-11-30"})
		_, err := w.cases.Get(w.by("巡察员"), there)
		w.wants(err, kernel.KindNotFound, "not_found")
		d := w.act("县领导", id, casework.Action{Name: "begin"})
		if len(d.Seats) != 1 || d.Seats[0].Place.Name != "龙鼻村" || d.Seats[0].To != "2026-11-30" {
			w.t.Fatalf("%+v", d.Seats)
		}
		seen := must(w.cases.Get(w.by("巡察员"), there))(w.t)
		if len(seen.Actions) != 0 {
			w.t.Fatalf("a seat to look acts: %+v", seen.Actions)
		}
		_, err = w.cases.Get(w.by("巡察员"), other)
		w.wants(err, kernel.KindNotFound, "not_found")
		w.sealedOff("巡察员", private)
		w.refused("巡察员", there, casework.Action{Name: "assign", BodyID: w.bodies["水利局"]}, kernel.KindForbidden, "not_yours")
		_, err = w.cases.AddPhotos(w.by("巡察员"), there, "", uploads(photo(3)))
		w.wants(err, kernel.KindForbidden, "not_yours")

		ask := row{"question": "2025年修路款去向", "place": place("龙鼻村"), "by": "2026-11-19"}
		w.refused("村书记", id, casework.Action{Name: "letter", Fields: row{"letters": rows(ask)}}, kernel.KindNotFound, "not_found")
		w.refused("巡察员", id, casework.Action{Name: "letter", Fields: row{"letters": rows(row{"question": "x", "place": place("寨子村"), "by": "2026-11-19"})}}, kernel.KindForbidden, "out_of_scope")
		d = w.act("巡察员", id, casework.Action{Name: "letter", Fields: row{"letters": rows(ask)}})
		letter := w.childOf(d, "question_letter")
		l := w.get(letter)
		if l.Text != "2025年修路款去向" || l.Assignee == nil || l.Assignee.Name != "村书记" || l.Due != at("2026-11-20", 0).UnixMilli()-1 {
			w.t.Fatalf("%+v", l.Case)
		}
		w.act("巡察员", letter, casework.Action{Name: "pause", Reason: "等银行流水", WaitsFor: "农商行"})
		w.clock.Add(2 * 24 * time.Hour)
		if l = w.act("巡察员", letter, casework.Action{Name: "resume"}); l.Due != at("2026-11-22", 0).UnixMilli()-1 {
			w.t.Fatalf("due %s", time.UnixMilli(l.Due))
		}
		w.clock.Set(at("2026-11-23", 8))
		w.fire()
		w.clock.Set(at("2026-11-26", 8))
		w.fire()
		if n := must(w.cases.Notices(w.by("县领导")))(w.t); !slices.ContainsFunc(n, func(x casework.Reminder) bool { return x.Case.ID == letter && x.Rung.ID == "county" }) {
			w.t.Fatalf("silence did not climb: %+v", n)
		}
		w.refused("巡察员", letter, casework.Action{Name: "answer", Fields: row{"answer": "替他答"}}, kernel.KindForbidden, "not_yours")
		w.act("村书记", letter, casework.Action{Name: "answer", Fields: row{"answer": "用于一组路基"}})

		find := row{"what": "付款缺发票", "place": place("龙鼻村"), "pace": "by_day", "by": "2026-12-20"}
		w.act("巡察员", id, casework.Action{Name: "find", Fields: row{"findings": rows(find)}})
		w.act("巡察员", id, casework.Action{Name: "report", Fields: row{"report": "一个问题"}})
		_ = w.says("县领导", id, casework.Action{Name: "end", Note: "结束"}, "not_yet")
		d = w.act("巡察员", id, casework.Action{Name: "hand_rest"})
		found := w.get(w.childOf(d, "rectification"))
		if found.Text != "付款缺发票" || found.Fields["origin"] != "inspection" || found.Fields["by"] != "2026-12-20" || found.Links[0].ID != id || found.Timeline[0].Name == "" {
			w.t.Fatalf("%+v %+v", found.Fields, found.Links)
		}
		_ = w.says("巡察员", id, casework.Action{Name: "hand_rest"}, "nothing_to_hand_over")
		if e := w.says("县领导", id, casework.Action{Name: "end", Note: "结束"}, "children_open"); e.Args["no"] != l.No {
			w.t.Fatalf("%+v", e)
		}
		w.act("巡察员", letter, casework.Action{Name: "settle"})
		if d = w.act("县领导", id, casework.Action{Name: "end", Note: "结束"}); !d.Seats[0].Over || d.Seats[0].To != "2026-11-26" {
			w.t.Fatalf("%+v", d.Seats)
		}
		_, err = w.cases.Get(w.by("巡察员"), there) // at once, not when the day is over
		w.wants(err, kernel.KindNotFound, "not_found")
		if _, err = w.cases.Get(w.by("巡察员"), id); err != nil {
			w.t.Fatal("the team keeps its own tour", err)
		}
	})
}

// D7: a seat ends by itself on the day on which the tour ends, and moves with it.
func TestASeatEndsByItself(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		w.officer("县领导", "county_leader", "乡宁县", "", "")
		team := w.body1("第一巡察组", "inspection_team", "乡宁县")
		w.officer("巡察员", "inspection_member", "", "第一巡察组", "")
		there := w.raise("值班员", "rectification", "龙鼻村", row{"origin": "inspection", "pace": "by_day", "by": "2026-12-20"})
		id := w.raise("县领导", "inspection", "乡宁县", row{"subjects": []any{"funds"}, "scope": rows(row{"place": w.places["龙鼻村"].ID.String()}), "team": team.String(), "from_day": "2026-11-16", "to_day": "2026-11-18"})
		w.act("县领导", id, casework.Action{Name: "begin"})
		opens := must(w.access.Me(w.by("巡察员")))(w.t).Perms
		if want := []string{"body.list", "casework.inspect", "casework.list", "person.list", "place.list", "rulebook.read"}; !slices.Equal(opens, want) {
			w.t.Fatalf("a tour of funds opens %v", opens)
		}
		w.act("县领导", id, casework.Action{Name: "extend", Reason: "账多", Fields: row{"to_day": "2026-11-20"}})
		w.clock.Set(at("2026-11-20", 23))
		if _, err := w.cases.Get(w.by("巡察员"), there); err != nil {
			w.t.Fatal(err)
		}
		w.clock.Set(at("2026-11-21", 0))
		_, err := w.cases.Get(w.by("巡察员"), there)
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

// D7: who leaves the team loses the seat with it, by an end, a handover or a sheet; who stays keeps it, and who comes after gets one
// only by the tour.
func TestASeatEndsWithTheTeam(t *testing.T) {
	eachOf(t, "zhushan", func(w *world) {
		w.officer("县领导", "county_leader", "乡宁县", "", "")
		team := w.body1("第一巡察组", "inspection_team", "乡宁县")
		for _, who := range []string{"甲员", "乙员", "丙员"} {
			w.officer(who, "inspection_member", "", "第一巡察组", "")
		}
		there := w.raise("值班员", "rectification", "龙鼻村", row{"origin": "inspection", "pace": "by_day", "by": "2026-12-20"})
		id := w.raise("县领导", "inspection", "乡宁县", row{"subjects": []any{"funds"}, "scope": rows(row{"place": w.places["龙鼻村"].ID.String()}), "team": team.String(), "from_day": "2026-11-16", "to_day": "2026-11-30"})
		w.act("县领导", id, casework.Action{Name: "begin"})
		sys := dbtest.System(t)
		post := func(who string) body.Appointment {
			all, _, err := w.body.ListAppointments(sys, body.AppointmentFilter{Person: w.people[who], Body: team}, kernel.Page{})
			return must(all, err)(t)[0]
		}
		sees := func(who string) bool {
			_, err := w.cases.Get(w.by(who), there)
			return err == nil
		}
		today := kernel.DayOf(w.d.Now())
		a := post("甲员")
		must(w.body.EndAppointment(sys, a.ID, a.Rev, today, "调离"))(t)
		if !sees("甲员") {
			t.Error("the last day counts")
		}
		w.clock.Add(24 * time.Hour)
		if sees("甲员") || !sees("乙员") {
			t.Error("the seat goes with the membership, and only with that")
		}
		must(0, w.d.Write(sys, "test.hand", func(tx *db.WriteTx) error {
			_, _, err := w.body.Successor(tx, post("乙员").ID, w.people["甲员"], today.Add(1))
			return err
		}))(t)
		if sees("乙员") || sees("甲员") || !sees("丙员") {
			t.Error("a handover ends the seat at once and gives none")
		}
		w.act("县领导", id, casework.Action{Name: "extend", Reason: "账多", Fields: row{"to_day": "2026-12-10"}})
		if !sees("甲员") || sees("乙员") {
			t.Error("the tour gives a seat to who is in the team now")
		}
		c := post("丙员") // for some days more: the seat is not longer than that
		must(w.body.EndAppointment(sys, c.ID, c.Rev, today.Add(3), "轮换"))(t)
		w.act("县领导", id, casework.Action{Name: "extend", Reason: "账多", Fields: row{"to_day": "2026-12-20"}})
		for _, seat := range w.get(id).Seats {
			if seat.Person.Name == "丙员" && seat.To != today.Add(3) {
				t.Errorf("%+v", seat)
			}
		}
	})
}

// sealedOff checks that somebody learns of a case neither by its id, nor by its number, words or counts, nor by its photos.
func (w *world) sealedOff(name string, id kernel.ID) {
	w.t.Helper()
	_, err := w.cases.Get(w.by(name), id)
	w.wants(err, kernel.KindNotFound, "not_found")
	c := w.get(id)
	for _, find := range []string{"", c.No, c.Text} {
		list, _, err := w.cases.List(w.by(name), casework.Filter{Find: find}, kernel.Page{})
		if slices.ContainsFunc(must(list, err)(w.t), func(x casework.Case) bool { return x.ID == id }) {
			w.t.Fatalf("%s finds it by %q", name, find)
		}
	}
	all, _, err := w.cases.List(w.by(name), casework.Filter{Open: new(true)}, kernel.Page{Limit: kernel.MaxLimit})
	sum := must(w.cases.Summary(w.by(name), 0))(w.t)
	if n := int64(len(must(all, err)(w.t))); sum.Open != n {
		w.t.Fatalf("%s counts %d and sees %d", name, sum.Open, n)
	}
}

// childOf is the case of a type that came out of another.
func (w *world) childOf(d *casework.Detail, typ string) kernel.ID {
	w.t.Helper()
	for _, l := range d.Links {
		if l.How == "child" && l.Type == typ {
			return l.ID
		}
	}
	w.t.Fatalf("no %s came out of it: %+v", typ, d.Links)
	return 0
}
