package body

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A page of gaps is made of whole places, read in small steps until it has enough; the steps are bounded, so that a county
// without a fault is walked in several pages rather than in one long query.
const (
	gapStep  = 20
	gapSteps = 10
)

// ListBodyGaps is a page of what is amiss with the bodies of places, by the code of the place. A page may be longer than
// asked for, because a place is never cut, and it may be empty though more follows. kind narrows it to one kind of gap.
func (s *Service) ListBodyGaps(ctx context.Context, kind string, under kernel.ID, page kernel.Page) ([]BodyGap, string, error) {
	var out []BodyGap
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageBodyGaps(tx, kind, under, page)
		return err
	})
	return out, next, err
}

// PageBodyGaps is ListBodyGaps within a transaction.
func (s *Service) PageBodyGaps(tx *db.ReadTx, kind string, under kernel.ID, page kernel.Page) ([]BodyGap, string, error) {
	if kind != "" && !slices.Contains(BodyGaps, kind) {
		return nil, "", kernel.Invalid("kind", "unknown_kind").With("kind", kind)
	}
	c, err := s.within(tx, under)
	if err != nil {
		return nil, "", err
	}
	c.and("p.level <= ?", kernel.LevelVillage)
	out, cursor := []BodyGap{}, page.Cursor
	for range gapSteps {
		list, next, err := s.places.Page(tx, c.sql, c.args, kernel.Page{Limit: gapStep, Cursor: cursor})
		if err != nil {
			return nil, "", err
		}
		gaps, err := s.gapsAt(tx, list)
		if err != nil {
			return nil, "", err
		}
		for _, g := range gaps {
			if kind == "" || g.Kind == kind {
				out = append(out, g)
			}
		}
		if cursor = next; next == "" || len(out) >= page.Size() {
			break
		}
	}
	return out, cursor, nil
}

// gapsAt finds the gaps of some places: the bodies of a village with all below it, and those that lie at the others themselves.
func (s *Service) gapsAt(tx *db.ReadTx, list []place.Place) ([]BodyGap, error) {
	if len(list) == 0 {
		return nil, nil
	}
	known, err := s.factsOf(tx, list)
	if err != nil {
		return nil, err
	}
	stamps := make([]kernel.Stamp, len(list))
	for i, p := range list {
		stamps[i] = p.Stamp
	}
	paths, err := s.places.Paths(tx, stamps)
	var out []BodyGap
	for i, f := range known {
		gaps := gapsOf(s.pack(), f, tx.Today())
		for j := range gaps {
			gaps[j].Path = paths[i]
		}
		out = append(out, gaps...)
	}
	return out, err
}

// factsOf reads what is known of the bodies of places, with one query for each table.
func (s *Service) factsOf(tx *db.ReadTx, list []place.Place) ([]facts, error) {
	today := tx.Today()
	at := map[kernel.ID]int{}
	out := make([]facts, len(list))
	for i, p := range list {
		at[p.ID], out[i] = i, facts{place: p}
	}
	where, args := whereAt("b", list)
	bodies, err := selectBodyRows(tx, "b.from_day <= ? AND b.to_day >= ? AND "+where, append([]any{today, today}, args...)...)
	if err != nil {
		return nil, err
	}
	byID, ids := map[kernel.ID]Body{}, make([]kernel.ID, len(bodies))
	for i, b := range bodies {
		byID[b.ID], ids[i] = b, b.ID
		f := &out[at[homeOf(b)]]
		f.bodies = append(f.bodies, b)
	}
	all, err := termsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	seats, err := s.seatsIn(tx, byID, today)
	if err != nil {
		return nil, err
	}
	who := make([]kernel.ID, 0, len(seats))
	for _, seat := range seats {
		f := &out[at[seat.at]]
		f.seats = append(f.seats, seat)
		if !slices.Contains(who, seat.PersonID) {
			who = append(who, seat.PersonID)
		}
	}
	kin, err := selectKin(tx, who)
	if err != nil {
		return nil, err
	}
	gone, err := s.gone(tx, who)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].terms, out[i].kin, out[i].gone = all, nearKin(s.pack(), today, relations(kin)), gone
	}
	return out, nil
}

// whereAt keeps rows of places: of villages with all below them, of other places at the very place.
func whereAt(alias string, list []place.Place) (string, []any) {
	var villages, others []kernel.ID
	for _, p := range list {
		if p.Level == kernel.LevelVillage {
			villages = append(villages, p.ID)
		} else {
			others = append(others, p.ID)
		}
	}
	in, args := place.Among(alias+".village_id", villages)
	at, more := place.Among(alias+".place_id", others)
	switch {
	case len(others) == 0:
		return in, args
	case len(villages) == 0:
		return at, more
	}
	return "(" + in + " OR " + at + ")", append(args, more...)
}

// homeOf is the village of a body, or the place itself where it lies above villages.
func homeOf(b Body) kernel.ID {
	if b.Stamp.VillageID != 0 {
		return b.Stamp.VillageID
	}
	return b.PlaceID
}

// seatsIn lists who sits in bodies on a day: their members, and the holders of posts that stand for a role.
func (s *Service) seatsIn(tx *db.ReadTx, bodies map[kernel.ID]Body, day kernel.Day) ([]Seat, error) {
	var out []Seat
	ids := make([]kernel.ID, 0, len(bodies))
	for id := range bodies {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	const step = 512
	for i := 0; i < len(ids); i += step {
		part := ids[i:min(i+step, len(ids))]
		in, args := place.Among("m.body_id", part)
		members, err := selectMemberRows(tx, in+" AND m.from_day <= ? AND m.to_day >= ?", append(args, day, day)...)
		if err != nil {
			return nil, err
		}
		in, args = place.Among("a.body_id", part)
		posts, err := selectAppointments(tx, in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, day, day)...)
		if err != nil {
			return nil, err
		}
		out = append(out, s.seatsOf(bodies, members, posts)...)
	}
	return out, nil
}

// seatsOf makes seats of memberships and posts; a post stands for the role that the pack gives it.
func (s *Service) seatsOf(bodies map[kernel.ID]Body, members []memberRow, posts []Appointment) []Seat {
	var out []Seat
	add := func(id kernel.ID, who Ref, role string, from kernel.Day, why string, post bool) {
		b, ok := bodies[id]
		if !ok {
			return
		}
		k, _ := s.pack().BodyKind(b.Kind)
		r, _ := k.Role(role)
		out = append(out, Seat{
			Body: Ref{ID: b.ID, Name: b.Name}, Kind: b.Kind, PersonID: who.ID, PersonName: who.Name, Role: role, Head: r.Head, From: from,
			at: homeOf(b), seat: r.Seat, why: why, post: post,
		})
	}
	for _, m := range members {
		add(m.BodyID, Ref{m.PersonID, m.PersonName}, m.Role, m.FromDay, m.Allowed, false)
	}
	for _, a := range posts {
		k, _ := s.pack().BodyKind(bodies[a.BodyID].Kind)
		role := k.RoleOfPost(a.Post)
		same := func(x Seat) bool { return x.Body.ID == a.BodyID && x.PersonID == a.PersonID && x.Role == role }
		if role != "" && !slices.ContainsFunc(out, same) {
			add(a.BodyID, Ref{a.PersonID, a.PersonName}, role, a.From, a.Allowed, true)
		}
	}
	return out
}
