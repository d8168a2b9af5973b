package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"strings"

	"touyan/internal/demo"
	"touyan/internal/platform/web"
)

// browser keeps a session, as a person at a screen does.
type browser struct {
	w *world
	c *http.Client
}

// answer is what came back.
type answer struct {
	status int
	head   http.Header
	body   string
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	w.must(err)
	return &browser{w, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a browser in which somebody is signed in, through the demo's own door.
func (w *world) as(who demo.Somebody) *browser {
	w.t.Helper()
	b := w.browser()
	b.post(200, "/api/demo/session", map[string]any{"account_id": who.Account.String()})
	return b
}

// request is what a browser sends; Body is nothing, a form, or what becomes JSON.
type request struct {
	method, path string
	body         any
	head         map[string]string
}

// names tells whether the request itself names an id: an answer may repeat it.
func (r request) names(id string) bool {
	data, err := json.Marshal(r.body)
	return err == nil && strings.Contains(r.path+string(data), id)
}

// form is a multipart form: fields, and one file or photos.
type form struct {
	fields map[string]string
	name   string // of the files' field
	file   string // name of the file
	files  [][]byte
}

func (f form) encode() (string, []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range f.fields {
		_ = w.WriteField(k, v)
	}
	for i, data := range f.files {
		name := f.file
		if name == "" {
			name = fmt.Sprintf("%d.jpg", i)
		}
		part, _ := w.CreateFormFile(f.name, name)
		_, _ = part.Write(data)
	}
	_ = w.Close()
	return w.FormDataContentType(), b.Bytes()
}

func (b *browser) send(r request) answer {
	b.w.t.Helper()
	mime, data := "", []byte(nil)
	switch body := r.body.(type) {
	case nil:
	case form:
		mime, data = body.encode()
	case string:
		mime, data = "application/x-www-form-urlencoded", []byte(body)
	default:
		var err error
		mime = "application/json"
		data, err = json.Marshal(body)
		b.w.must(err)
	}
	req, err := http.NewRequestWithContext(b.w.t.Context(), r.method, b.w.url+r.path, bytes.NewReader(data))
	b.w.must(err)
	if mime != "" {
		req.Header.Set("Content-Type", mime)
	}
	for k, v := range r.head {
		req.Header.Set(k, v)
	}
	res, err := b.c.Do(req)
	b.w.must(err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	b.w.must(err)
	return answer{res.StatusCode, res.Header, string(text)}
}

// want sends and checks the status.
func (b *browser) want(status int, r request) answer {
	b.w.t.Helper()
	a := b.send(r)
	if a.status != status {
		b.w.t.Fatalf("%s %s: %d, want %d: %s", r.method, r.path, a.status, status, short(a.body))
	}
	return a
}

func (b *browser) get(status int, path string) answer {
	b.w.t.Helper()
	return b.want(status, request{method: "GET", path: path})
}

func (b *browser) post(status int, path string, body any) answer {
	b.w.t.Helper()
	return b.want(status, request{method: "POST", path: path, body: body})
}

// problem reads an error.
func (a answer) problem() web.Problem {
	var p web.Problem
	_ = json.Unmarshal([]byte(a.body), &p)
	return p
}

// into reads JSON.
func (a answer) into(w *world, v any) {
	w.t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		w.t.Fatalf("%v: %s", err, short(a.body))
	}
}

func short(s string) string {
	s = strings.ToValidUTF8(s, "?")
	return s[:min(len(s), 600)]
}

// photo is a small JPEG whose EXIF says where it was taken.
func photo(shade uint8) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil)
	exif := append([]byte("Exif\x00\x00"), []byte("II*\x00\x08\x00\x00\x00\x00\x00GPSLatitude 36.1")...)
	seg := append([]byte{0xff, 0xe1, byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}, exif...)
	return append(append(append([]byte{}, b.Bytes()[:2]...), seg...), b.Bytes()[2:]...)
}
