// Package casework deals with cases: matters that somebody raised and that must be closed (requirements B1; 网格化
// event handling, domain facts 1.4). States and steps of a case come from the pack's case types; this room knows only
// how a step is taken: who may, what it asks for, to whom it hands the case and until when. What the reporter said about
// who they are is sealed; without login they follow the case by a code that is kept as a hash only.
//
// Tables: t_case, t_case_photo, t_case_paper. Each step is one Write named casework.<transition>; the timeline is the journal.
package casework

import (
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, beside those that the pack's transitions name.
const (
	PermList   = "casework.list"
	PermCreate = "casework.create"
	PermReveal = "casework.reveal"
)

// Who raised a case.
const (
	ByResident = "resident"
	ByOfficer  = "officer"
)

// Who took a photo.
const (
	PhotoByReporter = "reporter"
	PhotoByHandler  = "handler"
)

// The limits of what people may enter.
const (
	MaxText      = 2000
	MaxNote      = 1000
	MaxName      = 40
	MaxPhotos    = 6 // of the reporter; the handler may add as many again each time
	MaxAllPhotos = 30
	MaxPhotoSize = 10 << 20
	maxKey       = 100
)

// The actions that do not come from the pack.
const (
	actReport = "casework.report"
	actCreate = "casework.create"
	actPhoto  = "casework.add_photo"
	actReveal = "casework.reveal"
	actBring  = "exchange.apply" // of the room that carries sheets
)

// table and photoTable are the names under which the journal knows the records.
const (
	table      = "case"
	photoTable = "case_photo"
)

// NamedID names a body or a person.
type NamedID struct {
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// Case is a case as lists show it. Due is 0 where nothing is due; Light follows from it and is never stored.
type Case struct {
	ID           kernel.ID `json:"id"`
	Rev          int64     `json:"rev"`
	No           string    `json:"no"`
	ExtNo        string    `json:"ext_no"` // of a case that was brought in: its number in the other system or on paper
	Type         string    `json:"type"`
	Rules        int       `json:"rules"` // the version of the county's rules by which it is judged
	State        string    `json:"state"`
	Topic        string    `json:"topic"`
	Text         string    `json:"text"`
	At           int64     `json:"at"`
	Due          int64     `json:"due"`
	WorkdaysLeft int       `json:"workdays_left,omitempty"` // from tomorrow to the day it is due
	Paused       int64     `json:"paused,omitempty"`        // since when the clock stands still
	NoCalendar   string    `json:"no_calendar,omitempty"`   // the year without which nobody can say when it is due
	Light        string    `json:"light" enum:",green,blue,amber,red"`
	Place        place.Ref `json:"place"`
	Path         string    `json:"path"`
	Reporter     string    `json:"reporter" enum:"resident,officer"`
	ReporterName string    `json:"reporter_name"`
	Anonymous    bool      `json:"anonymous"`
	Contact      string    `json:"contact"`
	Body         *NamedID  `json:"body"`
	Assignee     *NamedID  `json:"assignee"`
	Photos       int       `json:"photos"`
	Queue        string    `json:"queue,omitempty"`
	Rating       int       `json:"rating"`

	Answers map[string]any `json:"answers,omitempty"` // in a ledger: what was answered, but for what is sealed

	EventID  kernel.ID  `json:"event_id,omitempty"` // in a list of what happened
	EventDay kernel.Day `json:"event_day,omitempty"`
}

// Detail is a case with what its page needs. FollowCode stands only in the answer that creates the case.
type Detail struct {
	Case
	Actions    []Step         `json:"actions" nullable:"false"`
	PhotoList  []Photo        `json:"photo_list" nullable:"false"`
	Feedback   string         `json:"feedback"`
	RatingText string         `json:"rating_text"`
	FollowCode string         `json:"follow_code,omitempty"`
	Timeline   []TimelineItem `json:"timeline" nullable:"false"`
	Clock      Clock          `json:"clock"`
	Fields     map[string]any `json:"fields"`
	Calls      []Call         `json:"calls" nullable:"false"`
	CanCall    bool           `json:"can_call"`
	Duty       *Duty          `json:"duty"`
	Links      []Link         `json:"links" nullable:"false"`
	Papers     []SealedPaper  `json:"papers" nullable:"false"`
	Materials  []Material     `json:"materials" nullable:"false"`
	Seats      []Seat         `json:"seats" nullable:"false"`
	Lacks      []Lack         `json:"lacks" nullable:"false"`
	Dealings   []body.Dealing `json:"dealings" nullable:"false"` // dual posts and near relatives behind a contract
}

// Step is a transition that the actor may take now.
type Step struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	NameEN  string   `json:"name_en"`
	Needs   []string `json:"needs" nullable:"false"`
	Asks    []string `json:"asks" nullable:"false"` // fields
	Primary bool     `json:"primary"`
}

// Photo is what is attached to a case: a picture, or a document (then Mime is application/pdf and it has a name). URL is
// the whole of it, Small and Medium are pictures for lists and pages.
type Photo struct {
	ID     kernel.ID `json:"id"`
	At     int64     `json:"at"`
	By     string    `json:"by" enum:"reporter,handler"`
	Mime   string    `json:"mime" enum:"image/jpeg,image/png,application/pdf"`
	Name   string    `json:"name"`
	Bytes  int64     `json:"bytes"`
	Width  int       `json:"width"`
	Height int       `json:"height"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Medium string    `json:"medium"`
}

// The sizes of a picture beside the whole one.
const (
	SizeSmall  = "small"
	SizeMedium = "medium"
)

// TimelineItem is something that happened to a case. No is 0 while the journal numbers it.
type TimelineItem struct {
	At     int64  `json:"at"`
	No     int64  `json:"no"`
	Actor  string `json:"actor"`
	Action string `json:"action"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	State  string `json:"state"`
	Note   string `json:"note"`
	To     string `json:"to"`
}

// NewCase is what somebody raises. Picture bytes are sniffed and stripped before they are kept.
type NewCase struct {
	Type      string
	Text      string
	PlaceID   kernel.ID
	Topic     string
	Name      string
	Contact   string
	Anonymous bool
	ClientKey string
	Fields    facts
	ParentID  kernel.ID // the case out of which this one came
	Photos    []Upload
	Papers    map[string][]Upload // by the fields to which they are attached; sealed

	hand handler // who deals with it from the start, where it came out of another case
}

// Action asks for a transition. Rev is the revision that the actor saw.
type Action struct {
	Name       string
	Rev        int64
	Reason     string
	Note       string
	BodyID     kernel.ID
	AssigneeID kernel.ID
	Rating     int
	RatingText string
	WaitsFor   string // with a pause: whom or what the case waits for
	Days       int    // with a wish for more time
	Fields     facts  // by the ids of the fields that the step asks for
	Queue      string
	DutyItem   string
	ClientKey  string
	Papers     []string // of those that are asked for: the ids of the materials that are missing
}

// Filter narrows a list. Open is nil for both.
type Filter struct {
	Box      Box
	State    string
	Topic    string
	Type     string
	Queue    string
	PlaceID  kernel.ID
	Unit     kernel.ID // that has it, or had it last
	Open     *bool
	Find     string      // the number of a case, or words of its text
	Answers  bool        // with what was answered
	Due      kernel.Span // open and due on these days; empty for any
	Came     kernel.Span // reported on these days; either end may be open
	Ended    kernel.Span // closed on these days, and not reopened since
	EndedIn  string      // those closed in time (EndedInTime) or late (EndedLate)
	Older    int         // reported more than so many days ago; 0: all
	States   []string    // in one of these; none: any
	Event    string      // to which this happened (Events), once for each time, on the days of Happened; place and unit are those of then
	Happened kernel.Span
}

// Events are what happens to a case and is counted by day, as lists of cases are asked for it, with the counter of each.
var Events = map[string]string{
	"closed": measureClosed, "reopened": measureReopened, "first": measureFirst, "rated": caseRated, "pleased": casePleased, "push_refused": measureRefused,
}

// Box is one of the work lists.
type Box string

// The work lists: what waits for me, what is open in my places and bodies, what waits for triage, what stands in the queues that
// I work off, what is due soon or overdue, what is overdue, and everything.
const (
	BoxMine   Box = "mine"
	BoxUnit   Box = "unit"
	BoxTriage Box = "triage"
	BoxQueue  Box = "queue"
	BoxSoon   Box = "soon"
	BoxLate   Box = "late"
	BoxAll    Box = "all"
)

// StateCount is how many cases are in a state.
type StateCount struct {
	State string `json:"state"`
	N     int64  `json:"n"`
}

// PlaceCount is how it stands in one place.
type PlaceCount struct {
	Place   place.Ref `json:"place"`
	Open    int64     `json:"open"`
	Overdue int64     `json:"overdue"`
}

// Summary is the sentence above a work list. Soon counts what is due within two working days and not yet overdue.
type Summary struct {
	Open              int64        `json:"open"`
	Overdue           int64        `json:"overdue"`
	Soon              int64        `json:"soon"`
	Mine              int64        `json:"mine"`
	Unit              int64        `json:"unit"`
	Queue             int64        `json:"queue"`                   // in the queues of which the actor is an officer
	Most              int64        `json:"most"`                    // as far as Mine and Queue are counted
	Queues            []string     `json:"queues" nullable:"false"` // those
	OldestOverdueDays int          `json:"oldest_overdue_days"`
	ByState           []StateCount `json:"by_state" nullable:"false"`
	ByPlace           []PlaceCount `json:"by_place" nullable:"false"`
}

// TargetBody is a body to which a case may be handed.
type TargetBody struct {
	ID    kernel.ID `json:"id"`
	Name  string    `json:"name"`
	Place string    `json:"place"`
}

// TargetPerson is a person to whom a case may be handed.
type TargetPerson struct {
	ID    kernel.ID `json:"id"`
	Name  string    `json:"name"`
	Post  string    `json:"post"`
	Place string    `json:"place"`
}

// Targets are all to whom a case may be handed by the actor.
type Targets struct {
	Bodies   []TargetBody   `json:"bodies" nullable:"false"`
	People   []TargetPerson `json:"people" nullable:"false"`
	Proposed *NamedID       `json:"proposed"` // the body that the county's rules propose, by type, topic and area
}

// Revealed is what a case's reporter said about who they are.
type Revealed struct {
	Contact string            `json:"contact"`
	Name    string            `json:"name"`
	Fields  map[string]string `json:"fields"` // the sealed answers by their fields
}
