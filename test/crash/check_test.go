package crash_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"testing"

	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// check starts the program over the data and compares them with what was answered.
func (l *load) check(t *testing.T, engine string, o db.Options) {
	t.Helper()
	a, err := open(t.Context(), o)
	must(t, err)
	defer func() { must(t, a.Close()) }()
	must(t, a.DB.Sequence(t.Context()))
	raw := dbtest.Raw(t, engine, o)
	defer func() { must(t, raw.Close()) }() // hundreds of them would be too many for one cluster
	cases := l.checkCases(t, raw)
	l.checkLog(t, raw)
	diffs, err := a.Casework.Recount(t.Context(), l.county)
	must(t, err)
	var reported int
	must(t, raw.QueryRow("SELECT coalesce(sum(n), 0) FROM t_tally WHERE measure = 'case.reported'").Scan(&reported))
	if len(diffs) > 0 || reported != cases {
		t.Fatalf("the counters differ from %d cases: %d were counted, %+v", cases, reported, diffs)
	}
	r, err := a.DB.Verify(t.Context(), db.VerifyOptions{Records: true})
	must(t, err)
	if len(r.Findings) > 0 {
		t.Fatalf("%d findings, the first %+v", len(r.Findings), r.Findings[0])
	}
}

// checkCases: each step that was answered is there once; beyond them at most the one step of each clerk that was under way.
func (l *load) checkCases(t *testing.T, raw *sql.DB) int {
	t.Helper()
	rows, err := raw.Query("SELECT client_key, rev, state FROM t_case")
	must(t, err)
	defer func() { _ = rows.Close() }()
	type saved struct {
		rev   int
		state string
	}
	there, n := map[string]saved{}, 0
	for rows.Next() {
		var key string
		var s saved
		must(t, rows.Scan(&key, &s.rev, &s.state))
		there[key] = s
		n++
	}
	must(t, rows.Err())
	entered := saved{1, "reported"}
	accepted := saved{2, "accepted"}
	known := 0
	for _, c := range l.clerks {
		for step := 0; step <= c.steps; step += 2 {
			s, ok := there[fmt.Sprintf("a%s:%d-%d", c.account, c.n, step)]
			switch {
			case !ok && step == c.steps: // under way, and not saved
				continue
			case !ok:
				t.Fatalf("step %d of clerk %d was answered and is lost", step, c.n)
			case step+1 < c.steps && s != accepted:
				t.Fatalf("step %d of clerk %d was answered and is not there: %+v", step+1, c.n, s)
			case step == c.steps && s != entered, s != entered && s != accepted:
				t.Fatalf("step %d of clerk %d of %d: %+v", step, c.n, c.steps, s)
			}
			known++
		}
	}
	if n != known || len(there) != known {
		t.Fatalf("%d cases where %d are accounted for", n, known)
	}
	return n
}

// checkLog: numbers without a gap, one line for each revision of each record, and the tree over the leaves, computed here by
// another hand than the program's.
func (l *load) checkLog(t *testing.T, raw *sql.DB) {
	t.Helper()
	rows, err := raw.Query(fmt.Sprintf("SELECT no, leaf FROM t_journal WHERE county_id = %d ORDER BY no", l.county))
	must(t, err)
	defer func() { _ = rows.Close() }()
	var hashes [][sha256.Size]byte
	for rows.Next() {
		var no int
		var leaf string
		must(t, rows.Scan(&no, &leaf))
		data, err := hex.DecodeString(leaf)
		must(t, err)
		hashes = append(hashes, sha256.Sum256(append([]byte{0}, data...)))
		if no != len(hashes) {
			t.Fatalf("entry %d has number %d", len(hashes), no)
		}
	}
	must(t, rows.Err())
	var size int
	var root string
	must(t, raw.QueryRow("SELECT size, root FROM t_journal_head").Scan(&size, &root))
	sum := treeHash(hashes)
	if size != len(hashes) || root != base64.StdEncoding.EncodeToString(sum[:]) {
		t.Fatalf("the head says %d entries with root %s; there are %d", size, root, len(hashes))
	}
	var odd int
	must(t, raw.QueryRow(`SELECT count(*) FROM t_case AS n WHERE n.rev <> (SELECT count(DISTINCT l.rev) FROM t_journal_line AS l
		WHERE l.county_id = n.county_id AND l.tbl = 'case' AND l.row_id = n.id)`).Scan(&odd))
	var lines, revisions int
	must(t, raw.QueryRow("SELECT (SELECT count(*) FROM t_journal_line WHERE tbl = 'case'), (SELECT sum(rev) FROM t_case)").Scan(&lines, &revisions))
	if odd != 0 || lines != revisions {
		t.Fatalf("%d records differ from their lines: %d lines, %d revisions", odd, lines, revisions)
	}
}

// treeHash is the Merkle tree hash of RFC 6962, section 2.1.
func treeHash(leaves [][sha256.Size]byte) [sha256.Size]byte {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	left, right := treeHash(leaves[:k]), treeHash(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}
