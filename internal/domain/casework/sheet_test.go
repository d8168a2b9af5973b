package casework_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// sheetOut is the register of cases as a workbook.
func (w *world) sheetOut(open bool) []byte {
	w.t.Helper()
	var b bytes.Buffer
	if err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		r := w.cases.Registers()[0]
		def, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		return sheet.Write(&b, sheet.Out{Sheet: def[0], Rows: r.Rows(tx, def[0].Name, register.Options{Open: open})})
	}); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

// sheetOf writes rows by the keys of the columns.
func (w *world) sheetOf(rows ...map[string]string) []byte {
	w.t.Helper()
	var b bytes.Buffer
	var def []register.Sheet
	if err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) (err error) {
		def, err = w.cases.Registers()[0].Sheets(tx)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	if err := sheet.Write(&b, sheet.Out{Sheet: def[0], Rows: func(yield func([]any, error) bool) {
		for _, r := range rows {
			line := make([]any, len(def[0].Columns))
			for i, c := range def[0].Columns {
				line[i] = r[c.Key]
			}
			if !yield(line, nil) {
				return
			}
		}
	}}); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

// bring takes a workbook in: "new/changed/unchanged" and the faults; with a fault nothing is saved.
func (w *world) bring(data []byte) (did, faults string) {
	w.t.Helper()
	return w.bringAs(dbtest.System(w.t), data)
}

func (w *world) bringAs(ctx context.Context, data []byte) (did, faults string) {
	w.t.Helper()
	if err := w.d.Write(ctx, "exchange.apply", func(tx *db.WriteTx) error {
		r := w.cases.Registers()[0]
		def, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		book, bad, err := sheet.Read(data, def)
		if err != nil || len(bad) > 0 {
			return fmt.Errorf("%v %w", bad, err)
		}
		p, err := r.Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		c := p.Counts()[0]
		did = fmt.Sprintf("%d/%d/%d", c.New, c.Changed, c.Unchanged)
		var codes []string
		for _, f := range p.Faults() {
			codes = append(codes, f.Column+" "+f.Code)
		}
		if faults = strings.Join(codes, "; "); faults != "" {
			return nil
		}
		return p.Carry(tx, func(int) error { return nil })
	}); err != nil {
		w.t.Fatal(err)
	}
	return did, faults
}

// A case comes in only where another system or paper had it: what is here changes by its steps.
func TestCasesComeInFromElsewhereAndNeverChange(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Text: "水渠堵了", Name: "王小明", Contact: "13812345678"})
		for _, open := range []bool{false, true} {
			if did, bad := w.bring(w.sheetOut(open)); did != "0/0/1" || bad != "" {
				w.t.Errorf("its own export: %s %s", did, bad)
			}
		}
		here := w.get(id)
		if _, bad := w.bring(w.sheetOf(map[string]string{"no": here.No, "place": w.places["一组"].Code, "text": "别的事"})); bad != "内容 case_by_steps" {
			w.t.Error(bad)
		}
		paper := map[string]string{
			"ext_no": "纸质-17", "place": w.places["一组"].Code, "text": "路灯不亮", "at": "2026-11-02 09:30", "name": "李四", "contact": "13900000001",
			"state": "办理中", "body": "水管站", "assignee": "水管", "topic": "",
		}
		for k, want := range map[string]string{"state": "状态 unknown_state", "body": "承办单位 unknown_body", "contact": "联系电话 bad_contact", "at": "上报时间 bad_day", "ext_no": "原编号 required"} {
			wrong := map[string]string{}
			for key, v := range paper {
				wrong[key] = v
			}
			if wrong[k] = "无"; k == "ext_no" {
				wrong[k] = ""
			}
			if _, bad := w.bring(w.sheetOf(wrong)); !strings.Contains(bad, want) {
				w.t.Errorf("%s: %q", k, bad)
			}
		}
		paper["state"] = ""
		if did, bad := w.bring(w.sheetOf(paper)); did != "1/0/0" || bad != "" {
			w.t.Fatal(did, bad)
		}
		if did, bad := w.bring(w.sheetOf(paper)); did != "0/0/1" || bad != "" {
			w.t.Errorf("again: %s %s", did, bad)
		}
		list, _, err := w.cases.List(w.by("县值班"), casework.Filter{Box: casework.BoxAll}, kernel.Page{})
		if err != nil || len(list) != 2 {
			w.t.Fatal(len(list), err)
		}
		old := list[1]
		if old.ExtNo != "纸质-17" || old.No == "" || old.No == old.ExtNo || strings.Contains(old.Contact, "13900000001") || old.Body == nil || old.Assignee == nil {
			w.t.Errorf("%+v", old)
		}
		if did, bad := w.bring(w.sheetOut(true)); did != "0/0/2" || bad != "" {
			w.t.Errorf("the export of both: %s %s", did, bad)
		}
	})
}

// Whoever brings in the number of a case that they do not see learns nothing: it comes in as if there were none.
func TestAnImportTellsNothingOfOthersNumbers(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(w.t)
		row := map[string]string{"ext_no": "线索-17", "place": w.places["寨子村"].Code, "text": "路灯不亮"}
		tip := map[string]string{"ext_no": "线索-17", "type": "线索举报", "place": w.places["龙鼻村"].Code, "text": "人情保"}
		if did, bad := w.bringAs(sys, w.sheetOf(tip)); did != "1/0/0" || bad != "" {
			w.t.Fatal(did, bad)
		}
		items, _, err := w.cases.List(sys, casework.Filter{}, kernel.Page{})
		if err != nil || len(items) != 1 {
			w.t.Fatal(items, err)
		}
		officer := w.as("网格长", casework.PermCreate)
		for i, r := range []map[string]string{
			{"ext_no": "线索-17", "place": w.places["龙鼻村"].Code, "text": "路灯不亮"},
			{"no": items[0].No, "place": w.places["龙鼻村"].Code, "text": "井盖坏了"},
		} {
			if did, bad := w.bringAs(officer, w.sheetOf(r)); did != "1/0/0" || bad != "" {
				w.t.Errorf("%d: %s %s", i, did, bad)
			}
		}
		if did, bad := w.bringAs(officer, w.sheetOf(map[string]string{"ext_no": "线索-17", "place": w.places["龙鼻村"].Code, "text": "路灯不亮"})); did != "0/0/1" || bad != "" {
			w.t.Errorf("their own again: %s %s", did, bad)
		}
		if did, bad := w.bringAs(w.as("邻村专职", casework.PermCreate), w.sheetOf(row)); did != "1/0/0" || bad != "" {
			w.t.Errorf("of another village: %s %s", did, bad)
		}
		// Who sees all of them brings in what went out, though two have one number elsewhere.
		if did, bad := w.bring(w.sheetOut(true)); !strings.HasPrefix(did, "0/0/") || bad != "" {
			w.t.Errorf("all of them: %s %s", did, bad)
		}
	})
}
