package asset

import "touyan/internal/platform/sheet"

func assetSheet() sheet.Sheet {
	return sheet.Sheet{Name: "资产", Columns: []sheet.Column{
		{Key: "name", Title: "资产名称", Width: 34},
		{Key: "category", Title: "类别", Width: 16},
		{Key: "path", Title: "地点", Width: 34},
		{Key: "value", Title: "原值(元)", Width: 16},
		{Key: "day", Title: "形成日期", Width: 12},
		{Key: "source", Title: "来源", Width: 22},
		{Key: "no", Title: "来源编号", Text: true, Width: 18},
	}}
}
