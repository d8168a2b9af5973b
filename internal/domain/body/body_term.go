package body

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions for terms of office and for who is related to whom.
const (
	PermSettle = "body.settle"
	PermKin    = "body.kin"
)

// How a term came about.
const (
	ByElection    = "election"
	ByAppointment = "appointment"
	ByAssembly    = "assembly" // chosen by a meeting of members or representatives
)

// The lights of a term: computed from its last day, never stored.
const (
	LightGreen = "green"
	LightAmber = "amber" // ends within the days that the pack announces it ahead
	LightRed   = "red"   // has ended, and no newer one is entered
)

// Term is one term of office of a body. Number counts from 1. PlannedTo is the last day before an extension, ExtendedOn
// the day on which it was extended; both are empty without one. Last is true of the term with no newer one after it.
type Term struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	Body       Ref        `json:"body"`
	Kind       string     `json:"kind"`
	Place      place.Ref  `json:"place"`
	Path       string     `json:"path"`
	Number     int        `json:"number"`
	From       kernel.Day `json:"from"`
	To         kernel.Day `json:"to"`
	PlannedTo  kernel.Day `json:"planned_to"`
	ExtendedOn kernel.Day `json:"extended_on"`
	Reason     string     `json:"reason"`
	Came       string     `json:"came" enum:"election,appointment,assembly"`
	Document   string     `json:"document"`
	Last       bool       `json:"last"`
	Light      string     `json:"light" enum:",green,amber,red"`
	Days       int        `json:"days"` // from today to the last day; negative when it is over

	Stamp kernel.Stamp `json:"-"`
}

func (t Term) span() kernel.Span { return kernel.Span{From: t.From, To: t.To} }

// NewTerm says what the next term of a body shall be. Number follows the term before, or is 1; From is today when empty; To
// follows from the years that the pack gives the kind. Keep are the members who go on, with the role they then have; who is
// not among them leaves on the day before.
type NewTerm struct {
	Number   int        `json:"number" required:"false" minimum:"0" maximum:"99"`
	From     kernel.Day `json:"from" required:"false"`
	To       kernel.Day `json:"to" required:"false"`
	Came     string     `json:"came" enum:"election,appointment,assembly"`
	Document string     `json:"document" required:"false" maxLength:"200"`
	Keep     []Kept     `json:"keep" required:"false" maxItems:"500"`
}

// Kept is a member who goes on into the next term.
type Kept struct {
	MemberID kernel.ID `json:"member_id"`
	Role     string    `json:"role" required:"false"`
}

// Extension puts off the end of a term.
type Extension struct {
	Rev    int64      `json:"rev"`
	To     kernel.Day `json:"to"`
	Reason string     `json:"reason" maxLength:"500"`
}

// The lists of terms.
const (
	TermsDue     = "due"     // ending or ended
	TermsEnding  = "ending"  // within the days of the pack
	TermsOverdue = "overdue" // ended without a newer one
	TermsAll     = "all"
)

// TermFilter narrows the list of terms; only the last term of each body stands in it.
type TermFilter struct {
	Place       kernel.ID
	State, Kind string
}

// Notice announces that a term ends. Done is empty while it is open; Note says how it was dealt with, and is empty when a
// new term was entered.
type Notice struct {
	ID     kernel.ID  `json:"id"`
	Rev    int64      `json:"rev"`
	Day    kernel.Day `json:"day"`
	Done   kernel.Day `json:"done"`
	DoneBy string     `json:"done_by"`
	Note   string     `json:"note"`
	Term   Term       `json:"term"`
}

// Seat is what a person is in a body on a day: as a member in a role, or through a post that stands for one.
type Seat struct {
	Body       Ref        `json:"body"`
	Kind       string     `json:"kind"`
	PersonID   kernel.ID  `json:"person_id"`
	PersonName string     `json:"person_name"`
	Role       string     `json:"role"`
	Head       bool       `json:"head"`
	From       kernel.Day `json:"from"`

	at   kernel.ID // the village, or where the body is
	seat bool      // counts among the seats
	why  string    // why it is allowed, where a rule bars it
	post bool      // held through a post
}

// Clash is a pair of seats that a rule of the pack bars: in one person, or in two who are related (Relation).
type Clash struct {
	Rule     string `json:"rule"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en"`
	Source   string `json:"source"`
	One      Seat   `json:"one"`
	Other    Seat   `json:"other"`
	Relation string `json:"relation"`
	Allowed  string `json:"allowed"` // why one of the two is allowed nevertheless

	refuse bool
}

// Kinship is how somebody is related to a person: Person is the person's Relation. Near relatives stand aside.
type Kinship struct {
	ID         kernel.ID `json:"id"`
	Rev        int64     `json:"rev"`
	PersonID   kernel.ID `json:"person_id"`
	PersonName string    `json:"person_name"`
	Relation   string    `json:"relation"`
	Near       bool      `json:"near"`
	Source     string    `json:"source"`
}

// NewKinship says that Other is the person's Relation, and where that is known from.
type NewKinship struct {
	OtherID  kernel.ID `json:"other_id"`
	Relation string    `json:"relation"`
	Source   string    `json:"source" maxLength:"200"`
}

// Ties are what binds a person: seats today, near relatives, and what of it breaks a rule. Heads counts the bodies that
// the person leads: with two or more, one shoulder carries them, which the law allows unless a clash says otherwise.
type Ties struct {
	Seats   []Seat    `json:"seats" nullable:"false"`
	Heads   int       `json:"heads"`
	Kin     []Kinship `json:"kin" nullable:"false"`
	Clashes []Clash   `json:"clashes" nullable:"false"`
}

// The kinds of gaps of bodies.
const (
	GapMissing  = "missing"   // a body that the place must have
	GapNoTerm   = "no_term"   // a body with terms of which none is entered
	GapLapsed   = "lapsed"    // the last term has ended
	GapTwoTerms = "two_terms" // two terms share a day
	GapTooFew   = "too_few"   // fewer seats than the kind needs
	GapTooMany  = "too_many"
	GapEven     = "even" // an even number of seats where it must be odd
	GapNoHead   = "no_head"
	GapTwoHeads = "two_heads"
	GapGone     = "gone"    // a member who has died or moved away
	GapBarred   = "barred"  // seats that a rule bars
	GapUnbased  = "unbased" // built on nothing that is entered
)

// BodyGaps lists the kinds of gaps in the order in which they are told.
var BodyGaps = []string{
	GapMissing, GapNoTerm, GapLapsed, GapTwoTerms, GapTooFew, GapTooMany, GapEven, GapNoHead, GapTwoHeads, GapGone, GapBarred, GapUnbased,
}

// BodyGap is one thing that is amiss with a body, or a body that is missing (Body is nil). N is what there is, Want what
// there should be; Day is the last day of a lapsed term, or the first on which two overlap.
type BodyGap struct {
	Kind     string     `json:"kind" enum:"missing,no_term,lapsed,two_terms,too_few,too_many,even,no_head,two_heads,gone,barred,unbased"`
	Place    place.Ref  `json:"place"`
	Path     string     `json:"path"`
	BodyKind string     `json:"body_kind"`
	Body     *Ref       `json:"body"`
	N        int        `json:"n"`
	Want     int        `json:"want"`
	Day      kernel.Day `json:"day"`
	Persons  []Ref      `json:"persons" nullable:"false"`
	Clash    *Clash     `json:"clash"`
}
