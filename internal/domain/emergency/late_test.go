package emergency_test

import (
	"testing"
	"time"

	"touyan/internal/domain/emergency"
	"touyan/internal/kernel"
)

// lateCall is a call made at an instant and brought now.
func (w *world) lateCall(id kernel.ID, house, answer string, made int64, key string) (*emergency.CalledHouse, error) {
	n := emergency.NewHouseCall{HouseholdID: w.houses[house], Answer: answer, Made: made, ClientKey: key}
	if answer == emergency.Help {
		n.Needs, n.People, n.Note = []string{"bed"}, 1, "要抬下来"
	}
	return w.rooms.Call(w.as("龙组员", emergency.PermWork), id, n)
}

func TestB8CallsOfAPhoneWithoutANetworkAreTakenAfterTheEnd(t *testing.T) {
	each(t, func(w *world) {
		before := w.in(-time.Hour)
		e := w.flood()
		w.clock.Add(2 * time.Hour)
		made := w.in(0)
		w.clock.Add(time.Hour)
		if err := w.call("龙网格长", "龙一组乙", emergency.Help, "bed"); err != nil {
			t.Fatal(err)
		}
		w.clock.Add(20 * time.Hour) // over for eleven hours
		_, err := w.lateCall(e.ID, "龙一组甲", emergency.Help, 0, "now-11111")
		w.refused(err, "emergency_over")
		_, err = w.lateCall(e.ID, "龙一组甲", emergency.Help, e.Until, "end-11111")
		w.refused(err, "emergency_over")
		_, err = w.lateCall(e.ID, "龙一组甲", emergency.Help, before, "early-111")
		w.refused(err, "before_emergency")

		for range 2 { // sent again it is told the same
			got := must(w.lateCall(e.ID, "龙一组甲", emergency.Help, made, "late-1111"))(t)
			if !got.Late || got.Made != made || got.Answer != emergency.Help || got.Note != "要抬下来" {
				t.Fatalf("%+v", got)
			}
		}
		if got := must(w.lateCall(e.ID, "龙一组乙", emergency.Missed, made, "late-2222"))(t); got.Answer != emergency.Help || got.Late {
			t.Fatalf("what was known is newer: %+v", got)
		}
		list := must(w.rooms.Unseal(w.as("主任", emergency.PermUnseal), e.ID, "复盘"))(t)
		late := 0
		for _, h := range list {
			if h.Late {
				late++
			}
		}
		if len(list) != 2 || late != 1 {
			t.Fatalf("%+v", list)
		}

		w.clock.Add(62 * time.Hour) // 73 hours after the end
		_, err = w.lateCall(e.ID, "龙一组丙", emergency.Reached, made, "late-3333")
		w.refused(err, "emergency_too_late")
		w.clock.Add(40 * 24 * time.Hour)
		_, err = w.lateCall(e.ID, "龙一组丙", emergency.Reached, made, "late-4444")
		w.refused(err, "emergency_list_gone")
	})
}

func TestB8ReportsThatComeAfterTheEndAreTakenAsLate(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		w.clock.Add(90 * time.Minute)
		n := emergency.NewPlaceReport{PlaceID: w.places["龙村"].ID, Answers: map[string]any{"state": "calm"}, Made: w.in(0), ClientKey: "report-1"}
		w.clock.Add(10 * time.Minute)
		now := must(w.rooms.Get(w.sys, e.ID))(t)
		must(w.rooms.End(w.as("书记", emergency.PermApprove), e.ID, now.Rev, "雨停了"))(t)
		w.clock.Add(time.Minute)
		r := must(w.rooms.Report(w.as("龙网格长", emergency.PermWork), e.ID, n))(t)
		if !r.Late || r.Slot > n.Made || n.Made >= r.Slot+time.Hour.Milliseconds() {
			t.Fatalf("%+v", r)
		}
		hours := must(w.rooms.Hours(w.sys, e.ID, r.Slot))(t)
		if len(hours) != 1 || hours[0].In != 1 || hours[0].Late != 1 {
			t.Fatalf("%+v", hours)
		}
		n.ClientKey, n.Slot = "report-2", r.Slot+time.Hour.Milliseconds()
		_, err := w.rooms.Report(w.as("龙网格长", emergency.PermWork), e.ID, n)
		w.refused(err, "bad_value") // an hour that had not begun when it was made
	})
}

// While it runs a phone without a network brings what it wrote down hours ago: it counts for its hour, and takes the place of nothing
// that was written down since.
func TestB8WhatWasMadeEarlierTakesThePlaceOfNothingNewer(t *testing.T) {
	each(t, func(w *world) {
		e := w.flood()
		w.clock.Add(70 * time.Minute)
		early := w.in(0)
		w.clock.Add(20 * time.Minute)
		later := w.in(0)
		w.clock.Add(30 * time.Minute)
		if err := w.call("龙网格长", "龙一组甲", emergency.Help, "bed"); err != nil {
			t.Fatal(err)
		}
		w.clock.Add(time.Hour)
		got := must(w.lateCall(e.ID, "龙一组甲", emergency.Missed, early, "early-111"))(t)
		if got.Answer != emergency.Help || got.Late {
			t.Fatalf("%+v", got)
		}
		// Two phones that were both away: what was written down last stands, whichever comes first.
		must(w.lateCall(e.ID, "龙一组乙", emergency.Reached, later, "later-111"))(t)
		if got = must(w.lateCall(e.ID, "龙一组乙", emergency.Missed, early, "early-222"))(t); got.Answer != emergency.Reached || got.Late {
			t.Fatalf("%+v", got)
		}
		must(w.lateCall(e.ID, "龙一组丙", emergency.Missed, early, "early-333"))(t)
		if got = must(w.lateCall(e.ID, "龙一组丙", emergency.Reached, later, "later-222"))(t); got.Answer != emergency.Reached {
			t.Fatalf("%+v", got)
		}

		report := func(state string, made int64, key string) *emergency.PlaceReport {
			n := emergency.NewPlaceReport{PlaceID: w.places["龙村"].ID, Answers: map[string]any{"state": state}, Made: made, ClientKey: key}
			return must(w.rooms.Report(w.as("龙网格长", emergency.PermWork), e.ID, n))(t)
		}
		r := report("watch", later, "report-later")
		if r.Slot > later || later >= r.Slot+time.Hour.Milliseconds() || !r.Late {
			t.Fatalf("it speaks of the hour in which it was made: %+v", r)
		}
		if again := report("calm", r.Slot, "report-early"); again.Answers["state"] != "watch" {
			t.Fatalf("%+v", again)
		}
		if now := report("calm", 0, "report-now"); now.Slot <= r.Slot {
			t.Fatalf("%+v", now)
		}
	})
}
