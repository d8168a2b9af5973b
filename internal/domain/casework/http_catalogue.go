package casework

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// applyData is the data of the form by which a resident applies.
type applyData struct {
	ApplyPage
	Values    reportValues
	IDNumber  string
	Errors    map[string]string
	ClientKey string
	MaxPhotos int
}

// registerCatalogue enters the public pages of what residents can apply for.
func (s *Service) registerCatalogue(w *web.Server) {
	page := func(id, method, path, summary string, limit int64, h func(*web.Server, http.ResponseWriter, *http.Request) error) {
		web.Page(w, web.ForPublic(), web.Op{ID: id, Method: method, Path: path, Summary: summary, MaxBody: limit}, func(rw http.ResponseWriter, r *http.Request) error { return h(w, rw, r) })
	}
	page("casework.catalogue_page", http.MethodGet, "/services", "What residents can apply for", 0, s.cataloguePage)
	page("casework.item_page", http.MethodGet, "/services/{item}", "A service item: materials, time, fee, where to go", 0, s.itemPage)
	page("casework.form_page", http.MethodGet, "/service-forms/{form}", "A form to print", 0, s.formPage)
	page("casework.apply_page", http.MethodGet, "/services/{item}/apply", "Apply for a service item", 0, s.applyPage)
	page("casework.apply", http.MethodPost, "/services/{item}/apply", "Send an application", uploadLimit, s.sendApplication)
}

func (s *Service) cataloguePage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	d, err := s.Catalogue(r.Context(), strings.TrimSpace(q.Get("q")), q.Get("at"), w.Lang(r))
	if err != nil {
		return err
	}
	return w.Render(rw, r, "services", d)
}

func (s *Service) itemPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	d, err := s.Item(r.Context(), r.PathValue("item"), w.Lang(r))
	if err != nil {
		return err
	}
	d.At = r.URL.Query().Get("at")
	return w.Render(rw, r, "service", d)
}

func (s *Service) formPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	d, err := s.BlankForm(r.Context(), r.PathValue("form"), w.Lang(r))
	if err != nil {
		return err
	}
	return w.Render(rw, r, "form", d)
}

func (s *Service) applyPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showApply(w, rw, r, http.StatusOK, applyData{ClientKey: rand.Text()}, r.URL.Query().Get("at"))
}

func (s *Service) showApply(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, d applyData, at string) error {
	f, err := s.ApplyForm(r.Context(), r.PathValue("item"), at, strings.TrimSpace(r.URL.Query().Get("q")), w.Lang(r))
	if err != nil {
		return err
	}
	d.ApplyPage, d.MaxPhotos = *f, MaxPhotos
	private(rw)
	return w.RenderStatus(rw, r, status, "apply", d)
}

func (s *Service) sendApplication(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	v, answers, photos, err := readForm(r)
	if err != nil {
		return err
	}
	at, key := r.FormValue("at"), r.FormValue("client_key")
	n := NewCase{Fields: answers, Text: v.Text, Name: v.Name, Contact: v.Contact, ClientKey: key}
	if field := r.FormValue("papers_field"); field != "" && len(photos) > 0 {
		n.Papers = map[string][]Upload{field: photos}
	}
	out, err := s.Apply(r.Context(), r.PathValue("item"), at, n)
	if wrong, ok := formErrors(err); ok {
		return s.showApply(w, rw, r, http.StatusUnprocessableEntity, applyData{Values: v, Errors: wrong, ClientKey: cmp.Or(key, rand.Text())}, at)
	}
	if err != nil {
		return err
	}
	return showReported(w, rw, r, out)
}

// readForm reads what a resident typed into a form, the answers to the questions of the case type, and what is attached.
func readForm(r *http.Request) (reportValues, facts, []Upload, error) {
	if err := r.ParseMultipartForm(4 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return reportValues{}, nil, nil, kernel.Invalid("form", "bad_form").Because(err)
	}
	v := reportValues{
		Text: r.FormValue("text"), Topic: r.FormValue("topic"), Name: r.FormValue("name"), Contact: r.FormValue("contact"),
		Anonymous: r.FormValue("anonymous") == "true", Type: r.FormValue("type"), Fields: map[string]string{},
	}
	answers := facts{}
	for key, said := range r.Form {
		if id, ok := strings.CutPrefix(key, "field."); ok && len(said) > 0 {
			v.Fields[id], answers[id] = said[0], said[0]
		}
	}
	photos, err := formPhotos(r)
	return v, answers, photos, err
}

// showReported tells the number and the code.
func showReported(w *web.Server, rw http.ResponseWriter, r *http.Request, out *Reported) error {
	d := reportedData{ReportedPage: out.Page(w.Lang(r)), FollowPath: "/c/" + out.Code}
	var err error
	if d.QR, err = web.QR(origin(r) + d.FollowPath); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "reported", d)
}
