package web

import (
	"net/netip"
	"sync"
	"time"
)

// Throttle bounds what one address may do without an account: reports, ratings, code look-ups, sign-in. It holds for one
// server; lock-out of an account lives in the database.
type Throttle struct {
	Burst     int // at once; 0: 60
	PerMinute int // afterwards; 0: 60
}

// bucketMax bounds the memory; when it is reached, full buckets are forgotten, and all of them if none is full.
const bucketMax = 20_000

// Of what one token of an integration may read: a poll of many lists each minute, never the whole of a county's records in one go.
const (
	bearerBurst     = 120
	bearerPerMinute = 240
)

// bucket holds a token bucket for each address, or for each token of an integration.
type bucket struct {
	now   func() time.Time
	burst float64
	rate  float64 // tokens a second

	mu   sync.Mutex
	left map[any]tokens
}

type tokens struct {
	n  float64
	at time.Time
}

func newBucket(t Throttle, now func() time.Time) *bucket {
	if t.Burst <= 0 {
		t.Burst = 60
	}
	if t.PerMinute <= 0 {
		t.PerMinute = 60
	}
	return &bucket{now: now, burst: float64(t.Burst), rate: float64(t.PerMinute) / 60, left: map[any]tokens{}}
}

// take uses one token of an address, or tells how long to wait for the next.
func (b *bucket) take(ip netip.Addr) (wait time.Duration, ok bool) {
	return b.takeOf(neighbourhood(ip))
}

func (b *bucket) takeOf(key any) (wait time.Duration, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	t, seen := b.left[key]
	if !seen {
		b.makeRoom(now)
		t = tokens{n: b.burst, at: now}
	}
	t.n = b.filled(t, now)
	t.at = now
	if ok = t.n >= 1; ok {
		t.n--
	} else {
		wait = time.Duration((1 - t.n) / b.rate * float64(time.Second))
	}
	b.left[key] = t
	return wait, ok
}

// give puts a token back: who has shown who they are was no guess. A county's offices, or the phones of a mobile network, share an
// address, and all of them sign in on the same morning.
func (b *bucket) give(ip netip.Addr) {
	key := neighbourhood(ip)
	b.mu.Lock()
	defer b.mu.Unlock()
	if t, seen := b.left[key]; seen {
		t.n = min(b.burst, t.n+1)
		b.left[key] = t
	}
}

func (b *bucket) filled(t tokens, now time.Time) float64 {
	return min(b.burst, t.n+max(0, now.Sub(t.at).Seconds())*b.rate)
}

func (b *bucket) makeRoom(now time.Time) {
	if len(b.left) < bucketMax {
		return
	}
	for k, t := range b.left {
		if b.filled(t, now) >= b.burst {
			delete(b.left, k)
		}
	}
	if len(b.left) >= bucketMax {
		clear(b.left)
	}
}

// neighbourhood is the address, and for IPv6 the network that one customer has to themselves.
func neighbourhood(ip netip.Addr) netip.Prefix {
	bits := ip.BitLen()
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
