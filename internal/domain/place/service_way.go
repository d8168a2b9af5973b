package place

import (
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What follows is for the rooms that come after this one: it works within their transaction.

// Load reads one place without the way to it.
func (s *Service) Load(tx *db.ReadTx, id kernel.ID) (Place, error) {
	var r placeRow
	if err := tx.Get(&r, id); err != nil {
		return Place{}, err
	}
	return r.place(), nil
}

// LoadOpen is Load for a place to which something new is bound: it must exist today.
func (s *Service) LoadOpen(tx *db.ReadTx, id kernel.ID) (Place, error) {
	p, err := s.Load(tx, id)
	if err == nil && !p.Open(tx.Today()) {
		err = closed(p)
	}
	return p, err
}

// LoadWay reads a place to which something new is bound, as LoadOpen, together with the places above it: by one statement.
func (s *Service) LoadWay(tx *db.ReadTx, id kernel.ID) (Place, map[kernel.ID]Place, error) {
	list, err := selectWay(tx, id)
	way := byID(list)
	p, ok := way[id]
	switch {
	case err != nil:
	case !ok:
		err = kernel.NotFound("place").With("id", id.String())
	case !p.Open(tx.Today()):
		err = closed(p)
	}
	return p, way, err
}

// Beside is a place as another room's statement reads it at the side of its own rows: all but the outline, which is long.
type Beside struct {
	ID       kernel.ID    `bun:"id"`
	ParentID kernel.ID    `bun:"parent_id"`
	Level    kernel.Level `bun:"level"`
	Code     string       `bun:"code"`
	Name     string       `bun:"name"`
	Kind     string       `bun:"kind"`
	FromDay  kernel.Day   `bun:"from_day"`
	ToDay    kernel.Day   `bun:"to_day"`
	kernel.Stamp
}

// BesideAsAt are the columns of Beside out of a place known as `p`, for a field that embeds it with the prefix `at_`.
const BesideAsAt = `p.id AS at_id, p.parent_id AS at_parent_id, p.level AS at_level, p.code AS at_code, p.name AS at_name, p.kind AS at_kind,
  p.from_day AS at_from_day, p.to_day AS at_to_day, p.township_id AS at_township_id, p.village_id AS at_village_id, p.group_id AS at_group_id,
  p.micro_id AS at_micro_id, p.body_id AS at_body_id, p.topic AS at_topic, p.sealed AS at_sealed`

// Place is the place.
func (b Beside) Place() Place {
	r := placeRow{
		Row: db.Row{ID: b.ID}, Stamp: b.Stamp, ParentID: b.ParentID, Level: b.Level, Code: b.Code, Name: b.Name, Kind: b.Kind,
		FromDay: b.FromDay, ToDay: b.ToDay,
	}
	return r.place()
}

func closed(p Place) error { return kernel.Conflict("place_closed").With("name", p.Name) }

// LoadMany reads the places with the ids, as far as the actor may see them.
func (s *Service) LoadMany(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Place, error) {
	list, err := selectMany(tx, once(ids))
	return byID(list), err
}

// Names is LoadMany for Ref and Words alone: the places have their id, level, name and code and nothing else, because a
// list names hundreds of them and an outline is long.
func (s *Service) Names(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Place, error) {
	list, err := selectAmong(tx, "p.id, p.level, p.name, p.code", once(ids))
	return byID(list), err
}

func once(ids []kernel.ID) []kernel.ID {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func byID(list []Place) map[kernel.ID]Place {
	out := make(map[kernel.ID]Place, len(list))
	for _, p := range list {
		out[p.ID] = p
	}
	return out
}

// ByCode finds a place by its code.
func (s *Service) ByCode(tx *db.ReadTx, code string) (Place, error) { return selectByCode(tx, code) }

// Children is a page of the open places directly below a place.
func (s *Service) Children(tx *db.ReadTx, parent kernel.ID, page kernel.Page) ([]Place, string, error) {
	return selectChildren(tx, parent, page)
}

// CountChildren counts the open places directly below each place.
func (s *Service) CountChildren(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]int, error) {
	return countChildren(tx, ids)
}

// Under reads a place with everything below it, higher levels first.
func (s *Service) Under(tx *db.ReadTx, p Place) ([]Place, error) { return selectUnder(tx, p) }

// Tops are the highest places of the actor's scope: where the tree begins for them.
func (s *Service) Tops(tx *db.ReadTx) ([]Place, error) {
	var ids []kernel.ID
	for _, a := range tx.Actor().Arms {
		if a.BodyID == 0 {
			ids = append(ids, a.PlaceID)
			continue
		}
		_, id := a.Above.Lowest(tx.County())
		ids = append(ids, id)
	}
	seen, err := s.LoadMany(tx, ids)
	maps.DeleteFunc(seen, func(_ kernel.ID, p Place) bool { return !p.Open(tx.Today()) })
	return tops(seen, tx.County()), err
}

// tops are those of the places that lie in no other one of them, by code.
func tops(seen map[kernel.ID]Place, county kernel.ID) []Place {
	out := []Place{}
	for _, p := range seen {
		higher := false
		for _, o := range seen {
			higher = higher || o.ID != p.ID && (o.Arm().Covers(p.Stamp, county) || p.ParentID == o.ID)
		}
		if !higher {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Place) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// Way lists the places from the county down to the place itself, village grids included.
func (s *Service) Way(tx *db.ReadTx, p Place) ([]Place, error) {
	known, err := s.LoadMany(tx, []kernel.ID{tx.County(), p.Stamp.TownshipID, p.Stamp.VillageID, p.Stamp.GroupID, p.ParentID})
	if err != nil {
		return nil, err
	}
	way := []Place{p}
	for id := p.ParentID; id != 0; id = way[0].ParentID {
		up, ok := known[id]
		if !ok {
			if up, err = s.Load(tx, id); kernel.KindOf(err) == kernel.KindNotFound && err != nil {
				break
			} else if err != nil {
				return nil, err
			}
		}
		way = append([]Place{up}, way...)
	}
	return way, nil
}

func (s *Service) withPath(tx *db.ReadTx, p Place) (Place, error) {
	way, err := s.Way(tx, p)
	if err != nil {
		return p, err
	}
	p.Path = []Ref{}
	for _, w := range way[:len(way)-1] {
		p.Path = append(p.Path, w.Ref())
	}
	return p, nil
}

// PathOf is the way to the lowest place of a stamp in words: 城关镇 / 东村 / 一组.
func (s *Service) PathOf(tx *db.ReadTx, stamp kernel.Stamp) (string, error) {
	out, err := s.Paths(tx, []kernel.Stamp{stamp})
	if err != nil {
		return "", err
	}
	return out[0], nil
}

// Paths is PathOf for many stamps with one query.
func (s *Service) Paths(tx *db.ReadTx, stamps []kernel.Stamp) ([]string, error) {
	ids := []kernel.ID{tx.County()}
	for _, st := range stamps {
		ids = append(ids, WayIDs(st)...)
	}
	known, err := s.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(stamps))
	for i, st := range stamps {
		out[i] = Words(known, tx.County(), st)
	}
	return out, nil
}

// Arms is the scope of the place and everything below it: one arm, for a village grid one more for each group grid that
// lies in it, and one for each place that went into it, whose closed records keep the stamp of those days.
func (s *Service) Arms(tx *db.ReadTx, p Place) ([]kernel.Arm, error) {
	inner, err := s.Inner(tx, p)
	if err != nil {
		return nil, err
	}
	before, err := s.predecessors(tx, p.ID)
	if err != nil {
		return nil, err
	}
	arms := []kernel.Arm{p.Arm()}
	for _, in := range inner[1:] {
		a := in.Arm()
		a.Above.GroupID = in.ID
		arms = append(arms, a)
	}
	for _, b := range before { // shows no way up: what lay above it then is no business of who holds the place now
		arms = append(arms, kernel.Arm{Level: b.Level, PlaceID: b.ID, Above: StampUnder(kernel.Stamp{}, b.Level, b.ID)})
	}
	return arms, nil
}

// Inner is the place itself and, for a village grid, the group grids that lie in it: all that a stamp may name for it.
func (s *Service) Inner(tx *db.ReadTx, p Place) ([]Place, error) {
	out := []Place{p}
	if p.Level != kernel.LevelGroup || p.nested() {
		return out, nil
	}
	var rows []placeRow
	err := tx.Select(&rows, "SELECT p.* FROM {place p} WHERE p.parent_id = ? AND p.level = ? ORDER BY +p.id", p.ID, kernel.LevelGroup)
	return append(out, places(rows)...), err
}

// Within is the condition that keeps rows of a table, known by its alias, at a place and everything below it.
func (s *Service) Within(tx *db.ReadTx, alias string, id kernel.ID) (string, []any, error) {
	p, err := s.Load(tx, id)
	if err != nil {
		return "", nil, err
	}
	switch p.Level {
	case kernel.LevelCounty:
		return alias + ".county_id = ?", []any{tx.County()}, nil
	case kernel.LevelTownship:
		return alias + ".township_id = ?", []any{p.ID}, nil
	case kernel.LevelVillage:
		return alias + ".village_id = ?", []any{p.ID}, nil
	case kernel.LevelMicro:
		return alias + ".micro_id = ?", []any{p.ID}, nil
	}
	inner, err := s.Inner(tx, p)
	ids := make([]kernel.ID, len(inner))
	for i, g := range inner {
		ids[i] = g.ID
	}
	in, args := Among(alias+".group_id", ids)
	return in, args, err
}

// Page is a page of places that meet a condition over `p`, by code.
func (s *Service) Page(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Place, string, error) {
	return selectPage(tx, where, args, page)
}

// Lock reads a place that the actor may change and keeps it from changing until the end.
func (s *Service) Lock(tx *db.WriteTx, id kernel.ID) (Place, error) {
	r, err := s.lock(tx, id)
	return r.place(), err
}
