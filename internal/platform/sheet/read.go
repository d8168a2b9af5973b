package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// Read reads the sheets of a workbook; a CSV file in UTF-8 stands for a workbook of one sheet. The error says that it is
// nothing that can be read at all; faults say what is wrong within it. Other sheets of the workbook, blank rows and columns
// without a title are passed over.
func Read(data []byte, sheets []Sheet) (Book, []Fault, error) {
	return ReadWith(data, sheets, func(int) error { return nil })
}

// ReadWith is Read; step is told after some rows how many were read so far, and its error stops the reading.
func ReadWith(data []byte, sheets []Sheet, step func(rows int) error) (Book, []Fault, error) {
	r := &reader{records: Book{}, step: step}
	var err error
	if isList(data) {
		err = r.list(data, sheets)
	} else {
		err = r.workbook(data, sheets)
	}
	if err != nil {
		return nil, nil, err
	}
	return r.records, r.faults, nil
}

type reader struct {
	records  Book
	faults   []Fault
	date1904 bool
	step     func(int) error
	rows     int
}

func (r *reader) list(data []byte, sheets []Sheet) error {
	if len(data) > MaxBytes {
		return kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(MaxBytes>>20))
	}
	if len(sheets) != 1 {
		return kernel.Invalid("file", "not_xlsx").With("sheets", strconv.Itoa(len(sheets)))
	}
	l, err := openList(data)
	if err != nil {
		return err
	}
	return r.sheet(sheets[0], l)
}

func (r *reader) workbook(data []byte, sheets []Sheet) error {
	b, err := open(data)
	if err != nil {
		return err
	}
	r.date1904 = b.date1904
	for _, s := range sheets {
		if err := r.tab(b, s); err != nil {
			var ke *kernel.Error
			if errors.As(err, &ke) {
				return err
			}
			return kernel.Invalid("file", "not_xlsx").Because(fmt.Errorf("sheet %s: %w", s.Name, err))
		}
	}
	return nil
}

func (r *reader) tab(b *workbook, s Sheet) error {
	i := slices.IndexFunc(b.sheets, func(t tab) bool { return clean(t.name) == s.Name })
	if i < 0 {
		var names []string
		for _, t := range b.sheets {
			names = append(names, clean(t.name))
		}
		r.fault(s.Name, 0, "", MissingSheet, "has", strings.Join(names[:min(len(names), 8)], " / "))
		return nil
	}
	if b.sheets[i].hidden {
		r.fault(s.Name, 0, "", HiddenSheet)
		return nil
	}
	g, err := b.lines(b.sheets[i])
	if err != nil {
		return err
	}
	return r.sheet(s, g)
}

// full tells that enough faults are known.
func (r *reader) full() bool { return len(r.faults) > maxFaults }

func (r *reader) fault(sheet string, row int, column, code string, args ...string) {
	if r.full() {
		return
	}
	f := NewFault(sheet, row, column, code, args...)
	if len(r.faults) == maxFaults {
		f.Code, f.Column = TooManyFaults, ""
	}
	r.faults = append(r.faults, f)
}

// table is a sheet as it stands in a file: which of its columns are where.
type table struct {
	Sheet
	head    int
	places  []place
	at      columns
	covered map[int]bool

	values []string // of the row at hand
	packed []byte
}

type place struct {
	cell   int // in the file
	column Column
}

func (r *reader) sheet(s Sheet, l lines) error {
	defer l.close()
	t, ok := r.header(s, l)
	if !ok {
		return l.err()
	}
	for !r.full() && l.next() {
		if !r.record(t, l) {
			return l.err()
		}
		if r.rows%512 == 0 {
			if err := r.step(r.rows); err != nil {
				return err
			}
		}
	}
	if g, ok := l.(*tabLines); ok && l.err() == nil {
		r.merged(t, g)
	}
	return l.err()
}

// header finds the titles in one of the first rows, and the place of each column.
func (r *reader) header(s Sheet, l lines) (*table, bool) {
	t := &table{Sheet: s, head: 1, at: columns{}, covered: map[int]bool{}}
	var titles []cell
	for i := 0; i < headerRows && l.next() && l.row() <= 2*headerRows; i++ {
		if slices.ContainsFunc(l.cells(), func(c cell) bool { return s.has(title(c.text)) }) {
			titles, t.head = slices.Clone(l.cells()), l.row()
			break
		}
	}
	if len(titles) > maxColumns {
		r.fault(s.Name, t.head, "", TooManyColumns, "max", strconv.Itoa(maxColumns))
		return nil, false
	}
	ok := true
	for i, c := range titles {
		text := title(c.text)
		col, known := s.column(text)
		_, twice := t.at[col.Key]
		switch {
		case text == "" || isMark(text) && !known || known && col.Out:
		case !known:
			r.fault(s.Name, t.head, text, UnknownColumn)
		case twice:
			r.fault(s.Name, t.head, text, DuplicateColumn)
			ok = false
		default:
			t.at[col.Key] = len(t.places)
			t.places = append(t.places, place{i, col})
		}
	}
	for _, c := range s.Columns {
		if _, found := t.at[c.Key]; c.Required && !found {
			r.fault(s.Name, t.head, c.Title, MissingColumn)
			ok = false
		}
	}
	t.values = make([]string, len(t.places))
	return t, ok
}

func title(s string) string { return strings.TrimSpace(strings.TrimRight(clean(s), "*＊")) }

func (s Sheet) has(title string) bool { _, ok := s.column(title); return ok }

func (s Sheet) column(title string) (Column, bool) {
	i := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Title == title })
	if i < 0 {
		return Column{}, false
	}
	return s.Columns[i], true
}

// record takes one row; not ok ends the sheet.
func (r *reader) record(t *table, l lines) (ok bool) {
	cells := l.cells()
	if len(cells) > maxColumns {
		r.fault(t.Name, l.row(), "", TooManyColumns, "max", strconv.Itoa(maxColumns))
		return false
	}
	clear(t.values)
	blank := true
	for i, p := range t.places {
		if p.cell >= len(cells) {
			continue
		}
		t.values[i] = r.shown(cells[p.cell])
		blank = blank && t.values[i] == "" && !cells[p.cell].formula && !cells[p.cell].long
	}
	if blank {
		return true
	}
	if len(r.records[t.Name]) == t.bound() || l.row() > lastRow {
		r.fault(t.Name, l.row(), "", TooManyRows, "max", strconv.Itoa(t.bound()))
		return false
	}
	if l.hidden() {
		r.fault(t.Name, l.row(), "", HiddenRow)
	}
	r.uncover(t, l)
	for i, p := range t.places {
		c := cell{}
		if p.cell < len(cells) {
			c = cells[p.cell]
		}
		t.values[i] = r.judge(t, l.row(), p.column, c, t.values[i])
	}
	r.rows++
	t.packed = pack(t.packed[:0], t.values)
	r.records[t.Name] = append(r.records[t.Name], Record{Row: l.row(), at: t.at, text: string(t.packed)})
	return true
}

// shown is the text of a cell as people see it.
func (r *reader) shown(c cell) string {
	if c.date && serial.MatchString(c.text) {
		return fromSerial(c.text, r.date1904)
	}
	return clean(c.text)
}

// uncover tells of values in hidden columns, once for each.
func (r *reader) uncover(t *table, l lines) {
	g, ok := l.(*tabLines)
	if !ok {
		return
	}
	for _, p := range t.places {
		if p.cell < len(g.covered) && g.covered[p.cell] && p.cell < len(g.list) && g.list[p.cell].text != "" && !t.covered[p.cell] {
			t.covered[p.cell] = true
			r.fault(t.Name, t.head, p.column.Title, HiddenColumn)
		}
	}
}

// judge checks one cell and returns its value.
func (r *reader) judge(t *table, row int, c Column, from cell, v string) string {
	if from.long || utf8.RuneCountInString(v) > maxCell {
		r.fault(t.Name, row, c.Title, CellTooLong, "max", strconv.Itoa(maxCell))
		return ""
	}
	if from.formula {
		r.fault(t.Name, row, c.Title, FormulaCell, "value", short(v))
		return v
	}
	value, code := c.check(v, from.number && !from.date, r.date1904)
	switch code {
	case "":
	case BadChoice:
		r.fault(t.Name, row, c.Title, code, "value", short(value), "choices", short(strings.Join(c.Choices, " / ")))
	case RequiredCell:
		r.fault(t.Name, row, c.Title, code)
	default:
		r.fault(t.Name, row, c.Title, code, "value", short(value))
	}
	return value
}

// short keeps what a fault quotes readable.
func short(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// merged tells of merged cells below the titles: only the first of them has a value, and nobody can say whose it is.
func (r *reader) merged(t *table, g *tabLines) {
	for _, ref := range g.merges {
		at, ok := spanOf(ref)
		if !ok || at.bottom < t.head {
			continue
		}
		column := ""
		if i := slices.IndexFunc(t.places, func(p place) bool { return p.cell == at.left-1 }); i >= 0 {
			column = t.places[i].column.Title
		}
		r.fault(t.Name, max(at.top, t.head), column, MergedCells, "range", ref)
	}
}
