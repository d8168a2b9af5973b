package asset

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const table = "asset"

// An asset follows its place: it does not end when the project does.
var _ = db.Declare(db.Table{Name: table, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE"})

type assetRow struct {
	db.BaseModel `bun:"table:t_asset"`
	db.Row
	kernel.Stamp
	PlaceID      kernel.ID  `bun:"place_id"`
	Name         string     `bun:"name"`
	Category     string     `bun:"category"`
	CategoryName string     `bun:"category_name"`
	Value        int64      `bun:"value"`
	Day          kernel.Day `bun:"day"`
	CaseID       kernel.ID  `bun:"case_id"`
	CaseNo       string     `bun:"case_no"`
	Source       string     `bun:"source"`
}

func ofCase(tx *db.ReadTx, id kernel.ID) ([]assetRow, error) {
	var rows []assetRow
	err := tx.Select(&rows, "SELECT a.* FROM {asset a} WHERE a.case_id = ?", id)
	return rows, err
}
