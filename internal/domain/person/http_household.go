package person

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// PageParams are the parameters of every list; exported, because the API library looks into exported parts only.
type PageParams struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (p PageParams) page() kernel.Page { return kernel.Page{Limit: p.Limit, Cursor: p.Cursor} }

// IDParam is the id in a path.
type IDParam struct {
	ID kernel.ID `path:"id"`
}

type list[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func listOf[T any](items []T, next string, err error) (*list[T], error) {
	var out list[T]
	out.Body.Items, out.Body.Next = items, next
	return &out, err
}

type codesOut struct {
	Body struct {
		Items []CodeList `json:"items" nullable:"false"`
	}
}

type housesIn struct {
	PageParams
	Place  kernel.ID `query:"place"`
	Q      string    `query:"q" maxLength:"60"`
	Closed bool      `query:"closed"`
}

type houseCountIn struct {
	Place kernel.ID `query:"place"`
}

type houseCountOut struct{ Body HouseCount }

type houseIn struct {
	IDParam
	Day kernel.Day `query:"day"`
}

type houseOut struct{ Body HouseholdDetail }

type newHouseIn struct{ Body NewHousehold }

type eventIn struct {
	IDParam
	Body NewEvent
}

type outcomeOut struct{ Body Outcome }

type reasonIn struct {
	IDParam
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}

type addressOut struct {
	Body struct {
		Address string `json:"address"`
	}
}

type registerOut struct{ Body PersonRegister }

func (s *Service) registerHouseholds(w *web.Server) {
	read, record := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRecord))
	web.Register(w, web.ForSignedIn(), web.Op{ID: "person.codes", Method: http.MethodGet, Path: "/api/codes", Summary: "The code lists of the register"},
		func(context.Context, *struct{}) (*codesOut, error) {
			var out codesOut
			out.Body.Items = Lists()
			return &out, nil
		})
	web.Register(w, read, web.Op{ID: "person.households", Method: http.MethodGet, Path: "/api/households", Summary: "List households"},
		func(ctx context.Context, in *housesIn) (*list[Household], error) {
			return listOf(s.Households(ctx, HouseholdFilter{Q: in.Q, Place: in.Place, Closed: in.Closed}, in.page()))
		})
	web.Register(w, read, web.Op{ID: "person.household_count", Method: http.MethodGet, Path: "/api/households/count", Summary: "What the register counts at a place"},
		func(ctx context.Context, in *houseCountIn) (*houseCountOut, error) {
			c, err := s.CountHouseholds(ctx, in.Place)
			return &houseCountOut{c}, err
		})
	web.Register(w, read, web.Op{ID: "person.household", Method: http.MethodGet, Path: "/api/households/{id}", Summary: "Read a household as of a day"},
		func(ctx context.Context, in *houseIn) (*houseOut, error) {
			h, err := s.Household(ctx, in.ID, in.Day)
			return &houseOut{h}, err
		})
	web.Register(w, read, web.Op{ID: "person.register", Method: http.MethodGet, Path: "/api/persons/{id}/register", Summary: "What the register holds of a person"},
		func(ctx context.Context, in *IDParam) (*registerOut, error) {
			r, err := s.RegisterOf(ctx, in.ID)
			return &registerOut{r}, err
		})
	web.Register(w, record, web.Op{ID: "person.create_household", Method: http.MethodPost, Path: "/api/households", Summary: "Enter a household with its members"},
		func(ctx context.Context, in *newHouseIn) (*houseOut, error) {
			h, err := s.CreateHousehold(ctx, in.Body)
			return &houseOut{h}, err
		})
	web.Register(w, record, web.Op{ID: "person.record", Method: http.MethodPost, Path: "/api/households/{id}/events", Summary: "Enter an event of a household"},
		func(ctx context.Context, in *eventIn) (*outcomeOut, error) {
			o, err := s.Record(ctx, in.ID, in.Body)
			return &outcomeOut{o}, err
		})
	web.Register(w, record, web.Op{ID: "person.preview", Method: http.MethodPost, Path: "/api/households/{id}/events/preview", Summary: "What an event would make of the households"},
		func(ctx context.Context, in *eventIn) (*outcomeOut, error) {
			o, err := s.Preview(ctx, in.ID, in.Body)
			return &outcomeOut{o}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermTakeBack)), web.Op{ID: "person.take_back", Method: http.MethodPost, Path: "/api/events/{id}/take-back", Summary: "Take the last event of a household back"},
		func(ctx context.Context, in *reasonIn) (*houseOut, error) {
			h, err := s.TakeBack(ctx, in.ID, in.Body.Reason)
			return &houseOut{h}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermReveal)), web.Op{ID: "person.reveal_address", Method: http.MethodPost, Path: "/api/households/{id}/reveal", Summary: "Open an address for a reason"},
		func(ctx context.Context, in *reasonIn) (*addressOut, error) {
			var out addressOut
			var err error
			out.Body.Address, err = s.RevealAddress(ctx, in.ID, in.Body.Reason)
			return &out, err
		})
}
