package db

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// RawExec runs SQL past the door, for tests that build tables of their own or tamper with data.
func (d *DB) RawExec(ctx context.Context, sql string) error {
	_, err := d.write.ExecContext(ctx, sql)
	return err
}

// RawScan reads past the door.
func (d *DB) RawScan(ctx context.Context, dest any, sql string) error {
	return d.write.NewRaw(sql).Scan(ctx, dest)
}

// NextID draws an id.
func (d *DB) NextID() int64 { return int64(d.ids.next()) }

// Verify recomputes the log of a county and compares it with the head.
var Verify = (*DB).verifyForTest

// Waiting is how many Writes wait for their turn.
func (d *DB) Waiting() int {
	d.groups.mu.Lock()
	defer d.groups.mu.Unlock()
	return len(d.groups.queue)
}

// RawExec runs SQL in the transaction, past the door.
func (t *WriteTx) RawExec(sql string) error {
	_, err := t.tx.ExecContext(t.ctx, sql)
	return err
}

// ShiftWallClock moves the clock of the machine as the lease sees it.
func (d *DB) ShiftWallClock(by time.Duration) {
	d.lease.mu.Lock()
	defer d.lease.mu.Unlock()
	d.lease.wall = func() time.Time { return time.Now().Add(by) }
}

// EndLease lets the lease end, as when the database was away for longer than it lasts.
func (d *DB) EndLease() {
	d.lease.mu.Lock()
	defer d.lease.mu.Unlock()
	d.lease.steady = time.Now()
}

// Slot is the slot of the lease.
func (d *DB) Slot() int {
	d.lease.mu.Lock()
	defer d.lease.mu.Unlock()
	return d.lease.slot
}

// FaultName names the class of an engine's error.
func FaultName(d *DB, err error) string {
	return map[fault]string{
		faultOther: "other", faultUnique: "unique", faultForeign: "foreign", faultRetry: "retry", faultAway: "away", faultFull: "full",
	}[d.eng.classify(err)]
}

// ColumnsOf reads the catalogue.
func (d *DB) ColumnsOf(ctx context.Context, table string) ([]Column, error) {
	return d.columnsOf(ctx, d.write, table)
}

// CutTree makes the tree and the head those of the first size entries, as a careful thief would.
func (d *DB) CutTree(ctx context.Context, county kernel.ID, size int64) error {
	root, err := treeHash(ctx, d.write, county, size)
	if err != nil {
		return err
	}
	if _, err := d.write.NewRaw("DELETE FROM t_journal_hash WHERE id >= ?", tlog.StoredHashCount(size)).Exec(ctx); err != nil {
		return err
	}
	_, err = d.write.NewRaw("UPDATE t_journal_head SET size = ?, root = ?", size, root.String()).Exec(ctx)
	return err
}

// KeepWAL bounds the log file of SQLite.
func (d *DB) KeepWAL(most int64) { d.groups.wal.most, d.groups.wal.next = most, most }

// Statements counts what is sent to the engine from now on.
func (d *DB) Statements() *atomic.Int64 {
	c := &counter{}
	d.write = d.write.WithQueryHook(c)
	return &c.n
}

type counter struct{ n atomic.Int64 }

func (c *counter) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context {
	c.n.Add(1)
	return ctx
}

func (c *counter) AfterQuery(context.Context, *bun.QueryEvent) {}
