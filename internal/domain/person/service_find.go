package person

import (
	"cmp"
	"errors"
	"maps"
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

// Said is how a sheet names persons: by names (or pinyin, or numbers of records, as they were typed) and by clean citizen's
// numbers.
type Said struct {
	Names   []string
	Numbers []string
}

// SaidIn reads how the rows of a sheet name persons: by the columns name and id, and by the citizen's number in id_number.
func SaidIn(rows []record) Said {
	var out Said
	for _, r := range rows {
		out.Names = append(out.Names, r.Get("name"), r.Get("id"))
		if n := r.Get("id_number"); n != "" && !IsMasked(n) {
			out.Numbers = append(out.Numbers, strings.ToUpper(n))
		}
	}
	return out
}

// Finder reads the persons whom a sheet names, in the actor's scope. Persons of other names are not read: their seals stay
// closed, and a short sheet is as quick in a large county as in a small one.
func (s *Service) Finder(tx *db.ReadTx, said Said) (*Finder, error) {
	f := &Finder{s: s, byID: map[kernel.ID]*Person{}, byName: map[string][]*Person{}, byPhone: map[string]*Person{}, byIndex: map[string]*Person{}}
	names, ids, indexes := map[string]bool{}, map[kernel.ID]bool{}, map[string]bool{}
	for _, n := range said.Names {
		switch id, err := kernel.ParseID(n); {
		case n == "":
		case err == nil:
			ids[id] = true
		case latin(n):
			found, err := tx.Search(table.Name, text.Fold(n), kernel.MaxLimit)
			if err != nil {
				return nil, err
			}
			for _, id := range found {
				ids[id] = true
			}
		default:
			names[strings.TrimSpace(n)] = true
		}
	}
	for _, n := range said.Numbers {
		indexes[s.NumberIndex(n)] = true
	}
	return f, errors.Join(readBy(tx, f, "pe.name", names), readBy(tx, f, "pe.id", ids), readBy(tx, f, "pe.id_index <> '' AND pe.id_index", indexes)) // the index leaves the empty ones out
}

// readBy reads persons by the values of an indexed column; a condition may stand before it.
func readBy[T cmp.Ordered](tx *db.ReadTx, f *Finder, col string, values map[T]bool) error {
	const step = 512
	for part := range slices.Chunk(slices.Sorted(maps.Keys(values)), step) {
		args := make([]any, len(part))
		for i, v := range part {
			args[i] = v
		}
		var rows []personRow
		err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.merged_into = 0 AND "+col+" IN (?"+strings.Repeat(", ?", len(part)-1)+")", args...)
		if err != nil {
			return err
		}
		// Sorted here: asked for the order, SQLite would read the whole table by its key for each step.
		slices.SortFunc(rows, func(a, b personRow) int { return cmp.Compare(a.ID, b.ID) })
		list, err := f.s.views(rows)
		if err != nil {
			return err
		}
		for i := range list {
			f.add(&list[i])
		}
	}
	return nil
}

func (f *Finder) add(p *Person) {
	if f.byID[p.ID] != nil {
		return
	}
	f.byID[p.ID] = p
	f.byName[p.Name] = append(f.byName[p.Name], p)
	if p.IDIndex != "" {
		f.byIndex[p.IDIndex] = p
	}
	if p.PhoneIndex != "" {
		f.byPhone[p.Name+"\n"+p.PhoneIndex] = p
	}
}

// latin tells whether a text can only be pinyin.
func latin(s string) bool {
	return len(s) >= 2 && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz 'ü") == ""
}

// ids are those of all persons that were read.
func (f *Finder) ids() []kernel.ID { return slices.Sorted(maps.Keys(f.byID)) }

// Named are the persons of a name.
func (f *Finder) Named(name string) []Person {
	out := make([]Person, len(f.byName[name]))
	for i, p := range f.byName[name] {
		out[i] = *p
	}
	return out
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
	if !latin(s) {
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
				phone, number = crypt.MaskPhone(phone), crypt.MaskIDNumber(number)
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
	if r.Name != old {
		return tx.Relabel(table.Name, r.ID, r.Name)
	}
	return nil
}
