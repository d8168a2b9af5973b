package asset

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const table = "asset"

// The standing counters, by category: how many assets there are and what they are worth together.
const (
	measure      = "asset."
	measureN     = measure + "n."
	measureValue = measure + "value."
)

// An asset follows its place: it does not end when the project does.
var _ = db.Declare(db.Table{
	Name: table, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE",
	Standing: []string{"'" + measureN + "' || category", "'" + measureValue + "' || category || '=' || value"},
})

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

// fresh counts the assets anew, for the comparison of the night.
func fresh(tx *db.ReadTx) ([]db.Count, error) {
	const columns = "a.township_id, a.village_id, a.group_id, a.micro_id, a.body_id, a.topic, a.category"
	var rows []struct {
		kernel.Stamp
		Category string `bun:"category"`
		N        int64  `bun:"n"`
		Value    int64  `bun:"value"`
	}
	err := tx.Select(&rows, "SELECT "+columns+", COUNT(*) AS n, SUM(a.value) AS value FROM {asset a} WHERE NOT a.sealed GROUP BY "+columns)
	out := make([]db.Count, 0, 2*len(rows))
	for _, r := range rows {
		out = append(out, db.Count{Stamp: r.Stamp, Measure: measureN + r.Category, N: r.N}, db.Count{Stamp: r.Stamp, Measure: measureValue + r.Category, N: r.Value})
	}
	return out, err
}

func ofCase(tx *db.ReadTx, id kernel.ID) ([]assetRow, error) {
	var rows []assetRow
	err := tx.Select(&rows, "SELECT a.* FROM {asset a} WHERE a.case_id = ?", id)
	return rows, err
}
