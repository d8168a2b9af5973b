package merit

import (
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

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

// writePools writes pools as they stand, money in yuan.
func writePools(w io.Writer, read func(kernel.Page) ([]Pool, string, error)) error {
	yuan := func(fen int64) float64 { return float64(fen) / 100 }
	return sheet.Write(w, sheet.Plain("积分池", sheet.Pages(read, func(p Pool) []any {
		return []any{p.Path, yuan(p.Rate), yuan(p.Funds), yuan(p.Free), yuan(p.Promised), yuan(p.Stock), yuan(p.Used), p.Outstanding, p.GivenAll, p.Spent, p.Lapsed, p.Households, string(p.ClosedTo)}
	}), "地方", "每分（元）", "投入（元）", "可用（元）", "已承诺（元）", "库存占用（元）", "已兑换（元）", "未兑换积分", "发放积分", "兑换积分", "过期积分", "户数", "结账到"))
}
