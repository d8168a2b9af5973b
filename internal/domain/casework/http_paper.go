package casework

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type papersForm struct {
	Field  string         `form:"field"`
	Papers []web.FormFile `form:"papers"`
}

type papersIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[papersForm]
}

// registerPapers enters the papers of a case that are opened for a reason only.
func (s *Service) registerPapers(w *web.Server) {
	op := web.Op{ID: "casework.add_papers", Method: http.MethodPost, Path: "/api/cases/{id}/papers", Summary: "Attach papers that are opened for a reason only", MaxBody: MaxPapers*MaxPhotoSize + 1<<20}
	web.Register(w, web.ForOfficer(web.Perm(PermList)), op, func(ctx context.Context, in *papersIn) (*detailOut, error) {
		f := in.RawBody.Data()
		list, err := web.ReadFiles("papers", f.Papers)
		if err != nil {
			return nil, err
		}
		d, err := s.AddPapers(ctx, in.ID, f.Field, list)
		return &detailOut{d}, err
	})
	op = web.Op{ID: "casework.paper", Method: http.MethodGet, Path: "/api/cases/{id}/papers/{paper}", Summary: "Open a paper of a case for a reason"}
	web.Page(w, web.ForOfficer(web.Perm(PermReveal)), op, func(rw http.ResponseWriter, r *http.Request) error {
		id, paper, err := web.PathIDs(r, "id", "paper")
		if err != nil {
			return err
		}
		f, err := s.OpenPaper(r.Context(), id, paper, r.URL.Query().Get("reason"))
		if err == nil {
			web.SendPaper(rw, r, f.Mime, f.Name, f.Data)
		}
		return err
	})
}
