package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// toldFor is for how long what was told of a case that has ended stands in the lists of those whom it tells.
const toldFor = 7 * 24 * time.Hour

// tell writes down at once who is told that a case has entered its state, or of the step that led there; from is the stamp
// under which the actor saw it.
func (s *Service) tell(tx *db.WriteTx, ct pack.CaseType, c *caseRow, t pack.Transition, from kernel.Stamp) error {
	st, _ := ct.State(c.State)
	var rows []*rungRow
	for _, r := range append(slices.Clone(t.Tells), st.Tells...) {
		m := moment{at: tx.Now().UnixMilli(), rung: r}
		if r.To != pack.ToCalled {
			rows = append(rows, rungOf(c, m))
			continue
		}
		calls, err := callRowsOf(system(tx.ReadTx), c.ID)
		if err != nil {
			return err
		}
		for _, k := range calls {
			if k.State != callEnded {
				row := rungOf(c, m)
				row.CallID, row.BodyID = k.ID, k.BodyID
				rows = append(rows, row)
			}
		}
	}
	for _, r := range rows {
		r.At = r.DueAt
	}
	return tx.InsertAbove(rows, c.Type, from, c.Stamp)
}

// toldReporter are what the page of who raised a case says of it beside its steps.
func (s *Service) toldReporter(tx *db.ReadTx, c *caseRow) ([]FollowedStep, error) {
	rows, err := rungsOf(system(tx), []kernel.ID{c.ID})
	var out []FollowedStep
	for _, r := range rows {
		if d, ok := s.rungDef(c, r); ok && d.To == pack.ToReporter {
			out = append(out, FollowedStep{At: r.DueAt, Name: d.Name, NameEN: d.NameEN})
		}
	}
	return out, err
}

// rungDef is the definition of a rung that was reached.
func (s *Service) rungDef(c *caseRow, r rungRow) (pack.Rung, bool) {
	ct := s.typeOf(c)
	st, _ := ct.State(r.State)
	all := append(rungsIn(s.rules(c), ct, st), ct.AllTells()...)
	if r.CallID != 0 {
		all = slices.Concat(ct.Calls.Rungs, ct.Calls.ActRungs, ct.AllTells())
	}
	i := slices.IndexFunc(all, func(d pack.Rung) bool { return d.ID == r.Rung })
	if i < 0 {
		return pack.Rung{}, false
	}
	return all[i], true
}

// reachedOf puts a rung into the words of the case type.
func (s *Service) reachedOf(c *caseRow, r rungRow) Reached {
	out := Reached{ID: r.Rung, Name: r.Rung, State: r.State, At: r.DueAt}
	if d, ok := s.rungDef(c, r); ok {
		out.Name, out.NameEN, out.Level = d.Name, d.NameEN, d.Level
	}
	return out
}

// Notices are the rungs that tell the actor of cases and calls which still stand where they were, and what they were told
// of in the last days of cases that have ended: what is addressed to them, to their unit, and to the offices at their own
// places. The newest come first.
func (s *Service) Notices(ctx context.Context) ([]Reminder, error) {
	out := []Reminder{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := noticed(tx)
		if err != nil || len(rows) == 0 {
			return err
		}
		ids := make([]kernel.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.CaseID
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		var cases []caseRow // a unit that was called to one does not see it otherwise
		if err := system(tx).Select(&cases, "SELECT c.* FROM {case c} WHERE c.id IN ("+marks(len(ids))+")", anys(ids)...); err != nil {
			return err
		}
		views, err := s.views(tx, cases)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if at := slices.IndexFunc(cases, func(c caseRow) bool { return c.ID == r.CaseID }); at >= 0 && addressed(tx.Actor(), r) {
				out = append(out, Reminder{ID: r.ID, At: r.At, Rung: s.reachedOf(&cases[at], r), Case: views[at], Whole: r.PersonID != 0})
			}
		}
		return nil
	})
	return out, err
}

// noticed are the newest rungs that still stand for the actor, for their units and for their places.
func noticed(tx *db.ReadTx) ([]rungRow, error) {
	me := tx.Actor()
	places, bodies := []kernel.ID{}, []kernel.ID{}
	for _, a := range me.Arms {
		if a.BodyID == 0 {
			places = append(places, a.PlaceID)
		} else {
			bodies = append(bodies, a.BodyID)
		}
	}
	atPlace, args := place.Among("r.place_id", places)
	inBody, more := place.Among("r.body_id", bodies)
	since := tx.Now().Add(-toldFor).UnixMilli()
	w := &conditions{}
	w.add("(r.person_id = ? OR "+atPlace+" OR r.person_id = 0 AND r.place_id = 0 AND "+inBody+")", append(append([]any{max(me.PersonID, 1)}, args...), more...)...)
	w.add("(r.call_id = 0 AND c.visit = r.visit AND (c.open OR c.state_since >= ?) OR r.call_id <> 0 AND (k.open AND k.visit = r.visit OR r.at >= ?))", since, since)
	var rows []rungRow
	err := tx.Select(&rows, "SELECT r.* FROM {case_rung r} LEFT JOIN {case c} ON c.county_id = r.county_id AND c.id = r.case_id "+
		"LEFT JOIN {case_call k} ON k.county_id = r.county_id AND k.id = r.call_id WHERE "+w.String()+" ORDER BY r.at DESC, r.id DESC LIMIT 200", w.args...)
	return rows, err
}

// addressed tells whether a rung for the holders of some posts is for the actor.
func addressed(a kernel.Actor, r rungRow) bool {
	return r.Posts == "" || holder(a, PermList, strings.Split(r.Posts, ","), kernel.LevelNone, r.Stamp)
}
