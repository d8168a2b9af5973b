package main

import (
	"context"
	"fmt"
	"strings"
)

// fillVisits brings the county to so many visits, made inside the engine out of the newest that came through the doors: spread over
// all micro-grids and a year, each tenth rated within the campaign, and counted as the program counts them.
func (e benchEngine) fillVisits(ctx context.Context, total int, campaign string) error {
	var have int
	if err := e.d.QueryRowContext(ctx, "SELECT COUNT(*) FROM t_visit").Scan(&have); err != nil {
		return err
	}
	tpl, err := readRows(ctx, e.d, "t_visit", "ORDER BY id DESC LIMIT 1")
	if err != nil || len(tpl) != 1 {
		return fmt.Errorf("no visit to fill after: %w", err)
	}
	if err := gridsTable(ctx, e.d, e.c); err != nil {
		return err
	}
	say("filling up to %d visits", total)
	const step = 100_000
	for from := have; from < total; from += step {
		if _, err := e.d.ExecContext(ctx, e.visitText(tpl[0], from, min(step, total-from), campaign)); err != nil {
			return err
		}
	}
	return e.countVisits(ctx, campaign)
}

func (e benchEngine) visitText(tpl record, from, n int, campaign string) string {
	day := "'2026-' || SUBSTR(CAST(101 + g.n % 12 AS TEXT), 2) || '-' || SUBSTR(CAST(101 + g.n % 28 AS TEXT), 2)"
	set := map[string]any{
		"id": variable("1 + g.n"), "rev": 1, "client_key": variable("NULL"), "code_hash": variable("'f' || g.n"),
		"township_id": variable("v.township"), "village_id": variable("v.village"), "group_id": variable("v.grp"), "micro_id": variable("v.micro"), "place_id": variable("v.micro"),
		"day": variable(day), "campaign_id": variable(campaign), "rated": variable("CASE WHEN g.n % 10 = 0 THEN 'satisfied' ELSE '' END"),
	}
	for i, v := range tpl.vals { // no colon needs hiding here: this is not for pgbench
		if text, ok := v.(string); ok && set[tpl.cols[i]] == nil {
			set[tpl.cols[i]] = variable("'" + strings.ReplaceAll(text, "'", "''") + "'")
		}
	}
	return fmt.Sprintf("WITH RECURSIVE g (n) AS (SELECT CAST(%d AS BIGINT) UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d)"+
		" INSERT INTO t_visit (%s) SELECT %s FROM g JOIN bench_grid v ON v.n = g.n %% %d", from, from+n, strings.Join(tpl.cols, ", "), literals(tpl.with(set)), len(e.c.grids))
}

// countVisits enters the counters of the visits: by village, day and result, and by village and month what was said.
func (e benchEngine) countVisits(ctx context.Context, campaign string) error {
	for _, c := range []struct{ day, measure, where string }{
		{"x.day", "'visit.day.' || x.type || '.' || x.result", "TRUE"},
		{"SUBSTR(x.day, 1, 8) || '01'", "'visit.rated." + campaign + ".' || x.rated", "x.rated <> ''"},
	} {
		if _, err := e.d.ExecContext(ctx, "INSERT INTO t_tally (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id, micro_id, sealed, n)"+
			" SELECT x.county_id, x.village_id, 0, '', "+c.measure+", "+c.day+", x.township_id, x.village_id, 0, 0, FALSE, COUNT(*) FROM t_visit x WHERE "+c.where+
			" GROUP BY x.county_id, x.township_id, x.village_id, "+c.measure+", "+c.day+upsert); err != nil {
			return err
		}
	}
	if e.driver == "pgx" {
		_, err := e.d.ExecContext(ctx, "ANALYZE")
		return err
	}
	return nil
}
