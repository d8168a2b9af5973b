package emergency

import (
	"io"
	"strings"

	"touyan/internal/platform/sheet"
)

var stateWords = map[string]string{Running: "进行中", Over: "已结束", Wiped: "已结束，明细已清除"}

func writeList(w io.Writer, list []Emergency) error {
	return sheet.Write(w, sheet.Plain("应急", sheet.Lines(list, func(x Emergency) []any {
		var at []string
		for _, p := range x.Places {
			at = append(at, p.Name)
		}
		return []any{x.Title, x.KindName, strings.Join(at, " "), sheet.Moment(x.Begin), sheet.Moment(x.Until), stateWords[x.State], x.Approver, x.Post, string(x.DeleteDay)}
	}), "名称", "种类", "地方", "开始", "结束", "状态", "批准人", "职务", "明细清除日期"))
}
