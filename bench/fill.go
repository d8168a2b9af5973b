package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// fill brings the county to so many cases. A million through the doors would take an hour, so the rows are made inside the
// engine out of one that came through them: identical in form, spread over all micro-grids and a year, every fifth one open.
// Nothing of them stands in the journal or in the counters, so `touyan verify` does not hold for such data.
func fill(ctx context.Context, d *sql.DB, driver string, c *county, total int) error {
	var have int
	if err := d.QueryRowContext(ctx, "SELECT COUNT(*) FROM t_case").Scan(&have); err != nil {
		return err
	}
	tpl, err := readRows(ctx, d, "t_case", "ORDER BY id DESC LIMIT 1")
	if err != nil || len(tpl) != 1 {
		return fmt.Errorf("no case to fill after: %w", err)
	}
	if err := gridsTable(ctx, d, c); err != nil {
		return err
	}
	say("filling up to %d cases", total)
	start := time.Now()
	const step = 50_000
	for from := have; from < total; from += step {
		if _, err := d.ExecContext(ctx, fillText(tpl[0], c, from, min(step, total-from))); err != nil {
			return err
		}
	}
	if driver == "pgx" { // SQLite plans without statistics (db.Optimize)
		_, err = d.ExecContext(ctx, "ANALYZE")
	}
	say("filled in %s", time.Since(start).Round(time.Second))
	return err
}

// gridsTable numbers the micro-grids, for the statement that fills.
func gridsTable(ctx context.Context, d *sql.DB, c *county) error {
	if _, err := d.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS bench_grid (n BIGINT PRIMARY KEY, township BIGINT, village BIGINT, grp BIGINT, micro BIGINT)"); err != nil {
		return err
	}
	var rows []string
	for i, g := range c.grids {
		rows = append(rows, fmt.Sprintf("(%d, %d, %d, %d, %d)", i, g.Stamp.TownshipID, g.Stamp.VillageID, g.Stamp.GroupID, g.Stamp.MicroID))
	}
	_, err := d.ExecContext(ctx, "INSERT INTO bench_grid (n, township, village, grp, micro) VALUES "+strings.Join(rows, ", ")+" ON CONFLICT DO NOTHING")
	return err
}

// fillText inserts cases number from to from+n after the pattern; later numbers are newer. Their ids lie below all that the
// program makes.
func fillText(tpl record, c *county, from, n int) string {
	const year = 365 * 24 * 3600 * 1000
	set := map[string]any{
		"id": variable("1 + g.n"), "rev": 1,
		"no": variable("'F-' || g.n"), "follow_hash": variable("'f' || g.n"), "client_key": variable("NULL"),
		"at":          variable(fmt.Sprintf("%d + g.n * %d", time.Now().UnixMilli()-year, year/1_000_000)),
		"township_id": variable("v.township"), "village_id": variable("v.village"), "group_id": variable("v.grp"),
		"micro_id": variable("v.micro"), "place_id": variable("v.micro"),
		"open": variable("g.n % 5 = 0"),
	}
	return fmt.Sprintf("WITH RECURSIVE g (n) AS (SELECT CAST(%d AS BIGINT) UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d)"+
		" INSERT INTO t_case (%s) SELECT %s FROM g JOIN bench_grid v ON v.n = g.n %% %d",
		from, from+n, strings.Join(tpl.cols, ", "), literals(tpl.with(set)), len(c.grids))
}
