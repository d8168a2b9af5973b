package casework

import (
	"strings"

	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// lightWords are the lights as a workbook says them.
var lightWords = map[string]string{"green": "绿灯", "blue": "蓝灯", "amber": "黄灯", "red": "红灯"}

// sheetName is a name that a spreadsheet takes for a sheet.
func sheetName(name string) string {
	name = strings.NewReplacer(":", "", "/", "", "\\", "", "?", "", "*", "", "[", "(", "]", ")").Replace(name)
	if r := []rune(name); len(r) > 20 {
		return string(r[:20])
	}
	return name
}

// tableName is the sheet of a table within the cases of the type.
func (l ledger) tableName(f pack.Field) string {
	name := []rune(sheetName(f.Name))
	return sheetName(l.typ.Name) + "-" + string(name[:min(len(name), 10)])
}

// fields are the answers that stand in the line of a case.
func (l ledger) fields() []pack.Field {
	var out []pack.Field
	for _, f := range l.typ.Fields {
		if f.Type != pack.FieldRows && f.Type != pack.FieldPapers && !f.Secret() {
			out = append(out, f)
		}
	}
	return out
}

func (l ledger) sheets() []sheet.Sheet {
	const minutes = "年-月-日 时:分"
	main := sheet.Sheet{Name: sheetName(l.typ.Name), Columns: []sheet.Column{
		{Key: "no", Title: colNo, Text: true, Width: 18, Note: "导出时带出;本系统已有的只按步骤办理,改不了"},
		{Key: "ext_no", Title: colExtNo, Text: true, Width: 18, Note: "原台账的序号,导入的必填", Example: "2026-17"},
		{Key: "state", Title: colState, Width: 12, Note: "空着是刚登记"},
		{Key: "since", Title: colSince, Width: 18, Note: minutes},
		{Key: "place", Title: colPlace, Required: true, Text: true, Width: 22, Note: "代码、名称(可带上级)或拼音,只指一个地方即可"},
		{Key: "path", Title: "地点", Out: true, Width: 34},
		{Key: "text", Title: colText, Required: true, Width: 50},
		{Key: "at", Title: colAt, Width: 18, Note: minutes},
		{Key: "ends", Title: "到期", Out: true, Width: 18},
		{Key: "light", Title: "亮灯", Out: true, Width: 8},
		{Key: "body", Title: colBody, Width: 20, Note: "离该地点最近的同名组织"},
		{Key: "assignee", Title: colAssignee, Width: 12, Note: "在该组织或该地点以上在岗的人"},
	}}
	for _, f := range l.fields() {
		main.Columns = append(main.Columns, form.Column(f, f.Start && f.Required))
	}
	out := []sheet.Sheet{main}
	for _, f := range l.typ.Fields {
		if f.Type != pack.FieldRows {
			continue
		}
		sub := sheet.Sheet{Name: l.tableName(f), Columns: []sheet.Column{{Key: "no", Title: colNo, Required: true, Text: true, Width: 18, Note: "这一行属于哪一件:编号或原编号"}}}
		for _, col := range f.Columns {
			sub.Columns = append(sub.Columns, form.Column(col.Field(), col.Required))
		}
		out = append(out, sub)
	}
	return out
}
