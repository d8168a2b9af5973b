package merit

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// trendMonths is how many months a trend tells.
const trendMonths = 12

// Trend is what was given and what was redeemed in each of the last months: of the village as a whole, never of a household.
func (s *Service) Trend(ctx context.Context, id kernel.ID) ([]Month, error) {
	var out []Month
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &poolRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		first := kernel.Day(string(tx.Today())[:8] + "01").Time()
		var given, spent int64
		for i := range trendMonths + 1 {
			from := first.AddDate(0, i-trendMonths, 0)
			to := min(kernel.DayOf(from.AddDate(0, 1, -1)), tx.Today())
			g, err := ledger.BalanceOn(tx, r.SourceID, to)
			if err != nil {
				return err
			}
			sp, err := ledger.BalanceOn(tx, r.SpentID, to)
			if err != nil {
				return err
			}
			if i > 0 {
				out = append(out, Month{Month: string(to)[:7], Given: given - g, Spent: sp - spent})
			}
			given, spent = g, sp
		}
		return nil
	})
	return out, err
}
