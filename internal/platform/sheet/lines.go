package sheet

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// lines walks the rows of a sheet. Values come raw, so that no number is rounded; where the workbook has styles for dates
// the shown text comes beside, because only that tells a date from a number.
type lines struct {
	raw, shown *excelize.Rows
	row        int
	cells      []string
	asShown    []string
	err        error
}

func (r *reader) open(sheet string) (*lines, error) {
	raw, err := r.file.Rows(sheet)
	if err != nil {
		return nil, err
	}
	l := &lines{raw: raw}
	if r.dates {
		if l.shown, err = r.file.Rows(sheet); err != nil {
			_ = raw.Close()
			return nil, err
		}
	}
	return l, nil
}

func (l *lines) close() {
	_ = l.raw.Close()
	if l.shown != nil {
		_ = l.shown.Close()
	}
}

func (l *lines) next() bool {
	if l.err != nil || !l.raw.Next() {
		l.err = l.raw.Error()
		return false
	}
	l.row++
	if l.cells, l.err = l.raw.Columns(excelize.Options{RawCellValue: true}); l.err != nil {
		return false
	}
	l.asShown = nil
	if l.shown != nil && l.shown.Next() {
		l.asShown, l.err = l.shown.Columns(excelize.Options{RawCellValue: false})
	}
	return l.err == nil
}

// cell is the value in column i of the present row.
func (l *lines) cell(i int, date1904 bool) string {
	if i >= len(l.cells) {
		return ""
	}
	if i < len(l.asShown) && dated(l.cells[i], l.asShown[i]) {
		return fromSerial(l.cells[i], date1904)
	}
	return clean(l.cells[i])
}

var notDate = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// hasDates tells whether some cell style of the workbook shows dates.
func hasDates(f *excelize.File) bool {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return false
	}
	custom := map[int]bool{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			code := strings.ToLower(notDate.ReplaceAllString(n.FormatCode, ""))
			custom[n.NumFmtID] = strings.ContainsAny(code, "ymd年月日")
		}
	}
	for _, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID == nil {
			continue
		}
		id := *xf.NumFmtID
		if custom[id] || id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58 {
			return true
		}
	}
	return false
}
