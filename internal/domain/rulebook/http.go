package rulebook

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/web"
)

type rulesOut struct{ Body Rules }

type versionsOut struct {
	Body struct {
		Items []Version `json:"items" nullable:"false"`
	}
}

type changesIn struct {
	No    int `path:"no" minimum:"1" maximum:"1000000"`
	Since int `query:"since" minimum:"0" maximum:"1000000" doc:"the version to compare with; without it the one before"`
}

type changesOut struct {
	Body struct {
		Items []pack.Change `json:"items" nullable:"false"`
	}
}

// Register enters the room's operations. Bringing a version is a verb of the command line.
func (s *Service) Register(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermRead))
	web.Register(w, see, web.Op{ID: "rulebook.rules", Method: http.MethodGet, Path: "/api/rules", Summary: "The rules in force: every definition of the pack, with its source"},
		func(context.Context, *struct{}) (*rulesOut, error) { return &rulesOut{s.Rules()}, nil })
	web.Register(w, see, web.Op{ID: "rulebook.versions", Method: http.MethodGet, Path: "/api/rules/versions", Summary: "The versions of the rules"},
		func(ctx context.Context, _ *struct{}) (*versionsOut, error) {
			var out versionsOut
			var err error
			out.Body.Items, err = s.Versions(ctx)
			return &out, err
		})
	web.Page(w, see, web.Op{ID: "rulebook.export", Method: http.MethodGet, Path: "/api/exports/rule_versions.xlsx", Summary: "The versions of the rules as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			list, err := s.Versions(r.Context())
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "rule-versions", func(w io.Writer) error { return writeVersions(w, list) })
		})
	web.Register(w, see, web.Op{ID: "rulebook.changes", Method: http.MethodGet, Path: "/api/rules/versions/{no}/changes", Summary: "What a version has otherwise than another one, or than the one before it"},
		func(ctx context.Context, in *changesIn) (*changesOut, error) {
			var out changesOut
			var err error
			out.Body.Items, err = s.Changes(ctx, in.Since, in.No)
			return &out, err
		})
}
