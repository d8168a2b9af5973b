package body

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// StartTerm enters the next term of a body, with the members who go on. It ends the one before on the day before at the
// latest, lets leave who does not go on, and closes what announced the end of the term before.
func (s *Service) StartTerm(ctx context.Context, body kernel.ID, n NewTerm) (Term, error) {
	var out Term
	err := s.d.Write(ctx, "body.start_term", func(tx *db.WriteTx) error {
		b := &bodyRow{}
		if err := tx.Lock(b, body); err != nil {
			return err
		}
		if !b.body().Open(tx.Today()) {
			return kernel.Conflict("body_closed").With("name", b.Name)
		}
		before, err := s.lastTerm(tx, body)
		if err != nil {
			return err
		}
		k, _ := s.pack().BodyKind(b.Kind)
		var old *Term
		if before != nil {
			t := before.term()
			old = &t
		}
		n, err := draftTerm(k, old, n, tx.Today())
		if err != nil {
			return err
		}
		r := &termRow{Row: db.Row{ID: tx.NewID()}, Stamp: b.Stamp, Number: n.Number, FromDay: n.From, ToDay: n.To, Came: n.Came, Document: n.Document, Last: true}
		if err := s.succeed(tx, before, r); err != nil {
			return err
		}
		if err := s.handOver(tx, b, r, n.Keep); err != nil {
			return err
		}
		one := []Term{r.term()}
		err = s.dressTerms(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// lastTerm locks the newest term of a body; nil without one.
func (s *Service) lastTerm(tx *db.WriteTx, body kernel.ID) (*termRow, error) {
	rows, err := selectTerms(tx.ReadTx, "t.body_id = ? AND t.last", body)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := &termRow{}
	return r, tx.Lock(r, rows[len(rows)-1].ID)
}

// succeed stores the new term after the one before and closes the notices of that.
func (s *Service) succeed(tx *db.WriteTx, before, r *termRow) error {
	if before != nil {
		before.Last = false
		before.ToDay = min(before.ToDay, r.FromDay.Add(-1))
		if err := tx.Update(before); err != nil {
			return err
		}
	}
	if err := tx.Insert(r); err != nil {
		return err
	}
	open, err := openNotices(tx.ReadTx, r.BodyID)
	for i := range open {
		n := &open[i]
		n.DoneDay, n.DoneBy = tx.Today(), tx.Actor().Name
		if err := tx.Update(n); err != nil {
			return err
		}
	}
	return err
}

// handOver ends the memberships that the new term does not keep, and enters those that go on as members of the new term.
// Who came in on its first day or later belongs to it already.
func (s *Service) handOver(tx *db.WriteTx, b *bodyRow, r *termRow, keep []Kept) error {
	k, _ := s.pack().BodyKind(b.Kind)
	members, err := selectMemberRows(tx.ReadTx, "m.body_id = ? AND m.to_day >= ?", b.ID, r.FromDay)
	if err != nil {
		return err
	}
	for _, kept := range keep {
		if !slices.ContainsFunc(members, func(m memberRow) bool { return m.ID == kept.MemberID }) {
			return kernel.Invalid("keep", "not_a_member").With("id", kept.MemberID.String())
		}
	}
	for i := range members {
		m := &members[i]
		at, role := slices.IndexFunc(keep, func(kept Kept) bool { return kept.MemberID == m.ID }), m.Role
		if at >= 0 && keep[at].Role != "" {
			if role, err = cleanRole(k, keep[at].Role); err != nil {
				return err
			}
		}
		in := m.FromDay >= r.FromDay
		if in {
			m.TermID, m.Role = r.ID, role
		} else {
			m.ToDay = r.FromDay.Add(-1)
		}
		if err := tx.Update(m); err != nil {
			return err
		}
		if at < 0 || in {
			continue
		}
		next := &memberRow{
			Stamp: b.Stamp, PersonID: m.PersonID, PersonName: m.PersonName, Role: role, FromDay: r.FromDay, ToDay: kernel.EndOfTime, TermID: r.ID,
		}
		if err := tx.Insert(next); err != nil {
			return err
		}
	}
	return nil
}

// ExtendTerm puts off the end of a body's last term; the reason and the day stay with it, and its new end is announced anew.
func (s *Service) ExtendTerm(ctx context.Context, id kernel.ID, e Extension) (Term, error) {
	var out Term
	if e.Reason = strings.TrimSpace(e.Reason); e.Reason == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "body.extend_term", func(tx *db.WriteTx) error {
		tx.Reason(e.Reason)
		r := &termRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.Rev != e.Rev:
			return kernel.Conflict("changed_meanwhile")
		case !r.Last:
			return kernel.Conflict("term_followed")
		}
		if _, err := kernel.ParseDay(string(e.To)); err != nil || e.To <= r.ToDay {
			return kernel.Invalid("to", "must_be_later").With("day", string(r.ToDay))
		}
		if r.PlannedTo == "" {
			r.PlannedTo = r.ToDay
		}
		r.ToDay, r.ExtendedOn, r.Reason = e.To, tx.Today(), e.Reason
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := s.silence(tx, r); err != nil {
			return err
		}
		one := []Term{r.term()}
		err := s.dressTerms(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// silence closes the notices of an end that no longer holds.
func (s *Service) silence(tx *db.WriteTx, r *termRow) error {
	open, err := openNotices(tx.ReadTx, r.BodyID)
	for i := range open {
		n := &open[i]
		if n.TermID != r.ID || n.DueDay == r.ToDay {
			continue
		}
		n.DoneDay, n.DoneBy, n.Note = tx.Today(), tx.Actor().Name, r.Reason
		if err := tx.Update(n); err != nil {
			return err
		}
	}
	return err
}

// ListTerms is a page of the last terms of bodies, by their end.
func (s *Service) ListTerms(ctx context.Context, f TermFilter, page kernel.Page) ([]Term, string, error) {
	var out []Term
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageTerms(tx, f, page)
		return err
	})
	return out, next, err
}

// PageTerms is ListTerms within a transaction.
func (s *Service) PageTerms(tx *db.ReadTx, f TermFilter, page kernel.Page) ([]Term, string, error) {
	today := tx.Today()
	var c condition
	c.and("t.last AND b.to_day >= ?", today)
	switch f.State {
	case TermsOverdue:
		c.and("t.to_day < ?", today)
	case TermsEnding, TermsDue, "":
		soon, args := s.dueBy(today)
		c.and(soon, args...)
		if f.State == TermsEnding {
			c.and("t.to_day >= ?", today)
		}
	case TermsAll:
	default:
		return nil, "", kernel.Invalid("state", "unknown_state").With("state", f.State)
	}
	if f.Kind != "" {
		c.and("b.kind = ?", f.Kind)
	}
	if f.Place != 0 {
		w, args, err := s.places.Within(tx, "t", f.Place)
		if err != nil {
			return nil, "", err
		}
		c.and(w, args...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL:  "SELECT t.* FROM {body_term t} JOIN {body b} ON b.county_id = t.county_id AND b.id = t.body_id WHERE " + c.sql,
		Args: c.args, Order: []db.Key{{Col: "t.to_day"}, {Col: "t.id"}}, Page: page,
	}, func(r *termRow) []any { return []any{string(r.ToDay), r.ID} })
	if err != nil {
		return nil, "", err
	}
	out := terms(rows)
	return out, next, s.dressTerms(tx, out)
}

// dueBy is the condition over `t` and `b` that a term ends within the days that the pack gives its kind, or has ended.
func (s *Service) dueBy(today kernel.Day) (string, []any) {
	latest := today
	sql, args := "(t.to_day < ?", []any{today}
	ahead := map[int][]string{}
	for _, k := range s.pack().BodyKinds {
		if k.AnnounceDays > 0 && k.Valid(today) {
			ahead[k.AnnounceDays] = append(ahead[k.AnnounceDays], k.ID)
		}
	}
	for days, kinds := range ahead {
		m, a := marks(kinds)
		sql += " OR (t.to_day <= ? AND b.kind IN (" + m + "))"
		args = append(append(args, today.Add(days)), a...)
		latest = max(latest, today.Add(days))
	}
	return "t.to_day <= ? AND " + sql + ")", append([]any{latest}, args...) // the first bound is the index's
}

// dressTerms fills in bodies, places, lights and days.
func (s *Service) dressTerms(tx *db.ReadTx, list []Term) error {
	ids, stamps := make([]kernel.ID, len(list)), make([]kernel.Stamp, len(list))
	for i, t := range list {
		ids[i], stamps[i] = t.Body.ID, t.Stamp
	}
	bodies, err := selectBodies(tx, ids)
	if err != nil || len(list) == 0 {
		return err
	}
	paths, err := s.places.Paths(tx, stamps)
	if err != nil {
		return err
	}
	at := make([]kernel.ID, 0, len(bodies))
	for _, b := range bodies {
		at = append(at, b.PlaceID)
	}
	places, err := s.places.LoadMany(tx, at)
	for i := range list {
		t, b := &list[i], bodies[list[i].Body.ID]
		t.Body.Name, t.Kind, t.Path = b.Name, b.Kind, paths[i]
		if p, ok := places[b.PlaceID]; ok {
			t.Place = p.Ref()
		}
		s.shine(t, tx.Today())
	}
	return err
}

// shine gives a term its light and the days to its end.
func (s *Service) shine(t *Term, today kernel.Day) {
	t.Days = daysBetween(today, t.To)
	if t.Last {
		k, _ := s.pack().BodyKind(t.Kind)
		t.Light = light(t.To, today, k.AnnounceDays)
	}
}

// bodyTerms fills the last term of each body into the list.
func (s *Service) bodyTerms(tx *db.ReadTx, list []Body) error {
	ids := make([]kernel.ID, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	in, args := place.Among("t.body_id", ids)
	rows, err := selectTerms(tx, "t.last AND "+in, args...)
	for _, r := range rows {
		i := slices.IndexFunc(list, func(b Body) bool { return b.ID == r.BodyID })
		k, _ := s.pack().BodyKind(list[i].Kind)
		list[i].TermNumber, list[i].TermTo, list[i].Light = r.Number, r.ToDay, light(r.ToDay, tx.Today(), k.AnnounceDays)
	}
	return err
}
