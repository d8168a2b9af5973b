package body

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room, and the list of persons with their posts.
func (s *Service) Registers() []register.Register {
	out := append([]register.Register{s.gridRegister(), s.personRegister()}, s.bodyRegisters()...)
	return append(out, s.postRegister(), s.rosterRegister(), s.gapRegister())
}

// pages walks a list page by page.
func pages[T any](page func(kernel.Page) ([]T, string, error), rows func([]T) ([][]any, error)) iter.Seq2[[]any, error] {
	return register.Pages(page, rows)
}

func (s *Service) personRegister() register.Register {
	return register.Register{
		Key: "persons", Title: "人员", TitleEn: "Persons", See: person.PermList, Edit: person.PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{personColumns()}, nil },
		Rows:   s.personRows,
		Plan: func(tx *db.ReadTx, book register.Book, newID func() kernel.ID) (register.Plan, error) {
			return s.planPersons(tx, book[personSheet], newID)
		},
	}
}

func (s *Service) personRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	var find *place.Finder
	return pages(
		func(p kernel.Page) ([]PersonView, string, error) {
			return s.PagePersons(tx, person.Filter{Q: o.Args["q"], Place: o.At}, p)
		},
		func(list []PersonView) ([][]any, error) {
			if find == nil {
				var err error
				if find, err = s.places.Finder(tx); err != nil {
					return nil, err
				}
			}
			open := map[kernel.ID]person.Opened{}
			if o.Open {
				ids := make([]kernel.ID, len(list))
				for i, p := range list {
					ids[i] = p.ID
				}
				var err error
				if open, err = s.persons.Numbers(tx, ids, true); err != nil {
					return nil, err
				}
			}
			out := make([][]any, len(list))
			for i, p := range list {
				phone, number, home := p.Phone, p.IDNumber, p.Place.Code
				if o.Open {
					phone, number = open[p.ID].Phone, open[p.ID].IDNumber
				}
				if at, ok := find.ByID(p.PlaceID); ok && at.Level > kernel.LevelCounty {
					home = find.Name(at)
				}
				out[i] = []any{p.ID.String(), p.Name, home, phone, number, strings.Join(slices.Sorted(slices.Values(p.Posts)), "、")}
			}
			return out, nil
		})
}

// personPlan is what an import of persons will do.
type personPlan struct {
	register.Draft
	s       *Service
	arms    []kernel.Arm
	county  kernel.ID
	places  *place.Finder
	persons *person.Finder
	newID   func() kernel.ID
	fresh   []person.Entry
	today   kernel.Day
	seen    map[kernel.ID]int // rows by person
	twice   map[string]int    // rows of new persons by name, number and place

	elsewhere bool // the file comes from another database: nobody is known by the number of a record
}

func (s *Service) planPersons(tx *db.ReadTx, rows []register.Record, newID func() kernel.ID) (register.Plan, error) {
	p := &personPlan{
		s: s, arms: tx.Actor().Arms, county: tx.County(), today: tx.Today(), newID: newID, seen: map[kernel.ID]int{}, twice: map[string]int{},
	}
	p.Touch(personSheet)
	var err error
	if p.places, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	if p.persons, err = s.persons.Finder(tx, person.SaidIn(rows)); err != nil {
		return nil, err
	}
	p.elsewhere = p.isElsewhere(rows)
	for _, r := range rows {
		p.row(r)
	}
	return p, nil
}

// isElsewhere tells whether a file comes from another database: most of its numbers of records belong to nobody here, or to
// somebody of another name.
func (p *personPlan) isElsewhere(rows []register.Record) bool {
	ours, foreign := 0, 0
	for _, r := range rows {
		if r.Get("id") == "" {
			continue
		}
		n, err := kernel.ParseID(r.Get("id"))
		if known, found := p.persons.ByID(n); err == nil && found && known.Name == r.Get("name") {
			ours++
		} else {
			foreign++
		}
	}
	return foreign > ours && foreign > 1
}

func (p *personPlan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(personSheet, r.Row, column, code, args...)
}

// personLine is one row as far as it could be read.
type personLine struct {
	register.Record
	name, phone, number string // phone and number clean, or as an export masks them
	facts               person.Facts
	home                place.Place
}

func (l personLine) clear() bool {
	return l.phone != "" && !person.IsMasked(l.phone) || l.number != "" && !person.IsMasked(l.number)
}

// row checks one row against the person it speaks of; what it leaves empty stays as it is.
func (p *personPlan) row(r register.Record) {
	l, ok := p.read(r)
	if !ok {
		return
	}
	known, found, ok := p.known(l)
	switch {
	case !ok:
	case found:
		p.change(l, known)
	default:
		p.enter(l)
	}
}

// read checks the cells of a row.
func (p *personPlan) read(r register.Record) (l personLine, ok bool) {
	l = personLine{Record: r, phone: r.Get("phone"), number: r.Get("id_number")}
	var err error
	if l.name, err = person.CleanName(r.Get("name")); err != nil {
		p.fault(r, colName, "bad_name")
		return l, false
	}
	if !person.IsMasked(l.phone) {
		if l.phone, err = person.CleanPhone(l.phone); err != nil {
			p.fault(r, colPhone, "bad_phone", "value", r.Get("phone"))
			return l, false
		}
	}
	if l.number != "" && !person.IsMasked(l.number) {
		var ke *kernel.Error
		if l.facts, err = (person.Facts{IDNumber: l.number}).Clean(p.today); errors.As(err, &ke) {
			p.fault(r, colNumber, ke.Code, "value", r.Get("id_number"))
			return l, false
		}
		l.number = l.facts.IDNumber
	}
	var code string
	var args []string
	if l.home, code, args = p.places.Find(r.Get("place")); code != "" {
		p.fault(r, "所在地", code, args...)
		return l, false
	}
	return l, true
}

// known finds the person of a row: by the number of the record, else by the citizen's number, by name and telephone number,
// or by name and place. A file that was exported elsewhere has numbers of records that nobody knows here: they say nothing.
func (p *personPlan) known(l personLine) (known person.Person, found, ok bool) {
	if id := l.Get("id"); id != "" && !p.elsewhere {
		n, err := kernel.ParseID(id)
		if known, found = p.persons.ByID(n); err != nil || !found {
			p.fault(l.Record, colID, "unknown_id", "value", id)
			return known, false, false
		}
		return known, true, true
	}
	if l.facts.IDNumber != "" {
		if known, found = p.persons.ByNumber(l.number); found {
			return known, true, true
		}
	}
	if l.phone != "" && !person.IsMasked(l.phone) {
		if known, found = p.persons.ByPhone(l.name, l.phone); found && (l.number == "" || known.IDIndex == "") {
			return known, true, true
		}
	}
	fit := slices.DeleteFunc(p.persons.AtHome(l.name, l.home.ID), func(c person.Person) bool {
		return p.seen[c.ID] != 0 || !fits(l.phone, c.Phone) || !fits(l.number, c.IDNumber)
	})
	switch {
	case len(fit) == 1, len(fit) > 1 && !l.clear():
		return fit[0], true, true
	case len(fit) > 1:
		p.fault(l.Record, colName, "ambiguous_person", "name", l.name)
		return known, false, false
	case person.IsMasked(l.phone) || person.IsMasked(l.number):
		p.fault(l.Record, colPhone, "masked_phone_unknown", "name", l.name)
		return known, false, false
	}
	return person.Person{}, false, true
}

// fits tells whether what a row says of a number may be that of a person, who is not known by the number itself.
func fits(said, masked string) bool {
	return said == "" || said == masked || !person.IsMasked(said) && masked == ""
}

func (p *personPlan) change(l personLine, old person.Person) {
	if first := p.seen[old.ID]; first != 0 {
		p.fault(l.Record, colName, "duplicate_person", "name", l.name, "first_row", strconv.Itoa(first))
		return
	}
	p.seen[old.ID] = l.Row
	var c person.Change
	if l.name != old.Name {
		c.Name = &l.name
	}
	if l.home.ID != old.PlaceID {
		c.PlaceID = &l.home.ID
	}
	if l.phone != "" && !person.IsMasked(l.phone) && p.s.persons.Index(l.phone) != old.PhoneIndex {
		c.Phone = &l.phone
	}
	differs := l.facts.IDNumber != "" && p.s.persons.NumberIndex(l.number) != old.IDIndex
	if differs {
		c.IDNumber = &l.number
	}
	switch {
	case person.IsMasked(l.phone) && l.phone != old.Phone || person.IsMasked(l.number) && l.number != old.IDNumber:
		p.fault(l.Record, colPhone, "masked_phone_unknown", "name", l.name)
	case differs && old.IDIndex != "":
		p.fault(l.Record, colNumber, "correct_by_event")
	case c == (person.Change{}):
		p.Same(personSheet)
	case !covered(p.arms, old.Stamp, p.county) || !covered(p.arms, l.home.Stamp, p.county):
		p.fault(l.Record, "所在地", "out_of_scope")
	default:
		p.Change(personSheet, func(tx *db.WriteTx) error { return p.s.persons.Save(tx, old.ID, c) })
	}
}

func (p *personPlan) enter(l personLine) {
	mark := l.name + "\n" + l.phone + "\n" + l.number
	if l.phone == "" && l.number == "" {
		mark += l.home.Code
	}
	if first := p.twice[mark]; first != 0 {
		p.fault(l.Record, colName, "duplicate_person", "name", l.name, "first_row", strconv.Itoa(first))
		return
	}
	p.twice[mark] = l.Row
	if !covered(p.arms, l.home.Stamp, p.county) {
		p.fault(l.Record, "所在地", "out_of_scope")
		return
	}
	p.fresh = append(p.fresh, person.Entry{ID: p.newID(), Name: l.name, Phone: l.phone, Facts: l.facts, Home: l.home})
}

// Counts tells what will be done.
func (p *personPlan) Counts() []register.Count {
	c := p.Draft.Counts()
	c[0].New = len(p.fresh)
	return c
}

// Steps is the number of rows to be saved.
func (p *personPlan) Steps() int { return p.Draft.Steps() + len(p.fresh) }

// Carry enters the new persons in groups and then changes the others.
func (p *personPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	const size = 500
	for from := 0; from < len(p.fresh); from += size {
		part := p.fresh[from:min(from+size, len(p.fresh))]
		if err := p.s.persons.AddAll(tx, part); err != nil {
			return err
		}
		if err := step(len(part)); err != nil {
			return err
		}
	}
	return p.Draft.Carry(tx, step)
}
