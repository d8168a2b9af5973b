package app

import (
	"database/sql"
	_ "embed"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

var update = flag.Bool("update", false, "rewrite the golden schemas")

//go:embed testdata/schema-lint.sql
var schemaLint string

// TestGoldenSchema compares the schema that the migrations make with the committed one.
func TestGoldenSchema(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			got := dump(t, e)
			file := filepath.Join("..", "..", "migrations", "golden", e+".sql")
			if *update {
				must(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			must(t, err)
			if string(want) != got {
				t.Fatalf("the schema differs from %s; `make gen` rewrites it", file)
			}
		})
	}
}

func dump(t *testing.T, engine string) string {
	t.Helper()
	q := "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'goose%' AND name NOT LIKE 'river%' AND name NOT LIKE 'sqlite%' ORDER BY tbl_name, type DESC, name"
	if engine == "postgres" {
		q = `SELECT l FROM (
 SELECT c.relname AS a, 1 AS b, a.attnum AS n, c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
   || CASE WHEN a.attcollation <> 0 AND co.collname <> 'default' THEN ' COLLATE ' || co.collname ELSE '' END AS l
 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_collation co ON co.oid = a.attcollation
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 't\_%'
 UNION ALL SELECT c.relname, 2, 0, pg_get_constraintdef(k.oid) || ' ON ' || c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE c.relname LIKE 't\_%'
 UNION ALL SELECT tablename, 3, 0, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename LIKE 't\_%'
 UNION ALL SELECT c.relname, 0, 0, c.relname || ' ' || coalesce(obj_description(c.oid, 'pg_class'), '') FROM pg_class c WHERE c.relkind = 'r' AND c.relname LIKE 't\_%'
) z ORDER BY a COLLATE "C", b, n, l COLLATE "C"`
	}
	lines := column(t, dbtest.Raw(t, engine, dbtest.Fresh(t, engine)), q)
	return strings.Join(lines, ";\n") + ";\n"
}

// TestSchemaLint is check C1 of the data rules: keys begin with county_id, no triggers, no identities.
func TestSchemaLint(t *testing.T) {
	for _, e := range dbtest.Engines() {
		if e != "postgres" {
			continue
		}
		for _, found := range column(t, dbtest.Raw(t, e, dbtest.Fresh(t, e)), "SELECT rule || ': ' || obj FROM ("+schemaLint+") AS lint") {
			t.Error(found)
		}
	}
}

// TestTablesAreDeclared: every table of the migrations is declared by a room, and the other way round.
func TestTablesAreDeclared(t *testing.T) {
	made := column(t, dbtest.Raw(t, "sqlite", dbtest.Fresh(t, "sqlite")),
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 't\\_%' ESCAPE '\\' ORDER BY name")
	var declared []string
	for _, table := range db.Tables() {
		declared = append(declared, "t_"+table.Name)
	}
	if strings.Join(made, " ") != strings.Join(declared, " ") {
		t.Fatalf("migrations make\n%v\nand the rooms declare\n%v", made, declared)
	}
}

// column reads the first column of a query.
func column(t *testing.T, p *sql.DB, q string) []string {
	t.Helper()
	rows, err := p.QueryContext(t.Context(), q)
	must(t, err)
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		must(t, rows.Scan(&s))
		out = append(out, s)
	}
	must(t, rows.Err())
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
