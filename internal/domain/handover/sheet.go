package handover

import "touyan/internal/platform/sheet"

const sheetName = "岗位交接"

func handoverSheet() sheet.Sheet {
	return sheet.Sheet{Name: sheetName, Columns: []sheet.Column{
		{Key: "post", Title: "岗位", Width: 30},
		{Key: "what", Title: "交什么", Width: 12},
		{Key: "from", Title: "原任", Width: 12},
		{Key: "into", Title: "接任", Width: 12},
		{Key: "day", Title: "从哪天起", Day: true, Width: 12},
		{Key: "state", Title: "情况", Width: 12},
		{Key: "done", Title: "办结日期", Day: true, Width: 12},
		{Key: "cases", Title: "案件", Width: 8},
		{Key: "calls", Title: "吹哨", Width: 8},
		{Key: "items", Title: "清单事项", Width: 8},
		{Key: "contacts", Title: "联系点", Width: 8},
		{Key: "lists", Title: "清单", Width: 8},
		{Key: "links", Title: "联系户", Width: 8},
		{Key: "visits", Title: "走访户", Width: 8},
		{Key: "turns", Title: "值班", Width: 8},
		{Key: "stayed", Title: "未交", Width: 8},
		{Key: "reason", Title: "理由", Width: 30},
		{Key: "by", Title: "办理人", Width: 12},
	}}
}
