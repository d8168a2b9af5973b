package visit

import (
	"context"
	"encoding/json"
	"maps"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// How an anonymous answer came.
const (
	HowPage  = "page"  // somebody filled it in on the page of the village
	HowPaper = "paper" // somebody copied it from a paper without a name
)

// picked are the choices of an answer.
func picked(v any) []string {
	switch x := v.(type) {
	case string:
		return []string{x}
	case bool:
		if x {
			return []string{"yes"}
		}
		return []string{"no"}
	case []any:
		var out []string
		for _, one := range x {
			if id, ok := one.(string); ok {
				out = append(out, id)
			}
		}
		return out
	}
	return nil
}

// countable tells whether the answers to a field are counted: words are read, not counted, so that no person's name becomes a
// figure.
func countable(f pack.Field) bool {
	return f.Type == pack.FieldChoice || f.Type == pack.FieldChoices || f.Type == pack.FieldYesNo
}

// measuresOf are the counters in which the answers to a form count.
func measuresOf(f pack.Form, all map[string]any) []string {
	out := []string{measureAnswer + f.ID + "." + answerCount}
	for _, x := range f.Fields {
		if !countable(x) {
			continue
		}
		for _, c := range picked(all[x.ID]) {
			out = append(out, measureAnswer+f.ID+"."+x.ID+"."+c)
		}
	}
	return out
}

// tallyAnswers counts the answers to a form.
func tallyAnswers(tx *db.WriteTx, at kernel.Stamp, day kernel.Day, f pack.Form, all map[string]any, n int64) {
	for _, m := range measuresOf(f, all) {
		tx.Tally(village(at), month(day), m, n)
	}
}

// NewAnswer is an anonymous answer that somebody copies from a paper.
type NewAnswer struct {
	PlaceID   kernel.ID      `json:"place_id"`
	Answers   map[string]any `json:"answers"`
	ClientKey string         `json:"client_key" required:"false" maxLength:"100"`
}

// survey is an anonymous form that holds today.
func (s *Service) survey(id string, day kernel.Day, public bool) (pack.Form, error) {
	f, ok := s.pack().Form(id)
	if !ok || !f.Valid(day) || !f.Anonymous || public && !f.Public {
		return f, kernel.NotFound("form").With("form", id)
	}
	return f, nil
}

// Answer takes an anonymous answer that was written on a paper.
func (s *Service) Answer(ctx context.Context, form string, n NewAnswer) error {
	key := ""
	if n.ClientKey != "" {
		key = "p" + kernel.ActorOf(ctx).AccountID.String() + ":" + n.ClientKey
	}
	return s.db.Write(ctx, "visit.answer", func(tx *db.WriteTx) error {
		f, err := s.survey(form, tx.Today(), false)
		if err != nil {
			return err
		}
		p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err == nil && p.Stamp.VillageID != 0 {
			p, err = s.place.Load(tx.ReadTx, p.Stamp.VillageID)
		}
		if err != nil {
			return err
		}
		return s.keepAnswer(tx, f, p, n.Answers, HowPaper, key)
	})
}

// SurveyAt is a public form with the village at which it is answered, by the code of a place in it.
func (s *Service) SurveyAt(ctx context.Context, code, form string) (f pack.Form, p place.Place, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if f, err = s.survey(form, tx.Today(), true); err != nil {
			return err
		}
		if p, err = s.place.ByCard(tx, code); err == nil && p.Stamp.VillageID != 0 { // a smaller place could tell who gave the answer
			p, err = s.place.Load(system(tx), p.Stamp.VillageID)
		}
		return err
	})
	return f, p, err
}

// AnswerAt takes an anonymous answer from the page of a village. Nothing is kept of who gave it.
func (s *Service) AnswerAt(ctx context.Context, code, form string, given map[string]any, key string) error {
	county := kernel.ActorOf(ctx).CountyID
	_, p, err := s.SurveyAt(ctx, code, form)
	if err != nil {
		return err
	}
	if key != "" {
		key = "r:" + key
	}
	who := kernel.PublicAt(county, p.Level, p.ID, p.Stamp)
	who.Kind, who.Name = kernel.ActorResident, "resident"
	return s.db.Write(kernel.WithActor(ctx, who), "visit.answer", func(tx *db.WriteTx) error {
		f, err := s.survey(form, tx.Today(), true)
		if err != nil {
			return err
		}
		return s.keepAnswer(tx, f, p, given, HowPage, key)
	})
}

// keepAnswer stores an answer.
func (s *Service) keepAnswer(tx *db.WriteTx, f pack.Form, p place.Place, given map[string]any, how, key string) error {
	open, err := casework.FillForm(s.pack(), f, tx.Today(), given)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return kernel.Invalid("answers", "required")
	}
	r := &surveyRow{Row: db.Row{ID: tx.NewID()}, Stamp: p.Stamp, Form: f.ID, RulesNo: s.packs.Number(), PlaceID: p.ID, Day: tx.Today(), How: how}
	if key != "" {
		var there []kernel.ID
		if err := system(tx.ReadTx).Select(&there, "SELECT x.id FROM {survey_answer x} WHERE x.client_key = ?", key); err != nil || len(there) > 0 {
			return err
		}
		r.ClientKey = &key
	}
	if r.Facts, err = casework.WriteAnswers(open); err != nil {
		return err
	}
	if err := tx.Insert(r); err != nil {
		return err
	}
	tallyAnswers(tx, r.Stamp, r.Day, f, open, 1)
	for i, id := range f.AskedIn {
		text, ok := open[id].(string)
		if !ok || f.AskType == "" {
			continue
		}
		c := casework.NewCase{Type: f.AskType, Text: text, PlaceID: p.ID, Anonymous: true, ClientKey: "s" + r.ID.String() + ":" + itoa(i)}
		if _, err := s.cases.Raise(tx, c); err != nil {
			return err
		}
	}
	return nil
}

// ChoiceCount is how often a choice was given, or how many households stand so in a checklist.
type ChoiceCount struct {
	Named
	N int64 `json:"n"`
}

// FieldCount is how a field was answered.
type FieldCount struct {
	Named
	Choices []ChoiceCount `json:"choices" nullable:"false"`
}

// FormCount is how a form was answered at a place. Of a checklist Answers is 0 and the figures are households.
type FormCount struct {
	Place   place.Ref    `json:"place"`
	Answers int64        `json:"answers"`
	Fields  []FieldCount `json:"fields" nullable:"false"`
}

// FormCounts are the figures of a place and, for the item asked about, of each place right below.
type FormCounts struct {
	FormCount
	Below []FormCount `json:"below" nullable:"false"`
}

// Counts tells how a form was answered at a place in some months, or how households stand in a checklist: from counters.
func (s *Service) Counts(ctx context.Context, form string, at kernel.ID, days kernel.Span) (FormCounts, error) {
	out := FormCounts{Below: []FormCount{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		f, ok := s.pack().Form(form)
		if !ok {
			return kernel.NotFound("form").With("form", form)
		}
		prefix := measureAnswer + f.ID + "."
		switch {
		case f.Latest:
			prefix, days = measureItem+f.ID+".", kernel.Span{From: db.Standing, To: db.Standing}
		case days.To == "":
			days.To = kernel.EndOfTime
		}
		p, below, err := s.tree(tx, at)
		if err != nil {
			return err
		}
		own, each, err := s.figures(tx, p, below, prefix, days)
		out.FormCount = countOf(f, p, prefix, own)
		for _, b := range below {
			out.Below = append(out.Below, countOf(f, b, prefix, each[b.ID]))
		}
		return err
	})
	return out, err
}

// tree is a place, the highest of the actor's where none is named, with the places right below it.
func (s *Service) tree(tx *db.ReadTx, at kernel.ID) (p place.Place, below []place.Place, err error) {
	if at == 0 {
		tops, err := s.place.Tops(tx)
		if err != nil {
			return p, nil, err
		}
		if len(tops) == 0 {
			return p, nil, kernel.NotFound("place")
		}
		at = tops[0].ID
	}
	if p, err = s.place.Load(tx, at); err != nil || p.Level >= kernel.LevelGroup {
		return p, nil, err
	}
	below, _, err = s.place.Children(tx, p.ID, kernel.Page{Limit: kernel.MaxLimit})
	return p, below, err
}

// figures are the sums of a place and of each of those right below it.
func (s *Service) figures(tx *db.ReadTx, p place.Place, below []place.Place, prefix string, days kernel.Span) (own map[string]int64, each map[kernel.ID]map[string]int64, err error) {
	each = map[kernel.ID]map[string]int64{}
	byLevel := map[kernel.Level][]kernel.ID{}
	for _, b := range below {
		byLevel[b.Level] = append(byLevel[b.Level], b.ID)
	}
	for _, id := range byLevel[kernel.LevelGroup] { // one may hold others
		if each[id], err = s.sumsAt(tx, id, prefix, days); err != nil {
			return nil, nil, err
		}
	}
	delete(byLevel, kernel.LevelGroup)
	for level, ids := range byLevel {
		got, err := sumsBelow(tx, level, ids, prefix, days)
		if err != nil {
			return nil, nil, err
		}
		maps.Copy(each, got)
	}
	if p.Level != kernel.LevelCounty {
		own, err = s.sumsAt(tx, p.ID, prefix, days)
		return own, each, err
	}
	own = map[string]int64{}
	for _, one := range each { // nothing lies right at the county
		for m, n := range one {
			own[m] += n
		}
	}
	return own, each, nil
}

func countOf(f pack.Form, p place.Place, prefix string, sums map[string]int64) FormCount {
	out := FormCount{Place: p.Ref(), Answers: sums[prefix+answerCount], Fields: []FieldCount{}}
	for _, x := range f.Fields {
		if !countable(x) {
			continue
		}
		c := FieldCount{Named: named(x.Term), Choices: []ChoiceCount{}}
		list := choices(x.Choices)
		if x.Type == pack.FieldYesNo {
			list = []Named{{"yes", "是", "Yes"}, {"no", "否", "No"}}
		}
		for _, ch := range list {
			c.Choices = append(c.Choices, ChoiceCount{ch, sums[prefix+x.ID+"."+ch.ID]})
		}
		out.Fields = append(out.Fields, c)
	}
	return out
}

// Said is what somebody wrote in a field of words of an anonymous form: without name, without the hour.
type Said struct {
	ID    kernel.ID      `json:"id"`
	Day   kernel.Day     `json:"day"`
	Place place.Ref      `json:"place"`
	Path  string         `json:"path"`
	How   string         `json:"how" enum:"page,paper"`
	All   map[string]any `json:"answers"`
}

// Said is a page of the answers to an anonymous form, the newest first.
func (s *Service) Said(ctx context.Context, form string, at kernel.ID, page kernel.Page) (out []Said, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "x.form = ?", []any{form}
		if at != 0 {
			w, a, err := s.place.Within(tx, "x", at)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		var rows []surveyRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT x.* FROM {survey_answer x} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "x.id", Dir: db.Desc}},
		}, func(r *surveyRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		stamps := make([]kernel.Stamp, len(rows))
		for i := range rows {
			stamps[i] = rows[i].Stamp
		}
		a, err := s.around(tx, nil, stamps)
		out = make([]Said, len(rows))
		for i, r := range rows {
			out[i] = Said{ID: r.ID, Day: r.Day, How: r.How}
			out[i].Place, out[i].Path = a.at(r.Stamp)
			if e := json.Unmarshal([]byte(r.Facts), &out[i].All); e != nil {
				return e
			}
		}
		return err
	})
	return out, next, err
}
