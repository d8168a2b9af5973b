package body

import (
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// NewActing says who acts for the holder of a post, from today or a day to come until a day. It ends by itself.
type NewActing struct {
	PersonID kernel.ID  `json:"person_id"`
	From     kernel.Day `json:"from" required:"false"`
	To       kernel.Day `json:"to"`
	Reason   string     `json:"reason" maxLength:"200"`
}

// ActFor lets somebody act for the holder of a post: with all that the post gives, beside the holder, until a day. Both see the
// work, also what was given to the holder in person; the journal names who acted, and for whom.
func (s *Service) ActFor(ctx context.Context, id kernel.ID, n NewActing) (Appointment, error) {
	var out Appointment
	reason := strings.TrimSpace(n.Reason)
	if reason == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "body.act_for", func(tx *db.WriteTx) error {
		var own appointmentRow
		if err := tx.Lock(&own, id); err != nil {
			return err
		}
		a := own.appointment()
		a.ID, a.Rev, a.ActsForID, a.Acting = 0, 0, own.ID, true
		a.ShowName, a.ShowPhone, a.ConsentDay, a.ConsentHow, a.ConsentBy, a.Allowed, a.TermEnd = false, false, "", "", "", "", ""
		a.From, a.To = n.From, n.To
		if err := checkSpan(&a.From, &a.To, tx.Today()); err != nil {
			return err
		}
		who, err := s.persons.Load(tx.ReadTx, n.PersonID)
		if err != nil {
			return err
		}
		switch {
		case a.To == "":
			return kernel.Invalid("to", "required")
		case own.ActsForID != 0:
			return kernel.Conflict("acts_already").With("name", own.PersonName)
		case a.From < tx.Today() || !own.appointment().On(a.From) || !own.appointment().On(a.To):
			return kernel.Invalid("to", "not_held_on_day").With("name", own.PersonName).With("day", string(a.To))
		case who.ID == own.PersonID:
			return kernel.Invalid("person_id", "same_person")
		case who.MergedInto != 0:
			return kernel.Conflict("person_merged")
		}
		a.PersonID, a.PersonName = who.ID, who.Name
		if err := mayGive(s.pack(), tx.Actor(), a); err != nil {
			return err
		}
		if err := s.notHeldTwice(tx, a); err != nil {
			return err
		}
		tx.Reason(reason)
		r := appointmentRowOf(a)
		if err := tx.Insert(r); err != nil {
			return err
		}
		one := []Appointment{r.appointment()}
		err = s.dress(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// Principals names, for posts that are acted, whose they are: by the id of the acting appointment.
func (s *Service) Principals(tx *db.ReadTx, held []Held) (map[kernel.ID]Ref, error) {
	out := map[kernel.ID]Ref{}
	for _, h := range held {
		if h.ActsForID == 0 {
			continue
		}
		var own appointmentRow
		if err := tx.Get(&own, h.ActsForID); err != nil {
			return nil, err
		}
		out[h.ID] = Ref{own.PersonID, own.PersonName}
	}
	return out, nil
}

// HeldBefore tells whether a person held a post that is over.
func (s *Service) HeldBefore(tx *db.ReadTx, person kernel.ID) (bool, error) {
	over, err := s.Retired(tx, []kernel.ID{person})
	return over[person], err
}

// Retired finds those of some persons whose last post is over, and who have none to come.
func (s *Service) Retired(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]bool, error) {
	out := map[kernel.ID]bool{}
	const step = 512
	for i := 0; i < len(persons); i += step {
		in, args := place.Among("a.person_id", persons[i:min(i+step, len(persons))])
		var rows []struct {
			ID   kernel.ID  `bun:"id"`
			Last kernel.Day `bun:"last"`
		}
		if err := tx.Select(&rows, "SELECT a.person_id AS id, MAX(a.to_day) AS last FROM {appointment a} WHERE "+in+" GROUP BY a.person_id", args...); err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Last < tx.Today() {
				out[r.ID] = true
			}
		}
	}
	return out, nil
}
