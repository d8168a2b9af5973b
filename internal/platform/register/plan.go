package register

import (
	"slices"

	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

// The words of sheets have their names here too, so that a room's service needs no other door to them.
type (
	// Sheet is one sheet of a workbook.
	Sheet = sheet.Sheet
	// Column is one column of a sheet.
	Column = sheet.Column
	// Book is a workbook that was read.
	Book = sheet.Book
	// Record is one row of it.
	Record = sheet.Record
	// Fault is one thing that is wrong with it.
	Fault = sheet.Fault
)

// Draft is a Plan for a register whose rows are saved one by one or in small groups. The zero value is ready for use.
type Draft struct {
	counts []Count
	faults []Fault
	work   []work
	steps  int
}

type work struct {
	rows int
	do   func(tx *db.WriteTx) error
}

func (d *Draft) count(sheet string) *Count {
	i := slices.IndexFunc(d.counts, func(c Count) bool { return c.Sheet == sheet })
	if i < 0 {
		i, d.counts = len(d.counts), append(d.counts, Count{Sheet: sheet})
	}
	return &d.counts[i]
}

// Touch enters a sheet, so that it is counted even where it has no rows.
func (d *Draft) Touch(sheet string) { d.count(sheet) }

// New notes a row to be entered.
func (d *Draft) New(sheet string, do func(tx *db.WriteTx) error) {
	d.count(sheet).New++
	d.work, d.steps = append(d.work, work{1, do}), d.steps+1
}

// Change notes a row that differs.
func (d *Draft) Change(sheet string, do func(tx *db.WriteTx) error) {
	d.count(sheet).Changed++
	d.work, d.steps = append(d.work, work{1, do}), d.steps+1
}

// Same notes a row that says what is there already.
func (d *Draft) Same(sheet string) { d.count(sheet).Unchanged++ }

// Fault notes what is wrong with a row; args are pairs of name and value.
func (d *Draft) Fault(sheetName string, row int, column, code string, args ...string) {
	d.faults = append(d.faults, sheet.NewFault(sheetName, row, column, code, args...))
}

// Faulty tells whether anything is wrong so far.
func (d *Draft) Faulty() bool { return len(d.faults) > 0 }

// Counts tells what will be done.
func (d *Draft) Counts() []Count { return d.counts }

// Faults tells what is wrong.
func (d *Draft) Faults() []Fault { return d.faults }

// Steps is the number of rows to be saved.
func (d *Draft) Steps() int { return d.steps }

// Carry saves row by row. What is saved stays in memory until the end, because a Write may have to run again.
func (d *Draft) Carry(tx *db.WriteTx, step func(n int) error) error {
	for _, w := range d.work {
		if err := w.do(tx); err != nil {
			return err
		}
		if err := step(w.rows); err != nil {
			return err
		}
	}
	return nil
}
