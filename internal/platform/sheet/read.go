package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"touyan/internal/kernel"
)

// Read reads the sheets of a workbook. The error says that it is no workbook that can be read at all; faults say what is
// wrong within it. Other sheets of the workbook, blank rows and columns without a title are passed over.
func Read(data []byte, sheets []Sheet) (records map[string][]Record, faults []Fault, err error) {
	if err := gate(data); err != nil {
		return nil, nil, err
	}
	// The parser of a foreign format may fail in ways of its own; an upload must never stop the program.
	defer func() {
		if p := recover(); p != nil {
			records, faults, err = nil, nil, kernel.Invalid("file", "not_xlsx").Because(fmt.Errorf("reading: %v", p))
		}
	}()
	tmp, err := os.MkdirTemp("", "sheet-*")
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzip, TmpDir: tmp})
	if err != nil {
		return nil, nil, kernel.Invalid("file", "not_xlsx").Because(err)
	}
	defer func() { _ = f.Close() }()
	r := &reader{file: f, records: map[string][]Record{}, dates: hasDates(f)}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.date1904 = *props.Date1904
	}
	for _, s := range sheets {
		if err := r.sheet(s); err != nil {
			return nil, nil, kernel.Invalid("file", "not_xlsx").Because(err)
		}
	}
	return r.records, r.faults, nil
}

// gate looks at the outside only: size, kind, and how large the parts claim to be. The unpacking holds them to that.
func gate(data []byte) error {
	switch {
	case len(data) > MaxBytes:
		return kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(MaxBytes>>20))
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return kernel.Invalid("file", "xls_or_locked") // the old format, or a password
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return kernel.Invalid("file", "not_xlsx").Because(err)
	}
	var total uint64
	for _, part := range z.File {
		total += min(part.UncompressedSize64, maxUnzip+1)
	}
	if len(z.File) > maxParts || total > maxUnzip {
		return kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(maxUnzip>>20))
	}
	return nil
}

type reader struct {
	file     *excelize.File
	records  map[string][]Record
	faults   []Fault
	dates    bool // some cell style shows dates
	date1904 bool
}

// full tells that enough faults are known.
func (r *reader) full() bool { return len(r.faults) > maxFaults }

func (r *reader) fault(sheet string, row int, column, code string, args ...string) {
	if r.full() {
		return
	}
	f := Fault{Sheet: sheet, Row: row, Column: column, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	if len(r.faults) == maxFaults {
		f.Code, f.Column = TooManyFaults, ""
	}
	r.faults = append(r.faults, f)
}

func (r *reader) sheet(s Sheet) error {
	names := r.file.GetSheetList()
	i := slices.IndexFunc(names, func(n string) bool { return clean(n) == s.Name })
	if i < 0 {
		r.fault(s.Name, 0, "", MissingSheet)
		return nil
	}
	lines, err := r.open(names[i])
	if err != nil {
		return err
	}
	defer lines.close()
	columns, ok := r.header(s, lines)
	if !ok {
		return lines.err
	}
	for lines.next() && !r.full() {
		if !r.record(s, columns, lines) {
			break
		}
	}
	return lines.err
}

// header finds the titles in one of the first rows, and the place of each column.
func (r *reader) header(s Sheet, lines *lines) (columns map[int]Column, ok bool) {
	var titles []string
	row := 1
	for lines.row < headerRows && lines.next() {
		if slices.ContainsFunc(lines.cells, func(c string) bool { return s.has(title(c)) }) {
			titles, row = lines.cells, lines.row
			break
		}
	}
	if len(titles) > maxColumns {
		r.fault(s.Name, row, "", TooManyColumns, "max", strconv.Itoa(maxColumns))
		return nil, false
	}
	ok = true
	columns = map[int]Column{}
	found := map[string]bool{}
	for i, text := range titles {
		text = title(text)
		c, known := s.column(text)
		switch {
		case text == "":
		case !known:
			r.fault(s.Name, row, text, UnknownColumn)
		case found[text]:
			r.fault(s.Name, row, text, DuplicateColumn)
			ok = false
		default:
			columns[i], found[text] = c, true
		}
	}
	for _, c := range s.Columns {
		if c.Required && !found[c.Title] {
			r.fault(s.Name, row, c.Title, MissingColumn)
			ok = false
		}
	}
	return columns, ok
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
func (r *reader) record(s Sheet, columns map[int]Column, lines *lines) (ok bool) {
	if len(lines.cells) > maxColumns {
		r.fault(s.Name, lines.row, "", TooManyColumns, "max", strconv.Itoa(maxColumns))
		return false
	}
	rec := Record{Row: lines.row, Values: map[string]string{}}
	blank := true
	for i, c := range columns {
		rec.Values[c.Key] = lines.cell(i, r.date1904)
		blank = blank && rec.Values[c.Key] == ""
	}
	if blank {
		return true
	}
	if len(r.records[s.Name]) == maxRows {
		r.fault(s.Name, lines.row, "", TooManyRows, "max", strconv.Itoa(maxRows))
		return false
	}
	for _, c := range s.Columns {
		raw, given := rec.Values[c.Key]
		if !given {
			continue
		}
		value, code := c.check(raw, r.date1904)
		rec.Values[c.Key] = value
		switch code {
		case "":
		case BadChoice:
			r.fault(s.Name, lines.row, c.Title, code, "value", value, "choices", strings.Join(c.Choices, " / "))
		case RequiredCell:
			r.fault(s.Name, lines.row, c.Title, code)
		default:
			r.fault(s.Name, lines.row, c.Title, code, "value", value)
		}
	}
	r.records[s.Name] = append(r.records[s.Name], rec)
	return true
}
