package exchange

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// maxUpload is the largest file; the reader of workbooks has its own bounds for what is inside.
const maxUpload = 20 << 20

type uploadIn struct {
	RawBody web.Multipart[struct {
		File web.FormFile `form:"file" required:"true"`
	}]
}

type importOut struct{ Body Import }

type idIn struct {
	ID kernel.ID `path:"id"`
}

type listIn struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type listOut struct {
	Body struct {
		Items []Import `json:"items" nullable:"false"`
		Next  string   `json:"next"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	may := web.ForOfficer(web.Perm(PermImport))
	web.Register(w, may, web.Op{ID: "exchange.upload", Method: http.MethodPost, Path: "/api/imports", Summary: "Take in a workbook or a list of divisions and check it", MaxBody: maxUpload + 1<<20},
		func(ctx context.Context, in *uploadIn) (*importOut, error) {
			file := in.RawBody.Data().File
			data, err := io.ReadAll(io.LimitReader(file, maxUpload+1))
			if err != nil {
				return nil, kernel.Invalid("file", "upload_broken").Because(err)
			}
			if len(data) > maxUpload {
				return nil, kernel.Invalid("file", "file_too_large").With("max_mb", "20")
			}
			v, err := s.Start(ctx, file.Filename, data)
			return &importOut{v}, err
		})
	web.Register(w, may, web.Op{ID: "exchange.list", Method: http.MethodGet, Path: "/api/imports", Summary: "List one's own imports"},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	s.one(w, "exchange.get", http.MethodGet, "/api/imports/{id}", "Read one of one's own imports", s.Get)
	s.one(w, "exchange.apply", http.MethodPost, "/api/imports/{id}/apply", "Save an import that was checked", s.Apply)
	s.one(w, "exchange.cancel", http.MethodPost, "/api/imports/{id}/cancel", "Stop an import", s.Cancel)
	s.registerExports(w)
}

func (s *Service) one(w *web.Server, id, method, path, summary string, verb func(context.Context, kernel.ID) (Import, error)) {
	web.Register(w, web.ForOfficer(web.Perm(PermImport)), web.Op{ID: id, Method: method, Path: path, Summary: summary},
		func(ctx context.Context, in *idIn) (*importOut, error) {
			v, err := verb(ctx, in.ID)
			return &importOut{v}, err
		})
}

func (s *Service) registerExports(w *web.Server) {
	file(w, "grid", PermExport, "The grid-and-officer workbook", func(ctx context.Context, q url.Values, at kernel.ID, out io.Writer) error {
		return s.Grid(ctx, at, kernel.Day(q.Get("on")), out)
	})
	file(w, "persons", person.PermList, "Persons as a workbook", func(ctx context.Context, q url.Values, at kernel.ID, out io.Writer) error {
		return s.Persons(ctx, person.Filter{Q: q.Get("q"), Place: at}, out)
	})
	file(w, "bodies", body.PermList, "Bodies as a workbook", func(ctx context.Context, q url.Values, at kernel.ID, out io.Writer) error {
		parent, err := idOf(q.Get("parent"))
		if err != nil {
			return err
		}
		return s.Bodies(ctx, body.BodyFilter{Place: at, Parent: parent, Kind: q.Get("kind"), Q: q.Get("q")}, out)
	})
	file(w, "gaps", body.PermGaps, "Vacant posts and double heads as a workbook", func(ctx context.Context, q url.Values, at kernel.ID, out io.Writer) error {
		return s.Gaps(ctx, q.Get("kind"), at, out)
	})
}

// file enters the operation of one export. The workbook is whole before the first byte is sent, so that an error can
// still be told.
func file(w *web.Server, name, perm, summary string, fill func(context.Context, url.Values, kernel.ID, io.Writer) error) {
	op := web.Op{ID: "exchange.export_" + name, Method: http.MethodGet, Path: "/api/exports/" + name + ".xlsx", Summary: summary}
	web.Page(w, web.ForOfficer(web.Perm(perm)), op, func(rw http.ResponseWriter, r *http.Request) error {
		q := r.URL.Query()
		at, err := idOf(q.Get("place"))
		if err != nil {
			return err
		}
		var book bytes.Buffer
		if err := fill(r.Context(), q, at, &book); err != nil {
			return err
		}
		rw.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		rw.Header().Set("Content-Disposition", `attachment; filename="`+name+`.xlsx"`)
		_, err = rw.Write(book.Bytes())
		return err
	})
}

// idOf reads an id of a query; empty is none.
func idOf(s string) (kernel.ID, error) {
	if s == "" {
		return 0, nil
	}
	return kernel.ParseID(s)
}
