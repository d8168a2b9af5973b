// Package privacy carries what the law asks of whoever holds personal data (个人信息保护法 art. 17, 19, 44-51; 网络数据安全管理
// 条例): the catalogue of personal fields with purpose, ground and period; the notices that residents read; what is held on a
// person and who looked at it, for the person themselves; their requests with a clock; and the nightly removal of what is no
// longer needed. The rules are the pack's (packs/base/privacy.yaml).
//
// Tables: t_privacy_request, t_privacy_removal.
package privacy

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList    = "privacy.list"
	PermCounter = "privacy.counter"
	PermRequest = "privacy.request"
)

// State is where a request stands.
type State string

// The states of a request.
const (
	Received State = "received"
	InWork   State = "in_work"
	Answered State = "answered"
	Refused  State = "refused"
)

// Who may ask: the person, or a near relative of one who has died (art. 49).
const (
	BySelf     = "self"
	ByRelative = "relative"
)

const (
	maxText = 1000
	maxName = 40
)

// Field is a line of the catalogue. Due counts the records whose period has run out and that the next removal empties.
type Field struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	NameEN       string     `json:"name_en"`
	Table        string     `json:"table"`
	Column       string     `json:"column"`
	Module       string     `json:"module"`
	ModuleName   string     `json:"module_name"`
	ModuleNameEN string     `json:"module_name_en"`
	Purpose      string     `json:"purpose"`
	PurposeEN    string     `json:"purpose_en"`
	Basis        string     `json:"basis"`
	BasisEN      string     `json:"basis_en"`
	Sensitive    bool       `json:"sensitive"`
	KeepMonths   int        `json:"keep_months"`
	After        string     `json:"after" enum:",case_closed,merged,answered,left,added"`
	Uncertain    bool       `json:"uncertain"`
	Reveal       string     `json:"reveal"`
	From         kernel.Day `json:"from"`
	Source       string     `json:"source"`
	Due          int        `json:"due"`
}

// Removal is what one night emptied of one field: how many records, by which period; never whose.
type Removal struct {
	At      int64      `json:"at"`
	Field   string     `json:"field"`
	Name    string     `json:"name"`
	NameEN  string     `json:"name_en"`
	Months  int        `json:"months"`
	Before  kernel.Day `json:"before"` // what ended before this day was emptied
	Records int        `json:"records"`
}

// Kind is a kind of request in force today.
type Kind struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	NameEN    string `json:"name_en"`
	Days      int    `json:"days"`
	Article   string `json:"article"`
	ArticleEN string `json:"article_en"`
	Relatives bool   `json:"relatives"`
}

// Request is what somebody asked about their own data. Names and numbers of who asks are masked; Light follows from Due.
type Request struct {
	ID           kernel.ID `json:"id"`
	Rev          int64     `json:"rev"`
	No           string    `json:"no"`
	Kind         string    `json:"kind"`
	KindName     string    `json:"kind_name"`
	KindNameEN   string    `json:"kind_name_en"`
	PersonID     kernel.ID `json:"person_id"`
	PersonName   string    `json:"person_name"`
	Place        place.Ref `json:"place"`
	AskedBy      string    `json:"asked_by" enum:"self,relative"`
	AskerName    string    `json:"asker_name"`
	AskerPhone   string    `json:"asker_phone"`
	Proof        string    `json:"proof"`
	Text         string    `json:"text"`
	Received     string    `json:"received" format:"date"`
	Due          int64     `json:"due"`
	WorkdaysLeft int       `json:"workdays_left"`
	Light        string    `json:"light" enum:",green,blue,amber,red"`
	State        State     `json:"state" enum:"received,in_work,answered,refused"`
	Open         bool      `json:"open"`
	Handler      string    `json:"handler"`
	Answer       string    `json:"answer"`
	Article      string    `json:"article"`
	AnsweredAt   int64     `json:"answered_at"`
	Late         bool      `json:"late"` // answered after it was due
}

// NewRequest is what somebody asks. Received is today when empty; Proof says how identity was checked.
type NewRequest struct {
	Kind       string     `json:"kind" maxLength:"40"`
	PersonID   kernel.ID  `json:"person_id"`
	AskedBy    string     `json:"asked_by" enum:"self,relative"`
	AskerName  string     `json:"asker_name" required:"false" maxLength:"40"`
	AskerPhone string     `json:"asker_phone" required:"false" maxLength:"30"`
	Proof      string     `json:"proof" maxLength:"200"`
	Text       string     `json:"text" maxLength:"1000"`
	Received   kernel.Day `json:"received" required:"false"`
	ClientKey  string     `json:"client_key" required:"false" maxLength:"100"`
}

// Reply ends a request. A refusal names the article that allows it (art. 50).
type Reply struct {
	Rev     int64  `json:"rev"`
	Answer  string `json:"answer" maxLength:"1000"`
	Article string `json:"article" required:"false" maxLength:"200"`
}

// RequestFilter narrows a list of requests; Open is nil for both.
type RequestFilter struct {
	Place kernel.ID
	Kind  string
	Open  *bool
}

// RequestSummary is the sentence above the list.
type RequestSummary struct {
	Open    int `json:"open"`
	Overdue int `json:"overdue"`
	InTime  int `json:"in_time"` // answered in time, of all answered
	Late    int `json:"late"`
}

// Asked says why somebody looks at what is held on a person: how identity was checked, and for what.
type Asked struct {
	Identity string `json:"identity" maxLength:"200"`
	Reason   string `json:"reason" maxLength:"500"`
}

// Held is what is held on a person across all rooms, as far as the officer at the counter may see it, and who looked at it.
type Held struct {
	PersonID kernel.ID `json:"person_id"`
	Name     string    `json:"name"`
	At       int64     `json:"at"`
	Officer  string    `json:"officer"`
	Sections []Section `json:"sections" nullable:"false"`
	Looks    []Look    `json:"looks" nullable:"false"`
}

// Section is one kind of record. Key and Columns have their words in the front end; of a table that only the
// catalogue knows they are its fields.
type Section struct {
	Key     string     `json:"key"`
	Columns []string   `json:"columns" nullable:"false"`
	Rows    [][]string `json:"rows" nullable:"false"`
}

// Look is one look at personal data that stands in the journal.
type Look struct {
	At     int64  `json:"at"`
	No     int64  `json:"no"`
	Name   string `json:"name"`
	Posts  string `json:"posts"` // held on that day
	What   string `json:"what"`
	Action string `json:"action"`
	Reason string `json:"reason"`
}

// Revealed is who asks, in clear.
type Revealed struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}
