package casework

import (
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// NoDue is stored where nothing is due.
const NoDue = noDue

// DueAt is the last instant of the n-th working day after the day; NoDue where n is 0, and where the calendar does not reach
// that far. For rooms that keep terms as cases do.
func DueAt(w Workdays, from kernel.Day, n int) int64 {
	due, _ := endOf(w, from.Time(), pack.Budget{Days: n})
	return due
}

// LightOf is the light of something open that is due at an instant and has been so since another: red when the time is over,
// amber on the last working day, blue two working days before or with a fifth of the time left, green before that.
func LightOf(w Workdays, now time.Time, open bool, due, since int64) string {
	return lightsOn(w, now, pack.DefaultLights).of(open, due, since)
}

// WorkdaysLeft counts the working days from tomorrow to the day on which something is due; 0 when that is today or past.
func WorkdaysLeft(w Workdays, now time.Time, due int64) int { return workdaysLeft(w, now, due) }
