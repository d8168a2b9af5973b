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

func (s *Service) registerParty(w *web.Server) {
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "body.party_roll", Method: http.MethodGet, Path: "/api/rolls/party", Summary: "List the Party members of a place on a day"},
		func(ctx context.Context, in *partyIn) (*list[Member], error) {
			return listOf(s.PartyRoll(ctx, in.Place, in.Day, in.page()))
		})
}
