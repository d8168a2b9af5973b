// Package body holds organisations of any kind that the pack names (committees, branches, departments, task groups,
// teams), their tree and members, and the posts that persons hold at places and in bodies from a day to a day
// (requirements A1, A2, A7). Because it knows both, it also answers who is responsible for a place, which required posts
// stand vacant, where two heads hold one grid on one day, who is on duty, and what the public card of a grid shows.
//
// A name is kept beside each post and membership, so that it is shown also where the person's own record lies out of
// sight; it follows when the person is renamed.
//
// Bodies have terms of office with their members; an ending term is announced ahead to the posts that the pack names. Seats
// that the law keeps apart, in one person or in near relatives, are shown with the article, and rooms that decide something
// ask Recuse who must stand aside (requirement A8; docs/adr/0016).
//
// Tables: t_body, t_body_term, t_term_notice, t_member, t_kin, t_appointment, t_roster.
package body

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList    = "body.list"
	PermEdit    = "body.edit"
	PermAppoint = "body.appoint"
	// PermAppointAny lets an officer give posts whose rights they do not hold themselves.
	PermAppointAny = "body.appoint_any"
	PermRoster     = "body.roster"
	PermGaps       = "place.gaps"
	PermGridIn     = "place.import"
	PermGridOut    = "place.export"
)

// Ref names a body.
type Ref struct {
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// Body is one organisation. To is empty while it has no end.
type Body struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	ParentID   kernel.ID  `json:"parent_id"`
	ParentName string     `json:"parent_name"`
	Place      place.Ref  `json:"place"`
	From       kernel.Day `json:"from"`
	To         kernel.Day `json:"to"`
	Members    int        `json:"members"`
	Leader     string     `json:"leader"`
	TermNumber int        `json:"term_number"` // of the last term; 0 without one
	TermTo     kernel.Day `json:"term_to"`
	Light      string     `json:"light" enum:",green,amber,red"`

	BasedOn *Base `json:"based_on"` // what it is built on

	PlaceID    kernel.ID    `json:"-"`
	BasedBody  kernel.ID    `json:"-"`
	BasedPlace kernel.ID    `json:"-"`
	Stamp      kernel.Stamp `json:"-"`
}

// Base is what a Party organisation is built on: a body (a chain, a co-operative) or a grid.
type Base struct {
	What string    `json:"what" enum:"body,place"`
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// Open tells whether the body exists on the day.
func (b Body) Open(day kernel.Day) bool { return b.From <= day && (b.To == "" || day <= b.To) }

// Detail is a body with its officers, members and the bodies below it, as of the day On; the terms are all there are, the
// newest first. Without a day in the past those who come later are shown too.
type Detail struct {
	Body
	On           kernel.Day    `json:"on"`
	Officers     []Appointment `json:"officers"`
	MemberList   []Member      `json:"member_list"`
	ChildrenList []Body        `json:"children_list"`
	Terms        []Term        `json:"terms" nullable:"false"`
	Clashes      []Clash       `json:"clashes" nullable:"false"`
	Built        []Ref         `json:"built" nullable:"false"`   // organisations that are built on it
	Notices      []Notice      `json:"notices" nullable:"false"` // that its term ends, as long as nobody has dealt with it
}

// NewBody says what a body shall be; From is today when empty.
type NewBody struct {
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	PlaceID  kernel.ID  `json:"place_id"`
	ParentID kernel.ID  `json:"parent_id" required:"false"`
	From     kernel.Day `json:"from" required:"false"`

	BasedBodyID  kernel.ID `json:"based_body_id" required:"false"`
	BasedPlaceID kernel.ID `json:"based_place_id" required:"false"`
}

// ChangeBody says what of a body shall be different; nil leaves it.
type ChangeBody struct {
	Rev      int64       `json:"rev"`
	Name     *string     `json:"name" required:"false"`
	ParentID *kernel.ID  `json:"parent_id" required:"false"`
	To       *kernel.Day `json:"to" required:"false"`

	BasedBodyID  *kernel.ID `json:"based_body_id" required:"false"`
	BasedPlaceID *kernel.ID `json:"based_place_id" required:"false"`
}

// BodyFilter narrows a list of bodies.
type BodyFilter struct {
	Place, Parent kernel.ID
	Kind, Q       string
}

// Member belongs to a body from a day to a day.
type Member struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	Body       Ref        `json:"body"`
	Kind       string     `json:"kind"` // of the body
	PersonID   kernel.ID  `json:"person_id"`
	PersonName string     `json:"person_name"`
	Role       string     `json:"role"` // the id of the pack, or free words where it names none
	From       kernel.Day `json:"from"`
	To         kernel.Day `json:"to"`
	TermID     kernel.ID  `json:"term_id"`
	Allowed    string     `json:"allowed"` // why, where a rule bars the seat
}

// NewMember says who shall be what in a body. Allowed says why, where a rule bars the seat.
type NewMember struct {
	PersonID kernel.ID  `json:"person_id"`
	Role     string     `json:"role" required:"false"`
	From     kernel.Day `json:"from" required:"false"`
	Allowed  string     `json:"allowed" required:"false" maxLength:"200"`
}

// Leaving is the last day of somebody in a body.
type Leaving struct {
	BodyID, PersonID kernel.ID
	Day              kernel.Day
}

// Appointment is a post held by a person at a place, or in a body; To is empty while it has no end.
type Appointment struct {
	ID           kernel.ID  `json:"id"`
	Rev          int64      `json:"rev"`
	Post         string     `json:"post"`
	PersonID     kernel.ID  `json:"person_id"`
	PersonName   string     `json:"person_name"`
	Place        *place.Ref `json:"place"`
	Body         *Ref       `json:"body"`
	Topic        string     `json:"topic"`
	From         kernel.Day `json:"from"`
	To           kernel.Day `json:"to"`
	TermEnd      kernel.Day `json:"term_end"`
	ServicePhone string     `json:"service_phone"`
	ShowName     bool       `json:"show_name"`
	Acting       bool       `json:"acting"`
	ActsForID    kernel.ID  `json:"acts_for_id"` // the appointment of whose holder it is acted for; 0 otherwise
	Allowed      string     `json:"allowed"`
	ShowPhone    bool       `json:"show_phone"`
	ConsentDay   kernel.Day `json:"consent_day"` // of the holder, to stand on the public card; empty without
	ConsentHow   string     `json:"consent_how"`
	ConsentBy    string     `json:"consent_by"` // who recorded it

	PlaceID kernel.ID    `json:"-"` // of a body's post: where the body is
	BodyID  kernel.ID    `json:"-"`
	Stamp   kernel.Stamp `json:"-"`
	Roles   string       `json:"-"` // of its post, by comma, where it opens less than all of them
	EndedAt int64        `json:"-"` // where it ended before its last day was over
	SeatOf  kernel.ID    `json:"-"` // the body as one of which somebody has it, and without which they lose it
}

// On tells whether the post is held on the day.
func (a Appointment) On(day kernel.Day) bool { return a.span().Has(day) }

func (a Appointment) span() kernel.Span {
	if a.To == "" {
		return kernel.Span{From: a.From, To: kernel.EndOfTime}
	}
	return kernel.Span{From: a.From, To: a.To}
}

// NewAppointment says who shall hold which post, at a place or in a body; From is today when empty.
type NewAppointment struct {
	Post         string     `json:"post"`
	PersonID     kernel.ID  `json:"person_id"`
	PlaceID      kernel.ID  `json:"place_id" required:"false"`
	BodyID       kernel.ID  `json:"body_id" required:"false"`
	Topic        string     `json:"topic" required:"false"`
	From         kernel.Day `json:"from" required:"false"`
	To           kernel.Day `json:"to" required:"false"`
	TermEnd      kernel.Day `json:"term_end" required:"false"`
	ServicePhone string     `json:"service_phone" required:"false"`
	ShowName     bool       `json:"show_name" required:"false"`
	ShowPhone    bool       `json:"show_phone" required:"false"`
	ConsentHow   string     `json:"consent_how" required:"false" maxLength:"120"`
	Acting       bool       `json:"acting" required:"false"`
	Allowed      string     `json:"allowed" required:"false" maxLength:"200"`
}

// AppointmentFilter narrows a list of appointments; On is a day on which they are held.
type AppointmentFilter struct {
	Place, Body, Person kernel.ID
	On                  kernel.Day
}

// Held is a post held on a day, with the scope that it opens.
type Held struct {
	Appointment
	At   place.Place // the place of the post, or of its body
	Arms []kernel.Arm
}

// Head is who answers for a place.
type Head struct {
	AppointmentID kernel.ID `json:"appointment_id"`
	Post          string    `json:"post"`
	PersonID      kernel.ID `json:"person_id"`
	PersonName    string    `json:"person_name"`
}

// HeadAt is who answers for a place, and where they stand.
type HeadAt struct {
	Head
	Place place.Ref `json:"place"`
}

// Counts are the cases of a place and everything below it.
type Counts struct{ Open, Soon, Overdue int }

// GridPlace is a place with who answers for it and how its cases stand.
type GridPlace struct {
	place.Place
	Heads        []Head `json:"heads"`
	Children     int    `json:"children"`
	OpenCases    int    `json:"open_cases"`
	SoonCases    int    `json:"soon_cases"`
	OverdueCases int    `json:"overdue_cases"`
	Vacant       bool   `json:"vacant"`
}

// Duty is who is on duty today.
type Duty struct {
	PersonName   string `json:"person_name"`
	Post         string `json:"post"`
	ServicePhone string `json:"service_phone"`
}

// PlaceDetail is the page of one place.
type PlaceDetail struct {
	GridPlace
	Officers    []Appointment `json:"officers"`
	Bodies      []Ref         `json:"bodies" nullable:"false"`
	DutyToday   []Duty        `json:"duty_today"`
	CardPath    string        `json:"card_path"`
	Responsible []HeadAt      `json:"responsible"`
}

// The kinds of gaps.
const (
	GapVacant  = "vacant"
	GapOverlap = "overlap"
)

// Holder is one holder in a gap.
type Holder struct {
	AppointmentID kernel.ID  `json:"appointment_id"`
	PersonID      kernel.ID  `json:"person_id"`
	PersonName    string     `json:"person_name"`
	From          kernel.Day `json:"from"`
	To            kernel.Day `json:"to"`
}

// Gap is a required post without a holder today, or a head's post with two holders on one day, today or later.
type Gap struct {
	Kind    string    `json:"kind" enum:"vacant,overlap"`
	Place   place.Ref `json:"place"`
	Path    string    `json:"path"`
	Post    string    `json:"post"`
	Holders []Holder  `json:"holders"`
}

// GapSummary counts the gaps.
type GapSummary struct {
	Vacant  int `json:"vacant"`
	Overlap int `json:"overlap"`
}

// RosterHolder is one officer on duty.
type RosterHolder struct {
	AppointmentID kernel.ID `json:"appointment_id"`
	PersonName    string    `json:"person_name"`
	Post          string    `json:"post"`
}

// RosterDay is who is on duty at a place on a day.
type RosterDay struct {
	Day     kernel.Day     `json:"day"`
	Holders []RosterHolder `json:"holders"`
}

// Account is what a person's page shows of their account; the room access fills it in.
type Account struct {
	ID          kernel.ID `json:"id"`
	Rev         int64     `json:"rev"`
	Login       string    `json:"login"`
	PersonID    kernel.ID `json:"person_id"`
	PersonName  string    `json:"person_name"`
	State       string    `json:"state" enum:"invited,active,disabled"`
	LastSeen    int64     `json:"last_seen"`
	LockedUntil int64     `json:"locked_until"`
}

// PersonView is a person with the posts held today, in words.
type PersonView struct {
	person.Person
	HasAccount bool     `json:"has_account"`
	Posts      []string `json:"posts"`
}

// PersonDetail is the page of one person.
type PersonDetail struct {
	PersonView
	Appointments []Appointment `json:"appointments"`
	Memberships  []Member      `json:"memberships"`
	Account      *Account      `json:"account"`
}

// CardOfficer is one line of a public card. Name is empty without consent; so is the number of a volunteer.
type CardOfficer struct {
	Post, PostEN, Tasks, TasksEN string
	Name, Phone                  string
	Place                        place.Ref
}

// Card is the public card of a grid: whom to turn to for what, and who is on duty today.
type Card struct {
	Place    place.Place
	Path     string
	Officers []CardOfficer
	Duty     []CardOfficer
	Day      kernel.Day
}
