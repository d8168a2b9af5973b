package crash_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func ownNote(w int) *note {
	return &note{ClientKey: fmt.Sprint(w), Stamp: kernel.Stamp{TownshipID: 1, VillageID: kernel.ID(11 + w)}}
}

// check opens the data as any start does and compares them with what was acknowledged.
func check(t *testing.T, engine string, o db.Options, a *acked) {
	t.Helper()
	d, err := db.Open(t.Context(), o)
	must(t, err)
	defer func() { must(t, d.Close()) }()
	must(t, d.Sequence(t.Context()))
	must(t, d.Read(dbtest.System(t), func(tx *db.ReadTx) error {
		var notes []note
		err := tx.Select(&notes, "SELECT n.* FROM {note n}")
		checkNotes(t, notes, a)
		return err
	}))
	checkLog(t, dbtest.Raw(t, engine, o))
	checkTallies(t, d)
	r, err := d.Verify(t.Context(), db.VerifyOptions{Records: true})
	must(t, err)
	if len(r.Findings) > 0 {
		t.Fatalf("%d findings, the first %+v", len(r.Findings), r.Findings[0])
	}
}

// checkNotes: each acknowledged step is there once; beyond them at most the one step of each writer that was under way.
func checkNotes(t *testing.T, notes []note, a *acked) {
	t.Helper()
	byKey := make(map[string]note, len(notes))
	for _, n := range notes {
		byKey[n.ClientKey] = n
	}
	known := writers
	for w := range writers {
		done := a.steps[w]
		for step := 0; step < done; step += 2 {
			if _, there := byKey[fmt.Sprintf("%d-%d", w, step)]; !there {
				t.Fatalf("step %d of writer %d was acknowledged and is lost", step, w)
			}
			known++
		}
		if _, there := byKey[fmt.Sprintf("%d-%d", w, done)]; there {
			known++
		}
		own, changes := byKey[fmt.Sprint(w)], int64(done/2)
		if more := own.N - changes; more < 0 || more > 1 || more == 1 && own.Text != fmt.Sprintf("%d-%d", w, done) || own.Rev != own.N+1 {
			t.Fatalf("writer %d: %d changes acknowledged, %d made, revision %d, last %s", w, changes, own.N, own.Rev, own.Text)
		}
	}
	if len(notes) != known || len(byKey) != known {
		t.Fatalf("%d notes where %d are accounted for", len(notes), known)
	}
}

// checkLog: numbers without a gap, one line for each revision of each record, and the tree over the leaves, computed here by
// another hand than the program's.
func checkLog(t *testing.T, raw *sql.DB) {
	t.Helper()
	rows, err := raw.Query(fmt.Sprintf("SELECT no, leaf FROM t_journal WHERE county_id = %d ORDER BY no", dbtest.County))
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
	must(t, raw.QueryRow(`SELECT count(*) FROM t_note AS n WHERE n.rev <> (SELECT count(DISTINCT l.rev) FROM t_journal_line AS l
		WHERE l.county_id = n.county_id AND l.tbl = 'note' AND l.row_id = n.id)`).Scan(&odd))
	var lines, revisions int
	must(t, raw.QueryRow("SELECT (SELECT count(*) FROM t_journal_line), (SELECT sum(rev) FROM t_note)").Scan(&lines, &revisions))
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

// checkTallies: the counters say what the records say.
func checkTallies(t *testing.T, d *db.DB) {
	t.Helper()
	diffs, err := d.Recount(t.Context(), dbtest.County, "note.", func(tx *db.ReadTx) ([]db.Count, error) {
		var notes []note
		err := tx.Select(&notes, "SELECT n.* FROM {note n}")
		var out []db.Count
		for _, n := range notes {
			if strings.Contains(n.ClientKey, "-") {
				out = append(out, db.Count{Stamp: n.Stamp, Day: day, Measure: "note.new", N: 1})
			} else {
				out = append(out, db.Count{Stamp: n.Stamp, Day: db.Standing, Measure: "note.sum", N: n.N})
			}
		}
		return out, err
	})
	must(t, err)
	if len(diffs) > 0 {
		t.Fatalf("the counters differ from the records: %+v", diffs)
	}
}
