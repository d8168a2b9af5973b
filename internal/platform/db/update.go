package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"touyan/internal/kernel"
)

// alike are records of one revision in which the same columns change to the same values: one statement stores them.
type alike struct {
	cols []string
	args []any
	rev  int64
	ids  []kernel.ID
}

// UpdateAll is Update for many records of one table: a slice of pointers to records that were read in this Write, each of
// them once. Records that change alike, as the rows of a sheet do that name the same paper, are stored together; each has
// its line in the journal.
func (t *WriteTx) UpdateAll(recs any) error {
	v := reflect.ValueOf(recs)
	if v.Kind() != reflect.Slice {
		return fmt.Errorf("db: UpdateAll wants a slice, not %T", recs)
	}
	list := make([]Record, v.Len())
	for i := range list {
		rec, err := asRecord(v.Index(i).Interface())
		if err != nil {
			return err
		}
		list[i] = rec
	}
	slices.SortFunc(list, func(a, b Record) int { return cmp.Compare(a.row().ID, b.row().ID) }) // locked in one order by all
	for part := range slices.Chunk(list, batch) {
		if err := errors.Join(t.updateAlike(part), t.spillLines()); err != nil {
			return err
		}
	}
	return nil
}

// updateAlike stores records of one table that were sorted by their ids.
func (t *WriteTx) updateAlike(list []Record) error {
	s, table, err := t.schemaOf(list[0])
	if err != nil {
		return err
	}
	if err := table.mayChange(); err != nil {
		return err
	}
	if !table.journaled() {
		return fmt.Errorf("db: UpdateAll groups rows by their lines in the journal, and %q has none", table.Name)
	}
	before, err := t.lockAll(table, list)
	if err != nil {
		return err
	}
	groups, order := map[string]*alike{}, []*alike{}
	for i, rec := range list {
		was := before.Index(i).Addr().Interface().(Record)
		if was.row().ID != rec.row().ID || was.row().Rev != rec.row().Rev {
			return errLostRace
		}
		rec.row().CountyID = t.actor.CountyID
		if !t.covers(table, was) || !t.covers(table, rec) {
			return kernel.Forbidden("out_of_scope").With("table", table.Name)
		}
		if !t.record(s, table, opUpdate, was, rec) {
			continue
		}
		key := fmt.Sprint(rec.row().Rev, t.lines[len(t.lines)-1].After)
		if groups[key] == nil {
			groups[key] = change(s, was, rec)
			order = append(order, groups[key])
		}
		groups[key].ids = append(groups[key].ids, rec.row().ID)
		rec.row().Rev++
	}
	for _, g := range order {
		if err := t.updateGroup(table, g); err != nil {
			return err
		}
	}
	return t.spillLines()
}

// lockAll reads records as they are now, in the order of their ids, and keeps them from changing until the end.
func (t *WriteTx) lockAll(table Table, list []Record) (reflect.Value, error) {
	ids := make([]kernel.ID, len(list))
	for i, rec := range list {
		ids[i] = rec.row().ID
	}
	rows := reflect.New(reflect.SliceOf(reflect.TypeOf(list[0]).Elem()))
	err := t.at().NewRaw("SELECT * FROM ? WHERE county_id = ? AND id IN (?) ORDER BY id"+t.d.eng.forUpdate(),
		ident("t_"+table.Name), t.actor.CountyID, bun.List(ids)).Scan(t.ctx, rows.Interface())
	if err == nil && rows.Elem().Len() != len(list) {
		err = kernel.NotFound(table.Name)
	}
	return rows.Elem(), wrap(err)
}

// change tells which columns of a record change, and to what.
func change(s *schema.Table, before, after Record) *alike {
	was, will := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	g := &alike{rev: after.row().Rev}
	for _, f := range s.Fields {
		if f.Name == "rev" || plain(f.Value(was)) == plain(f.Value(will)) {
			continue
		}
		x, _ := plainValue(f.Value(will))
		g.cols, g.args = append(g.cols, f.Name), append(g.args, x)
	}
	return g
}

// store writes what changes in one row, by a statement that is kept: the same step changes the same columns.
func (t *WriteTx) store(table Table, g *alike, id kernel.ID) error {
	text := "UPDATE t_" + table.Name + " SET rev = ?"
	args := []any{g.rev + 1}
	for i, col := range g.cols {
		text += ", " + col + " = ?"
		args = append(args, g.args[i])
	}
	text += " WHERE county_id = ? AND id = ? AND rev = ?"
	args = append(args, int64(t.actor.CountyID), int64(id), g.rev)
	return t.d.watched(t.ctx, func(ctx context.Context) error {
		res, err := t.at().Tx.ExecContext(ctx, t.d.eng.marks(text, args), t.d.eng.kept(args)...)
		if err != nil {
			return err
		}
		if n, _ := res.RowsAffected(); n != 1 {
			return errLostRace
		}
		return nil
	})
}

// rowKey names a row.
type rowKey struct {
	table string
	id    kernel.ID
}

// remember keeps a locked row as it is: until the end only this Write changes it, and it need not be read again for that.
func (t *WriteTx) remember(table Table, rec Record) {
	was := reflect.New(reflect.TypeOf(rec).Elem())
	was.Elem().Set(reflect.ValueOf(rec).Elem())
	t.locked[rowKey{table.Name, rec.row().ID}] = was.Interface().(Record)
}

// lockedOf is the row of a record as it was before: remembered, when the record still has its revision, or read.
func (t *WriteTx) lockedOf(table Table, rec Record) (Record, error) {
	was, ok := t.locked[rowKey{table.Name, rec.row().ID}]
	if ok && was.row().Rev == rec.row().Rev && reflect.TypeOf(was) == reflect.TypeOf(rec) {
		return was, nil
	}
	was = reflect.New(reflect.TypeOf(rec).Elem()).Interface().(Record)
	return was, t.Lock(was, rec.row().ID)
}

func (t *WriteTx) updateGroup(table Table, g *alike) error {
	args := append([]any{ident("t_" + table.Name), g.rev + 1}, g.args...)
	res, err := t.at().NewRaw("UPDATE ? SET rev = ?, "+strings.Join(g.cols, " = ?, ")+" = ? WHERE county_id = ? AND id IN (?) AND rev = ?",
		append(args, t.actor.CountyID, bun.List(g.ids), g.rev)...).Exec(t.ctx)
	if err != nil {
		return wrap(err)
	}
	if n, _ := res.RowsAffected(); n != int64(len(g.ids)) {
		return errLostRace
	}
	return nil
}
