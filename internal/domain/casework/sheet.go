package casework

import (
	"touyan/internal/platform/form"
	"touyan/internal/platform/sheet"
)

const caseSheetName = "诉求"

// The titles of columns that faults speak of.
const (
	colNo       = "编号"
	colExtNo    = "原编号"
	colType     = "类型"
	colState    = "状态"
	colSince    = "状态起"
	colTopic    = "类别"
	colPlace    = "地点编码"
	colText     = "内容"
	colAt       = "上报时间"
	colDue      = "办理期限"
	colContact  = "联系电话"
	colName     = "反映人"
	colBody     = "承办单位"
	colAssignee = "承办人"
	colRating   = "评价"
)

// The words for who raised a case, and for yes and no.
var reporterWords = map[string]string{ByResident: "群众", ByOfficer: "干部"}

const (
	wordYes = form.Yes
	wordNo  = form.No
)

// caseSheet: cases that are here change by their steps only, so a row either is what is there or enters a case that another
// system or paper had.
func caseSheet(types []string) sheet.Sheet {
	const minutes = "年-月-日 时:分"
	return sheet.Sheet{Name: caseSheetName, Columns: []sheet.Column{
		{Key: "no", Title: colNo, Text: true, Width: 18, Note: "导出时带出;本系统已有的案件只按步骤办理,改不了"},
		{Key: "ext_no", Title: colExtNo, Text: true, Width: 18, Note: "其他系统或纸质登记的编号,导入的案件必填", Example: "纸质-2026-17"},
		{Key: "type", Title: colType, Width: 12, Choices: types, Help: true},
		{Key: "state", Title: colState, Width: 12, Note: "空着是刚上报"},
		{Key: "since", Title: colSince, Width: 18, Note: minutes},
		{Key: "topic", Title: colTopic, Width: 14},
		{Key: "place", Title: colPlace, Required: true, Text: true, Width: 22, Note: "代码、名称(可带上级)或拼音,只指一个地方即可", Example: "城关镇东村"},
		{Key: "path", Title: "地点", Out: true, Width: 34},
		{Key: "text", Title: colText, Required: true, Width: 60, Example: "水渠堵了"},
		{Key: "at", Title: colAt, Width: 18, Note: minutes, Example: "2026-11-01 09:30"},
		{Key: "due", Title: colDue, Width: 18, Note: minutes + ";空着按规则算"},
		{Key: "overdue", Title: "是否逾期", Out: true, Width: 10},
		{Key: "by", Title: "来源", Width: 8, Choices: []string{reporterWords[ByResident], reporterWords[ByOfficer]}},
		{Key: "anonymous", Title: "匿名", Width: 8, Choices: []string{wordYes, wordNo}},
		{Key: "name", Title: colName, Width: 12},
		{Key: "contact", Title: colContact, Text: true, Width: 16},
		{Key: "officer", Title: "登记人", Width: 12},
		{Key: "body", Title: colBody, Width: 20, Note: "离该地点最近的同名组织"},
		{Key: "assignee", Title: colAssignee, Width: 12, Note: "在该组织或该地点以上在岗的人"},
		{Key: "feedback", Title: "办理结果", Width: 40},
		{Key: "rating", Title: colRating, Width: 8},
		{Key: "rating_text", Title: "评价内容", Width: 30},
	}}
}
