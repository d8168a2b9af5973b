package crash_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/packs"
)

// writers is how many clerks send at once.
const writers = 8

// The county of the test: one township with one village.
const (
	county   = "141029"
	township = "141029100000"
	village  = "141029100224"
)

// open starts the program over its data, as any start does.
func open(ctx context.Context, o db.Options) (*app.App, error) {
	return app.Open(ctx, app.Config{Data: o.Dir, DB: o.URL}, app.Options{Log: slog.New(slog.DiscardHandler), Demo: true, Pack: "xiangning"})
}

// child is the server that is killed: the whole program. It prints where it listens.
func child(where string) error {
	var o db.Options
	dir, url, _ := strings.Cut(where, " ")
	o.Dir, o.URL = dir, url
	ctx := context.Background()
	a, err := open(ctx, o)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return a.Serve(ctx, l, slog.New(slog.DiscardHandler))
}

// clerk is one writer: an officer who enters a case, accepts it, enters the next, and so on, each step with its key. A step
// is sent until it is answered, so it may have been saved before its answer came.
type clerk struct {
	n       int
	account kernel.ID
	cookie  string    // of the session, which outlives the server
	last    kernel.ID // the case that the last answered even step entered
	steps   int       // answered, one after another
}

// prepare makes the county with its clerks.
func prepare(t *testing.T, o db.Options) *load {
	t.Helper()
	a, err := open(t.Context(), o)
	must(t, err)
	b := demo.New(a.Rooms(), demo.NewClock(time.Now()), 1)
	id, err := b.Divisions(t.Context(), divisions(t))
	must(t, err)
	ctx := kernel.WithActor(t.Context(), kernel.System(id))
	l := &load{county: id}
	must(t, a.DB.Read(ctx, func(tx *db.ReadTx) error {
		town, err := a.Place.ByCode(tx, township)
		if err != nil {
			return err
		}
		at, err := a.Place.ByCode(tx, village)
		l.town, l.at = town.ID, at.ID
		return err
	}))
	for i := range l.clerks {
		who, err := b.Somebody(ctx, l.town, fmt.Sprintf("办事员%d", i), body.NewAppointment{Post: "township_centre_director"})
		must(t, err)
		l.clerks[i] = &clerk{n: i, account: who.Account}
	}
	must(t, a.Close())
	return l
}

func divisions(t *testing.T) []byte {
	t.Helper()
	all, err := packs.Divisions("xiangning")
	must(t, err)
	var out strings.Builder
	for line := range strings.Lines(string(all)) {
		code, _, _ := strings.Cut(line, ",")
		if slices.Contains([]string{"code", county + "000000", township, village}, code) {
			out.WriteString(line)
		}
	}
	return []byte(out.String())
}

// client keeps a connection for each clerk of one run of the server.
func client() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: writers}, Timeout: 20 * time.Second}
}

// errGone: the server does not answer any more.
var errGone = errors.New("the server is gone")

// work sends step after step until the server is gone; told hears of each that was answered as saved.
func (c *clerk) work(via *http.Client, url string, at kernel.ID, told func()) error {
	for {
		err := c.step(via, url, at)
		switch {
		case err == nil:
			c.steps++
			told()
		case errors.Is(err, errGone):
			return nil
		case !errors.Is(err, errAway): // away for a moment: the same step again
			return fmt.Errorf("clerk %d, step %d: %w", c.n, c.steps, err)
		}
	}
}

func (c *clerk) step(via *http.Client, url string, at kernel.ID) error {
	if c.cookie == "" {
		return c.send(via, url+"/api/demo/session", "application/json", fmt.Appendf(nil, `{"account_id":"%s"}`, c.account), nil)
	}
	key := fmt.Sprintf("%d-%d", c.n, c.steps)
	if c.steps%2 == 1 {
		text := fmt.Appendf(nil, `{"action":"accept","rev":1,"client_key":"%s"}`, key)
		return c.send(via, url+"/api/cases/"+c.last.String()+"/actions", "application/json", text, nil)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, f := range [][2]string{
		{"text", "路灯坏了 " + key}, {"topic", "road"}, {"place_id", at.String()}, {"reporter_name", "张三"}, {"contact", "13800001234"}, {"client_key", key},
	} {
		if err := w.WriteField(f[0], f[1]); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	var made struct {
		ID kernel.ID `json:"id"`
	}
	if err := c.send(via, url+"/api/cases", w.FormDataContentType(), form.Bytes(), &made); err != nil {
		return err
	}
	c.last = made.ID
	return nil
}

// errAway: the server could not do it just now, or does not know whether it did.
var errAway = errors.New("away")

func (c *clerk) send(via *http.Client, url, mime string, text []byte, answer any) error {
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", mime)
	req.Header.Set("Cookie", c.cookie)
	resp, err := via.Do(req)
	if err != nil {
		return errGone
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return errGone
	case resp.StatusCode == http.StatusServiceUnavailable:
		time.Sleep(10 * time.Millisecond)
		return errAway
	case resp.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: %s", resp.Status, got)
	}
	if c.cookie == "" {
		for _, k := range resp.Cookies() {
			c.cookie = k.Name + "=" + k.Value
		}
		return errAway // no step of the work
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(got, answer)
}

// address is the first line that a server prints.
func address(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		if _, err := r.Read(b); err != nil {
			return "", fmt.Errorf("the server did not start: %w", err)
		}
		if b[0] == '\n' {
			return "http://" + string(line), nil
		}
		line = append(line, b[0])
	}
}
