package casework

import "touyan/internal/kernel"

// MaxPapers is how many papers a field of a case may have.
const MaxPapers = 12

// SealedPaper is a paper of a case: a photograph, or a document with its name. What it shows is opened for a reason only.
type SealedPaper struct {
	ID    kernel.ID `json:"id"`
	Field string    `json:"field"`
	Mime  string    `json:"mime" enum:"image/jpeg,image/png,application/pdf"`
	Name  string    `json:"name"`
	Bytes int64     `json:"bytes"`
	At    int64     `json:"at"`
	By    string    `json:"by"`
}

// PaperFile is a paper as it is sent.
type PaperFile struct {
	SealedPaper
	Data []byte
}

// How a material of an application is there.
const (
	paperGiven    = "given"    // handed in
	paperHeld     = "held"     // there already, so nobody is asked for it
	paperMissing  = "missing"  // still to come
	paperOptional = "optional" // need not come
)

// How it was found that a material is held.
const (
	byRegister    = "register"    // the program found it in the county's own register
	byHolder      = "holder"      // the department asks who holds it
	byApplication = "application" // it came with an earlier application
)

// Material is what an application needs, and how it is there. A held one says by whom or in which application, how that was
// found, and on which day.
type Material struct {
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	NameEN string     `json:"name_en"`
	How    string     `json:"how" enum:"given,held,missing,optional"`
	From   string     `json:"from,omitempty"`
	By     string     `json:"by,omitempty" enum:",register,holder,application"`
	Day    kernel.Day `json:"day,omitempty"`
	Asked  bool       `json:"asked,omitempty"` // the applicant was told that it is missing
}
