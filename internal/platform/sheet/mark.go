package sheet

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// listSheet is the page of a marked workbook that lists all its faults.
const listSheet = "问题清单"

// Mark gives a workbook or list back as it was, row by row, with the wrong cells coloured and a last column that says what
// is wrong with each row; a page lists all of it. words puts a fault into words. Formats and formulas of the file are not
// kept; where a formula stood, there is its value.
func Mark(w io.Writer, data []byte, sheets []Sheet, faults []Fault, words func(Fault) string) error {
	return writing(w, func(b *book) error {
		if err := b.faults(faults, words); err != nil {
			return err
		}
		if isList(data) {
			l, err := openList(data)
			if err != nil || len(sheets) != 1 {
				return err
			}
			return b.marked(sheets[0], l, faults, words, false)
		}
		from, err := open(data)
		if err != nil {
			return nil // nothing of it can be shown; the list says why
		}
		for _, s := range sheets {
			i := slices.IndexFunc(from.sheets, func(t tab) bool { return clean(t.name) == s.Name })
			if i < 0 {
				continue
			}
			l, err := from.lines(from.sheets[i])
			if err != nil {
				return err
			}
			if err := b.marked(s, l, faults, words, from.date1904); err != nil {
				return err
			}
		}
		return nil
	})
}

// faults writes the page that lists them.
func (b *book) faults(faults []Fault, words func(Fault) string) error {
	return b.sheet(Out{
		Sheet: Sheet{Name: listSheet, Columns: []Column{
			{Title: "工作表"}, {Title: "行", Width: 8}, {Title: "列"}, {Title: MarkColumn, Width: 80},
		}},
		Rows: func(yield func([]any, error) bool) {
			for _, f := range faults {
				var row any
				if f.Row > 0 {
					row = f.Row
				}
				if !yield([]any{f.Sheet, row, f.Column, words(f)}, nil) {
					return
				}
			}
		},
	})
}

// marks are the faults of one row.
type marks struct {
	columns []string
	text    []string
}

func marksOf(sheet string, faults []Fault, words func(Fault) string) map[int]marks {
	out := map[int]marks{}
	for _, f := range faults {
		if f.Sheet != sheet || f.Row == 0 {
			continue
		}
		m := out[f.Row]
		text := words(f)
		if f.Column != "" {
			m.columns, text = append(m.columns, f.Column), f.Column+"："+text
		}
		m.text = append(m.text, text)
		out[f.Row] = m
	}
	return out
}

// marked writes one sheet. It reads the file once more, row by row, so a large one needs no more memory than a small one.
func (b *book) marked(s Sheet, l lines, faults []Fault, words func(Fault) string, date1904 bool) error {
	defer l.close()
	if err := b.add(s.Name); err != nil {
		return err
	}
	sw, err := b.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	wrong := marksOf(s.Name, faults, words)
	reader := &reader{date1904: date1904}
	var titles []string
	wide := 0
	for l.next() && l.row() <= lastRow {
		cells := l.cells()[:min(len(l.cells()), maxColumns)]
		isHead := titles == nil && slices.ContainsFunc(cells, func(c cell) bool { return s.has(title(c.text)) })
		if isHead {
			for _, c := range cells {
				titles = append(titles, title(c.text))
			}
			if wide = slices.IndexFunc(titles, isMark); wide < 0 {
				wide = len(titles)
			}
		}
		out := make([]any, max(len(cells), wide+1))
		m := wrong[l.row()]
		for i, c := range cells {
			style := b.text
			if isHead {
				style = b.head
			}
			if i < len(titles) && slices.Contains(m.columns, titles[i]) {
				style = b.wrong
			}
			out[i] = excelize.Cell{StyleID: style, Value: string([]rune(reader.shown(c))[:min(maxCell, len([]rune(reader.shown(c))))])}
		}
		if titles != nil {
			out[wide] = b.problem(isHead, m)
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", l.row()), out); err != nil {
			return err
		}
	}
	return sw.Flush() // of a file that breaks off, what came before; the list says so
}

// isMark tells the title of the column of a marked workbook that says what is wrong.
func isMark(title string) bool { return strings.HasPrefix(title, MarkColumn) }

func (b *book) problem(isHead bool, m marks) any {
	text := strings.Join(m.text, "；")
	switch {
	case isHead && text == "":
		return excelize.Cell{StyleID: b.head, Value: MarkColumn}
	case isHead:
		return excelize.Cell{StyleID: b.wrong, Value: MarkColumn + "：" + text}
	case text == "":
		return nil
	}
	return excelize.Cell{StyleID: b.wrong, Value: text}
}
