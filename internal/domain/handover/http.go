package handover

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type pageIn struct {
	Place  kernel.ID `query:"place"`
	Cursor string    `query:"cursor" maxLength:"400"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type newIn struct{ Body Draft }

type cancelIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

type one[T any] struct{ Body T }

type listOut struct {
	Body struct {
		Items []Handover `json:"items" nullable:"false"`
		Next  string     `json:"next"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	hand := web.ForOfficer(web.Perm(PermHand))
	web.Register(w, hand, web.Op{ID: "handover.list", Method: http.MethodGet, Path: "/api/handovers", Summary: "Posts that went over from one person to another, or will"},
		func(ctx context.Context, in *pageIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, in.Place, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, hand, web.Op{ID: "handover.preview", Method: http.MethodPost, Path: "/api/handovers/preview", Summary: "What would go over with a post; changes nothing"},
		func(ctx context.Context, in *newIn) (*one[Preview], error) {
			p, err := s.Preview(ctx, in.Body)
			return &one[Preview]{p}, err
		})
	web.Register(w, hand, web.Op{ID: "handover.hand", Method: http.MethodPost, Path: "/api/handovers", Summary: "Let a post go over to another person as of a day"},
		func(ctx context.Context, in *newIn) (*one[Handover], error) {
			h, err := s.HandOver(ctx, in.Body)
			return &one[Handover]{h}, err
		})
	web.Register(w, hand, web.Op{ID: "handover.cancel", Method: http.MethodPost, Path: "/api/handovers/{id}/cancel", Summary: "Call off a handover before its day"},
		func(ctx context.Context, in *cancelIn) (*one[Handover], error) {
			h, err := s.Cancel(ctx, in.ID, in.Body.Rev, in.Body.Reason)
			return &one[Handover]{h}, err
		})
}
