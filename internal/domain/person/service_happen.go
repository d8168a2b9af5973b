package person

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Happening is an event of a household as other rooms learn of it: the households that it touched as they have become, the
// one it was entered for first. With Back it was taken back.
type Happening struct {
	Event  kernel.ID
	Kind   string
	Day    kernel.Day
	Houses []Household
	Gone   []kernel.ID // persons who died or left the county
	Back   bool
}

func (a *act) tell() error {
	h := Happening{Event: a.e.ID, Kind: a.e.Kind, Day: a.e.Day}
	switch a.e.Kind {
	case KindDeath:
		h.Gone = []kernel.ID{a.n.PersonID}
	case KindMoveOut:
		h.Gone = kinIDs(a.n.Persons)
	}
	h.Houses = append(h.Houses, a.h.told())
	for _, r := range a.houses {
		if r.ID != a.h.ID {
			h.Houses = append(h.Houses, r.told())
		}
	}
	return a.s.happened(a.tx, h)
}

func (b *back) tell() error {
	h := Happening{Event: b.e.ID, Kind: b.e.Kind, Day: b.e.Day, Back: true}
	for _, id := range slices.Sorted(keysOf(b.houses)) {
		h.Houses = append(h.Houses, b.houses[id].told())
	}
	return b.s.happened(b.tx, h)
}

func keysOf(m map[kernel.ID]*houseRow) func(func(kernel.ID) bool) {
	return func(yield func(kernel.ID) bool) {
		for id := range m {
			if !yield(id) {
				return
			}
		}
	}
}

func (s *Service) happened(tx *db.WriteTx, h Happening) error {
	for _, f := range s.Happened {
		if err := f(tx, h); err != nil {
			return err
		}
	}
	return nil
}

// told is a household without what only its own page shows.
func (r *houseRow) told() Household {
	return Household{
		HouseholdRef: HouseholdRef{ID: r.ID, Code: r.Code}, Rev: r.Rev, HeadID: r.HeadID, Kind: r.Kind, From: r.FromDay, To: shown(r.ToDay),
		PlaceID: r.PlaceID, Stamp: r.Stamp,
	}
}

// HouseholdsByID reads households by their ids with the names of their heads; those out of sight are missing.
func (s *Service) HouseholdsByID(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Household, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	rows, err := selectHouses(tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	return s.namedHouses(tx, rows)
}

func (s *Service) namedHouses(tx *db.ReadTx, rows map[kernel.ID]*houseRow) (map[kernel.ID]Household, error) {
	out := make(map[kernel.ID]Household, len(rows))
	var heads []kernel.ID
	for _, r := range rows {
		heads = append(heads, r.HeadID)
	}
	persons, err := selectPersons(tx, heads)
	for id, r := range rows {
		h := r.told()
		if p := persons[r.HeadID]; p != nil {
			h.HeadName = p.Name
		}
		out[id] = h
	}
	return out, err
}

// PageHousesBy is a page of households by a condition over `h`, in the order of their codes.
func (s *Service) PageHousesBy(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Household, string, error) {
	rows, next, err := pageHouses(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	byID := make(map[kernel.ID]*houseRow, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	named, err := s.namedHouses(tx, byID)
	out := make([]Household, len(rows))
	for i := range rows {
		out[i] = named[rows[i].ID]
	}
	return out, next, err
}

// HousesPerPlace counts the households that stand in the register, for each of some places of one level, all below included.
func (s *Service) HousesPerPlace(tx *db.ReadTx, level kernel.Level, places []kernel.ID) (map[kernel.ID]int64, error) {
	return tx.SumTallyBy(measureHouseholds, level, places, db.Standing, db.Standing)
}
