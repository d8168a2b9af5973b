package place

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// Finder finds the places that a sheet speaks of: by code, by name, by the names on the way to it, or by pinyin, as long as
// only one place is meant. It is read once and then asks no database.
type Finder struct {
	county string
	byID   map[kernel.ID]Place
	byCode map[string]Place
	byName map[string][]kernel.ID
	byPath map[string][]kernel.ID // all the names on the way, joined
	byKey  map[string][]kernel.ID // made when first asked
	ways   map[string][]kernel.ID // what byWay found: a sheet of 250,000 rows names few places
}

// Finder reads the open places of the actor's scope.
func (s *Service) Finder(tx *db.ReadTx) (*Finder, error) {
	all, err := selectUnder(tx, Place{Level: kernel.LevelCounty})
	if err != nil {
		return nil, err
	}
	f := &Finder{county: tx.County().String(), byID: map[kernel.ID]Place{}, byCode: map[string]Place{}, byName: map[string][]kernel.ID{}, byPath: map[string][]kernel.ID{}, ways: map[string][]kernel.ID{}}
	today := tx.Today()
	for _, p := range all {
		if p.Open(today) {
			f.byID[p.ID], f.byCode[p.Code] = p, p
			f.byName[p.Name] = append(f.byName[p.Name], p.ID)
		}
	}
	for _, p := range all {
		if _, open := f.byID[p.ID]; open && p.Level > kernel.LevelCounty {
			way := separators.Replace(f.Path(p))
			f.byPath[way] = append(f.byPath[way], p.ID)
		}
	}
	return f, nil
}

// ByID is a place by its id.
func (f *Finder) ByID(id kernel.ID) (Place, bool) { p, ok := f.byID[id]; return p, ok }

// Find finds one place. Otherwise code and args are those of the fault: unknown_place, another_county, or ambiguous_place with some
// of the places that may be meant.
func (f *Finder) Find(s string) (p Place, code string, args []string) {
	if p, ok := f.byCode[s]; ok {
		return p, "", nil
	}
	ids := f.byName[s]
	if len(ids) == 0 {
		ids = f.byWay(s)
	}
	if len(ids) == 0 {
		ids = f.pinyin(s)
	}
	switch len(ids) {
	case 0:
		if len(s) >= 12 && strings.Trim(s, "0123456789") == "" && !strings.HasPrefix(s, f.county) {
			return Place{}, "another_county", []string{"code", s}
		}
		return Place{}, "unknown_place", []string{"code", s}
	case 1:
		return f.byID[ids[0]], "", nil
	}
	var some []string
	for _, id := range ids[:min(len(ids), 4)] {
		some = append(some, f.byID[id].Code+" "+f.Path(f.byID[id]))
	}
	return Place{}, "ambiguous_place", []string{"name", s, "places", strings.Join(some, " / ")}
}

// Path is the names on the way to a place below the county, its own last: 城关镇 / 东村 reads 城关镇东村.
func (f *Finder) Path(p Place) string {
	var names []string
	for seen := 0; p.ID != 0 && p.Level > kernel.LevelCounty && seen < 8; seen++ {
		names = append(names, p.Name)
		p = f.byID[p.ParentID]
	}
	slices.Reverse(names)
	return strings.Join(names, "")
}

var separators = strings.NewReplacer("/", "", "／", "", "-", "", "·", "", ">", "", "›", "", " ", "", "、", "")

// byWay finds places by a name with those above it: all of them, or the text ends with the name of the place and begins with some of
// those above. Whole ways come first, so that a place can always be meant by its own.
func (f *Finder) byWay(s string) []kernel.ID {
	s = separators.Replace(s)
	if ids := f.byPath[s]; len(ids) > 0 {
		return ids
	}
	if out, known := f.ways[s]; known {
		return out
	}
	var out []kernel.ID
	for i := range s { // a name may be the end of another: each end of the text is tried
		for _, id := range f.byName[s[i:]] {
			if f.onWay(f.byID[id], s[:i]) {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	f.ways[s] = out
	return out
}

// onWay tells whether a text is made of names above a place, from the top down.
func (f *Finder) onWay(p Place, s string) bool {
	for up, ok := f.byID[p.ParentID]; ok && s != ""; up, ok = f.byID[up.ParentID] {
		s = strings.TrimSuffix(s, up.Name)
	}
	return s == ""
}

func (f *Finder) pinyin(s string) []kernel.ID {
	if strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz 'ü") != "" || len(s) < 2 {
		return nil
	}
	if f.byKey == nil {
		f.byKey = map[string][]kernel.ID{}
		for _, p := range f.byID {
			for _, k := range text.Whole(p.Name) {
				f.byKey[k] = append(f.byKey[k], p.ID)
			}
		}
	}
	out := slices.Clone(f.byKey[text.Fold(s)])
	slices.Sort(out)
	return out
}

// Name is what a sheet may call a place, so that Find finds it again: the names on the way, or the code where those would
// not be enough.
func (f *Finder) Name(p Place) string {
	name := f.Path(p)
	if found, code, _ := f.Find(name); code != "" || found.ID != p.ID {
		return p.Code
	}
	return name
}
