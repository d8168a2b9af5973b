package casework_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/web"
)

// browser is somebody at a screen.
type browser struct {
	w    *world
	c    *http.Client
	base string
}

// serve puts the world behind the door to HTTP; sign-in goes without passwords here.
func (w *world) serve() func() *browser {
	w.t.Helper()
	s := web.New(web.Options{
		DB: w.d, Resolve: w.access.Resolve, County: func(context.Context) (kernel.ID, error) { return dbtest.County, nil },
		Pages: os.DirFS("../../../ui/public"), Throttle: web.Throttle{Burst: 1000, PerMinute: 1000},
	})
	w.cases.Register(s)
	w.access.Register(s)
	web.Page(s, web.ForPublic(), web.Op{ID: "test.sign_in", Method: http.MethodPost, Path: "/test/{name}"}, func(_ http.ResponseWriter, r *http.Request) error {
		return s.SignIn(r.Context(), dbtest.County, w.account[r.PathValue("name")])
	})
	srv := httptest.NewServer(s.Handler())
	w.t.Cleanup(srv.Close)
	return func() *browser {
		jar, err := cookiejar.New(nil)
		if err != nil {
			w.t.Fatal(err)
		}
		return &browser{w, &http.Client{Jar: jar}, srv.URL}
	}
}

func (b *browser) do(method, path, mime string, body []byte) (int, string) {
	b.w.t.Helper()
	req, err := http.NewRequestWithContext(b.w.t.Context(), method, b.base+path, bytes.NewReader(body))
	if err != nil {
		b.w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html,application/json")
	if mime != "" {
		req.Header.Set("Content-Type", mime)
	}
	res, err := b.c.Do(req)
	if err != nil {
		b.w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out bytes.Buffer
	if _, err := out.ReadFrom(res.Body); err != nil {
		b.w.t.Fatal(err)
	}
	return res.StatusCode, out.String()
}

func (b *browser) get(path string) (int, string) { return b.do(http.MethodGet, path, "", nil) }

func (b *browser) form(path string, v url.Values) (int, string) {
	return b.do(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(v.Encode()))
}

func (b *browser) json(method, path string, in, out any) int {
	b.w.t.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		b.w.t.Fatal(err)
	}
	status, body := b.do(method, path, "application/json", data)
	if out != nil && status < 300 {
		if err := json.Unmarshal([]byte(body), out); err != nil {
			b.w.t.Fatalf("%s: %v", body, err)
		}
	} else if status >= 300 {
		b.w.t.Logf("%s %s: %d %s", method, path, status, body)
	}
	return status
}

func upload(fields map[string]string, photos ...[]byte) (string, []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	for i, p := range photos {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name="photos"; filename="%d.jpg"`, i))
		h.Set("Content-Type", "image/jpeg")
		part, _ := w.CreatePart(h)
		_, _ = part.Write(p)
	}
	_ = w.Close()
	return w.FormDataContentType(), b.Bytes()
}

var codeInPage = regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`)

// B1 over the wire: a resident's phone, the officers' consoles, and back.
func TestB1OverTheWire(t *testing.T) {
	each(t, func(w *world) {
		open := w.serve()
		resident, code := open(), w.places["一组"].Code
		for path, want := range map[string]string{"/": "昌宁镇", "/?q=longbi": "龙鼻村", "/g/" + code: "一组", "/g/" + code + "/report": "client_key", "/?code=nonsense": "没有这个查询码"} {
			if status, body := resident.get(path); status != 200 || !strings.Contains(body, want) {
				t.Fatalf("%s: %d, without %s: %s", path, status, want, body)
			}
		}
		mime, body := upload(map[string]string{"text": "", "contact": "打我电话", "client_key": "once"})
		if status, page := resident.do(http.MethodPost, "/g/"+code+"/report", mime, body); status != 422 || !strings.Contains(page, "请写下是什么事") || !strings.Contains(page, "打我电话") {
			t.Fatalf("%d %s", status, page)
		}
		mime, body = upload(map[string]string{"text": "水渠堵了", "topic": "water", "name": "王小明", "contact": "13812345678", "client_key": "once"}, photo(3), photo(90))
		status, page := resident.do(http.MethodPost, "/g/"+code+"/report", mime, body)
		follow := codeInPage.FindString(page)
		if status != 200 || follow == "" || !strings.Contains(page, "<svg") {
			t.Fatalf("%d %s", status, page)
		}
		if _, again := resident.do(http.MethodPost, "/g/"+code+"/report", mime, body); codeInPage.FindString(again) != follow {
			t.Fatal("sent twice, told two codes")
		}
		w.overTheWire(open, follow)
		if status, page := resident.get("/?code=" + strings.ToLower(follow)); status != 200 || !strings.Contains(page, "水渠已疏通") || !strings.Contains(page, `name="rating"`) {
			t.Fatalf("%d %s", status, page)
		}
		_, page = resident.get("/c/" + follow)
		pic := regexp.MustCompile(`/c/[^"]+/photos/[0-9]+`).FindString(page)
		if status, data := resident.get(pic); status != 200 || !strings.HasPrefix(data, "\xff\xd8") {
			t.Fatalf("%s: %d", pic, status)
		}
		if status, _ := resident.form("/c/"+follow+"/rate", url.Values{}); status != 422 {
			t.Fatalf("%d", status)
		}
		if status, page := resident.form("/c/"+follow+"/rate", url.Values{"rating": {"4"}, "text": {"不错"}}); status != 200 || !strings.Contains(page, "满意") || strings.Contains(page, `name="rating"`) {
			t.Fatalf("%d %s", status, page)
		}
		if status, _ := resident.form("/c/"+follow+"/rate", url.Values{"rating": {"1"}}); status != 409 {
			t.Fatalf("rated twice: %d", status)
		}
		if status, _ := resident.get("/c/0000-0000-0000-0000"); status != 404 {
			t.Fatalf("%d", status)
		}
	})
}

// overTheWire takes a case from its report to its check at the officers' screens.
func (w *world) overTheWire(open func() *browser, follow string) {
	w.t.Helper()
	sign := func(name string) *browser {
		b := open()
		if status, body := b.do(http.MethodPost, "/test/"+url.PathEscape(name), "", nil); status >= 300 {
			w.t.Fatalf("%d %s", status, body)
		}
		return b
	}
	if status, _ := open().get("/api/cases?box=unit"); status != 401 {
		w.t.Fatalf("without a session: %d", status)
	}
	officer := sign("网格长")
	var list struct{ Items []casework.Case }
	if status := officer.json(http.MethodGet, "/api/cases?box=unit&open=true&place="+w.places["一组"].ID.String(), nil, &list); status != 200 || len(list.Items) != 1 || list.Items[0].Photos != 2 {
		w.t.Fatalf("%d %+v", status, list)
	}
	path := "/api/cases/" + list.Items[0].ID.String()
	var d casework.Detail
	step := func(b *browser, in map[string]any) {
		w.t.Helper()
		if status := b.json(http.MethodGet, path, nil, &d); status != 200 {
			w.t.Fatal(status)
		}
		in["rev"], in["client_key"] = d.Rev, fmt.Sprint(in["action"], d.Rev)
		if status := b.json(http.MethodPost, path+"/actions", in, &d); status != 200 {
			w.t.Fatalf("%v: %d", in, status)
		}
	}
	step(officer, map[string]any{"action": "accept"})
	var to casework.Targets
	if status := officer.json(http.MethodGet, path+"/dispatch-targets", nil, &to); status != 200 || len(to.Bodies) == 0 {
		w.t.Fatalf("%d %+v", status, to)
	}
	step(officer, map[string]any{"action": "dispatch", "body_id": w.bodies["水利局"].String()})
	water := sign("水利")
	step(water, map[string]any{"action": "claim"})
	mime, body := upload(nil, photo(120))
	if status, text := water.do(http.MethodPost, path+"/photos", mime, body); status != 200 {
		w.t.Fatalf("%d %s", status, text)
	}
	step(water, map[string]any{"action": "feedback", "note": "水渠已疏通"})
	if status, data := water.get(d.PhotoList[2].URL); status != 200 || !strings.HasPrefix(data, "\xff\xd8") {
		w.t.Fatalf("%d", status)
	}
	clerk := sign("值班员")
	step(clerk, map[string]any{"action": "verify"})
	var sum casework.Summary
	if status := clerk.json(http.MethodGet, "/api/cases/summary", nil, &sum); status != 200 || sum.Open != 1 {
		w.t.Fatalf("%d %+v", status, sum)
	}
	var seen casework.Revealed
	if status := officer.json(http.MethodPost, path+"/reveal", map[string]any{"reason": "核实"}, &seen); status != 200 || seen.Contact != "13812345678" {
		w.t.Fatalf("%d %+v", status, seen)
	}
	mime, body = upload(map[string]string{"text": "路灯不亮", "place_id": w.places["龙鼻村"].ID.String(), "client_key": "desk-1"}, photo(60))
	status, text := officer.do(http.MethodPost, "/api/cases", mime, body)
	if err := json.Unmarshal([]byte(text), &d); err != nil || status != 200 || d.FollowCode == "" || d.FollowCode == follow || d.Reporter != "officer" {
		w.t.Fatalf("%d %s", status, text)
	}
	if status, _ := sign("邻村专职").do(http.MethodPost, "/api/cases", mime, body); status != 403 {
		w.t.Fatalf("raised elsewhere: %d", status)
	}
	for _, p := range []string{path, path + "/dispatch-targets", d.PhotoList[0].URL} {
		if status, _ := sign("邻村专职").get(p); status != 404 {
			w.t.Fatalf("%s: %d", p, status)
		}
	}
}
