package body

import (
	"errors"
	"slices"
	"strconv"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// plan is what an import of a grid workbook will do.
type plan struct {
	places    *place.Plan
	persons   []person.Entry // new ones
	phones    []person.Entry // known persons who get their number
	added     []Appointment
	changed   []Appointment
	unchanged int

	s        *Service
	find     *place.Finder
	newID    func() kernel.ID
	bad      []Fault
	known    *person.Finder
	byNumber map[string]kernel.ID // new persons and those who get their number: name and number
	fresh    map[string]kernel.ID // new persons without a number: name and place
	held     map[slot][]Appointment
	seen     map[rowKey]int
	by       kernel.Actor
}

// slot is a post of a place.
type slot struct {
	place kernel.ID
	post  string
}

type rowKey struct {
	slot
	person kernel.ID
	from   kernel.Day
}

// plan compares the whole workbook with what is there, in memory: a row never asks the database.
func (s *Service) plan(tx *db.ReadTx, w Workbook, newID func() kernel.ID) (*plan, error) {
	p := &plan{
		s: s, newID: newID, byNumber: map[string]kernel.ID{},
		fresh: map[string]kernel.ID{}, held: map[slot][]Appointment{}, seen: map[rowKey]int{},
		by: tx.Actor(),
	}
	var err error
	if p.places, err = s.places.PlanLines(tx, w.PlacesName, w.Places, newID); err != nil || len(w.Officers) == 0 {
		return p, err
	}
	if p.find, err = s.places.Finder(tx); err != nil {
		return p, err
	}
	var said person.Said
	for _, l := range w.Officers {
		said.Names = append(said.Names, l.Name)
	}
	if p.known, err = s.persons.Finder(tx, said); err != nil {
		return p, err
	}
	held, err := selectAppointments(tx, "a.body_id = 0 AND a.topic = ''")
	if err != nil {
		return p, err
	}
	for _, a := range held {
		k := slot{a.PlaceID, a.Post}
		p.held[k] = append(p.held[k], a)
	}
	for _, l := range w.Officers {
		p.line(l, tx.Today())
	}
	return p, nil
}

func (p *plan) counts() ImportCounts {
	return ImportCounts{
		PlacesNew: len(p.places.New), PlacesChanged: len(p.places.Changed), OfficersNew: len(p.added),
		OfficersChanged: len(p.changed), Unchanged: p.places.Unchanged + p.unchanged,
	}
}

func (p *plan) faults() []Fault { return append(slices.Clone(p.places.Faults), p.bad...) }

func (p *plan) steps() int {
	return len(p.places.New) + len(p.places.Changed) + len(p.persons) + len(p.phones) + len(p.added) + len(p.changed)
}

func (p *plan) fault(l OfficerLine, column, code string, args ...string) {
	f := Fault{Sheet: OfficerSheet, Row: l.Row, Column: column, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	p.bad = append(p.bad, f)
}

// line checks one officer's row. What it leaves empty stays as it is.
func (p *plan) line(l OfficerLine, today kernel.Day) {
	before := len(p.bad)
	at, ok := p.place(l)
	if !ok {
		return
	}
	po, ok := p.post(l, at)
	name, err := person.CleanName(l.Name)
	if err != nil {
		p.fault(l, colName, "bad_name")
	}
	service, err := cleanServicePhone(l.ServicePhone)
	if err != nil {
		p.fault(l, colServicePhone, "bad_phone", "value", l.ServicePhone)
	}
	show, given, good := yesNo(l.ShowName)
	if !good {
		p.fault(l, colShowName, "bad_choice", "value", l.ShowName, "choices", "是 / 否")
	}
	if l.From != "" && l.To != "" && l.To < l.From {
		p.fault(l, colTo, "ends_before_it_begins")
	}
	if !ok || len(p.bad) > before {
		return
	}
	key := slot{at.ID, po.ID}
	who, ok := p.person(l, key, at, name)
	if !ok {
		return
	}
	want := Appointment{
		Post: po.ID, PersonID: who, PersonName: name, From: kernel.Day(l.From), To: kernel.Day(l.To), ServicePhone: service,
		ShowName: show, ShowPhone: show, PlaceID: at.ID, Stamp: at.Stamp, ConsentHow: l.Consent,
	}
	p.settle(l, key, at, want, given, today)
}

// place finds where the post is: by the code, also of a place that the workbook itself enters, or by what names one place.
func (p *plan) place(l OfficerLine) (place.Place, bool) {
	at, ok, broken := p.places.ByCode(l.Code)
	switch {
	case broken:
		p.fault(l, colCode, "faulty_place", "code", l.Code)
		return at, false
	case ok:
		return at, true
	}
	at, code, args := p.find.Find(l.Code)
	if code != "" {
		p.fault(l, colCode, code, args...)
		return at, false
	}
	return at, true
}

// post finds the post by its id or name; where several have the name, the one that fits the level.
func (p *plan) post(l OfficerLine, at place.Place) (pack.Post, bool) {
	named := false
	for _, po := range p.s.pack().Posts {
		if po.ID == l.Post || po.Name == l.Post {
			if po.AtLevel(p.s.pack().PostLevel(at.Level, at.Kind)) {
				return po, true
			}
			named = true
		}
	}
	if named {
		p.fault(l, colPost, "post_not_at_level", "post", l.Post, "choices", postsFor(p.s.pack(), p.s.pack().PostLevel(at.Level, at.Kind), ""))
	} else {
		p.fault(l, colPost, "unknown_post", "value", l.Post, "choices", postsFor(p.s.pack(), p.s.pack().PostLevel(at.Level, at.Kind), ""))
	}
	return pack.Post{}, false
}

// settle compares the row with the posts held: the same start, else the one that is still held.
func (p *plan) settle(l OfficerLine, key slot, at place.Place, want Appointment, showGiven bool, today kernel.Day) {
	old, known := pick(p.held[key], want, today)
	if known && want.From == "" {
		want.From = old.From
	}
	if want.From == "" {
		want.From = today
	}
	if want.To != "" && want.To < want.From {
		p.fault(l, colTo, "ends_before_it_begins")
		return
	}
	rk := rowKey{key, want.PersonID, want.From}
	if first := p.seen[rk]; first != 0 {
		p.fault(l, colName, "duplicate_officer", "first_row", strconv.Itoa(first))
		return
	}
	p.seen[rk] = l.Row
	next := want
	if known {
		next = merge(old, want, showGiven)
	}
	bySheet(&next, old, want.ConsentHow, p.by.Name, today)
	if known {
		if same(next, old) {
			p.unchanged++
			return
		}
	}
	var ke *kernel.Error
	switch {
	case !p.places.MayChange(at):
		p.fault(l, colCode, "out_of_scope")
	case errors.As(mayGive(p.s.pack(), p.by, next), &ke):
		p.fault(l, colPost, ke.Code, "post", l.Post)
	case known:
		p.changed = append(p.changed, next)
	default:
		next.ID = p.newID()
		p.added = append(p.added, next)
	}
}

// pick finds the post of the same person that a row speaks of.
func pick(held []Appointment, want Appointment, today kernel.Day) (Appointment, bool) {
	var open *Appointment
	for i, a := range held {
		if a.PersonID != want.PersonID {
			continue
		}
		if a.From == want.From {
			return a, true
		}
		if a.span().To >= today && open == nil {
			open = &held[i]
		}
	}
	if open != nil {
		return *open, true
	}
	return Appointment{}, false
}

func merge(old, want Appointment, showGiven bool) Appointment {
	next := old
	next.From = want.From
	if want.To != "" {
		next.To = want.To
	}
	if want.ServicePhone != "" {
		next.ServicePhone = want.ServicePhone
	}
	if showGiven {
		next.ShowName, next.ShowPhone = want.ShowName, want.ShowName
	}
	return next
}

func same(a, b Appointment) bool {
	return a.From == b.From && a.To == b.To && a.ServicePhone == b.ServicePhone && a.ShowName == b.ShowName && a.ConsentHow == b.ConsentHow
}

func yesNo(s string) (yes, given, ok bool) {
	switch s {
	case "":
		return false, false, true
	case "是", "yes", "Y", "y", "1", "TRUE", "true":
		return true, true, true
	case "否", "no", "N", "n", "0", "FALSE", "false":
		return false, true, true
	}
	return false, true, false
}

// carry saves persons and posts in steps.
func (s *Service) carry(tx *db.WriteTx, p *plan, step func(n int) error) error {
	const size = 500
	for from := 0; from < len(p.persons); from += size {
		part := p.persons[from:min(from+size, len(p.persons))]
		if err := s.persons.AddAll(tx, part); err != nil {
			return err
		}
		if err := step(len(part)); err != nil {
			return err
		}
	}
	for _, e := range p.phones {
		if err := s.persons.SetPhone(tx, e.ID, e.Phone); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	for from := 0; from < len(p.added); from += size {
		part := p.added[from:min(from+size, len(p.added))]
		rows := make([]*appointmentRow, len(part))
		for i, a := range part {
			rows[i] = appointmentRowOf(a)
		}
		if err := tx.InsertAll(rows); err != nil {
			return err
		}
		if err := step(len(part)); err != nil {
			return err
		}
	}
	for _, a := range p.changed {
		if err := tx.Update(appointmentRowOf(a)); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	return nil
}
