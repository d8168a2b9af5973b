// Package dbtest opens throwaway databases for tests, on both engines: SQLite always, PostgreSQL where TOUYAN_TEST_PG holds
// the address of a throwaway cluster (scripts/pg.sh starts one; `make test` and `make check` do it).
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of the throwaway cluster

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// County is the county that every test database holds.
const County kernel.ID = 141029

// Clock is a clock that a test moves.
type Clock struct {
	mu sync.Mutex
	t  time.Time
}

// NewClock starts on a Monday morning in the zone of the county.
func NewClock() *Clock { return &Clock{t: time.Date(2026, 11, 16, 9, 0, 0, 0, kernel.Zone)} }

// Now is the time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

// Add moves the clock.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// Set puts the clock to an instant.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

// Engines lists the engines of this run.
func Engines() []string {
	if os.Getenv("TOUYAN_TEST_PG") == "" {
		return []string{"sqlite"}
	}
	return []string{"sqlite", "postgres"}
}

// Each runs fn on a fresh database of each engine.
func Each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	EachClock(t, func(t *testing.T, d *db.DB, _ *Clock) { fn(t, d) })
}

// EachClock runs fn on a fresh database of each engine, with a clock that stands until it is moved.
func EachClock(t *testing.T, fn func(t *testing.T, d *db.DB, c *Clock)) {
	t.Helper()
	for _, e := range Engines() {
		t.Run(e, func(t *testing.T) {
			c := NewClock()
			fn(t, Open(t, e, c), c)
		})
	}
}

// Open opens a fresh database of the engine that goes away with the test.
func Open(t *testing.T, engine string, c *Clock) *db.DB {
	t.Helper()
	return open(t, Fresh(t, engine), c)
}

func open(t *testing.T, o db.Options, c *Clock) *db.DB {
	t.Helper()
	o.Now = c.Now
	d, err := db.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.CreateCounty(t.Context(), db.County{ID: County, Code: "141029", Name: "乡宁县"}); err != nil {
		t.Fatal(err)
	}
	return d
}

// System is a context in which the program itself acts, in County.
func System(t *testing.T) context.Context {
	t.Helper()
	return kernel.WithActor(t.Context(), kernel.System(County))
}

var (
	sqliteOnce     sync.Once
	sqliteTemplate []byte
	errTemplate    error
	pgOnce         sync.Once
	pgTemplate     string
)

// Fresh makes a migrated, empty database of the engine and says where it lies.
func Fresh(t *testing.T, engine string) db.Options {
	t.Helper()
	if engine == "sqlite" {
		return db.Options{Dir: freshSQLite(t)}
	}
	if engine == Twin {
		return db.Options{Dir: t.TempDir(), URL: freshTwin(t)}
	}
	return db.Options{Dir: t.TempDir(), URL: freshPostgres(t)}
}

func freshSQLite(t *testing.T) string {
	sqliteOnce.Do(func() {
		dir, err := os.MkdirTemp("", "touyan-tpl-")
		if err == nil {
			_, err = db.Migrate(context.Background(), db.Options{Dir: dir})
		}
		if err == nil {
			sqliteTemplate, err = os.ReadFile(filepath.Join(dir, "touyan.db"))
		}
		_ = os.RemoveAll(dir)
		errTemplate = err
	})
	if errTemplate != nil {
		t.Fatal(errTemplate)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "touyan.db"), sqliteTemplate, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// freshPostgres clones a template that each test program makes once for itself.
func freshPostgres(t *testing.T) string {
	admin := os.Getenv("TOUYAN_TEST_PG")
	pgOnce.Do(func() {
		pgTemplate = "tpl_" + name()
		errTemplate = pgExec(admin, "CREATE DATABASE "+pgTemplate)
		if errTemplate == nil {
			_, errTemplate = db.Migrate(context.Background(), db.Options{URL: withDatabase(admin, pgTemplate)})
		}
	})
	if errTemplate != nil {
		t.Fatal(errTemplate)
	}
	fresh := "t_" + name()
	if err := pgExec(admin, "CREATE DATABASE "+fresh+" TEMPLATE "+pgTemplate); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := pgExec(admin, "DROP DATABASE "+fresh+" WITH (FORCE)"); err != nil {
			t.Log(err)
		}
	})
	return withDatabase(admin, fresh)
}

// Raw opens a database past the door, for tests that look at the catalogue or tamper with data.
func Raw(t *testing.T, engine string, o db.Options) *sql.DB {
	t.Helper()
	driver, dsn := "pgx", withoutOptions(o.URL)
	if engine == "sqlite" {
		driver, dsn = "sqlite", "file:"+filepath.Join(o.Dir, "touyan.db")
	}
	p, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func name() string { return strings.ToLower(rand.Text()[:14]) }

// withDatabase names another database of the same cluster.
func withDatabase(dsn, database string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn
	}
	u.Path = "/" + database
	return u.String()
}

// withoutOptions leaves out what a Twin asks of its sessions.
func withoutOptions(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn
	}
	q := u.Query()
	q.Del("options")
	u.RawQuery = q.Encode()
	return u.String()
}

func pgExec(dsn, stmt string) error {
	p, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer func() { _ = p.Close() }()
	_, err = p.Exec(stmt)
	return err
}
