// Package bulletin writes papers out of figures (requirement K2): weekly sheets, monthly bulletins and the like, as the pack says what
// stands in them, in the layout of GB/T 9704-2012.
//
// Most are about a place and a period; some are about one record (an order of supervision, what a body did: see docs/adr/0054).
//
// A paper is drafted whole from the records: nobody types a figure. Somebody reads it over and may change the words; the figures
// stand in them as they are. Issued, it has a number in the register of its place and year, and is kept with its hash and with what
// each figure rests on. See docs/adr/0050.
//
// Tables: t_bulletin, t_bulletin_run.
package bulletin

import (
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList  = "bulletin.list"
	PermMake  = "bulletin.make"
	PermIssue = "bulletin.issue"
)

// The states of a paper.
const (
	Draft     = "draft"
	Issued    = "issued"
	Withdrawn = "withdrawn"
)

// The states of a run that writes many papers.
const (
	Running   = "running"
	Done      = "done"
	Cancelled = "cancelled"
)

// The limits of what people may enter.
const (
	maxText   = 5000
	maxTitle  = 200
	maxReason = 500
	maxNote   = 200
)

// PaperKind is a kind of paper of the pack.
type PaperKind struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	NameEN string       `json:"name_en"`
	Level  kernel.Level `json:"level"`  // 0 where it is about a record
	Period string       `json:"period"` // empty where it is about a record
	About  string       `json:"about" enum:",duty_order,activity"`
	Source string       `json:"source"`
}

// Paper is a paper in a list.
type Paper struct {
	ID      kernel.ID  `json:"id"`
	Rev     int64      `json:"rev"`
	Kind    string     `json:"kind"`
	Name    string     `json:"name"`
	NameEN  string     `json:"name_en"`
	Place   place.Ref  `json:"place"`
	About   string     `json:"about" enum:",duty_order,activity"` // the kind of record it is about; empty: a period
	AboutID kernel.ID  `json:"about_id"`
	Period  string     `json:"period"`
	From    kernel.Day `json:"from"` // of a record: its day
	To      kernel.Day `json:"to"`
	State   string     `json:"state" enum:"draft,issued,withdrawn"`
	Title   string     `json:"title"`
	Number  string     `json:"number"` // 发文字号, from its issue on
	Turn    int        `json:"turn"`   // which paper of this period it is: the second corrects the first
	MadeAt  int64      `json:"made_at"`
	MadeBy  string     `json:"made_by"`
	Day     kernel.Day `json:"day"` // of issue
	Issuer  string     `json:"issued_by"`
	Why     string     `json:"reason"` // of withdrawal
	RulesNo int        `json:"rules_no"`
	Journal int64      `json:"journal_no"`
	Hash    string     `json:"hash"`
}

// PaperDetail is a paper with what stands in it. Same tells that it still has its hash, and that each figure works out of what it rests on
// to the same bytes. May says what the asker may do with it.
type PaperDetail struct {
	Paper
	PaperContent
	Same  bool        `json:"same"`
	May   []string    `json:"may" nullable:"false"`
	Fonts []PaperFont `json:"fonts" nullable:"false"`
}

// PaperFont is the typeface of a part of a paper, and what is taken where a machine lacks it.
type PaperFont struct {
	Part    string `json:"part" enum:"mark,body,head,sub,number"`
	Name    string `json:"name"`
	Instead string `json:"instead"`
}

// PaperContent is what a paper says. Its JSON is what is hashed, so fields are never put in another order.
type PaperContent struct {
	Mark    string        `json:"issuer"`
	Heading string        `json:"heading"`
	ToWhom  string        `json:"to_whom"`
	CopyTo  string        `json:"copy_to"`
	Signed  string        `json:"signed"`
	Blocks  []PaperBlock  `json:"blocks" nullable:"false"`
	Figures []PaperFigure `json:"figures" nullable:"false"`
}

// PaperBlock is one thing of a paper. In Text, [[3]] stands for figure 3.
type PaperBlock struct {
	Kind    string        `json:"kind" enum:"heading,text,table,chart"`
	Text    string        `json:"text"`
	Level   int           `json:"level"`
	Caption string        `json:"caption"`
	Head    []string      `json:"head"`
	Rows    [][]PaperCell `json:"rows"`
	Bars    []PaperBar    `json:"bars"`
}

// PaperCell is one field of a table; Figure is 0 where it has words.
type PaperCell struct {
	Text   string `json:"text"`
	Figure int    `json:"figure"`
}

// PaperBar is one bar of a chart; Part is its length in thousandths of the longest.
type PaperBar struct {
	Name   string `json:"name"`
	Figure int    `json:"figure"`
	Part   int    `json:"part"`
	Light  string `json:"light"`
}

// PaperFigure is a number of a paper with what it rests on. About says what is told of it: "" itself, before, change, target, red. Basis is
// nil where it is a number of records (List, Query) and no indicator or measure, or a fact of a record (List names its room, Query its page). Group names the table or chart in which it stands.
type PaperFigure struct {
	No        int               `json:"no"`
	Name      string            `json:"name"`
	Text      string            `json:"text"`
	About     string            `json:"about"`
	Group     string            `json:"group"`
	Place     place.Ref         `json:"place"`
	Indicator string            `json:"indicator"`
	List      string            `json:"list"`
	Query     map[string]string `json:"query"`
	Basis     *indicator.Basis  `json:"basis"`
	Note      string            `json:"note"` // what a person says of the number; the number stays
}

// AboutRecords are the papers about some records, the oldest first, and of which of these the asker may write one.
type AboutRecords struct {
	Items []Paper     `json:"items" nullable:"false"`
	May   []kernel.ID `json:"may" nullable:"false"`
}

// NewPaper names the paper to be written: of a kind, for a place, for the period in which a day lies (empty: the last that is over); or of
// a kind, about a record.
type NewPaper struct {
	Kind    string     `json:"kind" maxLength:"40"`
	PlaceID kernel.ID  `json:"place_id" required:"false"`
	Day     kernel.Day `json:"day" required:"false"`
	AboutID kernel.ID  `json:"about_id" required:"false"`
}

// PaperWords are what a person may change of a draft. Texts go by the number of their block; figures stay in them, and may be annotated.
type PaperWords struct {
	Rev    int64       `json:"rev"`
	Title  string      `json:"title" maxLength:"200"`
	To     string      `json:"to_whom" maxLength:"500"`
	CopyTo string      `json:"copy_to" maxLength:"500"`
	Texts  []PaperText `json:"texts" maxItems:"200"`
	Notes  []PaperNote `json:"notes" required:"false" maxItems:"200"`
}

// PaperNote annotates a figure, which itself stays as it is; an empty text takes the note away.
type PaperNote struct {
	Figure int    `json:"figure"`
	Text   string `json:"text" maxLength:"200"`
}

// PaperText is the new text of a block.
type PaperText struct {
	Block int    `json:"block"`
	Text  string `json:"text" maxLength:"5000"`
}

// NewPaperRun asks for the papers of a kind for all places of its level within a place.
type NewPaperRun struct {
	NewPaper
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}

// PaperRun is how far the writing of many papers is. Failed are places whose paper could not be written, with the reason's code.
type PaperRun struct {
	ID     kernel.ID     `json:"id"`
	Rev    int64         `json:"rev"`
	Kind   string        `json:"kind"`
	Name   string        `json:"name"`
	NameEN string        `json:"name_en"`
	Place  place.Ref     `json:"place"`
	From   kernel.Day    `json:"from"`
	To     kernel.Day    `json:"to"`
	State  string        `json:"state" enum:"running,done,cancelled"`
	Total  int           `json:"total"`
	Done   int           `json:"done"`
	Kept   int           `json:"kept"` // that were there already, issued or changed by somebody
	Failed []PaperFailed `json:"failed" nullable:"false"`
	At     int64         `json:"at"`
	By     string        `json:"by"`
}

// PaperFailed is a place without its paper, and why.
type PaperFailed struct {
	Place place.Ref `json:"place"`
	Code  string    `json:"code"`
}
