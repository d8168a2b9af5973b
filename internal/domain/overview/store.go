package overview

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A link to a wall is no work that goes over to another place: it ends with its own.
var _ = db.Declare(db.Table{Name: "wall", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{
	{Col: "made_by_id", To: "person", Label: "made_by"},
}})

type wallRow struct {
	db.BaseModel `bun:"table:t_wall"`
	db.Row
	kernel.Stamp
	PlaceID  kernel.ID  `bun:"place_id"`
	Name     string     `bun:"name"`
	Hash     string     `bun:"hash"`
	UntilDay kernel.Day `bun:"until_day"`
	MadeAt   int64      `bun:"made_at"`
	MadeByID kernel.ID  `bun:"made_by_id"`
	MadeBy   string     `bun:"made_by"`
}

func pageOfWalls(tx *db.ReadTx, page kernel.Page) ([]wallRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT w.* FROM {wall w} WHERE w.until_day >= ?", Args: []any{tx.Today()},
		Order: []db.Key{{Col: "w.id", Dir: db.Desc}}, Page: page,
	}, func(r *wallRow) []any { return []any{r.ID} })
}

// wallByHash finds the wall that a link opens.
func wallByHash(tx *db.ReadTx, hash string) (*wallRow, error) {
	r := &wallRow{}
	return r, tx.One(r, "SELECT w.* FROM {wall w} WHERE w.hash = ?", hash)
}
