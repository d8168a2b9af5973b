package duty

import (
	"cmp"
	"fmt"
	"io"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/paper"
)

// writeNotice writes an order of supervision as a Word document.
func writeNotice(w io.Writer, d *ItemDetail, o Order) error {
	return paper.WriteDocx(w, notice(d, o))
}

// notice is an order of supervision as an official notice: what was ordered, of which item, by when, and what happened since.
func notice(d *ItemDetail, o Order) *paper.Paper {
	p := &paper.Paper{
		Issuer: d.Place.Name + "督办通知", Title: "关于“" + d.Title + "”的督办通知", To: owner(d.Item), Signed: o.Issuer, Date: dayName(o.Issued),
	}
	say := func(text string) { p.Body = append(p.Body, paper.Block{Text: []paper.Run{{Words: text}}}) }
	head := func(text string) {
		p.Body = append(p.Body, paper.Block{Heading: &paper.Heading{Level: 1, Words: text}})
	}
	head("一、督办事项")
	list := d.ListTitle
	if d.No != "" {
		list += "第" + d.No + "项"
	}
	if list != "" {
		say("事项出自" + list + "，应于" + dayName(d.Due) + "前完成" + lateWords(d.Item) + "。")
	} else {
		say("事项应于" + dayName(d.Due) + "前完成" + lateWords(d.Item) + "。")
	}
	if d.Text != "" {
		say(d.Text)
	}
	head("二、督办要求")
	say(o.Text)
	say("请于" + dayName(o.Due) + "前办结并报告结果。")
	if rows := steps(o); len(rows) > 0 {
		head("三、办理经过")
		p.Body = append(p.Body, paper.Block{Table: &paper.Table{Head: []string{"日期", "经过", "谁", "说明"}, Rows: rows, Wide: []int{22, 16, 18, 44}}})
	}
	return p
}

func owner(i Item) string {
	return cmp.Or(i.Owner.BodyName, i.Owner.PersonName, i.Path)
}

// lateWords tells how far an item is.
func lateWords(i Item) string {
	switch {
	case !i.Open:
		return "，已经办结"
	case i.Days < 0:
		return fmt.Sprintf("，已超过 %d 天，进度百分之%s", -i.Days, strconv.Itoa(i.Progress/10))
	}
	return "，进度百分之" + strconv.Itoa(i.Progress/10)
}

// steps are what happened to an order, one line each.
func steps(o Order) [][]paper.Run {
	var out [][]paper.Run
	add := func(day kernel.Day, what, who, note string) {
		if day != "" {
			out = append(out, []paper.Run{{Words: dayName(day)}, {Words: what}, {Words: who}, {Words: note}})
		}
	}
	add(o.Received, "签收", o.Receiver, "")
	add(o.Reported, "报告", o.ReportedBy, o.Report)
	add(o.Verified, "核查", o.Verifier, o.Verdict)
	return out
}

// dayName is a day as papers write it (GB/T 9704-2012 7.3.5).
func dayName(d kernel.Day) string {
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}
