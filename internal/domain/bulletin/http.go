package bulletin

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type items[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type listIn struct {
	Kind   string    `query:"kind" maxLength:"40"`
	State  string    `query:"state" enum:",draft,issued,withdrawn"`
	Place  kernel.ID `query:"place"`
	Above  bool      `query:"above" doc:"what the places above mine have issued"`
	Cursor string    `query:"cursor" maxLength:"400"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type idIn struct {
	ID kernel.ID `path:"id"`
}

type revIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type wordsIn struct {
	ID   kernel.ID `path:"id"`
	Body PaperWords
}

type reasonIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

type aboutIn struct {
	About   string   `query:"about" required:"true" enum:"duty_order,activity" doc:"the kind of record"`
	AboutID []string `query:"about_id" required:"true" maxItems:"100" doc:"which records"`
}

type newIn struct{ Body NewPaper }

type runIn struct{ Body NewPaperRun }

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, change, issue := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermMake)), web.ForOfficer(web.Perm(PermIssue))
	web.Register(w, see, web.Op{ID: "bulletin.kinds", Method: http.MethodGet, Path: "/api/bulletins/kinds", Summary: "The kinds of papers in force"},
		func(ctx context.Context, _ *struct{}) (*items[PaperKind], error) {
			var out items[PaperKind]
			var err error
			out.Body.Items, err = s.Kinds(ctx)
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "bulletin.list", Method: http.MethodGet, Path: "/api/bulletins", Summary: "Papers of my places, the newest first"},
		func(ctx context.Context, in *listIn) (*items[Paper], error) {
			var out items[Paper]
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, Filter{Kind: in.Kind, State: in.State, Place: in.Place, Above: in.Above}, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "bulletin.about", Method: http.MethodGet, Path: "/api/bulletins/about", Summary: "The papers about some records, the oldest first"},
		func(ctx context.Context, in *aboutIn) (*one[*AboutRecords], error) {
			ids := make([]kernel.ID, len(in.AboutID))
			for i, text := range in.AboutID {
				var err error
				if ids[i], err = kernel.ParseID(text); err != nil {
					return nil, err
				}
			}
			return single(s.About(ctx, in.About, ids))
		})
	web.Register(w, see, web.Op{ID: "bulletin.get", Method: http.MethodGet, Path: "/api/bulletins/{id}", Summary: "A paper with its figures and what they rest on"},
		func(ctx context.Context, in *idIn) (*one[*PaperDetail], error) { return single(s.Get(ctx, in.ID)) })
	web.Register(w, change, web.Op{ID: "bulletin.make", Method: http.MethodPost, Path: "/api/bulletins", Summary: "Write a paper out of the records of a period, or about one record"},
		func(ctx context.Context, in *newIn) (*one[*PaperDetail], error) { return single(s.Make(ctx, in.Body)) })
	web.Register(w, change, web.Op{ID: "bulletin.edit", Method: http.MethodPost, Path: "/api/bulletins/{id}/words", Summary: "Change the words of a draft; figures stay"},
		func(ctx context.Context, in *wordsIn) (*one[*PaperDetail], error) {
			return single(s.Edit(ctx, in.ID, in.Body))
		})
	web.Register(w, change, web.Op{ID: "bulletin.remake", Method: http.MethodPost, Path: "/api/bulletins/{id}/remake", Summary: "Write a draft anew out of the records as they are now"},
		func(ctx context.Context, in *revIn) (*one[*PaperDetail], error) {
			return single(s.Remake(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, issue, web.Op{ID: "bulletin.issue", Method: http.MethodPost, Path: "/api/bulletins/{id}/issue", Summary: "Issue a draft under the next number"},
		func(ctx context.Context, in *revIn) (*one[*PaperDetail], error) {
			return single(s.Issue(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, issue, web.Op{ID: "bulletin.withdraw", Method: http.MethodPost, Path: "/api/bulletins/{id}/withdraw", Summary: "Take back a paper with a reason"},
		func(ctx context.Context, in *reasonIn) (*one[*PaperDetail], error) {
			return single(s.Withdraw(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	s.registerRuns(w)
	web.Page(w, see, web.Op{ID: "bulletin.export", Method: http.MethodGet, Path: "/api/exports/bulletins.xlsx", Summary: "Papers of my places as a workbook"}, s.sendBook)
	web.Page(w, see, web.Op{ID: "bulletin.docx", Method: http.MethodGet, Path: "/api/bulletins/{id}/paper.docx", Summary: "A paper as a Word document"}, s.sendDocx)
}

func (s *Service) registerRuns(w *web.Server) {
	see, change := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermMake))
	web.Register(w, change, web.Op{ID: "bulletin.start", Method: http.MethodPost, Path: "/api/bulletin-runs", Summary: "Write the papers of a kind for all places within one"},
		func(ctx context.Context, in *runIn) (*one[*PaperRun], error) { return single(s.Start(ctx, in.Body)) })
	web.Register(w, change, web.Op{ID: "bulletin.stop", Method: http.MethodPost, Path: "/api/bulletin-runs/{id}/stop", Summary: "Stop writing; what is written stays"},
		func(ctx context.Context, in *idIn) (*one[*PaperRun], error) { return single(s.Stop(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "bulletin.progress", Method: http.MethodGet, Path: "/api/bulletin-runs/{id}", Summary: "How far the writing of many papers is"},
		func(ctx context.Context, in *idIn) (*one[*PaperRun], error) { return single(s.Progress(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "bulletin.runs", Method: http.MethodGet, Path: "/api/bulletin-runs", Summary: "The newest runs of my places"},
		func(ctx context.Context, _ *struct{}) (*items[PaperRun], error) {
			var out items[PaperRun]
			var err error
			out.Body.Items, err = s.Runs(ctx)
			return &out, err
		})
	web.Page(w, see, web.Op{ID: "bulletin.bundle", Method: http.MethodGet, Path: "/api/bulletin-runs/{id}/papers.zip", Summary: "The papers of a run as Word documents in one archive"}, s.sendBundle)
}

func (s *Service) sendDocx(rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	var file bytes.Buffer
	name, err := s.Docx(r.Context(), id, origin(r), &file)
	if err != nil {
		return err
	}
	return web.Send(rw, web.Docx, "paper.docx", name, &file)
}

func (s *Service) sendBundle(rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := s.Bundle(r.Context(), id, origin(r), &file); err != nil {
		return err
	}
	return web.Send(rw, "application/zip", "papers.zip", "papers.zip", &file)
}

// origin is the address under which the reader reached the program.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func (s *Service) sendBook(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	f := Filter{Kind: q.Get("kind"), State: q.Get("state"), Place: at, Above: q.Get("above") == "true"}
	return web.SendBook(rw, r, "bulletins", func(w io.Writer) error {
		return writePapers(w, func(p kernel.Page) ([]Paper, string, error) { return s.List(r.Context(), f, p) })
	})
}
