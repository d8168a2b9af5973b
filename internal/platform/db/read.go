package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"touyan/internal/kernel"
)

// ReadTx is one snapshot of the data, seen by one actor.
type ReadTx struct {
	d     *DB
	ctx   context.Context
	tx    bun.Tx
	actor kernel.Actor
	now   time.Time
	pipe  *pipe // of a long Write
}

// Read runs fn on a snapshot. The actor of ctx decides what there is to see.
func (d *DB) Read(ctx context.Context, fn func(*ReadTx) error) error {
	if b := batchOf(ctx); b != nil {
		return d.fail(fn(&ReadTx{d: d, ctx: ctx, tx: b.tx, actor: kernel.ActorOf(ctx), now: d.now()}))
	}
	tx, err := d.read.BeginTx(ctx, d.eng.readOptions())
	if err != nil {
		return d.fail(err)
	}
	err = fn(&ReadTx{d: d, ctx: ctx, tx: tx, actor: kernel.ActorOf(ctx), now: d.now()})
	return d.fail(errors.Join(err, tx.Rollback()))
}

// Look reads rows by one statement, without a transaction around it: it is a snapshot by itself, and the database is asked
// once instead of three times. For what every request asks.
func (d *DB) Look(ctx context.Context, dest any, sql string, args ...any) error {
	t := &ReadTx{d: d, ctx: ctx, actor: kernel.ActorOf(ctx), now: d.now()}
	if b := batchOf(ctx); b != nil {
		t.tx = b.tx
	}
	return d.fail(t.Select(dest, sql, args...))
}

// Actor is who reads.
func (t *ReadTx) Actor() kernel.Actor { return t.actor }

// County is the county of the actor.
func (t *ReadTx) County() kernel.ID { return t.actor.CountyID }

// Ctx is the context of the transaction.
func (t *ReadTx) Ctx() context.Context { return t.ctx }

// Now is the time of the transaction, fixed at its start.
func (t *ReadTx) Now() time.Time { return t.now }

// Today is the civil day of Now.
func (t *ReadTx) Today() kernel.Day { return kernel.DayOf(t.now) }

// As gives the same transaction to another actor. For the few places where the program itself must look: each is listed in
// the architecture test.
func (t *ReadTx) As(a kernel.Actor) *ReadTx {
	c := *t
	c.actor = a
	return &c
}

// Select reads rows into dest, a pointer to a slice of structs or scalars.
func (t *ReadTx) Select(dest any, sql string, args ...any) error {
	return t.selectArms(dest, nil, sql, args...)
}

func (t *ReadTx) selectArms(dest any, arms []kernel.Arm, sql string, args ...any) error {
	tpl, err := parse(sql)
	if err != nil {
		return err
	}
	text, args, err := tpl.expand(t.actor, arms, args)
	if err != nil {
		return err
	}
	if plain, ok := plainArgs(args); ok {
		return wrap(t.scan(t.ctx, dest, text, plain))
	}
	if t.tx.Tx == nil { // a look
		return wrap(t.d.read.NewRaw(text, args...).Scan(t.ctx, dest))
	}
	return wrap(t.at().NewRaw(text, args...).Scan(t.ctx, dest))
}

// Ask is a question among several that do not depend on each other.
type Ask struct {
	Dest any // as of Select
	SQL  string
	Args []any
	Keep Keep
	arms []kernel.Arm        // nil: all of the actor's
	Then func(*ReadTx) error // called when all are answered
}

// Keep says who may change the rows of an answer until the Write ends that asked. One table, read with ORDER BY its id, so
// that nobody waits in a circle; where writers run one after another nothing has to be kept.
type Keep int

// The ways to keep rows.
const (
	KeepNot    Keep = iota
	KeepShared      // nobody changes them, others may keep them too
	KeepAlone       // nobody else keeps or changes them
)

// text is the statement of the question.
func (a Ask) text(eng engine) string {
	if a.Keep == KeepNot || eng.serial() {
		return a.SQL
	}
	return a.SQL + map[Keep]string{KeepShared: " FOR SHARE", KeepAlone: " FOR UPDATE"}[a.Keep]
}

// Together answers questions, on PostgreSQL by one trip.
func (t *ReadTx) Together(asks ...Ask) error {
	if len(asks) > 1 && t.d.eng.joins() && t.tx.Tx != nil {
		if err := t.askAhead(asks); err != nil {
			return err
		}
	}
	for _, a := range asks {
		if err := t.selectArms(a.Dest, a.arms, a.text(t.d.eng), a.Args...); err != nil {
			return err
		}
	}
	for _, a := range asks {
		if a.Then == nil {
			continue
		}
		if err := a.Then(t); err != nil {
			return err
		}
	}
	return nil
}

// askAhead lets the connection ask all of it; each select that follows finds its answer there. With a list in the text of one
// of them each goes alone.
func (t *ReadTx) askAhead(asks []Ask) error {
	var all together
	for _, a := range asks {
		tpl, err := parse(a.text(t.d.eng))
		if err != nil {
			return err
		}
		text, args, err := tpl.expand(t.actor, a.arms, a.Args)
		if err != nil {
			return err
		}
		plain, ok := plainArgs(args)
		if !ok {
			return nil
		}
		named := make([]driver.NamedValue, len(plain))
		for i, v := range plain {
			named[i].Value = v
		}
		st, err := kept(t.d.eng.marks(text, plain), named)
		if err != nil {
			return err
		}
		all.list = append(all.list, st)
	}
	return wrap(t.d.watched(t.ctx, func(ctx context.Context) error {
		_, err := t.tx.Tx.ExecContext(ctx, "", all)
		return err
	}))
}

// query runs a statement whose values are plain, past bun.
func (t *ReadTx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	text, args = t.d.eng.marks(text, args), t.d.eng.kept(args)
	if t.tx.Tx == nil { // a look
		return t.d.read.DB.QueryContext(ctx, text, args...)
	}
	return t.at().Tx.QueryContext(ctx, text, args...)
}

// One reads one row into dest, a pointer to a struct; NotFound when there is none.
func (t *ReadTx) One(dest any, sql string, args ...any) error {
	return t.Select(dest, sql, args...)
}

// Get reads a record by its id into dest; NotFound when it is not there or not for this actor.
func (t *ReadTx) Get(dest Record, id kernel.ID) error {
	_, table, err := t.schemaOf(dest)
	if err != nil {
		return err
	}
	err = t.Select(dest, "SELECT x.* FROM {"+table.Name+" x} WHERE x.id = ?", id)
	if kernel.KindOf(err) == kernel.KindNotFound {
		return kernel.NotFound(table.Name).With("id", id.String())
	}
	return err
}

// schemaOf finds bun's schema and our declaration of a record's table.
func (t *ReadTx) schemaOf(r any) (*schema.Table, Table, error) {
	typ := reflect.TypeOf(r)
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return nil, Table{}, fmt.Errorf("db: %T is not a record", r)
	}
	s := t.d.write.Dialect().Tables().Get(typ)
	if len(s.Name) < 3 || s.Name[:2] != "t_" {
		return nil, Table{}, fmt.Errorf("db: record %T lacks db.BaseModel with table:t_…", r)
	}
	table, err := tableNamed(s.Name[2:])
	return s, table, err
}
