package emergency

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: what is to be deleted is, each night, and at the next start where no server ran.
// That an emergency is over, and what it holds sealed or gone, does not wait for it.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("emergency.wipe", 0, 10, func(ctx context.Context) error {
		_, err := s.Wipe(ctx)
		return err
	})
}
