package db

import (
	"encoding/hex"
	"fmt"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// The columns that one digest covers together: which of them was changed cannot be told from the digest.
const (
	entryColumns = "county_id, id, at, actor_kind, account_id, person_id, actor_name, action, reason, request_id"
	lineColumns  = "county_id, id, entry_id, line, tbl, row_id, rev, op, before, after, salt, township_id, village_id, group_id, micro_id, body_id, topic, sealed"
)

// maxLeftOut bounds the search for a line that was added to an entry.
const maxLeftOut = 1000

// lineDigest is what is kept of a line while its entry is judged.
type lineDigest struct {
	line             int
	stored, computed string
}

// linesOf reads the lines of some entries, one row at a time: an entry may have a hundred thousand.
func (v *verifier) linesOf(entries []journalEntry) (map[kernel.ID][]lineDigest, error) {
	ids := make([]kernel.ID, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	rows, err := v.tx.QueryContext(v.ctx, "SELECT "+lineColumns+", digest FROM t_journal_line WHERE county_id = ? AND entry_id IN (?) ORDER BY entry_id, line",
		v.county, bun.List(ids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[kernel.ID][]lineDigest{}
	for rows.Next() {
		var l journalLine
		err := rows.Scan(&l.CountyID, &l.ID, &l.EntryID, &l.Line, &l.Tbl, &l.RowID, &l.Rev, &l.Op, &l.Before, &l.After, &l.Salt,
			&l.TownshipID, &l.VillageID, &l.GroupID, &l.MicroID, &l.BodyID, &l.Topic, &l.Sealed, &l.Digest)
		if err != nil {
			return nil, fmt.Errorf("db: a line of the journal cannot be read: %w", err)
		}
		out[l.EntryID] = append(out[l.EntryID], lineDigest{l.Line, l.Digest, l.digest()})
		v.lines++
		v.r.Lines++
	}
	return out, rows.Err()
}

// judge compares an entry with its lines and with the tree, tells what was changed as precisely as the digests allow, and
// returns the hash that the tree should have for it. Where the stored hash is not known the entry's own leaf is believed.
func (v *verifier) judge(e *journalEntry, lines []lineDigest, stored tlog.Hash, known bool) tlog.Hash {
	kept, fresh := make([]string, len(lines)), make([]string, len(lines))
	whole, shape := true, true
	for i, l := range lines {
		kept[i], fresh[i] = l.stored, l.computed
		whole = whole && l.stored == l.computed
		shape = shape && l.line == i+1
	}
	byKept, byFresh := e.leaf(kept), e.leaf(fresh)
	is := func(leaf string) bool { h, ok := recordHash(leaf); return ok && known && h == stored }
	own, _ := recordHash(e.Leaf)
	switch {
	case whole && shape && e.Leaf == byKept:
		if known && own != stored {
			v.strange = append(v.strange, strange{no: e.No, hash: own})
		}
		return own
	case is(byFresh): // all is as it was logged but the digests kept beside it
		for _, l := range lines {
			if l.stored != l.computed {
				v.find(Finding{Code: "verify_line_changed", No: e.No, Row: e.ID, Line: l.line, Table: "journal_line", Column: "digest"})
			}
		}
		v.leafColumn(e, byFresh)
		return stored
	case is(byKept):
		v.changedLines(e, lines)
		v.leafColumn(e, byKept)
		return stored
	case is(e.Leaf), !known:
		v.changedEntry(e, lines)
	default: // neither the entry nor its leaf is what was logged
		v.changedEntry(e, lines)
		v.strange = append(v.strange, strange{no: e.No, hash: own, told: true})
	}
	return own
}

func (v *verifier) leafColumn(e *journalEntry, want string) {
	if e.Leaf != want {
		v.find(Finding{Code: "verify_changed", No: e.No, Row: e.ID, Table: "journal", Column: "leaf"})
	}
}

// changedLines tells of lines that do not fit their digest, and whether there were any.
func (v *verifier) changedLines(e *journalEntry, lines []lineDigest) bool {
	found := false
	for _, l := range lines {
		if l.stored != l.computed {
			found = true
			v.find(Finding{Code: "verify_line_changed", No: e.No, Row: e.ID, Line: l.line, Table: "journal_line", Column: lineColumns})
		}
	}
	return found
}

// changedEntry: the leaf does not follow from the entry and its lines.
func (v *verifier) changedEntry(e *journalEntry, lines []lineDigest) {
	found := v.changedLines(e, lines)
	next := 1
	for _, l := range lines {
		for ; next < l.line; next++ {
			found = true
			v.find(Finding{Code: "verify_line_missing", No: e.No, Row: e.ID, Line: next})
		}
		next = l.line + 1
	}
	if added, ok := addedLine(e, lines); ok {
		found = true
		v.find(Finding{Code: "verify_line_added", No: e.No, Row: e.ID, Line: added})
	}
	if !found {
		v.find(Finding{Code: "verify_entry_changed", No: e.No, Row: e.ID, Table: "journal", Column: entryColumns, Detail: fmt.Sprint(len(lines))})
	}
}

// addedLine looks for the one line without which the leaf is right.
func addedLine(e *journalEntry, lines []lineDigest) (int, bool) {
	if len(lines) < 2 || len(lines) > maxLeftOut {
		return 0, false
	}
	for i := range lines {
		digests := make([]string, 0, len(lines))
		for j, l := range lines {
			if j != i {
				digests = append(digests, l.stored)
			}
		}
		if e.leaf(digests) == e.Leaf {
			return lines[i].line, true
		}
	}
	return 0, false
}

// recordHash is the hash of a leaf in the tree.
func recordHash(leaf string) (tlog.Hash, bool) {
	data, err := hex.DecodeString(leaf)
	return tlog.RecordHash(data), err == nil
}
