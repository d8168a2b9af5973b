package db_test

import (
	"context"
	"encoding/json"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// act runs one Write and tells its entry and what it counted.
func act(ctx context.Context, t *testing.T, d *db.DB, of kernel.ID, fn func(tx *db.WriteTx)) (kernel.ID, []db.CountDelta) {
	t.Helper()
	var counts []db.CountDelta
	must(t, d.Write(ctx, "probe.act", func(tx *db.WriteTx) error { fn(tx); counts = tx.Counted(); return nil }))
	var rev []int64
	must(t, d.RawScan(ctx, &rev, "SELECT max(rev) FROM t_journal_line WHERE row_id = "+of.String()))
	var entry kernel.ID
	must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) { entry, err = tx.EntryOf("probe", of, rev[0]); return err }))
	return entry, counts
}

// standing is all rows and counters, as text.
func standing(ctx context.Context, t *testing.T, d *db.DB) string {
	t.Helper()
	var rows []struct {
		ID   int64
		Text string
		N    int64
	}
	must(t, d.RawScan(ctx, &rows, "SELECT id, text || township_id || hidden AS text, n FROM t_probe ORDER BY id"))
	var counts []struct {
		Measure string
		N       int64
	}
	must(t, d.RawScan(ctx, &counts, "SELECT measure, n FROM t_tally WHERE n <> 0 ORDER BY measure, id"))
	b, err := json.Marshal([]any{rows, counts})
	must(t, err)
	return string(b)
}

func takeBack(ctx context.Context, d *db.DB, entry kernel.ID, counts []db.CountDelta) error {
	return d.Write(ctx, "probe.take_back", func(tx *db.WriteTx) error {
		tx.Reason("wrong file")
		_, err := tx.TakeBack(entry, db.Undo{Counts: counts})
		return err
	})
}

func TestAnEntryIsTakenBackWhole(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		kept := put(ctx, t, d, &probe{Text: "留", N: 1, Hidden: "sealed", Stamp: kernel.Stamp{TownshipID: 3}})
		gone := put(ctx, t, d, &probe{Text: "删", Stamp: kernel.Stamp{TownshipID: 3}})
		before := standing(ctx, t, d)
		entry, counts := act(ctx, t, d, kept.ID, func(tx *db.WriteTx) {
			fresh := &probe{Text: "新", N: 2}
			must(t, tx.Insert(fresh))
			fresh.Text = "新新"
			must(t, tx.Update(fresh))
			must(t, tx.Index("probe", fresh.ID, fresh.Stamp, []string{"xin"}))
			p, g := &probe{}, &probe{}
			must(t, tx.Lock(p, kept.ID))
			p.Text, p.N, p.TownshipID = "改", 9, 4
			must(t, tx.Update(p))
			must(t, tx.Lock(g, gone.ID))
			must(t, tx.Delete(g))
			tx.Tally(kernel.Stamp{TownshipID: 3}, db.Standing, "probe.n", 2)
			tx.Tally(kernel.Stamp{TownshipID: 4, Topic: "water"}, "2026-11-16", "probe.n", -1)
		})
		if standing(ctx, t, d) == before {
			t.Fatal("nothing was changed")
		}
		must(t, takeBack(ctx, d, entry, counts))
		if after := standing(ctx, t, d); after != before {
			t.Fatalf("%s\n%s", before, after)
		}
		var search []int64
		must(t, d.RawScan(ctx, &search, "SELECT count(*) FROM t_search"))
		if search[0] != 0 {
			t.Error("search keys stayed")
		}
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, 141029))
		var events []db.Event
		must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) { events, err = tx.Timeline("probe", kept.ID); return err }))
		if last := events[len(events)-1]; last.Action != "probe.take_back" || last.Reason != "wrong file" || last.Rev != 3 {
			t.Errorf("%+v", last)
		}
		var p probe
		must(t, d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&p, kept.ID) }))
		if p.Rev != 3 || string(p.Hidden) != "sealed" {
			t.Errorf("%+v", p)
		}
		if err := takeBack(ctx, d, entry, counts); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("taken back twice: %v", err)
		}
	})
}

func TestWhatWasBuiltOnAnEntryKeepsIt(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		var made kernel.ID
		old := put(ctx, t, d, &probe{Text: "旧"})
		entry, _ := act(ctx, t, d, old.ID, func(tx *db.WriteTx) {
			p := &probe{Text: "新"}
			must(t, tx.Insert(p))
			made = p.ID
			must(t, tx.Insert(&probe{Text: "同时", Stamp: kernel.Stamp{VillageID: made}}))
			o := &probe{}
			must(t, tx.Lock(o, old.ID))
			o.N++
			must(t, tx.Update(o))
		})
		refused := func(code string, id kernel.ID) {
			t.Helper()
			var e *kernel.Error
			before := standing(ctx, t, d)
			if err := takeBack(ctx, d, entry, nil); kernel.KindOf(err) != kernel.KindConflict || !asError(err, &e) || e.Code != code || e.Args["id"] != id.String() || e.Args["by"] == "" || e.Args["table"] != "probe" {
				t.Errorf("%v %+v", err, e)
			}
			if standing(ctx, t, d) != before {
				t.Error("something was undone")
			}
		}
		built := put(ctx, t, d, &probe{Text: "建在上面", Stamp: kernel.Stamp{GroupID: made}})
		refused("built_upon", built.ID)
		must(t, d.Write(ctx, "probe.drop", func(tx *db.WriteTx) error {
			if err := tx.Lock(built, built.ID); err != nil {
				return err
			}
			return tx.Delete(built)
		}))
		must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
			p := &probe{}
			must(t, tx.Lock(p, old.ID))
			p.Text = "又改"
			return tx.Update(p)
		}))
		refused("changed_since", old.ID)
		if err := takeBack(officer(kernel.Arm{Level: kernel.LevelTownship, PlaceID: 8}), d, entry, nil); kernel.KindOf(err) != kernel.KindForbidden {
			t.Errorf("out of scope: %v", err)
		}
	})
}

// TestAnImportOfACountyIsTakenBackBySets: the work grows with the steps, not with the rows.
func TestAnImportOfACountyIsTakenBackBySets(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		const n = 3000
		old := make([]*probe, n)
		for i := range old {
			old[i] = &probe{Text: "旧", N: int64(i)}
		}
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.InsertAll(old) }))
		before := standing(ctx, t, d)
		entry, counts := act(ctx, t, d, old[0].ID, func(tx *db.WriteTx) {
			fresh := make([]*probe, n)
			for i := range fresh {
				fresh[i] = &probe{Text: "新", N: int64(i), Stamp: kernel.Stamp{TownshipID: 3}}
			}
			must(t, tx.InsertAll(fresh))
			for i, p := range old {
				p.Text, p.N = "改", int64(n-i)
				must(t, tx.Update(p))
			}
			for _, p := range old[:n/2] {
				must(t, tx.Delete(p))
			}
		})
		sent := d.Statements()
		must(t, takeBack(ctx, d, entry, counts))
		if got := sent.Load(); got > 150 {
			t.Errorf("%d statements for %d rows", got, 2*n+n/2)
		}
		if standing(ctx, t, d) != before {
			t.Error("not as before")
		}
		must(t, d.Sequence(ctx))
		if f := verify(t, d); len(f) > 0 {
			t.Errorf("%d findings, the first %+v", len(f), f[0])
		}
	})
}

// TestTwoRowsThatExchangedAKeyGoBack: no order of both at once would do.
func TestTwoRowsThatExchangedAKeyGoBack(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		one, two, free := "one", "two", "free"
		a, b := put(ctx, t, d, &probe{Text: "a", ClientKey: &one}), put(ctx, t, d, &probe{Text: "b", ClientKey: &two})
		entry, _ := act(ctx, t, d, a.ID, func(tx *db.WriteTx) {
			for _, step := range []struct {
				p   *probe
				key *string
			}{{a, &free}, {b, &one}, {a, &two}} {
				step.p.ClientKey = step.key
				must(t, tx.Update(step.p))
			}
		})
		must(t, takeBack(ctx, d, entry, nil))
		var keys []string
		must(t, d.RawScan(ctx, &keys, "SELECT client_key FROM t_probe ORDER BY text"))
		if len(keys) != 2 || keys[0] != one || keys[1] != two {
			t.Error(keys)
		}
	})
}

// TestWhatWasChangedSinceStaysAndIsNamed: of a merger, say, what can go back goes back.
func TestWhatWasChangedSinceStaysAndIsNamed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		a, b := put(ctx, t, d, &probe{Text: "a"}), put(ctx, t, d, &probe{Text: "b"})
		entry, _ := act(ctx, t, d, a.ID, func(tx *db.WriteTx) {
			a.Text, b.Text = "a!", "b!"
			must(t, tx.Update(a))
			must(t, tx.Update(b))
			must(t, tx.Insert(&probe{Text: "made"}))
		})
		must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error { b.N = 7; return tx.Update(b) }))
		var stayed []db.Referring
		must(t, d.Write(ctx, "probe.undo", func(tx *db.WriteTx) (err error) {
			stayed, err = tx.TakeBack(entry, db.Undo{Changes: true})
			return err
		}))
		var texts []string
		must(t, d.RawScan(ctx, &texts, "SELECT text FROM t_probe ORDER BY text"))
		if len(stayed) != 1 || stayed[0] != (db.Referring{Table: "probe", ID: b.ID}) || len(texts) != 3 || texts[0] != "a" || texts[1] != "b!" {
			t.Error(stayed, texts)
		}
	})
}

func asError(err error, to **kernel.Error) bool {
	e, ok := err.(*kernel.Error) //nolint:errorlint // the door gives it bare
	*to = e
	return ok
}
