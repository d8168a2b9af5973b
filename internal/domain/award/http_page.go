package award

import (
	"crypto/rand"
	"errors"
	"html/template"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// The data of the templates in ui/public.
type (
	postedData struct {
		Place, Code string
		Rounds      []postedRound
		ClientKey   string
		Errors      map[string]string
		Sent        string // the code of an objection that came in
		Applied     string // the code of an application that came in
		Open        []openRound

		applying string // the round whose form is shown again, with what was filled in and what is wrong
		values   NewApplication
		wrong    map[string]string
	}
	postedRound struct {
		PostedRound
		Name string
		Rows []postedRow
	}
	postedRow struct {
		PostedRow
		TitleWord, BandWord string
	}
	plaqueData struct {
		PlaqueShown
		Title, Band string
		Code        string
		QR          template.HTML
		Printed     bool
	}
	answerData struct{ AnswerShown }
	posterData struct {
		postedRound
		QR template.HTML
	}
)

// registerPages enters the pages that need no account, and those that are printed.
func (s *Service) registerPages(w *web.Server) {
	page := func(id, method, path, summary string, throttle bool, h func(*web.Server, http.ResponseWriter, *http.Request) error) {
		web.Page(w, web.ForPublic(), web.Op{ID: id, Method: method, Path: path, Summary: summary, Throttle: throttle}, func(rw http.ResponseWriter, r *http.Request) error {
			return h(w, rw, r)
		})
	}
	page("award.posted_page", http.MethodGet, "/g/{code}/awards", "Rounds that are posted at a place", false, s.postedPage)
	page("award.send_objection", http.MethodPost, "/g/{code}/awards/{round}/object", "Object to what is posted", true, s.sendObjection)
	page("award.send_application", http.MethodPost, "/g/{code}/awards/{round}/apply", "Apply for an honour", true, s.sendApplication)
	page("award.applied_page", http.MethodGet, "/awards/applications/{code}", "What became of an application", true, s.appliedPage)
	page("award.answer_page", http.MethodGet, "/awards/answers/{code}", "The answer to an objection", true, s.answerPage)
	page("award.plaque_page", http.MethodGet, "/p/{code}", "Whether a plaque holds", true, s.plaquePage)
	see := web.ForOfficer(web.Perm(PermList))
	web.Page(w, see, web.Op{ID: "award.poster", Method: http.MethodGet, Path: "/awards/rounds/{id}/poster", Summary: "The list of a round that is posted, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.printPoster(w, rw, r) })
	web.Page(w, see, web.Op{ID: "award.certificate", Method: http.MethodGet, Path: "/awards/honours/{id}/certificate", Summary: "The certificate of an honour, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.printCertificate(w, rw, r) })
}

func (s *Service) postedPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showPosted(w, rw, r, http.StatusOK, postedData{ClientKey: rand.Text()})
}

func (s *Service) showPosted(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, d postedData) error {
	at, rounds, err := s.PostedAt(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	open, err := s.OpenAt(r.Context(), at.Code)
	if err != nil {
		return err
	}
	d.Place, d.Code, d.Open = at.Name, at.Code, openRounds(open, w.Lang(r) == "en", d.applying, d.values, d.wrong)
	for _, x := range rounds {
		d.Rounds = append(d.Rounds, inWords(x, w.Lang(r) == "en"))
	}
	private(rw)
	return w.RenderStatus(rw, r, status, "awards", d)
}

func inWords(x PostedRound, en bool) postedRound {
	out := postedRound{PostedRound: x, Name: either(en, x.Scheme)}
	for _, row := range x.Rows {
		out.Rows = append(out.Rows, postedRow{row, either(en, row.Title), either(en, row.Band)})
	}
	return out
}

func (s *Service) sendObjection(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	round, err := kernel.ParseID(r.PathValue("round"))
	if err != nil {
		return err
	}
	n := NewObjection{Text: r.FormValue("text"), ClientKey: r.FormValue("client_key")}
	if v := r.FormValue("entry"); v != "" {
		if n.EntryID, err = kernel.ParseID(v); err != nil {
			return err
		}
	}
	code, err := s.ObjectAt(r.Context(), round, n)
	if err != nil {
		word := wordOf(err)
		if word == "" {
			return err
		}
		return s.showPosted(w, rw, r, http.StatusUnprocessableEntity, postedData{ClientKey: n.ClientKey, Errors: map[string]string{"text": word}})
	}
	return s.showPosted(w, rw, r, http.StatusOK, postedData{ClientKey: rand.Text(), Sent: code})
}

// wordOf is the word of the public pages for what is wrong with an objection; empty for what is no error of it.
func wordOf(err error) string {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case "required":
		return "error.text_required"
	case "too_long":
		return "error.text_too_long"
	case "not_posted":
		return "error.state_changed"
	}
	return ""
}

func (s *Service) answerPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	a, err := s.AnswerBy(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "award_answer", answerData{*a})
}

func (s *Service) plaquePage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	p, err := s.Plaque(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	en := w.Lang(r) == "en"
	private(rw)
	return w.Render(rw, r, "plaque", plaqueData{PlaqueShown: *p, Title: either(en, p.Title), Band: either(en, p.Band)})
}

func (s *Service) printCertificate(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	code, p, err := s.Certificate(r.Context(), id)
	if err != nil {
		return err
	}
	en := w.Lang(r) == "en"
	d := plaqueData{PlaqueShown: *p, Title: either(en, p.Title), Band: either(en, p.Band), Code: code, Printed: true}
	if d.QR, err = web.QR(origin(r) + "/p/" + code); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "certificate", d)
}

func (s *Service) printPoster(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	code, p, err := s.Poster(r.Context(), id)
	if err != nil {
		return err
	}
	d := posterData{postedRound: inWords(p, w.Lang(r) == "en")}
	if d.QR, err = web.QR(origin(r) + "/g/" + code + "/awards"); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "poster", d)
}

func either(en bool, t SchemeWord) string {
	if en && t.NameEN != "" {
		return t.NameEN
	}
	return t.Name
}

// origin is the address under which the reader reached the program.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// private keeps what is posted for some days out of every cache.
func private(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
}
