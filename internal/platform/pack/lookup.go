package pack

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
)

// CaseType is a kind of case: its states, and what leads from one to the next.
type CaseType struct {
	Term        `yaml:",inline"`
	Initial     string       `yaml:"initial"`
	States      []State      `yaml:"states"`
	Transitions []Transition `yaml:"transitions"`
	Topics      []string     `yaml:"topics"` // empty: every topic
	Rungs       []Rung       `yaml:"rungs"`  // what happens on the way to the end of a state's time, and after it
	Lights      Lights       `yaml:"lights"`
	Pause       Clause       `yaml:"pause"`      // who may stop the clock, with a reason; empty: nobody
	Supplement  Clause       `yaml:"supplement"` // who may ask the applicant for what is missing: once, all at once; the clock stands still
	Extension   Extension    `yaml:"extension"`
	Fields      []Field      `yaml:"fields"`
	Spawns      []string     `yaml:"spawns"` // types of cases that come out of such a case
	Merge       Merge        `yaml:"merge"`
	Hint        string       `yaml:"hint"` // above the form
	HintEN      string       `yaml:"hint_en"`
	Calls       Calls        `yaml:"calls"`
	Recuse      bool         `yaml:"recuse"`    // near relatives of who raised it, or of its parties, take no step on it
	BoundAt     int          `yaml:"bound_at"`  // the lowest level whose officers see such cases as their place's; 0: every level
	Sealed      bool         `yaml:"sealed"`    // only holders of a sealed role, every look is journaled, who raised it needs a further reveal
	Public      bool         `yaml:"public"`    // residents may raise it without an account
	Internal    bool         `yaml:"internal"`  // officers raise it about their own work: no reporter, no follow code
	Ledger      bool         `yaml:"ledger"`    // kept as a list with its answers, as a page and as a sheet
	FromCase    bool         `yaml:"from_case"` // comes out of another case only: nobody raises it by itself
	HandTo      string       `yaml:"hand_to"`   // the field that names the body whose case it is from the start: its own people may raise it, also at a place that is not theirs
	Publish     Publishing   `yaml:"publish"`
	Asset       AssetMaking  `yaml:"asset"`
	Raise       Naming       `yaml:"raise"`  // how it is called that a resident raises it
	Enter       Naming       `yaml:"enter"`  // and that an officer enters it
	Follow      Following    `yaml:"follow"` // the words around it on the pages of whoever raised it
}

// Naming is a step that is no transition, in the words of the office and in those of residents.
type Naming struct {
	Name         string `yaml:"name"`
	NameEN       string `yaml:"name_en"`
	PublicName   string `yaml:"public_name"`
	PublicNameEN string `yaml:"public_name_en"`
}

// Following are the words for whoever raised a case: what they are told once it is in, what happens next, and what stands over
// their own words. Without them the pages speak of "a matter".
type Following struct {
	Received   string   `yaml:"received"`
	ReceivedEN string   `yaml:"received_en"`
	Next       []string `yaml:"next"`
	NextEN     []string `yaml:"next_en"`
	Said       string   `yaml:"said"`
	SaidEN     string   `yaml:"said_en"`
}

// State finds a state by its id.
func (c CaseType) State(id string) (State, bool) { return find(c.States, id) }

// Transition finds a transition by its id.
func (c CaseType) Transition(id string) (Transition, bool) { return find(c.Transitions, id) }

// Out lists the transitions that leave a state, in the order of the pack.
func (c CaseType) Out(state string) []Transition {
	var out []Transition
	for _, t := range c.Transitions {
		if slices.Contains(t.From, state) {
			out = append(out, t)
		}
	}
	return out
}

// Takes tells whether cases of the type may have the topic; none is always allowed.
func (c CaseType) Takes(topic string) bool {
	return topic == "" || len(c.Topics) == 0 || slices.Contains(c.Topics, topic)
}

// Pack is the sum of the packs loaded: base first, then what the county changes.
type Pack struct {
	ID      string // of the last pack loaded
	Name    string
	NameEN  string
	Title   string // what the county calls the system, on sign-in and public pages
	TitleEN string
	County  string // six digits (GB/T 2260)
	From    kernel.Day
	Source  string

	SupervisionPhone string // on every public card

	Levels     []Level
	PlaceKinds []PlaceKind
	BodyKinds  []BodyKind
	Bars       []Bar
	Roles      []Role
	Posts      []Post
	Topics     []Topic
	CaseTypes  []CaseType
	Data
	ListTypes []ListType
	Duties    []PostDuty
	Dispatching
	Visiting
	Emergencies
	Merits
	MembersPoints
	Measuring
	Honouring
	Papers

	LinkKinds       []LinkKind
	Cards           []Card
	KinRelations    []KinRelation
	PrivacyModules  []PrivacyModule
	PersonalFields  []PersonalField
	PrivacyRequests []PrivacyRequest

	calendar *calendar.Calendar
}

// Level finds the names of a level.
func (p *Pack) Level(level kernel.Level) (Level, bool) {
	i := slices.IndexFunc(p.Levels, func(l Level) bool { return l.Level == int(level) })
	if i < 0 {
		return Level{}, false
	}
	return p.Levels[i], true
}

// PlaceKind finds a kind of place by its id.
func (p *Pack) PlaceKind(id string) (PlaceKind, bool) { return find(p.PlaceKinds, id) }

// BodyKind finds a kind of body by its id.
func (p *Pack) BodyKind(id string) (BodyKind, bool) { return find(p.BodyKinds, id) }

// Role finds a role by its id.
func (p *Pack) Role(id string) (Role, bool) { return find(p.Roles, id) }

// Post finds a post by its id.
func (p *Pack) Post(id string) (Post, bool) { return find(p.Posts, id) }

// Topic finds a topic by its id.
func (p *Pack) Topic(id string) (Topic, bool) { return find(p.Topics, id) }

// CaseType finds a case type by its id.
func (p *Pack) CaseType(id string) (CaseType, bool) { return find(p.CaseTypes, id) }

// PermissionsOf is what the holder of a post may do, in order and once, and whether sealed records are open to them.
func (p *Pack) PermissionsOf(post string) (perms []string, sealed bool) {
	po, _ := p.Post(post)
	for _, id := range po.Roles {
		r, _ := p.Role(id)
		perms = append(perms, r.Permissions...)
		sealed = sealed || r.Sealed
	}
	slices.Sort(perms)
	return slices.Compact(perms), sealed
}

// Gift is what some of the roles of a post give: Types as in an arm.
type Gift struct {
	Perms []string
	Types string
}

// GiftsOf parts what the holder of a post may do by the types of cases that it is about, as far as the roles of only reach, where
// there are some; and tells whether sealed records are open to them.
func (p *Pack) GiftsOf(post string, only []string) (gifts []Gift, sealed bool) {
	po, _ := p.Post(post)
	for _, id := range po.Roles {
		if len(only) > 0 && !slices.Contains(only, id) {
			continue
		}
		r, _ := p.Role(id)
		sealed = sealed || r.Sealed
		types := strings.Join(r.CaseTypes, ",")
		i := slices.IndexFunc(gifts, func(g Gift) bool { return g.Types == types })
		if i < 0 {
			gifts, i = append(gifts, Gift{Types: types}), len(gifts)
		}
		gifts[i].Perms = append(gifts[i].Perms, r.Permissions...)
	}
	for i := range gifts {
		slices.Sort(gifts[i].Perms)
		gifts[i].Perms = slices.Compact(gifts[i].Perms)
	}
	return slices.DeleteFunc(gifts, func(g Gift) bool { return len(g.Perms) == 0 }), sealed
}

// Permissions lists every permission that some role gives or some transition asks for, in order and once.
func (p *Pack) Permissions() []string {
	var out []string
	for _, r := range p.Roles {
		out = append(out, r.Permissions...)
	}
	for _, l := range p.ListTypes {
		out = append(out, l.Permission)
	}
	for _, c := range p.CaseTypes {
		for _, t := range c.Transitions {
			if t.Permission != "" {
				out = append(out, t.Permission)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// term lets the generic code of the package reach the Term of any definition.
func (t *Term) term() *Term { return t }

type termed[T any] interface {
	*T
	term() *Term
}

func find[T any, P termed[T]](list []T, id string) (T, bool) {
	for i := range list {
		if P(&list[i]).term().ID == id {
			return list[i], true
		}
	}
	var none T
	return none, false
}

// PostLevel is the level whose posts a place of the kind has.
func (p *Pack) PostLevel(level kernel.Level, kind string) kernel.Level {
	if k, ok := p.PlaceKind(kind); ok && k.As != 0 {
		return kernel.Level(k.As)
	}
	return level
}

// KindsAs lists the kinds of places that have the posts of a level.
func (p *Pack) KindsAs(level kernel.Level) []string {
	var out []string
	for _, k := range p.PlaceKinds {
		if p.PostLevel(kernel.Level(k.Level), k.ID) == level {
			out = append(out, k.ID)
		}
	}
	return out
}
