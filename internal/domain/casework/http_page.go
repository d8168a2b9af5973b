package casework

import (
	"crypto/rand"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// PublicPhoto is a photo or a document on the page of its reporter. Name and Size are a document's.
type PublicPhoto struct{ URL, Small, Name, Size string }

// The data of the templates in ui/public, beside what the service gives.
type (
	cardData struct {
		CardPage
		QR         template.HTML
		ReportPath string
	}
	reportValues struct {
		Type, Text, Topic, Name, Contact string
		Anonymous                        bool
		Fields                           map[string]string
	}
	reportData struct {
		ReportPage
		Values    reportValues
		Errors    map[string]string
		ClientKey string
		MaxPhotos int
		Action    string
	}
	reportedData struct {
		ReportedPage
		FollowPath string
		QR         template.HTML
	}
	followData struct {
		FollowPage
		Code                 string
		Photos               []PublicPhoto
		RatePath, ReopenPath string
		Errors               map[string]string
	}
)

// registerPublic enters the pages that need no account.
func (s *Service) registerPublic(w *web.Server) {
	page := func(id, method, path, summary string, limit int64, h func(*web.Server, http.ResponseWriter, *http.Request) error) {
		op := web.Op{ID: id, Method: method, Path: path, Summary: summary, MaxBody: limit, Throttle: strings.HasPrefix(path, "/c/")}
		web.Page(w, web.ForPublic(), op, func(rw http.ResponseWriter, r *http.Request) error { return h(w, rw, r) })
	}
	page("casework.find_page", http.MethodGet, "/{$}", "Find one's grid, or a report by its code", 0, s.findPage)
	page("casework.card_page", http.MethodGet, "/g/{code}", "Who to turn to in a grid", 0, s.cardPage)
	page("casework.open_page", http.MethodGet, "/g/{code}/open/{type}", "What everybody may read of the projects of a place", 0, s.openPage)
	page("casework.report_page", http.MethodGet, "/g/{code}/report", "Report a problem", 0, s.reportPage)
	page("casework.report", http.MethodPost, "/g/{code}/report", "Send a report", uploadLimit, s.sendReport)
	page("casework.follow_page", http.MethodGet, "/c/{code}", "How far a report is", 0, s.followPage)
	page("casework.rate", http.MethodPost, "/c/{code}/rate", "Rate how it was dealt with", 0, s.sendRating)
	page("casework.reopen", http.MethodPost, "/c/{code}/reopen", "Ask for it to be taken up again", 0, s.sendReopen)
	page("casework.public_photo", http.MethodGet, "/c/{code}/photos/{id}", "A photo of a report", 0, s.publicPhoto)
}

func (s *Service) findPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	d, err := s.Find(r.Context(), strings.TrimSpace(q.Get("q")))
	if err != nil {
		return err
	}
	if typed := q.Get("code"); typed != "" {
		_, err := s.Follow(r.Context(), typed)
		switch {
		case err == nil:
			http.Redirect(rw, r, "/c/"+NormalCode(typed), http.StatusSeeOther)
			return nil
		case kernel.KindOf(err) != kernel.KindNotFound:
			return err
		}
		for _, ask := range s.Codes {
			path, err := ask(r.Context(), typed)
			if err != nil {
				return err
			}
			if path != "" {
				http.Redirect(rw, r, path, http.StatusSeeOther)
				return nil
			}
		}
		d.CodeError = "error.code_unknown"
	}
	return w.Render(rw, r, "find", d)
}

func (s *Service) cardPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	c, err := s.Card(r.Context(), r.PathValue("code"), w.Lang(r))
	if err != nil {
		return err
	}
	if c.Place.Code != r.PathValue("code") { // the sign is older than the grid
		http.Redirect(rw, r, "/g/"+c.Place.Code, http.StatusFound)
		return nil
	}
	d := cardData{CardPage: *c, ReportPath: "/g/" + c.Place.Code + "/report"}
	if d.QR, err = web.QR(origin(r) + "/g/" + c.Place.Code); err != nil {
		return err
	}
	return w.Render(rw, r, "card", d)
}

func (s *Service) openPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	d, err := s.Open(r.Context(), r.PathValue("code"), r.PathValue("type"), w.Lang(r))
	if err != nil {
		return err
	}
	return w.Render(rw, r, "open", d)
}

func (s *Service) reportPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showForm(w, rw, r, http.StatusOK, reportValues{Type: r.URL.Query().Get("type")}, rand.Text(), nil)
}

func (s *Service) showForm(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, v reportValues, key string, wrong map[string]string) error {
	f, err := s.ReportForm(r.Context(), r.PathValue("code"), v.Type, w.Lang(r))
	if err != nil {
		return err
	}
	private(rw)
	return w.RenderStatus(rw, r, status, "report", reportData{
		ReportPage: *f, Values: v, Errors: wrong, ClientKey: key, MaxPhotos: MaxPhotos, Action: "/g/" + f.Place.Code + "/report",
	})
}

func (s *Service) sendReport(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	v, answers, photos, err := readForm(r)
	if err != nil {
		return err
	}
	key := r.FormValue("client_key")
	out, err := s.Report(r.Context(), r.PathValue("code"), NewCase{
		Type: v.Type, Fields: answers, Text: v.Text, Topic: v.Topic, Name: v.Name, Contact: v.Contact, Anonymous: v.Anonymous, ClientKey: key, Photos: photos,
	})
	if wrong, ok := formErrors(err); ok {
		if key == "" {
			key = rand.Text()
		}
		return s.showForm(w, rw, r, http.StatusUnprocessableEntity, v, key, wrong)
	}
	if err != nil {
		return err
	}
	return showReported(w, rw, r, out)
}

func formPhotos(r *http.Request) ([]Upload, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	var list []web.FormFile
	for _, h := range r.MultipartForm.File["photos"] {
		f, err := h.Open()
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		list = append(list, web.FormFile{File: f, IsSet: true, Size: h.Size, Filename: h.Filename})
	}
	return web.ReadFiles("photos", list)
}

func (s *Service) followPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	f, err := s.Follow(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	return s.showFollowed(w, rw, r, http.StatusOK, f, nil)
}

func (s *Service) showFollowed(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, f *Followed, wrong map[string]string) error {
	code := NormalCode(r.PathValue("code"))
	d := followData{
		FollowPage: f.Page(w.Lang(r)), Code: code, RatePath: "/c/" + code + "/rate", ReopenPath: "/c/" + code + "/reopen", Errors: wrong,
	}
	for _, p := range f.Photos {
		shown := PublicPhoto{URL: "/c/" + code + "/photos/" + p.URL, Name: p.Name, Size: size(p.Bytes)}
		if p.Name == "" {
			shown.Small = "/c/" + code + "/photos/" + p.Small
		}
		d.Photos = append(d.Photos, shown)
	}
	private(rw)
	return w.RenderStatus(rw, r, status, "follow", d)
}

func (s *Service) sendRating(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	stars, err := strconv.Atoi(r.FormValue("rating"))
	if err != nil {
		stars = 0
	}
	err = s.Rate(r.Context(), r.PathValue("code"), stars, r.FormValue("text"))
	return s.afterStep(w, rw, r, err, "rating")
}

func (s *Service) sendReopen(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	err := s.Reopen(r.Context(), r.PathValue("code"), r.FormValue("reason"))
	return s.afterStep(w, rw, r, err, "reason")
}

// afterStep shows the page anew: with what is wrong, or by a redirect, so that reloading does not send it again.
func (s *Service) afterStep(w *web.Server, rw http.ResponseWriter, r *http.Request, err error, field string) error {
	code := NormalCode(r.PathValue("code"))
	if err == nil {
		http.Redirect(rw, r, "/c/"+code, http.StatusSeeOther)
		return nil
	}
	status := http.StatusUnprocessableEntity
	wrong, ok := formErrors(err)
	if kernel.KindOf(err) == kernel.KindConflict {
		status, ok, wrong = http.StatusConflict, true, map[string]string{field: "error.state_changed"}
	}
	if !ok {
		return err
	}
	f, err := s.Follow(r.Context(), code)
	if err != nil {
		return err
	}
	return s.showFollowed(w, rw, r, status, f, wrong)
}

func (s *Service) publicPhoto(_ *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	f, err := s.PhotoByCode(r.Context(), r.PathValue("code"), id, r.URL.Query().Get("size"))
	return web.SendFile(rw, r, f, err)
}

// The words of the public pages for what may be wrong with a form.
var formWords = map[string]string{
	"text.required": "text_required", "text.too_long": "text_too_long", "topic.unknown_topic": "topic_unknown",
	"name.required": "name_required", "name.too_long": "name_too_long", "contact.bad_contact": "contact_invalid", "photos.picture_too_large": "photo_too_big",
	"photos.picture_type": "photo_type", "photos.picture_broken": "photo_type", "photos.picture_too_many_pixels": "photo_too_big",
	"photos.too_many": "photo_too_many", "rating.required": "rating_required", "reason.required": "reason_required",
	"reason.too_long": "text_too_long", "rating_text.too_long": "text_too_long",
}

// formErrors turns an error about an input into the words beside it; anything else is no error of the form.
func formErrors(err error) (map[string]string, bool) {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Kind != kernel.KindInvalid {
		return nil, false
	}
	word, ok := formWords[e.Field+"."+e.Code]
	if strings.HasPrefix(e.Field, "fields.") {
		word, ok = "field_wrong", true
		if e.Code == "required" {
			word = "field_required"
		}
	}
	if !ok {
		return nil, false
	}
	field := e.Field
	if field == "rating_text" {
		field = "text"
	}
	return map[string]string{field: "error." + word}, true
}

// origin is the address under which the reader reached the program.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// private keeps what only the reporter may see out of every cache, and its address out of other sites' logs.
func private(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
}
