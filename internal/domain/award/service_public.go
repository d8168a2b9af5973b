package award

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// PostedRound is a round as everybody may read it while it is posted: who won, the names of people masked, in the order of places and
// names. Nobody reads who else was entered, what was scored, or how it was voted.
type PostedRound struct {
	ID     kernel.ID
	Scheme SchemeWord
	Title  string
	Place  string
	Day    kernel.Day
	Until  int64
	Rows   []PostedRow
}

// PostedRow is one who won.
type PostedRow struct {
	ID    kernel.ID
	Name  string
	Where string
	Title SchemeWord
	Band  SchemeWord
}

// PlaqueShown is what the code of a plaque tells: while the honour holds. That it does not is told without why: a plaque that ran out
// and one that was revoked read alike.
type PlaqueShown struct {
	Valid   bool
	Title   SchemeWord
	Band    SchemeWord
	Name    string
	Where   string
	Period  string
	Won     kernel.Day
	ValidTo kernel.Day
}

// AnswerShown is what who objected reads by their code.
type AnswerShown struct {
	Title    string
	Text     string
	At       int64
	DueAt    int64
	Answered bool
	Upheld   bool
	Answer   string
}

// PostedAt are the rounds that are posted at a place now, by its code: its own and those of the places above it.
func (s *Service) PostedAt(ctx context.Context, code string) (at place.Place, out []PostedRound, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if at, err = s.place.ByCard(tx, code); err != nil {
			return err
		}
		in, args := place.Among("r.place_id", chain(tx.County(), at))
		rows, err := roundsBy(system(tx), in+" AND r.state = 'posted' AND r.post_until > ?", append(args, instant(tx.Now()))...)
		if err != nil {
			return err
		}
		for i := range rows {
			one, err := s.posted(system(tx), &rows[i])
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return at, out, err
}

func (s *Service) posted(tx *db.ReadTx, r *roundRow) (PostedRound, error) {
	a := s.rulesOf(r)
	out := PostedRound{ID: r.ID, Scheme: word(a.Term), Title: r.Title, Day: r.PostedDay, Until: r.PostUntil, Rows: []PostedRow{}}
	p, err := s.place.Load(tx, r.PlaceID)
	if err != nil {
		return out, err
	}
	out.Place = p.Name
	list, err := entriesBy(tx, "e.round_id = ? AND e.state IN ('passed', 'won')", r.ID)
	if err != nil {
		return out, err
	}
	stamps := make([]kernel.Stamp, len(list))
	for i, e := range list {
		stamps[i] = e.Stamp
	}
	paths, err := s.paths(tx, stamps)
	if err != nil {
		return out, err
	}
	for i, e := range list {
		b, _ := a.Band(e.Band)
		row := PostedRow{ID: e.ID, Name: publicName(e.Subject, e.Name), Where: paths[i], Band: word(b.Term)}
		if t, ok := a.Title(e.Title); ok {
			row.Title = word(t.Term)
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortStableFunc(out.Rows, func(x, y PostedRow) int {
		return cmp.Or(strings.Compare(x.Where, y.Where), strings.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return out, nil
}

// publicName masks the names of people; villages and bodies have public ones.
func publicName(subject, name string) string {
	if subject == pack.AwardVillage || subject == pack.AwardBody {
		return name
	}
	return crypt.MaskName(name)
}

// Plaque is what the code of a plaque tells.
func (s *Service) Plaque(ctx context.Context, code string) (*PlaqueShown, error) {
	var out *PlaqueShown
	code = cleanCode(crypt.CleanToken(code))
	if code == "" {
		return nil, kernel.NotFound("code")
	}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := honoursBy(system(tx), "h.code = ?", code)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return kernel.NotFound("code")
		}
		h := &rows[0]
		if out = (&PlaqueShown{Valid: h.stateOn(tx.Today()) == Held}); out.Valid {
			err = s.plaque(tx, h, out)
		}
		return err
	})
	return out, err
}

func (s *Service) plaque(tx *db.ReadTx, h *honourRow, out *PlaqueShown) error {
	a, _ := s.pack().Award(h.Scheme)
	b, _ := a.Band(h.Band)
	out.Title, out.Band, out.Name, out.Period = SchemeWord{h.Scheme, titleWord(a, h.Title, false), titleWord(a, h.Title, true)}, word(b.Term), publicName(h.Subject, h.Name), h.Period
	out.Won, out.ValidTo = h.WonDay, h.ValidTo
	paths, err := s.paths(tx, []kernel.Stamp{h.Stamp})
	if err == nil {
		out.Where = paths[0]
	}
	return err
}

// ObjectAt takes an objection from the public page of a round.
func (s *Service) ObjectAt(ctx context.Context, round kernel.ID, n NewObjection) (string, error) {
	var who kernel.Actor
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := roundsBy(system(tx), "r.id = ?", round)
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].State != Posted {
			return kernel.NotFound("award_round").With("id", round.String())
		}
		level, id := rows[0].Lowest(tx.County())
		who = kernel.PublicAt(tx.County(), level, id, rows[0].Stamp)
		return nil
	})
	if err != nil {
		return "", err
	}
	code, _, err := s.Object(kernel.WithActor(ctx, who), round, n)
	return code, err
}

// AnswerBy reads an objection and its answer by the code that was told.
func (s *Service) AnswerBy(ctx context.Context, code string) (*AnswerShown, error) {
	var out *AnswerShown
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := objectionsBy(system(tx), "o.code = ?", crypt.Hash(code))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return kernel.NotFound("code")
		}
		o := rows[0]
		rounds, err := roundsBy(system(tx), "r.id = ?", o.RoundID)
		if err != nil || len(rounds) == 0 {
			return err
		}
		out = &AnswerShown{Title: rounds[0].Title, Text: o.Text, At: o.At, DueAt: o.DueAt, Answered: !o.Open, Upheld: o.Upheld, Answer: o.Answer}
		return nil
	})
	return out, err
}

// Certificate is what is printed for an honour that holds: the name in full, because it goes to who won it.
func (s *Service) Certificate(ctx context.Context, id kernel.ID) (code string, out *PlaqueShown, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		h := &honourRow{}
		if err := tx.Get(h, id); err != nil {
			return err
		}
		if st := h.stateOn(tx.Today()); st != Held {
			return kernel.Conflict("honour_state").With("state", st)
		}
		out = &PlaqueShown{Valid: true}
		if err := s.plaque(tx, h, out); err != nil {
			return err
		}
		code, out.Name = h.Code, h.Name
		return nil
	})
	return code, out, err
}

// Poster is a round as it is printed for the board of a village, with the code of its place.
func (s *Service) Poster(ctx context.Context, id kernel.ID) (code string, out PostedRound, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := found(tx, id)
		if err != nil {
			return err
		}
		if r.State != Posted || instant(tx.Now()) >= r.PostUntil {
			return kernel.Conflict("not_posted")
		}
		p, err := s.place.Load(system(tx), r.PlaceID)
		if err != nil {
			return err
		}
		code = p.Code
		out, err = s.posted(system(tx), r)
		return err
	})
	return code, out, err
}
