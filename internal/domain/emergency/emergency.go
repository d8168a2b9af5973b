// Package emergency holds what runs only while there is an emergency (requirement B8; domain facts 2.7): a named approver switches
// it on for named places until a named time, and it is over by itself at that time, because every answer asks the clock and nothing
// has to run. A longer time is a new approval; it may be ended earlier. While it lasts each household of the places can be called
// and what was heard is written down, those that need help come first, and the places report at full hours.
//
// What is written down about a household is sealed with keys that the emergency has to itself. At its end it is opened only by who
// may open sealed records, for a reason that is recorded; on the day of its deletion keys and rows go, and with the keys whatever the
// journal and its proofs still hold of it becomes unreadable (突发事件应对法 2024; 个人信息保护法 art. 19, 47). Reports hold counts.
//
// Tables: t_emergency, t_emergency_place, t_emergency_act, t_emergency_key, t_emergency_house, t_emergency_report.
package emergency

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList    = "emergency.list"
	PermWork    = "emergency.work"    // call households, report
	PermApprove = "emergency.approve" // switch on, extend, end; who approves which kind says the pack
	PermUnseal  = "emergency.unseal"  // open the list after the end
)

// Where an emergency stands.
const (
	Running = "running"
	Over    = "over"  // what it holds on households is sealed
	Wiped   = "wiped" // and now deleted
)

// What came of calling a household.
const (
	Reached = "reached" // and well
	Help    = "help"    // needs help
	Missed  = "missed"  // did not answer
	Helped  = "helped"  // needed help and has it
)

// What was approved.
const (
	ActOn     = "on"
	ActExtend = "extend"
	ActOff    = "off"
)

// The limits of what people may enter.
const (
	maxTitle  = 60
	maxReason = 300
	maxNote   = 200
	maxPlaces = 50
	maxNeeds  = 10
	maxShown  = 200 // emergencies of a list
	maxSlots  = 48  // hours that a page shows
)

// HelpReason is a choice with its names.
type HelpReason struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// AlarmKind is a kind of emergency of the pack. Mine tells whether the actor may approve it.
type AlarmKind struct {
	HelpReason
	Levels     []int        `json:"levels" nullable:"false"`
	Hours      int          `json:"max_hours"`
	Every      int          `json:"report_minutes"`
	DeleteDays int          `json:"delete_days"`
	Needs      []HelpReason `json:"needs" nullable:"false"`
	Hint       string       `json:"hint"`
	HintEN     string       `json:"hint_en"`
	Mine       bool         `json:"mine"`
}

// Emergency is one emergency as lists and banners show it. Until is when it is, or was, over.
type Emergency struct {
	ID        kernel.ID   `json:"id"`
	Rev       int64       `json:"rev"`
	Kind      string      `json:"kind"`
	KindName  string      `json:"kind_name"`
	KindEN    string      `json:"kind_name_en"`
	Title     string      `json:"title"`
	Places    []place.Ref `json:"places" nullable:"false"`
	Begin     int64       `json:"begin"`
	Until     int64       `json:"until"`
	State     string      `json:"state" enum:"running,over,wiped"`
	Approver  string      `json:"approver"`
	Post      string      `json:"post"`
	DeleteDay kernel.Day  `json:"delete_day"`
}

// Approval is one approval.
type Approval struct {
	Kind   string `json:"kind" enum:"on,extend,off"`
	At     int64  `json:"at"`
	Until  int64  `json:"until"`
	Reason string `json:"reason"`
	By     string `json:"by"`
	Post   string `json:"post"`
}

// CalledGrid is how the households of a place stand: All are those of the register, Left have not been called.
type CalledGrid struct {
	Place   place.Ref `json:"place"`
	All     int64     `json:"all"`
	Reached int64     `json:"reached"`
	Help    int64     `json:"help"`
	Missed  int64     `json:"missed"`
	Helped  int64     `json:"helped"`
	Left    int64     `json:"left"`
}

// Detail is an emergency with what its page needs. Form is what a report asks.
type Detail struct {
	Emergency
	Acts       []Approval     `json:"acts" nullable:"false"`
	Needs      []HelpReason   `json:"needs" nullable:"false"`
	Hint       string         `json:"hint"`
	HintEN     string         `json:"hint_en"`
	Every      int            `json:"report_minutes"`
	Form       visit.FormKind `json:"form"`
	MaxHours   int            `json:"max_hours"`
	DeleteDays int            `json:"delete_days"`
	MayApprove bool           `json:"may_approve"`
	MayWork    bool           `json:"may_work"`
	MayUnseal  bool           `json:"may_unseal"`
	Reporting  []ReportPlace  `json:"reporting" nullable:"false"`
}

// ReportPlace is a place from which the actor reports; Done tells that it has reported for the present hour.
type ReportPlace struct {
	Place place.Ref `json:"place"`
	Done  bool      `json:"done"`
}

// CalledHouse is a household of the call-out list with what came of calling it; Answer is empty while nobody has.
type CalledHouse struct {
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Members   int                 `json:"members"`
	Answer    string              `json:"answer" enum:",reached,help,missed,helped"`
	Needs     []string            `json:"needs" nullable:"false"`
	People    int                 `json:"people"` // who need help
	Note      string              `json:"note"`
	By        string              `json:"by"`
	At        int64               `json:"at"`   // when it was written down here
	Made      int64               `json:"made"` // when it was made, where a phone brought it after the end; else 0
	Late      bool                `json:"late"` // it came after the end
}

// NewEmergency is what an approver switches on. Until is an instant.
type NewEmergency struct {
	Kind      string      `json:"kind" maxLength:"40"`
	Title     string      `json:"title" maxLength:"60"`
	PlaceIDs  []kernel.ID `json:"place_ids" minItems:"1" maxItems:"50"`
	Until     int64       `json:"until"`
	Reason    string      `json:"reason" maxLength:"300"`
	ClientKey string      `json:"client_key" required:"false" maxLength:"100"`
}

// NewHouseCall is what came of calling a household. Made is when it was, if it could not be sent at once: after the end what was made
// before is still taken for some hours; 0 stands for now.
type NewHouseCall struct {
	HouseholdID kernel.ID `json:"household_id"`
	Answer      string    `json:"answer" enum:"reached,help,missed,helped"`
	Needs       []string  `json:"needs" required:"false" maxItems:"10"`
	People      int       `json:"people" required:"false" minimum:"0" maximum:"99"`
	Note        string    `json:"note" required:"false" maxLength:"200"`
	Made        int64     `json:"made" required:"false"`
	ClientKey   string    `json:"client_key" required:"false" maxLength:"100"`
}

// NewPlaceReport is how a place stands. Slot is the beginning of the hour it speaks of; 0: that in which it was made. Made as of calls.
type NewPlaceReport struct {
	PlaceID   kernel.ID      `json:"place_id"`
	Slot      int64          `json:"slot" required:"false"`
	Answers   map[string]any `json:"answers"`
	Made      int64          `json:"made" required:"false"`
	ClientKey string         `json:"client_key" required:"false" maxLength:"100"`
}

// PlaceReport is what a place reported for an hour; Late tells that it came after the hour, or the emergency, was over.
type PlaceReport struct {
	ID      kernel.ID      `json:"id"`
	Place   place.Ref      `json:"place"`
	Slot    int64          `json:"slot"`
	Answers map[string]any `json:"answers"`
	By      string         `json:"by"`
	At      int64          `json:"at"`
	Late    bool           `json:"late"`
}

// SilentPlace is a place that has not reported, with who answers for it.
type SilentPlace struct {
	Place    place.Ref `json:"place"`
	Path     string    `json:"path"`
	Officers []string  `json:"officers" nullable:"false"`
}

// ReportHour is one full hour (or what the kind has for it): who reported, and who is missing. Closed tells that it is over.
type ReportHour struct {
	Slot    int64            `json:"slot"`
	End     int64            `json:"end"`
	Closed  bool             `json:"closed"`
	Due     int              `json:"due"`
	In      int              `json:"in"`
	Late    int              `json:"late"`
	Sums    map[string]int64 `json:"sums"`   // of the fields that are numbers
	Counts  map[string]int64 `json:"counts"` // field.choice -> places
	Reports []PlaceReport    `json:"reports" nullable:"false"`
	Missing []SilentPlace    `json:"missing" nullable:"false"`
}
