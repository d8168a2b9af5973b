package body

import (
	"iter"
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
	return append(out, s.rosterRegister(), s.gapRegister())
}

// pages walks a list page by page.
func pages[T any](page func(kernel.Page) ([]T, string, error), rows func([]T) ([][]any, error)) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		at := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := page(at)
			if err != nil {
				yield(nil, err)
				return
			}
			out, err := rows(items)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range out {
				if !yield(r, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			at.Cursor = next
		}
	}
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
			phones := map[kernel.ID]string{}
			if o.Open {
				ids := make([]kernel.ID, len(list))
				for i, p := range list {
					ids[i] = p.ID
				}
				var err error
				if phones, err = s.persons.Phones(tx, ids, true); err != nil {
					return nil, err
				}
			}
			out := make([][]any, len(list))
			for i, p := range list {
				phone, home := p.Phone, p.Place.Code
				if o.Open {
					phone = phones[p.ID]
				}
				if at, ok := find.ByID(p.PlaceID); ok && at.Level > kernel.LevelCounty {
					home = find.Name(at)
				}
				out[i] = []any{p.ID.String(), p.Name, home, phone, strings.Join(p.Posts, "、")}
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
	seen    map[kernel.ID]int // rows by person
	twice   map[string]int    // rows of new persons by name, number and place
}

func (s *Service) planPersons(tx *db.ReadTx, rows []register.Record, newID func() kernel.ID) (register.Plan, error) {
	p := &personPlan{
		s: s, arms: tx.Actor().Arms, county: tx.County(), newID: newID, seen: map[kernel.ID]int{}, twice: map[string]int{},
	}
	p.Touch(personSheet)
	var err error
	if p.places, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	if p.persons, err = s.persons.Finder(tx); err != nil {
		return nil, err
	}
	for _, r := range rows {
		p.row(r)
	}
	return p, nil
}

func (p *personPlan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(personSheet, r.Row, column, code, args...)
}

// row checks one row against the person it speaks of; what it leaves empty stays as it is.
func (p *personPlan) row(r register.Record) {
	name, err := person.CleanName(r.Get("name"))
	if err != nil {
		p.fault(r, colName, "bad_name")
		return
	}
	phone, masked := r.Get("phone"), person.IsMasked(r.Get("phone"))
	if !masked {
		if phone, err = person.CleanPhone(phone); err != nil {
			p.fault(r, colPhone, "bad_phone", "value", r.Get("phone"))
			return
		}
	}
	home, code, args := p.places.Find(r.Get("place"))
	if code != "" {
		p.fault(r, "所在地", code, args...)
		return
	}
	known, found, ok := p.known(r, name, phone, masked, home)
	switch {
	case !ok:
	case found:
		p.change(r, known, name, phone, masked, home)
	default:
		p.enter(r, name, phone, home)
	}
}

// known finds the person of a row: by the number of the record, else by name and telephone number, else by name and place.
func (p *personPlan) known(r register.Record, name, phone string, masked bool, home place.Place) (known person.Person, found, ok bool) {
	if id := r.Get("id"); id != "" {
		n, err := kernel.ParseID(id)
		if known, found = p.persons.ByID(n); err != nil || !found {
			p.fault(r, colID, "unknown_id", "value", id)
			return known, false, false
		}
		return known, true, true
	}
	if phone != "" && !masked {
		if known, found = p.persons.ByPhone(name, phone); found {
			return known, true, true
		}
	}
	known, code, args := p.persons.Find(name, "")
	switch {
	case code == "" && known.PlaceID == home.ID && known.Name == name && (phone == "" || masked && known.Phone == phone || known.PhoneIndex == ""):
		return known, true, true
	case masked:
		p.fault(r, colPhone, "masked_phone_unknown", "name", name)
		return known, false, false
	case code == "ambiguous_person" && phone == "":
		p.fault(r, colName, code, args...)
		return known, false, false
	}
	return person.Person{}, false, true
}

func (p *personPlan) change(r register.Record, old person.Person, name, phone string, masked bool, home place.Place) {
	if first := p.seen[old.ID]; first != 0 {
		p.fault(r, colName, "duplicate_person", "name", name, "first_row", strconv.Itoa(first))
		return
	}
	p.seen[old.ID] = r.Row
	var c person.Change
	if name != old.Name {
		c.Name = &name
	}
	if home.ID != old.PlaceID {
		c.PlaceID = &home.ID
	}
	if phone != "" && !masked && p.s.persons.Index(phone) != old.PhoneIndex {
		c.Phone = &phone
	}
	switch {
	case masked && phone != old.Phone:
		p.fault(r, colPhone, "masked_phone_unknown", "name", name)
	case c == (person.Change{}):
		p.Same(personSheet)
	case !covered(p.arms, old.Stamp, p.county) || !covered(p.arms, home.Stamp, p.county):
		p.fault(r, "所在地", "out_of_scope")
	default:
		p.Change(personSheet, func(tx *db.WriteTx) error { return p.s.persons.Save(tx, old.ID, c) })
	}
}

func (p *personPlan) enter(r register.Record, name, phone string, home place.Place) {
	mark := name + "\n" + phone + "\n"
	if phone == "" {
		mark += home.Code
	}
	if first := p.twice[mark]; first != 0 {
		p.fault(r, colName, "duplicate_person", "name", name, "first_row", strconv.Itoa(first))
		return
	}
	p.twice[mark] = r.Row
	if !covered(p.arms, home.Stamp, p.county) {
		p.fault(r, "所在地", "out_of_scope")
		return
	}
	p.fresh = append(p.fresh, person.Entry{ID: p.newID(), Name: name, Phone: phone, Home: home})
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
