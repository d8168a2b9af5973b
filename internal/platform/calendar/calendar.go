// Package calendar counts working days by the State Council's calendar: weekends are free, holidays are free, and some
// weekends are worked for them. The start day is never counted, and a term ends with its last day at 24:00 (民法典 201, 203).
package calendar

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"time"

	"touyan/internal/kernel"
)

// maxDays bounds a term; a longer one is a mistake.
const maxDays = 3650

// Calendar knows the exceptions to plain weekends, and for which years it has them.
type Calendar struct {
	free  map[kernel.Day]bool // true: holiday, false: worked weekend
	years map[string]bool
}

// Load reads `date,kind,name,source` with kind holiday or workday. A year counts as known when its New Year's Day stands
// in it: each yearly decree names that day.
func Load(data []byte) (*Calendar, error) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], []string{"date", "kind", "name", "source"}) {
		return nil, fmt.Errorf("calendar: the first line must be date,kind,name,source")
	}
	c := &Calendar{free: map[kernel.Day]bool{}, years: map[string]bool{}}
	for i, row := range rows[1:] {
		if err := c.add(row[0], row[1]); err != nil {
			return nil, fmt.Errorf("calendar: line %d: %w", i+2, err)
		}
	}
	return c, nil
}

func (c *Calendar) add(date, kind string) error {
	day, err := kernel.ParseDay(date)
	if err != nil {
		return err
	}
	if _, twice := c.free[day]; twice {
		return fmt.Errorf("%s stands here twice", day)
	}
	switch {
	case kind != "holiday" && kind != "workday":
		return fmt.Errorf("kind %q: want holiday or workday", kind)
	case kind == "workday" && !weekend(day):
		return fmt.Errorf("%s is no weekend, so it is a working day already", day)
	}
	c.free[day] = kind == "holiday"
	if date[4:] == "-01-01" {
		c.years[date[:4]] = true
	}
	return nil
}

func weekend(day kernel.Day) bool {
	w := day.Time().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// IsWorkday tells whether the day is worked. For a year that the calendar does not have, the answer goes by plain weekends
// and an error of code calendar_year_missing says so.
func (c *Calendar) IsWorkday(day kernel.Day) (bool, error) {
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return false, err
	}
	if !c.years[string(day[:4])] {
		return !weekend(day), kernel.Unavailable("calendar_year_missing").With("year", string(day[:4]))
	}
	if free, ok := c.free[day]; ok {
		return !free, nil
	}
	return !weekend(day), nil
}

// AddWorkdays is the end of the n-th working day after the day of from: its 24:00, which is 0:00 of the next day. With n = 0
// it is the end of that day itself, or of the first working day after it. Where a year is missing the instant goes by
// plain weekends and comes together with the error, so that a caller may go on with it and say so.
func (c *Calendar) AddWorkdays(from time.Time, n int) (time.Time, error) {
	if n < 0 || n > maxDays {
		return time.Time{}, kernel.Invalid("days", "bad_days").With("value", strconv.Itoa(n))
	}
	day := kernel.DayOf(from)
	works, missing := c.IsWorkday(day)
	for left := n; left > 0 || !works; {
		day = day.Add(1)
		var err error
		if works, err = c.IsWorkday(day); err != nil && missing == nil {
			missing = err
		}
		if works && left > 0 {
			left--
		}
	}
	return day.Add(1).Time(), missing
}

// WorkdaysBetween counts the working days after the day a, up to and with the day b; below zero where b lies before a. A
// missing year is counted by plain weekends and told by the error.
func (c *Calendar) WorkdaysBetween(a, b kernel.Day) (int, error) {
	if !(kernel.Span{From: min(a, b), To: max(a, b)}).Valid() {
		return 0, kernel.Invalid("day", "bad_day").With("value", string(a)+" "+string(b))
	}
	if b < a {
		n, err := c.WorkdaysBetween(b, a)
		return -n, err
	}
	if b.Time().Sub(a.Time()) > 2*maxDays*24*time.Hour {
		return 0, kernel.Invalid("day", "bad_days").With("value", string(a)+" "+string(b))
	}
	n := 0
	var missing error
	for day := a.Add(1); day <= b; day = day.Add(1) {
		works, err := c.IsWorkday(day)
		if err != nil && missing == nil {
			missing = err
		}
		if works {
			n++
		}
	}
	return n, missing
}
