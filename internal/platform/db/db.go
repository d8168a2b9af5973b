// Package db is the one door to data. Everything is read through Read (or Look: by one statement) and changed through Write;
// they see only what the actor of the context may see. A Write is one transaction that leaves one entry in the journal with
// one line for each changed row; the journal is the audit log, the timeline of each record and the only cursor for whoever
// follows changes.
//
// Tables: t_county, t_journal, t_journal_line, t_journal_head, t_journal_hash, t_log, t_tally, t_search, t_lease, and the goose
// table. Two engines run the same SQL: SQLite (default) and PostgreSQL (docs/adr/0002).
package db

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// BaseModel is embedded, with its table in the tag, by each record struct.
type BaseModel = bun.BaseModel

// Options say where the data lies.
type Options struct {
	Dir string // folder of the SQLite file, locked by one process; on PostgreSQL it keeps the server's name
	URL string // postgres://…; empty for SQLite
	Now func() time.Time
	Log *slog.Logger

	Trace func(text string, args []any) // is told each statement on SQLite; for tests that look into plans
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	eng    engine
	write  *bun.DB // SQLite: a pool of one, so writers queue in Go; PostgreSQL: the same pool as read
	read   *bun.DB
	now    func() time.Time
	log    *slog.Logger
	dir    string
	ids    *idSource
	seq    *sequencer
	groups *committer // nil where writers run side by side
	lease  *lease
	lock   *folderLock
	once   sync.Once
	watch  watch
}

// engine is what differs between the two databases.
type engine interface {
	name() string
	open(o Options) (write, read *bun.DB, err error)
	forUpdate() string
	marks(text string, args []any) string // `?` as the engine wants it
	kept(args []any) []any                // the arguments of a statement whose text comes again: it is parsed and planned once
	readOptions() *sql.TxOptions
	classify(err error) fault
	serial() bool // writers run one after another, so numbering can happen inside the Write
	joins() bool  // one statement may hold several insertions
}

// Open connects, takes the folder's lock and refuses a schema that is not the program's. A database without any table is
// set up.
func Open(ctx context.Context, o Options) (*DB, error) {
	d, err := connect(o)
	if err != nil {
		return nil, err
	}
	if err := d.ready(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// connect opens the pools and takes the lock, without a look at the schema.
func connect(o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &DB{now: o.Now, log: o.Log, dir: o.Dir}
	var err error
	if o.URL == "" {
		d.eng = sqliteEngine{}
		if d.lock, err = lockFolder(o.Dir); err != nil {
			return nil, err
		}
	} else if strings.HasPrefix(o.URL, "postgres://") || strings.HasPrefix(o.URL, "postgresql://") || strings.Contains(o.URL, "host=") {
		d.eng = postgresEngine{}
	} else {
		return nil, kernel.Invalid("db", "bad_db_url")
	}
	if d.write, d.read, err = d.eng.open(o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	d.write = d.write.WithQueryHook(spoilHook{d.eng})
	return d, nil
}

// ready checks the schema, then starts what runs beside the requests: the id lease and the sequencer.
func (d *DB) ready(ctx context.Context) error {
	if err := d.checkSchema(ctx); err != nil {
		return err
	}
	high, err := d.highestID(ctx)
	if err != nil {
		return err
	}
	d.ids = newIDSource(0, d.now, high)
	if d.eng.serial() {
		d.groups = newCommitter(d)
	} else if d.lease, err = newLease(ctx, d, d.dir); err != nil {
		return err
	} else if err = d.warnUnflushed(ctx); err != nil {
		return err
	}
	d.seq = newSequencer(d)
	return nil
}

// Close stops what runs in the background and closes the pools.
func (d *DB) Close() error {
	var err error
	d.once.Do(func() {
		if d.seq != nil {
			d.seq.stop()
		}
		if d.lease != nil {
			d.lease.release()
		}
		for _, pool := range []*bun.DB{d.read, d.write} {
			if pool != nil {
				err = errors.Join(err, pool.Close())
			}
		}
		if d.lock != nil {
			err = errors.Join(err, d.lock.release())
		}
	})
	return err
}

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	var one int
	if err := d.read.NewRaw("SELECT 1").Scan(ctx, &one); err != nil {
		return kernel.Unavailable("database_away").Because(err)
	}
	return nil
}

// Engine is "sqlite" or "postgres".
func (d *DB) Engine() string { return d.eng.name() }

// Now is the program's clock: the only one.
func (d *DB) Now() time.Time { return d.now() }

// County is a county that lives in this database.
type County struct {
	ID   kernel.ID `bun:"id" json:"id"`
	Code string    `bun:"code" json:"code"`
	Name string    `bun:"name" json:"name"`
}

// Counties lists the counties of this database by code.
func (d *DB) Counties(ctx context.Context) ([]County, error) {
	out := []County{}
	err := d.read.NewRaw("SELECT id, code, name FROM t_county ORDER BY code").Scan(ctx, &out)
	return out, wrap(err)
}

// CreateCounty enters a county (a reference table, so in a transaction of its own: data-rules Q5); it may exist already.
func (d *DB) CreateCounty(ctx context.Context, c County) error {
	if c.ID <= 0 || c.Name == "" {
		return kernel.Invalid("county", "required")
	}
	_, err := d.write.NewRaw("INSERT INTO t_county (id, code, name) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
		c.ID, c.Code, c.Name).Exec(ctx)
	return wrap(err)
}

// Optimize lets PostgreSQL count anew after a large load; by itself it would take a minute to notice. Empty tables are left
// out: it would plan for tables that stay empty, and a connection keeps its plans. SQLite plans by the shape of the indexes
// alone: nothing would renew its statistics, and those of a small county make a large one be scanned.
func (d *DB) Optimize(ctx context.Context) error {
	if d.eng.serial() {
		return nil
	}
	for _, t := range Tables() {
		var n []int
		if err := d.write.NewRaw("SELECT 1 FROM ? LIMIT 1", ident("t_"+t.Name)).Scan(ctx, &n); err != nil {
			return wrap(err)
		}
		if len(n) == 0 {
			continue
		}
		if _, err := d.write.NewRaw("ANALYZE ?", ident("t_"+t.Name)).Exec(ctx); err != nil {
			return wrap(err)
		}
	}
	return nil
}

// sqlitePath is the database file inside the folder.
func sqlitePath(dir string) string { return filepath.Join(dir, "touyan.db") }
