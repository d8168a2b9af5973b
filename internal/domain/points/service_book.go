package points

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// AccountNames tells whose the accounts of this room are, to who audits a book: the member with the year, and for a cap the item and its
// time. What belongs to the branch is named by its kind.
func (s *Service) AccountNames(tx *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error) {
	var owners []kernel.ID
	for _, a := range list {
		if a.OwnerKind == ownerMember {
			owners = append(owners, a.OwnerID)
		}
	}
	slices.Sort(owners)
	members, err := accountsByID(system(tx), slices.Compact(owners))
	if err != nil {
		return nil, err
	}
	var ids []kernel.ID
	for _, m := range members {
		ids = append(ids, m.YearID)
	}
	slices.Sort(ids)
	years, err := yearsByID(system(tx), slices.Compact(ids))
	out := map[kernel.ID]string{}
	for _, a := range list {
		m, ok := members[a.OwnerID]
		if a.OwnerKind != ownerMember || !ok {
			continue
		}
		y := years[m.YearID]
		parts := []string{m.PersonName, itoa(int64(y.Year))}
		if kind := strings.Split(a.Kind, "."); len(kind) == 3 { // cap.ITEM.PERIOD and event.ITEM.DAY
			_, sch := s.schemeOf(&y)
			x, _ := sch.Item(kind[1])
			parts = []string{m.PersonName, x.Name, strings.NewReplacer("q", " Q", "m", "-").Replace(kind[2])}
		}
		out[a.ID] = strings.Join(parts, " · ")
	}
	return out, err
}

// Behind tells what stands behind transactions of this room: deeds with their evidence and who stood for them, and bases.
func (s *Service) Behind(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]ledger.Source, error) {
	out := map[kernel.ID]ledger.Source{}
	switch kind {
	case accountTable:
		members, err := accountsByID(system(tx), ids)
		for id, m := range members {
			out[id] = ledger.Source{Title: m.PersonName, Page: "points-account", Of: id}
		}
		return out, err
	case entryTable:
		rows, err := entriesByID(system(tx), ids)
		if err != nil {
			return nil, err
		}
		list, err := s.entries(system(tx), rows)
		for i, e := range list {
			src := ledger.Source{Title: e.Item.Name + " · " + e.Person.Name, Note: e.Text, Day: e.Day, Files: e.Files, Page: "points-entry", Of: e.ID}
			for _, w := range []ledger.Stood{{Part: "record", Name: e.By}, {Part: "review", Name: e.ReviewBy}, {Part: "confirm", Name: e.ConfirmBy}, {Part: "recheck", Name: rows[i].RecheckName}} {
				if w.Name != "" {
					src.Who = append(src.Who, w)
				}
			}
			out[e.ID] = src
		}
		return out, err
	}
	return out, nil
}

func entriesByID(tx *db.ReadTx, ids []kernel.ID) ([]entryRow, error) {
	var out []entryRow
	for part := range slices.Chunk(ids, inMost) {
		in, args := place.Among("e.id", part)
		var rows []entryRow
		if err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE "+in, args...); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}
