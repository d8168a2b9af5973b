package award

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type filesIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[filesForm]
}

type filesForm struct {
	Files     []web.FormFile `form:"files"`
	ClientKey string         `form:"client_key" required:"false"`
}

// maxUpload is how long a request with photos may be.
const maxUpload = maxFiles*10<<20 + 1<<20

// registerPapers enters photos, and the applications from public pages.
func (s *Service) registerPapers(w *web.Server) {
	see, enter, run := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEnter)), web.ForOfficer(web.Perm(PermRun))
	web.Register(w, enter, web.Op{ID: "award.attach", Method: http.MethodPost, Path: "/api/awards/entries/{id}/files", Summary: "Attach photos to a candidate", MaxBody: maxUpload},
		func(ctx context.Context, in *filesIn) (*one[*Candidate], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			return single(s.AddPhotos(ctx, in.ID, f.ClientKey, list))
		})
	web.Register(w, run, web.Op{ID: "award.attach_check", Method: http.MethodPost, Path: "/api/awards/checks/{id}/files", Summary: "Attach photos to a re-check", MaxBody: maxUpload},
		func(ctx context.Context, in *filesIn) (*one[*HonourDetail], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			return single(s.AddCheckPhotos(ctx, in.ID, f.ClientKey, list))
		})
	web.Page(w, see, web.Op{ID: "award.photo", Method: http.MethodGet, Path: "/api/awards/photos/{id}", Summary: "A photo of a candidate or a re-check"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, err := kernel.ParseID(r.PathValue("id"))
			if err != nil {
				return err
			}
			f, err := s.Photo(r.Context(), id, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
	web.Register(w, enter, web.Op{ID: "award.applications", Method: http.MethodGet, Path: "/api/awards/rounds/{id}/applications", Summary: "Applications that came in from public pages"},
		func(ctx context.Context, in *idIn) (*items[AwardApplication], error) {
			return listed(s.Applications(ctx, in.ID))
		})
	web.Register(w, enter, web.Op{ID: "award.read_application", Method: http.MethodPost, Path: "/api/awards/applications/{id}/read", Summary: "See who applied, and under which number"},
		func(ctx context.Context, in *idIn) (*one[*AwardApplication], error) {
			return single(s.ReadApplication(ctx, in.ID))
		})
	web.Register(w, enter, web.Op{ID: "award.take", Method: http.MethodPost, Path: "/api/awards/applications/{id}/take", Summary: "Enter who is meant by an application"},
		func(ctx context.Context, in *withBody[TakeApplication]) (*one[*AwardApplication], error) {
			return single(s.Take(ctx, in.ID, in.Body))
		})
	web.Register(w, enter, web.Op{ID: "award.return", Method: http.MethodPost, Path: "/api/awards/applications/{id}/return", Summary: "Return an application with the reason"},
		func(ctx context.Context, in *withdrawIn) (*one[*AwardApplication], error) {
			return single(s.Return(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
}

// openRound is a round with what its form keeps when something is wrong.
type openRound struct {
	OpenRound
	Name   string
	Titles []titleShown
	Looks  []string
	Values NewApplication
	Errors map[string]string // field to word
}

type titleShown struct{ ID, Name string }

// openRounds dresses the rounds to which may be applied; values and errors are of one of them.
func openRounds(list []OpenRound, en bool, of string, values NewApplication, wrong map[string]string) []openRound {
	out := make([]openRound, len(list))
	for i, r := range list {
		out[i] = openRound{OpenRound: r, Name: either(en, r.Scheme), Errors: map[string]string{}}
		for _, t := range r.Titles {
			out[i].Titles = append(out[i].Titles, titleShown{t.ID, either(en, t)})
		}
		for _, x := range r.Looks {
			out[i].Looks = append(out[i].Looks, either(en, x))
		}
		if r.ID.String() == of {
			out[i].Values, out[i].Errors = values, wrong
		}
	}
	return out
}

func (s *Service) sendApplication(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	round, err := kernel.ParseID(r.PathValue("round"))
	if err != nil {
		return err
	}
	n := NewApplication{
		Title: r.FormValue("title"), Name: r.FormValue("name"), Contact: r.FormValue("contact"), Text: r.FormValue("text"), ClientKey: r.FormValue("client_key"),
	}
	code, err := s.ApplyAt(r.Context(), r.PathValue("code"), round, n)
	if err != nil {
		field, word := applyWord(err)
		if word == "" {
			return err
		}
		return s.showPosted(w, rw, r, http.StatusUnprocessableEntity, postedData{
			ClientKey: n.ClientKey, applying: round.String(), values: n, wrong: map[string]string{field: word},
		})
	}
	return s.showPosted(w, rw, r, http.StatusOK, postedData{ClientKey: rand.Text(), Applied: code})
}

// applyWord is the word of the public pages for what is wrong with an application, and at which field.
func applyWord(err error) (field, word string) {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return "", ""
	}
	switch e.Code {
	case "round_not_open":
		return "all", "error.award_closed"
	case "applications_full":
		return "all", "error.award_full"
	case "bad_value":
		return "title", "error.field_wrong"
	}
	return e.Field, map[string]string{
		"name required": "error.name_required", "name too_long": "error.name_too_long", "text required": "error.award_text", "text too_long": "error.text_too_long",
		"contact too_long": "error.contact_invalid",
	}[e.Field+" "+e.Code]
}

type appliedData struct{ AppliedShown }

func (s *Service) appliedPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	a, err := s.AppliedBy(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "award_applied", appliedData{*a})
}
