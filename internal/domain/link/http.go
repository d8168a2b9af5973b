package link

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

type one[T any] struct{ Body T }

type linksIn struct {
	PageParams
	Kind      string    `query:"kind" maxLength:"40"`
	Place     kernel.ID `query:"place"`
	Person    kernel.ID `query:"person"`
	Household kernel.ID `query:"household"`
	Group     kernel.ID `query:"group"`
	All       bool      `query:"all"`
}

type underIn struct {
	Kind  string    `query:"kind" maxLength:"40" required:"true"`
	Place kernel.ID `query:"place"`
}

type gapsIn struct {
	PageParams
	Kind  string    `query:"kind" maxLength:"40" required:"true"`
	Place kernel.ID `query:"place"`
	Gap   string    `query:"gap" enum:"missing,twice" default:"missing"`
}

type membersIn struct {
	PageParams
	Kind  string    `query:"kind" maxLength:"40" required:"true"`
	Place kernel.ID `query:"place"`
	Gap   string    `query:"gap" enum:"few,many"`
}

type addIn struct{ Body Draft }

type endIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64      `json:"rev"`
		Day    kernel.Day `json:"day" required:"false"`
		Reason string     `json:"reason" maxLength:"200"`
	}
}

type confirmIn struct {
	Body struct {
		Pairs []Draft `json:"pairs" minItems:"1" maxItems:"500"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, see, web.Op{ID: "link.kinds", Method: http.MethodGet, Path: "/api/links/kinds", Summary: "The ways in which households are linked to members"},
		func(ctx context.Context, _ *struct{}) (*list[Way], error) {
			items, err := s.Kinds(ctx)
			return listOf(items, "", err)
		})
	web.Register(w, see, web.Op{ID: "link.list", Method: http.MethodGet, Path: "/api/links", Summary: "Who looks after which household"},
		func(ctx context.Context, in *linksIn) (*list[Link], error) {
			f := Filter{Kind: in.Kind, Place: in.Place, Person: in.Person, Household: in.Household, Group: in.Group, All: in.All}
			return listOf(s.List(ctx, f, in.page()))
		})
	web.Register(w, see, web.Op{ID: "link.summary", Method: http.MethodGet, Path: "/api/links/summary", Summary: "How the households of a place are covered"},
		func(ctx context.Context, in *underIn) (*one[Coverage], error) {
			sum, err := s.Summary(ctx, in.Kind, in.Place)
			return &one[Coverage]{sum}, err
		})
	web.Register(w, see, web.Op{ID: "link.gaps", Method: http.MethodGet, Path: "/api/links/gaps", Summary: "Households without a member, or with two"},
		func(ctx context.Context, in *gapsIn) (*list[Gap], error) {
			return listOf(s.Gaps(ctx, in.Kind, in.Gap, in.Place, in.page()))
		})
	web.Register(w, see, web.Op{ID: "link.members", Method: http.MethodGet, Path: "/api/links/members", Summary: "Members and how many households each looks after"},
		func(ctx context.Context, in *membersIn) (*list[Member], error) {
			return listOf(s.Members(ctx, in.Kind, in.Gap, in.Place, in.page()))
		})
	web.Register(w, see, web.Op{ID: "link.proposal", Method: http.MethodGet, Path: "/api/links/proposal", Summary: "How the gaps of a village might be filled; changes nothing"},
		func(ctx context.Context, in *underIn) (*one[Proposal], error) {
			p, err := s.Propose(ctx, in.Kind, in.Place)
			return &one[Proposal]{p}, err
		})
	web.Register(w, edit, web.Op{ID: "link.confirm", Method: http.MethodPost, Path: "/api/links/confirm", Summary: "Enter the pairs of a proposal"},
		func(ctx context.Context, in *confirmIn) (*list[Link], error) {
			items, err := s.Confirm(ctx, in.Body.Pairs)
			return listOf(items, "", err)
		})
	web.Register(w, edit, web.Op{ID: "link.add", Method: http.MethodPost, Path: "/api/links", Summary: "Link a household to a member"},
		func(ctx context.Context, in *addIn) (*one[Link], error) {
			l, err := s.Add(ctx, in.Body)
			return &one[Link]{l}, err
		})
	web.Register(w, edit, web.Op{ID: "link.end", Method: http.MethodPost, Path: "/api/links/{id}/end", Summary: "End a link on a day"},
		func(ctx context.Context, in *endIn) (*one[Link], error) {
			l, err := s.End(ctx, in.ID, in.Body.Rev, in.Body.Day, in.Body.Reason)
			return &one[Link]{l}, err
		})
}
