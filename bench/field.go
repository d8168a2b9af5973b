package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/xuri/excelize/v2"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// A village as a phone carries it, and a slow network of the mountains.
const (
	villageHomes  = 600
	villagePeople = 2500
	slowLink      = 3_000_000 / 8 // bytes a second
	slowTrip      = 150 * time.Millisecond
)

// fieldPart measures phones: the first load of a village over a slow network, and many phones that sign in within one minute.
func fieldPart(ctx context.Context, s *settings, t *table) error {
	villages, phones, within := 20, 1000, time.Minute
	if s.quick {
		villages, phones, within = 2, 60, 4*time.Second
	}
	return onEngines(ctx, s, "field", func(e benchEngine) error {
		accounts, err := phoneCounty(ctx, s, e, villages, phones)
		if err != nil {
			return err
		}
		v, err := startServer(ctx, s, e.c, "field-"+e.driver)
		if err != nil {
			return err
		}
		if err := firstLoad(ctx, t, e, v, accounts[0]); err != nil {
			return errors.Join(err, v.stop())
		}
		return errors.Join(rush(ctx, t, e, v, accounts[1:], within), v.stop())
	})
}

// phoneCounty gives some villages their households and officers.
func phoneCounty(ctx context.Context, s *settings, e benchEngine, villages, phones int) ([]kernel.ID, error) {
	var at []place.Place
	for _, g := range e.c.grids {
		if g.Stamp.VillageID == e.c.villages[len(at)/micros].ID && len(at) < villages*micros {
			at = append(at, g)
		}
	}
	if len(at) != villages*micros {
		return nil, fmt.Errorf("%d micro-grids in %d villages", len(at), villages)
	}
	file := filepath.Join(s.dir, "village-"+e.driver+".xlsx")
	if err := writeVillages(file, at); err != nil {
		return nil, err
	}
	args := []string{"import", householdsKey, file, "--data", e.c.dir}
	if e.c.db != "" {
		args = append(args, "--db", e.c.db)
	}
	if _, err := command(ctx, s, args...); err != nil {
		return nil, err
	}
	clock := demo.NewClock(time.Time{})
	a, err := app.Open(ctx, app.Config{Data: e.c.dir, DB: e.c.db}, app.Options{Log: slog.New(slog.DiscardHandler), Demo: true, Now: clock.Now})
	if err != nil {
		return nil, err
	}
	ctx = kernel.WithActor(ctx, kernel.System(e.c.id))
	b := demo.New(a.Rooms(), clock, seed)
	out := make([]kernel.ID, 0, phones)
	for i := range phones {
		who, err := b.Somebody(ctx, e.c.villages[i%villages].ID, fmt.Sprintf("网格员%d", i+1), body.NewAppointment{Post: "full_time_officer"})
		if err != nil {
			return nil, errors.Join(err, a.Close())
		}
		out = append(out, who.Account)
	}
	return out, a.Close()
}

// writeVillages makes a workbook of villages of the size that phones are measured with.
func writeVillages(file string, grids []place.Place) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", householdsSheet); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(householdsSheet)
	if err != nil {
		return err
	}
	if err := w.SetRow("A1", anys(householdColumns)); err != nil {
		return err
	}
	line := 2
	for i := range len(grids) / micros * villageHomes {
		grid := grids[i/(villageHomes/micros)].Code
		code := fmt.Sprintf("%s%05d", grid[:12], i%villageHomes+1)
		members := 4 + (i%villageHomes+1)*(villagePeople-4*villageHomes)/villageHomes - i%villageHomes*(villagePeople-4*villageHomes)/villageHomes
		for m := range members {
			row := household(grid, i*8+m)
			row[0] = code
			if m > 0 {
				row[3] = []string{"妻", "子", "女", "子"}[m-1]
			}
			if err := w.SetRow("A"+strconv.Itoa(line), anys(row)); err != nil {
				return err
			}
			line++
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.SaveAs(file)
}

// phone is a browser that carries the app.
type phone struct {
	http   *http.Client
	url    string
	cookie string
	device string
	bytes  int64 // of answers, as they came over the network
	docs   int
	waits  int // how often it was asked to come again
}

func newPhone(addr string, dial func(ctx context.Context, network, addr string) (net.Conn, error)) *phone {
	return &phone{url: "http://" + addr, http: &http.Client{Timeout: time.Minute, Transport: &http.Transport{DialContext: dial, DisableCompression: true}}}
}

// ask sends a request and unpacks the answer; asked to come again later, it does.
func (p *phone) ask(ctx context.Context, method, path string, in, out any) error {
	for {
		wait, err := p.once(ctx, method, path, in, out)
		if err != nil || wait == 0 {
			return err
		}
		p.waits++
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p *phone) once(ctx context.Context, method, path string, in, out any) (wait time.Duration, err error) {
	r, w := io.Pipe()
	go func() { _ = w.CloseWithError(json.NewEncoder(w).Encode(in)) }()
	req, err := http.NewRequestWithContext(ctx, method, p.url+path, r)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("Cookie", p.cookie)
	resp, err := p.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	for _, k := range resp.Cookies() {
		p.cookie = k.Name + "=" + k.Value
	}
	text, err := io.ReadAll(resp.Body)
	p.bytes += int64(len(text))
	switch {
	case err != nil:
		return 0, err
	case resp.StatusCode == http.StatusServiceUnavailable || resp.StatusCode == http.StatusTooManyRequests:
		n, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err == nil && n < 1 {
			err = errors.New("no Retry-After")
		}
		return time.Duration(n) * time.Second, err
	case resp.StatusCode != http.StatusOK:
		return 0, fmt.Errorf("%s: %s %s", path, resp.Status, text)
	}
	return 0, unpacked(resp.Header.Get("Content-Encoding"), text, out)
}

func unpacked(encoding string, text []byte, out any) error {
	if encoding != "gzip" {
		return json.Unmarshal(text, out)
	}
	pr, pw := io.Pipe()
	go func() {
		_, err := pw.Write(text)
		_ = pw.CloseWithError(err)
	}()
	z, err := gzip.NewReader(pr)
	if err != nil {
		return err
	}
	return errors.Join(json.NewDecoder(z).Decode(out), z.Close())
}

// enter signs in and makes the browser a device.
func (p *phone) enter(ctx context.Context, account kernel.ID) error {
	var none json.RawMessage
	if err := p.ask(ctx, http.MethodPost, "/api/demo/session", map[string]any{"account_id": account}, &none); err != nil {
		return err
	}
	var d struct{ ID string }
	err := p.ask(ctx, http.MethodPost, "/api/field/devices", map[string]any{"key": "bench-" + account.String(), "name": "bench"}, &d)
	p.device = d.ID
	return err
}

// load brings the first load, page by page.
func (p *phone) load(ctx context.Context) error {
	for next := ""; ; {
		var page struct {
			Next string
			Docs []json.RawMessage
		}
		if err := p.ask(ctx, http.MethodGet, "/api/field/pull?device="+p.device+"&next="+url.QueryEscape(next), nil, &page); err != nil {
			return err
		}
		p.docs += len(page.Docs)
		if next = page.Next; next == "" {
			return nil
		}
	}
}

// slowConn is a connection as slow as a mountain's: what is sent first waits for the way there and back, what is read comes no
// faster than the link.
type slowConn struct {
	net.Conn
	asked bool
}

func (c *slowConn) Write(b []byte) (int, error) {
	if !c.asked {
		c.asked = true
		time.Sleep(slowTrip)
	}
	return c.Conn.Write(b)
}

func (c *slowConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.asked = false
	time.Sleep(time.Duration(n) * time.Second / slowLink)
	return n, err
}

// firstLoad brings a village to a phone over the slow network.
func firstLoad(ctx context.Context, t *table, e benchEngine, v *server, account kernel.ID) error {
	p := newPhone(v.addr, func(ctx context.Context, network, addr string) (net.Conn, error) {
		time.Sleep(slowTrip)
		c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		return &slowConn{Conn: c}, err
	})
	if err := p.enter(ctx, account); err != nil {
		return err
	}
	p.bytes = 0
	start := time.Now()
	if err := p.load(ctx); err != nil {
		return err
	}
	took := time.Since(start)
	if p.docs < villageHomes {
		return fmt.Errorf("the phone got %d documents of %d households", p.docs, villageHomes)
	}
	name := fmt.Sprintf("first load of a village of %d households, %d people, %s", villageHomes, villagePeople, e.name)
	t.add(row{work: name, ours: float64(p.bytes) / 1000, unit: "kB", aim: aim{atMost, 300}, note: fmt.Sprintf("%d documents, compressed", p.docs)})
	t.add(row{work: name + ", at 3 Mbit/s and 150 ms", ours: took.Seconds(), unit: "s", aim: aim{atMost, 3}})
	return nil
}

// rush lets many phones sign in within a time: each is served in the end, none fails.
func rush(ctx context.Context, t *table, e benchEngine, v *server, accounts []kernel.ID, within time.Duration) error {
	took, waits := make([]time.Duration, len(accounts)), make([]int, len(accounts))
	failed := make([]error, len(accounts))
	var wg sync.WaitGroup
	start, cpu := time.Now(), cpuOf(v.cmd.Process.Pid)
	for i, account := range accounts {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * within / time.Duration(len(accounts)))
			at := time.Now()
			p := newPhone(v.addr, nil)
			defer p.http.CloseIdleConnections()
			if failed[i] = p.enter(ctx, account); failed[i] == nil {
				failed[i] = p.load(ctx)
			}
			took[i], waits[i] = time.Since(at), p.waits
		})
	}
	wg.Wait()
	all := time.Since(start)
	if err := errors.Join(failed...); err != nil {
		return err
	}
	asked := 0
	for _, n := range waits {
		asked += n
	}
	slices.Sort(took)
	t.add(row{
		work: fmt.Sprintf("%d phones sign in within %s and load their village, %s: until the last is served", len(accounts), within, e.name),
		ours: all.Seconds(), unit: "s",
		note: fmt.Sprintf("none failed; median %.1f s, longest %.1f s; asked to come again %d times; server %.0f ms CPU each", took[len(took)/2].Seconds(),
			took[len(took)-1].Seconds(), asked, float64((cpuOf(v.cmd.Process.Pid)-cpu).Milliseconds())/float64(len(accounts))),
	})
	return nil
}
