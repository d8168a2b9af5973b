package merit

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// AccountNames tells whose the accounts of this room are, to who audits a book: the household by its code and head. What belongs to the
// pool is named by its kind.
func (s *Service) AccountNames(tx *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error) {
	var owners []kernel.ID
	for _, a := range list {
		if a.OwnerKind == houseTable {
			owners = append(owners, a.OwnerID)
		}
	}
	rows, err := byIDs[houseRow](system(tx), "h", "{merit_house h}", owners)
	if err != nil {
		return nil, err
	}
	households := make([]kernel.ID, len(rows))
	for i, h := range rows {
		households[i] = h.HouseholdID
	}
	known, err := s.person.HouseholdsByID(system(tx), households)
	out := map[kernel.ID]string{}
	for _, h := range rows {
		k := known[h.HouseholdID]
		out[h.AccountID] = k.HeadName + " · " + k.Code
	}
	return out, err
}

// Behind tells what stands behind transactions of this room: deeds with their evidence and who stood for them, money, years, households
// that became others.
func (s *Service) Behind(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]ledger.Source, error) {
	out := map[kernel.ID]ledger.Source{}
	switch kind {
	case deedTable:
		return s.behindDeeds(system(tx), ids)
	case "merit_fund":
		rows, err := byIDs[fundRow](system(tx), "f", "{merit_fund f}", ids)
		for _, f := range rows {
			out[f.ID] = ledger.Source{Title: f.Source, Day: f.Day, Page: "merit-village", Of: f.PoolID, Who: []ledger.Stood{{Part: "record", Name: f.ByName}}}
		}
		return out, err
	case poolTable:
		for _, id := range ids {
			out[id] = ledger.Source{Page: "merit-village", Of: id}
		}
	case "merit_move":
		rows, err := byIDs[moveRow](system(tx), "m", "{merit_move m}", ids)
		if err != nil {
			return nil, err
		}
		var households []kernel.ID
		for _, m := range rows {
			households = append(households, m.FromID, m.IntoID)
		}
		known, err := s.person.HouseholdsByID(system(tx), households)
		for _, m := range rows {
			out[m.ID] = ledger.Source{Title: known[m.FromID].HeadName + " → " + known[m.IntoID].HeadName, Day: m.Day, Page: "household", Of: m.IntoID}
		}
		return out, err
	}
	return out, nil
}

func (s *Service) behindDeeds(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]ledger.Source, error) {
	rows, err := byIDs[deedRow](tx, "d", "{merit_deed d}", ids)
	if err != nil {
		return nil, err
	}
	scores, err := scoresOf(tx, ids)
	if err != nil {
		return nil, err
	}
	files, err := filesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	var households, rounds []kernel.ID
	for _, d := range rows {
		households, rounds = append(households, d.HouseholdID), append(rounds, d.RoundID)
	}
	known, err := s.person.HouseholdsByID(tx, households)
	if err != nil {
		return nil, err
	}
	list, err := byIDs[roundRow](tx, "r", "{merit_round r}", rounds)
	by := map[kernel.ID]roundRow{}
	for _, r := range list {
		by[r.ID] = r
	}
	out := map[kernel.ID]ledger.Source{}
	for _, d := range rows {
		src := ledger.Source{
			Title: d.ItemName + " · " + known[d.HouseholdID].HeadName, Note: d.Note, Day: d.Day, Files: len(files[d.ID]), Page: "merit-deed", Of: d.ID,
			Who: []ledger.Stood{{Part: "record", Name: d.ByName}},
		}
		for _, x := range scores[d.ID] {
			part := "score"
			if x.Look {
				part = "check"
			}
			if x.Turn == d.Turn {
				src.Who = append(src.Who, ledger.Stood{Part: part, Name: x.ByName})
			}
		}
		if r, ok := by[d.RoundID]; ok {
			src.Who = append(src.Who, ledger.Stood{Part: "post", Name: r.PostedBy}, ledger.Stood{Part: "give", Name: r.IssuedBy})
		}
		src.Who = slices.DeleteFunc(src.Who, func(w ledger.Stood) bool { return w.Name == "" })
		out[d.ID] = src
	}
	return out, err
}

// byIDs reads rows by their ids.
func byIDs[T any](tx *db.ReadTx, alias, table string, ids []kernel.ID) ([]T, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	var out []T
	for part := range slices.Chunk(slices.Compact(ids), 100) {
		in, args := place.Among(alias+".id", part)
		var rows []T
		if err := tx.Select(&rows, "SELECT "+alias+".* FROM "+table+" WHERE "+in, args...); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}
