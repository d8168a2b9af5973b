package duty

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each morning what comes round opens, and who owes or watches over what is
// due is told; each night the counter is compared with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("duty.morning", 5, 30, func(ctx context.Context) error {
		if _, err := s.Open(ctx); err != nil {
			return err
		}
		_, err := s.Remind(ctx)
		return err
	})
	j.Daily("duty.recount", 3, 20, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the standing counter with the items and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.db.Recount(ctx, county, measureOpen, countOpen)
}
