package db

import (
	"context"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// keepKnown bounds the statements that a connection keeps. When there are more, all are dropped.
const keepKnown = 500

// kept is a statement with its values written out.
func kept(text string, args []driver.NamedValue) (statement, error) {
	st := statement{text: text, values: make([][]byte, len(args))}
	for i, a := range args {
		switch v := a.Value.(type) {
		case nil:
		case int64:
			st.values[i] = strconv.AppendInt(nil, v, 10)
		case string:
			st.values[i] = []byte(v)
		case bool:
			st.values[i] = strconv.AppendBool(nil, v)
		case []byte:
			st.values[i] = []byte(`\x` + hex.EncodeToString(v))
		default:
			return st, fmt.Errorf("db: a kept statement takes no %T", a.Value)
		}
	}
	return st, nil
}

// send lets statements go in one trip, with the BEGIN that is owed and with COMMIT where the context says so, and gives the
// pipeline from which their answers come.
func (c *thriftyConn) send(ctx context.Context, list ...statement) (*pgconn.Pipeline, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	if err := c.heard(); err != nil {
		return nil, c.stale(err)
	}
	waited := len(c.later)
	list = append(c.later, list...)
	c.later = nil
	if err := c.learn(ctx, list); err != nil {
		return nil, c.stale(err)
	}
	p := c.pg().StartPipeline(ctx)
	begun := c.begin == ""
	if !begun {
		p.SendQueryParams(c.begin, nil, nil, nil, nil)
	}
	for _, st := range list {
		p.SendQueryStatement(c.known[st.text], st.values, nil, nil)
	}
	if isLast(ctx) {
		p.SendQueryParams("COMMIT", nil, nil, nil, nil)
	}
	tripped(ctx)
	sent := c.stale
	if isLast(ctx) { // COMMIT may have arrived: never again by itself
		sent = func(err error) error { return err }
	}
	if err := p.Sync(); err != nil {
		return nil, c.failed(p, sent(lineLost(err)))
	}
	if !begun {
		if _, err := concluded(p); err != nil {
			return nil, c.failed(p, sent(err))
		}
		c.begin = ""
	}
	for range waited {
		if _, err := concluded(p); err != nil {
			return nil, c.failed(p, &earlierError{err})
		}
	}
	return p, nil
}

// earlierError is that of an insertion that waited for the statement which tells of it.
type earlierError struct{ error }

// Unwrap gives the engine's error.
func (e *earlierError) Unwrap() error { return e.error }

// sendLater sends what waits.
func (c *thriftyConn) sendLater(ctx context.Context) error {
	p, err := c.send(ctx)
	if err != nil {
		return err
	}
	return p.Close()
}

// errStale: the connection was dead before the transaction began. A Write runs again on another one.
var errStale = errors.New("db: the connection had died")

// stale marks an error that came before BEGIN was answered.
func (c *thriftyConn) stale(err error) error {
	var pe *pgconn.PgError
	if err == nil || c.begin == "" || errors.As(err, &pe) && !c.Conn.Conn().IsClosed() {
		return err
	}
	return errors.Join(errStale, err)
}

// lineLost: where nothing has gone out the pool may try another connection.
func lineLost(err error) error {
	if pgconn.SafeToRetry(err) {
		return driver.ErrBadConn
	}
	return err
}

// failed ends a pipeline after an error. A statement whose plan no longer fits is forgotten.
func (c *thriftyConn) failed(p *pgconn.Pipeline, err error) error {
	_ = p.Close()
	var pe *pgconn.PgError
	if errors.As(err, &pe) && (pe.Code == "0A000" || pe.Code == "26000") {
		clear(c.known)
	}
	return err
}

// learn prepares the statements that the connection has not met.
func (c *thriftyConn) learn(ctx context.Context, list []statement) error {
	for _, st := range list {
		if c.known[st.text] != nil {
			continue
		}
		if len(c.known) >= keepKnown {
			if err := c.forget(ctx); err != nil {
				return err
			}
			return c.learn(ctx, list)
		}
		c.named++
		sd, err := c.pg().Prepare(ctx, "kept_"+strconv.Itoa(c.named), st.text, nil)
		if err != nil {
			return lineLost(err)
		}
		c.known[st.text] = sd
	}
	return nil
}

func (c *thriftyConn) forget(ctx context.Context) error {
	p := c.pg().StartPipeline(ctx)
	for _, sd := range c.known {
		p.SendDeallocate(sd.Name)
	}
	clear(c.known)
	return errors.Join(p.Sync(), p.Close())
}

// next is the answer to the next statement of a pipeline.
func next(p *pgconn.Pipeline) (*pgconn.ResultReader, error) {
	r, err := p.GetResults()
	if err != nil {
		return nil, err
	}
	rr, ok := r.(*pgconn.ResultReader)
	if !ok {
		return nil, fmt.Errorf("db: %T instead of an answer", r)
	}
	return rr, nil
}

// concluded reads the answer of a statement without rows.
func concluded(p *pgconn.Pipeline) (pgconn.CommandTag, error) {
	rr, err := next(p)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	return rr.Close()
}

func (c *thriftyConn) exec(ctx context.Context, st statement) (pgconn.CommandTag, error) {
	p, err := c.send(ctx, st)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := concluded(p)
	if err == nil && isLast(ctx) {
		var end pgconn.CommandTag
		if end, err = concluded(p); err == nil {
			err = committed(end)
		}
		c.ended = err == nil
	}
	if err != nil {
		return tag, c.failed(p, err)
	}
	return tag, p.Close()
}

// answered is the answer to a statement that was asked ahead.
type answered struct {
	text string
	*pgconn.Result
}

// askAhead asks statements together and keeps the answers until they are fetched one by one.
func (c *thriftyConn) askAhead(ctx context.Context, list []statement) error {
	p, err := c.send(ctx, list...)
	if err != nil {
		return err
	}
	c.ahead = c.ahead[:0]
	for _, st := range list {
		rr, err := next(p)
		if err != nil {
			return c.failed(p, err)
		}
		fields := append([]pgconn.FieldDescription{}, rr.FieldDescriptions()...)
		r := rr.Read()
		if r.Err != nil {
			return c.failed(p, r.Err)
		}
		r.FieldDescriptions = fields
		c.ahead = append(c.ahead, answered{st.text, r})
	}
	return p.Close()
}

func (c *thriftyConn) query(ctx context.Context, st statement) (driver.Rows, error) {
	if len(c.ahead) > 0 && c.ahead[0].text == st.text {
		r := &thriftyRows{list: c.ahead[0].Rows}
		r.describe(c.ahead[0].FieldDescriptions)
		c.ahead = c.ahead[1:]
		return r, nil
	}
	p, err := c.send(ctx, st)
	if err != nil {
		return nil, err
	}
	rr, err := next(p)
	if err != nil {
		return nil, c.failed(p, err)
	}
	r := &thriftyRows{c: c, p: p, rr: rr}
	r.describe(rr.FieldDescriptions())
	if r.first = rr.NextRow(); !r.first { // an error is told at once
		if _, err := rr.Close(); err != nil {
			return nil, c.failed(p, err)
		}
	}
	return r, nil
}

// thriftyRows are the rows of one answer: from the line, or from memory.
type thriftyRows struct {
	cols  []string
	types []uint32
	list  [][][]byte // in memory
	c     *thriftyConn
	p     *pgconn.Pipeline
	rr    *pgconn.ResultReader
	first bool // the first row is read already
}

func (r *thriftyRows) describe(fields []pgconn.FieldDescription) {
	for _, f := range fields {
		r.cols, r.types = append(r.cols, f.Name), append(r.types, f.DataTypeOID)
	}
}

// Columns is part of driver.Rows.
func (r *thriftyRows) Columns() []string { return r.cols }

// Close reads what is left and gives the line back.
func (r *thriftyRows) Close() error {
	if r.p == nil {
		return nil
	}
	p := r.p
	r.p = nil
	_, err := r.rr.Close()
	if err != nil {
		return r.c.failed(p, err)
	}
	return p.Close()
}

// Next gives the next row.
func (r *thriftyRows) Next(dest []driver.Value) error {
	values, err := r.row()
	if err != nil {
		return err
	}
	for i, v := range values {
		if dest[i], err = valueOf(r.types[i], v); err != nil {
			return err
		}
	}
	return nil
}

func (r *thriftyRows) row() ([][]byte, error) {
	switch {
	case r.rr == nil:
		if len(r.list) == 0 {
			return nil, io.EOF
		}
		row := r.list[0]
		r.list = r.list[1:]
		return row, nil
	case r.first:
		r.first = false
		return r.rr.Values(), nil
	case r.rr.NextRow():
		return r.rr.Values(), nil
	}
	if _, err := r.rr.Close(); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

// valueOf reads a column that came as text. Our tables hold numbers, texts and truth values (data-rules S5).
func valueOf(typ uint32, text []byte) (driver.Value, error) {
	if text == nil {
		return nil, nil
	}
	switch typ {
	case pgtype.Int8OID, pgtype.Int4OID, pgtype.Int2OID:
		return strconv.ParseInt(string(text), 10, 64)
	case pgtype.BoolOID:
		return string(text) == "t", nil
	case pgtype.Float8OID, pgtype.Float4OID:
		return strconv.ParseFloat(string(text), 64)
	case pgtype.ByteaOID:
		return hex.DecodeString(string(text[min(2, len(text)):]))
	}
	return string(text), nil
}
