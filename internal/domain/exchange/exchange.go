// Package exchange takes workbooks in and gives them out (requirements A1). An import has two steps: the file is checked
// wholly and its faults are told with sheet, row and column; then the officer lets it be applied, and it becomes visible as
// one, or not at all. The run goes on when the officer leaves the page; the file itself is never kept, so a program that
// stops in between loses the run, not data. Numbers in exports are masked.
//
// Table: t_import.
package exchange

import (
	"fmt"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermImport = "place.import"
	PermExport = "place.export"
)

// State is where an import stands.
type State string

// The states of an import.
const (
	Checking  State = "checking"
	Checked   State = "checked" // without a fault, waits to be applied
	Refused   State = "refused" // has faults
	Applying  State = "applying"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// The kinds of imports.
const (
	KindGrid      = "grid"      // the grid-and-officer workbook
	KindDivisions = "divisions" // a CSV list of townships and villages
)

// RowFault is one fault of a file, for a front end to put in words; Message is for whoever has none.
type RowFault struct {
	Sheet   string            `json:"sheet"`
	Row     int               `json:"row"`
	Column  string            `json:"column"`
	Code    string            `json:"code"`
	Args    map[string]string `json:"args"`
	Message string            `json:"message"`
}

// Import is one run.
type Import struct {
	ID         kernel.ID         `json:"id"`
	Name       string            `json:"name"`
	At         int64             `json:"at"`
	By         string            `json:"by"`
	Kind       string            `json:"kind" enum:"grid,divisions"`
	State      State             `json:"state" enum:"checking,checked,refused,applying,done,failed,cancelled"`
	Done       int               `json:"done"`
	Total      int               `json:"total"`
	Counts     body.ImportCounts `json:"counts"`
	Errors     []RowFault        `json:"errors"`
	ErrorCount int               `json:"error_count"`
}

// active tells that the run is not over.
func (s State) active() bool { return s == Checking || s == Checked || s == Applying }

// maxTold bounds the faults that are kept of a run; nobody mends more in one go.
const maxTold = 200

// told keeps the first faults, with a message each.
func told(faults []body.Fault) []RowFault {
	out := make([]RowFault, 0, min(len(faults), maxTold))
	for _, f := range faults[:min(len(faults), maxTold)] {
		out = append(out, RowFault{Sheet: f.Sheet, Row: f.Row, Column: f.Column, Code: f.Code, Args: f.Args, Message: message(f)})
	}
	return out
}

func message(f body.Fault) string {
	keys := make([]string, 0, len(f.Args))
	for k := range f.Args {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(f.Code, "_", " "))
	for _, k := range keys {
		fmt.Fprintf(&b, " %s=%s", k, f.Args[k])
	}
	return b.String()
}

// kindOf tells the kind of a file by its name.
func kindOf(name string) (string, error) {
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".xlsx"):
		return KindGrid, nil
	case strings.HasSuffix(lower, ".csv"):
		return KindDivisions, nil
	case strings.HasSuffix(lower, ".xls"):
		return "", kernel.Invalid("file", "xls_or_locked")
	}
	return "", kernel.Invalid("file", "not_xlsx")
}

// cleanName keeps the end of a file's name, without its folder.
func cleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	r := []rune(strings.ToValidUTF8(name, ""))
	return string(r[max(0, len(r)-100):])
}
