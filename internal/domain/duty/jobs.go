package duty

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: as a day begins (after what was counted at the end of the last one) lights turn;
// each morning what comes round opens, and who owes or watches over what is due is told; each night the counters are compared with the
// records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("duty.turn", 0, 20, func(ctx context.Context) error {
		_, err := s.Turn(ctx)
		return err
	})
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

// Recount compares the standing counters with the items and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	open, err := s.db.Recount(ctx, county, measureOpen, countOpen)
	if err != nil {
		return nil, err
	}
	lights, err := s.db.Recount(ctx, county, measureLight, countLights)
	return append(open, lights...), err
}
