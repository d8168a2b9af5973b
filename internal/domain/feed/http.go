package feed

import (
	"cmp"
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type page[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func paged[T any](items []T, next string, err error) (*page[T], error) {
	out := &page[T]{}
	out.Body.Items, out.Body.Next = items, next
	if out.Body.Items == nil {
		out.Body.Items = []T{}
	}
	return out, err
}

type none struct{}

type listIn struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type idIn struct {
	ID kernel.ID `path:"id"`
}

type tokenIn struct{ Body NewFeedToken }

// The browser itself says under which address the program was reached; a page cannot set this header.
type hookIn struct {
	Origin string `header:"Origin" maxLength:"300"`
	Body   NewFeedHook
}

type setHookIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev   int64  `json:"rev"`
		State string `json:"state" enum:"on,off,removed"`
	}
}

type deliveriesIn struct {
	ID     kernel.ID `path:"id"`
	State  string    `query:"state" enum:"waiting,sent,dead" default:"waiting"`
	Cursor string    `query:"cursor" maxLength:"40"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type replayIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		DeliveryID kernel.ID `json:"delivery_id" required:"false" doc:"one dead delivery; without it all of the hook"`
	}
}

type giveUpIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		DeliveryID kernel.ID `json:"delivery_id"`
	}
}

type replayed struct {
	N int `json:"n"`
}

type digestIn struct {
	Origin string `header:"Origin" maxLength:"300"`
	Body   NewDigest
}

type pushIn struct{ Body NewPush }

type pointIn struct {
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"1000"`
	}
}

type pushedOut struct {
	On bool `json:"on"`
}

type keyOut struct {
	Key string `json:"key"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	manage := web.ForOfficer(web.Perm(PermManage))
	web.Register(w, manage, web.Op{ID: "feed.choices", Method: http.MethodGet, Path: "/api/feeds/choices", Summary: "What I may give a token and ask of a webhook"},
		func(ctx context.Context, _ *none) (*one[FeedChoices], error) { return single(s.Choices(ctx), nil) })
	web.Register(w, manage, web.Op{ID: "feed.tokens", Method: http.MethodGet, Path: "/api/feeds/tokens", Summary: "The tokens by which other systems read records of my places, the newest first"},
		func(ctx context.Context, in *listIn) (*page[FeedToken], error) {
			return paged(s.Tokens(ctx, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, manage, web.Op{ID: "feed.make_token", Method: http.MethodPost, Path: "/api/feeds/tokens", Summary: "Make a token; it is shown in this answer only"},
		func(ctx context.Context, in *tokenIn) (*one[*FeedTokenMade], error) {
			return single(s.MakeToken(ctx, in.Body))
		})
	web.Register(w, manage, web.Op{ID: "feed.revoke_token", Method: http.MethodPost, Path: "/api/feeds/tokens/{id}/revoke", Summary: "End a token at once"},
		func(ctx context.Context, in *idIn) (*one[*FeedToken], error) {
			return single(s.RevokeToken(ctx, in.ID))
		})
	s.registerHooks(w)
	s.registerSheets(w)
	s.registerOwn(w)
	web.Page(w, web.ForPublic(), web.Op{ID: "feed.calendar", Method: http.MethodGet, Path: "/calendar/{secret}", Summary: "What is due for the one who made this address, as a calendar"}, s.sendCalendar)
}

func (s *Service) registerHooks(w *web.Server) {
	manage := web.ForOfficer(web.Perm(PermManage))
	web.Register(w, manage, web.Op{ID: "feed.hooks", Method: http.MethodGet, Path: "/api/feeds/hooks", Summary: "Where events of my places go"},
		func(ctx context.Context, _ *none) (*page[FeedHook], error) {
			items, err := s.Hooks(ctx)
			return paged(items, "", err)
		})
	web.Register(w, manage, web.Op{ID: "feed.make_hook", Method: http.MethodPost, Path: "/api/feeds/hooks", Summary: "Let events go to an address; its secret is shown in this answer only"},
		func(ctx context.Context, in *hookIn) (*one[*FeedHookMade], error) {
			return single(s.MakeHook(ctx, in.Body, in.Origin))
		})
	web.Register(w, manage, web.Op{ID: "feed.set_hook", Method: http.MethodPost, Path: "/api/feeds/hooks/{id}/state", Summary: "Switch a webhook on, off, or remove it"},
		func(ctx context.Context, in *setHookIn) (*one[*FeedHook], error) {
			return single(s.SetHook(ctx, in.ID, in.Body.Rev, in.Body.State))
		})
	web.Register(w, manage, web.Op{ID: "feed.deliveries", Method: http.MethodGet, Path: "/api/feeds/hooks/{id}/deliveries", Summary: "What a webhook is to be sent, was sent, or could not be sent"},
		func(ctx context.Context, in *deliveriesIn) (*page[FeedDelivery], error) {
			return paged(s.Deliveries(ctx, in.ID, in.State, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, manage, web.Op{ID: "feed.replay", Method: http.MethodPost, Path: "/api/feeds/hooks/{id}/replay", Summary: "Send dead deliveries once more"},
		func(ctx context.Context, in *replayIn) (*one[replayed], error) {
			n, err := s.Replay(ctx, in.ID, in.Body.DeliveryID)
			return single(replayed{n}, err)
		})
	web.Register(w, manage, web.Op{ID: "feed.give_up", Method: http.MethodPost, Path: "/api/feeds/hooks/{id}/give-up", Summary: "Try a delivery that failed no more by itself"},
		func(ctx context.Context, in *giveUpIn) (*none, error) {
			return &none{}, s.GiveUp(ctx, in.ID, in.Body.DeliveryID)
		})
}

// registerSheets enters what goes out as a workbook.
func (s *Service) registerSheets(w *web.Server) {
	manage := web.ForOfficer(web.Perm(PermManage))
	web.Page(w, manage, web.Op{ID: "feed.export_tokens", Method: http.MethodGet, Path: "/api/exports/feed_tokens.xlsx", Summary: "The tokens of my places as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			return web.SendBook(rw, r, "tokens", func(w io.Writer) error {
				return writeTokens(w, func(p kernel.Page) ([]FeedToken, string, error) { return s.Tokens(r.Context(), p) })
			})
		})
	web.Page(w, manage, web.Op{ID: "feed.export_hooks", Method: http.MethodGet, Path: "/api/exports/feed_hooks.xlsx", Summary: "Where events of my places go as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			list, err := s.Hooks(r.Context())
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "webhooks", func(w io.Writer) error { return writeHooks(w, list) })
		})
	web.Page(w, manage, web.Op{ID: "feed.export_deliveries", Method: http.MethodGet, Path: "/api/exports/feed_deliveries.xlsx", Summary: "What a webhook is to be sent, was sent, or could not be sent as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			q := r.URL.Query()
			id, err := kernel.ParseID(q.Get("hook"))
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "deliveries", func(w io.Writer) error {
				return writeDeliveries(w, func(p kernel.Page) ([]FeedDelivery, string, error) {
					return s.Deliveries(r.Context(), id, cmp.Or(q.Get("state"), Waiting), p)
				})
			})
		})
}

// registerOwn enters what everybody switches on for themselves alone.
func (s *Service) registerOwn(w *web.Server) {
	me := web.ForSignedIn()
	web.Register(w, me, web.Op{ID: "feed.own", Method: http.MethodGet, Path: "/api/feeds/own", Summary: "What is due for me, and where I have it sent"},
		func(ctx context.Context, _ *none) (*one[*OwnFeeds], error) { return single(s.Own(ctx)) })
	web.Register(w, me, web.Op{ID: "feed.make_calendar", Method: http.MethodPost, Path: "/api/feeds/own/calendar", Summary: "Give my calendar a new address; the old one ends"},
		func(ctx context.Context, _ *none) (*one[*CalendarMade], error) { return single(s.MakeCalendar(ctx)) })
	web.Register(w, me, web.Op{ID: "feed.drop_calendar", Method: http.MethodDelete, Path: "/api/feeds/own/calendar", Summary: "Switch my calendar off"},
		func(ctx context.Context, _ *none) (*none, error) { return &none{}, s.DropCalendar(ctx) })
	web.Register(w, me, web.Op{ID: "feed.set_digest", Method: http.MethodPost, Path: "/api/feeds/own/digest", Summary: "Have what is due sent by mail, daily or weekly, or not"},
		func(ctx context.Context, in *digestIn) (*none, error) {
			return &none{}, s.SetDigest(ctx, in.Body, in.Origin)
		})
	web.Register(w, me, web.Op{ID: "feed.push_key", Method: http.MethodPost, Path: "/api/feeds/own/push/key", Summary: "The public key with which a browser subscribes"},
		func(ctx context.Context, _ *none) (*one[keyOut], error) {
			k, err := s.PushKey(ctx)
			return single(keyOut{k}, err)
		})
	web.Register(w, me, web.Op{ID: "feed.add_push", Method: http.MethodPost, Path: "/api/feeds/own/push", Summary: "Have this browser told each morning what is due"},
		func(ctx context.Context, in *pushIn) (*none, error) { return &none{}, s.AddPush(ctx, in.Body) })
	web.Register(w, me, web.Op{ID: "feed.pushed", Method: http.MethodPost, Path: "/api/feeds/own/push/state", Summary: "Whether this browser is told for me"},
		func(ctx context.Context, in *pointIn) (*one[pushedOut], error) {
			on, err := s.IsPushed(ctx, in.Body.Endpoint)
			return single(pushedOut{on}, err)
		})
	web.Register(w, me, web.Op{ID: "feed.drop_this_push", Method: http.MethodPost, Path: "/api/feeds/own/push/off", Summary: "Tell this browser no more"},
		func(ctx context.Context, in *pointIn) (*none, error) {
			return &none{}, s.DropPush(ctx, in.Body.Endpoint)
		})
	web.Register(w, me, web.Op{ID: "feed.drop_push", Method: http.MethodDelete, Path: "/api/feeds/own/push", Summary: "Tell none of my browsers any more"},
		func(ctx context.Context, _ *none) (*none, error) { return &none{}, s.DropPushes(ctx) })
}

func (s *Service) sendCalendar(rw http.ResponseWriter, r *http.Request) error {
	text, err := s.Calendar(r.Context(), r.PathValue("secret"), origin(r), r.URL.Query().Get("lang"))
	if err != nil {
		return err
	}
	h := rw.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="touyan.ics"`)
	h.Set("Cache-Control", "no-store")
	_, err = io.WriteString(rw, text)
	return err
}

// origin is the address under which the reader reached the program.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
