package db_test

import (
	"context"
	"errors"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// Many rows that change at once change as one by one: each has its revision and its line in the journal, what is the same
// stays as it is, and one row that changed meanwhile, or lies elsewhere, stops them all.
func TestUpdateAllChangesEachRowAsUpdateDoes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		const n = 900
		var rows []*probe
		for i := range n {
			rows = append(rows, &probe{N: int64(i)})
		}
		must(t, d.Write(ctx, "probe.load", func(tx *db.WriteTx) error { return tx.InsertAll(rows) }))
		read := func(tx *db.ReadTx) []*probe {
			var all []*probe
			must(t, tx.Select(&all, "SELECT p.* FROM {probe p} ORDER BY p.n DESC"))
			return all
		}
		must(t, d.Write(ctx, "probe.amend", func(tx *db.WriteTx) error {
			all := read(tx.ReadTx)
			for _, r := range all {
				switch r.N % 3 {
				case 0:
					r.Text = `a '\ ?`
				case 1:
					r.Text = "b"
				}
			}
			return tx.UpdateAll(all)
		}))
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			for _, r := range read(tx) {
				lines, err := tx.Timeline("probe", r.ID)
				must(t, err)
				want, rev := map[int64]string{0: `a '\ ?`, 1: "b"}[r.N%3], int64(2)
				if want == "" {
					rev = 1
				}
				if r.Text != want || r.Rev != rev || int64(len(lines)) != rev {
					t.Fatalf("%d: %q, revision %d, %d lines", r.N, r.Text, r.Rev, len(lines))
				}
			}
			return nil
		}))
		err := d.Write(ctx, "probe.amend", func(tx *db.WriteTx) error {
			all := read(tx.ReadTx)
			all[7].Rev--
			all[8].Text = "late"
			return tx.UpdateAll(all)
		})
		if kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("a row that changed meanwhile: %v", err)
		}
		refused := errors.New("refused")
		if err := d.Write(ctx, "probe.amend", func(tx *db.WriteTx) error {
			all := read(tx.ReadTx)
			if all[8].Text == "late" {
				t.Error("a part was saved")
			}
			return refused
		}); !errors.Is(err, refused) {
			t.Error(err)
		}
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, dbtest.County))
	})
}
