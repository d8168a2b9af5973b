package person

import (
	"io"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

// The words of the workbook of double entries.
var (
	pairWords     = map[PairState]string{PairOpen: "待确认", PairDifferent: "不是同一个人", PairMerged: "已合并"}
	evidenceWords = map[string]string{
		EvidenceSamePhone: "姓名和电话都相同", EvidenceLikePhone: "电话相同，姓名相近", EvidenceSameHome: "同一个地方，姓名相同", EvidenceLikeHome: "同一个地方，姓名同音", EvidenceOfficer: "有人指出",
	}
)

func writePairs(w io.Writer, read func(kernel.Page) ([]Pair, string, error)) error {
	return sheet.Write(w, sheet.Plain("重复登记", sheet.Pages(read, func(p Pair) []any {
		why := make([]string, len(p.Evidence))
		for i, e := range p.Evidence {
			why[i] = evidenceWords[e]
		}
		kept := map[kernel.ID]string{p.A.ID: "第一条", p.B.ID: "第二条"}[p.KeptID]
		return []any{
			p.A.Name, p.A.Place.Name, p.A.Phone, p.A.IDNumber, p.B.Name, p.B.Place.Name, p.B.Phone, p.B.IDNumber, strings.Join(why, "；"),
			pairWords[p.State], kept, p.DecidedBy, sheet.Moment(p.DecidedAt), p.Reason,
		}
	}), "第一条", "地方", "电话", "证件号码", "第二条", "地方（第二条）", "电话（第二条）", "证件号码（第二条）", "为什么", "状态", "留下", "谁定的", "什么时候", "理由"))
}
