package ledger_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
)

// TestTheNightFindsWhatMustNotBe: whatever is changed past the program in balances, postings or carried balances is logged.
func TestTheNightFindsWhatMustNotBe(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock()
			o := dbtest.Fresh(t, engine)
			o.Now = clock.Now
			d, err := db.Open(t.Context(), o)
			must(t, err)
			t.Cleanup(func() { _ = d.Close() })
			must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
			v := newVillage(t, d, clock, 2)
			e := v.give(0, 30)
			e.Day = "2025-05-01"
			_, err = v.post(e)
			must(t, err)
			must(t, d.Write(v.ctx, "probe.close", func(tx *db.WriteTx) error { _, err := ledger.ClosePeriod(tx, v.book); return err }))
			raw := dbtest.Raw(t, engine, o)
			home := v.homes[0].String()
			for name, c := range map[string]struct{ change, back, says string }{
				"balance": {"UPDATE t_running SET n = n + 1 WHERE id = " + home, "UPDATE t_running SET n = n - 1 WHERE id = " + home, "balance 31, postings 30"},
				"posting": {
					"UPDATE t_ledger_posting SET amount = 29 WHERE account_id = " + home, "UPDATE t_ledger_posting SET amount = 30 WHERE account_id = " + home,
					"balance 30, postings 29",
				},
				"carried": {"UPDATE t_ledger_carry SET n = 31 WHERE account_id = " + home, "UPDATE t_ledger_carry SET n = 30 WHERE account_id = " + home, "not those that were closed"},
				"bounds":  {"UPDATE t_ledger_account SET high = 29 WHERE id = " + home, "UPDATE t_ledger_account SET high = 1000 WHERE id = " + home, "outside 0 to 29"},
			} {
				if _, err := raw.ExecContext(v.ctx, c.change); err != nil {
					t.Fatal(name, err)
				}
				var log bytes.Buffer
				must(t, ledger.Nightly{DB: d, Log: slog.New(slog.NewTextHandler(&log, nil))}.Check(v.ctx))
				if !strings.Contains(log.String(), c.says) {
					t.Errorf("%s: %s", name, log.String())
				}
				if _, err := raw.ExecContext(v.ctx, c.back); err != nil {
					t.Fatal(name, err)
				}
			}
			v.sound()
		})
	}
}
