// Package award holds recognition (requirements F2, F3; domain facts 1.8.4): one engine for households, people of a household, villages,
// members and bodies. A scheme of the pack says what is looked at, who scores it, what bars, which body votes, how long it is posted and
// for how long it holds; a round at a place goes from entering over scoring, the body's vote and the posting to the decision and the
// plaque, which is looked at again and may be revoked with a bar.
//
// Only who won is posted, with the name masked (个人信息保护法 art. 25), for as long as the scheme says; who withdrew, was barred or lost
// a plaque is never published. Petitions, illness, debt and need bar nobody: the pack cannot say it. An honour gives a plaque and no
// right; no other room reads it to decide anything.
//
// Residents apply from the public page of a round, without an account; an officer finds who is meant and takes the application, or returns
// it with a reason. Photos are evidence for officers: no page without an account shows one.
//
// Tables: t_award_round, t_award_entry, t_award_score, t_award_objection, t_award_honour, t_award_check, t_award_file, t_award_apply.
package award

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList  = "award.list"
	PermEnter = "award.enter" // apply for somebody, nominate, withdraw
	PermScore = "award.score" // score the items that the scheme gives to one's post or body
	PermRun   = "award.run"   // open rounds, take down the vote, post, decide, hand over plaques, re-check
)

// Where a round stands.
const (
	Open      = "open"
	Scoring   = "score"
	Review    = "review"
	Posted    = "posted"
	Decided   = "decided"
	Cancelled = "cancelled"
)

// What became of an entry.
const (
	In        = "in"
	Withdrawn = "withdrawn"
	Barred    = "barred"  // a veto was found
	Below     = "below"   // no band reached
	Passed    = "passed"  // by the vote
	Failed    = "failed"  // by the vote
	Dropped   = "dropped" // an objection was upheld
	Won       = "won"
)

// How somebody entered.
const (
	Applied   = "apply"
	Nominated = "nominate"
)

// Where an honour stands; that it ran out follows from the day.
const (
	Held    = "held"
	Ended   = "ended"
	Revoked = "revoked"
)

// What became of a re-check.
const (
	CheckOpen    = "open"
	CheckKept    = "kept"
	CheckRevoked = "revoked"
)

// The limits of what people may enter.
const (
	maxTitle   = 60
	maxName    = 60
	maxText    = 500
	maxReason  = 300
	maxMinutes = 2000
	maxKey     = 100
	maxEntries = 2000
	maxFiles   = 6
	maxWaiting = 500 // applications of a round that nobody has looked at
)

// SchemeWord is a choice of a scheme with its names.
type SchemeWord struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// SchemeItem is one thing scored: up to Weight points. Scorers says whose it is, in words.
type SchemeItem struct {
	SchemeWord
	Weight  int          `json:"weight"`
	LookAt  string       `json:"look_at"`
	LookEN  string       `json:"look_at_en"`
	Scorers []SchemeWord `json:"scorers" nullable:"false"`
}

// SchemeSide is a dimension with its items; At: from how many points it is earned.
type SchemeSide struct {
	SchemeWord
	At    int          `json:"at"`
	Items []SchemeItem `json:"items" nullable:"false"`
}

// SchemeBand is what is won from At points on, with so many dimensions earned.
type SchemeBand struct {
	SchemeWord
	At     int `json:"at"`
	Earned int `json:"earned"`
}

// SchemeQuota is how many may win at each place of a level.
type SchemeQuota struct {
	Level int `json:"level"`
	Most  int `json:"most"`
}

// VoteShare is a part of the voters.
type VoteShare struct {
	Num  int    `json:"num"`
	Den  int    `json:"den"`
	Over bool   `json:"over"`
	Of   string `json:"of"`
}

// RecognitionScheme is a scheme of the pack at a glance. Step is in hundredths of a point.
type RecognitionScheme struct {
	SchemeWord
	Source     string        `json:"source"`
	Subject    string        `json:"subject" enum:"household,person,village,member,body"`
	Levels     []int         `json:"levels" nullable:"false"`
	Scale      int           `json:"scale"`
	Step       int           `json:"step"`
	Raters     int           `json:"raters"`
	Sides      []SchemeSide  `json:"sides" nullable:"false"`
	Bands      []SchemeBand  `json:"bands" nullable:"false"`
	Vetoes     []SchemeWord  `json:"vetoes" nullable:"false"`
	Titles     []SchemeWord  `json:"titles" nullable:"false"`
	Quotas     []SchemeQuota `json:"quotas" nullable:"false"`
	Apply      bool          `json:"apply"`
	Nominators []SchemeWord  `json:"nominators" nullable:"false"`
	Bodies     []SchemeWord  `json:"bodies" nullable:"false"`
	Quorum     VoteShare     `json:"quorum"`
	Pass       VoteShare     `json:"pass"`
	VotersMin  int           `json:"voters_min"`
	Posting    int           `json:"posting_days"`
	Answer     int           `json:"answer_days"`
	Valid      int           `json:"valid_months"`
	Recheck    int           `json:"recheck_months"`
	Bar        int           `json:"bar_months"`
	Uncertain  bool          `json:"uncertain"` // the county's own parameters, from no document that was found
}

// RecognitionRound is a round as lists show it. PostUntil is an instant.
type RecognitionRound struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Scheme    SchemeWord `json:"scheme"`
	Subject   string     `json:"subject"`
	Title     string     `json:"title"`
	Place     place.Ref  `json:"place"`
	Period    string     `json:"period"`
	State     string     `json:"state" enum:"open,score,review,posted,decided,cancelled"`
	Opened    kernel.Day `json:"opened"`
	EnterTo   kernel.Day `json:"enter_to"`
	PostedDay kernel.Day `json:"posted_day"`
	PostUntil int64      `json:"post_until"`
	Decided   kernel.Day `json:"decided"`
	By        string     `json:"by"`
	Waiting   int        `json:"waiting"` // applications that nobody has looked at
}

// RoundDetail is a round with what its desk needs. Mine are the items that the actor may score; Counts are its entries by what became of
// them.
type RoundDetail struct {
	RecognitionRound
	Rules      RecognitionScheme `json:"rules"`
	Jury       *JuryMeeting      `json:"jury"`
	Counts     map[string]int64  `json:"counts"`
	Objections int               `json:"objections"` // not answered
	Reason     string            `json:"reason"`     // why it was called off
	Mine       []string          `json:"mine" nullable:"false"`
	MayRun     bool              `json:"may_run"`
	MayEnter   bool              `json:"may_enter"`
}

// JuryMeeting is the meeting of the body that reviews.
type JuryMeeting struct {
	Body    SchemeBody `json:"body"`
	Day     kernel.Day `json:"day"`
	Should  int        `json:"should"`
	Present int        `json:"present"`
	Minutes string     `json:"minutes"`
}

// SchemeBody names a body that may review, with who belongs to it.
type SchemeBody struct {
	ID      kernel.ID    `json:"id"`
	Name    string       `json:"name"`
	Members []SchemeSeat `json:"members" nullable:"false"`
}

// SchemeSeat is a member of such a body.
type SchemeSeat struct {
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// Candidate is who is in a round. Total is in hundredths of a point; Rank counts from 1 and is shared by those who are equal in all; 0:
// not ranked. Voters are those who may vote on it.
type Candidate struct {
	ID        kernel.ID       `json:"id"`
	Rev       int64           `json:"rev"`
	RoundID   kernel.ID       `json:"round_id"`
	Subject   string          `json:"subject"`
	SubjectID kernel.ID       `json:"subject_id"`
	Name      string          `json:"name"`
	Title     string          `json:"title"`
	Path      string          `json:"path"`
	How       string          `json:"how" enum:"apply,nominate"`
	Text      string          `json:"text"`
	State     string          `json:"state" enum:"in,withdrawn,barred,below,passed,failed,dropped,won"`
	Veto      string          `json:"veto"`
	Basis     string          `json:"basis"`
	Scored    bool            `json:"scored"`
	Total     int64           `json:"total"`
	Earned    int             `json:"earned"`
	Band      string          `json:"band"`
	Rank      int             `json:"rank"`
	Tied      bool            `json:"tied"`
	For       int             `json:"votes_for"`
	Against   int             `json:"votes_against"`
	Abstain   int             `json:"votes_abstain"`
	Voters    int             `json:"voters"`
	Aside     int             `json:"aside"`
	By        string          `json:"by"`
	Photos    []AwardPhoto    `json:"photos" nullable:"false"`
	Items     []CandidateItem `json:"items" nullable:"false"`
	Household kernel.ID       `json:"-"`
	Stamp     kernel.Stamp    `json:"-"`
}

// CandidateItem is how an item of a candidate is scored: mean of the raters in hundredths, the lowest and the highest, and what the
// actor gave (MineNo 0: nothing yet).
type CandidateItem struct {
	Item   string `json:"item"`
	N      int    `json:"n"`
	Mean   int64  `json:"mean"`
	Low    int64  `json:"low"`
	High   int64  `json:"high"`
	Mine   int64  `json:"mine"`
	MineNo int    `json:"mine_no"`
}

// ItemScore is one score with who gave it and on what ground; Number counts the scores of a rater for an item, the last counts.
type ItemScore struct {
	ID     kernel.ID `json:"id"`
	Item   string    `json:"item"`
	Rater  string    `json:"rater"`
	Value  int64     `json:"value"`
	Note   string    `json:"note"`
	Number int       `json:"number"`
	Last   bool      `json:"last"`
	At     int64     `json:"at"`
	By     string    `json:"by"`
}

// CandidateDetail is a candidate with each score.
type CandidateDetail struct {
	Candidate
	Scores []ItemScore `json:"scores" nullable:"false"`
}

// RecognitionObjection is an objection to what is posted. DueAt and AnsweredAt are instants.
type RecognitionObjection struct {
	ID         kernel.ID `json:"id"`
	Rev        int64     `json:"rev"`
	EntryID    kernel.ID `json:"entry_id"`
	Name       string    `json:"name"`
	Text       string    `json:"text"`
	At         int64     `json:"at"`
	DueAt      int64     `json:"due_at"`
	Open       bool      `json:"open"`
	Upheld     bool      `json:"upheld"`
	Answer     string    `json:"answer"`
	AnsweredAt int64     `json:"answered_at"`
	By         string    `json:"by"`
}
