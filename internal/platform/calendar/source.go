package calendar

import (
	"strconv"
	"time"

	"touyan/internal/kernel"
)

// Of makes a calendar of the years whose decree is known and the days that differ from plain weekends: true for a holiday,
// false for a weekend day that is worked.
func Of(years []int, free map[kernel.Day]bool) *Calendar {
	c := &Calendar{free: free, years: map[string]bool{}}
	for _, y := range years {
		c.years[strconv.Itoa(y)] = true
	}
	return c
}

// Live is the calendar that holds now: where it comes from may change while the program runs.
type Live func() *Calendar

// IsWorkday asks the calendar that holds now.
func (l Live) IsWorkday(day kernel.Day) (bool, error) { return l().IsWorkday(day) }

// AddWorkdays asks the calendar that holds now.
func (l Live) AddWorkdays(from time.Time, n int) (time.Time, error) { return l().AddWorkdays(from, n) }

// WorkdaysBetween asks the calendar that holds now.
func (l Live) WorkdaysBetween(a, b kernel.Day) (int, error) { return l().WorkdaysBetween(a, b) }
