package db

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// Rehoming is one step of a change of the grid: the rows at From and at everything below it get the places of To; what a row
// names below From stays.
type Rehoming struct {
	From   kernel.Stamp // of the place as it was
	To     kernel.Stamp // of the place as it will be, or of the one that takes over
	Direct bool         // only what lies at From itself, not at a place below it
	Place  kernel.ID    // with Direct: the place that stands for From from now on, in the column place_id
	Day    kernel.Day   // the first day of the change: what ended before it stays
}

// Rehome carries out a step for each table that is bound to places: the rows that its Rehome condition chooses get their new
// stamp and revision with one journal line each; their search keys and their standing counters follow. Counters of days and
// closed rows stay. The actor's scope must cover the place before and after; within it sealed rows follow too. It returns how
// many rows followed by table; sealed ones are not counted.
func (t *WriteTx) Rehome(r Rehoming) (map[string]int, error) {
	if _, err := kernel.ParseDay(string(r.Day)); err != nil {
		return nil, err
	}
	if !t.holds(r.From) || !t.holds(r.To) {
		return nil, kernel.Forbidden("out_of_scope").With("table", "place")
	}
	out := map[string]int{}
	for _, table := range Tables() {
		if !table.Follows() {
			continue
		}
		n, err := t.rehomeTable(table, r)
		if err != nil {
			return nil, fmt.Errorf("rehome %s: %w", table.Name, err)
		}
		if n > 0 {
			out[table.Name] = n
		}
	}
	return out, nil
}

// Follows tells whether rows of the table follow their place at all.
func (t Table) Follows() bool {
	return t.Place == PlaceCounty && (t.Bind == ByPlace || t.Bind == Frame) && !t.Derived && !t.Stay
}

// holds tells whether the actor has the whole place of a stamp.
func (t *WriteTx) holds(s kernel.Stamp) bool {
	s.BodyID, s.Topic, s.Sealed = 0, "", false
	return slices.ContainsFunc(t.actor.Arms, func(a kernel.Arm) bool {
		return a.BodyID == 0 && a.Topic == "" && a.Types == "" && a.Covers(s, t.actor.CountyID)
	})
}

// rehomed is a row that follows, as it was.
type rehomed struct {
	ID       kernel.ID `bun:"id"`
	Rev      int64     `bun:"rev"`
	PlaceID  kernel.ID `bun:"place_id"`
	Measures string    `bun:"measures"`
	kernel.Stamp
}

// apart separates the measures of a row; no measure holds it.
const apart = "|"

func (t *WriteTx) rehomeTable(table Table, r Rehoming) (int, error) {
	named, err := t.namesPlace(table)
	if err != nil {
		return 0, err
	}
	rows, err := t.following(table, r, named)
	if err != nil {
		return 0, err
	}
	seen := 0
	for from := 0; from < len(rows); from += batch {
		part := rows[from:min(from+batch, len(rows))]
		if err := errors.Join(t.rehomeBatch(table, r, named, part), t.spillLines()); err != nil {
			return 0, err
		}
		for _, row := range part {
			if !row.Sealed {
				seen++
			}
		}
	}
	return seen, nil
}

// following reads and locks the rows that follow.
func (t *WriteTx) following(table Table, r Rehoming, named bool) ([]rehomed, error) {
	level, id := r.From.Lowest(t.actor.CountyID)
	col, ok := levelColumn[level]
	if !ok {
		return nil, errors.New("db: a county is never rehomed")
	}
	where := col + " = ?"
	if r.Direct {
		for l := level + 1; l <= kernel.LevelMicro; l++ {
			where += " AND " + levelColumn[l] + " = 0"
		}
	}
	if table.Rehome != "" {
		where += " AND (" + t.fill(table.Rehome, r.Day) + ")"
	}
	place, measures := "0", "''"
	if named {
		place = "place_id"
	}
	if len(table.Standing) > 0 {
		measures = t.measures(table, r.Day)
	}
	var rows []rehomed
	err := t.at().NewRaw("SELECT id, rev, "+place+" AS place_id, "+measures+" AS measures, township_id, village_id, group_id, micro_id, body_id, topic, sealed FROM ? WHERE county_id = ? AND "+where+t.d.eng.forUpdate(),
		ident("t_"+table.Name), t.actor.CountyID, id).Scan(t.ctx, &rows)
	rows = slices.DeleteFunc(rows, func(row rehomed) bool {
		return r.stamp(row.Stamp) == row.Stamp && (r.Place == 0 || row.PlaceID != id)
	})
	slices.SortFunc(rows, func(a, b rehomed) int { return cmpInt(int64(a.ID), int64(b.ID)) })
	return rows, err
}

// measures is the expression for all standing counters of a row.
func (t *WriteTx) measures(table Table, day kernel.Day) string {
	return t.fill("("+strings.Join(table.Standing, ") || '"+apart+"' || (")+")", day)
}

// fill writes day, county and tables into a condition.
func (t *WriteTx) fill(cond string, day kernel.Day) string {
	cond = localBraces.ReplaceAllString(cond, "t_$1")
	return strings.NewReplacer(":day", "'"+string(day)+"'", ":county", t.actor.CountyID.String()).Replace(cond)
}

// stamp is the stamp of a row after the step.
func (r Rehoming) stamp(s kernel.Stamp) kernel.Stamp {
	level, _ := r.From.Lowest(0)
	cols := []*kernel.ID{&s.TownshipID, &s.VillageID, &s.GroupID, &s.MicroID}
	for i, id := range []kernel.ID{r.To.TownshipID, r.To.VillageID, r.To.GroupID, r.To.MicroID} {
		if kernel.LevelTownship+kernel.Level(i) <= level {
			*cols[i] = id
		}
	}
	return s
}

func (t *WriteTx) rehomeBatch(table Table, r Rehoming, named bool, rows []rehomed) error {
	level, old := r.From.Lowest(t.actor.CountyID)
	set, args := []string{"rev = rev + 1"}, []any{ident("t_" + table.Name)}
	var cols []string
	var ids []any
	for l := kernel.LevelTownship; l <= level; l++ {
		cols, ids = append(cols, levelColumn[l]+" = ?"), append(ids, r.To.At(l, 0))
	}
	set, args = append(set, cols...), append(args, ids...)
	if named && r.Place != 0 {
		set, args = append(set, "place_id = CASE WHEN place_id = ? THEN ? ELSE place_id END"), append(args, old, r.Place)
	}
	keys := make([]kernel.ID, len(rows))
	for i, row := range rows {
		keys[i] = row.ID
		t.follow(table, r, row, old)
	}
	res, err := t.at().NewRaw("UPDATE ? SET "+strings.Join(set, ", ")+" WHERE county_id = ? AND id IN (?)",
		append(args, t.actor.CountyID, bun.List(keys))...).Exec(t.ctx)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n != int64(len(rows)) {
		return errLostRace
	}
	_, err = t.at().NewRaw("UPDATE t_search SET "+strings.Join(cols, ", ")+" WHERE county_id = ? AND tbl = ? AND id IN (?)",
		append(ids, t.actor.CountyID, table.Name, bun.List(keys))...).Exec(t.ctx)
	return err
}

// follow notes the journal line of a row and takes its standing counters along.
func (t *WriteTx) follow(table Table, r Rehoming, row rehomed, old kernel.ID) {
	after := r.stamp(row.Stamp)
	var was, is []string
	add := func(col string, a, b kernel.ID) {
		if a != b {
			was, is = append(was, fmt.Sprintf("%q:%d", col, a)), append(is, fmt.Sprintf("%q:%d", col, b))
		}
	}
	if r.Place != 0 && row.PlaceID == old {
		add("place_id", old, r.Place)
	}
	for l := kernel.LevelTownship; l <= kernel.LevelMicro; l++ {
		add(levelColumn[l], row.At(l, 0), after.At(l, 0))
	}
	t.lines = append(t.lines, journalLine{
		Tbl: table.Name, RowID: row.ID, Rev: row.Rev + 1, Op: opUpdate, Stamp: after,
		Before: "{" + strings.Join(was, ",") + "}", After: "{" + strings.Join(is, ",") + "}",
	})
	for _, m := range strings.Split(row.Measures, apart) {
		if m != "" {
			name, n := weighed(m)
			t.Tally(row.Stamp, Standing, name, -n)
			t.Tally(after, Standing, name, n)
		}
	}
}

// weighed parts a standing counter from how much a row counts in it: 1, or the sum after the sign.
func weighed(m string) (string, int64) {
	name, sum, ok := strings.Cut(m, "=")
	if n, err := strconv.ParseInt(sum, 10, 64); ok && err == nil {
		return name, n
	}
	return m, 1
}

// placeNamed remembers which tables have a column place_id: where a table has one, it names the row's own place.
var placeNamed sync.Map

func (t *WriteTx) namesPlace(table Table) (bool, error) {
	if has, ok := placeNamed.Load(table.Name); ok {
		return has.(bool), nil
	}
	rows, err := t.at().QueryContext(t.ctx, "SELECT * FROM t_"+table.Name+" WHERE 1 = 0")
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	cols, err := rows.Columns()
	if err = errors.Join(err, rows.Err()); err != nil {
		return false, err
	}
	has := slices.Contains(cols, "place_id")
	placeNamed.Store(table.Name, has)
	return has, nil
}

// Lies counts by table what would follow if the place of a step went away; sealed rows count too, for they must not stay
// behind unseen.
func (t *WriteTx) Lies(r Rehoming) (map[string]int, error) {
	if _, err := kernel.ParseDay(string(r.Day)); err != nil {
		return nil, err
	}
	if !t.holds(r.From) {
		return nil, kernel.Forbidden("out_of_scope").With("table", "place")
	}
	out := map[string]int{}
	for _, table := range Tables() {
		if !table.Follows() {
			continue
		}
		rows, err := t.following(table, r, false)
		if err != nil {
			return nil, fmt.Errorf("what lies in %s: %w", table.Name, err)
		}
		if len(rows) > 0 {
			out[table.Name] = len(rows)
		}
	}
	return out, nil
}
