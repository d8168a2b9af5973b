package shop

import (
	"context"
	"html/template"
	"net/http"

	"touyan/internal/domain/merit"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type poolIn struct {
	PoolID kernel.ID `query:"pool"`
}

// PageParams is how a list is asked for.
type PageParams struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (p PageParams) page() kernel.Page { return kernel.Page{Limit: p.Limit, Cursor: p.Cursor} }

type movesIn struct {
	PoolID kernel.ID `query:"pool"`
	PageParams
}

type redeemsIn struct {
	Place kernel.ID `query:"place"`
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

type addIn struct {
	Body struct {
		PoolID kernel.ID `json:"pool_id"`
		NewGood
	}
}

type priceIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		From   kernel.Day `json:"from"`
		Points int64      `json:"points" minimum:"1"`
	}
}

type activeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Active bool `json:"active"`
	}
}

type deliverIn struct {
	ID   kernel.ID `path:"id"`
	Body NewDelivery
}

type countIn struct {
	ID   kernel.ID `path:"id"`
	Body NewCount
}

type redeemIn struct{ Body NewRedeem }

type allowanceIn struct{ Body NewAllowance }

type closeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type customerIn struct {
	Body struct {
		PoolID kernel.ID `json:"pool_id"`
		Code   string    `json:"code" maxLength:"40"`
	}
}

type signatureIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"200"`
	}
}

type signatureOut struct {
	Body struct {
		Signature string `json:"signature"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, stock := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermStock))
	web.Register(w, see, web.Op{ID: "shop.goods", Method: http.MethodGet, Path: "/api/shop/goods", Summary: "What can be taken for points in a village"},
		func(ctx context.Context, in *poolIn) (*pageOut[Good], error) {
			list, err := s.Goods(ctx, in.PoolID)
			return paged(list, "", err)
		})
	web.Register(w, stock, web.Op{ID: "shop.add", Method: http.MethodPost, Path: "/api/shop/goods", Summary: "Put something new on the shelf"},
		func(ctx context.Context, in *addIn) (*one[*Good], error) {
			return single(s.Add(ctx, in.Body.PoolID, in.Body.NewGood))
		})
	web.Register(w, stock, web.Op{ID: "shop.set_price", Method: http.MethodPost, Path: "/api/shop/goods/{id}/prices", Summary: "Say what a good costs in points from a day on"},
		func(ctx context.Context, in *priceIn) (*one[*Good], error) {
			return single(s.SetPrice(ctx, in.ID, in.Body.From, in.Body.Points))
		})
	web.Register(w, stock, web.Op{ID: "shop.set_active", Method: http.MethodPost, Path: "/api/shop/goods/{id}/active", Summary: "Take a good off the shelf, or put it back"},
		func(ctx context.Context, in *activeIn) (*one[*Good], error) {
			return single(s.SetActive(ctx, in.ID, in.Body.Active))
		})
	web.Register(w, stock, web.Op{ID: "shop.deliver", Method: http.MethodPost, Path: "/api/shop/goods/{id}/deliveries", Summary: "Enter stock that came"},
		func(ctx context.Context, in *deliverIn) (*one[*Good], error) {
			return single(s.Deliver(ctx, in.ID, in.Body))
		})
	web.Register(w, stock, web.Op{ID: "shop.count", Method: http.MethodPost, Path: "/api/shop/goods/{id}/counts", Summary: "Enter what a stock-take counted"},
		func(ctx context.Context, in *countIn) (*one[*Good], error) {
			return single(s.Count(ctx, in.ID, in.Body))
		})
	web.Register(w, see, web.Op{ID: "shop.moves", Method: http.MethodGet, Path: "/api/shop/moves", Summary: "Deliveries and stock-takes, the newest first"},
		func(ctx context.Context, in *movesIn) (*pageOut[Move], error) {
			return paged(s.Moves(ctx, in.PoolID, in.page()))
		})
	s.registerCounter(w)
}

func (s *Service) registerCounter(w *web.Server) {
	keep := web.ForOfficer(web.Perm(PermKeep))
	web.Register(w, keep, web.Op{ID: "shop.redeems", Method: http.MethodGet, Path: "/api/shop/redemptions", Summary: "What households took, the newest first"},
		func(ctx context.Context, in *redeemsIn) (*pageOut[Redeem], error) {
			return paged(s.Redeems(ctx, in.Place, in.page()))
		})
	web.Register(w, keep, web.Op{ID: "shop.redeem", Method: http.MethodPost, Path: "/api/shop/redemptions", Summary: "Hand out goods for points"},
		func(ctx context.Context, in *redeemIn) (*one[*Redeem], error) {
			n := in.Body
			n.AllowanceID, n.At = 0, 0 // what a counter on the road handed out comes with its sync
			return single(s.Redeem(ctx, n))
		})
	web.Register(w, keep, web.Op{ID: "shop.customer", Method: http.MethodPost, Path: "/api/shop/customer", Summary: "Whose card is shown at the counter"},
		func(ctx context.Context, in *customerIn) (*one[*merit.Account], error) {
			return single(s.Customer(ctx, in.Body.PoolID, in.Body.Code))
		})
	web.Register(w, keep, web.Op{ID: "shop.customers", Method: http.MethodGet, Path: "/api/shop/customers", Summary: "The households of a pool, at the counter"},
		func(ctx context.Context, in *movesIn) (*pageOut[merit.Account], error) {
			return paged(s.merit.Accounts(ctx, in.PoolID, in.page()))
		})
	web.Register(w, keep, web.Op{ID: "shop.signature", Method: http.MethodPost, Path: "/api/shop/redemptions/{id}/signature", Summary: "See a household's signature, for a reason"},
		func(ctx context.Context, in *signatureIn) (*signatureOut, error) {
			var out signatureOut
			var err error
			out.Body.Signature, err = s.Signature(ctx, in.ID, in.Body.Reason)
			return &out, err
		})
	web.Register(w, keep, web.Op{ID: "shop.allowances", Method: http.MethodGet, Path: "/api/shop/allowances", Summary: "What counters on the road have along"},
		func(ctx context.Context, in *poolIn) (*pageOut[Allowance], error) {
			list, err := s.Allowances(ctx, in.PoolID)
			return paged(list, "", err)
		})
	web.Register(w, keep, web.Op{ID: "shop.reserve", Method: http.MethodPost, Path: "/api/shop/allowances", Summary: "Set aside what a counter takes along"},
		func(ctx context.Context, in *allowanceIn) (*one[*Allowance], error) {
			return single(s.Reserve(ctx, in.Body))
		})
	web.Register(w, keep, web.Op{ID: "shop.close", Method: http.MethodPost, Path: "/api/shop/allowances/{id}/close", Summary: "End what a counter has along: what is left is free again"},
		func(ctx context.Context, in *closeIn) (*one[*Allowance], error) {
			return single(s.Close(ctx, in.ID, in.Body.Rev))
		})
	web.Page(w, web.ForPublic(), web.Op{ID: "shop.price_page", Method: http.MethodGet, Path: "/g/{code}/shop", Summary: "What can be taken for points in a village"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.pricePage(w, rw, r) })
}

type priceData struct {
	*PriceList
	QR template.HTML
}

func (s *Service) pricePage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	list, err := s.Prices(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	d := priceData{PriceList: list}
	if d.QR, err = web.QR(scheme + "://" + r.Host + "/g/" + list.Place.Code + "/shop"); err != nil {
		return err
	}
	return w.Render(rw, r, "shop", d)
}
