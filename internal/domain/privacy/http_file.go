package privacy

import (
	"encoding/json"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// registerFiles enters what goes out as a workbook.
func (s *Service) registerFiles(w *web.Server) {
	web.Page(w, web.ForOfficer(web.Perm(PermCounter)), web.Op{ID: "privacy.copy", Method: http.MethodPost, Path: "/api/privacy/persons/{id}/copy.xlsx", Summary: "A copy of what is held on a person, for that person"}, s.sendCopy)
	web.Page(w, web.ForOfficer(web.Perm(PermRequest)), web.Op{ID: "privacy.export", Method: http.MethodGet, Path: "/api/exports/privacy-requests.xlsx", Summary: "Requests about personal data as a workbook"}, s.sendRequests)
}

func (s *Service) sendCopy(rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	var why Asked
	if err := json.NewDecoder(r.Body).Decode(&why); err != nil {
		return kernel.Invalid("body", "bad_form").Because(err)
	}
	h, err := s.Copy(r.Context(), id, why)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "personal-data", func(w io.Writer) error { return writeHeld(w, h) })
}

func (s *Service) sendRequests(rw http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	place := kernel.ID(0)
	if p := q.Get("place"); p != "" {
		var err error
		if place, err = kernel.ParseID(p); err != nil {
			return err
		}
	}
	return web.SendBook(rw, r, "privacy-requests", func(w io.Writer) error {
		return s.Export(r.Context(), filterOf(place, q.Get("kind"), q.Get("open")), w)
	})
}
