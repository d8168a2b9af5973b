package fact

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// Set enters what somebody found out about a household, field by field, as of a day; empty is today.
func (s *Service) Set(ctx context.Context, household kernel.ID, day kernel.Day, list []Change) ([]Result, error) {
	var out []Result
	err := s.d.Write(ctx, "fact.set", func(tx *db.WriteTx) error {
		var err error
		out, err = s.SetIn(tx, household, day, list)
		return err
	})
	return out, err
}

// SetIn is Set within the Write of another room: what stands and what is changed are compared field by field.
func (s *Service) SetIn(tx *db.WriteTx, household kernel.ID, day kernel.Day, list []Change) ([]Result, error) {
	h, err := s.house(tx.ReadTx, household)
	if err != nil {
		return nil, err
	}
	if h.To != "" {
		return nil, kernel.Conflict("household_closed").With("code", h.Code)
	}
	if len(list) > MaxChanges {
		return nil, kernel.Invalid("changes", "too_many").With("max", "60")
	}
	if day == "" {
		day = tx.Today()
	}
	if _, err := kernel.ParseDay(string(day)); err != nil || day > tx.Today() {
		return nil, kernel.Invalid("day", "bad_day")
	}
	// In one order for all, so that two who change the same household do not wait for each other in a circle.
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Change) int { return cmp.Compare(a.Field, b.Field) })
	e := &edit{s: s, tx: tx, h: h, card: s.card(), day: day}
	if err := e.read(list); err != nil {
		return nil, err
	}
	out := make([]Result, 0, len(list))
	for i, c := range list {
		r, err := e.one(c, e.values[i])
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// edit is the change of one card.
type edit struct {
	s      *Service
	tx     *db.WriteTx
	h      person.Household
	card   pack.Card
	day    kernel.Day
	rows   map[string]*factRow
	values []any // as typed, beside the changes
}

// read fetches what stands, and checks the new answers: each by its type, all together by the conditions of the card.
func (e *edit) read(list []Change) error {
	rows, err := factsOf(e.tx.ReadTx, []kernel.ID{e.h.ID})
	if err != nil {
		return err
	}
	e.rows = map[string]*factRow{}
	for i := range rows[e.h.ID] {
		r := rows[e.h.ID][i]
		e.rows[r.Field] = &r
	}
	all := open(rows[e.h.ID])
	var fields []pack.Field
	for i, c := range list {
		f, ok := e.card.Field(c.Field)
		if !ok || !f.Valid(e.tx.Today()) {
			return kernel.Invalid("fields."+c.Field, "not_asked")
		}
		if i > 0 && list[i-1].Field == c.Field {
			return kernel.Invalid("fields."+c.Field, "duplicate_row")
		}
		v, err := form.Typed(e.s.packs.Now(), f.Field, c.Value, nil)
		if err != nil {
			return err
		}
		has := ""
		if r := e.rows[f.ID]; r != nil {
			has = r.Value
		}
		if err := inForce(f, v, has, e.tx.Today()); err != nil {
			return err
		}
		e.values = append(e.values, v)
		if f.Sealed() {
			continue
		}
		fields = append(fields, f.Field)
		if delete(all, f.ID); v != nil {
			all[f.ID] = v
		}
	}
	values := form.Figures(e.s.packs.Now(), e.tx.Today())
	form.Fill(values, e.card.Plain(), all)
	return form.Hold(fields, values, maps.Clone(all), func(pack.Field) bool { return false })
}

// one decides on one change and carries it out.
func (e *edit) one(c Change, v any) (Result, error) {
	f, _ := e.card.Field(c.Field)
	r, err := e.locked(c.Field)
	if err != nil {
		return Result{}, err
	}
	w := wanted{hard: f.Hard, sealed: f.Sealed(), ver: c.Ver, now: r.Ver, base: stored(c.Base), value: stored(v)}
	if w.has, err = e.has(r); err != nil {
		return Result{}, err
	}
	out := Result{Field: c.Field, Outcome: decide(w)}
	switch out.Outcome {
	case Waits:
		out.Conflict, err = e.keep(f, r, w, StateOpen)
	case Told:
		if out.Conflict, err = e.keep(f, r, w, StateTold); err == nil {
			err = e.store(f, r, v)
		}
	case Applied:
		err = e.store(f, r, v)
	}
	if err != nil {
		return out, err
	}
	out.Now, err = e.s.fact(e.card, r)
	return out, err
}

// locked is the row of a field, held until the end; a new one where nothing was ever said.
func (e *edit) locked(field string) (*factRow, error) {
	r := e.rows[field]
	if r == nil {
		return &factRow{Stamp: e.h.Stamp, HouseholdID: e.h.ID, Field: field}, nil
	}
	fresh := &factRow{}
	return fresh, e.tx.Lock(fresh, r.ID)
}

// has is what stands, as it is compared; nobody is shown it.
func (e *edit) has(r *factRow) (string, error) {
	if r.Hidden == "" {
		return r.Value, nil
	}
	return e.s.compared(r.Hidden)
}

// compared opens a sealed answer only to compare it with another one.
func (s *Service) compared(sealed kernel.Secret) (string, error) { return s.keys.Open(sealed) }

// store enters an answer.
func (e *edit) store(f pack.CardField, r *factRow, v any) error {
	was := *r
	e.s.fill(f, r, v)
	r.Ver++
	r.Day, r.At, r.ByName = e.day, e.tx.Now().UnixMilli(), e.tx.Actor().Name
	if r.ID == 0 {
		r.ID = e.tx.NewID()
		return insert(e.tx, []*factRow{r})
	}
	return update(e.tx, was, r)
}

// fill puts a value into a row: open, or sealed with its index.
func (s *Service) fill(f pack.CardField, r *factRow, v any) {
	trait := traitOf(f, v)
	if !f.Sealed() {
		r.Value, r.Trait, r.Hidden, r.HiddenTrait = stored(v), trait, "", ""
		return
	}
	r.Value, r.Trait, r.Hidden, r.HiddenTrait = "", "", s.keys.Seal(stored(v)), ""
	if trait != "" {
		r.HiddenTrait = s.hiddenTrait(f.ID, trait)
	}
}

// hiddenTrait is the index by which a sealed answer is found.
func (s *Service) hiddenTrait(field, trait string) string {
	return s.keys.Index("fact."+field, trait)
}

// keep writes a conflict down: what stands on one side, what does not on the other.
func (e *edit) keep(f pack.CardField, r *factRow, w wanted, state string) (kernel.ID, error) {
	same, err := e.waiting(f, w)
	if err != nil || same != 0 {
		return same, err
	}
	c := &conflictRow{
		Row: db.Row{ID: e.tx.NewID()}, Stamp: e.h.Stamp, HouseholdID: e.h.ID, Field: f.ID, State: state, Base: w.base,
		Kept: w.has, KeptBy: r.ByName, KeptAt: r.At, Other: w.value, OtherBy: e.tx.Actor().Name, OtherAt: e.tx.Now().UnixMilli(), At: e.tx.Now().UnixMilli(),
	}
	if state == StateTold {
		c.Kept, c.KeptBy, c.KeptAt, c.Other, c.OtherBy, c.OtherAt = c.Other, c.OtherBy, c.OtherAt, c.Kept, c.KeptBy, c.KeptAt
	}
	if w.sealed {
		if err := e.s.hide(c); err != nil {
			return 0, err
		}
	}
	return c.ID, e.tx.Insert(c)
}

// waiting is the open conflict that says the same already.
func (e *edit) waiting(f pack.CardField, w wanted) (kernel.ID, error) {
	rows, err := selectConflicts(e.tx.ReadTx, "c.household_id = ? AND c.field = ? AND c.state = '"+StateOpen+"'", e.h.ID, f.ID)
	for i := range rows {
		if err != nil {
			break
		}
		if err = e.s.unhide(&rows[i]); err == nil && w.hard && rows[i].Other == w.value {
			return rows[i].ID, nil
		}
	}
	return 0, err
}

// Enter enters what is known of households that have no card yet, many at once.
func (s *Service) Enter(tx *db.WriteTx, list []Entry) error {
	card, rows := s.card(), []*factRow{}
	for _, e := range list {
		for _, f := range card.Fields() {
			v, ok := e.Values[f.ID]
			if !ok || v == nil {
				continue
			}
			typed, err := form.Typed(s.packs.Now(), f.Field, v, nil)
			if err == nil {
				err = inForce(f, typed, "", tx.Today())
			}
			if err != nil {
				return err
			}
			r := &factRow{
				Stamp: e.Stamp, HouseholdID: e.HouseholdID, Field: f.ID, Ver: 1, Day: tx.Today(), At: tx.Now().UnixMilli(), ByName: tx.Actor().Name,
			}
			s.fill(f, r, typed)
			rows = append(rows, r)
		}
	}
	return insert(tx, rows)
}
