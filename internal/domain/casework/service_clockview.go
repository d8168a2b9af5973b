package casework

import (
	"time"

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
func (s *Service) clockOf(ct pack.CaseType, c *caseRow, a around) Clock {
	st, _ := ct.State(c.State)
	budget := s.budget(st, c)
	out := Clock{
		Since: c.StateSince, Days: budget.Days, Hours: budget.Hours, Working: budget.Working(),
		ExtensionsLeft: max(0, ct.Extension.Times-c.Extended), MostDays: ct.Extension.Most.Days, Ledger: []TimeEntry{}, Rungs: []Reached{},
	}
	for _, e := range a.ledger {
		out.Ledger = append(out.Ledger, TimeEntry{
			Kind: e.Kind, At: e.At, Until: e.Until, Days: e.Days, Reason: e.Reason, WaitsFor: e.WaitsFor, By: e.PersonName,
			Decision: e.Decision, Decider: e.DecidedName, Why: e.DecidedWhy,
		})
	}
	for _, r := range a.rungs {
		out.Rungs = append(out.Rungs, s.reachedOf(c, r))
	}
	return out
}
