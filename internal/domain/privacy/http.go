package privacy

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type idIn struct {
	ID kernel.ID `path:"id"`
}

type fieldsOut struct {
	Body struct {
		Items []Field `json:"items" nullable:"false"`
	}
}

type pageIn struct {
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
	Cursor string `query:"cursor" maxLength:"500"`
}

type removalsOut struct {
	Body struct {
		Items []Removal `json:"items" nullable:"false"`
		Next  string    `json:"next"`
	}
}

type heldIn struct {
	ID   kernel.ID `path:"id"`
	Body Asked
}

type heldOut struct{ Body Held }

type kindsOut struct {
	Body struct {
		Items []Kind `json:"items" nullable:"false"`
	}
}

type listIn struct {
	Kind   string    `query:"kind" maxLength:"40"`
	Place  kernel.ID `query:"place"`
	Open   string    `query:"open" enum:"true,false"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
	Cursor string    `query:"cursor" maxLength:"500"`
}

func filterOf(place kernel.ID, kind, open string) RequestFilter {
	f := RequestFilter{Place: place, Kind: kind}
	if open != "" {
		yes := open == "true"
		f.Open = &yes
	}
	return f
}

type listOut struct {
	Body struct {
		Items []Request `json:"items" nullable:"false"`
		Next  string    `json:"next"`
	}
}

type summaryIn struct {
	Place kernel.ID `query:"place"`
}

type summaryOut struct{ Body RequestSummary }

type askIn struct{ Body NewRequest }

type requestOut struct{ Body Request }

type takeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type replyIn struct {
	ID   kernel.ID `path:"id"`
	Body Reply
}

type revealIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}

type revealOut struct{ Body Revealed }

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	s.registerCatalogue(w)
	s.registerRequests(w)
	s.registerFiles(w)
	s.registerNotices(w)
}

func (s *Service) registerCatalogue(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "privacy.fields", Method: http.MethodGet, Path: "/api/privacy/fields", Summary: "Which personal data are held, for what and how long"},
		func(ctx context.Context, _ *struct{}) (*fieldsOut, error) {
			var out fieldsOut
			var err error
			out.Body.Items, err = s.Fields(ctx)
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "privacy.removals", Method: http.MethodGet, Path: "/api/privacy/removals", Summary: "What was removed when its period had run out"},
		func(ctx context.Context, in *pageIn) (*removalsOut, error) {
			var out removalsOut
			var err error
			out.Body.Items, out.Body.Next, err = s.Removals(ctx, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermCounter)), web.Op{ID: "privacy.counter", Method: http.MethodPost, Path: "/api/privacy/persons/{id}/held", Summary: "What is held on a person, for the person at the counter"},
		func(ctx context.Context, in *heldIn) (*heldOut, error) {
			h, err := s.Held(ctx, in.ID, in.Body)
			return &heldOut{h}, err
		})
}

func (s *Service) registerRequests(w *web.Server) {
	may := web.ForOfficer(web.Perm(PermRequest))
	web.Register(w, may, web.Op{ID: "privacy.kinds", Method: http.MethodGet, Path: "/api/privacy/kinds", Summary: "What may be asked about one's own data"},
		func(ctx context.Context, _ *struct{}) (*kindsOut, error) {
			var out kindsOut
			var err error
			out.Body.Items, err = s.Kinds(ctx)
			return &out, err
		})
	web.Register(w, may, web.Op{ID: "privacy.requests", Method: http.MethodGet, Path: "/api/privacy/requests", Summary: "Requests about personal data"},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, filterOf(in.Place, in.Kind, in.Open), kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, may, web.Op{ID: "privacy.summary", Method: http.MethodGet, Path: "/api/privacy/requests/summary", Summary: "How requests stand: open, overdue, in time, late"},
		func(ctx context.Context, in *summaryIn) (*summaryOut, error) {
			sum, err := s.Summary(ctx, in.Place)
			return &summaryOut{sum}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.ask", Method: http.MethodPost, Path: "/api/privacy/requests", Summary: "Take down a request"},
		func(ctx context.Context, in *askIn) (*requestOut, error) {
			r, err := s.Ask(ctx, in.Body)
			return &requestOut{r}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.request", Method: http.MethodGet, Path: "/api/privacy/requests/{id}", Summary: "One request"},
		func(ctx context.Context, in *idIn) (*requestOut, error) {
			r, err := s.Get(ctx, in.ID)
			return &requestOut{r}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.take", Method: http.MethodPost, Path: "/api/privacy/requests/{id}/take", Summary: "Begin to deal with a request"},
		func(ctx context.Context, in *takeIn) (*requestOut, error) {
			r, err := s.Take(ctx, in.ID, in.Body.Rev)
			return &requestOut{r}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.answer", Method: http.MethodPost, Path: "/api/privacy/requests/{id}/answer", Summary: "Answer a request"},
		func(ctx context.Context, in *replyIn) (*requestOut, error) {
			r, err := s.Reply(ctx, in.ID, in.Body)
			return &requestOut{r}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.refuse", Method: http.MethodPost, Path: "/api/privacy/requests/{id}/refuse", Summary: "Refuse a request with reason and article"},
		func(ctx context.Context, in *replyIn) (*requestOut, error) {
			r, err := s.Refuse(ctx, in.ID, in.Body)
			return &requestOut{r}, err
		})
	web.Register(w, may, web.Op{ID: "privacy.reveal", Method: http.MethodPost, Path: "/api/privacy/requests/{id}/reveal", Summary: "Open who asks, for a reason"},
		func(ctx context.Context, in *revealIn) (*revealOut, error) {
			r, err := s.Reveal(ctx, in.ID, in.Body.Reason)
			return &revealOut{r}, err
		})
}
