package award

import "touyan/internal/kernel"

// Honour is an honour that was won. Code is on the plaque; Reason and BarUntil are for officers.
type Honour struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Scheme    SchemeWord `json:"scheme"`
	Subject   string     `json:"subject" enum:"household,person,village,member,body"`
	SubjectID kernel.ID  `json:"subject_id"`
	Name      string     `json:"name"`
	Title     string     `json:"title"`
	Path      string     `json:"path"`
	Band      SchemeWord `json:"band"`
	Period    string     `json:"period"`
	Total     int64      `json:"total"`
	Won       kernel.Day `json:"won"`
	ValidTo   kernel.Day `json:"valid_to"`
	NextCheck kernel.Day `json:"next_check"`
	State     string     `json:"state" enum:"held,ended,revoked"`
	Revoked   kernel.Day `json:"revoked"`
	Reason    string     `json:"reason"`
	BarUntil  kernel.Day `json:"bar_until"`
	PlaqueNo  string     `json:"plaque_no"`
	PlaqueDay kernel.Day `json:"plaque_day"`
	Code      string     `json:"code"`
	RoundID   kernel.ID  `json:"round_id"`
	EntryID   kernel.ID  `json:"entry_id"`
	Household kernel.ID  `json:"-"`
}

// HonourCheck is a re-check of an honour.
type HonourCheck struct {
	ID    kernel.ID  `json:"id"`
	Due   kernel.Day `json:"due"`
	State string     `json:"state" enum:"open,kept,revoked"`
	Done  kernel.Day `json:"done"`
	Note  string     `json:"note"`
	By    string     `json:"by"`

	Photos []AwardPhoto `json:"photos" nullable:"false"`
}

// HonourDetail is an honour with its re-checks, the newest first.
type HonourDetail struct {
	Honour
	Checks []HonourCheck `json:"checks" nullable:"false"`
	MayRun bool          `json:"may_run"`
}

// HonourFilter narrows a list of honours. Due: with a re-check that came due; Of: of one subject.
type HonourFilter struct {
	Place  kernel.ID
	Scheme string
	State  string
	Due    bool
	Kind   string
	Of     kernel.ID
}

// RoundFilter narrows a list of rounds.
type RoundFilter struct {
	Place  kernel.ID
	Scheme string
	State  string
}

// NewRound opens a round. EnterTo is the last day to enter; Period is the year when empty.
type NewRound struct {
	Scheme    string     `json:"scheme" maxLength:"40"`
	PlaceID   kernel.ID  `json:"place_id"`
	Title     string     `json:"title" required:"false" maxLength:"60"`
	Period    string     `json:"period" required:"false" maxLength:"20"`
	EnterTo   kernel.Day `json:"enter_to"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// NewCandidate enters somebody: applied by themselves (on paper, at the desk) or nominated, with the reason.
type NewCandidate struct {
	SubjectID kernel.ID `json:"subject_id"`
	Title     string    `json:"title" required:"false" maxLength:"40"`
	How       string    `json:"how" enum:"apply,nominate"`
	Text      string    `json:"text" required:"false" maxLength:"500"`
	ClientKey string    `json:"client_key" required:"false" maxLength:"100"`
}

// NewScore is one score, in hundredths of a point. Number is that of the rater's last score of the item, 0 for the first: a request that
// comes late never undoes a newer one. RaterID: a rater without an account, whose sheet is taken down by who runs the round.
type NewScore struct {
	Item      string    `json:"item" maxLength:"40"`
	Value     int64     `json:"value"`
	Note      string    `json:"note" required:"false" maxLength:"500"`
	Number    int       `json:"number"`
	RaterID   kernel.ID `json:"rater_id" required:"false"`
	ClientKey string    `json:"client_key" required:"false" maxLength:"100"`
}

// NewMeeting is the meeting of the body that reviews: who of its members was there.
type NewMeeting struct {
	BodyID  kernel.ID   `json:"body_id"`
	Day     kernel.Day  `json:"day"`
	Present []kernel.ID `json:"present" maxItems:"500"`
	Minutes string      `json:"minutes" maxLength:"2000"`
}

// NewVote is the vote on one candidate.
type NewVote struct {
	Rev     int64 `json:"rev"`
	For     int   `json:"votes_for" minimum:"0"`
	Against int   `json:"votes_against" minimum:"0"`
	Abstain int   `json:"votes_abstain" minimum:"0"`
}

// NewObjection is an objection to what is posted; EntryID 0: to the round as a whole.
type NewObjection struct {
	EntryID   kernel.ID `json:"entry_id" required:"false"`
	Text      string    `json:"text" maxLength:"500"`
	ClientKey string    `json:"client_key" required:"false" maxLength:"100"`
}

// NewAnswer answers an objection; with Upheld the candidate is dropped.
type NewAnswer struct {
	Rev    int64  `json:"rev"`
	Upheld bool   `json:"upheld"`
	Answer string `json:"answer" maxLength:"500"`
}

// NewPlaque says that a plaque was handed over.
type NewPlaque struct {
	Rev int64      `json:"rev"`
	No  string     `json:"plaque_no" required:"false" maxLength:"60"`
	Day kernel.Day `json:"day"`
}

// NewCheck is the outcome of a re-check: kept or revoked, and why.
type NewCheck struct {
	Rev       int64  `json:"rev"`
	Keep      bool   `json:"keep"`
	Note      string `json:"note" maxLength:"300"`
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}
