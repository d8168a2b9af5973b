package casework_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

func TestMergedCasesFollowTheOther(t *testing.T) {
	each(t, func(w *world) {
		one, _ := w.report("龙鼻村", casework.NewCase{})
		two, code := w.report("龙鼻村", casework.NewCase{Text: "同一条渠又堵了"})
		_, err := w.cases.Merge(w.by("值班员"), two, two, "", 0, "同一件事")
		w.wants(err, kernel.KindInvalid, "merge_target")
		_, err = w.cases.Merge(w.by("邻镇值班员"), two, one, "", 0, "同一件事")
		w.wants(err, kernel.KindNotFound, "not_found")
		d := must(w.cases.Merge(w.by("值班员"), two, 0, strings.ToLower(w.get(one).No), 0, "同一件事"))(w.t)
		if d.State != "merged" || len(d.Links) != 1 || d.Links[0].ID != one {
			w.t.Fatalf("%+v", d)
		}
		w.act("专职", one, casework.Action{Name: "settle_on_spot", Note: "渠已通"})
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.Feedback != "渠已通" || f.State.ID != "fed_back" {
			w.t.Fatalf("%+v", f)
		}
		three, _ := w.report("龙鼻村", casework.NewCase{Text: "渠又堵了"})
		must(w.cases.Merge(w.by("值班员"), one, three, "", 0, "还是那条渠"))(w.t) // what was merged goes along
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.State.ID != "reported" {
			w.t.Fatalf("%+v", f)
		}
	})
}

// A re-open by who raised the case binds the office: it cannot be turned down any more.
func TestAReopeningBindsTheOffice(t *testing.T) {
	each(t, func(w *world) {
		again, key := w.report("龙鼻村", casework.NewCase{})
		w.act("网格长", again, casework.Action{Name: "accept"})
		w.act("网格长", again, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		first := w.act("水利", again, casework.Action{Name: "claim"})
		w.act("水利", again, casework.Action{Name: "feedback", Note: "好了"})
		w.act("值班员", again, casework.Action{Name: "verify"})
		if err := w.cases.Reopen(w.public(), key, "没修好"); err != nil {
			w.t.Fatal(err)
		}
		d := w.get(again)
		if d.State != "handling" || d.Body == nil || d.Body.ID != w.bodies["水利局"] || d.Clock.Days != 2 || first.Clock.Days != 3 || d.Due < w.d.Now().UnixMilli() {
			w.t.Fatalf("%+v %+v", d.Case, d.Clock)
		}
		if len(d.Timeline) != len(first.Timeline)+3 || d.Timeline[len(d.Timeline)-1].Note != "没修好" {
			w.t.Fatal("the history is not kept")
		}
		w.refused("水利", again, casework.Action{Name: "return", Reason: "不归我们"}, kernel.KindForbidden, "not_yours")
		id, code := w.report("一组", casework.NewCase{})
		w.act("专职", id, casework.Action{Name: "settle_on_spot", Note: "当场处理"})
		w.act("值班员", id, casework.Action{Name: "verify"})
		if err := w.cases.Reopen(w.public(), code, "还是堵"); err != nil {
			w.t.Fatal(err)
		}
		w.act("值班员", id, casework.Action{Name: "recall", Reason: "改派"})
		w.refused("值班员", id, casework.Action{Name: "reject", Reason: "不归我们"}, kernel.KindForbidden, "not_yours")
	})
}

// B4: materials that are held are not asked for again, a department has the days of the item, the resident follows by a code.
func TestAgencyAsksForNoMaterialTwice(t *testing.T) {
	eachOf(t, "taoyuan", func(w *world) {
		w.officer("代办员", "liaison_officer", "龙鼻村", "", "")
		apply := func(item string) (kernel.ID, string) {
			d, err := w.cases.Create(w.as("代办员", casework.PermCreate), casework.NewCase{
				Type: "agency", Text: "代张大爷申请", PlaceID: w.places["龙鼻村"].ID, Name: "张有礼", Contact: "13934567891",
				Fields: map[string]any{"item": item, "mandated": true, "applicant": "430725195001010011"},
			})
			if err != nil {
				w.t.Fatal(err)
			}
			return d.ID, d.FollowCode
		}
		_, err := w.cases.Create(w.as("代办员", casework.PermCreate), casework.NewCase{Type: "agency", Text: "代办", PlaceID: w.places["龙鼻村"].ID, Fields: map[string]any{"item": "low_income", "mandated": false}})
		w.wants(err, kernel.KindInvalid, "check_failed")
		id, code := apply("low_income")
		given := func(ids ...any) casework.Action {
			return casework.Action{Name: "check", Fields: map[string]any{"papers": ids}}
		}
		w.refused("代办员", id, given("application", "id_card", "income"), kernel.KindInvalid, "file_needed")
		w.proof("代办员", id)
		w.refused("代办员", id, given("application", "id_card"), kernel.KindInvalid, "paper_missing")
		w.act("代办员", id, given("application", "id_card", "income"))
		d := w.act("值班员", id, casework.Action{Name: "forward", BodyID: w.bodies["住建局"]})
		if want := at("2026-12-15", 0).UnixMilli() - 1; d.Due != want || d.Clock.Days != 20 { // twenty working days
			w.t.Fatalf("%d days, due %s", d.Clock.Days, time.UnixMilli(d.Due).In(kernel.Zone))
		}
		w.act("住建", id, casework.Action{Name: "decide", Note: "符合条件", Fields: map[string]any{"decision": "granted", "document": "桃民保〔2026〕7号"}})
		w.act("代办员", id, casework.Action{Name: "hand_over"})
		if err := w.cases.Rate(w.public(), code, 5, "没跑一趟"); err != nil {
			w.t.Fatal(err)
		}
		next, _ := apply("pension_proof")
		w.proof("代办员", next)
		d = w.act("代办员", next, given("bank_card"))
		papers, _ := json.Marshal(d.Fields["papers"])
		if !strings.Contains(string(papers), `"how":"held"`) || !strings.Contains(string(papers), w.get(id).No) {
			w.t.Fatalf("%s", papers)
		}
	})
}
