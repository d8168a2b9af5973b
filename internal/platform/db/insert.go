package db

import (
	"context"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// fewRows is how many rows still go in by a statement that is kept: a submission, not an import.
const fewRows = 8

// insertText is the statement for so many rows of a type.
type insertText struct {
	typ  reflect.Type
	n    int
	tail string
}

var insertTexts sync.Map // insertText -> text

// insertion is a statement that inserts few rows, with its values.
type insertion struct {
	text string
	args []any
}

// insertFew inserts a slice of structs or of pointers to structs, with tail behind the values. It does nothing, and says so,
// when they are many or a column is not a plain value: then the values are better written into the text.
func insertFew(ctx context.Context, d *DB, tx bun.Tx, rows reflect.Value, tail string) (done bool, err error) {
	if rows.Len() == 0 {
		return true, nil
	}
	in, ok := few(d, rows, tail)
	if !ok {
		return false, nil
	}
	return true, in.run(ctx, d, tx)
}

// insertLast is insertFew for the rows that end a Write. Where a statement may hold several insertions they go as one, by
// sendLast: each statement is a trip to the database, during which others wait for the counters.
func (t *WriteTx) insertLast(rows reflect.Value, tail string) (done bool, err error) {
	if !t.d.eng.joins() {
		return insertFew(t.ctx, t.d, t.tx, rows, tail)
	}
	if rows.Len() == 0 {
		return true, nil
	}
	in, ok := few(t.d, rows, tail)
	if !ok {
		return false, t.sendLast() // what comes now rests on what waits
	}
	t.last = append(t.last, in)
	return true, nil
}

// sendLast inserts what insertLast has gathered, by one statement.
func (t *WriteTx) sendLast() error {
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
	return all.run(t.ctx, t.d, t.tx)
}

func (in insertion) run(ctx context.Context, d *DB, tx bun.Tx) error {
	return d.watched(ctx, func(ctx context.Context) error {
		_, err := tx.Tx.ExecContext(ctx, d.eng.marks(in.text, nil), d.eng.kept(in.args)...)
		return err
	})
}

// few is the insertion of few rows of plain columns.
func few(d *DB, rows reflect.Value, tail string) (in insertion, ok bool) {
	n := rows.Len()
	typ := rows.Type().Elem()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if n > fewRows {
		return in, false
	}
	s := d.write.Dialect().Tables().Get(typ)
	args := make([]any, 0, n*len(s.Fields))
	for i := range n {
		row := reflect.Indirect(rows.Index(i))
		for _, f := range s.Fields {
			v, ok := plainValue(f.Value(row))
			if !ok {
				return in, false
			}
			args = append(args, v)
		}
	}
	return insertion{textOfInsert(s, insertText{typ, n, tail}), args}, true
}

func textOfInsert(s *schema.Table, key insertText) string {
	if text, ok := insertTexts.Load(key); ok {
		return text.(string)
	}
	cols := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		cols[i] = string(f.SQLName)
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ") + ")"
	text := "INSERT INTO " + s.Name + " (" + strings.Join(cols, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+", ", key.n), ", ") + key.tail
	insertTexts.Store(key, text)
	return text
}
