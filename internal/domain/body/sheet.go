package body

import (
	"io"
	"iter"

	"touyan/internal/platform/sheet"
)

// Fault is what is wrong with one row of a workbook.
type Fault = sheet.Fault

// OfficerSheet is the sheet of officers in the grid workbook.
const OfficerSheet = "网格员"

// The columns of the sheet of officers.
const (
	colCode         = "网格编码"
	colPost         = "岗位"
	colName         = "姓名"
	colPhone        = "手机号"
	colServicePhone = "服务电话"
	colFrom         = "任职起"
	colTo           = "任职止"
	colShowName     = "公开姓名"
)

// officerColumns declares the sheet of officers; posts and choices are its drop-downs where it is written to be filled in.
func officerColumns(posts, choices []string) sheet.Sheet {
	return sheet.Sheet{Name: OfficerSheet, Columns: []sheet.Column{
		{Key: "code", Title: colCode, Required: true, Width: 22},
		{Key: "post", Title: colPost, Required: true, Choices: posts},
		{Key: "name", Title: colName, Required: true, Width: 12},
		{Key: "phone", Title: colPhone},
		{Key: "service_phone", Title: colServicePhone},
		{Key: "from", Title: colFrom, Day: true, Width: 12},
		{Key: "to", Title: colTo, Day: true, Width: 12},
		{Key: "show_name", Title: colShowName, Choices: choices, Width: 10},
	}}
}

// OfficerLine is one row of the sheet of officers, as it was typed.
type OfficerLine struct {
	Row                                                       int
	Code, Post, Name, Phone, ServicePhone, From, To, ShowName string
}

func officerLines(records []sheet.Record) []OfficerLine {
	out := make([]OfficerLine, len(records))
	for i, r := range records {
		v := r.Values
		out[i] = OfficerLine{
			Row: r.Row, Code: v["code"], Post: v["post"], Name: v["name"], Phone: v["phone"], ServicePhone: v["service_phone"],
			From: v["from"], To: v["to"], ShowName: v["show_name"],
		}
	}
	return out
}

// page is a sheet to write with its rows.
type page struct {
	sheet sheet.Sheet
	rows  iter.Seq2[[]any, error]
}

func readBook(data []byte, sheets ...sheet.Sheet) (map[string][]sheet.Record, []Fault, error) {
	return sheet.Read(data, sheets)
}

func writeBook(w io.Writer, pages ...page) error {
	outs := make([]sheet.Out, len(pages))
	for i, p := range pages {
		outs[i] = sheet.Out{Sheet: p.sheet, Rows: p.rows}
	}
	return sheet.Write(w, outs...)
}
