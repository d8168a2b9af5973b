package duty

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type placeIn struct {
	Place kernel.ID `query:"place"`
}

type periodIn struct {
	View  string     `query:"view" enum:"week,month,quarter"`
	On    kernel.Day `query:"on"`
	List  kernel.ID  `query:"list"`
	Type  string     `query:"type" maxLength:"40"`
	Place kernel.ID  `query:"place"`
}

type calendarIn struct {
	Box   string     `query:"box" enum:"mine,unit"`
	From  kernel.Day `query:"from"`
	To    kernel.Day `query:"to"`
	Place kernel.ID  `query:"place"`
}

type calendarOut struct {
	Body struct {
		Days []CalendarDay `json:"days" nullable:"false"`
	}
}

type noticesOut struct {
	Body struct {
		Items []Notice `json:"items" nullable:"false"`
	}
}

type ordersIn struct {
	Place  kernel.ID `query:"place"`
	Open   bool      `query:"open"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type ownersIn struct {
	Place kernel.ID `query:"place"`
	In    kernel.ID `query:"body"`
	Kind  string    `query:"kind" maxLength:"40"`
	Q     string    `query:"q" maxLength:"40"`
}

type ownersOut struct {
	Body struct {
		Items []Candidate `json:"items" nullable:"false"`
	}
}

func (s *Service) registerViews(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "duty.summary", Method: http.MethodGet, Path: "/api/duties/summary", Summary: "How the items stand"},
		func(ctx context.Context, in *placeIn) (*one[*Summary], error) {
			return single(s.Summary(ctx, in.Place))
		})
	web.Register(w, see, web.Op{ID: "duty.notices", Method: http.MethodGet, Path: "/api/duties/notices", Summary: "What the reader is told of items due or late"},
		func(ctx context.Context, _ *noOut) (*noticesOut, error) {
			var out noticesOut
			var err error
			out.Body.Items, err = s.MyNotices(ctx)
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "duty.period", Method: http.MethodGet, Path: "/api/duties/period", Summary: "The items of a week, month or quarter"},
		func(ctx context.Context, in *periodIn) (*one[*Period], error) {
			return single(s.Period(ctx, PeriodFilter{View: in.View, On: in.On, List: in.List, Type: in.Type, Place: in.Place}))
		})
	web.Register(w, see, web.Op{ID: "duty.calendar", Method: http.MethodGet, Path: "/api/duties/calendar", Summary: "What is due on each day"},
		func(ctx context.Context, in *calendarIn) (*calendarOut, error) {
			var out calendarOut
			var err error
			out.Body.Days, err = s.Calendar(ctx, ItemFilter{Box: in.Box, From: in.From, To: in.To, Place: in.Place})
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "duty.orders", Method: http.MethodGet, Path: "/api/duties/orders", Summary: "Orders of supervision"},
		func(ctx context.Context, in *ordersIn) (*pageOut[Order], error) {
			return paged(s.Orders(ctx, in.Place, in.Open, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Page(w, see, web.Op{ID: "duty.export_lists", Method: http.MethodGet, Path: "/api/exports/duty_lists.xlsx", Summary: "Lists of what is owed as a workbook"}, s.sendLists)
	web.Page(w, see, web.Op{ID: "duty.export_orders", Method: http.MethodGet, Path: "/api/exports/duty_orders.xlsx", Summary: "Orders of supervision as a workbook"}, s.sendOrders)
	web.Register(w, see, web.Op{ID: "duty.of_person", Method: http.MethodGet, Path: "/api/duties/persons/{id}", Summary: "What a person owes: duties of the posts, this year's key points, items, contact points"},
		func(ctx context.Context, in *idIn) (*one[*OfPerson], error) { return single(s.OfPerson(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "duty.owners", Method: http.MethodGet, Path: "/api/duties/owners", Summary: "Who may owe an item: units, or persons with a post"},
		func(ctx context.Context, in *ownersIn) (*ownersOut, error) {
			var out ownersOut
			var err error
			out.Body.Items, err = s.Owners(ctx, in.Place, in.In, in.Kind, in.Q)
			return &out, err
		})
}

func (s *Service) sendLists(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	f := ListFilter{Place: at, Type: q.Get("type"), Open: openOf(q.Get("open"))}
	return web.SendBook(rw, r, "lists", func(w io.Writer) error {
		return writeLists(w, s.typeName, func(p kernel.Page) ([]List, string, error) { return s.Lists(r.Context(), f, p) })
	})
}

func (s *Service) sendOrders(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	open := r.URL.Query().Get("open") == "true"
	return web.SendBook(rw, r, "orders", func(w io.Writer) error {
		return writeOrders(w, func(p kernel.Page) ([]Order, string, error) { return s.Orders(r.Context(), at, open, p) })
	})
}

// openOf reads whether only open lists are asked for, or only closed ones; nil: both.
func openOf(text string) *bool {
	if text == "" {
		return nil
	}
	open := text == "true"
	return &open
}
