package ledger_test

import (
	"bytes"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/sheet"
)

func TestTheTrialBalanceAsAWorkbook(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		for i, day := range []kernel.Day{"2025-05-01", "2026-05-01"} {
			e := v.give(i, int64(10*(i+1)))
			e.Day = day
			_, err := v.post(e)
			must(t, err)
		}
		for day, want := range map[kernel.Day]string{"2025-12-31": "10", "2026-11-16": "30"} {
			var b bytes.Buffer
			must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error { return ledger.WriteTrial(tx, &b, day) }))
			title := "试算平衡 " + string(day)
			book, faults, err := sheet.Read(b.Bytes(), []sheet.Sheet{{Name: title, Columns: []sheet.Column{
				{Key: "book", Title: "账簿"},
				{Key: "class", Title: "类别"},
				{Key: "kind", Title: "账户种类"},
				{Key: "name", Title: "账户"},
				{Key: "id", Title: "编号"},
				{Key: "unit", Title: "单位"},
				{Key: "debit", Title: "借方"},
				{Key: "credit", Title: "贷方"},
			}}})
			if err != nil || len(faults) > 0 {
				t.Fatal(faults, err)
			}
			rows := book[title]
			if n := len(rows); n != 6 || rows[n-1].Get("name") != "合计" || rows[n-1].Get("debit") != want || rows[n-1].Get("credit") != want {
				t.Errorf("%s: %d rows, %v", day, n, rows)
			}
		}
	})
}
