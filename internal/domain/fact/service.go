package fact

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// Service is the room's verbs.
type Service struct {
	d       *db.DB
	packs   pack.Source
	keys    *crypt.Keys
	places  *place.Service
	persons *person.Service
}

// New makes the service; from then on facts follow their households.
func New(d *db.DB, p pack.Source, keys *crypt.Keys, places *place.Service, persons *person.Service) *Service {
	s := &Service{d: d, packs: p, keys: keys, places: places, persons: persons}
	persons.Happened = append(persons.Happened, s.follow)
	return s
}

// card is the card of households as the pack draws it up now.
func (s *Service) card() pack.Card {
	c, _ := s.packs.Now().Card(pack.HouseholdCard)
	return c
}

// house finds a household within the actor's scope.
func (s *Service) house(tx *db.ReadTx, id kernel.ID) (person.Household, error) {
	all, err := s.persons.HouseholdsByID(tx, []kernel.ID{id})
	h, ok := all[id]
	if err == nil && !ok {
		err = kernel.NotFound("household").With("id", id.String())
	}
	return h, err
}

// Card is the page of what is known of a household.
func (s *Service) Card(ctx context.Context, household kernel.ID) (Card, error) {
	var out Card
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		h, err := s.house(tx, household)
		if err != nil {
			return err
		}
		out, err = s.cardOf(tx, h)
		return err
	})
	return out, err
}

func (s *Service) cardOf(tx *db.ReadTx, h person.Household) (Card, error) {
	out := Card{Household: h.HouseholdRef, Closed: h.To != "", Facts: []Fact{}}
	at, err := s.places.LoadMany(tx, []kernel.ID{h.PlaceID})
	if err != nil {
		return out, err
	}
	p := at[h.PlaceID]
	out.Place = p.Ref()
	rows, err := factsOf(tx, []kernel.ID{h.ID})
	if err != nil {
		return out, err
	}
	card := s.card()
	if out.Facts, err = s.shown(card, rows[h.ID]); err != nil {
		return out, err
	}
	if out.Shown, err = asked(s.packs.Now(), card, rows[h.ID], tx.Today()); err != nil {
		return out, err
	}
	open, err := selectConflicts(tx, "c.household_id = ? AND c.state = '"+StateOpen+"'", h.ID)
	out.Open = len(open)
	return out, err
}

// Of are the answers of some households, sealed ones masked: for other rooms.
func (s *Service) Of(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID][]Fact, error) {
	rows, err := factsOf(tx, households)
	if err != nil {
		return nil, err
	}
	out := make(map[kernel.ID][]Fact, len(rows))
	card := s.card()
	for id, list := range rows {
		if out[id], err = s.shown(card, list); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// shown are answers as they may be seen.
func (s *Service) shown(card pack.Card, rows []factRow) ([]Fact, error) {
	out := make([]Fact, 0, len(rows))
	for i := range rows {
		f, err := s.fact(card, &rows[i])
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (s *Service) fact(card pack.Card, r *factRow) (Fact, error) {
	out := Fact{Field: r.Field, Value: read(r.Value), Ver: r.Ver, Day: r.Day, At: r.At, By: r.ByName, Came: r.EventIn != 0 && r.Ver == 1}
	f, _ := card.Field(r.Field)
	var err error
	if r.Hidden != "" {
		out.Value, err = s.masked(f, r.Hidden)
	}
	out.Known = r.Value != "" || r.Hidden != ""
	return out, err
}

// masked is a sealed answer as far as everybody who sees the card may know it; nil where nothing of it.
func (s *Service) masked(f pack.CardField, sealed kernel.Secret) (any, error) {
	if f.Type != pack.FieldPhone {
		return nil, nil
	}
	text, err := s.keys.Open(sealed)
	if err != nil {
		return nil, err
	}
	return form.Masked(f.Field, read(text)), nil
}

// asked are the fields that the conditions ask for; sealed answers stand in no condition.
func asked(p *pack.Pack, card pack.Card, rows []factRow, day kernel.Day) ([]string, error) {
	values := form.Figures(p, day)
	form.Fill(values, card.Plain(), open(rows))
	out := []string{}
	for _, f := range card.Fields() {
		if !f.Valid(day) {
			continue
		}
		ok, err := f.IsShown(values)
		if err != nil {
			return nil, kernel.Internal(err)
		}
		if ok {
			out = append(out, f.ID)
		}
	}
	return out, nil
}

func open(rows []factRow) form.Answers {
	out := form.Answers{}
	for _, r := range rows {
		if v := read(r.Value); v != nil {
			out[r.Field] = v
		}
	}
	return out
}

// Reveal opens sealed answers of a household for a reason, which stays in the journal.
func (s *Service) Reveal(ctx context.Context, household kernel.ID, fields []string, reason string) ([]Answer, error) {
	var out []Answer
	if strings.TrimSpace(reason) == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		out = []Answer{}
		h, err := s.house(tx.ReadTx, household)
		if err != nil {
			return err
		}
		rows, err := factsOf(tx.ReadTx, []kernel.ID{h.ID})
		if err != nil {
			return err
		}
		for _, r := range rows[h.ID] {
			if r.Hidden == "" || !slices.Contains(fields, r.Field) {
				continue
			}
			v, err := s.Open(tx, &r)
			if err != nil {
				return err
			}
			out = append(out, Answer{r.Field, v})
		}
		tx.Reason(reason)
		return nil
	})
	return out, err
}

// Open opens a sealed answer; the look is declared here.
func (s *Service) Open(tx *db.WriteTx, r *factRow) (any, error) {
	tx.View("fact", r.ID, r.Stamp, r.Field)
	text, err := s.keys.Open(r.Hidden)
	return read(text), err
}

// OpenFor opens one sealed field of households within the Write of a caller that states its reason; the looks are declared.
func (s *Service) OpenFor(tx *db.WriteTx, field string, households []kernel.ID) (map[kernel.ID]any, error) {
	rows, err := factsOf(tx.ReadTx, households)
	out := map[kernel.ID]any{}
	for id, list := range rows {
		for _, r := range list {
			if err == nil && r.Field == field && r.Hidden != "" {
				out[id], err = s.Open(tx, &r)
			}
		}
	}
	return out, err
}
