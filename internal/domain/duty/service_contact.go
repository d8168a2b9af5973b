package duty

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// NewContact says with which bodies the holder of a post keeps contact, by a duty of the pack that has targets.
type NewContact struct {
	Def       string      `json:"def" maxLength:"40"`
	PersonID  kernel.ID   `json:"person_id"`
	TargetIDs []kernel.ID `json:"target_ids" minItems:"1" maxItems:"50"`
	Last      kernel.Day  `json:"last" required:"false"` // of the last contact before the system knew of it
}

// Contact is how it stands with one pair. Days are those since the last contact, or since the pair was named.
type Contact struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	Def      string     `json:"def"`
	Person   Named      `json:"person"`
	Post     string     `json:"post"`
	Target   Named      `json:"target"`
	From     kernel.Day `json:"from"`
	Last     kernel.Day `json:"last"`
	Interval int        `json:"interval"`
	Days     int        `json:"days"`
	Due      kernel.Day `json:"due"`
	Light    string     `json:"light" enum:"green,blue,red"`
	Mine     bool       `json:"mine"`
}

// SetContacts names the bodies with which somebody keeps contact. A pair that is there already stays as it is.
func (s *Service) SetContacts(ctx context.Context, n NewContact) ([]Contact, error) {
	who := kernel.ActorOf(ctx)
	var out []Contact
	err := s.db.Write(whole(ctx), "duty.set_contacts", func(tx *db.WriteTx) error {
		def, ok := s.pack().PostDuty(n.Def)
		if !ok || !def.Valid(tx.Today()) || len(def.Targets) == 0 {
			return kernel.Invalid("def", "unknown_duty").With("def", n.Def)
		}
		in, args := among("a.post", def.Posts)
		held, err := posts(tx.ReadTx, tx.Today(), in+" AND a.person_id = ?", append(args, n.PersonID)...)
		switch {
		case err != nil:
			return err
		case len(held) == 0:
			return kernel.Conflict("holds_no_such_post")
		case !covers(who, PermMake, held[0].Stamp, true):
			return kernel.NotFound("person").With("id", n.PersonID.String())
		}
		if n.Last != "" {
			if _, err := kernel.ParseDay(string(n.Last)); err != nil || n.Last > tx.Today() {
				return kernel.Invalid("last", "not_in_the_future")
			}
		}
		for _, id := range n.TargetIDs {
			if err := s.setContact(tx, def, held[0], id, n.Last); err != nil {
				return err
			}
		}
		list, err := selectDuties(tx.ReadTx, "d.appointment_id <> 0 AND d.appointment_id = ? AND d.def = ? AND d.to_day >= ? ORDER BY +d.id", held[0].ID, def.ID, tx.Today())
		out = contactViews(list, tx.Today(), who.PersonID)
		return err
	})
	return out, err
}

// setContact names one pair, or takes up again one that was ended: its interval begins anew.
func (s *Service) setContact(tx *db.WriteTx, def pack.PostDuty, h postRow, target kernel.ID, last kernel.Day) error {
	had, err := selectDuties(tx.ReadTx, "d.appointment_id <> 0 AND d.appointment_id = ? AND d.def = ? AND d.target_id = ?", h.ID, def.ID, target)
	if err != nil || len(had) > 0 && had[0].ToDay >= tx.Today() {
		return err
	}
	u, err := unit(tx.ReadTx, target)
	if err != nil {
		return err
	}
	if !slices.Contains(def.Targets, u.Kind) {
		return kernel.Invalid("target_ids", "target_of_other_kind").With("name", u.Name)
	}
	d := s.draft(def, h, tx.Today())
	d.TargetID, d.TargetName = u.ID, u.Name
	if last != "" {
		d.LastDay, d.NextDay = last, last.Add(d.Days+1)
	}
	if len(had) == 0 {
		return tx.Insert(d)
	}
	d.ID, d.Rev = had[0].ID, had[0].Rev
	return tx.Update(d)
}

func contactViews(list []dutyRow, today kernel.Day, me kernel.ID) []Contact {
	out := make([]Contact, len(list))
	for i, d := range list {
		since := d.LastDay
		if since == "" {
			since = d.FromDay
		}
		due := since.Add(d.Days)
		out[i] = Contact{
			ID: d.ID, Rev: d.Rev, Def: d.Def, Person: Named{d.PersonID, d.PersonName}, Post: d.Post, Target: Named{d.TargetID, d.TargetName},
			From: d.FromDay, Last: d.LastDay, Interval: d.Days, Days: daysBetween(since, today), Due: due, Mine: me != 0 && d.PersonID == me,
			Light: light(plan{open: true, from: since.Add(1), due: due}, nearOfDuty, 0, today),
		}
	}
	return out
}

// Contacts is a page of the pairs in the actor's places and units; mine alone with mine.
func (s *Service) Contacts(ctx context.Context, at, person kernel.ID, page kernel.Page) (out []Contact, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.pageContacts(tx, at, person, page)
		return err
	})
	return out, next, err
}

func (s *Service) pageContacts(tx *db.ReadTx, at, person kernel.ID, page kernel.Page) ([]Contact, string, error) {
	w, see := conditions{}, tx
	w.add("d.target_id <> 0 AND d.to_day >= ?", tx.Today())
	if person != 0 {
		w.add("d.person_id = ?", person)
	}
	if person != 0 && person == tx.Actor().PersonID {
		see = system(tx)
	}
	if err := s.within(tx, &w, "d", at); err != nil {
		return nil, "", err
	}
	rows, next, err := db.PageOf(see, db.List{
		SQL: "SELECT d.* FROM {duty d} WHERE " + w.String(), Args: w.args, Page: page, Order: []db.Key{{Col: "d.id"}},
	}, func(r *dutyRow) []any { return []any{r.ID} })
	return contactViews(rows, tx.Today(), tx.Actor().PersonID), next, err
}

// Contacted tells that its owner was in contact on a day; the interval begins anew.
func (s *Service) Contacted(ctx context.Context, id kernel.ID, day kernel.Day, note string) (*Contact, error) {
	note, err := kernel.Words("note", note, maxText, true)
	if err != nil {
		return nil, err
	}
	who := kernel.ActorOf(ctx)
	var out *Contact
	err = s.db.Write(whole(ctx), "duty.contact", func(tx *db.WriteTx) error {
		d := &dutyRow{}
		if err := tx.Lock(d, id); err != nil {
			return err
		}
		switch {
		case d.TargetID == 0, d.PersonID != who.PersonID && !covers(who, PermWork, d.Stamp, true):
			return kernel.NotFound("duty").With("id", id.String())
		case d.PersonID != who.PersonID && who.Kind != kernel.ActorSystem:
			return kernel.Forbidden("not_yours")
		}
		if _, err := kernel.ParseDay(string(day)); err != nil || day > tx.Today() || day < d.FromDay {
			return kernel.Invalid("day", "not_in_the_future")
		}
		tx.Reason(note)
		if _, err := s.meetOne(tx, id, d.MetBy, day, Record{}); err != nil {
			return err
		}
		now := &dutyRow{}
		if err := tx.Get(now, id); err != nil {
			return err
		}
		out = &contactViews([]dutyRow{*now}, tx.Today(), who.PersonID)[0]
		return nil
	})
	return out, err
}

// EndContact ends a pair as of today; what it opened and was not met is taken back.
func (s *Service) EndContact(ctx context.Context, id kernel.ID, rev int64, reason string) error {
	reason, err := kernel.Words("reason", reason, maxText, true)
	if err != nil {
		return err
	}
	who := kernel.ActorOf(ctx)
	return s.db.Write(whole(ctx), "duty.end_contact", func(tx *db.WriteTx) error {
		d := &dutyRow{}
		if err := tx.Lock(d, id); err != nil {
			return err
		}
		switch {
		case d.TargetID == 0 || !covers(who, PermMake, d.Stamp, true):
			return kernel.NotFound("duty").With("id", id.String())
		case d.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		}
		tx.Reason(reason)
		return s.stopContact(tx, d)
	})
}

// stopContact ends a pair as of yesterday, on its first day as of that.
func (s *Service) stopContact(tx *db.WriteTx, d *dutyRow) error {
	d.ToDay, d.NextDay = tx.Today().Add(-1), kernel.EndOfTime
	if err := tx.Update(d); err != nil {
		return err
	}
	open, err := selectItems(tx.ReadTx, "i.duty_id <> 0 AND i.duty_id = ? AND i.open", d.ID)
	for i := range open {
		r := &open[i]
		was := *r
		r.State, r.Open = Withdrawn, false
		if err == nil {
			err = tx.Update(r)
		}
		if err == nil {
			err = s.counted(tx, &was, r)
		}
	}
	return err
}
