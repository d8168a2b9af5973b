package award

import "touyan/internal/kernel"

// What became of an application from a public page.
const (
	Waiting  = "waiting"
	Taken    = "taken"
	Returned = "returned"
)

// What a photo is of.
const (
	OfEntry = "entry"
	OfCheck = "check"
)

// AwardPhoto is a photo of what an entry or a re-check stands on, for officers only.
type AwardPhoto struct {
	ID     kernel.ID `json:"id"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Medium string    `json:"medium"`
}

// AwardApplication is what somebody sent in from the public page of a round. Name is masked, and in the list there is no number: both
// open by a look that is recorded.
type AwardApplication struct {
	ID      kernel.ID `json:"id"`
	Rev     int64     `json:"rev"`
	RoundID kernel.ID `json:"round_id"`
	Title   string    `json:"title"`
	Name    string    `json:"name"`
	Contact string    `json:"contact"`
	Path    string    `json:"path"`
	Text    string    `json:"text"`
	State   string    `json:"state" enum:"waiting,taken,returned"`
	Reason  string    `json:"reason"`
	EntryID kernel.ID `json:"entry_id"`
	At      int64     `json:"at"`
	SeenAt  int64     `json:"seen_at"`
	By      string    `json:"by"`
}

// NewApplication is an application as the public page sends it.
type NewApplication struct {
	Title, Name, Contact, Text, ClientKey string
}

// TakeApplication enters who is meant by an application.
type TakeApplication struct {
	Rev       int64     `json:"rev"`
	SubjectID kernel.ID `json:"subject_id"`
	Title     string    `json:"title" required:"false" maxLength:"40"`
}

// OpenRound is a round to which residents of a place may apply now.
type OpenRound struct {
	ID      kernel.ID
	Scheme  SchemeWord
	Title   string
	Subject string
	EnterTo kernel.Day
	Titles  []SchemeWord
	Looks   []SchemeWord // what is looked at
}

// AppliedShown is what who applied reads by their code.
type AppliedShown struct {
	Title  string
	At     int64
	State  string
	Reason string
	Over   bool // the round was called off
}
