package emergency

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

type items[T any] struct {
	Body struct {
		Items []T `json:"items" nullable:"false"`
	}
}

func listed[T any](list []T, err error) (*items[T], error) {
	var out items[T]
	out.Body.Items = list
	if list == nil {
		out.Body.Items = []T{}
	}
	return &out, err
}

type pageOut[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type listIn struct {
	Running bool `query:"running"`
}

type onIn struct{ Body NewEmergency }

type extendIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Until  int64  `json:"until"`
		Reason string `json:"reason" maxLength:"300"`
	}
}

type endIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"300"`
	}
}

type placeIn struct {
	ID    kernel.ID `path:"id"`
	Place kernel.ID `query:"place"`
}

type callsIn struct {
	ID     kernel.ID `path:"id"`
	Place  kernel.ID `query:"place"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type callIn struct {
	ID   kernel.ID `path:"id"`
	Body NewHouseCall
}

type reportIn struct {
	ID   kernel.ID `path:"id"`
	Body NewPlaceReport
}

type hoursIn struct {
	ID   kernel.ID `path:"id"`
	Slot int64     `query:"slot"`
}

type unsealIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"300"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, approve := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermApprove))
	web.Register(w, see, web.Op{ID: "emergency.kinds", Method: http.MethodGet, Path: "/api/emergencies/kinds", Summary: "Kinds of emergencies that the rules know"},
		func(ctx context.Context, _ *struct{}) (*items[AlarmKind], error) { return listed(s.Kinds(ctx)) })
	web.Register(w, see, web.Op{ID: "emergency.list", Method: http.MethodGet, Path: "/api/emergencies", Summary: "Emergencies that touch my places, the newest first"},
		func(ctx context.Context, in *listIn) (*items[Emergency], error) {
			return listed(s.List(ctx, in.Running))
		})
	web.Page(w, see, web.Op{ID: "emergency.export", Method: http.MethodGet, Path: "/api/exports/emergencies.xlsx", Summary: "Emergencies that touch my places as a workbook"}, s.sendBook)
	web.Register(w, see, web.Op{ID: "emergency.get", Method: http.MethodGet, Path: "/api/emergencies/{id}", Summary: "An emergency with its approvals"},
		func(ctx context.Context, in *idIn) (*one[*Detail], error) { return single(s.Get(ctx, in.ID)) })
	web.Register(w, approve, web.Op{ID: "emergency.switch_on", Method: http.MethodPost, Path: "/api/emergencies", Summary: "Switch an emergency on, for named places until a named time"},
		func(ctx context.Context, in *onIn) (*one[*Detail], error) { return single(s.SwitchOn(ctx, in.Body)) })
	web.Register(w, approve, web.Op{ID: "emergency.extend", Method: http.MethodPost, Path: "/api/emergencies/{id}/extend", Summary: "Let an emergency last longer: a new approval"},
		func(ctx context.Context, in *extendIn) (*one[*Detail], error) {
			return single(s.Extend(ctx, in.ID, in.Body.Rev, in.Body.Until, in.Body.Reason))
		})
	web.Register(w, approve, web.Op{ID: "emergency.end", Method: http.MethodPost, Path: "/api/emergencies/{id}/end", Summary: "End an emergency before its time"},
		func(ctx context.Context, in *endIn) (*one[*Detail], error) {
			return single(s.End(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	web.Register(w, see, web.Op{ID: "emergency.grids", Method: http.MethodGet, Path: "/api/emergencies/{id}/grids", Summary: "How many households were reached, place by place"},
		func(ctx context.Context, in *placeIn) (*items[CalledGrid], error) {
			return listed(s.Grids(ctx, in.ID, in.Place))
		})
	web.Register(w, see, web.Op{ID: "emergency.hours", Method: http.MethodGet, Path: "/api/emergencies/{id}/reports", Summary: "What was reported hour by hour, and who is missing"},
		func(ctx context.Context, in *hoursIn) (*items[ReportHour], error) {
			return listed(s.Hours(ctx, in.ID, in.Slot))
		})
	s.registerWork(w)
}

func (s *Service) registerWork(w *web.Server) {
	work := web.ForOfficer(web.Perm(PermWork))
	web.Register(w, work, web.Op{ID: "emergency.calls", Method: http.MethodGet, Path: "/api/emergencies/{id}/calls", Summary: "The call-out list of a place: its households and what came of calling them"},
		func(ctx context.Context, in *callsIn) (*pageOut[CalledHouse], error) {
			var out pageOut[CalledHouse]
			var err error
			out.Body.Items, out.Body.Next, err = s.Calls(ctx, in.ID, in.Place, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, work, web.Op{ID: "emergency.call", Method: http.MethodPost, Path: "/api/emergencies/{id}/calls", Summary: "Write down what came of calling a household"},
		func(ctx context.Context, in *callIn) (*one[*CalledHouse], error) {
			return single(s.Call(ctx, in.ID, in.Body))
		})
	web.Register(w, work, web.Op{ID: "emergency.help", Method: http.MethodGet, Path: "/api/emergencies/{id}/help", Summary: "Households that need help first"},
		func(ctx context.Context, in *placeIn) (*items[CalledHouse], error) {
			return listed(s.HelpFirst(ctx, in.ID, in.Place))
		})
	web.Register(w, work, web.Op{ID: "emergency.report", Method: http.MethodPost, Path: "/api/emergencies/{id}/reports", Summary: "Report how a place stands"},
		func(ctx context.Context, in *reportIn) (*one[*PlaceReport], error) {
			return single(s.Report(ctx, in.ID, in.Body))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermUnseal)), web.Op{ID: "emergency.unseal", Method: http.MethodPost, Path: "/api/emergencies/{id}/unseal", Summary: "Open the sealed list of an emergency that is over, for a reason"},
		func(ctx context.Context, in *unsealIn) (*items[CalledHouse], error) {
			return listed(s.Unseal(ctx, in.ID, in.Body.Reason))
		})
}

func (s *Service) sendBook(rw http.ResponseWriter, r *http.Request) error {
	list, err := s.List(r.Context(), r.URL.Query().Get("running") == "true")
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "emergencies", func(w io.Writer) error { return writeList(w, list) })
}
