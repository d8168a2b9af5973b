package person

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// placeBook finds the grid that a cell names: by code, by name, by the way to it (东村/一组), or by pinyin.
type placeBook struct {
	all     []place.Place
	byCode  map[string]int
	byName  map[string][]int
	byID    map[kernel.ID]int
	spoken  map[string][]int // pinyin that was asked for
	sounds  [][]string       // search keys of all, made when first asked for
	county  string
	village map[kernel.ID]string // id -> twelve digits
}

func (p *plan) loadPlaces(tx *db.ReadTx) error {
	b := placeBook{byCode: map[string]int{}, byName: map[string][]int{}, byID: map[kernel.ID]int{}, spoken: map[string][]int{}, village: map[kernel.ID]string{}}
	tops, err := p.s.places.Tops(tx)
	if err != nil {
		return err
	}
	for _, t := range tops {
		list, err := p.s.places.Under(tx, t)
		if err != nil {
			return err
		}
		b.all = append(b.all, list...)
	}
	b.all = slices.DeleteFunc(b.all, func(x place.Place) bool { return !x.Open(p.today) || !inScope(tx, x.Stamp) })
	for i, x := range b.all {
		b.byCode[x.Code], b.byID[x.ID] = i, i
		b.byName[x.Name] = append(b.byName[x.Name], i)
		if x.Level == kernel.LevelVillage {
			b.village[x.ID] = x.Code
		} else if v := x.Stamp.VillageID; v != 0 && b.village[v] == "" && len(x.Code) > 12 {
			b.village[v] = x.Code[:12]
		}
	}
	b.county = tx.County().String()
	p.places = b
	return nil
}

// villageCode is the twelve digits of the village of a place.
func (b *placeBook) villageCode(x place.Place) string { return b.village[x.Stamp.VillageID] }

// find gives the places that a cell may mean, narrowed to a village where its code is known.
func (b *placeBook) find(cell, village string) []int {
	if i, ok := b.byCode[cell]; ok {
		return []int{i}
	}
	parts := strings.FieldsFunc(cell, func(r rune) bool { return r == '/' || r == ' ' || r == '-' || r == '\\' })
	if len(parts) == 0 {
		return nil
	}
	fit := b.named(parts[len(parts)-1])
	var out []int
	for _, i := range fit {
		if (village == "" || b.villageCode(b.all[i]) == village) && b.above(i, parts[:len(parts)-1]) {
			out = append(out, i)
		}
	}
	return out
}

func (b *placeBook) named(name string) []int {
	if fit := b.byName[name]; len(fit) > 0 {
		return fit
	}
	folded := text.Fold(name)
	if folded == "" || strings.ContainsFunc(folded, func(r rune) bool { return r > 'z' }) {
		return nil
	}
	if fit, asked := b.spoken[folded]; asked {
		return fit
	}
	if b.sounds == nil {
		b.sounds = make([][]string, len(b.all))
		for i, x := range b.all {
			b.sounds[i] = text.Keys(x.Name)
		}
	}
	var fit []int
	for i, keys := range b.sounds {
		if _, ok := slices.BinarySearch(keys, folded); ok {
			fit = append(fit, i)
		}
	}
	b.spoken[folded] = fit
	return fit
}

// above tells whether the names stand on the way to a place.
func (b *placeBook) above(i int, names []string) bool {
	st := b.all[i].Stamp
	for _, n := range names {
		on := slices.ContainsFunc([]kernel.ID{st.TownshipID, st.VillageID, st.GroupID}, func(id kernel.ID) bool {
			k, ok := b.byID[id]
			return ok && b.all[k].Name == n
		})
		if !on {
			return false
		}
	}
	return true
}

// nearest is the place whose name is most like what was typed, for a fault to propose.
func (b *placeBook) nearest(cell, village string) string {
	best, least := "", len(cell)+1
	for i := range b.all {
		x := &b.all[i]
		if x.Stamp.VillageID == 0 || village != "" && b.villageCode(*x) != village {
			continue
		}
		names := []string{x.Name, x.Code}
		if v, ok := b.byID[x.Stamp.VillageID]; ok && x.Level > kernel.LevelVillage {
			names = append(names, b.all[v].Name+"/"+x.Name)
		}
		for _, name := range names {
			if d := distance([]rune(cell), []rune(name)); d < least {
				best, least = x.Code+" "+x.Name, d
			}
		}
	}
	return best
}

// distance is how many signs must be put in, left out or changed (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
