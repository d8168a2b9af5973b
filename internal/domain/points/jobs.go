package points

import (
	"context"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: after midnight what has hung on the board for its days takes effect; each morning
// records of other rooms propose entries.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("points.settle", 0, 20, func(ctx context.Context) error {
		_, err := s.Settle(ctx)
		return err
	})
	j.Daily("points.gather", 6, 5, s.GatherAll)
}
