package asset

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type listIn struct {
	Place    kernel.ID `query:"place"`
	Category string    `query:"category" maxLength:"40"`
	Cursor   string    `query:"cursor" maxLength:"500"`
	Limit    int       `query:"limit" minimum:"0" maximum:"200"`
}

type listOut struct {
	Body struct {
		Items []Asset `json:"items" nullable:"false"`
		Next  string  `json:"next"`
		Sum   Sum     `json:"sum"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "asset.list", Method: http.MethodGet, Path: "/api/assets", Summary: "What villages own"},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			var out listOut
			f := Filter{PlaceID: in.Place, Category: in.Category}
			var err error
			if out.Body.Items, out.Body.Next, err = s.List(ctx, f, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}); err != nil {
				return nil, err
			}
			out.Body.Sum, err = s.Total(ctx, f)
			return &out, err
		})
}
