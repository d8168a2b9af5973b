package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"touyan/internal/kernel"
)

// What the screens part looks at: so many open cases whatever the county has in all, so many screens and commits a second.
const (
	openCases   = 5000
	liveScreens = 500
	liveCommits = 100
	yearOfPages = "/api/indicators/%s?place=%d&period=month&level=3"
	recountWord = "recount"
)

// screenPart measures the command centre (its data, and how it grows; many screens that follow commits), an indicator for all villages
// over twelve months, the nightly comparison of counters with five million records, and papers.
func screenPart(ctx context.Context, s *settings, t *table) error {
	sizes, items := []int{100_000, 1_000_000}, 200_000
	if s.quick {
		sizes, items = []int{30_000, 100_000}, 20_000
	}
	return onEngines(ctx, s, "screens", func(e benchEngine) error {
		if err := e.settled(ctx, s, 5000); err != nil {
			return err
		}
		if err := oneVisit(ctx, s, e); err != nil {
			return err
		}
		if err := e.items(ctx, t, items); err != nil {
			return err
		}
		before := 0.0
		for _, n := range sizes {
			if err := e.fillScreens(ctx, n); err != nil {
				return err
			}
			took, err := e.screen(ctx, s, t, n)
			if err != nil {
				return err
			}
			if before > 0 {
				t.add(row{work: fmt.Sprintf("growth of that time from %d cases", sizes[0]), ours: took / before, unit: "times", aim: aim{atMost, 1.3}})
			}
			before = took
		}
		for _, do := range []func() error{
			func() error { return e.indicators(ctx, s, t) },
			func() error { return e.papers(ctx, s, t) },
			func() error { return e.live(ctx, s, t) },
			func() error { return e.recount(ctx, t, 5*sizes[1]) },
		} {
			if err := do(); err != nil {
				return err
			}
		}
		return nil
	})
}

// oneVisit enters a visit through the door, after which the others are made.
func oneVisit(ctx context.Context, s *settings, e benchEngine) error {
	v, err := startServer(ctx, s, e.c, "one-visit-"+e.driver)
	if err != nil {
		return err
	}
	k, err := dial(ctx, v.addr, e.c.clerks[0])
	if err != nil {
		return errors.Join(err, v.stop())
	}
	return errors.Join(k.post("/api/visits", e.c.visit(0, "first")), k.Close(), v.stop())
}

// fillScreens brings the county to so many cases, of which some thousand are open, and five times as many visits, all counted.
func (e benchEngine) fillScreens(ctx context.Context, cases int) error {
	if err := fill(ctx, e.d, e.driver, e.c, cases); err != nil {
		return err
	}
	answers, err := e.answers(ctx)
	if err != nil {
		return err
	}
	for _, sql := range []string{
		fmt.Sprintf("UPDATE t_case SET open = FALSE WHERE county_id = %d AND open AND id <= (SELECT MAX(id) FROM t_case WHERE id < 100000000) - %d", e.c.id, 5*openCases),
		fmt.Sprintf("DELETE FROM t_tally WHERE county_id = %d AND (measure = 'case.open' OR measure LIKE 'visit.%%')", e.c.id),
		fmt.Sprintf("INSERT INTO t_tally (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id, micro_id, sealed, n) SELECT x.county_id, x.micro_id, 0, '', 'case.open', '',"+
			" x.township_id, x.village_id, x.group_id, x.micro_id, FALSE, COUNT(*) FROM t_case x WHERE x.county_id = %d AND x.open GROUP BY x.county_id, x.micro_id, x.township_id, x.village_id, x.group_id", e.c.id),
	} {
		if _, err := e.d.ExecContext(ctx, sql); err != nil {
			return err
		}
	}
	if err := e.fillVisits(ctx, 5*cases, "0"); err != nil {
		return err
	}
	// These visits belong to no campaign: what was said of them is counted by their type.
	if _, err := e.d.ExecContext(ctx, fmt.Sprintf("UPDATE t_tally SET measure = 'visit.rated.%s.satisfied' WHERE county_id = %d AND measure = 'visit.rated.0.satisfied'", visitType, e.c.id)); err != nil {
		return err
	}
	for _, measure := range answers {
		if _, err := e.d.ExecContext(ctx, fmt.Sprintf("INSERT INTO t_tally (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id, micro_id, sealed, n) SELECT x.county_id, x.village_id, 0, '', '%s',"+
			" SUBSTR(x.day, 1, 8) || '01', x.township_id, x.village_id, 0, 0, FALSE, COUNT(*) FROM t_visit x WHERE x.county_id = %d GROUP BY x.county_id, x.township_id, x.village_id, SUBSTR(x.day, 1, 8) || '01'", measure, e.c.id)); err != nil {
			return err
		}
	}
	return nil
}

// answers are the counters of what the first visit answered: all others are made after it.
func (e benchEngine) answers(ctx context.Context) ([]string, error) {
	rows, err := e.d.QueryContext(ctx, fmt.Sprintf("SELECT DISTINCT measure FROM t_tally WHERE county_id = %d AND measure LIKE 'visit.answer.%%'", e.c.id))
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		var m string
		if err := rows.Scan(&m); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, m)
	}
	return out, errors.Join(rows.Err(), rows.Close())
}

// screen reads the data of the county's screen again and again.
func (e benchEngine) screen(ctx context.Context, s *settings, t *table, n int) (float64, error) {
	m, err := e.reading(ctx, s, fmt.Sprintf("screen-%s-%d", e.driver, n), fmt.Sprintf("/api/overview?place=%d", e.c.id))
	if err != nil {
		return 0, err
	}
	t.add(row{
		work: fmt.Sprintf("the county's screen, %s, %d cases (%d open), %d visits, items of lists by light", e.name, n, openCases, 5*n), ours: m.median(), unit: "ms", aim: aim{atMost, 100},
		note: fmt.Sprintf("99 %% below %.2f ms; %s", milliseconds(m.times, 99), m.cost()),
	})
	return m.median(), nil
}

// reading reads a page by the officer who sees the whole county.
func (e benchEngine) reading(ctx context.Context, s *settings, name, path string) (measured, error) {
	v, err := startServer(ctx, s, e.c, name)
	if err != nil {
		return measured{}, err
	}
	k, err := dial(ctx, v.addr, e.c.centre)
	if err != nil {
		return measured{}, errors.Join(err, v.stop())
	}
	m, err := drive(ctx, v, []*conn{k}, s.duration/2, get(k, path))
	return m, errors.Join(err, k.Close(), v.stop())
}

// indicators reads figures of days, and a standing one, for all villages over twelve months.
func (e benchEngine) indicators(ctx context.Context, s *settings, t *table) error {
	for _, id := range []string{"visit_met", "visit_satisfied", "case_left", "visit_coverage", "duty_red"} {
		m, err := e.reading(ctx, s, "indicator-"+e.driver+"-"+id, fmt.Sprintf(yearOfPages, id, e.c.id))
		if err != nil {
			return err
		}
		t.add(row{
			work: fmt.Sprintf("indicator %s of %d villages over 12 months, %s", id, len(e.c.villages), e.name), ours: m.median(), unit: "ms", aim: aim{atMost, 50},
			note: fmt.Sprintf("99 %% below %.2f ms; %s", milliseconds(m.times, 99), m.cost()),
		})
	}
	return nil
}

// papers writes a monthly paper, and one for each village of the county.
func (e benchEngine) papers(ctx context.Context, s *settings, t *table) error {
	v, err := startServer(ctx, s, e.c, "papers-"+e.driver)
	if err != nil {
		return err
	}
	k, err := dial(ctx, v.addr, e.c.centre)
	if err != nil {
		return errors.Join(err, v.stop())
	}
	kind, err := paperOfCounty(k)
	if err == nil && kind != "" {
		start := time.Now()
		var made struct{}
		if err = k.answer(http.MethodPost, "/api/bulletins", fmt.Sprintf(`{"kind":%q,"place_id":"%d","day":%q}`, kind, e.c.id, kernel.DayOf(time.Now())), &made); err == nil {
			t.add(row{work: fmt.Sprintf("a paper of the county (%s) written, %s", kind, e.name), ours: time.Since(start).Seconds(), unit: "s", aim: aim{atMost, 1}})
		}
	}
	if err == nil {
		err = e.sheetsOfVillages(ctx, k, t)
	}
	return errors.Join(err, k.Close(), v.stop())
}

// answer reads JSON.
func (c *conn) answer(method, path, body string, into any) error {
	if err := c.send([]byte(c.header(method, path) + fmt.Sprintf("Content-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(body)) + body)); err != nil {
		return err
	}
	resp, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s %s", path, resp.Status, text)
	}
	return json.Unmarshal(text, into)
}

func paperOfCounty(k *conn) (string, error) {
	var kinds struct {
		Items []struct {
			ID    string `json:"id"`
			Level int    `json:"level"`
		} `json:"items"`
	}
	err := k.answer(http.MethodGet, "/api/bulletins/kinds", "", &kinds)
	for _, x := range kinds.Items {
		if x.Level == 1 {
			return x.ID, err
		}
	}
	return "", err
}

// sheetsOfVillages writes the monthly sheet of every village; the aim is 413 of them in 20 s.
func (e benchEngine) sheetsOfVillages(ctx context.Context, k *conn, t *table) error {
	var run struct {
		ID    string `json:"id"`
		Total int    `json:"total"`
	}
	start := time.Now()
	if err := k.answer(http.MethodPost, "/api/bulletin-runs", fmt.Sprintf(`{"kind":"village_monthly","place_id":"%d","day":%q}`, e.c.id, kernel.DayOf(time.Now())), &run); err != nil {
		return err
	}
	for ctx.Err() == nil {
		var all struct {
			Items []struct {
				ID    string `json:"id"`
				State string `json:"state"`
				Done  int    `json:"done"`
			} `json:"items"`
		}
		if err := k.answer(http.MethodGet, "/api/bulletin-runs", "", &all); err != nil {
			return err
		}
		for _, r := range all.Items {
			if r.ID == run.ID && r.State != "running" {
				took := time.Since(start).Seconds()
				t.add(row{
					work: fmt.Sprintf("sheets of %d villages written, %s, for 413 at that pace", r.Done, e.name), ours: took * 413 / float64(max(1, r.Done)), unit: "s", aim: aim{atMost, 20},
					note: fmt.Sprintf("%.1f s for all of them", took),
				})
				return nil
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return ctx.Err()
}
