package points

import "touyan/internal/platform/sheet"

const (
	entrySheetName   = "积分登记"
	accountSheetName = "党员积分"
)

// The titles that faults name.
const (
	colCode   = "所在地编码"
	colBranch = "党组织"
	colYear   = "年度"
	colName   = "姓名"
	colItem   = "项目"
	colPoints = "分值"
	colDay    = "日期"
	colClass  = "党员类别"
)

func branchColumns() []sheet.Column {
	return []sheet.Column{
		{Key: "code", Title: colCode, Required: true, Text: true, Width: 22, Note: "编码、名称（可带上级）或拼音，只指一个地方即可。"},
		{Key: "branch", Title: colBranch, Required: true, Width: 24},
		{Key: "year", Title: colYear, Required: true, Text: true, Width: 8, Example: "2026"},
		{Key: "name", Title: colName, Required: true, Width: 12},
	}
}

func entrySheet() sheet.Sheet {
	return sheet.Sheet{Name: entrySheetName, Columns: append(branchColumns(),
		sheet.Column{Key: "item", Title: colItem, Required: true, Width: 32, Note: "办法里的项目名称或编号。"},
		sheet.Column{Key: "points", Title: colPoints, Text: true, Width: 8, Note: "扣分也写正数；项目只有一个分值的可以不填。", Example: "2"},
		sheet.Column{Key: "day", Title: colDay, Required: true, Day: true, Width: 12, Example: "2026-11-20"},
		sheet.Column{Key: "text", Title: "做了什么", Required: true, Width: 40},
		sheet.Column{Key: "state", Title: "进展", Width: 10, Note: "导出用，导入时不看：导入的都作为待受理。"},
		sheet.Column{Key: "by", Title: "登记人", Width: 12, Note: "导出用，导入时不看。"},
		sheet.Column{Key: "confirm", Title: "确认人", Width: 12, Note: "导出用，导入时不看。"},
	)}
}

func accountSheet() sheet.Sheet {
	return sheet.Sheet{Name: accountSheetName, Columns: append(branchColumns(),
		sheet.Column{Key: "class", Title: colClass, Required: true, Width: 14, Note: "导入时只改这一项。"},
		sheet.Column{Key: "base", Title: "基础分", Text: true, Width: 8},
		sheet.Column{Key: "total", Title: "得分", Text: true, Width: 8},
		sheet.Column{Key: "band", Title: "结果", Width: 12},
		sheet.Column{Key: "grade", Title: "评议等次", Width: 12},
		sheet.Column{Key: "reason", Title: "说明", Width: 30},
	)}
}
