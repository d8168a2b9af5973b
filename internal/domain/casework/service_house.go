package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// peopleIn counts who lives in a household today: what the register knows is not asked (domain facts 0.8).
func peopleIn(tx *db.ReadTx) func(kernel.ID) (int64, bool) {
	return func(id kernel.ID) (int64, bool) {
		if id == 0 {
			return 0, false
		}
		var n []int64
		err := system(tx).Select(&n, "SELECT count(*) FROM {household_member m} WHERE m.county_id = ? AND m.household_id = ? AND m.to_day >= ? AND m.lives", tx.County(), id, tx.Today())
		return first(n), err == nil
	}
}

func first(n []int64) int64 {
	if len(n) == 0 {
		return 0
	}
	return n[0]
}

// housesAt are the households at a place and below, by the names of their heads.
func (s *Service) housesAt(tx *db.ReadTx, at kernel.ID, names map[kernel.ID]string) ([]TargetPerson, error) {
	p, err := s.place.Load(tx, at)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID      kernel.ID `bun:"id"`
		Code    string    `bun:"code"`
		Name    string    `bun:"name"`
		PlaceID kernel.ID `bun:"place_id"`
	}
	level, id := p.Level, p.ID
	col, ok := map[kernel.Level]string{kernel.LevelVillage: "village_id", kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id"}[level]
	if !ok { // nobody looks through the households of a township
		return []TargetPerson{}, nil
	}
	err = tx.Select(&rows, "SELECT h.id, h.code, h.place_id, p.name FROM {household h} JOIN {person p} ON p.county_id = h.county_id AND p.id = h.head_id "+
		"WHERE h.county_id = ? AND h."+col+" = ? AND h.to_day >= ? ORDER BY h.code LIMIT 2000", tx.County(), id, tx.Today())
	out := []TargetPerson{}
	for _, r := range rows {
		out = append(out, TargetPerson{ID: r.ID, Name: r.Name, Post: r.Code, Place: names[r.PlaceID]})
	}
	return out, err
}
