package body_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

var (
	placeTitles   = []string{"网格编码", "网格名称", "层级", "上级编码", "类别", "户数"}
	officerTitles = []string{"网格编码", "岗位", "姓名", "手机号", "服务电话", "任职起", "任职止", "公开姓名"}
)

func workbook(t *testing.T, places, officers [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	page := func(name string, titles []string, rows [][]string) sheet.Out {
		o := sheet.Out{Sheet: sheet.Sheet{Name: name}, Rows: seq(rows)}
		for _, title := range titles {
			o.Columns = append(o.Columns, sheet.Column{Title: title})
		}
		return o
	}
	if err := sheet.Write(&out, page("网格", placeTitles, places), page("网格员", officerTitles, officers)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func seq(rows [][]string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			cells := make([]any, len(r))
			for i, c := range r {
				cells[i] = c
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// grid is the register of the grid workbook.
func (b *bench) grid() register.Register { return b.s.Registers()[0] }

func (b *bench) read(data []byte) sheet.Book {
	b.t.Helper()
	var out sheet.Book
	err := b.d.Read(b.sys, func(tx *db.ReadTx) error {
		sheets, err := b.grid().Sheets(tx)
		if err != nil {
			return err
		}
		var faults []sheet.Fault
		if out, faults, err = sheet.Read(data, sheets); len(faults) > 0 {
			b.t.Fatal(faults)
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// check plans an import without saving it.
func (b *bench) check(ctx context.Context, data []byte) (counts body.ImportCounts, faults []sheet.Fault) {
	b.t.Helper()
	book := b.read(data)
	err := b.d.Read(ctx, func(tx *db.ReadTx) error {
		next := kernel.ID(0)
		p, err := b.grid().Plan(tx, book, func() kernel.ID { next--; return next })
		if err == nil {
			counts, faults = countsOf(p), p.Faults()
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return counts, faults
}

func countsOf(p register.Plan) body.ImportCounts {
	c := p.Counts()
	return body.ImportCounts{
		PlacesNew: c[0].New, PlacesChanged: c[0].Changed, OfficersNew: c[1].New, OfficersChanged: c[1].Changed,
		Unchanged: c[0].Unchanged + c[1].Unchanged,
	}
}

// bring plans an import and saves it where it has no faults.
func (b *bench) bring(ctx context.Context, data []byte, step func(n int) error) (counts body.ImportCounts, faults []sheet.Fault, err error) {
	book := b.read(data)
	err = b.d.Write(ctx, "test.import", func(tx *db.WriteTx) error {
		p, err := b.grid().Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		if counts, faults = countsOf(p), p.Faults(); len(faults) > 0 {
			return nil
		}
		return p.Carry(tx, step)
	})
	return counts, faults, err
}

func (b *bench) load(data []byte) body.ImportCounts {
	b.t.Helper()
	counts, faults, err := b.bring(b.sys, data, func(int) error { return nil })
	if err != nil || len(faults) > 0 {
		b.t.Fatal(faults, err)
	}
	return counts
}

func (b *bench) export(out *bytes.Buffer) error {
	return b.d.Read(b.sys, func(tx *db.ReadTx) error {
		sheets, err := b.grid().Sheets(tx)
		var outs []sheet.Out
		for _, s := range sheets {
			outs = append(outs, sheet.Out{Sheet: s, Rows: b.grid().Rows(tx, s.Name, register.Options{})})
		}
		if err != nil {
			return err
		}
		return sheet.Write(out, outs...)
	})
}

// aCounty invents a grid: villages with group grids with micro-grids, a head for each village, an officer for each grid.
func aCounty(villages, groups, micros int) (places, officers [][]string) {
	for v := range villages {
		village := fmt.Sprintf("141029100%03d", v+1)
		places = append(places, []string{village, fmt.Sprintf("第%d村", v), "3", "141029100000", "", "300"})
		officers = append(officers, []string{village, "grid_head", fmt.Sprintf("书记%d", v/2), fmt.Sprintf("138%08d", v/2), "0357-6820001", "2026-01-01", "", "是"})
		for g := range groups {
			group := fmt.Sprintf("%s%02d", village, g+1)
			places = append(places, []string{group, fmt.Sprintf("%d组", g+1), "group", village, "组网格", ""})
			officers = append(officers, []string{group, "兼职网格员", fmt.Sprintf("组长%d", g), fmt.Sprintf("139%04d%04d", v, g), "", "2026-01-01", "2026-12-31", ""})
			for m := range micros {
				micro := fmt.Sprintf("%s%03d", group, m+1)
				places = append(places, []string{micro, fmt.Sprintf("微网格%d", m+1), "微网格", group, "", ""})
				officers = append(officers, []string{micro, "微网格员", fmt.Sprintf("邻居%d", m), "", "", "2026-01-01", "", "否"})
			}
		}
	}
	slices.Reverse(places) // children before their parents
	return append(places, []string{"141029100000", "新镇", "township", "141029000000", "镇", ""}), officers
}

func TestWorkbookGoesRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		places, officers := aCounty(4, 2, 2)
		data := workbook(t, places, officers)
		checked, faults := b.check(b.sys, data)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		counts := b.load(data)
		if want := (body.ImportCounts{PlacesNew: 29, OfficersNew: 28}); counts != want || checked != want {
			t.Fatalf("first import %+v, check %+v", counts, checked)
		}
		if counts = b.load(data); counts != (body.ImportCounts{Unchanged: 57}) {
			t.Errorf("the same again %+v", counts)
		}
		var out bytes.Buffer
		if err := b.export(&out); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out.Bytes(), []byte("13800000000")) {
			t.Error("a number in the open")
		}
		if counts = b.load(out.Bytes()); counts.PlacesNew+counts.PlacesChanged+counts.OfficersNew+counts.OfficersChanged != 0 || counts.Unchanged != 57+6 {
			t.Errorf("the export in again %+v", counts)
		}
		officers[0][4], officers[0][6] = "110", "2026-12-31"
		places[0][1] = "改名"
		if counts = b.load(workbook(t, places, officers)); counts != (body.ImportCounts{PlacesChanged: 1, OfficersChanged: 1, Unchanged: 55}) {
			t.Errorf("two changes %+v", counts)
		}
		list, _, err := b.s.ListAppointments(b.sys, body.AppointmentFilter{}, kernel.Page{Limit: 200})
		if err != nil || len(list) != 28 {
			t.Errorf("%d posts %v", len(list), err)
		}
		heads := map[kernel.ID]bool{}
		for _, a := range list {
			if a.Post == "grid_head" {
				heads[a.PersonID] = true
			}
		}
		if len(heads) != 2 {
			t.Errorf("%d persons for 4 grids, want 2", len(heads))
		}
	})
}

func TestWorkbookFaultsAreToldWithTheirPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.person(b.bi, "张三", "13911112222")
		b.person(b.bi, "张三", "13911112223")
		places := [][]string{
			{"141029200000", "新镇", "2", "141029000000", "镇", ""},
			{"141029200001", "甲村", "3", "141029200000", "村", "300"},
			{"141029200001", "乙村", "3", "141029200000", "", ""},
			{"141029200003", "丙村", "九", "141029200000", "", ""},
			{"141029200004", "丁村", "3", "141029300000", "", ""},
			{"141029300005", "戊村", "3", "141029200000", "", ""},
			{"141029200006", "己村", "3", "141029200000", "镇", ""},
			{"141029200007", "庚村", "3", "141029200000", "", "很多"},
			{"14102920000101", "一组", "4", "14102920000102", "", ""},
			{"14102920000102", "二组", "4", "14102920000101", "", ""},
			{"14102920000103", "三组", "4", "141029200003", "", ""},
			{"14102920000100001", "微", "5", "141029200001", "", ""},
			{b.bi.Code, "龙鼻村", "4", b.town.Code, "", ""},
			{b.east.Code, "东团村", "3", "141029200000", "", ""},
		}
		officers := [][]string{
			{"999", "网格长", "王五", "", "", "", "", ""},
			{b.bi.Code, "国王", "王五", "", "", "", "", ""},
			{b.bi.Code, "微网格员", "王五", "", "", "", "", ""},
			{b.bi.Code, "grid_head", "王五", "12345", "", "", "", ""},
			{b.bi.Code, "grid_head", "王五", "", "请拨打", "", "", "也许"},
			{b.bi.Code, "grid_head", "王五", "", "", "2026-02-01", "2026-01-01", ""},
			{b.bi.Code, "grid_head", "张三", "", "", "", "", ""},
			{b.bi.Code, "grid_head", "李四", "138****0000", "", "", "", ""},
			{b.bi.Code, "grid_head", "赵六", "13911110000", "", "2026-01-01", "", ""},
			{b.bi.Code, "grid_head", "赵六", "13911110000", "", "2026-01-01", "", ""},
		}
		_, faults := b.check(b.sys, workbook(t, places, officers))
		var got []string
		for _, f := range faults {
			got = append(got, fmt.Sprintf("%s %d %s %s", f.Sheet, f.Row, f.Column, f.Code))
		}
		want := []string{
			"网格 4 网格编码 duplicate_code", "网格 5 层级 bad_level", "网格 6 上级编码 unknown_parent", "网格 7 网格编码 bad_code",
			"网格 8 类别 unknown_kind", "网格 9 户数 bad_number", "网格 10 上级编码 circle", "网格 10 上级编码 faulty_parent",
			"网格 11 上级编码 faulty_parent", "网格 12 上级编码 faulty_parent", "网格 13 层级 level_not_under_parent",
			"网格 14 层级 level_differs", "网格 15 上级编码 parent_differs",
			"网格员 2 网格编码 unknown_place", "网格员 3 岗位 unknown_post", "网格员 4 岗位 post_not_at_level", "网格员 5 手机号 bad_phone",
			"网格员 6 服务电话 bad_phone", "网格员 6 公开姓名 bad_choice", "网格员 7 任职止 ends_before_it_begins",
			"网格员 8 姓名 ambiguous_person", "网格员 9 手机号 masked_phone_unknown", "网格员 11 姓名 duplicate_officer",
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got\n%q\nwant\n%q", got, want)
		}
		_, faults, err := b.bring(b.sys, workbook(t, places, officers), func(int) error { return nil })
		if err != nil || len(faults) != len(want) {
			t.Error(len(faults), err)
		}
		if found, _ := b.places.Search(b.sys, "甲村", 5); len(found) != 0 {
			t.Error("something was saved in spite of faults")
		}
	})
}

func TestImportKeepsToTheScopeAndCanBeStopped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		data := workbook(t, [][]string{{b.bi.Code + "07", "七组", "4", b.bi.Code, "", ""}}, [][]string{{b.bi.Code, "grid_head", "王海", "", "", "", "", ""}})
		_, faults := b.check(officer(b.east.Arm()), data)
		if len(faults) != 2 || faults[0].Code != "unknown_parent" || faults[1].Code != "unknown_place" {
			t.Errorf("%+v", faults)
		}
		above := workbook(t, [][]string{{b.town.Code, "别名镇", "2", b.county.Code, "", ""}}, [][]string{{b.town.Code, "township_centre_director", "王海", "", "", "", "", ""}})
		if _, faults = b.check(officer(b.east.Arm()), above); len(faults) != 2 || faults[0].Code != "out_of_scope" || faults[1].Code != "out_of_scope" {
			t.Errorf("%+v", faults)
		}
		stop := errors.New("stopped")
		_, _, err := b.bring(b.sys, data, func(int) error { return stop })
		if !errors.Is(err, stop) {
			t.Errorf("stopped: %v", err)
		}
		if found, _ := b.places.Search(b.sys, "七组", 5); len(found) != 0 {
			t.Error("a stopped import left something behind")
		}
		if counts, _, err := b.bring(officer(b.bi.Arm()), data, func(int) error { return nil }); err != nil || counts.PlacesNew != 1 || counts.OfficersNew != 1 {
			t.Error(counts, err)
		}
	})
}

func TestNumbersCompleteKnownPersons(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		row := []string{b.bi.Code, "grid_head", "王海", "", "", "", "", ""}
		if c := b.load(workbook(t, nil, [][]string{row})); c.OfficersNew != 1 {
			t.Fatal(c)
		}
		row[3] = "13812345678"
		if c := b.load(workbook(t, nil, [][]string{row})); c.OfficersNew != 0 || c.Unchanged != 1 {
			t.Error(c)
		}
		row[3] = "138****5678"
		if c := b.load(workbook(t, nil, [][]string{row})); c.OfficersNew != 0 || c.Unchanged != 1 {
			t.Error(c)
		}
	})
}

// TestACountyLoadsInSeconds is row A1 at its size: 5,787 places and some 6,000 officers.
func TestACountyLoadsInSeconds(t *testing.T) {
	d := dbtest.Open(t, "sqlite", dbtest.NewClock())
	b := newBench(t, d)
	places, officers := aCounty(141, 8, 4)
	data := workbook(t, places, officers)
	start := time.Now()
	_ = b.read(data)
	parsed := time.Since(start)
	counts, faults, err := b.bring(b.sys, data, func(int) error { return nil })
	if err != nil || len(faults) > 0 || counts.PlacesNew != len(places) {
		t.Fatal(counts, faults, err)
	}
	t.Logf("%d places, %d officers: read %v, loaded %v", len(places), len(officers), parsed, time.Since(start)-2*parsed)
	start = time.Now()
	if _, err := b.s.GapSummary(b.sys, 0); err != nil {
		t.Fatal(err)
	}
	t.Logf("gaps counted in %v", time.Since(start))
	start = time.Now()
	if _, _, err := b.s.Gaps(b.sys, body.GapOverlap, 0, kernel.Page{}); err != nil {
		t.Fatal(err)
	}
	t.Logf("overlaps listed in %v", time.Since(start))
	start = time.Now()
	if list, _, err := b.s.Places(b.sys, b.town.ID, "", kernel.Page{Limit: 200}); err != nil || len(list) != 2 {
		t.Fatal(len(list), err)
	}
	t.Logf("places listed in %v", time.Since(start))
	start = time.Now()
	var out bytes.Buffer
	if err := b.export(&out); err != nil {
		t.Fatal(err)
	}
	t.Logf("exported in %v", time.Since(start))
}
