package demand

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type paged[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type pageIn struct {
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type listIn struct {
	Cursor string     `query:"cursor" maxLength:"200"`
	Limit  int        `query:"limit" minimum:"0" maximum:"200"`
	Place  kernel.ID  `query:"place"`
	State  string     `query:"state" enum:"open,done,withdrawn,said"`
	Came   kernel.Day `query:"came_from"`
	CameTo kernel.Day `query:"came_to"`
}

type idIn struct {
	ID     kernel.ID `path:"id"`
	Cursor string    `query:"cursor" maxLength:"200"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type burdenIn struct {
	Place kernel.ID  `query:"place"`
	Day   kernel.Day `query:"day"`
}

type newIn struct{ Body NewDemand }

type onIn[T any] struct {
	ID   kernel.ID `path:"id"`
	Body T
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	list, send := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermSend))
	web.Register(w, list, web.Op{ID: "demand.list", Method: http.MethodGet, Path: "/api/demands", Summary: "Demands as they reached my villages"},
		func(ctx context.Context, in *listIn) (*paged[DemandAtVillage], error) {
			var out paged[DemandAtVillage]
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, Filter{in.Place, in.State, kernel.Span{From: in.Came, To: in.CameTo}}, kernel.Page{Cursor: in.Cursor, Limit: in.Limit})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "demand.sent", Method: http.MethodGet, Path: "/api/demands/sent", Summary: "Demands that my offices sent"},
		func(ctx context.Context, in *pageIn) (*paged[Demand], error) {
			var out paged[Demand]
			var err error
			out.Body.Items, out.Body.Next, err = s.Sent(ctx, kernel.Page{Cursor: in.Cursor, Limit: in.Limit})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "demand.get", Method: http.MethodGet, Path: "/api/demands/{id}", Summary: "A demand with its villages"},
		func(ctx context.Context, in *idIn) (*one[*DemandDetail], error) {
			return single(s.Get(ctx, in.ID, kernel.Page{Cursor: in.Cursor, Limit: in.Limit}))
		})
	web.Register(w, list, web.Op{ID: "demand.burden", Method: http.MethodGet, Path: "/api/demands/burden", Summary: "What reached the villages of a place in a week"},
		func(ctx context.Context, in *burdenIn) (*one[*Burdens], error) {
			return single(s.Burdens(ctx, in.Place, in.Day))
		})
	web.Register(w, list, web.Op{ID: "demand.senders", Method: http.MethodGet, Path: "/api/demands/senders", Summary: "What each office demanded this year, beside how it is rated"},
		func(ctx context.Context, _ *struct{}) (*paged[DemandSender], error) {
			var out paged[DemandSender]
			var err error
			out.Body.Items, err = s.Senders(ctx)
			return &out, err
		})
	web.Register(w, send, web.Op{ID: "demand.check", Method: http.MethodPost, Path: "/api/demands/check", Summary: "What a demand would do; nothing is saved"},
		func(ctx context.Context, in *newIn) (*one[*DemandPreview], error) {
			return single(s.Check(ctx, in.Body))
		})
	web.Register(w, send, web.Op{ID: "demand.send", Method: http.MethodPost, Path: "/api/demands", Summary: "Send a demand to villages"},
		func(ctx context.Context, in *newIn) (*one[*DemandDetail], error) { return single(s.Send(ctx, in.Body)) })
	web.Register(w, send, web.Op{ID: "demand.withdraw", Method: http.MethodPost, Path: "/api/demands/{id}/withdraw", Summary: "Take a demand back"},
		func(ctx context.Context, in *onIn[DemandWithdrawal]) (*one[*DemandDetail], error) {
			return single(s.Withdraw(ctx, in.ID, in.Body))
		})
	answer := web.ForOfficer(web.Perm(PermAnswer))
	web.Register(w, answer, web.Op{ID: "demand.answer", Method: http.MethodPost, Path: "/api/demand-villages/{id}/answer", Summary: "Answer a demand for a village"},
		func(ctx context.Context, in *onIn[DemandAnswer]) (*one[*DemandAtVillage], error) {
			return single(s.Answer(ctx, in.ID, in.Body))
		})
	web.Register(w, answer, web.Op{ID: "demand.say", Method: http.MethodPost, Path: "/api/demand-villages/{id}/say", Summary: "Complain about a demand, or suggest"},
		func(ctx context.Context, in *onIn[DemandSaying]) (*one[*DemandAtVillage], error) {
			return single(s.Say(ctx, in.ID, in.Body))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermJudge)), web.Op{ID: "demand.rule", Method: http.MethodPost, Path: "/api/demand-villages/{id}/rule", Summary: "Answer a complaint about a demand"},
		func(ctx context.Context, in *onIn[DemandRuling]) (*one[*DemandAtVillage], error) {
			return single(s.Rule(ctx, in.ID, in.Body))
		})
	s.registerSheets(w)
	web.Page(w, list, web.Op{ID: "demand.export", Method: http.MethodGet, Path: "/api/exports/demands.xlsx", Summary: "Demands as they reached my villages as a workbook"}, s.sendBook)
}

// registerSheets enters what else goes out as a workbook.
func (s *Service) registerSheets(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Page(w, list, web.Op{ID: "demand.export_sent", Method: http.MethodGet, Path: "/api/exports/demands_sent.xlsx", Summary: "Demands that my offices sent as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			return web.SendBook(rw, r, "demands-sent", func(w io.Writer) error {
				return writeSent(w, func(p kernel.Page) ([]Demand, string, error) { return s.Sent(r.Context(), p) })
			})
		})
	web.Page(w, list, web.Op{ID: "demand.export_senders", Method: http.MethodGet, Path: "/api/exports/demand_senders.xlsx", Summary: "What each office demanded this year as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			all, err := s.Senders(r.Context())
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "demand-senders", func(w io.Writer) error { return writeSenders(w, all) })
		})
	web.Page(w, list, web.Op{ID: "demand.export_burden", Method: http.MethodGet, Path: "/api/exports/demand_burden.xlsx", Summary: "What reached the villages of a place in a week as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			at, err := web.PlaceOf(r)
			if err != nil {
				return err
			}
			b, err := s.Burdens(r.Context(), at, kernel.Day(r.URL.Query().Get("day")))
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "demand-burden", func(w io.Writer) error { return writeBurdens(w, b) })
		})
}

func (s *Service) sendBook(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	f := Filter{Place: at, State: q.Get("state"), Came: kernel.Span{From: kernel.Day(q.Get("came_from")), To: kernel.Day(q.Get("came_to"))}}
	return web.SendBook(rw, r, "demands", func(w io.Writer) error { return s.Export(r.Context(), f, w) })
}
