package merit

import "touyan/internal/platform/sheet"

const sheetName = "农户好事"

// The titles that faults name.
const (
	colHouse = "户编码"
	colItem  = "项目"
	colDay   = "日期"
)

func deedSheet() sheet.Sheet {
	return sheet.Sheet{Name: sheetName, Columns: []sheet.Column{
		{Key: "household", Title: colHouse, Required: true, Text: true, Width: 22},
		{Key: "head", Title: "户主", Width: 12, Out: true},
		{Key: "day", Title: colDay, Required: true, Day: true, Width: 12, Example: "2026-11-20"},
		{Key: "item", Title: colItem, Required: true, Width: 24, Example: "清理村道", Note: "本村清单里的项目。"},
		{Key: "note", Title: "说明", Width: 40},
		{Key: "points", Title: "积分", Width: 8, Out: true},
		{Key: "state", Title: "状态", Width: 10, Out: true},
	}}
}
