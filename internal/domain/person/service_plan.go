package person

import (
	"hash/maphash"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// An import compares a whole county with what is there. So what is there is read once, page by page, and kept in few bytes
// for each person: hashes of what identifies, numbers of codes. No row of the file asks the database.

// loadStep is how many rows one page of the comparison reads.
const loadStep = 5000

// mark is a hash of a text; the empty text is 0.
type mark uint64

// known is what the comparison keeps of a person.
type known struct {
	id                         kernel.ID
	name, number, numberMask   mark
	phone, phoneMask           mark
	birth, year                mark
	codes                      [6]uint8 // sex, ethnicity, education, political, marital, residence
	house, next                int32    // the household, and its next member; -1 none
	relation                   uint8
	registered, lives, inScope bool
	died                       bool
	from, collective           int32 // days since 1970; 0 none
	row                        int32 // of the file; 0 none yet
}

// knownHouse is what the comparison keeps of a household.
type knownHouse struct {
	id, place         kernel.ID
	code              string
	kind              uint8
	address, addrMask mark
	first             int32 // member
	inScope           bool
}

// factLists are the lists of known.codes, in order, with the keys of their columns.
var factLists = [6]struct{ list, key, title string }{
	{ListSex, "sex", colSex},
	{ListEthnicity, "ethnicity", colEthnicity},
	{ListEducation, "education", colEducation},
	{ListPolitical, "political", colPolitical},
	{ListMarital, "marital", colMarital},
	{ListResidence, "residence", colResidence},
}

// plan is what an import of the sheet of households will do.
type plan struct {
	s      *Service
	seed   maphash.Seed
	today  kernel.Day
	places placeBook

	persons  []known
	houses   []knownHouse
	byID     map[kernel.ID]int32
	byNumber map[mark]int32
	byCode   map[string]int32
	merged   map[mark]kernel.ID // numbers of entries that were merged into another one, with that one
	ended    map[string]bool    // codes of households that are no more

	recs      []record
	units     []unit
	unitOf    map[string]int32 // by code
	fresh     map[mark]int     // numbers of new persons, with their row
	bad       []fault
	new, same int
	changed   int
}

// unit is a household of the file.
type unit struct {
	house int32 // known, or -1
	code  string
	at    *place.Place
	rows  []line
	dirty bool
	moved bool // to another grid of its village
}

// line is a row of the file that is right in itself; person is -1 for somebody new.
type line struct {
	rec    int32
	person int32
	join   bool // comes into the household by this file
	change bool
}

func (s *Service) planHouseholds(tx *db.ReadTx, b book, _ func() kernel.ID) (register.Plan, error) {
	p := &plan{
		s: s, seed: maphash.MakeSeed(), today: tx.Today(), byID: map[kernel.ID]int32{}, byNumber: map[mark]int32{},
		byCode: map[string]int32{}, merged: map[mark]kernel.ID{}, ended: map[string]bool{}, recs: b[HouseholdSheet], unitOf: map[string]int32{}, fresh: map[mark]int{},
	}
	for _, load := range []func(*db.ReadTx) error{p.loadPlaces, p.loadHouses, p.loadPersons, p.loadMembers, p.loadCollective} {
		if err := load(tx); err != nil {
			return nil, err
		}
	}
	p.read()
	for i := range p.units {
		p.settleUnit(&p.units[i])
	}
	return p, nil
}

func (p *plan) mark(s string) mark {
	if s == "" {
		return 0
	}
	return mark(maphash.String(p.seed, s) | 1)
}

// codeNo is the number of a code in its list, 0 for none.
func codeNo(list, id string) uint8 {
	for _, l := range lists {
		if l.ID == list {
			for i, c := range l.Codes {
				if c.ID == id {
					return uint8(i + 1)
				}
			}
		}
	}
	return 0
}

// dayNo is a day as a number.
func dayNo(d kernel.Day) int32 {
	if d == "" {
		return 0
	}
	return int32(d.Time().Unix() / int64(24*time.Hour/time.Second))
}

// sweep reads a table of the whole county by id, a page at a time.
func sweep[T any](tx *db.ReadTx, sql string, id func(*T) kernel.ID, args []any, each func(*T) error) error {
	for after := kernel.ID(0); ; {
		var rows []T
		if err := tx.Select(&rows, sql, append([]any{after}, args...)...); err != nil {
			return err
		}
		for i := range rows {
			if err := each(&rows[i]); err != nil {
				return err
			}
		}
		if len(rows) < loadStep {
			return nil
		}
		after = id(&rows[len(rows)-1])
	}
}

// loadHouses reads the households of the county: codes are one in it, whoever imports.
func (p *plan) loadHouses(tx *db.ReadTx) error {
	err := sweep(whole(tx), "SELECT h.* FROM {household h} WHERE h.id > ? AND h.to_day <> ? ORDER BY h.id LIMIT ?", func(r *houseRow) kernel.ID { return r.ID },
		[]any{kernel.EndOfTime, loadStep}, func(r *houseRow) error { p.ended[r.Code] = true; return nil })
	if err != nil {
		return err
	}
	return sweep(whole(tx), "SELECT h.* FROM {household h} WHERE h.id > ? AND h.to_day = ? ORDER BY h.id LIMIT ?", func(r *houseRow) kernel.ID { return r.ID },
		[]any{kernel.EndOfTime, loadStep}, func(r *houseRow) error {
			h := knownHouse{id: r.ID, place: r.PlaceID, code: r.Code, kind: codeNo(ListKind, r.Kind), first: -1, inScope: inScope(tx, r.Stamp)}
			if h.inScope {
				address, err := p.s.open(r.Address)
				if err != nil {
					return err
				}
				h.address, h.addrMask = p.mark(address), p.mark(maskAddress(address))
			}
			p.byCode[r.Code] = int32(len(p.houses))
			p.houses = append(p.houses, h)
			return nil
		})
}

// loadPersons reads who is there; of persons out of scope only that their number is taken.
func (p *plan) loadPersons(tx *db.ReadTx) error {
	return sweep(whole(tx), "SELECT pe.* FROM {person pe} WHERE pe.id > ? ORDER BY pe.id LIMIT ?", func(r *personRow) kernel.ID { return r.ID },
		[]any{loadStep}, func(r *personRow) error {
			if r.MergedInto != 0 {
				return p.knowMerged(r)
			}
			k := known{id: r.ID, number: p.mark(r.IDIndex), house: -1, next: -1, inScope: inScope(tx, r.Stamp), died: r.DiedDay != ""}
			if k.inScope {
				if err := p.know(&k, r); err != nil {
					return err
				}
			} else if k.number == 0 {
				return nil
			}
			i := int32(len(p.persons))
			p.persons = append(p.persons, k)
			p.byID[r.ID] = i
			if k.number != 0 {
				p.byNumber[k.number] = i
			}
			return nil
		})
}

// knowMerged remembers the number under which somebody was entered a second time.
func (p *plan) knowMerged(r *personRow) error {
	number, err := p.s.open(r.IDNumber)
	if err == nil && number != "" {
		p.merged[p.mark(p.s.NumberIndex(number))] = r.MergedInto
	}
	return err
}

func (p *plan) know(k *known, r *personRow) error {
	f, err := p.s.facts(r)
	if err != nil {
		return err
	}
	phone, err := p.s.open(r.Phone)
	k.name, k.numberMask = p.mark(r.Name), p.mark(crypt.MaskIDNumber(f.IDNumber))
	k.phone, k.phoneMask = p.mark(phone), p.mark(crypt.MaskPhone(phone))
	k.birth, k.year = p.mark(string(f.Birth)), p.mark(maskBirth(f.Birth))
	for i, id := range [6]string{f.Sex, f.Ethnicity, f.Education, f.Political, f.Marital, f.Residence} {
		k.codes[i] = codeNo(factLists[i].list, id)
	}
	return err
}

func (p *plan) loadMembers(tx *db.ReadTx) error {
	house := make(map[kernel.ID]int32, len(p.houses))
	for i := range p.houses {
		house[p.houses[i].id] = int32(i)
	}
	return sweep(whole(tx), "SELECT m.* FROM {household_member m} WHERE m.id > ? AND m.to_day = ? ORDER BY m.id LIMIT ?", func(r *memberRow) kernel.ID { return r.ID },
		[]any{kernel.EndOfTime, loadStep}, func(r *memberRow) error {
			i, ok := p.byID[r.PersonID]
			h, there := house[r.HouseholdID]
			if !ok || !there {
				return nil
			}
			k := &p.persons[i]
			k.house, k.relation, k.registered, k.lives, k.from = h, codeNo(ListRelation, r.Relation), r.Registered, r.Lives, dayNo(r.FromDay)
			k.next, p.houses[h].first = p.houses[h].first, i
			return nil
		})
}

func (p *plan) loadCollective(tx *db.ReadTx) error {
	return sweep(whole(tx), "SELECT r.* FROM {roll r} WHERE r.id > ? AND r.roll = ? AND r.to_day = ? ORDER BY r.id LIMIT ?", func(r *rollRow) kernel.ID { return r.ID },
		[]any{RollCollective, kernel.EndOfTime, loadStep}, func(r *rollRow) error {
			if i, ok := p.byID[r.PersonID]; ok {
				p.persons[i].collective = dayNo(r.FromDay)
			}
			return nil
		})
}

// inScope tells whether the actor has a row with the stamp.
func inScope(tx *db.ReadTx, stamp kernel.Stamp) bool {
	for _, a := range tx.Actor().Arms {
		if a.Topic == "" && a.Covers(stamp, tx.County()) {
			return true
		}
	}
	return false
}

// Counts is what the import does, in rows.
func (p *plan) Counts() []count {
	return []count{{Sheet: HouseholdSheet, New: p.new, Changed: p.changed, Unchanged: p.same}}
}

// Faults are what is wrong with the rows.
func (p *plan) Faults() []fault { return p.bad }

// Steps are the rows to be saved.
func (p *plan) Steps() int { return p.new + p.changed }
