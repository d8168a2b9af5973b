package casework

import "touyan/internal/platform/sheet"

const (
	servedSheetName    = "部门服务情况"
	callSheetName      = "吹哨报到"
	catalogueSheetName = "办事目录"
)

// col is a column that is only given out.
func col(key, title string, width float64) sheet.Column {
	return sheet.Column{Key: key, Title: title, Out: true, Width: width}
}

func servedSheet() sheet.Sheet {
	return sheet.Sheet{Name: servedSheetName, Columns: []sheet.Column{
		col("body", "部门", 22), col("from", "起", 12), col("calls", "被吹哨", 10), col("in_time", "按时报到", 10), col("late", "逾时报到", 10),
		col("callers_asked", "基层应评", 10), col("callers", "基层已评", 10), col("callers_pleased", "基层满意", 10), col("callers_share", "基层满意率(30件起)", 14),
		col("raised_asked", "群众应评", 10), col("raised", "群众已评", 10), col("raised_pleased", "群众满意", 10), col("raised_share", "群众满意率(30件起)", 14),
	}}
}

func callSheet() sheet.Sheet {
	return sheet.Sheet{Name: callSheetName, Columns: []sheet.Column{
		col("no", "案件", 18), col("body", "部门", 22), col("path", "地点", 30), col("ask", "要做什么", 40), col("at", "吹哨时间", 18), col("caller", "吹哨人", 12),
		col("state", "状态", 10), col("reported", "报到时间", 18), col("officer", "报到人", 12), col("done", "办结时间", 18), col("note", "结果", 40), col("rating", "评价", 8), col("words", "评语", 30),
	}}
}

func catalogueSheet() sheet.Sheet {
	return sheet.Sheet{Name: catalogueSheetName, Columns: []sheet.Column{
		{Key: "name", Title: "事项", Out: true, Width: 28},
		{Key: "office", Title: "办理部门", Out: true, Width: 18},
		{Key: "who", Title: "谁可以办", Out: true, Width: 36},
		{Key: "days", Title: "承诺时限(工作日)", Out: true, Width: 14},
		{Key: "legal", Title: "法定时限(工作日)", Out: true, Width: 14},
		{Key: "fee", Title: "收费(元)", Out: true, Width: 10},
		{Key: "materials", Title: "材料", Out: true, Width: 60},
		{Key: "where", Title: "在哪里办", Out: true, Width: 36},
		{Key: "source", Title: "依据", Out: true, Width: 36},
	}}
}
