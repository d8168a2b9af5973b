package body

import (
	"cmp"
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Consent is what a holder agrees to: their own name, their own number on the public card; how it was given ("签字同意书"), and
// since when. With neither it is withdrawn, and the card shows nothing of them from that moment.
type Consent struct {
	Rev   int64      `json:"rev"`
	Name  bool       `json:"name"`
	Phone bool       `json:"phone"`
	How   string     `json:"how" required:"false" maxLength:"120"`
	Day   kernel.Day `json:"day" required:"false"`
}

// RecordConsent records consent, or that it is withdrawn; the journal keeps each with who recorded it.
func (s *Service) RecordConsent(ctx context.Context, id kernel.ID, c Consent) (Appointment, error) {
	var out Appointment
	err := s.d.Write(ctx, "body.consent", func(tx *db.WriteTx) error {
		r := &appointmentRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != c.Rev {
			return kernel.Conflict("changed_meanwhile")
		}
		a := r.appointment()
		a.ConsentDay, a.ConsentHow, a.ConsentBy = "", "", ""
		if err := s.consent(tx, &a, c); err != nil {
			return err
		}
		r.ShowName, r.ShowPhone, r.ConsentDay, r.ConsentHow, r.ConsentBy = a.ShowName, a.ShowPhone, a.ConsentDay, a.ConsentHow, a.ConsentBy
		tx.Reason(a.ConsentHow)
		if err := tx.Update(r); err != nil {
			return err
		}
		one := []Appointment{r.appointment()}
		err := s.dress(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// bySheet is the consent that a sheet states: recorded as of its day, by who brought it in.
func bySheet(next *Appointment, old Appointment, how, by string, today kernel.Day) {
	next.ConsentDay, next.ConsentHow, next.ConsentBy = old.ConsentDay, old.ConsentHow, old.ConsentBy
	switch {
	case !next.ShowName && !next.ShowPhone:
		next.ConsentDay, next.ConsentHow, next.ConsentBy = "", "", ""
	case old.ConsentDay == "" || how != "" && how != old.ConsentHow:
		next.ConsentDay, next.ConsentHow, next.ConsentBy = today, cmp.Or(how, "随登记表"), by
	}
}

// consent sets what an appointment shows. Of a volunteer nothing is shown without a word on how consent was given; whoever holds
// an office may be named without, because the post is public.
func (s *Service) consent(tx *db.WriteTx, a *Appointment, c Consent) error {
	po, _ := s.pack().Post(a.Post)
	how := strings.TrimSpace(c.How)
	a.ShowName, a.ShowPhone = c.Name, c.Phone
	if !c.Name && !c.Phone {
		return nil
	}
	day := cmp.Or(c.Day, tx.Today())
	if _, err := kernel.ParseDay(string(day)); err != nil || day > tx.Today() {
		return kernel.Invalid("day", "bad_day")
	}
	if how == "" {
		if po.Volunteer {
			return kernel.Invalid("how", "consent_needed").With("name", a.PersonName)
		}
		return nil
	}
	a.ConsentDay, a.ConsentHow, a.ConsentBy = day, how, tx.Actor().Name
	return nil
}
