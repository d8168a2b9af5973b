package person

import (
	"errors"
	"slices"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// rollPlan is what an import of a roll will do. Rows are read first, then what is there about their persons, then the two
// are compared: no row asks the database.
type rollPlan struct {
	register.Draft
	s     *Service
	tx    *db.ReadTx
	sheet string
	today kernel.Day

	places *place.Finder
	known  *Finder
	house  map[kernel.ID]string // code of the household of today, by person
	lines  []rollLine
	held   map[kernel.ID][]rollRow // what persons stand on, also beyond the actor's scope
	rows   map[kernel.ID]*personRow
	seen   map[string]int // rows of the sheet, by person and list

	lists   []*listRow // new voter rolls
	fresh   []*rollRow
	amended []*rollRow
}

// rollLine is one row as far as it could be read.
type rollLine struct {
	record
	at  place.Place
	who Person
}

// planRoll reads the rows of a roll, finds whom they mean, and reads what these persons stand on.
func (s *Service) planRoll(tx *db.ReadTx, sheetName string, records []record) (*rollPlan, error) {
	p := &rollPlan{s: s, tx: tx, sheet: sheetName, today: tx.Today(), held: map[kernel.ID][]rollRow{}, seen: map[string]int{}}
	p.Touch(sheetName)
	var err error
	if p.places, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	if p.known, err = s.Finder(tx, SaidIn(records)); err != nil {
		return nil, err
	}
	if p.house, err = houseCodes(tx, p.known.ids()); err != nil {
		return nil, err
	}
	var who []kernel.ID
	for _, r := range records {
		if l, ok := p.read(r); ok {
			p.lines, who = append(p.lines, l), append(who, l.who.ID)
		}
	}
	slices.Sort(who)
	who = slices.Compact(who)
	held, err := rollsOfAll(whole(tx), who)
	for _, r := range held {
		p.held[r.PersonID] = append(p.held[r.PersonID], r)
	}
	if err != nil {
		return nil, err
	}
	p.rows, err = selectPersons(tx, who)
	return p, err
}

func (p *rollPlan) fault(r record, column, code string, args ...string) {
	p.Fault(p.sheet, r.Row, column, code, args...)
}

// tell turns an error of a rule into a fault of its cell.
func (p *rollPlan) tell(r record, column string, err error) {
	var ke *kernel.Error
	if !errors.As(err, &ke) {
		p.fault(r, column, "internal")
		return
	}
	var args []string
	for k, v := range ke.Args {
		args = append(args, k, v)
	}
	p.fault(r, column, ke.Code, args...)
}

// read finds the place and the person of a row.
func (p *rollPlan) read(r record) (rollLine, bool) {
	at, code, args := p.places.Find(r.Get("place"))
	if code != "" {
		p.fault(r, colAt, code, args...)
		return rollLine{}, false
	}
	if at.Stamp.VillageID == 0 {
		p.fault(r, colAt, "needs_village", "name", at.Name)
		return rollLine{}, false
	}
	who, code := p.person(r, at)
	if code != "" {
		p.fault(r, colName, code, "name", r.Get("name"))
		return rollLine{}, false
	}
	return rollLine{record: r, at: at, who: who}, true
}

// person finds whom a row means: by the citizen's number; else, of the persons of that name whom the digits that a mask still
// shows fit, the one of the household, of the village, or the only one.
func (p *rollPlan) person(r record, at place.Place) (Person, string) {
	number := r.Get("id_number")
	if number != "" && !IsMasked(number) {
		if who, ok := p.known.ByNumber(number); ok {
			return who, ""
		}
	}
	fit := p.known.Named(r.Get("name"))
	if len(fit) == 0 {
		who, code, _ := p.known.Find(r.Get("name"), "")
		return who, code
	}
	fit = slices.DeleteFunc(fit, func(c Person) bool {
		return IsMasked(number) && c.IDNumber != number || !IsMasked(number) && number != "" && c.IDIndex != ""
	})
	code := r.Get("household")
	for _, near := range []func(Person) bool{
		func(c Person) bool { return code != "" && p.house[c.ID] == code },
		func(c Person) bool { return c.Stamp.VillageID == at.Stamp.VillageID },
		func(Person) bool { return true },
	} {
		those := slices.DeleteFunc(slices.Clone(fit), func(c Person) bool { return !near(c) })
		switch len(those) {
		case 0:
		case 1:
			return those[0], ""
		default:
			return Person{}, "ambiguous_person"
		}
	}
	return Person{}, "unknown_person"
}

// once refuses a second row for the same person on the same roll.
func (p *rollPlan) once(l rollLine, of string) bool {
	mark := l.who.ID.String() + "\n" + of
	if first := p.seen[mark]; first != 0 {
		p.fault(l.record, colName, "duplicate_person", "name", l.who.Name, "first_row", strconv.Itoa(first))
		return false
	}
	p.seen[mark] = l.Row
	return true
}

// amend notes that an entry is corrected; the import is the act, and stands in the journal with what was there before.
func (p *rollPlan) amend(r rollRow) { p.amended = append(p.amended, &r) }

// Counts tells what will be done.
func (p *rollPlan) Counts() []count {
	c := slices.Clone(p.Draft.Counts())
	c[0].New, c[0].Changed = c[0].New+len(p.fresh), c[0].Changed+len(p.amended)
	return c
}

// Steps is the number of rows to be saved.
func (p *rollPlan) Steps() int { return p.Draft.Steps() + len(p.fresh) + len(p.amended) }

// Carry saves new lists, new entries and then what is corrected, in groups. A Write that runs again plans again.
func (p *rollPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	if err := tx.InsertAll(p.lists); err != nil {
		return err
	}
	for _, save := range []struct {
		rows []*rollRow
		by   func(rows any) error
	}{{p.fresh, tx.InsertAll}, {p.amended, tx.UpdateAll}} {
		for part := range slices.Chunk(save.rows, settleStep) {
			if err := save.by(part); err != nil {
				return err
			}
			if err := step(len(part)); err != nil {
				return err
			}
		}
	}
	return p.Draft.Carry(tx, step)
}

// planCollective compares the sheet of the collective's members with the roll. Who is not on it is admitted by the rule of
// admission; another basis or paper corrects the entry; a last day ends the membership by the rule of its end.
func (s *Service) planCollective(tx *db.ReadTx, records []record) (register.Plan, error) {
	p, err := s.planRoll(tx, CollectiveSheet, records)
	if err != nil {
		return nil, err
	}
	for _, l := range p.lines {
		if p.once(l, "") {
			p.member(l)
		}
	}
	return p, nil
}

// member settles one row of the collective.
func (p *rollPlan) member(l rollLine) {
	old, found := p.standing(l)
	from, to := kernel.Day(l.Get("from")), kernel.Day(l.Get("to"))
	switch {
	case !found:
		p.admit(l, from, to)
		return
	case old.PlaceID != l.at.ID:
		p.fault(l.record, colAt, "member_already", "name", l.who.Name, "since", string(old.FromDay))
		return
	case from != "" && from != old.FromDay:
		p.fault(l.record, colSince, "collective_differs")
		return
	}
	next := old
	if b := l.Get("basis"); b != "" {
		c, _ := find(ListAdmitted, b)
		next.Basis = c.ID
	}
	fill(&next.Doc, l.Get("doc"))
	fill(&next.Note, l.Get("note"))
	if to != "" && to != old.ToDay && !p.end(l, &next, to) {
		return
	}
	switch {
	case next == old:
		p.Same(p.sheet)
	case next.Basis != old.Basis && next.Doc == "":
		p.fault(l.record, colDoc, "required")
	case !inScope(p.tx, old.Stamp):
		p.fault(l.record, colAt, "out_of_scope")
	default:
		p.amend(next)
	}
}

// standing finds the membership that a row speaks of: the one that lasts, or one that ended on the day the row names.
func (p *rollPlan) standing(l rollLine) (rollRow, bool) {
	for _, r := range p.held[l.who.ID] {
		if r.Roll == RollCollective && (r.ToDay == kernel.EndOfTime || string(r.ToDay) == l.Get("to")) {
			return r, true
		}
	}
	return rollRow{}, false
}

// admit enters somebody by the rule of admission.
func (p *rollPlan) admit(l rollLine, from, to kernel.Day) {
	basis, err := ground(ListAdmitted, l.Get("basis"), l.Get("doc"), from, p.today)
	who := p.rows[l.who.ID]
	switch {
	case err != nil:
		p.tell(l.record, map[string]string{"doc": colDoc, "basis": colBasis, "day": colSince}[fieldOf(err)], err)
		return
	case to == "" && who != nil && who.DiedDay != "" && who.DiedDay <= from:
		p.fault(l.record, colName, "person_died", "name", who.Name)
		return
	case !inScope(p.tx, l.at.Stamp):
		p.fault(l.record, colAt, "out_of_scope")
		return
	}
	r := rollRow{
		Stamp: l.at.Stamp, Roll: RollCollective, PersonID: l.who.ID, PersonName: l.who.Name, PlaceID: l.at.ID, State: VoterIn,
		FromDay: from, ToDay: kernel.EndOfTime, Basis: basis, Doc: l.Get("doc"), Note: l.Get("note"),
	}
	if to == "" || p.end(l, &r, to) {
		p.fresh = append(p.fresh, &r)
	}
}

// end ends a membership with the last day that a row names, by the rule of its end.
func (p *rollPlan) end(l rollLine, r *rollRow, to kernel.Day) bool {
	basis, err := ground(ListLost, l.Get("end_basis"), l.Get("end_doc"), to.Add(1), p.today)
	switch {
	case err != nil:
		p.tell(l.record, map[string]string{"doc": colEndDoc, "basis": colEndBasis, "day": colUntil}[fieldOf(err)], err)
		return false
	case to < r.FromDay:
		p.fault(l.record, colUntil, "ends_before_it_begins")
		return false
	}
	r.ToDay, r.EndBasis, r.EndDoc = to, basis, l.Get("end_doc")
	return true
}

// fill takes over what a cell says; an empty one says nothing.
func fill(to *string, v string) {
	if v != "" {
		*to = v
	}
}

func fieldOf(err error) string {
	var ke *kernel.Error
	if errors.As(err, &ke) {
		return ke.Field
	}
	return ""
}
