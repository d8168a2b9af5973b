package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"

	"modernc.org/sqlite"
)

// SQLite parses a statement in about the time in which it answers it, and the driver forgets a statement when it has run.
// prepared is a connector whose connections keep the statements that have arguments, so that each is parsed once per
// connection. Statements without arguments pass: their text differs from call to call, or they are a BEGIN.
type prepared struct {
	dsn   string
	trace func(text string, args []any)
}

// keepStatements bounds what one connection keeps; a few kilobytes each. When there are more, all are dropped.
const keepStatements = 300

// Connect is part of driver.Connector.
func (p prepared) Connect(context.Context) (driver.Conn, error) {
	c, err := p.Driver().Open(p.dsn)
	if err != nil {
		return nil, err
	}
	full, ok := c.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("db: the SQLite driver has changed its shape"), c.Close())
	}
	return &preparedConn{sqliteConn: full, idle: map[string]preparedStmt{}, trace: p.trace}, nil
}

// Driver is part of driver.Connector.
func (prepared) Driver() driver.Driver { return &sqlite.Driver{} }

// sqliteConn is all that database/sql asks of a connection of the driver.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type preparedStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// preparedConn is one connection with its statements. database/sql lets one goroutine at a time use it.
type preparedConn struct {
	sqliteConn
	idle  map[string]preparedStmt // those that are not running
	trace func(text string, args []any)
}

// take finds a statement that is not running, or prepares it.
func (c *preparedConn) take(ctx context.Context, query string) (preparedStmt, error) {
	if st, ok := c.idle[query]; ok {
		delete(c.idle, query)
		return st, nil
	}
	st, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	full, ok := st.(preparedStmt)
	if !ok {
		return nil, errors.Join(errors.New("db: the SQLite driver has changed its shape"), st.Close())
	}
	return full, nil
}

// put gives a statement back.
func (c *preparedConn) put(query string, st preparedStmt) error {
	var err error
	if len(c.idle) >= keepStatements {
		err = c.drop()
	}
	if _, twice := c.idle[query]; twice { // it ran inside itself
		return errors.Join(err, st.Close())
	}
	c.idle[query] = st
	return err
}

func (c *preparedConn) drop() error {
	var err error
	for _, st := range c.idle {
		err = errors.Join(err, st.Close())
	}
	clear(c.idle)
	return err
}

// Close ends the statements before the connection.
func (c *preparedConn) Close() error { return errors.Join(c.drop(), c.sqliteConn.Close()) }

func (c *preparedConn) told(query string, args []driver.NamedValue) {
	if c.trace == nil {
		return
	}
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = a.Value
	}
	c.trace(query, values)
}

// ExecContext runs a statement without rows.
func (c *preparedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.told(query, args)
	if len(args) == 0 {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	st, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	res, err := st.ExecContext(ctx, args)
	return res, errors.Join(err, c.put(query, st))
}

// QueryContext runs a statement; it is kept again when its rows are closed.
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.told(query, args)
	if len(args) == 0 {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	st, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &preparedRows{Rows: rows, c: c, query: query, st: st}, nil
}

type preparedRows struct {
	driver.Rows
	c     *preparedConn
	query string
	st    preparedStmt
}

// Next gives the next row.
func (r *preparedRows) Next(dest []driver.Value) error {
	if r.st == nil {
		return io.EOF
	}
	return r.Rows.Next(dest)
}

// Close gives the statement back.
func (r *preparedRows) Close() error {
	if r.st == nil {
		return nil
	}
	err := errors.Join(r.Rows.Close(), r.c.put(r.query, r.st))
	r.st = nil
	return err
}
