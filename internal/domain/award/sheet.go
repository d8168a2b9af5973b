package award

import "touyan/internal/platform/sheet"

// The sheets of the registers.
const (
	entrySheetName  = "参评名单"
	scoreSheetName  = "打分结果"
	honourSheetName = "荣誉和牌匾"
)

// The titles that faults name.
const (
	colRound  = "评选"
	colWho    = "评谁(编号)"
	colName   = "名称"
	colHow    = "怎么参评"
	colTitle  = "称号"
	colText   = "理由"
	colScheme = "评选办法"
	colWon    = "授予日期"
	colTo     = "有效期至"
	colBand   = "等次"
	colPlaque = "挂牌日期"
)

// nameNote says what the name is for.
const nameNote = "个人、党员填姓名，集体填名称；户和村只看编号。"

// The words of how somebody entered, and of what became of an entry or an honour.
var (
	howWords    = map[string]string{Applied: "自己申报", Nominated: "推荐"}
	entryWords  = map[string]string{In: "参评", Withdrawn: "退出", Barred: "一票否决", Below: "未达等次", Passed: "评议通过", Failed: "评议未通过", Dropped: "异议成立", Won: "授予"}
	honourWords = map[string]string{Held: "有效", Ended: "到期", Revoked: "撤销"}
)

func entrySheet(titles []string) sheet.Sheet {
	return sheet.Sheet{Name: entrySheetName, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "round", Title: colRound, Required: true, Width: 30, Note: "一轮评选的名称，正在报名的才能导入。"},
		{Key: "who", Title: colWho, Required: true, Text: true, Width: 24, Note: "户填户编号，村填区划代码；个人填所在户的编号，党员填党支部所在地的代码，集体填所在地的代码。"},
		{Key: "name", Title: colName, Width: 16, Note: nameNote},
		{Key: "place", Title: "所在地", Out: true, Width: 30},
		{Key: "how", Title: colHow, Required: true, Width: 12, Choices: []string{howWords[Applied], howWords[Nominated]}},
		{Key: "title", Title: colTitle, Width: 12, Choices: titles},
		{Key: "text", Title: colText, Width: 40},
		{Key: "state", Title: "结果", Out: true, Width: 12},
	}}
}

func scoreSheet() sheet.Sheet {
	s := sheet.Sheet{Name: scoreSheetName, Only: "得分和票数从打分和评议算出来，不能导入"}
	for _, t := range []string{colRound, "名次", "名称", "所在地", "总分", "达到方面", colBand, "赞成", "反对", "弃权", "回避", "结果"} {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 14})
	}
	return s
}

func honourSheet(schemes, bands, titles []string) sheet.Sheet {
	return sheet.Sheet{Name: honourSheetName, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "scheme", Title: colScheme, Required: true, Width: 18, Choices: schemes},
		{Key: "who", Title: colWho, Required: true, Text: true, Width: 24, Note: "户填户编号，村填区划代码；个人填所在户的编号，党员填党支部所在地的代码，集体填所在地的代码。"},
		{Key: "name", Title: colName, Width: 16, Note: nameNote},
		{Key: "title", Title: colTitle, Width: 12, Choices: titles},
		{Key: "place", Title: "所在地", Out: true, Width: 30},
		{Key: "band", Title: colBand, Required: true, Width: 12, Choices: bands},
		{Key: "won", Title: colWon, Required: true, Day: true, Width: 12, Example: "2026-01-15"},
		{Key: "to", Title: colTo, Day: true, Width: 12, Note: "空着按评选办法算。"},
		{Key: "plaque_day", Title: colPlaque, Day: true, Width: 12},
		{Key: "plaque_no", Title: "牌匾编号", Text: true, Width: 16},
		{Key: "state", Title: "状态", Out: true, Width: 10},
		{Key: "check", Title: "下次复核", Out: true, Width: 12},
	}}
}
