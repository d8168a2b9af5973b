package casework_test

import (
	"strings"
	"testing"

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
