package pack

import (
	"fmt"
	"regexp"
	"slices"

	"touyan/internal/kernel"
)

var (
	idShape   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	permShape = regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	codeShape = regexp.MustCompile(`^[0-9]{6}$`)
	areaShape = regexp.MustCompile(`^[0-9]{6,16}$`) // of a county and all below it
	parties   = []string{ByPlace, ByBody, ByAssignee, ByReporter, BySystem, ByPost, ByQueue}
	needs     = []string{NeedReason, NeedNote, NeedBody, NeedAssignee, NeedHandler, NeedRating, NeedFile, NeedQueue, NeedCalls}
	lights    = []string{"", "green", "blue", "amber", "red"}
)

// checker finds the faults of a pack as a whole: what is missing, and what points to nothing.
type checker struct {
	*Pack
	errs *Errors
}

func check(p *Pack, errs *Errors) {
	c := checker{p, errs}
	if p.County != "" && !codeShape.MatchString(p.County) {
		errs.add(pos{file: "packs/" + p.ID + "/pack.yaml"}, "bad_value", "key pack.county must be a code of six digits, not %q", p.County)
	}
	c.places()
	for i := range p.BodyKinds {
		c.bodyKind(&p.BodyKinds[i])
	}
	for i := range p.Bars {
		c.bar(&p.Bars[i])
	}
	for i := range p.LinkKinds {
		c.linkKind(&p.LinkKinds[i])
	}
	for i := range p.Cards {
		c.card(&p.Cards[i])
	}
	for i := range p.KinRelations {
		c.kinRelation(&p.KinRelations[i])
	}
	for i := range p.Topics {
		c.term(&p.Topics[i].Term)
	}
	for i := range p.Roles {
		c.role(&p.Roles[i])
	}
	for i := range p.Posts {
		c.post(&p.Posts[i])
	}
	for i := range p.CaseTypes {
		c.caseType(&p.CaseTypes[i])
	}
	c.duties()
	c.dispatching()
	c.privacy()
	c.visiting()
	c.emergencies()
	c.merits()
	c.points()
	c.awards()
	c.data()
	c.measuring()
	c.bulletins()
}

// bad reports a fault at the place of a key of the definition, or of the definition where the key does not stand.
func (c checker) bad(t *Term, key, code, format string, args ...any) {
	at, ok := t.marks[key]
	if !ok {
		at = t.pos
	}
	c.errs.add(at, code, format, args...)
}

func (c checker) required(t *Term, key, value string) {
	if value == "" {
		c.bad(t, key, "missing", "%q needs the key %q", t.ID, key)
	}
}

// names are what every definition needs, states and transitions too.
func (c checker) names(t *Term) {
	if !idShape.MatchString(t.ID) {
		c.bad(t, "id", "bad_id", "id %q: want small letters, digits and _, a letter first, at most 40", t.ID)
	}
	c.required(t, "name", t.Name)
	c.required(t, "name_en", t.NameEN)
}

func (c checker) term(t *Term) {
	c.names(t)
	c.required(t, "source", t.Source)
	c.required(t, "from", string(t.From))
	c.days(t)
}

// days checks the days on which a definition is in force.
func (c checker) days(t *Term) {
	for key, day := range map[string]kernel.Day{"from": t.From, "to": t.To} {
		if _, err := kernel.ParseDay(string(day)); day != "" && err != nil {
			c.bad(t, key, "bad_value", "%q is not a day such as 2026-01-01", day)
		}
	}
	if t.To != "" && t.To < t.From {
		c.bad(t, "to", "bad_value", "%q ends before it begins", t.ID)
	}
}

func (c checker) places() {
	given := map[int]string{}
	for i := range c.Levels {
		l := &c.Levels[i]
		c.term(&l.Term)
		c.level(&l.Term, "level", l.Level)
		if other := given[l.Level]; other != "" {
			c.bad(&l.Term, "level", "duplicate_level", "level %d is already %q", l.Level, other)
		}
		given[l.Level] = l.ID
	}
	for i := range c.PlaceKinds {
		k := &c.PlaceKinds[i]
		c.term(&k.Term)
		c.level(&k.Term, "level", k.Level)
		if k.As != 0 {
			c.level(&k.Term, "as", k.As)
		}
	}
}

func (c checker) level(t *Term, key string, n int) {
	if n < int(kernel.LevelCounty) || n > int(kernel.LevelMicro) {
		c.bad(t, key, "bad_level", "there is no level %d: want 1 (county) to 5 (micro-grid)", n)
	}
}

func (c checker) role(r *Role) {
	c.term(&r.Term)
	if len(r.Permissions) == 0 && !r.Sealed {
		c.bad(&r.Term, "permissions", "missing", "role %q permits nothing", r.ID)
	}
	for i, perm := range r.Permissions {
		if !permShape.MatchString(perm) {
			c.bad(&r.Term, at("permissions", i), "bad_permission", "%q is not a permission: want room.verb", perm)
		}
	}
	c.refs(&r.Term, "case_types", r.CaseTypes, "case type", func(id string) bool { _, ok := c.CaseType(id); return ok })
	if len(r.CaseTypes) > 0 && (r.Sealed || !slices.Equal(r.Permissions, []string{permLook})) {
		c.bad(&r.Term, "case_types", "bad_value", "role %q looks at cases of some types only, so it permits casework.list and nothing else", r.ID)
	}
}

// permLook is what looking at cases needs.
const permLook = "casework.list"

func (c CaseType) hasState(id string) bool { _, ok := c.State(id); return ok }

func at(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

func (c checker) post(p *Post) {
	t := &p.Term
	c.term(t)
	if len(p.Levels) == 0 && len(p.BodyKinds) == 0 {
		c.bad(t, "levels", "missing", "post %q can be held nowhere: give levels or body_kinds", p.ID)
	}
	if (p.Head || p.Required) && len(p.Levels) == 0 {
		c.bad(t, "levels", "missing", "post %q is head or required, so it needs levels", p.ID)
	}
	for i, n := range p.Levels {
		c.level(t, at("levels", i), n)
	}
	for i, n := range p.CardLevels {
		c.level(t, at("card_levels", i), n)
	}
	if p.ByCase && (p.Head || p.Required || len(p.CardLevels) > 0) {
		c.bad(t, "by_case", "bad_value", "a case gives post %q, so it is neither head, required nor of the public card", p.ID)
	}
	if len(p.CardLevels) > 0 {
		c.required(t, "tasks", p.Tasks)
		c.required(t, "tasks_en", p.TasksEN)
	}
	c.refs(t, "body_kinds", p.BodyKinds, "body kind", c.hasBodyKind)
	c.refs(t, "roles", p.Roles, "role", func(id string) bool { _, ok := c.Role(id); return ok })
}

func (c checker) caseType(ct *CaseType) {
	c.term(&ct.Term)
	c.refs(&ct.Term, "topics", ct.Topics, "topic", func(id string) bool { _, ok := c.Topic(id); return ok })
	before := len(*c.errs)
	c.clock(ct)
	c.fields(ct, c.envOf(ct))
	c.binding(ct)
	c.calling(ct)
	c.tells(ct)
	c.outcome(ct)
	for i := range ct.States {
		c.state(ct, &ct.States[i])
	}
	for i := range ct.Transitions {
		c.transition(ct, &ct.Transitions[i])
		c.extras(ct, &ct.Transitions[i])
	}
	c.ref(&ct.Term, "initial", ct.Initial, "state", ct.hasState)
	// Walking a broken graph would only repeat what has been said.
	if len(*c.errs) == before {
		c.walk(ct)
	}
}

func (c checker) state(ct *CaseType, s *State) {
	t := &s.Term
	c.names(t)
	if !slices.Contains(lights, s.Light) {
		c.bad(t, "light", "bad_value", "there is no light %q: want green, blue, amber or red", s.Light)
	}
	if s.Final == s.Open {
		c.bad(t, "open", "bad_value", "state %q must be either open or final", s.ID)
	}
	if s.Due.Set() && !s.Open {
		c.bad(t, "due", "bad_value", "state %q is not open, so nothing can be due in it", s.ID)
	}
	c.budget(t, "due", s.Due)
	c.budget(t, "due_again", s.DueAgain)
	if s.DueBy != "" && !ct.points(s.DueBy, FieldDay) {
		c.bad(t, "due_by", "unknown_ref", "due_by of state %q names no field of a day", s.ID)
	}
	c.rungs(s.Rungs, false)
	out := ct.Out(s.ID)
	if s.Final && len(out) > 0 {
		c.bad(t, "final", "bad_value", "state %q is final, but transition %q leaves it", s.ID, out[0].ID)
	}
	for i, who := range s.Waiting {
		acts := slices.ContainsFunc(out, func(x Transition) bool { return slices.Contains(x.By, who) })
		switch {
		case who == BySystem || !slices.Contains(parties, who):
			c.bad(t, at("waiting", i), "unknown_ref", "nobody is called %q here: want place, body, assignee, reporter, post or queue", who)
		case !acts:
			c.bad(t, at("waiting", i), "nobody_can_act", "state %q waits for %q, who may take no transition from it", s.ID, who)
		}
	}
}

func (c checker) transition(ct *CaseType, x *Transition) {
	t := &x.Term
	c.names(t)
	if len(x.From) == 0 {
		c.bad(t, "from", "missing", "transition %q starts nowhere", x.ID)
	}
	c.refs(t, "from", x.From, "state", ct.hasState)
	c.ref(t, "to", x.To, "state", ct.hasState)
	for i, who := range x.By {
		if !slices.Contains(parties, who) {
			c.bad(t, at("by", i), "unknown_ref", "nobody is called %q: want place, body, assignee, reporter, system, post or queue", who)
		}
	}
	for i, need := range x.Needs {
		if !slices.Contains(needs, need) {
			c.bad(t, at("needs", i), "unknown_ref", "there is no need %q: want reason, note, body, assignee, handler, rating, file, queue or calls", need)
		}
	}
	switch {
	case len(x.By) == 0:
		c.bad(t, "by", "nobody_can_act", "nobody may take transition %q: say in by who may, such as [place] or [body, assignee]", x.ID)
	case !slices.ContainsFunc(x.By, func(who string) bool { return c.canTake(x, who) }):
		c.bad(t, "by", "nobody_can_act", "nobody may take transition %q: no post of those in by has the permission %q; give it to a role of one, or name others", x.ID, x.Permission)
	}
}
