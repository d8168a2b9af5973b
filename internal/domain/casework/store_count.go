package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The standing counters: cases that are open, and cases in each state.
const (
	measureOpen  = "case.open"
	measureState = "case.state."

	measureRefused = "case.push_refused." // by day: pushes that the duty list forbids, by its item
)

// stampColumns are what a counter is kept by.
const stampColumns = "c.township_id, c.village_id, c.group_id, c.micro_id, c.body_id, c.topic"

type countRow struct {
	kernel.Stamp
	State string `bun:"state"`
	N     int64  `bun:"n"`
}

func countOpen(tx *db.ReadTx) ([]db.Count, error) {
	var rows []countRow
	err := tx.Select(&rows, "SELECT "+stampColumns+", count(*) AS n FROM {case c} WHERE c.open AND NOT c.sealed GROUP BY "+stampColumns)
	return counted(rows, func(countRow) string { return measureOpen }), err
}

func countStates(tx *db.ReadTx) ([]db.Count, error) {
	var rows []countRow
	err := tx.Select(&rows, "SELECT "+stampColumns+", c.state, count(*) AS n FROM {case c} WHERE NOT c.sealed GROUP BY "+stampColumns+", c.state")
	return counted(rows, func(r countRow) string { return measureState + r.State }), err
}

func counted(rows []countRow, measure func(countRow) string) []db.Count {
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measure(r), N: r.N}
	}
	return out
}
