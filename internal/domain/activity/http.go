package activity

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type countsIn struct {
	Unit  kernel.ID `query:"body"`
	Place kernel.ID `query:"place"`
}

type one[T any] struct{ Body T }

type listOut struct {
	Body struct {
		Items []Activity `json:"items" nullable:"false"`
		Next  string     `json:"next"`
	}
}

type addIn struct{ Body Draft }

type filesIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[filesForm]
}

type filesForm struct {
	Files     []web.FormFile `form:"files"`
	ClientKey string         `form:"client_key" required:"false"`
}

type teamsOut struct {
	Body struct {
		Items []Team `json:"items" nullable:"false"`
	}
}

type removeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"200"`
	}
}

// PageParams is what a list of activities is asked by; exported, because the API library looks into exported parts only.
type PageParams struct {
	Unit   kernel.ID `query:"body"`
	Place  kernel.ID `query:"place"`
	Person kernel.ID `query:"person"`
	Cursor string    `query:"cursor" maxLength:"400"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, see, web.Op{ID: "activity.list", Method: http.MethodGet, Path: "/api/activities", Summary: "What bodies did, the newest first"},
		func(ctx context.Context, in *PageParams) (*listOut, error) {
			var out listOut
			var err error
			f := Filter{Body: in.Unit, Place: in.Place, Person: in.Person}
			out.Body.Items, out.Body.Next, err = s.List(ctx, f, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "activity.counts", Method: http.MethodGet, Path: "/api/activities/counts", Summary: "How often a body did something in this month, quarter and year"},
		func(ctx context.Context, in *countsIn) (*one[Counts], error) {
			c, err := s.Count(ctx, Filter{Body: in.Unit, Place: in.Place})
			return &one[Counts]{c}, err
		})
	web.Register(w, edit, web.Op{ID: "activity.add", Method: http.MethodPost, Path: "/api/activities", Summary: "Write down what a body did"},
		func(ctx context.Context, in *addIn) (*one[Activity], error) {
			a, err := s.Add(ctx, in.Body)
			return &one[Activity]{a}, err
		})
	web.Register(w, edit, web.Op{ID: "activity.remove", Method: http.MethodPost, Path: "/api/activities/{id}/remove", Summary: "Take back what was written down wrongly"},
		func(ctx context.Context, in *removeIn) (*struct{}, error) {
			return &struct{}{}, s.Remove(ctx, in.ID, in.Body.Rev, in.Body.Reason)
		})
	web.Register(w, edit, web.Op{ID: "activity.teams", Method: http.MethodGet, Path: "/api/activities/teams", Summary: "Bodies that write down what they do, with their members"},
		func(ctx context.Context, _ *struct{}) (*teamsOut, error) {
			var out teamsOut
			var err error
			out.Body.Items, err = s.Teams(ctx)
			return &out, err
		})
	web.Register(w, edit, web.Op{ID: "activity.attach", Method: http.MethodPost, Path: "/api/activities/{id}/files", Summary: "Attach photos to what a body did", MaxBody: maxFiles*maxFileSize + 1<<20},
		func(ctx context.Context, in *filesIn) (*one[Activity], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			a, err := s.AddFiles(ctx, in.ID, f.ClientKey, list)
			return &one[Activity]{a}, err
		})
	web.Page(w, see, web.Op{ID: "activity.file", Method: http.MethodGet, Path: "/api/activities/{id}/files/{file}", Summary: "A photo of what a body did"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, part, err := web.PathIDs(r, "id", "file")
			if err != nil {
				return err
			}
			f, err := s.File(r.Context(), id, part, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
}
