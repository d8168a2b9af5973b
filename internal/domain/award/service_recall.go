package award

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// PastHonour is an honour that was won before the program was there.
type PastHonour struct {
	Scheme    string
	SubjectID kernel.ID
	Band      string
	Won       kernel.Day
}

// Recall enters honours that were won before the program was there; one that is there already stays as it is.
func (s *Service) Recall(ctx context.Context, list []PastHonour) error {
	return s.db.Write(ctx, "award.recall", func(tx *db.WriteTx) error {
		for _, p := range list {
			a, err := s.scheme(p.Scheme, tx.Today())
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(a.Bands, func(b pack.AwardBand) bool { return b.ID == p.Band }) || p.Won > tx.Today() {
				return kernel.Invalid("band", "bad_value")
			}
			there, err := honoursBy(tx.ReadTx, "h.subject = ? AND h.subject_id = ? AND h.scheme = ? AND h.won_day = ?", a.Subject, p.SubjectID, a.ID, p.Won)
			if err != nil {
				return err
			}
			if len(there) > 0 {
				continue
			}
			if err := s.enterHonour(tx, a, past{id: p.SubjectID, band: p.Band, day: p.Won}); err != nil {
				return err
			}
		}
		return nil
	})
}
