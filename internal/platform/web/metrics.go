package web

import (
	"crypto/subtle"
	"net/http"
	"strings"

	"touyan/internal/kernel"
)

// forwarded are the headers by which a reverse proxy tells that somebody else asks.
var forwarded = []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip"}

// serveMetrics answers operators: from this machine itself, or with the token of the settings. To anybody else there is no
// such page.
func (s *Server) serveMetrics() {
	if s.o.Metrics == nil {
		return
	}
	s.mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !s.mayWatch(r) {
			s.fail(w, r, kernel.NotFound("page"))
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		s.o.Metrics.ServeHTTP(w, r)
	})
}

func (s *Server) mayWatch(r *http.Request) bool {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if bearer && s.o.MetricsToken != "" && subtle.ConstantTimeCompare([]byte(token), []byte(s.o.MetricsToken)) == 1 {
		return true
	}
	for _, h := range forwarded { // a proxy on this machine is not this machine
		if r.Header.Get(h) != "" {
			return false
		}
	}
	return visitOf(r.Context()).ip.IsLoopback()
}
