package person

import (
	"errors"
	"maps"
	"slices"
	"strconv"

	"touyan/internal/kernel"
)

// titles are the columns of the fields that faults speak of.
var titles = map[string]string{
	"name": colName, "id_number": colNumber, "birth": colBirth, "sex": colSex, "phone": colPhone, "ethnicity": colEthnicity,
	"education": colEducation, "political": colPolitical, "marital": colMarital, "residence": colResidence,
}

// tell turns an error of a value into a fault of its cell.
func (p *plan) tell(rec record, column string, err error) {
	var ke *kernel.Error
	if !errors.As(err, &ke) {
		p.fault(rec, column, "internal")
		return
	}
	if t := titles[ke.Field]; t != "" {
		column = t
	}
	var args []string
	for _, k := range slices.Sorted(maps.Keys(ke.Args)) {
		args = append(args, k, ke.Args[k])
	}
	p.fault(rec, column, ke.Code, args...)
}

// person finds who a row speaks of: by the whole number; else, within the household, by the name and what a mask still
// shows. -1 is somebody new.
func (p *plan) person(rec record, u *unit, v values) (int32, bool) {
	if v.number != 0 {
		if i, ok := p.byNumber[v.number]; ok {
			if !p.persons[i].inScope {
				p.fault(rec, colNumber, "id_number_elsewhere")
				return 0, false
			}
			return i, true
		}
		if into, ok := p.merged[v.number]; ok {
			i, there := p.byID[into]
			if !there || !p.persons[i].inScope || p.persons[i].number != 0 {
				p.fault(rec, colNumber, "person_merged")
				return 0, false
			}
			return i, true
		}
		if first := p.fresh[v.number]; first != 0 {
			p.fault(rec, colNumber, "duplicate_person", "first_row", strconv.Itoa(first))
			return 0, false
		}
	}
	fit := p.inHouse(u, v)
	switch {
	case len(fit) == 1:
		return fit[0], true
	case len(fit) > 1:
		p.fault(rec, colName, "ambiguous_person", "name", v.name)
		return 0, false
	case v.numberMask != "" || v.phoneMask != "" || v.year != "" && v.facts.Birth == "":
		p.fault(rec, colName, "masked_person_unknown", "name", v.name)
		return 0, false
	}
	return -1, true
}

// inHouse lists the members of a known household whom a row fits.
func (p *plan) inHouse(u *unit, v values) []int32 {
	var fit []int32
	if u.house < 0 {
		return nil
	}
	name, number, phone, year, birth := p.mark(v.name), p.mark(v.numberMask), p.mark(v.phoneMask), p.mark(v.year), p.mark(string(v.facts.Birth))
	for i := p.houses[u.house].first; i >= 0; i = p.persons[i].next {
		k := &p.persons[i]
		if k.name != name || number != 0 && k.numberMask != number || phone != 0 && k.phoneMask != phone || year != 0 && k.year != year {
			continue
		}
		if v.number != 0 && k.number != 0 || birth != 0 && k.birth != 0 && k.birth != birth {
			continue // two of one name
		}
		fit = append(fit, i)
	}
	return fit
}

// differs tells whether a row says anything else of a person than what is there; an empty cell says nothing.
func (p *plan) differs(k *known, v values) bool {
	d := p.mark(v.name) != k.name || v.number != 0 && v.number != k.number || v.phone != "" && p.mark(v.phone) != k.phone ||
		v.facts.Birth != "" && p.mark(string(v.facts.Birth)) != k.birth || v.numberMask != "" && p.mark(v.numberMask) != k.numberMask
	for i, id := range [6]string{v.facts.Sex, v.facts.Ethnicity, v.facts.Education, v.facts.Political, v.facts.Marital, v.facts.Residence} {
		d = d || id != "" && codeNo(factLists[i].list, id) != k.codes[i]
	}
	d = d || v.collective != "" && dayNo(v.collective) != k.collective
	if k.house < 0 {
		return d
	}
	return d || v.relation != "" && codeNo(ListRelation, v.relation) != k.relation || v.registered != nil && *v.registered != k.registered ||
		v.lives != nil && *v.lives != k.lives || v.from != "" && dayNo(v.from) != k.from
}

// settleUnit looks at a household as a whole: its head, and what the file says of the household itself.
func (p *plan) settleUnit(u *unit) {
	if len(u.rows) == 0 {
		return
	}
	heads := 0
	u.dirty = u.moved
	for i := range u.rows {
		u.dirty = u.house >= 0 && (p.houseDiffers(u, p.recs[u.rows[i].rec]) || u.dirty)
	}
	for i := range u.rows {
		l := &u.rows[i]
		rec := p.recs[l.rec]
		isHead := p.isHead(rec)
		if isHead {
			heads++
			if heads > 1 {
				p.fault(rec, colRelation, "second_head", "code", u.code)
			}
		}
		if u.house >= 0 {
			p.keepHead(u, l, isHead)
		}
		if l.person >= 0 {
			p.collectiveDiffers(rec, &p.persons[l.person])
		}
		switch {
		case l.join:
			p.new++
		case l.change:
			p.changed++
		case u.dirty && i == 0:
			p.changed++
		default:
			p.same++
		}
	}
	if heads == 0 && u.house < 0 {
		p.fault(p.recs[u.rows[0].rec], colRelation, "no_head", "code", u.code)
	}
}

// keepHead refuses that a file changes who heads a household: that is an event with a day.
func (p *plan) keepHead(u *unit, l *line, isHead bool) {
	was := l.person >= 0 && !l.join && p.persons[l.person].relation == codeNo(ListRelation, Head)
	rec := p.recs[l.rec]
	if isHead && !was || was && !isHead && rec.Get("relation") != "" {
		p.fault(rec, colRelation, "head_by_event", "code", u.code)
	}
}

// houseDiffers tells whether a row says anything else of its household than what is there.
func (p *plan) houseDiffers(u *unit, rec record) bool {
	h := &p.houses[u.house]
	if c, ok := find(ListKind, rec.Get("kind")); ok && codeNo(ListKind, c.ID) != h.kind {
		return true
	}
	address := rec.Get("address")
	if IsMasked(address) {
		if p.mark(address) != h.addrMask {
			p.fault(rec, colAddress, "masked_address_unknown")
		}
		return false
	}
	return address != "" && p.mark(address) != h.address
}

// collectiveDiffers refuses another day of admission: ending and admitting again are decisions of their own.
func (p *plan) collectiveDiffers(rec record, k *known) {
	if d := kernel.Day(rec.Get("collective")); d != "" && k.collective != 0 && dayNo(d) != k.collective {
		p.fault(rec, colCollective, "collective_differs")
	}
}
