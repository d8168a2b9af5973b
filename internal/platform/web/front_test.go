package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"touyan/internal/kernel"
)

func TestFronts(t *testing.T) {
	b := sqliteBench(t).open()
	for path, want := range map[string]string{
		"/console": "console", "/console/": "console", "/console/cases/1": "console", "/field": "field", "/field/report": "field",
	} {
		res, out := b.do("GET", path, "")
		if res.StatusCode != 200 || !strings.Contains(out, want) || res.Header.Get("Cache-Control") != cacheNever {
			t.Errorf("%s: %d %s %v", path, res.StatusCode, out, res.Header)
		}
	}
	for path, want := range map[string]string{
		"/assets/console/app-Ab12_-xY.js": cacheForever, "/assets/field/app.webmanifest": cacheNever, "/sw.js": cacheNever,
		"/public/public.css": cacheNever,
	} {
		res, _ := b.do("GET", path, "")
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %d %v", path, res.StatusCode, res.Header)
		}
		again, _ := b.do("GET", path, "", "If-None-Match", res.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %d with its tag", path, again.StatusCode)
		}
	}
	for _, path := range []string{
		"/assets/console/gone-12345678.js", "/assets/", "/assets/console", "/public/layout.html", "/public/words.json",
		"/public/../console.html", "/assets/..%2fconsole.html", "/consoles", "/anything",
	} {
		res, out := b.do("GET", path, "", "Accept", "*/*")
		if res.StatusCode != 404 && res.StatusCode != 301 && res.StatusCode != 307 || strings.Contains(out, "<p>console") {
			t.Errorf("%s: %d %s", path, res.StatusCode, out)
		}
	}
	if res, _ := b.do("GET", "/sw.js", ""); res.Header.Get("Service-Worker-Allowed") != "/" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("worker %v", res.Header)
	}
}

func TestNotBuilt(t *testing.T) {
	b := sqliteBench(t, func(o *Options) { o.Fronts = fstest.MapFS{".keep": {}} }).open()
	res, out := b.do("GET", "/console", "")
	if res.StatusCode != 503 || !strings.Contains(out, "make build") {
		t.Errorf("%d %s", res.StatusCode, out)
	}
}

func TestCompression(t *testing.T) {
	b := sqliteBench(t).enter().open()
	res, out := b.do("GET", "/assets/console/app-Ab12_-xY.js", "", "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" || len(out) > 500 {
		t.Errorf("%d bytes, %v", len(out), res.Header)
	}
	z, err := gzip.NewReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || string(plain) != string(testFronts["assets/console/app-Ab12_-xY.js"].Data) {
		t.Errorf("%v: %d bytes", err, len(plain))
	}
	// A file that never changes is compressed once, and again served the same.
	if _, again := b.do("GET", "/assets/console/app-Ab12_-xY.js", "", "Accept-Encoding", "gzip"); again != out {
		t.Error("the second answer differs")
	}
	if res, plain := b.do("GET", "/assets/console/app-Ab12_-xY.js", "", "Accept-Encoding", "identity"); res.Header.Get("Content-Encoding") != "" || plain != string(testFronts["assets/console/app-Ab12_-xY.js"].Data) {
		t.Errorf("plain: %v, %d bytes", res.Header, len(plain))
	}
	res, out = b.do("GET", "/healthz", "", "Accept-Encoding", "gzip")
	if res.StatusCode != 200 || res.Header.Get("Content-Encoding") == "gzip" && len(out) == 0 {
		t.Errorf("health %d %q", res.StatusCode, out)
	}
	if res, _ := b.do("POST", "/api/session", "", "Accept-Encoding", "gzip"); res.StatusCode != 204 || res.Header.Get("Set-Cookie") == "" {
		t.Errorf("no content: %d %v", res.StatusCode, res.Header)
	}
}

func TestHealth(t *testing.T) {
	b := sqliteBench(t).open()
	b.want(200, "", "GET", "/healthz", "")
	b.want(200, "", "GET", "/readyz", "")
	if err := b.s.o.DB.Close(); err != nil {
		t.Fatal(err)
	}
	b.want(200, "", "GET", "/healthz", "")
	b.want(503, "not_ready", "GET", "/readyz", "")
}

type cardData struct {
	Name string
	Day  kernel.Day
	At   int64
}

func pageBench(t *testing.T) *bench {
	b := sqliteBench(t, func(o *Options) { o.Throttle = Throttle{Burst: 2} })
	at := time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC).UnixMilli()
	Page(b.s, ForPublic(), Op{ID: "place.card", Method: "GET", Path: "/g/{code}"}, func(w http.ResponseWriter, r *http.Request) error {
		switch r.PathValue("code") {
		case "gone":
			return kernel.NotFound("place")
		case "bug":
			return b.s.Render(w, r, "nothing", nil)
		}
		return b.s.Render(w, r, "card", cardData{"<龙鼻村>", "2026-03-02", at})
	})
	Page(b.s, ForPublic(), Op{ID: "case.report", Method: "POST", Path: "/report", MaxBody: 10}, func(w http.ResponseWriter, r *http.Request) error {
		if err := r.ParseForm(); err != nil {
			return err
		}
		return b.s.RenderStatus(w, r, http.StatusUnprocessableEntity, "card", cardData{Name: "mend"})
	})
	return b.open()
}

func TestPage(t *testing.T) {
	b := pageBench(t)
	res, out := b.do("GET", "/g/1?a=b&c=d", "")
	for _, want := range []string{
		`lang="zh"`, "<title>&lt;龙鼻村&gt; 乡宁县</title>", "<p>&lt;龙鼻村&gt;有3人</p>", "2026年3月2日 2026年3月2日 07:30 3",
		"大字", res.Header.Get("X-Request-Id"), `back=%2fg%2f1%3fa%3db%26c%3dd`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the page lacks %s: %s", want, out)
		}
	}
	if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers %v", res.Header)
	}
	if _, out = b.do("GET", "/g/1", "", "Accept-Language", "fr-FR, en-GB;q=0.8, zh;q=0.5"); !strings.Contains(out, "3 people in &lt;龙鼻村&gt;") {
		t.Errorf("English: %s", out)
	}
	if res, _ = b.do("POST", "/report", "text=x", "Content-Type", "application/x-www-form-urlencoded"); res.StatusCode != 422 {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestPrefs(t *testing.T) {
	b := pageBench(t)
	for back, want := range map[string]string{
		"/g/1?x=1": "/g/1?x=1", "": "/", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/",
		"g/1": "/", "/\t/evil.example": "/", "javascript:alert(1)": "/",
	} {
		if got := wayBack(back); got != want {
			t.Errorf("back %q: %q, want %q", back, got, want)
		}
	}
	res, _ := b.do("GET", "/prefs?lang=en&large=1&back=%2Fg%2F1", "")
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/g/1" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	if _, out := b.do("GET", "/g/1", ""); !strings.Contains(out, `lang="en" class="large"`) {
		t.Errorf("not remembered: %s", out)
	}
	b.do("GET", "/prefs?lang=xx&large=0&back=/", "")
	if _, out := b.do("GET", "/g/1", ""); !strings.Contains(out, `<html lang="en"><title>`) {
		t.Errorf("large type stays: %s", out)
	}
}

func TestErrorPage(t *testing.T) {
	b := pageBench(t)
	html := []string{"Accept", "text/html,*/*;q=0.8"}
	for path, want := range map[string]string{
		"/g/gone": "<h1>没有找到</h1><p>看看网址</p>", "/nowhere": "<h1>没有找到</h1>", "/g/bug": "<h1>出错了</h1>",
	} {
		res, out := b.do("GET", path, "", html...)
		if res.StatusCode < 400 || !strings.Contains(out, want) {
			t.Errorf("%s: %d %s", path, res.StatusCode, out)
		}
	}
	b.want(404, "not_found", "GET", "/g/gone", "")
	b.want(404, "not_found", "GET", "/api/nowhere", "", html...)
	for range 2 {
		b.do("POST", "/report", "", html...)
	}
	if res, out := b.do("POST", "/report", "", html...); res.StatusCode != 429 || !strings.Contains(out, "<h1>请稍后</h1><p>太频繁</p>") {
		t.Errorf("%d %s", res.StatusCode, out)
	}
}

func TestPageBodyLimit(t *testing.T) {
	b := pageBench(t)
	req, err := http.NewRequest("POST", b.url+"/report", io.MultiReader(strings.NewReader("text=much+too+long")))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := b.c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestQR(t *testing.T) {
	svg, err := QR("https://example.org/g/141029?a=1&b=2")
	if err != nil {
		t.Fatal(err)
	}
	s := string(svg)
	if !strings.HasPrefix(s, "<svg ") || !strings.Contains(s, "<title>https://example.org/g/141029?a=1&amp;b=2</title>") || strings.Count(s, "<path") != 2 {
		t.Errorf("svg %.200s", s)
	}
	if _, err := QR(strings.Repeat("x", 5000)); kernel.KindOf(err) != kernel.KindInvalid {
		t.Errorf("too long: %v", err)
	}
}
