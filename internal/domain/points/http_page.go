package points

import (
	"html/template"
	"net/http"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// The data of the templates in ui/public.
type (
	boardData struct {
		Board
		QR    template.HTML
		Say   string
		Lines []boardLine
		Count int
	}
	boardLine struct {
		Name, Item, Day, Points, Text string
		Minus                         bool
	}
)

// registerPages enters the poster, and the page to which its code leads.
func (s *Service) registerPages(w *web.Server) {
	web.Page(w, web.ForOfficer(web.Perm(PermList)), web.Op{ID: "points.poster", Method: http.MethodGet, Path: "/points/postings/{id}", Summary: "The poster of a posting, to print"},
		func(rw http.ResponseWriter, r *http.Request) error { return s.poster(w, rw, r) })
	web.Page(w, web.ForPublic(), web.Op{ID: "points.check", Method: http.MethodGet, Path: "/points/check/{code}", Summary: "Whether a poster is one of the branch", Throttle: true},
		func(rw http.ResponseWriter, r *http.Request) error {
			c, err := s.Check(r.Context(), strings.ToUpper(strings.TrimSpace(r.PathValue("code"))))
			if err != nil {
				return err
			}
			return w.Render(rw, r, "points_check", c)
		})
}

// poster prints what hangs on the board: by name, with the code that leads to the page that checks it.
func (s *Service) poster(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.PathValue("id"))
	if err != nil {
		return err
	}
	b, err := s.GetBoard(r.Context(), id, r.URL.Query().Get("inside") != "")
	if err != nil {
		return err
	}
	en := w.Lang(r) == "en"
	d := boardData{Board: *b, Say: either(en, b.Say, b.SayEN), Count: len(b.Lines)}
	for _, e := range b.Lines {
		sign := ""
		if e.Points > 0 {
			sign = "+"
		}
		d.Lines = append(d.Lines, boardLine{
			Name: e.Person.Name, Item: either(en, e.Item.Name, e.Item.NameEN), Day: string(e.Day), Points: sign + tell(e.Points), Text: e.Text, Minus: e.Points < 0,
		})
	}
	scheme := "http://"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https://"
	}
	if d.QR, err = web.QR(scheme + r.Host + "/points/check/" + b.Code); err != nil {
		return err
	}
	rw.Header().Set("Cache-Control", "no-store")
	return w.Render(rw, r, "points_board", d)
}

func either(en bool, zh, other string) string {
	if en && other != "" {
		return other
	}
	return zh
}
