package person

import (
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var pairTable = db.Declare(db.Table{Name: "person_pair", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = 'open'"})

type pairRow struct {
	db.BaseModel `bun:"table:t_person_pair"`
	db.Row
	kernel.Stamp
	AID       kernel.ID `bun:"a_id"`
	BID       kernel.ID `bun:"b_id"`
	Evidence  string    `bun:"evidence"`
	Weight    int       `bun:"weight"`
	State     PairState `bun:"state"`
	At        int64     `bun:"at"`
	KeptID    kernel.ID `bun:"kept_id"`
	DecidedAt int64     `bun:"decided_at"`
	DecidedBy string    `bun:"decided_by"`
	Reason    string    `bun:"reason"`
}

// candidateStep is how many entries are read at once while places are gone through.
const candidateStep = 5000

const candidateCols = "pe.id, pe.name, pe.place_id, pe.township_id, pe.village_id, pe.group_id, pe.micro_id, pe.body_id, pe.topic, pe.sealed"

// selectCandidates reads entries in the order of their places, after the last one read.
func selectCandidates(tx *db.ReadTx, where string, args []any, last candidate) ([]candidate, error) {
	var out []candidate
	args = append(append([]any{}, args...), last.PlaceID, last.ID, candidateStep)
	err := tx.Select(&out, "SELECT "+candidateCols+" FROM {person pe} WHERE "+where+
		" AND (pe.place_id, pe.id) > (?, ?) ORDER BY pe.place_id, pe.id LIMIT ?", args...)
	return out, err
}

// selectSameKey reads the entries that share a value of a column, which is one of sameKeys.
func selectSameKey(tx *db.ReadTx, col, where string, args []any) ([]candidate, error) {
	var keys []string
	err := tx.Select(&keys, "SELECT pe."+col+" FROM {person pe} WHERE "+where+" AND pe."+col+" <> '' GROUP BY pe."+col+
		" HAVING COUNT(*) > 1 ORDER BY pe."+col, args...)
	if err != nil {
		return nil, err
	}
	const step = 512
	var out []candidate
	for from := 0; from < len(keys); from += step {
		part := keys[from:min(from+step, len(keys))]
		in := "pe." + col + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(part)), ", ") + ")"
		some := append([]any{}, args...)
		for _, k := range part {
			some = append(some, k)
		}
		var rows []candidate
		if err := tx.Select(&rows, "SELECT "+candidateCols+", pe."+col+" AS match FROM {person pe} WHERE "+where+" AND "+in, some...); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

func selectPairs(tx *db.ReadTx, where string, args ...any) ([]pairRow, error) {
	var rows []pairRow
	err := tx.Select(&rows, "SELECT pp.* FROM {person_pair pp} WHERE "+where+" ORDER BY +pp.id", args...)
	return rows, err
}

func pairOf(tx *db.ReadTx, a, b kernel.ID) (*pairRow, error) {
	rows, err := selectPairs(tx, "pp.a_id = ? AND pp.b_id = ?", a, b)
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("person_pair")
	}
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

func pagePairs(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]pairRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT pp.* FROM {person_pair pp} WHERE " + where, Args: args, Page: page,
		Order: []db.Key{{Col: "pp.weight", Dir: db.Desc}, {Col: "pp.id", Dir: db.Desc}},
	}, func(r *pairRow) []any { return []any{r.Weight, r.ID} })
}

// namesMergedInto lists the names of the entries that were merged into one, and of those merged into them.
func namesMergedInto(tx *db.ReadTx, id kernel.ID) ([]string, error) {
	var names []string
	for ids := []kernel.ID{id}; len(ids) > 0; {
		in, args := place.Among("pe.merged_into", ids)
		var rows []personRow
		if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.merged_into <> 0 AND "+in+" ORDER BY +pe.id", args...); err != nil {
			return nil, err
		}
		ids = ids[:0]
		for _, r := range rows {
			names, ids = append(names, r.Name), append(ids, r.ID)
		}
	}
	return names, nil
}
