package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func (b *bench) cookie() string {
	b.t.Helper()
	req, err := http.NewRequest("GET", b.url+"/", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.c.Jar.Cookies(req.URL) {
		if c.Name == cookieName {
			return c.Value
		}
	}
	return ""
}

type storedSession struct {
	Token     string    `bun:"token"`
	Seen      int64     `bun:"seen"`
	AccountID kernel.ID `bun:"account_id"`
}

func (b *bench) stored() []storedSession {
	b.t.Helper()
	rows := []storedSession{}
	err := b.s.o.DB.Read(context.Background(), func(tx *db.ReadTx) error {
		return tx.Select(&rows, "SELECT s.token, s.seen, s.account_id FROM {session s} ORDER BY s.token")
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

func TestSessionLife(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d).enter().open()
		b.want(401, "unauthenticated", "GET", "/api/me", "")
		if b.cookie() != "" {
			t.Error("a visitor got a session")
		}
		res, _ := b.do("POST", "/api/session", "")
		set := res.Header.Get("Set-Cookie")
		for _, want := range []string{"touyan=", "HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(set, want) {
				t.Errorf("cookie %q lacks %s", set, want)
			}
		}
		if res.StatusCode != 204 || strings.Contains(set, "Secure") {
			t.Errorf("status %d, cookie %s", res.StatusCode, set)
		}
		out := b.want(200, "", "GET", "/api/me", "")
		if !strings.Contains(out, `"name":"officer 李","arms":2`) {
			t.Errorf("signed in: %s", out)
		}
		rows := b.stored()
		if len(rows) != 1 || rows[0].AccountID != testAccount || rows[0].Token == b.cookie() {
			t.Errorf("stored %+v", rows)
		}
		old := b.cookie()
		b.want(204, "", "POST", "/api/session", "")
		if b.cookie() == old || len(b.stored()) != 1 {
			t.Error("the token was not renewed at sign-in")
		}
		b.want(401, "unauthenticated", "GET", "/api/me", "", "Cookie", "touyan="+old)
		b.want(204, "", "DELETE", "/api/session", "")
		if b.cookie() != "" || len(b.stored()) != 0 {
			t.Error("the session outlives the sign-out")
		}
		b.want(401, "unauthenticated", "GET", "/api/me", "")
	})
}

func TestSessionIdleAndLifetime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d).enter().open()
		b.want(204, "", "POST", "/api/session", "")
		start := b.stored()[0].Seen
		b.pass(59 * time.Second)
		b.want(200, "", "GET", "/api/me", "")
		if b.stored()[0].Seen != start {
			t.Error("stamped within the minute")
		}
		b.pass(time.Second)
		b.want(200, "", "GET", "/api/me", "")
		if b.stored()[0].Seen != start+60_000 {
			t.Error("not stamped after a minute")
		}
		b.pass(sessionIdle - time.Second)
		b.want(200, "", "GET", "/api/me", "")
		b.pass(sessionIdle)
		b.want(401, "unauthenticated", "GET", "/api/me", "")
		if len(b.stored()) != 0 {
			t.Error("an idle session stays")
		}

		b.want(204, "", "POST", "/api/session", "")
		for range 35 {
			b.pass(20 * time.Minute)
			b.want(200, "", "GET", "/api/me", "")
		}
		b.pass(20 * time.Minute)
		b.want(401, "unauthenticated", "GET", "/api/me", "")
	})
}

func TestAccessFollowsTheAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d).enter().open()
		for _, path := range []string{"/api/me", "/api/accept", "/api/view"} {
			b.want(401, "unauthenticated", "GET", path, "")
		}
		b.want(401, "unauthenticated", "POST", "/api/close", `{"not":"read"}`)
		if out := b.want(200, "", "GET", "/api/public", ""); !strings.Contains(out, `"name":"public public","arms":0`) {
			t.Errorf("public: %s", out)
		}
		b.want(204, "", "POST", "/api/session", "")
		if out := b.want(200, "", "GET", "/api/accept", ""); !strings.Contains(out, `"arms":1`) {
			t.Errorf("narrowed to the permission: %s", out)
		}
		if out := b.want(200, "", "GET", "/api/view", ""); !strings.Contains(out, `"arms":2`) {
			t.Errorf("both arms: %s", out)
		}
		if p := problemOf(t, b.want(403, "forbidden", "POST", "/api/close", "")); p.Args["permission"] != "case.close" {
			t.Errorf("args %v", p.Args)
		}
		if out := b.want(200, "", "GET", "/api/public", ""); !strings.Contains(out, `"arms":0`) {
			t.Errorf("public while signed in: %s", out)
		}
		b.mu.Lock()
		b.actor.Grants = b.actor.Grants[1:] // the post ended
		b.mu.Unlock()
		b.want(403, "forbidden", "GET", "/api/accept", "")
		b.mu.Lock()
		b.err = kernel.Forbidden("account_disabled")
		b.mu.Unlock()
		b.want(401, "session_ended", "GET", "/api/me", "")
		if len(b.stored()) != 0 {
			t.Error("the session of a disabled account stays")
		}
	})
}

func TestEndSessions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d).enter().open()
		b.want(204, "", "POST", "/api/session", "")
		if err := b.s.EndSessions(context.Background(), testCounty, testAccount+1); err != nil || len(b.stored()) != 1 {
			t.Errorf("another account's sessions: %v", err)
		}
		if err := b.s.EndSessions(context.Background(), testCounty, testAccount); err != nil {
			t.Fatal(err)
		}
		b.want(401, "unauthenticated", "GET", "/api/me", "")
	})
}

func TestSecureCookie(t *testing.T) {
	b := sqliteBench(t, func(o *Options) { o.Secure = true }).enter().open()
	res, _ := b.do("POST", "/api/session", "")
	if !strings.Contains(res.Header.Get("Set-Cookie"), "Secure") || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("headers %v", res.Header)
	}
}

func TestSignInNeedsASession(t *testing.T) {
	b := sqliteBench(t)
	Register(b.s, ForPublic(), Op{ID: "access.wrong", Method: "GET", Path: "/api/wrong"},
		func(ctx context.Context, _ *none) (*none, error) {
			return nil, b.s.SignIn(ctx, testCounty, testAccount)
		})
	b.open()
	b.want(500, "internal", "GET", "/api/wrong", "")
}
