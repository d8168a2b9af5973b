package db

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"reflect"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
)

// Statements go to the engine with their values beside the text, so that the same text is parsed and planned once: the ids
// of a scope become arguments too. What is not a plain value (a list for IN) is written into the text by bun.

// bind writes the statement for an actor's arms (nil: all of them) and puts the values in the order of their marks.
func (t *template) bind(scope func(ref tableRef, first bool) (string, error), args []any) (string, []any, error) {
	var b strings.Builder
	out := make([]any, 0, len(args)+8)
	for i, ref := range t.tables {
		b.WriteString(t.text[i])
		n := min(t.marks[i], len(args))
		out, args = append(out, args[:n]...), args[n:]
		s, err := scope(ref, i == 0)
		if err != nil {
			return "", nil, err
		}
		s, ids := lift(s)
		b.WriteString(s)
		out = append(out, ids...)
	}
	b.WriteString(t.text[len(t.tables)])
	return b.String(), append(out, args...), nil
}

// lift turns the numbers of a scope into arguments. A scope is written by this package alone: a number stands behind a
// blank or a bracket, a topic between quotes.
func lift(s string) (string, []any) {
	var b strings.Builder
	var ids []any
	quoted := false
	for i := 0; i < len(s); i++ {
		if s[i] == '\'' {
			quoted = !quoted
		}
		if quoted || s[i] < '0' || s[i] > '9' || i == 0 || s[i-1] != ' ' && s[i-1] != '(' {
			b.WriteByte(s[i])
			continue
		}
		end := i
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		id, err := strconv.ParseInt(s[i:end], 10, 64)
		if err != nil { // no id is that long
			return s, nil
		}
		b.WriteByte('?')
		ids = append(ids, id)
		i = end - 1
	}
	return b.String(), ids
}

// plainArgs are the arguments as a driver takes them; false when one of them has to be written into the text.
func plainArgs(args []any) ([]any, bool) {
	out := make([]any, len(args))
	for i, a := range args {
		v, ok := plainArg(a)
		if !ok {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

func plainArg(a any) (any, bool) {
	switch a := a.(type) {
	case nil, int64, string, bool:
		return a, true
	case driver.Valuer:
		v, err := a.Value()
		return v, err == nil
	}
	return plainValue(reflect.ValueOf(a))
}

// plainValue is a column as a driver takes it.
func plainValue(v reflect.Value) (any, bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil, true
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Bool:
		return v.Bool(), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), true
	default:
		return nil, false
	}
}

// scan runs a statement with plain arguments into dest: a pointer to a slice, or to one struct, which must be there.
func (t *ReadTx) scan(ctx context.Context, dest any, text string, args []any) error {
	return t.d.watched(ctx, func(ctx context.Context) error {
		rows, err := t.query(ctx, text, args)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		if k := reflect.TypeOf(dest); k.Kind() != reflect.Pointer || k.Elem().Kind() != reflect.Struct {
			return t.d.read.ScanRows(ctx, rows, dest)
		}
		if !rows.Next() {
			return cmp.Or(rows.Err(), sql.ErrNoRows)
		}
		return t.d.read.ScanRow(ctx, rows, dest)
	})
}

// watched runs a statement that bun does not see, under the same watch as those that it sees.
func (d *DB) watched(ctx context.Context, run func(context.Context) error) error {
	h := spoilHook{d.eng}
	err := run(h.BeforeQuery(ctx, nil))
	h.AfterQuery(ctx, &bun.QueryEvent{Err: err})
	return err
}

// dollars numbers the marks, as PostgreSQL has them, and says which kind of whole number it is, as a number in the text
// would: alone, an id that is compared with a small number would be taken for a small number.
func dollars(text string, args []any) string {
	return remark(text, func(n int) string {
		mark := "$" + strconv.Itoa(n)
		if n > len(args) {
			return mark
		}
		if v, ok := args[n-1].(int64); ok && v == int64(int32(v)) {
			return mark + "::integer"
		} else if ok {
			return mark + "::bigint"
		}
		return mark
	})
}

// veiled keeps SQLite's planner from looking at the values, by a cast that changes nothing: a plan that rests on a value is
// made anew for each value, even where it comes out the same.
func veiled(text string, args []any) string {
	if len(args) == 0 { // no plan rests on them
		return text
	}
	return remark(text, func(n int) string {
		if n > len(args) {
			return "?"
		}
		switch args[n-1].(type) {
		case int64, bool:
			return "CAST(? AS INTEGER)"
		case string:
			return "CAST(? AS TEXT)"
		}
		return "?"
	})
}

// remark writes each mark anew; a question mark between quotes is text.
func remark(text string, mark func(n int) string) string {
	var b strings.Builder
	b.Grow(2 * len(text))
	n, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == '?' && !quoted:
			n++
			b.WriteString(mark(n))
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
