package person

import (
	"cmp"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// RosterMember is a member of a household without what only its own page shows; Phone is masked, Birth the year.
type RosterMember struct {
	ID         kernel.ID
	Name       string
	Relation   string
	Birth      string
	Sex        string
	Phone      string
	Registered bool
	Lives      bool
}

// RosterHouse is a household that stands in the register today, with its members, the head first.
type RosterHouse struct {
	Household
	Members []RosterMember
}

// Roster reads households with who belongs to them today, many at once: for phones and lists. Those that ended, and those out of
// sight, are missing.
func (s *Service) Roster(tx *db.ReadTx, ids []kernel.ID) ([]RosterHouse, error) {
	known, err := s.HouseholdsByID(tx, ids)
	if err != nil {
		return nil, err
	}
	var out []RosterHouse
	var stamps []kernel.Stamp
	for _, h := range known {
		if h.To == "" {
			out = append(out, RosterHouse{Household: h})
		}
	}
	slices.SortFunc(out, func(a, b RosterHouse) int { return cmp.Compare(a.Code, b.Code) })
	at := map[kernel.ID]int{}
	for i := range out {
		at[out[i].ID] = i
		stamps = append(stamps, out[i].Stamp)
	}
	paths, err := s.places.Paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Path = paths[i]
	}
	rows, err := membersOf(tx, ids, tx.Today())
	if err != nil {
		return nil, err
	}
	who := make([]kernel.ID, len(rows))
	for i, r := range rows {
		who[i] = r.PersonID
	}
	persons, err := s.LoadMany(tx, who)
	for _, r := range rows {
		i, here := at[r.HouseholdID]
		if !here {
			continue
		}
		p := persons[r.PersonID]
		out[i].Members = append(out[i].Members, RosterMember{
			ID: r.PersonID, Name: p.Name, Relation: r.Relation, Birth: p.Birth, Sex: p.Sex, Phone: p.Phone, Registered: r.Registered, Lives: r.Lives,
		})
	}
	for i := range out {
		slices.SortStableFunc(out[i].Members, func(a, b RosterMember) int { return cmp.Compare(a.Relation, b.Relation) })
	}
	return out, err
}
