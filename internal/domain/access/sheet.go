package access

import "touyan/internal/platform/sheet"

const accountSheet = "账号"

// The titles of the sheet of accounts.
const (
	colLogin = "登录名"
	colName  = "姓名"
	colPhone = "手机号"
	colState = "状态"
)

// accountColumns: when somebody was last there is not in it: nobody's time online is counted.
func accountColumns() sheet.Sheet {
	return sheet.Sheet{Name: accountSheet, Columns: []sheet.Column{
		{Key: "login", Title: colLogin, Required: true, Text: true, Width: 18, Note: "小写字母、数字、点和短横，至少 2 个字。", Example: "zhangsan"},
		{Key: "name", Title: colName, Required: true, Width: 14, Note: "人员的编号、姓名或拼音，只指一个人即可。", Example: "张三"},
		{Key: "phone", Title: colPhone, Text: true, Note: "有同名的人时填。"},
		{Key: "state", Title: colState, Width: 10, Choices: []string{stateWords[Invited], stateWords[Active], stateWords[Disabled]}, Note: "填停用就停用,停用的填正常就重新启用;密码只由本人设,表里没有。"},
	}}
}

// stateWords are the states as the workbook says them.
var stateWords = map[State]string{Invited: "待设密码", Active: "正常", Disabled: "停用"}
