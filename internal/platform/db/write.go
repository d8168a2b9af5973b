package db

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// tries bounds how often a Write runs again after a lost race.
const tries = 5

// batch is how many rows one INSERT carries.
const batch = 400

var actionName = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)

// errLostRace: somebody else changed the row between our read and our write; the Write runs again.
var errLostRace = errors.New("db: lost race")

// WriteTx is one transaction that changes data. It reads what it has written.
type WriteTx struct {
	*ReadTx
	action  string
	reason  string
	acting  string // in whose place the actor does it
	entry   *openEntry
	lines   []journalLine // not yet written
	tally   map[tallyKey]int64
	running map[runningKey]int64
	part    int64 // of much used running sums, that this Write adds to
	after   []func()
	last    []insertion       // what ends the Write, gathered (insertLast)
	locked  map[rowKey]Record // as they were when they were locked
	mayEnd  func() error      // asked before COMMIT goes out together with the last statement; nil: it goes alone
	ending  bool              // COMMIT went out
	conn    *bun.Conn         // of the transaction, where the engine can take rows by COPY
	copied  int               // rows that came by COPY
	group   *group            // the group that the Write runs in, where writers run one after another
	leaf    string            // of the entry, for the log of the group
	spoil   *spoil
}

// Write is the only way to change anything. action is `room.verb`; fn may run more than once, so it changes nothing but
// through tx. What it changed is checked against the actor's scope row by row and leaves one journal entry; when nothing
// changed and nothing was declared as viewed there is no entry. A client that goes away does not stop a Write that runs.
func (d *DB) Write(ctx context.Context, action string, fn func(*WriteTx) error) (err error) {
	if !actionName.MatchString(action) {
		return fmt.Errorf("db: action %q is not room.verb", action)
	}
	start := time.Now()
	defer func() { d.watch.wrote(start, err) }()
	ctx = context.WithoutCancel(ctx)
	for range tries {
		var retry bool
		if retry, err = d.tryWrite(ctx, action, fn); !retry {
			return d.fail(err)
		}
	}
	if errors.Is(err, errLostRace) {
		return kernel.Conflict("changed_meanwhile").Because(err)
	}
	return d.fail(err)
}

func (d *DB) tryWrite(ctx context.Context, action string, fn func(*WriteTx) error) (retry bool, err error) {
	if b := batchOf(ctx); b != nil {
		_, err := b.write(ctx, d, action, fn)
		return err != nil && d.again(err), err
	}
	var w *WriteTx
	if d.groups != nil {
		w, err = d.groups.write(ctx, action, fn)
	} else {
		w, err = d.writeAlone(ctx, action, fn)
	}
	if err != nil {
		return d.again(err), err
	}
	if w.entry != nil {
		d.seq.wake(w.County())
	}
	for _, f := range w.after {
		f()
	}
	return false, nil
}

// writeAlone is one Write in a transaction of its own, for an engine on which writers run side by side.
func (d *DB) writeAlone(ctx context.Context, action string, fn func(*WriteTx) error) (*WriteTx, error) {
	term, err := d.lease.ensure(ctx)
	if err != nil {
		return nil, err
	}
	tx, conn, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		_ = tx.Rollback()
		if conn != nil {
			_ = conn.Close()
		}
	}()
	w := d.newWriteTx(ctx, action, tx)
	w.conn = conn
	held := func() error {
		if d.lease.holds(term) {
			return nil
		}
		return errLostRace // the machine slept meanwhile: the ids may be somebody else's by now
	}
	if conn == nil {
		w.mayEnd = held
	}
	if err := w.do(fn); err != nil && w.ending {
		return nil, d.commitFailed(err)
	} else if err != nil {
		return nil, err
	}
	if !w.ending {
		if err := held(); err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, d.commitFailed(err)
	}
	d.watch.grouped(1)
	return w, nil
}

// begin begins a transaction; a long Write holds its connection too, for COPY. Without it the pool passes over connections
// that died while they were idle.
func (d *DB) begin(ctx context.Context) (tx bun.Tx, conn *bun.Conn, err error) {
	if !isLarge(ctx) {
		tx, err = d.write.BeginTx(ctx, nil)
		return tx, nil, err
	}
	c, err := d.write.Conn(ctx)
	if err != nil {
		return tx, nil, err
	}
	if tx, err = c.BeginTx(ctx, nil); err != nil {
		return tx, nil, errors.Join(err, c.Close())
	}
	return tx, &c, nil
}

// commitFailed: where the connection broke while COMMIT was on its way nobody knows whether it arrived. It is never called
// saved; a client sends its key again and is answered the same record.
func (d *DB) commitFailed(err error) error {
	if d.eng.classify(err) == faultAway {
		return kernel.Unavailable("outcome_unknown").Because(err)
	}
	return err
}

func (d *DB) newWriteTx(ctx context.Context, action string, tx bun.Tx) *WriteTx {
	s := &spoil{}
	return &WriteTx{
		ReadTx: &ReadTx{d: d, ctx: context.WithValue(ctx, spoilKey{}, s), tx: tx, actor: kernel.ActorOf(ctx), now: d.now()},
		action: action,
		tally:  map[tallyKey]int64{},
		locked: map[rowKey]Record{},
		spoil:  s,
	}
}

// again: a lost race, a deadlock, or a key that another Write has just taken (a client key sent twice at once).
func (d *DB) again(err error) bool {
	if errors.Is(err, errLostRace) || errors.Is(err, errStale) {
		return true
	}
	f := d.eng.classify(err)
	return f == faultRetry || f == faultUnique
}

// do runs fn and then writes the journal and the tallies: those last, because writers at one place wait for each other's
// counters, and sorted, so that they never wait in a circle.
func (t *WriteTx) do(fn func(*WriteTx) error) error {
	err := t.piped(func() error {
		for _, step := range []func() error{func() error { return fn(t) }, t.flushJournal, t.flushSums, t.sendEnd} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if t.spoil.err != nil { // fn may have overlooked it
		return t.spoil.err
	}
	return err
}

// piped runs a Write that runs alone with a pipe for its insertions.
func (t *WriteTx) piped(run func() error) (err error) {
	if t.group == nil || !t.group.alone {
		return run()
	}
	t.pipe = newPipe()
	defer func() { // also after a panic
		if bad := t.pipe.close(); bad != nil {
			err = bad
		}
	}()
	return run()
}

// Reason puts the actor's reason into the journal entry.
func (t *WriteTx) Reason(s string) { t.reason = s }

// NewID draws an id.
func (t *WriteTx) NewID() kernel.ID { return t.d.ids.next() }

// After runs f once the transaction is on disk.
func (t *WriteTx) After(f func()) { t.after = append(t.after, f) }

// Insert adds a record. Its county is the actor's; an id is drawn when it has none; the row must lie in the actor's scope.
func (t *WriteTx) Insert(rec Record) error {
	return t.InsertAll([]Record{rec})
}

// InsertAll adds many records of one table: a slice of pointers to records.
func (t *WriteTx) InsertAll(recs any) error {
	return t.insertAll(recs, t.covers)
}

// covers tells whether a record lies in the actor's scope.
func (t *WriteTx) covers(table Table, rec Record) bool {
	return covers(table, t.actor, stampOf(rec), typeOf(rec))
}

// InsertAbove is InsertAll for what tells others of a row that the actor changed, of the type where it has one: it lies where that
// row lay before or after, or above, in whatever unit, and is sealed where the row is.
func (t *WriteTx) InsertAbove(recs any, typ string, row ...kernel.Stamp) error {
	return t.insertAll(recs, func(table Table, rec Record) bool {
		s := stampOf(rec)
		return s != nil && slices.ContainsFunc(row, func(r kernel.Stamp) bool {
			return covers(table, t.actor, &r, typ) && (s.Sealed || !r.Sealed) && onTheWay(*s, r)
		})
	})
}

// onTheWay tells whether a stamp names the places of another one, as far down as it goes.
func onTheWay(s, of kernel.Stamp) bool {
	own := []kernel.ID{s.TownshipID, s.VillageID, s.GroupID, s.MicroID}
	all := []kernel.ID{of.TownshipID, of.VillageID, of.GroupID, of.MicroID}
	for len(own) > 0 && own[len(own)-1] == 0 {
		own = own[:len(own)-1]
	}
	return slices.Equal(own, all[:len(own)])
}

func (t *WriteTx) insertAll(recs any, may func(Table, Record) bool) error {
	v := reflect.ValueOf(recs)
	if v.Kind() != reflect.Slice {
		return fmt.Errorf("db: InsertAll wants a slice, not %T", recs)
	}
	if v.Len() == 0 {
		return nil
	}
	first, err := asRecord(v.Index(0).Interface())
	if err != nil {
		return err
	}
	s, table, err := t.schemaOf(first)
	if err != nil {
		return err
	}
	typed := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(first)), 0, v.Len())
	for i := range v.Len() {
		rec, err := asRecord(v.Index(i).Interface())
		if err != nil {
			return err
		}
		row := rec.row()
		row.CountyID, row.Rev = t.actor.CountyID, 1
		if row.ID == 0 {
			row.ID = t.NewID()
		}
		if !may(table, rec) {
			return kernel.Forbidden("out_of_scope").With("table", table.Name)
		}
		typed = reflect.Append(typed, reflect.ValueOf(rec))
		if table.journaled() {
			t.record(s, table, opInsert, nil, rec)
		}
	}
	if err := t.insertRows(typed, ""); err != nil {
		return err
	}
	return t.spillLines()
}

// Lock reads a record by id into dest and keeps it from changing until the end. Lock before deciding on it.
func (t *WriteTx) Lock(dest Record, id kernel.ID) error {
	_, table, err := t.schemaOf(dest)
	if err != nil {
		return err
	}
	gone := kernel.NotFound(table.Name).With("id", id.String())
	err = wrap(t.scan(t.ctx, dest, "SELECT * FROM t_"+table.Name+" WHERE county_id = ? AND id = ?"+t.d.eng.forUpdate(),
		[]any{int64(t.actor.CountyID), int64(id)}))
	if err != nil {
		if kernel.KindOf(err) == kernel.KindNotFound {
			return gone
		}
		return err
	}
	if !t.covers(table, dest) {
		reflect.ValueOf(dest).Elem().SetZero()
		return gone
	}
	t.remember(table, dest)
	return nil
}

// Update stores a changed record: one that was read in this Write. It must lie in the actor's scope before and after.
func (t *WriteTx) Update(rec Record) error { return t.change(rec, false) }

// Pass stores a changed record that may leave the actor's scope by changing hands: its unit, never its place.
func (t *WriteTx) Pass(rec Record) error { return t.change(rec, true) }

func (t *WriteTx) change(rec Record, pass bool) error {
	s, table, err := t.schemaOf(rec)
	if err != nil {
		return err
	}
	before, err := t.lockedOf(table, rec)
	if err != nil {
		return err
	}
	if before.row().Rev != rec.row().Rev {
		return errLostRace
	}
	if err := table.mayChange(); err != nil {
		return err
	}
	rec.row().CountyID = t.actor.CountyID
	if !t.mayBecome(table, before, rec, pass) {
		return kernel.Forbidden("out_of_scope").With("table", table.Name)
	}
	if !t.record(s, table, opUpdate, before, rec) {
		return nil
	}
	set := change(s, before, rec)
	rec.row().Rev++
	if err := t.store(table, set, rec.row().ID); err != nil {
		return err
	}
	t.remember(table, rec)
	return t.spillLines()
}

// mayBecome checks the row as it will be.
func (t *WriteTx) mayBecome(table Table, before, after Record, pass bool) bool {
	if t.covers(table, after) {
		return true
	}
	if !pass {
		return false
	}
	b, a := *stampOf(before), *stampOf(after)
	b.BodyID, a.BodyID = 0, 0
	return a == b
}

// Delete removes a record; most records are closed, not deleted.
func (t *WriteTx) Delete(rec Record) error {
	s, table, err := t.schemaOf(rec)
	if err != nil {
		return err
	}
	if err := table.mayChange(); err != nil {
		return err
	}
	before := reflect.New(reflect.TypeOf(rec).Elem()).Interface().(Record)
	if err := t.Lock(before, rec.row().ID); err != nil {
		return err
	}
	if before.row().Rev != rec.row().Rev {
		return errLostRace
	}
	if table.journaled() {
		t.record(s, table, opDelete, before, nil)
	}
	if _, err := t.at().NewDelete().Model(before).WherePK().Exec(t.ctx); err != nil {
		return err
	}
	return t.spillLines()
}
