package access_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/web"
)

func TestSessionOverTheWire(t *testing.T) {
	each(t, false, func(w *world) {
		s := web.New(web.Options{
			DB: w.d, Resolve: w.access.Resolve, Throttle: web.Throttle{Burst: 1000, PerMinute: 1000},
			County: func(context.Context) (kernel.ID, error) { return dbtest.County, nil },
		})
		w.access.Register(s)
		if slices.ContainsFunc(s.Ops(), func(o web.OpInfo) bool { return strings.Contains(o.Path, "/demo/") }) {
			t.Fatal("the demo's sign-in is offered")
		}
		srv := httptest.NewServer(s.Handler())
		defer srv.Close()
		do := func(c *http.Client, method, path, body string) (int, string) {
			t.Helper()
			req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			res, err := c.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }()
			text, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			return res.StatusCode, string(text)
		}
		browser := func() *http.Client {
			jar, err := cookiejar.New(nil)
			if err != nil {
				t.Fatal(err)
			}
			return &http.Client{Jar: jar}
		}
		path := ok(w.access.CreateAdmin(w.sys, "管理员", "admin"))(t)
		token := strings.TrimPrefix(path, "/console/invite/")
		mine, other := browser(), browser()
		const in, weak = `{"login":"admin","password":"` + password + `"}`, `{"login":"admin","password":"wrong"}`
		for _, x := range []struct {
			c                  *http.Client
			method, path, body string
			status             int
			says               string
		}{
			{mine, "GET", "/api/meta", "", 200, `"name":"乡宁县"`},
			{mine, "GET", "/api/me", "", 401, "unauthenticated"},
			{mine, "GET", "/api/invites/" + token, "", 200, `"login":"admin"`},
			{mine, "POST", "/api/invites/" + token, `{"password":"` + password + `"}`, 204, ""},
			{mine, "POST", "/api/session", weak, 401, "bad_login"},
			{mine, "POST", "/api/session", in, 200, `"perms":["access.edit"`},
			{other, "POST", "/api/session", in, 200, "admin"},
			{mine, "GET", "/api/me", "", 200, "管理员"},
			{mine, "GET", "/api/definitions", "", 200, `"case_types"`},
			{mine, "GET", "/api/accounts", "", 200, `"state":"active"`},
			{mine, "POST", "/api/me/password", `{"old":"` + password + `","new":"another horse 8"}`, 204, ""},
			{mine, "GET", "/api/me", "", 200, "管理员"},
			{other, "GET", "/api/me", "", 401, "unauthenticated"},
			{mine, "DELETE", "/api/session", "", 204, ""},
			{mine, "GET", "/api/me", "", 401, "unauthenticated"},
		} {
			if status, body := do(x.c, x.method, x.path, x.body); status != x.status || !strings.Contains(body, x.says) {
				t.Fatalf("%s %s: %d %s", x.method, x.path, status, body)
			}
		}
		for range 5 {
			do(browser(), "POST", "/api/session", weak)
		}
		if status, body := do(browser(), "POST", "/api/session", in); status != 429 || !strings.Contains(body, "locked") {
			t.Fatalf("%d %s", status, body)
		}
	})
}
