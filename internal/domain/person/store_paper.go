package person

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// paperTable: the papers of a household's events go with the household, as the events do.
var paperTable = db.Declare(db.Table{Name: "event_paper", Place: db.PlaceCounty, Bind: db.ByPlace})

type paperRow struct {
	db.BaseModel `bun:"table:t_event_paper"`
	db.Row
	kernel.Stamp
	EventID     kernel.ID `bun:"event_id"`
	HouseholdID kernel.ID `bun:"household_id"`
	Hash        string    `bun:"hash"` // of the sealed file: two files never have the same
	Mime        string    `bun:"mime"`
	Name        string    `bun:"name"` // of a document
	Bytes       int64     `bun:"bytes"`
	At          int64     `bun:"at"`
	ByName      string    `bun:"by_name"`
}

func (r *paperRow) paper() Paper {
	return Paper{ID: r.ID, Mime: r.Mime, Name: r.Name, Bytes: r.Bytes, At: r.At, By: r.ByName}
}

// papersOf reads the papers of events, oldest first.
func papersOf(tx *db.ReadTx, events []kernel.ID) (map[kernel.ID][]paperRow, error) {
	out := map[kernel.ID][]paperRow{}
	for part := range slices.Chunk(events, 512) {
		in, args := place.Among("p.event_id", part)
		var rows []paperRow
		if err := tx.Select(&rows, "SELECT p.* FROM {event_paper p} WHERE "+in+" ORDER BY +p.id", args...); err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.EventID] = append(out[r.EventID], r)
		}
	}
	return out, nil
}
