package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// PermRule lets one bring open cases under the rules that hold now.
const PermRule = "casework.rule"

const (
	actRule   = "casework.rule"
	ruleBatch = 500
)

// RulingOf tells what bringing the open cases of a type under the rules of now would change.
func (s *Service) RulingOf(ctx context.Context, m Ruling) (*RulingPreview, error) {
	var out *RulingPreview
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.newRuling(m)
		if err == nil {
			out = r.out
			err = r.each(tx, func([]ruled) error { return nil })
			r.sort()
		}
		return err
	})
	return out, err
}

// Rule brings the open cases of a type under the rules of now, all of them that the actor sees or none: each goes on in its
// state with the time that the new rules give it, less what has passed.
func (s *Service) Rule(ctx context.Context, m Ruling) (*RulingPreview, error) {
	if m.Reason = strings.TrimSpace(m.Reason); m.Reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	if err := short("reason", m.Reason, MaxNote, nil); err != nil {
		return nil, err
	}
	var out *RulingPreview
	err := s.db.Write(db.Large(ctx), actRule, func(tx *db.WriteTx) error {
		tx.Reason(m.Reason)
		r, err := s.newRuling(m)
		if err != nil {
			return err
		}
		out = r.out
		err = r.each(tx.ReadTx, func(list []ruled) error { return r.take(tx, list) })
		r.sort()
		return err
	})
	return out, err
}

// ruling is one such move at work.
type ruling struct {
	s    *Service
	m    Ruling
	pack *pack.Pack
	ct   pack.CaseType
	out  *RulingPreview
	was  map[int]pack.CaseType
}

// ruled is a case as the rules of now have it. One that enters a state has its row as it was, but for the number.
type ruled struct {
	c      *caseRow
	to     string
	enters bool
	clock  clockRow
}

func (s *Service) newRuling(m Ruling) (*ruling, error) {
	no := s.packs.Number()
	r := &ruling{s: s, m: m, pack: s.packs.Version(no), was: map[int]pack.CaseType{}}
	ct, ok := r.pack.CaseType(m.Type)
	if !ok {
		return nil, kernel.Invalid("type", "unknown_type").With("type", m.Type)
	}
	r.ct = ct
	r.out = &RulingPreview{Type: ct.ID, Name: ct.Name, NameEN: ct.NameEN, To: no, From: []RulingVersion{}, States: []RulingState{}, Into: into(ct)}
	return r, nil
}

// each reads the open cases of the type that are under other rules, some at a time, and hands them on as they will be.
func (r *ruling) each(tx *db.ReadTx, then func([]ruled) error) error {
	var ids []kernel.ID
	if err := tx.Select(&ids, "SELECT c.id FROM {case c} WHERE c.open AND c.type = ? AND c.rules_no <> ?", r.m.Type, r.out.To); err != nil {
		return err
	}
	slices.Sort(ids)
	for part := range slices.Chunk(ids, ruleBatch) {
		var rows []caseRow
		if err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE c.id IN ("+marks(len(part))+")", anys(part)...); err != nil {
			return err
		}
		ledger, err := ledgersOf(system(tx), part)
		if err != nil {
			return err
		}
		fired, err := rungsOf(system(tx), part)
		if err != nil {
			return err
		}
		list := make([]ruled, len(rows))
		for i := range rows {
			if list[i], err = r.judge(tx, &rows[i], ledger, fired); err != nil {
				return err
			}
		}
		if err := then(list); err != nil {
			return err
		}
	}
	return nil
}

// judge makes of a case what the rules of now make of it, and counts that.
func (r *ruling) judge(tx *db.ReadTx, c *caseRow, ledger []timeRow, fired []rungRow) (ruled, error) {
	was := r.from(c)
	if rebinds(was, r.ct) {
		return ruled{}, kernel.Conflict("ruling_rebinds").With("no", itoa(c.RulesNo))
	}
	to, gone, ok := goesOn(r.ct, c.State, r.m.States)
	r.state(was, c.State, to, gone)
	if !ok && r.m.Reason != "" { // a preview shows it, the move itself needs an answer
		return ruled{}, kernel.Conflict("ruling_state_gone").With("state", c.State)
	}
	c.RulesNo = r.out.To
	st, _ := r.ct.State(to)
	if gone || st.Open != c.Open {
		return ruled{c: c, to: to, enters: true}, nil
	}
	now, due := tx.Now().UnixMilli(), c.Due
	mine := slices.DeleteFunc(slices.Clone(ledger), func(t timeRow) bool { return t.CaseID != c.ID || t.Visit != c.Visit })
	var missing error
	c.Due, missing = reckon(r.s.days, c.StateSince, r.s.budget(st, c), r.ct.Extension.Most, mine)
	c.AwaitsID, c.Lane = awaits(st, c.AssigneeID, c.ReporterPersonID), r.s.laneOf(r.ct, st, c, tx.Today())
	switch {
	case c.Due < due:
		r.out.Sooner++
	case c.Due > due:
		r.out.Later++
	}
	if c.Due < now && due >= now {
		r.out.Overdue++
	}
	next := r.s.next(r.ct, st, c, fired, now, missing)
	return ruled{c: c, to: to, clock: clockRow{ID: c.ID, Visit: c.Visit, Next: next}}, nil
}

// take stores what was judged: in a state that is no more a case enters the one that stands instead.
func (r *ruling) take(tx *db.WriteTx, list []ruled) error {
	var stay []*caseRow
	var clocks []clockRow
	for _, x := range list {
		if !x.enters {
			stay, clocks = append(stay, x.c), append(clocks, x.clock)
			continue
		}
		before := *x.c
		if err := r.s.leave(tx, x.c); err != nil {
			return err
		}
		if err := r.s.enter(tx, r.ct, x.c, x.to); err != nil {
			return err
		}
		if err := tallyChanged(tx, &before, x.c); err != nil {
			return err
		}
		if err := tx.Update(x.c); err != nil {
			return err
		}
	}
	if err := tx.UpdateAll(stay); err != nil {
		return err
	}
	return moveClocks(tx, clocks)
}

// from is the type of a case by its own rules; the first of a version counts what changes since.
func (r *ruling) from(c *caseRow) pack.CaseType {
	was, known := r.was[c.RulesNo]
	if !known {
		was = r.s.typeOf(c)
		r.was[c.RulesNo] = was
		r.out.From = append(r.out.From, RulingVersion{No: c.RulesNo, Changes: changesFor(r.s.rules(c), r.pack, c.Type)})
	}
	i := slices.IndexFunc(r.out.From, func(v RulingVersion) bool { return v.No == c.RulesNo })
	r.out.From[i].N++
	r.out.N++
	return was
}

// sort puts the states into the order in which a case goes through them.
func (r *ruling) sort() {
	at := func(s RulingState) int {
		return slices.IndexFunc(r.ct.States, func(st pack.State) bool { return st.ID == s.ID })
	}
	slices.SortStableFunc(r.out.States, func(a, b RulingState) int { return cmp.Compare(at(a), at(b)) })
}

func (r *ruling) state(was pack.CaseType, id, to string, gone bool) {
	i := slices.IndexFunc(r.out.States, func(st RulingState) bool { return st.ID == id })
	if i < 0 {
		st, _ := was.State(id)
		r.out.States = append(r.out.States, RulingState{ID: id, Name: cmp.Or(st.Name, id), NameEN: st.NameEN, Gone: gone, To: to})
		i = len(r.out.States) - 1
	}
	r.out.States[i].N++
}
