package field

import (
	"context"
	"errors"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// How long things are kept that no device comes back for.
const (
	keepPieces = 10 * 24 * time.Hour
	keepKeys   = 400 * 24 * time.Hour
)

// Schedule enters what this room does by the clock: each hour what was held too long is carried out without its predecessor; each
// night photos that nobody came back for, and keys of long ago, are dropped.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("field.release", time.Hour, func(ctx context.Context) error {
		_, err := s.Release(ctx)
		return err
	})
	j.Daily("field.tidy", 3, 50, s.Tidy)
}

// Release carries out what has waited for its predecessor for too long, each as its officer.
func (s *Service) Release(ctx context.Context) (n int, err error) {
	county := kernel.ActorOf(ctx).CountyID
	var due []opRow
	err = s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		due, err = selectOps(tx, "o.due_at > 0 AND o.due_at <= ? AND o.state = 'held' ORDER BY o.due_at LIMIT 500", tx.Now().UnixMilli())
		return err
	})
	for _, r := range due {
		actor, e := s.o.Resolve(ctx, county, r.AccountID)
		if e != nil { // the account is closed: it stays listed, and a person decides
			err = errors.Join(err, s.giveUp(ctx, r, e))
			continue
		}
		if _, e := s.release(kernel.WithActor(ctx, actor), r, true); e != nil {
			err = errors.Join(err, e)
			continue
		}
		n++
	}
	return n, err
}

// giveUp notes that nobody is there any more to carry an operation out for.
func (s *Service) giveUp(ctx context.Context, r opRow, cause error) error {
	var e *kernel.Error
	if !errors.As(cause, &e) || e.Kind != kernel.KindUnauthenticated {
		return cause
	}
	r.State, r.Code = Refused, e.Code
	return s.d.Write(ctx, "field.drop", func(tx *db.WriteTx) error { return keepOp(tx, &r) })
}

// Tidy drops what no device comes back for.
func (s *Service) Tidy(ctx context.Context) error {
	var old []string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&old, "SELECT p.photo_key FROM {field_piece p} WHERE p.county_id = ? AND p.at < ? LIMIT 2000", tx.County(), tx.Now().Add(-keepPieces).UnixMilli())
	})
	for _, key := range old {
		if err == nil {
			err = s.forget(ctx, key)
		}
	}
	if err != nil {
		return err
	}
	return s.d.Write(ctx, "field.tidy", func(tx *db.WriteTx) error {
		_, err := tx.Exec("DELETE FROM {field_op} WHERE county_id = ? AND came_at < ? AND state <> 'held'", tx.County(), tx.Now().Add(-keepKeys).UnixMilli())
		return err
	})
}
