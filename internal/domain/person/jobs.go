package person

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each night it looks for persons who were entered twice.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("person.find_pairs", 2, 20, func(ctx context.Context) error {
		_, err := s.FindPairs(ctx, 0)
		return err
	})
}
