package casework

import (
	"context"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: the steps that the program takes when the time of a state is over, and
// the nightly comparison of its counters with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("casework.expire", 10*time.Minute, func(ctx context.Context) error {
		_, err := s.Expire(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
	j.Daily("casework.recount", 3, 10, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the standing counters with the cases and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	open, err := s.db.Recount(ctx, county, measureOpen, countOpen)
	if err != nil {
		return nil, err
	}
	states, err := s.db.Recount(ctx, county, measureState, countStates)
	return append(open, states...), err
}
