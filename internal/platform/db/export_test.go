package db

import "context"

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
