package place

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What follows reads the structure as it was on a day. An empty day, and today, mean the present.

// everywhere is the transaction as the program sees it: former names of a place that the actor may see, codes that are
// taken anywhere, and where the sign of a place leads that is no more.
func everywhere(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// On checks the day of a question about the past; for the present it is empty.
func On(tx *db.ReadTx, day kernel.Day) (kernel.Day, error) {
	if day == "" || day == tx.Today() {
		return "", nil
	}
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return "", kernel.Invalid("on", "bad_day").With("value", string(day))
	}
	if day > tx.Today() {
		return "", kernel.Invalid("on", "day_to_come")
	}
	return day, nil
}

// LoadOn is Load for a day; NotFound where the place did not exist then.
func (s *Service) LoadOn(tx *db.ReadTx, id kernel.ID, on kernel.Day) (Place, error) {
	if on == "" {
		return s.Load(tx, id)
	}
	found, err := selectManyOn(tx, on, []kernel.ID{id})
	if err != nil {
		return Place{}, err
	}
	p, ok := found[id]
	if !ok {
		return p, kernel.NotFound("place").With("id", id.String())
	}
	return p, nil
}

// LoadManyOn is LoadMany for a day.
func (s *Service) LoadManyOn(tx *db.ReadTx, ids []kernel.ID, on kernel.Day) (map[kernel.ID]Place, error) {
	if on == "" {
		return s.LoadMany(tx, ids)
	}
	return selectManyOn(tx, on, ids)
}

// ChildrenOn is Children for a day; the cursor is the code of the last place.
func (s *Service) ChildrenOn(tx *db.ReadTx, parent kernel.ID, on kernel.Day, page kernel.Page) ([]Place, string, error) {
	if on == "" {
		return s.Children(tx, parent, page)
	}
	list, err := selectOn(tx, on, "p.parent_id = ?", parent)
	list = slices.DeleteFunc(list, func(p Place) bool { return p.Code <= page.Cursor })
	if n := page.Size(); len(list) > n {
		return list[:n], list[n-1].Code, err
	}
	return list, "", err
}

// CountChildrenOn is CountChildren for a day.
func (s *Service) CountChildrenOn(tx *db.ReadTx, ids []kernel.ID, on kernel.Day) (map[kernel.ID]int, error) {
	if on == "" {
		return s.CountChildren(tx, ids)
	}
	out := make(map[kernel.ID]int, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	in, args := Among("p.parent_id", ids)
	list, err := selectOn(tx, on, in, args...)
	for _, p := range list {
		out[p.ParentID]++
	}
	return out, err
}

// UnderOn is Under for a day.
func (s *Service) UnderOn(tx *db.ReadTx, p Place, on kernel.Day) ([]Place, error) {
	if on == "" {
		return s.Under(tx, p)
	}
	where, args := "#id > 0", []any{}
	if col, ok := map[kernel.Level]string{kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id", kernel.LevelGroup: "group_id"}[p.Level]; ok {
		where, args = "p."+col+" = ?", []any{p.ID}
	}
	if p.Level == kernel.LevelMicro {
		where, args = "#id = ?", []any{p.ID}
	}
	list, err := selectOn(tx, on, where, args...)
	if err != nil {
		return nil, err
	}
	if p.Level == kernel.LevelGroup && !p.nested() {
		inner, err := selectOn(tx, on, "p.parent_id = ? AND p.level = ?", p.ID, kernel.LevelGroup)
		if err != nil {
			return nil, err
		}
		for _, g := range inner {
			below, err := selectOn(tx, on, "p.group_id = ?", g.ID)
			if err != nil {
				return nil, err
			}
			list = append(list, below...)
		}
	}
	slices.SortStableFunc(list, func(a, b Place) int {
		if a.Level != b.Level {
			return int(a.Level - b.Level)
		}
		return strings.Compare(a.Code, b.Code)
	})
	return list, nil
}

// WayOn is Way for a day.
func (s *Service) WayOn(tx *db.ReadTx, p Place, on kernel.Day) ([]Place, error) {
	if on == "" {
		return s.Way(tx, p)
	}
	way := []Place{p}
	for id := p.ParentID; id != 0; id = way[0].ParentID {
		up, err := s.LoadOn(tx, id, on)
		if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
			break
		} else if err != nil {
			return nil, err
		}
		way = append([]Place{up}, way...)
	}
	return way, nil
}

// TopsOn is Tops for a day: a place that is no more today may be where the tree began then.
func (s *Service) TopsOn(tx *db.ReadTx, on kernel.Day) ([]Place, error) {
	if on == "" {
		return s.Tops(tx)
	}
	var ids []kernel.ID
	for _, a := range tx.Actor().Arms {
		if a.BodyID == 0 {
			ids = append(ids, a.PlaceID)
			continue
		}
		_, id := a.Above.Lowest(tx.County())
		ids = append(ids, id)
	}
	seen, err := selectManyOn(tx, on, ids)
	return tops(seen, tx.County()), err
}

// Successor follows a place that ended to the one that took over, over any number of changes; a place that stands is its
// own. NotFound where nobody took over.
func (s *Service) Successor(tx *db.ReadTx, p Place) (Place, error) {
	all := everywhere(tx)
	for range 100 { // a chain of takings-over cannot turn back: a successor was open on the day
		if p.Open(tx.Today()) {
			return p, nil
		}
		links, err := selectLinks(all, "l.from_id = ? AND l.day <= ?", p.ID, tx.Today())
		if err != nil {
			return p, err
		}
		if len(links) == 0 {
			break
		}
		if p, err = s.Load(all, links[len(links)-1].ToID); err != nil {
			return p, err
		}
	}
	return p, kernel.NotFound("place")
}

// ByCard finds the place to which the code on a sign leads today: signs of places that ended lead to their successor, and a
// former code to the place itself.
func (s *Service) ByCard(tx *db.ReadTx, code string) (Place, error) {
	all := everywhere(tx)
	p, err := selectByCode(all, code)
	if err != nil && kernel.KindOf(err) == kernel.KindNotFound {
		var id kernel.ID
		if id, err = selectFormer(all, code); err == nil {
			p, err = s.Load(all, id)
		}
	}
	if err != nil {
		return Place{}, err
	}
	return s.Successor(tx, p)
}

// predecessors are the places that went wholly into a place, directly or over others, up to today. A place that still stands
// is none: what was cut off from it must not open it.
func (s *Service) predecessors(tx *db.ReadTx, id kernel.ID) ([]Place, error) {
	all := everywhere(tx)
	seen, at := map[kernel.ID]bool{id: true}, []kernel.ID{id}
	var out []Place
	for len(at) > 0 {
		in, args := Among("l.to_id", at)
		links, err := selectLinks(all, in+" AND l.day <= ?", append(args, tx.Today())...)
		if err != nil {
			return nil, err
		}
		at = nil
		for _, l := range links {
			if !seen[l.FromID] {
				seen[l.FromID], at = true, append(at, l.FromID)
			}
		}
		before, err := selectMany(all, at)
		if err != nil {
			return nil, err
		}
		at = nil
		for _, p := range before {
			if !p.Open(tx.Today()) {
				out, at = append(out, p), append(at, p.ID)
			}
		}
	}
	return out, nil
}

// History tells the past of a place that the actor may see.
func (s *Service) History(ctx context.Context, id kernel.ID) (History, error) {
	out := History{States: []PastState{}, Predecessors: []Succession{}, Successors: []Succession{}}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.Load(tx, id)
		if err != nil {
			return err
		}
		if out.States, err = s.states(everywhere(tx), p); err != nil {
			return err
		}
		if out.Predecessors, err = s.links(everywhere(tx), "l.to_id = ?", id, func(l linkRow) kernel.ID { return l.FromID }); err != nil {
			return err
		}
		out.Successors, err = s.links(everywhere(tx), "l.from_id = ?", id, func(l linkRow) kernel.ID { return l.ToID })
		return err
	})
	return out, err
}

func (s *Service) states(tx *db.ReadTx, p Place) ([]PastState, error) {
	var rows []versionRow
	if err := tx.Select(&rows, "SELECT v.* FROM {place_version v} WHERE v.place_id = ? ORDER BY v.from_day DESC", p.ID); err != nil {
		return nil, err
	}
	list := []Place{p}
	for i := range rows {
		list = append(list, rows[i].place())
	}
	out := make([]PastState, 0, len(list))
	for _, v := range list {
		st := PastState{From: v.Since, To: v.To, Name: v.Name, Kind: v.Kind, Code: v.Code, Households: v.Households}
		day := v.To
		if day == "" {
			day = tx.Today()
		}
		up, err := selectManyOn(tx, max(day, v.Since), []kernel.ID{v.ParentID})
		if err != nil {
			return nil, err
		}
		st.Parent = up[v.ParentID].Ref()
		if n := len(out); n > 0 && sameState(out[n-1], st) { // only what lies above the place above has changed
			out[n-1].From = st.From
			continue
		}
		out = append(out, st)
	}
	return out, nil
}

func sameState(a, b PastState) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Code == b.Code && a.Parent.ID == b.Parent.ID
}

func (s *Service) links(tx *db.ReadTx, where string, id kernel.ID, other func(linkRow) kernel.ID) ([]Succession, error) {
	rows, err := selectLinks(tx, where, id)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(rows))
	for i, l := range rows {
		ids[i] = other(l)
	}
	names, err := s.LoadMany(tx, ids)
	out := make([]Succession, len(rows))
	for i, l := range rows {
		out[i] = Succession{Day: l.Day, Kind: l.Kind, Place: names[other(l)].Ref()}
	}
	return out, err
}
