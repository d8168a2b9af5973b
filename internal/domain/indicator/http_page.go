package indicator

import (
	"net/http"

	"touyan/internal/platform/web"
)

// The data of the template ui/public/figures.html: figures in words, those hidden without their number.
type (
	pageData struct {
		*PublicPage
		Rows []pageFigure
	}
	pageFigure struct {
		Name, Value, Target, Formula string
		Cells                        []pageCell
	}
	pageCell struct{ Name, Value, Why string }
)

func (s *Service) registerPages(w *web.Server) {
	web.Page(w, web.ForPublic(), web.Op{ID: "indicator.page", Method: http.MethodGet, Path: "/figures", Summary: "The county's public figures", Throttle: true},
		func(rw http.ResponseWriter, r *http.Request) error {
			p, err := s.Public(r.Context())
			if err != nil {
				return err
			}
			d := pageData{PublicPage: p}
			for _, f := range p.Figures {
				d.Rows = append(d.Rows, pageOf(f, w.Lang(r) == "en"))
			}
			return w.Render(rw, r, "figures", d)
		})
}

func pageOf(f PublicFigure, en bool) pageFigure {
	out := pageFigure{Name: f.Name, Formula: f.Formula}
	if en {
		out.Name = f.NameEN
	}
	unit := ""
	if f.Unit == "percent" {
		unit = "%"
	}
	cell := func(c PublicCell) pageCell {
		switch {
		case c.Few:
			return pageCell{c.Name, "", "figures_hidden"}
		case c.Value == "":
			return pageCell{c.Name, "", "figures_" + c.Why}
		}
		return pageCell{c.Name, c.Value + unit, ""}
	}
	if f.Target != "" {
		out.Target = f.Target + unit
	}
	out.Cells = append(out.Cells, cell(f.All))
	for _, c := range f.Cells {
		out.Cells = append(out.Cells, cell(c))
	}
	return out
}
