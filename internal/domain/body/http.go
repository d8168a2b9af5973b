package body

import (
	"context"
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

// list is the body of every list.
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

// IDParam is the id in a path.
type IDParam struct {
	ID kernel.ID `path:"id"`
}

type bodyOut struct{ Body Body }

type detailOut struct{ Body Detail }

type memberOut struct{ Body Member }

type appointmentOut struct{ Body Appointment }

type bodiesIn struct {
	PageParams
	Place  kernel.ID `query:"place"`
	Parent kernel.ID `query:"parent"`
	Kind   string    `query:"kind" maxLength:"40"`
	Q      string    `query:"q" maxLength:"60"`
}

type bodyIn struct {
	IDParam
	On kernel.Day `query:"on"`
}

type createBodyIn struct{ Body NewBody }

type updateBodyIn struct {
	IDParam
	Body ChangeBody
}

type addMemberIn struct {
	IDParam
	Body NewMember
}

type endMemberIn struct {
	IDParam
	Body struct {
		Rev int64      `json:"rev"`
		Day kernel.Day `json:"day"`
	}
}

type appointmentsIn struct {
	PageParams
	Place  kernel.ID  `query:"place"`
	Unit   kernel.ID  `query:"body"`
	Person kernel.ID  `query:"person"`
	On     kernel.Day `query:"on"`
}

type appointIn struct{ Body NewAppointment }

type consentIn struct {
	IDParam
	Body Consent
}

type actIn struct {
	IDParam
	Body NewActing
}

type endIn struct {
	IDParam
	Body struct {
		Rev    int64      `json:"rev"`
		Day    kernel.Day `json:"day"`
		Reason string     `json:"reason" maxLength:"500" required:"false"`
	}
}

// Register enters the room's operations: bodies with their terms, members and posts; what is amiss with
// them; the grid with who answers for each place; and persons
// with what they hold.
func (s *Service) Register(w *web.Server) {
	s.registerBodies(w)
	s.registerTerms(w)
	s.registerTies(w)
	s.registerPosts(w)
	s.registerGrid(w)
	s.registerPersons(w)
	s.registerParty(w)
}

func (s *Service) registerBodies(w *web.Server) {
	read, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, read, web.Op{ID: "body.list", Method: http.MethodGet, Path: "/api/bodies", Summary: "List bodies"},
		func(ctx context.Context, in *bodiesIn) (*list[Body], error) {
			return listOf(s.ListBodies(ctx, BodyFilter{Place: in.Place, Parent: in.Parent, Kind: in.Kind, Q: in.Q}, in.page()))
		})
	web.Register(w, read, web.Op{ID: "body.get", Method: http.MethodGet, Path: "/api/bodies/{id}", Summary: "Read a body"},
		func(ctx context.Context, in *bodyIn) (*detailOut, error) {
			b, err := s.GetBodyOn(ctx, in.ID, in.On)
			return &detailOut{b}, err
		})
	web.Register(w, edit, web.Op{ID: "body.create", Method: http.MethodPost, Path: "/api/bodies", Summary: "Enter a body"},
		func(ctx context.Context, in *createBodyIn) (*bodyOut, error) {
			b, err := s.CreateBody(ctx, in.Body)
			return &bodyOut{b}, err
		})
	web.Register(w, edit, web.Op{ID: "body.update", Method: http.MethodPatch, Path: "/api/bodies/{id}", Summary: "Change a body"},
		func(ctx context.Context, in *updateBodyIn) (*bodyOut, error) {
			b, err := s.UpdateBody(ctx, in.ID, in.Body)
			return &bodyOut{b}, err
		})
	web.Register(w, edit, web.Op{ID: "body.add_member", Method: http.MethodPost, Path: "/api/bodies/{id}/members", Summary: "Add a member to a body"},
		func(ctx context.Context, in *addMemberIn) (*memberOut, error) {
			m, err := s.Join(ctx, in.ID, in.Body)
			return &memberOut{m}, err
		})
	web.Register(w, edit, web.Op{ID: "body.end_member", Method: http.MethodPost, Path: "/api/members/{id}/end", Summary: "End a membership"},
		func(ctx context.Context, in *endMemberIn) (*memberOut, error) {
			m, err := s.EndMember(ctx, in.ID, in.Body.Rev, in.Body.Day)
			return &memberOut{m}, err
		})
}

func (s *Service) registerPosts(w *web.Server) {
	appoint := web.ForOfficer(web.Perm(PermAppoint))
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "body.appointments", Method: http.MethodGet, Path: "/api/appointments", Summary: "List posts held"},
		func(ctx context.Context, in *appointmentsIn) (*list[Appointment], error) {
			return listOf(s.ListAppointments(ctx, AppointmentFilter{Place: in.Place, Body: in.Unit, Person: in.Person, On: in.On}, in.page()))
		})
	web.Register(w, appoint, web.Op{ID: "body.appoint", Method: http.MethodPost, Path: "/api/appointments", Summary: "Appoint a person to a post"},
		func(ctx context.Context, in *appointIn) (*appointmentOut, error) {
			a, err := s.Appoint(ctx, in.Body)
			return &appointmentOut{a}, err
		})
	web.Register(w, appoint, web.Op{ID: "body.consent", Method: http.MethodPost, Path: "/api/appointments/{id}/consent", Summary: "Record or withdraw somebody's consent to stand on the public card"},
		func(ctx context.Context, in *consentIn) (*appointmentOut, error) {
			a, err := s.RecordConsent(ctx, in.ID, in.Body)
			return &appointmentOut{a}, err
		})
	web.Register(w, appoint, web.Op{ID: "body.act_for", Method: http.MethodPost, Path: "/api/appointments/{id}/act", Summary: "Let somebody act for the holder of a post until a day"},
		func(ctx context.Context, in *actIn) (*appointmentOut, error) {
			a, err := s.ActFor(ctx, in.ID, in.Body)
			return &appointmentOut{a}, err
		})
	web.Register(w, appoint, web.Op{ID: "body.end_appointment", Method: http.MethodPost, Path: "/api/appointments/{id}/end", Summary: "End a post on a day"},
		func(ctx context.Context, in *endIn) (*appointmentOut, error) {
			a, err := s.EndAppointment(ctx, in.ID, in.Body.Rev, in.Body.Day, in.Body.Reason)
			return &appointmentOut{a}, err
		})
}
