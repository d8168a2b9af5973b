package casework_test

import (
	"encoding/json"
	"strconv"
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

// D6: labour or money of residents only under a recorded decision, and no contract above the budget.
func TestAProjectNeedsItsDecision(t *testing.T) {
	each(t, func(w *world) {
		create := func(fields map[string]any) error {
			_, err := w.cases.Create(w.as("值班员", casework.PermCreate), casework.NewCase{Type: "project", Text: "入户路硬化", PlaceID: w.places["龙鼻村"].ID, Fields: fields})
			return err
		}
		money := func(n int64) any { return json.Number(strconv.FormatInt(n, 10)) }
		w.wants(create(map[string]any{"kind": "road", "budget": money(3000000), "residents": true}), kernel.KindInvalid, "required")
		id := w.raise("值班员", "project", "龙鼻村", map[string]any{"kind": "road", "budget": money(3000000), "residents": true, "resolution": "2026-11-10村民会议表决通过"})
		w.act("值班员", id, casework.Action{Name: "approve", Note: "同意"})
		begin := map[string]any{"contractor": "昌宁路桥队", "contract_sum": money(3100000), "stages": []any{map[string]any{"name": "路基", "by": "2026-12-01"}}}
		w.refused("专职", id, casework.Action{Name: "begin", Fields: begin}, kernel.KindInvalid, "check_failed")
		begin["contract_sum"] = money(2900000)
		d := w.act("专职", id, casework.Action{Name: "begin", Fields: begin})
		w.refused("专职", id, casework.Action{Name: "progress", Note: "付款", Fields: map[string]any{"payments": []any{map[string]any{"day": "2026-11-20"}}}}, kernel.KindInvalid, "row_incomplete")
		if d.State != "building" {
			w.t.Fatal(d.State)
		}
	})
}
