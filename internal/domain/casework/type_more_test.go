package casework_test

import (
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

func TestMergedCasesFollowTheOther(t *testing.T) {
	each(t, func(w *world) {
		one, _ := w.report("龙鼻村", casework.NewCase{})
		two, code := w.report("龙鼻村", casework.NewCase{Text: "同一条渠又堵了"})
		_, err := w.cases.Merge(w.by("值班员"), two, two, 0, "同一件事")
		w.wants(err, kernel.KindInvalid, "not_a_target")
		_, err = w.cases.Merge(w.by("邻镇值班员"), two, one, 0, "同一件事")
		w.wants(err, kernel.KindNotFound, "not_found")
		d := must(w.cases.Merge(w.by("值班员"), two, one, 0, "同一件事"))(w.t)
		if d.State != "merged" || len(d.Links) != 1 || d.Links[0].ID != one {
			w.t.Fatalf("%+v", d)
		}
		w.act("专职", one, casework.Action{Name: "settle_on_spot", Note: "渠已通"})
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.Feedback != "渠已通" || f.State.ID != "fed_back" {
			w.t.Fatalf("%+v", f)
		}
	})
}

// A re-open by who raised the case binds the office: it cannot be turned down any more.
func TestAReopeningBindsTheOffice(t *testing.T) {
	each(t, func(w *world) {
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
