package indicator

import (
	"io"
	"iter"
	"strconv"

	"touyan/internal/platform/sheet"
)

// The words of the workbooks.
var (
	lightWords = map[string]string{Green: "绿灯", Amber: "黄灯", Red: "红灯"}
	whyWords   = map[string]string{WhyNone: "没有可算的", WhyFew: "答复太少", WhyPast: "当时还没有计数", WhyLarge: "数太大"}
	unitWords  = map[string]string{"percent": "%", "count": "个"}
)

func columns(titles ...string) []sheet.Column {
	out := make([]sheet.Column, len(titles))
	for i, t := range titles {
		out[i] = sheet.Column{Key: t, Title: t}
	}
	return out
}

func rows(list [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// number is a cell of a figure: a number where it is one, else why there is none.
func number(f Figure) any {
	if n, err := strconv.ParseInt(f.Value, 10, 64); err == nil {
		return n
	}
	if f.Value != "" {
		return f.Value
	}
	return whyWords[f.Why]
}

func writeBoard(w io.Writer, b *Board) error {
	var list [][]any
	for _, c := range b.Items {
		before := c.Series[len(c.Series)-2]
		list = append(list, []any{b.Subject.Name, string(b.From), string(b.To), c.Name, number(c.Figure), unitWords[c.Unit], c.Base, number(before.Figure), c.Target, lightWords[c.Light], c.Formula, c.Source})
	}
	return sheet.Write(w, sheet.Out{
		Sheet: sheet.Sheet{Name: "指标", Columns: columns("谁", "起", "止", "指标", "本期", "单位", "基数", "上期", "目标", "灯", "公式", "依据")}, Rows: rows(list),
	})
}

func writeTraced(w io.Writer, t *Traced) error {
	var places, periods, parts [][]any
	for _, p := range t.Below {
		places = append(places, []any{p.Place.Name, p.Place.Code, number(p.Figure), unitWords[t.Unit], p.Base, lightWords[p.Light]})
	}
	if t.Rest != nil {
		places = append(places, []any{"其他", "", number(*t.Rest), unitWords[t.Unit], t.Rest.Base, ""})
	}
	for _, p := range t.Series {
		periods = append(periods, []any{string(p.From), string(p.To), number(p.Figure), unitWords[t.Unit], p.Base, lightWords[p.Light]})
	}
	for _, p := range t.Parts {
		parts = append(parts, []any{p.Name, p.Number, p.Source})
	}
	parts = append(parts, []any{t.Formula, number(t.Figure), t.Source})
	return sheet.Write(w,
		sheet.Out{Sheet: sheet.Sheet{Name: "各地", Columns: columns("地方", "代码", "数", "单位", "基数", "灯")}, Rows: rows(places)},
		sheet.Out{Sheet: sheet.Sheet{Name: "各期", Columns: columns("起", "止", "数", "单位", "基数", "灯")}, Rows: rows(periods)},
		sheet.Out{Sheet: sheet.Sheet{Name: "怎么算的", Columns: columns("计量项", "数", "依据")}, Rows: rows(parts)},
	)
}

func writeBases(w io.Writer, list []Frozen) error {
	return sheet.Write(w, sheet.Plain("留存的数", sheet.Lines(list, func(f Frozen) []any {
		of := ""
		if f.Of != nil {
			of = f.Of.Name
		}
		return []any{f.No, f.Name, f.Place, of, string(f.From), string(f.To), f.Value, unitWords[f.Unit], lightWords[f.Light], f.RulesNo, f.JournalNo, f.Hash, f.Note, sheet.Moment(f.At), f.By}
	}), "编号", "指标", "地方", "单位或岗位", "起", "止", "数", "计量", "灯", "规则版本", "日志号", "校验值", "用在哪里", "留存", "谁留存的"))
}
