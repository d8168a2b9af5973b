package privacy

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each night it empties what is no longer needed.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("privacy.retain", 2, 40, func(ctx context.Context) error {
		_, err := s.Retain(ctx)
		return err
	})
}
