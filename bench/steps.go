package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
)

// onEngines makes a county on each engine that is asked for, with a case that came through the doors, and measures there.
func onEngines(ctx context.Context, s *settings, name string, do func(e benchEngine) error) error {
	one := func(e benchEngine, dsn string) error {
		var err error
		if e.c, err = makeCounty(ctx, filepath.Join(s.dir, name+"-"+e.driver), dsn); err != nil {
			return err
		}
		if e.driver == "sqlite" {
			e.dsn = "file:" + filepath.Join(e.c.dir, "touyan.db") + rawPragmas
		}
		if err := oneCase(ctx, s, e.c, name+"-first-"+e.driver); err != nil {
			return err
		}
		if e.d, err = sql.Open(e.driver, e.dsn); err != nil {
			return err
		}
		return errors.Join(do(e), e.d.Close())
	}
	if slices.Contains(s.engines, "sqlite") {
		if err := one(benchEngine{name: "SQLite", driver: "sqlite"}, ""); err != nil {
			return err
		}
	}
	if !slices.Contains(s.engines, "postgres") {
		return nil
	}
	cl, err := startCluster(ctx)
	if err != nil {
		return err
	}
	dsn, err := cl.database("ours")
	for _, db := range []string{"ours", "raw"} {
		if err == nil {
			err = cl.exec(ctx, "CREATE DATABASE "+db)
		}
	}
	if err == nil {
		err = one(benchEngine{name: "PostgreSQL", driver: "pgx", dsn: dsn, cl: cl}, dsn)
	}
	return errors.Join(err, cl.stop())
}

// benchEngine is a county on an engine.
type benchEngine struct {
	name, driver, dsn string
	c                 *county
	d                 *sql.DB
	cl                *cluster
}

// raw is how many commits of one row the bare engine makes in a second.
func (e benchEngine) raw(ctx context.Context, s *settings, n int) (float64, error) {
	if e.driver == "sqlite" {
		return oneRowSQLite(ctx, filepath.Join(s.dir, "commits-"+strconv.Itoa(n)+".db"), s.duration/2)
	}
	return e.cl.pgbenchOneRow(ctx, s, n)
}

// stepsPart measures how many steps a second cases take: accepted by clerks over HTTP, each step journaled and on disk before
// it is answered, beside commits of one row by the bare engine.
func stepsPart(ctx context.Context, s *settings, t *table) error {
	return onEngines(ctx, s, "steps", func(e benchEngine) error {
		ids, err := reported(ctx, s, e)
		if err != nil {
			return err
		}
		v, err := startServer(ctx, s, e.c, "steps-"+e.driver)
		if err != nil {
			return err
		}
		var next atomic.Int64
		for _, n := range connections {
			var conns []*conn
			for i := range n {
				k, err := dial(ctx, v.addr, e.c.clerks[i])
				if err != nil {
					return errors.Join(err, v.stop())
				}
				conns = append(conns, k)
			}
			m, err := drive(ctx, v, conns, s.duration, func(k *conn, _ int) error {
				at := next.Add(1)
				if int(at) > len(ids) {
					return errors.New("no case is left to accept")
				}
				return accept(k, ids[at-1])
			})
			if err != nil {
				return errors.Join(err, v.stop())
			}
			for _, k := range conns {
				err = errors.Join(err, k.Close())
			}
			raw, failed := e.raw(ctx, s, n)
			if err = errors.Join(err, failed); err != nil {
				return errors.Join(err, v.stop())
			}
			t.add(row{work: "steps of cases, " + e.name + across(n), ours: m.rate(), raw: raw, unit: "/s", note: m.cost() + "; raw: commits of one row"})
		}
		return v.stop()
	})
}

// reported are cases of the clerks' township that nobody has accepted.
func reported(ctx context.Context, s *settings, e benchEngine) (ids []int64, err error) {
	n := 400_000
	if s.quick {
		n = 50_000
	}
	if err := fill(ctx, e.d, e.driver, e.c, n); err != nil {
		return nil, err
	}
	rows, err := e.d.QueryContext(ctx, fmt.Sprintf("UPDATE t_case SET open = TRUE WHERE county_id = %d AND township_id = %d RETURNING id", e.c.id, e.c.township.ID))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close(), rows.Err()) }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	// Neighbours on the disk are accepted by others: a clerk takes what is due, not what lies together.
	slices.SortFunc(ids, func(a, b int64) int { return int(a*7919%1_000_003 - b*7919%1_000_003) })
	return ids, nil
}

func accept(k *conn, id int64) error {
	body := `{"rev":1,"action":"accept","client_key":"b` + strconv.FormatInt(id, 10) + `"}`
	if err := k.send([]byte(k.header(http.MethodPost, "/api/cases/"+strconv.FormatInt(id, 10)+"/actions") +
		"Content-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)); err != nil {
		return err
	}
	code, err := k.status()
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("accepting case %d was answered with %d", id, code)
	}
	return err
}

// listPart measures the page of 50 of the work list of what is open, in the order of what is due, as it is served: for a clerk
// whom cases wait for, for a township, for the county; and how it grows with the table.
func listPart(ctx context.Context, s *settings, t *table) error {
	return onEngines(ctx, s, "list", func(e benchEngine) error {
		sizes := pageSizes(s)
		before := map[string]float64{}
		for at, n := range sizes {
			if err := fill(ctx, e.d, e.driver, e.c, n); err != nil {
				return err
			}
			if _, err := e.d.ExecContext(ctx, fmt.Sprintf("UPDATE t_case SET awaits_id = %d, assignee_id = %d WHERE county_id = %d AND open AND township_id = %d AND id %% 4 = 0",
				e.c.first, e.c.first, e.c.id, e.c.township.ID)); err != nil {
				return err
			}
			v, err := startServer(ctx, s, e.c, fmt.Sprintf("list-%s-%d", e.driver, n))
			if err != nil {
				return err
			}
			for _, who := range []struct {
				name, box string
				account   fmt.Stringer
			}{{"a clerk", "mine", e.c.clerks[0]}, {"a township", "unit", e.c.clerks[0]}, {"the county", "unit", e.c.centre}} {
				k, err := dial(ctx, v.addr, who.account)
				if err != nil {
					return errors.Join(err, v.stop())
				}
				m, err := drive(ctx, v, []*conn{k}, s.duration/2, get(k, "/api/cases?box="+who.box+"&limit=50"))
				if err = errors.Join(err, k.Close()); err != nil {
					return errors.Join(err, v.stop())
				}
				t.add(row{
					work: fmt.Sprintf("work list of %s, %s, %d cases, a fifth open", who.name, e.name, n), ours: m.median(), unit: "ms", aim: aim{atMost, 5},
					note: fmt.Sprintf("99 %% below %.2f ms; %s", milliseconds(m.times, 99), m.cost()),
				})
				if at > 0 {
					t.add(row{work: fmt.Sprintf("growth of that time from %d cases", sizes[0]), ours: m.median() / before[who.name], unit: "times", aim: aim{atMost, 1.3}})
				}
				before[who.name] = m.median()
			}
			if err := v.stop(); err != nil {
				return err
			}
		}
		return nil
	})
}
