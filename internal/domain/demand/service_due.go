package demand

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Owed is something about a demand that somebody has to answer by a day.
type Owed struct {
	ID       kernel.ID // of the demand at the village
	DemandID kernel.ID
	Place    string
	Day      kernel.Day
}

// mostOwed is how much of it one person is told.
const mostOwed = 400

// ToJudge are complaints and suggestions that wait for the actor's answer: those about demands of others in their places.
func (s *Service) ToJudge(ctx context.Context) ([]Owed, error) {
	var out []Owed
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []villageRow
		if err := tx.Select(&rows, "SELECT v.* FROM {demand_village v} WHERE v.said <> '' AND v.ruling = '' LIMIT ?", mostOwed); err != nil || len(rows) == 0 {
			return err
		}
		in, args := place.Among("d.id", demandsOf(rows))
		var demands []demandRow
		if err := system(tx).Select(&demands, "SELECT d.id, d.by_person_id FROM {demand d} WHERE "+in, args...); err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r villageRow) bool {
			return !slices.ContainsFunc(demands, func(d demandRow) bool { return d.ID == r.DemandID && judges(tx.Actor(), &r, &d) })
		})
		var err error
		out, err = s.owed(tx, rows, func(r *villageRow) kernel.Day { return r.ReplyDue })
		return err
	})
	return out, err
}

// ToAnswer are the open demands of the actor's own villages. Who has a village by what lies above it may answer for it, but does not owe it.
func (s *Service) ToAnswer(ctx context.Context) ([]Owed, error) {
	var out []Owed
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var own []kernel.ID
		for _, arm := range tx.Actor().For(PermAnswer).Arms {
			if arm.Level == kernel.LevelVillage && arm.BodyID == 0 {
				own = append(own, arm.PlaceID)
			}
		}
		if len(own) == 0 {
			return nil
		}
		in, args := place.Among("v.village_id", own)
		var rows []villageRow
		err := tx.Select(&rows, "SELECT v.* FROM {demand_village v} WHERE v.state = 'open' AND "+in+" LIMIT ?", append(args, mostOwed)...)
		if err == nil {
			out, err = s.owed(tx, rows, func(r *villageRow) kernel.Day { return r.DueDay })
		}
		return err
	})
	return out, err
}

func (s *Service) owed(tx *db.ReadTx, rows []villageRow, day func(*villageRow) kernel.Day) ([]Owed, error) {
	ids := make([]kernel.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].PlaceID
	}
	names, err := s.place.Names(system(tx), ids)
	out := make([]Owed, len(rows))
	for i := range rows {
		out[i] = Owed{ID: rows[i].ID, DemandID: rows[i].DemandID, Place: names[rows[i].PlaceID].Name, Day: day(&rows[i])}
	}
	return out, err
}

func demandsOf(rows []villageRow) []kernel.ID {
	var out []kernel.ID
	for _, r := range rows {
		if !slices.Contains(out, r.DemandID) {
			out = append(out, r.DemandID)
		}
	}
	return out
}
