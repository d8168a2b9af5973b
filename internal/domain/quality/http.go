package quality

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type boardIn struct {
	Place kernel.ID `query:"place"`
}

type findingsIn struct {
	ID     string    `path:"id" maxLength:"40"`
	Place  kernel.ID `query:"place"`
	Cursor string    `query:"cursor" maxLength:"400"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type findingsOut struct {
	Body struct {
		Items []DataFinding `json:"items" nullable:"false"`
		Next  string        `json:"next"`
	}
}

type runIn struct{ Body NewDataRun }

type idIn struct {
	ID kernel.ID `path:"id"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "quality.list", Method: http.MethodGet, Path: "/api/quality", Summary: "What the checks of the data found in a place"},
		func(ctx context.Context, in *boardIn) (*one[*DataBoard], error) {
			return single(s.Board(ctx, in.Place))
		})
	web.Register(w, see, web.Op{ID: "quality.findings", Method: http.MethodGet, Path: "/api/quality/checks/{id}", Summary: "The findings of a check, the oldest first"},
		func(ctx context.Context, in *findingsIn) (*findingsOut, error) {
			var out findingsOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, in.ID, in.Place, kernel.Page{Cursor: in.Cursor, Limit: in.Limit})
			return &out, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermRun)), web.Op{ID: "quality.run", Method: http.MethodPost, Path: "/api/quality-runs", Summary: "Run the checks over a place now"},
		func(ctx context.Context, in *runIn) (*one[*DataRun], error) { return single(s.Start(ctx, in.Body)) })
	web.Register(w, see, web.Op{ID: "quality.progress", Method: http.MethodGet, Path: "/api/quality-runs/{id}", Summary: "How far a run of the checks is"},
		func(ctx context.Context, in *idIn) (*one[*DataRun], error) { return single(s.Progress(ctx, in.ID)) })
	web.Page(w, see, web.Op{ID: "quality.export", Method: http.MethodGet, Path: "/api/exports/quality.xlsx", Summary: "What the checks found in a place as a workbook"}, s.send)
}

func (s *Service) send(rw http.ResponseWriter, r *http.Request) error {
	var at kernel.ID
	if p := r.URL.Query().Get("place"); p != "" {
		var err error
		if at, err = kernel.ParseID(p); err != nil {
			return err
		}
	}
	return web.SendBook(rw, r, "quality", func(w io.Writer) error { return s.Export(r.Context(), at, w) })
}
