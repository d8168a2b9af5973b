package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/exchange"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
	"touyan/packs"
)

type bench struct {
	t      *testing.T
	d      *db.DB
	dir    string
	s      *exchange.Service
	places *place.Service
	bodies *body.Service
	people *person.Service
	sys    context.Context
	town   place.Place
	actor  func() (kernel.Actor, error) // who the account of an officer is
}

func newBench(t *testing.T, d *db.DB, inline int) *bench {
	t.Helper()
	p, err := pack.Load(packs.FS, "base", "xiangning")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, d: d, dir: t.TempDir(), sys: dbtest.System(t)}
	keys, err := crypt.Load(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	b.places = place.New(d, p)
	b.people = person.New(d, keys, b.places)
	b.bodies = body.New(d, p, b.places, b.people)
	b.actor = func() (kernel.Actor, error) { return b.officer(b.town), nil }
	if err := jobs.Ready(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	b.s = b.server(inline)
	county, err := b.places.CreateCounty(b.sys, "141029", "乡宁县")
	if err != nil {
		t.Fatal(err)
	}
	if b.town, err = b.places.Create(b.sys, place.Draft{ParentID: county.ID, Name: "昌宁镇"}); err != nil {
		t.Fatal(err)
	}
	return b
}

// server is another program over the same data.
func (b *bench) server(inline int) *exchange.Service {
	b.t.Helper()
	keys, err := crypt.Load(b.dir)
	if err != nil {
		b.t.Fatal(err)
	}
	store, err := files.Local(b.dir + "/files")
	if err != nil {
		b.t.Fatal(err)
	}
	return exchange.New(exchange.Options{
		DB: b.d, Keys: keys, Files: store, Place: b.places, Inline: inline,
		Resolve: func(context.Context, kernel.ID, kernel.ID) (kernel.Actor, error) { return b.actor() },
		Words:   map[string]map[string]string{"zh": {"unknown_post": "没有“{value}”这个岗位。可填：{choices}。"}},
	}, append(b.bodies.Registers(), b.places.Registers()...)...)
}

// officer may import and export at a place.
func (b *bench) officer(at place.Place) kernel.Actor {
	return kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 7, Name: "李", Grants: []kernel.Grant{{
		Perms: []string{"exchange.import", "place.import", "place.export", "place.list", "place.edit", "place.gaps", "person.list", "person.edit", "body.list", "body.edit", "body.appoint", "body.appoint_any"},
		Arm:   at.Arm(),
	}}}
}

// as is a context in which the officer of the town acts where the permission is given.
func (b *bench) as(perm string) context.Context {
	return kernel.WithActor(b.t.Context(), b.officer(b.town).For(perm))
}

// work lets the jobs run until the test ends.
func (b *bench) work(s *exchange.Service) (stop func()) {
	b.t.Helper()
	j := jobs.New(b.d, nil)
	s.Schedule(j)
	if err := j.Start(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := j.Stop(ctx); err != nil {
			b.t.Error(err)
		}
	}
}

// book is a workbook of some villages, each with its head.
func (b *bench) book(villages int, post string) []byte {
	b.t.Helper()
	titles := func(s sheet.Sheet) sheet.Sheet {
		for i := range s.Columns {
			s.Columns[i].Choices = nil
		}
		return s
	}
	officers := sheet.Sheet{Name: body.OfficerSheet}
	for _, c := range []string{"网格编码", "岗位", "姓名", "手机号"} {
		officers.Columns = append(officers.Columns, sheet.Column{Title: c})
	}
	var out bytes.Buffer
	err := sheet.Write(&out,
		sheet.Out{Sheet: titles(place.Columns(nil, nil)), Rows: func(yield func([]any, error) bool) {
			for i := range villages {
				if !yield([]any{fmt.Sprintf("141029001%03d", i+1), fmt.Sprintf("第%d村", i+1), "3", b.town.Code, "", ""}, nil) {
					return
				}
			}
		}},
		sheet.Out{Sheet: officers, Rows: func(yield func([]any, error) bool) {
			for i := range villages {
				if !yield([]any{fmt.Sprintf("141029001%03d", i+1), post, fmt.Sprintf("书记%d", i), fmt.Sprintf("138%08d", i)}, nil) {
					return
				}
			}
		}})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Bytes()
}

func (b *bench) wait(ctx context.Context, id kernel.ID, want exchange.State) exchange.Import {
	b.t.Helper()
	for range 800 {
		v, err := b.s.Get(ctx, id)
		if err != nil {
			b.t.Fatal(err)
		}
		if v.State == want {
			return v
		}
		time.Sleep(25 * time.Millisecond)
	}
	v, _ := b.s.Get(ctx, id)
	b.t.Fatalf("want %s, got %+v", want, v)
	return v
}

func (b *bench) found(q string) int {
	b.t.Helper()
	found, err := b.places.Search(b.sys, q, 5)
	if err != nil {
		b.t.Fatal(err)
	}
	return len(found)
}

// kept counts the files that are put away.
func (b *bench) kept() int {
	n := 0
	_ = filepath.WalkDir(b.dir+"/files", func(_ string, e fs.DirEntry, _ error) error {
		if !e.IsDir() {
			n++
		}
		return nil
	})
	return n
}

func TestAnImportIsCheckedAppliedAndTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		ctx := b.as(exchange.PermImport)
		v, err := b.s.Start(ctx, "", `C:\表格\网格.xlsx`, b.book(30, "grid_head"))
		if err != nil || v.Register != "grid" || v.Name != "网格.xlsx" || v.State != exchange.Checked || v.Total != 60 || !v.Differs {
			t.Fatalf("%+v %v", v, err)
		}
		if v.Counts[0].New != 30 || v.Counts[1].New != 30 || b.found("第3村") != 0 || b.kept() != 1 {
			t.Errorf("%+v", v)
		}
		if v, err = b.s.Apply(ctx, v.ID); err != nil || v.State != exchange.Done || b.found("第3村") != 1 || b.kept() != 0 {
			t.Fatalf("%+v %v", v, err)
		}
		if _, err := b.s.Apply(ctx, v.ID); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("applied twice: %v", err)
		}
		again, err := b.s.Start(ctx, "grid", "again.xlsx", b.book(30, "grid_head"))
		if err != nil || again.Differs || again.State != exchange.Checked || again.Counts[0].Unchanged != 30 {
			t.Errorf("the same again: %+v %v", again, err)
		}
		if _, err = b.s.TakeBack(ctx, v.ID, " "); kernel.KindOf(err) != kernel.KindInvalid {
			t.Errorf("without a reason: %v", err)
		}
		list, _, err := b.s.List(ctx, kernel.Page{})
		if err != nil || len(list) != 2 {
			t.Error(list, err)
		}
		if v, err = b.s.TakeBack(ctx, v.ID, "放错了文件"); err != nil || v.State != exchange.TakenBack || b.found("第3村") != 0 {
			t.Fatalf("%+v %v", v, err)
		}
		if people, _, err := b.people.List(b.sys, person.Filter{Q: "书记1"}, kernel.Page{}); err != nil || len(people) != 0 {
			t.Error(people, err)
		}
		if _, err = b.s.TakeBack(ctx, v.ID, "再来"); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("taken back twice: %v", err)
		}
	})
}

// TestAnImportOfTheCommandLineIsTakenBackInTheConsole: it leaves a run for whoever has the whole county, and for nobody else;
// a check leaves nothing.
func TestAnImportOfTheCommandLineIsTakenBackInTheConsole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		county, err := b.places.Get(b.sys, dbtest.County)
		if err != nil {
			t.Fatal(err)
		}
		whole := kernel.WithActor(t.Context(), b.officer(county).For(exchange.PermImport))
		runs := func(ctx context.Context) []exchange.Import {
			list, _, err := b.s.List(ctx, kernel.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if r, err := b.s.ImportNow(b.sys, "grid", "网格.xlsx", b.book(3, "grid_head"), true); err != nil || r.Saved || len(runs(whole)) != 0 {
			t.Fatalf("a check left a trace: %+v %v", r, err)
		}
		if r, err := b.s.ImportNow(b.sys, "grid", "网格.xlsx", b.book(3, "grid_head"), false); err != nil || !r.Saved || b.found("第3村") != 1 {
			t.Fatalf("%+v %v", r, err)
		}
		list := runs(whole)
		if len(list) != 1 || list[0].State != exchange.Done || list[0].By != "system" || list[0].Name != "网格.xlsx" || list[0].At == 0 || list[0].Counts[0].New != 3 {
			t.Fatalf("%+v", list)
		}
		if town := b.as(exchange.PermImport); len(runs(town)) != 0 {
			t.Error("a township sees the county's import")
		} else if _, err := b.s.TakeBack(town, list[0].ID, "放错了"); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a township takes the county's import back: %v", err)
		}
		if v, err := b.s.TakeBack(whole, list[0].ID, "放错了文件"); err != nil || v.State != exchange.TakenBack || b.found("第3村") != 0 {
			t.Errorf("%+v %v", v, err)
		}
	})
}

func TestWhatWasBuiltOnAnImportKeepsIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		ctx := b.as(exchange.PermImport)
		v, err := b.s.Start(ctx, "grid", "网格.xlsx", b.book(2, "grid_head"))
		if err == nil {
			v, err = b.s.Apply(ctx, v.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		at, err := b.places.Search(b.sys, "第1村", 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.bodies.CreateBody(b.sys, body.NewBody{Name: "第1村村委会", Kind: "party_branch", PlaceID: at[0].ID}); err != nil {
			t.Fatal(err)
		}
		var e *kernel.Error
		if _, err = b.s.TakeBack(ctx, v.ID, "放错了"); !errors.As(err, &e) || e.Code != "built_upon" || e.Args["table"] != "body" || b.found("第1村") != 1 {
			t.Errorf("%v", err)
		}
	})
}

func TestALargeImportIsWorkedByJobsAndOutlivesItsServer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, -1)
		ctx := b.as(exchange.PermImport)
		v, err := b.s.Start(ctx, "grid", "网格.xlsx", b.book(30, "grid_head"))
		if err != nil || v.State != exchange.Checking {
			t.Fatalf("%+v %v", v, err)
		}
		stop := b.work(b.server(-1)) // another server than the one that took it in
		v = b.wait(ctx, v.ID, exchange.Checked)
		stop()
		if v, err = b.s.Apply(ctx, v.ID); err != nil || v.State != exchange.Applying || b.found("第3村") != 0 {
			t.Fatalf("%+v %v", v, err)
		}
		defer b.work(b.server(-1))()
		if v = b.wait(ctx, v.ID, exchange.Done); v.Done != v.Total || b.found("第3村") != 1 || b.kept() != 0 {
			t.Errorf("%+v", v)
		}
	})
}

func TestARunOfAnOfficerWhoMayNoLongerIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, -1)
		ctx := b.as(exchange.PermImport)
		gone, err := b.s.Start(ctx, "grid", "网格.xlsx", b.book(3, "grid_head"))
		if err != nil {
			t.Fatal(err)
		}
		stopped, err := b.s.Start(ctx, "grid", "停.xlsx", b.book(3, "grid_head"))
		if err == nil {
			_, err = b.s.Cancel(ctx, stopped.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		b.actor = func() (kernel.Actor, error) {
			return kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 7}, nil
		}
		defer b.work(b.s)()
		v := b.wait(ctx, gone.ID, exchange.Failed)
		if len(v.Errors) != 1 || v.Errors[0].Code != "officer_may_no_longer" || b.found("第1村") != 0 {
			t.Errorf("%+v", v)
		}
	})
}

func TestACancelledRunSavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, -1)
		ctx := b.as(exchange.PermImport)
		v, err := b.s.Start(ctx, "grid", "网格.xlsx", b.book(3, "grid_head"))
		if err == nil {
			v, err = b.s.Cancel(ctx, v.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer b.work(b.s)()
		if v = b.wait(ctx, v.ID, exchange.Cancelled); b.found("第1村") != 0 || b.kept() != 0 {
			t.Errorf("%+v", v)
		}
		if _, err := b.s.Cancel(ctx, v.ID); kernel.KindOf(err) != kernel.KindConflict {
			t.Error(err)
		}
	})
}

func TestAFaultyFileIsToldAndGivenBackMarked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		ctx := b.as(exchange.PermImport)
		v, err := b.s.Start(ctx, "", "网格.xlsx", b.book(300, "国王"))
		if err != nil || v.State != exchange.Refused || v.ErrorCount != 300 || len(v.Errors) != 200 || !v.Marked {
			t.Fatalf("%v %+v", err, v)
		}
		if e := v.Errors[0]; e.Code != "unknown_post" || e.Row != 2 || e.Column != "岗位" || e.Args["value"] != "国王" || !strings.Contains(e.Args["choices"], "网格长") {
			t.Errorf("%+v", e)
		}
		var marked bytes.Buffer
		if err := b.s.Marked(ctx, v.ID, "zh", &marked); err != nil {
			t.Fatal(err)
		}
		names, err := sheet.Names(marked.Bytes())
		if err != nil || !slices.Equal(names, []string{"问题清单", "网格", "网格员"}) {
			t.Error(names, err)
		}
		problem := sheet.Sheet{Name: "网格员", Columns: []sheet.Column{{Key: "p", Title: "问题"}, {Key: "name", Title: "姓名"}}}
		book, _, err := sheet.Read(marked.Bytes(), []sheet.Sheet{problem})
		if recs := book["网格员"]; err != nil || len(recs) != 300 || !strings.HasPrefix(recs[7].Get("p"), "岗位：没有“国王”这个岗位。可填：") || recs[7].Get("name") != "书记7" || recs[7].Row != 9 {
			t.Errorf("%v %+v", err, recs[7])
		}
		// Marked and mended, the same file is taken: the column of problems is passed over.
		if v, err = b.s.Start(ctx, "", "有错.xlsx", marked.Bytes()); err != nil || v.ErrorCount != 300 {
			t.Errorf("%v %+v", err, v)
		}
		if _, err = b.s.Get(kernel.WithActor(t.Context(), kernel.Actor{CountyID: dbtest.County, AccountID: 9, Arms: kernel.System(dbtest.County).Arms}), v.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("another's run: %v", err)
		}
	})
}

// TestTriesThatMustFail: each is told clearly, and nothing is saved.
func TestTriesThatMustFail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		ctx := b.as(exchange.PermImport)
		gbk := []byte{0xd0, 0xd5, 0xc3, 0xfb, ',', 0xcb, 0xf9, 0xd4, 0xda, 0xb5, 0xd8, '\n'}
		for name, x := range map[string]struct {
			register, file string
			data           []byte
			want           string
		}{
			"old format":       {"", "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "xls_or_locked"},
			"text":             {"grid", "a.doc", []byte("\x00\x01"), "not_xlsx"},
			"unknown list":     {"", "a.csv", []byte("甲,乙\n1,2\n"), "unknown_book"},
			"GBK":              {"", "a.csv", gbk, "csv_not_utf8"},
			"GBK by name":      {"persons", "a.csv", gbk, "csv_not_utf8"},
			"empty":            {"", "a.csv", nil, "empty_file"},
			"goes out only":    {"gaps", "a.xlsx", b.book(1, "grid_head"), "register_goes_out_only"},
			"no such register": {"moons", "a.xlsx", b.book(1, "grid_head"), "not_found"},
			"another county":   {"", "a.csv", []byte("姓名,所在地\n张三,140105001000\n"), "another_county"},
			"two rows":         {"", "a.csv", []byte("姓名,所在地,手机号\n张三,昌宁镇,13800000001\n张三,昌宁镇,13800000001\n"), "duplicate_person"},
			"no such place":    {"", "a.csv", []byte("姓名,所在地\n张三,月球\n"), "unknown_place"},
			"divisions":        {"", "a.csv", []byte("code,parent_code,level,name\n141029200001,141029200000,village,光华村委会\n"), "unknown_parent"},
		} {
			v, err := b.s.Start(ctx, x.register, x.file, x.data)
			var e *kernel.Error
			got := ""
			switch {
			case errors.As(err, &e) && e.Kind == kernel.KindNotFound:
				got = "not_found"
			case e != nil:
				got = e.Code
			case err == nil && v.State == exchange.Refused:
				got = v.Errors[0].Code
			}
			if got != x.want {
				t.Errorf("%s: %v %+v, want %s", name, err, v, x.want)
			}
		}
		if people, _, err := b.people.List(b.sys, person.Filter{}, kernel.Page{}); err != nil || len(people) != 0 {
			t.Error(people, err)
		}
		two := b.two(t)
		if v, err := b.s.Start(ctx, "persons", "两张.xlsx", two); err != nil || v.State != exchange.Refused || v.Errors[0].Code != "foreign_sheet" || v.Errors[0].Args["register"] != "组织" {
			t.Errorf("%+v %v", v, err)
		}
	})
}

// two is a workbook with sheets of two templates.
func (b *bench) two(t *testing.T) []byte {
	var out bytes.Buffer
	one := func(name string, titles ...string) sheet.Out {
		s := sheet.Sheet{Name: name}
		for _, x := range titles {
			s.Columns = append(s.Columns, sheet.Column{Title: x})
		}
		return sheet.Out{Sheet: s}
	}
	if err := sheet.Write(&out, one("人员", "姓名", "所在地"), one("组织", "名称", "类别", "所在地")); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestEveryRegisterGoesRound: what goes out comes in again and changes nothing; places and persons may be named.
func TestEveryRegisterGoesRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		ctx := b.as(exchange.PermImport)
		for _, step := range []struct{ register, list string }{
			{"grid", ""},
			{"persons", "姓名,所在地,手机号\n张三,昌宁镇第1村,13800000001\n=SUM(1),第2村,\n@李四,di2cun,\n"},
			{"bodies", "名称,类别,所在地编码,上级组织\n第1村党支部,党支部,第1村,\n第1村党小组,党小组,昌宁镇第1村,第1村党支部\n"},
			{"members", "所在地编码,组织,姓名,职务\n第1村,第1村党支部,张三,委员\n"},
			{"posts", "岗位,姓名,所在地,代理\n专职网格员,张三,第2村,是\n"},
		} {
			data := []byte(step.list)
			if step.list == "" {
				data = b.book(2, "grid_head")
			}
			data = bytes.ReplaceAll(data, []byte("di2cun"), []byte("141029001002"))
			v, err := b.s.Start(ctx, step.register, step.register, data)
			if err == nil && v.State == exchange.Checked {
				v, err = b.s.Apply(ctx, v.ID)
			}
			if err != nil || v.State != exchange.Done {
				t.Fatalf("%s: %+v %v", step.register, v, err)
			}
			var out bytes.Buffer
			if err := b.s.Export(b.as(exchange.PermImport), step.register, exchange.Ask{}, &out); err != nil {
				t.Fatal(err)
			}
			if v, err = b.s.Start(ctx, "", "回.xlsx", out.Bytes()); err != nil || v.State != exchange.Checked || v.Differs || v.Counts[0].Unchanged == 0 || v.Register != step.register {
				t.Errorf("%s: the export in again: %+v %v", step.register, v, err)
			}
			var empty bytes.Buffer
			if err := b.s.Template(ctx, step.register, &empty); err != nil {
				t.Error(step.register, err)
			}
			if v, err = b.s.Start(ctx, "", "模板.xlsx", empty.Bytes()); err != nil || v.State != exchange.Checked || v.Total != 0 {
				t.Errorf("%s: the template in: %+v %v", step.register, v, err)
			}
		}
	})
}

func TestPersonalDataGoOutInClearOnlyForAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d, 0)
		if _, err := b.people.Create(b.sys, person.Draft{Name: "张三", PlaceID: b.town.ID, Phone: "13812345678"}); err != nil {
			t.Fatal(err)
		}
		phone := func(q exchange.Ask) string {
			var out bytes.Buffer
			if err := b.s.Export(b.sys, "persons", q, &out); err != nil {
				t.Fatal(err)
			}
			book, _, err := sheet.Read(out.Bytes(), []sheet.Sheet{{Name: "人员", Columns: []sheet.Column{{Key: "phone", Title: "手机号"}}}})
			if err != nil {
				t.Fatal(err)
			}
			return book["人员"][0].Get("phone")
		}
		if got := phone(exchange.Ask{}); got != "138****5678" {
			t.Error(got)
		}
		if got := phone(exchange.Ask{Open: true, Reason: "年度核对"}); got != "13812345678" {
			t.Error(got)
		}
		if err := b.s.Export(b.sys, "persons", exchange.Ask{Open: true}, io.Discard); kernel.KindOf(err) != kernel.KindInvalid {
			t.Error(err)
		}
		if err := b.s.Export(b.as("person.list"), "persons", exchange.Ask{Open: true, Reason: "核对"}, io.Discard); kernel.KindOf(err) != kernel.KindForbidden {
			t.Error(err)
		}
		var events []db.Event
		err := d.Read(b.sys, func(tx *db.ReadTx) (err error) { events, err = tx.Timeline("place", dbtest.County); return err })
		if last := events[len(events)-1]; err != nil || last.Action != "exchange.export_open" || last.Reason != "年度核对" {
			t.Errorf("%+v %v", last, err)
		}
	})
}
