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
		{Key: "code", Title: colCode, Required: true, Width: 22},
		{Key: "name", Title: colName, Required: true, Width: 24},
		{Key: "level", Title: colLevel, Required: true, Choices: levels},
		{Key: "parent", Title: colParent, Width: 22},
		{Key: "kind", Title: colKind, Choices: kinds},
		{Key: "households", Title: colHouseholds},
	}}
}

// Line is one row of a sheet or list of places, as it was typed.
type Line struct {
	Row                                         int
	Code, Name, Level, Parent, Kind, Households string
}

// Lines takes the rows of the sheet.
func Lines(records []sheet.Record) []Line {
	out := make([]Line, len(records))
	for i, r := range records {
		v := r.Values
		out[i] = Line{Row: r.Row, Code: v["code"], Name: v["name"], Level: v["level"], Parent: v["parent"], Kind: v["kind"], Households: v["households"]}
	}
	return out
}
