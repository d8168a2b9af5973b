package quality

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"touyan/internal/platform/sheet"
)

// The words of the workbook.
var (
	aboutWords = map[string]string{
		AboutPlace: "网格", AboutPost: "岗位和账号", AboutBody: "组织", AboutPerson: "人员", AboutHousehold: "户", AboutCase: "案件", AboutVisit: "走访", AboutDuty: "清单", AboutPoints: "积分和荣誉", AboutKeep: "系统和手机",
	}
	severityWords = map[string]string{Wrong: "一定有错", Likely: "多半有错", Look: "需要看一眼"}
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

func findingLine(c DataCheck, f DataFinding) []any {
	shows := strings.NewReplacer("{n}", strconv.FormatInt(f.N, 10), "{day}", string(f.Day)).Replace(c.Shows)
	return []any{aboutWords[c.About], c.Name, severityWords[c.Severity], f.Path, f.Name, shows, string(f.Since), c.Mend}
}

func writeBook(w io.Writer, b *DataBoard, lines [][]any) error {
	var checks [][]any
	for _, c := range b.Checks {
		checks = append(checks, []any{aboutWords[c.About], c.Name, severityWords[c.Severity], c.N, c.Why, c.Mend})
	}
	return sheet.Write(w,
		sheet.Out{Sheet: sheet.Sheet{Name: "检查项", Columns: columns("类别", "检查项", "程度", "发现", "为什么", "怎么改")}, Rows: rows(checks)},
		sheet.Out{Sheet: sheet.Sheet{Name: "明细", Columns: columns("类别", "检查项", "程度", "在哪里", "记录", "说明", "从哪天起", "怎么改")}, Rows: rows(lines)},
	)
}
