package overview

import (
	"cmp"
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

// whyWords say why a figure has no value.
var whyWords = map[string]string{"none": "没有可算的", "few": "答复太少", "past": "当时还没有计数", "large": "数太大"}

func writeWalls(w io.Writer, read func(kernel.Page) ([]Wall, string, error)) error {
	return sheet.Write(w, sheet.Plain("大屏", sheet.Pages(read, func(x Wall) []any {
		return []any{x.Name, x.Place.Name, string(x.Until), x.MadeBy, sheet.Moment(x.MadeAt)}
	}), "名称", "地方", "有效到", "谁建的", "建立"))
}

// writePlaces writes how the places of a screen stand, with the figures of the screen.
func writePlaces(w io.Writer, s *Screen) error {
	titles := []string{"地方", "代码", "户数", "未办结", "逾期", "快到期", "最早逾期天数"}
	for _, f := range s.Figures {
		titles = append(titles, f.Name+map[string]string{"percent": "（%）"}[f.Unit])
	}
	return sheet.Write(w, sheet.Plain("各地", sheet.Lines(s.Places, func(p ScreenPlace) []any {
		row := []any{p.Place.Name, p.Place.Code, p.Homes, p.Open, p.Red, p.Soon, p.Days}
		for _, f := range p.Figures {
			row = append(row, cmp.Or(f.Value, whyWords[f.Why]))
		}
		return row
	}), titles...))
}
