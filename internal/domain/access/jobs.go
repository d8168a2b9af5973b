package access

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each night accounts without a post close.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("access.close_idle", 0, 1, func(ctx context.Context) error {
		_, err := s.CloseIdle(ctx)
		return err
	})
}
