package exchange

import (
	"io"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// foreignSheet is the fault of a workbook that also has a sheet of another template.
const foreignSheet = "foreign_sheet"

// maxFile is the largest file that is taken in.
const maxFile = sheet.MaxBytes

// book is what was read of a file.
type book struct {
	records register.Book
	faults  []register.Fault
}

// kinds are the registers with their sheets.
type kinds []kindOf

type kindOf struct {
	register.Register
	sheets []sheet.Sheet
}

// choose finds the register that a file belongs to: by the names of its sheets, or of a list by its titles.
func (k kinds) choose(data []byte) (kindOf, error) {
	if sheet.IsCSV(data) {
		titles, err := sheet.Titles(data)
		if err != nil {
			return kindOf{}, err
		}
		for _, x := range k {
			if x.Edit != "" && len(x.sheets) == 1 && !slices.ContainsFunc(x.sheets[0].Columns, func(c sheet.Column) bool { return c.Required && !slices.Contains(titles, c.Title) }) {
				return x, nil
			}
		}
		return kindOf{}, kernel.Invalid("file", "unknown_book").With("has", strings.Join(titles[:min(len(titles), 8)], " / "))
	}
	names, err := sheet.Names(data)
	if err != nil {
		return kindOf{}, err
	}
	best, n := kindOf{}, 0
	for _, x := range k {
		fit := 0
		for _, s := range x.sheets {
			if slices.Contains(names, s.Name) {
				fit++
			}
		}
		if fit > n && x.Edit != "" {
			best, n = x, fit
		}
	}
	if n == 0 {
		return best, kernel.Invalid("file", "unknown_book").With("has", strings.Join(names[:min(len(names), 8)], " / "))
	}
	return best, nil
}

// read reads the sheets of a register. A sheet of another template in the same file is a fault: whoever filled it in would
// believe that it was saved.
func (k kinds) read(of kindOf, data []byte, step func(int) error) (book, error) {
	records, faults, err := sheet.ReadWith(data, of.sheets, step)
	if err != nil || sheet.IsCSV(data) {
		return book{records, faults}, err
	}
	names, err := sheet.Names(data)
	if err != nil {
		return book{}, err
	}
	own := func(name string) bool {
		return slices.ContainsFunc(of.sheets, func(s sheet.Sheet) bool { return s.Name == name })
	}
	for _, x := range k {
		for _, s := range x.sheets {
			if slices.Contains(names, s.Name) && !own(s.Name) && x.Key != of.Key {
				faults = append(faults, sheet.NewFault(s.Name, 0, "", foreignSheet, "register", x.Title))
			}
		}
	}
	return book{records, faults}, nil
}

// structural tells of a fault after which the rows say nothing that could be compared.
func structural(f register.Fault) bool {
	return (f.Row <= 1 || f.Column == "") && f.Code != sheet.HiddenRow && f.Code != sheet.HiddenColumn && f.Code != sheet.MergedCells && f.Code != foreignSheet
}

func mark(w io.Writer, data []byte, sheets []sheet.Sheet, faults []register.Fault, words func(register.Fault) string) error {
	return sheet.Mark(w, data, sheets, faults, words)
}

func template(w io.Writer, sheets []sheet.Sheet) error { return sheet.Template(w, sheets) }

// write writes the sheets of a register with their rows.
func write(w io.Writer, of kindOf, rows func(name string) rowSeq) error {
	outs := make([]sheet.Out, len(of.sheets))
	for i, s := range of.sheets {
		outs[i] = sheet.Out{Sheet: s, Rows: rows(s.Name)}
	}
	return sheet.Write(w, outs...)
}

func importSheet() sheet.Sheet {
	s := sheet.Sheet{Name: "导入记录"}
	for _, t := range []string{"时间", "导入人", "表", "文件", "状态", "新增", "修改", "没有变化", "错误"} {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t})
	}
	return s
}

// stateWords are the states as the workbook says them.
var stateWords = map[State]string{
	Checking: "检查中", Checked: "待确认", Refused: "有错误", Applying: "写入中", Done: "已写入", Failed: "失败", Cancelled: "已取消",
	TakenBack: "已撤回",
}
