// Package quality looks for what cannot be right in the records, or is probably not, and says how to mend it (requirement K3: figures that
// can be trusted rest on records that can). Its checks are shipped with the program (rules_….go says them in words, store_….go asks for
// them): each night, and when somebody asks, they are run, and what they find is kept, so that a page shows it at once. What was mended is
// gone at the next run. Nothing is corrected by itself: a wrong record points at somebody who knows better.
//
// Findings lie where their records lie and are seen by whoever may see both findings and such records there; their number at each place is
// kept in the counters (quality.CHECK). A finding names its record and never says what is in it: names are read when it is shown.
//
// Tables: t_quality_finding (derived: made anew by each run), t_quality_run.
package quality

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room. What a check finds is seen only by who also has the check's own permission there.
const (
	PermList = "quality.list"
	PermRun  = "quality.run"
)

// How sure it is that something is wrong.
const (
	Wrong  = "wrong"  // it cannot be as it stands
	Likely = "likely" // most probably not
	Look   = "look"   // may be right; somebody should look
)

// What checks look at, in the order of the page.
const (
	AboutPlace     = "place"
	AboutPost      = "post"
	AboutBody      = "body"
	AboutPerson    = "person"
	AboutHousehold = "household"
	AboutCase      = "case"
	AboutVisit     = "visit"
	AboutDuty      = "duty"
	AboutPoints    = "points"
	AboutKeep      = "keep"
)

// Where a run stands.
const (
	Running = "running"
	Done    = "done"
	Failed  = "failed"
)

// DataCheck is a check of the catalogue. Kind is the record that its findings lead to. Shows says what the number and the day of a finding
// mean, with {n} and {day}; it is empty where the finding says enough.
type DataCheck struct {
	ID       string `json:"id"`
	About    string `json:"about" enum:"place,post,body,person,household,case,visit,duty,points,keep"`
	Severity string `json:"severity" enum:"wrong,likely,look"`
	Perm     string `json:"permission"`
	Kind     string `json:"kind"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en"`
	Why      string `json:"why"`
	WhyEN    string `json:"why_en"`
	Mend     string `json:"mend"`
	MendEN   string `json:"mend_en"`
	Shows    string `json:"shows"`
	ShowsEN  string `json:"shows_en"`
}

// DataCount is a check with how much it found in a place.
type DataCount struct {
	DataCheck
	N int64 `json:"n"`
}

// DataPlace is a place below with what was found there.
type DataPlace struct {
	Place  place.Ref `json:"place"`
	Wrong  int64     `json:"wrong"`
	Likely int64     `json:"likely"`
	Look   int64     `json:"look"`
}

// DataBoard is what was found in a place. Last is the newest run that looked at all of it, Run the one that is on its way.
type DataBoard struct {
	Place  *place.Ref  `json:"place"`
	Checks []DataCount `json:"checks" nullable:"false"`
	Below  []DataPlace `json:"below" nullable:"false"`
	Last   *DataRun    `json:"last"`
	Run    *DataRun    `json:"run"`
}

// DataFinding is one thing that is amiss: the record of a kind, where it lies, since when it was found. N and Day are what Shows tells.
type DataFinding struct {
	ID       kernel.ID  `json:"id"`
	Kind     string     `json:"kind"`
	RecordID kernel.ID  `json:"record_id"`
	Name     string     `json:"name"`
	Path     string     `json:"path"`
	N        int64      `json:"n"`
	Day      kernel.Day `json:"day"`
	Since    kernel.Day `json:"since"`
}

// DataRun is one run of the checks over a place and all below it.
type DataRun struct {
	ID    kernel.ID `json:"id"`
	Place place.Ref `json:"place"`
	State string    `json:"state" enum:"running,done,failed"`
	Total int       `json:"total"`
	Done  int       `json:"done"`
	Found int       `json:"found"`
	New   int       `json:"new"`
	Gone  int       `json:"gone"`
	At    int64     `json:"at"`
	Ended int64     `json:"ended"`
	By    string    `json:"by"`
}

// NewDataRun asks for a run over a place; the county where none is named.
type NewDataRun struct {
	PlaceID   kernel.ID `json:"place_id"`
	ClientKey string    `json:"client_key" required:"false" maxLength:"100"`
}

// Found is what a check comes upon: the record, in Part what of it where one record can be wrong twice, and where it lies.
type Found struct {
	RecordID kernel.ID  `bun:"record_id"`
	Part     kernel.ID  `bun:"part"`
	N        int64      `bun:"n"`
	Day      kernel.Day `bun:"day"`
	kernel.Stamp
}

// key tells findings of a check apart.
func (f Found) key() [2]kernel.ID { return [2]kernel.ID{f.RecordID, f.Part} }
