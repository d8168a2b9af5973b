package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// How items of a list may be owned, and so how it breaks down: each step names one.
const (
	OwnUnit     = "unit"     // a body at any place
	OwnTownship = "township" // a body or post at a township
	OwnVillage  = "village"  // a body or post at a village
	OwnPost     = "post"     // whoever holds a post
	OwnPerson   = "person"
)

// What may prove that an item is done.
const (
	EvidencePhoto    = "photo"
	EvidenceDocument = "document"
	EvidenceRecord   = "record" // a record of another room
	EvidenceNote     = "note"
)

// How often a duty comes round.
const (
	EveryDays    = "days" // so many days after it was last done
	EveryDay     = "day"
	EveryWeek    = "week" // Monday to Sunday
	EveryMonth   = "month"
	EveryQuarter = "quarter"
	EveryYear    = "year"
)

// What becomes of a due day that is not worked.
const (
	HolidayKeep   = "keep"
	HolidayBefore = "before" // the last working day before it
	HolidayAfter  = "after"  // the first working day after it (民法典 203)
	HolidaySkip   = "skip"   // the cycle is left out
)

// The periods for which a list is drawn together.
const (
	ViewWeek    = "week"
	ViewMonth   = "month"
	ViewQuarter = "quarter"
)

// To whom a reminder goes.
const (
	ToOwner       = "owner"
	ToSupervisors = "supervisors"
)

// ListType is a kind of list of items that somebody owes by a day: a responsibility list, a task list, a pledge (requirements
// D1, D2, D3). Who has Permission at a place of one of Levels makes one. Breakdown says who owns the items of the first step,
// the second, and so on; items of the last step are not broken down further.
//
// Lights are computed: red past the day, amber when progress lags more than Behind per mille behind an even course (0: never),
// blue when at most NearPercent of the time is left (domain facts 1.9).
type ListType struct {
	Term        `yaml:",inline"`
	Permission  string      `yaml:"permission"`
	Levels      []int       `yaml:"levels"`
	Breakdown   []string    `yaml:"breakdown"`
	Pledge      bool        `yaml:"pledge"`   // signed by its owner: day and name are kept, nothing of it changes afterwards
	Weighted    bool        `yaml:"weighted"` // items have weights; else all weigh the same
	Evidence    []string    `yaml:"evidence"`
	Proof       bool        `yaml:"proof"` // written off only with evidence
	NearPercent int         `yaml:"near_percent"`
	Behind      int         `yaml:"behind"`
	Extensions  int         `yaml:"extensions"`  // how often a day may be put off
	Supervisors []string    `yaml:"supervisors"` // posts at the place of an item or above it who watch over it, the nearest first
	KeyPoints   bool        `yaml:"key_points"`  // stands on the page of its owner as this year's key points
	Fields      []ListField `yaml:"fields"`
	Reminders   []Reminder  `yaml:"reminders"`
	Views       []ListView  `yaml:"views"`
}

// ListField is one more thing that an item of a list tells.
type ListField struct {
	Term     `yaml:",inline"`
	Kind     string   `yaml:"kind"` // text, number, day or choice
	Required bool     `yaml:"required"`
	Choices  []string `yaml:"choices"`
}

// Reminder is one rung: told once for each day that an item is due.
type Reminder struct {
	Term   `yaml:",inline"`
	Before int    `yaml:"days_before"`
	After  int    `yaml:"days_after"`
	To     string `yaml:"to"`
}

// ListView is a period for which the list is drawn together, by the name that the county has for it: its ID is week, month or
// quarter.
type ListView struct {
	Term `yaml:",inline"`
}

// PostDuty is what the holder of a post owes: once in each cycle, so many days after the last time to each of their targets, or
// simply always (no Every). A record of the kind MetBy meets it.
type PostDuty struct {
	Term    `yaml:",inline"`
	Posts   []string `yaml:"posts"`
	Text    string   `yaml:"text"`
	TextEN  string   `yaml:"text_en"`
	Cycle   Cycle    `yaml:"cycle"`
	Targets []string `yaml:"targets"` // kinds of bodies with each of which contact is kept (requirement A4)
	MetBy   string   `yaml:"met_by"`
}

// Cycle is a calendar rule. Due is a day of the cycle counted from 1, bounded by its length; 0 is its last day. With Weekday
// (1 Monday to 7 Sunday) it is the last such weekday instead. With EveryDays, Days is the interval.
type Cycle struct {
	Every   string `yaml:"every"`
	Days    int    `yaml:"days"`
	Due     int    `yaml:"due"`
	Weekday int    `yaml:"weekday"`
	Holiday string `yaml:"holiday"`
}

// ListType finds a list type by its id.
func (p *Pack) ListType(id string) (ListType, bool) { return find(p.ListTypes, id) }

// PostDuty finds a duty by its id.
func (p *Pack) PostDuty(id string) (PostDuty, bool) { return find(p.Duties, id) }

// DutiesOf lists the duties of a post on a day, in the order of the pack.
func (p *Pack) DutiesOf(post string, day kernel.Day) []PostDuty {
	var out []PostDuty
	for _, d := range p.Duties {
		if d.Valid(day) && slices.Contains(d.Posts, post) {
			out = append(out, d)
		}
	}
	return out
}

// Field finds a field of the list's items.
func (t ListType) Field(id string) (ListField, bool) { return find(t.Fields, id) }

// inherit gives what stands within a list type its days and source.
func (t *ListType) inherit() {
	for i := range t.Fields {
		t.Fields[i].take(t.Term)
	}
	for i := range t.Reminders {
		t.Reminders[i].take(t.Term)
	}
	for i := range t.Views {
		t.Views[i].take(t.Term)
	}
}
