package access

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// Def is a definition of the pack.
type Def struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// LevelDef is a definition that belongs to a level.
type LevelDef struct {
	Def
	Level int `json:"level"`
}

// KindDef is a kind of place; PostLevel is the level whose posts it has.
type KindDef struct {
	LevelDef
	PostLevel int `json:"post_level"`
}

// PostDef is a post.
type PostDef struct {
	Def
	Levels    []int    `json:"levels" nullable:"false"`
	BodyKinds []string `json:"body_kinds" nullable:"false"`
	Head      bool     `json:"head"`
	Required  bool     `json:"required"`
	ByCase    bool     `json:"by_case"` // nobody appoints to it
	Tasks     string   `json:"tasks"`
	TasksEN   string   `json:"tasks_en"`
}

// BodyKindDef is a kind of body.
type BodyKindDef struct {
	Def
	TermYears    int             `json:"term_years"` // 0: no terms
	SeatsMin     int             `json:"seats_min"`
	SeatsMax     int             `json:"seats_max"`
	AnnounceDays int             `json:"announce_days"`
	Source       string          `json:"source"`
	Activities   bool            `json:"activities"`                // its page counts what it did
	BasedIn      []string        `json:"based_in" nullable:"false"` // kinds of bodies on which it may be built
	BasedAt      []int           `json:"based_at" nullable:"false"` // levels of the grid on which it may be built
	MemberRoles  []MemberRoleDef `json:"member_roles" nullable:"false"`
}

// MemberRoleDef is what a member of a body can be.
type MemberRoleDef struct {
	Def
	Head bool `json:"head"`
	Seat bool `json:"seat"`
}

// RelationDef is how one person is related to another.
type RelationDef struct {
	Def
	Near bool `json:"near"`
}

// StateDef is a state of a case type.
type StateDef struct {
	Def
	Open         bool   `json:"open"`
	Light        string `json:"light" enum:",green,blue,amber,red"`
	PublicName   string `json:"public_name"`
	PublicNameEN string `json:"public_name_en"`
}

// TransitionDef is a step of a case type.
type TransitionDef struct {
	Def
	From    []string `json:"from" nullable:"false"`
	To      string   `json:"to"`
	By      []string `json:"by" nullable:"false"`
	Needs   []string `json:"needs" nullable:"false"`
	Asks    []string `json:"asks" nullable:"false"` // fields
	Primary bool     `json:"primary"`
	Amends  bool     `json:"amends"` // rows that are only added to may be changed

	Permission string `json:"permission"` // without it the server refuses the step anyway
}

// CaseTypeDef is a case type.
type CaseTypeDef struct {
	Def
	Public      bool            `json:"public"`
	Internal    bool            `json:"internal"`
	Sealed      bool            `json:"sealed"`
	Merges      bool            `json:"merges"`
	Ledger      bool            `json:"ledger"`
	FromCase    bool            `json:"from_case"` // comes out of another case only
	HandTo      string          `json:"hand_to"`   // the field that names the unit whose case it is: its people may raise it too
	Hint        string          `json:"hint"`
	HintEN      string          `json:"hint_en"`
	Spawns      []string        `json:"spawns" nullable:"false"`
	Fields      []FieldDef      `json:"fields" nullable:"false"`
	States      []StateDef      `json:"states" nullable:"false"`
	Transitions []TransitionDef `json:"transitions" nullable:"false"`
}

// Definitions are the words and rules of the county that front ends need.
type Definitions struct {
	Rules      int           `json:"rules"` // their version
	Levels     []LevelDef    `json:"levels" nullable:"false"`
	PlaceKinds []KindDef     `json:"place_kinds" nullable:"false"`
	BodyKinds  []BodyKindDef `json:"body_kinds" nullable:"false"`
	Relations  []RelationDef `json:"relations" nullable:"false"`
	Posts      []PostDef     `json:"posts" nullable:"false"`
	Topics     []Def         `json:"topics" nullable:"false"`
	CaseTypes  []CaseTypeDef `json:"case_types" nullable:"false"`
	ListTypes  []ListTypeDef `json:"list_types" nullable:"false"`
	Duties     []DutyDef     `json:"duties" nullable:"false"`
	Cards      []CardDef     `json:"cards" nullable:"false"`

	Queues       []Def            `json:"queues" nullable:"false"`
	DutyItems    []DutyItemDef    `json:"duty_items" nullable:"false"`
	ServiceItems []ServiceItemDef `json:"service_items" nullable:"false"`
}

// MetaCounty names the county.
type MetaCounty struct {
	ID   kernel.ID `json:"id"`
	Code string    `json:"code"`
	Name string    `json:"name"`
}

// Meta is what a front end asks first.
type Meta struct {
	Version string     `json:"version"`
	Demo    bool       `json:"demo"`
	County  MetaCounty `json:"county"`
}

// definitions are those of a version of the county's rules; 0 is the one that holds now.
func (s *Service) definitions(no int) *Definitions {
	if no == 0 {
		no = s.packs.Number()
	}
	d := DefinitionsOf(s.packs.Version(no), kernel.DayOf(s.db.Now()))
	d.Rules = no
	return d
}

// DefinitionsOf writes a pack out for front ends, as of a day.
func DefinitionsOf(p *pack.Pack, today kernel.Day) *Definitions {
	d := &Definitions{ListTypes: []ListTypeDef{}, Duties: []DutyDef{}, Cards: []CardDef{}}
	d.lists(p)
	d.cards(p, today)
	for _, l := range p.Levels {
		d.Levels = append(d.Levels, LevelDef{defOf(l.Term), l.Level})
	}
	for _, k := range p.PlaceKinds {
		as := p.PostLevel(kernel.Level(k.Level), k.ID)
		d.PlaceKinds = append(d.PlaceKinds, KindDef{LevelDef{defOf(k.Term), k.Level}, int(as)})
	}
	for _, k := range p.BodyKinds {
		d.BodyKinds = append(d.BodyKinds, bodyKindOf(k))
	}
	for _, r := range p.KinRelations {
		d.Relations = append(d.Relations, RelationDef{defOf(r.Term), r.Near})
	}
	for _, po := range p.Posts {
		d.Posts = append(d.Posts, PostDef{
			Def: defOf(po.Term), Levels: po.Levels, BodyKinds: po.BodyKinds, Head: po.Head, Required: po.Required, ByCase: po.ByCase,
			Tasks: po.Tasks, TasksEN: po.TasksEN,
		})
	}
	for _, t := range p.Topics {
		d.Topics = append(d.Topics, defOf(t.Term))
	}
	for _, c := range p.CaseTypes {
		d.CaseTypes = append(d.CaseTypes, caseTypeOf(c))
	}
	dispatchingOf(p, d)
	return d
}

func defOf(t pack.Term) Def { return Def{ID: t.ID, Name: t.Name, NameEN: t.NameEN} }

func bodyKindOf(k pack.BodyKind) BodyKindDef {
	out := BodyKindDef{
		Def: defOf(k.Term), TermYears: k.TermYears, SeatsMin: k.SeatsMin, SeatsMax: k.SeatsMax, AnnounceDays: k.AnnounceDays, Activities: k.Activities, Source: k.Source,
		BasedIn: append([]string{}, k.BasedIn...), BasedAt: append([]int{}, k.BasedAt...),
	}
	for _, r := range k.MemberRoles {
		out.MemberRoles = append(out.MemberRoles, MemberRoleDef{defOf(r.Term), r.Head, r.Seat})
	}
	return out
}

func caseTypeOf(c pack.CaseType) CaseTypeDef {
	out := CaseTypeDef{
		Def: defOf(c.Term), Public: c.Public, Internal: c.Internal, Sealed: c.Sealed, Merges: c.Merge.By.Given(), Ledger: c.Ledger, FromCase: c.FromCase, HandTo: c.HandTo, Hint: c.Hint,
		HintEN: c.HintEN, Spawns: c.Spawns, Fields: fieldsOf(c),
	}
	for _, st := range c.States {
		out.States = append(out.States, StateDef{
			Def: defOf(st.Term), Open: st.Open, Light: st.Light, PublicName: st.PublicName, PublicNameEN: st.PublicNameEN,
		})
	}
	for _, t := range c.Transitions {
		out.Transitions = append(out.Transitions, TransitionDef{
			Def: defOf(t.Term), From: t.From, To: t.To, By: t.By, Needs: t.Needs, Asks: t.Asks, Primary: t.Primary, Amends: t.Amends, Permission: t.Permission,
		})
	}
	return out
}
