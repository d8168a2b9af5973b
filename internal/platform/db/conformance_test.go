package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// probe is a table of the tests: bound to places, with a client key.
type probe struct {
	db.BaseModel `bun:"table:t_probe"`
	db.Row
	kernel.Stamp
	N         int64         `bun:"n"`
	Text      string        `bun:"text"`
	Hidden    kernel.Secret `bun:"hidden"`
	ClientKey *string       `bun:"client_key"`
}

// TypeOf lets scopes of some types tell probes apart by their texts.
func (p *probe) TypeOf() string { return p.Text }

var (
	_ = db.Declare(db.Table{Name: "probe", Type: "text"})
	_ = db.Declare(db.Table{Name: "scratch", Place: db.PlaceLocal})
)

const probeDDL = `CREATE TABLE t_probe (county_id BIGINT NOT NULL, id BIGINT NOT NULL, rev BIGINT NOT NULL,
 township_id BIGINT NOT NULL, village_id BIGINT NOT NULL, group_id BIGINT NOT NULL, micro_id BIGINT NOT NULL,
 body_id BIGINT NOT NULL, topic TEXT NOT NULL, sealed BOOLEAN NOT NULL, n BIGINT NOT NULL, text TEXT NOT NULL, hidden TEXT NOT NULL, client_key TEXT,
 PRIMARY KEY (county_id, id), UNIQUE (county_id, client_key))`

func each(t *testing.T, fn func(t *testing.T, d *db.DB, ctx context.Context)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		must(t, d.RawExec(t.Context(), probeDDL))
		must(t, d.RawExec(t.Context(), "CREATE TABLE t_scratch (k TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)"))
		fn(t, d, dbtest.System(t))
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(ctx context.Context, t *testing.T, d *db.DB, p *probe) *probe {
	t.Helper()
	must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { c := *p; err := tx.Insert(&c); *p = c; return err }))
	return p
}

func officer(arms ...kernel.Arm) context.Context {
	return kernel.WithActor(context.Background(), kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, Name: "甲", Arms: arms})
}

func TestWriteLeavesOneEntryWithALineForEachRow(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		a := put(ctx, t, d, &probe{Text: "一", Hidden: "sealed-text"})
		must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
			tx.Reason("because")
			var p probe
			if err := tx.Lock(&p, a.ID); err != nil {
				return err
			}
			p.Text = "二"
			if err := tx.Insert(&probe{Text: "三"}); err != nil {
				return err
			}
			return tx.Update(&p)
		}))
		must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error { // nothing changes: no entry
			var p probe
			must(t, tx.Lock(&p, a.ID))
			return tx.Update(&p)
		}))
		must(t, d.Sequence(ctx))
		var events []db.Event
		must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) { events, err = tx.Timeline("probe", a.ID); return err }))
		if len(events) != 2 || events[1].Action != "probe.edit" || events[1].Reason != "because" || events[1].Rev != 2 || events[0].No != 1 || events[1].No != 2 {
			t.Fatalf("%+v", events)
		}
		if got := fmt.Sprint(events[1].Changes); got != "[{text 一 二}]" {
			t.Fatal(got)
		}
		must(t, db.Verify(d, ctx, dbtest.County))
		must(t, d.RawExec(ctx, "UPDATE t_journal SET reason = 'other' WHERE reason = 'because'"))
		if err := db.Verify(d, ctx, dbtest.County); err == nil {
			t.Fatal("a changed reason was not found")
		}
	})
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		boom := errors.New("boom")
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			must(t, tx.Insert(&probe{Text: "x"}))
			tx.Tally(kernel.Stamp{}, db.Standing, "probe.n", 1)
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		var n []int64
		must(t, d.RawScan(ctx, &n, "SELECT (SELECT count(*) FROM t_probe) + (SELECT count(*) FROM t_journal) + (SELECT count(*) FROM t_tally)"))
		if n[0] != 0 {
			t.Fatal(n)
		}
		if err := d.Write(ctx, "", func(*db.WriteTx) error { return nil }); err == nil {
			t.Fatal("an action without a name was taken")
		}
	})
}

func TestParallelWritersLoseNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		a := put(ctx, t, d, &probe{})
		var wg sync.WaitGroup
		const writers, rounds = 8, 10
		for range writers {
			wg.Go(func() {
				for range rounds {
					err := d.Write(ctx, "probe.count", func(tx *db.WriteTx) error {
						var p probe
						if err := tx.Lock(&p, a.ID); err != nil {
							return err
						}
						p.N++
						tx.Tally(p.Stamp, db.Standing, "probe.n", 1)
						return tx.Update(&p)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, dbtest.County))
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var p probe
			must(t, tx.Get(&p, a.ID))
			sums, err := tx.SumTally("probe.", db.Standing, db.Standing)
			if p.N != writers*rounds || p.Rev != writers*rounds+1 || err != nil || len(sums) != 1 || sums[0].N != p.N {
				t.Errorf("n %d rev %d sums %v %v", p.N, p.Rev, sums, err)
			}
			events, err := tx.Timeline("probe", a.ID)
			must(t, err)
			for i := 1; i < len(events); i++ {
				if events[i].Rev != events[i-1].Rev+1 || events[i].No <= events[i-1].No {
					t.Fatalf("numbers disagree with revisions at %d", i)
				}
			}
			return nil
		}))
	})
}

func TestClientKeySentTwiceAtOnceIsOneRecord(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		key := "k-1"
		ids := make([]kernel.ID, 8)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
					var p probe
					err := tx.One(&p, "SELECT p.* FROM {probe p} WHERE p.client_key = ?", key)
					if kernel.KindOf(err) == kernel.KindNotFound {
						p = probe{ClientKey: &key}
						err = tx.Insert(&p)
					}
					ids[i] = p.ID
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] || id == 0 {
				t.Fatal(ids)
			}
		}
	})
}

func TestScopeOfWrites(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, sys context.Context) {
		in := put(sys, t, d, &probe{Stamp: kernel.Stamp{TownshipID: 1, VillageID: 11, BodyID: 7}})
		out := put(sys, t, d, &probe{Stamp: kernel.Stamp{TownshipID: 1, VillageID: 12}})
		ctx := officer(kernel.Arm{Level: kernel.LevelVillage, PlaceID: 11, Above: kernel.Stamp{TownshipID: 1, VillageID: 11}})
		edit := func(ctx context.Context, id kernel.ID, f func(tx *db.WriteTx, p *probe) error) error {
			return d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
				var p probe
				if err := tx.Lock(&p, id); err != nil {
					return err
				}
				return f(tx, &p)
			})
		}
		update := func(tx *db.WriteTx, p *probe) error { p.Text = "new"; return tx.Update(p) }
		move := func(tx *db.WriteTx, p *probe) error { p.VillageID = 12; return tx.Update(p) }
		want := func(name string, err error, kind kernel.Kind) {
			t.Helper()
			if err == nil || kernel.KindOf(err) != kind {
				t.Errorf("%s: %v", name, err)
			}
		}
		must(t, edit(ctx, in.ID, update))
		want("update outside", edit(ctx, out.ID, update), kernel.KindNotFound)
		want("move outside", edit(ctx, in.ID, move), kernel.KindForbidden)
		want("insert outside", d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			return tx.Insert(&probe{Stamp: kernel.Stamp{TownshipID: 1, VillageID: 12}})
		}), kernel.KindForbidden)
		want("blind update outside", d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
			p := *out
			p.VillageID = 11
			return tx.Update(&p)
		}), kernel.KindNotFound)
		want("delete outside", d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error { return tx.Delete(out) }), kernel.KindNotFound)
		want("nobody", edit(t.Context(), in.ID, update), kernel.KindNotFound)
		body := officer(kernel.Arm{BodyID: 7})
		give := func(tx *db.WriteTx, p *probe) error { p.BodyID = 8; return tx.Update(p) }
		pass := func(tx *db.WriteTx, p *probe) error { p.BodyID = 8; return tx.Pass(p) }
		passAndMove := func(tx *db.WriteTx, p *probe) error { p.BodyID, p.VillageID = 8, 12; return tx.Pass(p) }
		want("give away by update", edit(body, in.ID, give), kernel.KindForbidden)
		want("pass and move", edit(body, in.ID, passAndMove), kernel.KindForbidden)
		must(t, edit(body, in.ID, pass))
		want("after passing", edit(body, in.ID, update), kernel.KindNotFound)
	})
}

func TestStatementsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			var out []probe
			for _, sql := range []string{"SELECT * FROM t_probe", "SELECT * FROM {probe}", "SELECT * FROM {nothing n}", "SELECT * FROM {journal j}", "SELECT * FROM {lease l}"} {
				if err := tx.Select(&out, sql); err == nil {
					t.Errorf("%s was taken", sql)
				}
			}
			return nil
		}))
		must(t, d.Write(ctx, "probe.local", func(tx *db.WriteTx) error {
			if n, err := tx.Exec("INSERT INTO {scratch} (k, n) VALUES (?, ?)", "a", 1); err != nil || n != 1 {
				t.Errorf("local insert: %d %v", n, err)
			}
			for _, sql := range []string{"UPDATE {probe} SET n = 1", "UPDATE t_probe SET n = 1", "DELETE FROM {journal}", "DELETE FROM {lease}"} {
				if _, err := tx.Exec(sql); err == nil {
					t.Errorf("%s was taken", sql)
				}
			}
			return nil
		}))
	})
}

func TestPagesAreCompleteAndWithoutRepeats(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, sys context.Context) {
		must(t, d.Write(sys, "probe.put", func(tx *db.WriteTx) error {
			var all []*probe
			for i := range 97 {
				s := kernel.Stamp{TownshipID: 1, VillageID: kernel.ID(11 + i%3)}
				if i%5 == 0 {
					s.BodyID = 7
				}
				all = append(all, &probe{N: int64(i % 10), Text: "x", Stamp: s})
			}
			return tx.InsertAll(all)
		}))
		ctx := officer(
			kernel.Arm{Level: kernel.LevelVillage, PlaceID: 11, Above: kernel.Stamp{TownshipID: 1, VillageID: 11}},
			kernel.Arm{Level: kernel.LevelVillage, PlaceID: 12, Above: kernel.Stamp{TownshipID: 1, VillageID: 12}},
			kernel.Arm{BodyID: 7})
		for _, dir := range []db.Direction{db.Asc, db.Desc} {
			seen := map[kernel.ID]bool{}
			var last *probe
			cursor := ""
			for {
				var page []probe
				must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) {
					page, cursor, err = db.PageOf(tx, db.List{
						SQL: "SELECT p.* FROM {probe p} WHERE p.text = ?", Args: []any{"x"},
						Order: []db.Key{{Col: "p.n", Dir: dir}, {Col: "p.id", Dir: dir}}, Page: kernel.Page{Limit: 7, Cursor: cursor},
					}, func(p *probe) []any { return []any{p.N, p.ID} })
					return err
				}))
				for i := range page {
					p := &page[i]
					if seen[p.ID] || last != nil && (p.N < last.N) != bool(dir) && p.N != last.N {
						t.Fatalf("out of order or twice: %v after %v", p, last)
					}
					seen[p.ID], last = true, p
				}
				if cursor == "" {
					break
				}
			}
			want := 0
			for i := range 97 {
				if i%3 != 2 || i%5 == 0 {
					want++
				}
			}
			if len(seen) != want {
				t.Fatalf("%d rows of %d", len(seen), want)
			}
		}
		err := d.Read(ctx, func(tx *db.ReadTx) error {
			_, _, err := db.PageOf(tx, db.List{SQL: "SELECT p.* FROM {probe p} WHERE p.n >= 0", Order: []db.Key{{Col: "p.id"}}, Page: kernel.Page{Cursor: "zzz"}},
				func(p *probe) []any { return []any{p.ID} })
			return err
		})
		if kernel.KindOf(err) != kernel.KindInvalid {
			t.Fatal(err)
		}
	})
}

func TestSearchIsScopedPrefix(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, sys context.Context) {
		a := kernel.Stamp{TownshipID: 1, VillageID: 11}
		b := kernel.Stamp{TownshipID: 1, VillageID: 12}
		must(t, d.Write(sys, "probe.index", func(tx *db.WriteTx) error {
			must(t, tx.Index("probe", 1, a, []string{"龙鼻村", "鼻村", "longbicun"}))
			must(t, tx.Index("probe", 2, b, []string{"龙王村", "longwangcun"}))
			return tx.Index("probe", 2, b, []string{"龙王庙村", "longwangmiaocun"})
		}))
		find := func(ctx context.Context, q string) string {
			var ids []kernel.ID
			must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) { ids, err = tx.Search("probe", q, 10); return err }))
			slices.Sort(ids)
			return fmt.Sprint(ids)
		}
		village := officer(kernel.Arm{Level: kernel.LevelVillage, PlaceID: 11})
		for _, c := range []struct{ got, want string }{
			{find(sys, "龙"), "[1 2]"},
			{find(sys, "鼻"), "[1]"},
			{find(sys, "longw"), "[2]"},
			{find(sys, "longwangc"), "[]"},
			{find(village, "龙"), "[1]"},
			{find(village, "longw"), "[]"},
		} {
			if c.got != c.want {
				t.Errorf("%s, want %s", c.got, c.want)
			}
		}
	})
}

func TestIDsRise(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		last := int64(0)
		for i := range 5000 {
			if i == 2500 {
				c.Add(-3600e9)
			}
			id := d.NextID()
			if id <= last || kernel.ID(id) > kernel.MaxID {
				t.Fatal(id, last)
			}
			last = id
		}
	})
}

func TestStaleSchemaIsRefused(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			o := dbtest.Fresh(t, e)
			d, err := db.Open(t.Context(), o)
			must(t, err)
			must(t, d.RawExec(t.Context(), "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)"))
			must(t, d.Close())
			_, err = db.Open(t.Context(), o)
			if kernel.KindOf(err) != kernel.KindUnavailable || !strings.Contains(err.Error(), "touyan migrate") {
				t.Fatal(err)
			}
		})
	}
}

func TestFolderBelongsToOneProcess(t *testing.T) {
	o := dbtest.Fresh(t, "sqlite")
	d, err := db.Open(t.Context(), o)
	must(t, err)
	defer func() { _ = d.Close() }()
	if _, err := db.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "folder_in_use") {
		t.Fatal(err)
	}
}
