package link

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each morning links of members who left their group end, each night the
// counters are compared with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("link.tidy", 5, 40, func(ctx context.Context) error {
		_, err := s.Tidy(ctx)
		return err
	})
	j.Daily("link.recount", 3, 25, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the standing counters with the links and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.d.Recount(ctx, county, "link.", fresh)
}
