package pack

import "slices"

var (
	owns       = []string{OwnUnit, OwnTownship, OwnVillage, OwnPost, OwnPerson}
	evidences  = []string{EvidencePhoto, EvidenceDocument, EvidenceRecord, EvidenceNote}
	everys     = []string{"", EveryDays, EveryDay, EveryWeek, EveryMonth, EveryQuarter, EveryYear}
	holidays   = []string{"", HolidayKeep, HolidayBefore, HolidayAfter, HolidaySkip}
	listViews  = []string{ViewWeek, ViewMonth, ViewQuarter}
	fieldKinds = []string{"text", "number", "day", "choice"}
)

func (c checker) duties() {
	for i := range c.ListTypes {
		c.listType(&c.ListTypes[i])
	}
	for i := range c.Duties {
		c.postDuty(&c.Duties[i])
	}
}

func (c checker) listType(l *ListType) {
	t := &l.Term
	c.term(t)
	if !permShape.MatchString(l.Permission) {
		c.bad(t, "permission", "bad_permission", "%q is not a permission: want room.verb", l.Permission)
	} else if !slices.ContainsFunc(c.Posts, func(p Post) bool {
		perms, _ := c.PermissionsOf(p.ID)
		return slices.Contains(perms, l.Permission)
	}) {
		c.bad(t, "permission", "nobody", "no post gives %q, so nobody can make a list %q", l.Permission, l.ID)
	}
	if len(l.Levels) == 0 {
		c.bad(t, "levels", "missing", "list type %q needs the key %q: where it is made", l.ID, "levels")
	}
	for i, n := range l.Levels {
		c.level(t, at("levels", i), n)
	}
	if len(l.Breakdown) == 0 {
		c.bad(t, "breakdown", "missing", "list type %q needs the key %q: who owns its items", l.ID, "breakdown")
	}
	c.each(t, "breakdown", l.Breakdown, owns)
	c.each(t, "evidence", l.Evidence, evidences)
	if l.Proof && len(l.Evidence) == 0 {
		c.bad(t, "proof", "missing", "list type %q asks for proof, so it needs the key %q", l.ID, "evidence")
	}
	if l.NearPercent > 100 {
		c.bad(t, "near_percent", "bad_value", "near_percent %d: want at most 100", l.NearPercent)
	}
	if l.Behind > 1000 {
		c.bad(t, "behind", "bad_value", "behind %d: want at most 1000 (per mille)", l.Behind)
	}
	c.refs(t, "supervisors", l.Supervisors, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	c.listParts(l)
}

func (c checker) listParts(l *ListType) {
	for i := range l.Fields {
		f := &l.Fields[i]
		c.names(&f.Term)
		c.oneOf(&f.Term, "kind", f.Kind, fieldKinds)
		if (f.Kind == "choice") != (len(f.Choices) > 0) {
			c.bad(&f.Term, "choices", "missing", "field %q: choices belong to the kind choice, both or neither", f.ID)
		}
	}
	for i := range l.Reminders {
		r := &l.Reminders[i]
		c.names(&r.Term)
		c.oneOf(&r.Term, "to", r.To, []string{ToOwner, ToSupervisors})
		if r.Before > 0 && r.After > 0 {
			c.bad(&r.Term, "days_after", "bad_value", "reminder %q: days_before or days_after, not both", r.ID)
		}
		if r.To == ToSupervisors && len(l.Supervisors) == 0 {
			c.bad(&r.Term, "to", "missing", "reminder %q goes to supervisors, and %q names none", r.ID, l.ID)
		}
	}
	for i := range l.Views {
		c.names(&l.Views[i].Term)
		c.oneOf(&l.Views[i].Term, "id", l.Views[i].ID, listViews)
	}
}

func (c checker) postDuty(d *PostDuty) {
	t := &d.Term
	c.term(t)
	c.required(t, "text", d.Text)
	c.required(t, "text_en", d.TextEN)
	if len(d.Posts) == 0 {
		c.bad(t, "posts", "missing", "duty %q needs the key %q: whose it is", d.ID, "posts")
	}
	c.refs(t, "posts", d.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	c.refs(t, "targets", d.Targets, "body kind", c.hasBodyKind)
	y := d.Cycle
	c.oneOf(t, "every", y.Every, everys)
	c.oneOf(t, "holiday", y.Holiday, holidays)
	if (y.Every == EveryDays) != (y.Days > 0) {
		c.bad(t, "days", "bad_value", "duty %q: every: days and days belong together", d.ID)
	}
	if len(d.Targets) > 0 && y.Every != EveryDays {
		c.bad(t, "every", "bad_value", "duty %q has targets, so it comes round by an interval (every: days)", d.ID)
	}
	if y.Weekday > 7 || y.Weekday > 0 && y.Every != EveryMonth && y.Every != EveryQuarter {
		c.bad(t, "weekday", "bad_value", "duty %q: weekday is 1 to 7, for months and quarters", d.ID)
	}
	if y.Every == EveryDay && (y.Holiday == HolidayBefore || y.Holiday == HolidayAfter) {
		c.bad(t, "holiday", "bad_value", "duty %q: a daily duty keeps or skips a holiday, it has no other day", d.ID)
	}
	if y.Holiday == HolidaySkip && y.Every == EveryDays {
		c.bad(t, "holiday", "bad_value", "duty %q: an interval cannot be skipped", d.ID)
	}
}

func (c checker) each(t *Term, key string, values, of []string) {
	for i, v := range values {
		if !slices.Contains(of, v) {
			c.bad(t, at(key, i), "bad_value", "%q: want one of %q", v, of)
		}
	}
}

func (c checker) oneOf(t *Term, key, v string, of []string) {
	if !slices.Contains(of, v) {
		c.bad(t, key, "bad_value", "%s %q: want one of %q", key, v, of)
	}
}
