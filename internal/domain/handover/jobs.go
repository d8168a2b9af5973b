package handover

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: in the first minutes of a day posts go over that were to as of that day, before
// accounts without a post close.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("handover.carry", 0, 0, func(ctx context.Context) error {
		_, err := s.CarryDue(ctx)
		return err
	})
}
