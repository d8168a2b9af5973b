package casework_test

import (
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// The calendar counts each open case on the day it is due, where the actor sees it; the list of that day holds the same ones.
func TestTheCalendarCountsWhatIsDueWhereOneSeesIt(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Text: "路灯不亮"})
		closed, _ := w.report("龙鼻村", casework.NewCase{Text: "不归这里管"})
		w.report("下川村", casework.NewCase{Text: "邻镇的事"})
		day := kernel.DayOf(w.clock.Now())
		month := casework.Filter{Box: casework.BoxUnit, Due: kernel.Span{From: day, To: day.Add(31)}}
		sum := func(who string, f casework.Filter) (n int, days []casework.DueDay) {
			days = must(w.cases.DueDays(w.by(who), f))(w.t)
			for _, d := range days {
				n += d.N
			}
			return n, days
		}
		if n, _ := sum("值班员", month); n != 2 {
			w.t.Fatalf("two in one's own township, not %d", n)
		}
		w.act("值班员", closed, casework.Action{Name: "reject", Reason: "不属于本县"})
		n, days := sum("值班员", month)
		if n != 1 || days[0].Late {
			w.t.Fatalf("what is closed is due no more: %+v", days)
		}
		on := month
		on.Due = kernel.Span{From: days[0].Day, To: days[0].Day}
		list, _, err := w.cases.List(w.by("值班员"), on, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].ID != id || kernel.DayOf(time.UnixMilli(list[0].Due)) != days[0].Day {
			w.t.Fatalf("%+v %v", list, err)
		}
		on.PlaceID = w.places["下川村"].ID
		_, err = w.cases.DueDays(w.by("值班员"), on)
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.cases.DueDays(w.by("值班员"), casework.Filter{Due: kernel.Span{From: day, To: day.Add(400)}})
		w.wants(err, kernel.KindInvalid, "bad_span")
	})
}
