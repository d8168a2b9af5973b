package script_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	_ "touyan/internal/platform/db" // brings the SQLite driver
	"touyan/internal/platform/sheet"
	"touyan/migrations"
)

// mkxlsx TEXT FILE makes a workbook of a text: [sheet], then rows with | between the cells.
func mkxlsx(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mkxlsx TEXT FILE")
	}
	var outs []sheet.Out
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "["):
			outs = append(outs, sheet.Out{Sheet: sheet.Sheet{Name: strings.Trim(line, "[]")}})
		case len(outs) == 0:
			ts.Fatalf("%s: a row before the first [sheet]", args[0])
		default:
			fill(&outs[len(outs)-1], strings.Split(line, "|"))
		}
	}
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Check(errors.Join(sheet.Write(f, outs...), f.Close()))
}

// fill takes a line of cells: the titles first, then the rows.
func fill(out *sheet.Out, cells []string) {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if out.Columns == nil {
		for _, title := range cells {
			out.Columns = append(out.Columns, sheet.Column{Key: title, Title: title})
		}
		out.Rows = func(func([]any, error) bool) {}
		return
	}
	row := make([]any, len(out.Columns))
	for i := range row {
		if row[i] = ""; i < len(cells) {
			row[i] = cells[i]
		}
	}
	before := out.Rows
	out.Rows = func(yield func([]any, error) bool) {
		for r, err := range before {
			if !yield(r, err) {
				return
			}
		}
		yield(row, nil)
	}
}

// oldSchema DIR leaves a database there that lacks the last migration.
func oldSchema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: oldschema DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	d, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "touyan.db"))
	ts.Check(err)
	defer func() { _ = d.Close() }()
	ctx := context.Background()
	run := func(stmt string) {
		if _, err := d.ExecContext(ctx, stmt); err != nil {
			ts.Fatalf("%v: %s", err, stmt)
		}
	}
	run("CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))")
	run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)")
	steps := migrationSteps(ts)
	for _, s := range steps[:len(steps)-1] {
		run(s.up)
		run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (" + strconv.Itoa(s.no) + ", 1)")
	}
}

type step struct {
	no int
	up string
}

func migrationSteps(ts *testscript.TestScript) []step {
	var out []step
	for _, dir := range []string{"common", "sqlite"} {
		files, err := fs.Glob(migrations.FS, path.Join(dir, "*.sql"))
		ts.Check(err)
		for _, f := range files {
			text, err := fs.ReadFile(migrations.FS, f)
			ts.Check(err)
			no, err := strconv.Atoi(path.Base(f)[:4])
			ts.Check(err)
			up, _, _ := strings.Cut(string(text), "-- +goose Down")
			out = append(out, step{no, up})
		}
	}
	slices.SortFunc(out, func(a, b step) int { return a.no - b.no })
	return out
}

// port NAME puts the number of a free port into the variable.
func port(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: port NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, p, err := net.SplitHostPort(l.Addr().String())
	ts.Check(errors.Join(err, l.Close()))
	ts.Setenv(args[0], p)
}

const patience = 20 * time.Second

// get STATUS URL waits for a server and prints what it answers.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: get STATUS URL")
	}
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		res, err := http.Get(args[1])
		if err != nil {
			if time.Since(start) > patience {
				ts.Fatalf("nobody answers: %v", err)
			}
			continue
		}
		body, err := io.ReadAll(res.Body)
		ts.Check(errors.Join(err, res.Body.Close()))
		if strconv.Itoa(res.StatusCode) != args[0] {
			ts.Fatalf("%s: %d, want %s: %s", args[1], res.StatusCode, args[0], body)
		}
		_, _ = fmt.Fprint(ts.Stdout(), string(body))
		return
	}
}

// first NAME PREFIX puts the first line of the last output into the variable and checks how it begins.
func first(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: first NAME PREFIX")
	}
	line, _, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	if !strings.HasPrefix(line, args[1]) {
		ts.Fatalf("the first line is %q, not %s…", line, args[1])
	}
	ts.Setenv(args[0], strings.TrimPrefix(line, args[1]))
}

// tamper (sql DIR STATEMENT) changes the data of a folder past the program.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql DIR STATEMENT")
	}
	d, err := sql.Open("sqlite", "file:"+filepath.Join(ts.MkAbs(args[0]), "touyan.db"))
	ts.Check(err)
	res, err := d.ExecContext(context.Background(), args[1])
	ts.Check(err)
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		ts.Fatalf("%d rows changed, want 1: %s", n, args[1])
	}
	ts.Check(d.Close())
}
