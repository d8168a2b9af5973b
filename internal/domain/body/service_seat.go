package body

import (
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Seat gives a post within the Write of another room, whose rules have decided that it is to be given: for the time of an
// inspection, say. Whose it is may be found by them beyond the actor's places; the post itself lies within these.
// of is the body as one of which they have it, if any: it ends with their last post there. roles are those of the post that it
// opens; none for all.
func (s *Service) Seat(tx *db.WriteTx, n NewAppointment, of kernel.ID, roles []string) (Appointment, error) {
	var err error
	if n.To, err = s.inTeam(tx, n.PersonID, of, n.To); err != nil {
		return Appointment{}, err
	}
	a, err := s.draftFor(tx, tx.As(kernel.System(tx.County())), n)
	if err != nil {
		return a, err
	}
	a.Roles, a.SeatOf = strings.Join(roles, ","), of
	if po, _ := s.pack().Post(n.Post); !po.ByCase { // two cases may give it to the same person
		if err := s.notHeldTwice(tx, a); err != nil {
			return a, err
		}
	}
	r := appointmentRowOf(a)
	err = tx.Insert(r)
	return r.appointment(), err
}

// Reseat sets the last day of a post that was given so, and what it opens; an empty day leaves it open.
func (s *Service) Reseat(tx *db.WriteTx, id kernel.ID, last kernel.Day, roles []string) error {
	r := &appointmentRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	last, err := s.inTeam(tx, r.PersonID, r.SeatOf, last)
	if err != nil {
		return err
	}
	last = stored(last)
	r.Roles, r.EndedAt = strings.Join(roles, ","), 0
	if !(kernel.Span{From: r.FromDay, To: last}).Valid() {
		return kernel.Invalid("day", "bad_day").With("from", string(r.FromDay))
	}
	r.ToDay = last
	return tx.Update(r)
}

// Unseat ends a post that was given so, now: nothing is open to its holder any more, though the day is not over.
func (s *Service) Unseat(tx *db.WriteTx, id kernel.ID) error {
	r := &appointmentRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	r.ToDay, r.EndedAt = max(r.FromDay, tx.Today()), tx.Now().UnixMilli()
	return tx.Update(r)
}

// inTeam is the earlier of a day (of none, an empty one) and the last on which somebody holds a post in a body.
func (s *Service) inTeam(tx *db.WriteTx, who, in kernel.ID, last kernel.Day) (kernel.Day, error) {
	if in == 0 {
		return last, nil
	}
	held, err := selectAppointments(tx.As(kernel.System(tx.County())), "a.person_id = ? AND a.body_id = ? AND a.to_day >= ?", who, in, tx.Today())
	var until kernel.Day
	for _, a := range held {
		if a.EndedAt == 0 {
			until = max(until, stored(a.To))
		}
	}
	return shown(min(stored(last), max(until, tx.Today().Add(-1)))), err
}

// leaveSeats ends what somebody had as one of the body in which this post has ended, unless they hold another there.
func (s *Service) leaveSeats(tx *db.WriteTx, post *appointmentRow) error {
	if post.BodyID == 0 {
		return nil
	}
	seats, err := selectAppointments(tx.As(kernel.System(tx.County())), "a.person_id = ? AND a.seat_of = ? AND a.to_day >= ?", post.PersonID, post.BodyID, tx.Today())
	for _, a := range seats {
		if err != nil {
			break
		}
		var last kernel.Day
		if last, err = s.inTeam(tx, post.PersonID, post.BodyID, a.To); err != nil || stored(last) >= stored(a.To) {
			continue
		}
		if last < tx.Today() {
			err = s.Unseat(tx, a.ID)
			continue
		}
		r := appointmentRowOf(a)
		r.ToDay = max(last, r.FromDay)
		err = tx.Update(r)
	}
	return err
}
