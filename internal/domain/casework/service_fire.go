package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// The program looks again after a day at what hangs on a missing year of the calendar, and after ten minutes at a step of
// its own that was not possible.
const (
	lookDaily  = 24 * hour
	lookSoon   = hour / 6
	firedBatch = 250 // cases in one Write: others write between
)

// next is the first instant after now at which the program has something to do for a case: a rung that was not reached yet,
// a step of its own when the time is over, or a look whether the calendar has the year now.
func (s *Service) next(ct pack.CaseType, st pack.State, c *caseRow, fired []rungRow, now int64, missing error) int64 {
	if missing != nil {
		return now + lookDaily
	}
	next := noDue
	for _, m := range moments(s.days, rungsIn(s.rules(c), ct, st), c.StateSince, c.Due) {
		if !reachedBefore(fired, c, m.rung.ID) {
			next = min(next, m.at)
			break
		}
	}
	if c.Due < noDue && ownStep(ct, c.State) != "" {
		next = min(next, c.Due+1)
	}
	return next
}

func reachedBefore(fired []rungRow, c *caseRow, rung string) bool {
	return slices.ContainsFunc(fired, func(r rungRow) bool {
		return r.CaseID == c.ID && r.CallID == 0 && r.Visit == c.Visit && r.Rung == rung
	})
}

// ownStep is the step that the program takes when the time of a state is over.
func ownStep(ct pack.CaseType, state string) string {
	for _, t := range ct.Out(state) {
		if slices.Contains(t.By, pack.BySystem) {
			return t.ID
		}
	}
	return ""
}

// Fire does what the deadlines ask for that are reached by now, the earliest first: it writes down each rung once, takes the
// steps that are the program's own, and sets the time of cases whose year has come into the calendar. It returns how many
// rungs were reached and how many steps taken.
func (s *Service) Fire(ctx context.Context, county kernel.ID) (rungs, steps int, err error) {
	ctx = kernel.WithActor(ctx, kernel.System(county))
	for {
		if some, err := s.anyDue(ctx); err != nil || !some {
			return rungs, steps, err
		}
		var round fireRound
		err = s.db.Write(ctx, "casework.fire", func(tx *db.WriteTx) error {
			round = fireRound{}
			return s.fireSome(tx, &round)
		})
		if err != nil {
			return rungs, steps, err
		}
		rungs += len(round.rungs)
		for _, id := range round.over {
			if err := s.takeOwn(ctx, id); err == nil {
				steps++
			} else if kernel.KindOf(err) != kernel.KindConflict {
				return rungs, steps, err
			}
		}
		if round.looked < firedBatch {
			return rungs, steps, nil
		}
	}
}

// anyDue looks whether a deadline is reached, so that an idle minute writes nothing.
func (s *Service) anyDue(ctx context.Context) (bool, error) {
	var ids []kernel.ID
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT k.id FROM {case_clock k} WHERE k.county_id = ? AND k.next <= ? ORDER BY k.next LIMIT 1", tx.County(), tx.Now().UnixMilli())
	})
	return len(ids) > 0, err
}

// fireRound is what one Write found.
type fireRound struct {
	looked int
	rungs  []*rungRow
	over   []kernel.ID // cases whose time is over and for which the program has a step
}

func (s *Service) fireSome(tx *db.WriteTx, out *fireRound) error {
	clocks, err := claimClocks(tx, firedBatch)
	if err != nil || len(clocks) == 0 {
		return err
	}
	out.looked = len(clocks)
	ids := make([]kernel.ID, len(clocks))
	for i, k := range clocks {
		ids[i] = k.ID
	}
	var cases []caseRow
	if err := tx.Select(&cases, "SELECT c.* FROM {case c} WHERE c.id IN ("+marks(len(ids))+")", anys(ids)...); err != nil {
		return err
	}
	var calls []callRow
	if err := tx.Select(&calls, "SELECT k.* FROM {case_call k} WHERE k.id IN ("+marks(len(ids))+")", anys(ids)...); err != nil {
		return err
	}
	for _, k := range calls {
		ids = append(ids, k.CaseID)
	}
	fired, err := rungsOf(tx.ReadTx, ids)
	if err != nil {
		return err
	}
	for i := range clocks {
		k := &clocks[i]
		if k.Watched != 0 {
			k.Next = noDue
			if err := s.watch(tx, k.Watched); err != nil {
				return err
			}
			continue
		}
		if i := slices.IndexFunc(calls, func(c callRow) bool { return c.ID == k.ID && c.Open && c.Visit == k.Visit }); i >= 0 {
			if err := s.fireCall(tx, &calls[i], k, fired, out); err != nil {
				return err
			}
			continue
		}
		at := slices.IndexFunc(cases, func(c caseRow) bool { return c.ID == k.ID })
		if at < 0 || !cases[at].Open || cases[at].Visit != k.Visit {
			k.Next = noDue
			continue
		}
		if err := s.fireOne(tx, &cases[at], k, fired, out); err != nil {
			return err
		}
	}
	if err := tx.InsertAll(out.rungs); err != nil {
		return err
	}
	return moveClocks(tx, clocks)
}

// fireOne does what one case asks for, and sets its clock on.
func (s *Service) fireOne(tx *db.WriteTx, c *caseRow, k *clockRow, fired []rungRow, out *fireRound) error {
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	now := tx.Now().UnixMilli()
	var missing error
	if c.Due >= noDue && c.Paused == 0 && s.budget(st, c).Set() {
		ledger, err := ledgerOf(tx.ReadTx, c.ID, c.Visit)
		if err != nil {
			return err
		}
		if c.Due, missing = reckon(s.days, c.StateSince, s.budget(st, c), ct.Extension.Most, ledger); missing == nil {
			if err := tx.Update(c); err != nil {
				return err
			}
		}
	}
	for _, m := range moments(s.days, rungsIn(s.rules(c), ct, st), c.StateSince, c.Due) {
		if m.at <= now && !reachedBefore(fired, c, m.rung.ID) {
			row := rungOf(c, m)
			row.At = now
			out.rungs, fired = append(out.rungs, row), append(fired, *row)
			if err := s.raiseLate(tx, c, m.rung.ID); err != nil {
				return err
			}
		}
	}
	if k.Next = s.next(ct, st, c, fired, now, missing); k.Next <= now {
		out.over = append(out.over, c.ID)
		k.Next = now + lookSoon // the step moves it on
	}
	return nil
}

// rungOf is the record of a rung, bound to the place whose offices are told, or to the case where its handler is.
func rungOf(c *caseRow, m moment) *rungRow {
	r := &rungRow{Stamp: c.Stamp, CaseID: c.ID, Visit: c.Visit, Rung: m.rung.ID, State: c.State, DueAt: m.at}
	level := m.rung.AtLevel()
	if own, _ := c.Lowest(c.CountyID); m.rung.To == pack.ToAbove {
		level = max(own-1, kernel.LevelCounty)
	}
	r.Posts = strings.Join(m.rung.Posts, ",")
	switch {
	case m.rung.To == pack.ToReporter:
		r.PersonID = c.ReporterPersonID
		r.BodyID = 0
	case m.rung.To == pack.ToCalled: // the unit, set by who knows the call
	case level != kernel.LevelNone:
		r.Stamp = cut(c.Stamp, level)
		_, r.PlaceID = r.Lowest(c.CountyID)
	case c.AssigneeID != 0:
		r.PersonID = c.AssigneeID
	case c.BodyID == 0:
		_, r.PlaceID = c.Lowest(c.CountyID)
	}
	return r
}

// takeOwn takes the program's own step on a case, if its time is still over.
func (s *Service) takeOwn(ctx context.Context, id kernel.ID) error {
	var name string
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		ct := s.typeOf(c)
		if c.Open && c.Due < tx.Now().UnixMilli() {
			name = ownStep(ct, c.State)
		}
		return nil
	})
	if err == nil && name == "" {
		return kernel.Conflict("state_changed")
	}
	if err != nil {
		return err
	}
	return s.act(ctx, id, Action{Name: name})
}
