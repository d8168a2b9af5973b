package body

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// pageParty reads who belongs to a body of one of the Party's kinds, by a condition over `m`, oldest entries first.
func pageParty(tx *db.ReadTx, kinds []string, where string, args []any, page kernel.Page) ([]memberRow, string, error) {
	if len(kinds) == 0 {
		return nil, "", nil
	}
	in, more := marks(kinds)
	return db.PageOf(tx, db.List{
		SQL:  "SELECT m.* FROM {member m} WHERE " + where + " AND m.body_id IN (SELECT b.id FROM {body b} WHERE b.county_id = m.county_id AND b.kind IN (" + in + "))",
		Args: append(args, more...), Order: []db.Key{{Col: "m.id"}}, Page: page,
	}, func(r *memberRow) []any { return []any{r.ID} })
}
