package db

import (
	"context"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

type batchKey struct{}

// shared is one transaction that Writes share which one caller makes one after another.
type shared struct {
	tx       bun.Tx
	group    *group // where writers run one after another
	broken   error  // why nothing of it can be saved
	after    []func()
	counties []kernel.ID
}

func batchOf(ctx context.Context) *shared {
	b, _ := ctx.Value(batchKey{}).(*shared)
	return b
}

// Batch lets the Writes that fn makes share one transaction, because the flush to disk is what a Write costs: a phone sends what
// a whole day brought. Each keeps its own action and journal entry and stands behind its own savepoint: one that fails leaves
// nothing and does not touch the others. What fn reads shows what it has written. Nothing is saved before Batch has returned
// without an error; where it returns one, whatever the Writes answered did not happen.
func (d *DB) Batch(ctx context.Context, fn func(context.Context) error) error {
	ctx = context.WithoutCancel(ctx)
	if d.groups != nil {
		return d.fail(d.groups.batch(ctx, fn))
	}
	return d.fail(d.batchAlone(ctx, fn))
}

// finish is what follows once the batch is on disk.
func (d *DB) finish(b *shared) {
	for _, c := range b.counties {
		d.seq.wake(c)
	}
	for _, f := range b.after {
		f()
	}
}

// batch is Batch where writers run one after another: it holds the turn, joins nobody and nobody joins it.
func (c *committer) batch(ctx context.Context, fn func(context.Context) error) (err error) {
	const action = "db.batch"
	g, err := c.enter(&turn{action: action, alone: true})
	if err != nil {
		return err
	}
	b := &shared{tx: g.tx, group: g}
	g.alone = false // each of its Writes has a savepoint
	func() {
		whole := false
		defer func() { // also after a panic
			if !whole && g.err == nil {
				g.err = errGroupBroken
			}
			g.commit()
			c.wal.trim()
			c.pass(nil)
		}()
		if err = fn(context.WithValue(ctx, batchKey{}, b)); err != nil && g.err == nil {
			g.err = err
		}
		whole = true
	}()
	if g.err != nil {
		return g.err
	}
	c.d.watch.grouped(len(b.counties))
	c.d.finish(b)
	return nil
}

// batchAlone is Batch in a transaction of its own.
func (d *DB) batchAlone(ctx context.Context, fn func(context.Context) error) error {
	term, err := d.lease.ensure(ctx)
	if err != nil {
		return err
	}
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	b := &shared{tx: tx}
	if err := fn(context.WithValue(ctx, batchKey{}, b)); err != nil {
		return err
	}
	switch {
	case b.broken != nil:
		return b.broken
	case !d.lease.holds(term):
		return kernel.Unavailable("id_lease_lost")
	}
	if err := tx.Commit(); err != nil {
		return d.commitFailed(err)
	}
	d.watch.grouped(len(b.counties))
	d.finish(b)
	return nil
}

// write is one Write of a batch.
func (b *shared) write(ctx context.Context, d *DB, action string, fn func(*WriteTx) error) (*WriteTx, error) {
	w := d.newWriteTx(ctx, action, b.tx)
	var err error
	if w.group = b.group; b.group != nil {
		if b.group.err != nil {
			return nil, b.group.err
		}
		err = b.group.run(w, fn)
	} else {
		err = b.behind(w, fn)
	}
	if err != nil {
		return nil, err
	}
	if w.entry != nil {
		b.counties = append(b.counties, w.County())
	}
	b.after = append(b.after, w.after...)
	w.after = nil
	return w, nil
}

// behind runs a Write behind its savepoint.
func (b *shared) behind(w *WriteTx, fn func(*WriteTx) error) error {
	if b.broken != nil {
		return b.broken
	}
	exec := func(text string) error {
		_, err := b.tx.Tx.ExecContext(w.ctx, text)
		return err
	}
	if err := exec("SAVEPOINT w"); err != nil {
		b.broken = err
		return err
	}
	err := w.do(fn)
	if err == nil {
		err = exec("RELEASE SAVEPOINT w") // an insertion that waited goes out before it, and may fail
	}
	if err == nil {
		return nil
	}
	back := exec("ROLLBACK TO SAVEPOINT w")
	if back != nil { // what still waited went out with it and failed: now nothing does
		back = exec("ROLLBACK TO SAVEPOINT w")
	}
	if back == nil {
		back = exec("RELEASE SAVEPOINT w")
	}
	b.broken = back
	return err
}
