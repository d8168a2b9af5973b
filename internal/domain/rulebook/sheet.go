package rulebook

import (
	"io"

	"touyan/internal/platform/sheet"
)

var stateWords = map[string]string{StatePast: "已过", StateNow: "现行", StatePlanned: "将施行"}

func writeVersions(w io.Writer, list []Version) error {
	return sheet.Write(w, sheet.Plain("规则版本", sheet.Lines(list, func(v Version) []any {
		return []any{v.No, string(v.From), stateWords[v.State], sheet.Moment(v.At), v.By, v.Note, v.Hash}
	}), "版本", "施行", "状态", "导入", "谁导入的", "说明", "校验值"))
}
