package body

import (
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// The sheets of the registers of this room.
const (
	bodySheetName   = "组织"
	memberSheetName = "成员"
	partySheetName  = "党员名册"
	termSheetName   = "任期"
	gapSheetName    = "组织问题"
)

// What the service needs of the sheets.
type (
	sheets = []sheet.Sheet
	book   = sheet.Book
	record = sheet.Record
	counts = []register.Count
)

// cameWords are how a term came about, as the workbook says it.
var cameWords = map[string]string{ByElection: "选举", ByAppointment: "任命", ByAssembly: "会议推选"}

// lightWords are the lights as the workbook says them.
var lightWords = map[string]string{LightGreen: "在任期内", LightAmber: "即将到期", LightRed: "已到期未换届"}

const bodyKeyNote = "所在地写编码、名称（可带上级）或拼音，只指一个地方即可；所在地和名称合起来认一个组织"

func bodySheet(kinds []string) sheet.Sheet {
	return sheet.Sheet{Name: bodySheetName, Columns: []sheet.Column{
		{Key: "code", Title: "所在地编码", Required: true, Text: true, Width: 22, Note: bodyKeyNote, Example: "城关镇东村"},
		{Key: "name", Title: "名称", Required: true, Width: 30, Note: bodyKeyNote, Example: "东村村民委员会"},
		{Key: "kind", Title: "类别", Required: true, Width: 20, Choices: kinds},
		{Key: "place", Title: "所在地", Out: true, Width: 16},
		{Key: "parent", Title: "上级组织", Width: 26},
		{Key: "leader", Title: "负责人", Out: true, Width: 12},
		{Key: "from", Title: "成立", Day: true, Width: 12},
		{Key: "to", Title: "撤销", Day: true, Width: 12},
		{Key: "term", Title: "届次", Width: 8},
		{Key: "term_from", Title: "本届起", Day: true, Width: 12},
		{Key: "term_to", Title: "本届止", Day: true, Width: 12},
		{Key: "came", Title: "产生方式", Width: 10, Choices: []string{"选举", "任命", "会议推选"}},
		{Key: "based", Title: "建在", Width: 24, Note: "党组织建在哪条产业链、哪个合作社（写名称）或哪个网格（写编码）"},
	}}
}

func memberSheet() sheet.Sheet {
	return sheet.Sheet{Name: memberSheetName, Columns: []sheet.Column{
		{Key: "code", Title: "所在地编码", Required: true, Text: true, Width: 22, Note: bodyKeyNote, Example: "城关镇东村"},
		{Key: "body", Title: "组织", Required: true, Width: 30, Note: bodyKeyNote, Example: "东村村民委员会"},
		{Key: "name", Title: "姓名", Required: true, Width: 12, Example: "张三"},
		{Key: "phone", Title: "手机号", Text: true, Width: 14, Note: "用来认人；导出的号码遮住中间，原样导回即可"},
		{Key: "role", Title: "职务", Width: 14},
		{Key: "from", Title: "任职起", Day: true, Width: 12},
		{Key: "to", Title: "任职止", Day: true, Width: 12},
		{Key: "allowed", Title: "任职依据", Width: 24, Note: "按规定应当回避而经批准任职的,写明依据"},
	}}
}

func termSheet() sheet.Sheet {
	return sheet.Sheet{Name: termSheetName, Columns: []sheet.Column{
		{Key: "code", Title: "所在地编码", Required: true, Text: true, Width: 22, Note: bodyKeyNote, Example: "城关镇东村"},
		{Key: "body", Title: "组织", Required: true, Width: 30, Note: bodyKeyNote, Example: "东村村民委员会"},
		{Key: "kind", Title: "类别", Out: true, Width: 20},
		{Key: "place", Title: "所在地", Out: true, Width: 26},
		{Key: "number", Title: "届次", Required: true, Width: 8, Note: "组织和届次合起来认一届", Example: "13"},
		{Key: "from", Title: "本届起", Day: true, Width: 12},
		{Key: "to", Title: "本届止", Day: true, Width: 12, Note: "空着按任期年限算"},
		{Key: "came", Title: "产生方式", Width: 10, Choices: []string{"选举", "任命", "会议推选"}},
		{Key: "document", Title: "文件", Width: 24},
		{Key: "planned_to", Title: "原定止", Day: true, Width: 12, Note: "延期的填延期前的最后一天,并填延期日期和理由"},
		{Key: "extended_on", Title: "延期日期", Day: true, Width: 12},
		{Key: "reason", Title: "延期理由", Width: 24},
		{Key: "light", Title: "状态", Out: true, Width: 14},
		{Key: "days", Title: "剩余天数", Out: true, Width: 10},
	}}
}

func placedSheet() sheet.Sheet {
	s := listSheet("党员编入网格", "姓名", "党支部", "所在网格", "岗位", "职责", "问题")
	s.Only = "党员编入哪个网格是从岗位任职看出来的,不能从这里导入:在“岗位任职”表里登记编入网格的岗位"
	return s
}

func gapSheet() sheet.Sheet {
	s := listSheet(gapSheetName, "所在地", "组织", "类别", "问题", "涉及人员", "依据", "怎么办")
	s.Only = "组织问题是从组织、成员、任期和规则算出来的,不能导入:改正组织、成员或任期,问题就没有了"
	return s
}

func listSheet(name string, titles ...string) sheet.Sheet {
	s := sheet.Sheet{Name: name}
	for _, t := range titles {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 20})
	}
	return s
}

// titleOf is the title of a column, for faults.
func titleOf(s sheet.Sheet, key string) string {
	for _, c := range s.Columns {
		if c.Key == key {
			return c.Title
		}
	}
	return key
}
