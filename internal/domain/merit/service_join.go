package merit

import (
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// nowIn tells into which household those have been merged that are no more; the others stand for themselves.
func nowIn(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID]kernel.ID, error) {
	out := map[kernel.ID]kernel.ID{}
	at := map[kernel.ID][]kernel.ID{} // who stands where, on the way
	for _, h := range households {
		if out[h] == 0 {
			out[h] = h
			at[h] = append(at[h], h)
		}
	}
	for len(at) > 0 {
		var from []kernel.ID
		for h := range at {
			from = append(from, h)
		}
		slices.Sort(from)
		next := map[kernel.ID][]kernel.ID{}
		for part := range slices.Chunk(from, 100) {
			in, args := place.Among("l.from_id", part)
			var rows []struct {
				From kernel.ID `bun:"from_id"`
				Into kernel.ID `bun:"into_id"`
			}
			if err := tx.Select(&rows, "SELECT l.from_id, l.into_id FROM {household_link l} WHERE "+in+" AND l.kind = ?", append(args, person.KindMerge)...); err != nil {
				return nil, err
			}
			for _, r := range rows {
				for _, h := range at[r.From] {
					if r.Into == h || out[h] == r.Into { // never round in a ring
						continue
					}
					out[h] = r.Into
					next[r.Into] = append(next[r.Into], h)
				}
			}
		}
		at = next
	}
	return out, nil
}

// bring lets a deed be taken back that was given to a household that has since been merged: what is missing there is put back from where
// its points went.
func (s *Service) bring(tx *db.WriteTx, pool *poolRow, d *deedRow) error {
	now, err := nowIn(system(tx.ReadTx), []kernel.ID{d.HouseholdID})
	if err != nil || now[d.HouseholdID] == d.HouseholdID {
		return err
	}
	have, err := housesOf(tx.ReadTx, pool.ID, []kernel.ID{d.HouseholdID, now[d.HouseholdID]})
	if err != nil {
		return err
	}
	old, was := have[d.HouseholdID]
	into, is := have[now[d.HouseholdID]]
	if !was || !is {
		return nil
	}
	legs, err := ledger.PostingsOf(tx.ReadTx, d.TxnID)
	if err != nil || !slices.ContainsFunc(legs, func(p ledger.Posting) bool { return p.AccountID == old.AccountID }) {
		return err // it was given to the household that it is now
	}
	b, err := ledger.BalanceOf(tx.ReadTx, old.AccountID)
	if err != nil {
		return err
	}
	missing := d.Points - b.Free - tx.Added(old.AccountID)
	if missing <= 0 {
		return nil
	}
	_, err = ledger.Post(tx, ledger.Entry{
		Book: pool.BookID, Key: "bring:" + d.ID.String(), Kind: kindCarry, RefKind: deedTable, RefID: d.ID,
		Legs: []ledger.Leg{{Account: into.AccountID, Amount: -missing}, {Account: old.AccountID, Amount: missing}},
	})
	return err
}

// onePerson keeps the scores of somebody who was entered twice and scored a deed under both entries: the second one stays under the entry
// that goes, as it was signed.
func (s *Service) onePerson(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error) {
	type key struct {
		deed kernel.ID
		turn int
		look bool
	}
	var rows []scoreRow
	err := system(tx.ReadTx).Select(&rows, "SELECT s.* FROM {merit_score s} WHERE s.by_person_id IN (?, ?)", from, into)
	has := map[key]bool{}
	for _, r := range rows {
		if r.ByPersonID == into {
			has[key{r.DeedID, r.Turn, r.Look}] = true
		}
	}
	var keep []db.Referring
	for _, r := range rows {
		if r.ByPersonID == from && has[key{r.DeedID, r.Turn, r.Look}] {
			keep = append(keep, db.Referring{Table: "merit_score", ID: r.ID})
		}
	}
	return keep, err
}

// moving are the households of a pool whose points are to follow once no counter has some of them along.
func moving(tx *db.ReadTx, pool kernel.ID) (map[kernel.ID]bool, error) {
	var rows []kernel.ID
	err := tx.Select(&rows, "SELECT m.from_id FROM {merit_move m} WHERE m.pool_id = ? AND m.done_at = 0", pool)
	out := map[kernel.ID]bool{}
	for _, id := range rows {
		out[id] = true
	}
	return out, err
}
