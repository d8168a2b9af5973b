package body

import (
	"touyan/internal/domain/person"
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

// Label is a post in words: 昌宁镇 网格长.
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

// Person reads a person by id.
func (s *Service) Person(tx *db.ReadTx, id kernel.ID) (person.Person, error) {
	return s.persons.Load(tx, id)
}
