package privacy

import (
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// registerNotices enters the pages that residents read: one notice for each module, by the day on which it is in force.
func (s *Service) registerNotices(w *web.Server) {
	web.Page(w, web.ForPublic(), web.Op{ID: "privacy.notices", Method: http.MethodGet, Path: "/privacy", Summary: "What is done with personal data"},
		func(rw http.ResponseWriter, r *http.Request) error {
			list, err := s.Notices(r.Context(), w.Lang(r))
			if err != nil {
				return err
			}
			return w.Render(rw, r, "notices", list)
		})
	web.Page(w, web.ForPublic(), web.Op{ID: "privacy.notice", Method: http.MethodGet, Path: "/privacy/{module}", Summary: "What one module does with personal data"},
		func(rw http.ResponseWriter, r *http.Request) error {
			n, err := s.Notice(r.Context(), r.PathValue("module"), kernel.Day(r.URL.Query().Get("on")), w.Lang(r))
			if err != nil {
				return err
			}
			return w.Render(rw, r, "notice", n)
		})
}
