package db

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun/schema"
)

// Rows go in by statements that are kept, so many at a time (the SQLite driver looks for the value of each mark among all
// of them); PostgreSQL takes what is more by COPY.
const (
	stepRows = 8
	copyRows = 128
)

// insertText is the statement for so many rows of a type.
type insertText struct {
	typ  reflect.Type
	n    int
	tail string
}

var insertTexts sync.Map // insertText -> text

// insertRows inserts a slice of structs or of pointers to structs, with tail behind the values.
func (t *WriteTx) insertRows(rows reflect.Value, tail string) error {
	typ := rows.Type().Elem()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	s := t.d.write.Dialect().Tables().Get(typ)
	if !plainColumns(s) {
		return fmt.Errorf("db: a column of %s is not a plain value", typ)
	}
	if t.conn != nil && tail == "" && rows.Len() >= copyRows {
		return t.d.watched(t.ctx, func(ctx context.Context) error { return t.copyRows(ctx, s, rows) })
	}
	for from := 0; from < rows.Len(); {
		n := min(stepRows, rows.Len()-from)
		if err := t.insertStep(s, insertText{typ, n, tail}, rows, from); err != nil {
			return err
		}
		from += n
	}
	return nil
}

// plainColumns tells whether all columns of a table are numbers, texts and booleans, as data-rules S1 wants them.
func plainColumns(s *schema.Table) bool {
	for _, f := range s.Fields {
		if _, ok := plainValue(reflect.New(f.StructField.Type).Elem()); !ok {
			return false
		}
	}
	return true
}

// valuesOf adds the values of a row's columns to args.
func valuesOf(s *schema.Table, row reflect.Value, args []any) []any {
	row = reflect.Indirect(row)
	for _, f := range s.Fields {
		v, _ := plainValue(f.Value(row))
		args = append(args, v)
	}
	return args
}

func (t *WriteTx) insertStep(s *schema.Table, key insertText, rows reflect.Value, from int) error {
	args := make([]any, 0, key.n*len(s.Fields))
	for i := range key.n {
		args = valuesOf(s, rows.Index(from+i), args)
	}
	return t.d.watched(t.ctx, func(ctx context.Context) error {
		_, err := t.tx.Tx.ExecContext(ctx, textOfInsert(t.d.eng, s, key), t.d.eng.kept(args)...)
		return err
	})
}

func textOfInsert(eng engine, s *schema.Table, key insertText) string {
	if text, ok := insertTexts.Load(key); ok {
		return eng.marks(text.(string), nil)
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(s.Fields)), ", ") + ")"
	text := "INSERT INTO " + s.Name + " (" + strings.Join(columnNames(s), ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+", ", key.n), ", ") + key.tail
	insertTexts.Store(key, text)
	return eng.marks(text, nil)
}

func columnNames(s *schema.Table) []string {
	out := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		out[i] = f.Name
	}
	return out
}

// copyRows streams rows through COPY on the connection of the transaction.
func (t *WriteTx) copyRows(ctx context.Context, s *schema.Table, rows reflect.Value) error {
	return t.conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return errors.New("db: the PostgreSQL driver has changed its shape")
		}
		vals := make([]any, 0, len(s.Fields))
		_, err := c.Conn().CopyFrom(ctx, pgx.Identifier{s.Name}, columnNames(s), pgx.CopyFromSlice(rows.Len(), func(i int) ([]any, error) {
			vals = valuesOf(s, rows.Index(i), vals[:0])
			return vals, nil
		}))
		return err
	})
}
