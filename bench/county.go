package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/packs"
)

// The sizes of the county that submissions go to.
const (
	clerks = 32 // accounts, one for each connection
	micros = 4  // in each village
	busy   = 32 // micro-grids that submissions go to
	seed   = 1
)

// county is a prepared county: real divisions, grids in every village, and clerks of one township with accounts.
type county struct {
	dir      string // data folder
	db       string // PostgreSQL; empty for SQLite
	id       kernel.ID
	township place.Place
	villages []place.Place // of the whole county
	grids    []place.Place // micro-grids of the whole county
	micros   []place.Place // those of the township that submissions go to
	clerks   []kernel.ID   // accounts
	first    kernel.ID     // the person of the first
	centre   kernel.ID     // the account of a clerk who sees the whole county
	homes    []int64       // households of the micro-grids that visits go to, in the order of these
}

// makeCounty builds the county through the program's own doors.
func makeCounty(ctx context.Context, dir, dsn string) (*county, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	c := &county{dir: dir, db: dsn}
	clock := demo.NewClock(time.Time{})
	a, err := app.Open(ctx, app.Config{Data: dir, DB: dsn}, app.Options{Log: slog.New(slog.DiscardHandler), Now: clock.Now, Demo: true, Pack: "xiangning"})
	if err != nil {
		return nil, err
	}
	err = c.build(ctx, a, demo.New(a.Rooms(), clock, seed))
	if err == nil {
		err = a.DB.Optimize(ctx)
	}
	return c, errors.Join(err, a.Close())
}

func (c *county) build(ctx context.Context, a *app.App, b *demo.Builder) error {
	csv, err := packs.Divisions("xiangning")
	if err != nil {
		return err
	}
	if c.id, err = b.Divisions(ctx, csv); err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(c.id))
	if err := c.load(ctx, a); err != nil {
		return err
	}
	for _, v := range c.villages {
		group := b.Village(v.Name).Group("一组")
		for i := range micros {
			group.Micro(fmt.Sprintf("第%d片", i+1))
		}
	}
	if err := b.Save(ctx); err != nil {
		return err
	}
	if err := c.load(ctx, a); err != nil {
		return err
	}
	for i := range clerks {
		who, err := b.Somebody(ctx, c.township.ID, fmt.Sprintf("办事员%d", i+1), body.NewAppointment{Post: "township_centre_clerk"})
		if err != nil {
			return err
		}
		c.clerks = append(c.clerks, who.Account)
		if i == 0 {
			c.first = who.Person
		}
	}
	who, err := b.Somebody(ctx, c.id, "县值班员", body.NewAppointment{Post: "county_centre_clerk"})
	c.centre = who.Account
	return err
}

// home is a household of the n-th micro-grid; 0 where the county has none.
func (c *county) home(n int) int64 {
	if len(c.homes) == 0 {
		return 0
	}
	return c.homes[n%len(c.homes)]
}

// load finds the township with the most villages, all villages and all micro-grids.
func (c *county) load(ctx context.Context, a *app.App) error {
	c.villages, c.grids, c.micros = nil, nil, nil
	return a.DB.Read(ctx, func(tx *db.ReadTx) error {
		top, err := a.Place.Load(tx, c.id)
		if err != nil {
			return err
		}
		all, err := a.Place.Under(tx, top)
		below := map[kernel.ID]int{}
		for _, p := range all {
			if p.Level == kernel.LevelVillage {
				c.villages = append(c.villages, p)
				below[p.ParentID]++
			}
		}
		for _, p := range all {
			if p.Level == kernel.LevelTownship && (below[p.ID] > below[c.township.ID] || c.township.ID == p.ID) {
				c.township = p
			}
		}
		for _, p := range all {
			if p.Level == kernel.LevelMicro {
				c.grids = append(c.grids, p)
			}
			if p.Level == kernel.LevelMicro && p.Stamp.TownshipID == c.township.ID && len(c.micros) < busy {
				c.micros = append(c.micros, p)
			}
		}
		return err
	})
}

// cluster is a throwaway PostgreSQL that flushes to disk, as one that keeps a county's data does.
type cluster struct{ dsn string }

// startCluster starts one; stop removes it.
func startCluster(ctx context.Context) (*cluster, error) {
	cmd := exec.CommandContext(ctx, filepath.Join("scripts", "pg.sh"), "start")
	cmd.Env = append(os.Environ(), "TOUYAN_PG_FLUSH=1")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("scripts/pg.sh start: %w", err)
	}
	return &cluster{strings.TrimSpace(string(out))}, nil
}

func (c *cluster) stop() error {
	return exec.CommandContext(context.Background(), filepath.Join("scripts", "pg.sh"), "stop", c.dsn).Run()
}

// database is the address of one database of the cluster.
func (c *cluster) database(name string) (string, error) {
	u, err := url.Parse(c.dsn)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
