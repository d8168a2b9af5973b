// Package points holds the points of the members of the Party (requirement F1; domain facts 1.1.1): what a member did, or failed to
// do, is entered under an item of the county's scheme, looked at by the branch, confirmed by somebody who neither entered it nor is
// the member, put on the branch's board for some working days, and takes effect if nobody's objection holds. At the year's end the
// branch adds up, its meeting looks at each member, grades are given (at most a third excellent), the township files them, the year
// closes, and the next one begins with the base.
//
// Points come from deeds that people entered and confirmed: records of other rooms propose entries, and nothing scores by itself
// (国办函〔2026〕12号; domain facts 2.7). Nobody is ranked: lists go by name, and no list compares branches or members of several.
//
// Every amount is in tenths of a point. It moves in the ledger (docs/adr/0040, 0042): each member has an account for each year; caps of
// items are accounts with bounds; what is confirmed is reserved, what takes effect is settled, what was wrong is reversed.
//
// Tables: t_points_year, t_points_account, t_points_entry, t_points_step, t_points_file, t_points_posting, t_points_follow.
package points

import (
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList    = "points.list"
	PermRecord  = "points.record"  // enter deeds, take proposals up
	PermConfirm = "points.confirm" // confirm, post, decide on objections
	PermYear    = "points.year"    // open a year, tally, meeting, grades, close
	PermFile    = "points.file"    // the township files a year, or sends it back
)

// Where an entry stands.
const (
	Draft     = "draft"  // proposed by a record or by a member
	Review    = "review" // before the branch
	Confirmed = "confirmed"
	Posted    = "posted"
	Objected  = "objected"
	Recheck   = "recheck"
	Effective = "effective"
	Withdrawn = "withdrawn"
)

// Where a year stands.
const (
	Open    = "open"
	Tally   = "tally"   // added up; nothing is entered any more
	Meeting = "meeting" // the members' meeting was held
	Graded  = "graded"
	Filed   = "filed" // with the township
	Closed  = "closed"
)

// What is done with an entry; each leaves a step.
const (
	StepRecord   = "record"
	StepPropose  = "propose"
	StepReview   = "review"
	StepConfirm  = "confirm"
	StepPost     = "post"
	StepObject   = "object"
	StepRecheck  = "recheck"
	StepUphold   = "uphold" // the objection holds: withdrawn
	StepReject   = "reject" // it does not: confirmed again
	StepEffect   = "effect"
	StepWithdraw = "withdraw"
	StepReverse  = "reverse"
)

// The limits of what people may enter.
const (
	maxText   = 500
	maxReason = 300
	maxKey    = 100
	maxMany   = 100 // entries in one request
	maxFiles  = 6
	maxSize   = 10 << 20
	maxPeople = 1000
)

// Named is a thing of the pack with its names.
type Named struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// Item is what points are given or taken for; Points to Most are tenths of a point with their sign, caps tenths without one.
type Item struct {
	Named
	Minus      bool     `json:"minus"`
	Points     int64    `json:"points"`
	Most       int64    `json:"most"`
	CapEvent   int64    `json:"cap_event"`
	CapPeriod  int64    `json:"cap_period"`
	Period     string   `json:"period" enum:"month,quarter,year"`
	Evidence   []string `json:"evidence" nullable:"false"`
	Classes    []string `json:"classes" nullable:"false"`
	Recorders  []Named  `json:"recorders" nullable:"false"`
	Confirmers []Named  `json:"confirmers" nullable:"false"`
	Proposed   []Named  `json:"proposed" nullable:"false"` // by which records
}

// Class is a class of members with its base in tenths.
type Class struct {
	Named
	Base  int64 `json:"base"`
	Other bool  `json:"other"`
}

// Band is a result of the year: totals in tenths from Least up to, and without, Below. Low and High tell which ends are open.
type Band struct {
	Named
	Least int64  `json:"least"`
	Below int64  `json:"below"`
	First bool   `json:"first"`
	Last  bool   `json:"last"`
	Grade string `json:"grade" enum:"excellent,qualified,basic,unqualified"`
}

// FollowRule is what a result leads to.
type FollowRule struct {
	Named
	Kind   string   `json:"kind" enum:"honour,talk,help"`
	Bands  []string `json:"bands" nullable:"false"`
	Grades []string `json:"grades" nullable:"false"`
	Posts  []Named  `json:"posts" nullable:"false"`
	Days   int      `json:"days"`
}

// Scheme is a version of the county's rule. CapTotal is 0 without a cap; PostingDays are working days.
type Scheme struct {
	Named
	From        kernel.Day   `json:"from"`
	To          kernel.Day   `json:"to"`
	Source      string       `json:"source"`
	CapTotal    int64        `json:"cap_total"`
	PostingDays int          `json:"posting_days"`
	MinusInside bool         `json:"minus_inside"`
	Classes     []Class      `json:"classes" nullable:"false"`
	Items       []Item       `json:"items" nullable:"false"`
	Bands       []Band       `json:"bands" nullable:"false"`
	Follows     []FollowRule `json:"follows" nullable:"false"`
}

// Year is the year of a branch. Counts has its entries by where they stand.
type Year struct {
	ID          kernel.ID        `json:"id"`
	Rev         int64            `json:"rev"`
	Branch      body.Ref         `json:"branch"`
	Path        string           `json:"path"`
	Year        int              `json:"year"`
	From        kernel.Day       `json:"from"`
	To          kernel.Day       `json:"to"`
	Scheme      Named            `json:"scheme"`
	State       string           `json:"state" enum:"open,tally,meeting,graded,filed,closed"`
	Counts      map[string]int64 `json:"counts"`
	Members     int64            `json:"members"`
	TallyDay    kernel.Day       `json:"tally_day"`
	MeetingDay  kernel.Day       `json:"meeting_day"`
	Should      int              `json:"should"`
	Present     int              `json:"present"`
	MeetingNote string           `json:"meeting_note"`
	GradedDay   kernel.Day       `json:"graded_day"`
	GradedBy    string           `json:"graded_by"`
	FiledDay    kernel.Day       `json:"filed_day"`
	FiledBy     string           `json:"filed_by"`
	BackReason  string           `json:"back_reason"`
	ClosedDay   kernel.Day       `json:"closed_day"`
}

// YearDetail is a year with its rule and what the actor may do. MayExcellent is how many of Reviewed may be excellent.
type YearDetail struct {
	Year
	Rule         Scheme    `json:"rule"`
	Postings     []Posting `json:"postings" nullable:"false"`
	Follows      []Follow  `json:"follows" nullable:"false"`
	Reviewed     int64     `json:"reviewed"`
	MayExcellent int64     `json:"may_excellent"`
	MayRecord    bool      `json:"may_record"`
	MayConfirm   bool      `json:"may_confirm"`
	MayYear      bool      `json:"may_year"`
	MayFile      bool      `json:"may_file"`
}

// Account is a member in a year. Total is in tenths: of the ledger while the year is open, as the tally fixed it afterwards. Waiting
// is what is confirmed or posted and has not taken effect.
type Account struct {
	ID       kernel.ID `json:"id"`
	Rev      int64     `json:"rev"`
	YearID   kernel.ID `json:"year_id"`
	Year     int       `json:"year"`
	Branch   body.Ref  `json:"branch"`
	Person   body.Ref  `json:"person"`
	Class    Named     `json:"class"`
	Base     int64     `json:"base"`
	Total    int64     `json:"total"`
	Waiting  int64     `json:"waiting"`
	Tallied  bool      `json:"tallied"`
	Reviewed bool      `json:"reviewed"`
	Band     Named     `json:"band"`
	Proposed string    `json:"proposed" enum:",excellent,qualified,basic,unqualified"`
	Grade    string    `json:"grade" enum:",excellent,qualified,basic,unqualified"`
	Reason   string    `json:"reason"`
}

// Entry is a deed with its points, in tenths, and where it stands. The flags tell what the actor may do with it.
type Entry struct {
	ID          kernel.ID  `json:"id"`
	Rev         int64      `json:"rev"`
	YearID      kernel.ID  `json:"year_id"`
	AccountID   kernel.ID  `json:"account_id"`
	Person      body.Ref   `json:"person"`
	Item        Named      `json:"item"`
	Points      int64      `json:"points"`
	Day         kernel.Day `json:"day"`
	Text        string     `json:"text"`
	State       string     `json:"state" enum:"draft,review,confirmed,posted,objected,recheck,effective,withdrawn"`
	Proposed    string     `json:"proposed"` // the rule that proposed it; empty: a person did
	RecordKind  string     `json:"record_kind" enum:",visit,case,activity"`
	RecordID    kernel.ID  `json:"record_id"`
	Files       int        `json:"files"`
	At          int64      `json:"at"`
	By          string     `json:"by"`
	ReviewBy    string     `json:"review_by"`
	ConfirmBy   string     `json:"confirm_by"`
	PostedDay   kernel.Day `json:"posted_day"`
	EffectDay   kernel.Day `json:"effect_day"`
	ReversesID  kernel.ID  `json:"reverses_id"`
	MayReview   bool       `json:"may_review"`
	MayConfirm  bool       `json:"may_confirm"`
	MayWithdraw bool       `json:"may_withdraw"`
	MayObject   bool       `json:"may_object"`
	MayRecheck  bool       `json:"may_recheck"`
	MayDecide   bool       `json:"may_decide"`
	MayReverse  bool       `json:"may_reverse"`
}

// Step is something that was done with an entry.
type Step struct {
	Kind string `json:"kind"`
	At   int64  `json:"at"`
	By   string `json:"by"`
	Text string `json:"text"`
}

// File is a photo or document beside an entry.
type File struct {
	ID     kernel.ID `json:"id"`
	Name   string    `json:"name"`
	Mime   string    `json:"mime"`
	Bytes  int64     `json:"bytes"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Medium string    `json:"medium"`
}

// Movement is a transaction of the ledger that came of an entry.
type Movement struct {
	ID     kernel.ID  `json:"id"`
	Day    kernel.Day `json:"day"`
	At     int64      `json:"at"`
	Amount int64      `json:"amount"`
	Phase  string     `json:"phase"`
}

// EntryDetail is an entry with its evidence, its steps, and what moved.
type EntryDetail struct {
	Entry
	Branch      body.Ref   `json:"branch"`
	Class       Named      `json:"class"`
	Rule        Item       `json:"rule"`
	RecordTitle string     `json:"record_title"` // of the record out of which it came, where the actor sees it
	RecordDay   kernel.Day `json:"record_day"`
	FileList    []File     `json:"file_list" nullable:"false"`
	Steps       []Step     `json:"steps" nullable:"false"`
	Movements   []Movement `json:"movements" nullable:"false"`
}

// Line is a movement of a member's account with the deed that it came of; Balance is what there was after it.
type Line struct {
	ID      kernel.ID  `json:"id"`
	Day     kernel.Day `json:"day"`
	At      int64      `json:"at"`
	Kind    string     `json:"kind"` // base, plus, minus, reversal or join
	Amount  int64      `json:"amount"`
	Balance int64      `json:"balance"`
	Entry   *Entry     `json:"entry"`
}

// AccountDetail is a member's account: each movement with its reason, the newest first, and what is on its way.
type AccountDetail struct {
	Account
	State   string  `json:"state" enum:"open,tally,meeting,graded,filed,closed"`
	Lines   []Line  `json:"lines" nullable:"false"`
	Pending []Entry `json:"pending" nullable:"false"`
	Items   []Item  `json:"items" nullable:"false"` // that members of the class can have
}

// Posting is what hangs on the board of a branch; it takes effect on EffectDay. Code leads to the page that checks a poster.
type Posting struct {
	ID        kernel.ID  `json:"id"`
	YearID    kernel.ID  `json:"year_id"`
	Day       kernel.Day `json:"day"`
	EffectDay kernel.Day `json:"effect_day"`
	Lines     int        `json:"lines"`
	Code      string     `json:"code"`
	By        string     `json:"by"`
}

// Follow is what the result of a year leads to: for Owner until Due.
type Follow struct {
	ID      kernel.ID  `json:"id"`
	Rev     int64      `json:"rev"`
	YearID  kernel.ID  `json:"year_id"`
	Year    int        `json:"year"`
	Person  body.Ref   `json:"person"`
	Rule    Named      `json:"rule"`
	Kind    string     `json:"kind" enum:"honour,talk,help"`
	OwnerID kernel.ID  `json:"owner_id"`
	Owner   string     `json:"owner"`
	Due     kernel.Day `json:"due"`
	Done    kernel.Day `json:"done"`
	Note    string     `json:"note"`
	Late    bool       `json:"late"`
}

// NewEntry is a deed as it is entered. Points are tenths without a sign; 0: what the item gives. A draft waits to be taken up.
type NewEntry struct {
	YearID    kernel.ID  `json:"year_id"`
	PersonID  kernel.ID  `json:"person_id"`
	Item      string     `json:"item" maxLength:"40"`
	Points    int64      `json:"points" required:"false" minimum:"0"`
	Day       kernel.Day `json:"day"`
	Text      string     `json:"text" maxLength:"500"`
	Draft     bool       `json:"draft" required:"false"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// OwnEntry is a deed that a member proposes for their own account in a year.
type OwnEntry struct {
	AccountID kernel.ID  `json:"account_id"`
	Item      string     `json:"item" maxLength:"40"`
	Points    int64      `json:"points" required:"false" minimum:"0"`
	Day       kernel.Day `json:"day"`
	Text      string     `json:"text" maxLength:"500"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// Act is a step on some entries at once. Reason is asked for withdrawing.
type Act struct {
	Act    string      `json:"act" enum:"review,confirm,withdraw"`
	IDs    []kernel.ID `json:"ids" minItems:"1" maxItems:"100"`
	Reason string      `json:"reason" required:"false" maxLength:"300"`
}

// Refused is an entry on which a step was not taken, and why: a code as of an error, with what it says.
type Refused struct {
	ID   kernel.ID         `json:"id"`
	Code string            `json:"code"`
	Args map[string]string `json:"args"`
}

// Acted is what came of a step on some entries: each is taken or refused by itself.
type Acted struct {
	Done    []Entry   `json:"done" nullable:"false"`
	Refused []Refused `json:"refused" nullable:"false"`
}

// NewMeeting is what the members' meeting recorded.
type NewMeeting struct {
	Rev     int64      `json:"rev"`
	Day     kernel.Day `json:"day"`
	Should  int        `json:"should" minimum:"1"`
	Present int        `json:"present" minimum:"0"`
	Note    string     `json:"note" maxLength:"500"`
}

// NewGrade is the grade of a member; Reason is asked where it is not the proposed one.
type NewGrade struct {
	AccountID kernel.ID `json:"account_id"`
	Grade     string    `json:"grade" enum:"excellent,qualified,basic,unqualified"`
	Reason    string    `json:"reason" required:"false" maxLength:"300"`
}

// EntryFilter narrows a list of entries of one year.
type EntryFilter struct {
	Year    kernel.ID
	Account kernel.ID
	State   string
}
