package overview

import (
	"context"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// News is what a reader is told at once, up to a number of the journal: the screen where it changed, and what happened. Beat is a
// sign of life only.
type News struct {
	No     int64
	Screen []byte
	Told   []Told
	Beat   bool
}

// Watchable is the place that the actor may follow: one that they have whole.
func (s *Service) Watchable(ctx context.Context, id kernel.ID) (at kernel.ID, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.asked(tx, id)
		at = p.ID
		return err
	})
	return at, err
}

// WallPlace is the place that the link of a wall opens.
func (s *Service) WallPlace(ctx context.Context, code string) (at kernel.ID, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		_, _, p, err := s.wall(tx, code, 0)
		at = p.ID
		return err
	})
	return at, err
}

// Listen tells what happens at a place after a number of the journal, each thing once and in its order, until ctx ends; a new reader
// (number 0) gets the last of what happened before. It is called for what Watchable or WallPlace allowed.
func (s *Service) Listen(ctx context.Context, at kernel.ID, last int64, beat <-chan time.Time, tell func(News) error) error {
	r := s.live.join(at, last)
	defer s.live.leave(r)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-beat:
			if err := tell(News{Beat: true}); err != nil {
				return err
			}
			continue
		case <-r.wake:
		}
		screen, told, upto, full := s.live.news(r)
		if !full {
			var err error
			if told, err = s.missed(ctx, at, r.last, upto); err != nil {
				return err
			}
		}
		if len(told) > 0 || screen != nil {
			if err := tell(News{No: upto, Screen: screen, Told: told}); err != nil {
				return err
			}
		}
		r.last = upto
	}
}
