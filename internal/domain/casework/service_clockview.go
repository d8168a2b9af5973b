package casework

import (
	"context"
	"slices"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// lightsByType gives the thresholds of each case type on the day, reckoned once.
func (s *Service) lightsByType(tx *db.ReadTx) func(*caseRow) lights {
	type key struct {
		rules int
		typ   string
	}
	known := map[key]lights{}
	return func(c *caseRow) lights {
		k := key{c.RulesNo, c.Type}
		l, ok := known[k]
		if !ok {
			l = lightsOn(s.days, tx.Now(), s.typeOf(c).LightsOf())
			known[k] = l
		}
		return l
	}
}

// noCalendar is the year for want of which an open case has no deadline.
func (s *Service) noCalendar(c *caseRow) string {
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	budget := s.budget(st, c)
	if c.Paused != 0 || !budget.Set() {
		return ""
	}
	_, err := endOf(s.days, time.UnixMilli(c.StateSince), budget)
	return missingYear(err)
}

// clockOf is what the page of a case shows of its time.
func (s *Service) clockOf(tx *db.ReadTx, ct pack.CaseType, c *caseRow) (Clock, error) {
	st, _ := ct.State(c.State)
	budget := s.budget(st, c)
	out := Clock{
		Since: c.StateSince, Days: budget.Days, Hours: budget.Hours, Working: budget.Working(),
		ExtensionsLeft: max(0, ct.Extension.Times-c.Extended), MostDays: ct.Extension.Most.Days, Ledger: []TimeEntry{}, Rungs: []Reached{},
	}
	ledger, err := ledgerOf(system(tx), c.ID, 0)
	for _, e := range ledger {
		out.Ledger = append(out.Ledger, TimeEntry{
			Kind: e.Kind, At: e.At, Until: e.Until, Days: e.Days, Reason: e.Reason, WaitsFor: e.WaitsFor, By: e.PersonName,
			Decision: e.Decision, Decider: e.DecidedName, Why: e.DecidedWhy,
		})
	}
	if err != nil {
		return out, err
	}
	rows, err := rungsOf(system(tx), []kernel.ID{c.ID})
	for _, r := range rows {
		out.Rungs = append(out.Rungs, s.reachedOf(c, r))
	}
	return out, err
}

// reachedOf puts a rung into the words of the case type.
func (s *Service) reachedOf(c *caseRow, r rungRow) Reached {
	out := Reached{ID: r.Rung, Name: r.Rung, State: r.State, At: r.DueAt}
	ct := s.typeOf(c)
	st, _ := ct.State(r.State)
	for _, d := range append(rungsIn(s.rules(c), ct, st), ct.Calls.Rungs...) {
		if d.ID == r.Rung {
			out.Name, out.NameEN, out.Level = d.Name, d.NameEN, d.Level
		}
	}
	return out
}

// Notices are the rungs that tell the actor of cases which still stand where they were: those addressed to them, and those
// addressed to the offices at their own places. The newest come first.
func (s *Service) Notices(ctx context.Context) ([]Reminder, error) {
	out := []Reminder{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
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
		w := &conditions{}
		w.add("(r.person_id = ? OR "+atPlace+" OR r.person_id = 0 AND r.place_id = 0 AND "+inBody+")", append(append([]any{max(me.PersonID, 1)}, args...), more...)...)
		var rows []rungRow
		err := tx.Select(&rows, "SELECT r.* FROM {case_rung r} JOIN {case c} ON c.county_id = r.county_id AND c.id = r.case_id AND c.visit = r.visit WHERE c.open AND "+
			w.String()+" ORDER BY r.at DESC, r.id DESC LIMIT 200", w.args...)
		if err != nil || len(rows) == 0 {
			return err
		}
		var ids []kernel.ID
		for _, r := range rows {
			if !slices.Contains(ids, r.CaseID) {
				ids = append(ids, r.CaseID)
			}
		}
		var cases []caseRow
		if err := tx.Select(&cases, "SELECT c.* FROM {case c} WHERE c.id IN ("+marks(len(ids))+")", anys(ids)...); err != nil {
			return err
		}
		views, err := s.views(tx, cases)
		for _, r := range rows {
			at := slices.IndexFunc(views, func(v Case) bool { return v.ID == r.CaseID })
			if at < 0 {
				continue
			}
			out = append(out, Reminder{ID: r.ID, At: r.At, Rung: s.reachedOf(&cases[at], r), Case: views[at], Whole: r.PersonID != 0})
		}
		return err
	})
	return out, err
}
