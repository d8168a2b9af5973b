package visit

import (
	"html/template"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/web"
)

// The data of the template of a sheet.
type (
	paperData struct {
		No, Title, Head, Path string
		QR                    template.HTML
		Purposes              []string
		Fields                []paperField
		Asks, Confirm         bool
	}
	paperField struct {
		Name, Help, Condition string
		Choices, Columns      []string
		Long                  bool
	}
)

// printSheet prints a sheet for a visit: with a code that leads to entering it, under the key of the sheet.
func (s *Service) printSheet(w *web.Server, rw http.ResponseWriter, r *http.Request) error {
	id, err := kernel.ParseID(r.URL.Query().Get("household"))
	if err != nil {
		return err
	}
	p, err := s.Sheet(r.Context(), id, r.URL.Query().Get("type"))
	if err != nil {
		return err
	}
	en := w.Lang(r) == "en"
	d := paperData{No: p.No, Title: either(en, p.Type.Name, p.Type.NameEN), Head: p.House.HeadName, Path: p.Path, Asks: p.Type.AskType != "", Confirm: p.Type.Confirm}
	for _, c := range p.Type.Purposes {
		d.Purposes = append(d.Purposes, either(en, c.Name, c.NameEN))
	}
	for _, f := range p.Form.Fields {
		if f.Value == "" {
			d.Fields = append(d.Fields, onPaper(p.Form, f, en))
		}
	}
	if d.QR, err = web.QR(origin(r) + "/field/homes/" + id.String() + "/visit?type=" + p.Type.ID + "&paper=" + p.No); err != nil {
		return err
	}
	private(rw)
	return w.Render(rw, r, "sheet", d)
}

// onPaper is a question as a sheet has it: boxes for choices, a table for rows, lines for words.
func onPaper(form pack.Form, f pack.Field, en bool) paperField {
	out := paperField{Name: either(en, f.Name, f.NameEN), Help: either(en, f.Help, f.HelpEN), Condition: conditionWords(form, f, en), Long: f.Type == pack.FieldText}
	if f.Type == pack.FieldYesNo {
		out.Choices = []string{either(en, "是", "Yes"), either(en, "否", "No")}
	}
	for _, c := range f.Choices {
		out.Choices = append(out.Choices, either(en, c.Name, c.NameEN))
	}
	for _, c := range f.Columns {
		out.Columns = append(out.Columns, either(en, c.Name, c.NameEN))
	}
	return out
}
