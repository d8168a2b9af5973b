package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/jobs"
)

// patience is how long a test waits for a job that must come; polls take a second or two.
const patience = 30 * time.Second

type order struct {
	Case kernel.ID `json:"case"`
	Text string    `json:"text"`
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lines is a log that a test reads.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewJSONHandler(l, nil)) }

func start(t *testing.T, s *jobs.Service) {
	t.Helper()
	must(t, s.Start(t.Context()))
	t.Cleanup(func() { stop(t, s) })
}

func stop(t *testing.T, s *jobs.Service) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	must(t, s.Stop(ctx))
}

func await[T any](t *testing.T, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		t.Fatal("no job came")
		panic("unreachable")
	}
}

func write(ctx context.Context, d *db.DB, fn func(*db.WriteTx) error) error {
	return d.Write(ctx, "probe.put", fn)
}

func TestEnqueuedJobRunsAndRolledBackOneDoesNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var log lines
		s := jobs.New(d, log.logger())
		type call struct {
			order
			actor kernel.Actor
		}
		calls := make(chan call, 10)
		jobs.Handle(s, "probe.send", func(ctx context.Context, o order) error {
			calls <- call{o, kernel.ActorOf(ctx)}
			return nil
		})
		must(t, jobs.Ready(t.Context(), d))
		boom := errors.New("boom")
		err := write(dbtest.System(t), d, func(tx *db.WriteTx) error {
			must(t, jobs.Enqueue(tx, "probe.send", order{1, "rolled back"}))
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		start(t, s)
		must(t, write(dbtest.System(t), d, func(tx *db.WriteTx) error {
			return jobs.Enqueue(tx, "probe.send", order{1<<53 - 1, "头雁 'x' ?"})
		}))
		got := await(t, calls)
		if got.order != (order{1<<53 - 1, "头雁 'x' ?"}) || got.actor.Kind != kernel.ActorSystem || got.actor.CountyID != dbtest.County {
			t.Fatalf("%+v", got)
		}
		stop(t, s)
		if len(calls) != 0 || log.String() != "" {
			t.Fatalf("%d more calls, log %q", len(calls), log.String())
		}
	})
}

func TestFailedJobIsRetriedAndPanicsAreCaught(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var log lines
		s := jobs.New(d, log.logger())
		var tries atomic.Int64
		done := make(chan int64, 1)
		jobs.Handle(s, "probe.fail", func(context.Context, order) error {
			switch n := tries.Add(1); n {
			case 1:
				panic("out of ink")
			default:
				done <- n
				return nil
			}
		})
		jobs.Handle(s, "probe.bad", func(context.Context, int) error { return nil })
		start(t, s)
		must(t, write(dbtest.System(t), d, func(tx *db.WriteTx) error {
			return errors.Join(jobs.Enqueue(tx, "probe.fail", order{}), jobs.Enqueue(tx, "probe.bad", "text"), jobs.Enqueue(tx, "probe.unknown", 1))
		}))
		if n := await(t, done); n != 2 {
			t.Fatal(n)
		}
		stop(t, s)
		text := log.String()
		if strings.Count(text, "out of ink") != 1 || strings.Count(text, `"kind":"probe.fail"`) != 1 || !strings.Contains(text, `"of":5`) {
			t.Fatal("a failure is logged once, with its kind and attempt: ", text)
		}
		if !strings.Contains(text, "arguments of probe.bad") || !strings.Contains(text, `nothing is entered for kind \"probe.unknown\"`) {
			t.Fatal(text)
		}
	})
}

// live opens a database with a running clock: the timetable needs one.
func live(t *testing.T, o db.Options) *db.DB {
	t.Helper()
	o.Now = time.Now
	d, err := db.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
	return d
}

func TestTimetableFiresAndARestartDoesNotRepeat(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := live(t, dbtest.Fresh(t, engine))
			ticks, days := make(chan kernel.Actor, 100), make(chan struct{}, 100)
			at := time.Now().Add(-6 * time.Hour).In(kernel.Zone) // this slot stays the latest one during the test
			begin := func() *jobs.Service {
				s := jobs.New(d, nil)
				s.Every("probe.tick", time.Second, func(ctx context.Context) error { ticks <- kernel.ActorOf(ctx); return nil })
				s.Daily("probe.day", at.Hour(), at.Minute(), func(context.Context) error { days <- struct{}{}; return nil })
				start(t, s)
				return s
			}
			s := begin()
			if a := await(t, ticks); a.CountyID != dbtest.County {
				t.Fatalf("%+v", a)
			}
			await(t, ticks)
			await(t, days)
			stop(t, s)
			s = begin()
			for len(ticks) > 0 {
				<-ticks
			}
			await(t, ticks)
			await(t, ticks)
			stop(t, s)
			if len(days) != 0 {
				t.Fatal("the day's job ran again after a restart")
			}
		})
	}
}

func TestTwoServersDoTheTimetableOnce(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		if engine != "postgres" {
			continue
		}
		o := dbtest.Fresh(t, engine)
		var ticks, days atomic.Int64
		at := time.Now().Add(-6 * time.Hour).In(kernel.Zone)
		var servers []*jobs.Service
		started := make(chan error, 2)
		for range 2 {
			d := live(t, o)
			s := jobs.New(d, nil)
			s.Daily("probe.day", at.Hour(), at.Minute(), func(context.Context) error { days.Add(1); return nil })
			s.Every("probe.tick", 2*time.Second, func(context.Context) error { ticks.Add(1); return nil })
			servers = append(servers, s)
			go func() { started <- s.Start(context.Background()) }() // both make River's tables at once
		}
		must(t, errors.Join(<-started, <-started))
		until(t, func() bool { return ticks.Load() >= 2 && days.Load() > 0 })
		stop(t, servers[0]) // whoever is left goes on
		seen := ticks.Load()
		until(t, func() bool { return ticks.Load() >= seen+2 })
		stop(t, servers[1])
		var rows, slots, dayRows int64
		must(t, dbtest.Raw(t, engine, o).QueryRow(`SELECT count(*) FILTER (WHERE args->>'name' = 'probe.tick' AND state = 'completed'),
			count(DISTINCT args->>'slot') FILTER (WHERE args->>'name' = 'probe.tick' AND state = 'completed'),
			count(*) FILTER (WHERE args->>'name' = 'probe.day') FROM river_job`).Scan(&rows, &slots, &dayRows))
		if rows != slots || ticks.Load() > rows || days.Load() != 1 || dayRows != 1 {
			t.Fatalf("%d ticks of %d jobs in %d slots; day ran %d times from %d jobs", ticks.Load(), rows, slots, days.Load(), dayRows)
		}
	}
}

func until(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited too long")
		}
	}
}

func TestStopLeavesNothingBehind(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := live(t, dbtest.Fresh(t, engine))
			before := goleak.IgnoreCurrent()
			s := jobs.New(d, nil)
			began, cancelled := make(chan struct{}), make(chan struct{})
			jobs.Handle(s, "probe.long", func(ctx context.Context, _ order) error {
				close(began)
				<-ctx.Done()
				close(cancelled)
				return ctx.Err()
			})
			ctx, cancel := context.WithCancel(t.Context())
			must(t, s.Start(ctx))
			cancel() // a signal: the workers go on
			must(t, write(dbtest.System(t), d, func(tx *db.WriteTx) error { return jobs.Enqueue(tx, "probe.long", order{}) }))
			await(t, began)
			brief, done := context.WithTimeout(context.Background(), 300*time.Millisecond)
			defer done()
			must(t, s.Stop(brief))
			await(t, cancelled)
			goleak.VerifyNone(t, before, goleak.IgnoreAnyFunction("database/sql.(*DB).connectionOpener"))
			must(t, s.Stop(t.Context())) // once more does nothing
		})
	}
}

func TestWrongKindsAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := jobs.New(d, nil)
		nothing := func(context.Context) error { return nil }
		s.Every("probe.tick", time.Millisecond, nothing)
		s.Daily("probe.day", 24, 0, nothing)
		s.Daily("probe.twice", 1, 0, nothing)
		s.Every("probe.twice", time.Hour, nothing)
		jobs.Handle(s, "Probe", func(context.Context, order) error { return nil })
		err := s.Start(t.Context())
		for _, want := range []string{"every 1ms", "at 24:00", `"probe.twice" is entered twice`, `"Probe" is not room.verb`} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("want %q in %v", want, err)
			}
		}
		if err := write(dbtest.System(t), d, func(tx *db.WriteTx) error { return jobs.Enqueue(tx, "x", 1) }); err == nil {
			t.Error("a kind that is not room.verb was enqueued")
		}
	})
}

func TestForeignRiverTablesAreRefused(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			d := live(t, o)
			must(t, jobs.Ready(t.Context(), d))
			must(t, jobs.Ready(t.Context(), d))
			raw := func(q string) {
				_, err := dbtest.Raw(t, engine, o).Exec(q)
				must(t, err)
			}
			raw("UPDATE river_migration SET version = 99 WHERE version = 6")
			refused(t, jobs.New(d, nil).Start(t.Context()), "schema_newer")
			raw("DELETE FROM river_migration WHERE version = 99")
			refused(t, jobs.New(d, nil).Start(t.Context()), "schema_stale")
		})
	}
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		t.Fatalf("want %s, got %v", code, err)
	}
}
