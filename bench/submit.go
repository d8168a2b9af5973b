package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Connections at once, and what is hoped for at each: ours to raw.
var (
	connections = []int{1, 8, 32}
	submitAims  = map[string]map[int]float64{
		"sqlite":   {1: 0.4, 32: 1.3},
		"postgres": {1: 0.25, 8: 0.4, 32: 0.7},
	}
)

// submitPart measures how many cases an hour's rush can bring in: posted over HTTP by signed-in clerks, each journaled and
// durable before it is answered, beside the engine writing the same rows.
func submitPart(ctx context.Context, s *settings, t *table) error {
	if slices.Contains(s.engines, "sqlite") {
		if err := submitSQLite(ctx, s, t); err != nil {
			return err
		}
	}
	if slices.Contains(s.engines, "postgres") {
		return submitPostgres(ctx, s, t)
	}
	return nil
}

func submitSQLite(ctx context.Context, s *settings, t *table) error {
	dir := filepath.Join(s.dir, "submit")
	c, err := makeCounty(ctx, dir, "")
	if err != nil {
		return err
	}
	file, raw := filepath.Join(dir, "touyan.db"), filepath.Join(s.dir, "raw.db")
	if err := earlierCases(ctx, s, c, "sqlite", "file:"+file+rawPragmas); err != nil {
		return err
	}
	if err := copyFile(raw, file); err != nil {
		return err
	}
	ours, err := submissions(ctx, s, c, "submit-sqlite")
	if err != nil {
		return err
	}
	d, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return err
	}
	tpl, err := readSample(ctx, d, "case")
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	rate, err := rawSQLite(ctx, raw, c, tpl, s.duration)
	if err != nil {
		return err
	}
	for _, n := range connections {
		t.add(submitRow("SQLite", n, ours[n], rate, submitAims["sqlite"][n]))
	}
	one, err := oneRowSQLite(ctx, raw, s.duration/2)
	t.add(row{work: "one-row commits of the raw driver, SQLite", raw: one, unit: "/s"})
	return err
}

func submitPostgres(ctx context.Context, s *settings, t *table) (err error) {
	cl, err := startCluster(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cl.stop()) }()
	dsn, err := cl.database("ours")
	if err != nil {
		return err
	}
	if err := cl.exec(ctx, "CREATE DATABASE ours"); err != nil {
		return err
	}
	c, err := makeCounty(ctx, filepath.Join(s.dir, "submit-pg"), dsn)
	if err != nil {
		return err
	}
	if err := earlierCases(ctx, s, c, "pgx", dsn); err != nil {
		return err
	}
	if err := cl.exec(ctx, "CREATE DATABASE raw TEMPLATE ours"); err != nil {
		return err
	}
	ours, err := submissions(ctx, s, c, "submit-postgres")
	if err != nil {
		return err
	}
	d, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	tpl, err := readSample(ctx, d, "case")
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	for _, n := range connections {
		rate, err := cl.pgbench(ctx, s, c, tpl, n)
		if err != nil {
			return err
		}
		t.add(submitRow("PostgreSQL", n, ours[n], rate, submitAims["postgres"][n]))
	}
	for _, n := range connections {
		rate, err := cl.pgbenchOneRow(ctx, s, n)
		if err != nil {
			return err
		}
		t.add(row{work: "one-row commits of pgbench" + across(n), raw: rate, unit: "/s"})
	}
	return nil
}

// earlier is how many cases the county has before the rush.
const earlier = 10_000

// earlierCases makes the county one that has been at work for a while: in an empty table nothing has to be found.
func earlierCases(ctx context.Context, s *settings, c *county, driver, dsn string) error {
	if err := oneCase(ctx, s, c, "first-"+driver); err != nil {
		return err
	}
	d, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	return errors.Join(fill(ctx, d, driver, c, earlier), d.Close())
}

func submitRow(engine string, n int, m measured, raw, want float64) row {
	r := row{work: "cases accepted, " + engine + across(n), ours: m.rate(), raw: raw, unit: "/s", note: m.cost()}
	if want != 0 {
		r.aim = aim{ratioAbove, want}
	}
	return r
}

func across(n int) string {
	if n == 1 {
		return ", 1 connection"
	}
	return fmt.Sprintf(", %d connections", n)
}

// submissions runs the server and sends cases over 1, 8 and 32 connections.
func submissions(ctx context.Context, s *settings, c *county, name string) (map[int]measured, error) {
	v, err := startServer(ctx, s, c, name)
	if err != nil {
		return nil, err
	}
	out := map[int]measured{}
	for _, n := range connections {
		conns := make([]*conn, n)
		for i := range conns {
			if conns[i], err = dial(ctx, v.addr, c.clerks[i]); err != nil {
				return nil, errors.Join(err, v.stop())
			}
		}
		posts := newSubmission(c, conns, n)
		if out[n], err = drive(ctx, v, conns, s.duration, posts.send); err != nil {
			return nil, errors.Join(err, v.stop())
		}
		say("%s%s: %.0f/s, median %.2f ms, 99 %% below %.2f ms; %s", name, across(n), out[n].rate(), out[n].median(), milliseconds(out[n].times, 99), out[n].cost())
		for _, k := range conns {
			err = errors.Join(err, k.Close())
		}
		if err != nil {
			return nil, err
		}
	}
	return out, v.stop()
}

// submission is a prepared request for each connection and each micro-grid, with a gap where the client key goes.
type submission struct {
	parts map[*conn][][2][]byte
	tag   string
}

const keyDigits = 16

func newSubmission(c *county, conns []*conn, run int) *submission {
	p := &submission{parts: map[*conn][][2][]byte{}, tag: strconv.Itoa(run) + "-"}
	for _, k := range conns {
		for _, m := range c.micros {
			const edge = "edgeedgeedge"
			var b strings.Builder
			for _, f := range [][2]string{
				{"text", "路灯坏了三天没人修,晚上老人出门看不见路,麻烦安排人来看一看,就在村委会往东第二个路口。"},
				{"topic", "road"},
				{"place_id", m.ID.String()},
				{"reporter_name", "张三"},
				{"contact", "13800001234"},
				{"client_key", p.tag},
			} {
				b.WriteString("--" + edge + "\r\nContent-Disposition: form-data; name=\"" + f[0] + "\"\r\n\r\n" + f[1] + "\r\n")
			}
			before, after := strings.TrimSuffix(b.String(), "\r\n"), "\r\n--"+edge+"--\r\n"
			head := k.header(http.MethodPost, "/api/cases") + "Content-Type: multipart/form-data; boundary=" + edge +
				"\r\nContent-Length: " + strconv.Itoa(len(before)+keyDigits+len(after)) + "\r\n\r\n"
			p.parts[k] = append(p.parts[k], [2][]byte{[]byte(head + before), []byte(after)})
		}
	}
	return p
}

// send posts one case and waits for the answer.
func (p *submission) send(c *conn, n int) error {
	parts := p.parts[c][(n>>32+n)%len(p.parts[c])] // each connection begins at another place, as clerks do
	b := make([]byte, 0, len(parts[0])+keyDigits+len(parts[1]))
	b = append(b, parts[0]...)
	b = fmt.Appendf(b, "%0*x", keyDigits, n)
	b = append(b, parts[1]...)
	if err := c.send(b); err != nil {
		return err
	}
	code, err := c.status()
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("a case was answered with %d", code)
	}
	return err
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o600)
}

// record is a row with its columns, to be written again with some of them changed.
type record struct {
	table string
	cols  []string
	vals  []any
}

// sample is everything that one submission wrote.
type sample struct {
	rows    []record // case, journal entry, journal lines
	tallies []record
}

// readSample reads what the newest record of a table left behind: a case, or a visit.
func readSample(ctx context.Context, d *sql.DB, name string) (*sample, error) {
	last, err := readRows(ctx, d, "t_"+name, "ORDER BY id DESC LIMIT 1")
	if err != nil || len(last) != 1 {
		return nil, fmt.Errorf("no %s was kept: %w", name, err)
	}
	id := last[0].value("id")
	lines, err := readRows(ctx, d, "t_journal_line", fmt.Sprintf("WHERE tbl = '%s' AND row_id = %v", name, id))
	if err != nil || len(lines) != 1 {
		return nil, fmt.Errorf("the %s has %d lines in the journal: %w", name, len(lines), err)
	}
	entries, err := readRows(ctx, d, "t_journal", fmt.Sprintf("WHERE id = %v", lines[0].value("entry_id")))
	if err != nil || len(entries) != 1 {
		return nil, fmt.Errorf("no journal entry: %w", err)
	}
	at := "place_id"
	if name == "visit" { // counted by village
		at = "village_id"
	}
	tallies, err := readRows(ctx, d, "t_tally", fmt.Sprintf("WHERE id = %v AND measure LIKE '%s.%%'", last[0].value(at), name))
	if err != nil || len(tallies) == 0 {
		return nil, fmt.Errorf("no counters: %w", err)
	}
	return &sample{rows: []record{last[0], entries[0], lines[0]}, tallies: tallies}, nil
}

func readRows(ctx context.Context, d *sql.DB, table, rest string) (out []record, err error) {
	rows, err := d.QueryContext(ctx, "SELECT * FROM "+table+" "+rest)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close(), rows.Err()) }()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		r := record{table: table, cols: cols, vals: make([]any, len(cols))}
		ptrs := make([]any, len(cols))
		for i := range ptrs {
			ptrs[i] = &r.vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (r record) value(col string) any { return r.vals[slices.Index(r.cols, col)] }

// at gives the values with the row moved to another place and some columns replaced.
func (r record) with(set map[string]any) []any {
	out := slices.Clone(r.vals)
	for i, c := range r.cols {
		if v, ok := set[c]; ok {
			out[i] = v
		}
	}
	return out
}

// insert is the statement for the row.
func (r record) insert() string {
	return "INSERT INTO " + r.table + " (" + strings.Join(r.cols, ", ") + ") VALUES (" +
		strings.TrimSuffix(strings.Repeat("?, ", len(r.cols)), ", ") + ")"
}

const upsert = " ON CONFLICT (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id) DO UPDATE SET n = t_tally.n + excluded.n"

// counted are the columns of a counter at one of the micro-grids, or at its village where that is what the counter counts.
func counted(r record, c *county, n int) map[string]any {
	set := placed(c, n)
	set["id"], set["n"] = set["micro_id"], int64(1)
	if fmt.Sprint(r.value("group_id")) == "0" {
		set["id"], set["group_id"] = set["village_id"], int64(0)
	}
	return set
}

// placed are the columns that bind a row to one of the micro-grids.
func placed(c *county, n int) map[string]any {
	m := c.micros[n%len(c.micros)]
	return map[string]any{
		"township_id": int64(m.Stamp.TownshipID), "village_id": int64(m.Stamp.VillageID), "group_id": int64(m.Stamp.GroupID),
		"micro_id": int64(m.Stamp.MicroID),
	}
}

// pause is how long a raw run warms up.
func pause(length time.Duration) time.Duration { return length / 5 }
