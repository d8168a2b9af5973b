package body

import (
	"cmp"
	"iter"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

func (s *Service) bodyRegister() register.Register {
	return register.Register{
		Key: "bodies", Title: "组织", TitleEn: "Bodies", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) {
			var kinds []string
			for _, k := range s.p.BodyKinds {
				kinds = append(kinds, k.Name)
			}
			return []register.Sheet{bodyColumns(kinds)}, nil
		},
		Rows: s.bodyRows,
		Plan: func(tx *db.ReadTx, book register.Book, newID func() kernel.ID) (register.Plan, error) {
			return s.planBodies(tx, book[bodySheet], newID)
		},
	}
}

func (s *Service) bodyRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	parent, _ := kernel.ParseID(cmp.Or(o.Args["parent"], "0"))
	f := BodyFilter{Place: o.At, Parent: parent, Kind: o.Args["kind"], Q: o.Args["q"]}
	var find *place.Finder
	return pages(
		func(p kernel.Page) ([]Body, string, error) { return s.PageBodies(tx, f, p) },
		func(list []Body) ([][]any, error) {
			if find == nil {
				var err error
				if find, err = s.places.Finder(tx); err != nil {
					return nil, err
				}
			}
			out := make([][]any, len(list))
			for i, b := range list {
				kind, _ := s.p.BodyKind(b.Kind)
				at, parent := b.Place.Code, ""
				if p, ok := find.ByID(b.PlaceID); ok && p.Level > kernel.LevelCounty {
					at = find.Name(p)
				}
				if b.ParentID != 0 {
					parent = b.ParentID.String()
				}
				out[i] = []any{b.ID.String(), b.Name, kind.Name, at, parent, string(b.From), string(b.To), b.Leader, b.Members}
			}
			return out, nil
		})
}

// bodyFinder finds bodies by the number of the record or by name.
type bodyFinder struct {
	byID   map[kernel.ID]Body
	byName map[string][]kernel.ID
}

func newBodyFinder(tx *db.ReadTx) (*bodyFinder, error) {
	f := &bodyFinder{byID: map[kernel.ID]Body{}, byName: map[string][]kernel.ID{}}
	var rows []bodyRow
	err := tx.Select(&rows, "SELECT b.* FROM {body b} WHERE b.to_day >= ?", tx.Today())
	for i := range rows {
		f.add(rows[i].body())
	}
	return f, err
}

func (f *bodyFinder) add(b Body) {
	f.byID[b.ID] = b
	f.byName[b.Name] = append(f.byName[b.Name], b.ID)
}

// find gives the fault's code and facts where not exactly one body is meant.
func (f *bodyFinder) find(s string) (b Body, code string, args []string) {
	if id, err := kernel.ParseID(s); err == nil {
		if b, ok := f.byID[id]; ok {
			return b, "", nil
		}
	}
	switch ids := f.byName[s]; len(ids) {
	case 0:
		return b, "unknown_body", []string{"name", s}
	case 1:
		return f.byID[ids[0]], "", nil
	}
	return b, "ambiguous_body", []string{"name", s}
}

// bodyPlan is what an import of bodies will do.
type bodyPlan struct {
	register.Draft
	s      *Service
	tx     *db.ReadTx
	find   *bodyFinder
	places *place.Finder
	newID  func() kernel.ID
	seen   map[kernel.ID]int
}

// bodyLine is a row that was checked for itself.
type bodyLine struct {
	register.Record
	old  Body // of a known body
	want bodyRow
}

// planBodies compares the rows with the bodies that are there; a body of the sheet may stand above another one of it.
func (s *Service) planBodies(tx *db.ReadTx, rows []register.Record, newID func() kernel.ID) (register.Plan, error) {
	p := &bodyPlan{s: s, tx: tx, newID: newID, seen: map[kernel.ID]int{}}
	p.Touch(bodySheet)
	var err error
	if p.places, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	if p.find, err = newBodyFinder(tx); err != nil {
		return nil, err
	}
	var lines []*bodyLine
	for _, r := range rows {
		if l, ok := p.read(r); ok {
			lines = append(lines, l)
		}
	}
	for _, l := range lines {
		p.settle(l)
	}
	return p, nil
}

func (p *bodyPlan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(bodySheet, r.Row, column, code, args...)
}

// read checks what a row says for itself and makes a new body known to the other rows.
func (p *bodyPlan) read(r register.Record) (*bodyLine, bool) {
	name, err := place.CleanName(r.Get("name"))
	if err != nil {
		p.fault(r, "名称", "bad_name")
		return nil, false
	}
	at, code, args := p.places.Find(r.Get("place"))
	if code != "" {
		p.fault(r, "所在地", code, args...)
		return nil, false
	}
	l := &bodyLine{Record: r}
	for _, k := range p.s.p.BodyKinds {
		if k.Name == r.Get("kind") || k.ID == r.Get("kind") {
			l.want.Kind = k.ID
		}
	}
	if l.want.Kind == "" {
		return nil, false // the cell was told of
	}
	l.want.Name, l.want.PlaceID, l.want.Stamp = name, at.ID, at.Stamp
	if id := r.Get("id"); id != "" {
		if l.old, code, _ = p.find.find(id); code != "" || l.old.ID.String() != id {
			p.fault(r, colID, "unknown_id", "value", id)
			return nil, false
		}
	} else if ids := p.find.byName[name]; len(ids) > 0 {
		for _, id := range ids {
			if b := p.find.byID[id]; b.PlaceID == at.ID && b.Kind == l.want.Kind {
				l.old = b
			}
		}
	}
	if first := p.seen[l.old.ID]; l.old.ID != 0 && first != 0 {
		p.fault(r, "名称", "duplicate_body", "name", name, "first_row", strconv.Itoa(first))
		return nil, false
	}
	if l.old.ID == 0 {
		l.want.ID, l.want.Rev = p.newID(), 1
		p.seen[l.want.ID] = r.Row
		p.find.add(Body{ID: l.want.ID, Name: name, Kind: l.want.Kind, PlaceID: at.ID})
		return l, true
	}
	p.seen[l.old.ID] = r.Row
	return l, true
}

// settle finds the body above and decides whether the row is new, changed or the same.
func (p *bodyPlan) settle(l *bodyLine) {
	w := &l.want
	w.ParentID = l.old.ParentID
	if up := l.Get("parent"); up != "" && up == l.old.ParentID.String() { // also where it lies out of sight or has ended
		w.ParentID = l.old.ParentID
	} else if up != "" {
		b, code, args := p.find.find(up)
		if code != "" || b.ID == cmp.Or(l.old.ID, w.ID) {
			p.fault(l.Record, "上级", cmp.Or(code, "circle"), args...)
			return
		}
		w.ParentID = b.ID
	} else if l.Has("parent") {
		w.ParentID = 0
	}
	from, to := kernel.Day(l.Get("from")), kernel.Day(l.Get("to"))
	from = cmp.Or(from, l.old.From)
	if err := checkSpan(&from, &to, p.tx.Today()); err != nil {
		p.fault(l.Record, "撤销", "ends_before_it_begins")
		return
	}
	w.FromDay, w.ToDay = from, stored(to)
	arms, county := p.tx.Actor().Arms, p.tx.County()
	if !covered(arms, w.Stamp, county) {
		p.fault(l.Record, "所在地", "out_of_scope")
		return
	}
	if l.old.ID == 0 {
		w.BodyID = w.ID
		p.New(bodySheet, func(tx *db.WriteTx) error {
			row := *w
			if err := tx.Insert(&row); err != nil {
				return err
			}
			return indexBody(tx, &row)
		})
		return
	}
	old := l.old
	switch {
	case old.Kind != w.Kind:
		p.fault(l.Record, "类别", "kind_differs", "name", old.Name)
	case old.PlaceID != w.PlaceID:
		p.fault(l.Record, "所在地", "place_differs", "name", old.Name)
	case old.Name == w.Name && old.ParentID == w.ParentID && old.From == w.FromDay && stored(old.To) == w.ToDay:
		p.Same(bodySheet)
	default:
		p.Change(bodySheet, func(tx *db.WriteTx) error { return p.s.saveBody(tx, old.ID, *w) })
	}
}

// saveBody stores what an import says of a known body.
func (s *Service) saveBody(tx *db.WriteTx, id kernel.ID, want bodyRow) error {
	r := &bodyRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	if r.ParentID != want.ParentID {
		if err := s.checkParent(tx, id, want.ParentID); err != nil {
			return err
		}
	}
	r.Name, r.ParentID, r.FromDay, r.ToDay = want.Name, want.ParentID, want.FromDay, want.ToDay
	if err := tx.Update(r); err != nil {
		return err
	}
	return indexBody(tx, r)
}
