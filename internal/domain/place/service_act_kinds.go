package place

import (
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

func (c *change) rename() error {
	r := c.rows[c.a.PlaceID]
	next := r.place()
	var err error
	if c.a.Name != "" {
		if next.Name, err = CleanName(c.a.Name); err != nil {
			return err
		}
	}
	if c.a.Sort != "" {
		if k, ok := c.s.pack().PlaceKind(c.a.Sort); !ok || k.Level != int(r.Level) {
			return kernel.Invalid("kind", "unknown_kind").With("kind", c.a.Sort)
		}
		next.Kind = c.a.Sort
	}
	if next.Code, err = c.recode(r, r.ParentID); err != nil {
		return err
	}
	if next.Name == r.Name && next.Kind == r.Kind && next.Code == r.Code {
		return kernel.Invalid("name", "nothing_changes")
	}
	return c.become(r, func(r *placeRow) { r.Name, r.Kind, r.Code = next.Name, next.Kind, next.Code })
}

// recode is the code that the act gives to a place below a parent; without one it keeps its own.
func (c *change) recode(r *placeRow, parent kernel.ID) (string, error) {
	if c.a.Code == "" || c.a.Code == r.Code {
		return r.Code, nil
	}
	up, err := c.s.Load(c.tx.ReadTx, parent)
	if err != nil {
		return "", err
	}
	code, err := c.s.code(c.tx.ReadTx, c.a.Code, up.Code, r.Level)
	if err == nil {
		c.r.Preview.Cards = append(c.r.Preview.Cards, CardMove{r.Name, r.Code, r.Name, code})
	}
	return code, err
}

func (c *change) move() error {
	r, parent := c.rows[c.a.PlaceID], c.rows[c.a.ParentID]
	switch {
	case r.Level == kernel.LevelCounty:
		return kernel.Conflict("county_stays")
	case parent == nil:
		return kernel.Invalid("parent_id", "required")
	case parent.ID == r.ParentID:
		return kernel.Invalid("parent_id", "nothing_changes")
	case r.place().Arm().Covers(parent.Stamp, c.tx.County()) || parent.ParentID == r.ID:
		return kernel.Invalid("parent_id", "into_itself")
	}
	code, err := c.recode(r, parent.ID)
	if err != nil {
		return err
	}
	return c.reparent(r, parent, code)
}

func (c *change) merge() error {
	target, others := c.rows[c.a.PlaceID], make([]*placeRow, len(c.a.With))
	level := c.rows[c.a.With[0]].Level
	households := 0
	for i, id := range c.a.With {
		others[i] = c.rows[id]
		households += others[i].Households
		if others[i].Level != level || target != nil && target.Level != level {
			return kernel.Invalid("with", "levels_differ")
		}
	}
	if level == kernel.LevelCounty {
		return kernel.Conflict("county_stays")
	}
	var err error
	if target == nil {
		target, err = c.mergeInto(others[0], households)
	} else if households > 0 {
		err = c.become(target, func(r *placeRow) { r.Households += households })
	}
	if err != nil {
		return err
	}
	for _, o := range others {
		if err := c.adopt(o, target); err != nil {
			return err
		}
		if err := c.end(o, target); err != nil {
			return err
		}
	}
	return nil
}

// mergeInto enters the new place of a merger, of the kind of the first one where none is given.
func (c *change) mergeInto(first *placeRow, households int) (*placeRow, error) {
	parent := c.rows[c.a.ParentID]
	if parent == nil {
		if err := c.take(first.ParentID); err != nil {
			return nil, err
		}
		parent = c.rows[first.ParentID]
	}
	kind := c.a.Sort
	if kind == "" {
		kind = first.Kind
	}
	return c.add(Place{Name: c.a.Name, Kind: kind, Level: first.Level, Households: households}, parent, c.a.Code)
}

func (c *change) split() error {
	r := c.rows[c.a.PlaceID]
	if r.Level == kernel.LevelCounty {
		return kernel.Conflict("county_stays")
	}
	if err := c.take(r.ParentID); err != nil {
		return err
	}
	kids, err := c.children(r.ID)
	if err != nil {
		return err
	}
	byID := map[kernel.ID]*placeRow{}
	for _, k := range kids {
		byID[k.ID] = k
	}
	taken := 0
	for i, part := range c.a.Parts {
		p := Place{Name: part.Name, Kind: part.Sort, Level: r.Level}
		if p.Kind == "" {
			p.Kind = r.Kind
		}
		for _, id := range part.Children {
			if byID[id] == nil {
				return kernel.Invalid("parts", "not_a_child").With("n", strconv.Itoa(i+1))
			}
			p.Households += byID[id].Households
		}
		taken += p.Households
		if err := c.part(r, p, part, byID, c.a.Heir == i+1); err != nil {
			return err
		}
	}
	return c.become(r, func(r *placeRow) { r.Households = max(0, r.Households-taken) })
}

// part makes one new place of a split and gives it what it takes along.
func (c *change) part(r *placeRow, p Place, part SplitPart, kids map[kernel.ID]*placeRow, heir bool) error {
	made, err := c.add(p, c.rows[r.ParentID], part.Code)
	if err != nil {
		return err
	}
	for _, id := range part.Children {
		if err := c.reparent(kids[id], made, kids[id].Code); err != nil {
			return err
		}
		delete(kids, id)
	}
	if heir {
		c.replace(r, made)
	}
	return c.link(r.ID, made)
}

func (c *change) close() error {
	r := c.rows[c.a.PlaceID]
	switch {
	case r.Level == kernel.LevelCounty:
		return kernel.Conflict("county_stays")
	case c.a.Reason == "":
		return kernel.Invalid("reason", "required")
	case c.a.HeirID == 0:
		return c.closeEmpty(r)
	}
	heir := c.rows[c.a.HeirID]
	if heir.ID == r.ID || heir.Level != r.Level && heir.ID != r.ParentID {
		return kernel.Invalid("heir_id", "bad_heir")
	}
	if heir.Level == r.Level && r.Households > 0 {
		if err := c.become(heir, func(h *placeRow) { h.Households += r.Households }); err != nil {
			return err
		}
	}
	if err := c.adopt(r, heir); err != nil {
		return err
	}
	return c.end(r, heir)
}

// closeEmpty ends a place at which nothing lies any more; else the preview says what does, and nobody can confirm it.
func (c *change) closeEmpty(r *placeRow) error {
	if err := checkDay(r.place(), c.a.Day, true); err != nil {
		return err
	}
	kids, err := c.children(r.ID)
	if err != nil {
		return err
	}
	if len(kids) > 0 {
		c.r.Problem("has_places", map[string]string{"n": strconv.Itoa(len(kids))})
	}
	lie, err := c.tx.Lies(db.Rehoming{From: r.Stamp, Day: c.a.Day})
	if err != nil {
		return err
	}
	tables := make([]string, 0, len(lie))
	for table := range lie {
		tables = append(tables, table)
	}
	slices.Sort(tables)
	for _, table := range tables {
		c.r.Preview.Counts = append(c.r.Preview.Counts, RowCount{table, lie[table]})
	}
	if len(tables) > 0 {
		c.r.Problem("not_empty", map[string]string{"name": r.Name})
	}
	r.ToDay = c.a.Day.Add(-1)
	return c.tx.Update(r)
}
