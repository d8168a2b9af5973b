package sheet

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	usualWidth = 16
	maxInline  = 255       // what a drop-down may hold within itself
	lastRow    = 1_048_576 // of a sheet
	choices    = "_choices"
	textFormat = 49 // "@": what looks like a number stays text when it is typed or edited
)

// Write writes a workbook of one sheet for each out. Text is written as text, whatever it begins with, so that nothing a
// resident typed can run as a formula on an officer's machine.
func Write(w io.Writer, outs ...Out) error {
	if len(outs) == 0 {
		return errors.New("sheet: nothing to write")
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	b, err := newBook(f)
	if err != nil {
		return err
	}
	for i, o := range outs {
		if err := b.sheet(i, o); err != nil {
			return fmt.Errorf("sheet %s: %w", o.Name, err)
		}
	}
	if err := b.hide(); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return f.Write(w)
}

type book struct {
	*excelize.File
	head, must, text int // styles
	lists            int // columns used on the sheet of choices
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
	for id, style := range map[*int]*excelize.Style{&b.head: head("1E2329"), &b.must: head("A8261D"), &b.text: {NumFmt: textFormat}} {
		var err error
		if *id, err = f.NewStyle(style); err != nil {
			return nil, err
		}
	}
	return b, errors.Join(f.SetDocProps(&excelize.DocProperties{Creator: "touyan", LastModifiedBy: "touyan"}),
		f.SetAppProps(&excelize.AppProperties{Application: "touyan"}))
}

func (b *book) sheet(i int, o Out) error {
	if i == 0 {
		if err := b.SetSheetName("Sheet1", o.Name); err != nil {
			return err
		}
	} else if _, err := b.NewSheet(o.Name); err != nil {
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
	if column.Note != "" {
		note := excelize.Comment{Cell: name + "1", Author: "touyan", Text: column.Note}
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
			return excelize.Cell{StyleID: b.text, Value: "是"}
		}
		return excelize.Cell{StyleID: b.text, Value: "否"}
	}
	text := fmt.Sprint(v)
	if text == "" {
		return nil
	}
	return excelize.Cell{StyleID: b.text, Value: text}
}
