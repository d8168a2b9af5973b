package person

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type oneOut struct{ Body Person }

type createIn struct{ Body Draft }

type updateIn struct {
	ID   kernel.ID `path:"id"`
	Body Change
}

type revealIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string   `json:"reason" maxLength:"500"`
		Fields []string `json:"fields" enum:"phone,id_number,birth" required:"false" maxItems:"3"`
	}
}

type revealOut struct{ Body Opened }

// Register enters the room's operations. Lists and details of persons are those of the room body, which knows the posts
// that each of them holds.
func (s *Service) Register(w *web.Server) {
	s.registerHouseholds(w)
	s.registerRolls(w)
	s.registerPairs(w)
	s.registerPapers(w)
	edit := web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, edit, web.Op{ID: "person.create", Method: http.MethodPost, Path: "/api/persons", Summary: "Enter a person"},
		func(ctx context.Context, in *createIn) (*oneOut, error) {
			p, err := s.Create(ctx, in.Body)
			return &oneOut{p}, err
		})
	web.Register(w, edit, web.Op{ID: "person.update", Method: http.MethodPatch, Path: "/api/persons/{id}", Summary: "Change a person"},
		func(ctx context.Context, in *updateIn) (*oneOut, error) {
			p, err := s.Update(ctx, in.ID, in.Body)
			return &oneOut{p}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermReveal)), web.Op{ID: "person.reveal", Method: http.MethodPost, Path: "/api/persons/{id}/reveal", Summary: "Open telephone, number or birth of a person for a reason"},
		func(ctx context.Context, in *revealIn) (*revealOut, error) {
			out, err := s.Reveal(ctx, in.ID, in.Body.Reason, in.Body.Fields...)
			return &revealOut{out}, err
		})
}
