package casework

import "touyan/internal/platform/sheet"

// caseColumns are the columns of the exported work list. Contacts are masked there as everywhere.
var caseColumns = []sheet.Column{
	{Key: "no", Title: "编号", Width: 18},
	{Key: "type", Title: "类型", Width: 12},
	{Key: "state", Title: "状态", Width: 12},
	{Key: "topic", Title: "类别", Width: 14},
	{Key: "path", Title: "地点", Width: 34},
	{Key: "text", Title: "内容", Width: 60},
	{Key: "at", Title: "上报时间", Width: 18},
	{Key: "due", Title: "办理期限", Width: 18},
	{Key: "overdue", Title: "是否逾期", Width: 10},
	{Key: "reporter", Title: "反映人", Width: 12},
	{Key: "contact", Title: "联系电话", Width: 16},
	{Key: "body", Title: "承办单位", Width: 20},
	{Key: "assignee", Title: "承办人", Width: 12},
	{Key: "rating", Title: "评价", Width: 8},
}

func caseSheet() sheet.Sheet { return sheet.Sheet{Name: "诉求", Columns: caseColumns} }
