package access

import (
	"io"
	"iter"

	"touyan/internal/platform/sheet"
)

var accountColumns = []sheet.Column{
	{Key: "login", Title: "登录名", Width: 18},
	{Key: "name", Title: "姓名", Width: 14},
	{Key: "state", Title: "状态", Width: 10},
}

// stateWords are the states as the workbook says them.
var stateWords = map[State]string{Invited: "待设密码", Active: "正常", Disabled: "停用"}

func writeAccounts(w io.Writer, rows iter.Seq2[[]any, error]) error {
	return sheet.Write(w, sheet.Out{Sheet: sheet.Sheet{Name: "账号", Columns: accountColumns}, Rows: rows})
}
