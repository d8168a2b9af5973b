package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// fields checks the fields of a case type and makes its formulas ready.
func (c checker) fields(ct *CaseType) {
	env := c.envOf(ct)
	named := map[string]bool{NameTopic: true, NameText: true, NameFiles: true, NameToday: true}
	for i := range ct.Fields {
		f := &ct.Fields[i]
		t := &f.Term
		c.names(t)
		if named[f.Name] {
			c.bad(t, "name", "duplicate_name", "the name %q is taken: formulas could not tell two fields apart", f.Name)
		}
		named[f.Name] = true
		if !slices.Contains(fieldTypes, f.Type) {
			c.bad(t, "type", "bad_value", "there is no type %q: want one of %v", f.Type, fieldTypes)
		}
		c.answers(f)
		if f.Check != "" && (f.Says == "" || f.SaysEN == "") {
			c.bad(t, "says", "missing", "field %q has a check, so it needs says and says_en", f.ID)
		}
		f.shown = c.condition(t, "shown_if", f.ShownIf, env)
		f.required = c.condition(t, "required_if", f.RequiredIf, env)
		f.check = c.condition(t, "check", f.Check, env)
		asked := f.Start || slices.ContainsFunc(ct.Transitions, func(x Transition) bool { return slices.Contains(x.Asks, f.ID) })
		if !asked {
			c.bad(t, "start", "never_asked", "nobody is asked for field %q: give start: true, or name it in asks of a step", f.ID)
		}
	}
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
		c.refs(&col.Term, "posts", col.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
		c.refs(&col.Term, "body_kinds", col.BodyKinds, "body kind", c.hasBodyKind)
	}
	c.refs(t, "posts", f.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	c.refs(t, "body_kinds", f.BodyKinds, "body kind", c.hasBodyKind)
}

// binding checks where cases of the type lie and who sees them.
func (c checker) binding(ct *CaseType) {
	t := &ct.Term
	c.clause(t, "merge", ct.Merge.By)
	if st, ok := ct.State(ct.Merge.To); ct.Merge.By.Given() && (!ok || !st.Final) {
		c.bad(t, "merge", "unknown_ref", "there is no final state %q for merged cases", ct.Merge.To)
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
	if slices.Contains(TimeSteps, x.ID) {
		c.bad(t, "id", "bad_id", "the id %q is the program's own", x.ID)
	}
	if slices.Contains(x.By, BySystem) && len(x.Needs)+len(x.Asks) > 0 {
		c.bad(t, "by", "system_asked", "transition %q asks for something, and the program has no answer", x.ID)
	}
	c.refs(t, "asks", x.Asks, "field", func(id string) bool { _, ok := ct.Field(id); return ok })
	c.refs(t, "not_who", x.NotWho, "transition", func(id string) bool { _, ok := ct.Transition(id); return ok })
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
	c.refs(t, "calls", k.Kinds, "body kind", c.hasBodyKind)
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
		if _, ok := c.Queue(r.Queue); r.Queue != "" && !ok {
			c.bad(&r.Term, "queue", "unknown_ref", "there is no queue %q", r.Queue)
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
	c.refs(t, "form", some(m.Form), "form", func(id string) bool { _, ok := c.ServiceForm(id); return ok })
}

func some(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

func (c checker) sign(s *Sign, post, topic, typ func(string) bool) {
	t := &s.Term
	c.term(t)
	c.refs(t, "types", s.Types, "case type", typ)
	c.refs(t, "topics", s.Topics, "topic", topic)
	c.refs(t, "post", []string{s.Post}, "post", post)
	c.level(t, "level", s.Level)
	if (s.Late > 0) == (s.Count > 1 && s.Days > 0) {
		c.bad(t, "count", "missing", "sign %q needs count (2 or more) and days, or late", s.ID)
	}
}
