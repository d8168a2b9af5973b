package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A village with three thousand rows goes into another one: one entry, a line for each row, search and all, and fast enough
// to wait for.
func TestRehomeOfAVillage(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		from := kernel.Stamp{TownshipID: 1, VillageID: 11}
		to := kernel.Stamp{TownshipID: 2, VillageID: 21}
		const n = 3000
		var deep, sealed, other kernel.ID
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			rows, keys := make([]*probe, n), make([]db.Keys, n)
			for i := range rows {
				rows[i] = &probe{Stamp: from, Text: "x"}
				rows[i].BodyID = 7
			}
			rows[0].GroupID = 111
			rows[1].Sealed = true
			rows[2].VillageID = 12
			must(t, tx.InsertAll(rows))
			deep, sealed, other = rows[0].ID, rows[1].ID, rows[2].ID
			for i, r := range rows {
				keys[i] = db.Keys{ID: r.ID, Stamp: r.Stamp, Keys: []string{"shuiqu"}}
			}
			return tx.IndexAll("probe", keys, false)
		}))
		step := db.Rehoming{From: from, To: to, Day: "2026-11-16"}
		village := officer(kernel.Arm{Level: kernel.LevelTownship, PlaceID: 1})
		if err := d.Write(village, "probe.move", func(tx *db.WriteTx) error { _, err := tx.Rehome(step); return err }); kernel.KindOf(err) != kernel.KindForbidden {
			t.Fatalf("who has only one of the two townships: %v", err)
		}
		began := time.Now()
		must(t, d.Write(ctx, "probe.move", func(tx *db.WriteTx) error {
			moved, err := tx.Rehome(step)
			if moved["probe"] != n-2 { // the sealed one goes too, uncounted
				t.Errorf("moved %v", moved)
			}
			again, err2 := tx.Rehome(step)
			if len(again) != 0 {
				t.Errorf("moved twice: %v", again)
			}
			return errors.Join(err, err2)
		}))
		if took := time.Since(began); took > 5*n*time.Millisecond {
			t.Errorf("%d rows took %s", n, took)
		}
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var p probe
			must(t, tx.Get(&p, deep))
			if p.TownshipID != 2 || p.VillageID != 21 || p.GroupID != 111 || p.BodyID != 7 || p.Rev != 2 {
				t.Errorf("deep %+v", p)
			}
			must(t, tx.Get(&p, sealed))
			if p.VillageID != 21 || !p.Sealed {
				t.Errorf("sealed %+v", p)
			}
			must(t, tx.Get(&p, other))
			if p.VillageID != 12 || p.Rev != 1 {
				t.Errorf("of another village %+v", p)
			}
			events, err := tx.Timeline("probe", deep)
			if len(events) != 2 || events[1].Action != "probe.move" || events[1].Rev != 2 || len(events[1].Changes) != 2 || events[1].Changes[1] != (db.Change{Column: "village_id", Before: "11", After: "21"}) {
				t.Errorf("timeline %+v", events)
			}
			return err
		}))
		there := officer(kernel.Arm{Level: kernel.LevelVillage, PlaceID: 21})
		must(t, d.Read(there, func(tx *db.ReadTx) error {
			ids, err := tx.Search("probe", "shui", 5)
			if len(ids) != 5 {
				t.Errorf("found %v", ids)
			}
			return err
		}))
	})
}

// A try tells what a Write would find, and leaves nothing.
func TestTryLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		var id kernel.ID
		must(t, d.Try(ctx, "probe.put", func(tx *db.WriteTx) error {
			p := &probe{Text: "x"}
			err := tx.Insert(p)
			id = p.ID
			return err
		}))
		err := d.Read(ctx, func(tx *db.ReadTx) error { var p probe; return tx.Get(&p, id) })
		if id == 0 || kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("%d %v", id, err)
		}
		if err := d.Try(ctx, "probe.put", func(*db.WriteTx) error { return kernel.Conflict("no") }); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("%v", err)
		}
	})
}
