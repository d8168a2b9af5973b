package casework

import (
	"context"
	"net/http"

	"touyan/internal/platform/web"
)

type rulingIn struct {
	Type string `path:"type" maxLength:"40"`
}

type ruleIn struct {
	Type string `path:"type" maxLength:"40"`
	Body struct {
		Reason string            `json:"reason"`
		States map[string]string `json:"states,omitempty" doc:"for a state that is no more, in which one its cases go on"`
	}
}

type rulingOut struct{ Body *RulingPreview }

// registerRuling enters how open cases come under newer rules.
func (s *Service) registerRuling(w *web.Server) {
	rule := web.ForOfficer(web.Perm(PermRule))
	web.Register(w, rule, web.Op{ID: "casework.ruling", Method: http.MethodGet, Path: "/api/case-rules/{type}", Summary: "What bringing the open cases of a type under the rules of now would change"},
		func(ctx context.Context, in *rulingIn) (*rulingOut, error) {
			p, err := s.RulingOf(ctx, Ruling{Type: in.Type})
			return &rulingOut{p}, err
		})
	web.Register(w, rule, web.Op{ID: "casework.rule", Method: http.MethodPost, Path: "/api/case-rules/{type}", Summary: "Bring the open cases of a type under the rules of now"},
		func(ctx context.Context, in *ruleIn) (*rulingOut, error) {
			p, err := s.Rule(ctx, Ruling{Type: in.Type, States: in.Body.States, Reason: in.Body.Reason})
			return &rulingOut{p}, err
		})
}
