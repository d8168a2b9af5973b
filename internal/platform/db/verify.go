package db

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// maxFindings bounds what one Verify tells one by one; the rest is counted.
const maxFindings = 1000

// verifyBatch is how many entries, or records, are read at once.
const verifyBatch = 500

// Finding is one thing that is not as the journal says. Code names what (verify_… in the words of the command line).
type Finding struct {
	Code   string    `json:"code"`
	County kernel.ID `json:"county"`
	No     int64     `json:"no,omitempty"`     // number of the entry; 0: not about an entry, or one without a number
	Line   int       `json:"line,omitempty"`   // line of the entry
	Table  string    `json:"table,omitempty"`  // without the t_
	Row    kernel.ID `json:"row,omitempty"`    // id of a row of Table, or of an entry without a number
	Column string    `json:"column,omitempty"` // of the row; several, where the digest covers them together
	Detail string    `json:"detail,omitempty"` // what was found instead, in numbers
}

// Report is the result of Verify.
type Report struct {
	Counties    int       `json:"counties"`
	Entries     int64     `json:"entries"` // numbered
	Pending     int64     `json:"pending"` // written, not yet numbered
	Lines       int64     `json:"lines"`
	Records     int64     `json:"records"`
	Checkpoints int       `json:"checkpoints"`
	Findings    []Finding `json:"findings"`
	More        int64     `json:"more"` // findings beyond the listed
}

// Heads is the state of each county's log that a Report speaks of.
type Heads map[kernel.ID]Head

// Head is the end of a log: how many entries are numbered, and the hash of the tree over them in base 64.
type Head struct {
	Size int64
	Root string
}

// VerifyOptions say what Verify does beyond the journal itself.
type VerifyOptions struct {
	Records     bool                                 // compare every record with its lines
	Checkpoints []byte                               // signed checkpoints of before, one after another
	Progress    func(what string, done, total int64) // may be nil
}

// Verify recomputes the log of every county from its rows, in one snapshot and with bounded memory: every digest, leaf and
// stored hash, the order of the numbers, and the head; then the records against their lines, and old checkpoints against
// the log. What differs is listed, never mended.
func (d *DB) Verify(ctx context.Context, o VerifyOptions) (Report, error) {
	if err := d.Sequence(ctx); err != nil {
		return Report{}, err
	}
	tx, err := d.read.BeginTx(ctx, d.eng.readOptions())
	if err != nil {
		return Report{}, d.fail(err)
	}
	defer func() { _ = tx.Rollback() }()
	r, _, waiting, err := d.verify(ctx, tx, o)
	if err == nil {
		err = d.stillWaiting(ctx, &r, waiting)
	}
	return r, d.fail(err)
}

// waitingEntry is an entry without a number.
type waitingEntry struct{ county, id kernel.ID }

// verify runs in a transaction of the caller's.
func (d *DB) verify(ctx context.Context, tx bun.Tx, o VerifyOptions) (Report, Heads, []waitingEntry, error) {
	var r Report
	heads := Heads{}
	var waiting []waitingEntry
	counties, err := d.journalCounties(ctx, tx, &r)
	if err != nil {
		return r, nil, nil, err
	}
	for _, c := range counties {
		v := &verifier{ctx: ctx, d: d, tx: tx, county: c, r: &r, progress: o.Progress}
		if v.progress == nil {
			v.progress = func(string, int64, int64) {}
		}
		if err := v.journal(); err != nil {
			return r, nil, nil, err
		}
		heads[c] = Head{v.head.size, v.head.root.String()}
		for _, id := range v.waiting {
			waiting = append(waiting, waitingEntry{c, id})
		}
		if o.Records {
			if err := v.records(); err != nil {
				return r, nil, nil, err
			}
		}
		r.Counties++
	}
	if len(o.Checkpoints) > 0 {
		err = d.verifyCheckpoints(ctx, tx, &r, o.Checkpoints)
	}
	return r, heads, waiting, err
}

// journalTables are the tables of the journal, the log last.
var journalTables = []string{"journal", "journal_line", "journal_head", "journal_hash"}

// journalCounties lists the counties; rows of a county that is not there are a finding.
func (d *DB) journalCounties(ctx context.Context, tx bun.IDB, r *Report) ([]kernel.ID, error) {
	var known []kernel.ID
	if err := tx.NewRaw("SELECT id FROM t_county ORDER BY id").Scan(ctx, &known); err != nil {
		return nil, err
	}
	for _, table := range journalTables {
		var rows []struct {
			CountyID kernel.ID `bun:"county_id"`
			N        int64     `bun:"n"`
		}
		if err := tx.NewRaw("SELECT county_id, count(*) AS n FROM ? GROUP BY county_id", ident("t_"+table)).Scan(ctx, &rows); err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !slices.Contains(known, row.CountyID) {
				r.add(Finding{Code: "verify_no_county", County: row.CountyID, Table: table, Detail: fmt.Sprint(row.N)})
			}
		}
	}
	return known, nil
}

// stillWaiting: an entry that the sequencer does not number now was never fresh.
func (d *DB) stillWaiting(ctx context.Context, r *Report, waiting []waitingEntry) error {
	if len(waiting) == 0 {
		return nil
	}
	if err := d.Sequence(ctx); err != nil {
		return err
	}
	for part := range slices.Chunk(waiting, verifyBatch) {
		ids := make([]kernel.ID, len(part))
		for i, w := range part {
			ids[i] = w.id
		}
		var left []journalEntry
		if err := d.write.NewRaw("SELECT * FROM t_journal WHERE no = 0 AND id IN (?)", bun.List(ids)).Scan(ctx, &left); err != nil {
			return err
		}
		for _, e := range left {
			r.add(Finding{Code: "verify_never_numbered", County: e.CountyID, Row: e.ID})
		}
	}
	return nil
}

func (r *Report) add(f Finding) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, f)
		return
	}
	r.More++
}

// verifier checks one county.
type verifier struct {
	ctx      context.Context
	d        *DB
	tx       bun.Tx
	county   kernel.ID
	r        *Report
	progress func(what string, done, total int64)

	head     *head
	tree     tree
	lines    int64
	window   hashWindow
	strange  []strange // entries that are whole in themselves but not what the tree has
	waiting  []kernel.ID
	hashRows int64
}

func (v *verifier) find(f Finding) {
	f.County = v.county
	v.r.add(f)
}

// journal walks the entries by number, the tree beside them.
func (v *verifier) journal() error {
	var err error
	if v.head, err = lockHead(v.ctx, v.tx, v.county, ""); err != nil {
		v.find(Finding{Code: "verify_changed", Table: "journal_head", Column: "root"})
		v.head = &head{county: v.county}
	}
	last, expected := int64(0), int64(1)
	for {
		var entries []journalEntry
		err := v.tx.NewRaw("SELECT * FROM t_journal WHERE county_id = ? AND no > 0 AND no > ? ORDER BY no LIMIT ?",
			v.county, last, verifyBatch).Scan(v.ctx, &entries)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			break
		}
		last = entries[len(entries)-1].No
		if expected, err = v.numbered(entries, expected); err != nil {
			return err
		}
		v.progress("journal", v.r.Entries, v.head.size)
	}
	if err := v.missing(expected, v.head.size+1); err != nil {
		return err
	}
	if err := v.pending(); err != nil {
		return err
	}
	if err := v.closeTree(); err != nil {
		return err
	}
	return v.counts()
}

// numbered checks one batch and returns the number that must come next.
func (v *verifier) numbered(entries []journalEntry, expected int64) (int64, error) {
	lines, err := v.linesOf(entries)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		upto := min(e.No, v.head.size+1)
		if err := v.missing(expected, upto); err != nil {
			return 0, err
		}
		v.r.Entries++
		if e.No > v.head.size {
			v.find(Finding{Code: "verify_beyond", No: e.No, Detail: fmt.Sprint(v.head.size)})
			expected = max(expected, upto)
			continue
		}
		expected = e.No + 1
		stored, known, err := v.stored(e.No - 1)
		if err != nil {
			return 0, err
		}
		if err := v.grow(v.judge(&e, lines[e.ID], stored, known)); err != nil {
			return 0, err
		}
	}
	return expected, nil
}

// missing tells of the numbers from and below to; their place in the tree is held by what the tree has.
func (v *verifier) missing(from, to int64) error {
	for no := from; no < to; no++ {
		stored, known, err := v.stored(no - 1)
		if err != nil {
			return err
		}
		if !known && to-no > 1 { // the tree does not have it either: the head alone speaks of the rest
			v.find(Finding{Code: "verify_missing", No: no, Detail: fmt.Sprint(to - 1)})
			return nil
		}
		v.find(Finding{Code: "verify_missing", No: no})
		if err := v.grow(stored); err != nil {
			return err
		}
	}
	return nil
}

// pending checks the entries that have no number yet: whole in themselves, for there is no tree over them.
func (v *verifier) pending() error {
	after := kernel.ID(0)
	for {
		var entries []journalEntry
		err := v.tx.NewRaw("SELECT * FROM t_journal WHERE county_id = ? AND no = 0 AND id > ? ORDER BY id LIMIT ?",
			v.county, after, verifyBatch).Scan(v.ctx, &entries)
		if err != nil || len(entries) == 0 {
			return err
		}
		lines, err := v.linesOf(entries)
		if err != nil {
			return err
		}
		for _, e := range entries {
			v.judge(&e, lines[e.ID], tlog.Hash{}, false)
			v.waiting = append(v.waiting, e.ID)
			v.r.Pending++
			after = e.ID
		}
	}
}

// counts finds rows that nothing led to: their key is not one of this county's entries and hashes.
func (v *verifier) counts() error {
	var n struct {
		Entries int64 `bun:"entries"`
		Lines   int64 `bun:"lines"`
		Heads   int64 `bun:"heads"`
		Hashes  int64 `bun:"hashes"`
	}
	err := v.tx.NewRaw(`SELECT (SELECT count(*) FROM t_journal WHERE county_id = ?0) AS entries, (SELECT count(*) FROM t_journal_line WHERE county_id = ?0) AS lines,
		(SELECT count(*) FROM t_journal_head WHERE county_id = ?0) AS heads, (SELECT count(*) FROM t_journal_hash WHERE county_id = ?0) AS hashes`,
		v.county).Scan(v.ctx, &n)
	if err != nil {
		return err
	}
	if n.Lines != v.lines {
		if err := v.strayLines(); err != nil {
			return err
		}
	}
	if n.Heads > 1 || n.Heads == 1 && v.head.fresh {
		v.find(Finding{Code: "verify_stray", Table: "journal_head", Column: "id"})
	}
	if n.Hashes != v.hashRows {
		if err := v.strayRows("journal_hash", "id < 0 OR id >= ?", tlog.StoredHashCount(v.head.size)); err != nil {
			return err
		}
	}
	return v.strayRows("journal", "no < ?", 0)
}

// strayLines lists the lines whose entry is not there.
func (v *verifier) strayLines() error {
	var rows []journalLine
	err := v.tx.NewRaw(`SELECT l.* FROM t_journal_line AS l WHERE l.county_id = ? AND NOT EXISTS
		(SELECT 1 FROM t_journal AS e WHERE e.county_id = l.county_id AND e.id = l.entry_id AND e.no >= 0) ORDER BY l.id LIMIT ?`, v.county, maxFindings).Scan(v.ctx, &rows)
	for _, l := range rows {
		v.find(Finding{Code: "verify_stray_line", Table: "journal_line", Row: l.ID, Line: l.Line, Detail: l.EntryID.String()})
	}
	return err
}

func (v *verifier) strayRows(table, where string, arg int64) error {
	var ids []kernel.ID
	err := v.tx.NewRaw("SELECT id FROM ? WHERE county_id = ? AND ("+where+") ORDER BY id LIMIT ?",
		ident("t_"+table), v.county, arg, maxFindings).Scan(v.ctx, &ids)
	for _, id := range ids {
		v.find(Finding{Code: "verify_stray", Table: table, Row: id})
	}
	return err
}
