package award

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each morning the re-checks that came due are laid before who runs the scheme. That
// an honour has run out or a posting is over does not wait for it.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("award.recheck", 6, 20, func(ctx context.Context) error {
		_, err := s.Recheck(ctx)
		return err
	})
}
