package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/domain/rulebook"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// visitType and visitFields are the kind of visit that is measured: a form of so many fields beside the words of the visitor.
const (
	visitType   = "bench_visit"
	visitFields = 15
)

// visitPart measures visits: how many a second are accepted, how long a campaign over all households takes to make, and how
// the page of its coverage grows with the visits.
func visitPart(ctx context.Context, s *settings, t *table) error {
	houses, sizes := 100_000, []int{1_000_000, 5_000_000}
	if s.quick {
		houses, sizes = 5_000, []int{20_000, 100_000}
	}
	return onEngines(ctx, s, "visits", func(e benchEngine) error {
		if err := e.settled(ctx, s, houses); err != nil {
			return err
		}
		for _, step := range []func() error{
			func() error { return visitsAccepted(ctx, s, t, e) },
			func() error { return campaignMade(ctx, s, t, e, houses, sizes) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// settled gives the county the form that is measured, officers and households.
func (e benchEngine) settled(ctx context.Context, s *settings, houses int) error {
	if err := visitCounty(ctx, e); err != nil {
		return err
	}
	file := filepath.Join(s.dir, "homes-"+e.driver+".xlsx")
	if err := writeHouseholds(file, e.c.fieldOrder(), houses); err != nil {
		return err
	}
	args := []string{"import", householdsKey, file, "--data", e.c.dir}
	if e.c.db != "" {
		args = append(args, "--db", e.c.db)
	}
	if _, err := command(ctx, s, args...); err != nil {
		return err
	}
	return e.homes(ctx)
}

// fieldOrder are the micro-grids that visits go to, then all others.
func (c *county) fieldOrder() []place.Place {
	out := slices.Clone(c.micros)
	for _, g := range c.grids {
		if !slices.ContainsFunc(c.micros, func(m place.Place) bool { return m.ID == g.ID }) {
			out = append(out, g)
		}
	}
	return out
}

// visitCounty gives the county the form that is measured, and an officer in each micro-grid.
func visitCounty(ctx context.Context, e benchEngine) error {
	folder, err := pack.Embedded(packs.FS, "xiangning")
	if err != nil {
		return err
	}
	folder.Files["bench.yaml"] = visitRules()
	// A version holds from the next day on, so it is entered yesterday.
	a, err := app.Open(ctx, app.Config{Data: e.c.dir, DB: e.c.db}, app.Options{
		Log: slog.New(slog.DiscardHandler), Demo: true, Now: func() time.Time { return time.Now().Add(-24 * time.Hour) },
	})
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(e.c.id))
	err = addRules(ctx, a, folder)
	if err = errors.Join(err, a.Close()); err != nil {
		return err
	}
	clock := demo.NewClock(time.Time{})
	a, err = app.Open(ctx, app.Config{Data: e.c.dir, DB: e.c.db}, app.Options{Log: slog.New(slog.DiscardHandler), Demo: true, Now: clock.Now})
	if err != nil {
		return err
	}
	b := demo.New(a.Rooms(), clock, seed)
	for i, g := range e.c.grids {
		if _, err = b.Somebody(ctx, g.ID, fmt.Sprintf("微网格员%d", i+1), body.NewAppointment{Post: "micro_officer"}); err != nil {
			break
		}
	}
	return errors.Join(err, a.Close())
}

func addRules(ctx context.Context, a *app.App, f pack.Folder) error {
	_, err := a.Rulebook.Apply(ctx, rulebook.Proposal{Folder: f, From: kernel.DayOf(time.Now()), Note: "bench"})
	return err
}

// visitRules is a kind of visit with a form of choices, numbers, days and words.
func visitRules() string {
	var b strings.Builder
	b.WriteString("forms:\n  - id: bench_form\n    name: 入户登记\n    name_en: Bench\n    from: 2020-01-01\n    source: bench\n    fields:\n")
	for i := range visitFields {
		fmt.Fprintf(&b, "      - {id: f%d, name: 第%d项, name_en: Item %d, type: %s}\n", i, i+1, i+1, []string{"text", "number", "yes_no"}[i%3])
	}
	b.WriteString("visit_types:\n  - {id: " + visitType + ", name: 入户, name_en: Bench, from: 2020-01-01, source: bench, form: bench_form, rated: true}\n")
	return b.String()
}

// homes reads one household of each micro-grid that visits go to.
func (e benchEngine) homes(ctx context.Context) error {
	e.c.homes = nil
	for _, m := range e.c.micros {
		var id int64
		if err := e.d.QueryRowContext(ctx, fmt.Sprintf("SELECT MIN(id) FROM t_household WHERE county_id = %d AND micro_id = %d", e.c.id, m.ID)).Scan(&id); err != nil {
			return err
		}
		e.c.homes = append(e.c.homes, id)
	}
	return nil
}

// visitsAccepted enters visits over HTTP, each journaled and durable before it is answered, beside the engine writing the same rows.
func visitsAccepted(ctx context.Context, s *settings, t *table, e benchEngine) error {
	raw := filepath.Join(s.dir, "raw-visits.db")
	e.d.SetMaxIdleConns(0) // a database that somebody is connected to cannot be copied
	if err := e.copyTo(ctx, raw); err != nil {
		return err
	}
	v, err := startServer(ctx, s, e.c, "visits-"+e.driver)
	if err != nil {
		return err
	}
	ours := map[int]measured{}
	for _, n := range connections {
		if ours[n], err = e.visits(ctx, s, v, n); err != nil {
			return errors.Join(err, v.stop())
		}
	}
	many, err := e.batches(ctx, s, v)
	if err = errors.Join(err, v.stop()); err != nil {
		return err
	}
	t.add(row{
		work: fmt.Sprintf("visits in batches of %d, %s, 1 connection; raw: one by one", batchSize, e.name), ours: many.rate() * batchSize, raw: ours[1].rate(), unit: "/s",
		aim: aim{ratioAbove, 5}, note: many.cost() + " (each batch)",
	})
	tpl, err := readSample(ctx, e.d, "visit")
	if err != nil {
		return err
	}
	rate := 0.0
	if e.driver == "sqlite" { // one writer, however many ask
		rate, err = rawSQLite(ctx, raw, e.c, tpl, s.duration)
	}
	for _, n := range connections {
		if e.driver != "sqlite" {
			rate, err = e.cl.pgbench(ctx, s, e.c, tpl, n)
		}
		if err != nil {
			return err
		}
		r := submitRow(e.name, n, ours[n], rate, submitAims[map[string]string{"sqlite": "sqlite", "pgx": "postgres"}[e.driver]][n])
		r.work = fmt.Sprintf("visits of %d fields accepted, %s%s", visitFields, e.name, across(n))
		t.add(r)
	}
	return nil
}

// copyTo copies the data as it is, for the raw engine.
func (e benchEngine) copyTo(ctx context.Context, file string) error {
	if e.driver == "sqlite" {
		if _, err := e.d.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			return err
		}
		return copyFile(file, filepath.Join(e.c.dir, "touyan.db"))
	}
	return errors.Join(e.cl.exec(ctx, "DROP DATABASE IF EXISTS raw"), e.cl.exec(ctx, "CREATE DATABASE raw TEMPLATE ours"))
}

// visits lets n officers enter visits at once.
func (e benchEngine) visits(ctx context.Context, s *settings, v *server, n int) (m measured, err error) {
	conns := make([]*conn, n)
	for i := range conns {
		if conns[i], err = dial(ctx, v.addr, e.c.clerks[i]); err != nil {
			return m, err
		}
	}
	m, err = drive(ctx, v, conns, s.duration, func(k *conn, at int) error {
		text := e.c.visit((at>>32)+at, fmt.Sprintf("%d-%0*x", n, keyDigits, at))
		return k.post("/api/visits", text)
	})
	for _, k := range conns {
		err = errors.Join(err, k.Close())
	}
	return m, err
}

// batchSize is how many visits a phone that was away for a day hands in at once.
const batchSize = 100

// batches lets one phone hand in visits by the hundred.
func (e benchEngine) batches(ctx context.Context, s *settings, v *server) (m measured, err error) {
	k, err := dial(ctx, v.addr, e.c.clerks[0])
	if err != nil {
		return m, err
	}
	d, err := k.json(http.MethodPost, "/api/field/devices", `{"key":"bench-phone","name":"bench"}`)
	if err != nil {
		return m, errors.Join(err, k.Close())
	}
	m, err = drive(ctx, v, []*conn{k}, s.duration, func(k *conn, at int) error {
		var b strings.Builder
		b.WriteString(`{"device":"` + d.ID + `","ops":[`)
		for i := range batchSize {
			if i > 0 {
				b.WriteByte(',')
			}
			key := fmt.Sprintf("batch-%x-%d", at, i)
			b.WriteString(`{"key":"` + key + `","kind":"visit","at":0,"body":` + e.c.visit(i, key) + "}")
		}
		b.WriteString("]}")
		return k.post("/api/field/push", b.String())
	})
	return m, errors.Join(err, k.Close())
}

// visit is a visit as a phone sends it.
func (c *county) visit(n int, key string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"type":"%s","household_id":"%d","result":"met","text":"老两口身体都好，儿子在外打工，秋收后打算把西边的地流转出去，请村里帮着问问价钱。","client_key":"%s","answers":{`, visitType, c.home(n), key)
	for i := range visitFields {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"f%d":%s`, i, []string{`"玉米卖了三千斤，核桃还没有打"`, strconv.Itoa(100 + i), "true"}[i%3])
	}
	b.WriteString("}}")
	return b.String()
}

// post sends JSON and waits for the answer.
func (c *conn) post(path, body string) error {
	if err := c.send([]byte(c.header(http.MethodPost, path) + "Content-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)); err != nil {
		return err
	}
	code, err := c.status()
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("%s was answered with %d", path, code)
	}
	return err
}

// campaignMade makes a campaign over all households and reads its coverage as the visits grow.
func campaignMade(ctx context.Context, s *settings, t *table, e benchEngine, houses int, sizes []int) error {
	v, err := startServer(ctx, s, e.c, "campaign-"+e.driver)
	if err != nil {
		return err
	}
	took, id, err := e.campaign(ctx, v)
	if err = errors.Join(err, v.stop()); err != nil {
		return err
	}
	t.add(row{work: fmt.Sprintf("campaign over %d households made, %s", houses, e.name), ours: took.Seconds(), unit: "s", aim: aim{atMost, 20}})
	first := 0.0
	for at, n := range sizes {
		if err := e.fillVisits(ctx, n, id); err != nil {
			return err
		}
		m, err := e.coverage(ctx, s, n, id)
		if err != nil {
			return err
		}
		t.add(row{
			work: fmt.Sprintf("coverage of the county, %s, %d visits", e.name, n), ours: m.median(), unit: "ms", aim: aim{atMost, 50},
			note: fmt.Sprintf("99 %% below %.2f ms; %s", milliseconds(m.times, 99), m.cost()),
		})
		if at > 0 {
			t.add(row{work: fmt.Sprintf("growth of that time from %d visits", sizes[0]), ours: m.median() / first, unit: "times", aim: aim{atMost, 1.3}})
		}
		first = m.median()
	}
	return nil
}

// campaign makes a campaign and waits until it is open.
func (e benchEngine) campaign(ctx context.Context, v *server) (time.Duration, string, error) {
	k, err := dial(ctx, v.addr, e.c.centre)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = k.Close() }()
	start := time.Now()
	c, err := k.json(http.MethodPost, "/api/campaigns", fmt.Sprintf(`{"plan":"every_household","place_id":"%d"}`, e.c.id))
	for err == nil && c.State != "open" && ctx.Err() == nil {
		time.Sleep(50 * time.Millisecond)
		c, err = k.json(http.MethodGet, "/api/campaigns/"+c.ID, "")
	}
	return time.Since(start), c.ID, errors.Join(err, ctx.Err())
}

type campaignState struct{ ID, State string }

// json sends a request and reads what is told of a campaign.
func (c *conn) json(method, path, body string) (out campaignState, err error) {
	if err := c.send([]byte(c.header(method, path) + "Content-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)); err != nil {
		return out, err
	}
	resp, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return out, err
	}
	text, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return out, err
	}
	if resp.StatusCode != http.StatusOK {
		return out, fmt.Errorf("%s: %s %s", path, resp.Status, text)
	}
	return out, json.Unmarshal(text, &out)
}

// coverage reads the page of a campaign at the county again and again.
func (e benchEngine) coverage(ctx context.Context, s *settings, n int, id string) (measured, error) {
	v, err := startServer(ctx, s, e.c, fmt.Sprintf("coverage-%s-%d", e.driver, n))
	if err != nil {
		return measured{}, err
	}
	k, err := dial(ctx, v.addr, e.c.centre)
	if err != nil {
		return measured{}, errors.Join(err, v.stop())
	}
	m, err := drive(ctx, v, []*conn{k}, s.duration/2, get(k, fmt.Sprintf("/api/campaigns/%s/coverage?place=%d", id, e.c.id)))
	return m, errors.Join(err, k.Close(), v.stop())
}
