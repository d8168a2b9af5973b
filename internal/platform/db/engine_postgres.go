package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"touyan/internal/kernel"
)

type postgresEngine struct{}

// dialer notices within half a minute that the other side is gone without a word.
var dialer = &net.Dialer{
	Timeout:         5 * time.Second,
	KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3},
}

func (postgresEngine) name() string                         { return "postgres" }
func (postgresEngine) forUpdate() string                    { return " FOR UPDATE" }
func (postgresEngine) marks(text string, args []any) string { return dollars(text, args) }

func (postgresEngine) kept(args []any) []any {
	return append([]any{keptMark{}}, args...)
}
func (postgresEngine) serial() bool { return false }
func (postgresEngine) joins() bool  { return true }

// readOptions: one snapshot for all statements of a Read.
func (postgresEngine) readOptions() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

// open uses the exec mode without prepared statements: bun writes arguments into the text, so caching statements only churns. A
// statement with its values beside it says for itself that it is to be kept.
func (postgresEngine) open(o Options) (write, read *bun.DB, err error) {
	cfg, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, nil, kernel.Invalid("db", "bad_db_url").Because(err)
	}
	cfg.DefaultQueryExecMode = pgx.QueryExecModeExec
	cfg.DialFunc = dialer.DialContext
	cfg.RuntimeParams["timezone"] = "UTC"
	cfg.RuntimeParams["application_name"] = "touyan"
	pool := sql.OpenDB(thrifty{stdlib.GetConnector(*cfg)})
	n := 4 * runtime.NumCPU()
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	b := bun.NewDB(pool, pgdialect.New())
	return b, b, nil
}

func (postgresEngine) classify(err error) fault {
	var pe *pgconn.PgError
	if !errors.As(err, &pe) {
		if connectionLost(err) {
			return faultAway
		}
		return faultOther
	}
	switch {
	case pe.Code == "23505":
		return faultUnique
	case pe.Code == "23503":
		return faultForeign
	case pe.Code == "40001", pe.Code == "40P01", pe.Code == "55P03":
		return faultRetry
	case pe.Code == "53100":
		return faultFull
	case pe.Code == "25006", pe.Code == "58030", // a standby after a switch; I/O error
		strings.HasPrefix(pe.Code, "08"), strings.HasPrefix(pe.Code, "57P"), strings.HasPrefix(pe.Code, "53"):
		return faultAway
	}
	return faultOther
}

// connectionLost tells errors of the line from those of the program.
func connectionLost(err error) bool {
	var network *net.OpError
	var connect *pgconn.ConnectError
	if errors.As(err, &network) || errors.As(err, &connect) {
		return true
	}
	for _, is := range []error{driver.ErrBadConn, net.ErrClosed, io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, is) {
			return true
		}
	}
	return strings.Contains(err.Error(), "conn closed") // pgconn has no value for it
}

// warnUnflushed says so when the database is set to answer before a commit is on disk: nothing here can make up for that.
func (d *DB) warnUnflushed(ctx context.Context) error {
	var off []string
	err := d.read.NewRaw("SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name").Scan(ctx, &off)
	if err == nil && len(off) > 0 {
		d.log.Warn("the database may lose saved data in a power cut: these settings are off", slog.Any("settings", off))
	}
	return d.fail(err)
}
