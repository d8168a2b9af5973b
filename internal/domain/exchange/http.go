package exchange

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type uploadIn struct {
	Register string `query:"register" maxLength:"40" doc:"key of the register; without it, found by the sheets of the file"`
	RawBody  web.Multipart[struct {
		File web.FormFile `form:"file" required:"true"`
	}]
}

type importOut struct{ Body Import }

type idIn struct {
	ID kernel.ID `path:"id"`
}

type takeBackIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
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

type tablesOut struct {
	Body struct {
		Items []Table `json:"items" nullable:"false"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	may := web.ForOfficer(web.Perm(PermImport))
	web.Register(w, web.ForSignedIn(), web.Op{ID: "exchange.tables", Method: http.MethodGet, Path: "/api/registers", Summary: "List the tables that one may take out or bring in as a sheet"},
		func(ctx context.Context, _ *struct{}) (*tablesOut, error) {
			var out tablesOut
			out.Body.Items = s.Tables(ctx)
			return &out, nil
		})
	web.Register(w, may, web.Op{ID: "exchange.upload", Method: http.MethodPost, Path: "/api/imports", Summary: "Take in a workbook or list and check it", MaxBody: maxFile + 1<<20},
		func(ctx context.Context, in *uploadIn) (*importOut, error) {
			file := in.RawBody.Data().File
			data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
			if err != nil {
				return nil, kernel.Invalid("file", "upload_broken").Because(err)
			}
			if len(data) > maxFile {
				return nil, kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(maxFile>>20))
			}
			v, err := s.Start(ctx, in.Register, file.Filename, data)
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
	web.Register(w, may, web.Op{ID: "exchange.take_back", Method: http.MethodPost, Path: "/api/imports/{id}/take-back", Summary: "Undo an import whole, as long as nothing was built on it"},
		func(ctx context.Context, in *takeBackIn) (*importOut, error) {
			v, err := s.TakeBack(ctx, in.ID, in.Body.Reason)
			return &importOut{v}, err
		})
	web.Page(w, may, web.Op{ID: "exchange.marked", Method: http.MethodGet, Path: "/api/imports/{id}/marked.xlsx", Summary: "The file of a refused import with its faults marked"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, err := kernel.ParseID(r.PathValue("id"))
			if err != nil {
				return err
			}
			return answer(rw, "marked", func(out io.Writer) error { return s.Marked(r.Context(), id, r.URL.Query().Get("lang"), out) })
		})
	for _, reg := range s.registers {
		s.registerSheets(w, reg.Key, reg.TitleEn, reg.See, reg.Edit)
	}
}

func (s *Service) one(w *web.Server, id, method, path, summary string, verb func(context.Context, kernel.ID) (Import, error)) {
	web.Register(w, web.ForOfficer(web.Perm(PermImport)), web.Op{ID: id, Method: method, Path: path, Summary: summary},
		func(ctx context.Context, in *idIn) (*importOut, error) {
			v, err := verb(ctx, in.ID)
			return &importOut{v}, err
		})
}

// registerSheets enters the export of a register and its template; that of a list that is given out only says why.
func (s *Service) registerSheets(w *web.Server, key, title, see, edit string) {
	op := web.Op{ID: "exchange.export_" + key, Method: http.MethodGet, Path: "/api/exports/" + key + ".xlsx", Summary: title + " as a workbook"}
	web.Page(w, web.ForOfficer(web.Perm(see)), op, func(rw http.ResponseWriter, r *http.Request) error {
		q := Ask{Args: map[string]string{}, Open: r.URL.Query().Get("clear") != "", Reason: r.URL.Query().Get("reason")}
		for k, v := range r.URL.Query() {
			q.Args[k] = v[0]
		}
		delete(q.Args, "format")
		delete(q.Args, "sheet")
		var err error
		if q.At, err = idOf(r.URL.Query().Get("place")); err != nil {
			return err
		}
		return web.SendBook(rw, r, key, func(out io.Writer) error { return s.Export(r.Context(), key, q, out) })
	})
	op = web.Op{ID: "exchange.template_" + key, Method: http.MethodGet, Path: "/api/registers/" + key + "/template.xlsx", Summary: title + ": the empty workbook to fill in"}
	if edit == "" {
		op.Summary = title + ": what its columns say, and why it is given out only"
	}
	web.Page(w, web.ForOfficer(web.Perm(cmp.Or(edit, see))), op, func(rw http.ResponseWriter, r *http.Request) error {
		return answer(rw, key+"-template", func(out io.Writer) error { return s.Template(r.Context(), key, out) })
	})
}

// answer sends a workbook. It is whole before the first byte is sent, so that an error can still be told.
func answer(rw http.ResponseWriter, name string, fill func(io.Writer) error) error {
	var book bytes.Buffer
	if err := fill(&book); err != nil {
		return err
	}
	rw.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	rw.Header().Set("Content-Disposition", `attachment; filename="`+name+`.xlsx"`)
	_, err := rw.Write(book.Bytes())
	return err
}

// idOf reads an id of a query; empty is none.
func idOf(s string) (kernel.ID, error) {
	if s == "" {
		return 0, nil
	}
	return kernel.ParseID(s)
}
