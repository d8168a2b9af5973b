// Package exchange takes sheets in and gives them out (requirements A1): the tables that the rooms offer as registers, each
// as a workbook that can be filled in and read again. It knows nothing of what stands in them.
//
// An import has two steps: the file is checked wholly and its faults are told with sheet, row, column and what would be
// right, on screen and in the workbook itself; then the officer lets it be applied, all or nothing, as one entry of the
// journal, which can be taken back whole while nothing was built on it. A large file is read and saved by a job, so the run
// goes on when the officer leaves the page or a server stops; the file is kept, sealed, until the run ends.
//
// Tables: t_import, t_import_run (local).
package exchange

import (
	"strings"

	"touyan/internal/kernel"
)

// PermImport lets somebody import at all; what, each register says for itself.
const PermImport = "exchange.import"

// PermReveal is the right to personal data in clear, which an open export needs beside a reason.
const PermReveal = "person.reveal"

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
	TakenBack State = "taken_back"
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

// SheetCount is what an import does to one sheet, in rows.
type SheetCount struct {
	Sheet     string `json:"sheet"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
}

// Import is one run.
type Import struct {
	ID         kernel.ID    `json:"id"`
	Name       string       `json:"name"`
	At         int64        `json:"at"` // epoch milliseconds
	By         string       `json:"by"`
	Register   string       `json:"register"`
	Title      string       `json:"title"`
	TitleEN    string       `json:"title_en"`
	State      State        `json:"state" enum:"checking,checked,refused,applying,done,failed,cancelled,taken_back"`
	Done       int          `json:"done"` // rows
	Total      int          `json:"total"`
	Counts     []SheetCount `json:"counts" nullable:"false"`
	Differs    bool         `json:"differs"` // some row is new or changed
	Errors     []RowFault   `json:"errors" nullable:"false"`
	ErrorCount int          `json:"error_count"`
	Marked     bool         `json:"marked"` // the file can be had with its faults marked
}

// Table is a register as the page of imports shows it.
type Table struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	TitleEN string `json:"title_en"`
	Export  bool   `json:"export"`
	Import  bool   `json:"import"`
}

// active tells that a job has the run.
func (s State) active() bool { return s == Checking || s == Applying }

// over tells that the file is needed no more.
func (s State) over() bool {
	return s == Done || s == Failed || s == Cancelled || s == TakenBack
}

// maxTold bounds the faults that are kept of a run; nobody mends more in one go. The marked workbook has more of them.
const maxTold = 200

// cleanName keeps the end of a file's name, without its folder.
func cleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	r := []rune(strings.ToValidUTF8(name, ""))
	return string(r[max(0, len(r)-100):])
}

func differs(counts []SheetCount) bool {
	for _, c := range counts {
		if c.New+c.Changed > 0 {
			return true
		}
	}
	return false
}
