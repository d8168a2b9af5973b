package body

import (
	"slices"
	"strconv"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// membersPlan is what an import of the register of members will do.
type membersPlan struct {
	sheet   string
	s       *Service
	today   kernel.Day
	arms    []kernel.Arm
	find    *place.Finder
	bodies  map[bodyKey]Body
	members map[kernel.ID][]memberRow // by body
	terms   map[kernel.ID][]Term
	seen    map[memberKey]int
	who     newcomers

	added, changed []*memberRow
	unchanged      int
	bad            []Fault
}

type memberKey struct {
	body, person kernel.ID
	from         kernel.Day
}

func (s *Service) planMembers(tx *db.ReadTx, b book, newID func() kernel.ID) (*membersPlan, error) {
	return s.planMembersOf(tx, memberSheetName, b[memberSheetName], newID)
}

// planMembersOf is planMembers of another sheet of the same columns, for bodies of some kinds only (none: all).
func (s *Service) planMembersOf(tx *db.ReadTx, sheetName string, records []record, newID func() kernel.ID, kinds ...string) (*membersPlan, error) {
	p := &membersPlan{
		sheet: sheetName, s: s, today: tx.Today(), arms: tx.Actor().Arms, bodies: map[bodyKey]Body{},
		members: map[kernel.ID][]memberRow{}, terms: map[kernel.ID][]Term{}, seen: map[memberKey]int{},
	}
	var err error
	if p.find, err = s.places.Finder(tx); err != nil {
		return p, err
	}
	list, err := selectBodyRows(tx, "b.to_day >= ?", tx.Today())
	if err != nil {
		return p, err
	}
	for _, x := range list {
		if len(kinds) == 0 || slices.Contains(kinds, x.Kind) {
			p.bodies[bodyKey{x.PlaceID, x.Name}] = x
		}
	}
	rows, err := selectMemberRows(tx, "TRUE")
	if err != nil {
		return p, err
	}
	for _, m := range rows {
		p.members[m.BodyID] = append(p.members[m.BodyID], m)
	}
	terms, err := selectTerms(tx, "TRUE")
	if err != nil {
		return p, err
	}
	for i := range terms {
		p.terms[terms[i].BodyID] = append(p.terms[terms[i].BodyID], terms[i].term())
	}
	known, err := s.persons.Finder(tx, person.SaidIn(records))
	if err != nil {
		return p, err
	}
	p.who = meet(known, newID)
	for _, rec := range records {
		p.line(tx, rec)
	}
	return p, nil
}

func (p *membersPlan) fault(rec record, key, code string, args ...string) {
	f := Fault{Sheet: p.sheet, Row: rec.Row, Column: titleOf(memberSheet(), key), Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	p.bad = append(p.bad, f)
}

// line checks one row. What it leaves empty stays as it is.
func (p *membersPlan) line(tx *db.ReadTx, rec record) {
	at, code, args := p.find.Find(rec.Get("code"))
	if code != "" {
		p.fault(rec, "code", code, args...)
		return
	}
	b, ok := p.bodies[bodyKey{at.ID, rec.Get("body")}]
	if !ok {
		p.fault(rec, "body", "unknown_body", "value", rec.Get("body"), "place", at.Name)
		return
	}
	before := len(p.bad)
	name, err := person.CleanName(rec.Get("name"))
	if err != nil {
		p.fault(rec, "name", "bad_name")
	}
	k, _ := p.s.pack().BodyKind(b.Kind)
	role, err := cleanRole(k, rec.Get("role"))
	if err != nil {
		p.fault(rec, "role", "unknown_role", "value", rec.Get("role"), "kind", k.Name)
	}
	if rec.Get("from") != "" && rec.Get("to") != "" && rec.Get("to") < rec.Get("from") {
		p.fault(rec, "to", "ends_before_it_begins")
	}
	if len(p.bad) > before {
		return
	}
	id, code := p.who.find(name, rec.Get("phone"), at, func(id kernel.ID) bool {
		return slices.ContainsFunc(p.members[b.ID], func(m memberRow) bool { return m.PersonID == id })
	})
	if code != "" {
		p.fault(rec, "phone", code, "name", name)
		return
	}
	p.settle(tx, rec, b, memberRow{PersonID: id, PersonName: name, Role: role, FromDay: kernel.Day(rec.Get("from")), ToDay: kernel.Day(rec.Get("to")), Allowed: rec.Get("allowed")})
}

// settle compares the row with the memberships: the same start, else the one that still runs.
func (p *membersPlan) settle(tx *db.ReadTx, rec record, b Body, want memberRow) {
	old, known := pickMember(p.members[b.ID], want, p.today)
	next := old
	if !known {
		next = memberRow{Stamp: b.Stamp, PersonID: want.PersonID, PersonName: want.PersonName, FromDay: p.today, ToDay: kernel.EndOfTime}
	}
	if want.Role != "" {
		next.Role = want.Role
	}
	if want.FromDay != "" {
		next.FromDay = want.FromDay
	}
	if want.ToDay != "" {
		next.ToDay = want.ToDay
	}
	if want.Allowed != "" {
		next.Allowed = want.Allowed
	}
	key := memberKey{b.ID, want.PersonID, next.FromDay}
	switch first := p.seen[key]; {
	case next.ToDay < next.FromDay:
		p.fault(rec, "to", "ends_before_it_begins")
		return
	case first != 0:
		p.fault(rec, "name", "duplicate_row", "first_row", strconv.Itoa(first))
		return
	}
	p.seen[key] = rec.Row
	if known && next.Role == old.Role && next.FromDay == old.FromDay && next.ToDay == old.ToDay && next.Allowed == old.Allowed {
		p.unchanged++
		return
	}
	if !covered(p.arms, b.Stamp, tx.County()) {
		p.fault(rec, "code", "out_of_scope")
		return
	}
	if known {
		p.changed = append(p.changed, &next)
		return
	}
	next.TermID = termAt(p.terms[b.ID], next.FromDay).ID
	p.added = append(p.added, &next)
}

// pickMember finds the membership that a row speaks of.
func pickMember(list []memberRow, want memberRow, today kernel.Day) (memberRow, bool) {
	var open memberRow
	found := false
	for _, m := range list {
		if m.PersonID != want.PersonID {
			continue
		}
		if m.FromDay == want.FromDay {
			return m, true
		}
		if m.ToDay >= today && !found {
			open, found = m, true
		}
	}
	return open, found
}

// Counts says what the import does.
func (p *membersPlan) Counts() counts {
	return counts{{Sheet: p.sheet, New: len(p.added), Changed: len(p.changed), Unchanged: p.unchanged}}
}

// Faults says what is wrong with the sheet.
func (p *membersPlan) Faults() []Fault { return p.bad }

// Steps is the number of rows that Carry saves.
func (p *membersPlan) Steps() int { return len(p.who.fresh) + len(p.added) + len(p.changed) }

// Carry saves the plan: new persons first, then memberships.
func (p *membersPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	if err := inParts(p.who.fresh, step, func(part []person.Entry) error { return p.s.persons.AddAll(tx, part) }); err != nil {
		return err
	}
	if err := inParts(p.added, step, func(part []*memberRow) error { return tx.InsertAll(part) }); err != nil {
		return err
	}
	for _, r := range p.changed {
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	return nil
}

// newcomers tells whom a row of a sheet speaks of, and enters who is not there yet.
type newcomers struct {
	known    *person.Finder
	newID    func() kernel.ID
	byNumber map[string]kernel.ID // new persons, by name and number
	entered  map[string]kernel.ID // new persons without a number, by name and place
	fresh    []person.Entry
}

func meet(known *person.Finder, newID func() kernel.ID) newcomers {
	return newcomers{known: known, newID: newID, byNumber: map[string]kernel.ID{}, entered: map[string]kernel.ID{}}
}

// find: the same name with the same number is the same person; a masked number or none means somebody who is there, first
// of all who is at home in the list already (here), then who lives in the village; else the row enters a new person. The
// code says why nobody can be told.
func (f *newcomers) find(name, number string, at place.Place, here func(kernel.ID) bool) (id kernel.ID, code string) {
	masked := person.IsMasked(number)
	if number != "" && !masked {
		clean, err := person.CleanPhone(number)
		if err != nil {
			return 0, "bad_phone"
		}
		if p, ok := f.known.ByPhone(name, clean); ok {
			return p.ID, ""
		}
		mark := name + "\n" + clean
		if f.byNumber[mark] == 0 {
			f.byNumber[mark] = f.enter(name, clean, at)
		}
		return f.byNumber[mark], ""
	}
	var fit []person.Person
	for _, p := range f.known.Named(name) {
		if !masked || p.Phone == number {
			fit = append(fit, p)
		}
	}
	for _, close := range []func(person.Person) bool{
		func(p person.Person) bool { return here(p.ID) },
		func(p person.Person) bool { return at.Stamp.VillageID != 0 && p.Stamp.VillageID == at.Stamp.VillageID },
		func(person.Person) bool { return masked },
	} {
		near := slices.DeleteFunc(slices.Clone(fit), func(p person.Person) bool { return !close(p) })
		switch len(near) {
		case 0:
		case 1:
			return near[0].ID, ""
		default:
			return 0, "ambiguous_person"
		}
	}
	if masked {
		return 0, "masked_phone_unknown"
	}
	mark := name + "\n" + at.Code
	if f.entered[mark] == 0 {
		f.entered[mark] = f.enter(name, "", at)
	}
	return f.entered[mark], ""
}

func (f *newcomers) enter(name, phone string, at place.Place) kernel.ID {
	id := f.newID()
	f.fresh = append(f.fresh, person.Entry{ID: id, Name: name, Phone: phone, Home: at})
	return id
}
