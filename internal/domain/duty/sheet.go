package duty

import (
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

const (
	itemSheetName    = "清单事项"
	contactSheetName = "联系点"
)

// The titles that faults name.
const (
	colList   = "清单"
	colNo     = "序号"
	colParent = "上级序号"
	colTitle  = "事项"
	colUnit   = "责任单位"
	colPerson = "责任人"
	colPost   = "责任岗位"
	colDue    = "期限"
	colWeight = "权重"

	colContact = "哪种联系"
	colLeader  = "联系人"
	colTarget  = "联系的组织"
	colLast    = "上次联系"
	colEnded   = "结束"
)

// itemColumns are the columns of the items of lists, out and in. What follows from records goes out only.
var itemColumns = []sheet.Column{
	{Key: "list", Title: colList, Required: true, Width: 28, Note: "清单的名称或编号。"},
	{Key: "no", Title: colNo, Text: true, Width: 10, Note: "已有事项的序号，如 2.1；新事项留空。"},
	{Key: "parent", Title: colParent, Text: true, Width: 10, Note: "新事项分解自哪一项；第一层留空。"},
	{Key: "title", Title: colTitle, Required: true, Width: 40, Example: "完成 3 个村产业路招标"},
	{Key: "text", Title: "要求", Width: 40},
	{Key: "unit", Title: colUnit, Width: 22, Note: "单位全名。"},
	{Key: "person", Title: colPerson, Width: 12, Note: "任有岗位的人员姓名。"},
	{Key: "post", Title: colPost, Width: 16, Note: "由谁任此岗位谁负责时填，并填地点编码。"},
	{Key: "place", Title: "地点编码", Text: true, Width: 16},
	{Key: "from", Title: "起始", Day: true, Width: 12},
	{Key: "due", Title: colDue, Required: true, Day: true, Width: 12, Example: "2026-12-31"},
	{Key: "weight", Title: colWeight, Width: 8, Note: "1 到 1000 的整数；留空为 1。"},
	{Key: "progress", Title: "进度(%)", Out: true, Width: 10},
	{Key: "state", Title: "状态", Out: true, Width: 10},
	{Key: "light", Title: "亮灯", Out: true, Width: 10},
	{Key: "evidence", Title: "佐证(件)", Out: true, Width: 10},
	{Key: "urges", Title: "催办(次)", Out: true, Width: 10},
	{Key: "done", Title: "销号日期", Out: true, Width: 12},
	{Key: "note", Title: "最近进展", Out: true, Width: 40},
}

// contactColumns are the columns of the contact points, out and in.
func contactColumns(defs []string) []sheet.Column {
	return []sheet.Column{
		{Key: "def", Title: colContact, Required: true, Width: 18, Choices: defs},
		{Key: "leader", Title: colLeader, Required: true, Width: 12, Note: "任有这种联系要求的岗位的人。", Example: "张三"},
		{Key: "post", Title: colPost, Width: 18, Note: "同名的人要写岗位；不重名可空着。"},
		{Key: "target", Title: colTarget, Required: true, Width: 28, Note: "组织全名。"},
		{Key: "last", Title: colLast, Day: true, Width: 12, Note: "新安排的填以前最后一次；已有的由本人记，改不了。"},
		{Key: "ended", Title: colEnded, Width: 8, Choices: []string{yes}, Note: "不再联系的填“是”。"},
		{Key: "from", Title: "起", Out: true, Width: 12},
		{Key: "interval", Title: "间隔(天)", Out: true, Width: 10},
		{Key: "days", Title: "距上次(天)", Out: true, Width: 10},
		{Key: "light", Title: "亮灯", Out: true, Width: 14},
	}
}

const yes = "是"

func contactSheet(defs []string) sheet.Sheet {
	return sheet.Sheet{Name: contactSheetName, Columns: contactColumns(defs), Max: maxPlan}
}

func itemSheet() sheet.Sheet {
	return sheet.Sheet{Name: itemSheetName, Columns: itemColumns, Max: maxPlan}
}

// stateWords and lightWords are states and lights as the workbook says them.
var stateWords = map[string]string{
	Registered: "待交办", Assigned: "待签收", Accepted: "已签收", Doing: "办理中", Reported: "待审核", Returned: "已退回", Passed: "待销号",
	Closed: "已销号", Withdrawn: "已撤回",
}

var lightWords = map[string]string{LightGreen: "绿灯", LightBlue: "蓝灯(临期)", LightAmber: "黄灯(滞后)", LightRed: "红灯(逾期)"}

// percent is a progress of per mille as a share of a hundred, with one place where it needs one.
func percent(progress int) any {
	if progress%10 == 0 {
		return progress / 10
	}
	return itoa(progress/10) + "." + itoa(progress%10)
}

func writeLists(w io.Writer, words func(List) string, read func(kernel.Page) ([]List, string, error)) error {
	return sheet.Write(w, sheet.Plain("清单总表", sheet.Pages(read, func(l List) []any {
		return []any{l.Title, words(l), l.Path, called(l.Body), called(l.Owner), l.Maker, string(l.From), string(l.To), l.Items, l.Done, l.Late, l.Progress / 10, map[bool]string{true: "未结束", false: "已结束"}[l.Open], string(l.Signed), l.SignedBy}
	}), "清单", "种类", "地方", "单位", "负责人", "谁建的", "起", "止", "事项", "已完成", "逾期", "进度（%）", "状态", "签订", "签订人"))
}

func called(n *Named) string {
	if n == nil {
		return ""
	}
	return n.Name
}

var orderWords = map[string]string{OrderIssued: "已发出", OrderReceived: "已接收", OrderReported: "已回报", OrderClosed: "已办结", OrderReissued: "已重发"}

func writeOrders(w io.Writer, read func(kernel.Page) ([]Order, string, error)) error {
	return sheet.Write(w, sheet.Plain("督办单", sheet.Pages(read, func(o Order) []any {
		return []any{o.Item.Name, o.Text, string(o.Due), orderWords[o.State], o.Issuer, string(o.Issued), o.Receiver, string(o.Received), o.Report, o.ReportedBy, string(o.Reported), o.Verifier, string(o.Verified), o.Verdict, o.Urges}
	}), "事项", "督办要求", "期限", "状态", "发出人", "发出", "接收人", "接收", "回报", "回报人", "回报日期", "核实人", "核实", "核实意见", "催办次数"))
}
