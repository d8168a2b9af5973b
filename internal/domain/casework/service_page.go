package casework

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/text"
)

// What follows are the facts of the public pages, in the words of one language.

// PagePlace is a place on a public page.
type PagePlace struct{ Name, Code, Path string }

// CardPage is the public card of a grid. QR and ReportPath are added by the door.
type CardPage struct {
	Supervision string // the number by which one tells the county of its officers
	Place       PagePlace
	Parents     []PagePlace
	Children    []PagePlace
	Officers    []CardOfficer
	Duty        []CardOfficer
	Open        []PageTopic // what everybody may read here
	Day         kernel.Day
}

// CardOfficer is somebody to turn to; Name is empty without their consent.
type CardOfficer struct {
	Post, Tasks, Name, ServicePhone, Place string
	OnDutyToday                            bool
}

// Card is the public card of the grid with the code.
func (s *Service) Card(ctx context.Context, code, lang string) (*CardPage, error) {
	c, err := s.body.PublicCard(ctx, code)
	if err != nil {
		return nil, err
	}
	out := &CardPage{Place: PagePlace{c.Place.Name, c.Place.Code, c.Path}, Day: c.Day, Supervision: s.pack().SupervisionPhone}
	for _, p := range c.Place.Path {
		out.Parents = append(out.Parents, PagePlace{Name: p.Name, Code: p.Code})
	}
	for _, o := range c.Duty {
		out.Duty = append(out.Duty, cardOfficer(o, c.Place.ID, lang))
	}
	for _, o := range c.Officers {
		v := cardOfficer(o, c.Place.ID, lang)
		for _, d := range c.Duty {
			v.OnDutyToday = v.OnDutyToday || d == o
		}
		out.Officers = append(out.Officers, v)
	}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out.Open = s.openTypes(lang, tx.Today())
		below, _, err := s.place.Children(system(tx), c.Place.ID, kernel.Page{Limit: kernel.MaxLimit})
		for _, p := range below {
			out.Children = append(out.Children, PagePlace{Name: p.Name, Code: p.Code})
		}
		return err
	})
	return out, err
}

func cardOfficer(o body.CardOfficer, at kernel.ID, lang string) CardOfficer {
	v := CardOfficer{Post: inLang(lang, o.Post, o.PostEN), Tasks: inLang(lang, o.Tasks, o.TasksEN), Name: o.Name, ServicePhone: o.Phone}
	if o.Place.ID != at {
		v.Place = o.Place.Name
	}
	return v
}

// inLang is the English name where English is read and there is one.
func inLang(lang, zh, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return zh
}

// ReportPage is the form of a report, still empty.
type ReportPage struct {
	Place  PagePlace
	Topics []PageTopic
	Type   string // empty for the usual one
	Name   string // of the type
	Hint   string
	Sealed bool
	Fields []PageField
	Others []PageTopic // other types that residents may raise
}

// PageField is a question of the type in the words of one language.
type PageField struct {
	ID, Name, Type, Help string
	Required             bool
	Choices              []PageTopic
}

// PageTopic is a topic to choose.
type PageTopic struct{ ID, Name string }

// ReportForm says what a resident may report at the place with the code.
func (s *Service) ReportForm(ctx context.Context, code, typ, lang string) (*ReportPage, error) {
	out := &ReportPage{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.place.ByCard(tx, code)
		if err != nil {
			return err
		}
		ct, _, err := s.newType(typ, "", tx.Today())
		if err != nil || !ct.Public {
			return cmp.Or(err, error(kernel.NotFound("type")))
		}
		s.asking(ct, typ, lang, tx.Today(), out)
		if !ct.Sealed {
			out.Topics = topicsOf(s.pack(), ct, tx.Today(), lang)
		}
		out.Place = PagePlace{Name: p.Name, Code: p.Code}
		out.Place.Path, err = s.place.PathOf(system(tx), p.Stamp)
		return err
	})
	return out, err
}

// asking puts the questions of a type on the form, and the ways to the other types.
func (s *Service) asking(ct pack.CaseType, typ, lang string, day kernel.Day, out *ReportPage) {
	out.Type, out.Name, out.Hint, out.Sealed = typ, inLang(lang, ct.Name, ct.NameEN), inLang(lang, ct.Hint, ct.HintEN), ct.Sealed
	for _, f := range ct.Asked("") {
		if !f.Public {
			continue
		}
		q := PageField{ID: f.ID, Name: inLang(lang, f.Name, f.NameEN), Type: f.Type, Help: inLang(lang, f.Help, f.HelpEN), Required: f.Required}
		for _, c := range f.Choices {
			q.Choices = append(q.Choices, PageTopic{c.ID, inLang(lang, c.Name, c.NameEN)})
		}
		out.Fields = append(out.Fields, q)
	}
	usual, _, _ := s.newType("", "", day)
	for _, other := range s.pack().CaseTypes {
		if other.Public && other.ID != ct.ID && other.Valid(day) {
			id := other.ID
			if id == usual.ID {
				id = ""
			}
			out.Others = append(out.Others, PageTopic{id, inLang(lang, other.Name, other.NameEN)})
		}
	}
}

func topicsOf(p *pack.Pack, ct pack.CaseType, day kernel.Day, lang string) []PageTopic {
	var out []PageTopic
	for _, t := range p.Topics {
		if t.Valid(day) && ct.Takes(t.ID) {
			out = append(out, PageTopic{t.ID, inLang(lang, t.Name, t.NameEN)})
		}
	}
	return out
}

// OpenPage is what everybody may read of the cases of a type at a place and below.
type OpenPage struct {
	Place PagePlace
	Title string
	Cases []OpenCase
}

// OpenCase is one of them: what was answered, in words, and its tables.
type OpenCase struct {
	No, Title, State, Path string
	Facts                  []OpenFact
	Tables                 []OpenTable
}

// OpenFact is an answer in words; Sum tells that it is money.
type OpenFact struct {
	Name, Value string
	Sum         bool
}

// OpenTable are the rows of an answer but for what was written in free words; Foot adds up its money, where it has some.
type OpenTable struct {
	Name        string
	Heads, Foot []OpenFact
	Rows        [][]OpenFact
}

// FindPage is the landing page of residents.
type FindPage struct {
	Query     string
	CodeError string
	Places    []PagePlace
	Townships []PagePlace
}

// Find looks for places by name, code or pinyin, and lists the townships.
func (s *Service) Find(ctx context.Context, q string) (*FindPage, error) {
	out := &FindPage{Query: q}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		list, _, err := s.place.Children(system(tx), tx.County(), kernel.Page{Limit: kernel.MaxLimit})
		for _, p := range list {
			out.Townships = append(out.Townships, PagePlace{Name: p.Name, Code: p.Code})
		}
		return err
	})
	if err != nil || text.Fold(q) == "" {
		return out, err
	}
	found, err := s.place.Search(program(ctx), q, 30)
	for _, p := range found {
		out.Places = append(out.Places, PagePlace{p.Name, p.Code, p.Path})
	}
	return out, err
}

// ReportedPage tells a resident that the case is in, and what happens next; empty words leave it to the page.
type ReportedPage struct {
	No, Code, Place, Received string
	Next                      []string
}

// Page puts it into words.
func (r *Reported) Page(lang string) ReportedPage {
	f := r.Type.Follow
	out := ReportedPage{No: r.No, Code: r.Code, Place: r.PlaceName, Received: inLang(lang, f.Received, f.ReceivedEN), Next: f.Next}
	if lang == "en" && len(f.NextEN) > 0 {
		out.Next = f.NextEN
	}
	return out
}

// FollowPage is a case as its reporter sees it.
type FollowPage struct {
	No, StateName, StateHelp string
	At                       int64
	PlacePath                string
	Said, Text, Feedback     string // Said is the title over Text
	Steps                    []PageStep
	Photos                   []Photo
	CanRate, CanReopen       bool
	Rating                   int
	RatingText               string

	Facts   []PageFact // what was applied for, and what was decided
	Missing []string   // what the applicant was asked for
	Held    []Material // what nobody asks them for
	Due     int64
}

// PageFact is an answer of the case type in the words of one language.
type PageFact struct{ Name, Value string }

// PageStep is a public step in the words of one language.
type PageStep struct {
	At         int64
	Name, Note string
}

// Page puts a followed case into words.
func (f *Followed) Page(lang string) FollowPage {
	out := FollowPage{
		No: f.No, StateName: inLang(lang, f.State.PublicName, f.State.PublicNameEN), At: f.At, PlacePath: f.Path, Text: f.Text,
		Feedback: f.Feedback, Photos: f.Photos, CanRate: f.Rate != "", CanReopen: f.Reopen != "", Rating: f.Rating,
		RatingText: f.RatingText,
	}
	out.Due, out.Said = f.Due, inLang(lang, f.Type.Follow.Said, f.Type.Follow.SaidEN)
	out.applied(f, lang)
	if out.StateName == "" {
		out.StateName = inLang(lang, f.State.Name, f.State.NameEN)
	}
	for _, st := range f.Steps {
		out.Steps = append(out.Steps, PageStep{At: st.At, Name: inLang(lang, st.Name, st.NameEN), Note: st.Note})
	}
	return out
}

// applied puts an application into words.
func (p *FollowPage) applied(f *Followed, lang string) {
	for _, field := range f.Type.Fields {
		v, ok := f.Facts[field.ID]
		if !ok {
			continue
		}
		if word := publicWord(field, v, lang); word != "" {
			p.Facts = append(p.Facts, PageFact{inLang(lang, field.Name, field.NameEN), word})
		}
	}
	for _, m := range f.Materials {
		name := inLang(lang, m.Name, m.NameEN)
		switch {
		case m.Asked:
			p.Missing = append(p.Missing, name)
		case m.How == paperHeld:
			m.Name = name
			p.Held = append(p.Held, m)
		}
	}
}

// publicWord is a public answer as residents read it; tables and lists are not shown to them.
func publicWord(f pack.Field, v any, lang string) string {
	switch x := v.(type) {
	case string:
		if c, ok := f.Choice(x); ok {
			return inLang(lang, c.Name, c.NameEN)
		}
		return x
	case json.Number:
		if fen, err := x.Int64(); err == nil && f.Type == pack.FieldMoney {
			return priced(kernel.Fen(fen))
		}
		return x.String()
	case map[string]any:
		name, _ := x["name"].(string)
		return name
	}
	return ""
}

// priced writes an amount of money.
func priced(f kernel.Fen) string { return fmt.Sprintf("¥%d.%02d", f/100, f%100) }
