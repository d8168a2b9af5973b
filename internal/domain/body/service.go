package body

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/text"
)

// Service is the room's verbs.
type Service struct {
	d       *db.DB
	packs   pack.Source
	places  *place.Service
	persons *person.Service

	// Counts tells how the cases of places of one level stand, everything below them included; the room of cases sets it.
	Counts func(tx *db.ReadTx, level kernel.Level, places []kernel.ID) (map[kernel.ID]Counts, error)
	// Accounts finds the accounts of persons; the room of accounts sets it.
	Accounts func(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]Account, error)
	// Left are told, within its Write, when somebody's membership is given a last day.
	Left []func(tx *db.WriteTx, l Leaving) error
	// gone finds those of some persons who have died or moved away, with the day.
	gone func(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]kernel.Day, error)
}

// New makes the service; from then on posts and memberships follow persons who turn out to be one.
func New(d *db.DB, p pack.Source, places *place.Service, persons *person.Service) *Service {
	s := &Service{d: d, packs: p, places: places, persons: persons}
	s.gone = persons.Gone
	places.Follow(s.follow)
	persons.Followers = append(persons.Followers, person.Follower{Before: s.oneKin, After: s.onePerson})
	return s
}

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// CreateBody enters a body at a place.
func (s *Service) CreateBody(ctx context.Context, n NewBody) (Body, error) {
	var out Body
	name, err := place.CleanName(n.Name)
	if err != nil {
		return out, err
	}
	if _, ok := s.pack().BodyKind(n.Kind); !ok {
		return out, kernel.Invalid("kind", "unknown_kind").With("kind", n.Kind)
	}
	err = s.d.Write(ctx, "body.create", func(tx *db.WriteTx) error {
		from, to := n.From, kernel.Day("")
		if err := checkSpan(&from, &to, tx.Today()); err != nil {
			return err
		}
		at, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		if err := s.checkParent(tx, 0, n.ParentID); err != nil {
			return err
		}
		r := &bodyRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: at.Stamp, Kind: n.Kind, Name: name, ParentID: n.ParentID, PlaceID: at.ID,
			FromDay: from, ToDay: kernel.EndOfTime,
		}
		r.BodyID = r.ID
		if err := s.base(tx.ReadTx, r, n.BasedBodyID, n.BasedPlaceID); err != nil {
			return err
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := indexBody(tx, r); err != nil {
			return err
		}
		out, err = s.bodyView(tx.ReadTx, r.body())
		return err
	})
	return out, err
}

// checkParent refuses a body above that is not there, ended, or below the body itself.
func (s *Service) checkParent(tx *db.WriteTx, self, parent kernel.ID) error {
	for depth := 0; parent != 0; depth++ {
		if parent == self || depth > 20 {
			return kernel.Invalid("parent_id", "circle")
		}
		var r bodyRow
		if err := tx.Get(&r, parent); err != nil {
			if kernel.KindOf(err) == kernel.KindNotFound && depth > 0 {
				return nil // the rest of the way up lies out of sight
			}
			return err
		}
		if depth == 0 && !r.body().Open(tx.Today()) {
			return kernel.Conflict("body_closed").With("name", r.Name)
		}
		parent = r.ParentID
	}
	return nil
}

// UpdateBody changes name, the body above, or the last day.
func (s *Service) UpdateBody(ctx context.Context, id kernel.ID, c ChangeBody) (Body, error) {
	var out Body
	err := s.d.Write(ctx, "body.update", func(tx *db.WriteTx) error {
		r := &bodyRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != c.Rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := s.applyBody(tx, r, c); err != nil {
			return err
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := indexBody(tx, r); err != nil {
			return err
		}
		var err error
		out, err = s.bodyView(tx.ReadTx, r.body())
		return err
	})
	return out, err
}

func (s *Service) applyBody(tx *db.WriteTx, r *bodyRow, c ChangeBody) error {
	if c.Name != nil {
		name, err := place.CleanName(*c.Name)
		if err != nil {
			return err
		}
		r.Name = name
	}
	if c.ParentID != nil && *c.ParentID != r.ParentID {
		if err := s.checkParent(tx, r.ID, *c.ParentID); err != nil {
			return err
		}
		r.ParentID = *c.ParentID
	}
	if c.BasedBodyID != nil || c.BasedPlaceID != nil {
		body, at := r.BasedBody, r.BasedPlace
		if c.BasedBodyID != nil {
			body = *c.BasedBodyID
		}
		if c.BasedPlaceID != nil {
			at = *c.BasedPlaceID
		}
		if err := s.base(tx.ReadTx, r, body, at); err != nil {
			return err
		}
	}
	if c.To != nil {
		to := *c.To
		if err := checkSpan(&r.FromDay, &to, tx.Today()); err != nil {
			return err
		}
		r.ToDay = stored(to)
	}
	return nil
}

// ListBodies is a page of the bodies that exist today.
func (s *Service) ListBodies(ctx context.Context, f BodyFilter, page kernel.Page) ([]Body, string, error) {
	var out []Body
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageBodies(tx, f, page)
		return err
	})
	return out, next, err
}

// PageBodies is ListBodies within a transaction.
func (s *Service) PageBodies(tx *db.ReadTx, f BodyFilter, page kernel.Page) ([]Body, string, error) {
	where, args := "b.to_day >= ?", []any{tx.Today()}
	if f.Kind != "" {
		where, args = where+" AND b.kind = ?", append(args, f.Kind)
	}
	if f.Parent != 0 {
		where, args = where+" AND b.parent_id = ?", append(args, f.Parent)
	}
	if f.Place != 0 {
		w, a, err := s.places.Within(tx, "b", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	if q := text.Fold(strings.TrimSpace(f.Q)); q != "" {
		ids, err := tx.Search(bodyTable.Name, q, kernel.MaxLimit)
		if err != nil || len(ids) == 0 {
			return []Body{}, "", err
		}
		in, a := place.Among("b.id", ids)
		where, args = where+" AND "+in, append(args, a...)
	}
	list, next, err := s.pageBodies(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	return list, next, s.bodyViews(tx, list)
}

func (s *Service) bodyView(tx *db.ReadTx, b Body) (Body, error) {
	one := []Body{b}
	err := s.bodyViews(tx, one)
	return one[0], err
}

// bodyViews fills in places, the names of the bodies above, the number of members, the last term and who leads: the member
// in the role that heads such a body, else the holder of the first post of the pack that is held in it.
func (s *Service) bodyViews(tx *db.ReadTx, list []Body) error {
	var ids, above, at []kernel.ID
	for _, b := range list {
		ids, at = append(ids, b.ID), append(at, b.PlaceID)
		if b.ParentID != 0 {
			above = append(above, b.ParentID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	placesOf, err := s.places.LoadMany(tx, at)
	if err != nil {
		return err
	}
	parents, err := selectBodies(tx, above)
	if err != nil {
		return err
	}
	members, err := countMembers(tx, ids, tx.Today())
	if err != nil {
		return err
	}
	leaders, err := s.leaders(tx, list, ids)
	if err != nil {
		return err
	}
	for i := range list {
		b := &list[i]
		if p, ok := placesOf[b.PlaceID]; ok {
			b.Place = p.Ref()
		}
		b.ParentName, b.Members, b.Leader = parents[b.ParentID].Name, members[b.ID], leaders[b.ID]
	}
	if err := s.bases(tx, list); err != nil {
		return err
	}
	return s.bodyTerms(tx, list)
}

// leaders names who leads each body today.
func (s *Service) leaders(tx *db.ReadTx, list []Body, ids []kernel.ID) (map[kernel.ID]string, error) {
	out, role := map[kernel.ID]string{}, map[kernel.ID]string{}
	var roles []string
	for _, b := range list {
		k, _ := s.pack().BodyKind(b.Kind)
		if h, ok := k.Head(); ok {
			role[b.ID], roles = h.ID, append(roles, h.ID)
		}
	}
	today := tx.Today()
	in, args := place.Among("m.body_id", ids)
	if len(roles) > 0 {
		slices.Sort(roles)
		m, a := marks(slices.Compact(roles))
		heads, err := selectMemberRows(tx, in+" AND m.role IN ("+m+") AND m.from_day <= ? AND m.to_day >= ?", append(append(args, a...), today, today)...)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			if h.Role == role[h.BodyID] {
				out[h.BodyID] = h.PersonName
			}
		}
	}
	in, args = place.Among("a.body_id", ids)
	officers, err := selectAppointments(tx, in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, today, today)...)
	for _, b := range list {
		if out[b.ID] == "" {
			out[b.ID] = s.leader(officers, b.ID)
		}
	}
	return out, err
}

func (s *Service) leader(officers []Appointment, body kernel.ID) string {
	for _, po := range s.pack().Posts {
		for _, a := range officers {
			if a.BodyID == body && a.Post == po.ID {
				return a.PersonName
			}
		}
	}
	return ""
}
