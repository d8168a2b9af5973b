package casework

import (
	"context"
	"slices"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: what the deadlines ask for that are reached, open cases that grow older as a day begins (after what was counted at the end of
// the last one), and the nightly comparison of its counters with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("casework.fire", 30*time.Second, func(ctx context.Context) error {
		_, _, err := s.Fire(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
	j.Daily("casework.turn", 0, 25, func(ctx context.Context) error {
		_, err := s.Turn(ctx)
		return err
	})
	j.Daily("casework.recount", 3, 10, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

// Recount compares the standing counters, those by age, and those of closed cases, with the cases and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	open, err := s.db.Recount(ctx, county, measureOpen, countOpen)
	if err != nil {
		return nil, err
	}
	states, err := s.db.Recount(ctx, county, measureState, countStates)
	if err != nil {
		return nil, err
	}
	old, err := s.db.Recount(ctx, county, measureAge, countAges)
	if err != nil {
		return nil, err
	}
	ended, err := s.db.Recount(ctx, county, measureEnded, countEnded)
	return slices.Concat(open, states, old, ended), err
}
