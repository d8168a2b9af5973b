package fact

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// sides are the values of a conflict of a sealed field, as they lie together.
type sides struct {
	Base, Kept, Other string
}

// hide seals the values of a conflict.
func (s *Service) hide(c *conflictRow) error {
	b, err := json.Marshal(sides{"", c.Kept, c.Other}) // the base was masked, so it tells nothing
	c.Hidden, c.Base, c.Kept, c.Other = s.keys.Seal(string(b)), "", "", ""
	return err
}

// unhide brings the values of a conflict back for comparison; nobody is shown them here.
func (s *Service) unhide(c *conflictRow) error {
	if c.Hidden == "" {
		return nil
	}
	text, err := s.keys.Open(c.Hidden)
	if err != nil {
		return err
	}
	var v sides
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return kernel.Internal(err)
	}
	c.Base, c.Kept, c.Other = v.Base, v.Kept, v.Other
	return nil
}

// Conflicts is a page of conflicts, the newest first.
func (s *Service) Conflicts(ctx context.Context, f ConflictFilter, page kernel.Page) (out []Conflict, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		if f.State == "" {
			f.State = StateOpen
		}
		where, args := "c.state = ?", []any{f.State}
		if f.Household != 0 {
			where, args = where+" AND c.household_id = ?", append(args, f.Household)
		}
		if f.Place != 0 {
			w, a, err := s.places.Within(tx, "c", f.Place)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		var rows []conflictRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT c.* FROM {fact_conflict c} WHERE " + where, Args: args, Order: []db.Key{{Col: "c.id", Dir: db.Desc}}, Page: page,
		}, func(r *conflictRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		out, err = s.conflicts(tx, rows)
		return err
	})
	return out, next, err
}

// ConflictsOf are the conflicts with some ids, as far as the actor sees them: for other rooms.
func (s *Service) ConflictsOf(tx *db.ReadTx, ids []kernel.ID) ([]Conflict, error) {
	if len(ids) == 0 {
		return []Conflict{}, nil
	}
	in, args := place.Among("c.id", ids)
	rows, err := selectConflicts(tx, in, args...)
	if err != nil {
		return nil, err
	}
	return s.conflicts(tx, rows)
}

// conflicts dresses conflicts with their households, places, and how the fields stand now.
func (s *Service) conflicts(tx *db.ReadTx, rows []conflictRow) ([]Conflict, error) {
	out := make([]Conflict, len(rows))
	houses, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		houses[i], stamps[i] = r.HouseholdID, r.Stamp
	}
	known, err := s.persons.HouseholdsByID(tx, houses)
	if err != nil {
		return nil, err
	}
	facts, err := factsOf(tx, houses)
	if err != nil {
		return nil, err
	}
	at, paths, err := s.where(tx, stamps)
	card := s.card()
	for i := range rows {
		if err != nil {
			return nil, err
		}
		if out[i], err = s.conflict(card, rows[i], facts[rows[i].HouseholdID]); err != nil {
			return nil, err
		}
		if h, ok := known[rows[i].HouseholdID]; ok {
			out[i].Household = h.HouseholdRef
		}
		out[i].Household.ID, out[i].Place, out[i].Path = rows[i].HouseholdID, at[i], paths[i]
	}
	return out, err
}

func (s *Service) conflict(card pack.Card, r conflictRow, facts []factRow) (Conflict, error) {
	f, _ := card.Field(r.Field)
	see := func(text string) any { return read(text) }
	if r.Hidden != "" {
		if err := s.unhide(&r); err != nil {
			return Conflict{}, err
		}
		see = func(text string) any { return form.Masked(f.Field, read(text)) }
	}
	out := Conflict{
		ID: r.ID, Rev: r.Rev, Field: r.Field, State: r.State, Base: see(r.Base), Kept: Side{see(r.Kept), r.KeptBy, r.KeptAt},
		Other: Side{see(r.Other), r.OtherBy, r.OtherAt}, At: r.At, SettledBy: r.SettledBy, SettledAt: r.SettledAt, Note: r.Note, Now: Fact{Field: r.Field},
	}
	for i := range facts {
		if facts[i].Field == r.Field {
			var err error
			if out.Now, err = s.fact(card, &facts[i]); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// RevealConflict opens the two values of a conflict of a sealed field for a reason: first what stands, then the other.
func (s *Service) RevealConflict(ctx context.Context, id kernel.ID, reason string) ([]Answer, error) {
	var out []Answer
	if strings.TrimSpace(reason) == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		var c conflictRow
		if err := tx.Get(&c, id); err != nil {
			return err
		}
		tx.View("fact_conflict", c.ID, c.Stamp, c.Field)
		if err := s.unhide(&c); err != nil {
			return err
		}
		out = []Answer{{c.Field, read(c.Kept)}, {c.Field, read(c.Other)}}
		tx.Reason(reason)
		return nil
	})
	return out, err
}

// Settle ends a conflict: the field becomes what the person says, and both values stay where they are.
func (s *Service) Settle(ctx context.Context, id kernel.ID, n Settlement) (Conflict, error) {
	var out Conflict
	n.Note = strings.TrimSpace(n.Note)
	if utf8.RuneCountInString(n.Note) > maxNote {
		return out, kernel.Invalid("note", "too_long").With("max", "200")
	}
	err := s.d.Write(ctx, PermSettle, func(tx *db.WriteTx) error {
		c := &conflictRow{}
		if err := tx.Lock(c, id); err != nil {
			return err
		}
		switch {
		case c.Rev != n.Rev:
			return kernel.Conflict("changed_meanwhile")
		case c.State == StateSettled:
			return kernel.Conflict("conflict_settled").With("name", c.SettledBy)
		}
		if err := s.take(tx, c, n); err != nil {
			return err
		}
		c.State, c.SettledBy, c.SettledAt, c.Note = StateSettled, tx.Actor().Name, tx.Now().UnixMilli(), n.Note
		tx.Reason(n.Note)
		if err := tx.Update(c); err != nil {
			return err
		}
		list, err := s.conflicts(tx.ReadTx, []conflictRow{*c})
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}

// take gives the field the value that was decided on.
func (s *Service) take(tx *db.WriteTx, c *conflictRow, n Settlement) error {
	h, err := s.house(tx.ReadTx, c.HouseholdID)
	if err != nil || h.To != "" { // of a household that is no more nothing changes
		return err
	}
	plain := *c
	if err := s.unhide(&plain); err != nil {
		return err
	}
	v := n.Value
	switch n.Take {
	case "kept":
		v = read(plain.Kept)
	case "other":
		v = read(plain.Other)
	}
	out, err := s.SetIn(tx, c.HouseholdID, "", []Change{{Field: c.Field, Ver: n.Ver, Value: v}})
	if err != nil {
		return err
	}
	if out[0].Outcome == Waits || out[0].Outcome == Told { // it changed while the person decided
		return kernel.Conflict("changed_meanwhile")
	}
	return nil
}

// where names the lowest place of each stamp and the way there.
func (s *Service) where(tx *db.ReadTx, stamps []kernel.Stamp) ([]place.Ref, []string, error) {
	ids := make([]kernel.ID, len(stamps))
	for i, st := range stamps {
		_, ids[i] = st.Lowest(tx.County())
	}
	at, err := s.places.LoadMany(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	refs := make([]place.Ref, len(stamps))
	for i, id := range ids {
		p := at[id]
		refs[i] = p.Ref()
	}
	paths, err := s.places.Paths(tx, stamps)
	return refs, paths, err
}
