package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"touyan/internal/demo"
	"touyan/internal/kernel"
)

// DemoCmd makes the demo county on first start and serves it.
type DemoCmd struct {
	Listening
	County string `help:"Whose pack, places and words: ${counties} (default: the county that is there, else the first)." placeholder:"PACK"`
	Day    string `help:"The demo's today while its events are made (default: today)." placeholder:"YYYY-MM-DD"`
	Full   bool   `help:"The whole county: about 80,000 households with 250,000 invented people. Takes some minutes."`
}

// Help has the examples.
func (DemoCmd) Help() string {
	return "A county with its real townships and villages; all people and events are invented. Nobody needs a password.\n\n" +
		"Without --county it is a county of full size, ready in a minute; the others fill three villages, ready in seconds.\n\n" +
		"Examples:\n  touyan demo --data demo\n  touyan demo --data other --county " + demo.Counties()[1] + " --addr 127.0.0.1:9000\n  touyan demo --data county --full"
}

// demoSeed draws the same county each time.
const demoSeed = 2026

// Run makes the county where there is none yet; the first line of its output is the address.
func (c DemoCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	day := kernel.DayOf(time.Now())
	if c.Day != "" {
		if day, err = kernel.ParseDay(c.Day); err != nil {
			return err
		}
	}
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	if err := MakeDemo(ctx, cfg, c.County, day, c.Full, env.Err); err != nil {
		return err
	}
	log := logger(env.Err)
	a, err := Open(ctx, cfg, Options{Log: log, Version: env.Version, Demo: true})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	a.listenLocally(ctx, cfg.Data, log)
	fmt.Fprintf(env.Out, "http://%s\n", l.Addr())
	fmt.Fprintf(env.Out, "以演示人物进入 / sign in as a demo person: http://%s/console/demo\n", l.Addr())
	return a.Serve(ctx, l, log)
}

// The marks tell a folder whose demo is whole from one in which making it was cut short, and both from real data.
const (
	markMaking = "demo.making"
	markMade   = "demo.made"
)

// MakeDemo makes the demo of a county as of a day, unless it is there; full with the households of every village, which only
// the usual county has. The folder remembers its county: an empty one asks for the county that is there, else for the usual one.
// Data that is not a demo is refused and left alone; a demo cut short is made anew.
func MakeDemo(ctx context.Context, cfg Config, county string, day kernel.Day, full bool, progress io.Writer) error {
	making, made := filepath.Join(cfg.Data, markMaking), filepath.Join(cfg.Data, markMade)
	if there, err := os.ReadFile(made); err == nil { //nolint:gosec // the data folder is the operator's own
		if is := cmp.Or(string(there), demo.Pack); county != "" && county != is {
			return kernel.Conflict("demo_of_another_county").With("dir", cfg.Data).With("county", is)
		}
		return nil
	}
	county = cmp.Or(county, demo.Pack)
	if !slices.Contains(demo.Counties(), county) {
		return kernel.Invalid("county", "no_such_demo").With("county", county).With("counties", strings.Join(demo.Counties(), ", "))
	}
	if full && county != demo.Pack {
		return kernel.Invalid("full", "demo_not_full").With("county", county).With("full", demo.Pack)
	}
	if exists(making) && cfg.DB == "" {
		if err := removeAll(cfg.Data, "touyan.db", "touyan.db-wal", "touyan.db-shm", "files"); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return err
	}
	clock := demo.NewClock(day.Time().Add(8*time.Hour).AddDate(0, 0, -demo.Days))
	a, err := Open(ctx, cfg, Options{Log: logger(progress), Now: clock.Now, Demo: true, Pack: county})
	if err != nil {
		return err
	}
	if _, err := a.home(ctx); kernel.KindOf(err) != kernel.KindUnavailable {
		return errors.Join(err, a.Close(), kernel.Conflict("demo_on_real_data").With("dir", cfg.Data))
	}
	if err := os.WriteFile(making, []byte(county), 0o600); err != nil {
		return errors.Join(err, a.Close())
	}
	if err := errors.Join(a.fill(ctx, clock, county, day, full, progress), a.Close()); err != nil {
		return err
	}
	return os.Rename(making, made)
}

// fill lets a builder make the county.
func (a *App) fill(ctx context.Context, clock *demo.Clock, county string, day kernel.Day, full bool, progress io.Writer) error {
	b := demo.New(a.Rooms(), clock, demoSeed)
	b.OnProgress(func(done, total int, what string) {
		fmt.Fprintf(progress, "\r%3d %% %-40s", 100*done/max(1, total), what)
	})
	err := b.County(ctx, county, day)
	if err == nil && full {
		err = b.Whole(ctx, day)
	}
	fmt.Fprintln(progress)
	if err == nil {
		err = a.DB.Optimize(ctx)
	}
	return err
}

// Rooms hands the services to builders.
func (a *App) Rooms() demo.Rooms {
	return demo.Rooms{
		DB: a.DB, Pack: a.Packs.Now(), Place: a.Place, Person: a.Person, Body: a.Body, Access: a.Access, Fact: a.Fact, Casework: a.Casework, Duty: a.Duty,
		Link: a.Link, Visit: a.Visit, Points: a.Points, Merit: a.Merit, Shop: a.Shop, Award: a.Award, Demand: a.Demand, Bulletin: a.Bulletin,
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func removeAll(dir string, names ...string) error {
	var err error
	for _, n := range names {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, n)))
	}
	return err
}
