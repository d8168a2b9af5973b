package db

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"touyan/internal/kernel"
)

type sqliteEngine struct{}

func (sqliteEngine) name() string                         { return "sqlite" }
func (sqliteEngine) forUpdate() string                    { return "" }
func (sqliteEngine) marks(text string, args []any) string { return veiled(text, args) }
func (sqliteEngine) kept(args []any) []any                { return args }
func (sqliteEngine) serial() bool                         { return true }
func (sqliteEngine) joins() bool                          { return false }
func (sqliteEngine) readOptions() *sql.TxOptions          { return &sql.TxOptions{ReadOnly: true} }

// open makes one writing connection and several reading ones. synchronous=FULL: what was acknowledged survives a power cut.
func (sqliteEngine) open(o Options) (write, read *bun.DB, err error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, nil, err
	}
	w := sql.OpenDB(prepared{sqliteAddress(o.Dir, writerCache) + "&_txlock=immediate", o.Trace})
	w.SetMaxOpenConns(1)
	r := sql.OpenDB(prepared{sqliteAddress(o.Dir, readerCache, "query_only(1)"), o.Trace})
	n := max(4, 2*runtime.NumCPU())
	r.SetMaxOpenConns(n)
	r.SetMaxIdleConns(n)
	return bun.NewDB(w, sqlitedialect.New()), bun.NewDB(r, sqlitedialect.New()), nil
}

// What a connection keeps of the file, in kilobytes. Each takes double: a page with its header is a little more than 4 kB, and
// the driver's allocator has slots of 4 and of 8. The operating system keeps the file too.
const (
	writerCache = 20 << 10
	readerCache = 16 << 10 // there are many of them
)

// sqliteAddress names the file and how it is opened. The driver sorts pragmas: of one that stood twice the greater text would win.
func sqliteAddress(dir string, cache int, more ...string) string {
	q := url.Values{"_pragma": append([]string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"temp_store(MEMORY)", fmt.Sprintf("cache_size(-%d)", cache), "wal_autocheckpoint(8000)",
	}, more...)}
	return "file:" + (&url.URL{Path: sqlitePath(dir)}).EscapedPath() + "?" + q.Encode()
}

func (sqliteEngine) classify(err error) fault {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return faultOther
	}
	switch se.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY:
		return faultUnique
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return faultForeign
	}
	switch se.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return faultRetry
	case lib.SQLITE_FULL:
		return faultFull
	case lib.SQLITE_IOERR, lib.SQLITE_NOMEM, lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY:
		return faultAway
	}
	return faultOther
}

// lockedError says plainly that another process has the folder.
func lockedError(dir string) error {
	return kernel.Unavailable("folder_in_use").With("dir", dir)
}
