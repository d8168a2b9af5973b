package casework

import (
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// parties tells which of some persons the answers of a case name as a party: by themselves, or by the household of which they are.
func (s *Service) parties(tx *db.ReadTx, c *caseRow, near []body.Near) (map[kernel.ID]bool, error) {
	all, err := form.Read(c.Facts)
	if err != nil {
		return nil, err
	}
	ct, _ := s.rules(c).CaseType(c.Type)
	people, houses := partiesIn(ct, all)
	out := map[kernel.ID]bool{}
	for _, n := range near {
		if people[n.ID] {
			out[n.ID] = true
		}
	}
	for _, house := range houses {
		var ids []kernel.ID
		err := system(tx).Select(&ids, "SELECT m.person_id FROM {household_member m} WHERE m.county_id = ? AND m.household_id = ? AND m.to_day >= ?", tx.County(), house, tx.Today())
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = true
		}
	}
	return out, nil
}

// partiesIn lists the persons and the households that answers name, without those who work on the case.
func partiesIn(ct pack.CaseType, all facts) (people map[kernel.ID]bool, houses []kernel.ID) {
	people = map[kernel.ID]bool{}
	take := func(kind string, acts bool, at string) {
		for _, r := range refsAt(all, at) {
			switch {
			case kind == pack.FieldHouse:
				houses = append(houses, r.id)
			case kind == pack.FieldPerson && !acts:
				people[r.id] = true
			}
		}
	}
	for _, f := range ct.Fields {
		take(f.Type, f.Acts, f.ID)
		for _, col := range f.Columns {
			take(col.Type, col.Acts, f.ID+"."+col.ID)
		}
	}
	return people, houses
}
