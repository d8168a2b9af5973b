package db_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// BenchmarkWrite is one insert with its counter and journal, flushed to disk, by so many writers at once.
func BenchmarkWrite(b *testing.B) {
	for _, writers := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			d, err := db.Open(b.Context(), db.Options{Dir: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			if err := d.CreateCounty(b.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}); err != nil {
				b.Fatal(err)
			}
			if err := d.RawExec(b.Context(), probeDDL); err != nil {
				b.Fatal(err)
			}
			ctx := kernel.WithActor(context.Background(), kernel.System(dbtest.County))
			var left atomic.Int64
			left.Store(int64(b.N))
			b.ResetTimer()
			var wg sync.WaitGroup
			for range writers {
				wg.Go(func() {
					for left.Add(-1) >= 0 {
						if err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
							p := &probe{Text: "一", Stamp: kernel.Stamp{TownshipID: 1, VillageID: 11}}
							tx.Tally(p.Stamp, tx.Today(), "probe.n", 1)
							return tx.Insert(p)
						}); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
		})
	}
}
