package shop

import (
	"context"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: allowances whose time is over are closed, so that no list shows them any more. That
// they hold nothing does not wait for it.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("shop.over", 10*time.Minute, func(ctx context.Context) error {
		_, err := s.CloseOver(ctx)
		return err
	})
}

// CloseOver closes the allowances that nothing can be brought in for any more, and tells how many.
func (s *Service) CloseOver(ctx context.Context) (n int, err error) {
	var over []struct {
		ID  kernel.ID `bun:"id"`
		Rev int64     `bun:"rev"`
	}
	now := s.db.Now().UnixMilli()
	if err := s.db.Look(ctx, &over, "SELECT a.id, a.rev FROM {shop_allowance a} WHERE a.state = 'open' AND a.sync_at <= ?", now); err != nil {
		return 0, err
	}
	for _, a := range over {
		if _, err := s.Close(db.Large(ctx), a.ID, a.Rev); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
