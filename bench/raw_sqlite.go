package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"time"

	_ "modernc.org/sqlite" // the bare engine that ours is compared with
)

// rawPragmas are the program's own, so that only the program itself makes the difference.
const rawPragmas = "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
	"&_pragma=temp_store(MEMORY)&_pragma=cache_size(-65536)&_pragma=wal_autocheckpoint(8000)&_txlock=immediate"

// rawSQLite writes the rows of one submission after another, each in a transaction of its own, with statements prepared
// once: a case, its journal entry and line, the hashes that complete, the head, the counters. It is what one connection of
// the bare driver can do; SQLite has one writer, so more connections would not do more.
func rawSQLite(ctx context.Context, file string, c *county, tpl *sample, length time.Duration) (rate float64, err error) {
	d, err := sql.Open("sqlite", "file:"+file+rawPragmas)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.SetMaxOpenConns(1)
	w := &rawWriter{c: c, tpl: tpl}
	if err := w.prepare(ctx, d); err != nil {
		return 0, err
	}
	return timed(ctx, length, w.submit)
}

// timed runs do until the time is over, after a warm-up, and gives the rate.
func timed(ctx context.Context, length time.Duration, do func(context.Context) error) (float64, error) {
	for warm := time.Now(); time.Since(warm) < pause(length); {
		if err := do(ctx); err != nil {
			return 0, err
		}
	}
	n, start := 0, time.Now()
	for time.Since(start) < length {
		if err := do(ctx); err != nil {
			return 0, err
		}
		n++
	}
	return float64(n) / time.Since(start).Seconds(), nil
}

// rawWriter holds the prepared statements and the counters of the raw run.
type rawWriter struct {
	c       *county
	tpl     *sample
	d       *sql.DB
	inserts []*sql.Stmt
	tallies []*sql.Stmt
	hash    *sql.Stmt
	head    *sql.Stmt
	n       int64 // submissions so far
	size    int64 // of the log
	hashID  int64
}

func (w *rawWriter) prepare(ctx context.Context, d *sql.DB) error {
	w.d = d
	var failed error
	prepare := func(text string) *sql.Stmt {
		st, err := d.PrepareContext(ctx, text)
		failed = errors.Join(failed, err)
		return st
	}
	for _, r := range w.tpl.rows {
		w.inserts = append(w.inserts, prepare(r.insert()))
	}
	for _, r := range w.tpl.tallies {
		w.tallies = append(w.tallies, prepare(r.insert()+upsert))
	}
	w.hash = prepare("INSERT INTO t_journal_hash (county_id, id, hash) VALUES (?, ?, ?)")
	w.head = prepare("UPDATE t_journal_head SET size = ?, root = ? WHERE county_id = ? AND id = 0")
	if failed != nil {
		return failed
	}
	return errors.Join(
		d.QueryRowContext(ctx, "SELECT size FROM t_journal_head").Scan(&w.size),
		d.QueryRowContext(ctx, "SELECT MAX(id) FROM t_journal_hash").Scan(&w.hashID))
}

// submit is one transaction with everything that a submission writes.
func (w *rawWriter) submit(ctx context.Context) error {
	w.n++
	tx, err := w.d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, *sql.Tx) error{w.rows, w.log, w.counters} {
		if err := step(ctx, tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

const rawID = 1 << 52 // above every id of the prepared county

func (w *rawWriter) rows(ctx context.Context, tx *sql.Tx) error {
	id := rawID + 4*w.n
	at := placed(w.c, int(w.n))
	key := fmt.Sprintf("%020d", w.n)
	for i, set := range []map[string]any{
		{"id": id, "place_id": at["micro_id"], "no": "20260101-" + key, "follow_hash": key + rand.Text(), "code_hash": key + rand.Text(), "client_key": key, "household_id": w.c.home(int(w.n))},
		{"id": id + 2, "no": w.size + 1},
		{"id": id + 1, "entry_id": id + 2, "row_id": id},
	} {
		if i != 1 {
			maps.Copy(set, at)
		}
		if _, err := tx.StmtContext(ctx, w.inserts[i]).ExecContext(ctx, w.tpl.rows[i].with(set)...); err != nil {
			return fmt.Errorf("%s: %w", w.tpl.rows[i].table, err)
		}
	}
	return nil
}

// log writes as many hashes as the log would store: one, and one more for each level of the tree that is complete.
func (w *rawWriter) log(ctx context.Context, tx *sql.Tx) error {
	w.size++
	var sum [32]byte
	for range 1 + bits.TrailingZeros64(uint64(w.size)) {
		_, _ = rand.Read(sum[:])
		w.hashID++
		if _, err := tx.StmtContext(ctx, w.hash).ExecContext(ctx, int64(w.c.id), w.hashID, base64.StdEncoding.EncodeToString(sum[:])); err != nil {
			return err
		}
	}
	_, err := tx.StmtContext(ctx, w.head).ExecContext(ctx, w.size, base64.StdEncoding.EncodeToString(sum[:]), int64(w.c.id))
	return err
}

func (w *rawWriter) counters(ctx context.Context, tx *sql.Tx) error {
	for i, r := range w.tpl.tallies {
		if _, err := tx.StmtContext(ctx, w.tallies[i]).ExecContext(ctx, r.with(counted(r, w.c, int(w.n)))...); err != nil {
			return err
		}
	}
	return nil
}

// oneRowSQLite is what a commit itself costs: one small row each.
func oneRowSQLite(ctx context.Context, file string, length time.Duration) (rate float64, err error) {
	d, err := sql.Open("sqlite", "file:"+file+rawPragmas)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.SetMaxOpenConns(1)
	if _, err := d.ExecContext(ctx, "CREATE TABLE one (id INTEGER PRIMARY KEY, v TEXT)"); err != nil {
		return 0, err
	}
	st, err := d.PrepareContext(ctx, "INSERT INTO one (v) VALUES (?)")
	if err != nil {
		return 0, err
	}
	return timed(ctx, length, func(ctx context.Context) error {
		_, err := st.ExecContext(ctx, "one")
		return err
	})
}
