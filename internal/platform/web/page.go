package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
)

// PageData is what every template gets; Data is its own part.
type PageData struct {
	Lang       string // zh or en
	Large      bool   // large type
	Demo       bool
	Path       string // where we are, for the way back
	T          func(key string, args ...any) string
	CountyName string
	RequestID  string
	Data       any
}

// pages are the templates and their words.
type pages struct {
	files     fs.FS
	templates map[string]*template.Template // language/page
	words     map[string]map[string]string  // language, key
}

// The suffixes of what may be fetched from the folder of the pages; templates and words are not.
var publicFiles = []string{".css", ".js", ".svg", ".png", ".ico", ".woff2", ".webmanifest"}

// mustPages parses each page together with layout.html.
func mustPages(files fs.FS) *pages {
	p := &pages{files: files, templates: map[string]*template.Template{}, words: map[string]map[string]string{}}
	if files == nil {
		return p
	}
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		panic(err) // only a malformed pattern
	}
	for _, name := range names {
		if name == "layout.html" {
			continue
		}
		for lang := range dayLayouts {
			t := template.New("layout").Funcs(pageFuncs(lang))
			p.templates[lang+"/"+strings.TrimSuffix(name, ".html")] = template.Must(t.ParseFS(files, "layout.html", name))
		}
	}
	b, err := fs.ReadFile(files, "words.json")
	if errors.Is(err, fs.ErrNotExist) {
		return p
	}
	if err = errors.Join(err, json.Unmarshal(b, &p.words)); err != nil {
		panic("web: words.json: " + err.Error())
	}
	return p
}

// dayLayouts and timeLayouts are how a language writes a day and an instant.
var (
	dayLayouts  = map[string]string{"zh": "2006年1月2日", "en": "2 January 2006"}
	timeLayouts = map[string]string{"zh": "2006年1月2日 15:04", "en": "2 January 2006, 15:04"}
)

func pageFuncs(lang string) template.FuncMap {
	return template.FuncMap{
		"add":      func(a, b int) int { return a + b },
		"day":      func(v any) string { return clock(v, dayLayouts[lang]) },
		"datetime": func(v any) string { return clock(v, timeLayouts[lang]) },
	}
}

// clock shows a day or an instant (time or epoch milliseconds) in civil time; other text stays as it is.
func clock(v any, layout string) string {
	switch t := v.(type) {
	case time.Time:
		return t.In(kernel.Zone).Format(layout)
	case int64:
		return time.UnixMilli(t).In(kernel.Zone).Format(layout)
	case kernel.Day:
		return t.Time().Format(layout)
	case string:
		if d, err := kernel.ParseDay(t); err == nil {
			return d.Time().Format(layout)
		}
	}
	return fmt.Sprint(v)
}

// word is the text of a key with {0}, {1} … filled in. An unknown key shows itself: a test finds it, a reader sees at least
// what is meant.
func (p *pages) word(lang, key string, args ...any) string {
	text, ok := p.words[lang][key]
	if !ok {
		text = key
	}
	for i, a := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return text
}

// Render writes a public page by the name of its template.
func (s *Server) Render(w http.ResponseWriter, r *http.Request, name string, data any) error {
	return s.RenderStatus(w, r, http.StatusOK, name, data)
}

// RenderStatus is Render with another status, such as 422 for a form that must be mended.
func (s *Server) RenderStatus(w http.ResponseWriter, r *http.Request, status int, name string, data any) error {
	lang := s.Lang(r)
	t, ok := s.pages.templates[lang+"/"+name]
	if !ok {
		return kernel.Internal(errors.New("web: no page " + name))
	}
	page := PageData{
		Lang: lang, Large: cookieOf(r, "large") == "1", Demo: s.o.Demo, Path: r.URL.RequestURI(), CountyName: s.countyName(r.Context()),
		RequestID: visitOf(r.Context()).id, Data: data,
		T: func(key string, args ...any) string { return s.pages.word(lang, key, args...) },
	}
	if !safeMethod(r.Method) {
		page.Path = "/" // the answer to a form cannot be fetched again
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "layout", page); err != nil {
		return kernel.Internal(fmt.Errorf("page %s: %w", name, err))
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", map[string]string{"zh": "zh-CN", "en": "en"}[lang])
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	w.WriteHeader(status)
	_, err := w.Write(out.Bytes())
	return err
}

func (s *Server) countyName(ctx context.Context) string {
	if s.o.CountyName == nil {
		return ""
	}
	name, err := s.o.CountyName(ctx)
	if err != nil {
		return "" // a page about an error must not fail for the same reason
	}
	return name
}

// Lang is the reader's language: chosen before, else what the browser asks for, else Chinese.
func (s *Server) Lang(r *http.Request) string {
	if l := cookieOf(r, "lang"); l == "zh" || l == "en" {
		return l
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch base, _, _ := strings.Cut(strings.ToLower(tag), "-"); base {
		case "zh", "en":
			return base
		}
	}
	return "zh"
}

func cookieOf(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// servePages serves the style sheets of the public pages and the switch of language and type size.
func (s *Server) servePages() {
	s.mux.HandleFunc("GET /public/", func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/public/")
		if !slices.Contains(publicFiles, path.Ext(name)) {
			s.fail(w, r, kernel.NotFound("file"))
			return
		}
		s.file(w, r, s.o.Pages, name, cacheNever)
	})
	s.mux.HandleFunc("GET /prefs", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if l := q.Get("lang"); l == "zh" || l == "en" {
			s.remember(w, "lang", l)
		}
		if l := q.Get("large"); l == "0" || l == "1" {
			s.remember(w, "large", l)
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, wayBack(q.Get("back")), http.StatusSeeOther)
	})
}

func (s *Server) remember(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.o.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// wayBack lets nobody use us to send people to another site.
func wayBack(to string) string {
	u, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") ||
		u.Host != "" || u.Scheme != "" {
		return "/"
	}
	return to
}

// errorPage tells a person what went wrong, in the first words there are: for the code, for the kind of error, for any.
func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, p *Problem) {
	w.Header().Del("Content-Length")
	words := s.pages.words[s.Lang(r)]
	data := struct{ Title, Message string }{p.Title, p.Detail}
	for _, key := range []string{p.Code, kindWord(p.Status), "internal"} {
		title, ok := words["error."+key+"_title"]
		message := words["error."+key]
		if !ok {
			title, message = message, words["error."+key+"_message"]
		}
		if title != "" && message != "" {
			data.Title, data.Message = title, message
			break
		}
	}
	if s.RenderStatus(w, r, p.Status, "error", data) != nil {
		http.Error(w, data.Title+"\n"+data.Message, p.Status)
	}
}

// kindWord is the kind of error behind a status.
func kindWord(status int) string {
	for kind, st := range statusOf {
		if st == status {
			return string(kind)
		}
	}
	return string(kernel.KindInvalid)
}
