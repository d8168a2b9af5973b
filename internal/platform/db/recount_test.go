package db_test

import (
	"context"
	"fmt"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func TestRecountFindsATamperedTally(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		village := kernel.Stamp{TownshipID: 7, VillageID: 8, Topic: "flood"}
		other := kernel.Stamp{TownshipID: 7, VillageID: 9, BodyID: 5}
		sealed := kernel.Stamp{TownshipID: 7, VillageID: 8, Sealed: true}
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			for _, s := range []kernel.Stamp{village, village, other, sealed} {
				must(t, tx.Insert(&probe{Stamp: s, Text: "x"}))
				tx.Tally(s, db.Standing, "probe.open", 1)
				tx.Tally(s, "2026-11-16", "probe.come", 1)
			}
			tx.Tally(other, db.Standing, "probe.gone", 1)
			tx.Tally(other, db.Standing, "else.where", 7) // of another prefix: nobody's business here
			return nil
		}))
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { // back to nothing: a stored zero
			must(t, tx.Insert(&probe{Text: "y", Stamp: sealed}))
			tx.Tally(other, db.Standing, "probe.gone", -1)
			return nil
		}))
		recount := func() []db.Difference {
			out, err := d.Recount(context.Background(), dbtest.County, "probe.", func(tx *db.ReadTx) ([]db.Count, error) {
				var rows []probe
				err := tx.Select(&rows, "SELECT p.* FROM {probe p}")
				var out []db.Count
				for _, r := range rows {
					out = append(out, db.Count{Stamp: r.Stamp, Measure: "probe.open", N: 1}, db.Count{Stamp: r.Stamp, Day: "2026-11-16", Measure: "probe.come", N: 1})
				}
				return out, err
			})
			must(t, err)
			return out
		}
		if got := recount(); len(got) != 0 {
			t.Fatalf("%+v", got)
		}
		must(t, d.RawExec(ctx, "UPDATE t_tally SET n = 5 WHERE id = 8 AND measure = 'probe.open'"))
		must(t, d.RawExec(ctx, "DELETE FROM t_tally WHERE id = 9 AND measure = 'probe.come'"))
		must(t, d.RawExec(ctx, "UPDATE t_tally SET day = '2026-11-17' WHERE id = 8 AND measure = 'probe.come'"))
		want := "[{8 0 flood 2026-11-16 probe.come missing 0 2} {8 0 flood 2026-11-17 probe.come extra 2 0}" +
			" {8 0 flood  probe.open different 5 2} {9 5  2026-11-16 probe.come missing 0 1}]"
		if got := fmt.Sprint(recount()); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
		if got := fmt.Sprint(recount()); got != want {
			t.Fatalf("a recount wrote something: %s", got)
		}
		_, err := d.Recount(ctx, dbtest.County, "probe.", func(*db.ReadTx) ([]db.Count, error) {
			return []db.Count{{Measure: "else.where", N: 1}}, nil
		})
		if err == nil {
			t.Fatal("a count outside the prefix was taken")
		}
	})
}
