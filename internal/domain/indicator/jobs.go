package indicator

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: right after midnight standing numbers get their history.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("indicator.keep", 0, 1, func(ctx context.Context) error {
		_, err := s.Keep(ctx)
		return err
	})
}
