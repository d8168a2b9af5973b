package merit

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
	villageData struct {
		*PublicVillage
		EN        bool
		ClientKey string
		Done      bool
		Error     string
		QR        template.HTML
		Path      string
	}
	ownData struct {
		*OwnAccount
		EN bool
	}
	cardData struct {
		Code, Name, Path string
		QR               template.HTML
	}
)

// registerPages enters the pages that need no account, and the card that is printed for a household.
func (s *Service) registerPages(w *web.Server) {
	page := func(id, method, path, summary string, throttle bool, h func(*web.Server, http.ResponseWriter, *http.Request) error) {
		web.Page(w, web.ForPublic(), web.Op{ID: id, Method: method, Path: path, Summary: summary, Throttle: throttle}, func(rw http.ResponseWriter, r *http.Request) error {
			return h(w, rw, r)
		})
	}
	page("merit.village_page", http.MethodGet, "/g/{code}/points", "A village's list of deeds and what it has posted", false, s.villagePage)
	page("merit.send_objection", http.MethodPost, "/g/{code}/points", "Object to a posted deed", true, s.sendObjection)
	page("merit.own_page", http.MethodGet, "/m/{code}", "A household's own points", true, s.ownPage)
	web.Page(w, web.ForOfficer(web.Perm(PermRun)), web.Op{ID: "merit.card", Method: http.MethodGet, Path: "/merit/accounts/{id}/card", Summary: "The points card of a household, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.printCard(w, rw, r) })
}

func (s *Service) villagePage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	return s.showVillage(w, rw, r, http.StatusOK, villageData{ClientKey: rand.Text(), Done: r.URL.Query().Get("done") != ""})
}

func (s *Service) showVillage(w *web.Server, rw http.ResponseWriter, r *http.Request, status int, d villageData) error {
	v, err := s.Village(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	d.PublicVillage, d.EN, d.Path = v, w.Lang(r) == "en", "/g/"+v.Place.Code+"/points"
	if d.QR, err = web.QR(origin(r) + d.Path); err != nil {
		return err
	}
	return w.RenderStatus(rw, r, status, "points", d)
}

func (s *Service) sendObjection(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	deed, err := kernel.ParseID(r.FormValue("deed"))
	if err != nil {
		return err
	}
	err = s.ObjectAt(r.Context(), r.PathValue("code"), deed, r.FormValue("text"), r.FormValue("contact"), r.FormValue("client_key"))
	if err == nil {
		http.Redirect(rw, r, "/g/"+r.PathValue("code")+"/points?done=1", http.StatusSeeOther)
		return nil
	}
	d := villageData{ClientKey: r.FormValue("client_key")}
	var e *kernel.Error
	switch {
	case errors.As(err, &e) && e.Kind == kernel.KindInvalid:
		d.Error = "error.text_required"
	case errors.As(err, &e) && e.Code == "objections_over":
		d.Error = "error.state_changed"
	default:
		return err
	}
	return s.showVillage(w, rw, r, http.StatusUnprocessableEntity, d)
}

func (s *Service) ownPage(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	a, err := s.Own(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "mypoints", ownData{a, w.Lang(r) == "en"})
}

func (s *Service) printCard(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	code, a, err := s.Card(r.Context(), id, r.URL.Query().Get("anew") == "1")
	if err != nil {
		return err
	}
	d := cardData{Code: code, Name: a.House.HeadName, Path: a.House.Path}
	if d.QR, err = web.QR(origin(r) + "/m/" + code); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "pointscard", d)
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
