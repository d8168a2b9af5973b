package body

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// GetBody reads a body with its officers, members, terms and the bodies below it: who is there today or comes later.
func (s *Service) GetBody(ctx context.Context, id kernel.ID) (Detail, error) {
	return s.GetBodyOn(ctx, id, "")
}

// GetBodyOn is GetBody as of a day: members and officers are those of that day.
func (s *Service) GetBodyOn(ctx context.Context, id kernel.ID, on kernel.Day) (Detail, error) {
	var out Detail
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		from, to := on, on
		if on == "" {
			from, to = tx.Today(), kernel.EndOfTime
		}
		if _, err := kernel.ParseDay(string(from)); err != nil {
			return kernel.Invalid("on", "bad_day").With("value", string(on))
		}
		var r bodyRow
		if err := tx.Get(&r, id); err != nil {
			return err
		}
		var err error
		if out.Body, err = s.bodyView(tx, r.body()); err != nil {
			return err
		}
		out.On = from
		if out.Officers, err = selectAppointments(tx, "a.body_id = ? AND a.from_day <= ? AND a.to_day >= ?", id, to, from); err != nil {
			return err
		}
		if err := s.dress(tx, out.Officers); err != nil {
			return err
		}
		members, err := selectMemberRows(tx, "m.body_id = ? AND m.from_day <= ? AND m.to_day >= ?", id, to, from)
		if err != nil {
			return err
		}
		out.MemberList = s.inOrder(r.Kind, members)
		for i := range out.MemberList {
			out.MemberList[i].Body, out.MemberList[i].Kind = Ref{ID: id, Name: r.Name}, r.Kind
		}
		if err := s.history(tx, &out); err != nil {
			return err
		}
		if out.Built, err = s.built(tx, id); err != nil {
			return err
		}
		out.ChildrenList, _, err = s.PageBodies(tx, BodyFilter{Parent: id}, kernel.Page{Limit: kernel.MaxLimit})
		return err
	})
	return out, err
}

// inOrder puts members into the order of the roles of the pack; what it does not name comes last.
func (s *Service) inOrder(kind string, rows []memberRow) []Member {
	k, _ := s.pack().BodyKind(kind)
	rank := func(m Member) int {
		for i, r := range k.MemberRoles {
			if r.ID == m.Role {
				return i
			}
		}
		return len(k.MemberRoles)
	}
	out := make([]Member, len(rows))
	for i := range rows {
		out[i] = rows[i].member()
	}
	slices.SortStableFunc(out, func(a, b Member) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// history fills in the terms, the newest first, and what a rule bars among the seats of the village today.
func (s *Service) history(tx *db.ReadTx, d *Detail) error {
	rows, err := selectTerms(tx, "t.body_id = ?", d.ID)
	if err != nil {
		return err
	}
	d.Terms = terms(rows)
	slices.Reverse(d.Terms)
	for i := range d.Terms {
		t := &d.Terms[i]
		t.Body, t.Kind, t.Place = Ref{d.ID, d.Name}, d.Kind, d.Place
		s.shine(t, tx.Today())
	}
	open, err := openNotices(tx, d.ID)
	if err != nil {
		return err
	}
	if d.Notices, err = s.notices(tx, open); err != nil {
		return err
	}
	d.Clashes = []Clash{}
	if d.Stamp.VillageID == 0 {
		return nil
	}
	known, err := s.factsOf(tx, []place.Place{{ID: d.Stamp.VillageID, Level: kernel.LevelVillage}})
	if err != nil {
		return err
	}
	for _, c := range clashes(s.pack(), tx.Today(), known[0].seats, known[0].kin) {
		if c.One.Body.ID == d.ID || c.Other.Body.ID == d.ID {
			d.Clashes = append(d.Clashes, c)
		}
	}
	return nil
}

// AtPlace lists the bodies of a place and below it that exist today, in the order of the pack's kinds.
func (s *Service) AtPlace(ctx context.Context, at kernel.ID) ([]Body, error) {
	out := []Body{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.places.Load(tx, at)
		if err != nil {
			return err
		}
		where, args := "b.place_id = ?", []any{p.ID}
		if p.Level == kernel.LevelVillage {
			where, args = "b.village_id = ?", []any{p.ID}
		}
		if out, err = selectBodyRows(tx, where+" AND b.from_day <= ? AND b.to_day >= ?", append(args, tx.Today(), tx.Today())...); err != nil {
			return err
		}
		rank := map[string]int{}
		for i, k := range s.pack().BodyKinds {
			rank[k.ID] = i
		}
		slices.SortStableFunc(out, func(a, b Body) int { return cmp.Compare(rank[a.Kind], rank[b.Kind]) })
		return s.bodyViews(tx, out)
	})
	return out, err
}
