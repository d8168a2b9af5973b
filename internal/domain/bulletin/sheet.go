package bulletin

import (
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

var stateWords = map[string]string{Draft: "草稿", Issued: "已印发", Withdrawn: "已收回"}

func writePapers(w io.Writer, read func(kernel.Page) ([]Paper, string, error)) error {
	return sheet.Write(w, sheet.Plain("文稿", sheet.Pages(read, func(x Paper) []any {
		return []any{x.Number, x.Title, x.Name, x.Place.Name, string(x.From), string(x.To), stateWords[x.State], string(x.Day), x.Issuer, x.MadeBy, sheet.Moment(x.MadeAt), x.Why, x.RulesNo, x.Journal, x.Hash}
	}), "文号", "标题", "种类", "地方", "起", "止", "状态", "印发日期", "签发", "起草", "起草时间", "收回原因", "规则版本", "日志号", "校验值"))
}
