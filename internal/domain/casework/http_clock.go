package casework

import (
	"context"
	"net/http"

	"touyan/internal/platform/web"
)

type noticesIn struct{}

type noticesOut struct {
	Body struct {
		Items []Reminder `json:"items" nullable:"false"`
	}
}

func (s *Service) registerClock(w *web.Server) {
	web.Register(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "casework.notices", Method: http.MethodGet, Path: "/api/cases/notices", Summary: "Reminders, warnings and cases that have climbed to me"},
		func(ctx context.Context, _ *noticesIn) (*noticesOut, error) {
			var out noticesOut
			var err error
			out.Body.Items, err = s.Notices(ctx)
			return &out, err
		})
}
