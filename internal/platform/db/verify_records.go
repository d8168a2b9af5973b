package db

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

// records compares every row of every journaled table with the last image that its lines leave. A column that no line
// speaks of (it came with a later schema) is not compared.
func (v *verifier) records() error {
	for _, table := range Tables() {
		if table.Place != PlaceCounty || table.Bind == byDoor || !table.journaled() {
			continue
		}
		cols, err := v.d.columnsOf(v.ctx, v.tx, table.Name)
		if err != nil {
			return err
		}
		if len(cols) == 0 {
			continue
		}
		if err := v.recordsOf(table.Name, cols); err != nil {
			return err
		}
		v.progress("records", v.r.Records, 0)
	}
	return nil
}

func (v *verifier) recordsOf(table string, cols []Column) error {
	for after := kernel.ID(math.MinInt64); ; {
		recs, last, err := v.readRecords(table, cols, after)
		if err != nil {
			return err
		}
		upto := last
		if len(recs) < verifyBatch {
			upto = math.MaxInt64 // the lines of rows that are gone too
		}
		images, err := v.readImages(table, after, upto)
		if err != nil {
			return err
		}
		if err := v.compare(table, cols, recs, images); err != nil {
			return err
		}
		v.r.Records += int64(len(recs))
		if upto == math.MaxInt64 {
			return nil
		}
		after = last
	}
}

// readRecords reads the next rows by id, as they are stored.
func (v *verifier) readRecords(table string, cols []Column, after kernel.ID) (map[kernel.ID][]any, kernel.ID, error) {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id, "+names(cols)+" FROM ? WHERE county_id = ? AND id > ? ORDER BY id LIMIT ?",
		ident("t_"+table), v.county, after, verifyBatch)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = rows.Close() }()
	out := map[kernel.ID][]any{}
	last := after
	for rows.Next() {
		vals := make([]any, len(cols))
		dest := []any{&last}
		for i := range vals {
			dest = append(dest, &vals[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, 0, err
		}
		out[last] = vals
	}
	return out, last, rows.Err()
}

// imageOf is a record as its lines leave it.
type imageOf struct {
	entry kernel.ID // of the last line
	rev   int64
	gone  bool
	// unreadable: a line is no JSON, so that of some columns nothing is known
	unreadable bool
	cols       map[string]json.RawMessage
}

// readImages folds the lines of the rows above after, up to upto.
func (v *verifier) readImages(table string, after, upto kernel.ID) (map[kernel.ID]*imageOf, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT row_id, entry_id, rev, op, after FROM t_journal_line
		WHERE county_id = ? AND tbl = ? AND row_id > ? AND row_id <= ? ORDER BY row_id, rev`, v.county, table, after, upto)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[kernel.ID]*imageOf{}
	for rows.Next() {
		if err := v.fold(rows, out); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

func (v *verifier) fold(rows *sql.Rows, out map[kernel.ID]*imageOf) error {
	var id, entry kernel.ID
	var rev int64
	var op Op
	var text []byte
	if err := rows.Scan(&id, &entry, &rev, &op, &text); err != nil {
		return err
	}
	if op == opView {
		return nil
	}
	img := out[id]
	if img == nil {
		img = &imageOf{cols: map[string]json.RawMessage{}}
		out[id] = img
	}
	img.entry, img.rev, img.gone = entry, rev, op == opDelete
	if img.gone {
		img.cols = nil // nobody needs it, and many may be gone
		return nil
	}
	if img.cols == nil || op == opInsert {
		img.cols = map[string]json.RawMessage{}
	}
	if json.Unmarshal(text, &img.cols) != nil {
		img.unreadable = true
	}
	return nil
}

func (v *verifier) compare(table string, cols []Column, recs map[kernel.ID][]any, images map[kernel.ID]*imageOf) error {
	ids := make([]kernel.ID, 0, len(recs))
	for id := range recs {
		ids = append(ids, id)
	}
	for id, img := range images {
		if recs[id] == nil && !img.gone {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		img, rec := images[id], recs[id]
		var err error
		switch {
		case img == nil:
			v.find(Finding{Code: "verify_record_unknown", Table: table, Row: id})
		case rec == nil:
			err = v.findRecord(Finding{Code: "verify_record_missing", Table: table, Row: id}, img.entry)
		case img.unreadable:
			err = v.findRecord(Finding{Code: "verify_record_unreadable", Table: table, Row: id}, img.entry)
		case img.gone:
			err = v.findRecord(Finding{Code: "verify_record_deleted", Table: table, Row: id}, img.entry)
		default:
			err = v.compareOne(table, id, cols, rec, img)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) compareOne(table string, id kernel.ID, cols []Column, rec []any, img *imageOf) error {
	for i, c := range cols {
		same := true
		switch want, said := img.cols[c.Name]; {
		case c.Name == "rev":
			same = fmt.Sprint(rec[i]) == fmt.Sprint(img.rev)
		case said:
			same = sameValue(c.Type, rec[i], want)
		}
		if !same {
			if err := v.findRecord(Finding{Code: "verify_record_changed", Table: table, Row: id, Column: c.Name}, img.entry); err != nil {
				return err
			}
		}
	}
	return nil
}

// findRecord adds the number of the entry in which the record was last changed.
func (v *verifier) findRecord(f Finding, entry kernel.ID) error {
	var no []int64
	err := v.tx.NewRaw("SELECT no FROM t_journal WHERE county_id = ? AND id = ?", v.county, entry).Scan(v.ctx, &no)
	if len(no) == 1 {
		f.No = no[0]
	}
	v.find(f)
	return err
}

// sameValue compares a stored value with JSON as image writes it. Nothing and an empty value are the same: what is empty
// may be stored as NULL.
func sameValue(typ ColumnType, stored any, want json.RawMessage) bool {
	if b, ok := stored.([]byte); ok {
		stored = string(b)
	}
	switch x := stored.(type) {
	case nil:
		return slices.Contains([]string{"null", `""`, "0", "false"}, string(want))
	case int64:
		if typ == ColumnBool {
			return string(want) == fmt.Sprint(x != 0)
		}
		return string(want) == fmt.Sprint(x)
	case string:
		if !bytes.HasPrefix(want, []byte(`"`)) { // a list or a structure, kept as JSON
			var a, b bytes.Buffer
			return json.Compact(&a, []byte(x)) == nil && json.Compact(&b, want) == nil && a.String() == b.String()
		}
		b, err := json.Marshal(x)
		return err == nil && bytes.Equal(b, bytes.TrimSpace(want))
	}
	return fmt.Sprint(stored) == strings.TrimSpace(string(want))
}
