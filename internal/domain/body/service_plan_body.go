package body

import (
	"slices"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/text"
)

// bodyKey is what a sheet knows a body by.
type bodyKey struct {
	place kernel.ID
	name  string
}

// bodiesPlan is what an import of the register of bodies will do.
type bodiesPlan struct {
	s     *Service
	today kernel.Day
	arms  []kernel.Arm
	find  *place.Finder
	known map[bodyKey]Body
	named map[string][]bodyKey // of all bodies and those of the sheet
	last  map[kernel.ID]Term
	ids   map[bodyKey]kernel.ID
	rows  map[bodyKey]int // row of the sheet
	newID func() kernel.ID

	added, changed     []*bodyRow
	firsts, mended     []*termRow
	followed           []follower
	n                  int // new
	altered, unchanged int
	bad                []Fault
}

// follower is a new term after one that is there.
type follower struct {
	before kernel.ID
	row    *termRow
}

// bodyLine is one row of the sheet, as far as it could be read.
type bodyLine struct {
	rec  record
	key  bodyKey
	at   place.Place
	kind pack.BodyKind
}

func (s *Service) planBodies(tx *db.ReadTx, b book, newID func() kernel.ID) (*bodiesPlan, error) {
	p := &bodiesPlan{
		s: s, today: tx.Today(), arms: tx.Actor().Arms, known: map[bodyKey]Body{}, named: map[string][]bodyKey{},
		last: map[kernel.ID]Term{}, ids: map[bodyKey]kernel.ID{}, rows: map[bodyKey]int{}, newID: newID,
	}
	var err error
	if p.find, err = s.places.Finder(tx); err != nil {
		return p, err
	}
	list, err := selectBodyRows(tx, "b.to_day >= ?", tx.Today())
	if err != nil {
		return p, err
	}
	for _, x := range list {
		key := bodyKey{x.PlaceID, x.Name}
		p.known[key], p.ids[key], p.named[x.Name] = x, x.ID, append(p.named[x.Name], key)
	}
	terms, err := selectTerms(tx, "t.last")
	if err != nil {
		return p, err
	}
	for i := range terms {
		p.last[terms[i].BodyID] = terms[i].term()
	}
	var lines []bodyLine
	for _, rec := range b[bodySheetName] {
		if l, ok := p.read(rec); ok {
			lines = append(lines, l)
		}
	}
	for _, l := range lines {
		p.settle(l, tx.County())
	}
	return p, nil
}

func (p *bodiesPlan) fault(rec record, key, code string, args ...string) {
	f := Fault{Sheet: bodySheetName, Row: rec.Row, Column: titleOf(bodySheet(nil), key), Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	p.bad = append(p.bad, f)
}

// read finds the place and the kind of a row and makes its body known to the rows that name it as theirs above.
func (p *bodiesPlan) read(rec record) (bodyLine, bool) {
	before := len(p.bad)
	at, code, args := p.find.Find(rec.Get("code"))
	if code != "" {
		p.fault(rec, "code", code, args...)
		return bodyLine{}, false
	}
	name, err := place.CleanName(rec.Get("name"))
	if err != nil {
		p.fault(rec, "name", "bad_name")
	}
	kinds := p.s.pack().BodyKinds
	i := slices.IndexFunc(kinds, func(k pack.BodyKind) bool { return k.ID == rec.Get("kind") || k.Name == rec.Get("kind") })
	if i < 0 {
		p.fault(rec, "kind", "unknown_kind", "value", rec.Get("kind"))
	}
	if rec.Get("from") != "" && rec.Get("to") != "" && rec.Get("to") < rec.Get("from") {
		p.fault(rec, "to", "ends_before_it_begins")
	}
	key := bodyKey{at.ID, name}
	if first := p.rows[key]; first != 0 {
		p.fault(rec, "name", "duplicate_row", "first_row", strconv.Itoa(first))
	}
	if len(p.bad) > before {
		return bodyLine{}, false
	}
	p.rows[key] = rec.Row
	if p.ids[key] == 0 {
		p.ids[key], p.named[name] = p.newID(), append(p.named[name], key)
	}
	return bodyLine{rec: rec, key: key, at: at, kind: kinds[i]}, true
}

// settle compares a row with the body that is there. What it leaves empty stays as it is.
func (p *bodiesPlan) settle(l bodyLine, county kernel.ID) {
	parent, ok := p.parent(l)
	if !ok {
		return
	}
	old, known := p.known[l.key]
	want := &bodyRow{
		Row: db.Row{ID: p.ids[l.key], Rev: old.Rev}, Stamp: l.at.Stamp, Kind: l.kind.ID, Name: l.key.name, ParentID: old.ParentID, PlaceID: l.at.ID,
		FromDay: p.today, ToDay: kernel.EndOfTime, BasedBody: old.BasedBody, BasedPlace: old.BasedPlace,
	}
	if known {
		want.Stamp, want.FromDay, want.ToDay = old.Stamp, old.From, stored(old.To)
	}
	want.BodyID = want.ID
	if parent != 0 {
		want.ParentID = parent
	}
	for key, to := range map[string]*kernel.Day{"from": &want.FromDay, "to": &want.ToDay} {
		if v := l.rec.Get(key); v != "" {
			*to = kernel.Day(v)
		}
	}
	switch {
	case known && old.Kind != want.Kind:
		p.fault(l.rec, "kind", "kind_differs", "name", old.Name)
		return
	case want.ToDay < want.FromDay:
		p.fault(l.rec, "to", "ends_before_it_begins")
		return
	case !known && !l.at.Open(p.today):
		p.fault(l.rec, "code", "place_closed", "name", l.at.Name)
		return
	}
	change, ok := p.term(l, want)
	if !ok || !p.based(l, want) {
		return
	}
	same := known && old.BasedBody == want.BasedBody && old.BasedPlace == want.BasedPlace && old.ParentID == want.ParentID && old.From == want.FromDay && stored(old.To) == want.ToDay
	switch {
	case same && change == nil:
		p.unchanged++
		return
	case !covered(p.arms, l.at.Stamp, county):
		p.fault(l.rec, "code", "out_of_scope")
		return
	case !known:
		p.n++
		p.added = append(p.added, want)
	case same:
		p.altered++
	default:
		p.altered++
		p.changed = append(p.changed, want)
	}
	if change != nil {
		change()
	}
}

// parent finds the body above by its name: at the same place, else the only one of that name.
func (p *bodiesPlan) parent(l bodyLine) (kernel.ID, bool) {
	name := l.rec.Get("parent")
	if name == "" {
		return 0, true
	}
	if id := p.ids[bodyKey{l.at.ID, name}]; id != 0 && name != l.key.name {
		return id, true
	}
	if keys := p.named[name]; len(keys) == 1 && keys[0] != l.key {
		return p.ids[keys[0]], true
	}
	p.fault(l.rec, "parent", "unknown_parent_body", "value", name)
	return 0, false
}

// based finds what the body is built on: a body by its name, or a grid.
func (p *bodiesPlan) based(l bodyLine, want *bodyRow) bool {
	name := l.rec.Get("based")
	if name == "" {
		return true
	}
	keys := p.named[name]
	if id := p.ids[bodyKey{l.at.ID, name}]; id != 0 {
		keys = []bodyKey{{l.at.ID, name}}
	}
	if len(keys) == 1 && len(l.kind.BasedIn) > 0 {
		want.BasedBody, want.BasedPlace = p.ids[keys[0]], 0
		return true
	}
	if at, code, _ := p.find.Find(name); code == "" && slices.Contains(l.kind.BasedAt, int(at.Level)) {
		want.BasedBody, want.BasedPlace = 0, at.ID
		return true
	}
	p.fault(l.rec, "based", "not_a_base", "kind", l.kind.Name, "name", name)
	return false
}

// term compares the columns of the term with the last one; the answer is what to do, nil for nothing.
func (p *bodiesPlan) term(l bodyLine, b *bodyRow) (func(), bool) {
	from, to, number := kernel.Day(l.rec.Get("term_from")), kernel.Day(l.rec.Get("term_to")), 0
	if text := l.rec.Get("term"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 99 {
			p.fault(l.rec, "term", "bad_number", "value", text)
			return nil, false
		}
		number = n
	}
	if from == "" && to == "" && number == 0 {
		return nil, true
	}
	came := ""
	for id, word := range cameWords {
		if l.rec.Get("came") == word {
			came = id
		}
	}
	last, has := p.last[b.ID]
	if has && (number == last.Number || number == 0 && (from == "" || from == last.From)) {
		return p.mend(l, last, from, to, came)
	}
	if came == "" {
		came = ByElection
	}
	var before *Term
	if has {
		before = &last
	}
	n, err := draftTerm(l.kind, before, NewTerm{Number: number, From: from, To: to, Came: came}, p.today)
	if err != nil {
		p.fault(l.rec, "term_from", "bad_term")
		return nil, false
	}
	r := &termRow{Row: db.Row{ID: p.newID()}, Stamp: b.Stamp, Number: n.Number, FromDay: n.From, ToDay: n.To, Came: n.Came, Last: true}
	return func() {
		if has {
			p.followed = append(p.followed, follower{last.ID, r})
		} else {
			p.firsts = append(p.firsts, r)
		}
	}, true
}

// mend corrects the days of the term that is there.
func (p *bodiesPlan) mend(l bodyLine, last Term, from, to kernel.Day, came string) (func(), bool) {
	next := last
	for _, x := range []struct {
		v  kernel.Day
		to *kernel.Day
	}{{from, &next.From}, {to, &next.To}} {
		if x.v != "" {
			*x.to = x.v
		}
	}
	if came != "" {
		next.Came = came
	}
	switch {
	case next.To < next.From:
		p.fault(l.rec, "term_to", "ends_before_it_begins")
		return nil, false
	case next.From == last.From && next.To == last.To && next.Came == last.Came:
		return nil, true
	}
	return func() {
		p.mended = append(p.mended, &termRow{
			Row: db.Row{ID: last.ID, Rev: last.Rev}, Stamp: last.Stamp, Number: last.Number, FromDay: next.From, ToDay: next.To, PlannedTo: last.PlannedTo,
			ExtendedOn: last.ExtendedOn, Reason: last.Reason, Came: next.Came, Document: last.Document, Last: true,
		})
	}, true
}

// Counts says what the import does.
func (p *bodiesPlan) Counts() counts {
	return counts{{Sheet: bodySheetName, New: p.n, Changed: p.altered, Unchanged: p.unchanged}}
}

// Faults says what is wrong with the sheet.
func (p *bodiesPlan) Faults() []Fault { return p.bad }

// Steps is the number of rows that Carry saves.
func (p *bodiesPlan) Steps() int {
	return len(p.added) + len(p.changed) + len(p.firsts) + len(p.mended) + len(p.followed)
}

// Carry saves the plan.
func (p *bodiesPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	if err := inParts(p.added, step, func(part []*bodyRow) error {
		keys := make([]db.Keys, len(part))
		for i, r := range part {
			keys[i] = db.Keys{ID: r.ID, Stamp: r.Stamp, Keys: text.Keys(r.Name)}
		}
		if err := tx.InsertAll(part); err != nil {
			return err
		}
		return tx.IndexAll(bodyTable.Name, keys, false)
	}); err != nil {
		return err
	}
	if err := inParts(p.firsts, step, func(part []*termRow) error { return tx.InsertAll(part) }); err != nil {
		return err
	}
	for _, r := range p.changed {
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	for _, r := range p.mended {
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	for _, f := range p.followed {
		before := &termRow{}
		if err := tx.Lock(before, f.before); err != nil {
			return err
		}
		if err := p.s.succeed(tx, before, f.row); err != nil {
			return err
		}
		if err := step(1); err != nil {
			return err
		}
	}
	return nil
}

// inParts hands a long list on in parts and tells step of each.
func inParts[T any](list []T, step func(n int) error, save func([]T) error) error {
	const size = 500
	for part := range slices.Chunk(list, size) {
		if err := save(part); err != nil {
			return err
		}
		if err := step(len(part)); err != nil {
			return err
		}
	}
	return nil
}
