package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"touyan/internal/kernel"
)

var grid = Sheet{Name: "网格", Columns: []Column{
	{Key: "code", Title: "编码", Required: true, Width: 24, Note: "12 位区划码,下级按序延长"},
	{Key: "name", Title: "名称", Required: true},
	{Key: "kind", Title: "类型", Choices: []string{"组网格", "专属网格"}},
	{Key: "from", Title: "起始日", Day: true},
	{Key: "n", Title: "户数"},
}}

func rowsOf(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func written(t testing.TB, outs ...Out) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, outs...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// made is a workbook as people make it: cells set one by one, numbers as numbers.
func made(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "网格"); err != nil {
		t.Fatal(err)
	}
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell string, values ...any) {
	t.Helper()
	if err := f.SetSheetRow("网格", cell, &values); err != nil {
		t.Fatal(err)
	}
}

// row is a record in the open.
type row struct {
	Row    int
	Values map[string]string
}

func plain(records []Record) []row {
	var out []row
	for _, r := range records {
		x := row{r.Row, map[string]string{}}
		for key := range r.at {
			x.Values[key] = r.Get(key)
		}
		out = append(out, x)
	}
	return out
}

func codes(faults []Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
	}
	return out
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	data := written(t, Out{Sheet: grid, Rows: rowsOf(
		[]any{"14102910000101001", "=HYPERLINK(\"http://x\")", "组网格", kernel.Day("2026-01-05"), 35},
		[]any{"141029100001", "@SUM(1)", nil, "", int64(0)},
		[]any{"+1", "-1 & <b> \"q\"\n二行\x01", "专属网格", "", 1.5},
	)})
	got, faults, err := Read(data, []Sheet{grid})
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	want := []row{
		{2, map[string]string{"code": "14102910000101001", "name": `=HYPERLINK("http://x")`, "kind": "组网格", "from": "2026-01-05", "n": "35"}},
		{3, map[string]string{"code": "141029100001", "name": "@SUM(1)", "kind": "", "from": "", "n": "0"}},
		{4, map[string]string{"code": "+1", "name": "-1 & <b> \"q\"\n二行\ufffd", "kind": "专属网格", "from": "", "n": "1.5"}},
	}
	if diff := cmp.Diff(want, plain(got["网格"])); diff != "" {
		t.Error(diff)
	}
}

func TestNothingWrittenIsAFormula(t *testing.T) {
	data := written(t, Out{Sheet: grid, Rows: rowsOf([]any{"=1+1", "=cmd|' /C calc'!A0", "@x", "+1", "-1"})})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, _ := io.ReadAll(f)
	for _, must := range []string{`<pane `, `state="frozen"`, `<dataValidation `, `组网格,专属网格`, `t="inlineStr"`, `legacyDrawing`} {
		if !bytes.Contains(xml, []byte(must)) {
			t.Errorf("the sheet has no %s", must)
		}
	}
	if bytes.Contains(xml, []byte("<f>")) {
		t.Error("a formula was written")
	}
	if x, err := excelize.OpenReader(bytes.NewReader(data)); err != nil {
		t.Error(err)
	} else if id, _ := x.GetCellStyle("网格", "A2"); id == 0 {
		t.Error("codes have no text format")
	}
}

func TestLongListsGoToAHiddenSheet(t *testing.T) {
	s := Sheet{Name: "甲", Columns: []Column{{Key: "a", Title: "A", Choices: slices.Repeat([]string{"一个很长的选项"}, 60)}, {Key: "b", Title: "B", Choices: []string{"x,y", "z"}}}}
	data := written(t, Out{Sheet: s, Rows: rowsOf([]any{"一个很长的选项", "x,y"})})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if visible, err := f.GetSheetVisible(choices); err != nil || visible {
		t.Error(visible, err)
	}
	if dvs, _ := f.GetDataValidations("甲"); len(dvs) != 2 || dvs[0].Formula1 != choices+"!$A$1:$A$60" || dvs[1].Formula1 != choices+"!$B$1:$B$2" {
		t.Errorf("%+v", dvs)
	}
	if got, faults, err := Read(data, []Sheet{s}); err != nil || len(faults) > 0 || len(got["甲"]) != 1 {
		t.Error(got, faults, err)
	}
}

func TestNumbersAndDatesAsPeopleTypeThem(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		own := "yyyy\"年\"m\"月\"d\"日\""
		chinese, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
		set(t, f, "A1", "乡宁县网格表")
		set(t, f, "A2", " 编码* ", "名称", "类型", "起始日", "户数")
		set(t, f, "A3", 141029100001, " 一　组 ", "组网格", 46027, 35)
		set(t, f, "A5", "１４１０２９Ａ", "二组", nil, "2026年1月5日", 3.3000000000000003)
		set(t, f, "A6", "3E12", 46027, nil, "2026.1.5", 46027)
		set(t, f, "A7", "x", "y", nil, "20260105", "")
		_ = f.SetCellStyle("网格", "D3", "D3", style)
		_ = f.SetCellStyle("网格", "B6", "B6", chinese)
	})
	got, faults, err := Read(data, []Sheet{grid})
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	want := []row{
		{3, map[string]string{"code": "141029100001", "name": "一 组", "kind": "组网格", "from": "2026-01-05", "n": "35"}},
		{5, map[string]string{"code": "141029A", "name": "二组", "kind": "", "from": "2026-01-05", "n": "3.3"}},
		{6, map[string]string{"code": "3E12", "name": "2026-01-05", "kind": "", "from": "2026-01-05", "n": "46027"}},
		{7, map[string]string{"code": "x", "name": "y", "kind": "", "from": "2026-01-05", "n": ""}},
	}
	if diff := cmp.Diff(want, plain(got["网格"])); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersThatLostDigits(t *testing.T) {
	for in, want := range map[string]string{
		"1.41029100001E+11": "141029100001", "1.41E+11": "", "1.4102919900101101E+17": "", "1E+05": "",
		"1.23456789012346E+017": "", "141029100001": "141029100001", "141029100001010010010001": "141029100001010010010001", "12.50": "12.50", "0.30000000000000004": "0.3",
	} {
		got, lost := number(in)
		if lost != (want == "") || !lost && got != want {
			t.Errorf("%s: %s lost=%v, want %s", in, got, lost, want)
		}
	}
}

func TestFaultsInCells(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		set(t, f, "A1", "编码", "名称", "类型", "起始日", "户数")
		set(t, f, "A2", "", "甲", "村", "明天", "1.41E+11")
		set(t, f, "A3", "#N/A", "乙", "组网格", "2026-02-30", "1")
	})
	got, faults, err := Read(data, []Sheet{grid})
	want := []string{"2 编码 required", "2 类型 bad_choice", "2 起始日 bad_day", "2 户数 digits_lost", "3 编码 cell_error", "3 起始日 bad_day"}
	if diff := cmp.Diff(want, codes(faults)); diff != "" || err != nil || len(got["网格"]) != 2 {
		t.Error(diff, err)
	}
	if faults[1].Args["value"] != "村" || faults[1].Args["choices"] != "组网格 / 专属网格" || faults[1].Sheet != "网格" {
		t.Errorf("%+v", faults[1])
	}
}

func TestFaultsInColumns(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		set(t, f, "A1", "编码", "编码", "颜色", "", "户数")
		set(t, f, "A2", "1", "2", "3")
	})
	_, faults, err := Read(data, []Sheet{grid, {Name: "人员"}})
	want := []string{"1 编码 duplicate_column", "1 颜色 unknown_column", "1 名称 missing_column", "0  missing_sheet"}
	if diff := cmp.Diff(want, codes(faults)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	empty := made(t, func(*excelize.File) {})
	if _, faults, err := Read(empty, []Sheet{grid}); err != nil || !slices.Equal(codes(faults), []string{"1 编码 missing_column", "1 名称 missing_column"}) {
		t.Error(codes(faults), err)
	}
}

func TestBoundsOfASheet(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		set(t, f, "A1", "编码", "名称")
		for i := range maxFaults + 50 {
			set(t, f, fmt.Sprintf("A%d", i+2), "x")
		}
	})
	_, faults, err := Read(data, []Sheet{grid})
	if err != nil || len(faults) != maxFaults+1 || faults[maxFaults].Code != TooManyFaults {
		t.Error(len(faults), err)
	}
	wide := made(t, func(f *excelize.File) {
		set(t, f, "A1", "编码", "名称")
		set(t, f, "XFD3", "x")
	})
	if _, faults, err := Read(wide, []Sheet{grid}); err != nil || !slices.Equal(codes(faults), []string{"3  too_many_columns"}) {
		t.Error(codes(faults), err)
	}
}

// bomb is a small file whose one part says that it unpacks to far more than any workbook has.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, UncompressedSize64: maxUnzip + 1})
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// liar says that its part is small and unpacks to much more: what is read of it is bounded all the same.
func liar(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	zeros := make([]byte, 1<<20)
	for range 64 {
		_, _ = f.Write(zeros)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Deflate, UncompressedSize64: 10, CompressedSize64: uint64(packed.Len())})
	if err == nil {
		_, err = w.Write(packed.Bytes())
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesThatAreNoWorkbook(t *testing.T) {
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	good := written(t, Out{Sheet: grid})
	for name, x := range map[string]struct {
		data []byte
		want string
	}{
		"nothing": {nil, "empty_file"}, "noise": {[]byte("\x00\x01"), "not_xlsx"}, "empty zip": {empty.Bytes(), "not_xlsx"}, "cut": {good[:len(good)/2], "not_xlsx"},
		"old": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "xls_or_locked"}, "large": {make([]byte, MaxBytes+1), "file_too_large"}, "bomb": {bomb(t), "file_too_large"}, "liar": {liar(t), "not_xlsx"},
	} {
		_, _, err := Read(x.data, []Sheet{grid})
		var e *kernel.Error
		if !errors.As(err, &e) || e.Code != x.want || e.Kind != kernel.KindInvalid {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
}

func TestARowThatFailsStopsTheWriting(t *testing.T) {
	bad := errors.New("lost the database")
	err := Write(io.Discard, Out{Sheet: grid, Rows: func(yield func([]any, error) bool) { yield(nil, bad) }})
	if !errors.Is(err, bad) || !strings.Contains(err.Error(), "网格") {
		t.Error(err)
	}
	if err := Write(io.Discard); err == nil {
		t.Error("a workbook needs a sheet")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, Out{Sheet: grid, Rows: rowsOf([]any{"1", "x", "组网格", "2026-01-05", 1})}))
	f.Add(made(f, func(x *excelize.File) { set(f, x, "A1", "编码", "名称"); set(f, x, "A2", 1.41e17, 46027) }))
	for _, x := range traps(f) {
		if len(x.data) < 64<<10 {
			f.Add(x.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, faults, err := Read(data, []Sheet{people})
		if err != nil && (records != nil || faults != nil) {
			t.Fatal("both an error and records")
		}
		for _, f := range faults {
			if f.Code == "" || f.Sheet == "" {
				t.Fatalf("%+v", f)
			}
		}
	})
}
