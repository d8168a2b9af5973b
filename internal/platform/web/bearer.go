package web

import (
	"context"
	"net/http"
	"strings"

	"touyan/internal/kernel"
)

// Bearer is for whom a token of an integration reads.
type Bearer struct {
	ID    kernel.ID // of the token
	Actor kernel.Actor
}

// bearerOf is the token that a request shows (RFC 6750).
func bearerOf(r *http.Request) (string, bool) {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(kind, "Bearer")
}

// read serves what a token may open. There is no session on this way, so nothing can be signed in or kept.
func (s *Server) read(w http.ResponseWriter, r *http.Request, e *entry, token string, next http.Handler) {
	visitOf(r.Context()).session = false
	actor, err := s.reader(r.Context(), e, token)
	if err != nil {
		if kernel.KindOf(err) == kernel.KindUnauthenticated {
			w.Header().Set("WWW-Authenticate", "Bearer")
		}
		s.fail(w, r, err)
		return
	}
	next.ServeHTTP(w, r.WithContext(kernel.WithActor(r.Context(), actor)))
}

// reader is the actor of a token, as far as it may read here. A wrong token counts as a guess, a right one against its own bound.
func (s *Server) reader(ctx context.Context, e *entry, token string) (kernel.Actor, error) {
	v := visitOf(ctx)
	if s.o.Bearer == nil || token == "" {
		return kernel.Actor{}, kernel.Unauthenticated("token_unknown")
	}
	if wait, ok := s.bucket.take(v.ip); !ok {
		return kernel.Actor{}, tooMany(wait)
	}
	who, err := s.o.Bearer(ctx, token)
	if err != nil {
		return kernel.Actor{}, err
	}
	s.bucket.give(v.ip)
	v.bearer = who.ID
	if wait, ok := s.bearers.takeOf(who.ID); !ok {
		return kernel.Actor{}, tooMany(wait)
	}
	switch {
	case !e.byToken():
		return kernel.Actor{}, kernel.Forbidden("token_reads_only")
	case !who.Actor.Can(e.access.perm.name):
		return kernel.Actor{}, kernel.Forbidden("forbidden").With("permission", e.access.perm.name)
	}
	return who.Actor.For(e.access.perm.name), nil
}
