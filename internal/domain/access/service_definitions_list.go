package access

import "touyan/internal/platform/pack"

// ListTypeDef is a kind of list.
type ListTypeDef struct {
	Def
	Permission string         `json:"permission"`
	Levels     []int          `json:"levels" nullable:"false"`
	Breakdown  []string       `json:"breakdown" nullable:"false"`
	Pledge     bool           `json:"pledge"`
	Weighted   bool           `json:"weighted"`
	Proof      bool           `json:"proof"`
	Extensions int            `json:"extensions"`
	Source     string         `json:"source"`
	Fields     []ListFieldDef `json:"fields" nullable:"false"`
	Views      []Def          `json:"views" nullable:"false"`
}

// ListFieldDef is one more thing that an item of a list tells.
type ListFieldDef struct {
	Def
	Kind     string   `json:"kind" enum:"text,number,day,choice"`
	Required bool     `json:"required"`
	Choices  []string `json:"choices" nullable:"false"`
}

// DutyDef is a duty of posts; with targets it is contact with bodies of those kinds.
type DutyDef struct {
	Def
	Posts   []string `json:"posts" nullable:"false"`
	Targets []string `json:"targets" nullable:"false"`
	Every   string   `json:"every"`
	Days    int      `json:"days"`
}

// lists writes out the kinds of lists and the duties of posts.
func (d *Definitions) lists(p *pack.Pack) {
	for _, l := range p.ListTypes {
		t := ListTypeDef{
			Def: defOf(l.Term), Permission: l.Permission, Levels: l.Levels, Breakdown: l.Breakdown, Pledge: l.Pledge, Weighted: l.Weighted,
			Proof: l.Proof, Extensions: l.Extensions, Source: l.Source, Fields: []ListFieldDef{}, Views: []Def{},
		}
		for _, f := range l.Fields {
			t.Fields = append(t.Fields, ListFieldDef{Def: defOf(f.Term), Kind: f.Kind, Required: f.Required, Choices: append([]string{}, f.Choices...)})
		}
		for _, v := range l.Views {
			t.Views = append(t.Views, defOf(v.Term))
		}
		d.ListTypes = append(d.ListTypes, t)
	}
	for _, x := range p.Duties {
		d.Duties = append(d.Duties, DutyDef{
			Def: defOf(x.Term), Posts: x.Posts, Targets: append([]string{}, x.Targets...), Every: x.Cycle.Every, Days: x.Cycle.Days,
		})
	}
}
