package body

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Places is a page of the open places below parent, each with who answers for it; without a parent, the highest places of
// the actor's scope. With a day it is the structure of that day, without the cases that are open now.
func (s *Service) Places(ctx context.Context, parent kernel.ID, on kernel.Day, page kernel.Page) ([]GridPlace, string, error) {
	var out []GridPlace
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		on, err := place.On(tx, on)
		if err != nil {
			return err
		}
		var list []place.Place
		if parent == 0 {
			list, err = s.places.TopsOn(tx, on)
		} else {
			list, next, err = s.children(tx, parent, on, page)
		}
		if err != nil {
			return err
		}
		out, err = s.gridPlaces(tx, list, on)
		return err
	})
	return out, next, err
}

func (s *Service) children(tx *db.ReadTx, parent kernel.ID, on kernel.Day, page kernel.Page) ([]place.Place, string, error) {
	up, err := s.places.LoadOn(tx, parent, on)
	if err != nil {
		return nil, "", err
	}
	way, err := s.places.WayOn(tx, up, on)
	if err != nil {
		return nil, "", err
	}
	list, next, err := s.places.ChildrenOn(tx, parent, on, page)
	for i := range list {
		list[i].Path = refs(way)
	}
	return list, next, err
}

func refs(list []place.Place) []place.Ref {
	out := make([]place.Ref, len(list))
	for i, p := range list {
		out[i] = p.Ref()
	}
	return out
}

// gridPlaces adds heads, vacancies, children and, for the present, cases to places.
func (s *Service) gridPlaces(tx *db.ReadTx, list []place.Place, on kernel.Day) ([]GridPlace, error) {
	ids := idsOf(list)
	today := cmp.Or(on, tx.Today())
	held, err := atPlaces(tx, ids, today)
	if err != nil {
		return nil, err
	}
	below, err := s.places.CountChildrenOn(tx, ids, on)
	if err != nil {
		return nil, err
	}
	var counts map[kernel.ID]Counts
	if on == "" {
		if counts, err = s.counts(tx, list); err != nil {
			return nil, err
		}
	}
	needs := needsOf(s.pack(), today)
	out := make([]GridPlace, len(list))
	for i, p := range list {
		c := counts[p.ID]
		out[i] = GridPlace{
			Place: p, Heads: s.headsOf(needs, held, p, today), Children: below[p.ID],
			OpenCases: c.Open, SoonCases: c.Soon, OverdueCases: c.Overdue,
			Vacant: p.Open(today) && len(missing(needs, s.pack().PostLevel(p.Level, p.Kind), postsOn(held, p.ID, today))) > 0,
		}
	}
	return out, nil
}

// headsOf lists who answers for a place, in the order of the pack's posts.
func (s *Service) headsOf(needs []need, held []Appointment, p place.Place, day kernel.Day) []Head {
	out := []Head{}
	for _, po := range s.pack().Posts {
		for _, a := range held {
			if a.PlaceID == p.ID && a.BodyID == 0 && a.Post == po.ID && a.On(day) && answers(needs, s.pack().PostLevel(p.Level, p.Kind), po.ID) {
				out = append(out, Head{AppointmentID: a.ID, Post: a.Post, PersonID: a.PersonID, PersonName: a.PersonName})
			}
		}
	}
	return out
}

// counts asks the room of cases, level by level; a village grid has the cases of the group grids that lie in it.
func (s *Service) counts(tx *db.ReadTx, list []place.Place) (map[kernel.ID]Counts, error) {
	if s.Counts == nil || len(list) == 0 {
		return nil, nil
	}
	owner := map[kernel.ID]kernel.ID{}
	byLevel := map[kernel.Level][]kernel.ID{}
	for _, p := range list {
		ids := []kernel.ID{p.ID}
		if p.Level == kernel.LevelGroup {
			inner, err := s.places.Inner(tx, p)
			if err != nil {
				return nil, err
			}
			for _, g := range inner[1:] {
				ids = append(ids, g.ID)
			}
		}
		for _, id := range ids {
			owner[id] = p.ID
		}
		byLevel[p.Level] = append(byLevel[p.Level], ids...)
	}
	out := map[kernel.ID]Counts{}
	for level, ids := range byLevel {
		part, err := s.Counts(tx, level, ids)
		if err != nil {
			return nil, err
		}
		for id, c := range part {
			sum := out[owner[id]]
			out[owner[id]] = Counts{Open: sum.Open + c.Open, Soon: sum.Soon + c.Soon, Overdue: sum.Overdue + c.Overdue}
		}
	}
	return out, nil
}

// PlaceDetail reads the page of one place, as it was on a day.
func (s *Service) PlaceDetail(ctx context.Context, id kernel.ID, on kernel.Day) (PlaceDetail, error) {
	var out PlaceDetail
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		on, err := place.On(tx, on)
		if err != nil {
			return err
		}
		p, err := s.places.LoadOn(tx, id, on)
		if err != nil {
			return err
		}
		way, err := s.places.WayOn(tx, p, on)
		if err != nil {
			return err
		}
		p.Path = refs(way[:len(way)-1])
		grid, err := s.gridPlaces(tx, []place.Place{p}, on)
		if err != nil {
			return err
		}
		day := cmp.Or(on, tx.Today())
		out = PlaceDetail{GridPlace: grid[0], CardPath: "/g/" + p.Code}
		held, err := atPlaces(tx, idsOf(way), day)
		if err != nil {
			return err
		}
		out.Responsible = s.responsible(held, way, day)
		out.Officers = slices.DeleteFunc(slices.Clone(held), func(a Appointment) bool { return a.PlaceID != id || on != "" && !a.On(on) })
		if err := s.dress(tx, out.Officers); err != nil {
			return err
		}
		if out.Bodies, err = s.bodiesAt(tx, id, day); err != nil {
			return err
		}
		duty, err := s.dutyOn(tx, way, day)
		for _, a := range duty {
			out.DutyToday = append(out.DutyToday, Duty{PersonName: a.PersonName, Post: a.Post, ServicePhone: a.ServicePhone})
		}
		return err
	})
	return out, err
}

// bodiesAt names the bodies of a place on a day: those that lie there, and those that lay there until the place changed.
func (s *Service) bodiesAt(tx *db.ReadTx, id kernel.ID, day kernel.Day) ([]Ref, error) {
	here, err := selectStays(tx, day, "s.place_id = ?", id)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(here))
	for i, st := range here {
		ids[i] = st.BodyID
	}
	in, args := place.Among("b.id", ids)
	list, _, err := pageBodies(tx, "(b.place_id = ? OR "+in+") AND b.from_day <= ? AND b.to_day >= ?",
		append(append([]any{id}, args...), day, day), kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return nil, err
	}
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	in, args = place.Among("s.body_id", ids)
	stays, err := selectStays(tx, day, in, args...)
	out := []Ref{}
	for _, b := range list {
		at := b.PlaceID
		if i := slices.IndexFunc(stays, func(st stayRow) bool { return st.BodyID == b.ID }); i >= 0 {
			at = stays[i].PlaceID
		}
		if at == id {
			out = append(out, Ref{ID: b.ID, Name: b.Name})
		}
	}
	return out, err
}

func idsOf(list []place.Place) []kernel.ID {
	out := make([]kernel.ID, len(list))
	for i, p := range list {
		out[i] = p.ID
	}
	return out
}

// Responsible is who answers for a place: those of the place itself, else of the nearest place above that has somebody.
func (s *Service) Responsible(tx *db.ReadTx, p place.Place) ([]HeadAt, error) {
	way, err := s.places.Way(tx, p)
	if err != nil {
		return nil, err
	}
	held, err := atPlaces(tx, idsOf(way), tx.Today())
	return s.responsible(held, way, tx.Today()), err
}

func (s *Service) responsible(held []Appointment, way []place.Place, day kernel.Day) []HeadAt {
	needs := needsOf(s.pack(), day)
	out := []HeadAt{}
	for i := len(way) - 1; i >= 0 && len(out) == 0; i-- {
		for _, h := range s.headsOf(needs, held, way[i], day) {
			out = append(out, HeadAt{Head: h, Place: way[i].Ref()})
		}
	}
	return out
}

// OfficersOn lists the posts held at a place on a day.
func (s *Service) OfficersOn(tx *db.ReadTx, at kernel.ID, day kernel.Day) ([]Appointment, error) {
	held, err := atPlaces(tx, []kernel.ID{at}, day)
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(a Appointment) bool { return !a.On(day) })
	return held, s.dress(tx, held)
}

// Candidates are whom a case at a place may be passed to: the bodies at the place and at those above it, and the officers
// there and in the same village, as far as the actor may see them.
func (s *Service) Candidates(tx *db.ReadTx, p place.Place) ([]Body, []Appointment, error) {
	way, err := s.places.Way(tx, p)
	if err != nil {
		return nil, nil, err
	}
	in, args := place.Among("b.place_id", idsOf(way))
	bodies, _, err := pageBodies(tx, in+" AND b.from_day <= ? AND b.to_day >= ?", append(args, tx.Today(), tx.Today()), kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return nil, nil, err
	}
	if err := s.bodyViews(tx, bodies); err != nil {
		return nil, nil, err
	}
	in, args = place.Among("a.place_id", idsOf(way))
	where := "(" + in + ")"
	if p.Stamp.VillageID != 0 {
		where, args = "("+in+" OR a.village_id = ?)", append(args, p.Stamp.VillageID)
	}
	people, err := selectAppointments(tx, where+" AND a.from_day <= ? AND a.to_day >= ?", append(args, tx.Today(), tx.Today())...)
	if err != nil {
		return nil, nil, err
	}
	return bodies, people, s.dress(tx, people)
}
