package overview_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/overview"
	"touyan/internal/kernel"
)

// lights are the open items of a place by the light that each of them shows, counted one by one.
func (w *world) lights(at string) map[string]int64 {
	w.Helper()
	out := map[string]int64{}
	for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
		rows, next, err := w.duty.Items(w.sys, duty.ItemFilter{Box: duty.BoxUnit, Place: w.places[at].ID}, page)
		for _, i := range must(rows, err)(w) {
			out[i.Light]++
		}
		if page.Cursor = next; next == "" {
			return out
		}
	}
}

// owes makes items at a village that are due so many days from today.
func (w *world) owes(at string, due ...int) {
	w.Helper()
	unit := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: at + "党支部", Kind: "party_branch", PlaceID: w.places[at].ID}))(w)
	today := kernel.DayOf(w.clock.Now())
	l := must(w.duty.MakeList(w.sys, duty.NewList{Type: "task", Title: at, PlaceID: w.places[at].ID, To: today.Add(90)}))(w)
	for _, d := range due {
		must(w.duty.Add(w.sys, duty.NewItem{ListID: l.ID, Title: "修渠", BodyID: unit.ID, Due: today.Add(d)}))(w)
	}
}

// night is a midnight with what the clock does then: what was counted at the end of the day, then the lights of the new one.
func (w *world) night() {
	w.Helper()
	next := kernel.DayOf(w.clock.Now()).Add(1)
	w.clock.Set(next.Time().Add(time.Minute))
	must(w.figures.Keep(w.sys))(w)
	w.clock.Set(next.Time().Add(20 * time.Minute))
	must(w.duty.Turn(w.sys))(w)
	w.clock.Set(next.Time().Add(9 * time.Hour))
}

// K1: a screen tells the lists by light, as the items show it; in words what is late and what lags behind; a wall the same.
func TestK1AScreenTellsListsByLight(t *testing.T) {
	each(t, func(w *world) {
		w.owes("龙村", 0, 1, 40)
		w.owes("湾村", 60)
		w.night()
		for _, at := range []string{"县", "东乡", "西乡", "龙村", "湾村"} {
			sc, want := must(w.room.Screen(w.sys, w.places[at].ID))(t), w.lights(at)
			got := map[string]int64{duty.LightRed: sc.Lists.Red, duty.LightAmber: sc.Lists.Amber, duty.LightBlue: sc.Lists.Blue, duty.LightGreen: sc.Lists.Green}
			maps.DeleteFunc(got, func(_ string, n int64) bool { return n == 0 })
			if !maps.Equal(got, want) || sc.Lists.Open != want[duty.LightRed]+want[duty.LightAmber]+want[duty.LightBlue]+want[duty.LightGreen] {
				t.Errorf("%s: %+v, want %v", at, sc.Lists, want)
			}
			said := false
			for _, s := range sc.Says {
				said = said || s.Kind == overview.SayLists && s.N == want[duty.LightRed] && s.Slow == want[duty.LightAmber]
			}
			if said != (want[duty.LightRed]+want[duty.LightAmber] > 0) {
				t.Errorf("%s says %+v", at, sc.Says)
			}
		}
		if sc := must(w.room.Screen(w.sys, 0))(t); sc.Lists.Red != 1 || sc.Lists.Week != 1 {
			t.Errorf("%+v", sc.Lists)
		}
	})
}

// K3: as of a past day lights are what they were on that day, at each level; the share of red follows, and the records behind.
func TestK3LightsAsOfAPastDay(t *testing.T) {
	each(t, func(w *world) {
		w.night()
		first := kernel.DayOf(w.clock.Now())
		w.owes("龙村", 0, 1, 30)
		var days []map[string]map[string]int64
		for range 4 {
			day := map[string]map[string]int64{}
			for _, at := range []string{"县", "东乡", "西乡", "龙村"} {
				day[at] = w.lights(at)
			}
			days = append(days, day)
			w.night()
		}
		for n, day := range days {
			for at, want := range day {
				for _, light := range []string{duty.LightRed, duty.LightAmber, duty.LightBlue, duty.LightGreen} {
					got := must(w.figures.Get(w.sys, "duty_"+light, indicator.Ask{Place: w.places[at].ID, Period: "day", Day: first.Add(n)}))(t)
					if got.Value != fmt.Sprint(want[light]) {
						t.Errorf("%s on day %d, %s: %q, want %d", at, n, light, got.Value, want[light])
					}
					if p := got.Parts[0]; p.List != "duties" || p.Query["light"] != light {
						t.Errorf("behind it: %+v", p)
					}
				}
			}
		}
		share := must(w.figures.Get(w.sys, "duty_red_share", indicator.Ask{Place: w.places["东乡"].ID, Period: "day", Day: first.Add(2)}))(t)
		if share.Value != "66.7" || days[2]["东乡"][duty.LightRed] != 2 || share.Base != "3" {
			t.Errorf("%+v", share.Figure)
		}
	})
}
