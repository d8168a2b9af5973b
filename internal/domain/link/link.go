// Package link holds who looks after which household: the last step of the chain organisation, group, member, linked household
// (requirements A3; the five households of a heading household and those of a street's household heads, A5). The ways in which
// that is done are kinds of the pack: whose members are linked, whether each household must have one, how many one member has.
//
// A link runs from a day to a day. It follows its household when that moves, is split or merged, and ends when the member dies,
// leaves the county or leaves the group. A household without a member, one with two, and members with too few or too many are
// listed with what to do; gaps are filled by a proposal that somebody confirms.
//
// Tables: t_link.
package link

import (
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList = "link.list"
	PermEdit = "link.edit"
)

// How a link came to its end; who ended it by hand wrote a reason.
const (
	EndedGone   = "gone"      // the member died or left the county
	EndedLeft   = "left"      // the member left the group
	EndedHouse  = "household" // the household ended or moved to another village
	EndedHanded = "handed"    // another member took the household over
)

// The gaps.
const (
	GapMissing = "missing" // a household that must have a member and has none
	GapTwice   = "twice"   // a household with two
	GapFew     = "few"     // a member with too few households
	GapMany    = "many"    // a member with too many
)

// Way is a way of looking after households, with what the pack says of it.
type Way struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	Every  bool   `json:"every"`
	Least  int    `json:"least"`
	Most   int    `json:"most"`
}

// Link is one member who looks after one household. To is empty while it has no end.
type Link struct {
	ID        kernel.ID           `json:"id"`
	Rev       int64               `json:"rev"`
	Kind      string              `json:"kind"`
	Member    body.Ref            `json:"member"`
	Group     body.Ref            `json:"group"`
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	From      kernel.Day          `json:"from"`
	To        kernel.Day          `json:"to"`
	Ended     string              `json:"ended"`
	Extra     bool                `json:"extra"`
}

// Member is somebody of a group who may look after households, with how many there are.
type Member struct {
	PersonID   kernel.ID `json:"person_id"`
	PersonName string    `json:"person_name"`
	Role       string    `json:"role"`
	Group      body.Ref  `json:"group"`
	Place      place.Ref `json:"place"`
	Path       string    `json:"path"`
	Households int       `json:"households"`
	Gap        string    `json:"gap" enum:",few,many"`
}

// Gap is a household that lacks a member or has two.
type Gap struct {
	Gap       string              `json:"gap" enum:"missing,twice"`
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Links     []Link              `json:"links" nullable:"false"`
}

// Cover is how the households of a place stand: Linked counts those with a member, Twice those links that are one too many.
type Cover struct {
	Place      place.Ref `json:"place"`
	Households int64     `json:"households"`
	Linked     int64     `json:"linked"`
	Missing    int64     `json:"missing"`
	Twice      int64     `json:"twice"`
}

// Coverage is how the households of a place and of each place below it stand.
type Coverage struct {
	Cover
	Below []Cover `json:"below" nullable:"false"`
}

// Filter narrows a list of links; without On it is those of today.
type Filter struct {
	Kind                     string
	Place, Person, Household kernel.ID
	Group                    kernel.ID
	All                      bool // past ones too
}

// Draft says who shall look after which household. The group may be left out where the member is in one. Replace lets the member
// take the household over from who has it.
type Draft struct {
	Kind        string     `json:"kind"`
	PersonID    kernel.ID  `json:"person_id"`
	HouseholdID kernel.ID  `json:"household_id"`
	GroupID     kernel.ID  `json:"group_id" required:"false"`
	From        kernel.Day `json:"from" required:"false"`
	Replace     bool       `json:"replace" required:"false"`
}

// Proposed is a gap and who might fill it: of the same group of the village first, then who has the fewest.
type Proposed struct {
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Member    body.Ref            `json:"member"`
	Group     body.Ref            `json:"group"`
	Near      bool                `json:"near"` // of the same group of the village
	Load      int                 `json:"load"` // households of the member with this one
}

// Proposal fills gaps of a village as far as there are members with room; Left counts those that it cannot.
type Proposal struct {
	Pairs []Proposed `json:"pairs" nullable:"false"`
	Left  int        `json:"left"`
}

// MaxConfirm bounds the pairs that are confirmed at once.
const MaxConfirm = 500
