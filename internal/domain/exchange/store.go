package exchange

import (
	"encoding/json"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	table = db.Declare(db.Table{Name: "import", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
	_     = db.Declare(db.Table{Name: "import_run", Place: db.PlaceLocal})
)

// importRow: the stamp is the place for which the officer may import; Kind is the key of the register, File the hash of the
// sealed file while it is kept, Counted what the import added to counters.
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
	File       string    `bun:"file"`
	Counted    string    `bun:"counted"`
}

func (r *importRow) view() (Import, error) {
	v := Import{
		ID: r.ID, Name: r.Name, At: r.At, By: r.ActorName, Register: r.Kind, State: r.State, Done: r.Done, Total: r.Total,
		Counts: []SheetCount{}, Errors: []RowFault{}, ErrorCount: r.FaultCount, Marked: r.File != "" && r.State == Refused,
	}
	if strings.HasPrefix(r.Counts, "[") { // runs of before had an object of other counts
		if err := json.Unmarshal([]byte(r.Counts), &v.Counts); err != nil {
			return v, kernel.Internal(err)
		}
	}
	if err := json.Unmarshal([]byte(r.Faults), &v.Errors); err != nil {
		return v, kernel.Internal(err)
	}
	v.Differs = differs(v.Counts)
	return v, nil
}

// set stores what a run has come to.
func (r *importRow) set(o outcome) error {
	counts, err := json.Marshal(o.counts)
	if err != nil {
		return kernel.Internal(err)
	}
	told, err := json.Marshal(o.told)
	if err != nil {
		return kernel.Internal(err)
	}
	r.State, r.Done, r.Total, r.Counts, r.Faults, r.FaultCount = o.state, o.done, o.total, string(counts), string(told), o.faults
	return nil
}

// pageOwn lists the runs of the actor's own account and those of the command line, newest first. The latter lie at the county.
func pageOwn(tx *db.ReadTx, page kernel.Page) ([]importRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT i.* FROM {import i} WHERE (i.account_id = ? OR i.account_id = 0)", Args: []any{tx.Actor().AccountID},
		Order: []db.Key{{Col: "i.id", Dir: db.Desc}}, Page: page,
	}, func(r *importRow) []any { return []any{r.ID} })
}

// stale lists the runs that nobody came back to and whose file is still kept.
func stale(tx *db.ReadTx, before int64) ([]importRow, error) {
	var rows []importRow
	err := tx.Select(&rows, "SELECT i.* FROM {import i} WHERE i.file <> '' AND i.at < ? ORDER BY i.id LIMIT 500", before)
	return rows, err
}

// progressRow is how far a run is, for the other servers on one database.
type progressRow struct {
	Done  int  `bun:"done"`
	Total int  `bun:"total"`
	Stop  bool `bun:"stop"`
}

func progressOf(tx *db.ReadTx, id kernel.ID) (progressRow, error) {
	var rows []progressRow
	err := tx.Select(&rows, "SELECT r.done, r.total, r.stop FROM {import_run r} WHERE r.import_id = ?", id)
	return append(rows, progressRow{})[0], err
}

func saveProgress(tx *db.WriteTx, id kernel.ID, done, total int, stop bool) error {
	_, err := tx.Exec(`INSERT INTO {import_run} (import_id, county_id, done, total, stop) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (import_id) DO UPDATE SET done = excluded.done, total = excluded.total, stop = excluded.stop`,
		id, tx.County(), done, total, stop)
	return err
}

func dropProgress(tx *db.WriteTx, id kernel.ID) error {
	_, err := tx.Exec("DELETE FROM {import_run} WHERE import_id = ?", id)
	return err
}
