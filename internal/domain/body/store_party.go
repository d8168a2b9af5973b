package body

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// partyKinds are the kinds of bodies whose members are on the Party roll.
var partyKinds = []string{"party_committee", "party_general_branch", "party_branch", "party_group"}

// pageParty reads who belongs to a body of the Party, by a condition over `m`, oldest entries first.
func pageParty(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]memberRow, string, error) {
	marks := "?"
	all := args
	for i, k := range partyKinds {
		if i > 0 {
			marks += ", ?"
		}
		all = append(all, k)
	}
	return db.PageOf(tx, db.List{
		SQL:  "SELECT m.* FROM {member m} WHERE " + where + " AND m.body_id IN (SELECT b.id FROM {body b} WHERE b.county_id = m.county_id AND b.kind IN (" + marks + "))",
		Args: all, Order: []db.Key{{Col: "m.id"}}, Page: page,
	}, func(r *memberRow) []any { return []any{r.ID} })
}
