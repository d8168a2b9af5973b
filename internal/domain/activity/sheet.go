package activity

import "touyan/internal/platform/sheet"

const sheetName = "活动记录"

// The titles that faults name.
const (
	colCode   = "所在地编码"
	colBody   = "组织"
	colDay    = "日期"
	colTitle  = "活动"
	colPeople = "参加人"
)

func activitySheet() sheet.Sheet {
	return sheet.Sheet{Name: sheetName, Columns: []sheet.Column{
		{Key: "code", Title: colCode, Required: true, Text: true, Width: 22, Note: "编码、名称（可带上级）或拼音，只指一个地方即可。"},
		{Key: "body", Title: colBody, Required: true, Width: 26},
		{Key: "day", Title: colDay, Required: true, Day: true, Width: 12, Example: "2026-11-20"},
		{Key: "title", Title: colTitle, Required: true, Width: 30, Example: "清理河道"},
		{Key: "text", Title: "内容", Width: 40},
		{Key: "people", Title: colPeople, Width: 40, Note: "组织的成员，用顿号隔开。", Example: "张三、李四"},
	}}
}
