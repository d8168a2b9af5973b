package person

import (
	"cmp"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// happen does what the kind of event does.
func (a *act) happen() error {
	switch a.n.Kind {
	case KindBirth:
		return a.birth()
	case KindMoveIn:
		return a.moveIn()
	case KindTransfer:
		return a.transfer()
	case KindDeath:
		return a.death()
	case KindMoveOut:
		return a.moveOut()
	case KindSplit:
		return a.split()
	case KindMerge:
		return a.merge()
	case KindHead:
		if a.n.HeadID == 0 {
			return kernel.Invalid("head_id", "required")
		}
		a.e.PersonID = a.n.HeadID
		if a.h.HeadID == a.n.HeadID {
			return kernel.Conflict("head_already")
		}
		return a.rehead(a.h, a.n.HeadID)
	case KindCorrect:
		return a.correct()
	}
	return kernel.Invalid("kind", "unknown_kind").With("kind", a.n.Kind)
}

func (a *act) birth() error {
	m := a.n.Member
	if m == nil || m.Person == nil {
		return kernel.Invalid("member", "required")
	}
	if m.Relation == Head {
		return kernel.Invalid("relation", "second_head")
	}
	d := *m.Person
	if number, err := kernel.CleanIDNumber(d.IDNumber, a.tx.Today()); err != nil {
		return err
	} else if number != "" && BirthOf(number) != a.n.Day || d.Birth != "" && d.Birth != a.n.Day {
		return kernel.Invalid("birth", "birth_differs").With("number_says", string(cmp.Or(d.Birth, a.n.Day)))
	}
	d.Birth = a.n.Day
	return a.come(NewMember{Person: &d, Relation: m.Relation, Registered: m.Registered, Lives: m.Lives})
}

func (a *act) moveIn() error {
	if a.n.Member == nil {
		return kernel.Invalid("member", "required")
	}
	return a.come(*a.n.Member)
}

// come takes somebody in: a person who is in no household, or one to be entered.
func (a *act) come(m NewMember) error {
	id := m.PersonID
	if id == 0 {
		if m.Person == nil {
			return kernel.Invalid("member", "required")
		}
		home, err := a.s.places.Load(a.tx.ReadTx, a.h.PlaceID)
		if err != nil {
			return err
		}
		r, err := a.s.enter(a.tx, *m.Person, home)
		if err != nil {
			return err
		}
		id = r.ID
		a.detail.name(r)
		a.detail.Made["person"] = append(a.detail.Made["person"], id)
	} else if err := a.welcome(id); err != nil {
		return err
	}
	if a.e.PersonID == 0 {
		a.e.PersonID = id
	}
	return a.join(a.h, id, m.Relation, m.Registered, m.Lives)
}

// welcome moves a person of the register, who must live and be in no household of the county, to where the household is.
func (a *act) welcome(id kernel.ID) error {
	held, err := selectOpen(whole(a.tx.ReadTx), []kernel.ID{id})
	if err != nil {
		return err
	}
	if len(held) > 0 {
		return kernel.Conflict("in_another_household")
	}
	err = a.changePerson(id, func(r *personRow) error {
		if r.DiedDay != "" {
			return kernel.Conflict("person_died").With("name", r.Name)
		}
		r.PlaceID, r.Stamp, r.LeftDay = a.h.PlaceID, a.h.Stamp, ""
		return nil
	})
	return err
}

// bring moves members of one household into another.
func (a *act) bring(from, to *houseRow, persons []Kin) error {
	var keep []memberRow
	for _, k := range persons {
		m, err := a.member(from.ID, k.PersonID)
		if err != nil {
			return err
		}
		keep = append(keep, *m)
		if err := a.leave(m); err != nil {
			return err
		}
	}
	for i, k := range persons {
		if err := a.home(k.PersonID, to); err != nil {
			return err
		}
		if err := a.join(to, k.PersonID, k.Relation, keep[i].Registered, keep[i].Lives); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) transfer() error {
	a.e.PersonID = a.n.Persons[0].PersonID
	return a.bring(a.house(a.e.OtherID), a.h, a.n.Persons)
}

func (a *act) death() error {
	m, err := a.member(a.h.ID, a.n.PersonID)
	if err != nil {
		return err
	}
	a.e.PersonID = a.n.PersonID
	if err := a.changePerson(a.n.PersonID, func(r *personRow) error {
		r.DiedDay = a.n.Day
		return nil
	}); err != nil {
		return err
	}
	return a.leave(m)
}

func (a *act) moveOut() error {
	if len(a.n.Persons) == 0 {
		return kernel.Invalid("persons", "required")
	}
	a.e.PersonID = a.n.Persons[0].PersonID
	for _, k := range a.n.Persons {
		m, err := a.member(a.h.ID, k.PersonID)
		if err != nil {
			return err
		}
		if err := a.changePerson(k.PersonID, func(r *personRow) error {
			r.LeftDay = a.n.Day
			return nil
		}); err != nil {
			return err
		}
		if err := a.leave(m); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) split() error {
	if len(a.n.Persons) == 0 {
		return kernel.Invalid("persons", "required")
	}
	if len(a.n.Persons) >= len(a.stay[a.h.ID]) {
		return kernel.Conflict("split_takes_all")
	}
	place, err := a.s.places.LoadOpen(a.tx.ReadTx, cmp.Or(a.n.PlaceID, a.h.PlaceID))
	if err != nil {
		return err
	}
	code, err := a.s.nextCode(a.tx, place)
	if err != nil {
		return err
	}
	h := &houseRow{
		Row: db.Row{ID: a.tx.NewID()}, Stamp: place.Stamp, Code: code, PlaceID: place.ID, Kind: a.h.Kind, Address: a.h.Address,
		FromDay: a.n.Day, ToDay: kernel.EndOfTime, Came: KindSplit,
	}
	if err := a.found(h); err != nil {
		return err
	}
	a.e.OtherID = h.ID
	if err := a.bring(a.h, h, a.n.Persons); err != nil {
		return err
	}
	return a.link(a.h, h)
}

// found stores a new household.
func (a *act) found(h *houseRow) error {
	if err := a.tx.Insert(h); err != nil {
		return err
	}
	tallyHouse(a.tx, h, 1)
	a.houses = append(a.houses, h)
	a.detail.Made["house"] = append(a.detail.Made["house"], h.ID)
	return nil
}

func (a *act) link(from, into *houseRow) error {
	l := &linkRow{Row: db.Row{ID: a.tx.NewID()}, Stamp: a.h.Stamp, FromID: from.ID, IntoID: into.ID, Kind: a.n.Kind, Day: a.n.Day, EventID: a.e.ID}
	a.detail.Made["link"] = append(a.detail.Made["link"], l.ID)
	return a.tx.Insert(l)
}

// merge brings everybody of the other household here; whose relation is not told keeps none.
func (a *act) merge() error {
	other := a.house(a.e.OtherID)
	told := map[kernel.ID]string{}
	for _, k := range a.n.Persons {
		told[k.PersonID] = k.Relation
	}
	var all []Kin
	for _, m := range a.stay[other.ID] {
		all = append(all, Kin{m.PersonID, told[m.PersonID]})
	}
	if err := a.bring(other, a.h, all); err != nil {
		return err
	}
	return a.link(other, a.h)
}

// rehead makes a member the head and states the others' relations anew: as told, else as they follow, else open.
func (a *act) rehead(h *houseRow, head kernel.ID) error {
	next, err := a.member(h.ID, head)
	if err != nil {
		return kernel.Invalid("head_id", "not_a_member")
	}
	told := map[kernel.ID]string{}
	for _, k := range a.n.Kin {
		told[k.PersonID] = k.Relation
	}
	was := next.Relation
	var rows []*memberRow
	rows = append(rows, a.stay[h.ID]...)
	persons, err := selectPersons(a.tx.ReadTx, memberIDs(rows))
	if err != nil {
		return err
	}
	for _, m := range rows {
		relation := Head
		if m.PersonID != head {
			r, ok := told[m.PersonID]
			if !ok && persons[m.PersonID] != nil {
				r = Relate(was, m.Relation, persons[m.PersonID].Sex)
			}
			if r == Head {
				return kernel.Invalid("relation", "second_head")
			}
			relation = r
		}
		if m.EventIn == a.e.ID { // joins by this very event
			m.Relation = relation
			continue
		}
		if relation == m.Relation {
			continue
		}
		if err := a.leave(m); err != nil {
			return err
		}
		if err := a.join(h, m.PersonID, relation, m.Registered, m.Lives); err != nil {
			return err
		}
	}
	return nil
}

func memberIDs(rows []*memberRow) []kernel.ID {
	out := make([]kernel.ID, len(rows))
	for i, m := range rows {
		out[i] = m.PersonID
	}
	return out
}
