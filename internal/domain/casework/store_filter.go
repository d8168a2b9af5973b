package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What somebody keeps for their own screen is no record of the county: it stands outside the journal, as logins do.
var _ = db.Declare(db.Table{Name: "case_filter", Place: db.PlaceLocal})

// filterRow is a filter that an account keeps; Opens marks the default.
type filterRow struct {
	ID    kernel.ID `bun:"id"`
	Name  string    `bun:"name"`
	Query string    `bun:"query"`
	Opens bool      `bun:"opens"`
}

// filtersOf are the filters of the actor's account.
func filtersOf(tx *db.ReadTx) ([]filterRow, error) {
	var rows []filterRow
	err := tx.Select(&rows, "SELECT f.id, f.name, f.query, f.opens FROM {case_filter f} WHERE f.county_id = ? AND f.account_id = ? ORDER BY +f.id",
		tx.County(), tx.Actor().AccountID)
	return rows, err
}

// keepFilter enters a filter of the actor's account, or replaces the one of its name.
func keepFilter(tx *db.WriteTx, r filterRow) error {
	if r.Opens {
		if _, err := tx.Exec("UPDATE {case_filter} SET opens = ? WHERE county_id = ? AND account_id = ?", false, tx.County(), tx.Actor().AccountID); err != nil {
			return err
		}
	}
	_, err := tx.Exec("INSERT INTO {case_filter} (county_id, id, account_id, name, query, opens) VALUES (?, ?, ?, ?, ?, ?) "+
		"ON CONFLICT (county_id, account_id, name) DO UPDATE SET query = excluded.query, opens = excluded.opens",
		tx.County(), r.ID, tx.Actor().AccountID, r.Name, r.Query, r.Opens)
	return err
}
