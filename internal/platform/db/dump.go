package db

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// Snapshot says of what moment a dump is.
type Snapshot struct {
	Engine   string   `json:"engine"`
	Schema   int64    `json:"schema"` // the highest migration
	At       int64    `json:"at"`     // epoch ms
	Counties []County `json:"counties"`
	Heads    Heads    `json:"heads"`
}

// DumpSink takes what Dump hands out: first the snapshot, then each table with its rows. A row holds int64, string, bool,
// []byte or nil, as its columns say, and is used no longer than the call.
type DumpSink interface {
	Begin(s Snapshot) error
	Table(name string, cols []Column) error
	Row(vals []any) error
}

// Dump hands out all rows of all tables that outlive a server, in one snapshot, while others write. Derived tables are
// among them: they are as old as the records. Tables that are not there yet, of a schema to come, are left out.
func (d *DB) Dump(ctx context.Context, out DumpSink) error {
	if err := d.Sequence(ctx); err != nil {
		return err
	}
	tx, err := d.read.BeginTx(ctx, d.eng.readOptions())
	if err != nil {
		return d.fail(err)
	}
	defer func() { _ = tx.Rollback() }()
	s, err := d.snapshot(ctx, tx)
	if err == nil {
		err = out.Begin(s)
	}
	for _, t := range Tables() {
		if err == nil && !t.Fleeting {
			err = d.dumpTable(ctx, tx, t.Name, out)
		}
	}
	return d.fail(err)
}

func (d *DB) snapshot(ctx context.Context, tx bun.Tx) (Snapshot, error) {
	s := Snapshot{Engine: d.Engine(), At: d.now().UnixMilli(), Counties: []County{}, Heads: Heads{}}
	p, err := d.provider()
	if err != nil {
		return s, err
	}
	for _, src := range p.ListSources() { // Open made sure that the schema is the program's
		s.Schema = max(s.Schema, src.Version)
	}
	if err := tx.NewRaw("SELECT id, code, name FROM t_county ORDER BY code").Scan(ctx, &s.Counties); err != nil {
		return s, err
	}
	for _, c := range s.Counties {
		h, err := lockHead(ctx, tx, c.ID, "")
		if err != nil {
			return s, err
		}
		s.Heads[c.ID] = Head{h.size, h.root.String()}
	}
	return s, nil
}

func (d *DB) dumpTable(ctx context.Context, tx bun.Tx, table string, out DumpSink) error {
	cols, err := d.columnsOf(ctx, tx, table)
	if err != nil || len(cols) == 0 {
		return err
	}
	if err := out.Table(table, cols); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+names(cols)+" FROM ?", ident("t_"+table))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	vals, dest := make([]any, len(cols)), make([]any, len(cols))
	for i := range vals {
		dest[i] = &vals[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for i, c := range cols {
			if vals[i], err = neutral(c, vals[i]); err != nil {
				return fmt.Errorf("db: table %s: %w", table, err)
			}
		}
		if err := out.Row(vals); err != nil {
			return err
		}
	}
	return rows.Err()
}

// neutral is a value as both engines know it.
func neutral(c Column, v any) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case int64:
		if c.Type == ColumnBool {
			return x != 0, nil
		}
		if c.Type == ColumnInt {
			return x, nil
		}
	case bool:
		if c.Type == ColumnBool {
			return x, nil
		}
	case string:
		if c.Type == ColumnText {
			return x, nil
		}
	case []byte:
		if c.Type == ColumnText {
			return string(x), nil
		}
		if c.Type == ColumnBlob {
			return x, nil
		}
	}
	return nil, fmt.Errorf("column %s holds a %T", c.Name, v)
}
