package duty

import (
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

func workdays(t testing.TB) *calendar.Calendar {
	p, err := pack.Load(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	return p.Calendar()
}

// TestProgressFollowsFromTheParts: it lies between the least and the most of them, is full only when all are, and never falls
// when one of them rises.
func TestProgressFollowsFromTheParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := make([]part, rapid.IntRange(1, 40).Draw(t, "n"))
		least, most, full := Full, 0, true
		for i := range parts {
			parts[i] = part{rapid.IntRange(1, maxWeight).Draw(t, "weight"), rapid.IntRange(0, Full).Draw(t, "progress")}
			least, most = min(least, parts[i].progress), max(most, parts[i].progress)
			full = full && parts[i].progress == Full
		}
		got := rollUp(parts)
		if got < least || got > most || (got == Full) != full {
			t.Fatalf("%v gives %d", parts, got)
		}
		i := rapid.IntRange(0, len(parts)-1).Draw(t, "which")
		parts[i].progress = rapid.IntRange(parts[i].progress, Full).Draw(t, "risen")
		if after := rollUp(parts); after < got {
			t.Fatalf("one part rose, and the whole fell from %d to %d", got, after)
		}
	})
}

func drawCycle(t *rapid.T) pack.Cycle {
	return pack.Cycle{
		Every:   rapid.SampledFrom([]string{pack.EveryDay, pack.EveryWeek, pack.EveryMonth, pack.EveryQuarter, pack.EveryYear}).Draw(t, "every"),
		Due:     rapid.IntRange(0, 40).Draw(t, "due"),
		Holiday: rapid.SampledFrom([]string{"", pack.HolidayKeep, pack.HolidayBefore, pack.HolidayAfter, pack.HolidaySkip}).Draw(t, "holiday"),
	}
}

// TestNoCycleIsLostOrDoubled: whenever the program runs, and however long it was down, the same cycles open, each once, and they
// follow each other without a gap.
func TestNoCycleIsLostOrDoubled(t *testing.T) {
	days := workdays(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCycle(t)
		first := kernel.Day("2025-01-01").Add(rapid.IntRange(0, 400).Draw(t, "first"))
		last := kernel.EndOfTime
		if rapid.Bool().Draw(t, "ends") {
			last = first.Add(rapid.IntRange(0, 500).Draw(t, "length"))
		}
		today, next := first, first
		var got []occasion
		for range rapid.IntRange(1, 12).Draw(t, "runs") {
			list, then := opened(c, next, today, last, days)
			got, next = append(got, list...), then
			today = today.Add(rapid.IntRange(0, 90).Draw(t, "down"))
		}
		list, _ := opened(c, next, today, last, days)
		got = append(got, list...)
		var want []occasion
		for d := first; d <= today && d <= last; d = d.Add(1) {
			o := occasionAt(c, d, days)
			if (len(want) == 0 || want[len(want)-1].key != o.key) && !o.skipped {
				want = append(want, o)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%+v from %s to %s opened %d cycles, want %d", c, first, today, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("cycle %d is %+v, want %+v", i, got[i], want[i])
			}
		}
	})
}

func TestADayLiesInItsCycle(t *testing.T) {
	days := workdays(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCycle(t)
		day := kernel.Day("2025-01-01").Add(rapid.IntRange(0, 700).Draw(t, "day"))
		o := occasionAt(c, day, days)
		if day < o.from || day >= o.next || occasionAt(c, o.next, days).from != o.next || occasionAt(c, o.next.Add(-1), days).key != o.key {
			t.Fatalf("%s lies in %+v", day, o)
		}
	})
}

func TestDueDaysAndHolidays(t *testing.T) {
	days := workdays(t)
	for _, x := range []struct {
		what    string
		c       pack.Cycle
		day     kernel.Day
		key     string
		due     kernel.Day
		skipped bool
	}{
		{"Friday of a week", pack.Cycle{Every: pack.EveryWeek, Due: 5}, "2026-11-18", "2026-W47", "2026-11-20", false},
		{"last day of February", pack.Cycle{Every: pack.EveryMonth}, "2026-02-10", "2026-02", "2026-02-28", false},
		{"day 31 of a short month", pack.Cycle{Every: pack.EveryMonth, Due: 31}, "2026-04-10", "2026-04", "2026-04-30", false},
		{"last Friday", pack.Cycle{Every: pack.EveryMonth, Weekday: 5}, "2026-11-02", "2026-11", "2026-11-27", false},
		{"quarter", pack.Cycle{Every: pack.EveryQuarter}, "2026-11-02", "2026-Q4", "2026-12-31", false},
		{"year", pack.Cycle{Every: pack.EveryYear, Due: 1}, "2026-11-02", "2026", "2026-01-01", false},
		{"National Day moved on", pack.Cycle{Every: pack.EveryMonth, Due: 1, Holiday: pack.HolidayAfter}, "2026-10-20", "2026-10", "2026-10-08", false},
		{"New Year moved back", pack.Cycle{Every: pack.EveryYear, Due: 1, Holiday: pack.HolidayBefore}, "2026-10-20", "2026", "2025-12-31", false},
		{"a Sunday left out", pack.Cycle{Every: pack.EveryDay, Holiday: pack.HolidaySkip}, "2026-11-22", "2026-11-22", "2026-11-22", true},
		{"a worked Saturday", pack.Cycle{Every: pack.EveryDay, Holiday: pack.HolidaySkip}, "2026-10-10", "2026-10-10", "2026-10-10", false},
	} {
		o := occasionAt(x.c, x.day, days)
		if o.key != x.key || o.due != x.due || o.skipped != x.skipped {
			t.Errorf("%s: %+v", x.what, o)
		}
	}
}

func TestLightsFollowPlanFactAndDay(t *testing.T) {
	item := func(progress int) plan {
		return plan{open: true, from: "2026-11-01", due: "2026-11-30", progress: progress}
	}
	done := item(Full)
	done.done = true
	closed := item(0)
	closed.open = false
	for _, x := range []struct {
		what  string
		p     plan
		today kernel.Day
		want  string
	}{
		{"begun", item(0), "2026-11-01", LightGreen},
		{"within what it may lag", item(0), "2026-11-10", LightGreen},
		{"lags more than 300 per mille", item(0), "2026-11-11", LightAmber},
		{"on its way", item(500), "2026-11-20", LightGreen},
		{"a fifth of the time is left", item(900), "2026-11-25", LightBlue},
		{"one day before that", item(900), "2026-11-24", LightGreen},
		{"the day itself is left", item(900), "2026-11-30", LightBlue},
		{"past", item(999), "2026-12-01", LightRed},
		{"reported, waits for review", done, "2026-11-30", LightGreen},
		{"written off", closed, "2026-12-30", ""},
	} {
		if got := light(x.p, 20, 300, x.today); got != x.want {
			t.Errorf("%s: %q, want %q", x.what, got, x.want)
		}
	}
}

func TestPathsReadAsNumbers(t *testing.T) {
	if got := pathNo(childPath(childPath("", 12), 3)); got != "12.3" {
		t.Error(got)
	}
}
