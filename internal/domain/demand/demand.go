// Package demand holds what offices demand of villages (requirement L5; 《关于防治"指尖上的形式主义"的若干意见》 and the notice on
// mobile government apps of 2026, domain.md 2.7): reports, materials, meetings, tasks, checks.
//
// A demand names its legal basis, its item of the township's duty list and its funds, or it is not sent; what the list keeps with a
// department is not demanded of a village. A field that the county already holds is not asked again, unless it is said why it must be
// checked. Each village counts what reached it in a week; beyond the county's cap nothing more is sent without somebody who answers
// for it. A village says what it thinks of a demand; a complaint or suggestion has an answer by a date, by somebody else than who sent it.
// Counted are demands and departments, never the people who answer.
//
// Tables: t_demand, t_demand_village.
package demand

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "demand.list"
	PermSend   = "demand.send"
	PermAllow  = "demand.allow"  // send beyond the cap
	PermAnswer = "demand.answer" // for a village
	PermJudge  = "demand.judge"  // answer complaints about demands
)

// The kinds of demands.
const (
	KindReport   = "report"
	KindMaterial = "material"
	KindMeeting  = "meeting"
	KindTask     = "task"
	KindCheck    = "check"
)

// The states of a demand at a village.
const (
	Open      = "open"
	Done      = "done"
	Withdrawn = "withdrawn"
)

// The states of what a village said about a demand.
const (
	SaidComplaint  = "complaint"
	SaidSuggestion = "suggestion"

	RulingUpheld   = "upheld" // the demand is taken back from the village
	RulingChanged  = "changed"
	RulingRejected = "rejected"
)

// The limits of what people may enter.
const (
	maxTitle  = 60
	maxText   = 1000
	maxBasis  = 200
	maxFields = 60
	maxField  = 40
	maxPlaces = 2000

	// replyDays is how long an answer to a complaint may take, in working days, where the pack has no parameter.
	replyKey, capKey = "demand_reply_days", "demand_cap"
)

// Kinds are the kinds of demands in their order.
var Kinds = []string{KindReport, KindMaterial, KindMeeting, KindTask, KindCheck}

// DemandField is something that a demand asks for. Held says where the county has it already; Why, why it is asked all the same.
type DemandField struct {
	Name string `json:"name"`
	Held string `json:"held"`
	Why  string `json:"why"`
}

// NewDemand asks for one. PlaceID is a village, or a place of which all villages are meant. Fen are the funds for each village;
// without any, Funds says why none are needed, else where they come from.
type NewDemand struct {
	ClientKey string           `json:"client_key" required:"false" maxLength:"100"`
	Kind      string           `json:"kind" enum:"report,material,meeting,task,check"`
	Title     string           `json:"title"`
	Text      string           `json:"text"`
	BodyID    kernel.ID        `json:"body_id"`
	PlaceID   kernel.ID        `json:"place_id"`
	Due       kernel.Day       `json:"due"`
	Basis     string           `json:"basis"`
	Item      string           `json:"item"`
	Fen       kernel.Fen       `json:"fen"`
	Funds     string           `json:"funds"`
	Fields    []NewDemandField `json:"fields" nullable:"false"`
	Beyond    string           `json:"beyond" required:"false"` // why it is sent beyond the cap
}

// NewDemandField is a field that is asked for; Why, where the county has it already.
type NewDemandField struct {
	Name string `json:"name"`
	Why  string `json:"why" required:"false"`
}

// DemandPreview is what a demand would do: how many villages it reaches, which fields the county holds already, and at which villages it
// would go beyond the cap.
type DemandPreview struct {
	Villages int            `json:"villages"`
	Fields   []DemandField  `json:"fields" nullable:"false"`
	Cap      int            `json:"cap"` // demands a village and week; 0: none is set
	Over     []DemandOver   `json:"over" nullable:"false"`
	Allow    bool           `json:"allow"` // the actor may send beyond the cap
	Already  []DemandBefore `json:"already" nullable:"false"`
}

// DemandOver is a village at which so many demands have come in the week.
type DemandOver struct {
	Place place.Ref `json:"place"`
	N     int       `json:"n"`
}

// DemandBefore is a demand of the last weeks that asked for some of the same.
type DemandBefore struct {
	ID     kernel.ID `json:"id"`
	Title  string    `json:"title"`
	Body   string    `json:"body"`
	Fields []string  `json:"fields" nullable:"false"`
}

// Demand is one as lists show it, with how many villages it reached and how they stand.
type Demand struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Kind      string     `json:"kind" enum:"report,material,meeting,task,check"`
	Title     string     `json:"title"`
	Body      string     `json:"body"`
	BodyID    kernel.ID  `json:"body_id"`
	Place     place.Ref  `json:"place"`
	Due       kernel.Day `json:"due"`
	At        int64      `json:"at"`
	By        string     `json:"by"`
	Fields    int        `json:"fields"`
	Held      int        `json:"held"`
	Villages  int        `json:"villages"`
	Withdrawn bool       `json:"withdrawn"`
}

// DemandDetail is a demand whole, with those of its villages that the actor sees.
type DemandDetail struct {
	Demand
	Text     string            `json:"text"`
	Basis    string            `json:"basis"`
	Item     string            `json:"item"`
	ItemName string            `json:"item_name"`
	Fen      kernel.Fen        `json:"fen"`
	Funds    string            `json:"funds"`
	Asked    []DemandField     `json:"asked" nullable:"false"`
	Beyond   string            `json:"beyond"`
	Why      string            `json:"why"` // it was withdrawn
	Rows     []DemandAtVillage `json:"rows" nullable:"false"`
	Next     string            `json:"next"`
	Mine     bool              `json:"mine"`  // the actor's unit sent it
	Judge    bool              `json:"judge"` // the actor may answer complaints about it
}

// DemandAtVillage is a demand as it reached a village. Rating, 1 to 5, is what the village thinks of it; 0: nothing.
type DemandAtVillage struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	DemandID kernel.ID  `json:"demand_id"`
	Title    string     `json:"title"`
	Kind     string     `json:"kind" enum:"report,material,meeting,task,check"`
	Body     string     `json:"body"`
	Place    place.Ref  `json:"place"`
	Due      kernel.Day `json:"due"`
	Late     bool       `json:"late"`
	State    string     `json:"state" enum:"open,done,withdrawn"`
	Answer   string     `json:"answer"`
	By       string     `json:"by"`
	Rating   int        `json:"rating"`
	Said     string     `json:"said" enum:",complaint,suggestion"`
	Words    string     `json:"words"`
	ReplyDue kernel.Day `json:"reply_due"`
	Ruling   string     `json:"ruling" enum:",upheld,changed,rejected"`
	Reply    string     `json:"reply"`
	ReplyBy  string     `json:"reply_by"`
	ReplyDay kernel.Day `json:"reply_day"`
	Answers  bool       `json:"answers"` // the actor may answer for the village
}

// Burden is what reached a village in a week: from whom, how many fields were asked and how many of those the county held.
type Burden struct {
	Place  place.Ref `json:"place"`
	N      int       `json:"n"`
	Over   bool      `json:"over"`
	Open   int       `json:"open"`
	Fields int       `json:"fields"`
	Held   int       `json:"held"`
	From   []string  `json:"from" nullable:"false"`
}

// Burdens is a week at a place.
type Burdens struct {
	From  kernel.Day `json:"from"`
	To    kernel.Day `json:"to"`
	Cap   int        `json:"cap"`
	N     int        `json:"n"`
	Items []Burden   `json:"items" nullable:"false"`
}

// DemandSender is what an office demanded since the beginning of the year, beside how those it serves rated it.
type DemandSender struct {
	Body      string `json:"body"`
	N         int64  `json:"n"`
	Reached   int64  `json:"reached"` // villages, each time
	Fields    int64  `json:"fields"`
	Held      int64  `json:"held"`
	Beyond    int64  `json:"beyond"` // sent beyond the cap
	Said      int64  `json:"said"`   // complaints and suggestions
	Upheld    int64  `json:"upheld"`
	LateReply int64  `json:"late_reply"` // answered after their day
	Ratings   int64  `json:"ratings"`    // by villages, of its demands
	Mean      string `json:"mean"`       // of those, with one decimal; empty below 5
	Served    int64  `json:"served"`     // ratings of the cases it handled
	Pleased   string `json:"pleased"`    // per cent, empty where too few answered
}

// Filter narrows the list of demands at villages.
type Filter struct {
	Place kernel.ID
	State string // open, done, withdrawn; said: a complaint waits for its answer; empty: all
	Came  kernel.Span
}
