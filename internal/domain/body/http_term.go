package body

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type termOut struct{ Body Term }

type noticeOut struct{ Body Notice }

type startTermIn struct {
	IDParam
	Body NewTerm
}

type extendIn struct {
	IDParam
	Body Extension
}

type termsIn struct {
	PageParams
	Place kernel.ID `query:"place"`
	State string    `query:"state" enum:"due,ending,overdue,all" default:"due"`
	Kind  string    `query:"kind" maxLength:"40"`
}

type settleIn struct {
	IDParam
	Body struct {
		Rev  int64  `json:"rev"`
		Note string `json:"note" maxLength:"500"`
	}
}

type bodyGapsIn struct {
	PageParams
	Place kernel.ID `query:"place"`
	Kind  string    `query:"kind" maxLength:"20"`
}

func (s *Service) registerTerms(w *web.Server) {
	read, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, read, web.Op{ID: "body.at_place", Method: http.MethodGet, Path: "/api/places/{id}/bodies", Summary: "The bodies of a place"},
		func(ctx context.Context, in *IDParam) (*list[Body], error) {
			items, err := s.AtPlace(ctx, in.ID)
			return listOf(items, "", err)
		})
	web.Register(w, edit, web.Op{ID: "body.start_term", Method: http.MethodPost, Path: "/api/bodies/{id}/terms", Summary: "Enter a body's next term"},
		func(ctx context.Context, in *startTermIn) (*termOut, error) {
			t, err := s.StartTerm(ctx, in.ID, in.Body)
			return &termOut{t}, err
		})
	web.Register(w, edit, web.Op{ID: "body.extend_term", Method: http.MethodPost, Path: "/api/terms/{id}/extend", Summary: "Put off the end of a term"},
		func(ctx context.Context, in *extendIn) (*termOut, error) {
			t, err := s.ExtendTerm(ctx, in.ID, in.Body)
			return &termOut{t}, err
		})
	web.Register(w, read, web.Op{ID: "body.terms", Method: http.MethodGet, Path: "/api/terms", Summary: "List terms that end, or have ended without a newer one"},
		func(ctx context.Context, in *termsIn) (*list[Term], error) {
			return listOf(s.ListTerms(ctx, TermFilter{Place: in.Place, State: in.State, Kind: in.Kind}, in.page()))
		})
	web.Register(w, read, web.Op{ID: "body.notices", Method: http.MethodGet, Path: "/api/term-notices", Summary: "Ending terms announced to one's own posts"},
		func(ctx context.Context, _ *struct{}) (*list[Notice], error) {
			items, err := s.MyNotices(ctx)
			return listOf(items, "", err)
		})
	web.Register(w, web.ForOfficer(web.Perm(PermSettle)), web.Op{ID: "body.settle", Method: http.MethodPost, Path: "/api/term-notices/{id}/settle", Summary: "Mark an announced term as dealt with"},
		func(ctx context.Context, in *settleIn) (*noticeOut, error) {
			n, err := s.Settle(ctx, in.ID, in.Body.Rev, in.Body.Note)
			return &noticeOut{n}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermGaps)), web.Op{ID: "body.gaps", Method: http.MethodGet, Path: "/api/body-gaps", Summary: "List what is amiss with bodies, their terms and members"},
		func(ctx context.Context, in *bodyGapsIn) (*list[BodyGap], error) {
			return listOf(s.ListBodyGaps(ctx, in.Kind, in.Place, in.page()))
		})
}

type tiesOut struct{ Body Ties }

type kinOut struct{ Body Kinship }

type addKinIn struct {
	IDParam
	Body NewKinship
}

type removeKinIn struct {
	IDParam
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

func (s *Service) registerTies(w *web.Server) {
	kin := web.ForOfficer(web.Perm(PermKin))
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "body.ties", Method: http.MethodGet, Path: "/api/persons/{id}/ties", Summary: "Seats and near relatives of a person, and what of it a rule bars"},
		func(ctx context.Context, in *IDParam) (*tiesOut, error) {
			t, err := s.Ties(ctx, in.ID)
			return &tiesOut{t}, err
		})
	web.Register(w, kin, web.Op{ID: "body.add_kin", Method: http.MethodPost, Path: "/api/persons/{id}/kin", Summary: "Enter how somebody is related to a person"},
		func(ctx context.Context, in *addKinIn) (*kinOut, error) {
			k, err := s.AddKin(ctx, in.ID, in.Body)
			return &kinOut{k}, err
		})
	web.Register(w, kin, web.Op{ID: "body.remove_kin", Method: http.MethodPost, Path: "/api/kin/{id}/remove", Summary: "Take back a relation that was entered wrongly"},
		func(ctx context.Context, in *removeKinIn) (*struct{}, error) {
			return &struct{}{}, s.RemoveKin(ctx, in.ID, in.Body.Rev, in.Body.Reason)
		})
}
