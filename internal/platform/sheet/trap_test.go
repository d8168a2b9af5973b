package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var people = Sheet{Name: "网格", Columns: []Column{
	{Key: "name", Title: "姓名", Required: true},
	{Key: "id", Title: "身份证号", IDNumber: true},
	{Key: "code", Title: "编码", Text: true},
	{Key: "day", Title: "日期", Day: true},
	{Key: "posts", Title: "岗位", Out: true},
}}

// traps are files as they come from villages, each with what must be told of it.
func traps(t testing.TB) map[string]struct {
	data []byte
	want []string
} {
	t.Helper()
	sheet := func(fill func(f *excelize.File)) []byte {
		return made(t, func(f *excelize.File) {
			set(t, f, "A1", "姓名", "身份证号", "编码", "日期", "岗位")
			fill(f)
		})
	}
	type trap = struct {
		data []byte
		want []string
	}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string]trap{
		"15 digits":             {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", "140105900307001") }), []string{"2 身份证号 id_number_old"}},
		"15 digits as a number": {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", 140105900307001) }), []string{"2 身份证号 id_number_old"}},
		"scientific":            {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", "1.40105E+17") }), []string{"2 身份证号 digits_lost"}},
		"scientific number":     {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", 1.40105199003070012e17) }), []string{"2 身份证号 number_not_text"}},
		"ID as a number":        {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", int64(140105199003070012)) }), []string{"2 身份证号 number_not_text"}},
		"code as a number":      {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", "", int64(14102910022401001)) }), []string{"2 编码 number_not_text"}},
		"merged": {sheet(func(f *excelize.File) {
			set(t, f, "A2", "甲")
			set(t, f, "A3", "乙")
			must(f.MergeCell("网格", "A2", "A3"))
		}), []string{"2 姓名 merged_cells"}},
		"formula": {sheet(func(f *excelize.File) {
			set(t, f, "A2", "甲", "", "x")
			must(f.SetCellFormula("网格", "C2", "=1+1"))
		}), []string{"2 编码 formula_cell"}},
		"hidden row": {sheet(func(f *excelize.File) {
			set(t, f, "A2", "甲")
			must(f.SetRowVisible("网格", 2, false))
		}), []string{"2  hidden_row"}},
		"hidden column": {sheet(func(f *excelize.File) {
			set(t, f, "A2", "甲", "", "1")
			must(f.SetColVisible("网格", "C", false))
		}), []string{"1 编码 hidden_column"}},
		"hidden sheet": {sheet(func(f *excelize.File) {
			_, err := f.NewSheet("别的")
			must(err)
			f.SetActiveSheet(1)
			must(f.SetSheetVisible("网格", false))
		}), []string{"0  hidden_sheet"}},
		"a cell of 1 MB":   {huge(t), []string{"2 姓名 cell_too_long"}},
		"2,000,000 rows":   {endless(t, 2_000_000), []string{fmt.Sprintf("%d  too_many_rows", usualRows+2)}},
		"looks a formula":  {sheet(func(f *excelize.File) { set(t, f, "A2", "=1+1", "", "@x", "", "-1") }), nil},
		"CSV":              {[]byte("\xef\xbb\xbf姓名,日期\n甲,2026/1/2\n"), nil},
		"tabs":             {[]byte("姓名\t日期\r\n甲\t明天\r\n"), []string{"2 日期 bad_day"}},
		"what is only out": {sheet(func(f *excelize.File) { set(t, f, "A2", "甲", "", "", "", "网格长") }), nil},
	}
}

// parts is a workbook of one sheet, its XML written by hand.
func parts(t testing.TB, fill func(w io.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="网格" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(w, `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>`)
	fill(w)
	_, _ = io.WriteString(w, `</sheetData></worksheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func huge(t testing.TB) []byte {
	return parts(t, func(w io.Writer) {
		_, _ = io.WriteString(w, `<row r="2"><c r="A2" t="inlineStr"><is><t>`+strings.Repeat("长", 1<<20/3)+`</t></is></c></row>`)
	})
}

func endless(t testing.TB, rows int) []byte {
	block := []byte(strings.Repeat(`<row><c t="inlineStr"><is><t>甲</t></is></c></row>`, 1000))
	return parts(t, func(w io.Writer) {
		for range rows / 1000 {
			_, _ = w.Write(block)
		}
	})
}

func TestTrapsAreTold(t *testing.T) {
	for name, x := range traps(t) {
		book, faults, err := Read(x.data, []Sheet{people})
		if err != nil || !slices.Equal(codes(faults), x.want) {
			t.Errorf("%s: %q %v, want %q", name, codes(faults), err, x.want)
		}
		if x.want == nil && (len(book["网格"]) != 1 || book["网格"][0].Has("posts")) {
			t.Errorf("%s: %+v", name, book)
		}
	}
}

// TestMarkedComesBackWithItsFaults: same rows, wrong cells coloured, and what to do beside them.
func TestMarkedComesBackWithItsFaults(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		set(t, f, "A1", "某村人员表")
		set(t, f, "A2", "姓名", "身份证号", "日期")
		set(t, f, "A3", "甲", "140105900307001", "明天")
		set(t, f, "A4", "乙", "", "2026-01-01")
	})
	_, faults, err := Read(data, []Sheet{people})
	if err != nil || len(faults) != 2 {
		t.Fatal(faults, err)
	}
	var out bytes.Buffer
	if err := Mark(&out, data, []Sheet{people}, faults, func(f Fault) string { return "<" + f.Code + ">" }); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	cell := func(sheet, at string) string { v, _ := f.GetCellValue(sheet, at); return v }
	if cell("网格", "A1") != "某村人员表" || cell("网格", "D2") != "问题" || cell("网格", "D3") != "身份证号：<id_number_old>；日期：<bad_day>" || cell("网格", "D4") != "" || cell("网格", "A4") != "乙" {
		t.Error(f.GetRows("网格"))
	}
	good, _ := f.GetCellStyle("网格", "A3")
	bad, _ := f.GetCellStyle("网格", "B3")
	if good == bad || bad == 0 || cell("问题清单", "D2") != "<id_number_old>" || cell("问题清单", "B3") != "3" {
		t.Error(good, bad)
	}
	if _, again, err := Read(out.Bytes(), []Sheet{people}); err != nil || !slices.Equal(codes(again), codes(faults)) {
		t.Error(codes(again), err)
	}
	var list bytes.Buffer
	csv := []byte("姓名,日期\n甲,明天\n")
	_, faults, _ = Read(csv, []Sheet{people})
	if err := Mark(&list, csv, []Sheet{people}, faults, func(f Fault) string { return f.Code }); err != nil {
		t.Error(err)
	}
	if _, again, err := Read(list.Bytes(), []Sheet{people}); err != nil || len(again) != 1 {
		t.Error(again, err)
	}
}

func TestTheTemplateExplainsItself(t *testing.T) {
	var out bytes.Buffer
	if err := Template(&out, []Sheet{{Name: "网格", Columns: []Column{{Key: "a", Title: "甲", Required: true, Note: "说明", Example: "例子", Choices: []string{"一", "二"}}, {Key: "b", Title: "乙", Out: true}}}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := f.GetRows(HelpSheet)
	if len(rows) != 2 || !slices.Equal(rows[1], []string{"网格", "甲", "是", "说明", "一 / 二", "例子"}) {
		t.Error(rows)
	}
	notes, _ := f.GetComments("网格")
	if len(notes) != 1 || !strings.Contains(notes[0].Text, "例：例子") {
		t.Errorf("%+v", notes)
	}
}

// wide is a sheet of 20 columns, as the register of households has them.
func wide(rows int) Out {
	o := Out{Sheet: Sheet{Name: "网格", Max: MaxRows}}
	for c := range 20 {
		o.Columns = append(o.Columns, Column{Key: fmt.Sprint("k", c), Title: fmt.Sprint("列", c)})
	}
	o.Rows = func(yield func([]any, error) bool) {
		for r := range rows {
			row := make([]any, 20)
			for c := range row {
				row[c] = fmt.Sprintf("值%d-%d", r, c%7)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return o
}

// BenchmarkRead reads 20,000 rows of 20 columns; excelize, row by row, is the measure.
func BenchmarkRead(b *testing.B) {
	o := wide(20_000)
	data := written(b, o)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			book, faults, err := Read(data, []Sheet{o.Sheet})
			if err != nil || len(faults) > 0 || len(book["网格"]) != 20_000 {
				b.Fatal(faults, err)
			}
			runtime.KeepAlive(book)
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("网格")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, wide(20_000)); err != nil {
			b.Fatal(err)
		}
	}
}
