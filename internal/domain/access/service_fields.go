package access

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// FieldDef is a field of a case type.
type FieldDef struct {
	Def
	Type    string      `json:"type"`
	Start   bool        `json:"start"` // asked for when the case is raised
	Choices []Def       `json:"choices" nullable:"false"`
	Columns []ColumnDef `json:"columns" nullable:"false"`
	Append  bool        `json:"append"` // rows are only added to
	Help    string      `json:"help"`
	HelpEN  string      `json:"help_en"`
}

// ColumnDef is a column of a field of rows.
type ColumnDef struct {
	Def
	Type     string `json:"type"`
	Required bool   `json:"required"`
	Choices  []Def  `json:"choices" nullable:"false"`
}

// DutyItemDef is an item of the townships' duty list.
type DutyItemDef struct {
	Def
	Class string `json:"class"`
	Owner string `json:"owner"`
}

// ServiceItemDef is an item of the catalogue that residents apply for.
type ServiceItemDef struct {
	Def
	Body      string        `json:"body"`
	Days      int           `json:"days"` // working days
	Fee       int           `json:"fee"`  // in fen
	Materials []MaterialDef `json:"materials" nullable:"false"`
}

// MaterialDef is what an application needs; Held says who has it already.
type MaterialDef struct {
	Def
	Optional bool   `json:"optional"`
	Held     string `json:"held"`
}

func fieldsOf(c pack.CaseType) []FieldDef {
	var out []FieldDef
	for _, f := range c.Fields {
		out = append(out, fieldOf(f))
	}
	return out
}

func fieldOf(f pack.Field) FieldDef {
	d := FieldDef{Def: defOf(f.Term), Type: f.Type, Start: f.Start, Append: f.Append, Help: f.Help, HelpEN: f.HelpEN}
	for _, x := range f.Choices {
		d.Choices = append(d.Choices, defOf(x.Term))
	}
	for _, x := range f.Columns {
		col := ColumnDef{Def: defOf(x.Term), Type: x.Type, Required: x.Required}
		for _, c := range x.Choices {
			col.Choices = append(col.Choices, defOf(c.Term))
		}
		d.Columns = append(d.Columns, col)
	}
	return d
}

// CardDef is a card: what is known of a household, in groups.
type CardDef struct {
	Def
	Groups []CardGroupDef `json:"groups" nullable:"false"`
}

// CardGroupDef is a part of a card.
type CardGroupDef struct {
	Def
	Fields []CardFieldDef `json:"fields" nullable:"false"`
}

// CardFieldDef is a field of a card. Over are the choices that are not given any more.
type CardFieldDef struct {
	FieldDef
	Hard   bool     `json:"hard"`
	Secret bool     `json:"secret"`
	Trait  bool     `json:"trait"`
	Over   []string `json:"over" nullable:"false"`
}

// cards writes out the cards as they are today.
func (d *Definitions) cards(p *pack.Pack, today kernel.Day) {
	for _, c := range p.Cards {
		card := CardDef{Def: defOf(c.Term)}
		for _, g := range c.Groups {
			group := CardGroupDef{Def: defOf(g.Term)}
			for _, f := range g.Fields {
				if !f.Valid(today) {
					continue
				}
				x := CardFieldDef{FieldDef: fieldOf(f.Field), Hard: f.Hard, Secret: f.Sealed(), Trait: f.Trait, Over: []string{}}
				for _, choice := range f.Choices {
					if !choice.Valid(today) {
						x.Over = append(x.Over, choice.ID)
					}
				}
				group.Fields = append(group.Fields, x)
			}
			card.Groups = append(card.Groups, group)
		}
		d.Cards = append(d.Cards, card)
	}
}

func dispatchingOf(p *pack.Pack, d *Definitions) {
	for _, q := range p.Queues {
		d.Queues = append(d.Queues, defOf(q.Term))
	}
	for _, x := range p.DutyItems {
		d.DutyItems = append(d.DutyItems, DutyItemDef{Def: defOf(x.Term), Class: x.Class, Owner: x.Owner})
	}
	for _, x := range p.ServiceItems {
		item := ServiceItemDef{Def: defOf(x.Term), Body: x.Body, Days: x.Days, Fee: x.Fee}
		for _, m := range x.Materials {
			item.Materials = append(item.Materials, MaterialDef{Def: defOf(m.Term), Optional: m.Optional, Held: m.Held})
		}
		d.ServiceItems = append(d.ServiceItems, item)
	}
}
