package casework_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// ledgerOut is the ledger of a case type as a workbook.
func (w *world) ledgerOut(typ string) []byte {
	w.t.Helper()
	var b bytes.Buffer
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		r := w.cases.Registers()[1]
		def, err := r.Sheets(tx)
		var outs []sheet.Out
		o := register.Options{Args: map[string]string{"type": typ}}
		for _, d := range def {
			if r.Keep(d.Name, o) {
				outs = append(outs, sheet.Out{Sheet: d, Rows: r.Rows(tx, d.Name, o)})
			}
		}
		if err != nil {
			return err
		}
		return sheet.Write(&b, outs...)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

func (w *world) ledgerIn(data []byte) (did, faults string) {
	w.t.Helper()
	err := w.d.Write(dbtest.System(w.t), "exchange.apply", func(tx *db.WriteTx) error {
		r := w.cases.Registers()[1]
		def, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		book, bad, err := sheet.ReadWith(data, def, func(int) error { return nil })
		if err != nil {
			return err
		}
		for _, f := range bad {
			if f.Code != "missing_sheet" {
				return fmt.Errorf("%+v", f)
			}
		}
		p, err := r.Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		for _, f := range p.Faults() {
			faults += fmt.Sprintf("%s %d %s %s;", f.Sheet, f.Row, f.Column, f.Code)
		}
		var entered, same int
		for _, c := range p.Counts() {
			entered, same = entered+c.New, same+c.Unchanged
		}
		did = fmt.Sprintf("%d/%d", entered, same)
		if faults != "" {
			return nil
		}
		return p.Carry(tx, func(int) error { return nil })
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return did, faults
}

// D4: a county has its ledger in a spreadsheet. It comes in with sources, days and progress, and goes out as the same sheet; what is
// here goes on by its steps only.
func TestALedgerComesInAndGoesOut(t *testing.T) {
	eachOf(t, "xiangfu", func(w *world) {
		book := func(result, tableNo string) []byte {
			var b bytes.Buffer
			var def []register.Sheet
			err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) (err error) {
				def, err = w.cases.Registers()[1].Sheets(tx)
				return err
			})
			named := func(name string) register.Sheet {
				i := slices.IndexFunc(def, func(s register.Sheet) bool { return s.Name == name })
				return def[i]
			}
			fill := func(s register.Sheet, cells map[string]string) sheet.Out {
				return sheet.Out{Sheet: s, Rows: func(yield func([]any, error) bool) {
					line := make([]any, len(s.Columns))
					for i, c := range s.Columns {
						line[i] = cells[c.Title]
					}
					yield(line, nil)
				}}
			}
			if err == nil {
				err = sheet.Write(&b, fill(named("环境污染防治问题整改"), map[string]string{
					"原编号": "2026-17", "状态": "整改中", "地点编码": "昌宁镇龙鼻村", "内容": "砖厂扬尘", "承办单位": "水管站", "问题来源": "环境督查", "整改类型": "限期整改",
					"整改期限": "2026-12-31", "整改措施": result,
				}), fill(named("环境污染防治问题整改-整改进展"), map[string]string{"编号": tableNo, "日期": "2026-11-01", "做了什么": "已洒水"}))
			}
			if err != nil {
				w.t.Fatal(err)
			}
			return b.Bytes()
		}
		if did, faults := w.ledgerIn(book("覆盖料堆", "2026-71")); did != "1/0" || faults != "环境污染防治问题整改-整改进展 2 编号 row_without_case;" {
			w.t.Fatal("a row of a table that belongs to no line", did, faults)
		}
		did, faults := w.ledgerIn(book("覆盖料堆", "2026-17"))
		if did != "1/0" || faults != "" {
			w.t.Fatal(did, faults)
		}
		list, _, err := w.cases.List(w.by("水管"), casework.Filter{Type: "rectification", Answers: true}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Answers["measure"] != "覆盖料堆" || list[0].Due != at("2027-01-01", 0).UnixMilli()-1 || list[0].Light != "green" {
			w.t.Fatalf("%+v %v", list, err)
		}
		if rows, _ := list[0].Answers["progress"].([]any); len(rows) != 1 {
			w.t.Fatalf("%+v", list[0].Answers)
		}
		if did, faults = w.ledgerIn(w.ledgerOut("rectification")); did != "0/1" || faults != "" {
			w.t.Fatal("what goes out comes in as the same", did, faults)
		}
		if _, faults = w.ledgerIn(book("改写措施", "2026-17")); !strings.Contains(faults, "整改措施 case_by_steps") {
			w.t.Fatal(faults)
		}
	})
}
