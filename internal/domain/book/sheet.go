package book

import (
	"cmp"
	"io"
	"iter"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

// The words of the workbooks; the pages have theirs in both languages.
var (
	bookWords  = map[string]string{"points": "党员积分", "merit": "农户积分"}
	classWords = map[string]string{"asset": "资产", "liability": "负债", "equity": "权益", "income": "收入", "expense": "支出"}
	kindWords  = map[string]string{
		"source": "积分来源", "caps": "限额来源", "member": "党员", "cap.": "项目限额", "event.": "当日限额",
		"pool.funds": "资金来源", "pool.free": "可用资金", "pool.promised": "已承诺", "pool.stock": "库存占用", "pool.used": "已用于兑换",
		"points.source": "积分发放", "points.house": "农户", "points.spent": "已兑换", "points.lapsed": "已到期", "goods.stock": "货品", "goods.source": "进货来源", "goods.out": "发出", "goods.difference": "盘点差异",
	}
	unitWords = map[string]string{"point.tenth": "分", "cap.tenth": "分（限额）", "pt": "分", "fen": "元", "piece": "件"}
	txnWords  = map[string]string{
		"points.base": "基础分", "points.plus": "加分", "points.minus": "减分", "points.reversal": "冲正", "points.join": "合并转入",
		"merit.give": "发放", "merit.spend": "兑换", "merit.carry": "随户转移", "merit.lapse": "到期", "merit.withdraw": "收回", "merit.fund": "资金", "merit.reprice": "调整分值",
		"shop.delivery": "进货", "shop.count": "盘点", "shop.along": "随车备货",
	}
	partWords = map[string]string{
		"record": "登记", "review": "提交", "confirm": "确认", "recheck": "复核", "score": "评分", "check": "抽查", "post": "公示", "give": "发放", "hand": "经手", "code": "凭码", "signature": "签字",
	}
)

func said(words map[string]string, key string) string { return cmp.Or(words[key], key) }

// figure is an amount in the unit that people read: points of tenths, and yuan of fen.
func figure(n int64, unit string) any {
	switch {
	case strings.HasSuffix(unit, ".tenth"):
		return float64(n) / 10
	case unit == "fen":
		return float64(n) / 100
	}
	return n
}

func who(list []Stood) string {
	var parts []string
	for _, w := range list {
		parts = append(parts, said(partWords, w.Part)+" "+w.Name)
	}
	return strings.Join(parts, "，")
}

var (
	totalColumns = []sheet.Column{
		{Key: "class", Title: "类别"}, {Key: "kind", Title: "账户种类", Width: 18}, {Key: "unit", Title: "单位"}, {Key: "accounts", Title: "账户数"}, {Key: "debit", Title: "借方"}, {Key: "credit", Title: "贷方"},
	}
	accountColumns = []sheet.Column{
		{Key: "class", Title: "类别"},
		{Key: "kind", Title: "账户种类", Width: 18},
		{Key: "owner", Title: "户名", Width: 28},
		{Key: "id", Title: "编号", Text: true, Width: 20},
		{Key: "unit", Title: "单位"},
		{Key: "debit", Title: "借方"},
		{Key: "credit", Title: "贷方"},
	}
	lineColumns = []sheet.Column{
		{Key: "day", Title: "日期", Width: 12},
		{Key: "kind", Title: "事由", Width: 14},
		{Key: "title", Title: "记录", Width: 30},
		{Key: "note", Title: "说明", Width: 36},
		{Key: "amount", Title: "增减"},
		{Key: "balance", Title: "余额"},
		{Key: "unit", Title: "单位"},
		{Key: "files", Title: "附件"},
		{Key: "who", Title: "经手与确认", Width: 36},
		{Key: "reverses", Title: "冲正", Width: 20, Text: true},
		{Key: "txn", Title: "凭证号", Text: true, Width: 20},
	}
)

// mapped are the rows of some records.
func mapped[T any](list iter.Seq2[T, error], row func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for x, err := range list {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row(x), nil) {
				return
			}
		}
	}
}

func writeTrial(w io.Writer, t *Trial, accounts iter.Seq2[Account, error]) error {
	when := string(t.Day)
	if t.No > 0 {
		when = "日志 " + strconv.FormatInt(t.No, 10)
	}
	totals := func(yield func([]any, error) bool) {
		for _, x := range t.Totals {
			if !yield([]any{said(classWords, x.Class), said(kindWords, x.Kind), said(unitWords, x.Unit), x.Accounts, figure(x.Debit, x.Unit), figure(x.Credit, x.Unit)}, nil) {
				return
			}
		}
		for _, x := range t.Sums {
			if !yield([]any{"合计", said(bookWords, t.Kind) + " " + t.Name, said(unitWords, x.Unit), "", figure(x.Debit, x.Unit), figure(x.Credit, x.Unit)}, nil) {
				return
			}
		}
	}
	return sheet.Write(w,
		sheet.Out{Sheet: sheet.Sheet{Name: "试算平衡 " + when, Columns: totalColumns}, Rows: totals},
		sheet.Out{Sheet: sheet.Sheet{Name: "账户", Columns: accountColumns}, Rows: mapped(accounts, func(a Account) []any {
			return []any{said(classWords, a.Class), said(kindWords, a.Kind), a.Owner, a.ID.String(), said(unitWords, a.Unit), figure(max(a.N, 0), a.Unit), figure(max(-a.N, 0), a.Unit)}
		})})
}

func writeStatement(w io.Writer, a *AccountDetail, lines iter.Seq2[Line, error]) error {
	row := func(l Line) []any {
		back := ""
		if l.ReversesID != 0 {
			back = l.ReversesID.String()
		}
		return []any{
			string(l.Day), said(txnWords, l.Kind), l.Source.Title, l.Source.Note, figure(l.Amount, a.Unit), figure(l.Balance, a.Unit), said(unitWords, a.Unit), l.Source.Files, who(l.Source.Who), back,
			l.TxnID.String(),
		}
	}
	return sheet.Write(w, sheet.Out{Sheet: sheet.Sheet{Name: "明细账", Columns: lineColumns}, Rows: mapped(lines, row)})
}

func writeBooks(w io.Writer, read func(kernel.Page) ([]Book, string, error)) error {
	return sheet.Write(w, sheet.Plain("账簿", sheet.Pages(read, func(b Book) []any {
		return []any{b.Name, bookWords[b.Kind], b.Path, string(b.From), string(b.ClosedTo), string(b.OpenTo)}
	}), "账簿", "种类", "地方", "开账", "结账到", "开放到"))
}
