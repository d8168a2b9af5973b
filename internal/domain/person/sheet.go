package person

import (
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// What follows is how the rest of the room speaks of sheets.
type (
	record = sheet.Record
	book   = sheet.Book
	fault  = sheet.Fault
	sheets = []sheet.Sheet
	count  = register.Count
)

// HouseholdSheet is the sheet of households and persons: one row for each person.
const HouseholdSheet = "户籍花名册"

// The columns of the sheet of households.
const (
	colCode       = "户编号"
	colPlace      = "所在网格"
	colName       = "姓名"
	colRelation   = "与户主关系"
	colSex        = "性别"
	colBirth      = "出生日期"
	colNumber     = "公民身份号码"
	colPhone      = "手机号"
	colEthnicity  = "民族"
	colEducation  = "文化程度"
	colPolitical  = "政治面貌"
	colMarital    = "婚姻状况"
	colRegistered = "户籍在本户"
	colLives      = "住在本户"
	colResidence  = "居住状况"
	colKind       = "户类型"
	colAddress    = "住址"
	colFrom       = "入户日期"
	colCause      = "入户原因"
	colCollective = "集体成员自"
)

// yesNoWords are the choices of a column that says yes or no.
var yesNoWords = []string{"是", "否"}

// householdSheet declares the sheet. A day of birth is text: an export shows its year alone.
func householdSheet() sheet.Sheet {
	return sheet.Sheet{Name: HouseholdSheet, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "code", Title: colCode, Text: true, Width: 20, Note: "12位村编码加5位;新户可不填,由系统编号,户主写在该户第一行"},
		{Key: "place", Title: colPlace, Width: 22, Note: "网格编码、名称或拼音;与户编号同村的可只写组名"},
		{Key: "name", Title: colName, Required: true, Width: 12},
		{Key: "relation", Title: colRelation, Width: 12, Note: "GB/T 4761,每户一名户主"},
		{Key: "sex", Title: colSex, Width: 6, Choices: words(ListSex)},
		{Key: "birth", Title: colBirth, Width: 12, Note: "有公民身份号码的可不填"},
		{Key: "id_number", Title: colNumber, IDNumber: true, Width: 22, Note: "18位,单元格设为文本"},
		{Key: "phone", Title: colPhone, Text: true, Width: 14},
		{Key: "ethnicity", Title: colEthnicity, Width: 10},
		{Key: "education", Title: colEducation, Width: 10, Choices: words(ListEducation)},
		{Key: "political", Title: colPolitical, Width: 12, Choices: words(ListPolitical)},
		{Key: "marital", Title: colMarital, Width: 8, Choices: words(ListMarital)},
		{Key: "registered", Title: colRegistered, Width: 10, Choices: yesNoWords},
		{Key: "lives", Title: colLives, Width: 10, Choices: yesNoWords},
		{Key: "residence", Title: colResidence, Width: 10, Choices: words(ListResidence)},
		{Key: "kind", Title: colKind, Width: 10, Choices: words(ListKind)},
		{Key: "address", Title: colAddress, Width: 30},
		{Key: "from", Title: colFrom, Day: true, Width: 12},
		{Key: "cause", Title: colCause, Width: 12, Choices: words(ListCame)},
		{Key: "collective", Title: colCollective, Day: true, Width: 12, Note: "被确认为农村集体经济组织成员的日期"},
	}}
}

// oneSheet is the workbook of one sheet, whatever the county.
func oneSheet(s sheet.Sheet) sheets { return sheets{s} }

// newFault makes a fault of the sheet of households; args are pairs.
func newFault(row int, column, code string, args ...string) fault {
	f := fault{Sheet: HouseholdSheet, Row: row, Column: column, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	return f
}
