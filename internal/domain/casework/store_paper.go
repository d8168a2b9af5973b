package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// paperTable: papers follow their case as its photos do.
const paperTable = "case_paper"

var _ = db.Declare(db.Table{Name: paperTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenCase})

type paperRow struct {
	db.BaseModel `bun:"table:t_case_paper"`
	db.Row
	kernel.Stamp
	CaseID kernel.ID `bun:"case_id"`
	Field  string    `bun:"field"`
	Hash   string    `bun:"hash"` // of the sealed file: two files never have the same
	Mime   string    `bun:"mime"`
	Name   string    `bun:"name"` // of a document
	Bytes  int64     `bun:"bytes"`
	At     int64     `bun:"at"`
	ByName string    `bun:"by_name"`
}

func (r *paperRow) paper() SealedPaper {
	return SealedPaper{ID: r.ID, Field: r.Field, Mime: r.Mime, Name: r.Name, Bytes: r.Bytes, At: r.At, By: r.ByName}
}

// papersOf reads the papers of a case, oldest first.
func papersOf(tx *db.ReadTx, id kernel.ID) ([]paperRow, error) {
	var rows []paperRow
	err := tx.Select(&rows, "SELECT p.* FROM {case_paper p} WHERE p.case_id = ? ORDER BY +p.id", id)
	return rows, err
}
