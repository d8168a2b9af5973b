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
	clock  func() time.Time
	take   sync.Mutex // one renewal at a time
	mu     sync.Mutex
	slot   int
	until  time.Time
	cancel context.CancelFunc
	done   chan struct{}
}

func newLease(ctx context.Context, d *DB, dir string) (*lease, error) {
	l := &lease{d: d, holder: rand.Text(), clock: time.Now, done: make(chan struct{})}
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

// ensure makes sure that ids may be drawn.
func (l *lease) ensure(ctx context.Context) error {
	if l.valid() {
		return nil
	}
	if err := l.renew(ctx); err != nil {
		return kernel.Unavailable("id_lease_lost").Because(err)
	}
	return nil
}

// valid tells whether ids may still be drawn. Both clocks must agree: the steady one, and the wall clock, which goes on
// while the machine sleeps. One that jumps forward merely makes the lease be renewed early.
func (l *lease) valid() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	return now.Before(l.until) && now.Round(0).Before(l.until.Round(0))
}

// renew prolongs the lease; when it is no longer ours, or was not yet, it takes a slot: our own of last time, else a free
// one, else the one that ended first.
func (l *lease) renew(ctx context.Context) error {
	l.take.Lock()
	defer l.take.Unlock()
	asked := l.clock()
	var got []int
	err := l.d.write.NewRaw("UPDATE t_lease SET until = "+dbMillis+" + ? WHERE holder = ? RETURNING slot",
		leaseFor.Milliseconds(), l.holder).Scan(ctx, &got)
	if err == nil && len(got) == 0 {
		got, err = l.takeSlot(ctx)
	}
	switch {
	case err != nil:
		return l.d.fail(err)
	case len(got) == 0:
		return kernel.Unavailable("too_many_servers")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slot, l.until = got[0], asked.Add(leaseFor)
	if l.d.ids != nil {
		l.d.ids.move(l.slot)
	}
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
