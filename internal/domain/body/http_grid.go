package body

import (
	"context"
	"net/http"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type placesIn struct {
	PageParams
	Parent kernel.ID  `query:"parent"`
	On     kernel.Day `query:"on"`
}

type placeIn struct {
	IDParam
	On kernel.Day `query:"on"`
}

type placeOut struct{ Body PlaceDetail }

type gapsIn struct {
	PageParams
	Kind  string    `query:"kind" enum:"vacant,overlap" default:"vacant"`
	Place kernel.ID `query:"place"`
}

type underIn struct {
	Place kernel.ID `query:"place"`
}

type gapSummaryOut struct{ Body GapSummary }

type rosterIn struct {
	IDParam
	From kernel.Day `query:"from"`
	Days int        `query:"days" minimum:"1" maximum:"62" default:"14"`
}

type setRosterIn struct {
	IDParam
	Day  kernel.Day `path:"day"`
	Body struct {
		AppointmentIDs []kernel.ID `json:"appointment_ids"`
	}
}

type rosterDayOut struct{ Body RosterDay }

func (s *Service) registerGrid(w *web.Server) {
	read, gaps := web.ForOfficer(web.Perm(place.PermList)), web.ForOfficer(web.Perm(PermGaps))
	web.Register(w, read, web.Op{ID: "place.list", Method: http.MethodGet, Path: "/api/places", Summary: "List places with who answers for them"},
		func(ctx context.Context, in *placesIn) (*list[GridPlace], error) {
			return listOf(s.Places(ctx, in.Parent, in.On, in.page()))
		})
	web.Register(w, read, web.Op{ID: "place.get", Method: http.MethodGet, Path: "/api/places/{id}", Summary: "Read a place"},
		func(ctx context.Context, in *placeIn) (*placeOut, error) {
			p, err := s.PlaceDetail(ctx, in.ID, in.On)
			return &placeOut{p}, err
		})
	web.Page(w, read, web.Op{ID: "place.qr", Method: http.MethodGet, Path: "/api/places/{id}/qr.svg", Summary: "QR code of a place's public card"}, s.qr)
	web.Register(w, gaps, web.Op{ID: "place.gaps", Method: http.MethodGet, Path: "/api/gaps", Summary: "List vacant posts and double heads"},
		func(ctx context.Context, in *gapsIn) (*list[Gap], error) {
			return listOf(s.Gaps(ctx, in.Kind, in.Place, in.page()))
		})
	web.Register(w, gaps, web.Op{ID: "place.gap_summary", Method: http.MethodGet, Path: "/api/gaps/summary", Summary: "Count vacant posts and double heads"},
		func(ctx context.Context, in *underIn) (*gapSummaryOut, error) {
			sum, err := s.GapSummary(ctx, in.Place)
			return &gapSummaryOut{sum}, err
		})
	web.Register(w, read, web.Op{ID: "body.roster_list", Method: http.MethodGet, Path: "/api/places/{id}/roster", Summary: "Who is on duty at a place"},
		func(ctx context.Context, in *rosterIn) (*list[RosterDay], error) {
			days, err := s.Roster(ctx, in.ID, in.From, in.Days)
			return listOf(days, "", err)
		})
	web.Register(w, web.ForOfficer(web.Perm(PermRoster)), web.Op{ID: "body.swap_duty", Method: http.MethodPost, Path: "/api/places/{id}/roster/swap", Summary: "Exchange two turns of duty"},
		func(ctx context.Context, in *swapIn) (*list[RosterDay], error) {
			days, err := s.SwapDuty(ctx, in.ID, in.Body)
			return listOf(days, "", err)
		})
	web.Register(w, web.ForOfficer(web.Perm(PermRoster)), web.Op{ID: "body.roster", Method: http.MethodPut, Path: "/api/places/{id}/roster/{day}", Summary: "Set who is on duty on a day"},
		func(ctx context.Context, in *setRosterIn) (*rosterDayOut, error) {
			day, err := s.SetRoster(ctx, in.ID, in.Day, in.Body.AppointmentIDs)
			return &rosterDayOut{day}, err
		})
}

type swapIn struct {
	IDParam
	Body Swap
}

type personsIn struct {
	PageParams
	Q     string    `query:"q" maxLength:"60"`
	Place kernel.ID `query:"place"`
}

type personOut struct{ Body PersonDetail }

func (s *Service) registerPersons(w *web.Server) {
	read := web.ForOfficer(web.Perm(person.PermList))
	web.Register(w, read, web.Op{ID: "person.list", Method: http.MethodGet, Path: "/api/persons", Summary: "List persons with the posts they hold"},
		func(ctx context.Context, in *personsIn) (*list[PersonView], error) {
			return listOf(s.Persons(ctx, person.Filter{Q: in.Q, Place: in.Place}, in.page()))
		})
	web.Register(w, read, web.Op{ID: "person.get", Method: http.MethodGet, Path: "/api/persons/{id}", Summary: "Read a person"},
		func(ctx context.Context, in *IDParam) (*personOut, error) {
			p, err := s.PersonDetail(ctx, in.ID)
			return &personOut{p}, err
		})
}

// qr serves the QR code of a place's public card, for the address under which the officer reached the program.
func (s *Service) qr(w http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	code, err := s.placeCode(r.Context(), id)
	if err != nil {
		return err
	}
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	svg, err := web.QR(scheme + "://" + r.Host + "/g/" + code)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, err = w.Write([]byte(svg))
	return err
}

func (s *Service) placeCode(ctx context.Context, id kernel.ID) (string, error) {
	p, err := s.places.Get(ctx, id)
	return p.Code, err
}
