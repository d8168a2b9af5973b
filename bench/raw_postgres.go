package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // to prepare the database that pgbench writes to
)

// exec runs a statement in the cluster's own database.
func (c *cluster) exec(ctx context.Context, text string) error {
	d, err := sql.Open("pgx", c.dsn)
	if err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, text)
	return errors.Join(err, d.Close())
}

// pgbench writes the rows of one submission per transaction in prepared mode, as fast as PostgreSQL's own load program can:
// one script for each micro-grid, so that the counters are spread as ours are. The head of the log, which ours numbers in
// batches, is left out: under parallel writers it would hold pgbench back.
func (c *cluster) pgbench(ctx context.Context, s *settings, in *county, tpl *sample, n int) (float64, error) {
	var args []string
	for i := range in.micros {
		file := filepath.Join(s.dir, fmt.Sprintf("submit-%d.sql", i))
		if err := os.WriteFile(file, []byte(script(in, tpl, i)), 0o600); err != nil {
			return 0, err
		}
		args = append(args, "-f", file)
	}
	return c.runPgbench(ctx, s, n, args)
}

// pgbenchOneRow is what a commit itself costs: one small row each.
func (c *cluster) pgbenchOneRow(ctx context.Context, s *settings, n int) (float64, error) {
	dsn, err := c.database("raw")
	if err != nil {
		return 0, err
	}
	if err := (&cluster{dsn}).exec(ctx, "CREATE TABLE IF NOT EXISTS one (v TEXT)"); err != nil {
		return 0, err
	}
	file := filepath.Join(s.dir, "one.sql")
	if err := os.WriteFile(file, []byte("INSERT INTO one (v) VALUES ('one');\n"), 0o600); err != nil {
		return 0, err
	}
	return c.runPgbench(ctx, s, n, []string{"-f", file})
}

var tps = regexp.MustCompile(`(?m)^tps = ([0-9.]+)`)

func (c *cluster) runPgbench(ctx context.Context, s *settings, n int, scripts []string) (float64, error) {
	bin, err := exec.CommandContext(ctx, filepath.Join("scripts", "pg.sh"), "bin").Output()
	if err != nil {
		return 0, err
	}
	u, err := url.Parse(c.dsn)
	if err != nil {
		return 0, err
	}
	args := append([]string{
		"-h", u.Query().Get("host"), "-p", u.Query().Get("port"), "-U", "postgres", "-n", "-M", "prepared",
		"-c", strconv.Itoa(n), "-j", strconv.Itoa(min(n, 2)), "-T", strconv.Itoa(int(s.duration.Seconds())), "-D", fmt.Sprintf("n=%d", n*10_000_000),
	}, scripts...)
	out, err := exec.CommandContext(ctx, filepath.Join(strings.TrimSpace(string(bin)), "pgbench"), append(args, "raw")...).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w\n%s", err, out)
	}
	m := tps.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("pgbench told no rate:\n%s", out)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}

// script is a pgbench script of everything that a submission at the i-th micro-grid writes. Each client counts in n, so
// that ids rise as ours do.
func script(c *county, tpl *sample, i int) string {
	var b strings.Builder
	b.WriteString("\\set n :n + 1\n\\set id " + strconv.Itoa(rawID) + " + :n * 1000 + :client_id * 8\n" +
		"\\set line :id + 1\n\\set entry :id + 2\n\\set hash :id + 3\nBEGIN;\n")
	at := placed(c, i)
	for k, set := range []map[string]any{
		{"id": variable(":id"), "place_id": at["micro_id"], "no": variable("'B-' || :id"), "follow_hash": variable("md5('f' || :id) || md5('g' || :id)"), "code_hash": variable("md5('f' || :id) || md5('g' || :id)"), "household_id": c.home(i), "client_key": variable("'a141029-' || :id")},
		{"id": variable(":entry"), "no": variable(":entry")},
		{"id": variable(":line"), "entry_id": variable(":entry"), "row_id": variable(":id")},
	} {
		if k != 1 {
			maps.Copy(set, at)
		}
		r := tpl.rows[k]
		b.WriteString("INSERT INTO " + r.table + " (" + strings.Join(r.cols, ", ") + ") VALUES (" + literals(r.with(set)) + ");\n")
	}
	fmt.Fprintf(&b, "INSERT INTO t_journal_hash (county_id, id, hash) VALUES (%d, :id, '%[2]s'), (%[1]d, :hash, '%[2]s');\n", c.id, strings.Repeat("h", 44))
	var rows []string
	for _, r := range tpl.tallies {
		rows = append(rows, "("+literals(r.with(counted(r, c, i)))+")")
	}
	slices.Sort(rows)
	b.WriteString("INSERT INTO t_tally (" + strings.Join(tpl.tallies[0].cols, ", ") + ") VALUES " + strings.Join(rows, ", ") + upsert + ";\nCOMMIT;\n")
	return b.String()
}

// plainText hides colons, behind which pgbench would look for a variable.
var plainText = strings.NewReplacer("'", "''", `\`, `\\`, ":", `\x3a`)

// variable is a piece of SQL in place of a value.
type variable string

func literals(vals []any) string {
	out := make([]string, len(vals))
	for i, v := range vals {
		switch v := v.(type) {
		case nil:
			out[i] = "NULL"
		case variable:
			out[i] = string(v)
		case string:
			if out[i] = "'" + strings.ReplaceAll(v, "'", "''") + "'"; strings.ContainsAny(v, `:\\`) {
				out[i] = "E'" + plainText.Replace(v) + "'"
			}
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return strings.Join(out, ", ")
}
