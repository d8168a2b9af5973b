// Package xlsform carries the definition of a form to an XLSForm workbook (xlsform.org: the sheets survey, choices and settings) and
// back, so that a county may draft a form in a spreadsheet and other tools may read ours. What one side cannot say is a fault with
// sheet, row and column, never left out in silence.
//
// Beyond the published columns a workbook of ours has a few of its own, which other tools pass over: touyan_type where a type of
// ours is narrower (money), and in settings what a pack tells of a form.
package xlsform

import (
	"fmt"
	"regexp"
	"strings"

	"touyan/internal/platform/pack"
)

// Fault is what cannot be expressed: where it stands and why.
type Fault struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Column string `json:"column"`
	Text   string `json:"text"`
}

// String is the fault in one line.
func (f Fault) String() string {
	return fmt.Sprintf("%s, row %d, column %s: %s", f.Sheet, f.Row, f.Column, f.Text)
}

// Faults are all faults of a workbook, or of a form.
type Faults []Fault

// Error is one line for each fault.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// The sheets and the languages of the labels.
const (
	survey   = "survey"
	choices  = "choices"
	settings = "settings"
	zh       = "中文 (zh)"
	en       = "English (en)"
	yesNo    = "yes_no"
)

// MaxFile bounds a workbook that is read.
const MaxFile = 2 << 20

var shape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// idOf is a name of theirs as an id of ours.
func idOf(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "_")) }

// types are the types that have one of theirs; money is a decimal of theirs.
var types = map[string]string{pack.FieldText: "text", pack.FieldNumber: "decimal", pack.FieldMoney: "decimal", pack.FieldDay: "date"}
