package place

import (
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Plan is what an import of places will do: nothing is saved while there are faults.
type Plan struct {
	Name      string  // of the sheet, for faults
	New       []Place // with ids, higher levels first
	Changed   []Place
	Unchanged int
	Faults    []Fault

	p      *pack.Pack
	actor  kernel.Actor
	today  kernel.Day
	newID  func() kernel.ID
	byCode map[string]Place
	byID   map[kernel.ID]Place
	lines  map[string]Line
	state  map[string]int
	titles map[string]string // of columns, where a list calls them otherwise
}

// The states of a line while the plan is made.
const (
	untouched = iota
	inWork
	settled
	faulty
)

// PlanLines compares lines with the places that are there. Codes are the keys: a known code changes its place, an unknown
// one makes a new place below the one whose code stands beside it, in whatever order the lines come.
func (s *Service) PlanLines(tx *db.ReadTx, name string, lines []Line, newID func() kernel.ID) (*Plan, error) {
	return s.planOver(tx, nil, name, lines, newID)
}

// planOver is PlanLines with places that are not there yet but will be.
func (s *Service) planOver(tx *db.ReadTx, coming []Place, name string, lines []Line, newID func() kernel.ID) (*Plan, error) {
	if name == "" {
		name = SheetName
	}
	all, err := selectUnder(tx, Place{Level: kernel.LevelCounty})
	if err != nil {
		return nil, err
	}
	p := &Plan{
		Name: name, p: s.pack(), actor: tx.Actor(), today: tx.Today(), newID: newID,
		byCode: make(map[string]Place, len(all)+len(lines)), byID: make(map[kernel.ID]Place, len(all)+len(lines)),
		lines: make(map[string]Line, len(lines)), state: make(map[string]int, len(lines)),
	}
	if name == DivisionsName || name == divisionSheet {
		p.titles = divisionTitles
	}
	for _, pl := range append(all, coming...) {
		p.byCode[pl.Code], p.byID[pl.ID] = pl, pl
	}
	for _, l := range lines {
		if l.Code == "" {
			p.fault(l, colCode, "required")
		} else if first, twice := p.lines[l.Code]; twice {
			p.fault(l, colCode, "duplicate_code", "code", l.Code, "first_row", strconv.Itoa(first.Row))
		} else {
			p.lines[l.Code] = l
		}
	}
	for _, l := range lines {
		if l.Code != "" && p.lines[l.Code].Row == l.Row {
			p.settle(l.Code)
		}
	}
	slices.SortStableFunc(p.New, func(a, b Place) int {
		if a.Level != b.Level {
			return int(a.Level - b.Level)
		}
		return strings.Compare(a.Code, b.Code)
	})
	return p, nil
}

// ByCode finds a place as it will be; broken tells that its own line keeps it from being made.
func (p *Plan) ByCode(code string) (pl Place, known, broken bool) {
	pl, known = p.byCode[code]
	return pl, known, !known && p.state[code] == faulty
}

// MayChange tells whether the actor may change what lies at a place of the plan.
func (p *Plan) MayChange(pl Place) bool {
	return slices.ContainsFunc(p.actor.Arms, func(a kernel.Arm) bool {
		return a.Topic == "" && a.Covers(pl.Stamp, p.actor.CountyID)
	})
}

func (p *Plan) fault(l Line, column, code string, args ...string) {
	if own, ok := p.titles[column]; ok {
		column = own
	}
	f := Fault{Sheet: p.Name, Row: l.Row, Column: column, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	p.Faults = append(p.Faults, f)
}

// settle decides on the line of a code, the one above it first. It tells whether the place can be relied on.
func (p *Plan) settle(code string) bool {
	l, given := p.lines[code]
	if !given {
		_, known := p.byCode[code]
		return known
	}
	switch p.state[code] {
	case settled:
		return true
	case faulty:
		return false
	case inWork:
		p.fault(l, colParent, "circle", "code", code)
		return false
	}
	p.state[code] = inWork
	ok := p.line(l)
	if p.state[code] = settled; !ok {
		p.state[code] = faulty
	}
	return ok
}

// line checks one line against the place above it.
func (p *Plan) line(l Line) bool {
	before := len(p.Faults)
	name, err := CleanName(l.Name)
	if err != nil {
		p.fault(l, colName, "bad_name")
	}
	level, ok := levelOf(p.p, l.Level)
	if !ok {
		p.fault(l, colLevel, "bad_level", "value", l.Level)
		return false
	}
	kind, ok := kindOf(p.p, l.Kind, level)
	if l.Kind != "" && !ok {
		p.fault(l, colKind, "unknown_kind", "value", l.Kind)
	}
	households := 0
	if l.Households != "" {
		n, err := strconv.Atoi(l.Households)
		if households = n; err != nil || CheckHouseholds(n) != nil {
			p.fault(l, colHouseholds, "bad_number", "value", l.Households)
		}
	}
	parent, ok := p.parent(l, level)
	if !ok || len(p.Faults) > before {
		return false
	}
	want := Place{Code: l.Code, Name: name, Level: level, Kind: kind, Households: households, ParentID: parent.ID}
	if old, known := p.byCode[l.Code]; known {
		return p.change(l, old, want)
	}
	return p.add(l, parent, want)
}

// parent finds the place above a line; the county has none.
func (p *Plan) parent(l Line, level kernel.Level) (Place, bool) {
	if level == kernel.LevelCounty {
		if l.Parent != "" {
			p.fault(l, colParent, "county_is_top")
		}
		return Place{}, l.Parent == ""
	}
	if l.Parent == "" {
		p.fault(l, colParent, "required")
		return Place{}, false
	}
	ok := p.settle(l.Parent)
	parent, known := p.byCode[l.Parent]
	_, given := p.lines[l.Parent]
	switch {
	case !ok && !known && !given:
		p.fault(l, colParent, "unknown_parent", "code", l.Parent)
		return parent, false
	case !ok:
		p.fault(l, colParent, "faulty_parent", "code", l.Parent)
		return parent, false
	}
	if _, old := p.byCode[l.Code]; old {
		return parent, true // change tells what differs
	}
	if err := CheckCode(l.Code, parent.Code, level); err != nil {
		p.fault(l, colCode, "bad_code", "code", l.Code, "parent", parent.Code)
		return parent, false
	}
	if !MayHold(parent.Level, level, parent.nested()) {
		p.fault(l, colLevel, "level_not_under_parent", "parent", parent.Name)
		return parent, false
	}
	return parent, true
}

// change compares a line with the place that is there; what a line leaves empty stays.
func (p *Plan) change(l Line, old, want Place) bool {
	switch {
	case old.Level != want.Level:
		p.fault(l, colLevel, "level_differs", "name", old.Name)
		return false
	case old.ParentID != want.ParentID:
		p.fault(l, colParent, "parent_differs", "code", p.byID[old.ParentID].Code)
		return false
	case !old.Open(p.today):
		p.fault(l, colCode, "place_closed", "name", old.Name)
		return false
	}
	next := old
	next.Name = want.Name
	if want.Kind != "" {
		next.Kind = want.Kind
	}
	if l.Households != "" {
		next.Households = want.Households
	}
	if next.Name == old.Name && next.Kind == old.Kind && next.Households == old.Households {
		p.Unchanged++
		return true
	}
	if !p.MayChange(old) {
		p.fault(l, colCode, "out_of_scope")
		return false
	}
	p.Changed = append(p.Changed, next)
	p.byCode[l.Code], p.byID[old.ID] = next, next
	return true
}

func (p *Plan) add(l Line, parent, want Place) bool {
	if want.Level == kernel.LevelCounty {
		p.fault(l, colCode, "another_county", "code", l.Code)
		return false
	}
	if !parent.Open(p.today) {
		p.fault(l, colParent, "place_closed", "name", parent.Name)
		return false
	}
	want.ID, want.Rev, want.From = p.newID(), 1, p.today
	want.Stamp = StampUnder(parent.Stamp, want.Level, want.ID)
	if want.Kind == "" {
		want.Kind = KindFor(p.p, want.Level, want.Name)
	}
	if !p.MayChange(want) {
		p.fault(l, colCode, "out_of_scope")
		return false
	}
	p.New = append(p.New, want)
	p.byCode[l.Code], p.byID[want.ID] = want, want
	return true
}

// Carry saves what the plan says, in steps; step is told how many rows each of them had and may stop the whole.
func (s *Service) Carry(tx *db.WriteTx, p *Plan, step func(n int) error) error {
	const size = 500
	for from := 0; from < len(p.New); from += size {
		part := p.New[from:min(from+size, len(p.New))]
		if err := insert(tx, part); err != nil {
			return err
		}
		if err := step(len(part)); err != nil {
			return err
		}
	}
	for _, pl := range p.Changed {
		r := rowOf(pl)
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := index(tx, pl); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	return nil
}
