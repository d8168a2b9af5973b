package pack

import "slices"

// clock checks what a case type says about time.
func (c checker) clock(ct *CaseType) {
	t := &ct.Term
	c.rungs(ct.Rungs, false)
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
	case b.Of != "" && b.Of != OfWorking && b.Of != OfCalendar && b.Of != OfPlain:
		c.bad(t, key, "bad_value", "there is no kind of time %q: want working, calendar or plain", b.Of)
	case b.Of != "" && !b.Set():
		c.bad(t, key, "missing", "a time needs days or hours")
	case b.Days > maxBudgetDays || b.Hours > maxBudgetDays*24:
		c.bad(t, key, "bad_value", "a time of more than %d days is a mistake", maxBudgetDays)
	}
}

// maxBudgetDays bounds a budget: ten years, as in the calendar.
const maxBudgetDays = 3650

// rungs checks what happens on the way of time, or at once.
func (c checker) rungs(list []Rung, atOnce bool) {
	for i := range list {
		r := &list[i]
		t := &r.Term
		c.names(t)
		c.budget(t, "before", r.Before)
		c.budget(t, "after", r.After)
		if r.Before.Set() && r.After.Set() {
			c.bad(t, "after", "bad_value", "rung %q lies before the end of the time or after it, not both", r.ID)
		}
		c.told(r)
		switch timed := r.Before.Set() || r.After.Set(); {
		case atOnce && timed:
			c.bad(t, "after", "bad_value", "%q is told at once: before and after are for rungs", r.ID)
		case !atOnce && r.To == ToCalled:
			c.bad(t, "to", "bad_value", "rung %q: who was called has time and rungs of their own", r.ID)
		}
	}
}

// told checks whom a rung tells.
func (c checker) told(r *Rung) {
	t := &r.Term
	switch {
	case (r.To != "") == (r.Level != 0):
		c.bad(t, "to", "missing", "rung %q tells somebody: want to: handler, above, reporter or called, or a level", r.ID)
	case r.To != "" && !slices.Contains([]string{ToHandler, ToAbove, ToReporter, ToCalled}, r.To):
		c.bad(t, "to", "unknown_ref", "nobody is called %q here: want handler, above, reporter or called, or a level", r.To)
	case r.Level != 0:
		c.level(t, "level", r.Level)
	case len(r.Posts) > 0 && r.To != ToAbove:
		c.bad(t, "posts", "bad_value", "rung %q: posts go with a level, or with to: above", r.ID)
	}
	c.refs(t, "posts", r.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
}

// tells checks who is told at states and steps.
func (c checker) tells(ct *CaseType) {
	seen := map[string]bool{}
	for _, r := range ct.Rungs {
		seen[r.ID] = true
	}
	check := func(list []Rung) {
		c.rungs(list, true)
		for i := range list {
			r := &list[i]
			if seen[r.ID] {
				c.bad(&r.Term, "id", "duplicate_id", "the id %q is taken by another rung of the case type", r.ID)
			}
			seen[r.ID] = true
		}
	}
	for i := range ct.States {
		check(ct.States[i].Tells)
	}
	for i := range ct.Transitions {
		check(ct.Transitions[i].Tells)
	}
}

// clause checks that somebody may do what it allows.
func (c checker) clause(t *Term, key string, cl Clause) {
	if !cl.Given() {
		return
	}
	for _, who := range cl.By {
		if !slices.Contains(parties, who) {
			c.bad(t, key, "unknown_ref", "nobody is called %q: want place, body, assignee, reporter, system, post or queue", who)
		}
	}
	x := cl.Step()
	if !slices.ContainsFunc(cl.By, func(who string) bool { return c.canTake(&x, who) }) {
		c.bad(t, key, "nobody_can_act", "nobody may do what %q allows: no post has the permission %q", key, cl.Permission)
	}
}
