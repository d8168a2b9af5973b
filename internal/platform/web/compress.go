package web

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// smallBody is the length below which compression is not worth it.
const smallBody = 1024

var gzips = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // only a wrong level
	}
	return w
}}

// compressed sends text as gzip to who takes it: county lines are slow.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !takesGzip(r) {
			next.ServeHTTP(w, r)
			return
		}
		z := &gzipped{ResponseWriter: w}
		next.ServeHTTP(z, r)
		z.close()
	})
}

// takesGzip tells whether an answer may go out compressed.
func takesGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" && r.Method != http.MethodHead
}

type gzipped struct {
	http.ResponseWriter
	gz      *gzip.Writer
	decided bool
}

// WriteHeader decides, by what the answer is.
func (z *gzipped) WriteHeader(code int) {
	if code >= http.StatusOK && !z.decided {
		z.decided = true
		z.decide(code)
	}
	z.ResponseWriter.WriteHeader(code)
}

func (z *gzipped) decide(code int) {
	h := z.Header()
	length, err := strconv.Atoi(h.Get("Content-Length"))
	switch {
	case code == http.StatusNoContent || code == http.StatusNotModified || code == http.StatusPartialContent,
		h.Get("Content-Encoding") != "", err == nil && length < smallBody, !isText(h.Get("Content-Type")):
		return
	}
	h.Del("Content-Length")
	h.Del("Accept-Ranges")
	h.Set("Content-Encoding", "gzip")
	h.Add("Vary", "Accept-Encoding")
	z.gz = gzips.Get().(*gzip.Writer)
	z.gz.Reset(z.ResponseWriter)
}

// Write compresses where it was decided.
func (z *gzipped) Write(b []byte) (int, error) {
	if !z.decided {
		if z.Header().Get("Content-Type") == "" {
			z.Header().Set("Content-Type", http.DetectContentType(b))
		}
		z.WriteHeader(http.StatusOK)
	}
	if z.gz != nil {
		return z.gz.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

// FlushError sends what is held back.
func (z *gzipped) FlushError() error {
	if z.gz != nil {
		if err := z.gz.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets deadlines reach the connection.
func (z *gzipped) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *gzipped) close() {
	if z.gz == nil {
		return
	}
	_ = z.gz.Close() // the client has gone
	gzips.Put(z.gz)
	z.gz = nil
}

func isText(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	if kind == "text/event-stream" { // each reader's compressor would hold more memory than the events save
		return false
	}
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "javascript") ||
		kind == "image/svg+xml"
}
