package casework_test

import (
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// TestALedgerSaysHowManyItHolds: by type, state and place, all of them and not only those on the page; late ones beside.
func TestALedgerSaysHowManyItHolds(t *testing.T) {
	each(t, func(w *world) {
		var first kernel.ID
		for i, at := range []string{"一组", "龙鼻村", "寨子村", "下川村"} {
			d := must(w.cases.Create(dbtest.System(w.t), casework.NewCase{Text: "路灯不亮", PlaceID: w.places[at].ID}))(w.t)
			if i == 0 {
				first = d.ID
			}
		}
		count := func(who string, f casework.Filter) casework.Counted {
			f.Type = "report"
			return must(w.cases.Count(w.by(who), f))(w.t)
		}
		open, closed := true, false
		for _, c := range []struct {
			who  string
			f    casework.Filter
			want int64
		}{
			{"县主任", casework.Filter{Open: &open}, 4},
			{"值班员", casework.Filter{Open: &open}, 3},
			{"网格长", casework.Filter{}, 2},
			{"县主任", casework.Filter{PlaceID: w.places["西坡镇"].ID}, 1},
			{"县主任", casework.Filter{Open: &closed}, 0},
			{"县主任", casework.Filter{State: "closed"}, 0},
		} {
			if got := count(c.who, c.f); got.N != c.want || got.Late != 0 {
				w.t.Errorf("%s %+v: %+v, want %d", c.who, c.f, got, c.want)
			}
		}
		w.act("专职", first, casework.Action{Name: "accept"})
		if got := count("县主任", casework.Filter{State: "accepted", Open: &open}); got.N != 1 {
			w.t.Errorf("%+v", got)
		}
		w.clock.Add(400 * 24 * time.Hour)
		if got := count("值班员", casework.Filter{Open: &open}); got.N != 3 || got.Late != 3 {
			w.t.Errorf("%+v", got)
		}
		if _, err := w.cases.Count(w.by("县主任"), casework.Filter{Type: "tip"}); kernel.KindOf(err) != kernel.KindInvalid {
			w.t.Errorf("a sealed type is counted nowhere: %v", err)
		}
		if diff := must(w.cases.Recount(w.t.Context(), w.places["乡宁县"].ID))(w.t); len(diff) > 0 {
			w.t.Errorf("%+v", diff)
		}
	})
}
