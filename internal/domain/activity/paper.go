package activity

import (
	"fmt"
	"io"
	"strings"

	"touyan/internal/platform/paper"
)

// writeMinutes writes what a body did as a Word document.
func writeMinutes(w io.Writer, a *Activity) error { return paper.WriteDocx(w, minutes(a)) }

// minutes are what a body did as the minutes of it (纪要): when, who took part, what was done, and which papers belong to it.
func minutes(a *Activity) *paper.Paper {
	t := a.Day.Time()
	day := fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
	p := &paper.Paper{Issuer: a.Body.Name + "纪要", Title: a.Title, Signed: a.Body.Name, Date: day}
	say := func(text string) { p.Body = append(p.Body, paper.Block{Text: []paper.Run{{Words: text}}}) }
	say("时间：" + day)
	say("地点：" + a.Path)
	names := make([]string, len(a.People))
	for i, who := range a.People {
		names[i] = who.Name
	}
	if len(names) > 0 {
		say(fmt.Sprintf("参加（%d人）：%s", len(names), strings.Join(names, "、")))
	}
	say("记录：" + a.By)
	for _, line := range strings.Split(strings.TrimSpace(a.Text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			say(line)
		}
	}
	photos := 0
	var papers []string
	for _, f := range a.Files {
		if f.Name == "" {
			photos++
		} else {
			papers = append(papers, f.Name)
		}
	}
	if photos > 0 {
		say(fmt.Sprintf("附照片 %d 张，存在系统里。", photos))
	}
	if len(papers) > 0 {
		say("附件：" + strings.Join(papers, "、"))
	}
	return p
}
