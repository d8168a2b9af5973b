package db

import (
	"context"
	"sync/atomic"
	"time"
)

// Watcher is told how writing goes, for operators. It must not block.
type Watcher interface {
	Wrote(took time.Duration, err error) // one Write, from the call to the answer
	Grouped(writes int)                  // so many Writes reached the disk together
}

// watch holds the Watcher; without one nothing is told.
type watch struct{ w atomic.Pointer[Watcher] }

// Watch sets who is told.
func (d *DB) Watch(w Watcher) { d.watch.w.Store(&w) }

func (h *watch) wrote(start time.Time, err error) {
	if w := h.w.Load(); w != nil {
		(*w).Wrote(time.Since(start), err)
	}
}

// grouped is for the engine that commits several Writes at once.
func (h *watch) grouped(writes int) {
	if w := h.w.Load(); w != nil {
		(*w).Grouped(writes)
	}
}

// JournalSize counts the entries of all counties: numbered, and waiting for a number.
func (d *DB) JournalSize(ctx context.Context) (numbered, pending int64, err error) {
	var rows []struct {
		Numbered int64 `bun:"numbered"`
		Pending  int64 `bun:"pending"`
	}
	err = d.read.NewRaw(`SELECT coalesce((SELECT sum(size) FROM t_journal_head), 0) AS numbered,
		(SELECT count(*) FROM t_journal WHERE no = 0) AS pending`).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return 0, 0, d.fail(err)
	}
	return rows[0].Numbered, rows[0].Pending, nil
}
