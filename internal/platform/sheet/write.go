package sheet

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	usualWidth = 16
	maxInline  = 255       // what a drop-down may hold within itself
	lastRow    = 1_048_576 // of a sheet
	choices    = "_choices"
	yes, no    = "是", "否"
	textFormat = 49 // "@": what looks like a number stays text when it is typed or edited
)

// Write writes a workbook of one sheet for each out. Text is written as text, whatever it begins with, so that nothing a
// resident typed can run as a formula on an officer's machine.
func Write(w io.Writer, outs ...Out) error {
	if len(outs) == 0 {
		return errors.New("sheet: nothing to write")
	}
	if t, ok := w.(*Target); ok {
		return t.write(outs)
	}
	return writing(w, func(b *book) error {
		for _, o := range outs {
			if err := b.sheet(o); err != nil {
				return fmt.Errorf("sheet %s: %w", o.Name, err)
			}
		}
		return nil
	})
}

// writing makes a workbook, lets fill put its sheets in, and writes it. What is being written waits in a file, not in memory.
func writing(w io.Writer, fill func(*book) error) error {
	tmp, err := os.MkdirTemp("", "sheet-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	f := excelize.NewFile(excelize.Options{TmpDir: tmp})
	defer func() { _ = f.Close() }()
	b, err := newBook(f)
	if err != nil {
		return err
	}
	if err := fill(b); err != nil {
		return err
	}
	if err := b.hide(); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return f.Write(w)
}

// HelpSheet is the page of notes in a template.
const HelpSheet = "填写说明"

// Template writes empty sheets to be filled in, and a page that explains each column with an example.
func Template(w io.Writer, sheets []Sheet) error {
	outs := make([]Out, 0, len(sheets)+1)
	for _, s := range sheets {
		s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c Column) bool { return c.Out })
		outs = append(outs, Out{Sheet: s})
	}
	help := Sheet{Name: HelpSheet, Columns: []Column{
		{Key: "sheet", Title: "工作表"},
		{Key: "column", Title: "列"},
		{Key: "must", Title: "必填", Width: 8},
		{Key: "note", Title: "说明", Width: 60},
		{Key: "choices", Title: "可填", Width: 60},
		{Key: "example", Title: "例", Width: 24},
	}}
	return Write(w, append(outs, Out{Sheet: help, Rows: func(yield func([]any, error) bool) {
		for _, s := range sheets {
			if s.Only != "" && !yield([]any{s.Name, "", "", s.Only, "", ""}, nil) {
				return
			}
			for _, c := range s.Columns {
				if c.Out {
					continue
				}
				must := ""
				if c.Required {
					must = "是"
				}
				if !yield([]any{s.Name, c.Title, must, c.Note, short(strings.Join(c.Choices, " / ")), c.Example}, nil) {
					return
				}
			}
		}
	}})...)
}

type book struct {
	*excelize.File
	head, must, text, wrong int // styles
	sheets                  int
	lists                   int // columns used on the sheet of choices
}

func newBook(f *excelize.File) (*book, error) {
	b := &book{File: f}
	head := func(colour string) *excelize.Style {
		return &excelize.Style{
			NumFmt:    textFormat,
			Font:      &excelize.Font{Bold: true, Color: colour},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6F0EB"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
			Border:    []excelize.Border{{Type: "bottom", Color: "1D6449", Style: 1}},
		}
	}
	for id, style := range map[*int]*excelize.Style{
		&b.head: head("1E2329"), &b.must: head("A8261D"), &b.text: {NumFmt: textFormat},
		&b.wrong: {NumFmt: textFormat, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F9D7D2"}}, Font: &excelize.Font{Color: "A8261D"}},
	} {
		var err error
		if *id, err = f.NewStyle(style); err != nil {
			return nil, err
		}
	}
	return b, errors.Join(f.SetDocProps(&excelize.DocProperties{Creator: "touyan", LastModifiedBy: "touyan"}),
		f.SetAppProps(&excelize.AppProperties{Application: "touyan"}))
}

// add makes the next sheet.
func (b *book) add(name string) error {
	b.sheets++
	if b.sheets == 1 {
		return b.SetSheetName("Sheet1", name)
	}
	_, err := b.NewSheet(name)
	return err
}

func (b *book) sheet(o Out) error {
	if err := b.add(o.Name); err != nil {
		return err
	}
	for c, column := range o.Columns {
		if err := b.helps(o.Name, c+1, column); err != nil {
			return err
		}
	}
	sw, err := b.NewStreamWriter(o.Name)
	if err != nil {
		return err
	}
	if err := b.top(sw, o.Columns); err != nil {
		return err
	}
	if err := b.rows(sw, o); err != nil {
		return err
	}
	return sw.Flush()
}

// helps puts the drop-down below a title and the note at it.
func (b *book) helps(sheet string, c int, column Column) error {
	name, err := excelize.ColumnNumberToName(c)
	if err != nil {
		return err
	}
	if text := strings.TrimSpace(column.Note + "\n" + column.example()); text != "" {
		note := excelize.Comment{Cell: name + "1", Author: "touyan", Text: text}
		if err := b.AddComment(sheet, note); err != nil {
			return err
		}
	}
	if len(column.Choices) == 0 {
		return nil
	}
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, lastRow))
	all := strings.Join(column.Choices, ",")
	if strings.Count(all, ",") == len(column.Choices)-1 && len(utf16.Encode([]rune(all))) <= maxInline && !strings.HasPrefix(all, "=") {
		err = dv.SetDropList(column.Choices)
	} else {
		err = b.longList(dv, column.Choices)
	}
	return errors.Join(err, b.AddDataValidation(sheet, dv))
}

func (c Column) example() string {
	if c.Example == "" {
		return ""
	}
	return "例：" + c.Example
}

// longList keeps the choices on a sheet of their own.
func (b *book) longList(dv *excelize.DataValidation, values []string) error {
	if b.lists == 0 {
		if _, err := b.NewSheet(choices); err != nil {
			return err
		}
	}
	b.lists++
	name, err := excelize.ColumnNumberToName(b.lists)
	if err != nil {
		return err
	}
	if err := b.SetSheetCol(choices, name+"1", &values); err != nil {
		return err
	}
	dv.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", choices, name, name, len(values)))
	return nil
}

func (b *book) hide() error {
	if b.lists == 0 {
		return nil
	}
	return b.SetSheetVisible(choices, false)
}

func (b *book) top(sw *excelize.StreamWriter, columns []Column) error {
	titles := make([]any, len(columns))
	for i, c := range columns {
		width, style := c.Width, b.head
		if width == 0 {
			width = usualWidth
		}
		if c.Required {
			style = b.must
		}
		titles[i] = excelize.Cell{StyleID: style, Value: c.Title}
		if err := errors.Join(sw.SetColStyle(i+1, i+1, b.text), sw.SetColWidth(i+1, i+1, width)); err != nil {
			return err
		}
	}
	return errors.Join(
		sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		sw.SetRow("A1", titles, excelize.RowOpts{Height: 24}))
}

func (b *book) rows(sw *excelize.StreamWriter, o Out) error {
	if o.Rows == nil {
		return nil
	}
	row := 1
	for values, err := range o.Rows {
		if err != nil {
			return err
		}
		if row++; row > lastRow {
			return fmt.Errorf("more than %d rows", lastRow-1)
		}
		cells := make([]any, len(values))
		for i, v := range values {
			cells[i] = b.cell(v)
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			return err
		}
	}
	return nil
}

// cell writes numbers as numbers, yes and no in words, and all else as text.
func (b *book) cell(v any) any {
	switch x := v.(type) {
	case nil:
		return nil
	case int, int32, int64, float64:
		return excelize.Cell{Value: x}
	case bool:
		if x {
			return excelize.Cell{StyleID: b.text, Value: yes}
		}
		return excelize.Cell{StyleID: b.text, Value: no}
	}
	text := fmt.Sprint(v)
	if text == "" {
		return nil
	}
	return excelize.Cell{StyleID: b.text, Value: text}
}
