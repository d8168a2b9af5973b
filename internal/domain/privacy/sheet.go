package privacy

import (
	"io"
	"iter"

	"touyan/internal/platform/sheet"
)

// The words of the workbooks.
var (
	stateWords   = map[State]string{Received: "已收到", InWork: "办理中", Answered: "已答复", Refused: "已拒绝"}
	askedByWords = map[string]string{BySelf: "本人", ByRelative: "近亲属"}

	sectionTitles = map[string]string{
		"person": "登记信息", "posts": "岗位", "memberships": "参加的组织", "account": "账号", "cases": "反映的问题", "visits": "走访", "card": "户情卡", "requests": "个人信息请求",
	}
	columnTitles = map[string]string{
		"name": "姓名", "place": "地方", "phone": "电话", "post": "岗位", "from": "起", "to": "止", "service_phone": "服务电话", "body": "组织",
		"role": "身份", "login": "登录名", "state": "状态", "last_seen": "最近使用", "no": "编号", "at": "时间", "text": "内容", "kind": "类别",
		"received": "收到日期", "day": "日期", "visitor": "走访人", "result": "结果", "item": "项目", "value": "内容", "by": "谁记的",
	}
)

var requestColumns = []sheet.Column{
	{Key: "no", Title: "编号", Width: 20},
	{Key: "kind", Title: "类别", Width: 12},
	{Key: "person", Title: "涉及的人", Width: 12},
	{Key: "place", Title: "地方", Width: 14},
	{Key: "asked_by", Title: "谁提出", Width: 10},
	{Key: "asker", Title: "请求人", Width: 10},
	{Key: "received", Title: "收到日期", Width: 12},
	{Key: "due", Title: "应答复时间", Width: 18},
	{Key: "state", Title: "状态", Width: 10},
	{Key: "answered_at", Title: "答复时间", Width: 18},
	{Key: "late", Title: "超时", Width: 8},
	{Key: "handler", Title: "经办人", Width: 12},
	{Key: "text", Title: "请求内容", Width: 30},
	{Key: "answer", Title: "答复", Width: 30},
	{Key: "article", Title: "依据条款", Width: 24},
}

var lookColumns = []sheet.Column{
	{Key: "at", Title: "时间", Width: 18},
	{Key: "name", Title: "谁看的", Width: 12},
	{Key: "posts", Title: "当时的岗位", Width: 24},
	{Key: "what", Title: "看了什么", Width: 20},
	{Key: "reason", Title: "理由", Width: 40},
}

func writeRequests(w io.Writer, rows iter.Seq2[[]any, error]) error {
	return sheet.Write(w, sheet.Out{Sheet: sheet.Sheet{Name: "个人信息请求", Columns: requestColumns}, Rows: rows})
}

// writeHeld writes a sheet for each section and one for who looked.
func writeHeld(w io.Writer, h Held) error {
	var out []sheet.Out
	for _, s := range h.Sections {
		o := sheet.Out{Sheet: sheet.Sheet{Name: title(sectionTitles, s.Key)}}
		for _, c := range s.Columns {
			o.Columns = append(o.Columns, sheet.Column{Key: c, Title: title(columnTitles, c), Width: 20})
		}
		o.Rows = rowsOf(s.Rows, func(r []string) []string { return r })
		out = append(out, o)
	}
	looks := rowsOf(h.Looks, func(l Look) []string { return []string{minute(l.At), l.Name, l.Posts, l.What, l.Reason} })
	return sheet.Write(w, append(out, sheet.Out{Sheet: sheet.Sheet{Name: "谁看过", Columns: lookColumns}, Rows: looks})...)
}

func rowsOf[T any](list []T, line func(T) []string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, v := range list {
			cells := []any{}
			for _, c := range line(v) {
				cells = append(cells, c)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

func title(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return key
}
