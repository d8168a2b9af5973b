package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"

	"touyan/internal/kernel"
)

const (
	cacheNever   = "no-cache"
	cacheForever = "public, max-age=31536000, immutable"
)

// hashedName is a file whose name changes with its content.
var hashedName = regexp.MustCompile(`-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+$`)

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>touyan</title>
<p>前端还没有构建,请先运行 <code>make build</code>。</p>
<p lang="en">The front end was not built: run <code>make build</code>.</p></html>
`

// serveFronts serves the built front ends. Their own routes all lead to one HTML file each; an asset that is missing is
// missing, so that a browser never takes HTML for a script.
func (s *Server) serveFronts() {
	for _, front := range []string{"console", "field"} {
		show := func(w http.ResponseWriter, r *http.Request) { s.front(w, r, front+".html") }
		s.mux.HandleFunc("GET /"+front, show)
		s.mux.HandleFunc("GET /"+front+"/", show)
	}
	s.mux.HandleFunc("GET /assets/", func(w http.ResponseWriter, r *http.Request) {
		cache := cacheNever
		if hashedName.MatchString(r.URL.Path) {
			cache = cacheForever
		}
		s.file(w, r, s.o.Fronts, strings.TrimPrefix(r.URL.Path, "/"), cache)
	})
	s.mux.HandleFunc("GET /sw.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Service-Worker-Allowed", "/")
		s.file(w, r, s.o.Fronts, "sw.js", cacheNever)
	})
}

func (s *Server) front(w http.ResponseWriter, r *http.Request, name string) {
	if s.o.Fronts != nil {
		if _, err := fs.Stat(s.o.Fronts, name); err == nil {
			s.file(w, r, s.o.Fronts, name, cacheNever)
			return
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(notBuilt))
}

// file serves one file, with a tag by content: embedded files have no time.
func (s *Server) file(w http.ResponseWriter, r *http.Request, from fs.FS, name, cache string) {
	var body []byte
	err := fs.ErrNotExist
	if from != nil && fs.ValidPath(name) {
		body, err = fs.ReadFile(from, name)
	}
	if err != nil {
		s.fail(w, r, kernel.NotFound("file"))
		return
	}
	sum := sha256.Sum256(body)
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Cache-Control", cache)
	w.Header().Set("ETag", `W/"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	if cache == cacheForever && takesGzip(r) && isText(contentType(name)) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Add("Vary", "Accept-Encoding")
		body = s.packed(name, body)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// packed is a file that never changes, compressed as well as it goes: once, and kept.
func (s *Server) packed(name string, body []byte) []byte {
	if p, ok := s.assets.Load(name); ok {
		return p.([]byte)
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // only a wrong level
	}
	_, _ = z.Write(body) // a buffer takes everything
	_ = z.Close()
	s.assets.Store(name, out.Bytes())
	return out.Bytes()
}

// contentType does not ask the machine's own list for what a front end consists of.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}
