package duty

import (
	"fmt"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// Workdays tells which days are worked. For a year that it does not know it answers by plain weekends and says so by the error.
type Workdays interface {
	IsWorkday(day kernel.Day) (bool, error)
}

// occasion is one cycle of what comes round: open from its first day, due on its due day.
type occasion struct {
	key       string
	from, due kernel.Day
	skipped   bool       // its day is a holiday, and the rule leaves such cycles out
	next      kernel.Day // the first day of the cycle after it
}

// occasionAt is the cycle in which a day lies. Cycles follow each other without a gap, and each has a key of its own.
func occasionAt(c pack.Cycle, day kernel.Day, days Workdays) occasion {
	t := day.Time()
	y, m, _ := t.Date()
	first := func(y int, m time.Month) kernel.Day {
		return kernel.DayOf(time.Date(y, m, 1, 0, 0, 0, 0, kernel.Zone))
	}
	var o occasion
	switch c.Every {
	case pack.EveryDay:
		o.from, o.next, o.key = day, day.Add(1), string(day)
	case pack.EveryWeek:
		o.from = day.Add(-(int(t.Weekday()) + 6) % 7)
		o.next = o.from.Add(7)
		yy, ww := o.from.Time().ISOWeek()
		o.key = fmt.Sprintf("%d-W%02d", yy, ww)
	case pack.EveryMonth:
		o.from, o.next = first(y, m), first(y, m+1)
		o.key = string(o.from[:7])
	case pack.EveryQuarter:
		q := (m - 1) / 3
		o.from, o.next = first(y, q*3+1), first(y, q*3+4)
		o.key = fmt.Sprintf("%d-Q%d", y, q+1)
	default:
		o.from, o.next = first(y, 1), first(y+1, 1)
		o.key = fmt.Sprint(y)
	}
	o.due = dueIn(c, o.from, o.next)
	o.due, o.skipped = worked(c.Holiday, o.due, days)
	return o
}

// dueIn is the day of a cycle on which it is due.
func dueIn(c pack.Cycle, from, next kernel.Day) kernel.Day {
	last := next.Add(-1)
	if c.Weekday > 0 {
		for d := last; d >= from; d = d.Add(-1) {
			if (int(d.Time().Weekday())+6)%7+1 == c.Weekday {
				return d
			}
		}
	}
	if c.Due == 0 {
		return last
	}
	return min(from.Add(c.Due-1), last)
}

// maxFree bounds the search for a working day; no run of holidays is so long.
const maxFree = 31

// worked moves a day that is not worked as the rule says, or leaves its cycle out.
func worked(rule string, day kernel.Day, days Workdays) (kernel.Day, bool) {
	works := func(d kernel.Day) bool {
		ok, _ := days.IsWorkday(d) // without its calendar a year goes by plain weekends
		return ok
	}
	if rule == "" || rule == pack.HolidayKeep || works(day) {
		return day, false
	}
	step := 1
	switch rule {
	case pack.HolidaySkip:
		return day, true
	case pack.HolidayBefore:
		step = -1
	}
	d := day
	for range maxFree {
		if d = d.Add(step); works(d) {
			return d, false
		}
	}
	return day, false
}

// opened lists the cycles that open from a day up to today, and the day on which the next one opens. Whoever calls it day by
// day, or once after a month, opens the same ones.
func opened(c pack.Cycle, next, today, last kernel.Day, days Workdays) (list []occasion, then kernel.Day) {
	for next <= today && next <= last {
		o := occasionAt(c, next, days)
		next = o.next
		if !o.skipped {
			list = append(list, o)
		}
	}
	if next > last {
		next = kernel.EndOfTime
	}
	return list, next
}
