package casework

import (
	"context"
	"net/http"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type none struct{}

type callIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Bodies    []kernel.ID `json:"bodies" maxItems:"20"`
		Ask       string      `json:"ask"`
		ClientKey string      `json:"client_key" maxLength:"100"`
	}
}

type callTargetsOut struct {
	Body struct {
		Items []TargetBody `json:"items" nullable:"false"`
	}
}

type callsOut struct {
	Body struct {
		Items []Call `json:"items" nullable:"false"`
	}
}

type callStepIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev        int64  `json:"rev"`
		Action     string `json:"action" enum:"report_in,done,rate,withdraw"`
		Note       string `json:"note,omitempty"`
		Rating     int    `json:"rating,omitempty"`
		RatingText string `json:"rating_text,omitempty"`
		ClientKey  string `json:"client_key" maxLength:"100"`
	}
}

type callOut struct{ Body *Call }

type alertsIn struct {
	All bool `query:"all"`
}

type alertsOut struct {
	Body struct {
		Items []Alert `json:"items" nullable:"false"`
	}
}

type closeAlertIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason"`
	}
}

type refusedOut struct {
	Body struct {
		Items []RefusedPush `json:"items" nullable:"false"`
	}
}

type formIn struct {
	Body struct {
		Type   string         `json:"type" maxLength:"40"`
		Step   string         `json:"step" maxLength:"40"`
		Topic  string         `json:"topic" maxLength:"40"`
		CaseID kernel.ID      `json:"case_id,omitempty"`
		Fields map[string]any `json:"fields"`
	}
}

type formOut struct {
	Body struct {
		Items []FormField `json:"items" nullable:"false"`
	}
}

type choicesIn struct {
	Type  string    `query:"type" maxLength:"40"`
	Field string    `query:"field" maxLength:"40"`
	Place kernel.ID `query:"place"`
	Case  kernel.ID `query:"case"`
}

type placesIn struct {
	Type string `query:"type" maxLength:"40"`
	Q    string `query:"q" maxLength:"60"`
}

type placesOut struct {
	Body struct {
		Items []place.Found `json:"items" nullable:"false"`
	}
}

type choicesOut struct {
	Body struct {
		Items []TargetPerson `json:"items" nullable:"false"`
	}
}

type mergeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Into   kernel.ID `json:"into,omitempty"`
		IntoNo string    `json:"into_no,omitempty" maxLength:"40" doc:"its number, instead of its id"`
		Rev    int64     `json:"rev"`
		Reason string    `json:"reason"`
	}
}

// registerCalls enters what goes beyond the steps of a case: calls, alerts, forms by definition, merging.
func (s *Service) registerCalls(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.call_targets", Method: http.MethodGet, Path: "/api/cases/{id}/call-targets", Summary: "Which bodies may be called to a case"},
		func(ctx context.Context, in *idIn) (*callTargetsOut, error) {
			var out callTargetsOut
			var err error
			out.Body.Items, err = s.CallTargets(ctx, in.ID)
			return &out, err
		})
	// Who may call stands in the case type; the service checks it where the case lies.
	web.Register(w, list, web.Op{ID: "casework.call", Method: http.MethodPost, Path: "/api/cases/{id}/calls", Summary: "Call departments to a case"},
		func(ctx context.Context, in *callIn) (*detailOut, error) {
			d, err := s.Call(ctx, in.ID, in.Body.Bodies, in.Body.Ask, in.Body.ClientKey)
			return &detailOut{d}, err
		})
	web.Register(w, list, web.Op{ID: "casework.calls", Method: http.MethodGet, Path: "/api/case-calls", Summary: "Open calls to and from me"},
		func(ctx context.Context, _ *none) (*callsOut, error) {
			var out callsOut
			var err error
			out.Body.Items, err = s.Calls(ctx)
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.call_step", Method: http.MethodPost, Path: "/api/case-calls/{id}/actions", Summary: "Report in to a call, act, rate it"},
		func(ctx context.Context, in *callStepIn) (*callOut, error) {
			b := in.Body
			k, err := s.StepCall(ctx, in.ID, CallStep{Name: b.Action, Rev: b.Rev, Note: b.Note, Rating: b.Rating, RatingText: b.RatingText, ClientKey: b.ClientKey})
			return &callOut{k}, err
		})
	web.Register(w, list, web.Op{ID: "casework.merge", Method: http.MethodPost, Path: "/api/cases/{id}/merge", Summary: "Put a case together with another about the same matter"},
		func(ctx context.Context, in *mergeIn) (*detailOut, error) {
			d, err := s.Merge(ctx, in.ID, in.Body.Into, in.Body.IntoNo, in.Body.Rev, in.Body.Reason)
			return &detailOut{d}, err
		})
	s.registerForms(w)
	s.registerAlerts(w)
}

func (s *Service) registerForms(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.form", Method: http.MethodPost, Path: "/api/cases/form", Summary: "Which fields a form asks for as it is filled in"},
		func(ctx context.Context, in *formIn) (*formOut, error) {
			var out formOut
			var err error
			b := in.Body
			out.Body.Items, err = s.Form(ctx, b.Type, b.Step, b.Topic, b.CaseID, b.Fields)
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.choices", Method: http.MethodGet, Path: "/api/cases/choices", Summary: "Whom a field of a case may name"},
		func(ctx context.Context, in *choicesIn) (*choicesOut, error) {
			var out choicesOut
			var err error
			out.Body.Items, err = s.Choices(ctx, in.Type, in.Field, in.Place, in.Case)
			return &out, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermCreate)), web.Op{ID: "casework.places", Method: http.MethodGet, Path: "/api/cases/places", Summary: "Where a unit may raise a case of its own"},
		func(ctx context.Context, in *placesIn) (*placesOut, error) {
			var out placesOut
			var err error
			out.Body.Items, err = s.Places(ctx, in.Type, in.Q)
			return &out, err
		})
}

func (s *Service) registerAlerts(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.alerts", Method: http.MethodGet, Path: "/api/case-alerts", Summary: "Early signs of trouble"},
		func(ctx context.Context, in *alertsIn) (*alertsOut, error) {
			var out alertsOut
			var err error
			out.Body.Items, err = s.Alerts(ctx, in.All)
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.close_alert", Method: http.MethodPost, Path: "/api/case-alerts/{id}/close", Summary: "Close an early sign with the reason"},
		func(ctx context.Context, in *closeAlertIn) (*none, error) {
			return &none{}, s.CloseAlert(ctx, in.ID, in.Body.Reason)
		})
	web.Register(w, list, web.Op{ID: "casework.refused", Method: http.MethodGet, Path: "/api/cases/refused-pushes", Summary: "Who tried to push on what the duty list forbids"},
		func(ctx context.Context, _ *none) (*refusedOut, error) {
			var out refusedOut
			var err error
			out.Body.Items, err = s.Refused(ctx)
			return &out, err
		})
}
