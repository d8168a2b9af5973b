package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"touyan/internal/app"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// deadlinePart measures what falls due in one minute among many pending deadlines, how long opening the data takes with those
// and without, and what routing and checking a case costs by itself.
func deadlinePart(ctx context.Context, s *settings, t *table) error {
	due, pending := 10_000, 1_000_000
	if s.quick {
		due, pending = 1_000, 100_000
	}
	return onEngines(ctx, s, "deadlines", func(e benchEngine) error {
		if err := fill(ctx, e.d, e.driver, e.c, due); err != nil {
			return err
		}
		var next int64
		if err := e.d.QueryRowContext(ctx, "SELECT max(next) FROM t_case_clock").Scan(&next); err != nil {
			return err
		}
		minute := time.UnixMilli(next).Add(time.Minute)
		if _, err := e.d.ExecContext(ctx, fmt.Sprintf("UPDATE t_case SET open = TRUE WHERE county_id = %d", e.c.id)); err != nil {
			return err
		}
		without, err := opening(ctx, e, minute, nil)
		if err != nil {
			return err
		}
		if err := clocks(ctx, e, next, pending); err != nil {
			return err
		}
		var fired, idle time.Duration
		var rungs int
		with, err := opening(ctx, e, minute, func(a *app.App) error {
			start := time.Now()
			if rungs, _, err = a.Casework.Fire(ctx, e.c.id); err != nil {
				return err
			}
			fired, start = time.Since(start), time.Now()
			_, _, err := a.Casework.Fire(ctx, e.c.id)
			idle = time.Since(start)
			return err
		})
		if err != nil {
			return err
		}
		if rungs < due {
			return fmt.Errorf("%d of %d deadlines fired", rungs, due)
		}
		t.add(row{
			work: fmt.Sprintf("%d of %d deadlines fired, %s", rungs, due+pending, e.name), ours: fired.Seconds(), unit: "s", aim: aim{atMost, 10},
			note: fmt.Sprintf("a look when nothing is due: %s", idle.Round(10*time.Microsecond)),
		})
		t.add(row{work: fmt.Sprintf("opening the data with %d pending deadlines, %s", pending, e.name), ours: with.Seconds(), raw: without.Seconds(), unit: "s", note: "raw: without them"})
		return checking(ctx, e, t)
	})
}

// opening opens the program over the data, at an instant, and tells how long that took.
func opening(ctx context.Context, e benchEngine, at time.Time, then func(*app.App) error) (time.Duration, error) {
	start := time.Now()
	a, err := app.Open(ctx, app.Config{Data: e.c.dir, DB: e.c.db}, app.Options{
		Log: slog.New(slog.DiscardHandler), Demo: true, Now: func() time.Time { return at },
	})
	if err != nil {
		return 0, err
	}
	took := time.Since(start)
	if then != nil {
		err = then(a)
	}
	return took, errors.Join(err, a.Close())
}

// clocks gives every case the deadline of the one that came through the doors, spread over a minute, and adds deadlines of next year.
func clocks(ctx context.Context, e benchEngine, next int64, pending int) error {
	const year = 365 * 24 * 3600 * 1000
	for _, text := range []string{
		fmt.Sprintf("DELETE FROM t_case_clock WHERE county_id = %d", e.c.id),
		fmt.Sprintf("INSERT INTO t_case_clock (county_id, id, visit, next, claim, watched) SELECT county_id, id, visit, %d + id %% 60000, 0, 0 FROM t_case WHERE county_id = %d", next, e.c.id),
		fmt.Sprintf("WITH RECURSIVE g (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d)"+
			" INSERT INTO t_case_clock (county_id, id, visit, next, claim, watched) SELECT %d, %d + n, 1, %d + n, 0, 0 FROM g", pending, e.c.id, int64(1)<<52, next+year),
	} {
		if _, err := e.d.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	// A county's deadlines come one by one, and PostgreSQL counts them meanwhile; these come all at once.
	if e.driver == "pgx" {
		_, err := e.d.ExecContext(ctx, "ANALYZE t_case_clock")
		return err
	}
	return nil
}

// checking measures what routing and checking a case takes within the program: reading its place, its type and fields, its
// first state and deadline, many in one transaction that is taken back.
func checking(ctx context.Context, e benchEngine, t *table) error {
	_, err := opening(ctx, e, time.Now(), func(a *app.App) error {
		ctx := kernel.WithActor(ctx, kernel.System(e.c.id))
		n := casework.NewCase{Text: "路灯坏了三天没人修", Topic: "road", PlaceID: e.c.micros[0].ID, Name: "张三", Contact: "13800001234"}
		const times = 2000
		start := time.Now()
		if err := a.Casework.Check(ctx, slices.Repeat([]casework.NewCase{n}, times)...); err != nil {
			return err
		}
		each := float64(time.Since(start)) / times / float64(time.Millisecond)
		t.add(row{work: "routing and checking a case, " + e.name, ours: each, unit: "ms", aim: aim{atMost, 0.2}})
		return nil
	})
	return err
}
