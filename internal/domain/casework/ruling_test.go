package casework_test

import (
	"slices"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/packs"
)

// newRules are the rules of the county with more in them.
func newRules(t *testing.T, more string) *pack.Pack {
	t.Helper()
	base, own := must(pack.Embedded(packs.FS, "base"))(t), must(pack.Embedded(packs.FS, "xiangning"))(t)
	return must(pack.LoadFolders(base, own, pack.Folder{ID: "newer", Name: "newer", Files: map[string]string{"newer.yaml": "pack: {id: newer, name: 新规, name_en: Newer, county: \"141029\", from: 2026-11-01, source: test}\n" + more}}))(t)
}

// under starts the rooms over versions of the rules: the county's, and newer ones from today on.
func (w *world) under(newer ...*pack.Pack) {
	w.t.Helper()
	book := pack.NewBook(w.d.Now, w.pack)
	list := []pack.Version{{No: 1, Pack: w.pack}}
	for i, p := range newer {
		list = append(list, pack.Version{No: i + 2, From: kernel.DayOf(w.d.Now()), Pack: p})
	}
	book.Set(list)
	w.cases = casework.New(casework.Options{DB: w.d, Pack: book, Keys: w.keys, Files: w.files, Days: w.pack.Calendar(), Place: w.place, Body: w.body, Person: w.person})
}

// The newer rules: less time, other words, a step that asks for more, a state that has ended, other lights and rungs.
const newer = `
case_types:
  - id: report
    name: 群众来件
    rungs:
      - {id: remind, name: 新提醒, before: {days: 2}, to: handler}
    calls:
      by: {by: [place], permission: casework.accept}
      kinds: [county_department]
      report_in: {days: 9}
      act: {days: 9}
    extension:
      ask: {by: [body, assignee], permission: casework.handle}
      grant: {by: [place], permission: casework.verify}
      most: {days: 30}
      times: 3
    states:
      - {id: handling, name: 正在办, due: {days: 1}}
      - {id: dispatched, name: 待接单, due: {days: 4}}
    transitions:
      - {id: feedback, needs: [note, file]}
      - {id: recall, by: [body]}
      - {id: verify, name: 回访核查}
`

func TestACaseEndsByTheRulesItBeganUnder(t *testing.T) {
	each(t, func(w *world) {
		old, _ := w.report("龙鼻村", casework.NewCase{Topic: "water"})
		w.act("网格长", old, casework.Action{Name: "accept"})
		w.act("网格长", old, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		before := must(w.cases.Call(w.by("网格长"), old, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t)
		callDue := before.Calls[0].Due
		w.under(newRules(w.t, newer))
		young, _ := w.report("龙鼻村", casework.NewCase{Topic: "water"})
		if o, y := w.get(old), w.get(young); o.Rules != 1 || y.Rules != 2 {
			w.t.Fatalf("rules %d %d", o.Rules, y.Rules)
		}
		w.act("网格长", young, casework.Action{Name: "accept"})
		w.act("网格长", young, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		o := w.act("水利", old, casework.Action{Name: "claim"})
		y := w.act("水利", young, casework.Action{Name: "claim"})
		if o.Clock.Days != 3 || y.Clock.Days != 1 || o.Due <= y.Due || o.Clock.MostDays != 7 || y.Clock.MostDays != 30 {
			w.t.Fatalf("clocks %+v %+v", o.Clock, y.Clock)
		}
		w.refused("水利", young, casework.Action{Name: "feedback", Note: "好了"}, kernel.KindInvalid, "file_needed")
		w.refused("网格长", young, casework.Action{Name: "recall", Reason: "改派"}, kernel.KindForbidden, "not_yours")
		if got := w.get(old).Calls[0].Due; got != callDue {
			w.t.Fatalf("the call is due %d, was %d", got, callDue)
		}
		o = w.act("水利", old, casework.Action{Name: "feedback", Note: "好了"})
		if last := o.Timeline[len(o.Timeline)-1]; last.Name != "答复结果" {
			w.t.Fatalf("%+v", last)
		}
		k := must(w.cases.StepCall(w.by("住建"), before.Calls[0].ID, casework.CallStep{Name: "report_in"}))(w.t)
		five := must(w.pack.Calendar().AddWorkdays(w.d.Now(), 5))(w.t).UnixMilli() - 1
		if k.Due != five || k.Rules != 1 {
			w.t.Fatalf("the call acts by %d, want %d", k.Due, five)
		}
		w.act("值班员", old, casework.Action{Name: "verify"})
		if d := w.get(old); d.Timeline[len(d.Timeline)-1].Name != "核查通过" {
			w.t.Fatalf("%+v", d.Timeline)
		}
		// In lists and sheets each stands in the words of its own rules.
		if a, b := w.said()[w.get(old).No], w.said()[w.get(young).No]; a[0] != "群众诉求" || b[0] != "群众来件" || b[1] != "正在办" {
			w.t.Fatalf("%v %v", a, b)
		}
	})
}

// said are the type and the state of each case as the sheet that goes out has them.
func (w *world) said() map[string][]string {
	w.t.Helper()
	var def []register.Sheet
	out := map[string][]string{}
	if err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) (err error) {
		if def, err = w.cases.Registers()[0].Sheets(tx); err != nil {
			return err
		}
		for line, err := range w.cases.Registers()[0].Rows(tx, def[0].Name, register.Options{}) {
			if err != nil {
				return err
			}
			out[line[0].(string)] = []string{line[2].(string), line[3].(string)}
		}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

func TestOpenCasesGoOnUnderNewerRulesInOneAct(t *testing.T) {
	each(t, func(w *world) {
		var ids []kernel.ID
		for range 3 {
			id, _ := w.report("龙鼻村", casework.NewCase{Topic: "water"})
			w.act("网格长", id, casework.Action{Name: "accept"})
			w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
			ids = append(ids, id)
		}
		w.act("水利", ids[0], casework.Action{Name: "claim"})
		w.act("水利", ids[1], casework.Action{Name: "claim"})
		w.act("水利", ids[1], casework.Action{Name: "pause", Reason: "等料", WaitsFor: "供应商"})
		shut, _ := w.report("龙鼻村", casework.NewCase{})
		w.act("网格长", shut, casework.Action{Name: "reject", Reason: "不属于受理范围"})
		w.under(newRules(w.t, newer))
		sys := dbtest.System(w.t)
		p := must(w.cases.RulingOf(sys, casework.Ruling{Type: "report"}))(w.t)
		if p.N != 3 || p.To != 2 || len(p.From) != 1 || p.From[0].No != 1 || p.Sooner != 1 || p.Later != 1 || len(p.States) != 2 {
			w.t.Fatalf("%+v", p)
		}
		if !slices.ContainsFunc(p.From[0].Changes, func(c pack.Change) bool { return c.Path == "case_types/report/states/handling" }) {
			w.t.Fatalf("%+v", p.From[0].Changes)
		}
		if d := w.get(ids[0]); d.Rules != 1 {
			w.t.Fatal("a preview changes nothing")
		}
		_, err := w.cases.Rule(sys, casework.Ruling{Type: "report"})
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.cases.Rule(sys, casework.Ruling{Type: "gossip", Reason: "x"})
		w.wants(err, kernel.KindInvalid, "unknown_type")
		must(w.cases.Rule(sys, casework.Ruling{Type: "report", Reason: "县委办〔2026〕12号"}))(w.t)
		one := w.get(ids[0])
		end := must(w.pack.Calendar().AddWorkdays(time.UnixMilli(one.Clock.Since), 1))(w.t).UnixMilli() - 1
		if one.Rules != 2 || one.Due != end || one.Timeline[len(one.Timeline)-1].Note != "县委办〔2026〕12号" {
			w.t.Fatalf("%+v due %d want %d", one.Case, one.Due, end)
		}
		if two := w.get(ids[1]); two.Rules != 2 || two.Paused == 0 || two.Due != 0 {
			w.t.Fatalf("%+v", two.Case)
		}
		if d := w.get(shut); d.Rules != 1 {
			w.t.Fatal("what has ended stays under its rules")
		}
		if p := must(w.cases.RulingOf(sys, casework.Ruling{Type: "report"}))(w.t); p.N != 0 {
			w.t.Fatalf("%+v", p)
		}
		w.refused("水利", ids[0], casework.Action{Name: "feedback", Note: "好了"}, kernel.KindInvalid, "file_needed")
	})
}

// The newer rules pass straight from the report to the dispatch.
const retired = `
case_types:
  - id: report
    states:
      - {id: accepted, retired: true}
    transitions:
      - {id: accept, to: fed_back}
      - {id: return, to: reported}
      - {id: recall, to: reported}
      - {id: give_back, to: reported}
      - {id: dispatch, from: [reported, accepted]}
`

// A state that has ended needs an answer where its cases go on; without one nothing is moved.
func TestAStateThatHasEndedIsMappedOrRefused(t *testing.T) {
	each(t, func(w *world) {
		a, _ := w.report("龙鼻村", casework.NewCase{})
		b, _ := w.report("龙鼻村", casework.NewCase{})
		w.act("网格长", a, casework.Action{Name: "accept"})
		gone := newRules(w.t, retired)
		w.under(gone)
		sys := dbtest.System(w.t)
		p := must(w.cases.RulingOf(sys, casework.Ruling{Type: "report"}))(w.t)
		if i := slices.IndexFunc(p.States, func(s casework.RulingState) bool { return s.ID == "accepted" && s.Gone && s.N == 1 }); i < 0 || p.N != 2 {
			w.t.Fatalf("%+v", p)
		}
		if slices.ContainsFunc(p.Into, func(s casework.RulingInto) bool { return s.ID == "accepted" || s.ID == "closed" || s.Name == "" }) || len(p.Into) != 7 {
			w.t.Fatalf("no case goes on in a state that has ended or that ends it: %+v", p.Into)
		}
		_, err := w.cases.Rule(sys, casework.Ruling{Type: "report", Reason: "新规则"})
		w.wants(err, kernel.KindConflict, "ruling_state_gone")
		_, err = w.cases.Rule(sys, casework.Ruling{Type: "report", Reason: "新规则", States: map[string]string{"accepted": "nowhere"}})
		w.wants(err, kernel.KindConflict, "ruling_state_gone")
		_, err = w.cases.Rule(sys, casework.Ruling{Type: "report", Reason: "新规则", States: map[string]string{"accepted": "closed"}})
		w.wants(err, kernel.KindConflict, "ruling_state_gone")
		if w.get(a).Rules != 1 || w.get(b).Rules != 1 {
			w.t.Fatal("half moved")
		}
		must(w.cases.Rule(sys, casework.Ruling{Type: "report", Reason: "新规则", States: map[string]string{"accepted": "reported"}}))(w.t)
		if d := w.get(a); d.Rules != 2 || d.State != "reported" || d.Due == 0 {
			w.t.Fatalf("%+v", d.Case)
		}
		if s := must(w.cases.Summary(w.by("值班员"), 0))(w.t); s.Open != 2 || len(s.ByState) != 1 || s.ByState[0].N != 2 {
			w.t.Fatalf("%+v", s)
		}
		diff := must(w.cases.Recount(sys, dbtest.County))(w.t)
		if len(diff) != 0 {
			w.t.Fatalf("%+v", diff)
		}
	})
}

// What comes in by a sheet is judged by the rules of the day on which it came.
func TestAnImportedCaseTakesTheRulesOfToday(t *testing.T) {
	each(t, func(w *world) {
		w.under(newRules(w.t, newer))
		did, bad := w.bring(w.sheetOf(map[string]string{
			"ext_no": "A-1", "type": "群众来件", "state": "正在办", "place": w.places["龙鼻村"].Code, "text": "旧系统里的事", "at": "2026-11-02", "since": "2026-11-12 09:00",
		}))
		if did != "1/0/0" || bad != "" {
			w.t.Fatal(did, bad)
		}
		items, _, err := w.cases.List(w.by("值班员"), casework.Filter{}, kernel.Page{})
		if err != nil || len(items) != 1 {
			w.t.Fatal(items, err)
		}
		d := w.get(items[0].ID)
		if d.Rules != 2 || d.State != "handling" || d.Clock.Days != 1 {
			w.t.Fatalf("%+v %+v", d.Case, d.Clock)
		}
	})
}
