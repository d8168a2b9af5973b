package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Where transactions go: so many villages, each with a book, a source without bounds and households that never go below zero; and
// one book of the county, with a household for each connection's turn.
const (
	ledgerVillages = 32
	ledgerHomes    = 40
	ledgerCounty   = kernel.ID(141029)
	bulkSize       = 1000
)

// books are what a run posts to.
type books struct {
	e      benchEngine
	d      *db.DB
	ctx    context.Context
	spread []purse
	shared purse
	keys   atomic.Int64
}

// purse is a source and whom it gives to.
type purse struct {
	book, source kernel.ID
	homes        []kernel.ID
}

// ledgerPart measures the ledger alone: transactions of two postings a second, each journaled and durable, spread over villages and
// out of one source that all share, beside the engine writing the same rows; a thousand in one Write; and the close of a year.
func ledgerPart(ctx context.Context, s *settings, t *table) error {
	if slices.Contains(s.engines, "sqlite") {
		dir := filepath.Join(s.dir, "ledger")
		e := benchEngine{name: "SQLite", driver: "sqlite", dsn: "file:" + filepath.Join(dir, "touyan.db") + rawPragmas, c: &county{dir: dir, id: ledgerCounty}}
		if err := ledgerOn(ctx, s, t, e); err != nil {
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
	if err == nil {
		err = cl.exec(ctx, "CREATE DATABASE ours")
	}
	if err == nil {
		c := &county{dir: filepath.Join(s.dir, "ledger-pg"), db: dsn, id: ledgerCounty}
		err = ledgerOn(ctx, s, t, benchEngine{name: "PostgreSQL", driver: "pgx", dsn: dsn, cl: cl, c: c})
	}
	return errors.Join(err, cl.stop())
}

func ledgerOn(ctx context.Context, s *settings, t *table, e benchEngine) (err error) {
	b := &books{e: e, ctx: kernel.WithActor(ctx, kernel.System(ledgerCounty))}
	if err := b.open(ctx); err != nil {
		return err
	}
	for _, step := range []func() error{b.make, func() error { return b.one(b.spread[0], 0) }, b.d.Close} {
		if err = step(); err != nil {
			return err
		}
	}
	raw, err := b.raw(ctx, s)
	if err != nil {
		return err
	}
	if err := b.open(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.d.Close()) }()
	for _, shared := range []bool{false, true} {
		for _, n := range connections {
			rate, err := b.many(s, n, shared)
			if err != nil {
				return err
			}
			t.add(ledgerRow(e, n, shared, rate, raw[n]))
		}
	}
	if err := b.bulk(t); err != nil {
		return err
	}
	return b.year(s, t)
}

func (b *books) open(ctx context.Context) (err error) {
	if b.d, err = db.Open(ctx, db.Options{Dir: b.e.c.dir, URL: b.e.c.db, Now: time.Now}); err != nil {
		return err
	}
	list, err := b.d.Counties(ctx)
	if err == nil && len(list) == 0 {
		err = b.d.CreateCounty(ctx, db.County{ID: ledgerCounty, Code: "141029", Name: "乡宁县"})
	}
	return err
}

// make opens the books.
func (b *books) make() error {
	for i := range ledgerVillages + 1 {
		stamp := kernel.Stamp{TownshipID: 1, VillageID: kernel.ID(i + 1)}
		if i == ledgerVillages {
			stamp = kernel.Stamp{}
		}
		p, err := b.purse(kernel.ID(i+1), ledgerHomes, stamp)
		if err != nil {
			return err
		}
		if i == ledgerVillages {
			b.shared = p
		} else {
			b.spread = append(b.spread, p)
		}
	}
	return b.d.Optimize(b.ctx)
}

func (b *books) purse(owner kernel.ID, homes int, stamp kernel.Stamp) (p purse, err error) {
	err = b.d.Write(db.Large(b.ctx), "bench.open", func(tx *db.WriteTx) error {
		year := tx.Now().Year()
		first := kernel.Day(fmt.Sprintf("%d-01-01", year-1))
		book, err := ledger.OpenBook(tx, ledger.Book{Kind: "bench", OwnerKind: "place", OwnerID: owner, Name: "积分", OpenFrom: first, Stamp: stamp})
		if err != nil {
			return err
		}
		for _, y := range []int{year - 1, year} {
			if err := ledger.OpenPeriod(tx, book.ID, kernel.Day(strconv.Itoa(y)+"-12-31")); err != nil {
				return err
			}
		}
		list := []ledger.Account{{
			BookID: book.ID, Kind: "source", OwnerKind: "place", OwnerID: owner, Unit: "point", Class: ledger.Equity, Name: "发放",
			Low: ledger.NoLow, High: ledger.NoHigh, Stamp: stamp,
		}}
		for i := range homes {
			list = append(list, ledger.Account{
				BookID: book.ID, Kind: "home", OwnerKind: "household", OwnerID: owner<<32 + kernel.ID(i), Unit: "point",
				Class: ledger.Asset, Name: "户", High: ledger.NoHigh, Stamp: stamp,
			})
		}
		list, err = ledger.OpenAccounts(tx, list)
		p = purse{book: book.ID}
		for _, a := range list {
			p.homes = append(p.homes, a.ID)
		}
		return err
	})
	if err == nil {
		p.source, p.homes = p.homes[0], p.homes[1:]
	}
	return p, err
}

// entry gives a household of the purse three points.
func (b *books) entry(p purse, i int) ledger.Entry {
	return ledger.Entry{
		Book: p.book, Key: fmt.Sprintf("b%016x", b.keys.Add(1)), Kind: "bench.award",
		Legs: []ledger.Leg{{Account: p.source, Amount: -3}, {Account: p.homes[i%len(p.homes)], Amount: 3}},
	}
}

// one records one transaction.
func (b *books) one(p purse, i int) error {
	e := b.entry(p, i)
	return b.d.Write(b.ctx, "bench.post", func(tx *db.WriteTx) error { _, err := ledger.Post(tx, e); return err })
}

// many lets n record at once and gives the rate.
func (b *books) many(s *settings, n int, shared bool) (float64, error) {
	run := func(length time.Duration) (float64, error) {
		var all sync.WaitGroup
		var count atomic.Int64
		failed := make([]error, n)
		start := time.Now()
		for i := range n {
			all.Go(func() {
				for k := 0; time.Since(start) < length && failed[i] == nil; k++ {
					p := b.spread[(i+k)%len(b.spread)]
					if shared {
						p = b.shared
					}
					failed[i] = b.one(p, i*7+k)
					count.Add(1)
				}
			})
		}
		all.Wait()
		return float64(count.Load()) / time.Since(start).Seconds(), errors.Join(failed...)
	}
	if _, err := run(s.duration / 5); err != nil {
		return 0, err
	}
	rate, err := run(s.duration)
	say("ledger %s%s, shared %v: %.0f/s", b.e.name, across(n), shared, rate)
	return rate, err
}

func ledgerRow(e benchEngine, n int, shared bool, ours, raw float64) row {
	engine := map[string]string{"sqlite": "sqlite", "pgx": "postgres"}[e.driver]
	r := row{work: "transactions of 2 postings, spread, " + e.name + across(n), ours: ours, raw: raw, unit: "/s", note: "in the program, without HTTP"}
	if shared {
		r.work = "transactions of 2 postings, one source, " + e.name + across(n)
	} else if want := submitAims[engine][n]; want != 0 {
		r.aim = aim{ratioAbove, want}
	}
	return r
}

// bulk records a thousand transactions in one Write.
func (b *books) bulk(t *table) error {
	var best time.Duration
	for range 3 {
		list := make([]ledger.Entry, bulkSize)
		for i := range list {
			list[i] = b.entry(b.shared, i)
		}
		start := time.Now()
		err := b.d.Write(db.Large(b.ctx), "bench.bulk", func(tx *db.WriteTx) error { _, err := ledger.PostAll(tx, list); return err })
		if err != nil {
			return err
		}
		if took := time.Since(start); best == 0 || took < best {
			best = took
		}
	}
	t.add(row{work: fmt.Sprintf("%d transactions in one Write, %s", bulkSize, b.e.name), ours: best.Seconds(), unit: "s", aim: aim{atMost, 0.5}})
	return nil
}

// year closes a year of many accounts, each with a posting in it.
func (b *books) year(s *settings, t *table) error {
	accounts := 100_000
	if s.quick {
		accounts = 5_000
	}
	p, err := b.purse(999, accounts, kernel.Stamp{})
	if err != nil {
		return err
	}
	day := kernel.Day(strconv.Itoa(time.Now().Year()-1) + "-06-30")
	for at := 0; at < accounts; at += bulkSize {
		list := make([]ledger.Entry, min(bulkSize, accounts-at))
		for i := range list {
			list[i] = b.entry(p, at+i)
			list[i].Day = day
		}
		err := b.d.Write(db.Large(b.ctx), "bench.bulk", func(tx *db.WriteTx) error { _, err := ledger.PostAll(tx, list); return err })
		if err != nil {
			return err
		}
	}
	start := time.Now()
	err = b.d.Write(db.Large(b.ctx), "bench.close", func(tx *db.WriteTx) error { _, err := ledger.ClosePeriod(tx, p.book); return err })
	t.add(row{work: fmt.Sprintf("close of a year of %d accounts, %s", accounts, b.e.name), ours: time.Since(start).Seconds(), unit: "s", aim: aim{atMost, 5}})
	return err
}

// raw writes the rows of one transaction, as the program left them, again and again by the bare engine.
func (b *books) raw(ctx context.Context, s *settings) (map[int]float64, error) {
	d, err := sql.Open(b.e.driver, b.e.dsn)
	if err != nil {
		return nil, err
	}
	tpl, err := readTransaction(ctx, d)
	out := map[int]float64{}
	if b.e.driver == "sqlite" {
		file := filepath.Join(s.dir, "raw-ledger.db")
		_, wal := d.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		if err = errors.Join(err, wal, d.Close()); err != nil {
			return nil, err
		}
		if err := copyFile(file, filepath.Join(b.e.c.dir, "touyan.db")); err != nil {
			return nil, err
		}
		rate, err := tpl.sqlite(ctx, file, b, s.duration)
		for _, n := range connections {
			out[n] = rate
		}
		return out, err
	}
	if err = errors.Join(err, d.Close(), b.e.cl.exec(ctx, "CREATE DATABASE raw TEMPLATE ours")); err != nil {
		return nil, err
	}
	scripts, err := tpl.scripts(s, b)
	for _, n := range connections {
		if err == nil {
			out[n], err = b.e.cl.runPgbench(ctx, s, n, scripts)
		}
	}
	return out, err
}
