package link

import (
	"context"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Summary tells how the households of a place, and of each place right below it, are covered by a kind of link: from counters.
func (s *Service) Summary(ctx context.Context, kind string, at kernel.ID) (Coverage, error) {
	out := Coverage{Below: []Cover{}}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		k, err := s.kind(tx, kind)
		if err != nil {
			return err
		}
		if at == 0 {
			tops, err := s.places.Tops(tx)
			if err != nil || len(tops) == 0 {
				return err
			}
			at = tops[0].ID
		}
		p, err := s.places.Load(tx, at)
		if err != nil {
			return err
		}
		if p.Level < kernel.LevelGroup {
			below, _, err := s.places.Children(tx, p.ID, kernel.Page{Limit: kernel.MaxLimit})
			if err != nil {
				return err
			}
			if len(below) > 0 {
				if out.Below, err = s.cover(tx, k, below); err != nil {
					return err
				}
			}
		}
		if p.Level == kernel.LevelCounty { // counters are kept from townships down
			out.Cover = sumOf(p.Ref(), out.Below)
			return nil
		}
		one, err := s.cover(tx, k, []place.Place{p})
		if err == nil {
			out.Cover = one[0]
		}
		return err
	})
	return out, err
}

func sumOf(at place.Ref, list []Cover) Cover {
	out := Cover{Place: at}
	for _, c := range list {
		out.Households, out.Linked = out.Households+c.Households, out.Linked+c.Linked
		out.Missing, out.Twice = out.Missing+c.Missing, out.Twice+c.Twice
	}
	return out
}

// cover counts for places of one level.
func (s *Service) cover(tx *db.ReadTx, k pack.LinkKind, list []place.Place) ([]Cover, error) {
	ids := make([]kernel.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	level := list[0].Level
	houses, err := s.persons.HousesPerPlace(tx, level, ids)
	if err != nil {
		return nil, err
	}
	links, err := tx.SumTallyBy(measureLinks+k.ID, level, ids, db.Standing, db.Standing)
	if err != nil {
		return nil, err
	}
	extra, err := tx.SumTallyBy(measureExtra+k.ID, level, ids, db.Standing, db.Standing)
	out := make([]Cover, len(list))
	for i, p := range list {
		c := Cover{Place: p.Ref(), Households: houses[p.ID], Twice: extra[p.ID], Linked: links[p.ID] - extra[p.ID]}
		if k.Every {
			c.Missing = max(0, c.Households-c.Linked)
		}
		out[i] = c
	}
	return out, err
}

// Gaps is a page of the households that lack a member, or have two.
func (s *Service) Gaps(ctx context.Context, kind, gap string, at kernel.ID, page kernel.Page) (out []Gap, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PageGaps(tx, kind, gap, at, page)
		return err
	})
	return out, next, err
}

// PageGaps is Gaps within a transaction.
func (s *Service) PageGaps(tx *db.ReadTx, kind, gap string, at kernel.ID, page kernel.Page) ([]Gap, string, error) {
	k, err := s.kind(tx, kind)
	if err != nil {
		return nil, "", err
	}
	where, args := "h.to_day = ?", []any{kernel.EndOfTime}
	switch gap {
	case GapMissing:
		if !k.Every {
			return []Gap{}, "", nil
		}
		where, args = where+" AND NOT EXISTS (SELECT 1 FROM {link l} WHERE l.county_id = h.county_id AND l.household_id = h.id AND l.kind = ? AND l.to_day = ?)", append(args, k.ID, kernel.EndOfTime)
	case GapTwice:
		where, args = where+" AND h.id IN (SELECT l.household_id FROM {link l} WHERE l.extra AND l.kind = ?)", append(args, k.ID)
	default:
		return nil, "", kernel.Invalid("gap", "unknown_kind").With("kind", gap)
	}
	if at != 0 {
		w, a, err := s.places.Within(tx, "h", at)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	houses, next, err := s.persons.PageHousesBy(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.gapViews(tx, k.ID, gap, houses)
	return out, next, err
}

func (s *Service) gapViews(tx *db.ReadTx, kind, gap string, houses []person.Household) ([]Gap, error) {
	ids, stamps := make([]kernel.ID, len(houses)), make([]kernel.Stamp, len(houses))
	for i, h := range houses {
		ids[i], stamps[i] = h.ID, h.Stamp
	}
	at, paths, err := s.where(tx, stamps)
	if err != nil {
		return nil, err
	}
	has, err := runningOf(tx, kind, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Gap, len(houses))
	for i, h := range houses {
		out[i] = Gap{Gap: gap, Household: h.HouseholdRef, Place: at[i], Path: paths[i]}
		if out[i].Links, err = s.views(tx, has[h.ID]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Members is a page of those who may look after households, with how many each has. With a gap only those with too few or too
// many; such a page may be short though more follow.
func (s *Service) Members(ctx context.Context, kind, gap string, at kernel.ID, page kernel.Page) (out []Member, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PageMembers(tx, kind, gap, at, page)
		return err
	})
	return out, next, err
}

// PageMembers is Members within a transaction.
func (s *Service) PageMembers(tx *db.ReadTx, kind, gap string, at kernel.ID, page kernel.Page) ([]Member, string, error) {
	k, err := s.kind(tx, kind)
	if err != nil {
		return nil, "", err
	}
	where, args := membersWhere(k.Groups, k.Roles, tx.Today())
	if at != 0 {
		w, a, err := s.places.Within(tx, "m", at)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	rows, next, err := pageMembers(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	all, err := s.memberViews(tx, k, rows)
	out := []Member{}
	for _, m := range all {
		if gap == "" || m.Gap == gap {
			out = append(out, m)
		}
	}
	return out, next, err
}

func (s *Service) memberViews(tx *db.ReadTx, k pack.LinkKind, rows []memberRow) ([]Member, error) {
	who, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		who[i], stamps[i] = r.PersonID, r.Stamp
	}
	have, err := loads(tx, k.ID, who)
	if err != nil {
		return nil, err
	}
	at, paths, err := s.where(tx, stamps)
	if err != nil {
		return nil, err
	}
	out := make([]Member, len(rows))
	for i, r := range rows {
		b, _ := s.pack().BodyKind(r.BodyKind)
		role, _ := b.Role(r.Role)
		out[i] = Member{
			PersonID: r.PersonID, PersonName: r.PersonName, Role: role.Name, Group: body.Ref{ID: r.BodyID, Name: r.BodyName}, Place: at[i],
			Path: paths[i], Households: have[r.PersonID], Gap: loadGap(have[r.PersonID], k.Least, k.Most),
		}
	}
	return out, nil
}

// maxPropose bounds the households of one proposal.
const maxPropose = MaxConfirm

// Propose fills the gaps of a village as far as there are members; nothing is saved.
func (s *Service) Propose(ctx context.Context, kind string, village kernel.ID) (Proposal, error) {
	out := Proposal{Pairs: []Proposed{}}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		k, err := s.kind(tx, kind)
		if err != nil {
			return err
		}
		p, err := s.places.Load(tx, village)
		if err != nil {
			return err
		}
		if p.Level < kernel.LevelVillage {
			return kernel.Invalid("place", "choose_a_village")
		}
		var houses []person.Household
		if houses, err = s.waiting(tx, k, village); err != nil {
			return err
		}
		seats, err := s.seats(tx, k, p)
		if err != nil {
			return err
		}
		out, err = s.propose(tx, k, houses, seats)
		return err
	})
	return out, err
}

// waiting reads the households of a place that have no member.
func (s *Service) waiting(tx *db.ReadTx, k pack.LinkKind, at kernel.ID) ([]person.Household, error) {
	w, args, err := s.places.Within(tx, "h", at)
	if err != nil {
		return nil, err
	}
	where := "h.to_day = ? AND NOT EXISTS (SELECT 1 FROM {link l} WHERE l.county_id = h.county_id AND l.household_id = h.id AND l.kind = ? AND l.to_day = ?) AND " + w
	args = append([]any{kernel.EndOfTime, k.ID, kernel.EndOfTime}, args...)
	var out []person.Household
	page := kernel.Page{Limit: kernel.MaxLimit}
	for {
		part, next, err := s.persons.PageHousesBy(tx, where, args, page)
		out = append(out, part...)
		if err != nil || next == "" || len(out) >= maxPropose {
			return out[:min(len(out), maxPropose)], err
		}
		page.Cursor = next
	}
}

// seats are the members of the village's groups with what they have.
func (s *Service) seats(tx *db.ReadTx, k pack.LinkKind, at place.Place) ([]seat, error) {
	where, args := membersWhere(k.Groups, k.Roles, tx.Today())
	w, a := atVillage("m", place.Place{ID: at.Stamp.VillageID})
	rows, err := selectMembers(tx, where+" AND "+w, append(args, a...)...)
	if err != nil {
		return nil, err
	}
	who := make([]kernel.ID, len(rows))
	for i, r := range rows {
		who[i] = r.PersonID
	}
	have, err := loads(tx, k.ID, who)
	if err != nil {
		return nil, err
	}
	homes, err := s.persons.LoadMany(tx, who)
	if err != nil {
		return nil, err
	}
	gone, err := s.persons.Gone(tx, who)
	var out []seat
	for _, r := range rows {
		if _, is := gone[r.PersonID]; is {
			continue
		}
		x := seat{person: r.PersonID, group: r.BodyID, name: r.PersonName, at: []kernel.Stamp{r.Stamp}, load: have[r.PersonID]}
		if p, ok := homes[r.PersonID]; ok {
			x.at = append(x.at, p.Stamp)
		}
		out = append(out, x)
	}
	return out, err
}

func (s *Service) propose(tx *db.ReadTx, k pack.LinkKind, list []person.Household, seats []seat) (Proposal, error) {
	houses, stamps, groups := make([]house, len(list)), make([]kernel.Stamp, len(list)), make([]kernel.ID, len(seats))
	for i, h := range list { // in the order of their codes, as PageHousesBy gives them
		houses[i], stamps[i] = house{h.ID, h.Code, h.Stamp}, h.Stamp
	}
	for i, x := range seats {
		groups[i] = x.group
	}
	at, _, err := s.where(tx, stamps)
	if err != nil {
		return Proposal{}, err
	}
	names, err := s.bodies.Named(tx, groups)
	pairs, left := match(houses, seats, k.Most)
	out := Proposal{Pairs: make([]Proposed, len(pairs)), Left: left}
	have := map[kernel.ID]int{}
	for _, x := range seats {
		have[x.person] = x.load
	}
	for _, p := range pairs {
		have[seats[p[1]].person]--
	}
	for i, p := range pairs {
		h, x := list[p[0]], seats[p[1]]
		have[x.person]++
		out.Pairs[i] = Proposed{
			Household: h.HouseholdRef, Place: at[p[0]], Member: body.Ref{ID: x.person, Name: x.name}, Group: body.Ref{ID: x.group, Name: names[x.group]},
			Load: have[x.person],
		}
		for _, st := range x.at {
			out.Pairs[i].Near = out.Pairs[i].Near || near(h.Stamp, st)
		}
	}
	return out, err
}
