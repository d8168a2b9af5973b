package body

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

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
