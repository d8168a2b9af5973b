package indicator

import (
	"fmt"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What was published stays where that was.
var _ = db.Declare(db.Table{
	Name: "indicator_basis", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true,
	Refs: []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}},
})

type basisRow struct {
	db.BaseModel `bun:"table:t_indicator_basis"`
	db.Row
	kernel.Stamp
	No         int        `bun:"no"`
	Indicator  string     `bun:"indicator"`
	PlaceID    kernel.ID  `bun:"place_id"`
	OfKind     string     `bun:"of_kind"`
	OfID       kernel.ID  `bun:"of_id"`
	Period     string     `bun:"period"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	RulesNo    int        `bun:"rules_no"`
	JournalNo  int64      `bun:"journal_no"`
	Basis      string     `bun:"basis"`
	Hash       string     `bun:"hash"`
	Note       string     `bun:"note"`
	At         int64      `bun:"at"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

// changes stands before a standing counter in the name of its history: by day, how much it changed; and standing, how much has been
// told of so far.
const changes = "at."

// beginning stands before a counter, or several with one *, in the name of the mark on the first day of their history.
const beginning = "began."

var levelCol = map[kernel.Level]string{
	kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id", kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id",
}

// pattern is the condition on a counter, or on several written with one *.
func pattern(tally string) (string, []any) {
	before, after, many := strings.Cut(tally, "*")
	switch {
	case !many:
		return "t.measure = ?", []any{tally}
	case after == "":
		return "t.measure >= ? AND t.measure < ?", []any{before, before + "~"}
	}
	return "t.measure >= ? AND t.measure < ? AND t.measure LIKE ?", []any{before, before + "~", "%" + after}
}

// slotted is a sum of one place (0: all together) in one period; Measure is told where it matters.
type slotted struct {
	PlaceID kernel.ID `bun:"place_id"`
	Slot    int       `bun:"slot"`
	Measure string    `bun:"measure"`
	N       int64     `bun:"n"`
}

// counted sums a counter within a place, for each place of a level below it where by is a column, in periods that follow each other:
// what lies before the first day is left out.
func counted(tx *db.ReadTx, in where, by, tally string, from kernel.Day, spans []kernel.Span, each bool) ([]slotted, error) {
	cols, group := []string{"0 AS place_id"}, []string{"slot"}
	if by != "" {
		cols, group = []string{"t." + by + " AS place_id"}, []string{"slot", "t." + by}
	}
	var args []any
	slot := "CASE"
	for i, s := range spans[:len(spans)-1] {
		slot += fmt.Sprintf(" WHEN t.day <= ? THEN %d", i)
		args = append(args, s.To)
	}
	if len(spans) == 1 {
		slot += " WHEN t.day < '' THEN 0"
	}
	cols = append(cols, slot+fmt.Sprintf(" ELSE %d END AS slot", len(spans)-1))
	if each {
		cols, group = append(cols, "t.measure AS measure"), append(group, "t.measure")
	}
	cond, more := pattern(tally)
	args = append(append(append(args, in.args...), more...), from, spans[len(spans)-1].To)
	var rows []slotted
	err := tx.Select(&rows, "SELECT "+strings.Join(cols, ", ")+", SUM(t.n) AS n FROM {tally t} WHERE "+in.cond+" AND "+cond+
		" AND t.day >= ? AND t.day <= ? GROUP BY "+strings.Join(group, ", "), args...)
	return rows, err
}

// where keeps counters at a place and everything below it.
type where struct {
	cond string
	args []any
}

// at is the condition for a place. Inner are the group grids in a village grid: a counter names the lower one alone.
func at(tx *db.ReadTx, p place.Place, inner []place.Place) where {
	col, ok := levelCol[p.Level]
	switch {
	case !ok:
		return where{"t.county_id = ?", []any{tx.County()}}
	case len(inner) == 0:
		return where{"t." + col + " = ?", []any{p.ID}}
	}
	ids := []kernel.ID{p.ID}
	for _, i := range inner {
		ids = append(ids, i.ID)
	}
	cond, args := place.Among("t."+col, ids)
	return where{cond, args}
}

// begun is the first day of the history of a counter in the whole county; empty where it has none.
func begun(tx *db.ReadTx, tally string) (kernel.Day, error) {
	var days []kernel.Day
	err := system(tx).Select(&days, "SELECT t.day FROM {tally t} WHERE t.measure = ?", beginning+tally)
	if len(days) == 0 {
		return "", err
	}
	return slices.Min(days), err
}

// campaign is when a campaign of visits ran.
type campaign struct {
	ID        kernel.ID  `bun:"id"`
	FromDay   kernel.Day `bun:"from_day"`
	ClosedDay kernel.Day `bun:"closed_day"`
}

func campaigns(tx *db.ReadTx) (map[string]campaign, error) {
	var rows []campaign
	err := system(tx).Select(&rows, "SELECT c.id, c.from_day, c.closed_day FROM {campaign c} WHERE c.state IN (?, ?) LIMIT 5000", visit.Open, visit.Closed)
	out := make(map[string]campaign, len(rows))
	for _, r := range rows {
		out[r.ID.String()] = r
	}
	return out, err
}

// ran tells whether a campaign ran on a day.
func (c campaign) ran(day kernel.Day) bool {
	return c.FromDay <= day && (c.ClosedDay == "" || day <= c.ClosedDay)
}

// standing is a counter with its whole stamp.
type standing struct {
	kernel.Stamp
	Measure string `bun:"measure"`
	N       int64  `bun:"n"`
}

const stampColumns = "t.township_id, t.village_id, t.group_id, t.micro_id, t.body_id, t.topic"

// standingOf reads the standing counters of a pattern with their stamps.
func standingOf(tx *db.ReadTx, tally string) ([]standing, error) {
	cond, args := pattern(tally)
	var rows []standing
	err := tx.Select(&rows, "SELECT "+stampColumns+", t.measure, t.n FROM {tally t} WHERE "+cond+" AND t.day = ?", append(args, db.Standing)...)
	return rows, err
}

func basesOf(tx *db.ReadTx, cond string, args ...any) ([]basisRow, error) {
	var rows []basisRow
	err := tx.Select(&rows, "SELECT b.* FROM {indicator_basis b} WHERE "+cond+" ORDER BY b.no DESC LIMIT 200", args...)
	return rows, err
}
