// Package sheet reads and writes XLSX workbooks by columns that a room declares. Reading trusts nothing: size, shape and
// each cell are checked, all faults are told at once with sheet, row and column, and long codes never pass through
// floating point. Writing makes files that can be filled in and read again, in which no text becomes a formula.
package sheet

import (
	"encoding/binary"
	"iter"
)

// Column is one column: Key in the program, Title in the first row of the sheet.
type Column struct {
	Key      string
	Title    string
	Required bool     // a cell without a value is a fault
	Day      bool     // days in any usual notation are read as YYYY-MM-DD; anything else is a fault
	Text     bool     // a code or number that is no quantity: what the spreadsheet keeps as a number of over 15 digits is a fault
	IDNumber bool     // an 18-digit citizen number (GB 11643): one of 15 digits, or kept as a number, is a fault
	Width    float64  // in characters; 0 for the usual width
	Choices  []string // drop-down; another value is a fault
	Out      bool     // given out only: what an import says there is passed over
	Help     bool     // the choices are offered, and others accepted: the register knows more names for them
	Note     string   // shown at the title
	Example  string   // shown on the template's page of notes
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name    string
	Columns []Column
	Max     int    // rows that an import may have; 0 for the usual bound, at most MaxRows
	Only    string // why the sheet is given out only and never read; the template says so
}

// columns find the place of a value by the key of its column; all records of a sheet share one.
type columns map[string]int

// Record is one row: values by key of the column, trimmed, full-width letters and digits made plain. Row is as in the file.
type Record struct {
	Row  int
	at   columns
	text string // the lengths of all values, then the values: one piece of memory for a row of a file that may have 400,000
}

// NewRecord makes a record by hand: keys with their values.
func NewRecord(row int, values map[string]string) Record {
	at, list := columns{}, make([]string, 0, len(values))
	for k, v := range values {
		at[k] = len(list)
		list = append(list, v)
	}
	return Record{Row: row, at: at, text: string(pack(nil, list))}
}

// pack puts values behind their lengths.
func pack(to []byte, values []string) []byte {
	for _, v := range values {
		to = binary.AppendUvarint(to, uint64(len(v)))
	}
	for _, v := range values {
		to = append(to, v...)
	}
	return to
}

// Get is the value of the column with the key; empty where the file has no such column.
func (r Record) Get(key string) string {
	at, ok := r.at[key]
	if !ok {
		return ""
	}
	head, from, size := 0, 0, 0
	for i := range len(r.at) {
		n, shift := 0, 0
		for ; r.text[head] >= 0x80; head, shift = head+1, shift+7 {
			n |= int(r.text[head]&0x7f) << shift
		}
		n |= int(r.text[head]) << shift
		head++
		switch {
		case i < at:
			from += n
		case i == at:
			size = n
		}
	}
	return r.text[head+from : head+from+size]
}

// Has tells whether the file has the column, with a value or without.
func (r Record) Has(key string) bool { _, ok := r.at[key]; return ok }

// Book is a workbook that was read: the records of each sheet by its name.
type Book map[string][]Record

// Rows is the number of rows of all sheets.
func (b Book) Rows() int {
	n := 0
	for _, recs := range b {
		n += len(recs)
	}
	return n
}

// Fault is one thing that is wrong with a workbook; Row and Column (a title) are 0 and empty where they do not apply.
type Fault struct {
	Sheet  string            `json:"sheet"`
	Row    int               `json:"row"`
	Column string            `json:"column"`
	Code   string            `json:"code"`
	Args   map[string]string `json:"args"`
}

// NewFault makes a fault of a row; args are pairs of name and value.
func NewFault(sheet string, row int, column, code string, args ...string) Fault {
	f := Fault{Sheet: sheet, Row: row, Column: column, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	return f
}

// The codes of faults.
const (
	MissingSheet    = "missing_sheet"
	HiddenSheet     = "hidden_sheet"
	MissingColumn   = "missing_column"
	UnknownColumn   = "unknown_column"
	DuplicateColumn = "duplicate_column"
	HiddenColumn    = "hidden_column" // has values that nobody saw when the file was looked over
	HiddenRow       = "hidden_row"
	MergedCells     = "merged_cells"
	FormulaCell     = "formula_cell"
	TooManyColumns  = "too_many_columns"
	TooManyRows     = "too_many_rows"
	TooManyFaults   = "too_many_faults" // the last fault told: there are more
	RequiredCell    = "required"
	BadChoice       = "bad_choice"
	BadDay          = "bad_day"
	CellTooLong     = "cell_too_long"
	DigitsLost      = "digits_lost"     // a long number was shortened (1.41E+11) before it came here
	NumberNotText   = "number_not_text" // over 15 digits kept as a number: the spreadsheet has made the last ones 0
	IDNumber15      = "id_number_old"   // the 15 digits of before 1999
	CellError       = "cell_error"      // #N/A, #REF! and the like
)

// Bounds of a workbook.
const (
	MaxBytes   = 64 << 20  // of the file
	MaxRows    = 400_000   // of a sheet, where the register asks for so many
	maxUnzip   = 768 << 20 // of all its parts unpacked
	maxParts   = 2000
	maxColumns = 300
	usualRows  = 200_000
	maxCell    = 32_767 // signs in a cell: what spreadsheets themselves allow
	maxFaults  = 1000
	headerRows = 5 // the titles stand in one of the first rows: officials like a heading above them
)

// MarkColumn is the title of the column in which a marked workbook says what is wrong; it is passed over when it comes back.
const MarkColumn = "问题"

// Out is a sheet to write; Rows gives the values of each row in the order of the columns.
type Out struct {
	Sheet
	Rows iter.Seq2[[]any, error]
}

func (s Sheet) bound() int {
	if s.Max == 0 {
		return usualRows
	}
	return min(s.Max, MaxRows)
}
