package casework

import (
	"errors"
	"slices"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// The units of a budget: what is left of one given in days is days, of one given in hours milliseconds.
const hour = int64(time.Hour / time.Millisecond)

// endOf is the last instant of a budget that begins at from; noDue for none. Where the calendar lacks a year that the answer
// hangs on, the answer is noDue with the calendar's error: a deadline is known or it is not, never guessed.
func endOf(w Workdays, from time.Time, b pack.Budget) (int64, error) {
	switch {
	case b.Last() != "":
		return b.Last().Add(1).Time().UnixMilli() - 1, nil
	case b.Hours > 0:
		return endOfHours(w, from, int64(b.Hours)*hour, b.Working())
	case b.Of == pack.OfPlain:
		return kernel.DayOf(from).Add(b.Days+1).Time().UnixMilli() - 1, nil
	case b.Days > 0:
		return endOfDays(w, from, b.Days, b.Working())
	}
	return noDue, nil
}

// endOfDays is the end of the n-th day after from: of a working day, or of the first working day not before it (民法典 203).
func endOfDays(w Workdays, from time.Time, n int, working bool) (int64, error) {
	if !working {
		from, n = kernel.DayOf(from).Add(n).Time(), 0
	}
	end, err := w.AddWorkdays(from, n)
	if err != nil {
		return noDue, err
	}
	return end.UnixMilli() - 1, nil
}

// endOfHours counts hours of the clock, on working days all 24 of each.
func endOfHours(w Workdays, from time.Time, ms int64, working bool) (int64, error) {
	if !working {
		return from.UnixMilli() + ms, nil
	}
	if ms <= 0 { // the clock stopped at the very end
		return from.UnixMilli(), nil
	}
	at := from
	for {
		day := kernel.DayOf(at)
		midnight := day.Add(1).Time()
		works, err := w.IsWorkday(day)
		if err != nil {
			return noDue, err
		}
		if room := midnight.UnixMilli() - at.UnixMilli(); works && ms <= room {
			return at.UnixMilli() + ms, nil
		} else if works {
			ms -= room
		}
		at = midnight
	}
}

// leftOf is what is left at now of a budget that ends at due.
func leftOf(w Workdays, now time.Time, due int64, b pack.Budget) (int64, error) {
	end := time.UnixMilli(due)
	switch {
	case b.Hours > 0 && !b.Working():
		return due - now.UnixMilli(), nil
	case b.Hours > 0:
		ms := int64(0)
		for at := now; at.Before(end); at = kernel.DayOf(at).Add(1).Time() {
			works, err := w.IsWorkday(kernel.DayOf(at))
			if err != nil {
				return 0, err
			}
			if works {
				ms += min(due, kernel.DayOf(at).Add(1).Time().UnixMilli()) - at.UnixMilli()
			}
		}
		return ms, nil
	case b.Working():
		n, err := w.WorkdaysBetween(kernel.DayOf(now), kernel.DayOf(end))
		return int64(n), err
	}
	return int64(kernel.DayOf(end).Time().Sub(kernel.DayOf(now).Time()) / (24 * time.Hour)), nil
}

// goOn is when a budget ends of which so much was left when its clock stopped, if the clock runs again from now on.
func goOn(w Workdays, now time.Time, left int64, b pack.Budget) (int64, error) {
	if b.Hours > 0 {
		return endOfHours(w, now, left, b.Working())
	}
	if b.Of == pack.OfPlain {
		return kernel.DayOf(now).Add(int(left)+1).Time().UnixMilli() - 1, nil
	}
	return endOfDays(w, now, int(left), b.Working())
}

// reckon is when the time of a state is over: its budget from the day it was entered, with all that its ledger says.
func reckon(w Workdays, since int64, b, extension pack.Budget, ledger []timeRow) (int64, error) {
	due, err := endOf(w, time.UnixMilli(since), b)
	for _, e := range ledger {
		switch {
		case err != nil && e.Kind != timePause:
			return noDue, err
		case e.Kind == timePause && e.Until == 0:
			return noDue, nil
		case e.Kind == timePause:
			due, err = goOn(w, time.UnixMilli(e.Until), e.Remains, b)
		case e.Decision == decisionGranted:
			due, err = endOfDays(w, time.UnixMilli(max(due, e.Until)), e.Days, extension.Working())
		}
	}
	return due, err
}

// moment is when a rung is reached.
type moment struct {
	at   int64
	rung pack.Rung
}

// moments are the rungs of a state that is due, in the order of time. A rung that would lie before the state was entered,
// or in a year without a calendar, is none.
func moments(w Workdays, rungs []pack.Rung, since, due int64) []moment {
	if due >= noDue {
		return nil
	}
	var out []moment
	for _, r := range rungs {
		at, err := reached(w, r, due)
		if err == nil && at > since && at < noDue {
			out = append(out, moment{at, r})
		}
	}
	slices.SortStableFunc(out, func(a, b moment) int {
		if a.at < b.at {
			return -1
		}
		return int(min(1, a.at-b.at))
	})
	return out
}

// reached is when a rung is reached: so long before the time is over (a rung of days at 0:00 of its day), right after it, or
// so long after.
func reached(w Workdays, r pack.Rung, due int64) (int64, error) {
	switch {
	case r.After.Set():
		at, err := endOf(w, time.UnixMilli(due), r.After)
		return at + 1, err
	case r.Before.Hours > 0:
		return due - int64(r.Before.Hours)*hour, nil
	case r.Before.Days > 0:
		day := kernel.DayOf(time.UnixMilli(due))
		for left := r.Before.Days; left > 0; {
			day = day.Add(-1)
			works := true
			if r.Before.Working() {
				var err error
				if works, err = w.IsWorkday(day); err != nil {
					return noDue, err
				}
			}
			if works {
				left--
			}
		}
		return day.Time().UnixMilli(), nil
	}
	return due + 1, nil
}

// cut is a stamp as far down as a level: that of the offices which a rung tells.
func cut(s kernel.Stamp, l kernel.Level) kernel.Stamp {
	cols := []*kernel.ID{&s.TownshipID, &s.VillageID, &s.GroupID, &s.MicroID}
	for i, col := range cols {
		if kernel.LevelTownship+kernel.Level(i) > l {
			*col = 0
		}
	}
	s.BodyID = 0
	return s
}

// missingYear is the year that an error of the calendar names; empty for none.
func missingYear(err error) string {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Code != "calendar_year_missing" {
		return ""
	}
	return e.Args["year"]
}
