package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// TestAnImportIsOneEntryHoweverManyItsRows inserts more rows than a Write keeps lines in memory, so that they go out in
// parts and, on PostgreSQL, by COPY.
func TestAnImportIsOneEntryHoweverManyItsRows(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		const n = 5000
		key := "k"
		must(t, d.Write(db.Large(ctx), "probe.load", func(tx *db.WriteTx) error {
			var rows []*probe
			var keys []db.Keys
			for i := range n {
				p := &probe{N: int64(i), Text: fmt.Sprintf("第%d行 '\\", i)}
				if p.ID = tx.NewID(); i == 7 {
					p.ClientKey = &key
				}
				rows, keys = append(rows, p), append(keys, db.Keys{ID: p.ID, Keys: []string{fmt.Sprintf("r%d", i), "r", "r"}})
			}
			tx.Reason("because")
			must(t, tx.InsertAll(rows))
			return errors.Join(tx.IndexAll("probe", keys, false), tx.Insert(&probe{N: n}))
		}))
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, dbtest.County))
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var all []probe
			must(t, tx.Select(&all, "SELECT p.* FROM {probe p} ORDER BY p.n"))
			if len(all) != n+1 || all[42].Text != `第42行 '\` || all[7].ClientKey == nil || all[8].ClientKey != nil {
				t.Errorf("%d rows, %+v", len(all), all[7:9])
			}
			lines, err := tx.Timeline("probe", all[n].ID)
			if err != nil || len(lines) != 1 || lines[0].Reason != "because" {
				t.Errorf("%+v %v", lines, err)
			}
			ids, err := tx.Search("probe", "r49", 10)
			if len(ids) != 10 {
				t.Errorf("%v", ids)
			}
			return err
		}))
	})
}

// TestALargeWriteThatFailsLeavesNothing has no savepoint to go back to.
func TestALargeWriteThatFailsLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		refused := errors.New("refused")
		err := d.Write(db.Large(ctx), "probe.load", func(tx *db.WriteTx) error {
			for i := range 3 {
				must(t, tx.InsertAll(slices.Repeat([]*probe{{N: int64(i)}}, 1)))
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = d.Write(db.Large(ctx), "probe.load", func(tx *db.WriteTx) error {
				must(t, tx.Insert(&probe{N: 9}))
				panic("in the middle")
			})
		}()
		put(ctx, t, d, &probe{N: 1})
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var n []int64
			must(t, tx.Select(&n, "SELECT p.n FROM {probe p}"))
			if fmt.Sprint(n) != "[1]" {
				t.Error(n)
			}
			return nil
		}))
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, dbtest.County))
	})
}

// TestSearchBelowAVillageFindsItsOwn: groups and bodies have no index of levels of their own.
func TestSearchBelowAVillageFindsItsOwn(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, sys context.Context) {
		at := func(group, body kernel.ID) kernel.Stamp {
			return kernel.Stamp{TownshipID: 1, VillageID: 11, GroupID: group, BodyID: body}
		}
		must(t, d.Write(sys, "probe.index", func(tx *db.WriteTx) error {
			return tx.IndexAll("probe", []db.Keys{{1, at(111, 0), []string{"龙"}}, {2, at(112, 0), []string{"龙"}}, {3, at(0, 9), []string{"龙"}}}, false)
		}))
		for name, c := range map[string]struct {
			arm  kernel.Arm
			want string
		}{
			"group":             {kernel.Arm{Level: kernel.LevelGroup, PlaceID: 111, Above: kernel.Stamp{TownshipID: 1, VillageID: 11, GroupID: 111}}, "[1]"},
			"group, way unsaid": {kernel.Arm{Level: kernel.LevelGroup, PlaceID: 112}, "[2]"},
			"body":              {kernel.Arm{BodyID: 9}, "[3]"},
			"township":          {kernel.Arm{Level: kernel.LevelTownship, PlaceID: 1}, "[1 2 3]"},
		} {
			must(t, d.Read(officer(c.arm), func(tx *db.ReadTx) error {
				ids, err := tx.Search("probe", "龙", 10)
				if slices.Sort(ids); fmt.Sprint(ids) != c.want {
					t.Errorf("%s: %v, want %s", name, ids, c.want)
				}
				return err
			}))
		}
	})
}

// TestIdsOfAnImportAreNotDrawnAgain reopens the data at the same moment, as after a clock that went back.
func TestIdsOfAnImportAreNotDrawnAgain(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			o := dbtest.Fresh(t, e)
			o.Now = dbtest.NewClock().Now
			d, err := db.Open(t.Context(), o)
			must(t, err)
			must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "测试县"}))
			must(t, d.RawExec(t.Context(), probeDDL))
			var last *probe
			must(t, d.Write(db.Large(dbtest.System(t)), "probe.load", func(tx *db.WriteTx) error {
				var rows []*probe
				for range 9000 {
					last = &probe{}
					rows = append(rows, last)
				}
				must(t, tx.InsertAll(rows))
				last = &probe{}
				return tx.Insert(last)
			}))
			must(t, d.Close())
			d, err = db.Open(t.Context(), o)
			must(t, err)
			defer func() { _ = d.Close() }()
			if id := d.NextID(); id <= int64(last.ID) {
				t.Error(id, last.ID)
			}
			put(dbtest.System(t), t, d, &probe{})
		})
	}
}
