package fact

import (
	"cmp"
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

const sheetName = "户情卡"

// The titles that faults name.
const colHouse = "户编号"

// cardSheet has a column for each field of the card. An empty cell leaves what is known.
func cardSheet(card pack.Card) sheet.Sheet {
	out := sheet.Sheet{Name: sheetName, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "house", Title: colHouse, Required: true, Text: true, Width: 22, Note: "户籍登记里的户编号。"},
		{Key: "head", Title: "户主", Out: true, Width: 12},
		{Key: "place", Title: "所在地", Out: true, Width: 30},
	}}
	for _, f := range card.Fields() {
		c := form.Column(f.Field, false)
		c.Text = f.Type == pack.FieldPhone
		if c.Note = f.Help; f.Sealed() {
			c.Choices = nil // it goes out masked
			c.Note = "加密保存;遮住的照原样留着，就是不改。"
		}
		out.Columns = append(out.Columns, c)
	}
	return out
}

// The words of the workbook of conflicts.
var conflictWords = map[string]string{StateOpen: "待处理", StateTold: "已告知", StateSettled: "已处理"}

func writeConflicts(w io.Writer, card pack.Card, read func(kernel.Page) ([]Conflict, string, error)) error {
	fields := map[string]pack.CardField{}
	for _, f := range card.Fields() {
		fields[f.ID] = f
	}
	said := func(c Conflict, v any) string {
		f := fields[c.Field]
		if text := form.Said(f.Field, v); text != "" || !f.Sealed() {
			return text
		}
		return hiddenCell
	}
	return sheet.Write(w, sheet.Plain("说法不一", sheet.Pages(read, func(c Conflict) []any {
		return []any{
			c.Path, c.Household.Code, c.Household.HeadName, cmp.Or(fields[c.Field].Name, c.Field), said(c, c.Kept.Value), c.Kept.By, sheet.Moment(c.Kept.At),
			said(c, c.Other.Value), c.Other.By, sheet.Moment(c.Other.At), conflictWords[c.State], c.SettledBy, sheet.Moment(c.SettledAt), c.Note,
		}
	}), "地点", "户编号", "户主", "项目", "现在的说法", "谁说的", "什么时候", "另一种说法", "谁说的（另一种）", "什么时候（另一种）", "状态", "谁处理的", "处理时间", "处理意见"))
}
