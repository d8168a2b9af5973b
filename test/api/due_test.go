package api_test

import (
	"testing"

	"touyan/internal/domain/feed"
)

// TestObjectionsAreDueForTheirDecider: of recognition, of households' points and of members' points; nobody of the other township hears of them.
func TestObjectionsAreDueForTheirDecider(t *testing.T) {
	each(t, func(w *world) {
		for op, name := range map[string]string{"award.answer": "评选异议", "merit.decide": "积分异议", "points.decide": "党员积分异议"} {
			samples[op][0].make(w) // an objection that waits
			of := func(b *browser) int {
				var own feed.OwnFeeds
				b.get(200, "/api/feeds/own").into(w, &own)
				n := 0
				for _, d := range own.Due {
					if d.Kind == feed.DueObjection && d.Name == name && d.Day != "" {
						n++
					}
				}
				return n
			}
			if n := of(w.as(w.clerkA)); n == 0 {
				t.Errorf("%s: nothing is due in township A", op)
			}
			if n := of(w.as(w.clerkB)); n != 0 {
				t.Errorf("%s: %d are due in township B", op, n)
			}
		}
	})
}
