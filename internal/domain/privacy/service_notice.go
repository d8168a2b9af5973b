package privacy

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// NoticePage is the notice of a module as it stands on a day, in the words of one language. Version is the day since which
// it reads like this; Versions are all days on which it changed up to today, the newest first.
type NoticePage struct {
	ID, Name, Text string
	Version        kernel.Day
	Versions       []kernel.Day
	Fields         []NoticeField
	Kinds          []NoticeKind
}

// NoticeField is a line of a notice.
type NoticeField struct {
	Name, Purpose, Basis, After string
	Months                      int
	Sensitive                   bool
}

// NoticeKind is what one may ask.
type NoticeKind struct {
	Name, Article string
	Days          int
}

// NoticesPage lists the notices in force today.
type NoticesPage struct{ Modules []NoticePage }

// Notices lists the modules with the day since which each notice reads as it does.
func (s *Service) Notices(ctx context.Context, lang string) (NoticesPage, error) {
	var out NoticesPage
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, m := range s.pack().PrivacyModules {
			if m.Valid(tx.Today()) {
				out.Modules = append(out.Modules, s.notice(m, tx.Today(), lang))
			}
		}
		return nil
	})
	return out, err
}

// Notice is the notice of a module as it stood on a day, at most today; today where the day is empty.
func (s *Service) Notice(ctx context.Context, module string, on kernel.Day, lang string) (NoticePage, error) {
	var out NoticePage
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if on == "" {
			on = tx.Today()
		}
		if _, err := kernel.ParseDay(string(on)); err != nil {
			return kernel.NotFound("notice").Because(err)
		}
		on = min(on, tx.Today())
		m, ok := s.pack().PrivacyModule(module)
		if !ok || !m.Valid(on) {
			return kernel.NotFound("notice")
		}
		out = s.notice(m, on, lang)
		out.Versions = s.versions(m, tx.Today())
		return nil
	})
	return out, err
}

func (s *Service) notice(m pack.PrivacyModule, on kernel.Day, lang string) NoticePage {
	out := NoticePage{ID: m.ID, Name: inLang(lang, m.Name, m.NameEN), Text: inLang(lang, m.Text, m.TextEN), Version: s.versions(m, on)[0]}
	for _, f := range s.pack().PersonalFieldsOn(on) {
		if f.Module == m.ID {
			out.Fields = append(out.Fields, NoticeField{
				Name: inLang(lang, f.Name, f.NameEN), Purpose: inLang(lang, f.Purpose, f.PurposeEN), Basis: inLang(lang, f.Basis, f.BasisEN),
				After: f.After, Months: f.Keep, Sensitive: f.Sensitive,
			})
		}
	}
	for _, k := range s.pack().PrivacyRequests {
		if k.Valid(on) {
			out.Kinds = append(out.Kinds, NoticeKind{Name: inLang(lang, k.Name, k.NameEN), Article: inLang(lang, k.Article, k.ArticleEN), Days: k.Days})
		}
	}
	return out
}

// versions are the days up to one on which the notice changed: where it, a field of it or a kind of request begins or has
// just ended.
func (s *Service) versions(m pack.PrivacyModule, upTo kernel.Day) []kernel.Day {
	days := []kernel.Day{m.From}
	add := func(t pack.Term) {
		days = append(days, t.From)
		if t.To != "" {
			days = append(days, t.To.Add(1))
		}
	}
	for _, f := range s.pack().PersonalFields {
		if f.Module == m.ID {
			add(f.Term)
		}
	}
	for _, k := range s.pack().PrivacyRequests {
		add(k.Term)
	}
	days = slices.DeleteFunc(days, func(d kernel.Day) bool { return d > upTo || d < m.From })
	slices.Sort(days)
	days = slices.Compact(days)
	slices.Reverse(days)
	return days
}

func inLang(lang, zh, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return zh
}
