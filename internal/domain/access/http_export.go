package access

import (
	"bytes"
	"net/http"

	"touyan/internal/platform/web"
)

func (s *Service) registerExport(w *web.Server) {
	web.Page(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "access.export", Method: http.MethodGet, Path: "/api/exports/accounts.xlsx", Summary: "Accounts as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			var book bytes.Buffer // whole before the first byte is sent, so that an error can still be told
			if err := s.Export(r.Context(), r.URL.Query().Get("q"), &book); err != nil {
				return err
			}
			rw.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
			rw.Header().Set("Content-Disposition", `attachment; filename="accounts.xlsx"`)
			_, err := rw.Write(book.Bytes())
			return err
		})
}
