package db_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func TestConstantReadersDoNotLetTheLogFileGrow(t *testing.T) {
	o := dbtest.Fresh(t, "sqlite")
	d := openProbes(t, o)
	ctx := dbtest.System(t)
	must(t, d.RawExec(ctx, "PRAGMA wal_autocheckpoint = 100"))
	const bound = 2 << 20
	d.KeepWAL(bound)
	var stop atomic.Bool
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			for !stop.Load() { // one of them always holds a snapshot
				err := d.Read(ctx, func(tx *db.ReadTx) error {
					defer time.Sleep(30 * time.Millisecond)
					return tx.Select(&[]probe{}, "SELECT p.* FROM {probe p} WHERE p.id = 7")
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	text := strings.Repeat("一", 10_000)
	var most int64
	written := 0
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); written += len(text) {
		put(ctx, t, d, &probe{Text: text})
		if f, err := os.Stat(filepath.Join(o.Dir, "touyan.db-wal")); err == nil {
			most = max(most, f.Size())
		}
	}
	stop.Store(true)
	wg.Wait()
	if most > 2*bound {
		t.Fatalf("%d KiB written, the log file grew to %d KiB", written>>10, most>>10)
	}
	must(t, d.Read(ctx, func(tx *db.ReadTx) error { // one that reads for longer than anybody waits
		must(t, tx.Select(&[]probe{}, "SELECT p.* FROM {probe p} WHERE p.id = 7"))
		must(t, d.RawExec(ctx, "PRAGMA busy_timeout = 50"))
		for range 100 {
			put(ctx, t, d, &probe{Text: text})
		}
		return nil
	}))
}
