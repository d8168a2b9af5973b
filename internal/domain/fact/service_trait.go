package fact

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Holders is a page of the households that gave an answer to a trait, in the order in which it was first given.
func (s *Service) Holders(ctx context.Context, f TraitFilter, page kernel.Page) (out []Holder, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PageHolders(tx, f, page)
		return err
	})
	return out, next, err
}

// PageHolders is Holders within a transaction. A sealed trait is no list that anybody may page through.
func (s *Service) PageHolders(tx *db.ReadTx, f TraitFilter, page kernel.Page) ([]Holder, string, error) {
	if d, err := s.trait(f.Field, f.Value); err != nil {
		return nil, "", err
	} else if d.Sealed() {
		return nil, "", kernel.Forbidden("trait_is_secret")
	}
	rows, next, err := s.holders(tx, f, "f.trait <> '' AND f.field = ? AND f.trait = ?", []any{f.Field, f.Value}, page)
	if err != nil {
		return nil, "", err
	}
	ids, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids[i], stamps[i] = r.HouseholdID, r.Stamp
	}
	known, err := s.persons.HouseholdsByID(tx, ids)
	if err != nil {
		return nil, "", err
	}
	at, paths, err := s.where(tx, stamps)
	out := make([]Holder, len(rows))
	for i, r := range rows {
		if err != nil {
			return nil, "", err
		}
		h, ok := known[r.HouseholdID]
		if !ok {
			h.HouseholdRef = person.HouseholdRef{ID: r.HouseholdID}
		}
		out[i] = Holder{Household: h.HouseholdRef, Place: at[i], Path: paths[i], Day: r.Day, By: r.ByName}
	}
	return out, next, err
}

// PageWith are the households that have a trait, page by page: for what other rooms do with them. It finds sealed ones too, so
// the caller answers for who learns of it.
func (s *Service) PageWith(tx *db.ReadTx, f TraitFilter, page kernel.Page) ([]kernel.ID, string, error) {
	d, err := s.trait(f.Field, f.Value)
	if err != nil {
		return nil, "", err
	}
	where, args := "f.trait <> '' AND f.field = ? AND f.trait = ?", []any{f.Field, f.Value}
	if d.Sealed() {
		where, args = "f.hidden_trait <> '' AND f.hidden_trait = ?", []any{s.hiddenTrait(f.Field, f.Value)}
	}
	rows, next, err := s.holders(tx, f, where, args, page)
	out := make([]kernel.ID, len(rows))
	for i, r := range rows {
		out[i] = r.HouseholdID
	}
	return out, next, err
}

func (s *Service) holders(tx *db.ReadTx, f TraitFilter, where string, args []any, page kernel.Page) ([]factRow, string, error) {
	where += " AND NOT f.ended"
	if f.Place != 0 {
		w, a, err := s.places.Within(tx, "f", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	return db.PageOf(tx, db.List{
		SQL: "SELECT f.* FROM {fact f} WHERE " + where, Args: args, Order: []db.Key{{Col: "f.id"}}, Page: page,
	}, func(r *factRow) []any { return []any{r.ID} })
}

// trait finds a field that lists may ask for, and checks the answer asked for. Choices that are over are asked for too.
func (s *Service) trait(field, value string) (pack.CardField, error) {
	d, ok := s.card().Field(field)
	if !ok || !d.Trait {
		return d, kernel.Invalid("field", "not_a_trait").With("field", field)
	}
	_, known := d.Choice(value)
	if !known && (d.Type != pack.FieldYesNo || value != Yes) {
		return d, kernel.Invalid("value", "bad_value").With("value", value)
	}
	return d, nil
}

// Traits counts the households of a place and below by their answers, from the counters; sealed ones are not counted.
func (s *Service) Traits(ctx context.Context, at kernel.ID) ([]TraitCount, error) {
	out := []TraitCount{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		sums, err := s.sums(tx, at)
		if err != nil {
			return err
		}
		for _, f := range s.card().Traits() {
			if f.Sealed() {
				continue
			}
			values := []string{Yes}
			if f.Type == pack.FieldChoice {
				values = nil
				for _, c := range f.Choices {
					values = append(values, c.ID)
				}
			}
			for _, v := range values {
				i := slices.IndexFunc(sums, func(x db.Sum) bool { return x.Measure == measureTrait+f.ID+"."+v })
				if i >= 0 {
					out = append(out, TraitCount{f.ID, v, sums[i].N})
				}
			}
		}
		return nil
	})
	return out, err
}

// sums are the counters of a place and below; of the actor's whole scope where none is named.
func (s *Service) sums(tx *db.ReadTx, at kernel.ID) ([]db.Sum, error) {
	if at == 0 {
		return tx.SumTally(measureTrait, db.Standing, db.Standing)
	}
	w, args, err := s.places.Within(tx, "t", at)
	if err != nil {
		return nil, err
	}
	var out []db.Sum
	err = tx.Select(&out, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w+" AND t.measure >= ? AND t.measure < ? AND t.day = ? GROUP BY t.measure",
		append(args, measureTrait, measureTrait+"~", db.Standing)...)
	slices.SortFunc(out, func(a, b db.Sum) int { return strings.Compare(a.Measure, b.Measure) })
	return out, err
}
