package pack

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// fields checks the fields of a case type and makes its formulas ready; env are the names that they may use.
func (c checker) fields(ct *CaseType, env rule.Env) {
	named := map[string]bool{NameTopic: true, NameText: true, NameFiles: true, NameToday: true, NameRaised: true, NameSince: true}
	for i := range ct.Fields {
		f := &ct.Fields[i]
		c.field(f, env, named, fieldTypes)
		c.computed(f, env)
		c.refs(&f.Term, "apart_from", f.ApartFrom, "body kind", c.hasBodyKind)
		if len(f.ApartFrom) > 0 && f.Type != FieldText && f.Type != FieldBody {
			c.bad(&f.Term, "apart_from", "bad_value", "field %q: the other side of a contract is a text or a body", f.ID)
		}
		asked := f.Value != "" || f.Start || slices.ContainsFunc(ct.Transitions, func(x Transition) bool { return slices.Contains(x.Asks, f.ID) })
		if !asked {
			c.bad(&f.Term, "start", "never_asked", "nobody is asked for field %q: give start: true, or name it in asks of a step", f.ID)
		}
	}
}

// field checks one field, whose name must not be taken, and makes its formulas ready.
func (c checker) field(f *Field, env rule.Env, named map[string]bool, types []string) {
	t := &f.Term
	c.names(t)
	if named[f.Name] {
		c.bad(t, "name", "duplicate_name", "the name %q is taken: formulas could not tell two fields apart", f.Name)
	}
	named[f.Name] = true
	if !slices.Contains(types, f.Type) {
		c.bad(t, "type", "bad_value", "there is no type %q: want one of %v", f.Type, types)
	}
	c.answers(f)
	if f.Check != "" && (f.Says == "" || f.SaysEN == "") {
		c.bad(t, "says", "missing", "field %q has a check, so it needs says and says_en", f.ID)
	}
	f.shown = c.condition(t, "shown_if", f.ShownIf, env)
	f.required = c.condition(t, "required_if", f.RequiredIf, env)
	f.check = c.condition(t, "check", f.Check, env)
}

// computed checks the formula of an answer that the program works out.
func (c checker) computed(f *Field, env rule.Env) {
	if f.Value == "" {
		return
	}
	t := &f.Term
	if !slices.Contains([]string{FieldText, FieldNumber, FieldMoney, FieldDay, FieldYesNo}, f.Type) {
		c.bad(t, "value", "bad_value", "field %q: a formula gives a text, a number, money, a day, yes or no", f.ID)
		return
	}
	if f.Start || f.Required || f.RequiredIf != "" || f.Check != "" {
		c.bad(t, "value", "bad_value", "field %q is worked out: nobody is asked for it (start, required, required_if and check go)", f.ID)
	}
	f.value = c.formula(t, "value", f.Value, env, f.ruleType())
}

// answers checks what belongs to single types.
func (c checker) answers(f *Field) {
	t := &f.Term
	if choice := f.Type == FieldChoice || f.Type == FieldChoices; choice != (len(f.Choices) > 0) {
		c.bad(t, "choices", "bad_value", "field %q: choices are for fields of the types choice and choices, which need them", f.ID)
	}
	if (f.Type == FieldRows) != (len(f.Columns) > 0) {
		c.bad(t, "columns", "bad_value", "field %q: columns are for fields of the type rows, which need them", f.ID)
	}
	for i := range f.Choices {
		c.refs(&f.Choices[i].Term, "roles", f.Choices[i].Roles, "role", func(id string) bool { _, ok := c.Role(id); return ok })
		c.names(&f.Choices[i].Term)
	}
	for i := range f.Columns {
		col := &f.Columns[i]
		c.names(&col.Term)
		if !slices.Contains(columnTypes, col.Type) {
			c.bad(&col.Term, "type", "bad_value", "a column is of one of the types %v, not %q", columnTypes, col.Type)
		}
		if (col.Type == FieldChoice) != (len(col.Choices) > 0) {
			c.bad(&col.Term, "choices", "bad_value", "field %q: choices are for fields of the types choice and choices, which need them", col.ID)
		}
		for j := range col.Choices {
			c.names(&col.Choices[j].Term)
		}
		if col.Acts && col.Type != FieldPerson {
			c.bad(&col.Term, "acts", "bad_value", "field %q: acts is for fields of the type person", col.ID)
		}
		c.refs(&col.Term, "posts", col.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
		c.refs(&col.Term, "body_kinds", col.BodyKinds, "body kind", c.hasBodyKind)
	}
	if f.Acts && f.Type != FieldPerson {
		c.bad(t, "acts", "bad_value", "field %q: acts is for fields of the type person", f.ID)
	}
	c.refs(t, "posts", f.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	c.refs(t, "body_kinds", f.BodyKinds, "body kind", c.hasBodyKind)
}

// binding checks where cases of the type lie and who sees them.
func (c checker) binding(ct *CaseType) {
	t := &ct.Term
	c.clause(t, "merge", ct.Merge.By)
	if ct.Merge.By.Given() {
		c.ref(t, "merge", ct.Merge.To, "final state", func(id string) bool { st, _ := ct.State(id); return st.Final })
	}
	if f, _ := ct.Field(ct.HandTo); ct.HandTo != "" && (f.Type != FieldBody || !f.Start || !f.Required) {
		c.bad(t, "hand_to", "unknown_ref", "hand_to of case type %q names no field of a body that is required from the start", ct.ID)
	}
	c.refs(t, "spawns", ct.Spawns, "case type", func(id string) bool { _, ok := c.CaseType(id); return ok })
	if ct.BoundAt != 0 {
		c.level(t, "bound_at", ct.BoundAt)
	}
	if ct.Sealed && ct.BoundAt != int(kernel.LevelCounty) {
		c.bad(t, "bound_at", "missing", "a sealed case type is read at the county only: it needs bound_at: 1")
	}
	readers := slices.ContainsFunc(c.Posts, func(p Post) bool {
		_, sealed := c.PermissionsOf(p.ID)
		return sealed && p.AtLevel(kernel.LevelCounty)
	})
	if ct.Sealed && !readers {
		c.bad(t, "sealed", "nobody_can_act", "nobody can read %q: no post of the county has a sealed role", ct.ID)
	}
}

// extras checks what a transition says beyond states and parties.
func (c checker) extras(ct *CaseType, x *Transition) {
	t := &x.Term
	if slices.Contains(TimeSteps, x.ID) || x.ID == StepStart {
		c.bad(t, "id", "bad_id", "the id %q is the program's own", x.ID)
	}
	if slices.Contains(x.By, BySystem) && len(x.Needs)+len(x.Asks) > 0 {
		c.bad(t, "by", "system_asked", "transition %q asks for something, and the program has no answer", x.ID)
	}
	c.refs(t, "asks", x.Asks, "field", func(id string) bool { f, ok := ct.Field(id); return ok && f.Value == "" })
	c.refs(t, "not_who", x.NotWho, "transition", func(id string) bool { _, ok := ct.Transition(id); return ok || id == StepStart })
	c.refs(t, "posts", x.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	if slices.Contains(x.By, ByPost) != (len(x.Posts) > 0) {
		c.bad(t, "posts", "missing", "transition %q: posts and by: [post] belong together", x.ID)
	}
	if x.Level != 0 {
		c.level(t, "level", x.Level)
	}
	if x.HandTo != "" && !ct.points(x.HandTo, FieldBody) {
		c.bad(t, "hand_to", "unknown_ref", "hand_to of step %q names no field of a body", x.ID)
	}
	c.after(ct, x)
}

// calling checks how departments are called.
func (c checker) calling(ct *CaseType) {
	t := &ct.Term
	k := ct.Calls
	if !k.By.Given() {
		return
	}
	c.clause(t, "calls", k.By)
	c.budget(t, "calls", k.ReportIn)
	c.budget(t, "calls", k.Act)
	c.rungs(k.Rungs, false)
	c.rungs(k.ActRungs, false)
	c.refs(t, "kinds", k.Kinds, "body kind", c.hasBodyKind)
	if !k.ReportIn.Set() || !k.Act.Set() || len(k.Kinds) == 0 {
		c.bad(t, "calls", "missing", "calls of %q need kinds, report_in and act", ct.ID)
	}
}

// dispatching checks the sections by which cases find their way.
func (c checker) dispatching() {
	post := func(id string) bool { _, ok := c.Post(id); return ok }
	topic := func(id string) bool { _, ok := c.Topic(id); return ok }
	typ := func(id string) bool { _, ok := c.CaseType(id); return ok }
	for i := range c.Queues {
		q := &c.Queues[i]
		c.term(&q.Term)
		c.budget(&q.Term, "due", q.Due)
		c.refs(&q.Term, "posts", q.Posts, "post", post)
		c.refs(&q.Term, "topics", q.Topics, "topic", topic)
		if len(q.Posts) == 0 {
			c.bad(&q.Term, "posts", "missing", "nobody works off queue %q", q.ID)
		}
	}
	for i := range c.Routes {
		r := &c.Routes[i]
		c.term(&r.Term)
		c.refs(&r.Term, "types", r.Types, "case type", typ)
		c.refs(&r.Term, "topics", r.Topics, "topic", topic)
		c.refs(&r.Term, "place_kinds", r.PlaceKinds, "place kind", func(id string) bool { _, ok := c.PlaceKind(id); return ok })
		if r.BodyKind != "" {
			c.ref(&r.Term, "body_kind", r.BodyKind, "body kind", c.hasBodyKind)
		}
		for j, code := range r.Places {
			if !areaShape.MatchString(code) {
				c.bad(&r.Term, at("places", j), "bad_value", "%q is not a division code", code)
			}
		}
		if r.Queue == "" && r.Body == "" && r.BodyKind == "" {
			c.bad(&r.Term, "queue", "missing", "route %q leads nowhere: give queue, body or body_kind", r.ID)
		}
		if r.Queue != "" {
			c.ref(&r.Term, "queue", r.Queue, "queue", func(id string) bool { _, ok := c.Queue(id); return ok })
		}
	}
	for i := range c.DutyItems {
		d := &c.DutyItems[i]
		c.term(&d.Term)
		c.refs(&d.Term, "topics", d.Topics, "topic", topic)
		if !slices.Contains([]string{DutyBasic, DutyAssisting, DutyTakenBack}, d.Class) {
			c.bad(&d.Term, "class", "bad_value", "there is no class %q: want basic, assisting or taken_back", d.Class)
		}
	}
	for i := range c.Signs {
		c.sign(&c.Signs[i], post, topic, typ)
	}
	for i := range c.ServiceItems {
		c.term(&c.ServiceItems[i].Term)
		for j := range c.ServiceItems[i].Materials {
			c.material(&c.ServiceItems[i].Materials[j])
		}
	}
	for i := range c.ServiceForms {
		c.term(&c.ServiceForms[i].Term)
		for j := range c.ServiceForms[i].Lines {
			c.names(&c.ServiceForms[i].Lines[j].Term)
		}
	}
}

func (c checker) material(m *Material) {
	t := &m.Term
	c.names(t)
	if m.Look != "" && !slices.Contains(Lookups, m.Look) {
		c.bad(t, "look", "bad_value", "the program cannot look for %q: want one of %v", m.Look, Lookups)
	}
	if m.Form != "" {
		c.ref(t, "form", m.Form, "form", func(id string) bool { _, ok := c.ServiceForm(id); return ok })
	}
}

func (c checker) sign(s *Sign, post, topic, typ func(string) bool) {
	t := &s.Term
	c.term(t)
	c.refs(t, "types", s.Types, "case type", typ)
	c.refs(t, "topics", s.Topics, "topic", topic)
	c.ref(t, "post", s.Post, "post", post)
	c.level(t, "level", s.Level)
	if (s.Late > 0) == (s.Count > 1 && s.Days > 0) {
		c.bad(t, "count", "missing", "sign %q needs count (2 or more) and days, or late", s.ID)
	}
}
