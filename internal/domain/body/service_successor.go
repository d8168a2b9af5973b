package body

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Successor lets a post go over to another person as of a day: the holder's ends on the day before, the other's begins, unless
// they hold it already. Turns of duty from that day on go with it; who acted for the holder acts no longer.
func (s *Service) Successor(tx *db.WriteTx, id, into kernel.ID, day kernel.Day) (Appointment, int, error) {
	r := &appointmentRow{}
	if err := tx.Lock(r, id); err != nil {
		return Appointment{}, 0, err
	}
	old := r.appointment()
	who, err := s.persons.Load(tx.ReadTx, into)
	switch {
	case err != nil:
		return old, 0, err
	case !old.On(day.Add(-1)):
		return old, 0, kernel.Invalid("day", "not_held_on_day").With("name", old.PersonName).With("day", string(day.Add(-1)))
	case who.ID == old.PersonID:
		return old, 0, kernel.Invalid("into_id", "same_person")
	case who.MergedInto != 0:
		return old, 0, kernel.Conflict("person_merged")
	}
	next := old
	next.EndedAt = 0
	next.ID, next.Rev, next.PersonID, next.PersonName, next.From, next.Acting = tx.NewID(), 0, who.ID, who.Name, day, false
	next.ShowName, next.ShowPhone, next.ConsentDay, next.ConsentHow, next.ConsentBy, next.Allowed = false, false, "", "", "", ""
	if err := mayGive(s.pack(), tx.Actor(), next); err != nil {
		return old, 0, err
	}
	r.ToDay = day.Add(-1)
	if err := tx.Update(r); err != nil {
		return old, 0, err
	}
	if err := s.leaveSeats(tx, r); err != nil {
		return old, 0, err
	}
	if next, err = s.takeOver(tx, next); err != nil {
		return old, 0, err
	}
	turns, err := s.passTurns(tx, old.ID, next, day)
	if err == nil {
		err = s.endActing(tx, old.ID, day.Add(-1))
	}
	return next, turns, err
}

// takeOver enters the successor's post, or finds the one that they hold already.
func (s *Service) takeOver(tx *db.WriteTx, next Appointment) (Appointment, error) {
	held, err := selectAppointments(tx.ReadTx, "a.person_id = ? AND a.post = ? AND a.place_id = ?", next.PersonID, next.Post, next.PlaceID)
	if err != nil {
		return next, err
	}
	for _, h := range held {
		if h.BodyID == next.BodyID && h.Topic == next.Topic && h.ActsForID == 0 && h.On(next.From) {
			return h, nil
		}
	}
	if err := tx.Insert(appointmentRowOf(next)); err != nil {
		return next, err
	}
	return next, s.notBarred(tx, next.PlaceID, next.BodyID, next.PersonID, "")
}

func (s *Service) passTurns(tx *db.WriteTx, from kernel.ID, next Appointment, day kernel.Day) (int, error) {
	turns, err := selectRoster(tx.ReadTx, "r.appointment_id = ? AND r.day >= ?", from, day)
	for i := range turns {
		if err != nil {
			return 0, err
		}
		has, herr := selectRoster(tx.ReadTx, "r.place_id = ? AND r.day = ? AND r.appointment_id = ?", turns[i].PlaceID, turns[i].Day, next.ID)
		switch {
		case herr != nil:
			err = herr
		case len(has) > 0:
			err = tx.Delete(&turns[i])
		default:
			turns[i].AppointmentID = next.ID
			err = tx.Update(&turns[i])
		}
	}
	return len(turns), err
}

// endActing ends what is acted for a post that has gone over.
func (s *Service) endActing(tx *db.WriteTx, of kernel.ID, last kernel.Day) error {
	acting, err := selectAppointments(tx.ReadTx, "a.acts_for_id <> 0 AND a.acts_for_id = ? AND a.to_day > ?", of, last)
	for _, a := range acting {
		if err != nil {
			break
		}
		r := appointmentRowOf(a)
		r.ToDay = max(last, a.From.Add(-1))
		err = tx.Update(r)
	}
	return err
}

// Turns counts the turns of duty of an appointment from a day on.
func (s *Service) Turns(tx *db.ReadTx, id kernel.ID, day kernel.Day) ([]kernel.Day, error) {
	rows, err := selectRoster(tx, "r.appointment_id = ? AND r.day >= ?", id, day)
	out := make([]kernel.Day, len(rows))
	for i, r := range rows {
		out[i] = r.Day
	}
	return out, err
}

// Appointment reads one appointment, dressed.
func (s *Service) Appointment(tx *db.ReadTx, id kernel.ID) (Appointment, error) {
	var r appointmentRow
	if err := tx.Get(&r, id); err != nil {
		return Appointment{}, err
	}
	one := []Appointment{r.appointment()}
	err := s.dress(tx, one)
	return one[0], err
}
