package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// lines walks the lines of the entry, newest first, in steps, and undoes runs of the same kind together.
func (b *undoing) lines() error {
	cond, args := b.where()
	for before, more := int64(1)<<31-1, true; more; {
		var lines []journalLine
		err := b.t.at().NewRaw("SELECT l.* FROM t_journal_line AS l WHERE "+cond+" AND l.line < ? ORDER BY l.line DESC LIMIT ?",
			append(slices.Clone(args), before, batch)...).Scan(b.t.ctx, &lines)
		if err != nil {
			return wrap(err)
		}
		if more = len(lines) == batch; len(lines) > 0 {
			before = int64(lines[len(lines)-1].Line)
		}
		lines = slices.DeleteFunc(lines, b.left)
		for len(lines) > 0 {
			n := runOf(lines)
			if err := b.run(lines[:n]); err != nil {
				return err
			}
			lines = lines[n:]
		}
	}
	return nil
}

// left tells whether the row of a line stays as it is.
func (b *undoing) left(l journalLine) bool {
	row := Referring{l.Tbl, l.RowID}
	if !b.stays[row] && slices.Contains(b.u.Stay, row) {
		b.stays[row] = true
		b.kept = append(b.kept, row)
	}
	return b.stays[row]
}

// runOf is how many of the first lines one statement undoes: of one table, of one kind, each of another row.
func runOf(lines []journalLine) int {
	rows := map[kernel.ID]bool{}
	for i, l := range lines {
		if l.Tbl != lines[0].Tbl || l.Op != lines[0].Op || rows[l.RowID] {
			return i
		}
		rows[l.RowID] = true
	}
	return len(lines)
}

// undone is a line with what its row goes back to.
type undone struct {
	journalLine
	columns []string
	values  []any
	back    kernel.Stamp // of the row once it is undone
}

// run undoes some lines of one table and one kind.
func (b *undoing) run(lines []journalLine) error {
	table, err := tableNamed(lines[0].Tbl)
	if err != nil {
		return err
	}
	rows := make([]undone, len(lines))
	for i, l := range lines {
		r := undone{journalLine: l, back: l.Stamp}
		if l.Op != opInsert {
			if r.columns, r.values, err = columnsOf(l.Before); err != nil {
				return err
			}
			r.back = stampIn(l.Stamp, l.Before)
		}
		if !covers(table, b.t.actor, &r.back, "") {
			return kernel.Forbidden("out_of_scope").With("table", table.Name)
		}
		rows[i] = r
	}
	if lines[0].Op == opInsert {
		return errors.Join(b.remove(table.Name, rows), b.t.spillLines())
	}
	for len(rows) > 0 { // of the same columns
		n := 1
		for n < len(rows) && slices.Equal(rows[n].columns, rows[0].columns) {
			n++
		}
		if lines[0].Op == opDelete {
			err = b.restore(table.Name, rows[:n])
		} else {
			err = b.turnBack(table.Name, rows[:n])
		}
		if err != nil {
			return err
		}
		rows = rows[n:]
	}
	return b.t.spillLines()
}

func idsOf(rows []undone) []kernel.ID {
	out := make([]kernel.ID, len(rows))
	for i, r := range rows {
		out[i] = r.RowID
	}
	return out
}

// remove takes rows away that the entry inserted.
func (b *undoing) remove(table string, rows []undone) error {
	ids := idsOf(rows)
	revs, err := b.exec(len(rows), "DELETE FROM ? WHERE county_id = ? AND id IN (?) RETURNING id, rev", ident("t_"+table), b.t.actor.CountyID, bun.List(ids))
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.note(r, opDelete, revs[r.RowID]+1, r.After, "")
		delete(b.index[table], r.RowID)
	}
	_, err = b.t.at().NewRaw("DELETE FROM t_search WHERE county_id = ? AND tbl = ? AND id IN (?)", b.t.actor.CountyID, table, bun.List(ids)).Exec(b.t.ctx)
	return err
}

// restore brings rows back that the entry deleted.
func (b *undoing) restore(table string, rows []undone) error {
	sql, args := "INSERT INTO ? (county_id, id, rev"+strings.Repeat(", ?", len(rows[0].columns))+") VALUES ", []any{ident("t_" + table)}
	for _, c := range rows[0].columns {
		args = append(args, ident(c))
	}
	for i, r := range rows {
		if i > 0 {
			sql += ", "
		}
		sql += "(?, ?, ?" + strings.Repeat(", ?", len(r.values)) + ")"
		args = append(append(args, b.t.actor.CountyID, r.RowID, r.Rev+1), r.values...)
	}
	revs, err := b.exec(len(rows), sql+" RETURNING id, rev", args...)
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.note(r, opInsert, revs[r.RowID], "", r.Before)
		b.again(table, r.RowID)
	}
	return nil
}

// turnBack gives changed rows their old values. Where a key keeps them from changing all at once, two rows that exchanged it,
// they change one by one.
func (b *undoing) turnBack(table string, rows []undone) error {
	sql, args := "UPDATE ? SET rev = rev + 1", []any{ident("t_" + table)}
	for i, c := range rows[0].columns {
		sql += ", ? = CASE id"
		args = append(args, ident(c))
		for _, r := range rows {
			sql += " WHEN ? THEN ?"
			args = append(args, r.RowID, r.values[i])
		}
		sql += " END"
	}
	args = append(args, b.t.actor.CountyID, bun.List(idsOf(rows)))
	if len(rows) > 1 {
		if _, err := b.t.at().ExecContext(b.t.ctx, "SAVEPOINT turn_back"); err != nil {
			return err
		}
	}
	revs, err := b.exec(len(rows), sql+" WHERE county_id = ? AND id IN (?) RETURNING id, rev", args...)
	if len(rows) > 1 {
		then := "RELEASE SAVEPOINT turn_back"
		if err != nil {
			then = "ROLLBACK TO SAVEPOINT turn_back"
		}
		if _, e := b.t.at().ExecContext(b.t.ctx, then); e != nil {
			return errors.Join(err, e)
		}
		if kernel.KindOf(err) == kernel.KindConflict {
			for i := range rows {
				if err := b.turnBack(table, rows[i:i+1]); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.note(r, opUpdate, revs[r.RowID], r.After, r.Before)
		b.again(table, r.RowID)
	}
	return nil
}

// exec runs a statement that must change so many rows, and gives the revision of each. What a key forbids, others have built
// upon.
func (b *undoing) exec(n int, sql string, args ...any) (map[kernel.ID]int64, error) {
	var rows []struct {
		ID  kernel.ID `bun:"id"`
		Rev int64     `bun:"rev"`
	}
	err := b.t.at().NewRaw(sql, args...).Scan(b.t.ctx, &rows)
	if err != nil {
		var earlier *earlierError
		if f := b.t.d.eng.classify(err); !errors.As(err, &earlier) && (f == faultForeign || f == faultUnique) {
			return nil, kernel.Conflict("built_upon").Because(err)
		}
		return nil, err
	}
	if len(rows) != n {
		return nil, errLostRace
	}
	out := make(map[kernel.ID]int64, n)
	for _, r := range rows {
		out[r.ID] = r.Rev
	}
	return out, nil
}

func (b *undoing) note(r undone, op Op, rev int64, before, after string) {
	b.t.lines = append(b.t.lines, journalLine{Tbl: r.Tbl, RowID: r.RowID, Rev: rev, Op: op, Before: before, After: after, Stamp: r.back})
}

// again notes a row whose search keys are to be written anew.
func (b *undoing) again(table string, id kernel.ID) {
	if b.index[table] == nil {
		b.index[table] = map[kernel.ID]bool{}
	}
	b.index[table][id] = true
}

// reindex brings the search keys of changed rows back.
func (b *undoing) reindex() error {
	for _, name := range sortedKeys(b.index) {
		table, err := tableNamed(name)
		if err != nil {
			return err
		}
		ids := sortedKeys(b.index[name])
		if len(ids) == 0 {
			continue
		}
		if table.Reindex == nil {
			var n int
			if err := b.t.at().NewRaw("SELECT COUNT(*) FROM t_search WHERE county_id = ? AND tbl = ? AND id = ?", b.t.actor.CountyID, name, ids[0]).Scan(b.t.ctx, &n); err != nil {
				return wrap(err)
			}
			if n > 0 {
				return fmt.Errorf("db: table %q is searched and has no Reindex", name)
			}
			continue
		}
		if err := table.Reindex(b.t, ids); err != nil {
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
