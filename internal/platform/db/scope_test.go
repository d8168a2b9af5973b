package db_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// tree is a small random county: every place knows the places above it.
type tree struct{ stamps []kernel.Stamp }

func drawTree(t *rapid.T) tree {
	tr := tree{stamps: []kernel.Stamp{{}}}
	id := kernel.ID(0)
	for range rapid.IntRange(2, 14).Draw(t, "places") {
		up := tr.stamps[rapid.IntRange(0, len(tr.stamps)-1).Draw(t, "parent")]
		id++
		switch l, _ := up.Lowest(dbtest.County); l {
		case kernel.LevelCounty:
			up.TownshipID = id
		case kernel.LevelTownship:
			up.VillageID = id
		case kernel.LevelVillage:
			up.GroupID = id
		default:
			if up.MicroID != 0 {
				continue
			}
			up.MicroID = id
		}
		tr.stamps = append(tr.stamps, up)
	}
	return tr
}

var topics = []string{"", "road", "water"}

func (tr tree) drawRow(t *rapid.T) kernel.Stamp {
	s := rapid.SampledFrom(tr.stamps).Draw(t, "place")
	s.BodyID = kernel.ID(rapid.SampledFrom([]int64{0, 0, 901, 902}).Draw(t, "body"))
	s.Topic = rapid.SampledFrom(topics).Draw(t, "topic")
	s.Sealed = rapid.IntRange(0, 4).Draw(t, "sealed") == 0
	return s
}

func (tr tree) drawArm(t *rapid.T) kernel.Arm {
	sealed, types := rapid.Bool().Draw(t, "armSealed"), rapid.SampledFrom([]string{"", "", "a", "a,b"}).Draw(t, "armTypes")
	if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
		return kernel.Arm{BodyID: kernel.ID(rapid.SampledFrom([]int64{901, 902}).Draw(t, "armBody")), Sealed: sealed, Types: types}
	}
	s := rapid.SampledFrom(tr.stamps).Draw(t, "armPlace")
	l, id := s.Lowest(dbtest.County)
	return kernel.Arm{Level: l, PlaceID: id, Topic: rapid.SampledFrom(topics).Draw(t, "armTopic"), Sealed: sealed, Types: types, Above: s}
}

func seen(arms []kernel.Arm, p *probe) bool {
	return slices.ContainsFunc(arms, func(a kernel.Arm) bool { return a.Covers(p.Stamp, dbtest.County) && a.Sees(p.Text) })
}

// TestScopeEqualsAFilter: random trees, officers, joins and aggregates through {table} equal a filter in memory.
func TestScopeEqualsAFilter(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, sys context.Context) {
		rapid.Check(t, func(rt *rapid.T) {
			must(t, d.RawExec(sys, "DELETE FROM t_probe"))
			tr := drawTree(rt)
			rows := make([]*probe, rapid.IntRange(1, 30).Draw(rt, "rows"))
			for i := range rows {
				rows[i] = &probe{Stamp: tr.drawRow(rt), N: int64(rapid.IntRange(0, 3).Draw(rt, "n")), Text: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(rt, "type")}
			}
			arms := make([]kernel.Arm, rapid.IntRange(0, 4).Draw(rt, "arms"))
			for i := range arms {
				arms[i] = tr.drawArm(rt)
			}
			must(t, d.Write(sys, "probe.put", func(tx *db.WriteTx) error { return tx.InsertAll(rows) }))
			if err := d.Read(officer(arms...), func(tx *db.ReadTx) error { return compareScope(tx, rows, arms) }); err != nil {
				rt.Fatal(err)
			}
			for _, p := range rows {
				c := *p
				c.N++
				err := d.Write(officer(arms...), "probe.edit", func(tx *db.WriteTx) error { return tx.Update(&c) })
				if (err == nil) != seen(arms, p) {
					rt.Fatalf("update of %+v by %+v: %v", p.Stamp, arms, err)
				}
				err = d.Write(officer(arms...), "probe.put", func(tx *db.WriteTx) error { return tx.Insert(&probe{Stamp: p.Stamp, Text: p.Text}) })
				if (err == nil) != seen(arms, p) {
					rt.Fatalf("insert at %+v by %+v: %v", p.Stamp, arms, err)
				}
			}
		})
	})
}

func compareScope(tx *db.ReadTx, rows []*probe, arms []kernel.Arm) error {
	var want, pairs, sum int64
	for _, p := range rows {
		if !seen(arms, p) {
			continue
		}
		want++
		sum += p.N
		for _, q := range rows {
			if seen(arms, q) && q.N == p.N {
				pairs++
			}
		}
	}
	var got struct {
		N, Pairs, Sum int64
	}
	err := tx.One(&got, `SELECT (SELECT count(*) FROM {probe p}) AS n,
		(SELECT count(*) FROM {probe p} JOIN {probe q} ON q.county_id = p.county_id AND q.n = p.n) AS pairs,
		(WITH x AS (SELECT p.n FROM {probe p}) SELECT coalesce(sum(x.n), 0) FROM x) AS sum`)
	if err != nil {
		return err
	}
	if got.N != want || got.Pairs != pairs || got.Sum != sum {
		return fmt.Errorf("arms %+v: got %+v, want %d %d %d", arms, got, want, pairs, sum)
	}
	page, _, err := db.PageOf(tx, db.List{SQL: "SELECT p.* FROM {probe p} WHERE p.n >= 0", Order: []db.Key{{Col: "p.id", Dir: db.Desc}}},
		func(p *probe) []any { return []any{p.ID} })
	if err == nil && int64(len(page)) != min(want, kernel.DefaultLimit) {
		err = fmt.Errorf("page of %d, want %d", len(page), want)
	}
	return err
}
