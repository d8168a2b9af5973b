package body

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// oneKin gives the entry that stays the relatives of the one that goes. Those rows themselves stay, because a pair stands in
// the order of its ids; nobody is their own relative, and no relation is entered twice.
func (s *Service) oneKin(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error) {
	theirs, err := selectKin(tx.ReadTx, []kernel.ID{from})
	if err != nil || len(theirs) == 0 {
		return nil, err
	}
	own, err := selectKin(tx.ReadTx, []kernel.ID{into})
	if err != nil {
		return nil, err
	}
	var keep []db.Referring
	known := map[kernel.ID]bool{into: true}
	for _, k := range own {
		known[k.PersonID+k.OtherID-into] = true
	}
	for _, k := range theirs {
		keep = append(keep, db.Referring{Table: "kin", ID: k.ID})
		other, is := k.OtherID, k.Relation // what other is to from
		if other == from {
			d, _ := s.pack().KinRelation(k.Relation)
			other, is = k.PersonID, d.Inverse
		}
		if known[other] {
			continue
		}
		known[other] = true
		if err := s.insertKin(tx, into, other, is, k.Source); err != nil {
			return nil, err
		}
	}
	return keep, nil
}

// insertKin enters what other is to person, in the order of the ids and at the place of the first.
func (s *Service) insertKin(tx *db.WriteTx, person, other kernel.ID, is, source string) error {
	if other < person {
		d, _ := s.pack().KinRelation(is)
		person, other, is = other, person, d.Inverse
	}
	who, err := s.persons.Load(tx.ReadTx, person)
	if err != nil {
		return err
	}
	return tx.Insert(&kinRow{Stamp: who.Stamp, PersonID: person, OtherID: other, Relation: is, Source: source})
}

// onePerson settles what a person holds twice after two entries became one: the same post at the same place, or in the same
// body, on the same days; likewise a membership. The one that began first goes on, as long as either would have; the other
// ends. Taking the merge back restores both.
func (s *Service) onePerson(tx *db.WriteTx, id kernel.ID) error {
	var posts []appointmentRow
	if err := tx.Select(&posts, "SELECT a.* FROM {appointment a} WHERE a.person_id = ? ORDER BY a.from_day, a.id", id); err != nil {
		return err
	}
	for i := range posts {
		b := &posts[i]
		j := slices.IndexFunc(posts[:i], func(a appointmentRow) bool {
			return a.Post == b.Post && a.PlaceID == b.PlaceID && a.BodyID == b.BodyID && a.Topic == b.Topic &&
				a.appointment().span().Overlaps(b.appointment().span())
		})
		if j < 0 {
			continue
		}
		a := &posts[j]
		first, second := settleDouble(kernel.Span{From: a.FromDay, To: a.ToDay}, kernel.Span{From: b.FromDay, To: b.ToDay}, tx.Today())
		if a.ToDay != first {
			a.ToDay = first
			if err := tx.Update(a); err != nil {
				return err
			}
		}
		if b.ToDay != second {
			b.ToDay = second
			if err := tx.Update(b); err != nil {
				return err
			}
		}
	}
	return s.oneMember(tx, id)
}

func (s *Service) oneMember(tx *db.WriteTx, id kernel.ID) error {
	var list []memberRow
	if err := tx.Select(&list, "SELECT m.* FROM {member m} WHERE m.person_id = ? ORDER BY m.from_day, m.id", id); err != nil {
		return err
	}
	for i := range list {
		b := &list[i]
		j := slices.IndexFunc(list[:i], func(a memberRow) bool {
			return a.BodyID == b.BodyID && kernel.Span{From: a.FromDay, To: a.ToDay}.Overlaps(kernel.Span{From: b.FromDay, To: b.ToDay})
		})
		if j < 0 {
			continue
		}
		a := &list[j]
		first, second := settleDouble(kernel.Span{From: a.FromDay, To: a.ToDay}, kernel.Span{From: b.FromDay, To: b.ToDay}, tx.Today())
		if a.ToDay != first {
			a.ToDay = first
			if err := tx.Update(a); err != nil {
				return err
			}
		}
		if b.ToDay != second {
			b.ToDay = second
			if err := tx.Update(b); err != nil {
				return err
			}
		}
	}
	return nil
}
