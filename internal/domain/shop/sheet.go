package shop

import "touyan/internal/platform/sheet"

const (
	goodsSheet  = "兑换物品"
	redeemSheet = "兑换记录"
)

// The titles that faults name.
const (
	colVillage = "村编码"
	colGood    = "物品"
	colPoints  = "积分"
)

func sheetOfGoods() sheet.Sheet {
	return sheet.Sheet{Name: goodsSheet, Columns: []sheet.Column{
		{Key: "village", Title: colVillage, Required: true, Text: true, Width: 20, Note: "编码、名称（可带上级）或拼音，只指一个地方即可。"},
		{Key: "name", Title: colGood, Required: true, Width: 20, Example: "洗衣粉"},
		{Key: "measure", Title: "单位", Required: true, Width: 8, Example: "瓶"},
		{Key: "points", Title: colPoints, Required: true, Width: 8, Example: "25"},
		{Key: "pieces", Title: "库存", Width: 8, Out: true},
	}}
}

func sheetOfRedeems() sheet.Sheet {
	return sheet.Sheet{Name: redeemSheet, Columns: []sheet.Column{
		{Key: "day", Title: "日期", Width: 12},
		{Key: "household", Title: "户编码", Text: true, Width: 22},
		{Key: "head", Title: "户主", Width: 12},
		{Key: "good", Title: colGood, Width: 20},
		{Key: "pieces", Title: "件数", Width: 8},
		{Key: "points", Title: colPoints, Width: 8},
		{Key: "confirm", Title: "户里怎么确认", Width: 14},
		{Key: "by", Title: "经手人", Width: 12},
	}}
}
