// Package pack reads programme packs: folders of YAML in which a county says which levels, bodies, posts, roles, topics and
// case types it has. A pack is decoded strictly and checked as a whole; all its errors come at once, each with file, line
// and column. Later packs add to earlier ones or override single keys of a definition by its id; nothing is ever removed,
// because old records still speak of it: a definition ends by its `to` day.
package pack

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// Term is what every definition has: its id, its names, the days on which it is in force and where it comes from (a law,
// a document of the county, or "base practice").
type Term struct {
	ID     string     `yaml:"id"`
	Name   string     `yaml:"name"`
	NameEN string     `yaml:"name_en"`
	From   kernel.Day `yaml:"from"`
	To     kernel.Day `yaml:"to"`
	Source string     `yaml:"source"`

	pos   pos
	marks map[string]pos
}

// Valid tells whether the definition is in force on the day.
func (t Term) Valid(day kernel.Day) bool {
	return t.From <= day && (t.To == "" || day <= t.To)
}

// Level names one level of the grid (kernel.LevelCounty to kernel.LevelMicro).
type Level struct {
	Term  `yaml:",inline"`
	Level int `yaml:"level"`
}

// PlaceKind is a kind of place at one level, such as 镇, 村, 社区, 组网格.
//
// As is the level whose posts such a place has, where it is not its own: a village grid lies below its village, at the
// level of groups, and has the posts of a village.
type PlaceKind struct {
	Term  `yaml:",inline"`
	Level int `yaml:"level"`
	As    int `yaml:"as"`
}

// Role is a bundle of permissions. Sealed opens sealed records within the scope of the post that carries the role. A role with
// CaseTypes looks at cases of these types and at no others.
type Role struct {
	Term        `yaml:",inline"`
	Permissions []string `yaml:"permissions"`
	Sealed      bool     `yaml:"sealed"`
	CaseTypes   []string `yaml:"case_types"`
}

// Post is what a person may hold from a day to a day: at a place of one of Levels, or in a body of one of BodyKinds.
type Post struct {
	Term       `yaml:",inline"`
	Levels     []int    `yaml:"levels"`
	BodyKinds  []string `yaml:"body_kinds"`
	Head       bool     `yaml:"head"`     // at most one holder of the place on one day
	Required   bool     `yaml:"required"` // a place without a holder is a vacancy
	Topical    bool     `yaml:"topical"`  // may be limited to one topic
	Volunteer  bool     `yaml:"volunteer"`
	ByCase     bool     `yaml:"by_case"` // given by the step of a case only, and ended by it: nobody appoints to it
	Placing    bool     `yaml:"placing"` // places a member of the Party in a grid; each has one
	Tasks      string   `yaml:"tasks"`   // what one may turn to the holder for, as the public card says it
	TasksEN    string   `yaml:"tasks_en"`
	Roles      []string `yaml:"roles"`
	CardLevels []int    `yaml:"card_levels"` // levels of the places whose public card shows the holder, from the own level down
}

// AtLevel tells whether the post can be held at a place of the level.
func (p Post) AtLevel(level kernel.Level) bool { return slices.Contains(p.Levels, int(level)) }

// InBody tells whether the post can be held in a body of the kind.
func (p Post) InBody(kind string) bool { return slices.Contains(p.BodyKinds, kind) }

// OnCard tells whether the public card of a place of the level shows the holder.
func (p Post) OnCard(level kernel.Level) bool { return slices.Contains(p.CardLevels, int(level)) }

// Topic is a subject. Records of a sealed topic are seen only by holders of a sealed role.
type Topic struct {
	Term   `yaml:",inline"`
	Sealed bool `yaml:"sealed"`
}

// Who may take a transition, and for whom a state waits.
const (
	ByPlace    = "place"    // officers of the place of the case, or of a place above it
	ByBody     = "body"     // officers of the body that handles it
	ByAssignee = "assignee" // the person who handles it
	ByReporter = "reporter" // who raised it, by account or by the follow code
	BySystem   = "system"   // the program, when the time of the state is over
	ByPost     = "post"     // who holds one of the posts named, at or above the place
	ByQueue    = "queue"    // officers of the queue in which it is, at or above its place
)

// What a transition asks for.
const (
	NeedReason   = "reason"
	NeedNote     = "note"
	NeedBody     = "body"
	NeedAssignee = "assignee"
	NeedHandler  = "handler" // a body or an assignee
	NeedRating   = "rating"
	NeedFile     = "file"  // a photo or document, attached while the case is in this state
	NeedQueue    = "queue" // triage says which queue it goes to
	NeedCalls    = "calls" // all who were called have acted and were rated
)

// State is a state of a case. Due is how long it may last; nothing is due in a state without one.
type State struct {
	Term         `yaml:",inline"`
	Open         bool     `yaml:"open"`
	Final        bool     `yaml:"final"`
	Due          Budget   `yaml:"due"`
	DueAgain     Budget   `yaml:"due_again"` // instead, after who raised the case asked for it to go on
	DueBy        string   `yaml:"due_by"`    // the field with the day by which it must be left; due where that has no answer
	Light        string   `yaml:"light"`     // "", green, blue, amber or red
	PublicName   string   `yaml:"public_name"`
	PublicNameEN string   `yaml:"public_name_en"`
	Waiting      []string `yaml:"waiting"`   // who must act: place, body, assignee, reporter
	ItemDays     bool     `yaml:"item_days"` // the time is that of the service item applied for
	Rungs        []Rung   `yaml:"rungs"`     // instead of those of the case type
	Tells        []Rung   `yaml:"tells"`     // who is told when a case enters it
	Retired      bool     `yaml:"retired"`   // under these rules no case enters it any more; older ones may still be in it
}

// Transition leads from one of the states of From to the state To.
type Transition struct {
	Term          `yaml:",inline"`
	From          []string `yaml:"from"` // states; the days of a transition are those of its case type (Term.From, Term.To)
	To            string   `yaml:"to"`
	By            []string `yaml:"by"`
	Permission    string   `yaml:"permission"` // what an officer needs for it; who raised the case and the program need none
	Needs         []string `yaml:"needs"`
	Primary       bool     `yaml:"primary"`
	ClearsHandler bool     `yaml:"clears_handler"` // takes the case away from body and assignee
	TakesOn       bool     `yaml:"takes_on"`       // the officer who takes it becomes the assignee
	Public        bool     `yaml:"public"`         // who raised the case sees it in the timeline
	PublicName    string   `yaml:"public_name"`    // in these words, where the office's own are not a resident's
	PublicNameEN  string   `yaml:"public_name_en"`
	Posts         []string `yaml:"posts"`        // with by: [post]
	Level         int      `yaml:"level"`        // with posts: held at this level
	NotWho        []string `yaml:"not_who"`      // a second person: not who took one of these steps on the case; start stands for who raised it
	NotReopened   bool     `yaml:"not_reopened"` // not after who raised it asked for it to go on
	Asks          []string `yaml:"asks"`         // fields that are filled in
	Tells         []Rung   `yaml:"tells"`        // who is told of the step
	Partial       bool     `yaml:"partial"`      // answers may still be missing
	Amends        bool     `yaml:"amends"`       // rows that are only added to may be changed
	Check         string   `yaml:"check"`        // a condition on the answers that must hold, else says tells why
	Says          string   `yaml:"says"`
	SaysEN        string   `yaml:"says_en"`

	NeedsClosed []string  `yaml:"needs_closed"` // no case of these types that came out of it is open
	HandTo      string    `yaml:"hand_to"`      // the field that names the body which then handles the case
	Seats       []Seating `yaml:"seats"`
	EndsSeats   bool      `yaml:"ends_seats"` // posts that the case gave end today
	Spawn       Spawning  `yaml:"spawn"`

	check *rule.Rule
}

// Passes tells whether the values stand the check of the step.
func (t Transition) Passes(v rule.Values) (bool, error) { return holds(t.check, v, true) }
