package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// transaction is everything that one transaction of two postings wrote.
type transaction struct {
	rows []record // the head, two postings, the entry of the journal, its three lines
	sums []record // the balances
}

const upsertSum = " ON CONFLICT (county_id, id, part) DO UPDATE SET n = t_running.n + excluded.n"

func readTransaction(ctx context.Context, d *sql.DB) (*transaction, error) {
	t := &transaction{}
	read := func(most int, table, rest string) []record {
		rows, err := readRows(ctx, d, table, rest)
		if err != nil || len(rows) != most {
			rows = nil
		}
		return rows
	}
	head := read(1, "t_ledger_txn", "ORDER BY id DESC LIMIT 1")
	if head == nil {
		return nil, errors.New("no transaction was kept")
	}
	id := head[0].value("id")
	legs := read(2, "t_ledger_posting", fmt.Sprintf("WHERE txn_id = %v ORDER BY id", id))
	line := read(1, "t_journal_line", fmt.Sprintf("WHERE tbl = 'ledger_txn' AND row_id = %v", id))
	if legs == nil || line == nil {
		return nil, errors.New("the transaction lacks postings or its line")
	}
	entry := read(1, "t_journal", fmt.Sprintf("WHERE id = %v", line[0].value("entry_id")))
	lines := read(3, "t_journal_line", fmt.Sprintf("WHERE entry_id = %v ORDER BY line", line[0].value("entry_id")))
	t.sums = read(2, "t_running", fmt.Sprintf("WHERE id IN (%v, %v)", legs[0].value("account_id"), legs[1].value("account_id")))
	if entry == nil || lines == nil || t.sums == nil {
		return nil, errors.New("the transaction lacks its entry, its lines or its balances")
	}
	t.rows = append(t.rows, head[0], legs[0], legs[1], entry[0])
	t.rows = append(t.rows, lines...)
	return t, nil
}

// sets are what differs in the rows of another transaction, in the i-th village; id is a number or a variable, plus what is added.
func (t *transaction) sets(b *books, i int, id func(plus int) any, key any) []map[string]any {
	p := b.spread[i%len(b.spread)]
	home := int64(p.homes[i%len(p.homes)])
	return []map[string]any{
		{"id": id(0), "client_key": key, "book_id": int64(p.book)},
		{"id": id(1), "txn_id": id(0), "account_id": int64(p.source)},
		{"id": id(2), "txn_id": id(0), "account_id": home},
		{"id": id(3), "no": id(0)},
		{"id": id(4), "entry_id": id(3), "row_id": id(0)},
		{"id": id(5), "entry_id": id(3), "row_id": id(1)},
		{"id": id(6), "entry_id": id(3), "row_id": id(2)},
		{"id": int64(p.source)},
		{"id": home},
	}
}

// sqlite writes by one connection, with statements prepared once, each transaction with its hashes and the head of the log.
func (t *transaction) sqlite(ctx context.Context, file string, b *books, length time.Duration) (rate float64, err error) {
	d, err := sql.Open("sqlite", "file:"+file+rawPragmas)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.SetMaxOpenConns(1)
	all := append(append([]record{}, t.rows...), t.sums...)
	stmts := make([]*sql.Stmt, len(all))
	for i, r := range all {
		text := r.insert()
		if i >= len(t.rows) {
			text += upsertSum
		}
		if stmts[i], err = d.PrepareContext(ctx, text); err != nil {
			return 0, err
		}
	}
	hash, err := d.PrepareContext(ctx, "INSERT INTO t_journal_hash (county_id, id, hash) VALUES (?, ?, ?)")
	if err != nil {
		return 0, err
	}
	head, err := d.PrepareContext(ctx, "UPDATE t_journal_head SET size = ?, root = ? WHERE county_id = ? AND id = 0")
	if err != nil {
		return 0, err
	}
	n, hashes := int64(0), int64(rawID)
	return timed(ctx, length, func(ctx context.Context) error {
		n++
		id := func(plus int) any { return rawID + 8*n + int64(plus) }
		tx, err := d.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		put := func(st *sql.Stmt, args ...any) {
			if err == nil {
				_, err = tx.StmtContext(ctx, st).ExecContext(ctx, args...)
			}
		}
		for i, set := range t.sets(b, int(n), id, fmt.Sprintf("r%d", n)) {
			put(stmts[i], all[i].with(set)...)
		}
		var sum [32]byte
		for range 1 + bits.TrailingZeros64(uint64(n)) {
			_, _ = rand.Read(sum[:])
			hashes++
			put(hash, int64(b.e.c.id), hashes, base64.StdEncoding.EncodeToString(sum[:]))
		}
		put(head, n, base64.StdEncoding.EncodeToString(sum[:]), int64(b.e.c.id))
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	})
}

// scripts are those of pgbench, one for each village. The head of the log, which ours numbers in batches, is left out.
func (t *transaction) scripts(s *settings, b *books) ([]string, error) {
	var args []string
	for i := range b.spread {
		var text strings.Builder
		fmt.Fprintf(&text, "\\set n :n + 1\n\\set id %d + :n * 1000 + :client_id * 8\n", int64(rawID))
		for plus := 1; plus < 7; plus++ {
			fmt.Fprintf(&text, "\\set id%d :id + %d\n", plus, plus)
		}
		text.WriteString("BEGIN;\n")
		id := func(plus int) any {
			if plus == 0 {
				return variable(":id")
			}
			return variable(fmt.Sprintf(":id%d", plus))
		}
		for k, set := range t.sets(b, i, id, variable("'r' || :id")) {
			r, tail := t.row(k)
			text.WriteString("INSERT INTO " + r.table + " (" + strings.Join(r.cols, ", ") + ") VALUES (" + literals(r.with(set)) + ")" + tail + ";\n")
		}
		fmt.Fprintf(&text, "INSERT INTO t_journal_hash (county_id, id, hash) VALUES (%d, :id, '%[2]s'), (%[1]d, :id1, '%[2]s');\nCOMMIT;\n", b.e.c.id, strings.Repeat("h", 44))
		file := filepath.Join(s.dir, fmt.Sprintf("ledger-%d.sql", i))
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			return nil, err
		}
		args = append(args, "-f", file)
	}
	return args, nil
}

// row is the k-th row that is written, and what stands behind its values.
func (t *transaction) row(k int) (record, string) {
	if k < len(t.rows) {
		return t.rows[k], ""
	}
	return t.sums[k-len(t.rows)], upsertSum
}
