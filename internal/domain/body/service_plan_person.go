package body

import (
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// person finds who the row speaks of: the same name with the same number is the same person; a masked number or none
// means somebody who is there already, first of all the holder of this very post; else the row enters a new person.
func (p *plan) person(l OfficerLine, key slot, at place.Place, name string) (kernel.ID, bool) {
	if person.IsMasked(l.Phone) {
		return p.masked(l, key, name)
	}
	phone, err := person.CleanPhone(l.Phone)
	if err != nil {
		p.fault(l, colPhone, "bad_phone")
		return 0, false
	}
	if phone == "" {
		return p.numberless(l, key, at, name)
	}
	if who, ok := p.known.ByPhone(name, phone); ok {
		return who.ID, true
	}
	mark := name + "\n" + phone
	if id, ok := p.byNumber[mark]; ok {
		return id, true
	}
	id := kernel.ID(0)
	for _, a := range p.held[key] { // the holder of this post, entered without a number so far
		who, ok := p.known.ByID(a.PersonID)
		if ok && who.Name == name && who.PhoneIndex == "" && p.places.MayChange(place.Place{Stamp: who.Stamp}) {
			id = a.PersonID
			p.phones = append(p.phones, person.Entry{ID: id, Phone: phone})
			break
		}
	}
	if id == 0 {
		id = p.enter(name, phone, at)
	}
	p.byNumber[mark] = id
	return id, true
}

func (p *plan) enter(name, phone string, at place.Place) kernel.ID {
	id := p.newID()
	p.persons = append(p.persons, person.Entry{ID: id, Name: name, Phone: phone, Home: at})
	return id
}

// masked finds a person by name and the digits that a masked number still shows.
func (p *plan) masked(l OfficerLine, key slot, name string) (kernel.ID, bool) {
	var fit []kernel.ID
	for _, k := range p.known.Named(name) {
		if k.Phone == l.Phone {
			fit = append(fit, k.ID)
		}
	}
	if len(fit) > 1 {
		if here := slices.DeleteFunc(slices.Clone(fit), func(id kernel.ID) bool { return !p.holds(key, id) }); len(here) == 1 {
			fit = here
		}
	}
	switch len(fit) {
	case 1:
		return fit[0], true
	case 0:
		p.fault(l, colPhone, "masked_phone_unknown", "name", name)
	default:
		p.fault(l, colName, "ambiguous_person", "name", name)
	}
	return 0, false
}

// numberless finds a person by name alone: who holds this post under that name, else who lives at the place.
func (p *plan) numberless(l OfficerLine, key slot, at place.Place, name string) (kernel.ID, bool) {
	for _, a := range p.held[key] {
		if a.PersonName == name {
			return a.PersonID, true
		}
	}
	var fit []kernel.ID
	for _, k := range p.known.AtHome(name, at.ID) {
		fit = append(fit, k.ID)
	}
	if len(fit) > 1 {
		p.fault(l, colName, "ambiguous_person", "name", name)
		return 0, false
	}
	if len(fit) == 1 {
		return fit[0], true
	}
	mark := name + "\n" + at.Code
	if p.fresh[mark] == 0 {
		p.fresh[mark] = p.enter(name, "", at)
	}
	return p.fresh[mark], true
}

func (p *plan) holds(key slot, id kernel.ID) bool {
	return slices.ContainsFunc(p.held[key], func(a Appointment) bool { return a.PersonID == id })
}
