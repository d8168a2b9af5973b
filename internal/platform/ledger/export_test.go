package ledger_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// TestOtherProgramsAcceptTheExport: bean-check and hledger read the text, add up every transaction, and find the balances that a
// closed period carried.
func TestOtherProgramsAcceptTheExport(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		for i, day := range []kernel.Day{"2025-03-01", "2025-12-31", "2026-01-01", "2026-02-01", ""} {
			e := v.give(i%3, int64(10+i))
			e.Day, e.Memo, e.RefKind, e.RefID = day, "擦亮 \"门牌\"; a|b \\ 一\n二", "probe", 7
			txn, err := v.post(e)
			must(t, err)
			if i == 3 {
				_, err = v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Reverse(tx, txn.ID, v.entry()) })
				must(t, err)
			}
		}
		r, err := v.do(func(tx *db.WriteTx) (ledger.Txn, error) {
			return ledger.Reserve(tx, v.entry(ledger.Leg{Account: v.homes[1], Amount: -5}, ledger.Leg{Account: v.homes[2], Amount: 5}), tx.Now().Add(time.Hour))
		})
		must(t, err)
		_, err = v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Settle(tx, r.ID, v.entry()) })
		must(t, err)
		must(t, v.d.Write(v.ctx, "probe.close", func(tx *db.WriteTx) error { _, err := ledger.ClosePeriod(tx, v.book); return err }))

		for f, check := range map[ledger.Format][]string{
			ledger.Beancount: {"bean-check"},
			ledger.HLedger:   {"hledger", "check", "--strict", "-f"},
		} {
			var b bytes.Buffer
			must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error { return ledger.WriteText(tx, &b, f) }))
			file := filepath.Join(t.TempDir(), "ledger."+string(f))
			accepted := func(text string) ([]byte, error) {
				must(t, os.WriteFile(file, []byte(text), 0o600))
				cmd := exec.CommandContext(t.Context(), check[0], append(check[1:], file)...)
				cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
				return cmd.CombinedOutput()
			}
			if out, err := accepted(b.String()); err != nil {
				t.Errorf("%s: %v\n%s\n%s", check[0], err, out, b.String())
			}
			if strings.Count(b.String(), "reverses") != 1 || !strings.Contains(b.String(), " 11 ") {
				t.Errorf("%s lacks something:\n%s", f, b.String())
			}
			// and they would say so if a figure were wrong
			if _, err := accepted(strings.Replace(b.String(), "  11 ", "  12 ", 1)); err == nil {
				t.Errorf("%s accepts a wrong amount", check[0])
			}
		}
	})
}
