package body

import (
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Records are the posts and memberships of a person, past ones too, within a transaction.
func (s *Service) Records(tx *db.ReadTx, person kernel.ID) (PersonDetail, error) {
	var out PersonDetail
	var err error
	if out.Appointments, err = selectAppointments(tx, "a.person_id = ?", person); err != nil {
		return out, err
	}
	if err = s.dress(tx, out.Appointments); err != nil {
		return out, err
	}
	out.Memberships, err = s.memberships(tx, person)
	return out, err
}

// Label is a post in words: 城关镇 网格长.
func (s *Service) Label(a Appointment) string { return s.label(a) }

// Named reads the names of bodies; those out of sight have none.
func (s *Service) Named(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]string, error) {
	list, err := selectBodies(tx, ids)
	out := make(map[kernel.ID]string, len(list))
	for id, b := range list {
		out[id] = b.Name
	}
	return out, err
}

// LoadBody reads a body by id.
func (s *Service) LoadBody(tx *db.ReadTx, id kernel.ID) (Body, error) {
	list, err := selectBodies(tx, []kernel.ID{id})
	b, ok := list[id]
	if err == nil && !ok {
		err = kernel.NotFound("body").With("id", id.String())
	}
	return b, err
}

// Person reads a person by id.
func (s *Service) Person(tx *db.ReadTx, id kernel.ID) (person.Person, error) {
	return s.persons.Load(tx, id)
}

// Team reads a body and who belonged to it on a day, by membership or by a post in it.
func (s *Service) Team(tx *db.ReadTx, id kernel.ID, day kernel.Day) (Body, []Ref, error) {
	var r bodyRow
	if err := tx.Get(&r, id); err != nil {
		return Body{}, nil, err
	}
	members, err := selectMemberRows(tx, "m.body_id = ? AND m.from_day <= ? AND m.to_day >= ?", id, day, day)
	if err != nil {
		return Body{}, nil, err
	}
	posts, err := selectAppointments(tx, "a.body_id = ? AND a.from_day <= ? AND a.to_day >= ?", id, day, day)
	out := []Ref{}
	for _, m := range members {
		out = append(out, Ref{m.PersonID, m.PersonName})
	}
	for _, a := range posts {
		out = append(out, Ref{a.PersonID, a.PersonName})
	}
	return r.body(), out, err
}

// TeamsOf reads the bodies of some kinds that exist today, at most so many, with who belongs to them by membership or by a post.
func (s *Service) TeamsOf(tx *db.ReadTx, kinds []string, limit int) ([]Body, map[kernel.ID][]Ref, error) {
	out := map[kernel.ID][]Ref{}
	if len(kinds) == 0 {
		return nil, out, nil
	}
	day := tx.Today()
	in, args := marks(kinds)
	list, err := someBodies(tx, limit, "b.kind IN ("+in+") AND b.from_day <= ? AND b.to_day >= ?", append(args, day, day)...)
	if err != nil || len(list) == 0 {
		return list, out, err
	}
	ids := make([]kernel.ID, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	in, args = place.Among("m.body_id", ids)
	members, err := selectMemberRows(tx, in+" AND m.from_day <= ? AND m.to_day >= ?", append(args, day, day)...)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range members {
		out[m.BodyID] = append(out[m.BodyID], Ref{m.PersonID, m.PersonName})
	}
	in, args = place.Among("a.body_id", ids)
	posts, err := selectAppointments(tx, in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, day, day)...)
	for _, a := range posts {
		if r := (Ref{a.PersonID, a.PersonName}); !slices.Contains(out[a.BodyID], r) {
			out[a.BodyID] = append(out[a.BodyID], r)
		}
	}
	return list, out, err
}

// AtByName finds a body that exists today at a place by its name; 0 where there is none.
func (s *Service) AtByName(tx *db.ReadTx, at kernel.ID, name string) (kernel.ID, error) {
	list, err := selectBodyRows(tx, "b.place_id = ? AND b.name = ? AND b.to_day >= ?", at, name, tx.Today())
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0].ID, nil
}

// PlaceCodes are the codes of the places of bodies.
func (s *Service) PlaceCodes(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]string, error) {
	bodies, err := selectBodies(tx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Body, 0, len(bodies))
	for _, b := range bodies {
		list = append(list, b)
	}
	places, err := s.codesOf(tx, list)
	out := make(map[kernel.ID]string, len(bodies))
	for id, b := range bodies {
		out[id] = places[b.PlaceID].Code
	}
	return out, err
}
