package duty_test

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"

	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// out writes the sheet of items as it is given out.
func (w *world) out(ctx context.Context, args map[string]string) ([]byte, [][]any) {
	w.Helper()
	r := w.duty.Registers()[0]
	var rows [][]any
	var file bytes.Buffer
	err := w.d.Read(ctx, func(tx *db.ReadTx) error {
		sheets, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		for row, err := range r.Rows(tx, sheets[0].Name, register.Options{Args: args}) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return sheet.Write(&file, sheet.Out{Sheet: sheets[0], Rows: seq(rows)})
	})
	if err != nil {
		w.Fatal(err)
	}
	return file.Bytes(), rows
}

func seq(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// in plans and carries a workbook, as an upload would.
func (w *world) in(ctx context.Context, file []byte) (register.Plan, error) {
	r := w.duty.Registers()[0]
	var plan register.Plan
	err := w.d.Write(ctx, "duty.import", func(tx *db.WriteTx) error {
		sheets, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		book, faults, err := sheet.Read(file, sheets)
		if err != nil || len(faults) > 0 {
			w.Fatal(err, faults)
		}
		if plan, err = r.Plan(tx.ReadTx, book, tx.NewID); err != nil || len(plan.Faults()) > 0 {
			return err
		}
		return plan.Carry(tx, func(int) error { return nil })
	})
	return plan, err
}

// TestTheSheetComesBackAsItWentOut: what went out changes nothing when it comes in; a new line is a new item; what a sheet may not
// do is named.
func TestTheSheetComesBackAsItWentOut(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		agri := w.add("县主任", duty.NewItem{ListID: l.ID, Title: "发展茶叶", BodyID: w.bodies["农业局"], Weight: 3})
		w.add("农业局长", duty.NewItem{ListID: l.ID, ParentID: agri.ID, Title: "育苗", BodyID: w.bodies["东镇农业站"]})
		ctx := w.as("县主任", duty.PermMake)
		args := map[string]string{"list": l.ID.String()}
		file, rows := w.out(ctx, args)
		plan, err := w.in(ctx, file)
		if c := plan.Counts(); err != nil || len(rows) != 2 || c[0].Unchanged != 2 || c[0].New+c[0].Changed != 0 {
			t.Fatalf("%v %+v %+v", err, plan.Counts(), plan.Faults())
		}
		line := make([]any, len(rows[0]))
		for i := range line {
			line[i] = ""
		}
		fresh := append([]any{}, line...)
		fresh[0], fresh[2], fresh[3], fresh[5], fresh[10] = l.Title, "1", "栽种", "西镇农业站", "2026-12-10"
		rows[0][3] = "大力发展茶叶"
		var b bytes.Buffer
		must(0, sheet.Write(&b, sheet.Out{Sheet: sheet.Sheet{Name: "清单事项", Columns: columns(w)}, Rows: seq(append(rows, fresh))}))(t)
		plan, err = w.in(ctx, b.Bytes())
		if c := plan.Counts(); err != nil || c[0].New != 1 || c[0].Changed != 1 || c[0].Unchanged != 1 {
			t.Fatalf("%v %+v %+v", err, plan.Counts(), plan.Faults())
		}
		if got := w.get(agri.ID); got.Title != "大力发展茶叶" || got.Children != 2 {
			t.Errorf("%+v", got.Item)
		}
		for code, change := range map[string]func([]any){
			"unknown_list":        func(r []any) { r[0] = "没有的清单" },
			"unknown_item":        func(r []any) { r[2] = "9" },
			"unknown_unit":        func(r []any) { r[5] = "太空局" },
			"owner_of_other_kind": func(r []any) { r[5], r[6] = "", "农业局长" },
			"later_than_above":    func(r []any) { r[10] = "2027-12-10" },
		} {
			bad := append([]any{}, fresh...)
			change(bad)
			var b bytes.Buffer
			must(0, sheet.Write(&b, sheet.Out{Sheet: sheet.Sheet{Name: "清单事项", Columns: columns(w)}, Rows: seq([][]any{bad})}))(t)
			plan, err := w.in(ctx, b.Bytes())
			if err != nil || len(plan.Faults()) != 1 || plan.Faults()[0].Code != code {
				t.Errorf("%s: %v %+v", code, err, plan.Faults())
			}
		}
		w.even()
	})
}

func columns(w *world) []sheet.Column {
	var out []sheet.Column
	_ = w.d.Read(dbtest.System(w.T), func(tx *db.ReadTx) error {
		s, err := w.duty.Registers()[0].Sheets(tx)
		out = s[0].Columns
		return err
	})
	return out
}

// TestWeekMonthAndQuarterComeFromTheSameItems: what is due, done and late in a period, as page and as sheet.
func TestWeekMonthAndQuarterComeFromTheSameItems(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		for i, due := range []kernel.Day{"2026-11-18", "2026-11-25", "2026-12-10"} {
			unit := w.bodies[[]string{"农业局", "交通局", "东镇农业站"}[i]]
			w.add("县主任", duty.NewItem{ListID: l.ID, BodyID: unit, Due: due})
		}
		w.morning(3)
		for _, x := range []struct {
			view            string
			due, late, rows int
		}{{"week", 1, 1, 1}, {"month", 2, 1, 2}, {"quarter", 3, 1, 3}} {
			p := must(w.duty.Period(w.by("县主任"), duty.PeriodFilter{View: x.view, List: l.ID}))(t)
			if p.Due != x.due || p.Late != x.late || len(p.Items) != x.rows || p.Name == "" || len(p.Units) != x.rows {
				t.Errorf("%s: %+v", x.view, p)
			}
			_, rows := w.out(w.by("县主任"), map[string]string{"list": l.ID.String(), "view": x.view})
			if len(rows) != x.rows || !strings.Contains(rows[0][14].(string), "红灯") {
				t.Errorf("%s: the sheet has %v", x.view, rows)
			}
		}
		days := must(w.duty.Calendar(w.by("县主任"), duty.ItemFilter{From: "2026-11-01", To: "2026-11-30"}))(t)
		if len(days) != 2 || days[0].Day != "2026-11-18" || !days[0].Late || days[1].N != 1 {
			t.Errorf("%+v", days)
		}
		sum := must(w.duty.Summary(w.by("县主任"), 0))(t)
		if sum.Open != 3 || sum.Late != 1 {
			t.Errorf("%+v", sum)
		}
	})
}
