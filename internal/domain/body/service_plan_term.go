package body

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// termsPlan is what an import of terms will do. A body and a number name a term.
type termsPlan struct {
	register.Draft
	s      *Service
	arms   []kernel.Arm
	county kernel.ID
	today  kernel.Day
	find   *place.Finder
	bodies map[bodyKey]Body
	terms  map[kernel.ID][]Term // by body, as they come to be
	lines  []termLine
	seen   map[termKey]int // row of the sheet
}

type termKey struct {
	body   kernel.ID
	number int
}

type termLine struct {
	record
	body   Body
	number int
}

func (s *Service) planTerms(tx *db.ReadTx, rows []record) (register.Plan, error) {
	p := &termsPlan{
		s: s, arms: tx.Actor().Arms, county: tx.County(), today: tx.Today(), bodies: map[bodyKey]Body{}, terms: map[kernel.ID][]Term{},
		seen: map[termKey]int{},
	}
	p.Touch(termSheetName)
	var err error
	if p.find, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	list, err := selectBodyRows(tx, "b.to_day >= ?", tx.Today())
	if err != nil {
		return nil, err
	}
	for _, b := range list {
		p.bodies[bodyKey{b.PlaceID, b.Name}] = b
	}
	there, err := selectTerms(tx, "TRUE")
	if err != nil {
		return nil, err
	}
	for i := range there {
		p.terms[there[i].BodyID] = append(p.terms[there[i].BodyID], there[i].term())
	}
	for _, r := range rows {
		p.read(r)
	}
	slices.SortStableFunc(p.lines, func(a, b termLine) int { return cmp.Compare(a.number, b.number) })
	for _, l := range p.lines {
		p.settle(l)
	}
	return p, nil
}

func (p *termsPlan) fault(r record, key, code string, args ...string) {
	p.Fault(termSheetName, r.Row, titleOf(termSheet(), key), code, args...)
}

// read finds the body and the number of a row.
func (p *termsPlan) read(r record) {
	at, code, args := p.find.Find(r.Get("code"))
	if code != "" {
		p.fault(r, "code", code, args...)
		return
	}
	b, ok := p.bodies[bodyKey{at.ID, r.Get("body")}]
	if !ok {
		p.fault(r, "body", "unknown_body", "value", r.Get("body"), "place", at.Name)
		return
	}
	n, err := strconv.Atoi(r.Get("number"))
	if err != nil || n < 1 || n > 99 {
		p.fault(r, "number", "bad_number", "value", r.Get("number"))
		return
	}
	key := termKey{b.ID, n}
	if first := p.seen[key]; first != 0 {
		p.fault(r, "number", "duplicate_row", "first_row", strconv.Itoa(first))
		return
	}
	p.seen[key] = r.Row
	p.lines = append(p.lines, termLine{r, b, n})
}

// settle compares a row with the term that it names: what it leaves empty stays as it is. A term after the last one begins it;
// one before it that was never entered is entered as history.
func (p *termsPlan) settle(l termLine) {
	list := p.terms[l.body.ID]
	i := slices.IndexFunc(list, func(t Term) bool { return t.Number == l.number })
	next := Term{Number: l.number}
	if i >= 0 {
		next = list[i]
	}
	old := next
	for _, x := range []struct {
		key string
		to  *kernel.Day
	}{{"from", &next.From}, {"to", &next.To}, {"planned_to", &next.PlannedTo}, {"extended_on", &next.ExtendedOn}} {
		if v := l.Get(x.key); v != "" {
			*x.to = kernel.Day(v)
		}
	}
	next.Document, next.Reason = cmp.Or(l.Get("document"), next.Document), cmp.Or(l.Get("reason"), next.Reason)
	for id, word := range cameWords {
		if l.Get("came") == word {
			next.Came = id
		}
	}
	switch {
	case i >= 0 && next == old:
		p.Same(termSheetName)
	case !p.sound(l, &next, list):
	case !covered(p.arms, l.body.Stamp, p.county):
		p.fault(l.record, "code", "out_of_scope")
	case i >= 0:
		list[i] = next
		p.Change(termSheetName, func(tx *db.WriteTx) error { return p.s.mendTerm(tx, next) })
	default:
		p.enter(l, next, list)
	}
}

// sound checks a term of the sheet: its days, its way, its extension, and that terms follow each other by number and day.
func (p *termsPlan) sound(l termLine, t *Term, list []Term) bool {
	k, _ := p.s.pack().BodyKind(l.body.Kind)
	if t.To == "" && t.From != "" && k.TermYears > 0 {
		t.To = lastDay(t.From, k.TermYears)
	}
	t.Came = cmp.Or(t.Came, ByElection)
	extended := t.ExtendedOn != ""
	switch {
	case t.From == "":
		p.fault(l.record, "from", "required")
	case t.To == "":
		p.fault(l.record, "to", "required")
	case t.To < t.From:
		p.fault(l.record, "to", "ends_before_it_begins")
	case extended != (t.PlannedTo != ""), extended && t.To <= t.PlannedTo:
		p.fault(l.record, "planned_to", "bad_term")
	case extended && strings.TrimSpace(t.Reason) == "":
		p.fault(l.record, "reason", "required")
	case slices.ContainsFunc(list, func(o Term) bool { return o.Number != t.Number && (o.Number < t.Number) != (o.From < t.From) }):
		p.fault(l.record, "from", "bad_term")
	default:
		return true
	}
	return false
}

// enter notes a term that is not there.
func (p *termsPlan) enter(l termLine, t Term, list []Term) {
	t.Body, t.Stamp = Ref{ID: l.body.ID, Name: l.body.Name}, l.body.Stamp
	t.Last = !slices.ContainsFunc(list, func(o Term) bool { return o.Number > t.Number })
	p.terms[l.body.ID] = append(list, t)
	p.New(termSheetName, func(tx *db.WriteTx) error {
		r := termRowOf(t)
		r.ID = tx.NewID()
		if !t.Last {
			return tx.Insert(r)
		}
		before, err := p.s.lastTerm(tx, t.Body.ID)
		if err != nil {
			return err
		}
		return p.s.succeed(tx, before, r)
	})
}

func termRowOf(t Term) *termRow {
	return &termRow{
		Row: db.Row{ID: t.ID, Rev: t.Rev}, Stamp: t.Stamp, Number: t.Number, FromDay: t.From, ToDay: t.To, PlannedTo: t.PlannedTo,
		ExtendedOn: t.ExtendedOn, Reason: t.Reason, Came: t.Came, Document: t.Document, Last: t.Last,
	}
}

// mendTerm stores a term that was corrected; what announced another end is closed.
func (s *Service) mendTerm(tx *db.WriteTx, t Term) error {
	r := &termRow{}
	if err := tx.Lock(r, t.ID); err != nil {
		return err
	}
	if r.Rev != t.Rev {
		return kernel.Conflict("changed_meanwhile")
	}
	moved := r.ToDay != t.To
	next := termRowOf(t)
	if err := tx.Update(next); err != nil || !moved {
		return err
	}
	return s.silence(tx, next)
}
