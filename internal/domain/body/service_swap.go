package body

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Swap exchanges two turns of duty at a place: who is on duty on the one day takes the other's day, and the other theirs.
type Swap struct {
	AppointmentID kernel.ID  `json:"appointment_id"`
	Day           kernel.Day `json:"day"`
	OtherID       kernel.ID  `json:"other_id"`
	OtherDay      kernel.Day `json:"other_day"`
}

// SwapDuty exchanges two turns of duty in one Write.
func (s *Service) SwapDuty(ctx context.Context, placeID kernel.ID, w Swap) ([]RosterDay, error) {
	var out []RosterDay
	err := s.d.Write(ctx, "body.swap_duty", func(tx *db.WriteTx) error {
		p, err := s.places.Lock(tx, placeID)
		if err != nil {
			return err
		}
		if w.Day < tx.Today() || w.OtherDay < tx.Today() {
			return kernel.Conflict("day_is_past")
		}
		one, err := s.turn(tx, p.ID, w.Day, w.AppointmentID)
		if err != nil {
			return err
		}
		other, err := s.turn(tx, p.ID, w.OtherDay, w.OtherID)
		if err != nil {
			return err
		}
		for _, t := range []struct {
			row *rosterRow
			to  kernel.Day
		}{{one, w.OtherDay}, {other, w.Day}} {
			var a appointmentRow
			if err := tx.Get(&a, t.row.AppointmentID); err != nil {
				return err
			}
			if !a.appointment().On(t.to) {
				return kernel.Invalid("day", "not_held_on_day").With("name", a.PersonName).With("day", string(t.to))
			}
			t.row.Day = t.to
			if err := tx.Update(t.row); err != nil {
				return err
			}
		}
		out, err = s.rosterDays(tx.ReadTx, p.ID, w.Day, w.OtherDay)
		return err
	})
	return out, err
}

func (s *Service) turn(tx *db.WriteTx, at kernel.ID, day kernel.Day, appointment kernel.ID) (*rosterRow, error) {
	rows, err := selectRoster(tx.ReadTx, "r.place_id = ? AND r.day = ? AND r.appointment_id = ?", at, day, appointment)
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("roster").With("day", string(day))
	}
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

func (s *Service) rosterDays(tx *db.ReadTx, at kernel.ID, days ...kernel.Day) ([]RosterDay, error) {
	out := make([]RosterDay, len(days))
	for i, day := range days {
		rows, err := selectRoster(tx, "r.place_id = ? AND r.day = ?", at, day)
		if err != nil {
			return nil, err
		}
		posts, err := s.postsByID(tx, rows)
		if err != nil {
			return nil, err
		}
		out[i] = RosterDay{Day: day, Holders: rosterHolders(rows, posts, day)}
	}
	return out, nil
}
