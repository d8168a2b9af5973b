package asset

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each night the counters are compared with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("asset.recount", 3, 32, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the counters with the assets and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.db.Recount(ctx, county, measure, fresh)
}
