package body

import (
	"context"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Persons is a page of persons with the posts they hold today.
func (s *Service) Persons(ctx context.Context, f person.Filter, page kernel.Page) ([]PersonView, string, error) {
	var out []PersonView
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PagePersons(tx, f, page)
		return err
	})
	return out, next, err
}

// PagePersons is Persons within a transaction.
func (s *Service) PagePersons(tx *db.ReadTx, f person.Filter, page kernel.Page) ([]PersonView, string, error) {
	list, next, err := s.persons.Page(tx, f, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.personViews(tx, list)
	return out, next, err
}

func (s *Service) personViews(tx *db.ReadTx, list []person.Person) ([]PersonView, error) {
	out := make([]PersonView, len(list))
	if len(list) == 0 {
		return out, nil
	}
	ids := make([]kernel.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	in, args := place.Among("a.person_id", ids)
	held, err := selectAppointments(tx, in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, tx.Today(), tx.Today())...)
	if err != nil {
		return nil, err
	}
	if err := s.dress(tx, held); err != nil {
		return nil, err
	}
	accounts, err := s.accounts(tx, ids)
	if err != nil {
		return nil, err
	}
	labels := map[kernel.ID][]string{}
	for _, a := range held {
		labels[a.PersonID] = append(labels[a.PersonID], s.label(a))
	}
	for i, p := range list {
		_, has := accounts[p.ID]
		out[i] = PersonView{Person: p, HasAccount: has, Posts: labels[p.ID]}
	}
	return out, nil
}

func (s *Service) accounts(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Account, error) {
	if s.Accounts == nil {
		return nil, nil
	}
	return s.Accounts(tx, ids)
}

// label is a post in words: 城关镇 网格长.
func (s *Service) label(a Appointment) string {
	name := a.Post
	if po, ok := s.pack().Post(a.Post); ok {
		name = po.Name
	}
	switch {
	case a.Body != nil:
		return a.Body.Name + " " + name
	case a.Place != nil:
		return a.Place.Name + " " + name
	}
	return name
}

// PersonDetail reads the page of one person.
func (s *Service) PersonDetail(ctx context.Context, id kernel.ID) (PersonDetail, error) {
	var out PersonDetail
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.persons.Load(tx, id)
		if err != nil {
			return err
		}
		views, err := s.personViews(tx, []person.Person{p})
		if err != nil {
			return err
		}
		out.PersonView = views[0]
		if out.Appointments, err = selectAppointments(tx, "a.person_id = ?", id); err != nil {
			return err
		}
		if err := s.dress(tx, out.Appointments); err != nil {
			return err
		}
		if out.Memberships, err = s.memberships(tx, id); err != nil {
			return err
		}
		accounts, err := s.accounts(tx, []kernel.ID{id})
		if a, ok := accounts[id]; ok {
			out.Account = &a
		}
		return err
	})
	return out, err
}

func (s *Service) memberships(tx *db.ReadTx, person kernel.ID) ([]Member, error) {
	list, err := selectMembers(tx, "m.person_id = ?", person)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(list))
	for i, m := range list {
		ids[i] = m.Body.ID
	}
	bodies, err := selectBodies(tx, ids)
	for i := range list {
		b := bodies[list[i].Body.ID]
		list[i].Body.Name, list[i].Kind = b.Name, b.Kind
	}
	return list, err
}
