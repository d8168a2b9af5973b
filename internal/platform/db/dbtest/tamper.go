package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"touyan/internal/platform/db"
)

// Tamper writes rows past the door: what services refuse, as they should, for tests of what looks for it.
type Tamper struct {
	t      testing.TB
	engine string
	conn   *sql.Conn
	next   int64
	undo   []func()
}

// EachTamper is EachClock with a Tamper beside the door.
func EachTamper(t *testing.T, fn func(t *testing.T, d *db.DB, c *Clock, raw *Tamper)) {
	t.Helper()
	for _, e := range Engines() {
		t.Run(e, func(t *testing.T) {
			c := NewClock()
			o := Fresh(t, e)
			fn(t, open(t, o, c), c, tamper(t, e, o))
		})
	}
}

// tamper opens one connection on which no key of another table is asked for.
func tamper(t *testing.T, engine string, o db.Options) *Tamper {
	t.Helper()
	conn, err := Raw(t, engine, o).Conn(t.Context())
	if err == nil {
		t.Cleanup(func() { _ = conn.Close() })
		if engine == "sqlite" {
			_, err = conn.ExecContext(t.Context(), "PRAGMA busy_timeout = 10000")
		} else {
			_, err = conn.ExecContext(t.Context(), "SET session_replication_role = replica")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return &Tamper{t: t, engine: engine, conn: conn, next: 1 << 20}
}

// column is one of a table: whether it takes no value, and what it has where nothing is said.
type column struct {
	name string
	zero any
}

func (r *Tamper) columns(table string) []column {
	r.t.Helper()
	ask := "SELECT name, type, CASE WHEN \"notnull\" = 0 THEN 'YES' ELSE 'NO' END FROM pragma_table_info('t_" + table + "')"
	if r.engine != "sqlite" {
		ask = "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 't_" + table + "'"
	}
	rows, err := r.conn.QueryContext(r.t.Context(), ask)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []column
	for rows.Next() {
		var c column
		var kind, null string
		if err := rows.Scan(&c.name, &kind, &null); err != nil {
			r.t.Fatal(err)
		}
		switch kind = strings.ToLower(kind); {
		case null == "YES":
		case kind == "text":
			c.zero = ""
		case strings.HasPrefix(kind, "bool"):
			c.zero = false
		default:
			c.zero = 0
		}
		out = append(out, c)
	}
	if len(out) == 0 || rows.Err() != nil {
		r.t.Fatalf("no table %s: %v", table, rows.Err())
	}
	return out
}

// Insert writes a row of County; what is not said is empty. It gives the row's id, unless the row says one itself.
func (r *Tamper) Insert(table string, values map[string]any) int64 {
	r.t.Helper()
	r.next++
	id := r.next
	var cols, marks []string
	var args []any
	all := r.columns(table)
	for _, c := range all {
		v, said := values[c.name]
		switch {
		case said:
		case c.name == "county_id":
			v = int64(County)
		case c.name == "id":
			v = id
		case c.name == "rev":
			v = 1
		default:
			v = c.zero
		}
		cols, marks, args = append(cols, c.name), append(marks, fmt.Sprintf("$%d", len(args)+1)), append(args, v)
	}
	for name := range values {
		if !slices.ContainsFunc(all, func(c column) bool { return c.name == name }) {
			r.t.Fatalf("t_%s has no column %s", table, name)
		}
	}
	r.exec("INSERT INTO t_"+table+" ("+strings.Join(cols, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", args...)
	if own, said := values["id"]; said {
		id = own.(int64)
	}
	if slices.ContainsFunc(all, func(c column) bool { return c.name == "id" }) {
		r.undo = append(r.undo, func() { r.exec("DELETE FROM t_"+table+" WHERE id = $1", id) })
	}
	return id
}

// Set writes a value into a column of a row.
func (r *Tamper) Set(table string, id int64, col string, value any) {
	r.t.Helper()
	var was any
	if err := r.conn.QueryRowContext(r.t.Context(), "SELECT "+col+" FROM t_"+table+" WHERE id = $1", id).Scan(&was); err != nil {
		r.t.Fatalf("t_%s %d: %v", table, id, err)
	}
	r.exec("UPDATE t_"+table+" SET "+col+" = $1 WHERE id = $2", value, id)
	r.undo = append(r.undo, func() { r.exec("UPDATE t_"+table+" SET "+col+" = $1 WHERE id = $2", was, id) })
}

// Do runs a statement for which there is no way back.
func (r *Tamper) Do(stmt string, args ...any) {
	r.t.Helper()
	r.exec(stmt, args...)
}

// Undo takes back what was written, the last first.
func (r *Tamper) Undo() {
	r.t.Helper()
	for _, f := range slices.Backward(r.undo) {
		f()
	}
	r.undo = nil
}

func (r *Tamper) exec(stmt string, args ...any) {
	r.t.Helper()
	if _, err := r.conn.ExecContext(context.WithoutCancel(r.t.Context()), stmt, args...); err != nil {
		r.t.Fatalf("%s %v: %v", stmt, args, err)
	}
}
