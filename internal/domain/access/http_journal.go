package access

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type journalIn struct {
	Table string    `query:"table" required:"true" maxLength:"40"`
	ID    kernel.ID `query:"id" required:"true"`
}

type journalOut struct {
	Body struct {
		Items []JournalItem `json:"items" nullable:"false"`
	}
}

func (s *Service) registerJournal(w *web.Server) {
	web.Register(w, web.ForOfficer(web.Perm(PermJournal)), web.Op{ID: "journal.read", Method: http.MethodGet, Path: "/api/journal", Summary: "The journal of a record, newest first"},
		func(ctx context.Context, in *journalIn) (*journalOut, error) {
			var out journalOut
			var err error
			out.Body.Items, err = s.Journal(ctx, in.Table, in.ID)
			return &out, err
		})
}
