package db

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// Undo says what TakeBack leaves alone or undoes beside the rows.
type Undo struct {
	Except string       // a table whose lines stay: the record of the act itself
	Counts []CountDelta // what the entry added to counters, as Counted told it
}

// CountDelta is what a Write adds to one counter.
type CountDelta struct {
	Stamp   kernel.Stamp `json:"-"`
	Place   [4]kernel.ID `json:"place"` // of the stamp: township, village, group, micro
	Body    kernel.ID    `json:"body"`
	Topic   string       `json:"topic"`
	Day     kernel.Day   `json:"day"`
	Measure string       `json:"measure"`
	N       int64        `json:"n"`
}

// Counted tells what this Write has added to counters so far. Counters are no lines of the journal, so whoever wants to take
// an entry back later keeps this with it.
func (t *WriteTx) Counted() []CountDelta {
	out := []CountDelta{}
	for k, n := range t.tally {
		if n != 0 {
			s := k.stamp
			out = append(out, CountDelta{
				Place: [4]kernel.ID{s.TownshipID, s.VillageID, s.GroupID, s.MicroID}, Body: s.BodyID, Topic: s.Topic,
				Day: k.day, Measure: k.measure, N: n,
			})
		}
	}
	slices.SortFunc(out, func(a, b CountDelta) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return out
}

// EntryOf finds the entry in which a record came to a revision; NotFound when there is none that the actor may see.
func (t *ReadTx) EntryOf(table string, id kernel.ID, rev int64) (kernel.ID, error) {
	where, err := t.lineScope(table)
	if err != nil {
		return 0, err
	}
	var ids []kernel.ID
	err = t.tx.NewRaw("SELECT entry_id FROM t_journal_line WHERE county_id = ? AND tbl = ? AND row_id = ? AND rev = ? AND op <> ? AND "+where,
		t.actor.CountyID, table, id, rev, opView).Scan(t.ctx, &ids)
	if err == nil && len(ids) == 0 {
		err = kernel.NotFound("journal")
	}
	return append(ids, 0)[0], wrap(err)
}

// TakeBack undoes everything that one journal entry changed, line by line, newest first, within this Write: what it
// inserted goes, what it changed is as before, what it deleted is back. It refuses, and says what stands in the way, when
// a row was changed since, or when a row that came later refers to one that the entry inserted. The undoing is itself
// journaled; the entry stays.
func (t *WriteTx) TakeBack(entry kernel.ID, u Undo) error {
	lines, err := t.linesOf(entry, u.Except)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return kernel.Conflict("nothing_to_take_back")
	}
	if err := t.unchangedSince(lines); err != nil {
		return err
	}
	if err := t.nothingBuilt(entry, lines); err != nil {
		return err
	}
	back := &undoing{t: t, rev: map[rowRef]int64{}, index: map[string][]kernel.ID{}}
	for _, l := range lines {
		if err := back.line(l); err != nil {
			return err
		}
	}
	for _, c := range u.Counts {
		t.Tally(kernel.Stamp{
			TownshipID: c.Place[0], VillageID: c.Place[1], GroupID: c.Place[2], MicroID: c.Place[3], BodyID: c.Body, Topic: c.Topic,
		}, c.Day, c.Measure, -c.N)
	}
	return back.reindex()
}

type rowRef struct {
	table string
	id    kernel.ID
}

// linesOf reads the changes of an entry, newest first; each must lie in the actor's scope.
func (t *WriteTx) linesOf(entry kernel.ID, except string) ([]journalLine, error) {
	var lines []journalLine
	err := t.tx.NewRaw("SELECT * FROM t_journal_line WHERE county_id = ? AND entry_id = ? AND op <> ? AND tbl <> ? ORDER BY line DESC",
		t.actor.CountyID, entry, opView, except).Scan(t.ctx, &lines)
	if err != nil {
		return nil, wrap(err)
	}
	for i := range lines {
		table, err := tableNamed(lines[i].Tbl)
		if err != nil {
			return nil, kernel.Conflict("nothing_to_take_back").Because(err)
		}
		if !covers(table, t.actor, &lines[i].Stamp) {
			return nil, kernel.Forbidden("out_of_scope").With("table", table.Name)
		}
	}
	return lines, nil
}

// changedRow is a row that has gone on since.
type changedRow struct {
	ID  kernel.ID `bun:"id"`
	Rev int64     `bun:"rev"`
}

// unchangedSince locks the rows of the entry and refuses when one of them has another revision than the entry left.
func (t *WriteTx) unchangedSince(lines []journalLine) error {
	left := map[string]map[kernel.ID]int64{} // by table: the revision of the newest line of each row; 0 for one deleted
	for _, l := range lines {
		if left[l.Tbl] == nil {
			left[l.Tbl] = map[kernel.ID]int64{}
		}
		if _, newer := left[l.Tbl][l.RowID]; newer {
			continue
		}
		left[l.Tbl][l.RowID] = l.Rev
		if l.Op == opDelete {
			left[l.Tbl][l.RowID] = 0
		}
	}
	for _, table := range sortedKeys(left) {
		want := left[table]
		ids := sortedKeys(want)
		for from := 0; from < len(ids); from += batch {
			part := ids[from:min(from+batch, len(ids))]
			var rows []changedRow
			err := t.tx.NewRaw("SELECT id, rev FROM ? WHERE county_id = ? AND id IN (?) ORDER BY id"+t.d.eng.forUpdate(),
				ident("t_"+table), t.actor.CountyID, bun.List(part)).Scan(t.ctx, &rows)
			if err != nil {
				return wrap(err)
			}
			there := map[kernel.ID]int64{}
			for _, r := range rows {
				there[r.ID] = r.Rev
			}
			for _, id := range part {
				if there[id] != want[id] {
					return t.standing("changed_since", table, id)
				}
			}
		}
	}
	return nil
}

// standing is the refusal: which record stands in the way, who touched it last, and when.
func (t *WriteTx) standing(code, table string, id kernel.ID) error {
	e := kernel.Conflict(code).With("table", table).With("id", id.String())
	var last []struct {
		At     int64  `bun:"at"`
		Actor  string `bun:"actor_name"`
		Action string `bun:"action"`
	}
	err := t.tx.NewRaw(`SELECT e.at, e.actor_name, e.action FROM t_journal_line AS l JOIN t_journal AS e ON e.county_id = l.county_id AND e.id = l.entry_id
		WHERE l.county_id = ? AND e.county_id = ? AND l.tbl = ? AND l.row_id = ? AND l.op <> ? ORDER BY e.id DESC LIMIT 1`,
		t.actor.CountyID, t.actor.CountyID, table, id, opView).Scan(t.ctx, &last)
	if err != nil {
		return wrap(err)
	}
	if len(last) > 0 {
		e = e.With("by", last[0].Actor).With("at", strconv.FormatInt(last[0].At, 10)).With("action", last[0].Action)
	}
	return e
}

// nothingBuilt refuses when a row of another entry refers to one that this entry inserted. Ids are unique in the whole
// county, so every column of an id is looked at, whether or not it is declared a foreign key.
func (t *WriteTx) nothingBuilt(entry kernel.ID, lines []journalLine) error {
	if !slices.ContainsFunc(lines, func(l journalLine) bool { return l.Op == opInsert }) {
		return nil
	}
	for _, table := range Tables() {
		if table.Place != PlaceCounty || table.Bind == byDoor || table.Derived {
			continue
		}
		columns, err := t.idColumns(table.Name)
		if err != nil {
			return err
		}
		for _, c := range columns {
			if err := t.refersTo(entry, table.Name, c, insertedBy(lines)); err != nil {
				return err
			}
		}
	}
	return nil
}

// refersTo refuses when a column of a table holds the id of a row that the entry inserted, in a row that it did not insert.
func (t *WriteTx) refersTo(entry kernel.ID, table, column string, inserted []string) error {
	const made = "EXISTS (SELECT 1 FROM t_journal_line AS l WHERE l.county_id = x.county_id AND l.tbl = ? AND l.row_id = x.? AND l.op = 'insert' AND l.entry_id = ?)"
	for _, of := range inserted {
		var ids []kernel.ID
		err := t.tx.NewRaw("SELECT x.id FROM ? AS x WHERE x.county_id = ? AND x.? > 0 AND "+made+" AND NOT "+made+" ORDER BY x.id LIMIT 1",
			ident("t_"+table), t.actor.CountyID, ident(column), of, ident(column), entry, table, ident("id"), entry).Scan(t.ctx, &ids)
		if err != nil {
			return wrap(err)
		}
		if len(ids) > 0 {
			return t.standing("built_upon", table, ids[0])
		}
	}
	return nil
}

// insertedBy lists the tables into which lines insert.
func insertedBy(lines []journalLine) []string {
	out := map[string]bool{}
	for _, l := range lines {
		if l.Op == opInsert {
			out[l.Tbl] = true
		}
	}
	return sortedKeys(out)
}

// idColumns lists the columns of a table that hold ids of other records.
func (t *ReadTx) idColumns(table string) ([]string, error) {
	sql := "SELECT name FROM pragma_table_info(?)"
	if t.d.eng.name() != "sqlite" {
		sql = "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
	}
	var names []string
	if err := t.tx.NewRaw(sql, "t_"+table).Scan(t.ctx, &names); err != nil {
		return nil, wrap(err)
	}
	return slices.DeleteFunc(names, func(c string) bool { return !strings.HasSuffix(c, "_id") || c == "county_id" }), nil
}

func sortedKeys[K interface{ ~string | ~int64 }, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
