package access

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type demoPeopleOut struct {
	Body struct {
		Items []DemoPerson `json:"items" nullable:"false"`
	}
}

type demoSignIn struct {
	Body struct {
		AccountID kernel.ID `json:"account_id"`
	}
}

// registerDemo enters the sign-in without password. Only the demo calls it.
func (s *Service) registerDemo(w *web.Server) {
	web.Register(w, web.ForPublic(), web.Op{ID: "access.demo_people", Method: http.MethodGet, Path: "/api/demo/people", Summary: "Whom to sign in as (demo only)"},
		func(ctx context.Context, _ *none) (*demoPeopleOut, error) {
			var out demoPeopleOut
			var err error
			out.Body.Items, err = s.DemoPeople(ctx)
			return &out, err
		})
	web.Register(w, web.ForPublic(), web.Op{ID: "access.demo_sign_in", Method: http.MethodPost, Path: "/api/demo/session", Summary: "Sign in as somebody (demo only)"},
		func(ctx context.Context, in *demoSignIn) (*meOut, error) {
			who, me, err := s.DemoSignIn(ctx, in.Body.AccountID)
			if err != nil {
				return nil, err
			}
			return &meOut{me}, w.SignIn(ctx, who.CountyID, who.AccountID)
		})
}
