package db

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"

	"touyan/internal/kernel"
)

// leaseFor is how long a slot is held without renewal; leaseMargin more passes before another server may take it, so that
// ids drawn at the last moment lie below those of the next holder.
const (
	leaseFor    = 30 * time.Second
	leaseMargin = 10 * time.Second
	// leasePatience is how long the database may take to answer.
	leasePatience = 5 * time.Second
)

// dbMillis is the clock by which leases end: that of the database, the same for all servers.
const dbMillis = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"

// lease is one server's number among those that write to the same PostgreSQL. What the server itself believes is counted
// on the clock of its machine, never on the program's, which builders move. When the lease was lost (the database was away
// for long, the machine slept, another server took the slot) the next Write takes one again.
type lease struct {
	d      *DB
	holder string // the same after a restart: a server that crashed gets its slot back at once
	name   *serverName
	wall   func() time.Time
	cancel context.CancelFunc
	done   chan struct{}

	take    sync.Mutex // one renewal at a time
	asked   time.Time  // when the last one was answered,
	refused error      // and with what

	mu     sync.Mutex
	slot   int
	term   int64     // rises when a slot is taken that was not ours
	steady time.Time // valid until then by the steady clock,
	until  time.Time // and by the wall clock
}

func newLease(ctx context.Context, d *DB, dir string) (*lease, error) {
	l := &lease{d: d, holder: rand.Text(), wall: time.Now, done: make(chan struct{})}
	if name, err := takeServerName(dir); err == nil {
		l.name, l.holder = name, name.text
	} else { // another process has the folder, or nothing can be written there: one more name
		d.log.Debug("server name not taken", slog.Any("err", err))
	}
	if err := l.renew(ctx); err != nil {
		return nil, errors.Join(err, l.name.release())
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	l.cancel = cancel
	go l.keep(run)
	return l, nil
}

// keep renews the lease until release.
func (l *lease) keep(ctx context.Context) {
	defer close(l.done)
	tick := time.NewTicker(leaseFor / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := l.renew(ctx); err != nil && ctx.Err() == nil {
				l.d.log.Warn("id lease not renewed", slog.Any("err", err))
			}
		}
	}
}

// ensure makes sure that ids may be drawn, and returns the term in which they are.
func (l *lease) ensure(ctx context.Context) (term int64, err error) {
	if !l.valid() {
		if err := l.renewOnce(ctx); err != nil {
			return 0, kernel.Unavailable("id_lease_lost").Because(err)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.term, nil
}

// holds tells whether the slot has been ours from the beginning of the term until now.
func (l *lease) holds(term int64) bool {
	l.mu.Lock()
	same := l.term == term
	l.mu.Unlock()
	return same && l.valid()
}

// valid tells whether ids may still be drawn. Both clocks must agree: the steady one, and the wall clock, which goes on
// while the machine sleeps. One that jumps forward merely makes the lease be renewed early.
func (l *lease) valid() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Now().Before(l.steady) && l.wall().Round(0).Before(l.until)
}

// renewOnce renews on behalf of all who found the lease gone: they wait for one answer, also when it is no.
func (l *lease) renewOnce(ctx context.Context) error {
	came := time.Now()
	l.take.Lock()
	defer l.take.Unlock()
	if l.valid() {
		return nil
	}
	if l.asked.After(came) {
		return l.refused
	}
	return l.renewLocked(ctx)
}

// renew prolongs the lease; when it is no longer ours, or was not yet, it takes a slot: our own of last time, else a free
// one, else the one that ended first.
func (l *lease) renew(ctx context.Context) error {
	l.take.Lock()
	defer l.take.Unlock()
	return l.renewLocked(ctx)
}

func (l *lease) renewLocked(ctx context.Context) error {
	l.refused = l.ask(ctx)
	l.asked = time.Now()
	return l.refused
}

func (l *lease) ask(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, leasePatience)
	defer cancel()
	l.mu.Lock()
	steady, wall := time.Now(), l.wall().Round(0)
	l.mu.Unlock()
	var kept, got []int
	err := l.d.write.NewRaw("UPDATE t_lease SET until = "+dbMillis+" + ? WHERE holder = ? RETURNING slot",
		leaseFor.Milliseconds(), l.holder).Scan(ctx, &kept)
	if err == nil && len(kept) == 0 {
		got, err = l.takeSlot(ctx)
	}
	switch {
	case err != nil:
		return l.d.fail(err)
	case len(kept)+len(got) == 0:
		return kernel.Unavailable("too_many_servers")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slot, l.steady, l.until = append(kept, got...)[0], steady.Add(leaseFor), wall.Add(leaseFor)
	if len(got) > 0 {
		l.term++
	}
	l.d.ids.move(l.slot)
	return nil
}

// takeSlot takes the slot that has been free for longest; ids in it that are still on their way belong to nobody alive.
func (l *lease) takeSlot(ctx context.Context) (got []int, err error) {
	if _, err = l.d.write.NewRaw(
		"INSERT INTO t_lease (slot, holder, until) SELECT s.n, '', 0 FROM generate_series(0, ?) AS s (n) ON CONFLICT (slot) DO NOTHING",
		idSlots-1).Exec(ctx); err != nil {
		return nil, err
	}
	err = l.d.write.NewRaw("UPDATE t_lease SET holder = ?, until = "+dbMillis+" + ? WHERE slot = (SELECT slot FROM t_lease WHERE until < "+
		dbMillis+" - ? ORDER BY until, slot LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING slot",
		l.holder, leaseFor.Milliseconds(), leaseMargin.Milliseconds()).Scan(ctx, &got)
	return got, err
}

// release gives the slot back.
func (l *lease) release() {
	l.cancel()
	<-l.done
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_, err := l.d.write.NewRaw("UPDATE t_lease SET until = 0, holder = '' WHERE slot = ? AND holder = ?", l.slot, l.holder).Exec(ctx)
	if err != nil {
		l.d.log.Warn("id lease not given back", slog.Any("err", err))
	}
	if err := l.name.release(); err != nil {
		l.d.log.Warn("server name not given back", slog.Any("err", err))
	}
}
