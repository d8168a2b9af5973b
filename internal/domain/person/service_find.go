package person

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// Finder finds the persons that a sheet speaks of: by the number of the record, by name and telephone number, by name
// alone, or by pinyin, as long as only one person is meant. It is read once and then asks no database.
type Finder struct {
	s       *Service
	byID    map[kernel.ID]*Person
	byName  map[string][]*Person
	byPhone map[string]*Person // name and index of the number
	byIndex map[string]*Person // index of the citizen's number
	byKey   map[string][]*Person
}

// Finder reads the persons of the actor's scope.
func (s *Service) Finder(tx *db.ReadTx) (*Finder, error) {
	all, err := s.All(tx)
	if err != nil {
		return nil, err
	}
	f := &Finder{s: s, byID: make(map[kernel.ID]*Person, len(all)), byName: map[string][]*Person{}, byPhone: map[string]*Person{}, byIndex: map[string]*Person{}}
	for i := range all {
		p := &all[i]
		f.byID[p.ID] = p
		f.byName[p.Name] = append(f.byName[p.Name], p)
		if p.IDIndex != "" {
			f.byIndex[p.IDIndex] = p
		}
		if p.PhoneIndex != "" {
			f.byPhone[p.Name+"\n"+p.PhoneIndex] = p
		}
	}
	return f, nil
}

// ByID is a person by the id.
func (f *Finder) ByID(id kernel.ID) (Person, bool) {
	p, ok := f.byID[id]
	if !ok {
		return Person{}, false
	}
	return *p, true
}

// ByPhone is the person with a name and a clean number.
func (f *Finder) ByPhone(name, phone string) (Person, bool) {
	p, ok := f.byPhone[name+"\n"+f.s.Index(phone)]
	if !ok {
		return Person{}, false
	}
	return *p, true
}

// ByNumber is the person with a clean citizen's number.
func (f *Finder) ByNumber(number string) (Person, bool) {
	p, ok := f.byIndex[f.s.NumberIndex(number)]
	if !ok {
		return Person{}, false
	}
	return *p, true
}

// AtHome are the persons of a name who live at a place.
func (f *Finder) AtHome(name string, home kernel.ID) []Person {
	var out []Person
	for _, p := range f.byName[name] {
		if p.PlaceID == home {
			out = append(out, *p)
		}
	}
	return out
}

// Find finds one person by what stands in the column of the name and that of the number, which may be masked or empty.
// Otherwise code and args are those of the fault: unknown_person or ambiguous_person.
func (f *Finder) Find(name, phone string) (p Person, code string, args []string) {
	if id, err := kernel.ParseID(name); err == nil && f.byID[id] != nil {
		return *f.byID[id], "", nil
	}
	fit := f.byName[name]
	if len(fit) == 0 {
		fit = f.pinyin(name)
	}
	if clean, err := CleanPhone(phone); phone != "" {
		fit = slices.DeleteFunc(slices.Clone(fit), func(p *Person) bool {
			return p.Phone != phone && (err != nil || p.PhoneIndex != f.s.Index(clean))
		})
	}
	switch len(fit) {
	case 0:
		return Person{}, "unknown_person", []string{"name", name}
	case 1:
		return *fit[0], "", nil
	}
	return Person{}, "ambiguous_person", []string{"name", name}
}

func (f *Finder) pinyin(s string) []*Person {
	if strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz 'ü") != "" || len(s) < 2 {
		return nil
	}
	if f.byKey == nil {
		f.byKey = map[string][]*Person{}
		for _, p := range f.byID {
			for _, k := range text.Whole(p.Name) {
				f.byKey[k] = append(f.byKey[k], p)
			}
		}
	}
	return f.byKey[text.Fold(s)]
}

// Numbers are the telephone and the citizen's numbers of persons: masked, or open where the caller has declared the look to
// the journal.
func (s *Service) Numbers(tx *db.ReadTx, ids []kernel.ID, open bool) (map[kernel.ID]Opened, error) {
	out := make(map[kernel.ID]Opened, len(ids))
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("pe.id", ids[from:min(from+step, len(ids))])
		var rows []personRow
		if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE "+in, args...); err != nil {
			return nil, err
		}
		for i := range rows {
			phone, err := s.open(rows[i].Phone)
			if err != nil {
				return nil, err
			}
			number, err := s.open(rows[i].IDNumber)
			if err != nil {
				return nil, err
			}
			if !open {
				phone, number = crypt.MaskPhone(phone), maskIDNumber(number)
			}
			out[rows[i].ID] = Opened{Phone: phone, IDNumber: number}
		}
	}
	return out, nil
}

// Save changes name, place and number of a person within the transaction of an import: nil leaves each as it is.
func (s *Service) Save(tx *db.WriteTx, id kernel.ID, c Change) error {
	r := &personRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	old := r.Name
	if err := s.apply(tx, r, c); err != nil {
		return err
	}
	if err := tx.Update(r); err != nil {
		return err
	}
	if err := index(tx, r); err != nil {
		return err
	}
	if r.Name != old && s.Renamed != nil {
		return s.Renamed(tx, r.ID, r.Name)
	}
	return nil
}
