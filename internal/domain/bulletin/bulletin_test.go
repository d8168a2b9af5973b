package bulletin_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/paper/papertest"
	"touyan/packs"
)

// world is a county of one township with three villages.
type world struct {
	*testing.T
	sys     context.Context
	clock   *dbtest.Clock
	cases   *casework.Service
	papers  *bulletin.Service
	figures *indicator.Service
	bodies  *body.Service
	duties  *duty.Service
	did     *activity.Service
	places  map[string]place.Place
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	if err := jobs.Ready(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	p := must(pack.Load(packs.FS, "base", "zhushan"))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	w := &world{T: t, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}}
	places := place.New(d, p)
	persons := person.New(d, keys, places)
	bodies := body.New(d, p, places, persons)
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: places, Body: bodies, Person: persons})
	store := must(files.Local(t.TempDir()))(t)
	w.bodies, w.did = bodies, activity.New(d, p, store, places, bodies)
	w.duties = duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: p.Calendar(), Place: places, Body: bodies})
	w.figures = indicator.New(d, p, places, bodies)
	w.papers = bulletin.New(bulletin.Options{DB: d, Pack: p, Place: places, Figures: w.figures, Duty: w.duties, Activity: w.did})
	w.places["县"] = must(places.CreateCounty(w.sys, "141029", "竹山县"))(t)
	for _, n := range [][2]string{{"县", "东乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"东乡", "湾村"}} {
		w.places[n[1]] = must(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	return w
}

// each runs a test on each engine.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

// report brings cases in the first village.
func (w *world) report(n int) {
	w.Helper()
	for range n {
		must(w.cases.Create(w.sys, casework.NewCase{PlaceID: w.places["龙村"].ID, Text: "路灯不亮", Topic: "road"}))(w)
	}
}

func (w *world) officer(at string, perms ...string) context.Context {
	g := kernel.Grant{Perms: perms, Arm: w.places[at].Arm()}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 1, AccountID: 1, Name: at, Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.Context(), a.For(perms[0]))
}

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func (w *world) village(name string) bulletin.NewPaper {
	return bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.places[name].ID}
}

// textOf is the paragraph in which a word stands, its figures in words.
func textOf(p *bulletin.PaperDetail, word string) (at int, text string) {
	for i, b := range p.Blocks {
		said := b.Text
		for _, f := range p.Figures {
			said = strings.ReplaceAll(said, "[["+strconv.Itoa(f.No)+"]]", f.Text)
		}
		if strings.Contains(said, word) {
			return i, said
		}
	}
	return -1, ""
}

// TestAPaperIsWrittenOutOfTheRecords: last month's, compared with the month before, without a figure typed.
func TestAPaperIsWrittenOutOfTheRecords(t *testing.T) {
	each(t, func(w *world) {
		w.report(2)
		w.clock.Add(31 * 24 * time.Hour)
		w.report(3)
		w.clock.Add(31 * 24 * time.Hour)
		p := must(w.papers.Make(w.sys, w.village("龙村")))(w)
		if _, text := textOf(p, "收件"); !strings.Contains(text, "本村收件3件") {
			t.Errorf("the month: %s", text)
		}
		if _, text := textOf(p, "比上期"); !strings.Contains(text, "收件比上期增加1") {
			t.Errorf("compared: %s", text)
		}
		if at, _ := textOf(p, "重办"); at >= 0 {
			t.Error("a paragraph stands there whose condition does not hold")
		}
		if p.State != bulletin.Draft || !p.Same || p.Number != "" || len(p.Figures) == 0 || p.Figures[0].Basis.JournalNo == 0 {
			t.Errorf("the draft: %+v", p.Paper)
		}
		again := must(w.papers.Make(w.sys, w.village("龙村")))(w)
		if again.ID != p.ID {
			t.Error("asked twice, written twice")
		}
	})
}

// TestWordsMayBeChangedFiguresNot: a figure may be moved within its paragraph, not left out, not brought from elsewhere.
func TestWordsMayBeChangedFiguresNot(t *testing.T) {
	each(t, func(w *world) {
		w.report(1)
		w.clock.Add(31 * 24 * time.Hour)
		p := must(w.papers.Make(w.sys, w.village("龙村")))(w)
		at, _ := textOf(p, "收件")
		change := func(text string) (*bulletin.PaperDetail, error) {
			return w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: p.Rev, Title: "改题", To: "乡党委", Texts: []bulletin.PaperText{{Block: at, Text: text}}})
		}
		if _, err := change(strings.Replace(p.Blocks[at].Text, "[[1]]", "99", 1)); code(err) != "figure_missing" {
			t.Errorf("typed over: %v", err)
		}
		if _, err := change(p.Blocks[at].Text + "[[1]]"); code(err) != "figure_more" {
			t.Errorf("twice: %v", err)
		}
		moved := must(change("经核对，" + p.Blocks[at].Text))(w)
		if _, err := w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: moved.Rev, Title: "改题", Notes: []bulletin.PaperNote{{Figure: 99, Text: "无"}}}); code(err) != "bad_value" {
			t.Errorf("a note on no figure: %v", err)
		}
		noted := must(w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: moved.Rev, Title: "改题", Notes: []bulletin.PaperNote{{Figure: 1, Text: "含上月转来一件"}}}))(w)
		if noted.Figures[0].Text != moved.Figures[0].Text || !noted.Same {
			t.Errorf("annotated, the figure changed: %+v", noted.Figures[0])
		}
		var file bytes.Buffer
		must(w.papers.Docx(w.sys, p.ID, "http://localhost", &file))(w)
		if fonts := document(t, file.Bytes(), "word/fontTable.xml"); !strings.Contains(fonts, `<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>`) || len(p.Fonts) != 5 {
			t.Errorf("the typefaces of the pack: %v %s", p.Fonts, fonts)
		}
		if told := papertest.Words(t, file.Bytes()); !strings.Contains(told, noted.Figures[0].Text+"（注1）") || !strings.Contains(told, "注1：含上月转来一件") {
			t.Errorf("the note is not in the document: %s", told)
		}
		moved.Rev = noted.Rev
		if moved.Heading != "改题" || !strings.HasPrefix(moved.Blocks[at].Text, "经核对，") || !moved.Same {
			t.Errorf("changed: %+v", moved.Blocks[at])
		}
		if _, err := change("晚了"); code(err) != "changed_meanwhile" {
			t.Errorf("an old state: %v", err)
		}
		fresh := must(w.papers.Remake(w.sys, p.ID, moved.Rev))(w)
		if fresh.Heading == "改题" {
			t.Error("written anew, the old words stand")
		}
	})
}

// TestIssuedPapersHaveNumbersInARow: by place, word and year, and are never changed; withdrawn ones keep their number.
func TestIssuedPapersHaveNumbersInARow(t *testing.T) {
	each(t, func(w *world) {
		w.report(1)
		running := must(w.papers.Make(w.sys, bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.places["寨村"].ID, Day: kernel.DayOf(w.clock.Now())}))(w)
		running = must(w.papers.Remake(w.sys, running.ID, running.Rev))(w)
		if _, err := w.papers.Issue(w.sys, running.ID, running.Rev); code(err) != "bulletin_runs" {
			t.Errorf("before its month is over: %v", err)
		}
		w.clock.Add(31 * 24 * time.Hour)
		year := strconv.Itoa(w.clock.Now().In(kernel.Zone).Year())
		p := must(w.papers.Make(w.sys, w.village("龙村")))(w)
		p = must(w.papers.Issue(w.sys, p.ID, p.Rev))(w)
		if p.Number != "村情〔"+year+"〕1号" || p.Hash == "" || !p.Same {
			t.Errorf("issued: %+v", p.Paper)
		}
		if _, err := w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: p.Rev, Title: "改"}); code(err) != "changed_meanwhile" {
			t.Errorf("an issued paper is changed: %v", err)
		}
		if _, err := w.papers.Make(w.sys, w.village("龙村")); code(err) != "bulletin_issued" {
			t.Errorf("written twice: %v", err)
		}
		must(w.papers.Withdraw(w.sys, p.ID, p.Rev, "数字有误"))(w)
		second := must(w.papers.Make(w.sys, w.village("龙村")))(w)
		second = must(w.papers.Issue(w.sys, second.ID, second.Rev))(w)
		if second.Turn != 2 || second.Number != "村情〔"+year+"〕2号" {
			t.Errorf("the correction: %+v", second.Paper)
		}
		other := must(w.papers.Make(w.sys, w.village("湾村")))(w)
		if other = must(w.papers.Issue(w.sys, other.ID, other.Rev))(w); other.Number != "村情〔"+year+"〕1号" {
			t.Errorf("another village has a register of its own: %s", other.Number)
		}
	})
}

// TestWhoSeesAPaper: who has the place; what the places above issued is for those below to read, a draft of theirs is not.
func TestWhoSeesAPaper(t *testing.T) {
	each(t, func(w *world) {
		w.clock.Add(31 * 24 * time.Hour)
		p := must(w.papers.Make(w.sys, bulletin.NewPaper{Kind: "county_monthly", PlaceID: w.places["县"].ID}))(w)
		below := w.officer("东乡", bulletin.PermList)
		if _, err := w.papers.Get(below, p.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a draft of the county: %v", err)
		}
		must(w.papers.Issue(w.sys, p.ID, p.Rev))(w)
		got := must(w.papers.Get(below, p.ID))(w)
		if len(got.May) != 0 {
			t.Errorf("may %v", got.May)
		}
		list, _, err := w.papers.List(below, bulletin.Filter{Above: true}, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Errorf("above: %v %v", list, err)
		}
		if list, _, _ := w.papers.List(below, bulletin.Filter{}, kernel.Page{}); len(list) != 0 {
			t.Errorf("own: %v", list)
		}
		if _, err := w.papers.Make(w.officer("东乡", bulletin.PermMake), bulletin.NewPaper{Kind: "county_monthly", PlaceID: w.places["县"].ID}); err == nil {
			t.Error("a township writes the county's paper")
		}
	})
}

// TestManyPapersInOneGo: one for each village; what somebody changed stays, a run that is stopped stops, and all come out as one file.
func TestManyPapersInOneGo(t *testing.T) {
	each(t, func(w *world) {
		w.report(1)
		w.clock.Add(31 * 24 * time.Hour)
		p := must(w.papers.Make(w.sys, w.village("寨村")))(w)
		must(w.papers.Edit(w.sys, p.ID, bulletin.PaperWords{Rev: p.Rev, Title: "改过的"}))(w)
		start := bulletin.NewPaperRun{NewPaper: bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.places["县"].ID}, ClientKey: "k"}
		run := must(w.papers.Start(w.sys, start))(w)
		if again := must(w.papers.Start(w.sys, start))(w); again.ID != run.ID || run.Total != 3 {
			t.Errorf("begun twice, or of how many: %+v", run)
		}
		for range 2 { // a job may run twice
			if err := w.papers.Write(w.sys, run.ID); err != nil {
				t.Fatal(err)
			}
		}
		run = must(w.papers.Progress(w.sys, run.ID))(w)
		if run.State != bulletin.Done || run.Done != 3 || run.Kept != 1 || len(run.Failed) != 0 {
			t.Errorf("the run: %+v", run)
		}
		var file bytes.Buffer
		if err := w.papers.Bundle(w.sys, run.ID, "http://localhost", &file); err != nil {
			t.Fatal(err)
		}
		z := must(zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len())))(w)
		if len(z.File) != 3 || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.Contains(f.Name, "改过的") }) {
			t.Errorf("%d files", len(z.File))
		}
		stopped := must(w.papers.Start(w.sys, bulletin.NewPaperRun{NewPaper: bulletin.NewPaper{Kind: "village_monthly", PlaceID: w.places["东乡"].ID, Day: kernel.DayOf(w.clock.Now())}}))(w)
		must(w.papers.Stop(w.sys, stopped.ID))(w)
		if err := w.papers.Write(w.sys, stopped.ID); err != nil {
			t.Fatal(err)
		}
		if got := must(w.papers.Progress(w.sys, stopped.ID))(w); got.State != bulletin.Cancelled || got.Done != 0 {
			t.Errorf("stopped: %+v", got)
		}
	})
}

// K2: how many there were before anybody counted is not known, and is not said in pieces; from the first night on, none is nothing.
func TestK2WhatWasNeverCountedIsNotGluedToAUnit(t *testing.T) {
	each(t, func(w *world) {
		draft := func() *bulletin.PaperDetail {
			return must(w.papers.Make(w.sys, bulletin.NewPaper{Kind: "inspection_quarterly", PlaceID: w.places["县"].ID}))(w)
		}
		w.clock.Set(kernel.Day("2027-01-04").Time().Add(9 * time.Hour))
		p := draft()
		if _, said := textOf(p, "季末在办"); !strings.HasSuffix(said, "季末在办未开始统计。") {
			w.Errorf("of a quarter at whose end nobody counted: %q", said)
		}
		if at, said := textOf(p, "红灯（逾期）"); at >= 0 {
			w.Errorf("lights that nobody counted: %q", said)
		}
		if !p.Same {
			w.Error("its figures do not work out of what they rest on")
		}
		w.clock.Set(kernel.Day("2027-01-05").Time().Add(time.Minute))
		must(w.figures.Keep(w.sys))(w)
		w.clock.Set(kernel.Day("2027-04-05").Time().Add(9 * time.Hour))
		p = draft()
		if _, said := textOf(p, "季末在办"); !strings.HasSuffix(said, "季末在办0项。") {
			w.Errorf("of the quarter in which counting began: %q", said)
		}
		if _, said := textOf(p, "红灯（逾期）"); !strings.Contains(said, "红灯（逾期）0项，黄灯（滞后）0项，蓝灯（临期）0项，绿灯（正常）0项；红灯率无（没有可比的数）。") {
			w.Errorf("its lights: %q", said)
		}
		if !p.Same {
			w.Error("its figures do not work out of what they rest on")
		}
	})
}
