package pack

import (
	"slices"
	"strings"
)

// Seating lets a step give posts: who stands in the field Who holds Post at the places of the field At until the day in the
// field Until, and no longer than the case lasts. A body in Who stands for everybody who holds a post in it; a column of rows is
// written field.column. Where Roles names a field of choices, the post gives what the chosen answers open, and what no answer does.
type Seating struct {
	Post  string `yaml:"post"`
	Who   string `yaml:"who"`
	At    string `yaml:"at"`    // empty: where the case lies
	Until string `yaml:"until"` // empty: until a step with ends_seats
	Roles string `yaml:"roles"` // empty: all that the post gives
}

// opensNothing stands for roles where no role is left; no definition has such an id.
const opensNothing = "-"

// Opens are the roles of a post that a step gives by the answers to the field Roles; nil for all of them.
func (p *Pack) Opens(ct CaseType, s Seating, chosen []string) []string {
	if s.Roles == "" {
		return nil
	}
	f, _ := ct.Field(s.Roles)
	po, _ := p.Post(s.Post)
	out := slices.DeleteFunc(slices.Clone(po.Roles), func(role string) bool {
		hangs, opened := false, false
		for _, c := range f.Choices {
			if slices.Contains(c.Roles, role) {
				hangs, opened = true, opened || slices.Contains(chosen, c.ID)
			}
		}
		return hangs && !opened
	})
	if len(out) == 0 {
		return []string{opensNothing}
	}
	return out
}

// Spawning makes cases of Type out of the rows of a field, one of each row that has none yet; the row names it in its column of
// the type case. Answers of the new case are those of the row and of the case under the same ids, and what Set says.
type Spawning struct {
	Type  string   `yaml:"type"`
	Rows  string   `yaml:"rows"`
	Text  string   `yaml:"text"`  // the column that says what the matter is
	Place string   `yaml:"place"` // the column that says where; empty or unanswered: where the case lies
	Posts []string `yaml:"posts"` // who deals with it: the holder, at that place, of the first of these that is held
	Keeps bool     `yaml:"keeps"` // the new case belongs to the unit of the old one
	Set   []string `yaml:"set"`   // field=value
}

// Given tells whether the step makes cases.
func (s Spawning) Given() bool { return s.Type != "" }

// Fixed are the answers that Set says.
func (s Spawning) Fixed() map[string]string {
	out := map[string]string{}
	for _, one := range s.Set {
		id, value, _ := strings.Cut(one, "=")
		out[id] = value
	}
	return out
}

// Publishing says what of cases of a type everybody may read at their place: the answers to Fields, in States. Of rows the sums of money
// are told. Nothing else of the case is, and no name of a person.
type Publishing struct {
	Title   string   `yaml:"title"`
	TitleEN string   `yaml:"title_en"`
	States  []string `yaml:"states"`
	Fields  []string `yaml:"fields"`
}

// Given tells whether anything is published.
func (p Publishing) Given() bool { return len(p.Fields) > 0 }

// AssetMaking says that a step enters an asset: what it is called, its category and its value stand in these fields. No asset
// comes of a case whose category is None.
type AssetMaking struct {
	Step     string `yaml:"step"`
	Title    string `yaml:"title"`
	Category string `yaml:"category"`
	Value    string `yaml:"value"`
	None     string `yaml:"none"`
}

// GivesSeats tells whether a step of the case type gives posts.
func (c CaseType) GivesSeats() bool {
	return slices.ContainsFunc(c.Transitions, func(t Transition) bool { return len(t.Seats) > 0 })
}

// Column finds a column of the field by its id.
func (f Field) Column(id string) (Column, bool) { return find(f.Columns, id) }

// CaseColumn is the column in which the program notes the case that came out of a row; empty for none.
func (f Field) CaseColumn() string {
	for _, c := range f.Columns {
		if c.Type == FieldCase {
			return c.ID
		}
	}
	return ""
}

// Field is the column as a field of its own, for the rules that both share.
func (c Column) Field() Field {
	return Field{Term: c.Term, Type: c.Type, Choices: c.Choices, Posts: c.Posts, BodyKinds: c.BodyKinds}
}

// pointer splits field or field.column.
func pointer(s string) (field, column string) {
	field, column, _ = strings.Cut(s, ".")
	return field, column
}

// after checks what follows a step: posts, cases, conditions.
func (c checker) after(ct *CaseType, x *Transition) {
	t := &x.Term
	if x.Check != "" && (x.Says == "" || x.SaysEN == "") {
		c.bad(t, "says", "missing", "step %q has a check, so it needs says and says_en", x.ID)
	}
	x.check = c.condition(t, "check", x.Check, c.envOf(ct))
	c.refs(t, "needs_closed", x.NeedsClosed, "case type", func(id string) bool { _, ok := c.CaseType(id); return ok })
	for _, s := range x.Seats {
		_, ok := c.Post(s.Post)
		if !ok || !ct.points(s.Who, FieldPerson, FieldBody) || s.At != "" && !ct.points(s.At, FieldPlace) || s.Until != "" && !ct.points(s.Until, FieldDay) || s.Roles != "" && !ct.points(s.Roles, FieldChoices) {
			c.bad(t, "seats", "bad_value", "seats of step %q: want post, who (a field of persons or a body), at (of places), until (a day) and roles (of choices)", x.ID)
		}
	}
	c.spawning(ct, x)
}

func (c checker) spawning(ct *CaseType, x *Transition) {
	s := x.Spawn
	if !s.Given() {
		return
	}
	f, ok := ct.Field(s.Rows)
	of, known := c.CaseType(s.Type)
	text, _ := f.Column(s.Text)
	ok = ok && known && f.CaseColumn() != "" && text.Type == FieldText
	for id := range s.Fixed() {
		_, there := of.Field(id)
		ok = ok && there
	}
	place, _ := f.Column(s.Place)
	if !ok || s.Place != "" && place.Type != FieldPlace {
		c.bad(&x.Term, "spawn", "bad_value", "spawn of step %q: want a type, rows with a column of the type case, a text column and perhaps one of a place", x.ID)
	}
	c.refs(&x.Term, "posts", s.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
}

// points tells whether field or field.column leads to an answer of one of the types.
func (c CaseType) points(to string, types ...string) bool {
	id, column := pointer(to)
	f, ok := c.Field(id)
	typ := f.Type
	if column != "" {
		var col Column
		col, ok = f.Column(column)
		typ = col.Type
	}
	return ok && slices.Contains(types, typ)
}

// outcome checks what a case type publishes and leaves behind.
func (c checker) outcome(ct *CaseType) {
	t := &ct.Term
	p := ct.Publish
	c.refs(t, "fields", p.Fields, "field", func(id string) bool {
		f, ok := ct.Field(id)
		return ok && f.Type != FieldPerson && !f.Secret()
	})
	c.refs(t, "states", p.States, "state", func(id string) bool { _, ok := ct.State(id); return ok })
	if p.Given() && (p.Title == "" || p.TitleEN == "" || len(p.States) == 0 || ct.Sealed) {
		c.bad(t, "publish", "missing", "what %q publishes needs title, title_en and states, and is not sealed", ct.ID)
	}
	a := ct.Asset
	if a.Step == "" {
		return
	}
	_, step := ct.Transition(a.Step)
	if !step || !ct.points(a.Title, FieldText) || !ct.points(a.Category, FieldChoice) || !ct.points(a.Value, FieldMoney) {
		c.bad(t, "asset", "bad_value", "asset of %q: want a step, a title (text), a category (choice) and a value (money)", ct.ID)
	}
}
