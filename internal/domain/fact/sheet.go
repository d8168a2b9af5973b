package fact

import (
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
