package casework

import (
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The standing counters: cases that are open, and cases of each type in each state (case.state.TYPE.STATE).
const (
	measureOpen  = "case.open"
	measureState = "case.state."

	// By day: cases that somebody dealt with for the first time, and the minutes of the clock that they had waited for it together.
	measureFirst, measureFirstMinutes = "case.first", "case.first_minutes"

	measureRefused = "case.push_refused." // by day: pushes that the duty list forbids, by its item
)

// How a case was closed, and the counters of that by day (case.ended.RESULT). A case that is reopened is taken out of its day, so the
// counter agrees with the cases that were closed then and still are.
const (
	EndedInTime = "in_time"
	EndedLate   = "late"

	measureEnded = "case.ended."
)

// ends notes that a case is closed or open again: c still says what held until now.
func (c *caseRow) ends(open bool, now time.Time) {
	switch {
	case open:
		c.EndedDay, c.EndedLate = "", false
	case c.EndedDay == "":
		c.EndedDay, c.EndedLate = kernel.DayOf(now), c.Open && c.Due != noDue && c.Due < now.UnixMilli()
	}
}

func tallyEnded(tx *db.WriteTx, c *caseRow, n int64) {
	if c == nil || c.EndedDay == "" {
		return
	}
	result := EndedInTime
	if c.EndedLate {
		result = EndedLate
	}
	tx.Tally(c.Stamp, c.EndedDay, measureEnded+result, n)
}

// countEnded leaves out what was closed before its day was kept.
func countEnded(tx *db.ReadTx) ([]db.Count, error) {
	var rows []struct {
		kernel.Stamp
		Day  kernel.Day `bun:"ended_day"`
		Late bool       `bun:"ended_late"`
		N    int64      `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT "+stampColumns+", c.ended_day, c.ended_late, count(*) AS n FROM {case c} WHERE c.ended_day <> '' AND NOT c.sealed GROUP BY "+stampColumns+", c.ended_day, c.ended_late")
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: r.Day, Measure: measureEnded + EndedInTime, N: r.N}
		if r.Late {
			out[i].Measure = measureEnded + EndedLate
		}
	}
	return out, err
}

// stampColumns are what a counter is kept by.
const stampColumns = "c.township_id, c.village_id, c.group_id, c.micro_id, c.body_id, c.topic"

// inState is the counter of the cases of a type in a state.
func inState(typ, state string) string { return measureState + typ + "." + state }

type countRow struct {
	kernel.Stamp
	Type  string `bun:"type"`
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
	err := tx.Select(&rows, "SELECT "+stampColumns+", c.type, c.state, count(*) AS n FROM {case c} WHERE NOT c.sealed GROUP BY "+stampColumns+", c.type, c.state")
	return counted(rows, func(r countRow) string { return inState(r.Type, r.State) }), err
}

func counted(rows []countRow, measure func(countRow) string) []db.Count {
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measure(r), N: r.N}
	}
	return out
}
