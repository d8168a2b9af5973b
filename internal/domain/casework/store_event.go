package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What happens to a case on a day and is counted by day, under the names of the counters. A case may be closed, or opened again, more
// than once.
const (
	measureClosed, measureReopened = "case.closed", "case.reopened"
)

// eventTable has a row for each time that a case was counted by day, where and under which unit it was counted: what a figure leads
// back to, for a case may have moved on or been opened again since. It follows from the journal.
const eventTable = "case_event"

var _ = db.Declare(db.Table{Name: eventTable, Place: db.PlaceCounty, Bind: db.ByPlace, Derived: true, Stay: true})

type eventRow struct {
	db.BaseModel `bun:"table:t_case_event"`
	db.Row
	kernel.Stamp
	CaseID kernel.ID  `bun:"case_id"`
	Kind   string     `bun:"kind"` // the name of the counter
	Day    kernel.Day `bun:"day"`
}

// listed is a case of a list, and in a list of events the event.
type listed struct {
	caseRow
	EventID  kernel.ID  `bun:"event_id"`
	EventDay kernel.Day `bun:"event_day"`
}

// event counts that something happened to a case on a day, and keeps it for whoever asks what was counted.
func event(tx *db.WriteTx, stamp kernel.Stamp, c kernel.ID, kind string, day kernel.Day) error {
	tx.Tally(stamp, day, kind, 1)
	if stamp.Sealed {
		return nil
	}
	return tx.Insert(&eventRow{Row: db.Row{ID: tx.NewID()}, Stamp: stamp, CaseID: c, Kind: kind, Day: day})
}
