package person

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The kinds of events of a household.
const (
	KindSettle   = "settle"   // entered in the register as it was found, or newly founded
	KindBirth    = "birth"    // a child of the household
	KindMoveIn   = "move_in"  // from outside the county, or somebody who was in no household
	KindTransfer = "transfer" // from another household of the county
	KindDeath    = "death"
	KindMoveOut  = "move_out" // out of the county, or into no household
	KindSplit    = "split"
	KindMerge    = "merge"
	KindHead     = "head"
	KindCorrect  = "correct" // an error of the entry
)

// HouseholdRef names a household.
type HouseholdRef struct {
	ID       kernel.ID `json:"id"`
	Code     string    `json:"code"`
	HeadName string    `json:"head_name"`
}

// Household is one household; Address is masked. To is empty while it has no end. Members counts those of today.
type Household struct {
	HouseholdRef
	Rev     int64      `json:"rev"`
	Place   place.Ref  `json:"place"`
	Path    string     `json:"path"`
	HeadID  kernel.ID  `json:"head_id"`
	Kind    string     `json:"kind"`
	Address string     `json:"address"`
	From    kernel.Day `json:"from"`
	To      kernel.Day `json:"to"`
	Came    string     `json:"came"`
	Ended   string     `json:"ended"`
	Members int        `json:"members"`

	PlaceID kernel.ID    `json:"-"`
	Stamp   kernel.Stamp `json:"-"`
}

// HouseMember is somebody who belongs to a household from a day to a day; To is empty while it has no end.
type HouseMember struct {
	ID         kernel.ID    `json:"id"`
	Household  HouseholdRef `json:"household"`
	Person     Person       `json:"person"`
	Relation   string       `json:"relation"`
	Registered bool         `json:"registered"`
	Lives      bool         `json:"lives"`
	From       kernel.Day   `json:"from"`
	To         kernel.Day   `json:"to"`
}

// EventChange is one value that a correction changed; personal data are masked.
type EventChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// HouseEvent is what happened to a household on a day. Back is when it was taken back, 0 while it stands; Last tells that it
// is the one that can be.
type HouseEvent struct {
	ID        kernel.ID     `json:"id"`
	Kind      string        `json:"kind" enum:"settle,birth,move_in,transfer,death,move_out,split,merge,head,correct"`
	Cause     string        `json:"cause"`
	Day       kernel.Day    `json:"day"`
	Doc       string        `json:"doc"`
	Note      string        `json:"note"`
	Household HouseholdRef  `json:"household"`
	Other     *HouseholdRef `json:"other"`
	Names     []string      `json:"names" nullable:"false"`
	Changes   []EventChange `json:"changes" nullable:"false"`
	At        int64         `json:"at"`
	By        string        `json:"by"`
	Back      int64         `json:"back"`
	Last      bool          `json:"last"`
	Papers    []Paper       `json:"papers" nullable:"false"`
}

// HouseLink leads to the household from which this one came, or to one that came out of it.
type HouseLink struct {
	Household HouseholdRef `json:"household"`
	Kind      string       `json:"kind" enum:"split,merge"`
	Day       kernel.Day   `json:"day"`
	Before    bool         `json:"before"` // the other one was there first
}

// HouseholdDetail is the page of a household as of a day; Past lists who belonged to it before.
type HouseholdDetail struct {
	Household
	Day        kernel.Day    `json:"day"`
	MemberList []HouseMember `json:"member_list" nullable:"false"`
	Past       []HouseMember `json:"past" nullable:"false"`
	Events     []HouseEvent  `json:"events" nullable:"false"`
	Links      []HouseLink   `json:"links" nullable:"false"`
}

// HouseholdFilter narrows a list of households.
type HouseholdFilter struct {
	Q      string // code, part of a member's name, pinyin, or a whole citizen's or telephone number
	Place  kernel.ID
	Closed bool // those that have ended
}

// HouseCount is what the register itself counts at a place and below: households, persons registered and persons living there.
type HouseCount struct {
	Households int64 `json:"households"`
	Registered int64 `json:"registered"`
	Living     int64 `json:"living"`
}

// NewMember is somebody who comes into a household: a person who is there already, or one to be entered.
type NewMember struct {
	PersonID   kernel.ID `json:"person_id" required:"false"`
	Person     *Draft    `json:"person" required:"false"`
	Relation   string    `json:"relation"`
	Registered bool      `json:"registered"`
	Lives      bool      `json:"lives"`
}

// NewHousehold says what household is to be entered; Code is drawn and From is today when empty.
type NewHousehold struct {
	PlaceID kernel.ID   `json:"place_id"`
	Code    string      `json:"code" required:"false"`
	Kind    string      `json:"kind" required:"false"`
	Address string      `json:"address" required:"false"`
	From    kernel.Day  `json:"from" required:"false"`
	Cause   string      `json:"cause" required:"false"`
	Doc     string      `json:"doc" required:"false"`
	Members []NewMember `json:"members" minItems:"1" maxItems:"60"`
}

// Kin is the relation of a member to the head.
type Kin struct {
	PersonID kernel.ID `json:"person_id"`
	Relation string    `json:"relation"`
}

// HouseFix is what a correction changes of a household; nil leaves it.
type HouseFix struct {
	PlaceID *kernel.ID  `json:"place_id" required:"false"`
	Kind    *string     `json:"kind" required:"false"`
	Address *string     `json:"address" required:"false"`
	From    *kernel.Day `json:"from" required:"false"`
}

// MemberFix is what a correction changes of one member; nil leaves it.
type MemberFix struct {
	PersonID   kernel.ID   `json:"person_id"`
	Relation   *string     `json:"relation" required:"false"`
	Registered *bool       `json:"registered" required:"false"`
	Lives      *bool       `json:"lives" required:"false"`
	From       *kernel.Day `json:"from" required:"false"`
	Person     *Change     `json:"person" required:"false"`
}

// NewEvent says what happened to a household. What each kind takes:
//
//	birth, move_in  Member
//	transfer        Persons (with their relation here), from the one household they share
//	death           PersonID
//	move_out        Persons
//	split           Persons (with their relation in the new household), PlaceID of the new household
//	merge           OtherID, the household that ends; Persons with their relation here
//	head            HeadID
//	correct         House and Fixes; Note is the reason
//
// Where the head leaves others behind, HeadID says who follows and Kin how the others are related to them.
type NewEvent struct {
	Rev      int64       `json:"rev" required:"false"`
	Kind     string      `json:"kind" enum:"birth,move_in,transfer,death,move_out,split,merge,head,correct"`
	Day      kernel.Day  `json:"day"`
	Cause    string      `json:"cause" required:"false"`
	Doc      string      `json:"doc" required:"false" maxLength:"120"`
	Note     string      `json:"note" required:"false" maxLength:"500"`
	Member   *NewMember  `json:"member" required:"false"`
	PersonID kernel.ID   `json:"person_id" required:"false"`
	OtherID  kernel.ID   `json:"other_id" required:"false"`
	PlaceID  kernel.ID   `json:"place_id" required:"false"`
	Persons  []Kin       `json:"persons" required:"false" maxItems:"60"`
	HeadID   kernel.ID   `json:"head_id" required:"false"`
	Kin      []Kin       `json:"kin" required:"false" maxItems:"60"`
	House    *HouseFix   `json:"house" required:"false"`
	Fixes    []MemberFix `json:"fixes" required:"false" maxItems:"60"`
}

// Outcome is what an event made of the households that it touches, the one it was entered for first.
type Outcome struct {
	Event      kernel.ID         `json:"event"`
	Households []HouseholdDetail `json:"households" nullable:"false"`
}

const (
	maxAddress = 120
	codeDigits = 5 // after the village's twelve
)
