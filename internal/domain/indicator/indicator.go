// Package indicator holds figures (requirement K3): what the pack works out of the counters that rooms keep beside their records, for
// a place of any level and a period, as of any day by the structure of that day, with what lies behind each figure.
//
// Nothing here scans records: a number of days is the sum of the counters of those days, which name the places above as they were
// then. A standing number (how many there are now) gets a history: each night its change since the night before is counted too, so
// that the number at the end of a day is the sum of the changes up to it. What a published figure rests on can be frozen: it is kept
// whole and worked out of that again to the same bytes. See docs/adr/0045.
//
// Tables: t_indicator_basis.
package indicator

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "indicator.list"
	PermFreeze = "indicator.freeze"
)

// Why a figure has no value.
const (
	WhyNone  = "none"  // nothing to take a share of
	WhyFew   = "few"   // too few answered
	WhyPast  = "past"  // how many there were on that day was not counted yet, or the post was not held
	WhyLarge = "large" // a result beyond what formulas work out
)

// The lights of a figure.
const (
	Green = "green"
	Amber = "amber"
	Red   = "red"
)

// The limits of what people may enter, and of what is shown.
const (
	maxNote = 200
	periods = 12 // of a series
)

// Figure is an indicator worked out: Value is a decimal number, for shares in per cent; it is empty where Why says why. Base is over
// how many a share is taken.
type Figure struct {
	Value string `json:"value"`
	Why   string `json:"why" enum:",none,few,past,large"`
	Base  string `json:"base"`
	Light string `json:"light" enum:",green,amber,red"`
}

// Point is a figure of one period.
type Point struct {
	From kernel.Day `json:"from"`
	To   kernel.Day `json:"to"`
	Figure
}

// Thresholds are what holds on the last day of a period, in the unit of the figure; empty: none. Least is the base from which a share
// is told.
type Thresholds struct {
	Target string `json:"target"`
	Red    string `json:"red"`
	Least  string `json:"least"`
}

// Kind is an indicator of the pack.
type Kind struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	NameEN    string `json:"name_en"`
	Unit      string `json:"unit" enum:"percent,count"`
	Direction string `json:"direction" enum:"up,down,none"`
	Thresholds
	BaseName string   `json:"base_name"`
	BaseEN   string   `json:"base_name_en"`
	Formula  string   `json:"formula"`
	Source   string   `json:"source"`
	Public   bool     `json:"public"`
	Periods  []string `json:"periods" nullable:"false"`
	Levels   []int    `json:"levels" nullable:"false"`
}

// Card is an indicator at a place: its figure of the period and those of the periods before, the oldest first.
type Card struct {
	Kind
	Figure
	Series []Point `json:"series" nullable:"false"`
}

// Board is all indicators of a place, a body or who holds a post, for a period. Place is where the body or the post is.
type Board struct {
	Place   place.Ref  `json:"place"`
	Subject Subject    `json:"subject"`
	Period  string     `json:"period"`
	From    kernel.Day `json:"from"`
	To      kernel.Day `json:"to"`
	Items   []Card     `json:"items" nullable:"false"`
}

// Part is a measure in the trace of a figure. Number is empty where it is not known. List and Query open the records behind it.
type Part struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	NameEN string            `json:"name_en"`
	Number string            `json:"number"`
	Now    bool              `json:"standing"` // how many there are, not how many came
	List   string            `json:"list"`
	Query  map[string]string `json:"query"`
	Source string            `json:"source"`
}

// PlacePoint is the figure of one place among others, with those of the periods before.
type PlacePoint struct {
	Place place.Ref `json:"place"`
	Figure
	Series []string `json:"series" nullable:"false"`
}

// Traced is one indicator at a place with what lies behind it: its measures, the places below, and what lies at the place itself or
// at places that are no more (Rest), where that is not nothing.
type Traced struct {
	Card
	Place   place.Ref    `json:"place"`
	Subject Subject      `json:"subject"`
	Way     []place.Ref  `json:"way" nullable:"false"`
	Period  string       `json:"period"`
	From    kernel.Day   `json:"from"`
	To      kernel.Day   `json:"to"`
	RulesNo int          `json:"rules_no"`
	Parts   []Part       `json:"parts" nullable:"false"`
	Below   []PlacePoint `json:"below" nullable:"false"`
	Rest    *Figure      `json:"rest,omitempty"`
	Frozen  []Frozen     `json:"frozen" nullable:"false"`
}

// The subjects of figures.
const (
	OfPlace = "place"
	OfBody  = "body"
	OfPost  = "post" // who holds a post: what is counted at its place or for its body while it is held
)

// Subject is of whom figures are told. From and To bound the days on which a post is held; empty: open.
type Subject struct {
	Kind string     `json:"kind" enum:"place,body,post"`
	ID   kernel.ID  `json:"id"` // of the place, the body or the appointment
	Name string     `json:"name"`
	From kernel.Day `json:"from"`
	To   kernel.Day `json:"to"`
}

// Ask says which figures: of a place (0: the highest that the actor has), of a body or of who holds a post (Post is the appointment), for
// the period in which a day lies (empty: today).
type Ask struct {
	Place  kernel.ID
	Body   kernel.ID
	Post   kernel.ID
	Period string
	Day    kernel.Day
	Level  kernel.Level // of the places below; 0: right below
}

// Frozen is what a figure rested on when it was published.
type Frozen struct {
	ID        kernel.ID  `json:"id"`
	No        int        `json:"no"`
	Indicator string     `json:"indicator"`
	Name      string     `json:"name"`
	NameEN    string     `json:"name_en"`
	Place     string     `json:"place"`
	Of        *BasisOf   `json:"of,omitempty"`
	Period    string     `json:"period"`
	From      kernel.Day `json:"from"`
	To        kernel.Day `json:"to"`
	Value     string     `json:"value"`
	Light     string     `json:"light"`
	Unit      string     `json:"unit"`
	RulesNo   int        `json:"rules_no"`
	JournalNo int64      `json:"journal_no"`
	Hash      string     `json:"hash"`
	Note      string     `json:"note"`
	At        int64      `json:"at"`
	By        string     `json:"by"`
}

// FrozenDetail is a basis whole. Same tells that working it out again gives the same bytes and the same hash.
type FrozenDetail struct {
	Frozen
	Basis Basis `json:"basis"`
	Same  bool  `json:"same"`
}

// Basis is everything that a figure rests on: the definition, each measure with its number, and what came out. Its JSON is what is
// hashed, so fields are never put in another order.
type Basis struct {
	Indicator string `json:"indicator"`
	Name      string `json:"name"`
	NameEN    string `json:"name_en"`
	Formula   string `json:"formula"`
	Unit      string `json:"unit"`
	Decimals  int    `json:"decimals"`
	Direction string `json:"direction"`
	Source    string `json:"source"`
	Thresholds
	BaseOf    string       `json:"base_of"` // the name of the measure that is the base
	Inputs    []BasisInput `json:"inputs" nullable:"false"`
	Place     string       `json:"place"`
	Code      string       `json:"code"`
	Period    string       `json:"period"`
	From      kernel.Day   `json:"from"`
	To        kernel.Day   `json:"to"`
	Made      kernel.Day   `json:"made"` // the day on which the counters were read
	RulesNo   int          `json:"rules_no"`
	JournalNo int64        `json:"journal_no"`
	Of        *BasisOf     `json:"of,omitempty"` // a body or a post; nil: the place itself
	Figure
}

// BasisOf is the body or the post of which a figure is. A post is told by its name: whose it was stands in the appointment.
type BasisOf struct {
	Kind string     `json:"kind" enum:"body,post"`
	ID   kernel.ID  `json:"id"` // of the body or the appointment
	Name string     `json:"name"`
	From kernel.Day `json:"from,omitempty"` // since when the post is held
	To   kernel.Day `json:"to,omitempty"`
}

// BasisInput is a measure with its counters and its number; the number is empty where it was not known.
type BasisInput struct {
	Name    string   `json:"name"`
	Tallies []string `json:"tallies" nullable:"false"`
	Number  string   `json:"number"`
}

// NewFreeze names the figure to be frozen: of a place, of a body, or of who holds a post (PostID is the appointment).
type NewFreeze struct {
	PlaceID   kernel.ID  `json:"place_id" required:"false"`
	BodyID    kernel.ID  `json:"body_id" required:"false"`
	PostID    kernel.ID  `json:"post_id" required:"false"`
	Period    string     `json:"period" enum:"day,week,month,quarter,half_year,year"`
	Day       kernel.Day `json:"day"`
	Note      string     `json:"note" required:"false" maxLength:"200"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}
