package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// conn is one keep-alive connection of a signed-in officer. Requests are written as bytes that were made beforehand, so that
// the client costs little of the CPU it shares with the server.
type conn struct {
	net.Conn
	r      *bufio.Reader
	host   string
	cookie string
}

// dial opens a connection and signs in.
func dial(ctx context.Context, addr string, account fmt.Stringer) (*conn, error) {
	n, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: n, r: bufio.NewReaderSize(n, 64<<10), host: addr}
	body := `{"account_id":"` + account.String() + `"}`
	if err := c.send([]byte("POST /api/demo/session HTTP/1.1\r\nHost: " + addr + "\r\nContent-Type: application/json\r\nContent-Length: " +
		strconv.Itoa(len(body)) + "\r\n\r\n" + body)); err != nil {
		return nil, err
	}
	resp, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, err
	}
	for _, k := range resp.Cookies() {
		c.cookie = k.Name + "=" + k.Value
	}
	if resp.StatusCode != http.StatusOK || c.cookie == "" {
		return nil, fmt.Errorf("sign-in: %s %s", resp.Status, text)
	}
	return c, nil
}

// header is the fixed part of a request of this officer.
func (c *conn) header(method, path string) string {
	return method + " " + path + " HTTP/1.1\r\nHost: " + c.host + "\r\nCookie: " + c.cookie + "\r\n"
}

func (c *conn) send(b []byte) error {
	_, err := c.Write(b)
	return err
}

// status reads one answer as far as its end and gives the status. It understands what Go's server sends: a Content-Length,
// or chunks.
func (c *conn) status() (int, error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if len(line) < 12 {
		return 0, fmt.Errorf("no status in %q", line)
	}
	code, err := strconv.Atoi(string(line[9:12]))
	if err != nil {
		return 0, err
	}
	length, chunked := 0, false
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return 0, err
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) == 0 {
			break
		}
		if v, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			length, err = strconv.Atoi(string(v))
		}
		chunked = chunked || string(line) == "Transfer-Encoding: chunked"
		if err != nil {
			return 0, err
		}
	}
	if !chunked {
		_, err = c.r.Discard(length)
		return code, err
	}
	return code, c.skipChunks()
}

func (c *conn) skipChunks() error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(strings.TrimRight(string(line), "\r\n"), 16, 64)
		if err != nil {
			return err
		}
		if _, err := c.r.Discard(int(n) + 2); err != nil || n == 0 {
			return err
		}
	}
}

// work is what one connection does again and again: a number that is different each time goes in.
type work func(c *conn, n int) error

// measured is what a run of load gave.
type measured struct {
	count   int
	elapsed time.Duration
	times   []time.Duration // of each request
	server  time.Duration   // CPU of the server
	client  float64         // the client's share of all CPU of the machine
}

func (m measured) rate() float64 { return float64(m.count) / m.elapsed.Seconds() }

// median is the middle of the times, in milliseconds.
func (m measured) median() float64 { return milliseconds(m.times, 50) }

// milliseconds is a percentile of times.
func milliseconds(times []time.Duration, percent int) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[min(len(sorted)-1, len(sorted)*percent/100)]) / float64(time.Millisecond)
}

// cost tells what a request costs the server, and what the client takes.
func (m measured) cost() string {
	return fmt.Sprintf("server %.2f ms CPU each, client %.0f %% of the machine",
		float64(m.server)/float64(time.Millisecond)/float64(max(1, m.count)), 100*m.client)
}

// drive runs do on every connection for a time; a warm-up comes first and does not count.
func drive(ctx context.Context, v *server, conns []*conn, length time.Duration, do work) (measured, error) {
	if _, err := burst(ctx, conns, length/5, 0, do); err != nil {
		return measured{}, err
	}
	own, theirs := ownCPU(), cpuOf(v.cmd.Process.Pid)
	m, err := burst(ctx, conns, length, 1, do)
	m.server = cpuOf(v.cmd.Process.Pid) - theirs
	m.client = (ownCPU() - own).Seconds() / m.elapsed.Seconds() / float64(runtime.NumCPU())
	return m, err
}

func burst(ctx context.Context, conns []*conn, length time.Duration, round int, do work) (measured, error) {
	var m measured
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	start := time.Now()
	for i, c := range conns {
		wg.Go(func() {
			var times []time.Duration
			var err error
			for n := 0; err == nil && ctx.Err() == nil && time.Since(start) < length; n++ {
				at := time.Now()
				if err = do(c, (round*len(conns)+i)<<32|n); err == nil {
					times = append(times, time.Since(at))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			m.times = append(m.times, times...)
			failed = errors.Join(failed, err)
		})
	}
	wg.Wait()
	m.elapsed, m.count = time.Since(start), len(m.times)
	return m, errors.Join(failed, ctx.Err())
}
