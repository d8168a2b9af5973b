package body

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Seat gives a post within the Write of another room, whose rules have decided that it is to be given: for the time of an
// inspection, say. Whose it is may be found by them beyond the actor's places; the post itself lies within these.
func (s *Service) Seat(tx *db.WriteTx, n NewAppointment) (Appointment, error) {
	a, err := s.draftFor(tx, tx.As(kernel.System(tx.County())), n)
	if err != nil {
		return a, err
	}
	if err := s.notHeldTwice(tx, a); err != nil {
		return a, err
	}
	r := appointmentRowOf(a)
	err = tx.Insert(r)
	return r.appointment(), err
}

// Reseat sets the last day of a post that was given so; an empty day leaves it open.
func (s *Service) Reseat(tx *db.WriteTx, id kernel.ID, last kernel.Day) error {
	r := &appointmentRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	if last == "" {
		last = kernel.EndOfTime
	}
	if r.ToDay == last {
		return nil
	}
	if !(kernel.Span{From: r.FromDay, To: last}).Valid() {
		return kernel.Invalid("day", "bad_day").With("from", string(r.FromDay))
	}
	r.ToDay = last
	return tx.Update(r)
}
