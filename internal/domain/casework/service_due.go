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
