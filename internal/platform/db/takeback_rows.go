package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

// undoing carries the lines back.
type undoing struct {
	t     *WriteTx
	rev   map[rowRef]int64       // the revision that a row has now
	index map[string][]kernel.ID // rows whose search keys are to be written anew
}

func (u *undoing) line(l journalLine) error {
	ref := rowRef{l.Tbl, l.RowID}
	if _, known := u.rev[ref]; !known {
		u.rev[ref] = l.Rev
	}
	switch l.Op {
	case opInsert:
		return u.remove(ref, l)
	case opDelete:
		return u.restore(ref, l)
	case opUpdate:
		return u.turnBack(ref, l)
	}
	return nil
}

func (u *undoing) remove(ref rowRef, l journalLine) error {
	if err := u.exec(1, "DELETE FROM ? WHERE county_id = ? AND id = ? AND rev = ?", ident("t_"+l.Tbl), u.t.actor.CountyID, l.RowID, u.rev[ref]); err != nil {
		return err
	}
	u.rev[ref]++
	u.note(l, opDelete, u.rev[ref], l.After, "", l.Stamp)
	if err := u.exec(-1, "DELETE FROM t_search WHERE county_id = ? AND tbl = ? AND id = ?", u.t.actor.CountyID, l.Tbl, l.RowID); err != nil {
		return err
	}
	u.index[l.Tbl] = slices.DeleteFunc(u.index[l.Tbl], func(id kernel.ID) bool { return id == l.RowID })
	return nil
}

func (u *undoing) restore(ref rowRef, l journalLine) error {
	columns, values, err := columnsOf(l.Before)
	if err != nil {
		return err
	}
	u.rev[ref]++
	names, marks := []any{ident("t_" + l.Tbl)}, "INSERT INTO ? (county_id, id, rev"
	for _, c := range columns {
		marks += ", ?"
		names = append(names, ident(c))
	}
	marks += ") VALUES (?, ?, ?" + strings.Repeat(", ?", len(values)) + ")"
	if err := u.exec(1, marks, append(append(names, u.t.actor.CountyID, l.RowID, u.rev[ref]), values...)...); err != nil {
		return err
	}
	u.note(l, opInsert, u.rev[ref], "", l.Before, stampIn(l.Stamp, l.Before))
	u.index[l.Tbl] = append(u.index[l.Tbl], l.RowID)
	return nil
}

func (u *undoing) turnBack(ref rowRef, l journalLine) error {
	columns, values, err := columnsOf(l.Before)
	if err != nil {
		return err
	}
	stamp := stampIn(l.Stamp, l.Before)
	table, err := tableNamed(l.Tbl)
	if err != nil {
		return err
	}
	if !covers(table, u.t.actor, &stamp) {
		return kernel.Forbidden("out_of_scope").With("table", l.Tbl)
	}
	sql, args := "UPDATE ? SET rev = rev + 1", []any{ident("t_" + l.Tbl)}
	for i, c := range columns {
		sql += ", ? = ?"
		args = append(args, ident(c), values[i])
	}
	sql += " WHERE county_id = ? AND id = ? AND rev = ?"
	if err := u.exec(1, sql, append(args, u.t.actor.CountyID, l.RowID, u.rev[ref])...); err != nil {
		return err
	}
	u.rev[ref]++
	u.note(l, opUpdate, u.rev[ref], l.After, l.Before, stamp)
	u.index[l.Tbl] = append(u.index[l.Tbl], l.RowID)
	return nil
}

// exec runs a statement that must change so many rows; -1 for any number. What a key forbids, others have built upon.
func (u *undoing) exec(rows int64, sql string, args ...any) error {
	res, err := u.t.tx.NewRaw(sql, args...).Exec(u.t.ctx)
	if err != nil {
		if f := u.t.d.eng.classify(err); f == faultForeign || f == faultUnique {
			return kernel.Conflict("built_upon").Because(err)
		}
		return err
	}
	if n, _ := res.RowsAffected(); rows >= 0 && n != rows {
		return errLostRace
	}
	return nil
}

func (u *undoing) note(l journalLine, op Op, rev int64, before, after string, stamp kernel.Stamp) {
	u.t.lines = append(u.t.lines, journalLine{Tbl: l.Tbl, RowID: l.RowID, Rev: rev, Op: op, Before: before, After: after, Stamp: stamp})
}

// reindex brings the search keys of changed rows back.
func (u *undoing) reindex() error {
	for _, name := range sortedKeys(u.index) {
		table, err := tableNamed(name)
		if err != nil {
			return err
		}
		ids := u.index[name]
		slices.Sort(ids)
		if ids = slices.Compact(ids); len(ids) == 0 {
			continue
		}
		if table.Reindex == nil {
			var n int
			if err := u.t.tx.NewRaw("SELECT COUNT(*) FROM t_search WHERE county_id = ? AND tbl = ? AND id = ?", u.t.actor.CountyID, name, ids[0]).Scan(u.t.ctx, &n); err != nil {
				return wrap(err)
			}
			if n > 0 {
				return fmt.Errorf("db: table %q is searched and has no Reindex", name)
			}
			continue
		}
		if err := table.Reindex(u.t, ids); err != nil {
			return err
		}
	}
	return nil
}

// columnsOf reads the image of a row.
func columnsOf(image string) (columns []string, values []any, err error) {
	var m map[string]any
	dec := json.NewDecoder(bytes.NewReader([]byte(image)))
	dec.UseNumber()
	if err := dec.Decode(&m); err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, kernel.Internal(err)
	}
	for _, c := range sortedKeys(m) {
		v := m[c]
		if n, ok := v.(json.Number); ok {
			if v, err = n.Int64(); err != nil {
				return nil, nil, kernel.Internal(fmt.Errorf("column %s: %w", c, err))
			}
		}
		columns, values = append(columns, c), append(values, v)
	}
	return columns, values, nil
}

// stampIn is a stamp with what an image says of it: where a row was before.
func stampIn(s kernel.Stamp, image string) kernel.Stamp {
	was := struct {
		TownshipID *int64  `json:"township_id"`
		VillageID  *int64  `json:"village_id"`
		GroupID    *int64  `json:"group_id"`
		MicroID    *int64  `json:"micro_id"`
		BodyID     *int64  `json:"body_id"`
		Topic      *string `json:"topic"`
		Sealed     *bool   `json:"sealed"`
	}{}
	if json.Unmarshal([]byte(image), &was) != nil {
		return s
	}
	for to, from := range map[*kernel.ID]*int64{&s.TownshipID: was.TownshipID, &s.VillageID: was.VillageID, &s.GroupID: was.GroupID, &s.MicroID: was.MicroID, &s.BodyID: was.BodyID} {
		if from != nil {
			*to = kernel.ID(*from)
		}
	}
	if was.Topic != nil {
		s.Topic = *was.Topic
	}
	if was.Sealed != nil {
		s.Sealed = *was.Sealed
	}
	return s
}
