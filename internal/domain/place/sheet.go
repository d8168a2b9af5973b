package place

import "touyan/internal/platform/sheet"

// Fault is what is wrong with one row.
type Fault = sheet.Fault

// SheetName is the sheet of places in the grid workbook.
const SheetName = "网格"

// The columns of the sheet of places.
const (
	colCode       = "网格编码"
	colName       = "网格名称"
	colLevel      = "层级"
	colParent     = "上级编码"
	colKind       = "类别"
	colHouseholds = "户数"
)

// Columns declares the sheet of places; levels and kinds are its drop-downs where it is written to be filled in.
func Columns(levels, kinds []string) sheet.Sheet {
	return sheet.Sheet{Name: SheetName, Columns: []sheet.Column{
		{Key: "code", Title: colCode, Required: true, Text: true, Width: 22, Note: "12 位区划代码；村以下按序延长：网格加 2 位，微网格再加 3 位。代码已有的改，没有的新增。", Example: "11000000000101"},
		{Key: "name", Title: colName, Required: true, Width: 24, Example: "一组"},
		{Key: "level", Title: colLevel, Required: true, Choices: levels, Help: true, Note: "填名称，或 1 到 5。"},
		{Key: "parent", Title: colParent, Text: true, Width: 22, Note: "上级网格的代码；县没有上级。", Example: "110000000001"},
		{Key: "kind", Title: colKind, Choices: kinds, Help: true, Note: "空着时按名称判断。"},
		{Key: "households", Title: colHouseholds, Note: "空着时不改。", Example: "60"},
	}}
}

// DivisionSheet declares the list of divisions, as the statistics office gives it out.
func DivisionSheet() sheet.Sheet {
	return sheet.Sheet{Name: divisionSheet, Columns: []sheet.Column{
		{Key: "code", Title: "code", Required: true, Text: true, Width: 18, Note: "12 位统计用区划代码", Example: "110000001000"},
		{Key: "parent", Title: "parent_code", Text: true, Width: 18, Note: "上级的代码；县这一行空着", Example: "110000000000"},
		{Key: "level", Title: "level", Required: true, Choices: []string{"county", "township", "village"}, Help: true},
		{Key: "name", Title: "name", Required: true, Width: 30, Example: "城关镇"},
	}}
}

const divisionSheet = "区划"

// Line is one row of a sheet or list of places, as it was typed.
type Line struct {
	Row                                         int
	Code, Name, Level, Parent, Kind, Households string
}

// Lines takes the rows of the sheet.
func Lines(records []sheet.Record) []Line {
	out := make([]Line, len(records))
	for i, r := range records {
		out[i] = Line{
			Row: r.Row, Code: r.Get("code"), Name: r.Get("name"), Level: r.Get("level"), Parent: r.Get("parent"), Kind: r.Get("kind"),
			Households: r.Get("households"),
		}
	}
	return out
}
