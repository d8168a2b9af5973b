package body

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Ties reads what binds a person: seats, relatives, and what of it a rule bars.
func (s *Service) Ties(ctx context.Context, person kernel.ID) (Ties, error) {
	var out Ties
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := s.persons.Load(tx, person); err != nil {
			return err
		}
		kin, err := selectKin(tx, []kernel.ID{person})
		if err != nil {
			return err
		}
		if out.Kin, err = s.kinships(tx, person, kin); err != nil {
			return err
		}
		who := []kernel.ID{person}
		for _, k := range out.Kin {
			if k.Near {
				who = append(who, k.PersonID)
			}
		}
		seats, err := s.seatsHeld(tx, who, tx.Today())
		if err != nil {
			return err
		}
		out.Seats, out.Clashes = []Seat{}, []Clash{}
		for _, x := range seats {
			if x.PersonID == person {
				out.Seats = append(out.Seats, x)
			}
		}
		out.Heads = headships(seats, person)
		for _, c := range clashes(s.pack(), tx.Today(), seats, nearKin(s.pack(), tx.Today(), relations(kin))) {
			if c.One.PersonID == person || c.Other.PersonID == person {
				out.Clashes = append(out.Clashes, c)
			}
		}
		return nil
	})
	return out, err
}

// seatsHeld lists the seats of persons on a day, in the bodies that the actor may see.
func (s *Service) seatsHeld(tx *db.ReadTx, who []kernel.ID, day kernel.Day) ([]Seat, error) {
	in, args := place.Among("m.person_id", who)
	members, err := selectMemberRows(tx, in+" AND m.from_day <= ? AND m.to_day >= ?", append(args, day, day)...)
	if err != nil {
		return nil, err
	}
	in, args = place.Among("a.person_id", who)
	posts, err := selectAppointments(tx, in+" AND a.body_id <> 0 AND a.from_day <= ? AND a.to_day >= ?", append(args, day, day)...)
	if err != nil {
		return nil, err
	}
	var ids []kernel.ID
	for _, m := range members {
		ids = append(ids, m.BodyID)
	}
	for _, a := range posts {
		ids = append(ids, a.BodyID)
	}
	bodies, err := selectBodies(tx, ids)
	for id, b := range bodies {
		if !b.Open(day) {
			delete(bodies, id)
		}
	}
	return s.seatsOf(bodies, members, posts), err
}

// kinships turns rows into what the others are to the person.
func (s *Service) kinships(tx *db.ReadTx, person kernel.ID, rows []kinRow) ([]Kinship, error) {
	out := make([]Kinship, len(rows))
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		d, _ := s.pack().KinRelation(r.Relation)
		out[i] = Kinship{ID: r.ID, Rev: r.Rev, PersonID: r.OtherID, Relation: r.Relation, Near: d.Near && d.Valid(tx.Today()), Source: r.Source}
		if r.OtherID == person {
			out[i].PersonID, out[i].Relation = r.PersonID, d.Inverse
		}
		ids[i] = out[i].PersonID
	}
	known, err := s.persons.LoadMany(tx, ids)
	for i := range out {
		out[i].PersonName = known[out[i].PersonID].Name
	}
	return out, err
}

// AddKin enters how somebody is related to a person. Each pair is entered once, from whichever side.
func (s *Service) AddKin(ctx context.Context, person kernel.ID, n NewKinship) (Kinship, error) {
	var out Kinship
	d, ok := s.pack().KinRelation(n.Relation)
	if !ok {
		return out, kernel.Invalid("relation", "unknown_relation").With("relation", n.Relation)
	}
	if person == n.OtherID {
		return out, kernel.Invalid("other_id", "same_person")
	}
	if n.Source = strings.TrimSpace(n.Source); n.Source == "" || utf8.RuneCountInString(n.Source) > 200 {
		return out, kernel.Invalid("source", "required")
	}
	err := s.d.Write(ctx, "body.add_kin", func(tx *db.WriteTx) error {
		who, err := s.persons.Load(tx.ReadTx, person)
		if err != nil {
			return err
		}
		other, err := s.persons.Load(tx.ReadTx, n.OtherID)
		if err != nil {
			return err
		}
		r := &kinRow{Stamp: who.Stamp, PersonID: who.ID, OtherID: other.ID, Relation: d.ID, Source: n.Source}
		if other.ID < who.ID { // one order, so that a pair entered from both sides at once is one row
			r.PersonID, r.OtherID, r.Relation, r.Stamp = other.ID, who.ID, d.Inverse, other.Stamp
			if !covered(tx.Actor().Arms, other.Stamp, tx.County()) {
				return kernel.Forbidden("out_of_scope").With("table", "kin")
			}
		}
		var there []kinRow
		if err := tx.Select(&there, "SELECT k.* FROM {kin k} WHERE k.person_id = ? AND k.other_id = ?", r.PersonID, r.OtherID); err != nil {
			return err
		}
		if len(there) > 0 {
			return kernel.Conflict("kin_already").With("name", other.Name)
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		list, err := s.kinships(tx.ReadTx, who.ID, []kinRow{*r})
		out = list[0]
		return err
	})
	return out, err
}

// RemoveKin takes back a relation that was entered wrongly; the journal keeps it with the reason.
func (s *Service) RemoveKin(ctx context.Context, id kernel.ID, rev int64, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return kernel.Invalid("reason", "required")
	}
	return s.d.Write(ctx, "body.remove_kin", func(tx *db.WriteTx) error {
		tx.Reason(reason)
		r := &kinRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		return tx.Delete(r)
	})
}

// Recuse tells for whose sake a person must stand aside where the others are concerned: the person, and near relatives of
// theirs. Rooms in which something is decided, signed or scored ask it before they let the person act; it is empty when
// nothing stands against it.
func (s *Service) Recuse(tx *db.ReadTx, who kernel.ID, others []kernel.ID) ([]Kinship, error) {
	rows, err := selectKin(tx, []kernel.ID{who})
	if err != nil {
		return nil, err
	}
	all, err := s.kinships(tx, who, rows)
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(all, func(k Kinship) bool { return !k.Near || !slices.Contains(others, k.PersonID) })
	if slices.Contains(others, who) {
		out = append([]Kinship{{PersonID: who, Near: true}}, out...)
	}
	return out, nil
}

// Near is somebody for whose sake a person must stand aside: the person, and near relatives, with what they are known by.
type Near struct {
	ID    kernel.ID
	Name  string
	Phone string
}

// NearOf lists a person and their near relatives, with their numbers in clear: for a comparison, never for an answer.
func (s *Service) NearOf(tx *db.ReadTx, who kernel.ID) ([]Near, error) {
	rows, err := selectKin(tx, []kernel.ID{who})
	if err != nil {
		return nil, err
	}
	all, err := s.kinships(tx, who, rows)
	if err != nil {
		return nil, err
	}
	ids := []kernel.ID{who}
	for _, k := range all {
		if k.Near {
			ids = append(ids, k.PersonID)
		}
	}
	known, err := s.persons.LoadMany(tx, ids)
	if err != nil {
		return nil, err
	}
	numbers, err := s.persons.Numbers(tx, ids, true)
	out := make([]Near, len(ids))
	for i, id := range ids {
		out[i] = Near{ID: id, Name: known[id].Name, Phone: numbers[id].Phone}
	}
	return out, err
}
