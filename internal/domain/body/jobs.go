package body

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each morning the terms that end soon are announced.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("body.announce", 6, 0, func(ctx context.Context) error {
		_, err := s.Announce(ctx)
		return err
	})
}
