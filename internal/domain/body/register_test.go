package body_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

func (b *bench) register(key string) register.Register {
	all := b.s.Registers()
	return all[slices.IndexFunc(all, func(r register.Register) bool { return r.Key == key })]
}

// out is the register as a workbook.
func (b *bench) out(key string, o register.Options) []byte {
	b.t.Helper()
	var buf bytes.Buffer
	if err := b.d.Read(b.sys, func(tx *db.ReadTx) error {
		r := b.register(key)
		list, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		return sheet.Write(&buf, sheet.Out{Sheet: list[0], Rows: r.Rows(tx, list[0].Name, o)})
	}); err != nil {
		b.t.Fatal(err)
	}
	return buf.Bytes()
}

// in takes a workbook in; with a fault nothing is saved. The answer is "new/changed/unchanged" and the codes of the faults.
func (b *bench) in(key string, data []byte) (did, faults string) {
	b.t.Helper()
	if err := b.d.Write(b.sys, "exchange.apply", func(tx *db.WriteTx) error {
		r := b.register(key)
		list, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		recs, bad, err := sheet.Read(data, list)
		if err != nil || len(bad) > 0 {
			return fmt.Errorf("%v %w", bad, err)
		}
		plan, err := r.Plan(tx.ReadTx, recs, tx.NewID)
		if err != nil {
			return err
		}
		var codes []string
		for _, f := range plan.Faults() {
			codes = append(codes, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
		}
		c := plan.Counts()[0]
		did, faults = fmt.Sprintf("%d/%d/%d", c.New, c.Changed, c.Unchanged), strings.Join(codes, "; ")
		if len(codes) > 0 {
			return nil
		}
		steps := 0
		err = plan.Carry(tx, func(n int) error { steps += n; return nil })
		if steps != plan.Steps() {
			b.t.Errorf("%d steps done, %d told", steps, plan.Steps())
		}
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return did, faults
}

// sheetOf writes rows under the titles of a register.
func (b *bench) sheetOf(key string, rows ...[]string) []byte {
	b.t.Helper()
	var buf bytes.Buffer
	if err := b.d.Read(b.sys, func(tx *db.ReadTx) error {
		list, err := b.register(key).Sheets(tx)
		if err != nil {
			return err
		}
		return sheet.Write(&buf, sheet.Out{Sheet: list[0], Rows: seq(rows)})
	}); err != nil {
		b.t.Fatal(err)
	}
	return buf.Bytes()
}

func TestBodiesAndMembersGoOutAndComeInAsTheSameSheet(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		here, there := b.bi.Code, b.east.Code
		bodies := b.sheetOf("bodies",
			[]string{here, "龙鼻村村民委员会", "村民委员会", "", "龙鼻村党总支", "", "2021-01-01", "", "11", "2021-12-01", "", "选举"},
			[]string{here, "龙鼻村党总支", "党总支", "", "", "", "", "", "", "", "", ""},
			[]string{there, "东团村村务监督委员会", "村务监督委员会", "", "", "", "", "", "", "2024-03-01", "2029-02-28", "会议推选"})
		if did, bad := b.in("bodies", bodies); did != "3/0/0" || bad != "" {
			t.Fatal(did, bad)
		}
		if did, bad := b.in("bodies", bodies); did != "0/0/3" || bad != "" {
			t.Errorf("the same sheet again: %s %s", did, bad)
		}
		if did, bad := b.in("bodies", b.out("bodies", register.Options{})); did != "0/0/3" || bad != "" {
			t.Errorf("what went out changes nothing: %s %s", did, bad)
		}
		members := b.sheetOf("members",
			[]string{here, "龙鼻村村民委员会", "王海", "13812345678", "主任", "2021-12-01", ""},
			[]string{here, "龙鼻村村民委员会", "李山", "", "委员", "2021-12-01", ""},
			[]string{there, "东团村村务监督委员会", "王海", "13812345678", "委员", "", ""},
			[]string{there, "东团村村务监督委员会", "李山", "", "主任", "2024-03-01", "2026-12-31"})
		if did, bad := b.in("members", members); did != "4/0/0" || bad != "" {
			t.Fatal(did, bad)
		}
		out := b.out("members", register.Options{})
		for range 2 {
			if did, bad := b.in("members", out); did != "0/0/4" || bad != "" {
				t.Errorf("masked numbers find the same persons: %s %s", did, bad)
			}
		}
		if did, bad := b.in("members", b.out("members", register.Options{Open: true, At: b.bi.ID})); did != "0/0/2" || bad != "" {
			t.Errorf("a part of it, in clear: %s %s", did, bad)
		}
		if did, bad := b.in("members", b.sheetOf("members", []string{here, "龙鼻村村民委员会", "李山", "", "副主任", "", "2026-11-30"})); did != "0/1/0" || bad != "" {
			t.Errorf("a role and an end: %s %s", did, bad)
		}
		list, _, err := b.s.ListBodies(b.sys, body.BodyFilter{Place: b.bi.ID}, kernel.Page{})
		if err != nil || len(list) != 2 || list[1].Leader != "王海" || list[1].TermNumber != 11 || list[1].TermTo != "2026-11-30" || list[1].ParentName != "龙鼻村党总支" {
			t.Errorf("%+v %v", list, err)
		}
		next := b.sheetOf("bodies", []string{here, "龙鼻村村民委员会", "村民委员会", "", "", "", "", "", "12", "2026-12-01", "", ""})
		if did, bad := b.in("bodies", next); did != "0/1/0" || bad != "" {
			t.Errorf("the next term: %s %s", did, bad)
		}
		if got, err := b.s.GetBody(b.sys, list[1].ID); err != nil || len(got.Terms) != 2 || got.Terms[0].Number != 12 || got.Terms[0].To != "2031-11-30" || got.Terms[1].Last {
			t.Errorf("%+v %v", got.Terms, err)
		}
	})
}

func TestASheetOfBodiesIsCheckedWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.body(b.bi, "龙鼻村党支部", "party_branch")
		row := func(at, name, kind, parent, from, to, term string) []string {
			return []string{at, name, kind, "", parent, "", from, to, term, "", "", ""}
		}
		did, bad := b.in("bodies", b.sheetOf("bodies",
			row("999999999999", "甲", "党支部", "", "", "", ""),
			row(b.bi.Code, "乙", "党支部", "没有这个", "", "", ""),
			row(b.bi.Code, "丙", "党支部", "", "2026-02-01", "2026-01-01", ""),
			row(b.bi.Code, "龙鼻村党支部", "村民委员会", "", "", "", ""),
			row(b.bi.Code, "丁", "党支部", "", "", "", "第一"),
			row(b.bi.Code, "戊", "党支部", "", "", "", ""),
			row(b.bi.Code, "戊", "党支部", "", "", "", "")))
		if did != "1/0/0" || bad != "2 所在地编码 another_county; 4 撤销 ends_before_it_begins; 8 名称 duplicate_row; 3 上级组织 unknown_parent_body; 5 类别 kind_differs; 6 届次 bad_number" {
			t.Error(did, bad)
		}
		_, bad = b.in("members", b.sheetOf("members",
			[]string{b.bi.Code, "没有这个", "甲", "", "", "", ""},
			[]string{b.bi.Code, "龙鼻村党支部", "甲", "138****0000", "", "", ""},
			[]string{b.bi.Code, "龙鼻村党支部", "甲", "12", "", "", ""},
			[]string{b.bi.Code, "龙鼻村党支部", "甲", "", "国王", "", ""}))
		if bad != "2 组织 unknown_body; 3 手机号 masked_phone_unknown; 4 手机号 bad_phone; 5 职务 unknown_role" {
			t.Error(bad)
		}
	})
}
