package visit

import (
	"cmp"
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// The sheets of the registers; they go out only, because each figure follows from records.
const (
	visitSheetName  = "走访记录"
	gapSheetName    = "未走到户"
	leaderSheetName = "领导走访"
)

func out(name string, titles ...string) sheet.Sheet {
	s := sheet.Sheet{Name: name, Only: "从走访记录算出来的，不能导入"}
	for _, t := range titles {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 16})
	}
	return s
}

func visitSheet() sheet.Sheet {
	return out(visitSheetName, "日期", "类别", "地点", "户编号", "户主", "走访人", "结果", "目的", "情况", "诉求(件)", "户里评价")
}

func gapSheet() sheet.Sheet {
	return out(gapSheetName, "地点", "户编号", "户主", "走访人", "应走访日期", "已去次数", "上次", "上次走访")
}

func leaderSheet() sheet.Sheet {
	return out(leaderSheetName, "姓名", "岗位", "走访(次)", "户数", "村数", "见到", "不在家", "不便接待", "诉求(件)", "已办结", "评价(户)", "满意", "基本满意", "满意率(30 户以上)")
}

// The words of results and ratings.
var (
	resultWords = map[string]string{Met: "见到", Away: "不在家", Declined: "不便接待", "": "未走访"}
	ratedWords  = map[string]string{Satisfied: "满意", Fairly: "基本满意", Unsatisfied: "不满意", Silent: "未答", "": ""}
)

var campaignWords = map[string]string{Building: "分配中", Open: "进行中", Closed: "已结束"}

func writeCampaigns(w io.Writer, read func(kernel.Page) ([]Campaign, string, error)) error {
	return sheet.Write(w, sheet.Plain("走访安排", sheet.Pages(read, func(c Campaign) []any {
		return []any{c.Name, c.Path, string(c.From), string(c.Due), c.Interval, c.Total, c.Made, c.Rested, c.Reached, c.Satisfied, campaignWords[c.State], string(c.Closed), c.Maker}
	}), "名称", "地方", "开始", "期限", "几天一轮", "要走访", "已走访", "刚走访过不再去", "覆盖目标（%）", "满意目标（%）", "状态", "结束", "谁安排的"))
}

func writeCalls(w io.Writer, p *pack.Pack, read func(kernel.Page) ([]Visit, string, error)) error {
	return sheet.Write(w, sheet.Plain("待回访", sheet.Pages(read, func(v Visit) []any {
		kind, _ := p.VisitType(v.Type)
		return []any{v.Path, v.Household.Code, v.Household.HeadName, string(v.Day), v.Visitor.Name, cmp.Or(kind.Name, v.Type), resultWords[v.Result], v.Text}
	}), "地点", "户编号", "户主", "走访日期", "走访人", "类别", "结果", "情况"))
}
