package web

import (
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// serveHealth tells a supervisor whether the process runs, and whether it can work: the database answers with our schema.
func (s *Server) serveHealth() {
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { healthy(w) })
	s.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.ready(r); err != nil {
			s.fail(w, r, kernel.Unavailable("not_ready").Because(err))
			return
		}
		healthy(w)
	})
}

func (s *Server) ready(r *http.Request) error {
	if s.o.DB == nil {
		return kernel.Unavailable("database_away")
	}
	if err := s.o.DB.Ping(r.Context()); err != nil {
		return err
	}
	return s.o.DB.Read(r.Context(), func(tx *db.ReadTx) error {
		var n []int64
		return tx.Select(&n, "SELECT s.seen FROM {session s} LIMIT 1")
	})
}

func healthy(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}
