package demand

import (
	"io"
	"iter"

	"touyan/internal/platform/sheet"
)

// The words of the workbook.
var (
	kindWords   = map[string]string{KindReport: "填表", KindMaterial: "报材料", KindMeeting: "开会", KindTask: "办事", KindCheck: "检查"}
	stateWords  = map[string]string{Open: "待答复", Done: "已答复", Withdrawn: "已撤回"}
	saidWords   = map[string]string{SaidComplaint: "投诉", SaidSuggestion: "建议"}
	rulingWords = map[string]string{RulingUpheld: "采纳", RulingChanged: "部分采纳", RulingRejected: "不采纳"}
)

// writeBook writes demands as they reached villages, read page by page.
func writeBook(w io.Writer, rows iter.Seq2[[]any, error]) error {
	titles := []string{"村", "事项", "种类", "单位", "期限", "状态", "答复", "答复人", "评分", "意见", "意见内容", "意见答复期限", "怎么定", "对意见的答复", "答复日期"}
	columns := make([]sheet.Column, len(titles))
	for i, t := range titles {
		columns[i] = sheet.Column{Key: t, Title: t}
	}
	return sheet.Write(w, sheet.Out{Sheet: sheet.Sheet{Name: "对村要求", Columns: columns}, Rows: rows})
}

func line(r DemandAtVillage) []any {
	rating := any("")
	if r.Rating > 0 {
		rating = r.Rating
	}
	return []any{
		r.Place.Name, r.Title, kindWords[r.Kind], r.Body, string(r.Due), stateWords[r.State], r.Answer, r.By, rating, saidWords[r.Said], r.Words, string(r.ReplyDue),
		rulingWords[r.Ruling], r.Reply, string(r.ReplyDay),
	}
}
