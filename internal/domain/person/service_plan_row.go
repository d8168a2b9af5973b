package person

import (
	"strconv"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// maxFaults bounds the faults of one import; nobody mends more in one go.
const maxFaults = 1000

func (p *plan) fault(rec record, column, code string, args ...string) {
	if len(p.bad) < maxFaults {
		p.bad = append(p.bad, newFault(rec.Row, column, code, args...))
	}
}

// read puts each row into its household: by the code, or, where rows have none, from one head to the next.
func (p *plan) read() {
	open, last := int32(-1), "" // the household whose rows go on, where they have no code
	for i := range p.recs {
		rec := p.recs[i]
		code, cell := rec.Get("code"), rec.Get("place")
		head := p.isHead(rec)
		if code == "" && !head && open >= 0 && (cell == "" || cell == last) {
			p.row(open, int32(i))
			continue
		}
		u := p.unit(rec, code, cell)
		if code == "" {
			open, last = u, cell
		} else {
			open = -1
		}
		if u >= 0 {
			p.row(u, int32(i))
		}
	}
}

func (p *plan) isHead(rec record) bool {
	c, ok := find(ListRelation, rec.Get("relation"))
	return ok && c.ID == Head
}

// unit finds or begins the household of a row; -1 where the row has a fault.
func (p *plan) unit(rec record, code, cell string) int32 {
	if code != "" {
		if len(code) >= 6 && !strings.HasPrefix(code, p.places.county) {
			p.fault(rec, colCode, "wrong_county", "code", code, "county", p.places.county)
			return -1
		}
		if len(code) != 12+codeDigits || strings.Trim(code, "0123456789") != "" {
			p.fault(rec, colCode, "bad_household_code", "value", code)
			return -1
		}
		if u, seen := p.unitOf[code]; seen {
			return u
		}
		if p.ended[code] {
			p.fault(rec, colCode, "household_closed", "code", code)
			return -1
		}
	}
	house := int32(-1)
	if h, ok := p.byCode[code]; ok && code != "" {
		house = h
	} else if code == "" {
		house = p.houseOfHead(rec)
	}
	if house >= 0 {
		code = p.houses[house].code
		if u, seen := p.unitOf[code]; seen {
			return u
		}
		if !p.houses[house].inScope {
			p.fault(rec, colCode, "out_of_scope", "code", code)
			return -1
		}
	}
	at, ok := p.placeOf(rec, code, cell, house)
	if !ok {
		return -1
	}
	u := unit{house: house, code: code, at: at}
	if house >= 0 && at.ID != p.houses[house].place {
		u.moved = true
	}
	p.units = append(p.units, u)
	if code != "" {
		p.unitOf[code] = int32(len(p.units) - 1)
	}
	return int32(len(p.units) - 1)
}

// houseOfHead finds the household that a head without a code already has.
func (p *plan) houseOfHead(rec record) int32 {
	number, err := kernel.CleanIDNumber(rec.Get("id_number"), p.today)
	if err != nil || number == "" {
		return -1
	}
	if i, ok := p.byNumber[p.mark(p.s.NumberIndex(number))]; ok {
		return p.persons[i].house
	}
	return -1
}

// placeOf finds the grid of a household.
func (p *plan) placeOf(rec record, code, cell string, house int32) (*place.Place, bool) {
	village := code[:min(12, len(code))]
	if cell == "" && house >= 0 {
		if i, ok := p.places.byID[p.houses[house].place]; ok {
			return &p.places.all[i], true
		}
	}
	if cell == "" {
		if i, ok := p.places.byCode[village]; ok && village != "" {
			return &p.places.all[i], true
		}
		p.fault(rec, colPlace, "required")
		return nil, false
	}
	fit := p.places.find(cell, village)
	switch len(fit) {
	case 1:
	case 0:
		p.fault(rec, colPlace, "unknown_place", "code", cell, "nearest", p.places.nearest(cell, village))
		return nil, false
	default:
		p.fault(rec, colPlace, "ambiguous_place", "value", cell, "n", strconv.Itoa(len(fit)), "such_as", p.places.all[fit[0]].Code)
		return nil, false
	}
	at := &p.places.all[fit[0]]
	switch v := p.places.villageCode(*at); {
	case v == "":
		p.fault(rec, colPlace, "household_needs_village", "name", at.Name)
	case village != "" && v != village && house < 0:
		p.fault(rec, colCode, "code_not_of_village", "code", code, "prefix", v)
	case house >= 0 && at.Stamp.VillageID != p.villageOf(house):
		p.fault(rec, colPlace, "other_village", "code", code)
	default:
		return at, true
	}
	return nil, false
}

func (p *plan) villageOf(house int32) kernel.ID {
	if i, ok := p.places.byID[p.houses[house].place]; ok {
		return p.places.all[i].Stamp.VillageID
	}
	return 0
}

// row checks one row and finds who it speaks of.
func (p *plan) row(u, i int32) {
	rec := p.recs[i]
	v, ok := p.values(rec)
	if !ok {
		return
	}
	who, ok := p.person(rec, &p.units[u], v)
	if !ok {
		return
	}
	l := line{rec: i, person: who}
	switch {
	case who < 0:
		l.join = true
	default:
		k := &p.persons[who]
		if k.row != 0 {
			p.fault(rec, colName, "duplicate_person", "first_row", strconv.Itoa(int(k.row)))
			return
		}
		k.row = int32(rec.Row)
		if k.house >= 0 && k.house != p.units[u].house {
			p.fault(rec, colName, "in_another_household", "code", p.houses[k.house].code)
			return
		}
		if l.join = k.house < 0; l.join && k.died {
			p.fault(rec, colName, "person_died", "name", v.name)
			return
		}
		l.change = p.differs(k, v)
	}
	if v.number != 0 {
		p.fresh[v.number] = rec.Row
	}
	p.units[u].rows = append(p.units[u].rows, l)
}

// values are a row's cells made clean; of masked ones only the mask is known.
type values struct {
	name                        string
	phone, address              string
	facts                       Facts
	relation                    string
	registered, lives           *bool
	from, collective            kernel.Day
	kind, cause                 string
	number                      mark // of the whole number
	numberMask, phoneMask, year string
	addrMask                    bool
}

// values reads a row; its faults are told.
func (p *plan) values(rec record) (values, bool) {
	var v values
	before := len(p.bad)
	var err error
	if v.name, err = CleanName(rec.Get("name")); err != nil {
		p.tell(rec, colName, err)
	}
	if n := rec.Get("id_number"); IsMasked(n) {
		v.numberMask = n
	} else {
		v.facts.IDNumber = n
	}
	if ph := rec.Get("phone"); IsMasked(ph) {
		v.phoneMask = ph
	} else if v.phone, err = CleanPhone(ph); err != nil {
		p.tell(rec, colPhone, err)
	}
	v.birth(rec.Get("birth"))
	for i, to := range []*string{&v.facts.Sex, &v.facts.Ethnicity, &v.facts.Education, &v.facts.Political, &v.facts.Marital, &v.facts.Residence} {
		*to = rec.Get(factLists[i].key)
		if _, ok := find(factLists[i].list, *to); *to != "" && !ok {
			p.fault(rec, factLists[i].title, "unknown_code", "value", *to)
			*to = ""
		}
	}
	if v.facts, err = v.facts.Clean(p.today); err != nil {
		p.tell(rec, "", err)
	}
	if v.facts.IDNumber != "" {
		v.number = p.mark(p.s.NumberIndex(v.facts.IDNumber))
	}
	v.address = strings.TrimSpace(rec.Get("address"))
	v.addrMask = IsMasked(v.address)
	p.coded(rec, &v)
	return v, len(p.bad) == before
}

// coded reads the columns that hold codes, yes or no, and days.
func (p *plan) coded(rec record, v *values) {
	for _, c := range []struct {
		list, key, title string
		to               *string
	}{{ListRelation, "relation", colRelation, &v.relation}, {ListKind, "kind", colKind, &v.kind}, {ListCame, "cause", colCause, &v.cause}} {
		if s := rec.Get(c.key); s != "" {
			code, ok := find(c.list, s)
			if !ok {
				p.fault(rec, c.title, "unknown_code", "value", s)
			}
			*c.to = code.ID
		}
	}
	for _, c := range []struct {
		key, title string
		to         **bool
	}{{"registered", colRegistered, &v.registered}, {"lives", colLives, &v.lives}} {
		switch s := rec.Get(c.key); s {
		case "":
		case "是", "否":
			yes := s == "是"
			*c.to = &yes
		default:
			p.fault(rec, c.title, "bad_choice", "value", s, "choices", "是 / 否")
		}
	}
	v.from, v.collective = kernel.Day(rec.Get("from")), kernel.Day(rec.Get("collective"))
	for title, d := range map[string]kernel.Day{colFrom: v.from, colCollective: v.collective} {
		if d > p.today {
			p.fault(rec, title, "day_in_future", "value", string(d))
		}
	}
}

// birth takes a day in any usual notation; a year alone is what a mask shows.
func (v *values) birth(s string) {
	if len(s) == 4 && strings.Trim(s, "0123456789") == "" {
		v.year = s
		return
	}
	for _, l := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"} {
		if t, err := time.Parse(l, s); err == nil {
			v.facts.Birth = kernel.Day(t.Format(time.DateOnly))
			return
		}
	}
	v.facts.Birth = kernel.Day(s)
}
