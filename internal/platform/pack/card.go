package pack

import "slices"

// Card is what is known of a household, field by field, in groups that a screen shows one below the other. An answer stays until
// somebody says otherwise; it is never asked for again by another form (国办函〔2026〕12号: no repeated filling in).
type Card struct {
	Term   `yaml:",inline"`
	Groups []CardGroup `yaml:"groups"`
}

// CardGroup is a part of a card under its own heading.
type CardGroup struct {
	Term   `yaml:",inline"`
	Fields []CardField `yaml:"fields"`
}

// CardField is one thing that is known. When two officers change it without having seen each other's change, a Hard field waits
// for a person; of another one the later change stands and both are kept. The answer to a Secret one is sealed and opened for a
// reason. A Trait (a choice, yes or no) can be asked for in lists: which households have it.
type CardField struct {
	Field  `yaml:",inline"`
	Hard   bool `yaml:"hard"`
	Hidden bool `yaml:"secret"`
	Trait  bool `yaml:"trait"`
}

// Sealed tells whether the answer is sealed.
func (f CardField) Sealed() bool { return f.Hidden || f.Secret() }

// HouseholdCard is the id of the card of households.
const HouseholdCard = "household"

// cardTypes are the types that a card may have: what is known of a household, not what points to other records.
var cardTypes = []string{FieldText, FieldNumber, FieldMoney, FieldDay, FieldChoice, FieldChoices, FieldYesNo, FieldPhone, FieldSecret}

// Card finds a card by its id.
func (p *Pack) Card(id string) (Card, bool) { return find(p.Cards, id) }

// Fields are all fields of the card, in its order.
func (c Card) Fields() []CardField {
	var out []CardField
	for _, g := range c.Groups {
		out = append(out, g.Fields...)
	}
	return out
}

// Field finds a field of the card.
func (c Card) Field(id string) (CardField, bool) {
	for _, g := range c.Groups {
		if f, ok := find(g.Fields, id); ok {
			return f, true
		}
	}
	return CardField{}, false
}

// Traits are the fields that lists may ask for.
func (c Card) Traits() []CardField {
	return slices.DeleteFunc(c.Fields(), func(f CardField) bool { return !f.Trait })
}

// Plain are the fields as forms know them.
func (c Card) Plain() []Field {
	var out []Field
	for _, f := range c.Fields() {
		out = append(out, f.Field)
	}
	return out
}

// inherit gives what stands within a card its days and source; a choice keeps the days of its own.
func (c *Card) inherit() {
	for i := range c.Groups {
		g := &c.Groups[i]
		g.lend(c.Term)
		for j := range g.Fields {
			f := &g.Fields[j]
			f.lend(g.Term)
			for k := range f.Choices {
				f.Choices[k].lend(f.Term)
			}
		}
	}
}

// lend gives days and source where a definition has none of its own.
func (t *Term) lend(from Term) {
	if t.From == "" {
		t.From = from.From
	}
	if t.To == "" {
		t.To = from.To
	}
	if t.Source == "" {
		t.Source = from.Source
	}
}

// card checks a card: a field of it has one id and one name in the whole card.
func (c checker) card(card *Card) {
	c.term(&card.Term)
	env := c.figures()
	addNames(env, card.Plain())
	ids, named := map[string]bool{}, map[string]bool{NameToday: true}
	for i := range card.Groups {
		g := &card.Groups[i]
		c.names(&g.Term)
		for j := range g.Fields {
			f := &g.Fields[j]
			if ids[f.ID] {
				c.bad(&f.Term, "id", "duplicate_id", "field %q stands in two groups of the card", f.ID)
			}
			ids[f.ID] = true
			c.field(&f.Field, env, named, cardTypes)
			for k := range f.Choices {
				c.days(&f.Choices[k].Term)
			}
			if f.Trait && f.Type != FieldChoice && f.Type != FieldYesNo {
				c.bad(&f.Term, "trait", "bad_value", "field %q: a trait is a choice, or yes or no", f.ID)
			}
		}
	}
}
