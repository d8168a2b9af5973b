package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ageTable keeps in which counter of its age an open case stands. An age follows the day, so it is no column of the case: one that
// nobody touched must not look changed (ADR 56).
const ageTable = "case_age"

// measureAge begins the standing counters of open cases by age: case.age.7 are those reported more than seven days ago, but not more
// than the next of ages.
const measureAge = "case.age."

// standingAge is the counter of an open case by its age, for who moves its counters along with it.
const standingAge = "CASE WHEN open THEN COALESCE((SELECT k.measure FROM {" + ageTable + "} AS k WHERE k.county_id = :county AND k.id = {" + table + "}.id), '') ELSE '' END"

var _ = db.Declare(db.Table{Name: ageTable, Place: db.PlaceCounty, Bind: db.ByCounty, Derived: true})

// aging is an open case that was reported a while ago, with the counter in which it stands (nil: in none yet).
type aging struct {
	ID      kernel.ID `bun:"id"`
	Due     int64     `bun:"due"`
	At      int64     `bun:"at"`
	Measure *string   `bun:"measure"`
}

// agingAfter reads open cases that were reported before a moment, in the order in which they are due, after one of them.
func agingAfter(tx *db.ReadTx, before, due int64, id kernel.ID, most int) ([]aging, error) {
	var rows []aging
	err := tx.Select(&rows, "SELECT c.id, c.due, c.at, k.measure FROM {case c} LEFT JOIN {"+ageTable+" k} ON k.county_id = c.county_id AND k.id = c.id"+
		" WHERE c.open AND c.at < ? AND c.due >= ? AND (c.due > ? OR c.id > ?) ORDER BY c.due, c.id LIMIT ?", before, due, due, id, most)
	return rows, err
}

// countAges counts the open cases by age anew.
func countAges(tx *db.ReadTx) ([]db.Count, error) {
	var rows []struct {
		kernel.Stamp
		Measure string `bun:"measure"`
		N       int64  `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT "+stampColumns+", k.measure, count(*) AS n FROM {case c} JOIN {"+ageTable+" k} ON k.county_id = c.county_id AND k.id = c.id"+
		" WHERE c.open AND NOT c.sealed GROUP BY "+stampColumns+", k.measure")
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: r.Measure, N: r.N}
	}
	return out, err
}
