package casework

import (
	"context"
	"iter"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/internal/platform/text"
)

// applying is the case type by which residents apply for what stands in the catalogue: one that asks them for a service item.
func applying(p *pack.Pack, day kernel.Day) (pack.CaseType, bool) {
	i := slices.IndexFunc(p.CaseTypes, func(ct pack.CaseType) bool { return ct.Valid(day) && applied(ct) })
	if i < 0 {
		return pack.CaseType{}, false
	}
	return p.CaseTypes[i], true
}

func applied(ct pack.CaseType) bool {
	return slices.ContainsFunc(ct.Fields, func(f pack.Field) bool { return f.Type == pack.FieldService && f.Public && f.Start })
}

// Catalogue lists the service items by office; a query finds by name, part of it, pinyin or initials.
func (s *Service) Catalogue(ctx context.Context, q, at, lang string) (*CataloguePage, error) {
	out := &CataloguePage{Query: q}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if at != "" {
			p, err := s.place.ByCard(tx, at)
			if err != nil {
				return err
			}
			out.At, out.Place = p.Code, p.Name
		}
		for _, x := range s.pack().ServiceItems {
			if !x.Valid(tx.Today()) || !foundBy(x, q) {
				continue
			}
			i := slices.IndexFunc(out.Groups, func(g CatalogueGroup) bool { return g.Office == x.Body })
			if i < 0 {
				i = len(out.Groups)
				out.Groups = append(out.Groups, CatalogueGroup{Office: x.Body})
			}
			out.Groups[i].Items = append(out.Groups[i].Items, catalogueItem(x, lang))
			out.N++
		}
		return nil
	})
	return out, err
}

// foundBy tells whether a query finds an item.
func foundBy(x pack.ServiceItem, q string) bool {
	q = text.Fold(q)
	return slices.ContainsFunc(append(text.Keys(x.Name), text.Fold(x.NameEN), text.Fold(x.Body), text.Fold(x.Also)), func(k string) bool {
		return strings.Contains(k, q)
	})
}

func catalogueItem(x pack.ServiceItem, lang string) CatalogueItem {
	out := CatalogueItem{ID: x.ID, Name: inLang(lang, x.Name, x.NameEN), Office: x.Body, Days: x.Days}
	if x.Fee > 0 {
		out.Fee = priced(kernel.Fen(x.Fee))
	}
	return out
}

// Item is a service item of the catalogue.
func (s *Service) Item(ctx context.Context, id, lang string) (*ItemPage, error) {
	var out *ItemPage
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.item(tx, id, lang)
		return err
	})
	return out, err
}

func (s *Service) item(tx *db.ReadTx, id, lang string) (*ItemPage, error) {
	p := s.pack()
	x, ok := p.ServiceItem(id)
	if !ok || !x.Valid(tx.Today()) {
		return nil, kernel.NotFound("service_item")
	}
	out := &ItemPage{
		CatalogueItem: catalogueItem(x, lang), LegalDays: x.LegalDays, FeeBasis: x.FeeBasis, Who: inLang(lang, x.Who, x.WhoEN),
		Where: inLang(lang, x.Where, x.WhereEN), Source: x.Source,
	}
	for _, m := range x.Materials {
		out.Materials = append(out.Materials, ItemMaterial{Name: inLang(lang, m.Name, m.NameEN), Held: m.Held, Looked: m.Look != "", Optional: m.Optional, Form: m.Form})
	}
	for _, f := range p.ServiceForms {
		named := slices.ContainsFunc(x.Materials, func(m pack.Material) bool { return m.Form == f.ID })
		if named && f.Valid(tx.Today()) {
			out.Forms = append(out.Forms, PageTopic{f.ID, inLang(lang, f.Name, f.NameEN)})
		}
	}
	_, out.CanApply = applying(p, tx.Today())
	return out, nil
}

// BlankForm is a form to print, of one service item or of all: the mandate.
func (s *Service) BlankForm(ctx context.Context, id, lang string) (*FormPage, error) {
	out := &FormPage{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		f, ok := s.pack().ServiceForm(id)
		if !ok || !f.Valid(tx.Today()) {
			return kernel.NotFound("service_form")
		}
		out.Name, out.Text = inLang(lang, f.Name, f.NameEN), inLang(lang, f.Text, f.TextEN)
		for _, l := range f.Lines {
			out.Lines = append(out.Lines, FormLine{inLang(lang, l.Name, l.NameEN), l.Tall})
		}
		return nil
	})
	return out, err
}

// ApplyForm is what a resident fills in to apply for an item at the place with the code; without a code it looks for the place
// by a query.
func (s *Service) ApplyForm(ctx context.Context, id, at, q, lang string) (*ApplyPage, error) {
	out := &ApplyPage{Query: q}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		x, err := s.item(tx, id, lang)
		if err != nil {
			return err
		}
		ct, ok := applying(s.pack(), tx.Today())
		if !ok {
			return kernel.NotFound("type")
		}
		out.Item = *x
		f := ReportPage{}
		s.asking(ct, "", lang, tx.Today(), &f)
		for _, field := range f.Fields {
			switch field.Type {
			case pack.FieldIDNumber:
				out.Number = field.ID
			case pack.FieldPaper:
				out.Papers = field.ID
			case pack.FieldService:
			default:
				out.Fields = append(out.Fields, field)
			}
		}
		if at == "" {
			return nil
		}
		p, err := s.place.ByCard(tx, at)
		if err != nil {
			return err
		}
		out.Place = PagePlace{Name: p.Name, Code: p.Code}
		out.Item.At = p.Code
		out.Place.Path, err = s.place.PathOf(system(tx), p.Stamp)
		return err
	})
	if err != nil || at != "" || text.Fold(q) == "" {
		return out, err
	}
	found, err := s.Find(ctx, q)
	if err == nil {
		out.Places = found.Places
	}
	return out, err
}

// Apply enters an application of a resident for themselves, at the place with the code.
func (s *Service) Apply(ctx context.Context, item, placeCode string, n NewCase) (*Reported, error) {
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		ct, ok := applying(s.pack(), tx.Today())
		x, known := s.pack().ServiceItem(item)
		if !ok || !known || !x.Valid(tx.Today()) {
			return kernel.NotFound("service_item")
		}
		n.Type = ct.ID
		if n.Fields == nil {
			n.Fields = facts{}
		}
		for _, f := range ct.Fields {
			if f.Type == pack.FieldService && f.Start {
				n.Fields[f.ID] = x.ID
			}
		}
		if n.Text == "" {
			n.Text = x.Name
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if n.Name == "" {
		return nil, kernel.Invalid("name", "required") // a decision is made about somebody
	}
	return s.Report(ctx, placeCode, n)
}

// asksResident refuses what residents do not raise, and answers to questions that they are not asked.
func asksResident(ct pack.CaseType, n NewCase) error {
	if !ct.Public && !applied(ct) {
		return kernel.Invalid("type", "unknown_type").With("type", n.Type)
	}
	for id := range n.Fields {
		if f, ok := ct.Field(id); !ok || !f.Public || !f.Start {
			return kernel.Invalid("fields."+id, "not_asked")
		}
	}
	for id := range n.Papers {
		if f, ok := ct.Field(id); !ok || !f.Public || f.Type != pack.FieldPaper {
			return kernel.Invalid("fields."+id, "not_asked")
		}
	}
	return nil
}

// catalogueRegister gives the catalogue out; it is changed in the rules of the county.
func (s *Service) catalogueRegister() register.Register {
	return register.Register{
		Key: "service_items", Title: catalogueSheetName, TitleEn: "Catalogue of services", See: PermList,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{catalogueSheet()}, nil },
		Rows: func(tx *db.ReadTx, _ string, _ register.Options) iter.Seq2[[]any, error] {
			return func(yield func([]any, error) bool) {
				for _, x := range s.pack().ServiceItems {
					if x.Valid(tx.Today()) && !yield(itemLine(x), nil) {
						return
					}
				}
			}
		},
	}
}

func itemLine(x pack.ServiceItem) []any {
	var list []string
	for _, m := range x.Materials {
		word := m.Name
		switch {
		case m.Held != "":
			word += "(" + m.Held + "，不用交)"
		case m.Optional:
			word += "(没有可不交)"
		}
		list = append(list, word)
	}
	return []any{x.Name, x.Body, x.Who, x.Days, x.LegalDays, float64(x.Fee) / 100, strings.Join(list, "；"), x.Where, x.Source}
}
