package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"touyan/internal/app"
	"touyan/internal/domain/body"
	"touyan/internal/platform/db/dbtest"
)

func sealedPost() []body.NewAppointment {
	return []body.NewAppointment{{Post: "county_centre_director"}}
}

func TestShape(t *testing.T) {
	stories(t, map[string]func(*world){
		"what nobody asked for is refused":                    unknownFields,
		"one number leads from the answer to log and journal": requestID,
		"an error never tells what is inside":                 errorsSayLittle,
		"pages are safe by their headers":                     headers,
	})
}

func unknownFields(w *world) {
	b := w.as(w.clerkA)
	place := w.id(villageA)
	for why, body := range map[string]m{
		"unknown field":  {"name": "新人", "place_id": place, "admin": true},
		"missing field":  {"name": "新人"},
		"another type":   {"name": 5, "place_id": place},
		"not an id":      {"name": "新人", "place_id": "1; DROP TABLE t_person"},
		"no name at all": {"name": " ", "place_id": place},
	} {
		a := b.post(422, "/api/persons", body)
		if p := a.problem(); p.Code == "" || p.Field == "" || p.RequestID == "" || strings.Contains(a.body, "DROP") {
			w.t.Errorf("%s: %s", why, a.body)
		}
	}
	b.post(413, "/api/persons", m{"name": strings.Repeat("长", 500_000), "place_id": place})
	b.get(422, "/api/persons?limit=100000")
	b.get(422, "/api/persons?cursor=nonsense")
	b.want(422, request{method: "POST", path: "/api/persons", body: m{}})
	b.get(404, "/api/nothing")
	if a := b.send(request{method: "DELETE", path: "/api/persons"}); a.status != 405 && a.status != 404 {
		w.t.Errorf("%d %s", a.status, a.body)
	}
}

func requestID(w *world) {
	a := w.as(w.clerkA).post(200, "/api/persons", m{"name": "有编号的人", "place_id": w.id(villageA)})
	id := a.head.Get("X-Request-Id")
	if id == "" {
		w.t.Fatal("the answer has no number")
	}
	var action, actor string
	row := w.raw.QueryRowContext(w.t.Context(), "SELECT action, actor_name FROM t_journal WHERE request_id = '"+id+"'")
	w.must(row.Scan(&action, &actor))
	if action != "person.create" || actor != "昌宁主任" {
		w.t.Errorf("%s by %s", action, actor)
	}
	if log := w.log.String(); !strings.Contains(log, id) || strings.Contains(log, "有编号的人") {
		w.t.Errorf("log: %s", log)
	}
}

func errorsSayLittle(w *world) {
	b := w.as(w.clerkA)
	_, err := w.raw.ExecContext(w.t.Context(), "DROP TABLE t_search")
	w.must(err)
	a := b.get(500, "/api/places/search?q=x")
	if p := a.problem(); p.Code != "internal" || strings.Contains(a.body, "t_search") {
		w.t.Errorf("%s", a.body)
	}
	if !strings.Contains(w.log.String(), "t_search") {
		w.t.Error("nor does the log tell why")
	}
}

func headers(w *world) {
	for _, path := range []string{"/", "/console", "/field", "/g/" + villageA, "/api/meta"} {
		h := w.browser().send(request{method: "GET", path: path}).head
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-ancestors 'none'") {
			w.t.Errorf("%s: %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Request-Id") == "" {
			w.t.Errorf("%s: %v", path, h)
		}
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		w.browser().get(200, path)
	}
}

// document is what of OpenAPI the tests look at.
type document struct {
	OpenAPI string                                `json:"openapi"`
	Paths   map[string]map[string]json.RawMessage `json:"paths"`
}

// TestOpenAPI: the document that a server serves is the one that the program prints, but for the demo's own operations.
func TestOpenAPI(t *testing.T) {
	var out, errs bytes.Buffer
	if code := app.Main("test", []string{"openapi"}, &out, &errs); code != 0 {
		t.Fatalf("%d %s", code, errs.String())
	}
	var printed document
	if err := json.Unmarshal(out.Bytes(), &printed); err != nil || printed.OpenAPI != "3.1.0" || len(printed.Paths) < 20 {
		t.Fatalf("%v %s with %d paths", err, printed.OpenAPI, len(printed.Paths))
	}
	for _, demo := range []bool{false, true} {
		o := dbtest.Fresh(t, "sqlite")
		a, err := app.Open(t.Context(), app.Config{Data: o.Dir}, app.Options{Demo: demo, Pack: "xiangning"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = a.Close() })
		rec := httptest.NewRecorder()
		a.Web.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
		var served document
		if err := json.Unmarshal(rec.Body.Bytes(), &served); err != nil || rec.Code != 200 || served.OpenAPI != "3.1.0" {
			t.Fatalf("%d %v", rec.Code, err)
		}
		compare(t, served, printed, demo)
	}
}

func compare(t *testing.T, served, printed document, demo bool) {
	t.Helper()
	for path, item := range printed.Paths {
		if strings.HasPrefix(path, "/api/demo/") && !demo {
			if _, there := served.Paths[path]; there {
				t.Errorf("%s is offered", path)
			}
			continue
		}
		for method, op := range item {
			if !bytes.Equal(op, served.Paths[path][method]) {
				t.Errorf("%s %s: served %s, printed %s", method, path, served.Paths[path][method], op)
			}
		}
	}
	for path := range served.Paths {
		if printed.Paths[path] == nil {
			t.Errorf("%s is served and not printed", path)
		}
	}
}
