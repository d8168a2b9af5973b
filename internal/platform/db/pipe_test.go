package db_test

import (
	"context"
	"testing"

	"touyan/internal/platform/db"
)

// TestALargeWriteReadsWhatItWrote though its rows are on their way while it goes on, and locks and changes it.
func TestALargeWriteReadsWhatItWrote(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		const step, steps = 700, 5
		must(t, d.Write(db.Large(ctx), "probe.load", func(tx *db.WriteTx) error {
			for k := range steps {
				rows := make([]*probe, step)
				for i := range rows {
					rows[i] = &probe{N: int64(k*step + i)}
				}
				must(t, tx.InsertAll(rows))
				for _, r := range rows { // who made them may use them again
					r.N = -1
				}
				var n []int64
				must(t, tx.Select(&n, "SELECT p.n FROM {probe p} ORDER BY p.n DESC"))
				if len(n) != (k+1)*step || n[0] != int64((k+1)*step-1) {
					t.Fatalf("step %d: %d rows, the last %d", k, len(n), n[0])
				}
				must(t, tx.Insert(&probe{N: 1_000_000}))
				last := &probe{}
				must(t, tx.One(last, "SELECT p.* FROM {probe p} WHERE p.n = ?", 1_000_000))
				must(t, tx.Lock(last, last.ID))
				must(t, tx.Delete(last))
			}
			return nil
		}))
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var n []int64
			err := tx.Select(&n, "SELECT p.n FROM {probe p} WHERE p.n >= 0")
			if len(n) != step*steps {
				t.Errorf("%d rows", len(n))
			}
			return err
		}))
	})
}

// TestARowThatFailsOnItsWayFailsTheWrite also where nobody looks at the error of what comes after it.
func TestARowThatFailsOnItsWayFailsTheWrite(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		key := "once"
		err := d.Write(db.Large(ctx), "probe.load", func(tx *db.WriteTx) error {
			_ = tx.InsertAll([]*probe{{N: 1, ClientKey: &key}})
			_ = tx.InsertAll([]*probe{{N: 2, ClientKey: &key}})
			_ = tx.InsertAll(thousand())
			return nil
		})
		if err == nil {
			t.Fatal("saved")
		}
		put(ctx, t, d, &probe{N: 3})
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var n []int64
			err := tx.Select(&n, "SELECT p.n FROM {probe p}")
			if len(n) != 1 || n[0] != 3 {
				t.Errorf("%v", n)
			}
			return err
		}))
	})
}

func thousand() []*probe {
	rows := make([]*probe, 1000)
	for i := range rows {
		rows[i] = &probe{N: int64(i)}
	}
	return rows
}
