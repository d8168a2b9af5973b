package casework

import (
	"slices"

	"touyan/internal/kernel"
)

// Call is a department that was called to a case: it reports in by its time, acts by its time, and is rated.
type Call struct {
	ID         kernel.ID `json:"id"`
	Rev        int64     `json:"rev"`
	CaseID     kernel.ID `json:"case_id"`
	CaseNo     string    `json:"case_no"`
	Rules      int       `json:"rules"`
	CaseText   string    `json:"case_text"`
	Path       string    `json:"path"`
	Topic      string    `json:"topic"`
	Body       NamedID   `json:"body"`
	Ask        string    `json:"ask"`
	State      string    `json:"state" enum:"called,reported_in,done,rated,withdrawn"`
	At         int64     `json:"at"`
	Due        int64     `json:"due"`
	Light      string    `json:"light" enum:",green,blue,amber,red"`
	Caller     string    `json:"caller"`
	Officer    string    `json:"officer"`
	ReportedAt int64     `json:"reported_at"`
	DoneAt     int64     `json:"done_at"`
	Note       string    `json:"note"`
	Rating     int       `json:"rating"`
	RatingText string    `json:"rating_text"`
	Steps      []string  `json:"steps" nullable:"false"` // what the actor may do now: report_in, done, rate, withdraw
}

// Owed tells whether the actor is one of those who were called, and the next step is theirs.
func (k Call) Owed() bool {
	return slices.Contains(k.Steps, callReportIn) || slices.Contains(k.Steps, callAct)
}

// CallStep is what somebody does about a call.
type CallStep struct {
	Name       string
	Rev        int64
	Note       string
	Rating     int
	RatingText string
	ClientKey  string
}

// Alert is an early sign of trouble that was raised to the holders of a post.
type Alert struct {
	ID       kernel.ID `json:"id"`
	Rev      int64     `json:"rev"`
	Sign     string    `json:"sign"`
	Name     string    `json:"name"`
	NameEN   string    `json:"name_en"`
	Place    NamedID   `json:"place"`
	Path     string    `json:"path"`
	Topic    string    `json:"topic"`
	N        int       `json:"n"`
	CaseID   kernel.ID `json:"case_id"`
	CaseText string    `json:"case_text"`
	At       int64     `json:"at"`
	Open     bool      `json:"open"`
	Reason   string    `json:"reason"`
	ClosedBy string    `json:"closed_by"`
	ClosedAt int64     `json:"closed_at"`
	Mine     bool      `json:"mine"` // the actor may close it
}

// BodyServed is how a department served those who called it and those whose cases it handled, since From: counts of what
// happened, for nobody to be ranked by. Rated is how many of those asked answered, Pleased how many of them gave four stars or
// five. A share is worth telling from thirty answers on.
type BodyServed struct {
	Body    NamedID    `json:"body"`
	From    kernel.Day `json:"from"`
	Calls   int64      `json:"calls"`
	InTime  int64      `json:"in_time"` // reported in by their time
	Late    int64      `json:"late"`    // reported in after it
	Callers Rated      `json:"callers"` // villages and townships
	Raised  Rated      `json:"raised"`  // residents and others who raised cases
}

// Rated counts answers to a request for a rating. Percent is that of the pleased, 0 below thirty answers.
type Rated struct {
	Asked   int64   `json:"asked"`
	Answers int64   `json:"answers"`
	Pleased int64   `json:"pleased"`
	Percent float64 `json:"percent"`
	Enough  bool    `json:"enough"`
}
