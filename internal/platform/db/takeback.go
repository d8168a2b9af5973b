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
	Except []string     // tables whose lines stay: the record of the act itself
	Counts []CountDelta // what the entry added to counters, as Counted told it
	// Changes: only changes are undone, not what the entry made or removed, and a row that somebody has changed since stays
	// as it is and is named. Without it TakeBack undoes everything or refuses.
	Changes bool
	// Stay names rows that are left as they are and named, where the entry changed them: their room says that they cannot go back.
	Stay []Referring
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
	err = t.at().NewRaw("SELECT entry_id FROM t_journal_line WHERE county_id = ? AND tbl = ? AND row_id = ? AND rev = ? AND op <> ? AND "+where,
		t.actor.CountyID, table, id, rev, opView).Scan(t.ctx, &ids)
	if err == nil && len(ids) == 0 {
		err = kernel.NotFound("journal")
	}
	return append(ids, 0)[0], wrap(err)
}

// TakeBack undoes everything that one journal entry changed, newest first, within this Write: what it inserted goes, what it
// changed is as before, what it deleted is back. It refuses, and says what stands in the way, when a row was changed since, or
// when a row that came later refers to one that the entry inserted. The undoing is itself journaled; the entry stays. An entry
// may have some hundred thousand lines: they are read and undone in steps, by sets of rows.
func (t *WriteTx) TakeBack(entry kernel.ID, u Undo) (stayed []Referring, err error) {
	b := &undoing{t: t, entry: entry, u: u, stays: map[Referring]bool{}, index: map[string]map[kernel.ID]bool{}}
	if err := b.tables(); err != nil {
		return nil, err
	}
	if len(b.changed)+len(b.inserted) == 0 {
		return nil, kernel.Conflict("nothing_to_take_back")
	}
	for _, table := range b.changed {
		rows, err := b.changedSince(table)
		if err != nil {
			return nil, err
		}
		stayed = append(stayed, rows...)
	}
	if err := b.nothingBuilt(); err != nil {
		return nil, err
	}
	for _, row := range stayed {
		b.stays[row] = true
	}
	for _, step := range []func() error{func() error { return b.turning(-1) }, b.lines, func() error { return b.turning(1) }} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	stayed = append(stayed, b.kept...)
	for _, c := range u.Counts {
		if b.turns(c.Measure) {
			continue
		}
		t.Tally(kernel.Stamp{
			TownshipID: c.Place[0], VillageID: c.Place[1], GroupID: c.Place[2], MicroID: c.Place[3], BodyID: c.Body, Topic: c.Topic,
		}, c.Day, c.Measure, -c.N)
	}
	return stayed, b.reindex()
}

// undoing carries the lines of an entry back.
type undoing struct {
	t        *WriteTx
	entry    kernel.ID
	u        Undo
	changed  []string // tables with lines to undo, by name
	inserted []string // tables into which the entry inserted what is to go
	stays    map[Referring]bool
	kept     []Referring                   // of those that the caller lets stay, what the entry had changed
	index    map[string]map[kernel.ID]bool // rows whose search keys are to be written anew
}

// turns tells whether a counter is one of those that follow the day: what the entry counted in it once says nothing now.
func (b *undoing) turns(measure string) bool {
	for _, table := range Tables() {
		for _, begin := range table.Turning {
			if strings.HasPrefix(measure, begin) {
				return true
			}
		}
	}
	return false
}

// turning adds what the rows of the entry count now in the counters that follow the day: taken away before the rows go back, given
// after.
func (b *undoing) turning(sign int64) error {
	t := b.t
	for _, name := range b.changed {
		table, err := tableNamed(name)
		if err != nil {
			return err
		}
		if len(table.Turning) == 0 {
			continue
		}
		cond, args := b.where()
		var rows []rehomed
		err = t.at().NewRaw("SELECT id, rev, "+t.measures(table, t.Today())+" AS measures, township_id, village_id, group_id, micro_id, body_id, topic, sealed FROM ? WHERE county_id = ? AND id IN (SELECT l.row_id FROM t_journal_line AS l WHERE "+
			cond+" AND l.tbl = ?)", append(append([]any{ident("t_" + name), t.actor.CountyID}, args...), name)...).Scan(t.ctx, &rows)
		if err != nil {
			return wrap(err)
		}
		for _, row := range rows {
			for _, m := range strings.Split(row.Measures, apart) {
				if measure, n := weighed(m); b.turns(measure) {
					t.Tally(row.Stamp, Standing, measure, sign*n)
				}
			}
		}
	}
	return nil
}

// where chooses the lines to be undone, of l.
func (b *undoing) where() (string, []any) {
	cond, args := "l.county_id = ? AND l.entry_id = ? AND l.op <> ?", []any{b.t.actor.CountyID, b.entry, opView}
	if b.u.Changes {
		cond, args = cond+" AND l.op = ?", append(args, opUpdate)
	}
	if len(b.u.Except) > 0 {
		cond, args = cond+" AND l.tbl NOT IN (?)", append(args, bun.List(b.u.Except))
	}
	return cond, args
}

// tables finds out which tables the lines speak of; each line must lie in the actor's scope.
func (b *undoing) tables() error {
	cond, args := b.where()
	type line struct {
		Tbl string `bun:"tbl"`
		Op  Op     `bun:"op"`
		kernel.Stamp
	}
	var rows []line
	err := b.t.at().NewRaw("SELECT DISTINCT l.tbl, l.op, l.township_id, l.village_id, l.group_id, l.micro_id, l.body_id, l.topic, l.sealed FROM t_journal_line AS l WHERE "+
		cond, args...).Scan(b.t.ctx, &rows)
	if err != nil {
		return wrap(err)
	}
	slices.SortFunc(rows, func(a, b line) int { return strings.Compare(a.Tbl, b.Tbl) })
	for _, r := range rows {
		table, err := tableNamed(r.Tbl)
		if err != nil {
			return kernel.Conflict("nothing_to_take_back").Because(err)
		}
		if !covers(table, b.t.actor, &r.Stamp, "") {
			return kernel.Forbidden("out_of_scope").With("table", table.Name)
		}
		if err := table.mayChange(); err != nil {
			return err
		}
		if !slices.Contains(b.changed, r.Tbl) {
			b.changed = append(b.changed, r.Tbl)
		}
		if r.Op == opInsert && !slices.Contains(b.inserted, r.Tbl) {
			b.inserted = append(b.inserted, r.Tbl)
		}
	}
	return nil
}

// changedSince locks the rows of a table and finds those that are no longer as the entry left them. Without Changes the first
// of them refuses the whole.
func (b *undoing) changedSince(table string) ([]Referring, error) {
	t := b.t
	cond, args := b.where()
	args = append(args, table)
	if lock := t.d.eng.forUpdate(); lock != "" {
		var n int
		err := t.at().NewRaw("SELECT count(*) FROM (SELECT x.id FROM ? AS x WHERE x.county_id = ? AND x.id IN (SELECT l.row_id FROM t_journal_line AS l WHERE "+
			cond+" AND l.tbl = ?) ORDER BY x.id"+lock+") AS locked", append([]any{ident("t_" + table), t.actor.CountyID}, args...)...).Scan(t.ctx, &n)
		if err != nil {
			return nil, wrap(err)
		}
	}
	limit := ""
	if !b.u.Changes {
		limit = " LIMIT 1"
	}
	var ids []kernel.ID
	err := t.at().NewRaw("SELECT l.row_id FROM t_journal_line AS l LEFT JOIN ? AS x ON x.county_id = l.county_id AND x.id = l.row_id WHERE "+cond+` AND l.tbl = ?
		AND NOT EXISTS (SELECT 1 FROM t_journal_line AS n WHERE n.county_id = l.county_id AND n.tbl = l.tbl AND n.row_id = l.row_id AND n.rev > l.rev AND n.entry_id = l.entry_id)
		AND CASE WHEN l.op = 'delete' THEN x.id IS NOT NULL ELSE x.id IS NULL OR x.rev <> l.rev END ORDER BY l.row_id`+limit,
		append([]any{ident("t_" + table)}, args...)...).Scan(t.ctx, &ids)
	if err != nil {
		return nil, wrap(err)
	}
	var out []Referring
	for _, id := range ids {
		if !b.u.Changes {
			return nil, t.standing("changed_since", table, id)
		}
		out = append(out, Referring{table, id})
	}
	return out, nil
}

// standing is the refusal: which record stands in the way, who touched it last, and when.
func (t *WriteTx) standing(code, table string, id kernel.ID) error {
	e := kernel.Conflict(code).With("table", table).With("id", id.String())
	var last []struct {
		At     int64  `bun:"at"`
		Actor  string `bun:"actor_name"`
		Action string `bun:"action"`
	}
	err := t.at().NewRaw(`SELECT e.at, e.actor_name, e.action FROM t_journal_line AS l JOIN t_journal AS e ON e.county_id = l.county_id AND e.id = l.entry_id
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
func (b *undoing) nothingBuilt() error {
	if len(b.inserted) == 0 {
		return nil
	}
	t := b.t
	const made = "EXISTS (SELECT 1 FROM t_journal_line AS l WHERE l.county_id = x.county_id AND l.op = 'insert' AND l.entry_id = ? AND "
	for _, table := range Tables() {
		if table.Place != PlaceCounty || table.Bind == byDoor || !table.journaled() {
			continue
		}
		columns, err := t.idColumns(table.Name)
		if err != nil {
			return err
		}
		if len(columns) == 0 {
			continue
		}
		marks, args := strings.TrimSuffix(strings.Repeat("x.?, ", len(columns)), ", "), []any{ident("t_" + table.Name), t.actor.CountyID, b.entry, table.Name, b.entry, bun.List(b.inserted)}
		for _, c := range columns {
			args = append(args, ident(c))
		}
		var ids []kernel.ID
		err = t.at().NewRaw("SELECT x.id FROM ? AS x WHERE x.county_id = ? AND NOT "+made+"l.tbl = ? AND l.row_id = x.id) AND "+
			made+"l.tbl IN (?) AND l.row_id IN ("+marks+")) ORDER BY x.id LIMIT 1", args...).Scan(t.ctx, &ids)
		if err != nil {
			return wrap(err)
		}
		if len(ids) > 0 {
			return t.standing("built_upon", table.Name, ids[0])
		}
	}
	return nil
}

// idColumns lists the columns of a table that hold ids of other records.
func (t *ReadTx) idColumns(table string) ([]string, error) {
	sql := "SELECT name FROM pragma_table_info(?)"
	if t.d.eng.name() != "sqlite" {
		sql = "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
	}
	var names []string
	if err := t.at().NewRaw(sql, "t_"+table).Scan(t.ctx, &names); err != nil {
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
