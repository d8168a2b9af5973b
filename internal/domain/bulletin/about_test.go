package bulletin_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"testing"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/paper/papertest"
)

// order makes a list of the county with an item of the township, and an order about it.
func (w *world) order(text string) (duty.ItemDetail, duty.Order) {
	w.Helper()
	today := kernel.DayOf(w.clock.Now())
	office := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "东乡农业站" + text, Kind: "township_office", PlaceID: w.places["东乡"].ID}))(w)
	l := must(w.duties.MakeList(w.sys, duty.NewList{Type: "task", Title: "茶叶任务清单", PlaceID: w.places["县"].ID, To: today.Add(60)}))(w)
	i := must(w.duties.Add(w.sys, duty.NewItem{ListID: l.ID, Title: "管护茶园", Text: "三百亩\n\n分三片", BodyID: office.ID, Due: today.Add(30), Weight: 1}))(w)
	d := must(w.duties.IssueOrder(w.sys, i.ID, duty.NewOrder{Text: text, Due: today.Add(3)}))(w)
	return *d, d.Orders[0]
}

func (w *world) notice(ctx context.Context, o duty.Order) (*bulletin.PaperDetail, error) {
	return w.papers.Make(ctx, bulletin.NewPaper{Kind: "supervision_notice", AboutID: o.ID})
}

// TestANoticeIsAboutOneOrder: its facts come from the record and are not typed over, its words may be read over, it takes the next number
// of the office that supervises, and is kept as issued whatever becomes of the order.
func TestANoticeIsAboutOneOrder(t *testing.T) {
	each(t, func(w *world) {
		item, o := w.order("三日内整改。")
		p := must(w.notice(w.sys, o))(w)
		year := strconv.Itoa(w.clock.Now().In(kernel.Zone).Year())
		if p.Heading != "关于“管护茶园”的督办通知" || p.ToWhom != "东乡农业站三日内整改。" || p.Mark != "竹山县督查督办通知" || p.Place.Name != "竹山县" {
			t.Errorf("around the body: %+v", p.PaperContent)
		}
		for _, want := range []string{"列入茶叶任务清单，编号" + item.No, "进度为百分之0。", "三百亩", "分三片", "三日内整改。", "前办结"} {
			if at, _ := textOf(p, want); at < 0 {
				t.Errorf("it does not say %q: %+v", want, p.Blocks)
			}
		}
		if at, _ := textOf(p, "催办"); at >= 0 {
			t.Error("a paragraph stands there whose condition does not hold")
		}
		if again := must(w.notice(w.sys, o))(w); again.ID != p.ID {
			t.Error("asked twice, written twice")
		}
		at, _ := textOf(p, "前办结")
		change := func(text string) (*bulletin.PaperDetail, error) {
			return w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: p.Rev, Title: p.Heading, To: p.ToWhom, Texts: []bulletin.PaperText{{Block: at, Text: text}}})
		}
		if _, err := change("请于明年前办结。"); code(err) != "figure_missing" {
			t.Errorf("a fact is typed over: %v", err)
		}
		p = must(change("务必" + p.Blocks[at].Text))(w)
		p = must(w.papers.Issue(w.sys, p.ID, p.Rev))(w)
		if p.Number != "竹督办〔"+year+"〕1号" || p.Hash == "" || !p.Same {
			t.Errorf("issued: %+v", p.Paper)
		}
		must(w.duties.ActOrder(w.sys, o.ID, duty.OrderAct{Step: duty.StepUrge, Rev: o.Rev}))(w)
		if later := must(w.papers.Get(w.sys, p.ID))(w); later.Hash != p.Hash || !later.Same {
			t.Error("the order was urged and the notice changed")
		}
		var file bytes.Buffer
		must(w.papers.Docx(w.sys, p.ID, "http://localhost", &file))(w)
		told := papertest.Words(t, file.Bytes())
		for _, want := range []string{"竹督办〔" + year + "〕1号", "督办通知", "务必请于", "竹山县督查室", "百分之", "数据依据"} {
			if !strings.Contains(told, want) {
				t.Errorf("the document does not say %q: %s", want, told)
			}
		}
		if !strings.Contains(document(t, file.Bytes(), "word/_rels/document.xml.rels"), "/console/papers/"+p.ID.String()+"/figures/") {
			t.Error("no number of the document leads to its record")
		}
		pdf := papertest.Convert(t, file.Bytes())
		if words := pdf.Words(); !strings.Contains(pdf.Info(), "A4") || !strings.Contains(words, "督办通知") || !strings.Contains(words, "〔"+year+"〕1 号") && !strings.Contains(words, "〔"+year+"〕1号") {
			t.Errorf("printed by LibreOffice:\n%s", words)
		}
		_, second := w.order("五日内整改")
		q := must(w.notice(w.sys, second))(w)
		if q = must(w.papers.Issue(w.sys, q.ID, q.Rev))(w); q.Number != "竹督办〔"+year+"〕2号" {
			t.Errorf("the second of the same day: %s", q.Number)
		}
	})
}

func document(t *testing.T, docx []byte, name string) string {
	t.Helper()
	z := must(zip.NewReader(bytes.NewReader(docx), int64(len(docx))))(t)
	f := must(z.Open(name))(t)
	return string(must(io.ReadAll(f))(t))
}

// TestWhoReadsANotice: who reads the item reads what was issued about it, not the draft; nobody else does, and it hangs on no wall.
func TestWhoReadsANotice(t *testing.T) {
	each(t, func(w *world) {
		_, o := w.order("三日内整改")
		owner := w.officer("东乡", bulletin.PermList, bulletin.PermMake, duty.PermList)
		stranger := w.officer("寨村", bulletin.PermList, duty.PermList)
		if _, err := w.notice(owner, o); kernel.KindOf(err) != kernel.KindForbidden {
			t.Errorf("who does not supervise writes the notice: %v", err)
		}
		if _, err := w.notice(stranger, o); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("who does not see the item: %v", err)
		}
		p := must(w.notice(w.sys, o))(w)
		listed := func(ctx context.Context) int {
			return len(must(w.papers.About(ctx, "duty_order", []kernel.ID{o.ID}))(w).Items)
		}
		if n := listed(owner); n != 0 {
			t.Errorf("the draft is listed for who owes the item: %d", n)
		}
		must(w.papers.Issue(w.sys, p.ID, p.Rev))(w)
		if a, b, c := listed(owner), listed(stranger), listed(w.sys); a != 1 || b != 0 || c != 1 {
			t.Errorf("listed %d %d %d times", a, b, c)
		}
		if may := must(w.papers.About(owner, "duty_order", []kernel.ID{o.ID}))(w).May; len(may) != 0 {
			t.Errorf("who owes the item may write its notice: %v", may)
		}
		if may := must(w.papers.About(w.sys, "duty_order", []kernel.ID{o.ID}))(w).May; len(may) != 1 {
			t.Errorf("who supervises may not: %v", may)
		}
		must(w.papers.Get(owner, p.ID))(w)
		if _, err := w.papers.Get(stranger, p.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a stranger reads it: %v", err)
		}
		if list, _, _ := w.papers.List(owner, bulletin.Filter{Above: true}, kernel.Page{}); len(list) != 0 {
			t.Errorf("a notice to one is shown to all below: %v", list)
		}
		if _, err := w.papers.Start(w.sys, bulletin.NewPaperRun{NewPaper: bulletin.NewPaper{Kind: "supervision_notice", PlaceID: w.places["县"].ID}}); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a run of notices: %v", err)
		}
	})
}

// TestMinutesOfABody: who took part and what was done, in the register of the body's place.
func TestMinutesOfABody(t *testing.T) {
	each(t, func(w *world) {
		team := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "龙村志愿服务队", Kind: "volunteer_team", PlaceID: w.places["龙村"].ID}))(w)
		day := kernel.DayOf(w.clock.Now())
		a := must(w.did.Add(w.sys, activity.Draft{BodyID: team.ID, Day: day, Title: "清理河道", Text: "清理两公里。\n下周再来。"}))(w)
		p := must(w.papers.Make(w.officer("龙村", bulletin.PermMake, activity.PermList), bulletin.NewPaper{Kind: "minutes", AboutID: a.ID}))(w)
		if p.Mark != "龙村志愿服务队纪要" || p.Heading != "清理河道纪要" || p.Place.Name != "龙村" || p.From != day {
			t.Errorf("%+v", p.Paper)
		}
		if at, _ := textOf(p, "下周再来。"); at < 0 || p.Blocks[at].Text != "下周再来。" {
			t.Errorf("what was written down is there to be read over: %+v", p.Blocks)
		}
		if at, _ := textOf(p, "参加："); at >= 0 {
			t.Error("nobody took part and it says who")
		}
		p = must(w.papers.Issue(w.sys, p.ID, p.Rev))(w)
		if !strings.HasPrefix(p.Number, "纪要〔") || !strings.HasSuffix(p.Number, "1号") {
			t.Errorf("number %s", p.Number)
		}
		var file bytes.Buffer
		must(w.papers.Docx(w.sys, p.ID, "http://localhost", &file))(w)
		if told := papertest.Words(t, file.Bytes()); strings.Contains(told, "数据依据") {
			t.Error("minutes without a number have an annex of numbers")
		}
		if words := papertest.Convert(t, file.Bytes()).Words(); !strings.Contains(words, "清理河道纪要") || !strings.Contains(words, "下周再来") {
			t.Errorf("printed by LibreOffice:\n%s", words)
		}
		if err := w.did.Remove(w.sys, a.ID, a.Rev, "写错了"); err != nil {
			t.Fatal(err)
		}
		must(w.papers.Get(w.sys, p.ID))(w)
	})
}
