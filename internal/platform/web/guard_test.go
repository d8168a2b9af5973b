package web

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

func TestProblems(t *testing.T) {
	b := sqliteBench(t)
	cases := map[string]struct {
		err    error
		status int
		code   string
	}{
		"/api/invalid":   {kernel.Invalid("day", "bad_day").With("value", "x"), 422, "bad_day"},
		"/api/missing":   {kernel.NotFound("case"), 404, "not_found"},
		"/api/conflict":  {kernel.Conflict("changed_meanwhile"), 409, "changed_meanwhile"},
		"/api/forbidden": {kernel.Forbidden("own_case"), 403, "own_case"},
		"/api/away":      {kernel.Unavailable("database_away").Because(errors.New("dsn secret")), 503, "database_away"},
		"/api/bug":       {errors.New("secret: select * from t_case"), 500, "internal"},
		"/api/late":      {errors.Join(errors.New("x"), kernel.Conflict("late")), 409, "late"},
		"/api/many":      {kernel.TooMany("locked").With("retry_after", "1800"), 429, "locked"},
	}
	i := 0
	for path, c := range cases {
		Register(b.s, ForPublic(), Op{ID: "a.b" + string(rune('a'+i)), Method: "GET", Path: path},
			func(context.Context, *none) (*none, error) { return nil, c.err })
		i++
	}
	Register(b.s, ForPublic(), Op{ID: "a.panic", Method: "GET", Path: "/api/panic"},
		func(context.Context, *none) (*none, error) { panic("secret") })
	b.open()
	for path, c := range cases {
		out := b.want(c.status, c.code, "GET", path, "")
		if strings.Contains(out, "secret") {
			t.Errorf("%s tells: %s", path, out)
		}
	}
	if p := problemOf(t, b.want(422, "bad_day", "GET", "/api/invalid", "")); p.Field != "day" || p.Args["value"] != "x" || p.Type == "" || p.Title == "" {
		t.Errorf("problem %+v", p)
	}
	if res, _ := b.do("GET", "/api/many", ""); res.Header.Get("Retry-After") != "1800" {
		t.Error("no Retry-After")
	}
	before := strings.Count(b.log.String(), "select * from t_case")
	p := problemOf(t, b.want(500, "internal", "GET", "/api/bug", ""))
	if after := b.log.String(); strings.Count(after, "select * from t_case") != before+1 || !strings.Contains(after, p.RequestID) {
		t.Error("an internal error is logged once, with the number of the request")
	}
	if out := b.want(500, "internal", "GET", "/api/panic", ""); strings.Contains(out, "secret") {
		t.Errorf("panic tells: %s", out)
	}
	b.want(404, "not_found", "GET", "/api/nothing", "")
}

func TestHeaders(t *testing.T) {
	b := sqliteBench(t).enter().open()
	for _, path := range []string{"/api/public", "/api/me", "/console", "/nothing", "/healthz"} {
		res, _ := b.do("GET", path, "")
		h := res.Header
		if !strings.Contains(h.Get("Content-Security-Policy"), "script-src 'self';") || h.Get("X-Content-Type-Options") != "nosniff" ||
			h.Get("Referrer-Policy") != "same-origin" || h.Get("Permissions-Policy") == "" || len(h.Get("X-Request-Id")) != 16 {
			t.Errorf("%s: headers %v", path, h)
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS without HTTPS", path)
		}
	}
	if res, _ := b.do("GET", "/api/public", ""); res.Header.Get("Cache-Control") != "no-store" {
		t.Error("an answer of the API may be stored")
	}
}

func TestCrossOrigin(t *testing.T) {
	b := sqliteBench(t).enter().open()
	b.want(403, "cross_origin", "POST", "/api/session", "", "Sec-Fetch-Site", "cross-site")
	b.want(403, "cross_origin", "POST", "/api/session", "", "Origin", "https://example.org")
	b.want(403, "cross_origin", "DELETE", "/api/session", "", "Sec-Fetch-Site", "same-site")
	b.want(200, "", "GET", "/api/public", "", "Sec-Fetch-Site", "cross-site")
	b.want(204, "", "POST", "/api/session", "", "Sec-Fetch-Site", "same-origin", "Origin", b.url)
}

func TestThrottle(t *testing.T) {
	b := sqliteBench(t, func(o *Options) { o.Throttle = Throttle{Burst: 3, PerMinute: 6} }).enter()
	Page(b.s, ForPublic(), Op{ID: "case.follow", Method: "GET", Path: "/r/{code}", Throttle: true},
		func(w http.ResponseWriter, _ *http.Request) error { _, err := w.Write([]byte("here")); return err })
	Register(b.s, ForPublic(), Op{ID: "case.report", Method: "POST", Path: "/api/report"}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	b.open()
	for range 5 { // who shows who they are gives the token back: an office shares its address
		b.want(204, "", "POST", "/api/session", "")
	}
	b.want(204, "", "POST", "/api/report", "")
	b.want(200, "", "GET", "/r/abc", "")
	b.want(204, "", "POST", "/api/report", "")
	b.want(429, "too_many", "GET", "/r/abc", "")
	res, _ := b.do("POST", "/api/session", "")
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "11" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	b.want(200, "", "GET", "/api/public", "")
	b.want(200, "", "GET", "/api/me", "")
	b.pass(10 * time.Second)
	b.want(200, "", "GET", "/r/abc", "")
	b.want(429, "too_many", "GET", "/r/abc", "")
}

func TestThrottleForgets(t *testing.T) {
	at := time.Unix(0, 0)
	b := newBucket(Throttle{Burst: 1, PerMinute: 1}, func() time.Time { return at })
	for i := range bucketMax + 10 {
		b.take(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	if len(b.left) > bucketMax {
		t.Errorf("%d addresses kept", len(b.left))
	}
	one, two := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::2")
	if _, ok := b.take(one); !ok {
		t.Error("the first is refused")
	}
	if _, ok := b.take(two); ok {
		t.Error("a neighbour of the same network has its own tokens")
	}
}

func TestClientIP(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "203.0.113.9", "192.0.2.1"}, // not a proxy of ours
		{"10.0.0.1:5", "203.0.113.9", "203.0.113.9"},
		{"10.0.0.1:5", "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"}, // the first is what the client claims
		{"10.0.0.1:5", "nonsense", "10.0.0.1"},
		{"[::ffff:192.0.2.1]:5", "", "192.0.2.1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{}}
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clientIP(r, proxies).String(); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
}

func TestAccessLogHidesCodes(t *testing.T) {
	b := sqliteBench(t)
	Page(b.s, ForPublic(), Op{ID: "case.follow", Method: "GET", Path: "/r/{code}"},
		func(w http.ResponseWriter, _ *http.Request) error { _, err := w.Write([]byte("here")); return err })
	b.open()
	b.want(200, "", "GET", "/r/topsecretcode?x=alsosecret", "")
	if log := b.logged(); strings.Contains(log, "secret") || !strings.Contains(log, `route="GET /r/{code}" op=case.follow status=200`) {
		t.Errorf("log: %s", log)
	}
}

func TestHalfAnAnswer(t *testing.T) {
	b := sqliteBench(t)
	Page(b.s, ForPublic(), Op{ID: "sheet.export", Method: "GET", Path: "/api/half"},
		func(w http.ResponseWriter, _ *http.Request) error {
			_, err := w.Write([]byte("begun"))
			return errors.Join(err, errors.New("disk full"))
		})
	b.open()
	if _, out := b.do("GET", "/api/half", ""); strings.Contains(out, "internal") {
		t.Errorf("an error behind an answer: %s", out)
	}
	if !strings.Contains(b.logged(), "disk full") {
		t.Error("not logged")
	}
}
