package db

import (
	"context"
	"reflect"
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

// insertFew inserts a slice of structs or of pointers to structs, with tail behind the values. It does nothing, and says so,
// when they are many or a column is not a plain value: then the values are better written into the text.
func insertFew(ctx context.Context, d *DB, tx bun.Tx, rows reflect.Value, tail string) (done bool, err error) {
	n := rows.Len()
	typ := rows.Type().Elem()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if n == 0 || n > fewRows {
		return n == 0, nil
	}
	s := d.write.Dialect().Tables().Get(typ)
	args := make([]any, 0, n*len(s.Fields))
	for i := range n {
		row := reflect.Indirect(rows.Index(i))
		for _, f := range s.Fields {
			v, ok := plainValue(f.Value(row))
			if !ok {
				return false, nil
			}
			args = append(args, v)
		}
	}
	return true, d.watched(ctx, func(ctx context.Context) error {
		_, err := tx.Tx.ExecContext(ctx, textOfInsert(d.eng, s, insertText{typ, n, tail}), d.eng.kept(args)...)
		return err
	})
}

func textOfInsert(eng engine, s *schema.Table, key insertText) string {
	if text, ok := insertTexts.Load(key); ok {
		return eng.marks(text.(string), nil)
	}
	cols := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		cols[i] = string(f.SQLName)
	}
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ") + ")"
	text := "INSERT INTO " + s.Name + " (" + strings.Join(cols, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+", ", key.n), ", ") + key.tail
	insertTexts.Store(key, text)
	return eng.marks(text, nil)
}
