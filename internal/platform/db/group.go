package db

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// A group is bounded, so that nobody's answer waits for long on what others do.
const (
	groupMost = 64
	groupFor  = 20 * time.Millisecond
	// groupSlow marks an action that joins nobody: neighbours would wait for it.
	groupSlow = 100 * time.Millisecond
)

// errGroupBroken: the whole transaction was rolled back, with what others had written in it; each runs again alone.
var errGroupBroken = errors.New("db: group rolled back")

// committer lets the Writes of an engine with one writer share COMMITs, because the flush to disk is what a Write costs
// (docs/adr/0009). Writes take turns on the one connection, each in its own goroutine and behind a savepoint. Whoever ends
// a turn hands the open transaction to the next in the queue; when nobody waits, or the group is full, it commits. So a
// lone Write waits for nothing, and a group is whoever queued while the last commit ran.
type committer struct {
	d     *DB
	mu    sync.Mutex
	busy  bool // somebody has the turn
	queue []*turn
	slow  map[string]bool // actions whose last turn took longer than groupSlow: they run alone
	wal   *walKeeper
}

// turn is one Write that waits.
type turn struct {
	action string
	alone  bool
	ready  chan *group // brings the group to join, or nil: begin one
}

// group is one transaction that several Writes share. Only who has the turn touches it, until done is closed.
type group struct {
	tx    bun.Tx
	began time.Time
	size  int
	alone bool
	logs  map[kernel.ID]*groupLog
	done  chan struct{}
	err   error // why nothing of it is saved
}

// groupLog is the end of a county's log as this group leaves it: the head is read and stored once.
type groupLog struct {
	head   *head
	leaves []string
}

type largeKey struct{}

// Large marks the Writes of a context as long ones, such as an import: on SQLite they share their commit with nobody, on
// PostgreSQL their rows go in by COPY.
func Large(ctx context.Context) context.Context { return context.WithValue(ctx, largeKey{}, true) }

func isLarge(ctx context.Context) bool { return ctx.Value(largeKey{}) != nil }

func newCommitter(d *DB) *committer {
	return &committer{d: d, slow: map[string]bool{}, wal: &walKeeper{d: d, most: walMost, next: walMost}}
}

// write runs fn in a group, and alone when the group broke. It returns once the commit is on disk; an answer that refuses
// waits too, because it may rest on what a neighbour wrote.
func (c *committer) write(ctx context.Context, action string, fn func(*WriteTx) error) (w *WriteTx, err error) {
	w, err = c.once(ctx, &turn{action: action, alone: isLarge(ctx)}, fn)
	if errors.Is(err, errGroupBroken) {
		w, err = c.once(ctx, &turn{action: action, alone: true}, fn)
	}
	return w, err
}

func (c *committer) once(ctx context.Context, t *turn, fn func(*WriteTx) error) (*WriteTx, error) {
	g, err := c.enter(t)
	if err != nil {
		return nil, err
	}
	w := c.d.newWriteTx(ctx, t.action, g.tx)
	w.group = g
	err = c.take(g, t, w, fn)
	<-g.done
	switch {
	case g.err == nil:
		return w, err
	case g.size > 1:
		return w, errGroupBroken
	case err != nil:
		return w, err
	}
	return w, g.err
}

// enter waits for the turn and returns the group to run in.
func (c *committer) enter(t *turn) (*group, error) {
	c.mu.Lock()
	if c.busy {
		t.ready = make(chan *group, 1)
		c.queue = append(c.queue, t)
		c.mu.Unlock()
		if g := <-t.ready; g != nil {
			g.size++
			return g, nil
		}
	} else {
		c.busy = true
		c.mu.Unlock()
	}
	tx, err := c.d.write.BeginTx(context.Background(), nil)
	if err != nil {
		c.pass(nil)
		return nil, err
	}
	return &group{
		tx: tx, began: time.Now(), size: 1, alone: t.alone || c.isSlow(t.action),
		logs: map[kernel.ID]*groupLog{}, done: make(chan struct{}),
	}, nil
}

// take is one turn: the Write behind its savepoint, and then the next one's turn or the commit, also after a panic.
func (c *committer) take(g *group, t *turn, w *WriteTx, fn func(*WriteTx) error) error {
	began := time.Now()
	defer func() {
		c.noteTime(t.action, time.Since(began))
		if !c.pass(g) {
			g.commit()
			if g.err == nil {
				c.d.watch.grouped(g.size)
			}
			c.wal.trim()
			c.pass(nil)
		}
	}()
	return g.run(w, fn)
}

// pass hands the turn to the next in the queue: with the open group when both fit together, without one after its end.
func (c *committer) pass(g *group) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if g != nil && (len(c.queue) == 0 || !g.open() || c.queue[0].alone || c.slow[c.queue[0].action]) {
		return false
	}
	if len(c.queue) == 0 {
		c.busy = false
		return true
	}
	next := c.queue[0]
	c.queue[0] = nil
	c.queue = c.queue[1:]
	next.ready <- g
	return true
}

func (c *committer) isSlow(action string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.slow[action]
}

func (c *committer) noteTime(action string, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if took > groupSlow {
		c.slow[action] = true
	} else {
		delete(c.slow, action)
	}
}

// open tells whether one more may join.
func (g *group) open() bool {
	return g.err == nil && !g.alone && g.size < groupMost && time.Since(g.began) < groupFor
}

// run is one Write behind its savepoint. What fails, panics or leaves is rolled back to it; where the savepoint is gone the
// engine has rolled back everything (disk full, I/O error). Who runs alone needs none, and is spared what it costs: SQLite
// keeps the old state of each page that is touched behind a savepoint in memory.
func (g *group) run(w *WriteTx, fn func(*WriteTx) error) error {
	if g.alone {
		return g.runAlone(w, fn)
	}
	if err := g.exec("SAVEPOINT w"); err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept && g.err == nil {
			_ = g.exec("ROLLBACK TO w; RELEASE w")
		}
	}()
	if err := w.do(fn); err != nil {
		return err
	}
	if err := g.exec("RELEASE w"); err != nil {
		return err
	}
	kept = true
	g.keep(w)
	return nil
}

func (g *group) runAlone(w *WriteTx, fn func(*WriteTx) error) error {
	g.err = errGroupBroken // until it is known to be good, also after a panic
	err := w.do(fn)
	if g.err = err; err == nil {
		g.keep(w)
	}
	return err
}

// keep puts the entry of a Write that is good at the end of its log.
func (g *group) keep(w *WriteTx) {
	if w.leaf != "" {
		l := g.logs[w.actor.CountyID]
		l.leaves = append(l.leaves, w.leaf)
	}
}

// exec runs a savepoint statement; when it fails the group is lost.
func (g *group) exec(sql string) error {
	_, err := g.tx.Tx.Exec(sql)
	if err != nil {
		g.err = err
	}
	return err
}

// number tells the number that the entry of the Write at hand will have; it counts once the savepoint is released.
func (g *group) number(w *WriteTx) (int64, error) {
	l := g.logs[w.actor.CountyID]
	if l == nil {
		h, err := lockHead(w.ctx, w.at(), w.actor.CountyID, "")
		if err != nil {
			return 0, err
		}
		l = &groupLog{head: h}
		g.logs[w.actor.CountyID] = l
	}
	return l.head.size + int64(len(l.leaves)) + 1, nil
}

// commit stores the ends of the logs and puts the group on disk, or nothing of it; then all who waited have their answer.
func (g *group) commit() {
	defer close(g.done)
	ctx := context.Background()
	for _, l := range g.logs {
		if g.err == nil && len(l.leaves) > 0 {
			g.err = l.store(ctx, g.tx)
		}
	}
	if g.err == nil {
		g.err = g.tx.Commit()
	}
	if g.err != nil {
		_ = g.tx.Rollback() // of a failed COMMIT too: the driver has seen to it
	}
}

func (l *groupLog) store(ctx context.Context, tx bun.Tx) error {
	if err := l.head.append(ctx, tx, l.leaves); err != nil {
		return err
	}
	return l.head.store(ctx, tx)
}
