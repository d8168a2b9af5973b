package exchange

import (
	"encoding/json"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var table = db.Declare(db.Table{Name: "import", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})

// importRow: the stamp is the place for which the officer may import.
type importRow struct {
	db.BaseModel `bun:"table:t_import"`
	db.Row
	kernel.Stamp
	AccountID  kernel.ID `bun:"account_id"`
	ActorName  string    `bun:"actor_name"`
	Name       string    `bun:"name"`
	Kind       string    `bun:"kind"`
	At         int64     `bun:"at"`
	State      State     `bun:"state"`
	Done       int       `bun:"done"`
	Total      int       `bun:"total"`
	Counts     string    `bun:"counts"`
	Faults     string    `bun:"faults"`
	FaultCount int       `bun:"fault_count"`
}

func (r *importRow) view() (Import, error) {
	v := Import{
		ID: r.ID, Name: r.Name, At: r.At, By: r.ActorName, Kind: r.Kind, State: r.State, Done: r.Done, Total: r.Total,
		Errors: []RowFault{}, ErrorCount: r.FaultCount,
	}
	if err := json.Unmarshal([]byte(r.Counts), &v.Counts); err != nil {
		return v, kernel.Internal(err)
	}
	if err := json.Unmarshal([]byte(r.Faults), &v.Errors); err != nil {
		return v, kernel.Internal(err)
	}
	return v, nil
}

// set stores what a run has come to.
func (r *importRow) set(v Import) error {
	counts, err := json.Marshal(v.Counts)
	if err != nil {
		return kernel.Internal(err)
	}
	faults, err := json.Marshal(v.Errors)
	if err != nil {
		return kernel.Internal(err)
	}
	r.State, r.Done, r.Total, r.Counts, r.Faults, r.FaultCount = v.State, v.Done, v.Total, string(counts), string(faults), v.ErrorCount
	return nil
}

// pageOwn lists the runs of the actor's own account, newest first.
func pageOwn(tx *db.ReadTx, page kernel.Page) ([]importRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT i.* FROM {import i} WHERE i.account_id = ?", Args: []any{tx.Actor().AccountID},
		Order: []db.Key{{Col: "i.id", Dir: db.Desc}}, Page: page,
	}, func(r *importRow) []any { return []any{r.ID} })
}
