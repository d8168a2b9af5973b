package field_test

import (
	"context"
	"math"
	"testing"
	"time"

	"touyan/internal/domain/field"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// seen is an operation of the tests alone: what reaches the rooms of its time and its day.
const seen = "seen"

// TestTimesOfAPhoneAreBroughtToOurClock: only how long ago something was entered is believed of a phone, and what it calls today.
func TestTimesOfAPhoneAreBroughtToOurClock(t *testing.T) {
	const hour, day = time.Hour, 24 * time.Hour
	each(t, func(w *world) {
		var got field.Op
		w.field.Take(field.Work{Kind: seen, Perm: field.PermSync, Do: func(_ context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
			got = op
			return field.Outcome{}, nil
		}})
		w.clock.Add(14*hour + 30*time.Minute) // half past eleven at night
		now := w.clock.Now()
		today := kernel.DayOf(now)
		p := w.phone(w.officer, "device-0001")
		for _, c := range []struct {
			name      string
			off       time.Duration // what the phone's clock is ahead
			unsaid    bool          // it does not say what its clock shows
			entered   int64         // by its clock
			day, want kernel.Day    // of which the operation speaks
			at        time.Time
		}{
			{name: "a right clock", entered: now.Add(-hour).UnixMilli(), day: today, want: today, at: now.Add(-hour)},
			{name: "a right clock, yesterday by hand", entered: now.UnixMilli(), day: today.Add(-1), want: today.Add(-1), at: now},
			{name: "a right clock, entered yesterday", entered: now.Add(-day).UnixMilli(), day: today.Add(-1), want: today.Add(-1), at: now.Add(-day)},
			{name: "an hour ahead: its today is our tomorrow", off: hour, entered: now.Add(hour).UnixMilli(), day: today.Add(1), want: today, at: now},
			{name: "an hour ahead, entered an hour ago", off: hour, entered: now.UnixMilli(), day: today, want: today, at: now.Add(-hour)},
			{name: "a day behind: its today is our yesterday", off: -day, entered: now.Add(-day).UnixMilli(), day: today.Add(-1), want: today, at: now},
			{name: "a day behind, a week ago by hand", off: -day, entered: now.Add(-day).UnixMilli(), day: today.Add(-7), want: today.Add(-7), at: now},
			{name: "a day behind, entered two days ago", off: -day, entered: now.Add(-3 * day).UnixMilli(), day: today.Add(-3), want: today.Add(-2), at: now.Add(-2 * day)},
			{name: "two minutes behind over midnight is no wrong clock", off: -2 * time.Minute, entered: now.Add(-2 * time.Minute).UnixMilli(), day: today, want: today, at: now},
			{name: "no clock sent, behind", unsaid: true, entered: now.Add(-day).UnixMilli(), day: today.Add(-1), want: today.Add(-1), at: now.Add(-day)},
			{name: "no clock sent, ahead", unsaid: true, entered: now.Add(day).UnixMilli(), day: today.Add(1), want: today, at: now},
			{name: "no clock sent, no time either", unsaid: true, day: today, want: today, at: now},
			{name: "1970: an empty battery", off: -now.Sub(time.UnixMilli(2 * hour.Milliseconds())), entered: hour.Milliseconds(), day: "1970-01-01", want: today, at: now.Add(-hour)},
			{name: "1970 when it was entered, right since", entered: hour.Milliseconds(), day: "1970-01-01", want: today, at: now},
			{name: "before 1970", off: -80 * 365 * day, entered: now.Add(-80 * 365 * day).UnixMilli(), day: today, want: today, at: now},
			{name: "the end of time", entered: math.MaxInt64, day: "9999-12-31", want: today, at: now},
			{name: "the beginning of time", entered: math.MinInt64, day: "", want: "", at: now},
			{name: "no day at all", entered: now.UnixMilli(), day: "2026-02-30", want: "2026-02-30", at: now},
		} {
			op := p.op(seen, "", map[string]any{"day": string(c.day)})
			op.At = c.entered
			clock := now.Add(c.off).UnixMilli()
			if c.unsaid {
				clock = 0
			}
			a := must(w.field.PushBy(w.as(w.officer), p.id, clock, []field.Op{op}))(t)[0]
			if a.State != field.Done {
				t.Errorf("%s: %+v", c.name, a)
				continue
			}
			if got.At != c.at.UnixMilli() || got.Body["day"] != string(c.want) {
				t.Errorf("%s: entered at %s on %v, want %s on %s", c.name, time.UnixMilli(got.At).In(kernel.Zone), got.Body["day"], c.at, c.want)
			}
			if op.Body["day"] != string(c.day) {
				t.Errorf("%s: what the phone sent was changed", c.name)
			}
		}
	})
}

// TestAVisitOfAPhoneWithAWrongClockIsTaken: it was refused for its day, which nobody could mend on the phone any more.
func TestAVisitOfAPhoneWithAWrongClockIsTaken(t *testing.T) {
	each(t, func(w *world) {
		w.clock.Add(14*time.Hour + 30*time.Minute)
		now := w.clock.Now()
		today := kernel.DayOf(now)
		p := w.phone(w.officer, "device-0001")
		for _, off := range []time.Duration{time.Hour, 400 * 24 * time.Hour, -24 * time.Hour} {
			var ops []field.Op
			for range 5 { // enough to be entered together
				h := w.house("一组", "李甲")
				op := p.op("visit", "", map[string]any{"type": "home", "household_id": h.ID.String(), "result": "away", "day": string(kernel.DayOf(now.Add(off)))})
				op.At = now.Add(off).UnixMilli()
				ops = append(ops, op)
			}
			h := w.house("一组", "李乙")
			change := p.fact(h.ID, "", "water", 0, "well")
			change.At, change.Body["day"] = now.Add(off).UnixMilli(), string(kernel.DayOf(now.Add(off)))
			ops = append(ops, change)
			for range 2 { // sent again it is told the same
				for i, a := range must(w.field.PushBy(w.as(w.officer), p.id, now.Add(off).UnixMilli(), ops))(t) {
					if a.State != field.Done {
						t.Fatalf("%s, %d: %+v", off, i, a)
					}
				}
			}
		}
		list, _, err := w.rooms.Visit.List(w.sys, visit.Filter{}, kernel.Page{Limit: 100})
		if err != nil || len(list) != 15 {
			t.Fatalf("%d visits, %v", len(list), err)
		}
		for _, v := range list {
			if v.Day != today {
				t.Errorf("%s of a visit of today", v.Day)
			}
		}
	})
}

// TestWhatWaitsKeepsItsTime: an operation that is held is carried out as of when it was entered, by our clock; the same on a file that
// somebody brings in is not ahead either.
func TestWhatWaitsKeepsItsTime(t *testing.T) {
	each(t, func(w *world) {
		var got []int64
		w.field.Take(field.Work{Kind: seen, Perm: field.PermSync, Do: func(_ context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
			got = append(got, op.At)
			return field.Outcome{}, nil
		}})
		now := w.clock.Now()
		p := w.phone(w.officer, "device-0001")
		clock := now.Add(time.Hour).UnixMilli()
		first := p.op(seen, "", nil)
		second := p.op(seen, first.Key, nil)
		first.At, second.At = clock-60_000, clock-30_000
		if a := must(w.field.PushBy(w.as(w.officer), p.id, clock, []field.Op{second}))(t)[0]; a.State != field.Held {
			t.Fatalf("%+v", a)
		}
		w.clock.Add(2 * time.Hour)
		must(w.field.PushBy(w.as(w.officer), p.id, clock+2*time.Hour.Milliseconds(), []field.Op{first}))(t)
		if len(got) != 2 || got[0] != now.UnixMilli()-60_000 || got[1] != now.UnixMilli()-30_000 {
			t.Fatalf("%v, at %d", got, now.UnixMilli())
		}
		ahead := p.op(seen, "", nil)
		ahead.At = w.clock.Now().Add(24 * time.Hour).UnixMilli()
		must(w.field.Bring(w.as(w.somebody("文书", "东镇", 903)), []field.Op{ahead}))(t)
		if got[2] != w.clock.Now().UnixMilli() {
			t.Fatal("a file brought something from tomorrow")
		}
	})
}
