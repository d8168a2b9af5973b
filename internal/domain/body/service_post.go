package body

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Appoint gives a post to a person. A second head of one place is not refused: the list of gaps names it.
func (s *Service) Appoint(ctx context.Context, n NewAppointment) (Appointment, error) {
	var out Appointment
	err := s.d.Write(ctx, PermAppoint, func(tx *db.WriteTx) error {
		a, err := s.draft(tx, n)
		if err != nil {
			return err
		}
		if err := mayGive(s.pack(), tx.Actor(), a); err != nil {
			return err
		}
		if err := s.notHeldTwice(tx, a); err != nil {
			return err
		}
		if err := s.placedOnce(tx, a); err != nil {
			return err
		}
		r := appointmentRowOf(a)
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := s.notBarred(tx, a.PlaceID, a.BodyID, a.PersonID, a.Allowed); err != nil {
			return err
		}
		one := []Appointment{r.appointment()}
		err = s.dress(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// draft checks an appointment and finds what it is bound to.
func (s *Service) draft(tx *db.WriteTx, n NewAppointment) (Appointment, error) {
	return s.draftFor(tx, tx.ReadTx, n)
}

// draftFor is draft with a reader of its own for whose post it is.
func (s *Service) draftFor(tx *db.WriteTx, people *db.ReadTx, n NewAppointment) (Appointment, error) {
	a := Appointment{
		Post: n.Post, PersonID: n.PersonID, Topic: n.Topic, From: n.From, To: n.To, TermEnd: n.TermEnd,
		ShowName: n.ShowName, ShowPhone: n.ShowPhone, Acting: n.Acting, Allowed: strings.TrimSpace(n.Allowed),
	}
	if err := checkSpan(&a.From, &a.To, tx.Today()); err != nil {
		return a, err
	}
	if a.TermEnd != "" {
		if _, err := kernel.ParseDay(string(a.TermEnd)); err != nil || a.TermEnd < a.From {
			return a, kernel.Invalid("term_end", "bad_day")
		}
	}
	var err error
	if a.ServicePhone, err = cleanServicePhone(n.ServicePhone); err != nil {
		return a, err
	}
	who, err := s.persons.Load(people, n.PersonID)
	if err != nil {
		return a, err
	}
	if who.MergedInto != 0 {
		return a, kernel.Conflict("person_merged")
	}
	a.PersonName = who.Name
	if err := s.bind(tx, &a, n); err != nil {
		return a, err
	}
	return a, s.consent(tx, &a, Consent{Name: n.ShowName, Phone: n.ShowPhone, How: n.ConsentHow})
}

// bind puts the appointment at its place or into its body.
func (s *Service) bind(tx *db.WriteTx, a *Appointment, n NewAppointment) error {
	if (n.PlaceID == 0) == (n.BodyID == 0) {
		return kernel.Invalid("place_id", "place_or_body")
	}
	kind, at := "", n.PlaceID
	if n.BodyID != 0 {
		var b bodyRow
		if err := tx.Get(&b, n.BodyID); err != nil {
			return err
		}
		if !b.body().Open(tx.Today()) {
			return kernel.Conflict("body_closed").With("name", b.Name)
		}
		kind, at = b.Kind, b.PlaceID
	}
	p, err := s.places.LoadOpen(tx.ReadTx, at)
	if err != nil {
		return err
	}
	if err := checkPost(s.pack(), a.Post, s.pack().PostLevel(p.Level, p.Kind), kind, a.Topic); err != nil {
		return err
	}
	a.PlaceID, a.BodyID, a.Stamp = p.ID, n.BodyID, p.Stamp
	a.Stamp.BodyID, a.Stamp.Topic = n.BodyID, a.Topic
	return nil
}

// notHeldTwice refuses the same post of the same person on the same day.
func (s *Service) notHeldTwice(tx *db.WriteTx, a Appointment) error {
	held, err := selectAppointments(tx.ReadTx, "a.person_id = ? AND a.post = ? AND a.place_id = ?", a.PersonID, a.Post, a.PlaceID)
	for _, h := range held {
		if h.BodyID == a.BodyID && h.Topic == a.Topic && h.EndedAt == 0 && h.span().Overlaps(a.span()) {
			return kernel.Conflict("post_held_already").With("name", a.PersonName).With("from", string(h.From))
		}
	}
	return err
}

// EndAppointment sets the last day of a post.
func (s *Service) EndAppointment(ctx context.Context, id kernel.ID, rev int64, day kernel.Day, reason string) (Appointment, error) {
	var out Appointment
	err := s.d.Write(ctx, "body.end_appointment", func(tx *db.WriteTx) error {
		tx.Reason(strings.TrimSpace(reason))
		r := &appointmentRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if !(kernel.Span{From: r.FromDay, To: day}).Valid() {
			return kernel.Invalid("day", "bad_day").With("from", string(r.FromDay))
		}
		r.ToDay = day
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := s.leaveSeats(tx, r); err != nil {
			return err
		}
		one := []Appointment{r.appointment()}
		err := s.dress(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// ListAppointments is a page of appointments; a place stands for everything below it.
func (s *Service) ListAppointments(ctx context.Context, f AppointmentFilter, page kernel.Page) ([]Appointment, string, error) {
	var out []Appointment
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		add := func(cond string, v ...any) { where, args = where+" AND "+cond, append(args, v...) }
		if f.Place != 0 {
			w, a, err := s.places.Within(tx, "a", f.Place)
			if err != nil {
				return err
			}
			add(w, a...)
		}
		if f.Body != 0 {
			add("a.body_id = ?", f.Body)
		}
		if f.Person != 0 {
			add("a.person_id = ?", f.Person)
		}
		if f.On != "" {
			if _, err := kernel.ParseDay(string(f.On)); err != nil {
				return err
			}
			add("a.from_day <= ? AND a.to_day >= ?", f.On, f.On)
		}
		var err error
		if out, next, err = pageAppointments(tx, where, args, page); err != nil {
			return err
		}
		return s.dress(tx, out)
	})
	return out, next, err
}

// dress fills in places and bodies: a post at a place shows the place, a body's post the body.
func (s *Service) dress(tx *db.ReadTx, list []Appointment) error {
	var at, in []kernel.ID
	for _, a := range list {
		at = append(at, a.PlaceID)
		if a.BodyID != 0 {
			in = append(in, a.BodyID)
		}
	}
	places, err := s.places.LoadMany(tx, at)
	if err != nil {
		return err
	}
	bodies, err := selectBodies(tx, in)
	for i := range list {
		a := &list[i]
		if a.BodyID != 0 {
			a.Body = &Ref{ID: a.BodyID, Name: bodies[a.BodyID].Name}
		} else if p, ok := places[a.PlaceID]; ok {
			ref := p.Ref()
			a.Place = &ref
		}
	}
	return err
}

// covered tells whether a row lies where the actor may change it; what is only shown as the way up does not.
func covered(arms []kernel.Arm, stamp kernel.Stamp, county kernel.ID) bool {
	for _, arm := range arms {
		arm.Topic = ""
		if arm.Covers(stamp, county) {
			return true
		}
	}
	return false
}
