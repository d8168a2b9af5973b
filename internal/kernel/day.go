package kernel

import (
	"time"
)

// Zone is the civil time of the People's Republic: one zone, no summer time since 1992. It is built in so that a machine
// without a zone database, or set to another zone, reckons the same days.
var Zone = time.FixedZone("CST", 8*3600)

// Day is a civil date `YYYY-MM-DD` in Zone. Its text order is its time order, so it is compared with < and stored as text.
type Day string

// EndOfTime is the last day of what has no end yet.
const EndOfTime Day = "9999-12-31"

// ParseDay reads `YYYY-MM-DD`.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", Invalid("day", "bad_day").With("value", s)
	}
	return Day(s), nil
}

// DayOf is the civil day of an instant.
func DayOf(t time.Time) Day { return Day(t.In(Zone).Format(time.DateOnly)) }

// Time is the first instant of the day.
func (d Day) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Add moves by n days.
func (d Day) Add(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// Span is a run of days, both ends included.
type Span struct{ From, To Day }

// Has tells whether the day lies in the span.
func (s Span) Has(d Day) bool { return s.From <= d && d <= s.To }

// Overlaps tells whether the spans share a day.
func (s Span) Overlaps(o Span) bool { return s.From <= o.To && o.From <= s.To }

// Valid tells whether both ends are dates in order.
func (s Span) Valid() bool {
	_, e1 := ParseDay(string(s.From))
	_, e2 := ParseDay(string(s.To))
	return e1 == nil && e2 == nil && s.From <= s.To
}
