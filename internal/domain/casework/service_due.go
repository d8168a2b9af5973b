package casework

import (
	"context"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	dayMillis = 24 * 3600 * 1000
	zoneShift = 8 * 3600 * 1000 // days are counted in Beijing time, which knows no summer time
	maxDue    = 100             // days of one look at the calendar
)

// due narrows to what is open and due on days of a span, along the index of what is due.
func (w *conditions) due(s kernel.Span) error {
	if s == (kernel.Span{}) {
		return nil
	}
	if s.From == "" || s.To == "" || !s.Valid() || s.To > s.From.Add(maxDue) {
		return kernel.Invalid("from", "bad_span")
	}
	w.add("c.open AND c.due >= ? AND c.due < ?", s.From.Time().UnixMilli(), s.To.Add(1).Time().UnixMilli())
	return nil
}

// ended tells whether a filter asks for cases by the day on which they were closed.
func (f Filter) ended() bool { return f.Ended != (kernel.Span{}) || f.EndedIn != "" }

// days narrows to the unit that has cases, and to the days on which they came and on which they were closed.
func (w *conditions) days(f Filter, today kernel.Day) error {
	for field, d := range map[string]kernel.Day{"came_from": f.Came.From, "came_to": f.Came.To, "ended_from": f.Ended.From, "ended_to": f.Ended.To, "event_from": f.Happened.From, "event_to": f.Happened.To} {
		if _, err := kernel.ParseDay(string(d)); d != "" && err != nil {
			return kernel.Invalid(field, "bad_day").With("value", string(d))
		}
	}
	if f.Unit != 0 && f.Event == "" {
		w.add("c.body_id = ?", f.Unit)
	}
	if f.Came.From != "" {
		w.add("c.at >= ?", f.Came.From.Time().UnixMilli())
	}
	if f.Came.To != "" {
		w.add("c.at < ?", f.Came.To.Add(1).Time().UnixMilli())
	}
	if f.Older > 0 {
		w.add("c.at < ?", today.Add(-f.Older).Time().UnixMilli())
	}
	if !f.ended() {
		return nil
	}
	w.add("c.ended_day <> ''")
	if f.Ended.From != "" {
		w.add("c.ended_day >= ?", f.Ended.From)
	}
	if f.Ended.To != "" {
		w.add("c.ended_day <= ?", f.Ended.To)
	}
	if f.EndedIn != "" {
		w.add("c.ended_late = ?", f.EndedIn == EndedLate)
	}
	return nil
}

// DueDays counts the open cases of a work list by the day on which they are due.
func (s *Service) DueDays(ctx context.Context, f Filter) ([]DueDay, error) {
	out := []DueDay{}
	if f.Due == (kernel.Span{}) {
		return nil, kernel.Invalid("from", "bad_span")
	}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		w, err := s.where(tx, f)
		if err != nil {
			return err
		}
		var rows []struct {
			N     int   `bun:"n"`
			First int64 `bun:"first_due"`
		}
		err = tx.Select(&rows, "SELECT COUNT(*) AS n, MIN(c.due) AS first_due FROM {case c} WHERE "+w.String()+" GROUP BY (c.due + ?) / ? ORDER BY MIN(c.due)",
			append(w.args, zoneShift, dayMillis)...)
		for _, r := range rows {
			out = append(out, DueDay{Day: kernel.DayOf(time.UnixMilli(r.First)), N: r.N, Late: r.First < tx.Now().UnixMilli()})
		}
		return err
	})
	return out, err
}
