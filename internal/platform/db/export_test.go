package db

import (
	"context"

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
