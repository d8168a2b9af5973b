package web

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

const (
	testCounty            = dbtest.County
	testTown    kernel.ID = 11
	testAccount kernel.ID = 77
)

// bench is a server with a browser in front of it, an account that the test may change, and a clock it may move.
type bench struct {
	t   *testing.T
	s   *Server
	log *journal
	srv *httptest.Server
	url string
	c   *http.Client

	mu    sync.Mutex
	actor kernel.Actor
	err   error
	at    time.Time
}

func newBench(t *testing.T, d *db.DB, change ...func(*Options)) *bench {
	b := &bench{t: t, log: &journal{}, at: time.Date(2026, 3, 2, 8, 0, 0, 0, kernel.Zone)}
	b.actor = kernel.Actor{
		Kind: kernel.ActorOfficer, CountyID: testCounty, AccountID: testAccount, PersonID: 5, Name: "李",
		Grants: []kernel.Grant{
			{Perms: []string{"case.view", "case.accept"}, Arm: kernel.Arm{Level: kernel.LevelTownship, PlaceID: testTown}},
			{Perms: []string{"case.view"}, Arm: kernel.Arm{BodyID: 9}},
		},
	}
	o := Options{
		DB: d, Version: "test", Log: slog.New(slog.NewTextHandler(b.log, nil)),
		County: func(context.Context) (kernel.ID, error) { return testCounty, nil },
		Resolve: func(context.Context, kernel.ID, kernel.ID) (kernel.Actor, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			return b.actor, b.err
		},
		CountyName: func(context.Context) (string, error) { return "乡宁县", nil },
		Pages:      testPages,
		Fronts:     testFronts,
	}
	for _, f := range change {
		f(&o)
	}
	b.s = New(o)
	now := func() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.at }
	b.s.now, b.s.store.now, b.s.bucket.now = now, now, now
	return b
}

// open starts listening; operations are registered before.
func (b *bench) open() *bench {
	srv := httptest.NewServer(b.s.Handler())
	b.t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.srv, b.url = srv, srv.URL
	b.c = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return b
}

// logged is the log after every request has come to its end.
func (b *bench) logged() string {
	b.srv.Close()
	return b.log.String()
}

// journal is a log that may be read while it is written.
type journal struct {
	mu sync.Mutex
	b  strings.Builder
}

func (j *journal) Write(p []byte) (int, error) { j.mu.Lock(); defer j.mu.Unlock(); return j.b.Write(p) }

func (j *journal) String() string { j.mu.Lock(); defer j.mu.Unlock(); return j.b.String() }

func (b *bench) pass(d time.Duration) { b.mu.Lock(); b.at = b.at.Add(d); b.mu.Unlock() }

// do sends a request; head holds pairs of header names and values.
func (b *bench) do(method, path, body string, head ...string) (*http.Response, string) {
	b.t.Helper()
	req, err := http.NewRequest(method, b.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := b.c.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return res, string(out)
}

// want sends a request and checks the status; with a code it also checks the problem.
func (b *bench) want(status int, code, method, path, body string, head ...string) string {
	b.t.Helper()
	res, out := b.do(method, path, body, head...)
	if res.StatusCode != status {
		b.t.Fatalf("%s %s: status %d, want %d: %s", method, path, res.StatusCode, status, out)
	}
	if code != "" {
		p := problemOf(b.t, out)
		if p.Code != code || p.Status != status || p.RequestID == "" || p.RequestID != res.Header.Get("X-Request-Id") {
			b.t.Fatalf("%s %s: problem %+v, want code %s", method, path, p, code)
		}
		if got := res.Header.Get("Content-Type"); got != problemType {
			b.t.Fatalf("%s %s: content type %s", method, path, got)
		}
	}
	return out
}

func problemOf(t *testing.T, body string) Problem {
	t.Helper()
	var p Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("not a problem: %s", body)
	}
	return p
}

type none struct{}

type nameOut struct {
	Body struct {
		Name string      `json:"name"`
		Arms int         `json:"arms"`
		Rows []string    `json:"rows"`
		IDs  []kernel.ID `json:"ids"`
	}
}

// who answers with the actor of the context.
func who(ctx context.Context, _ *none) (*nameOut, error) {
	a := kernel.ActorOf(ctx)
	out := &nameOut{}
	out.Body.Name, out.Body.Arms = string(a.Kind)+" "+a.Name, len(a.Arms)
	return out, nil
}

// enter registers what most tests use: signing in and out, and one operation of each access.
func (b *bench) enter() *bench {
	Register(b.s, ForPublic(), Op{ID: "access.sign_in", Method: "POST", Path: "/api/session"},
		func(ctx context.Context, _ *none) (*none, error) {
			return nil, b.s.SignIn(ctx, testCounty, testAccount)
		})
	Register(b.s, ForSignedIn(), Op{ID: "access.sign_out", Method: "DELETE", Path: "/api/session"},
		func(ctx context.Context, _ *none) (*none, error) { return nil, b.s.SignOut(ctx) })
	Register(b.s, ForPublic(), Op{ID: "place.public", Method: "GET", Path: "/api/public"}, who)
	Register(b.s, ForSignedIn(), Op{ID: "access.me", Method: "GET", Path: "/api/me"}, who)
	Register(b.s, ForOfficer(Perm("case.accept")), Op{ID: "case.accept", Method: "GET", Path: "/api/accept"}, who)
	Register(b.s, ForOfficer(Perm("case.view")), Op{ID: "case.view", Method: "GET", Path: "/api/view"}, who)
	Register(b.s, ForOfficer(Perm("case.close")), Op{ID: "case.close", Method: "POST", Path: "/api/close"}, who)
	return b
}

// sqliteBench is enough where the database does not matter.
func sqliteBench(t *testing.T, change ...func(*Options)) *bench {
	t.Helper()
	return newBench(t, dbtest.Open(t, "sqlite", dbtest.NewClock()), change...)
}

var testFronts = fstest.MapFS{
	"console.html":                     {Data: []byte("<p>console</p>")},
	"field.html":                       {Data: []byte("<p>field</p>")},
	"sw.js":                            {Data: []byte("//worker")},
	"assets/console/app-Ab12_-xY.js":   {Data: []byte(strings.Repeat("let a = 1;\n", 500))},
	"assets/field/app.webmanifest":     {Data: []byte("{}")},
	"assets/console/photo-12345678.js": {Data: []byte("1")},
}

var testPages = fstest.MapFS{
	"layout.html": {Data: []byte(`{{define "layout"}}<html lang="{{.Lang}}"{{if .Large}} class="large"{{end}}><title>{{template "title" .}} {{.CountyName}}</title>` +
		`{{template "main" .}}<a href="/prefs?large=1&amp;back={{.Path}}">{{call .T "large"}}</a>{{.RequestID}}</html>{{end}}`)},
	"card.html": {Data: []byte(`{{define "title"}}{{.Data.Name}}{{end}}{{define "main"}}<p>{{call .T "say" .Data.Name 3}}</p>` +
		`<p>{{day .Data.Day}} {{datetime .Data.At}} {{add 1 2}}</p>{{end}}`)},
	"error.html": {Data: []byte(`{{define "title"}}{{.Data.Title}}{{end}}{{define "main"}}<h1>{{.Data.Title}}</h1><p>{{.Data.Message}}</p>{{end}}`)},
	"words.json": {Data: []byte(`{"zh":{"say":"{0}有{1}人","large":"大字","error.not_found":"没有找到","error.not_found_message":"看看网址",` +
		`"error.internal":"出错了","error.internal_message":"过会儿再试","error.too_many_title":"请稍后","error.too_many":"太频繁"},` +
		`"en":{"say":"{1} people in {0}","large":"Large"}}`)},
	"public.css": {Data: []byte("body{}")},
}
