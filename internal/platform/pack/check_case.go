package pack

import "slices"

// clock checks what a case type says about time.
func (c checker) clock(ct *CaseType) {
	t := &ct.Term
	c.rungs(t, ct.Rungs)
	c.budget(t, "lights", ct.Lights.Amber)
	c.budget(t, "lights", ct.Lights.Blue)
	c.clause(t, "pause", ct.Pause)
	c.clause(t, "supplement", ct.Supplement)
	c.clause(t, "extension", ct.Extension.Ask)
	c.clause(t, "extension", ct.Extension.Grant)
	x := ct.Extension
	given := x.Ask.Given() || x.Grant.Given() || x.Times != 0 || x.Most.Days != 0
	if given && (!x.Ask.Given() || !x.Grant.Given() || x.Times == 0 || x.Most.Days == 0) {
		c.bad(t, "extension", "missing", "extension of %q needs ask, grant, times and most: {days: …}", ct.ID)
	}
}

func (c checker) budget(t *Term, key string, b Budget) {
	switch {
	case b.Days > 0 && b.Hours > 0:
		c.bad(t, key, "bad_value", "a time is given in days or in hours, not in both")
	case b.Of != "" && b.Of != OfWorking && b.Of != OfCalendar:
		c.bad(t, key, "bad_value", "there is no kind of time %q: want working or calendar", b.Of)
	case b.Of != "" && !b.Set():
		c.bad(t, key, "missing", "a time needs days or hours")
	case b.Days > maxBudgetDays || b.Hours > maxBudgetDays*24:
		c.bad(t, key, "bad_value", "a time of more than %d days is a mistake", maxBudgetDays)
	}
}

// maxBudgetDays bounds a budget: ten years, as in the calendar.
const maxBudgetDays = 3650

func (c checker) rungs(_ *Term, list []Rung) {
	for i := range list {
		r := &list[i]
		t := &r.Term
		c.names(t)
		c.budget(t, "before", r.Before)
		c.budget(t, "after", r.After)
		if r.Before.Set() && r.After.Set() {
			c.bad(t, "after", "bad_value", "rung %q lies before the end of the time or after it, not both", r.ID)
		}
		if (r.To == ToHandler) == (r.Level != 0) {
			c.bad(t, "to", "missing", "rung %q tells somebody: want to: handler, or a level", r.ID)
		}
		if r.Level != 0 {
			c.level(t, "level", r.Level)
		}
		if r.To != "" && r.To != ToHandler {
			c.bad(t, "to", "unknown_ref", "nobody is called %q here: want handler, or a level", r.To)
		}
	}
}

// clause checks that somebody may do what it allows.
func (c checker) clause(t *Term, key string, cl Clause) {
	if !cl.Given() {
		return
	}
	for _, who := range cl.By {
		if !slices.Contains(parties, who) {
			c.bad(t, key, "unknown_ref", "nobody is called %q: want place, body, assignee, reporter or system", who)
		}
	}
	x := cl.Step()
	if !slices.ContainsFunc(cl.By, func(who string) bool { return c.canTake(&x, who) }) {
		c.bad(t, key, "nobody_can_act", "nobody may do what %q allows: no post has the permission %q", key, cl.Permission)
	}
}
