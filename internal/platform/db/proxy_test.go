package db_test

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
)

// proxy stands between the program and PostgreSQL, and cuts.
type proxy struct {
	t      *testing.T
	l      net.Listener
	target string // unix socket
	mu     sync.Mutex
	conns  map[net.Conn]bool
	away   bool
	lost   net.Conn // to the database: the answer to its COMMIT gets lost
	trap   bool     // the next COMMIT reaches the database, its answer does not come back
}

// newProxy returns the proxy and the address of the database through it.
func newProxy(t *testing.T, dsn string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	must(t, err)
	q := u.Query()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p := &proxy{t: t, l: l, target: q.Get("host") + "/.s.PGSQL." + q.Get("port"), conns: map[net.Conn]bool{}}
	host, port, err := net.SplitHostPort(l.Addr().String())
	must(t, err)
	q.Set("host", host)
	q.Set("port", port)
	q.Set("sslmode", "disable")
	u.RawQuery = q.Encode()
	go p.serve()
	t.Cleanup(func() { _ = l.Close(); p.cut(true) })
	return p, u.String()
}

func (p *proxy) serve() {
	for {
		in, err := p.l.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("unix", p.target)
		if err != nil || !p.enter(in, out) {
			_ = in.Close()
			continue
		}
		go p.pump(out, in, true)
		go p.pump(in, out, false)
	}
}

func (p *proxy) enter(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		if p.away {
			_ = c.Close()
			continue
		}
		p.conns[c] = true
	}
	return !p.away
}

func (p *proxy) pump(to, from net.Conn, up bool) {
	defer func() { _, _ = to.Close(), from.Close() }()
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if up && p.springs(to, buf[:n]) || !up && p.sprung(from) {
				continue // what comes back after COMMIT is lost
			}
			if _, err := to.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// springs takes note of the connection whose COMMIT went into the trap, once the database has it.
func (p *proxy) springs(to net.Conn, b []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.trap || !bytes.Contains(bytes.ToLower(b), []byte("commit\x00")) {
		return false
	}
	p.trap, p.lost = false, to
	_, _ = to.Write(b)
	return true
}

// sprung: the database has answered the COMMIT; the line breaks.
func (p *proxy) sprung(from net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lost != from {
		return false
	}
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
	return true
}

// setTrap lets the answer to the next COMMIT get lost.
func (p *proxy) setTrap() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trap = true
}

// cut breaks every connection; away also refuses new ones, until it is cut with false.
func (p *proxy) cut(away bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = away
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
}
