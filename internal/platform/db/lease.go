package db

import (
	"context"
	"crypto/rand"
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

// lease is one server's number among those that write to the same PostgreSQL. It is counted on the wall clock of the
// machine, never on the program's clock, which builders move.
type lease struct {
	d      *DB
	slot   int
	holder string
	mu     sync.Mutex
	until  time.Time
	cancel context.CancelFunc
	done   chan struct{}
}

func takeLease(ctx context.Context, d *DB) (*lease, error) {
	l := &lease{d: d, holder: rand.Text(), done: make(chan struct{})}
	now := time.Now()
	for slot := range idSlots {
		res, err := d.write.NewRaw(
			"INSERT INTO t_lease (slot, holder, until) VALUES (?, ?, ?) ON CONFLICT (slot) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE t_lease.until < ?",
			slot, l.holder, now.Add(leaseFor).UnixMilli(), now.Add(-leaseMargin).UnixMilli()).Exec(ctx)
		if err != nil {
			return nil, wrap(err)
		}
		if n, _ := res.RowsAffected(); n == 1 {
			l.slot, l.until = slot, now.Add(leaseFor)
			run, cancel := context.WithCancel(context.WithoutCancel(ctx))
			l.cancel = cancel
			go l.keep(run)
			return l, nil
		}
	}
	return nil, kernel.Unavailable("too_many_servers")
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
		case now := <-tick.C:
			res, err := l.d.write.NewRaw("UPDATE t_lease SET until = ? WHERE slot = ? AND holder = ?",
				now.Add(leaseFor).UnixMilli(), l.slot, l.holder).Exec(ctx)
			if err == nil {
				if n, _ := res.RowsAffected(); n == 1 {
					l.mu.Lock()
					l.until = now.Add(leaseFor)
					l.mu.Unlock()
				}
			}
		}
	}
}

// valid tells whether ids may still be drawn.
func (l *lease) valid() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Now().Before(l.until)
}

// release gives the slot back.
func (l *lease) release() {
	l.cancel()
	<-l.done
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_, err := l.d.write.NewRaw("UPDATE t_lease SET until = 0 WHERE slot = ? AND holder = ?", l.slot, l.holder).Exec(ctx)
	if err != nil {
		l.d.log.Warn("id lease not given back", slog.Any("err", err))
	}
}
