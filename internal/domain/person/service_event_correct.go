package person

import (
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// correct mends an error of the entry: what it says was so from the start.
func (a *act) correct() error {
	if a.e.Note == "" {
		return kernel.Invalid("note", "required")
	}
	if a.n.House == nil && len(a.n.Fixes) == 0 {
		return kernel.Invalid("fixes", "required")
	}
	if err := a.fixHouse(); err != nil {
		return err
	}
	for _, f := range a.n.Fixes {
		if err := a.fixMember(f); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) fixMember(f MemberFix) error {
	m, err := a.member(a.h.ID, f.PersonID)
	if err != nil {
		return err
	}
	if a.e.PersonID == 0 {
		a.e.PersonID = f.PersonID
	}
	if f.Person != nil {
		if f.Person.PlaceID != nil {
			return kernel.Invalid("place_id", "place_by_move")
		}
		if err := a.changePerson(f.PersonID, func(r *personRow) error { return a.s.apply(a.tx, r, *f.Person) }); err != nil {
			return err
		}
	}
	before := *m
	if f.Relation != nil {
		if (*f.Relation == Head) != (m.Relation == Head) {
			return kernel.Invalid("relation", "head_by_event")
		}
		if m.Relation, err = cleanCode(ListRelation, "relation", *f.Relation); err != nil {
			return err
		}
	}
	if f.Registered != nil {
		m.Registered = *f.Registered
	}
	if f.Lives != nil {
		m.Lives = *f.Lives
	}
	if f.From != nil {
		if _, err := kernel.ParseDay(string(*f.From)); err != nil || *f.From > a.n.Day {
			return kernel.Invalid("from", "bad_day")
		}
		if *f.From < m.FromDay {
			if err := a.afterOthers(m.PersonID, *f.From, m.ID); err != nil {
				return err
			}
		}
		m.FromDay = *f.From
	}
	return a.saveMember(&before, m)
}

func (a *act) fixHouse() error {
	f := a.n.House
	if f == nil {
		return nil
	}
	old := *a.h
	h := a.h
	if f.Kind != nil {
		var err error
		if h.Kind, err = cleanCode(ListKind, "kind", *f.Kind); err != nil {
			return err
		}
	}
	if f.Address != nil {
		if err := a.s.setAddress(h, *f.Address); err != nil {
			return err
		}
	}
	if f.From != nil {
		if _, err := kernel.ParseDay(string(*f.From)); err != nil || *f.From > a.n.Day {
			return kernel.Invalid("from", "bad_day")
		}
		h.FromDay = *f.From
	}
	if f.PlaceID != nil && *f.PlaceID != h.PlaceID {
		place, err := a.s.places.LoadOpen(a.tx.ReadTx, *f.PlaceID)
		if err != nil {
			return err
		}
		if place.Stamp.VillageID != h.VillageID {
			return kernel.Invalid("place_id", "other_village")
		}
		h.PlaceID, h.Stamp = place.ID, place.Stamp
		if err := a.follow(h); err != nil {
			return err
		}
		tallyHouse(a.tx, &old, -1)
		tallyHouse(a.tx, h, 1)
	}
	a.detail.before("house", h.ID, old.image(), h.image())
	return nil
}

// follow lets the members go where their household is.
func (a *act) follow(h *houseRow) error {
	for _, m := range a.stay[h.ID] {
		before := *m
		m.Stamp = h.Stamp
		if err := a.saveMember(&before, m); err != nil {
			return err
		}
		if err := a.home(m.PersonID, h); err != nil {
			return err
		}
	}
	return nil
}

// setAddress seals an address unless it is the one that is there.
func (s *Service) setAddress(h *houseRow, address string) error {
	address = strings.TrimSpace(address)
	if utf8.RuneCountInString(address) > maxAddress {
		return kernel.Invalid("address", "too_long").With("max", "120")
	}
	old, err := s.open(h.Address)
	if err != nil || old == address {
		return err
	}
	h.Address = s.keys.Seal(address)
	return nil
}
