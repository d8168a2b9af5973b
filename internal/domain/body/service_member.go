package body

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// AddMember enters a person into a body, and into the term that the day lies in; a day after its start is a by-election.
func (s *Service) AddMember(ctx context.Context, bodyID, personID kernel.ID, role string, from kernel.Day) (Member, error) {
	return s.Join(ctx, bodyID, NewMember{PersonID: personID, Role: role, From: from})
}

// Join is AddMember with a word on why the seat is allowed where a rule of the pack bars it: without one it is refused.
func (s *Service) Join(ctx context.Context, bodyID kernel.ID, n NewMember) (Member, error) {
	personID, role, from := n.PersonID, n.Role, n.From
	var out Member
	err := s.d.Write(ctx, "body.add_member", func(tx *db.WriteTx) error {
		from, to := from, kernel.Day("")
		if err := checkSpan(&from, &to, tx.Today()); err != nil {
			return err
		}
		b := &bodyRow{}
		if err := tx.Lock(b, bodyID); err != nil {
			return err
		}
		if !b.body().Open(tx.Today()) {
			return kernel.Conflict("body_closed").With("name", b.Name)
		}
		k, _ := s.pack().BodyKind(b.Kind)
		role, err := cleanRole(k, role)
		if err != nil {
			return err
		}
		who, err := s.persons.Load(tx.ReadTx, personID)
		if err != nil {
			return err
		}
		if who.MergedInto != 0 {
			return kernel.Conflict("person_merged")
		}
		held, err := selectMembers(tx.ReadTx, "m.body_id = ? AND m.person_id = ? AND m.to_day >= ?", bodyID, personID, from)
		if err != nil {
			return err
		}
		if len(held) > 0 {
			return kernel.Conflict("member_already").With("name", who.Name)
		}
		term, err := s.termOn(tx.ReadTx, bodyID, from)
		if err != nil {
			return err
		}
		r := &memberRow{Stamp: b.Stamp, PersonID: who.ID, PersonName: who.Name, Role: role, FromDay: from, ToDay: kernel.EndOfTime, TermID: term.ID, Allowed: strings.TrimSpace(n.Allowed)}
		if err := tx.Insert(r); err != nil {
			return err
		}
		err = s.notBarred(tx, b.PlaceID, b.ID, who.ID, r.Allowed)
		out = r.member()
		out.Body.Name, out.Kind = b.Name, b.Kind
		return err
	})
	return out, err
}

// EndMember sets the last day of a membership.
func (s *Service) EndMember(ctx context.Context, id kernel.ID, rev int64, day kernel.Day) (Member, error) {
	var out Member
	err := s.d.Write(ctx, "body.end_member", func(tx *db.WriteTx) error {
		r := &memberRow{}
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
		for _, f := range s.Left {
			if err := f(tx, Leaving{BodyID: r.BodyID, PersonID: r.PersonID, Day: day}); err != nil {
				return err
			}
		}
		bodies, err := selectBodies(tx.ReadTx, []kernel.ID{r.BodyID})
		out = r.member()
		out.Body.Name, out.Kind = bodies[r.BodyID].Name, bodies[r.BodyID].Kind
		return err
	})
	return out, err
}

// termOn is the term of a body that a day lies in; zero without one.
func (s *Service) termOn(tx *db.ReadTx, body kernel.ID, day kernel.Day) (Term, error) {
	all, err := termsOf(tx, []kernel.ID{body})
	return termAt(all[body], day), err
}
