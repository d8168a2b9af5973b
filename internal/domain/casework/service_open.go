package casework

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// maxOpen bounds a page for everybody.
const maxOpen = 200

// Open is the page for everybody of a case type that publishes something, at the place with the code: what the pack names, in the
// states that it names, the newest first. What was typed in free words about people stands in none of it: of tables only choices,
// days, numbers and money.
func (s *Service) Open(ctx context.Context, code, typ, lang string) (*OpenPage, error) {
	out := &OpenPage{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		at, err := s.place.ByCard(tx, code)
		if err != nil {
			return err
		}
		now, ok := s.pack().CaseType(typ)
		if !ok || !now.Publish.Given() {
			return kernel.NotFound("type")
		}
		out.Title = inLang(lang, now.Publish.Title, now.Publish.TitleEN)
		out.Place = PagePlace{Name: at.Name, Code: at.Code}
		sys := system(tx)
		if out.Place.Path, err = s.place.PathOf(sys, at.Stamp); err != nil {
			return err
		}
		w := &conditions{}
		w.add("c.type = ?", typ)
		w.add("NOT c.sealed")
		w.add("c.state IN ("+marks(len(now.Publish.States))+")", anys(now.Publish.States)...)
		if err := s.within(sys, w, "c", at.ID); err != nil {
			return err
		}
		var rows []caseRow
		if err := sys.Select(&rows, "SELECT c.* FROM {case c} WHERE "+w.String()+" ORDER BY c.at DESC, c.id DESC LIMIT "+itoa(maxOpen), w.args...); err != nil {
			return err
		}
		ids := []kernel.ID{tx.County()}
		for _, c := range rows {
			ids = append(ids, place.WayIDs(c.Stamp)...)
		}
		places, err := s.place.Names(sys, ids)
		for i := range rows {
			one, err := s.opened(&rows[i], lang)
			if err != nil {
				return err
			}
			one.Path = place.Words(places, tx.County(), rows[i].Stamp)
			out.Cases = append(out.Cases, one)
		}
		return err
	})
	return out, err
}

// opened is a case as everybody may read it, by the rules under which it goes.
func (s *Service) opened(c *caseRow, lang string) (OpenCase, error) {
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	out := OpenCase{No: c.No, State: inLang(lang, cmp.Or(st.PublicName, st.Name), cmp.Or(st.PublicNameEN, st.NameEN))}
	all, err := form.Read(c.Facts)
	for _, id := range ct.Publish.Fields {
		f, ok := ct.Field(id)
		v := all[id]
		switch {
		case !ok || v == nil:
		case f.Type == pack.FieldRows:
			out.Tables = append(out.Tables, tableOf(f, v, lang))
		case f.Type == pack.FieldText && out.Title == "":
			out.Title, _ = v.(string)
		default:
			out.Facts = append(out.Facts, factOf(f, v, lang))
		}
	}
	return out, err
}

func factOf(f pack.Field, v any, lang string) OpenFact {
	out := OpenFact{Name: inLang(lang, f.Name, f.NameEN), Value: form.Said(f, v), Sum: f.Type == pack.FieldMoney}
	if f.Type == pack.FieldHouse { // the head's name is masked (domain facts 1.6, 2.6)
		out.Value = crypt.MaskName(out.Value)
	}
	id, _ := v.(string)
	if c, ok := f.Choice(id); ok {
		out.Value = inLang(lang, c.Name, c.NameEN)
	}
	if b, ok := v.(bool); ok && lang == "en" {
		out.Value = map[bool]string{true: "yes", false: "no"}[b]
	}
	return out
}

func tableOf(f pack.Field, v any, lang string) OpenTable {
	out := OpenTable{Name: inLang(lang, f.Name, f.NameEN)}
	rows := form.Rows(v)
	plain := []string{pack.FieldChoice, pack.FieldDay, pack.FieldNumber, pack.FieldMoney}
	cols := slices.DeleteFunc(slices.Clone(f.Columns), func(c pack.Column) bool { return !slices.Contains(plain, c.Type) })
	sums := false
	for _, c := range cols {
		foot := OpenFact{Sum: c.Type == pack.FieldMoney}
		if foot.Sum {
			foot.Value, sums = form.Yuan(sumOf(rows, c.ID)), true
		}
		out.Heads = append(out.Heads, OpenFact{Name: inLang(lang, c.Name, c.NameEN), Sum: foot.Sum})
		out.Foot = append(out.Foot, foot)
	}
	if !sums {
		out.Foot = nil
	}
	for _, r := range rows {
		var line []OpenFact
		for _, c := range cols {
			line = append(line, factOf(c.Field(), r[c.ID], lang))
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// openTypes are the case types of which something can be read by everybody, for the card of a place.
func (s *Service) openTypes(lang string, day kernel.Day) []PageTopic {
	var out []PageTopic
	for _, ct := range s.pack().CaseTypes {
		if ct.Publish.Given() && ct.Valid(day) {
			out = append(out, PageTopic{ct.ID, inLang(lang, ct.Publish.Title, ct.Publish.TitleEN)})
		}
	}
	return out
}
