package casework_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
)

// eachOf is each with the pack of another county.
func eachOf(t *testing.T, county string, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		fn(newWorldOf(t, d, c, county))
	})
}

// raise is a case that an officer raises, at a place, with the answers that its type asks for.
func (w *world) raise(name, typ, at string, fields map[string]any) kernel.ID {
	w.t.Helper()
	d, err := w.cases.Create(w.as(name, casework.PermCreate), casework.NewCase{Type: typ, Text: typ + "的事", PlaceID: w.places[at].ID, Fields: fields})
	if err != nil {
		w.t.Fatal(err)
	}
	return d.ID
}

func (w *world) proof(name string, id kernel.ID) {
	w.t.Helper()
	w.clock.Add(time.Minute)
	_ = must(w.cases.AddPhotos(w.by(name), id, "", uploads(photo(uint8(w.clock.Now().Minute())))))(w.t)
}

// D4: who claims that a finding is mended does not verify it, and who verifies does not write it off.
func TestRectificationNeedsASecondAndAThird(t *testing.T) {
	each(t, func(w *world) {
		w.officer("镇书记", "township_secretary", "昌宁镇", "", "")
		create := func(fields map[string]any) error {
			_, err := w.cases.Create(w.as("值班员", casework.PermCreate), casework.NewCase{Type: "rectification", Text: "秸秆堆放", PlaceID: w.places["龙鼻村"].ID, Fields: fields})
			return err
		}
		w.wants(create(nil), kernel.KindInvalid, "required")
		w.wants(create(map[string]any{"origin": "rumour", "pace": "long"}), kernel.KindInvalid, "bad_value")
		w.wants(create(map[string]any{"origin": "audit", "pace": "by_day"}), kernel.KindInvalid, "required") // the day
		w.wants(create(map[string]any{"origin": "audit", "pace": "long", "result": "好"}), kernel.KindInvalid, "not_asked")
		id := w.raise("值班员", "rectification", "龙鼻村", map[string]any{"origin": "environment", "pace": "by_day", "by": "2026-12-10"})
		w.act("值班员", id, casework.Action{Name: "assign", BodyID: w.bodies["水管站"]})
		w.act("水管", id, casework.Action{Name: "plan", Fields: map[string]any{"measure": "清运并设堆放点"}})
		claim := casework.Action{Name: "claim_done", Note: "已清完", Fields: map[string]any{"result": "全部清运"}}
		w.refused("水管", id, claim, kernel.KindInvalid, "file_needed")
		w.proof("水管", id)
		w.act("水管", id, claim)
		w.refused("水管", id, casework.Action{Name: "check", Note: "属实"}, kernel.KindForbidden, "not_yours")
		w.act("值班员", id, casework.Action{Name: "check", Note: "现场看过"})
		w.refused("值班员", id, casework.Action{Name: "write_off"}, kernel.KindForbidden, "not_yours")
		d := w.act("镇书记", id, casework.Action{Name: "write_off", Fields: map[string]any{"look_back": "2027-03-01"}})
		if d.State != "written_off" || d.Fields["look_back"] != "2027-03-01" || d.Fields["measure"] != "清运并设堆放点" {
			w.t.Fatalf("%+v", d.Fields)
		}
		d = w.act("值班员", id, casework.Action{Name: "reopen", Reason: "又堆上了"})
		if d.State != "doing" || len(d.Timeline) < 8 {
			w.t.Fatal("re-opening keeps the history")
		}
	})
}

// B5: a tip lies at the county, is read by named officers there, and nobody below can learn that it exists.
func TestNobodyBelowLearnsOfATip(t *testing.T) {
	each(t, func(w *world) {
		told := must(w.cases.Report(w.public(), w.places["龙鼻村"].Code, casework.NewCase{
			Type: "tip", Text: "村里低保有人情保", Name: "冯秀英", Contact: "13934567890", Fields: map[string]any{"matter": "favour", "named": "某某"},
			Photos: uploads(photo(9)),
		}))(w.t)
		id := must(w.cases.Follow(w.public(), told.Code))(w.t).ID
		for _, name := range []string{"网格长", "专职", "组长", "值班员", "县值班", "监督员", "水利"} {
			ctx := w.by(name)
			_, err := w.cases.Get(ctx, id)
			_, none := w.cases.Get(ctx, id+1)
			if err == nil || strings.ReplaceAll(err.Error(), id.String(), "") != strings.ReplaceAll(none.Error(), (id+1).String(), "") {
				w.t.Fatalf("%s: %v, want the same as of a case that is not there: %v", name, err, none)
			}
			_, err = w.cases.Act(ctx, id, casework.Action{Name: "examine", Rev: 1})
			w.wants(err, kernel.KindNotFound, "not_found")
			for _, box := range []casework.Box{casework.BoxAll, casework.BoxUnit, casework.BoxSoon} {
				items, _, err := w.cases.List(ctx, casework.Filter{Box: box}, kernel.Page{})
				if err != nil || len(items) != 0 {
					w.t.Fatalf("%s sees %v %v", name, items, err)
				}
			}
			sum := must(w.cases.Summary(ctx, 0))(w.t)
			fig := must(w.cases.Figures(ctx, 0, ""))(w.t)
			if sum.Open+sum.Unit+sum.Overdue+sum.Soon+fig.Reported != 0 || len(sum.ByState) != 0 {
				w.t.Fatalf("%s counts %+v %+v", name, sum, fig)
			}
		}
		sees := w.journalOf("监督员")
		if strings.Contains(sees, "人情保") || strings.Contains(sees, id.String()) {
			w.t.Fatal("the journal tells an auditor")
		}
		items, _, err := w.cases.List(w.by("县主任"), casework.Filter{}, kernel.Page{})
		if err != nil || len(items) != 1 || items[0].Text != "" || items[0].Contact != "" || items[0].ReporterName != "" {
			w.t.Fatalf("%+v %v", items, err)
		}
		d := must(w.cases.Get(w.by("县主任"), id))(w.t)
		if d.Text == "" || d.Fields["named"] != "" || d.Contact != "" {
			w.t.Fatalf("%+v", d)
		}
		seen := w.journalOf("县主任")
		if !strings.Contains(seen, "casework.view") {
			w.t.Fatal("a look at a tip is not in the journal")
		}
		who := must(w.cases.Reveal(w.as("县主任", casework.PermReveal), id, "核实线索"))(w.t)
		if who.Contact != "13934567890" {
			w.t.Fatalf("%+v", who)
		}
		_, err = w.cases.Create(w.as("网格长", casework.PermCreate), casework.NewCase{Type: "tip", Text: "某事", PlaceID: w.places["龙鼻村"].ID, Fields: map[string]any{"matter": "other"}})
		w.wants(err, kernel.KindInvalid, "unknown_type")
	})
}

// journalOf is what an officer finds in the journal, as JSON.
func (w *world) journalOf(name string) string {
	w.t.Helper()
	var out []byte
	err := w.d.Read(w.as(name, casework.PermList), func(tx *db.ReadTx) error {
		for _, table := range []string{"case", "case_photo"} {
			var ids []kernel.ID
			if err := tx.Select(&ids, "SELECT x.id FROM {"+table+" x}"); err != nil {
				return err
			}
			for _, id := range ids {
				events, err := tx.Timeline(table, id)
				if err != nil {
					return err
				}
				b, _ := json.Marshal(events)
				out = append(out, b...)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

// B6: mediation stands in no list and no figure of the village; the mediators see it through their own body.
func TestMediationIsPrivate(t *testing.T) {
	each(t, func(w *world) {
		id := w.raise("网格长", "mediation", "龙鼻村", map[string]any{"kind": "family", "parties": "张某、李某", "willing": true})
		for _, name := range []string{"网格长", "专职", "水利"} {
			_, err := w.cases.Get(w.by(name), id)
			w.wants(err, kernel.KindNotFound, "not_found")
		}
		if n := must(w.cases.Summary(w.by("县值班"), w.places["龙鼻村"].ID))(w.t).Open; n != 0 {
			w.t.Fatalf("the village counts %d", n)
		}
		if n := must(w.cases.Summary(w.by("县值班"), w.places["昌宁镇"].ID))(w.t).Open; n != 1 {
			w.t.Fatalf("the township counts %d", n)
		}
		w.act("值班员", id, casework.Action{Name: "take_up", BodyID: w.bodies["水管站"]})
		agree := casework.Action{Name: "agree", Note: "谈成", Fields: map[string]any{"agreed": true, "terms": "每月探望两次", "fulfil_by": "2026-12-31"}}
		w.refused("水管", id, casework.Action{Name: "agree", Note: "谈成", Fields: map[string]any{"agreed": true}}, kernel.KindInvalid, "required") // the terms
		w.refused("水管", id, agree, kernel.KindInvalid, "required")                                                                              // the agreement
		_, err := w.cases.AddPapers(w.by("网格长"), id, "agreement", uploads(paper("")))
		w.wants(err, kernel.KindNotFound, "not_found")
		_ = must(w.cases.AddPapers(w.by("水管"), id, "agreement", []casework.Upload{{Name: "协议.pdf", Data: paper("")}}))(w.t)
		d := w.act("水管", id, agree)
		if len(d.Papers) != 1 || d.Papers[0].Name != "协议.pdf" {
			w.t.Fatalf("%+v", d.Papers)
		}
		if d.Fields["terms"] != "" || d.Fields["parties"] != "" || d.Fields["agreed"] != true {
			w.t.Fatalf("%+v", d.Fields)
		}
		if diffs := must(w.cases.Recount(dbtest.System(w.t), dbtest.County))(w.t); len(diffs) != 0 {
			w.t.Fatalf("%+v", diffs)
		}
	})
}

// B2: called departments report in by their own time, act, are rated by the caller; silence climbs.
func TestCalledDepartmentsReportIn(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{})
		_, err := w.cases.Call(w.by("水利"), id, []kernel.ID{w.bodies["水利局"]}, "来看渠", "")
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["合作社"]}, "来看渠", "")
		w.wants(err, kernel.KindInvalid, "not_a_target")
		d := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["水利局"], w.bodies["住建局"]}, "水漫上路，请到场", "k1"))(w.t)
		if len(d.Calls) != 2 || d.Calls[0].Due != at("2026-11-18", 0).UnixMilli()-1 {
			w.t.Fatalf("%+v", d.Calls)
		}
		if d = must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["水利局"]}, "水漫上路，请到场", "k1"))(w.t); len(d.Calls) != 2 {
			w.t.Fatal("sent twice, called twice")
		}
		_, err = w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["水利局"]}, "再来", "k2")
		w.wants(err, kernel.KindConflict, "called_already")
		water, road := d.Calls[0], d.Calls[1]
		step := func(name string, call kernel.ID, a casework.CallStep) (*casework.Call, error) {
			return w.cases.StepCall(w.by(name), call, a)
		}
		_, err = step("住建", water.ID, casework.CallStep{Name: "report_in"})
		w.wants(err, kernel.KindNotFound, "not_found")
		_ = must(step("水利", water.ID, casework.CallStep{Name: "report_in"}))(w.t)
		_, err = step("水利", water.ID, casework.CallStep{Name: "report_in"})
		w.wants(err, kernel.KindConflict, "wrong_state")
		_, err = step("网格长", water.ID, casework.CallStep{Name: "rate", Rating: 5})
		w.wants(err, kernel.KindConflict, "wrong_state")
		_ = must(step("水利", water.ID, casework.CallStep{Name: "done", Note: "渠已疏通"}))(w.t)
		got := must(step("网格长", water.ID, casework.CallStep{Name: "rate", Rating: 5, RatingText: "来得快"}))(w.t)
		if got.State != "rated" || len(got.Steps) != 0 {
			w.t.Fatalf("%+v", got)
		}
		w.clock.Set(at("2026-11-18", 8))
		w.fire()
		w.clock.Set(at("2026-11-19", 8))
		w.fire()
		w.fire()
		if got := w.callRungs(road.ID); !slices.Equal(got, []string{"silent", "silent_county"}) || len(w.callRungs(water.ID)) != 0 {
			w.t.Fatalf("%v %v", got, w.callRungs(water.ID))
		}
		list := must(w.cases.Calls(w.by("住建")))(w.t)
		if len(list) != 1 || list[0].Light != "red" || list[0].CaseText == "" || !slices.Equal(list[0].Steps, []string{"report_in"}) {
			w.t.Fatalf("%+v", list)
		}
		figures := must(w.cases.Served(w.by("县值班"), 0, 0))(w.t)
		if len(figures) != 2 || figures[1].Body.Name != "水利局" || figures[1].Calls != 1 || figures[1].InTime != 1 || figures[1].Callers != (casework.Rated{Asked: 1, Answers: 1, Pleased: 1}) {
			w.t.Fatalf("%+v", figures)
		}
		_ = must(step("住建", road.ID, casework.CallStep{Name: "report_in"}))(w.t)
		figures = must(w.cases.Served(w.by("住建"), w.bodies["住建局"], 0))(w.t)
		if len(figures) != 1 || figures[0].Late != 1 || figures[0].InTime != 0 || figures[0].Callers.Enough {
			w.t.Fatalf("%+v", figures)
		}
		behind, _, err := w.cases.CallsOf(w.by("县值班"), w.bodies["水利局"], kernel.Page{})
		if err != nil || len(behind) != 1 || behind[0].Rating != 5 {
			w.t.Fatalf("%+v %v", behind, err)
		}
		w.givesOut("body_served", 2, register.Options{At: w.places["龙鼻村"].ID})
		w.givesOut("body_served", 0, register.Options{At: w.places["寨子村"].ID})
		of := map[string]string{"of": w.bodies["水利局"].String()}
		w.givesOut("body_calls", 1, register.Options{At: w.places["龙鼻村"].ID, Args: of})
		w.givesOut("body_calls", 0, register.Options{At: w.places["寨子村"].ID, Args: of})
	})
}

// givesOut counts the lines of a sheet as the county's clerk downloads it.
func (w *world) givesOut(key string, want int, o register.Options) {
	w.t.Helper()
	list := w.cases.Registers()
	r := list[slices.IndexFunc(list, func(r register.Register) bool { return r.Key == key })]
	n := 0
	err := w.d.Read(w.by("县值班"), func(tx *db.ReadTx) error {
		for _, err := range r.Rows(tx, "", o) {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil || n != want {
		w.t.Fatalf("%s at %s: %d lines, %v", key, o.At, n, err)
	}
}

func (w *world) callRungs(call kernel.ID) []string {
	w.t.Helper()
	var out []string
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		return tx.Select(&out, "SELECT r.rung FROM {case_rung r} WHERE r.call_id = ? ORDER BY r.due_at", call)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// B7: three disputes in one micro-grid within a month raise one alert to the grid head, who closes it with a reason.
func TestEarlySignsRaiseOneAlertForACause(t *testing.T) {
	each(t, func(w *world) {
		alerts := func(name string) []casework.Alert { return must(w.cases.Alerts(w.by(name), false))(w.t) }
		for range 2 {
			w.report("微格", casework.NewCase{Topic: "dispute"})
		}
		w.report("微格", casework.NewCase{Topic: "water"})
		w.fire()
		if got := alerts("网格长"); len(got) != 0 {
			w.t.Fatalf("%+v", got)
		}
		for range 3 {
			w.report("微格", casework.NewCase{Topic: "dispute"})
		}
		w.fire()
		w.fire()
		got := alerts("网格长")
		if len(got) != 1 || got[0].N != 5 || !got[0].Mine || got[0].Place.Name != "微格" {
			w.t.Fatalf("%+v", got)
		}
		w.wants(w.cases.CloseAlert(w.by("值班员"), got[0].ID, "知道了"), kernel.KindForbidden, "not_yours")
		w.wants(w.cases.CloseAlert(w.by("网格长"), got[0].ID, " "), kernel.KindInvalid, "required")
		w.clock.Add(time.Minute)
		if err := w.cases.CloseAlert(w.by("网格长"), got[0].ID, "两家已谈和"); err != nil {
			w.t.Fatal(err)
		}
		w.wants(w.cases.CloseAlert(w.by("网格长"), got[0].ID, "再关"), kernel.KindConflict, "alert_closed")
		w.clock.Add(time.Minute)
		w.report("微格", casework.NewCase{Topic: "dispute"})
		w.fire()
		if got := alerts("网格长"); len(got) != 0 {
			w.t.Fatal("what was closed counts again")
		}
		w.clock.Add(30 * 24 * time.Hour)
		w.fire()
		late := alerts("值班员")
		if len(late) != 7 || late[0].Sign != "long_late" {
			w.t.Fatalf("%d %+v", len(late), late)
		}
	})
}

// B3, duty lists: triage assigns a platform with its own time and officers; what the department has taken back is not pushed
// down, and each try is counted.
func TestTriageAndTheDutyList(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Topic: "school"})
		w.act("值班员", id, casework.Action{Name: "accept"})
		push := casework.Action{Name: "dispatch", BodyID: w.bodies["水管站"], DutyItem: "school_admission"}
		w.refused("值班员", id, push, kernel.KindConflict, "not_on_duty_list")
		push.BodyID, push.AssigneeID = 0, w.people["网格长"]
		w.refused("值班员", id, push, kernel.KindConflict, "not_on_duty_list")
		if n := w.tally("case.push_refused.school_admission"); n != 2 {
			w.t.Fatalf("%d tries counted", n)
		}
		if w.get(id).State != "accepted" {
			w.t.Fatal("a refused push changed the case")
		}
		push.AssigneeID, push.BodyID = 0, w.bodies["住建局"]
		if d := w.act("值班员", id, push); d.Duty == nil || d.Duty.Class != "taken_back" {
			w.t.Fatalf("%+v", d.Duty)
		}
	})
}

func (w *world) tally(measure string) int64 {
	w.t.Helper()
	var n int64
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		sums, err := tx.SumTally(measure, "2026-01-01", "2026-12-31")
		for _, s := range sums {
			n += s.N
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}
