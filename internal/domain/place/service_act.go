package place

import (
	"context"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Rehoming is a change while it is carried out, as far as later rooms take part in it.
type Rehoming struct {
	Day      kernel.Day
	Steps    []db.Rehoming
	Replaced []Replaced
	Officers []Choice
	Preview  *Preview
	made     map[kernel.ID]bool // new places
}

// Replaced is a place whose own rows go to another one.
type Replaced struct{ From, To Place }

// Follower is a later room's part of a change: it runs before the rows move, adds to the preview what concerns it, and
// changes what cannot simply follow.
type Follower func(tx *db.WriteTx, r *Rehoming) error

// Follow enters the part of a later room.
func (s *Service) Follow(f Follower) { s.followers = append(s.followers, f) }

// Preview carries an act out, tells what it did, and takes it all back: what is shown is what will be done.
func (s *Service) Preview(ctx context.Context, a Act) (Preview, error) {
	a, err := a.clean()
	if err != nil {
		return Preview{}, err
	}
	var out Preview
	err = s.d.Try(ctx, "place."+a.Kind, func(tx *db.WriteTx) error {
		out, err = s.carryOut(tx, a)
		return err
	})
	return out, err
}

// Act changes the structure from a day on, today or past; a day to come makes a planned change. Seen refuses it when it would
// do something else than its preview said.
func (s *Service) Act(ctx context.Context, a Act) (Preview, error) {
	a, err := a.clean()
	if err != nil {
		return Preview{}, err
	}
	if a.Day > kernel.DayOf(s.d.Now()) {
		return s.planLater(ctx, a)
	}
	var out Preview
	err = s.d.Write(ctx, "place."+a.Kind, func(tx *db.WriteTx) error {
		tx.Reason(a.Reason)
		if out, err = s.carryOut(tx, a); err != nil {
			return err
		}
		return out.refused(a.Seen)
	})
	return out, err
}

// refused is the first problem of a preview, or that it is another one than was seen.
func (p Preview) refused(seen string) error {
	if len(p.Problems) > 0 {
		err := kernel.Conflict(p.Problems[0].Code)
		for k, v := range p.Problems[0].Args {
			err = err.With(k, v)
		}
		return err
	}
	if seen != "" && seen != p.Seen {
		return kernel.Conflict("changed_meanwhile")
	}
	return nil
}

// change is an act at work.
type change struct {
	s    *Service
	tx   *db.WriteTx
	a    Act
	rows map[kernel.ID]*placeRow // locked, by id
	seen []kernel.ID             // whose trees the preview shows
	ups  []kernel.ID             // the places above those, before and after
	r    *Rehoming
}

// carryOut does an act within a Write.
func (s *Service) carryOut(tx *db.WriteTx, a Act) (Preview, error) {
	out := Preview{
		Kind: a.Kind, Day: a.Day, Counts: []RowCount{}, Officers: []PostMove{}, Cases: []OpenCase{}, Bodies: []BodyMove{}, Cards: []CardMove{},
		Problems: []Obstacle{},
	}
	c := &change{s: s, tx: tx, a: a, rows: map[kernel.ID]*placeRow{}}
	c.r = &Rehoming{Day: a.Day, Officers: a.Officers, Preview: &out, made: map[kernel.ID]bool{}}
	for _, id := range a.involved() {
		if err := c.take(id); err != nil {
			return out, err
		}
	}
	c.seen = slices.DeleteFunc(a.involved(), func(id kernel.ID) bool { return id == a.ParentID })
	var err error
	if out.Before, err = c.tree(); err != nil {
		return out, err
	}
	if err = c.do(); err != nil {
		return out, err
	}
	for _, f := range s.followers {
		if err = f(tx, c.r); err != nil {
			return out, err
		}
	}
	if err = c.rehome(); err != nil {
		return out, err
	}
	if out.After, err = c.tree(); err != nil {
		return out, err
	}
	mark(out.Before, out.After)
	for _, rep := range c.r.Replaced {
		if !rep.From.Open(a.Day) {
			out.Cards = append(out.Cards, CardMove{rep.From.Name, rep.From.Code, rep.To.Name, rep.To.Code})
		}
	}
	out.Seen = out.digest()
	return out, nil
}

// take locks a place that the act names.
func (c *change) take(id kernel.ID) error {
	if c.rows[id] != nil {
		return nil
	}
	r, err := c.s.lock(c.tx, id)
	if err != nil {
		return err
	}
	if p := r.place(); !p.Open(c.a.Day) {
		return kernel.Conflict("place_closed").With("name", p.Name)
	}
	c.rows[id] = r
	return nil
}

func (c *change) do() error {
	switch c.a.Kind {
	case ActRename:
		return c.rename()
	case ActMove:
		return c.move()
	case ActMerge:
		return c.merge()
	case ActSplit:
		return c.split()
	}
	return c.close()
}

// become changes the state of a place from the day on.
func (c *change) become(r *placeRow, to func(*placeRow)) error {
	if err := checkDay(r.place(), c.a.Day, false); err != nil {
		return err
	}
	if err := keep(c.tx, r, c.a.Day); err != nil {
		return err
	}
	to(r)
	r.SinceDay = c.a.Day
	if err := c.tx.Update(r); err != nil {
		return err
	}
	return index(c.tx, r.place())
}

// end lets a place live until the day before; its own rows go to the heir.
func (c *change) end(r, heir *placeRow) error {
	if err := checkDay(r.place(), c.a.Day, true); err != nil {
		return err
	}
	r.ToDay = c.a.Day.Add(-1)
	if err := c.tx.Update(r); err != nil {
		return err
	}
	c.replace(r, heir)
	return c.link(r.ID, heir)
}

// replace gives what lies directly at a place to another one.
func (c *change) replace(r, heir *placeRow) {
	c.r.Replaced = append(c.r.Replaced, Replaced{r.place(), heir.place()})
	c.r.Steps = append(c.r.Steps, db.Rehoming{From: r.Stamp, To: heir.Stamp, Direct: true, Place: heir.ID, Day: c.a.Day})
}

func (c *change) link(from kernel.ID, to *placeRow) error {
	l := &linkRow{Stamp: to.Stamp, FromID: from, ToID: to.ID, Day: c.a.Day, Kind: c.a.Kind}
	return c.tx.Insert(l)
}

// reparent puts a place with all below it under another one; code is the place's own from then on.
func (c *change) reparent(r, parent *placeRow, code string) error {
	p := r.place()
	under, err := selectUnder(everywhere(c.tx.ReadTx), p)
	if err != nil {
		return err
	}
	under = slices.DeleteFunc(under, func(b Place) bool { return b.ID == p.ID || !b.Open(c.a.Day) })
	inner := slices.ContainsFunc(under, func(b Place) bool { return b.Level == p.Level })
	if up := parent.place(); !MayHold(up.Level, p.Level, up.nested()) || inner && up.Level == p.Level {
		return kernel.Invalid("parent_id", "level_not_under_parent").With("name", p.Name)
	}
	was, is := p.Stamp, StampUnder(parent.Stamp, p.Level, p.ID)
	if err := c.become(r, func(r *placeRow) { r.ParentID, r.Stamp, r.Code = parent.ID, is, code }); err != nil {
		return err
	}
	if was == is {
		return nil
	}
	c.r.Steps = append(c.r.Steps, db.Rehoming{From: was, To: is, Day: c.a.Day})
	for _, b := range under {
		row, err := c.s.lock(c.tx, b.ID)
		if err != nil {
			return err
		}
		to := below(b.Stamp, is, p.Level)
		if err := c.become(row, func(r *placeRow) { r.Stamp = to }); err != nil {
			return err
		}
		if b.Level == p.Level { // a group grid in a village grid: a stamp names it, not the grid around it
			c.r.Steps = append(c.r.Steps, db.Rehoming{From: b.Stamp, To: to, Day: c.a.Day})
		}
	}
	return nil
}

// adopt puts the open places directly below one place under another.
func (c *change) adopt(from, to *placeRow) error {
	kids, err := c.children(from.ID)
	if err != nil {
		return err
	}
	for _, k := range kids {
		if err := c.reparent(k, to, k.Code); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) children(id kernel.ID) ([]*placeRow, error) {
	list, err := selectOn(c.tx.ReadTx, c.a.Day, "p.parent_id = ?", id)
	if err != nil {
		return nil, err
	}
	out := make([]*placeRow, len(list))
	for i := range list {
		if out[i], err = c.s.lock(c.tx, list[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add enters a new place that exists from the day on.
func (c *change) add(p Place, parent *placeRow, code string) (*placeRow, error) {
	var err error
	if p.Name, err = CleanName(p.Name); err != nil {
		return nil, err
	}
	if k, ok := c.s.pack().PlaceKind(p.Kind); !ok || k.Level != int(p.Level) {
		return nil, kernel.Invalid("kind", "unknown_kind").With("kind", p.Kind)
	}
	if up := parent.place(); !MayHold(up.Level, p.Level, up.nested()) {
		return nil, kernel.Invalid("parent_id", "level_not_under_parent").With("name", up.Name)
	}
	if p.Code, err = c.s.code(c.tx.ReadTx, code, parent.Code, p.Level); err != nil {
		return nil, err
	}
	p.ID, p.Rev, p.ParentID, p.From, p.Since = c.tx.NewID(), 1, parent.ID, c.a.Day, c.a.Day
	p.Stamp = StampUnder(parent.Stamp, p.Level, p.ID)
	if err := insert(c.tx, []Place{p}); err != nil {
		return nil, err
	}
	c.r.made[p.ID], c.seen = true, append(c.seen, p.ID)
	return c.s.lock(c.tx, p.ID)
}

// rehome moves the rows and counts them for the preview.
func (c *change) rehome() error {
	sum := map[string]int{}
	for _, st := range c.r.Steps {
		n, err := c.tx.Rehome(st)
		if err != nil {
			return err
		}
		for table, k := range n {
			sum[table] += k
		}
	}
	out := c.r.Preview
	for table, n := range sum {
		out.Counts = append(out.Counts, RowCount{table, n})
	}
	slices.SortFunc(out.Counts, func(a, b RowCount) int { return strings.Compare(a.Table, b.Table) })
	return nil
}

// tree shows the places of the act between those above and those below them, as they are from the day on.
func (c *change) tree() ([]TreeNode, error) {
	tx, on := c.tx.ReadTx, c.a.Day
	known, err := selectManyOn(tx, on, c.seen)
	if err != nil {
		return nil, err
	}
	for _, p := range known {
		c.ups = append(c.ups, p.ParentID)
	}
	tops, err := selectManyOn(tx, on, append(c.ups, c.a.ParentID))
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(tops, func(id kernel.ID, _ Place) bool { return known[id].ID != 0 }) // shown below its own place above
	out := []TreeNode{}
	for _, up := range byCode(tops) {
		out = append(out, c.node(up, 0))
		kids, err := selectOn(tx, on, "p.parent_id = ?", up.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range kids {
			if _, ok := known[p.ID]; !ok {
				continue
			}
			out = append(out, c.node(p, 1))
			low, err := selectOn(tx, on, "p.parent_id = ?", p.ID)
			if err != nil {
				return nil, err
			}
			for _, k := range low {
				out = append(out, c.node(k, 2))
			}
		}
	}
	return out, nil
}

func byCode(m map[kernel.ID]Place) []Place {
	out := make([]Place, 0, len(m))
	for _, p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Place) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func (c *change) node(p Place, depth int) TreeNode {
	return TreeNode{ID: c.r.Shown(p).ID, Depth: depth, Name: p.Name, Code: p.Code, Level: p.Level, Households: p.Households}
}

// Shown is a place in the preview: a new one has no id there, because the one that will be made has another.
func (r *Rehoming) Shown(p Place) Ref {
	ref := p.Ref()
	if r.made[p.ID] {
		ref.ID = 0
	}
	return ref
}

// Problem notes why the act is refused as it stands.
func (r *Rehoming) Problem(code string, args map[string]string) {
	r.Preview.Problems = append(r.Preview.Problems, Obstacle{code, args})
}
