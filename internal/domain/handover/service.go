package handover

import (
	"context"
	"errors"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/link"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Service is the room's verbs.
type Service struct {
	d     *db.DB
	place *place.Service
	body  *body.Service
	cases *casework.Service
	duty  *duty.Service
	links *link.Service
	visit *visit.Service
}

// New makes the service.
func New(d *db.DB, p *place.Service, b *body.Service, c *casework.Service, o *duty.Service, l *link.Service, v *visit.Service) *Service {
	return &Service{d: d, place: p, body: b, cases: c, duty: o, links: l, visit: v}
}

// whole lets the handover reach what its post reaches, in the name of the same actor, sealed rows never: who may hand the post over
// is decided on the actor as they came.
func whole(ctx context.Context) context.Context {
	a := kernel.ActorOf(ctx)
	if a.CountyID != 0 && a.Kind == kernel.ActorOfficer {
		a.Arms = []kernel.Arm{{Level: kernel.LevelCounty, PlaceID: a.CountyID}}
	}
	return kernel.WithActor(ctx, a)
}

// own narrows to where the actor may hand over: a successor is somebody whom they know.
func own(tx *db.ReadTx, who kernel.Actor) *db.ReadTx {
	if who.Kind == kernel.ActorSystem {
		return tx
	}
	return tx.As(who.For(PermHand))
}

// post reads the appointment that shall go over, as far as the actor may hand over there.
func (s *Service) post(tx *db.ReadTx, who kernel.Actor, id kernel.ID) (body.Appointment, error) {
	a, err := s.body.Appointment(tx, id)
	if err != nil {
		return a, err
	}
	if who.Kind == kernel.ActorSystem {
		return a, nil
	}
	if !slices.ContainsFunc(who.For(PermHand).Arms, func(arm kernel.Arm) bool { return arm.Covers(a.Stamp, who.CountyID) }) {
		return a, kernel.NotFound("appointment").With("id", id.String())
	}
	return a, nil
}

// check settles the day and that there is something to hand over.
func (n *Draft) check(a body.Appointment, today kernel.Day) error {
	if n.Day == "" {
		n.Day = today
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil {
		return kernel.Invalid("day", "bad_day").With("value", string(n.Day))
	}
	switch {
	case a.ActsForID != 0:
		return kernel.Conflict("acting_goes_not_over").With("name", a.PersonName)
	case n.IntoID == a.PersonID:
		return kernel.Invalid("into_id", "same_person")
	case !n.Keeps && !a.On(n.Day.Add(-1)):
		return kernel.Invalid("day", "not_held_on_day").With("name", a.PersonName).With("day", string(n.Day.Add(-1)))
	}
	return nil
}

// Preview tells what would go over with a post, to whom, and what would stay with the person; it changes nothing.
func (s *Service) Preview(ctx context.Context, n Draft) (Preview, error) {
	who := kernel.ActorOf(ctx)
	var out Preview
	err := s.d.Read(whole(ctx), func(tx *db.ReadTx) error {
		a, err := s.post(tx, who, n.AppointmentID)
		if err != nil {
			return err
		}
		if err := n.check(a, tx.Today()); err != nil {
			return err
		}
		into, err := s.body.Person(own(tx, who), n.IntoID)
		if err != nil {
			return err
		}
		next := a
		next.PersonID, next.PersonName = into.ID, into.Name
		if n.Keeps {
			if next, err = s.taker(tx, a, into.ID, n.Day); err != nil {
				return err
			}
		}
		out = Preview{
			Post: s.body.Label(a), From: body.Ref{ID: a.PersonID, Name: a.PersonName}, Into: body.Ref{ID: into.ID, Name: into.Name}, Day: n.Day,
			Goes: []Line{}, Stays: []Line{},
		}
		return s.lines(tx, &out, a, next, n)
	})
	return out, err
}

// taker is the post by which somebody takes over the work of another post: one in the same body or at the same place, else the first.
func (s *Service) taker(tx *db.ReadTx, a body.Appointment, into kernel.ID, day kernel.Day) (body.Appointment, error) {
	held, err := s.body.PostsOf(tx, into, day)
	if err != nil {
		return body.Appointment{}, err
	}
	held = slices.DeleteFunc(held, func(h body.Held) bool { return h.ActsForID != 0 })
	if len(held) == 0 {
		return body.Appointment{}, kernel.Conflict("holds_no_post")
	}
	for _, h := range held {
		if h.PlaceID == a.PlaceID && h.BodyID == a.BodyID {
			return h.Appointment, nil
		}
	}
	return held[0].Appointment, nil
}

// lines fills in what goes and what stays.
func (s *Service) lines(tx *db.ReadTx, out *Preview, a, next body.Appointment, n Draft) error {
	put := func(goes bool, l Line, why string) {
		if goes {
			out.Goes = append(out.Goes, l)
			return
		}
		l.Why = why
		out.Stays = append(out.Stays, l)
	}
	if err := s.work(tx, put, a, next); err != nil {
		return err
	}
	links, may, err := s.links.MayTake(tx, a.PersonID, n.IntoID, a.Stamp)
	if err != nil {
		return err
	}
	for i, l := range links {
		put(may[i], Line{Kind: KindLink, ID: l.Household.ID, Text: strings.TrimSpace(l.Household.Code + " " + l.Household.HeadName)}, WhyGroup)
	}
	visits, err := s.visit.Held(tx, a.PersonID, a.ID, a.Stamp, next.Stamp)
	if err != nil {
		return err
	}
	for _, h := range visits {
		put(h.In, Line{Kind: KindVisit, ID: h.ID, Text: strings.TrimSpace(h.Code + " " + h.HeadName)}, WhyReach)
	}
	if n.Keeps {
		return nil
	}
	turns, err := s.body.Turns(tx, a.ID, n.Day)
	if err != nil {
		return err
	}
	for _, day := range turns {
		put(true, Line{Kind: KindTurn, ID: a.ID, Text: s.body.Label(a), Day: day}, "")
	}
	return s.others(tx, out, a, n.Day)
}

// work puts down the cases, calls, items, contact points and lists.
func (s *Service) work(tx *db.ReadTx, put func(bool, Line, string), a, next body.Appointment) error {
	why := func(in bool) string {
		if in {
			return WhyReach
		}
		return WhyElsewhere
	}
	cases, err := s.cases.HeldBy(tx, a.PersonID, a.Stamp, next.Stamp)
	if err != nil {
		return err
	}
	for _, c := range cases {
		kind, text := KindCase, strings.TrimSpace(c.No+" "+c.Text)
		if c.Call {
			kind = KindCall
		}
		put(c.In && c.Reached, Line{Kind: kind, ID: c.ID, Text: text}, why(c.In))
	}
	owed, err := s.duty.HeldBy(tx, a.PersonID, a.ID, a.Stamp, next)
	for _, i := range owed {
		put(i.In && i.Reached, Line{Kind: i.Kind, ID: i.ID, Text: i.Title, Day: i.Due}, why(i.In))
	}
	return err
}

// others lists the other posts of the person, which stay; without one the account closes.
func (s *Service) others(tx *db.ReadTx, out *Preview, a body.Appointment, day kernel.Day) error {
	all, err := s.body.Records(tx, a.PersonID)
	out.Last = true
	for _, o := range all.Appointments {
		if o.ID != a.ID && (o.To == "" || o.To >= day) {
			out.Last = false
			out.Stays = append(out.Stays, Line{Kind: KindPost, ID: o.ID, Text: s.body.Label(o), Why: WhyOther})
		}
	}
	return err
}

// HandOver lets a post go over: at once when its day has come, else on the morning of that day.
func (s *Service) HandOver(ctx context.Context, n Draft) (Handover, error) {
	var out Handover
	reason := strings.TrimSpace(n.Reason)
	if reason == "" {
		return out, kernel.Invalid("reason", "required")
	}
	who := kernel.ActorOf(ctx)
	err := s.d.Write(whole(ctx), PermHand, func(tx *db.WriteTx) error {
		a, err := s.post(tx.ReadTx, who, n.AppointmentID)
		if err != nil {
			return err
		}
		if err := n.check(a, tx.Today()); err != nil {
			return err
		}
		if !n.Keeps {
			if err := handed(tx.ReadTx, a); err != nil {
				return err
			}
		}
		into, err := s.body.Person(own(tx.ReadTx, who), n.IntoID)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		r := &handoverRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: a.Stamp, AppointmentID: a.ID, Post: s.body.Label(a), FromPersonID: a.PersonID, FromName: a.PersonName,
			IntoPersonID: into.ID, IntoName: into.Name, Keeps: n.Keeps, ByPersonID: who.PersonID, ByName: who.Name, Day: n.Day, Reason: reason,
		}
		r.Topic, r.Sealed = "", false
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

// Cancel calls off a handover that has not been carried out. The journal keeps who did and why.
func (s *Service) Cancel(ctx context.Context, id kernel.ID, rev int64, reason string) (Handover, error) {
	var out Handover
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "handover.cancel", func(tx *db.WriteTx) error {
		r := &handoverRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.DoneDay != "":
			return kernel.Conflict("handover_settled").With("day", string(r.DoneDay))
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		}
		tx.Reason(reason)
		r.DoneDay, r.Failed = tx.Today(), Cancelled
		err := tx.Update(r)
		out = r.view()
		return err
	})
	return out, err
}

// carry does it: the post, its turns, and what lies in its work.
func (s *Service) carry(tx *db.WriteTx, r *handoverRow) error {
	a, err := s.body.Appointment(tx.ReadTx, r.AppointmentID)
	if err != nil {
		return err
	}
	var next body.Appointment
	if r.Keeps {
		next, err = s.taker(tx.ReadTx, a, r.IntoPersonID, r.Day)
	} else {
		next, r.Turns, err = s.body.Successor(tx, a.ID, r.IntoPersonID, r.Day)
	}
	if err != nil {
		return err
	}
	r.NextID, r.Post = next.ID, s.body.Label(a)
	if r.Cases, r.Calls, err = s.cases.HandOver(tx, a.PersonID, a.Stamp, next); err != nil {
		return err
	}
	n, err := s.duty.HandPost(tx, a.PersonID, a.ID, a.Stamp, next)
	if err != nil {
		return err
	}
	r.Items, r.Contacts, r.Lists = n.Items, n.Contacts, n.Lists
	if r.Links, r.Stayed, err = s.links.Hand(tx, a.PersonID, next.PersonID, r.Day, a.Stamp); err != nil {
		return err
	}
	if r.Visits, err = s.visit.HandPost(tx, a.PersonID, a.ID, next, a.Stamp); err != nil {
		return err
	}
	r.DoneDay, r.Failed = tx.Today(), ""
	return tx.Update(r)
}

// CarryDue carries out what was planned for today or earlier, each in a Write of its own in the name of the program. What cannot be
// done says why and is tried again the next morning.
func (s *Service) CarryDue(ctx context.Context) (n int, err error) {
	var ids []kernel.ID
	err = s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		ids, err = due(tx, tx.Today())
		return err
	})
	for _, id := range ids {
		if err != nil {
			return n, err
		}
		err = s.carryOne(ctx, id)
		var ke *kernel.Error
		if errors.As(err, &ke) && ke.Kind != kernel.KindInternal && ke.Kind != kernel.KindUnavailable {
			err = s.note(ctx, id, ke.Code)
			continue
		}
		n++
	}
	return n, err
}

func (s *Service) carryOne(ctx context.Context, id kernel.ID) error {
	return s.d.Write(ctx, PermHand, func(tx *db.WriteTx) error {
		r := &handoverRow{}
		if err := tx.Lock(r, id); err != nil || r.DoneDay != "" {
			return err
		}
		tx.Reason(r.Reason)
		return s.carry(tx, r)
	})
}

func (s *Service) note(ctx context.Context, id kernel.ID, code string) error {
	return s.d.Write(ctx, "handover.failed", func(tx *db.WriteTx) error {
		r := &handoverRow{}
		if err := tx.Lock(r, id); err != nil || r.Failed == code {
			return err
		}
		r.Failed = code
		return tx.Update(r)
	})
}

// List is a page of what went over or will at a place and below it, the newest first; without a place all that the actor may see.
func (s *Service) List(ctx context.Context, at kernel.ID, p kernel.Page) (out []Handover, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		rows, after, err := s.page(tx, at, p)
		next, out = after, make([]Handover, len(rows))
		for i := range rows {
			out[i] = rows[i].view()
		}
		return err
	})
	return out, next, err
}

func (s *Service) page(tx *db.ReadTx, at kernel.ID, p kernel.Page) ([]handoverRow, string, error) {
	where, args := "TRUE", []any(nil)
	if at != 0 {
		var err error
		if where, args, err = s.place.Within(tx, "h", at); err != nil {
			return nil, "", err
		}
	}
	return page(tx, where, args, p)
}
