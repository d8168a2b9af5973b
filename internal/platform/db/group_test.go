package db_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func sqliteDB(t *testing.T) (*db.DB, context.Context) {
	t.Helper()
	d := dbtest.Open(t, "sqlite", dbtest.NewClock())
	must(t, d.RawExec(t.Context(), probeDDL))
	return d, dbtest.System(t)
}

// inOneGroup runs all writes in one group, in their order.
func inOneGroup(ctx context.Context, t *testing.T, d *db.DB, writes ...func()) {
	t.Helper()
	hold, held := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := d.Write(ctx, "probe.hold", func(*db.WriteTx) error { once.Do(func() { close(held) }); <-hold; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	for i, w := range writes {
		wg.Go(w)
		for d.Waiting() < i+1 {
			runtime.Gosched()
		}
	}
	close(hold)
	wg.Wait()
}

func count(t *testing.T, d *db.DB, what string) int {
	t.Helper()
	var n []int
	must(t, d.RawScan(t.Context(), &n, "SELECT count(*) FROM "+what))
	return n[0]
}

func TestGroupKeepsExactlyWhatItAnswersAsSaved(t *testing.T) {
	d, ctx := sqliteDB(t)
	insert := func(text string) func(*db.WriteTx) error {
		return func(tx *db.WriteTx) error {
			tx.Tally(kernel.Stamp{}, db.Standing, "probe.n", 1)
			return tx.Insert(&probe{Text: text})
		}
	}
	var mu sync.Mutex
	answers := map[string]error{}
	var after []string
	write := func(name string, ctx context.Context, fn func(*db.WriteTx) error) func() {
		return func() {
			defer func() {
				if p := recover(); p != nil {
					mu.Lock()
					defer mu.Unlock()
					answers[name] = fmt.Errorf("panic: %v", p)
				}
			}()
			err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
				tx.After(func() {
					mu.Lock()
					defer mu.Unlock()
					after = append(after, name)
				})
				return fn(tx)
			})
			mu.Lock()
			defer mu.Unlock()
			answers[name] = err
		}
	}
	gone, leave := context.WithCancel(ctx)
	raced := 0
	inOneGroup(ctx, t, d,
		write("first", ctx, insert("first")),
		write("error", ctx, func(tx *db.WriteTx) error { return errors.Join(insert("error")(tx), errors.New("boom")) }),
		write("left", gone, func(tx *db.WriteTx) error { leave(); return insert("left")(tx) }),
		write("panic", ctx, func(tx *db.WriteTx) error { must(t, insert("panic")(tx)); panic("boom") }),
		func() { // as t.FailNow does
			_ = d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { must(t, insert("exit")(tx)); runtime.Goexit(); return nil })
		},
		write("statement", ctx, func(tx *db.WriteTx) error {
			must(t, insert("statement")(tx))
			return tx.RawExec("INSERT INTO nothing VALUES (1)")
		}),
		write("raced", ctx, func(tx *db.WriteTx) error {
			if raced++; raced == 1 {
				must(t, insert("raced")(tx))
				p := &probe{Text: "raced"}
				must(t, tx.Insert(p))
				p.Rev = 7 // somebody else's
				return tx.Update(p)
			}
			return insert("raced")(tx)
		}),
		write("forbidden", officer(kernel.Arm{Level: kernel.LevelVillage, PlaceID: 11, Above: kernel.Stamp{TownshipID: 1, VillageID: 11}}), insert("forbidden")),
		write("last", ctx, insert("last")),
	)
	for _, name := range []string{"first", "left", "raced", "last"} {
		if answers[name] != nil || count(t, d, "t_probe WHERE text = '"+name+"'") != 1 {
			t.Errorf("%s: %v, %d rows", name, answers[name], count(t, d, "t_probe WHERE text = '"+name+"'"))
		}
	}
	for _, name := range []string{"error", "panic", "statement", "forbidden"} {
		if answers[name] == nil {
			t.Errorf("%s was called saved", name)
		}
	}
	if n := count(t, d, "t_probe"); n != 4 || len(after) != 4 || raced != 2 {
		t.Errorf("%d rows, after: %v, raced %d", n, after, raced)
	}
	if n := count(t, d, "t_journal"); n != 4 || count(t, d, "t_tally WHERE n = 4") != 1 {
		t.Errorf("%d entries, or the tally differs", n)
	}
	must(t, db.Verify(d, ctx, dbtest.County)) // no leaf of a write that was rolled back
}

func TestGroupThatTheEngineRolledBackRunsAgainOneByOne(t *testing.T) {
	for name, spoil := range map[string]func(d *db.DB, tx *db.WriteTx) error{
		"disk full": func(_ *db.DB, tx *db.WriteTx) error {
			return tx.Insert(&probe{Text: strings.Repeat("满", 1<<20)})
		},
		"disk full, overlooked": func(_ *db.DB, tx *db.WriteTx) error {
			_ = tx.Insert(&probe{Text: strings.Repeat("满", 1<<20)})
			_ = tx.Insert(&probe{Text: "alone"}) // would be saved by itself: the transaction is gone
			return nil
		},
		"commit fails": func(_ *db.DB, tx *db.WriteTx) error {
			return errors.Join(tx.RawExec("PRAGMA defer_foreign_keys = ON"),
				tx.RawExec(`INSERT INTO t_journal_line SELECT 1, 1, 1, 1, 'x', 1, 1, 'insert', '', '', '', '', 0, 0, 0, 0, 0, '', FALSE`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, ctx := sqliteDB(t)
			var pages []int
			must(t, d.RawScan(ctx, &pages, "PRAGMA page_count"))
			must(t, d.RawExec(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages[0]+100)))
			put := func(text string) func() {
				return func() {
					if err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.Insert(&probe{Text: text}) }); err != nil {
						t.Errorf("%s: %v", text, err)
					}
				}
			}
			inOneGroup(ctx, t, d, put("a"), put("b"), func() {
				err := d.Write(ctx, "probe.spoil", func(tx *db.WriteTx) error { return spoil(d, tx) })
				var ke *kernel.Error
				if err == nil || strings.HasPrefix(name, "disk full") && (!errors.As(err, &ke) || ke.Code != "disk_full") {
					t.Errorf("the write that spoiled the group was answered with %v", err)
				}
			}, put("c"))
			if n := count(t, d, "t_probe WHERE text IN ('a', 'b', 'c')"); n != 3 || count(t, d, "t_probe") != 3 {
				t.Errorf("%d rows of the neighbours, %d in all", n, count(t, d, "t_probe"))
			}
			must(t, db.Verify(d, ctx, dbtest.County))
			must(t, d.RawExec(ctx, "PRAGMA max_page_count = 1000000")) // room again
			put("d")()
			must(t, db.Verify(d, ctx, dbtest.County))
		})
	}
}

func TestSlowActionHoldsNobodysAnswer(t *testing.T) {
	d, ctx := sqliteDB(t)
	must(t, d.Write(ctx, "probe.slow", func(*db.WriteTx) error { time.Sleep(120 * time.Millisecond); return nil }))
	answered := make(chan struct{})
	inOneGroup(ctx, t, d,
		func() { put(ctx, t, d, &probe{Text: "quick"}); close(answered) },
		func() {
			must(t, d.Write(ctx, "probe.slow", func(*db.WriteTx) error {
				select {
				case <-answered:
				case <-time.After(20 * time.Second):
					t.Error("the quick write waits for the slow one")
				}
				return nil
			}))
		})
}
