package place

import (
	"context"
	"time"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: planned changes on their day.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("place.carry_plans", 15*time.Minute, func(ctx context.Context) error { return s.CarryPlans(ctx) })
	j.Daily("place.gather", 2, 40, func(ctx context.Context) error { return s.GatherStrays(ctx) })
}
