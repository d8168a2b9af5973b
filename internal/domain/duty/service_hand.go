package duty

import (
	"context"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// NewHandover says that what one person owes goes over to another as of a day.
type NewHandover struct {
	FromID kernel.ID  `json:"from_id"`
	IntoID kernel.ID  `json:"into_id"`
	Day    kernel.Day `json:"day" required:"false"`
	Reason string     `json:"reason" maxLength:"500"`
}

// Handover is what goes over. It is planned until its day comes; Items are those that go, or went.
type Handover struct {
	ID     kernel.ID  `json:"id"`
	From   Named      `json:"from"`
	Into   Named      `json:"into"`
	Day    kernel.Day `json:"day"`
	Done   kernel.Day `json:"done"`
	N      int        `json:"n"`
	Reason string     `json:"reason"`
	Items  []Item     `json:"items" nullable:"false"`
}

// PreviewHandover shows what would go over, and changes nothing.
func (s *Service) PreviewHandover(ctx context.Context, n NewHandover) (*Handover, error) {
	who := kernel.ActorOf(ctx)
	var out *Handover
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.draftHandover(system(tx), who, n)
		if err != nil {
			return err
		}
		rows, err := selectItems(system(tx), "i.person_id = ? AND i.open AND i.duty_id = 0 ORDER BY i.due_day, i.id LIMIT 500", n.FromID)
		if err != nil {
			return err
		}
		items, err := s.itemViews(tx, rows)
		r.Items = len(items)
		out = r.view()
		out.Items = items
		return err
	})
	return out, err
}

// HandOver lets what one person owes go over to another as of a day: at once when the day has come, else on its morning. Duties of
// a post go with the post, so they are not among it. What goes over is accepted already.
func (s *Service) HandOver(ctx context.Context, n NewHandover) (*Handover, error) {
	reason, err := words("reason", n.Reason, 500, true)
	if err != nil {
		return nil, err
	}
	who := kernel.ActorOf(ctx)
	var out *Handover
	err = s.db.Write(whole(ctx), "duty.hand_over", func(tx *db.WriteTx) error {
		r, err := s.draftHandover(tx.ReadTx, who, n)
		if err != nil {
			return err
		}
		r.Reason = reason
		tx.Reason(reason)
		if err := tx.Insert(r); err != nil {
			return err
		}
		if r.Day <= tx.Today() {
			err = s.carry(tx, r)
		}
		out = r.view()
		return err
	})
	return out, err
}

// draftHandover checks both persons: who leaves lies in the actor's scope, who comes holds a post.
func (s *Service) draftHandover(tx *db.ReadTx, who kernel.Actor, n NewHandover) (*handoverRow, error) {
	rows, err := lastPosts(tx, n.FromID)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !covers(who, PermHand, rows[0].Stamp, true) {
		return nil, kernel.NotFound("person").With("id", n.FromID.String())
	}
	into, err := posts(tx, tx.Today(), "a.person_id = ?", n.IntoID)
	switch {
	case err != nil:
		return nil, err
	case n.FromID == n.IntoID:
		return nil, kernel.Invalid("into_id", "same_person")
	case len(into) == 0:
		return nil, kernel.Conflict("holds_no_post")
	case !covers(who, PermHand, into[0].Stamp, true):
		return nil, kernel.NotFound("person").With("id", n.IntoID.String())
	}
	if n.Day == "" {
		n.Day = tx.Today()
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil {
		return nil, kernel.Invalid("day", "bad_day").With("value", string(n.Day))
	}
	r := &handoverRow{
		Stamp: rows[0].Stamp, PlaceID: rows[0].PlaceID, FromPersonID: n.FromID, FromName: rows[0].PersonName,
		IntoPersonID: n.IntoID, IntoName: into[0].PersonName, AppointmentID: into[0].ID, Day: n.Day,
	}
	r.Topic, r.Sealed = "", false
	return r, nil
}

// lastPosts reads the posts of a person, past ones too, the newest first.
func lastPosts(tx *db.ReadTx, person kernel.ID) ([]postRow, error) {
	var rows []postRow
	err := tx.Select(&rows, "SELECT "+postColumns+" FROM {appointment a} WHERE a.person_id = ? ORDER BY a.to_day DESC, a.id DESC LIMIT 20", person)
	return rows, err
}

// carry moves the open items.
func (s *Service) carry(tx *db.WriteTx, h *handoverRow) error {
	rows, err := selectItems(tx.ReadTx, "i.person_id = ? AND i.open AND i.duty_id = 0 ORDER BY i.id", h.FromPersonID)
	if err != nil {
		return err
	}
	into, err := posts(tx.ReadTx, tx.Today(), "a.person_id = ?", h.IntoPersonID)
	if err != nil {
		return err
	}
	if len(into) == 0 {
		return kernel.Conflict("holds_no_post")
	}
	for i := range rows {
		r, to := &rows[i], into[0]
		was := *r
		for _, p := range into { // by the post at the same place, where they hold one there
			if p.Stamp == r.Stamp {
				to = p
			}
		}
		r.PersonID, r.PersonName, r.PlaceID, r.Stamp, r.BodyName = to.PersonID, to.PersonName, to.PlaceID, to.Stamp, ""
		r.Topic, r.Sealed = "", false
		if to.BodyID != 0 {
			u, err := unit(tx.ReadTx, to.BodyID)
			if err != nil {
				return err
			}
			r.BodyName = u.Name
		}
		tally(tx, &was, r)
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := s.restamp(tx, r); err != nil {
			return err
		}
	}
	h.DoneDay, h.Items = tx.Today(), len(rows)
	return tx.Update(h)
}

// CarryHandovers carries out what was planned for today or earlier. One that cannot go over (nobody holds a post) waits.
func (s *Service) CarryHandovers(ctx context.Context) error {
	var ids []kernel.ID
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT h.id FROM {duty_handover h} WHERE h.done_day = '' AND h.day <= ? ORDER BY h.day, h.id LIMIT 500", tx.Today())
	})
	for _, id := range ids {
		if err != nil {
			return err
		}
		err = s.db.Write(ctx, "duty.hand_over", func(tx *db.WriteTx) error {
			h := &handoverRow{}
			if err := tx.Lock(h, id); err != nil || h.DoneDay != "" {
				return err
			}
			tx.Reason(h.Reason)
			return s.carry(tx, h)
		})
		if kernel.KindOf(err) == kernel.KindConflict {
			err = nil
		}
	}
	return err
}

// Handovers is a page of what went over or will, the newest first.
func (s *Service) Handovers(ctx context.Context, page kernel.Page) (out []Handover, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []handoverRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT h.* FROM {duty_handover h} WHERE TRUE", Page: page, Order: []db.Key{{Col: "h.id", Dir: db.Desc}},
		}, func(r *handoverRow) []any { return []any{r.ID} })
		out = make([]Handover, len(rows))
		for i := range rows {
			out[i] = *rows[i].view()
		}
		return err
	})
	return out, next, err
}

func (h *handoverRow) view() *Handover {
	return &Handover{
		ID: h.ID, From: Named{h.FromPersonID, h.FromName}, Into: Named{h.IntoPersonID, h.IntoName}, Day: h.Day, Done: h.DoneDay,
		N: h.Items, Reason: h.Reason, Items: []Item{},
	}
}

// Held is what somebody owes in person: an item, or contact with a body. In: it lies in the work of the post asked about.
type Held struct {
	ID      kernel.ID
	Title   string
	Due     kernel.Day
	Contact bool
	In      bool
}

// HeldBy lists what somebody owes in person, and whether it lies in the work of a post; contact points go with the very post.
func (s *Service) HeldBy(tx *db.ReadTx, person, appointment kernel.ID, post kernel.Stamp) ([]Held, error) {
	items, err := selectItems(tx, "i.person_id = ? AND i.open AND i.duty_id = 0 ORDER BY i.due_day, i.id LIMIT 500", person)
	if err != nil {
		return nil, err
	}
	contacts, err := selectDuties(tx, "d.person_id = ? AND d.target_id <> 0 AND d.to_day >= ? ORDER BY d.id LIMIT 500", person, tx.Today())
	out := make([]Held, 0, len(items)+len(contacts))
	for _, i := range items {
		out = append(out, Held{ID: i.ID, Title: i.Title, Due: i.DueDay, In: i.Within(post, tx.County())})
	}
	for _, d := range contacts {
		out = append(out, Held{ID: d.ID, Title: d.TargetName, Due: d.NextDay, Contact: true, In: d.AppointmentID == appointment})
	}
	return out, err
}

// HandPost gives what lies in the work of a post to another person: the items that somebody owes in person, and the contact points
// of the post, with the contacts that are due. It returns how many items and contact points went.
func (s *Service) HandPost(tx *db.WriteTx, from, old kernel.ID, next body.Appointment, post kernel.Stamp) (items, contacts int, err error) {
	rows, err := selectItems(tx.ReadTx, "i.person_id = ? AND i.open AND i.duty_id = 0 ORDER BY i.id", from)
	if err != nil {
		return 0, 0, err
	}
	for i := range rows {
		if !rows[i].Within(post, tx.County()) {
			continue
		}
		rows[i].PersonID, rows[i].PersonName = next.PersonID, next.PersonName
		if err := tx.Update(&rows[i]); err != nil {
			return 0, 0, err
		}
		items++
	}
	pairs, err := selectDuties(tx.ReadTx, "d.appointment_id <> 0 AND d.appointment_id = ? AND d.target_id <> 0 AND d.to_day >= ?", old, tx.Today())
	if err != nil {
		return 0, 0, err
	}
	for i := range pairs {
		if err := s.handContact(tx, &pairs[i], next); err != nil {
			return 0, 0, err
		}
		contacts++
	}
	return items, contacts, nil
}

// handContact lets a contact point, and the contact that is due, go over with its post.
func (s *Service) handContact(tx *db.WriteTx, d *dutyRow, next body.Appointment) error {
	d.AppointmentID, d.PersonID, d.PersonName, d.ToDay = next.ID, next.PersonID, next.PersonName, kernel.EndOfTime
	if next.To != "" {
		d.ToDay = next.To
	}
	if err := tx.Update(d); err != nil {
		return err
	}
	open, err := selectItems(tx.ReadTx, "i.duty_id <> 0 AND i.duty_id = ? AND i.open", d.ID)
	for i := range open {
		if err == nil {
			open[i].PersonID, open[i].PersonName = next.PersonID, next.PersonName
			err = tx.Update(&open[i])
		}
	}
	return err
}
