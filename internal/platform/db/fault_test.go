package db_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// onPostgres runs fn on a fresh PostgreSQL, where this run has one.
func onPostgres(t *testing.T, fn func(t *testing.T, d *db.DB, o db.Options)) {
	t.Helper()
	for _, engine := range dbtest.Engines() {
		if engine == "postgres" {
			t.Run(engine, func(t *testing.T) {
				o := dbtest.Fresh(t, engine)
				fn(t, openProbes(t, o), o)
			})
		}
	}
}

// openProbes opens a fresh database with the table of the tests.
func openProbes(t *testing.T, o db.Options) *db.DB {
	t.Helper()
	d := open(t, o)
	must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
	must(t, d.RawExec(t.Context(), probeDDL))
	return d
}

func open(t *testing.T, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func wantCode(t *testing.T, err error, codes ...string) {
	t.Helper()
	var ke *kernel.Error
	for _, code := range codes {
		if errors.As(err, &ke) && ke.Kind == kernel.KindUnavailable && ke.Code == code {
			return
		}
	}
	t.Errorf("want %v, got %v", codes, err)
}

// keyed saves a probe under a client key, once.
func keyed(ctx context.Context, d *db.DB, key string) error {
	return d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
		var p probe
		err := tx.One(&p, "SELECT p.* FROM {probe p} WHERE p.client_key = ?", key)
		if kernel.KindOf(err) == kernel.KindNotFound {
			tx.Tally(kernel.Stamp{}, db.Standing, "probe.n", 1)
			err = tx.Insert(&probe{ClientKey: &key})
		}
		return err
	})
}

func TestFullDiskIsSaidAndNothingHalfIsLeft(t *testing.T) {
	onPostgres(t, func(t *testing.T, d *db.DB, _ db.Options) {
		ctx := dbtest.System(t)
		must(t, d.RawExec(ctx, `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`))
		must(t, d.RawExec(ctx, "CREATE TRIGGER no_room BEFORE INSERT ON t_tally FOR EACH ROW EXECUTE FUNCTION no_room()"))
		wantCode(t, keyed(ctx, d, "a"), "disk_full")
		if n := count(t, d, "t_probe") + count(t, d, "t_journal"); n != 0 {
			t.Fatalf("%d rows of a write that failed", n)
		}
		must(t, d.RawExec(ctx, "DROP TRIGGER no_room ON t_tally"))
		must(t, keyed(ctx, d, "a"))
	})
}

func TestOverlookedErrorIsNotSaved(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			must(t, tx.Insert(&probe{Text: "before"}))
			_ = tx.RawExec("INSERT INTO nothing VALUES (1)")
			_ = tx.Insert(&probe{Text: "after"})
			return nil
		})
		if n := count(t, d, "t_probe"); err == nil && n != 2 || err != nil && n != 0 {
			t.Fatalf("%v, and %d rows", err, n)
		}
	})
}

func TestDatabaseGoesAwayAndComesBack(t *testing.T) {
	onPostgres(t, func(t *testing.T, direct *db.DB, o db.Options) {
		p, through := newProxy(t, o.URL)
		d := open(t, db.Options{Dir: t.TempDir(), URL: through})
		ctx := dbtest.System(t)
		var stop atomic.Bool
		var wg sync.WaitGroup
		var saved, refused [8]int
		for w := range saved {
			wg.Go(func() {
				for !stop.Load() {
					if err := keyed(ctx, d, fmt.Sprintf("%d-%d", w, saved[w])); err != nil {
						wantCode(t, err, "database_away", "outcome_unknown", "id_lease_lost")
						refused[w]++
						time.Sleep(5 * time.Millisecond)
						continue
					}
					saved[w]++
				}
			})
		}
		for i := range 6 {
			time.Sleep(100 * time.Millisecond)
			if i%2 == 0 {
				must(t, direct.RawExec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
			} else {
				p.cut(true)
				wantCode(t, d.Read(ctx, func(tx *db.ReadTx) error { return tx.Select(&[]probe{}, "SELECT p.* FROM {probe p}") }), "database_away")
				p.cut(false)
			}
		}
		time.Sleep(200 * time.Millisecond)
		stop.Store(true)
		wg.Wait()
		sum, no := 0, 0
		for w := range saved {
			sum, no = sum+saved[w], no+refused[w]
			must(t, keyed(ctx, d, fmt.Sprintf("%d-%d", w, saved[w]))) // it is back, and the last try is there once
		}
		sum += len(saved)
		fresh := open(t, db.Options{Dir: t.TempDir(), URL: o.URL}) // what was ended above were idle connections of direct too
		if n := count(t, fresh, "t_probe"); n != sum || no == 0 {
			t.Fatalf("%d rows of %d saved, %d refused", n, sum, no)
		}
		must(t, d.Sequence(ctx))
		must(t, db.Verify(fresh, ctx, dbtest.County))
		if count(t, fresh, "t_journal WHERE no > 0") != sum || count(t, fresh, fmt.Sprintf("t_tally WHERE n = %d", sum)) != 1 {
			t.Fatal("journal or counter differ from the records")
		}
	})
}

func TestLostAnswerToCommitIsNeverCalledSaved(t *testing.T) {
	onPostgres(t, func(t *testing.T, direct *db.DB, o db.Options) {
		p, through := newProxy(t, o.URL)
		d := open(t, db.Options{Dir: t.TempDir(), URL: through})
		ctx := dbtest.System(t)
		must(t, d.Sequence(ctx))
		hooks := 0
		p.setTrap()
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			key := "a"
			tx.After(func() { hooks++ })
			return tx.Insert(&probe{ClientKey: &key})
		})
		wantCode(t, err, "outcome_unknown")
		must(t, keyed(ctx, d, "a")) // sent again: the same record
		if n := count(t, direct, "t_probe"); n != 1 || hooks != 0 {
			t.Fatalf("%d rows, %d hooks", n, hooks)
		}
	})
}

func TestLostLeaseIsTakenAgain(t *testing.T) {
	onPostgres(t, func(t *testing.T, d *db.DB, o db.Options) {
		ctx := dbtest.System(t)
		var last kernel.ID
		next := func() {
			t.Helper()
			if p := put(ctx, t, d, &probe{}); p.ID <= last {
				t.Fatalf("id %d after %d", p.ID, last)
			} else {
				last = p.ID
			}
		}
		next()
		d.EndLease() // the database was away for longer than the lease
		next()
		for _, jump := range []time.Duration{time.Hour, -time.Hour, 0} {
			d.ShiftWallClock(jump)
			next()
		}
		for _, shift := range []string{"- 3600000", "+ 3600000"} { // the clock of the database jumps forward, back
			slot := d.Slot()
			must(t, d.RawExec(ctx, "UPDATE t_lease SET until = until "+shift+" WHERE until > 0"))
			other := open(t, db.Options{Dir: t.TempDir(), URL: o.URL})
			put(ctx, t, other, &probe{})
			d.EndLease()
			next()
			if shift == "- 3600000" && other.Slot() == d.Slot() {
				t.Fatalf("two servers draw ids in slot %d (it was %d)", d.Slot(), slot)
			}
		}
		must(t, d.RawExec(ctx, "UPDATE t_lease SET holder = 'another', until = 9000000000000"))
		d.EndLease()
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.Insert(&probe{}) })
		wantCode(t, err, "id_lease_lost")
		must(t, d.RawExec(ctx, "UPDATE t_lease SET until = 0 WHERE slot = 5"))
		next()
		if d.Slot() != 5 {
			t.Fatal(d.Slot())
		}
	})
}

func TestServerThatCrashedGetsItsSlotBack(t *testing.T) {
	onPostgres(t, func(t *testing.T, d *db.DB, o db.Options) {
		slot := d.Slot()
		second := open(t, o) // the same folder while it runs: another server
		if second.Slot() == slot {
			t.Fatal("two servers in one slot")
		}
		must(t, second.Close())
		var holder []string
		must(t, d.RawScan(t.Context(), &holder, fmt.Sprintf("SELECT holder FROM t_lease WHERE slot = %d", slot)))
		must(t, d.Close())
		p := dbtest.Raw(t, "postgres", o)
		_, err := p.Exec("UPDATE t_lease SET holder = $1, until = 9000000000000 WHERE slot = $2", holder[0], slot) // as after a crash
		must(t, err)
		_, err = p.Exec("UPDATE t_lease SET holder = 'another', until = 9000000000000 WHERE slot <> $1", slot)
		must(t, err)
		if again := open(t, o); again.Slot() != slot {
			t.Fatalf("slot %d became %d", slot, again.Slot())
		}
	})
}

func TestClockJumpsKeepIDsAndJournalInOrder(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		must(t, d.RawExec(t.Context(), probeDDL))
		ctx := dbtest.System(t)
		p := put(ctx, t, d, &probe{})
		last := p.ID
		for _, jump := range []time.Duration{time.Hour, time.Minute, -2 * time.Hour, time.Second, 2 * time.Hour} {
			c.Add(jump)
			must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
				must(t, tx.Lock(p, p.ID))
				p.N++
				fresh := &probe{}
				must(t, tx.Insert(fresh))
				if fresh.ID <= last {
					t.Errorf("after %v: id %d after %d", jump, fresh.ID, last)
				}
				last = fresh.ID
				return tx.Update(p)
			}))
		}
		must(t, d.Sequence(ctx))
		must(t, db.Verify(d, ctx, dbtest.County))
		must(t, d.Read(ctx, func(tx *db.ReadTx) error {
			events, err := tx.Timeline("probe", p.ID)
			for i, e := range events {
				if e.No != int64(i+1) || e.Rev != int64(i+1) {
					t.Errorf("number %d, revision %d at %d", e.No, e.Rev, i)
				}
			}
			if len(events) != 6 {
				t.Errorf("%d events", len(events))
			}
			return err
		}))
	})
}

func TestDatabaseThatDoesNotFlushIsWarnedOf(t *testing.T) {
	onPostgres(t, func(t *testing.T, d *db.DB, o db.Options) { // the throwaway cluster flushes nothing
		var log bytes.Buffer
		o.Dir, o.Log = t.TempDir(), slog.New(slog.NewTextHandler(&log, nil))
		must(t, open(t, o).Close())
		if !strings.Contains(log.String(), "fsync") {
			t.Fatal(log.String())
		}
	})
}
