package merit

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type idIn struct {
	ID kernel.ID `path:"id"`
}

type revIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type reasonIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

// PageParams is how a list is asked for.
type PageParams struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (p PageParams) page() kernel.Page { return kernel.Page{Limit: p.Limit, Cursor: p.Cursor} }

type placeIn struct {
	Place kernel.ID `query:"place"`
	PageParams
}

type pagedIn struct {
	ID kernel.ID `path:"id"`
	PageParams
}

type deedsIn struct {
	Place     kernel.ID `query:"place"`
	Round     kernel.ID `query:"round"`
	Household kernel.ID `query:"household"`
	State     string    `query:"state" enum:",recorded,rated,picked,posted,given,withdrawn"`
	PageParams
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type pageOut[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func paged[T any](list []T, next string, err error) (*pageOut[T], error) {
	var out pageOut[T]
	out.Body.Items, out.Body.Next = list, next
	if list == nil {
		out.Body.Items = []T{}
	}
	return &out, err
}

func listed[T any](list []T, err error) (*pageOut[T], error) { return paged(list, "", err) }

type listIn struct{ Body NewList }

type fundIn struct {
	ID   kernel.ID `path:"id"`
	Body NewFund
}

type openIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		HouseholdIDs []kernel.ID `json:"household_ids" minItems:"1" maxItems:"200"`
	}
}

type deedIn struct{ Body NewDeed }

type scoreIn struct {
	ID   kernel.ID `path:"id"`
	Body NewScore
}

type checkIn struct {
	ID   kernel.ID `path:"id"`
	Body NewCheck
}

type roundIn struct{ Body NewRound }

type objectIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Text      string `json:"text" maxLength:"500"`
		Contact   string `json:"contact" required:"false" maxLength:"60"`
		ClientKey string `json:"client_key" required:"false" maxLength:"100"`
	}
}

type decideIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Upheld bool   `json:"upheld"`
		Answer string `json:"answer" maxLength:"500"`
	}
}

type filesIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[filesForm]
}

type filesForm struct {
	Files     []web.FormFile `form:"files"`
	ClientKey string         `form:"client_key" required:"false"`
}

type statementOut struct {
	Body struct {
		Account Account `json:"account"`
		Items   []Line  `json:"items" nullable:"false"`
		Next    string  `json:"next"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, run := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRun))
	web.Register(w, see, web.Op{ID: "merit.scheme", Method: http.MethodGet, Path: "/api/merit/scheme", Summary: "How households earn points, and the drawer of deeds"},
		func(ctx context.Context, _ *struct{}) (*one[Scheme], error) { return single(s.Scheme(ctx)) })
	web.Register(w, see, web.Op{ID: "merit.lists", Method: http.MethodGet, Path: "/api/merit/lists", Summary: "The versions of a village's list of deeds"},
		func(ctx context.Context, in *placeIn) (*pageOut[List], error) { return listed(s.Lists(ctx, in.Place)) })
	web.Register(w, run, web.Op{ID: "merit.adopt", Method: http.MethodPost, Path: "/api/merit/lists", Summary: "Enter the list of deeds that a village decided"},
		func(ctx context.Context, in *listIn) (*one[*List], error) { return single(s.Adopt(ctx, in.Body)) })
	web.Register(w, see, web.Op{ID: "merit.pools", Method: http.MethodGet, Path: "/api/merit/pools", Summary: "The pools of villages"},
		func(ctx context.Context, in *placeIn) (*pageOut[Pool], error) {
			return paged(s.Pools(ctx, in.Place, in.page()))
		})
	web.Page(w, see, web.Op{ID: "merit.export_pools", Method: http.MethodGet, Path: "/api/exports/merit_pools.xlsx", Summary: "The pools of villages as a workbook"}, s.sendPools)
	web.Register(w, see, web.Op{ID: "merit.pool", Method: http.MethodGet, Path: "/api/merit/pools/{id}", Summary: "A village's pool: what came in, is set aside, lies in stock and is free"},
		func(ctx context.Context, in *idIn) (*one[*Pool], error) { return single(s.Get(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "merit.trend", Method: http.MethodGet, Path: "/api/merit/pools/{id}/trend", Summary: "Points given and redeemed in each of the last months"},
		func(ctx context.Context, in *idIn) (*pageOut[Month], error) { return listed(s.Trend(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "merit.funds", Method: http.MethodGet, Path: "/api/merit/pools/{id}/funds", Summary: "The money that came into a pool"},
		func(ctx context.Context, in *pagedIn) (*pageOut[Fund], error) {
			return paged(s.Funds(ctx, in.ID, in.page()))
		})
	web.Register(w, run, web.Op{ID: "merit.fund", Method: http.MethodPost, Path: "/api/merit/pools/{id}/funds", Summary: "Enter money that came into a pool"},
		func(ctx context.Context, in *fundIn) (*one[*Fund], error) { return single(s.Fund(ctx, in.ID, in.Body)) })
	web.Register(w, run, web.Op{ID: "merit.reprice", Method: http.MethodPost, Path: "/api/merit/pools/{id}/reprice", Summary: "Take over what a point stands for by the rules of today"},
		func(ctx context.Context, in *revIn) (*one[*Pool], error) {
			return single(s.Reprice(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, run, web.Op{ID: "merit.close_year", Method: http.MethodPost, Path: "/api/merit/pools/{id}/close-year", Summary: "Close a year that is over"},
		func(ctx context.Context, in *revIn) (*one[*Pool], error) {
			return single(s.CloseYear(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, run, web.Op{ID: "merit.carry_over", Method: http.MethodPost, Path: "/api/merit/pools/{id}/carry-over", Summary: "Move what nobody was promised into the pool of the village that took over"},
		func(ctx context.Context, in *revIn) (*one[*Pool], error) {
			return single(s.CarryOver(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, run, web.Op{ID: "merit.accounts", Method: http.MethodGet, Path: "/api/merit/pools/{id}/accounts", Summary: "The accounts of a pool's households"},
		func(ctx context.Context, in *pagedIn) (*pageOut[Account], error) {
			return paged(s.Accounts(ctx, in.ID, in.page()))
		})
	web.Register(w, run, web.Op{ID: "merit.open", Method: http.MethodPost, Path: "/api/merit/pools/{id}/accounts", Summary: "Open the accounts of households, to print their cards"},
		func(ctx context.Context, in *openIn) (*pageOut[Account], error) {
			return listed(s.Open(ctx, in.ID, in.Body.HouseholdIDs))
		})
	web.Register(w, run, web.Op{ID: "merit.statement", Method: http.MethodGet, Path: "/api/merit/accounts/{id}", Summary: "A household's account with its entries"},
		func(ctx context.Context, in *pagedIn) (*statementOut, error) {
			a, lines, next, err := s.Statement(ctx, in.ID, in.page())
			var out statementOut
			if a != nil {
				out.Body.Account, out.Body.Items, out.Body.Next = *a, lines, next
			}
			return &out, err
		})
	s.registerDeeds(w)
	s.registerRounds(w)
	s.registerPages(w)
}

func (s *Service) registerDeeds(w *web.Server) {
	see, record, rate, check := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRecord)), web.ForOfficer(web.Perm(PermRate)), web.ForOfficer(web.Perm(PermCheck))
	web.Register(w, see, web.Op{ID: "merit.deeds", Method: http.MethodGet, Path: "/api/merit/deeds", Summary: "What households did, the newest first"},
		func(ctx context.Context, in *deedsIn) (*pageOut[Deed], error) {
			return paged(s.List(ctx, DeedFilter{Place: in.Place, Round: in.Round, Household: in.Household, State: in.State}, in.page()))
		})
	web.Register(w, record, web.Op{ID: "merit.record", Method: http.MethodPost, Path: "/api/merit/deeds", Summary: "Write down what a household did"},
		func(ctx context.Context, in *deedIn) (*one[*Deed], error) { return single(s.Record(ctx, in.Body)) })
	web.Register(w, see, web.Op{ID: "merit.deed", Method: http.MethodGet, Path: "/api/merit/deeds/{id}", Summary: "A deed with all that leads to its points"},
		func(ctx context.Context, in *idIn) (*one[*DeedDetail], error) { return single(s.One(ctx, in.ID)) })
	web.Register(w, record, web.Op{ID: "merit.withdraw", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/withdraw", Summary: "Take back a deed that was written down wrongly"},
		func(ctx context.Context, in *reasonIn) (*one[*Deed], error) {
			return single(s.Withdraw(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	web.Register(w, record, web.Op{ID: "merit.attach", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/files", Summary: "Attach photos to a deed", MaxBody: maxFiles*10<<20 + 1<<20},
		func(ctx context.Context, in *filesIn) (*one[*Deed], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			return single(s.AddPhotos(ctx, in.ID, f.ClientKey, list))
		})
	web.Page(w, see, web.Op{ID: "merit.file", Method: http.MethodGet, Path: "/api/merit/deeds/{id}/files/{file}", Summary: "A photo of a deed"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, part, err := web.PathIDs(r, "id", "file")
			if err != nil {
				return err
			}
			f, err := s.File(r.Context(), id, part, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
	web.Register(w, rate, web.Op{ID: "merit.rate", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/scores", Summary: "Say what a deed is worth"},
		func(ctx context.Context, in *scoreIn) (*one[*DeedDetail], error) {
			return single(s.Rate(ctx, in.ID, in.Body))
		})
	web.Register(w, check, web.Op{ID: "merit.check", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/check", Summary: "Look again at a deed on which the lot fell"},
		func(ctx context.Context, in *checkIn) (*one[*DeedDetail], error) {
			return single(s.Check(ctx, in.ID, in.Body))
		})
	web.Register(w, check, web.Op{ID: "merit.take_back", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/take-back", Summary: "Withdraw points that were given wrongly"},
		func(ctx context.Context, in *reasonIn) (*one[*DeedDetail], error) {
			return single(s.TakeBack(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
}

func (s *Service) registerRounds(w *web.Server) {
	see, run, check := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRun)), web.ForOfficer(web.Perm(PermCheck))
	web.Register(w, see, web.Op{ID: "merit.rounds", Method: http.MethodGet, Path: "/api/merit/rounds", Summary: "Rounds of points, the newest first"},
		func(ctx context.Context, in *placeIn) (*pageOut[Round], error) {
			return paged(s.Rounds(ctx, in.Place, in.page()))
		})
	web.Register(w, see, web.Op{ID: "merit.round", Method: http.MethodGet, Path: "/api/merit/rounds/{id}", Summary: "A round, and what it takes from the pool"},
		func(ctx context.Context, in *idIn) (*one[*Round], error) { return single(s.Round(ctx, in.ID)) })
	web.Register(w, run, web.Op{ID: "merit.gather", Method: http.MethodPost, Path: "/api/merit/rounds", Summary: "Gather the scored deeds of a period"},
		func(ctx context.Context, in *roundIn) (*one[*Round], error) { return single(s.Gather(ctx, in.Body)) })
	web.Register(w, run, web.Op{ID: "merit.post", Method: http.MethodPost, Path: "/api/merit/rounds/{id}/post", Summary: "Post a round for objections"},
		func(ctx context.Context, in *revIn) (*one[*Round], error) {
			return single(s.Post(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, run, web.Op{ID: "merit.issue", Method: http.MethodPost, Path: "/api/merit/rounds/{id}/issue", Summary: "Give the points of a round"},
		func(ctx context.Context, in *revIn) (*one[*Round], error) {
			return single(s.Issue(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, see, web.Op{ID: "merit.raters", Method: http.MethodGet, Path: "/api/merit/rounds/{id}/raters", Summary: "How each person scored in a round"},
		func(ctx context.Context, in *idIn) (*pageOut[Rater], error) { return listed(s.Raters(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "merit.objections", Method: http.MethodGet, Path: "/api/merit/rounds/{id}/objections", Summary: "What was said against the deeds of a round"},
		func(ctx context.Context, in *idIn) (*pageOut[Objection], error) {
			return listed(s.Objections(ctx, in.ID))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermRun)), web.Op{ID: "merit.object", Method: http.MethodPost, Path: "/api/merit/deeds/{id}/objections", Summary: "Take down what somebody says against a posted deed"},
		func(ctx context.Context, in *objectIn) (*one[*Objection], error) {
			return single(s.Object(ctx, in.ID, in.Body.Text, in.Body.Contact, in.Body.ClientKey))
		})
	web.Register(w, check, web.Op{ID: "merit.read_objection", Method: http.MethodPost, Path: "/api/merit/objections/{id}/read", Summary: "Read an objection, to decide it"},
		func(ctx context.Context, in *idIn) (*one[*Objection], error) {
			return single(s.ReadObjection(ctx, in.ID))
		})
	web.Register(w, check, web.Op{ID: "merit.decide", Method: http.MethodPost, Path: "/api/merit/objections/{id}/decide", Summary: "Say what becomes of an objection"},
		func(ctx context.Context, in *decideIn) (*one[*Objection], error) {
			return single(s.Decide(ctx, in.ID, in.Body.Rev, in.Body.Upheld, in.Body.Answer))
		})
}

func (s *Service) sendPools(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "pools", func(w io.Writer) error {
		return writePools(w, func(p kernel.Page) ([]Pool, string, error) { return s.Pools(r.Context(), at, p) })
	})
}
