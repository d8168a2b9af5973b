package person

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type papersForm struct {
	Papers []web.FormFile `form:"papers"`
}

type papersIn struct {
	IDParam
	RawBody web.Multipart[papersForm]
}

func (s *Service) registerPapers(w *web.Server) {
	op := web.Op{ID: "person.add_papers", Method: http.MethodPost, Path: "/api/events/{id}/papers", Summary: "Put papers to an event of a household", MaxBody: MaxPapers*MaxPaperSize + 1<<20}
	web.Register(w, web.ForOfficer(web.Perm(PermRecord)), op, func(ctx context.Context, in *papersIn) (*list[Paper], error) {
		var files []NewPaper
		for _, f := range in.RawBody.Data().Papers {
			data, err := io.ReadAll(io.LimitReader(f, MaxPaperSize+1))
			if err != nil {
				return nil, kernel.Invalid("papers", "picture_broken").Because(err)
			}
			files = append(files, NewPaper{Name: f.Filename, Data: data})
		}
		l, err := s.AddPapers(ctx, in.ID, files)
		return listOf(l, "", err)
	})
	op = web.Op{ID: "person.paper", Method: http.MethodGet, Path: "/api/events/{id}/papers/{paper}", Summary: "Open a paper of an event for a reason"}
	web.Page(w, web.ForOfficer(web.Perm(PermReveal)), op, func(rw http.ResponseWriter, r *http.Request) error {
		event, paper, err := web.PathIDs(r, "id", "paper")
		if err != nil {
			return err
		}
		f, err := s.OpenPaper(r.Context(), event, paper, r.URL.Query().Get("reason"))
		if err == nil {
			web.SendPaper(rw, r, f.Mime, f.Name, f.Data)
		}
		return err
	})
}
