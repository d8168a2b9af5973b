package fact

import (
	"cmp"
	"context"
	"io"
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

func oneOf[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type idIn struct {
	ID kernel.ID `path:"id"`
}

type setIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Day     kernel.Day `json:"day" required:"false"`
		Changes []Change   `json:"changes" minItems:"1" maxItems:"60"`
	}
}

type revealIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Fields []string `json:"fields" required:"false" maxItems:"60"`
		Reason string   `json:"reason" maxLength:"200"`
	}
}

type conflictsIn struct {
	PageParams
	State     string    `query:"state" enum:"open,told,settled" default:"open"`
	Place     kernel.ID `query:"place"`
	Household kernel.ID `query:"household"`
}

type settleIn struct {
	ID   kernel.ID `path:"id"`
	Body Settlement
}

type holdersIn struct {
	PageParams
	Field string    `query:"field" maxLength:"40" required:"true"`
	Value string    `query:"value" maxLength:"40" required:"true"`
	Place kernel.ID `query:"place"`
}

type traitsIn struct {
	Place kernel.ID `query:"place"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	reveal, settle := web.ForOfficer(web.Perm(PermReveal)), web.ForOfficer(web.Perm(PermSettle))
	web.Register(w, see, web.Op{ID: "fact.card", Method: http.MethodGet, Path: "/api/households/{id}/card", Summary: "What is known of a household"},
		func(ctx context.Context, in *idIn) (*one[Card], error) { return oneOf(s.Card(ctx, in.ID)) })
	web.Register(w, edit, web.Op{ID: "fact.set", Method: http.MethodPost, Path: "/api/households/{id}/card", Summary: "Enter what was found out, field by field; what somebody else changed meanwhile is kept as a conflict"},
		func(ctx context.Context, in *setIn) (*list[Result], error) {
			items, err := s.Set(ctx, in.ID, in.Body.Day, in.Body.Changes)
			return listOf(items, "", err)
		})
	web.Register(w, reveal, web.Op{ID: "fact.reveal", Method: http.MethodPost, Path: "/api/households/{id}/card/reveal", Summary: "Open sealed answers for a reason"},
		func(ctx context.Context, in *revealIn) (*list[Answer], error) {
			items, err := s.Reveal(ctx, in.ID, in.Body.Fields, in.Body.Reason)
			return listOf(items, "", err)
		})
	web.Register(w, see, web.Op{ID: "fact.conflicts", Method: http.MethodGet, Path: "/api/facts/conflicts", Summary: "Fields that two people changed without having seen each other"},
		func(ctx context.Context, in *conflictsIn) (*list[Conflict], error) {
			return listOf(s.Conflicts(ctx, ConflictFilter{State: in.State, Place: in.Place, Household: in.Household}, in.page()))
		})
	web.Page(w, see, web.Op{ID: "fact.export_conflicts", Method: http.MethodGet, Path: "/api/exports/conflicts.xlsx", Summary: "Fields that two people changed without having seen each other, as a workbook"}, s.sendConflicts)
	web.Register(w, settle, web.Op{ID: "fact.settle", Method: http.MethodPost, Path: "/api/facts/conflicts/{id}/settle", Summary: "Decide which value holds"},
		func(ctx context.Context, in *settleIn) (*one[Conflict], error) {
			return oneOf(s.Settle(ctx, in.ID, in.Body))
		})
	web.Register(w, reveal, web.Op{ID: "fact.reveal_conflict", Method: http.MethodPost, Path: "/api/facts/conflicts/{id}/reveal", Summary: "Open the two values of a sealed field for a reason: what stands, then the other"},
		func(ctx context.Context, in *revealIn) (*list[Answer], error) {
			items, err := s.RevealConflict(ctx, in.ID, in.Body.Reason)
			return listOf(items, "", err)
		})
	web.Register(w, see, web.Op{ID: "fact.holders", Method: http.MethodGet, Path: "/api/facts/households", Summary: "Households that gave an answer"},
		func(ctx context.Context, in *holdersIn) (*list[Holder], error) {
			return listOf(s.Holders(ctx, TraitFilter{Field: in.Field, Value: in.Value, Place: in.Place}, in.page()))
		})
	web.Register(w, see, web.Op{ID: "fact.traits", Method: http.MethodGet, Path: "/api/facts/traits", Summary: "How many households gave which answer"},
		func(ctx context.Context, in *traitsIn) (*list[TraitCount], error) {
			items, err := s.Traits(ctx, in.Place)
			return listOf(items, "", err)
		})
}

func (s *Service) sendConflicts(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	f := ConflictFilter{State: cmp.Or(r.URL.Query().Get("state"), StateOpen), Place: at}
	return web.SendBook(rw, r, "conflicts", func(w io.Writer) error {
		return writeConflicts(w, s.card(), func(p kernel.Page) ([]Conflict, string, error) { return s.Conflicts(r.Context(), f, p) })
	})
}
