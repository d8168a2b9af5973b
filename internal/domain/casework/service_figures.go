package casework

import (
	"context"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Figures are the counters of days of a place: what came and what was closed.
type Figures struct {
	From     kernel.Day `json:"from"`
	To       kernel.Day `json:"to"`
	Reported int64      `json:"reported"`
	Closed   int64      `json:"closed"`
}

// Figures sums the counters of a place from the first day of a year up to a day of it. They lie where the place lay on each
// of those days, so a merger of this year leaves the figures of last year as they were.
func (s *Service) Figures(ctx context.Context, at kernel.ID, on kernel.Day) (Figures, error) {
	var out Figures
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		day, err := place.On(tx, on)
		if err != nil {
			return err
		}
		if day == "" {
			day = tx.Today()
		}
		out.From, out.To = day[:4]+"-01-01", day
		w := &conditions{}
		w.add("t.measure IN (?, ?)", "case.reported", "case.closed")
		w.add("t.day >= ?", out.From)
		w.add("t.day <= ?", out.To)
		if err := s.within(tx, w, "t", at); err != nil {
			return err
		}
		var sums []db.Sum
		err = tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY t.measure", w.args...)
		for _, m := range sums {
			if m.Measure == "case.closed" {
				out.Closed = m.N
			} else {
				out.Reported = m.N
			}
		}
		return err
	})
	return out, err
}
