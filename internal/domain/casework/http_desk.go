package casework

import (
	"context"
	"net/http"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type manyIn struct {
	Body struct {
		Cases      []Seen    `json:"cases" nullable:"false" maxItems:"200"`
		Action     string    `json:"action" maxLength:"40"`
		ClientKey  string    `json:"client_key" maxLength:"100"`
		Reason     string    `json:"reason,omitempty"`
		Note       string    `json:"note,omitempty"`
		BodyID     kernel.ID `json:"body_id,omitempty"`
		AssigneeID kernel.ID `json:"assignee_id,omitempty"`
		Queue      string    `json:"queue,omitempty" maxLength:"40"`
	}
}

type manyOut struct {
	Body struct {
		Items []StepOutcome `json:"items" nullable:"false"`
	}
}

type commonIn struct {
	Cases string `query:"cases" maxLength:"6000"` // ids, parted by commas
}

type boardOut struct{ Body *Board }

type dueIn struct {
	Box   string     `query:"box" enum:"mine,unit"`
	From  kernel.Day `query:"from"`
	To    kernel.Day `query:"to"`
	Place kernel.ID  `query:"place"`
}

type dueOut struct {
	Body struct {
		Days []DueDay `json:"days" nullable:"false"`
	}
}

type filtersOut struct {
	Body struct {
		Items []DeskFilter `json:"items" nullable:"false"`
	}
}

type saveFilterIn struct {
	Body struct {
		Name    string            `json:"name" maxLength:"200"`
		Default bool              `json:"default"`
		Values  map[string]string `json:"values"`
	}
}

// registerDesk enters what whoever works through many cases needs: one step on several, the board of queues, kept filters.
func (s *Service) registerDesk(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	// Which permission the step needs stands in the pack; the service checks it for each case where that lies.
	web.Register(w, list, web.Op{ID: "casework.act_many", Method: http.MethodPost, Path: "/api/cases/actions", Summary: "Take one step on several cases, each judged by itself"},
		func(ctx context.Context, in *manyIn) (*manyOut, error) {
			b := in.Body
			var out manyOut
			var err error
			out.Body.Items, err = s.ActMany(ctx, b.Cases, Action{
				Name: b.Action, Reason: b.Reason, Note: b.Note, BodyID: b.BodyID, AssigneeID: b.AssigneeID, Queue: b.Queue, ClientKey: b.ClientKey,
			})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.common_targets", Method: http.MethodGet, Path: "/api/cases/dispatch-targets", Summary: "To whom all of several cases may be handed"},
		func(ctx context.Context, in *commonIn) (*targetsOut, error) {
			var ids []kernel.ID
			for _, text := range strings.Split(in.Cases, ",") {
				id, err := kernel.ParseID(text)
				if err != nil {
					return nil, err
				}
				ids = append(ids, id)
			}
			t, err := s.CommonTargets(ctx, ids)
			return &targetsOut{t}, err
		})
	web.Register(w, list, web.Op{ID: "casework.board", Method: http.MethodGet, Path: "/api/cases/board", Summary: "How the queues stand"},
		func(ctx context.Context, in *summaryIn) (*boardOut, error) {
			b, err := s.Board(ctx, in.Place)
			return &boardOut{b}, err
		})
	web.Register(w, list, web.Op{ID: "casework.due", Method: http.MethodGet, Path: "/api/cases/due", Summary: "How many open cases are due on each day"},
		func(ctx context.Context, in *dueIn) (*dueOut, error) {
			var out dueOut
			var err error
			out.Body.Days, err = s.DueDays(ctx, Filter{Box: Box(in.Box), PlaceID: in.Place, Due: kernel.Span{From: in.From, To: in.To}})
			return &out, err
		})
	s.registerFilters(w)
}

func (s *Service) registerFilters(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.filters", Method: http.MethodGet, Path: "/api/case-filters", Summary: "The filters that one keeps"},
		func(ctx context.Context, _ *noticesIn) (*filtersOut, error) {
			var out filtersOut
			var err error
			out.Body.Items, err = s.Filters(ctx)
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.save_filter", Method: http.MethodPost, Path: "/api/case-filters", Summary: "Keep a filter under a name"},
		func(ctx context.Context, in *saveFilterIn) (*filtersOut, error) {
			var out filtersOut
			var err error
			out.Body.Items, err = s.SaveFilter(ctx, DeskFilter{Name: in.Body.Name, Default: in.Body.Default, Values: in.Body.Values})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.drop_filter", Method: http.MethodDelete, Path: "/api/case-filters/{id}", Summary: "Forget a filter"},
		func(ctx context.Context, in *idIn) (*struct{}, error) { return nil, s.DropFilter(ctx, in.ID) })
}
