package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// A trip to PostgreSQL wakes two processes and costs more than most statements of a request. thrifty is a connector around
// pgx's whose connections save trips and change nothing else (docs/adr/0021): BEGIN goes out with the first statement of a
// transaction, COMMIT with its last one where the Write says which that is, nobody waits for the answer to a ROLLBACK, and
// questions that do not depend on each other go together. Only statements that are kept ride; all others pass as before.
type thrifty struct{ driver.Connector }

// Connect is part of driver.Connector.
func (t thrifty) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := t.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	full, ok := c.(*stdlib.Conn)
	if !ok {
		return nil, errors.Join(errors.New("db: the PostgreSQL driver has changed its shape"), c.Close())
	}
	return &thriftyConn{Conn: full, known: map[string]*pgconn.StatementDescription{}}, nil
}

// thriftyConn is one connection. database/sql lets one goroutine at a time use it.
type thriftyConn struct {
	*stdlib.Conn
	known  map[string]*pgconn.StatementDescription // kept statements by their text
	named  int
	begin  string           // BEGIN that is owed to the first statement
	ended  bool             // the last statement took COMMIT along
	ending *pgconn.Pipeline // ROLLBACK, sent without waiting for the answer
	later  []statement      // insertions that wait for the next statement
	ahead  []answered       // what was asked together and has not been fetched
}

// keptMark stands before the arguments of a statement whose text comes again.
type keptMark struct{}

// together is the argument that stands for several kept statements.
type together struct{ list []statement }

// statement is a kept statement with its values as text.
type statement struct {
	text   string
	values [][]byte
}

type lastKey struct{}

// lastOf marks the context of the statement that takes COMMIT along.
func lastOf(ctx context.Context) context.Context { return context.WithValue(ctx, lastKey{}, true) }

func isLast(ctx context.Context) bool { return ctx.Value(lastKey{}) != nil }

type laterKey struct{}

// laterOf marks the context of a statement that may wait and go out with the next one: nobody asks how it ended before that.
func laterOf(ctx context.Context) context.Context { return context.WithValue(ctx, laterKey{}, true) }

// mostLater bounds the statements that wait.
const mostLater = 16

func (c *thriftyConn) pg() *pgconn.PgConn { return c.Conn.Conn().PgConn() }

// bare is pgx's connection, within the transaction that has begun.
func (c *thriftyConn) bare(ctx context.Context) (*pgx.Conn, error) {
	return c.Conn.Conn(), c.settle(ctx)
}

// heard reads the answer that nobody has waited for.
func (c *thriftyConn) heard() error {
	p := c.ending
	if c.ending = nil; p == nil {
		return nil
	}
	if err := p.Close(); err != nil {
		return errors.Join(driver.ErrBadConn, c.Close())
	}
	return nil
}

// settle makes the connection one for statements that do not ride.
func (c *thriftyConn) settle(ctx context.Context) error {
	if len(c.later) > 0 {
		return c.sendLater(ctx)
	}
	if err := c.heard(); err != nil || c.begin == "" {
		return c.stale(err)
	}
	tripped(ctx)
	if _, err := c.Conn.ExecContext(ctx, c.begin, nil); err != nil {
		return c.stale(err)
	}
	c.begin = ""
	return nil
}

// BeginTx asks nothing yet.
func (c *thriftyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if c.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	switch sql.IsolationLevel(o.Isolation) {
	case sql.LevelDefault:
		c.begin = "BEGIN"
	case sql.LevelRepeatableRead:
		c.begin = "BEGIN ISOLATION LEVEL REPEATABLE READ"
	default:
		return nil, errors.New("db: an isolation level that the program does not use")
	}
	if o.ReadOnly {
		c.begin += " READ ONLY"
	}
	c.ended = false
	return &thriftyTx{c, ctx}, nil
}

type thriftyTx struct {
	c   *thriftyConn
	ctx context.Context
}

// Commit commits, where the last statement has not done so.
func (t *thriftyTx) Commit() error {
	c := t.c
	if len(c.later) > 0 {
		if err := c.sendLater(t.ctx); err != nil {
			return err
		}
	}
	if c.ended || c.begin != "" { // or nothing was asked
		c.ended, c.begin = false, ""
		return nil
	}
	tripped(t.ctx)
	all, err := c.pg().Exec(t.ctx, "COMMIT").ReadAll()
	if err != nil {
		return err
	}
	return committed(all[0].CommandTag)
}

// committed: COMMIT of a transaction in which a statement has failed is answered with ROLLBACK.
func committed(tag pgconn.CommandTag) error {
	if tag.String() != "COMMIT" {
		return pgx.ErrTxCommitRollback
	}
	return nil
}

// Rollback sends ROLLBACK; whoever uses the connection next reads the answer, which is there by then.
func (t *thriftyTx) Rollback() error {
	c := t.c
	c.ahead, c.later = nil, nil
	if c.begin != "" {
		c.begin = ""
		return nil
	}
	if c.Conn.Conn().IsClosed() {
		return driver.ErrBadConn
	}
	p := c.pg().StartPipeline(context.Background())
	p.SendQueryParams("ROLLBACK", nil, nil, nil, nil)
	if err := p.Sync(); err != nil {
		return errors.Join(driver.ErrBadConn, p.Close())
	}
	c.ending = p
	return nil
}

// ResetSession is called when the connection is taken from the pool.
func (c *thriftyConn) ResetSession(ctx context.Context) error {
	c.begin, c.ended, c.ahead, c.later = "", false, nil, nil
	if c.Conn.Conn().IsClosed() {
		return driver.ErrBadConn
	}
	if err := c.heard(); err != nil {
		return driver.ErrBadConn
	}
	return c.Conn.ResetSession(ctx)
}

// PrepareContext passes.
func (c *thriftyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if err := c.settle(ctx); err != nil {
		return nil, err
	}
	tripped(ctx)
	return c.Conn.PrepareContext(ctx, query)
}

// Ping passes.
func (c *thriftyConn) Ping(ctx context.Context) error {
	if err := c.settle(ctx); err != nil {
		return err
	}
	return c.Conn.Ping(ctx)
}

// ExecContext runs a statement without rows, or asks several ahead.
func (c *thriftyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) > 0 {
		switch a := args[0].Value.(type) {
		case together:
			return driver.RowsAffected(0), c.askAhead(ctx, a.list)
		case keptMark:
			st, err := kept(query, args[1:])
			if err != nil {
				return nil, err
			}
			if ctx.Value(laterKey{}) != nil && len(c.later) < mostLater {
				c.later = append(c.later, st)
				return driver.RowsAffected(0), nil
			}
			tag, err := c.exec(ctx, st)
			return driver.RowsAffected(tag.RowsAffected()), err
		}
	}
	if err := c.settle(ctx); err != nil {
		return nil, err
	}
	tripped(ctx)
	return c.Conn.ExecContext(ctx, query, args)
}

// QueryContext runs a statement; what was asked ahead is answered from memory.
func (c *thriftyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) > 0 {
		if _, ok := args[0].Value.(keptMark); ok {
			st, err := kept(query, args[1:])
			if err != nil {
				return nil, err
			}
			return c.query(ctx, st)
		}
	}
	if err := c.settle(ctx); err != nil {
		return nil, err
	}
	tripped(ctx)
	return c.Conn.QueryContext(ctx, query, args)
}
