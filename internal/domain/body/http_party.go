package body

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type partyIn struct {
	PageParams
	Place kernel.ID  `query:"place" required:"true"`
	Day   kernel.Day `query:"day"`
}

type placedIn struct {
	PageParams
	Place kernel.ID `query:"place"`
	Which string    `query:"which" enum:"all,none,twice" default:"all"`
}

type placeMemberIn struct{ Body NewPlacing }

func (s *Service) registerParty(w *web.Server) {
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "body.placings", Method: http.MethodGet, Path: "/api/party/placings", Summary: "Party members and the grid in which each is placed"},
		func(ctx context.Context, in *placedIn) (*list[Placed], error) {
			return listOf(s.Placings(ctx, in.Which, in.Place, in.page()))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermAppoint)), web.Op{ID: "body.place_member", Method: http.MethodPost, Path: "/api/party/placings", Summary: "Place a Party member in a grid"},
		func(ctx context.Context, in *placeMemberIn) (*appointmentOut, error) {
			a, err := s.Place(ctx, in.Body)
			return &appointmentOut{a}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "body.party_roll", Method: http.MethodGet, Path: "/api/rolls/party", Summary: "List the Party members of a place on a day"},
		func(ctx context.Context, in *partyIn) (*list[Member], error) {
			return listOf(s.PartyRoll(ctx, in.Place, in.Day, in.page()))
		})
}
