package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"time"

	"touyan/internal/app"
	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// One of so many items of lists is open.
const itemsPerOpen = 10

// The other sides of items: a process of its own, for the door to the data belongs to one.
const (
	itemWord = "item"
	turnWord = "turn"
)

// items brings the county to so many items of lists, a tenth of them open, due over a hundred days around today, and lets their lights
// be counted: for the first time, and on a morning on which none turns.
func (e benchEngine) items(ctx context.Context, t *table, total int) error {
	if _, err := e.other(ctx, itemWord); err != nil {
		return err
	}
	if err := e.fillItems(ctx, total); err != nil {
		return err
	}
	out, err := e.other(ctx, turnWord)
	if err != nil {
		return err
	}
	var first, again float64
	var turned int
	if _, err := fmt.Sscan(out, &first, &turned, &again); err != nil {
		return err
	}
	t.add(row{work: fmt.Sprintf("lights of %d open items of %d counted for the first time, %s", turned, total, e.name), ours: first, unit: "s", aim: aim{atMost, 60}})
	t.add(row{work: "a morning on which none of them turns", ours: again, unit: "s", aim: aim{atMost, 2}})
	return nil
}

// other runs another side of this program on the county and gives what it prints.
func (e benchEngine) other(ctx context.Context, word string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, self, word, e.c.dir, e.c.db)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	return string(out), err
}

// fillItems makes the rows inside the engine out of the one that came through the door, spread over all villages, and counts how many
// are open.
func (e benchEngine) fillItems(ctx context.Context, total int) error {
	tpl, err := readRows(ctx, e.d, "t_duty_item", "ORDER BY id DESC LIMIT 1")
	if err != nil || len(tpl) != 1 {
		return fmt.Errorf("no item to fill after: %w", err)
	}
	if err := errors.Join(gridsTable(ctx, e.d, e.c), e.daysTable(ctx)); err != nil {
		return err
	}
	say("filling up to %d items of lists", total)
	const step = 50_000
	for from := 0; from < total; from += step {
		if _, err := e.d.ExecContext(ctx, e.itemText(tpl[0], from, min(step, total-from))); err != nil {
			return err
		}
	}
	for _, sql := range []string{
		fmt.Sprintf("DELETE FROM t_tally WHERE county_id = %d AND measure = 'duty.open'", e.c.id),
		fmt.Sprintf("INSERT INTO t_tally (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id, micro_id, sealed, n) SELECT x.county_id, x.village_id, 0, '', 'duty.open', '',"+
			" x.township_id, x.village_id, 0, 0, FALSE, COUNT(*) FROM t_duty_item x WHERE x.county_id = %d AND x.open GROUP BY x.county_id, x.township_id, x.village_id", e.c.id),
	} {
		if _, err := e.d.ExecContext(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// daysTable holds the days on which items are due, with those on which they began.
func (e benchEngine) daysTable(ctx context.Context) error {
	if _, err := e.d.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS bench_day (n BIGINT PRIMARY KEY, due TEXT, since TEXT)"); err != nil {
		return err
	}
	var rows []string
	today := kernel.DayOf(time.Now())
	for i := range 100 {
		rows = append(rows, fmt.Sprintf("(%d, '%s', '%s')", i, today.Add(i-15), today.Add(i-60)))
	}
	_, err := e.d.ExecContext(ctx, "INSERT INTO bench_day (n, due, since) VALUES "+strings.Join(rows, ", ")+" ON CONFLICT DO NOTHING")
	return err
}

func (e benchEngine) itemText(tpl record, from, n int) string {
	set := map[string]any{
		"id": variable("1 + g.n"), "rev": 1, "client_key": variable("NULL"), "list_id": 0, "path": variable("''"), "body_id": 0, "body_name": variable("''"),
		"township_id": variable("v.township"), "village_id": variable("v.village"), "group_id": 0, "micro_id": 0, "place_id": variable("v.village"),
		"due_day": variable("d.due"), "from_day": variable("d.since"), "progress": variable("g.n * 7 % 1000"),
		"open":     variable(fmt.Sprintf("g.n %% %d = 0", itemsPerOpen)),
		"state":    variable(fmt.Sprintf("CASE WHEN g.n %% %d = 0 THEN 'doing' ELSE 'closed' END", itemsPerOpen)),
		"done_day": variable(fmt.Sprintf("CASE WHEN g.n %% %d = 0 THEN '' ELSE d.due END", itemsPerOpen)),
	}
	for i, v := range tpl.vals {
		if text, ok := v.(string); ok && set[tpl.cols[i]] == nil {
			set[tpl.cols[i]] = variable("'" + strings.ReplaceAll(text, "'", "''") + "'")
		}
	}
	return fmt.Sprintf("WITH RECURSIVE g (n) AS (SELECT CAST(%d AS BIGINT) UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d)"+
		" INSERT INTO t_duty_item (%s) SELECT %s FROM g JOIN bench_grid v ON v.n = g.n %% %d JOIN bench_day d ON d.n = g.n / %d %% 100",
		from, from+n, strings.Join(tpl.cols, ", "), literals(tpl.with(set)), len(e.c.grids), itemsPerOpen)
}

// onCounty opens the county of a folder and does something with it as the program itself.
func onCounty(ctx context.Context, args []string, do func(context.Context, *app.App) error) error {
	if len(args) != 2 {
		return errors.New("folder and database")
	}
	a, err := app.Open(ctx, app.Config{Data: args[0], DB: args[1]}, app.Options{Log: slog.New(slog.DiscardHandler), Demo: true})
	if err != nil {
		return err
	}
	counties, err := a.DB.Counties(ctx)
	if err == nil && len(counties) == 0 {
		err = errors.New("no county")
	}
	if err == nil {
		err = do(kernel.WithActor(ctx, kernel.System(counties[0].ID)), a)
	}
	return errors.Join(err, a.Close())
}

// oneItem enters an item of a list through the door, after which the others are made.
func oneItem(ctx context.Context, args []string) error {
	return onCounty(ctx, args, func(ctx context.Context, a *app.App) error {
		today, county := kernel.DayOf(time.Now()), kernel.ActorOf(ctx).CountyID
		l, err := a.Duty.MakeList(ctx, duty.NewList{Type: "task", Title: "任务清单", PlaceID: county, To: today.Add(300)})
		if err != nil {
			return err
		}
		var units []kernel.ID
		if err := a.DB.Read(ctx, func(tx *db.ReadTx) error { return tx.Select(&units, "SELECT b.id FROM {body b} ORDER BY b.id LIMIT 1") }); err != nil {
			return err
		}
		n := duty.NewItem{ListID: l.ID, Title: "入冬前修好机耕路", Due: today.Add(30)}
		if len(units) > 0 {
			n.BodyID = units[0]
		}
		_, err = a.Duty.Add(ctx, n)
		return err
	})
}

// turnLights prints how long it takes until all lights are counted, how many turned, and how long it takes when none does.
func turnLights(ctx context.Context, args []string) error {
	return onCounty(ctx, args, func(ctx context.Context, a *app.App) error {
		start := time.Now()
		turned, err := a.Duty.Turn(ctx)
		if err != nil {
			return err
		}
		first := time.Since(start)
		start = time.Now()
		if _, err := a.Duty.Turn(ctx); err != nil {
			return err
		}
		fmt.Println(first.Seconds(), turned, time.Since(start).Seconds())
		return nil
	})
}
