// Package sheet reads and writes XLSX workbooks by columns that a room declares. Reading trusts nothing: size, shape and
// each cell are checked, all faults are told at once with sheet, row and column, and long codes never pass through
// floating point. Writing makes files that can be filled in and read again, in which no text becomes a formula.
package sheet

import "iter"

// Column is one column: Key in the program, Title in the first row of the sheet.
type Column struct {
	Key      string
	Title    string
	Required bool     // a cell without a value is a fault
	Day      bool     // days in any usual notation are read as YYYY-MM-DD; anything else is a fault
	Width    float64  // in characters; 0 for the usual width
	Choices  []string // drop-down; another value is a fault
	Note     string   // shown at the title
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name    string
	Columns []Column
}

// Record is one row: values by key of the column, trimmed, full-width letters and digits made plain. Row is as in the file.
type Record struct {
	Row    int
	Values map[string]string
}

// Get is the value of the column with the key; empty where the file has no such column.
func (r Record) Get(key string) string { return r.Values[key] }

// Book is a workbook that was read: the records of each sheet by its name.
type Book map[string][]Record

// Fault is one thing that is wrong with a workbook; Row and Column (a title) are 0 and empty where they do not apply.
type Fault struct {
	Sheet  string            `json:"sheet"`
	Row    int               `json:"row"`
	Column string            `json:"column"`
	Code   string            `json:"code"`
	Args   map[string]string `json:"args"`
}

// The codes of faults.
const (
	MissingSheet    = "missing_sheet"
	MissingColumn   = "missing_column"
	UnknownColumn   = "unknown_column"
	DuplicateColumn = "duplicate_column"
	TooManyColumns  = "too_many_columns"
	TooManyRows     = "too_many_rows"
	TooManyFaults   = "too_many_faults" // the last fault told: there are more
	RequiredCell    = "required"
	BadChoice       = "bad_choice"
	BadDay          = "bad_day"
	DigitsLost      = "digits_lost" // a long number was shortened (1.41E+11) before it came here
	CellError       = "cell_error"  // #N/A, #REF! and the like
)

// Bounds of a workbook.
const (
	MaxBytes   = 20 << 20  // of the file
	maxUnzip   = 512 << 20 // of all its parts unpacked
	maxParts   = 2000
	maxColumns = 300
	maxRows    = 200_000
	maxFaults  = 1000
	headerRows = 5 // the titles stand in one of the first rows: officials like a heading above them
)

// Out is a sheet to write; Rows gives the values of each row in the order of the columns.
type Out struct {
	Sheet
	Rows iter.Seq2[[]any, error]
}
