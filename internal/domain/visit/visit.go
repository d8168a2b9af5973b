// Package visit holds visits to households and meetings with them: who came, when, what was found, what was asked for, and how
// the household found it (requirements C1, C2, C4, C5; domain facts 1.5). What kinds of visits there are, what is written down
// at them and how campaigns go stands in the pack.
//
// A campaign gives each of its households one visitor, without gap or overlap, and keeps that true when posts and links change.
// "Nobody at home" and "does not wish it" are results like any other. Each request becomes a case with somebody who answers for
// it and a time, and its outcome comes back to visitor and household. How satisfied a household is, it says itself, by the slip
// it got or when somebody else calls: never through the visitor. A share is told from thirty answers on. Coverage is read from
// counters. No photo, track or signature is asked for without a law that says so, and nobody is ranked (domain facts 0.1, 2.7).
//
// Tables: t_campaign, t_campaign_task, t_visit, t_visit_ask, t_visit_photo, t_checklist_item, t_survey_answer.
package visit

import (
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "visit.list"
	PermRecord = "visit.record"
	PermPlan   = "visit.plan" // make campaigns, give households to another visitor, take back a visit
	PermCall   = "visit.call" // ask households how satisfied they were
)

// The results of a visit.
const (
	Met      = "met"
	Away     = "away"     // nobody at home
	Declined = "declined" // the household does not wish it
	Gone     = "gone"     // of a task: the household is no more
)

// How satisfied a household was; Silent: it was asked and gave no answer.
const (
	Satisfied   = "satisfied"
	Fairly      = "fairly"
	Unsatisfied = "unsatisfied"
	Silent      = "silent"
)

// How a household was asked.
const (
	HowCode = "code"
	HowCall = "call"
)

// How a household said that it was so.
const (
	ConfirmedSaid   = "said"
	ConfirmedSigned = "signed"
)

// LeastAsked is from how many answers on a share is told: below it one household would weigh too much.
const LeastAsked = 30

// The limits of what people may enter.
const (
	maxText      = 2000
	maxAsk       = 500
	maxAsks      = 10
	maxPhotos    = 6
	maxPhotoSize = 10 << 20
	maxKey       = 100
	maxPeople    = 9999
)

// NamedID names a person or a campaign.
type NamedID struct {
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// Last is the last visit that a household had, whoever came and for whatever campaign: it is shown before another is planned.
type Last struct {
	VisitID kernel.ID  `json:"visit_id"`
	Day     kernel.Day `json:"day"`
	Visitor string     `json:"visitor"`
	Type    string     `json:"type"`
	Result  string     `json:"result" enum:"met,away,declined"`
}

// Ask is what a household asked for, with the case that it became.
type Ask struct {
	Text string           `json:"text"`
	Case casework.Outcome `json:"case"`
}

// Photo is a picture of a visit.
type Photo struct {
	ID     kernel.ID `json:"id"`
	Width  int       `json:"width"`
	Height int       `json:"height"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
}

// Visit is a visit as lists show it.
type Visit struct {
	ID        kernel.ID           `json:"id"`
	Rev       int64               `json:"rev"`
	Type      string              `json:"type"`
	Day       kernel.Day          `json:"day"`
	At        int64               `json:"at"` // when it was entered
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Campaign  kernel.ID           `json:"campaign_id"`
	Visitor   NamedID             `json:"visitor"`
	EnteredBy string              `json:"entered_by"` // where that was not the visitor
	Result    string              `json:"result" enum:"met,away,declined"`
	Purposes  []string            `json:"purposes" nullable:"false"`
	Text      string              `json:"text"`
	People    int                 `json:"people"` // of a meeting
	Asks      int                 `json:"asks"`
	Photos    int                 `json:"photos"`
	Confirmed string              `json:"confirmed" enum:",said,signed"`
	Rated     string              `json:"rated" enum:",satisfied,fairly,unsatisfied,silent"`
	TakenBack bool                `json:"taken_back"`
}

// Detail is a visit with what its page needs. Code stands only in the answer that enters the visit: for the household's slip.
type Detail struct {
	Visit
	Form      string         `json:"form"`
	Rules     int            `json:"rules"`
	Answers   map[string]any `json:"answers"`
	AskList   []Ask          `json:"ask_list" nullable:"false"`
	PhotoList []Photo        `json:"photo_list" nullable:"false"`
	RatedText string         `json:"rated_text"`
	RatedHow  string         `json:"rated_how" enum:",code,call"`
	Code      string         `json:"code,omitempty"`
	CanBack   bool           `json:"can_take_back"`
	CanPhoto  bool           `json:"can_photo"`
	CanCall   bool           `json:"can_call"`
	CanSlip   bool           `json:"can_slip"`
}

// NewVisit is what somebody enters after a visit. Day is today when empty. VisitorID is who came, where somebody else enters it.
// Answers are those of the form of the type; requests are one line each.
type NewVisit struct {
	Type        string         `json:"type"`
	HouseholdID kernel.ID      `json:"household_id" required:"false"`
	PlaceID     kernel.ID      `json:"place_id" required:"false"` // of a meeting
	Day         kernel.Day     `json:"day" required:"false"`
	Result      string         `json:"result" enum:"met,away,declined"`
	Purposes    []string       `json:"purposes" required:"false" maxItems:"20"`
	Text        string         `json:"text" required:"false" maxLength:"2000"`
	Answers     map[string]any `json:"answers" required:"false"`
	Asks        []string       `json:"asks" required:"false" maxItems:"10"`
	People      int            `json:"people" required:"false" minimum:"0" maximum:"9999"`
	Confirmed   string         `json:"confirmed" required:"false" enum:",said,signed"`
	PhotoOK     bool           `json:"photo_ok" required:"false"` // the household agrees to photos of things
	VisitorID   kernel.ID      `json:"visitor_id" required:"false"`
	Satisfied   string         `json:"satisfied" required:"false" maxLength:"20"` // refused: the visitor does not say how satisfied a household is
	Paper       string         `json:"paper" required:"false" maxLength:"20"`     // the number of the printed sheet: whoever enters it, one sheet is one visit
	ClientKey   string         `json:"client_key" required:"false" maxLength:"100"`
}

// ratedAny asks for visits of which their households said anything.
const ratedAny = "any"

// ratedPleased asks for those whose households were satisfied or fairly satisfied.
const ratedPleased = "pleased"

// Filter narrows a list of visits. Unrated are those whose household may still be asked, by somebody who did not come.
type Filter struct {
	Place, Household kernel.ID
	Visitor          kernel.ID
	Campaign         kernel.ID
	Type, Result     string
	Span             kernel.Span
	Unrated          bool
	Rated            string // what its household said of it; any: whatever it was
}
