package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// bulkValues is how many values one INSERT of a load carries on SQLite.
const bulkValues = 8000

// bulk fills tables without their indexes and foreign keys, which are made again when all rows are there.
type bulk struct {
	ctx      context.Context
	d        *DB
	conn     bun.Conn
	tx       bun.Tx
	progress func(what string, done, total int64)
	rows     int64
}

func (b *bulk) all(src TableSource) error {
	again, err := b.strip()
	if err != nil {
		return err
	}
	for {
		name, cols, err := src.NextTable()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = b.table(name, cols, src)
		}
		if err != nil {
			return err
		}
		if b.progress != nil {
			b.progress(name, b.rows, 0)
		}
	}
	for _, stmt := range again {
		if _, err := b.tx.Tx.ExecContext(b.ctx, stmt); err != nil {
			return err
		}
	}
	return b.checkForeign()
}

// strip takes indexes and foreign keys away and returns the statements that bring them back.
func (b *bulk) strip() ([]string, error) {
	var rows []struct {
		Off string `bun:"off"`
		On  string `bun:"on"`
	}
	q := `SELECT 'DROP INDEX ' || name AS "off", sql AS "on" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 't\_%' ESCAPE '\' ORDER BY name`
	if !b.d.eng.serial() {
		q = `SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname) AS "off",
			format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) AS "on", 1 AS n
			FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
			WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 't\_%'
			UNION ALL
			SELECT format('DROP INDEX %I', i.indexname), i.indexdef, 0 FROM pg_indexes AS i
			WHERE i.schemaname = current_schema() AND i.tablename LIKE 't\_%'
			AND NOT EXISTS (SELECT 1 FROM pg_constraint AS k WHERE k.conname = i.indexname AND k.connamespace = current_schema()::regnamespace)
			ORDER BY n`
		q = `SELECT "off", "on" FROM (` + q + `) AS z ORDER BY n`
	}
	if err := b.tx.NewRaw(q).Scan(b.ctx, &rows); err != nil {
		return nil, err
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.On
	}
	slices.Reverse(rows) // foreign keys lean on indexes
	for _, r := range rows {
		if _, err := b.tx.Tx.ExecContext(b.ctx, r.Off); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// checkForeign: PostgreSQL has checked when the keys came back; SQLite is asked.
func (b *bulk) checkForeign() error {
	if !b.d.eng.serial() {
		return nil
	}
	var bad []string
	if err := b.tx.NewRaw(`SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(b.ctx, &bad); err != nil {
		return err
	}
	if len(bad) > 0 {
		return kernel.Invalid("file", "backup_damaged").With("table", bad[0])
	}
	return nil
}

func (b *bulk) table(name string, cols []Column, src TableSource) error {
	if t, err := tableNamed(name); err != nil || t.Fleeting {
		return errors.Join(err, drain(src, func([]any) error { return nil }))
	}
	has, err := b.d.columnsOf(b.ctx, b.tx, name)
	if err != nil {
		return err
	}
	for _, c := range cols {
		if !slices.Contains(has, c) {
			return errColumns(name, c.Name)
		}
	}
	if b.d.eng.serial() {
		return b.insert(name, cols, src)
	}
	return b.copyIn(name, cols, src)
}

// insert writes many rows in one statement.
func (b *bulk) insert(name string, cols []Column, src TableSource) error {
	per := max(1, bulkValues/len(cols))
	stmt, err := b.prepare(name, cols, per)
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	args := make([]any, 0, per*len(cols))
	err = drain(src, func(row []any) error {
		args = append(args, row...)
		b.rows++
		if len(args) < per*len(cols) {
			return nil
		}
		_, err := stmt.ExecContext(b.ctx, args...)
		args = args[:0]
		return err
	})
	if err != nil || len(args) == 0 {
		return err
	}
	rest, err := b.prepare(name, cols, len(args)/len(cols))
	if err != nil {
		return err
	}
	defer func() { _ = rest.Close() }()
	_, err = rest.ExecContext(b.ctx, args...)
	return err
}

func (b *bulk) prepare(name string, cols []Column, rows int) (*sql.Stmt, error) {
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ") + ")"
	return b.tx.PrepareContext(b.ctx, fmt.Sprintf("INSERT INTO t_%s (%s) VALUES %s", name, names(cols),
		strings.TrimSuffix(strings.Repeat(one+", ", rows), ", ")))
}

// copyIn streams the rows through PostgreSQL's COPY, on the connection of the transaction.
func (b *bulk) copyIn(name string, cols []Column, src TableSource) error {
	columns := make([]string, len(cols))
	for i, c := range cols {
		columns[i] = c.Name
	}
	return b.conn.Raw(func(driver any) error {
		c, ok := driver.(*thriftyConn)
		if !ok {
			return fmt.Errorf("db: the driver is a %T", driver)
		}
		bare, err := c.bare(b.ctx)
		if err != nil {
			return err
		}
		n, err := bare.CopyFrom(b.ctx, pgx.Identifier{"t_" + name}, columns, pgx.CopyFromFunc(func() ([]any, error) {
			row, err := src.NextRow()
			if errors.Is(err, io.EOF) {
				return nil, nil
			}
			return row, err
		}))
		b.rows += n
		return err
	})
}
