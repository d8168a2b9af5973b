package visit

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The states of a campaign.
const (
	Building = "building" // its tasks are being made: nobody sees them
	Open     = "open"
	Closed   = "closed"
)

// Campaign is a campaign of visits at a place. Total is how many households it will have, Made how many have their task so far.
type Campaign struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Plan      string     `json:"plan"`
	Rules     int        `json:"rules"`
	Name      string     `json:"name"`
	Text      string     `json:"text"`
	Type      string     `json:"type"`
	Place     place.Ref  `json:"place"`
	Path      string     `json:"path"`
	From      kernel.Day `json:"from"`
	Due       kernel.Day `json:"due"` // empty where visits come round
	Interval  int        `json:"interval"`
	Reached   int        `json:"target_reached"` // per cent; 0: no target
	Satisfied int        `json:"target_satisfied"`
	State     string     `json:"state" enum:"building,open,closed"`
	Total     int        `json:"total"`
	Made      int        `json:"made"`
	Rested    int        `json:"rested"` // households left out because somebody had just been there
	Closed    kernel.Day `json:"closed"`
	Maker     string     `json:"maker"`
	MayPlan   bool       `json:"may_plan"`
}

// NewCampaign says what a campaign shall be: the plan of the pack, with what is decided for this one. An empty or zero value
// takes that of the plan.
type NewCampaign struct {
	Plan      string     `json:"plan" maxLength:"40"`
	Name      string     `json:"name" required:"false" maxLength:"120"`
	Text      string     `json:"text" required:"false" maxLength:"2000"`
	PlaceID   kernel.ID  `json:"place_id"`
	From      kernel.Day `json:"from" required:"false"`
	Due       kernel.Day `json:"due" required:"false"`
	Rested    *int       `json:"rested_days" required:"false" minimum:"0" maximum:"3650"`
	Reached   *int       `json:"target_reached" required:"false" minimum:"0" maximum:"100"`
	Satisfied *int       `json:"target_satisfied" required:"false" minimum:"0" maximum:"100"`
	Skip      []string   `json:"skip" required:"false" maxItems:"20"` // rules of the plan that are left out
	Most      []Limit    `json:"most" required:"false" maxItems:"20"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// Limit is how many households one visitor has at most by a rule.
type Limit struct {
	Rule string `json:"rule" maxLength:"40"`
	Most int    `json:"most" minimum:"0" maximum:"100000"`
}

// Load is what a campaign gives one visitor by one rule: households in so many villages, one of which At names.
type Load struct {
	Visitor    NamedID `json:"visitor"`
	Rule       string  `json:"rule"`
	At         string  `json:"at"`
	Villages   int     `json:"villages"`
	Households int     `json:"households"`
}

// RuleLoad is what one rule of a campaign comes to.
type RuleLoad struct {
	Rule       string `json:"rule"`
	Visitors   int    `json:"visitors"`
	Households int    `json:"households"`
	Least      int    `json:"least"`
	Most       int    `json:"most"`
}

// Preview is what a campaign would come to; nothing is saved. Without are the households for which no rule finds a visitor,
// Rested those left out because somebody had just been there. Loads are the visitors with the most households.
type Preview struct {
	Households int         `json:"households"`
	Without    int         `json:"without"`
	Rested     int         `json:"rested"`
	Visitors   int         `json:"visitors"`
	Rules      []RuleLoad  `json:"rules" nullable:"false"`
	Loads      []Load      `json:"loads" nullable:"false"`
	Gaps       []place.Ref `json:"gaps" nullable:"false"` // villages with households that have nobody
	Due        kernel.Day  `json:"due"`
}

// Task is a household of a campaign: for its visitor, with the reason why it is their turn.
type Task struct {
	ID        kernel.ID           `json:"id"`
	Rev       int64               `json:"rev"`
	Campaign  NamedID             `json:"campaign"`
	Type      string              `json:"type"`
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Visitor   NamedID             `json:"visitor"`
	Rule      string              `json:"rule"`
	Due       kernel.Day          `json:"due"`
	Result    string              `json:"result" enum:",met,away,declined,gone"`
	Tries     int                 `json:"tries"`
	Why       string              `json:"why" enum:"late,due,again,round,first"`
	Last      *Last               `json:"last"`
}

// Cover is how the households of a place stand in a campaign. Asked is how many said how satisfied they were; Percent is told
// from LeastAsked on, else it is -1.
type Cover struct {
	Place     place.Ref `json:"place"`
	All       int64     `json:"all"`
	Met       int64     `json:"met"`
	Away      int64     `json:"away"`
	Declined  int64     `json:"declined"`
	Left      int64     `json:"left"` // no visit yet, or due again
	Asked     int64     `json:"asked"`
	Satisfied int64     `json:"satisfied"`
	Fairly    int64     `json:"fairly"`
	Percent   int       `json:"percent"`
}

// Coverage is how a place and each place right below it stand.
type Coverage struct {
	Cover
	Below []Cover `json:"below" nullable:"false"`
}

// Leader is what one leader's visits come to in a period: counts of records, for nobody to be ranked by.
type Leader struct {
	Person     NamedID `json:"person"`
	Post       string  `json:"post"`
	Visits     int     `json:"visits"`
	Households int     `json:"households"`
	Villages   int     `json:"villages"`
	Met        int     `json:"met"`
	Away       int     `json:"away"`
	Declined   int     `json:"declined"`
	Asks       int     `json:"asks"`
	Settled    int     `json:"settled"` // of these, cases that have ended
	Asked      int     `json:"asked"`
	Satisfied  int     `json:"satisfied"`
	Fairly     int     `json:"fairly"`
	Percent    int     `json:"percent"`
}

// Report is the weekly sheet or the monthly figures of leaders' visits.
type Report struct {
	Period  string     `json:"period" enum:"week,month"`
	From    kernel.Day `json:"from"`
	To      kernel.Day `json:"to"`
	Leaders []Leader   `json:"leaders" nullable:"false"`
	Total   Leader     `json:"total"`
}
