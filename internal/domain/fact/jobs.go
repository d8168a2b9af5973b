package fact

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each morning the answers of households that ended by a sheet end, each night
// the counters are compared with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("fact.tidy", 5, 45, func(ctx context.Context) error {
		_, err := s.Tidy(ctx)
		return err
	})
	j.Daily("fact.recount", 3, 35, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the standing counters with the answers and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.d.Recount(ctx, county, measureTrait, fresh)
}
