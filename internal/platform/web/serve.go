package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"touyan/internal/kernel"
)

// serve is the way of every operation: slow down, limit the body, find the session, find the actor, check the permission,
// and only then read what was sent.
func (s *Server) serve(e *entry, next http.Handler) http.Handler {
	acting := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, err := s.admit(r.Context(), e.access)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		visitOf(r.Context()).account = actor.AccountID
		r = r.WithContext(kernel.WithActor(r.Context(), actor))
		defer func() {
			if r.MultipartForm != nil { // the server only clears its own copy of the request
				_ = r.MultipartForm.RemoveAll()
			}
		}()
		next.ServeHTTP(w, r)
	})
	within := http.Handler(acting)
	if !e.sessionless() {
		within = s.sessions.LoadAndSave(acting)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitOf(r.Context())
		v.op, v.html, v.session, v.stream = e.op.ID, e.page && !e.stream, !e.sessionless(), e.stream
		w.Header().Set("Cache-Control", "no-store")
		if e.throttled() {
			if wait, ok := s.bucket.take(v.ip); !ok {
				s.fail(w, r, tooMany(wait))
				return
			}
		}
		if r.ContentLength > e.op.MaxBody {
			w.Header().Set("Connection", "close") // the rest of the body is not worth reading
			s.fail(w, r, humaProblem(r.Context(), http.StatusRequestEntityTooLarge, ""))
			return
		}
		r.Body = &limitedBody{ReadCloser: http.MaxBytesReader(w, r.Body, e.op.MaxBody), v: v}
		if token, is := bearerOf(r); is && e.access.kind != AccessPublic {
			s.read(w, r, e, token, next)
			return
		}
		within.ServeHTTP(w, r)
	})
}

// admit finds out who acts and whether they may: the one place where permission is checked.
func (s *Server) admit(ctx context.Context, a access) (kernel.Actor, error) {
	if a.kind == AccessPublic {
		county, err := s.o.County(ctx)
		return kernel.Actor{Kind: kernel.ActorPublic, CountyID: county, Name: "public"}, err
	}
	actor, err := s.signedIn(ctx)
	switch {
	case err != nil:
		return kernel.Actor{}, err
	case a.kind == AccessSignedIn:
		return everywhere(actor), nil
	case a.kind == AccessOfficer && actor.Can(a.perm.name):
		return actor.For(a.perm.name), nil
	}
	return kernel.Actor{}, kernel.Forbidden("forbidden").With("permission", a.perm.name)
}

// Who is the person who is signed in where a public form was sent from, 0 for nobody: for forms that somebody may not fill in for
// others. It gives no right.
func (s *Server) Who(ctx context.Context) kernel.ID {
	actor, err := s.signedIn(ctx)
	if err != nil {
		return 0
	}
	return actor.PersonID
}

// everywhere gives the actor all arms of all grants.
func everywhere(a kernel.Actor) kernel.Actor {
	a.Arms = nil
	for _, g := range a.Grants {
		if !slices.Contains(a.Arms, g.Arm) {
			a.Arms = append(a.Arms, g.Arm)
		}
	}
	return a
}

// limitedBody remembers that the limit was hit: a form reader buries the error in text.
type limitedBody struct {
	io.ReadCloser
	v *visit
}

// Read notes the limit.
func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		b.v.tooLarge = true
	}
	return n, err
}
