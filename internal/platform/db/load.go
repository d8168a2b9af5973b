package db

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// TableSource gives back what a DumpSink took. Both calls end with io.EOF; the rows of a table are read before the next.
type TableSource interface {
	NextTable() (name string, cols []Column, err error)
	NextRow() ([]any, error)
}

// Loading is a database that was filled from a dump and not given free yet: its counties are entered last, and a server
// that opens it before finds none.
type Loading struct {
	DB       *DB
	Report   Report // of the journal and the records, as they came
	snapshot Snapshot
}

// Load fills an empty database from a dump, of either engine and of this schema or an older one, in one transaction: all
// or nothing. It then verifies what is there, old checkpoints included, and brings the schema up to the program's.
func Load(ctx context.Context, o Options, s Snapshot, src TableSource, v VerifyOptions) (*Loading, error) {
	d, err := connect(o)
	if err != nil {
		return nil, err
	}
	l := &Loading{DB: d, snapshot: s}
	if err := l.load(ctx, src, v); err != nil {
		return nil, errors.Join(d.fail(err), d.Close())
	}
	if _, err := d.migrate(ctx); err != nil {
		return nil, errors.Join(err, l.Discard(ctx))
	}
	if err := d.ready(ctx); err != nil {
		return nil, errors.Join(err, l.Discard(ctx))
	}
	return l, nil
}

func (l *Loading) load(ctx context.Context, src TableSource, v VerifyOptions) error {
	d := l.DB
	if err := d.emptyAt(ctx, l.snapshot.Schema); err != nil {
		return err
	}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if d.eng.serial() {
		if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			return err
		}
		defer func() { _, _ = conn.ExecContext(ctx, "PRAGMA foreign_keys = ON") }()
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	b := &bulk{ctx: ctx, d: d, conn: conn, tx: tx, progress: v.Progress}
	if err := b.all(src); err != nil {
		return err
	}
	for _, c := range l.snapshot.Counties {
		if err := numberPending(ctx, tx, c.ID); err != nil {
			return err
		}
	}
	r, heads, _, err := d.verify(ctx, tx, v)
	if err != nil {
		return err
	}
	for c, h := range l.snapshot.Heads {
		if heads[c].Size < h.Size || heads[c].Size == h.Size && heads[c].Root != h.Root {
			return kernel.Invalid("file", "backup_damaged")
		}
	}
	l.Report, l.snapshot.Heads = r, heads
	if _, err := tx.ExecContext(ctx, "DELETE FROM t_county"); err != nil {
		return err
	}
	return tx.Commit()
}

// emptyAt makes sure that nothing is there, and sets up the schema of the dump.
func (d *DB) emptyAt(ctx context.Context, schema int64) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	has, want, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if schema > want {
		return kernel.Unavailable("schema_newer").With("has", fmt.Sprint(schema)).With("wants", fmt.Sprint(want))
	}
	if has == 0 {
		_, err = p.UpTo(ctx, schema)
		return err
	}
	if has != schema {
		return kernel.Conflict("restore_not_empty")
	}
	for _, t := range Tables() {
		cols, err := d.columnsOf(ctx, d.write, t.Name)
		if err != nil {
			return err
		}
		if len(cols) == 0 || t.Fleeting {
			continue
		}
		var n []int
		if err := d.write.NewRaw("SELECT 1 FROM ? LIMIT 1", ident("t_"+t.Name)).Scan(ctx, &n); err != nil {
			return err
		}
		if len(n) > 0 {
			return kernel.Conflict("restore_not_empty")
		}
	}
	return nil
}

// numberPending gives numbers to entries that had none at the snapshot: the engine here may never look for them.
func numberPending(ctx context.Context, tx bun.Tx, county kernel.ID) error {
	entries, err := pendingEntries(ctx, tx, county)
	if err != nil || len(entries) == 0 {
		return err
	}
	h, err := lockHead(ctx, tx, county, "")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := h.append(ctx, tx, []string{e.leaf}); err != nil {
			return err
		}
		if _, err := tx.NewRaw("UPDATE t_journal SET no = ? WHERE county_id = ? AND id = ?", h.size, county, e.id).Exec(ctx); err != nil {
			return err
		}
	}
	return h.store(ctx, tx)
}

// Begin starts the next generation of each log, under a new name and key: the first entry of the restored data says from
// which checkpoint they go on, and how many signed entries are known to be lost.
func (l *Loading) Begin(ctx context.Context, keys Signing, lost int64, reason string) error {
	for _, c := range l.snapshot.Counties {
		ctx := kernel.WithActor(ctx, kernel.System(c.ID))
		last, err := l.DB.logRow(ctx)
		if err != nil {
			return err
		}
		key, err := keys.MakeKey(last.Generation + 1)
		if err != nil {
			return err
		}
		err = l.DB.Write(ctx, "log.restore", func(tx *WriteTx) error {
			tx.Reason(reason)
			row, err := newLogRow(c, last.Generation+1, key)
			if err != nil {
				return err
			}
			h := l.snapshot.Heads[c.ID]
			row.FromName, row.FromSize, row.FromRoot, row.LostSize = last.Name, h.Size, h.Root, lost
			return tx.Insert(row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Free enters the counties: from here on the data are in use.
func (l *Loading) Free(ctx context.Context) error {
	for _, c := range l.snapshot.Counties {
		if err := l.DB.CreateCounty(ctx, c); err != nil {
			return err
		}
	}
	return errors.Join(l.DB.Sequence(ctx), l.DB.Optimize(ctx))
}

// Discard closes what was filled; PostgreSQL is emptied again, a folder is for the caller to remove.
func (l *Loading) Discard(ctx context.Context) error {
	d := l.DB
	var err error
	for _, t := range Tables() {
		if d.eng.serial() || t.Name == "lease" {
			continue
		}
		_, bad := d.write.NewRaw("TRUNCATE ? CASCADE", ident("t_"+t.Name)).Exec(ctx)
		err = errors.Join(err, bad)
	}
	return errors.Join(err, d.Close())
}

// errColumns: the dump has a column that the schema lacks.
func errColumns(table, column string) error {
	return fmt.Errorf("db: the backup has a column %s.%s that this schema lacks", table, column)
}

// drain reads the rows of a table.
func drain(src TableSource, each func([]any) error) error {
	for {
		row, err := src.NextRow()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = each(row)
		}
		if err != nil {
			return err
		}
	}
}
