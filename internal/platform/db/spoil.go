package db

import (
	"context"

	"github.com/uptrace/bun"
)

// spoil remembers the error by which an engine may have rolled a whole transaction back by itself (disk full, I/O error).
// Whatever came after it would stand alone, so nothing more is run.
type spoil struct{ err error }

type spoilKey struct{}

// spoilHook watches every statement of a Write, also of one that overlooks an error.
type spoilHook struct{ eng engine }

var cancelled = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// BeforeQuery lets nothing through once the transaction is spoiled (bun.QueryHook).
func (spoilHook) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context {
	if s, ok := ctx.Value(spoilKey{}).(*spoil); ok && s.err != nil {
		return cancelled
	}
	return ctx
}

// AfterQuery notes an error that spoils (bun.QueryHook).
func (h spoilHook) AfterQuery(ctx context.Context, e *bun.QueryEvent) {
	if e.Err == nil {
		return
	}
	if s, ok := ctx.Value(spoilKey{}).(*spoil); ok && s.err == nil && h.eng.classify(e.Err).spoils() {
		s.err = e.Err
	}
}
