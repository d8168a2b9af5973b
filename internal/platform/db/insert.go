package db

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
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
	s, typ := t.schemaOfRows(rows)
	if !plainColumns(s) {
		return fmt.Errorf("db: a column of %s is not a plain value", typ)
	}
	if t.conn != nil && tail == "" && rows.Len() >= copyRows {
		return t.d.watched(t.ctx, func(ctx context.Context) error { return t.copyRows(ctx, s, rows) })
	}
	var list []insertion
	for from := 0; from < rows.Len(); {
		n := min(stepRows, rows.Len()-from)
		list = append(list, insertionOf(s, insertText{typ, n, tail}, rows, from))
		if from += n; len(list) == pipeSends || from == rows.Len() || t.pipe == nil {
			if err := t.run(laterOf(t.ctx), list); err != nil {
				return err
			}
			list = nil
		}
	}
	return nil
}

func (t *WriteTx) schemaOfRows(rows reflect.Value) (*schema.Table, reflect.Type) {
	typ := rows.Type().Elem()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return t.d.write.Dialect().Tables().Get(typ), typ
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

// insertion is a statement that inserts few rows, with its values.
type insertion struct {
	text string
	args []any
}

func insertionOf(s *schema.Table, key insertText, rows reflect.Value, from int) insertion {
	args := make([]any, 0, key.n*len(s.Fields))
	for i := range key.n {
		args = valuesOf(s, rows.Index(from+i), args)
	}
	return insertion{textOfInsert(s, key), args}
}

// run runs insertions, or lets them run when it is their turn.
func (t *WriteTx) run(ctx context.Context, list []insertion) error {
	if t.pipe != nil {
		return t.pipe.send(func() error { return t.runNow(ctx, list) })
	}
	return t.runNow(ctx, list)
}

func (t *WriteTx) runNow(ctx context.Context, list []insertion) error {
	for _, in := range list {
		err := t.d.watched(ctx, func(ctx context.Context) error {
			_, err := t.tx.Tx.ExecContext(ctx, t.d.eng.marks(in.text, nil), t.d.eng.kept(in.args)...)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func textOfInsert(s *schema.Table, key insertText) string {
	if text, ok := insertTexts.Load(key); ok {
		return text.(string)
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(s.Fields)), ", ") + ")"
	text := "INSERT INTO " + s.Name + " (" + strings.Join(columnNames(s), ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+", ", key.n), ", ") + key.tail
	insertTexts.Store(key, text)
	return text
}

// insertLast is insertRows for what ends a Write. Where a statement may hold several insertions, few rows go as one with the
// others, by sendLast: each statement is a trip to the database, during which others wait for the counters.
func (t *WriteTx) insertLast(rows reflect.Value, tail string) error {
	s, typ := t.schemaOfRows(rows)
	if !t.d.eng.joins() || rows.Len() > stepRows || !plainColumns(s) {
		if err := t.sendLast(t.ctx); err != nil { // what comes now rests on what waits
			return err
		}
		return t.insertRows(rows, tail)
	}
	if rows.Len() > 0 {
		t.last = append(t.last, insertionOf(s, insertText{typ, rows.Len(), tail}, rows, 0))
	}
	return nil
}

// sendLast inserts what insertLast has gathered, by one statement.
func (t *WriteTx) sendLast(ctx context.Context) error {
	if len(t.last) == 0 {
		return nil
	}
	var all insertion
	for i, in := range t.last {
		switch {
		case i == len(t.last)-1:
		case i == 0:
			in.text = "WITH w0 AS (" + in.text + ")"
		default:
			in.text = "w" + strconv.Itoa(i) + " AS (" + in.text + ")"
		}
		if i > 0 && i < len(t.last)-1 {
			all.text += ", "
		}
		all.text += in.text + " "
		all.args = append(all.args, in.args...)
	}
	t.last = nil
	return t.run(ctx, []insertion{all})
}

// sendEnd is sendLast at the end, where nothing can go wrong any more but the COMMIT: on an engine that asks for it the two go
// together, so that nobody waits for the counters during a trip.
func (t *WriteTx) sendEnd() error {
	if len(t.last) == 0 || t.mayEnd == nil {
		return t.sendLast(t.ctx)
	}
	if err := t.mayEnd(); err != nil {
		return err
	}
	t.ending = true
	return t.sendLast(lastOf(t.ctx))
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
		c, ok := driver.(*thriftyConn)
		if !ok {
			return errors.New("db: the PostgreSQL driver has changed its shape")
		}
		vals := make([]any, 0, len(s.Fields))
		bare, err := c.bare(ctx)
		if err != nil {
			return err
		}
		_, err = bare.CopyFrom(ctx, pgx.Identifier{s.Name}, columnNames(s), pgx.CopyFromSlice(rows.Len(), func(i int) ([]any, error) {
			vals = valuesOf(s, rows.Index(i), vals[:0])
			return vals, nil
		}))
		if err == nil && t.forget(rows.Len()) {
			_, err = bare.Exec(ctx, "DISCARD PLANS")
		}
		return err
	})
}

// firstPlans is after how many copied rows plans are made anew for the first time.
const firstPlans = 2000

// forget counts copied rows and tells when plans are to be made anew: at first soon, then each time the rows are four times as
// many. PostgreSQL keeps the plans of its checks of foreign keys for as long as the connection; those that it made while a table
// was all but empty may search an index by the county alone, so each check would read all that came since.
func (t *WriteTx) forget(rows int) bool {
	before := t.copied
	t.copied += rows
	for at := firstPlans; at <= t.copied; at *= 4 {
		if before < at {
			return true
		}
	}
	return false
}
