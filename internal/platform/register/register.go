// Package register says what a table must tell so that it goes out as a sheet and comes in as the same sheet. Each room
// describes its registers; the room exchange takes files in, gives them out, and knows nothing of what stands in them.
package register

import (
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

// Register is one table that the product shows.
type Register struct {
	Key     string // in addresses and file names: "households"
	Title   string
	TitleEn string
	See     string // permission to export
	Edit    string // permission to import; empty for a list that follows from other records and is only given out

	// Sheets are the sheets of the workbook with the drop-downs, notes and examples of this county.
	Sheets func(tx *db.ReadTx) ([]sheet.Sheet, error)
	// Rows gives the rows of one sheet in the order of its columns, read page by page.
	Rows func(tx *db.ReadTx, name string, o Options) iter.Seq2[[]any, error]
	// Keep tells which sheets go out with these options; nil: all.
	Keep func(name string, o Options) bool
	// Plan compares a workbook that was read without a fault in its cells with what is there; it saves nothing. newID draws
	// ids; in a mere check they are made up.
	Plan func(tx *db.ReadTx, book sheet.Book, newID func() kernel.ID) (Plan, error)
}

// Options say what of a register goes out.
type Options struct {
	At   kernel.ID         // a place and all below it; 0: the actor's whole scope
	Open bool              // personal data in clear; the caller has declared the look and its reason to the journal
	Args map[string]string // filters of the list, by the name of the query parameter
}

// Plan is what an import will do.
type Plan interface {
	Counts() []Count
	Faults() []sheet.Fault
	Steps() int
	// Carry saves the plan within one Write. step is told how many rows were done and may stop the whole by its error.
	Carry(tx *db.WriteTx, step func(n int) error) error
}

// Count is what an import does to one sheet, in rows.
type Count struct {
	Sheet     string `json:"sheet"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
}
