package link

import "touyan/internal/platform/sheet"

// The sheets of the registers.
const (
	linkSheetName = "联户"
	gapSheetName  = "联户缺漏"
)

// The titles that faults name.
const (
	colKind   = "联户方式"
	colHouse  = "户编号"
	colMember = "联户人"
	colGroup  = "组织"
	colFrom   = "起"
	colTo     = "止"
)

func linkSheet(kinds []string) sheet.Sheet {
	return sheet.Sheet{Name: linkSheetName, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "kind", Title: colKind, Required: true, Width: 16, Choices: kinds},
		{Key: "house", Title: colHouse, Required: true, Text: true, Width: 22, Note: "户籍登记里的户编号。"},
		{Key: "head", Title: "户主", Out: true, Width: 12},
		{Key: "place", Title: "所在地", Out: true, Width: 30},
		{Key: "member", Title: colMember, Required: true, Width: 12, Note: "组织里的成员。", Example: "张三"},
		{Key: "group", Title: colGroup, Required: true, Width: 26, Note: "成员所在组织的名称。"},
		{Key: "from", Title: colFrom, Day: true, Width: 12, Note: "空着是今天。"},
		{Key: "to", Title: colTo, Day: true, Width: 12, Note: "不再联系的填最后一天。"},
	}}
}

func gapSheet() sheet.Sheet {
	s := sheet.Sheet{Name: gapSheetName, Only: "缺漏和重复是从联户和户籍算出来的,不能导入:补上或结束联户,问题就没有了"}
	for _, t := range []string{colKind, "问题", colHouse, "户主", "所在地", "现联户人", "怎么办"} {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 20})
	}
	return s
}

// gapWords are the gaps of households and what mends them, as the workbook says it.
var gapWords = map[string][2]string{
	GapMissing: {"没有联户人", "按就近提出名单并确认，或单独指定联户人"},
	GapTwice:   {"有两名以上联户人", "留一名，结束其余的联户"},
}
