package person

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The rolls that this room keeps. The Party roll is kept by the room body.
const (
	RollRegistered = "registered"
	RollVoter      = "voter"
	RollCollective = "collective"
)

// The states of an entry of a voter roll.
const (
	VoterIn  = "in"
	VoterAsk = "ask" // waits for the voter's own declaration or application
	VoterOut = "out"
)

// The states of a voter roll.
const (
	ListProposed  = "proposed"
	ListConfirmed = "confirmed"
	ListPosted    = "posted"
)

// postedBefore is how many days before the election a voter roll is posted at the latest (村民委员会组织法 art. 14).
const postedBefore = 20

// yearOfResidence is how many days somebody registered elsewhere must have lived in the village (art. 13 no. 3).
const yearOfResidence = 365

// RollEntry is one person on a roll. To is empty while it has no end; Died and Left tell what the register knows since, for
// a person to decide on: nothing follows by itself.
type RollEntry struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	Roll       string     `json:"roll" enum:"registered,voter,collective"`
	ListID     kernel.ID  `json:"list_id"`
	PersonID   kernel.ID  `json:"person_id"`
	PersonName string     `json:"person_name"`
	Person     *Person    `json:"person"`
	Place      place.Ref  `json:"place"`
	State      string     `json:"state"`
	From       kernel.Day `json:"from"`
	To         kernel.Day `json:"to"`
	Basis      string     `json:"basis"`
	Doc        string     `json:"doc"`
	EndBasis   string     `json:"end_basis"`
	EndDoc     string     `json:"end_doc"`
	Note       string     `json:"note"`
	Household  string     `json:"household"` // code; of the registered population
}

// RollFilter says which roll of which village, as of which day; List is a voter roll.
type RollFilter struct {
	Roll  string
	Place kernel.ID
	List  kernel.ID
	Day   kernel.Day
}

// RollCount is how many stand on a roll of a village on a day.
type RollCount struct {
	Registered int `json:"registered"`
	Collective int `json:"collective"`
	Voters     int `json:"voters"` // of the last list whose election day has come, or the next one
}

// Admit says who becomes a member of the collective, by which decision.
type Admit struct {
	PersonID kernel.ID  `json:"person_id"`
	PlaceID  kernel.ID  `json:"place_id"` // village or group whose collective it is
	Day      kernel.Day `json:"day"`
	Basis    string     `json:"basis"`
	Doc      string     `json:"doc" maxLength:"120"`
	Note     string     `json:"note" required:"false" maxLength:"500"`
}

// Lose says when and why a member of the collective ceases to be one.
type Lose struct {
	Rev   int64      `json:"rev"`
	Day   kernel.Day `json:"day"`
	Basis string     `json:"basis"`
	Doc   string     `json:"doc" maxLength:"120"`
}

// VoterList is the voter roll of a village for an election day, with how many stand in each state.
type VoterList struct {
	ID          kernel.ID  `json:"id"`
	Rev         int64      `json:"rev"`
	Place       place.Ref  `json:"place"`
	ElectionDay kernel.Day `json:"election_day"`
	State       string     `json:"state" enum:"proposed,confirmed,posted"`
	Confirmed   kernel.Day `json:"confirmed"`
	ConfirmedBy string     `json:"confirmed_by"`
	Posted      kernel.Day `json:"posted"`
	In          int        `json:"in"`
	Ask         int        `json:"ask"`
	Out         int        `json:"out"`
}

// SetVoter says how somebody stands on a voter roll, and why. PersonID adds somebody who is not on it yet.
type SetVoter struct {
	PersonID kernel.ID `json:"person_id"`
	State    string    `json:"state" enum:"in,ask,out"`
	Basis    string    `json:"basis"`
	Doc      string    `json:"doc" required:"false" maxLength:"120"`
	Note     string    `json:"note" required:"false" maxLength:"500"`
}
