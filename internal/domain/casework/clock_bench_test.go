package casework_test

import (
	"flag"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

var (
	fireDue     = flag.Int("fire.due", 500, "deadlines that fall due in one minute")
	firePending = flag.Int("fire.pending", 5000, "deadlines that do not")
)

// TestFiringManyAmongMore fires what falls due in one minute among many more pending deadlines, and tells how long that took
// and how long a look at an idle minute:
//
//	go test -v -run FiringMany ./internal/domain/casework -fire.due 10000 -fire.pending 1000000
func TestFiringManyAmongMore(t *testing.T) {
	each(t, func(w *world) {
		w.copies(w.handled(), *fireDue)
		w.pend(*firePending)
		w.clock.Set(at("2026-11-18", 8))
		start := time.Now()
		if n := w.fire(); n != *fireDue+1 {
			w.t.Fatalf("%d rungs", n)
		}
		fired := time.Since(start)
		start = time.Now()
		if n := w.fire(); n != 0 {
			w.t.Fatalf("%d rungs again", n)
		}
		w.t.Logf("%d of %d pending deadlines fired in %s; an idle look took %s", *fireDue, *firePending, fired.Round(time.Millisecond), time.Since(start))
	})
}

// copies makes cases in the state of a sample by the bulk door; their clocks run out with its own.
func (w *world) copies(id kernel.ID, n int) {
	w.t.Helper()
	if err := w.cases.CopyForBench(dbtest.System(w.t), id, n); err != nil {
		w.t.Fatal(err)
	}
}

// pend enters deadlines of next year.
func (w *world) pend(n int) {
	w.t.Helper()
	next := at("2026-12-30", 0).UnixMilli()
	for from := 0; from < n; from += 500 {
		err := w.d.Write(dbtest.System(w.t), "casework.bench", func(tx *db.WriteTx) error {
			var args []any
			for i := range 500 {
				args = append(args, tx.County(), int64(1)<<52+int64(from+i), next+int64(i))
			}
			_, err := tx.Exec("INSERT INTO {case_clock} (county_id, id, visit, next, claim, watched) VALUES "+strings.TrimSuffix(strings.Repeat("(?, ?, 1, ?, 0, 0), ", 500), ", "), args...)
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}
