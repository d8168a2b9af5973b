package api_test

import (
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/feed"
)

// TestWhatSomebodyOwesIsDueForThem: objections of all kinds, calls, orders, demands; nobody of the other township hears of them.
func TestWhatSomebodyOwesIsDueForThem(t *testing.T) {
	each(t, func(w *world) {
		head := w.somebody(villageA, "龙鼻网格长", body.NewAppointment{Post: "grid_head"})
		for _, x := range []struct {
			op, kind, name string
			who            demo.Somebody
		}{
			{"award.answer", feed.DueObjection, "评选异议", w.clerkA},
			{"merit.decide", feed.DueObjection, "积分异议", w.clerkA},
			{"points.decide", feed.DueObjection, "党员积分异议", w.clerkA},
			{"demand.rule", feed.DueObjection, "对要求的意见", w.clerkA},
			{"privacy.answer", feed.DueObjection, "个人信息申请", w.clerkA},
			{"demand.list", feed.DueDemand, "", head},
			{"casework.call_step", feed.DueCall, "", w.clerkA},
			{"duty.orders", feed.DueOrder, "", w.worker},
		} {
			samples[x.op][0].make(w) // what waits
			of := func(b *browser) int {
				var own feed.OwnFeeds
				b.get(200, "/api/feeds/own").into(w, &own)
				n := 0
				for _, d := range own.Due {
					if d.Kind == x.kind && (x.name == "" || d.Name == x.name) && d.Day != "" {
						n++
					}
				}
				return n
			}
			if n := of(w.as(x.who)); n == 0 {
				t.Errorf("%s: nothing is due in township A", x.op)
			}
			if n := of(w.as(w.clerkB)); n != 0 {
				t.Errorf("%s: %d are due in township B", x.op, n)
			}
			if n := of(w.as(w.clerkA)); x.kind == feed.DueDemand && n != 0 {
				t.Errorf("%s: due for who is above the village", x.op)
			}
		}
	})
}
