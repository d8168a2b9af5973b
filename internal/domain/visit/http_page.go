package visit

import (
	"crypto/rand"
	"errors"
	"html/template"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/web"
)

// The data of the templates in ui/public.
type (
	slipData struct {
		Slip
		Asks   []slipAsk
		Type   string
		Answer string
		Text   string
		Errors map[string]string
		Survey string // the address of the survey
	}
	slipAsk struct {
		SlipAsk
		State string
	}
	surveyData struct {
		Title, Hint, Path, Place string
		Fields                   []surveyField
		ClientKey                string
		Errors                   map[string]string
		Done                     bool
	}
	surveyField struct {
		ID, Name, Help, Type string
		Required             bool
		Choices              []surveyChoice
		Value                string
	}
	surveyChoice struct {
		ID, Name string
		On       bool
	}
)

// QRData is the slip of a visit, for a telephone to read: shown to the visitor, printed for the household.
type qrData struct {
	Code string
	QR   template.HTML
}

// registerPages enters the pages that need no account.
func (s *Service) registerPages(w *web.Server) {
	page := func(id, method, path, summary string, throttle bool, h func(*web.Server, http.ResponseWriter, *http.Request) error) {
		web.Page(w, web.ForPublic(), web.Op{ID: id, Method: method, Path: path, Summary: summary, Throttle: throttle}, func(rw http.ResponseWriter, r *http.Request) error {
			return h(w, rw, r)
		})
	}
	page("visit.slip_page", http.MethodGet, "/v/{code}", "A visit as its household sees it", true, s.slipPage)
	page("visit.rate", http.MethodPost, "/v/{code}/rate", "Say how a visit was", true, s.sendRating)
	page("visit.survey_page", http.MethodGet, "/g/{code}/survey/{form}", "An anonymous survey", false, s.surveyPage)
	page("visit.send_survey", http.MethodPost, "/g/{code}/survey/{form}", "Answer an anonymous survey", true, s.sendSurvey)
	web.Page(w, web.ForOfficer(web.Perm(PermRecord)), web.Op{ID: "visit.sheet", Method: http.MethodGet, Path: "/visits/sheet", Summary: "A sheet on which a visit is written down, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.printSheet(w, rw, r) })
	web.Page(w, web.ForOfficer(web.Perm(PermRecord)), web.Op{ID: "visit.slip", Method: http.MethodGet, Path: "/visits/{id}/slip", Summary: "The slip of a visit, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.printSlip(w, rw, r) })
}

func (s *Service) slipPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showSlip(w, rw, r, http.StatusOK, slipData{})
}

func (s *Service) showSlip(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, d slipData) error {
	slip, err := s.Slip(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	en := w.Lang(r) == "en"
	d.Slip, d.Type = *slip, either(en, slip.Type, slip.TypeEN)
	if slip.Survey != "" && slip.SurveyAt != "" {
		d.Survey = "/g/" + slip.SurveyAt + "/survey/" + slip.Survey
	}
	for _, a := range slip.Asks {
		d.Asks = append(d.Asks, slipAsk{a, either(en, a.State, a.StateEN)})
	}
	private(rw)
	return w.RenderStatus(rw, r, status, "visit", d)
}

func (s *Service) sendRating(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	answer, text := r.FormValue("answer"), r.FormValue("text")
	err := s.Rate(r.Context(), r.PathValue("code"), answer, text, w.Who(r.Context()))
	if err == nil {
		http.Redirect(rw, r, "/v/"+NormalCode(r.PathValue("code")), http.StatusSeeOther)
		return nil
	}
	word, status := wordOf(err), http.StatusUnprocessableEntity
	if kernel.KindOf(err) == kernel.KindConflict || kernel.KindOf(err) == kernel.KindForbidden {
		status = http.StatusConflict
	}
	if word == "" {
		return err
	}
	return s.showSlip(w, rw, r, status, slipData{Answer: answer, Text: text, Errors: map[string]string{"answer": word}})
}

// wordOf is the word of the public pages for what is wrong with a form; empty for what is no error of it.
func wordOf(err error) string {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case "visitor_asks_not":
		return "error.visitor_asks_not"
	case "rated_already", "visit_not_rated":
		return "error.state_changed"
	case "too_long":
		return "error.text_too_long"
	case "required":
		if e.Field == "rating" {
			return "error.rating_required"
		}
		return "error.field_required"
	}
	if e.Kind == kernel.KindInvalid {
		return "error.field_wrong"
	}
	return ""
}

func (s *Service) surveyPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showSurvey(w, rw, r, http.StatusOK, surveyData{ClientKey: rand.Text(), Done: r.URL.Query().Get("done") != ""}, nil)
}

func (s *Service) showSurvey(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, d surveyData, given map[string]any) error {
	f, at, err := s.SurveyAt(r.Context(), r.PathValue("code"), r.PathValue("form"))
	if err != nil {
		return err
	}
	if at.Code != r.PathValue("code") { // answered for the village: a smaller place could tell who did
		http.Redirect(rw, r, "/g/"+at.Code+"/survey/"+f.ID, http.StatusFound)
		return nil
	}
	en := w.Lang(r) == "en"
	d.Title, d.Hint, d.Path, d.Place = either(en, f.Name, f.NameEN), either(en, f.Hint, f.HintEN), "/g/"+at.Code+"/survey/"+f.ID, at.Name
	for _, x := range f.Fields {
		one := surveyField{ID: x.ID, Name: either(en, x.Name, x.NameEN), Help: either(en, x.Help, x.HelpEN), Type: x.Type, Required: x.Required}
		one.Value, _ = given[x.ID].(string)
		on := picked(given[x.ID])
		for _, c := range x.Choices {
			one.Choices = append(one.Choices, surveyChoice{c.ID, either(en, c.Name, c.NameEN), has(on, c.ID)})
		}
		d.Fields = append(d.Fields, one)
	}
	private(rw)
	return w.RenderStatus(rw, r, status, "survey", d)
}

func (s *Service) sendSurvey(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	f, at, err := s.SurveyAt(r.Context(), r.PathValue("code"), r.PathValue("form"))
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return kernel.Invalid("form", "bad_form").Because(err)
	}
	given := map[string]any{}
	for _, x := range f.Fields {
		said := r.Form["field."+x.ID]
		switch {
		case len(said) == 0:
		case x.Type == pack.FieldChoices:
			list := make([]any, len(said))
			for i, v := range said {
				list[i] = v
			}
			given[x.ID] = list
		case x.Type == pack.FieldYesNo:
			given[x.ID] = said[0] == "yes"
		default:
			given[x.ID] = said[0]
		}
	}
	err = s.AnswerAt(r.Context(), at.Code, f.ID, given, r.FormValue("client_key"))
	if err == nil {
		http.Redirect(rw, r, "/g/"+at.Code+"/survey/"+f.ID+"?done=1", http.StatusSeeOther)
		return nil
	}
	word := wordOf(err)
	if word == "" {
		return err
	}
	return s.showSurvey(w, rw, r, http.StatusUnprocessableEntity, surveyData{ClientKey: r.FormValue("client_key"), Errors: map[string]string{"form": word}}, given)
}

// printSlip is the slip of a visit: for the visitor to show, or to print for the household.
func (s *Service) printSlip(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	code, err := s.SlipOf(r.Context(), id)
	if err != nil {
		return err
	}
	d := qrData{Code: code}
	if d.QR, err = web.QR(origin(r) + "/v/" + code); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "slip", d)
}

func either(en bool, zh, english string) string {
	if en && english != "" {
		return english
	}
	return zh
}

func has(list []string, id string) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// origin is the address under which the reader reached the program.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// private keeps what only the household may see out of every cache, and its address out of other sites' logs.
func private(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
}
