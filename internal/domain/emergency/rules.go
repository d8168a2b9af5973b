package emergency

import (
	"strconv"
	"time"

	"touyan/internal/kernel"
)

// slotOf is the beginning of the time of so many minutes, counted from midnight, in which an instant lies.
func slotOf(at int64, minutes int) int64 {
	day := kernel.DayOf(time.UnixMilli(at)).Time().UnixMilli()
	every := int64(minutes) * time.Minute.Milliseconds()
	return day + (at-day)/every*every
}

// slotsOf are the times of an emergency as far as now, the newest first, at most so many.
func slotsOf(e *emergencyRow, now int64, most int) []int64 {
	last := min(now, e.UntilAt-1)
	every := int64(e.ReportMinutes) * time.Minute.Milliseconds()
	out := []int64{}
	for at := slotOf(last, e.ReportMinutes); at+every > e.BeginAt && len(out) < most; at -= every {
		out = append(out, at)
	}
	return out
}

// state tells where an emergency stands: by the clock and the calendar, whether or not anything ran.
func (r *emergencyRow) state(now time.Time) string {
	switch {
	case r.WipedAt != 0 || r.UntilAt <= now.UnixMilli() && r.DeleteDay <= kernel.DayOf(now):
		return Wiped
	case r.UntilAt <= now.UnixMilli():
		return Over
	}
	return Running
}

// taking decides on what was made at an instant (0: now) and is brought now: as of when it counts, and why not. While the emergency
// lasts everything is taken, as of when it was made within it; afterwards what was made before its end is taken for some hours, unless
// its list is deleted.
func (r *emergencyRow) taking(made int64, now time.Time, hours int) (at int64, err error) {
	over := strconv.FormatInt(r.UntilAt, 10)
	switch {
	case r.state(now) == Running:
		if made < r.BeginAt || made > now.UnixMilli() {
			made = now.UnixMilli()
		}
		return made, nil
	case made == 0 || made >= r.UntilAt:
		return 0, kernel.Conflict("emergency_over").With("at", over)
	case made < r.BeginAt:
		return 0, kernel.Conflict("before_emergency")
	case r.state(now) == Wiped:
		return 0, kernel.Conflict("emergency_list_gone")
	case now.UnixMilli() > r.UntilAt+int64(hours)*time.Hour.Milliseconds():
		return 0, kernel.Conflict("emergency_too_late").With("hours", strconv.Itoa(hours))
	}
	return made, nil
}

// last sets until when an emergency lasts, and with that the day of its deletion.
func (r *emergencyRow) last(until int64) {
	r.UntilAt, r.UntilDay = until, kernel.DayOf(time.UnixMilli(until))
	r.DeleteDay = r.UntilDay.Add(r.DeleteDays)
}

// inside tells whether a row with the stamp lies at one of some places of county, township or village.
func inside(s kernel.Stamp, at []kernel.Stamp, county kernel.ID) bool {
	for _, p := range at {
		level, id := p.Lowest(county)
		if s.At(level, county) == id {
			return true
		}
	}
	return false
}
