package body

import "touyan/internal/platform/sheet"

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
	colConsent      = "同意方式"
)

// officerColumns declares the sheet of officers; posts are its drop-down.
func officerColumns(posts []string) sheet.Sheet {
	return sheet.Sheet{Name: OfficerSheet, Columns: []sheet.Column{
		{Key: "code", Title: colCode, Required: true, Text: true, Width: 22, Note: "网格代码；名称或拼音只指一个网格时也可以。", Example: "11000000000101"},
		{Key: "post", Title: colPost, Required: true, Choices: posts, Help: true, Example: "专职网格员"},
		{Key: "name", Title: colName, Required: true, Width: 12, Example: "张三"},
		{Key: "phone", Title: colPhone, Text: true, Note: "同名同号是同一个人。带 * 的号码指已有的人。", Example: "13800000000"},
		{Key: "service_phone", Title: colServicePhone, Text: true, Note: "印在公示牌上的电话。"},
		{Key: "from", Title: colFrom, Day: true, Width: 12, Note: "空着是今天。", Example: "2026-01-01"},
		{Key: "to", Title: colTo, Day: true, Width: 12},
		{Key: "show_name", Title: colShowName, Choices: yesOrNo, Help: true, Width: 10, Note: "本人同意在公示牌上写姓名和电话。"},
		{Key: "consent", Title: colConsent, Width: 16, Note: "本人怎样同意的；空着写作“随登记表”。", Example: "签字同意书"},
	}}
}

var yesOrNo = []string{"是", "否"}

// The sheets of the other registers.
const (
	personSheet  = "人员"
	postSheet    = "岗位任职"
	rosterSheet  = "值班"
	postGapSheet = "空缺和重复"
)

// colID is the number of a record, by which an export finds its own rows again.
const (
	colID     = "编号"
	colNumber = "公民身份号码"
)

const idNote = "导出时带出，认行用；新增的空着。"

func personColumns() sheet.Sheet {
	return sheet.Sheet{Name: personSheet, Max: sheet.MaxRows, Columns: []sheet.Column{
		{Key: "id", Title: colID, Text: true, Width: 20, Note: idNote},
		{Key: "name", Title: colName, Required: true, Width: 14, Example: "张三"},
		{Key: "place", Title: "所在地", Required: true, Width: 26, Note: "代码、名称（可带上级）或拼音，只指一个地方即可。", Example: "城关镇东村"},
		{Key: "phone", Title: colPhone, Text: true, Note: "带 * 的号码不改动原号码。", Example: "13800000000"},
		{Key: "id_number", Title: colNumber, IDNumber: true, Width: 22, Note: "18位，单元格设为文本；带 * 的不改动原来的。"},
		{Key: "posts", Title: colPost, Out: true, Width: 40},
	}}
}

// The columns of the sheet of posts beside those of the officers.
const (
	colAt    = "所在地"
	colIn    = "组织"
	colTopic = "领域"
)

func postColumns(posts []string) sheet.Sheet {
	return sheet.Sheet{Name: postSheet, Columns: []sheet.Column{
		{Key: "post", Title: colPost, Required: true, Choices: posts, Help: true, Width: 20},
		{Key: "name", Title: colName, Required: true, Width: 14, Note: "已登记的人。", Example: "张三"},
		{Key: "phone", Title: colPhone, Text: true, Note: "有同名的人时用来认人。"},
		{Key: "place", Title: colAt, Required: true, Text: true, Width: 22, Note: "代码、名称（可带上级）或拼音，只指一个地方即可。", Example: "城关镇东村"},
		{Key: "body", Title: colIn, Width: 26, Note: "在组织里的岗位写组织名称；在网格的空着。"},
		{Key: "topic", Title: colTopic, Width: 14, Note: "只管一个领域的写领域。"},
		{Key: "from", Title: colFrom, Day: true, Width: 12, Note: "空着是今天。"},
		{Key: "to", Title: colTo, Day: true, Width: 12},
		{Key: "term_end", Title: "任期止", Day: true, Width: 12},
		{Key: "service_phone", Title: colServicePhone, Text: true},
		{Key: "show_name", Title: colShowName, Choices: yesOrNo, Help: true, Width: 10},
		{Key: "acting", Title: "代理", Choices: yesOrNo, Help: true, Width: 8},
		{Key: "show_phone", Title: "公开电话", Choices: yesOrNo, Help: true, Width: 10},
		{Key: "consent", Title: colConsent, Width: 16, Note: "本人怎样同意的；空着写作“随登记表”。"},
		{Key: "allowed", Title: "任职依据", Width: 20, Note: "按规定应当回避而经批准任职的,写明依据"},
	}}
}

func rosterColumns() sheet.Sheet {
	return sheet.Sheet{Name: rosterSheet, Columns: []sheet.Column{
		{Key: "place", Title: "网格", Required: true, Text: true, Width: 26, Note: "代码、名称（可带上级）或拼音，只指一个地方即可。", Example: "城关镇"},
		{Key: "day", Title: "日期", Required: true, Day: true, Width: 12, Note: "今天或以后。表里没有的值班不动。", Example: "2026-12-01"},
		{Key: "name", Title: colName, Required: true, Width: 14, Note: "当天在岗的人。", Example: "张三"},
		{Key: "post", Title: colPost, Note: "同一个人有几个岗位时填。"},
		{Key: "phone", Title: colPhone, Text: true, Note: "有同名的人时用来认人。"},
	}}
}

func gapColumns() sheet.Sheet {
	s := sheet.Sheet{Name: postGapSheet, Only: "岗位空缺和重复是从岗位任职算出来的,不能导入:改正任职,问题就没有了"}
	for _, t := range []string{"情况", colCode, "网格", colPost, "在任"} {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 20})
	}
	return s
}

// OfficerLine is one row of the sheet of officers, as it was typed.
type OfficerLine struct {
	Row                                                                int
	Code, Post, Name, Phone, ServicePhone, From, To, ShowName, Consent string
}

func officerLines(records []sheet.Record) []OfficerLine {
	out := make([]OfficerLine, len(records))
	for i, r := range records {
		out[i] = OfficerLine{
			Row: r.Row, Code: r.Get("code"), Post: r.Get("post"), Name: r.Get("name"), Phone: r.Get("phone"),
			ServicePhone: r.Get("service_phone"), From: r.Get("from"), To: r.Get("to"), ShowName: r.Get("show_name"), Consent: r.Get("consent"),
		}
	}
	return out
}
