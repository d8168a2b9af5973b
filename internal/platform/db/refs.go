package db

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

// Ref is a column that holds ids of another table's rows. When two of those rows turn out to be one, every Ref to them
// follows; a test finds columns of persons that no table declares.
type Ref struct {
	Col   string // such as person_id
	To    string // the table whose ids it holds, without the t_
	Label string // the column that keeps the name beside the id; empty where none does
}

// Referring is a row that speaks of another one.
type Referring struct {
	Table string
	ID    kernel.ID
}

// RefsTo lists the tables whose rows speak of rows of a table, by name.
func RefsTo(to string) []Table {
	return slices.DeleteFunc(Tables(), func(t Table) bool {
		return !slices.ContainsFunc(t.Refs, func(r Ref) bool { return r.To == to })
	})
}

// cells are columns of one row by name: texts, whole numbers and booleans, as they stand in the journal.
type cells map[string]any

func (c cells) json() string {
	b, _ := json.Marshal(c) // sorted by name
	return string(b)
}

// rowHead is what the door must know of a row of any table to change some of its columns.
type rowHead struct {
	ID  kernel.ID `bun:"id"`
	Rev int64     `bun:"rev"`
	kernel.Stamp
}

const stampCols = ", township_id, village_id, group_id, micro_id, body_id, topic, sealed"

// headOf reads and locks the head of a row. NotFound where there is none in the county, whatever the scope.
func (t *WriteTx) headOf(table Table, id kernel.ID) (rowHead, error) {
	cols := "id, rev"
	if table.Bind != ByCounty {
		cols += stampCols
	}
	var h rowHead
	err := t.at().NewRaw("SELECT "+cols+" FROM ? WHERE county_id = ? AND id = ?"+t.d.eng.forUpdate(),
		ident("t_"+table.Name), t.actor.CountyID, id).Scan(t.ctx, &h)
	return h, wrap(err)
}

// inScope tells whether the actor may change the row.
func (t *WriteTx) inScope(table Table, h rowHead) bool {
	if table.Bind == ByCounty {
		return covers(table, t.actor, nil, "")
	}
	return covers(table, t.actor, &h.Stamp, "")
}

// alter changes columns of a row whose record type only its room knows; like Update it checks scope and revision and
// leaves a line. was are the values that the row has now.
func (t *WriteTx) alter(table Table, h rowHead, was, will cells) error {
	if !t.inScope(table, h) {
		return kernel.Forbidden("out_of_scope").With("table", table.Name)
	}
	after, err := t.set(table, h, was, will)
	if err == nil && !t.inScope(table, after) {
		err = kernel.Forbidden("out_of_scope").With("table", table.Name)
	}
	return err
}

// set is alter without a look at the scope.
func (t *WriteTx) set(table Table, h rowHead, was, will cells) (rowHead, error) {
	if err := table.mayChange(); err != nil {
		return h, err
	}
	cols := slices.Sorted(maps.Keys(will))
	sets, args := make([]string, len(cols)), []any{ident("t_" + table.Name)}
	for i, c := range cols {
		sets[i] = "? = ?"
		args = append(args, ident(c), will[c])
	}
	args = append(args, h.Rev+1, t.actor.CountyID, h.ID, h.Rev)
	res, err := t.at().NewRaw("UPDATE ? SET "+strings.Join(sets, ", ")+", rev = ? WHERE county_id = ? AND id = ? AND rev = ?", args...).Exec(t.ctx)
	if err != nil {
		return h, err
	}
	if n, _ := res.RowsAffected(); n != 1 {
		return h, errLostRace
	}
	after, err := t.headOf(table, h.ID)
	if err != nil {
		return h, err
	}
	t.lines = append(t.lines, journalLine{
		Tbl: table.Name, RowID: h.ID, Rev: h.Rev + 1, Op: opUpdate, Before: was.json(), After: will.json(), Stamp: after.Stamp,
	})
	return after, nil
}

// Relabel writes the new name of a row wherever a table keeps it beside the row's id, whoever may see those rows: what
// somebody is called is no matter of scope.
func (t *WriteTx) Relabel(to string, id kernel.ID, label string) error {
	for _, table := range RefsTo(to) {
		for _, r := range table.Refs {
			if r.To != to || r.Label == "" {
				continue
			}
			var ids []kernel.ID
			err := t.tx.NewRaw("SELECT id FROM ? WHERE county_id = ? AND ? = ? AND ? <> ? ORDER BY id", ident("t_"+table.Name), t.actor.CountyID,
				ident(r.Col), id, ident(r.Label), label).Scan(t.ctx, &ids)
			if err != nil {
				return wrap(err)
			}
			for _, row := range ids {
				if err := t.relabelRow(table, r, row, label); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *WriteTx) relabelRow(table Table, r Ref, id kernel.ID, label string) error {
	h, err := t.headOf(table, id)
	if err != nil {
		return err
	}
	var was string
	if err := t.cell(table, id, r.Label, &was); err != nil {
		return err
	}
	_, err = t.set(table, h, cells{r.Label: was}, cells{r.Label: label})
	return err
}

// Repoint makes every row that speaks of one row speak of another, with its name where one stands beside the id. keep leaves
// rows as they are. Rows out of the actor's scope are refused as a whole (merge_out_of_scope): half of them would be worse.
func (t *WriteTx) Repoint(to string, from, into kernel.ID, label string, keep ...Referring) error {
	for _, table := range RefsTo(to) {
		refs := slices.DeleteFunc(slices.Clone(table.Refs), func(r Ref) bool { return r.To != to })
		ids, err := t.referring(table, refs, from)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if slices.Contains(keep, Referring{table.Name, id}) {
				continue
			}
			if err := t.repointRow(table, refs, id, from, into, label); err != nil {
				return err
			}
		}
	}
	return nil
}

// referring finds the rows of a table, in any scope, one of whose columns holds the id.
func (t *WriteTx) referring(table Table, refs []Ref, id kernel.ID) ([]kernel.ID, error) {
	conds, args := make([]string, len(refs)), []any{ident("t_" + table.Name), t.actor.CountyID}
	for i, r := range refs {
		conds[i] = "? = ?"
		args = append(args, ident(r.Col), id)
	}
	var ids []kernel.ID
	err := t.at().NewRaw("SELECT id FROM ? WHERE county_id = ? AND ("+strings.Join(conds, " OR ")+") ORDER BY id", args...).Scan(t.ctx, &ids)
	return ids, wrap(err)
}

func (t *WriteTx) repointRow(table Table, refs []Ref, id, from, into kernel.ID, label string) error {
	h, err := t.headOf(table, id)
	if err != nil {
		return err
	}
	was, will := cells{}, cells{}
	for _, r := range refs {
		var now kernel.ID
		if err := t.cell(table, id, r.Col, &now); err != nil {
			return err
		}
		if now != from {
			continue
		}
		was[r.Col], will[r.Col] = int64(from), int64(into)
		if r.Label == "" {
			continue
		}
		var name string
		if err := t.cell(table, id, r.Label, &name); err != nil {
			return err
		}
		if name != label {
			was[r.Label], will[r.Label] = name, label
		}
	}
	if len(will) == 0 { // changed between the look and the lock
		return errLostRace
	}
	err = t.alter(table, h, was, will)
	if kernel.KindOf(err) == kernel.KindForbidden {
		return kernel.Forbidden("merge_out_of_scope").With("table", table.Name)
	}
	return err
}

func (t *WriteTx) cell(table Table, id kernel.ID, col string, dest any) error {
	return wrap(t.at().NewRaw("SELECT ? FROM ? WHERE county_id = ? AND id = ?", ident(col), ident("t_"+table.Name), t.actor.CountyID, id).Scan(t.ctx, dest))
}

// Blank empties text columns of rows; rows in which they are empty already stay as they are. It returns how many changed.
func (t *WriteTx) Blank(table string, ids []kernel.ID, cols ...string) (int, error) {
	decl, err := tableNamed(table)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, id := range ids {
		h, err := t.headOf(decl, id)
		if err != nil {
			return n, err
		}
		was, will := cells{}, cells{}
		for _, col := range cols {
			var now string
			if err := t.cell(decl, id, col, &now); err != nil {
				return n, err
			}
			if now != "" {
				was[col], will[col] = now, ""
			}
		}
		if len(will) == 0 {
			continue
		}
		if err := t.alter(decl, h, was, will); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
