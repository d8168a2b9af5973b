package db

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// FindingCutOff is the code of a checkpoint beyond the end of the log: No is its size, Detail what the log has.
const FindingCutOff = "verify_cut_off"

var errCheckpoint = errors.New("db: this is not a checkpoint")

// splitNotes cuts a file of signed notes into its notes: the text, an empty line, lines of signatures.
func splitNotes(data []byte) []string {
	var out []string
	var b strings.Builder
	signed := false
	flush := func() {
		if strings.TrimSpace(b.String()) != "" {
			out = append(out, strings.TrimLeft(b.String(), "\n"))
		}
		b.Reset()
		signed = false
	}
	for line := range strings.Lines(strings.ReplaceAll(string(data), "\r\n", "\n")) {
		line = strings.TrimSuffix(line, "\n") + "\n"
		isSignature := strings.HasPrefix(line, "— ")
		if signed && !isSignature {
			flush()
		}
		signed = signed || isSignature
		b.WriteString(line)
	}
	flush()
	return out
}

// openCheckpoint checks the signature and reads the note.
func openCheckpoint(data []byte, known note.Verifiers) (tlog.Tree, string, error) {
	n, err := note.Open(data, known)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != n.Sigs[0].Name {
		return tlog.Tree{}, "", errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return tlog.Tree{}, "", errCheckpoint
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, "", errCheckpoint
	}
	return tlog.Tree{N: size, Hash: root}, lines[0], nil
}

// verifyCheckpoints compares checkpoints of before with the log as it is: signed by one of its generations, and of the
// same history.
func (d *DB) verifyCheckpoints(ctx context.Context, tx bun.Tx, r *Report, data []byte) error {
	var rows []logRow
	if err := tx.NewRaw("SELECT * FROM t_log ORDER BY county_id, generation").Scan(ctx, &rows); err != nil {
		return err
	}
	var known []note.Verifier
	for _, row := range rows {
		v, err := note.NewVerifier(row.Verifier)
		if err != nil {
			r.add(Finding{Code: "verify_record_changed", County: row.CountyID, Table: "log", Row: row.ID, Column: "verifier"})
			continue
		}
		known = append(known, v)
	}
	for i, text := range splitNotes(data) {
		r.Checkpoints++
		signed, name, err := openCheckpoint([]byte(text), note.VerifierList(known...))
		if err != nil {
			r.add(Finding{Code: "verify_checkpoint_unsigned", Detail: fmt.Sprint(i + 1)})
			continue
		}
		for j, row := range rows {
			if row.Name != name {
				continue
			}
			var next *logRow
			if j+1 < len(rows) && rows[j+1].CountyID == row.CountyID {
				next = &rows[j+1]
			}
			if err := d.verifyCheckpoint(ctx, tx, r, row, next, signed); err != nil {
				return err
			}
		}
	}
	if r.Checkpoints == 0 {
		r.add(Finding{Code: "verify_checkpoint_unsigned", Detail: "1"})
	}
	return nil
}

// verifyCheckpoint compares one checkpoint of a generation; next is the generation that followed, or nil.
func (d *DB) verifyCheckpoint(ctx context.Context, tx bun.Tx, r *Report, row logRow, next *logRow, signed tlog.Tree) error {
	f := Finding{County: row.CountyID, No: signed.N, Detail: row.Name}
	if next != nil && signed.N > next.FromSize {
		if signed.N > next.LostSize { // the journal says itself that entries up to LostSize were given up at the restore
			f.Code, f.Detail = "verify_checkpoint_lost", fmt.Sprintf("%s %d", row.Name, next.FromSize)
			r.add(f)
		}
		return nil
	}
	h, err := lockHead(ctx, tx, row.CountyID, "")
	if err != nil {
		return err
	}
	if signed.N > h.size {
		f.Code, f.Detail = FindingCutOff, fmt.Sprint(h.size)
		r.add(f)
		return nil
	}
	root, err := treeHash(ctx, tx, row.CountyID, signed.N)
	if err != nil || root != signed.Hash {
		f.Code = "verify_other_history"
		r.add(f)
	}
	return nil
}
