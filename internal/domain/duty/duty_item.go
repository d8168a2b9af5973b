package duty

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// Item is an item as lists show it. Days counts from today to the day it is due; negative when that is past.
type Item struct {
	ID         kernel.ID         `json:"id"`
	Rev        int64             `json:"rev"`
	ListID     kernel.ID         `json:"list_id"`
	ListTitle  string            `json:"list_title"`
	ParentID   kernel.ID         `json:"parent_id"`
	No         string            `json:"no"` // 2.1.3; empty outside lists
	Depth      int               `json:"depth"`
	Children   int               `json:"children"`
	Type       string            `json:"type"`
	Cycle      string            `json:"cycle"`
	Title      string            `json:"title"`
	Text       string            `json:"text"`
	Place      place.Ref         `json:"place"`
	Path       string            `json:"path"`
	Owner      Owner             `json:"owner"`
	Target     *Named            `json:"target"`
	From       kernel.Day        `json:"from"`
	Due        kernel.Day        `json:"due"`
	Days       int               `json:"days"`
	Weight     int               `json:"weight"`
	Progress   int               `json:"progress"` // per mille
	State      string            `json:"state" enum:"registered,assigned,accepted,doing,reported,returned,passed,closed,withdrawn"`
	Open       bool              `json:"open"`
	Light      string            `json:"light" enum:",green,blue,amber,red"`
	Note       string            `json:"note"`
	Fields     map[string]string `json:"fields" nullable:"false"`
	ReportedBy string            `json:"reported_by"`
	Done       kernel.Day        `json:"done"`
	Reopened   int               `json:"reopened"`
	Urges      int               `json:"urges"`
	Urged      kernel.Day        `json:"urged"`
	Extensions int               `json:"extensions"`
	ExtendTo   kernel.Day        `json:"extend_to"`
	ExtendWhy  string            `json:"extend_why"`
	Evidence   int               `json:"evidence"`
	MetBy      string            `json:"met_by"`
}

// ItemDetail is an item with what stands above it, what proves it, its orders, what happened, and what the actor may do.
type ItemDetail struct {
	Item
	Above        []Named       `json:"above" nullable:"false"`
	EvidenceList []Evidence    `json:"evidence_list" nullable:"false"`
	Orders       []Order       `json:"orders" nullable:"false"`
	Timeline     []TimelineRow `json:"timeline" nullable:"false"`
	Steps        []string      `json:"steps" nullable:"false"`
}

// Evidence is what shows that an item was done. URL is empty for a record of another room.
type Evidence struct {
	ID     kernel.ID `json:"id"`
	Kind   string    `json:"kind" enum:"photo,document,record"`
	At     int64     `json:"at"`
	By     string    `json:"by"`
	Name   string    `json:"name"`
	Mime   string    `json:"mime"`
	Bytes  int64     `json:"bytes"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Table  string    `json:"record_table"`
	Record kernel.ID `json:"record_id"`
}

// TimelineRow is something that happened to an item.
type TimelineRow struct {
	At       int64  `json:"at"`
	Actor    string `json:"actor"`
	Action   string `json:"action"`
	State    string `json:"state"`
	Progress string `json:"progress"`
	Due      string `json:"due"`
	Note     string `json:"note"`
	To       string `json:"to"`
}

// NewItem says what somebody shall owe. Without an owner the item waits to be assigned. BodyID and PlaceID say where a post is
// held. Cycle makes the item recur: it then opens once in each cycle until the list ends.
type NewItem struct {
	ListID    kernel.ID         `json:"list_id"`
	ParentID  kernel.ID         `json:"parent_id" required:"false"`
	Title     string            `json:"title" maxLength:"120"`
	Text      string            `json:"text" required:"false" maxLength:"2000"`
	PersonID  kernel.ID         `json:"person_id" required:"false"`
	Post      string            `json:"post" required:"false" maxLength:"40"`
	BodyID    kernel.ID         `json:"body_id" required:"false"`
	PlaceID   kernel.ID         `json:"place_id" required:"false"`
	From      kernel.Day        `json:"from" required:"false"`
	Due       kernel.Day        `json:"due"`
	Weight    int               `json:"weight" required:"false" minimum:"0" maximum:"1000"`
	Fields    map[string]string `json:"fields" required:"false"`
	Every     string            `json:"every" required:"false" enum:",day,week,month,quarter,year"`
	Holiday   string            `json:"holiday" required:"false" enum:",keep,before,after,skip"`
	ClientKey string            `json:"client_key" required:"false" maxLength:"100"`
}

// The steps that somebody may take on an item, and on a list.
const (
	StepAssign    = "assign"
	StepAccept    = "accept"
	StepBreakDown = "break_down"
	StepReport    = "report"   // progress, or that it is done
	StepAskExtend = "extend"   // asks for a later day
	StepExtend    = "put_off"  // grants it
	StepRefuse    = "keep_day" // does not
	StepPass      = "pass"     // the review finds it done
	StepReturn    = "return"   // the review sends it back
	StepClose     = "close"    // writes it off
	StepReopen    = "reopen"   // takes it up again
	StepWithdraw  = "withdraw" // it is no longer owed
	StepUrge      = "urge"     //
	StepOrder     = "order"    //
	StepAdd       = "add"      // an item of the first step
	StepSign      = "sign"     //
	StepEnd       = "end"      // the list
	StepReceive   = "receive"  // an order
	StepBack      = "back"     // reports back on an order
	StepSettle    = "settle"   // verifies an order and closes it
	StepReissue   = "reissue"  // verifies it and issues it anew
	StepEvidence  = "evidence" //
)

// Act asks for a step on an item. Rev is the revision that the actor saw. Progress is the per mille that a report tells; Done
// says that with it the item is done.
type Act struct {
	Step      string
	Rev       int64
	Note      string
	Progress  int
	Done      bool
	Due       kernel.Day
	PersonID  kernel.ID
	Post      string
	BodyID    kernel.ID
	PlaceID   kernel.ID
	ClientKey string
}

// Order is an order of supervision about an item.
type Order struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	Item       Named      `json:"item"`
	AfterID    kernel.ID  `json:"after_id"`
	Text       string     `json:"text"`
	Due        kernel.Day `json:"due"`
	State      string     `json:"state" enum:"issued,received,reported,closed,reissued"`
	Open       bool       `json:"open"`
	Light      string     `json:"light" enum:",green,blue,red"`
	Issuer     string     `json:"issuer"`
	Issued     kernel.Day `json:"issued"`
	Receiver   string     `json:"receiver"`
	Received   kernel.Day `json:"received"`
	Report     string     `json:"report"`
	ReportedBy string     `json:"reported_by"`
	Reported   kernel.Day `json:"reported"`
	Verifier   string     `json:"verifier"`
	Verified   kernel.Day `json:"verified"`
	Verdict    string     `json:"verdict"`
	Urges      int        `json:"urges"`
	Steps      []string   `json:"steps" nullable:"false"`
}

// OrderOwed is an order that waits for its receiver, with the item that it is about.
type OrderOwed struct {
	Order Order
	Item  Item
}

// The states of an order.
const (
	OrderIssued   = "issued"
	OrderReceived = "received"
	OrderReported = "reported"
	OrderClosed   = "closed"
	OrderReissued = "reissued"
)

// OrderAct asks for a step on an order.
type OrderAct struct {
	Step string
	Rev  int64
	Note string
	Due  kernel.Day
}

// The work lists of items.
const (
	BoxMine = "mine" // what I owe: in person, by a post, or as one of a unit
	BoxUnit = "unit" // all in my places and units
	BoxLate = "late"
	BoxWait = "wait" // reported: waits for review
)

// ItemFilter narrows a list of items. From and To bound the day an item is due.
type ItemFilter struct {
	Box      string
	Place    kernel.ID
	Unit     kernel.ID // that owes it
	List     kernel.ID
	Type     string
	Light    string      // open ones that are counted with it
	From, To kernel.Day  // due on these days
	Done     kernel.Span // written off on these days
}

// Lights counts open items by the light with which they are counted.
type Lights struct {
	Red   int64 `json:"red"`
	Amber int64 `json:"amber"`
	Blue  int64 `json:"blue"`
	Green int64 `json:"green"`
}

// Stand is how the items of lists and duties in a place stand: by light, and how many more fall due by the end of the week.
type Stand struct {
	Lights
	Week int64
}

// Summary is the sentence above the items.
type Summary struct {
	Open     int64 `json:"open"`
	Late     int64 `json:"late"`
	Week     int64 `json:"week"` // due within this week, not late
	Waiting  int64 `json:"waiting"`
	Mine     int64 `json:"mine"`
	MineLate int64 `json:"mine_late"`
	DoneWeek int64 `json:"done_week"`
	Notices  int   `json:"notices"`
	Lights
}
