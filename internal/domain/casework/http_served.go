package casework

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type servedIn struct {
	Of    kernel.ID `query:"of"`
	Place kernel.ID `query:"place"`
}

type servedOut struct {
	Body struct {
		Items []BodyServed `json:"items" nullable:"false"`
	}
}

type ofBodyIn struct {
	Of     kernel.ID `query:"of" required:"true"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type callPageOut struct {
	Body struct {
		Items []Call `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

// registerServed enters what stands beside a department: figures, and the records behind them.
func (s *Service) registerServed(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.served", Method: http.MethodGet, Path: "/api/cases/served", Summary: "How departments served those who called them and those whose cases they handled"},
		func(ctx context.Context, in *servedIn) (*servedOut, error) {
			var out servedOut
			var err error
			out.Body.Items, err = s.Served(ctx, in.Of, in.Place)
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.calls_of", Method: http.MethodGet, Path: "/api/case-calls/of-body", Summary: "All calls to a department"},
		func(ctx context.Context, in *ofBodyIn) (*callPageOut, error) {
			var out callPageOut
			var err error
			out.Body.Items, out.Body.Next, err = s.CallsOf(ctx, in.Of, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.rated_of", Method: http.MethodGet, Path: "/api/cases/rated", Summary: "The cases of a department that were rated"},
		func(ctx context.Context, in *ofBodyIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.RatedOf(ctx, in.Of, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
}
