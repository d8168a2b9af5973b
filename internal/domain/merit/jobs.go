package merit

import (
	"context"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: points follow households that split or were merged, where nobody touched the pool
// since; each night the counter of what is left is compared with the ledger.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("merit.follow", time.Minute, func(ctx context.Context) error {
		_, err := s.FollowAll(ctx)
		return err
	})
	j.Daily("merit.recount", 3, 28, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares what is counted as left in pools with the balances of their accounts and returns where they part; each is logged,
// none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.db.Recount(ctx, county, measureLeft, countLeft)
}
