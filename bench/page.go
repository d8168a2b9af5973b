package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"time"
)

// pageSizes are the cases of the county when the page is read, and whose ratio must stay near one.
func pageSizes(s *settings) []int {
	if s.quick {
		return []int{10_000, 100_000}
	}
	return []int{100_000, 1_000_000}
}

// pagePart measures the page that a township officer sees first, the 50 newest cases of the township, as the browser gets
// it: session, scope, names of places and JSON included. Beside it the bare query by a prepared statement.
func pagePart(ctx context.Context, s *settings, t *table) error {
	if slices.Contains(s.engines, "sqlite") {
		dir := filepath.Join(s.dir, "page")
		c, err := makeCounty(ctx, dir, "")
		if err != nil {
			return err
		}
		if err := pages(ctx, s, t, c, "sqlite", "file:"+filepath.Join(dir, "touyan.db")+rawPragmas); err != nil {
			return err
		}
	}
	if slices.Contains(s.engines, "postgres") {
		return pagesPostgres(ctx, s, t)
	}
	return nil
}

func pagesPostgres(ctx context.Context, s *settings, t *table) (err error) {
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
	c, err := makeCounty(ctx, filepath.Join(s.dir, "page-pg"), dsn)
	if err != nil {
		return err
	}
	return pages(ctx, s, t, c, "pgx", dsn)
}

func pages(ctx context.Context, s *settings, t *table, c *county, driver, dsn string) (err error) {
	if err := oneCase(ctx, s, c, "page-"+driver); err != nil {
		return err
	}
	d, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	sizes, engine := pageSizes(s), map[string]string{"sqlite": "SQLite", "pgx": "PostgreSQL"}[driver]
	var ours, bare []float64
	for _, n := range sizes {
		if err := fill(ctx, d, driver, c, n); err != nil {
			return err
		}
		raw, err := rawPage(ctx, s, d, c, driver)
		if err != nil {
			return err
		}
		m, err := servedPage(ctx, s, c, fmt.Sprintf("page-%s-%d", driver, n))
		if err != nil {
			return err
		}
		ours, bare = append(ours, m.median()), append(bare, raw)
		t.add(row{
			work: fmt.Sprintf("page of 50 newest of a township, %s, %d cases", engine, n), ours: m.median(), raw: raw, unit: "ms",
			aim: aim{atMost, 2}, note: fmt.Sprintf("99 %% below %.2f ms; %s", milliseconds(m.times, 99), m.cost()),
		})
	}
	t.add(row{
		work: fmt.Sprintf("growth of that time from %d to %d cases, %s", sizes[0], sizes[1], engine), ours: ours[1] / ours[0], raw: bare[1] / bare[0],
		unit: "times", aim: aim{atMost, 1.3},
	})
	return nil
}

// oneCase raises a case over HTTP: the pattern after which the county is filled.
func oneCase(ctx context.Context, s *settings, c *county, name string) error {
	v, err := startServer(ctx, s, c, name)
	if err != nil {
		return err
	}
	k, err := dial(ctx, v.addr, c.clerks[0])
	if err != nil {
		return errors.Join(err, v.stop())
	}
	err = newSubmission(c, []*conn{k}, 0).send(k, 0)
	return errors.Join(err, k.Close(), v.stop())
}

// servedPage reads the page again and again over one connection.
func servedPage(ctx context.Context, s *settings, c *county, name string) (measured, error) {
	v, err := startServer(ctx, s, c, name)
	if err != nil {
		return measured{}, err
	}
	k, err := dial(ctx, v.addr, c.clerks[0])
	if err != nil {
		return measured{}, errors.Join(err, v.stop())
	}
	m, err := drive(ctx, v, []*conn{k}, s.duration, get(k, "/api/cases?box=all&limit=50"))
	return m, errors.Join(err, k.Close(), v.stop())
}

// get asks for one page again and again.
func get(k *conn, path string) work {
	request := []byte(k.header(http.MethodGet, path) + "\r\n")
	return func(k *conn, _ int) error {
		if err := k.send(request); err != nil {
			return err
		}
		code, err := k.status()
		if err == nil && code != http.StatusOK {
			err = fmt.Errorf("%s was answered with %d", path, code)
		}
		return err
	}
}

// rawPage is the median of the query alone, prepared once, all columns read.
func rawPage(ctx context.Context, s *settings, d *sql.DB, c *county, driver string) (float64, error) {
	text := "SELECT * FROM t_case WHERE county_id = ? AND township_id = ? AND sealed = FALSE ORDER BY at DESC, id DESC LIMIT 51"
	if driver == "pgx" {
		text = "SELECT * FROM t_case WHERE county_id = $1 AND township_id = $2 AND sealed = FALSE ORDER BY at DESC, id DESC LIMIT 51"
	}
	st, err := d.PrepareContext(ctx, text)
	if err != nil {
		return 0, err
	}
	var times []time.Duration
	for begin := time.Now(); time.Since(begin) < s.duration/2+pause(s.duration); {
		at := time.Now()
		n, err := readAll(ctx, st, int64(c.id), int64(c.township.ID))
		if err != nil {
			return 0, errors.Join(err, st.Close())
		}
		if n != 51 {
			return 0, errors.Join(fmt.Errorf("%d rows", n), st.Close())
		}
		if at.Sub(begin) >= pause(s.duration) { // the first ones warm up
			times = append(times, time.Since(at))
		}
	}
	return milliseconds(times, 50), st.Close()
}

func readAll(ctx context.Context, st *sql.Stmt, args ...any) (n int, err error) {
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, rows.Close(), rows.Err()) }()
	cols, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	vals := make([]any, len(cols))
	for i := range vals {
		vals[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(vals...); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
