package merit

import (
	"context"
	"time"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: points follow households that split or were merged, where nobody touched the pool
// since.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("merit.follow", time.Minute, func(ctx context.Context) error {
		_, err := s.FollowAll(ctx)
		return err
	})
}
