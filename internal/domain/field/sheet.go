package field

import (
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

func writeDevices(w io.Writer, read func(kernel.Page) ([]Device, string, error)) error {
	return sheet.Write(w, sheet.Plain("设备", sheet.Pages(read, func(x Device) []any {
		return []any{x.PersonName, x.Path, x.Name, sheet.Moment(x.At), sheet.Moment(x.Synced), x.Waiting, sheet.Moment(x.Revoked), x.RevokedBy}
	}), "人员", "地方", "设备", "登记", "最近同步", "当时没发出的", "停用", "谁停用的"))
}
