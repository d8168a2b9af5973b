package visit

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// maxDraft bounds a workbook that is handed in.
const maxDraft = 2 << 20

type draftForm struct {
	File web.FormFile `form:"file"`
}

type draftIn struct {
	RawBody web.Multipart[draftForm]
}

// registerForms enters forms as XLSForm workbooks, out and in.
func (s *Service) registerForms(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Page(w, see, web.Op{ID: "visit.form_workbook", Method: http.MethodGet, Path: "/api/forms/{form}/form.xlsx", Summary: "A form as an XLSForm workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id := r.PathValue("form")
			data, err := s.Workbook(r.Context(), id)
			if err != nil {
				return err
			}
			rw.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
			rw.Header().Set("Content-Disposition", `attachment; filename="`+id+`.xlsx"`)
			_, err = rw.Write(data)
			return err
		})
	web.Register(w, see, web.Op{ID: "visit.form_draft", Method: http.MethodPost, Path: "/api/forms/draft", Summary: "What an XLSForm workbook says, as YAML for the county's rules", MaxBody: maxDraft + 1<<20},
		func(ctx context.Context, in *draftIn) (*one[*Drafted], error) {
			list, err := web.ReadFiles("file", []web.FormFile{in.RawBody.Data().File})
			if err != nil {
				return nil, err
			}
			if len(list) != 1 {
				return nil, kernel.Invalid("file", "required")
			}
			return single(s.Draft(ctx, list[0].Data))
		})
}
