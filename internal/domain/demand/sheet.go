package demand

import (
	"io"
	"iter"
	"strings"

	"touyan/internal/kernel"
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

func writeSent(w io.Writer, read func(kernel.Page) ([]Demand, string, error)) error {
	return sheet.Write(w, sheet.Plain("发出的要求", sheet.Pages(read, func(d Demand) []any {
		return []any{d.Title, kindWords[d.Kind], d.Body, d.Place.Name, string(d.Due), d.Villages, d.Fields, d.Held, map[bool]string{true: "已撤回"}[d.Withdrawn], d.By, sheet.Moment(d.At)}
	}), "事项", "种类", "单位", "地方", "期限", "到村数", "要的项", "其中县里已有", "撤回", "经手人", "发出"))
}

func writeSenders(w io.Writer, list []DemandSender) error {
	return sheet.Write(w, sheet.Plain("各单位", sheet.Lines(list, func(x DemandSender) []any {
		return []any{x.Body, x.N, x.Reached, x.Fields, x.Held, x.Beyond, x.Said, x.Upheld, x.LateReply, x.Ratings, x.Mean, x.Served, x.Pleased}
	}), "单位", "要求", "到村次数", "要的项", "其中县里已有", "超过上限", "投诉和建议", "采纳", "逾期答复", "村里评了", "平均分", "办件评价", "满意率（%）"))
}

func writeBurdens(w io.Writer, b *Burdens) error {
	return sheet.Write(w, sheet.Plain("每周负担", sheet.Lines(b.Items, func(x Burden) []any {
		return []any{x.Place.Name, x.Place.Code, string(b.From), string(b.To), x.N, b.Cap, map[bool]string{true: "超过"}[x.Over], x.Open, x.Fields, x.Held, strings.Join(x.From, " ")}
	}), "村", "代码", "起", "止", "要求", "上限", "超过上限", "待答复", "要的项", "其中县里已有", "来自"))
}
