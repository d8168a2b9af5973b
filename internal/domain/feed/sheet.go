package feed

import (
	"io"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

// The words of the workbooks.
var (
	tokenWords    = map[string]string{Active: "可用", Expired: "已到期", Revoked: "已作废"}
	hookWords     = map[string]string{On: "在用", Off: "已停", Halted: "已中止"}
	deliveryWords = map[string]string{Waiting: "等着送", Sent: "已送到", Dead: "没送成"}
)

func writeTokens(w io.Writer, read func(kernel.Page) ([]FeedToken, string, error)) error {
	return sheet.Write(w, sheet.Plain("只读令牌", sheet.Pages(read, func(x FeedToken) []any {
		return []any{x.Name, x.Place.Name, strings.Join(x.Perms, " "), string(x.Until), tokenWords[x.State], x.By, string(x.Made), string(x.Used), sheet.Moment(x.RevokedAt), x.RevokedBy}
	}), "名称", "地方", "能看什么", "有效到", "状态", "谁建的", "建立", "最近使用", "作废", "谁作废的"))
}

func writeHooks(w io.Writer, list []FeedHook) error {
	return sheet.Write(w, sheet.Plain("推送地址", sheet.Lines(list, func(x FeedHook) []any {
		return []any{x.Name, x.URL, x.Place.Name, strings.Join(x.Kinds, " "), hookWords[x.State], x.By, string(x.Made), x.Waiting, x.Dead, x.No}
	}), "名称", "接收地址", "地方", "推送什么", "状态", "谁建的", "建立", "等着送", "没送成", "已读到日志"))
}

func writeDeliveries(w io.Writer, read func(kernel.Page) ([]FeedDelivery, string, error)) error {
	return sheet.Write(w, sheet.Plain("推送记录", sheet.Pages(read, func(x FeedDelivery) []any {
		return []any{x.Event, x.Kind, x.Subject, sheet.Moment(x.At), deliveryWords[x.State], x.Tries, x.Status, x.Error, sheet.Moment(x.Next), sheet.Moment(x.Done)}
	}), "事件", "种类", "记录", "发生", "状态", "试了几次", "对方回答", "原因", "下次", "结束"))
}
