package visit

import (
	"slices"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// checked stores how a household stands in a checklist after a visit; at is where it lives now.
func (s *Service) checked(tx *db.WriteTx, v *visitRow, at kernel.Stamp, f pack.Form, all map[string]any) error {
	rows, err := itemsOf(tx.ReadTx, v.HouseholdID, f.ID)
	if err != nil {
		return err
	}
	var fresh []*itemRow
	for _, x := range f.Items() {
		value := picked(all[x.ID])
		if len(value) == 0 {
			continue
		}
		i := slices.IndexFunc(rows, func(r itemRow) bool { return r.Item == x.ID })
		if i < 0 {
			r := &itemRow{Row: db.Row{ID: tx.NewID()}, Stamp: at, HouseholdID: v.HouseholdID, Form: f.ID, Item: x.ID, Value: value[0], Day: v.Day, VisitID: v.ID}
			tx.Tally(r.Stamp, db.Standing, r.measure(), 1)
			fresh = append(fresh, r)
			continue
		}
		r := rows[i]
		if r.Day > v.Day {
			continue // what is known is newer
		}
		tx.Tally(r.Stamp, db.Standing, r.measure(), -1)
		r.Value, r.Day, r.VisitID = value[0], v.Day, v.ID
		tx.Tally(r.Stamp, db.Standing, r.measure(), 1)
		if err := tx.Update(&r); err != nil {
			return err
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return tx.InsertAll(fresh)
}

// CheckOf is how a household stands in a checklist.
type CheckOf struct {
	Form  string            `json:"form"`
	Day   kernel.Day        `json:"day"`
	Items map[string]string `json:"items"`
	Done  int               `json:"done"`
	All   int               `json:"all"`
}

func (s *Service) checksOf(tx *db.ReadTx, household kernel.ID) ([]CheckOf, error) {
	out := []CheckOf{}
	for _, f := range s.pack().Forms {
		if !f.Latest || !f.Valid(tx.Today()) {
			continue
		}
		rows, err := itemsOf(system(tx), household, f.ID)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		c := CheckOf{Form: f.ID, Items: map[string]string{}, All: len(f.Items())}
		for _, r := range rows {
			c.Items[r.Item], c.Day = r.Value, max(c.Day, r.Day)
			if f.IsDone(r.Value) {
				c.Done++
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// recheck brings the checklists of a household back to what its last visits said.
func (s *Service) recheck(tx *db.WriteTx, household kernel.ID, at kernel.Stamp) error {
	for _, f := range s.pack().Forms {
		if !f.Latest {
			continue
		}
		var last []visitRow
		err := system(tx.ReadTx).Select(&last, "SELECT v.* FROM {visit v} WHERE v.household_id = ? AND v.form = ? AND v.back_at = 0 ORDER BY v.day DESC, v.id DESC LIMIT 1", household, f.ID)
		if err != nil {
			return err
		}
		for i := range last {
			all, err := casework.ReadAnswers(last[i].Facts)
			if err != nil {
				return err
			}
			if err := s.checked(tx, &last[i], at, f, all); err != nil {
				return err
			}
		}
	}
	return nil
}
