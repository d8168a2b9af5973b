package casework

import (
	"context"
	"errors"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ActMany takes one step on several cases. Each is judged by itself and in a Write of its own, so that what one lacks stops no
// other. The same client key again takes no step twice: what went through answers that it did.
func (s *Service) ActMany(ctx context.Context, seen []Seen, a Action) ([]StepOutcome, error) {
	switch {
	case len(seen) == 0:
		return nil, kernel.Invalid("cases", "required")
	case len(seen) > MaxMany:
		return nil, kernel.Invalid("cases", "too_many").With("max", itoa(MaxMany))
	case a.ClientKey == "":
		return nil, kernel.Invalid("client_key", "required")
	}
	out := make([]StepOutcome, 0, len(seen))
	known := map[kernel.ID]bool{}
	for _, c := range seen {
		if known[c.ID] {
			continue
		}
		known[c.ID] = true
		one := StepOutcome{ID: c.ID}
		a.Rev = max(c.Rev, 1) // without a revision nobody has seen what they decide on
		var refused *kernel.Error
		err := s.act(ctx, c.ID, a)
		if err != nil {
			err = s.counted(ctx, c.ID, err)
		}
		switch {
		case err == nil:
			one.Done = true
		case errors.As(err, &refused) && refused.Kind != kernel.KindInternal && refused.Kind != kernel.KindUnavailable:
			one.Code, one.Field, one.Args = refused.Code, refused.Field, refused.Args
		default:
			return nil, err // the key lets the rest be sent again
		}
		out = append(out, one)
	}
	return out, s.standings(ctx, out)
}

// standings fills in how the cases stand now: all that the actor may still see, and those that their own step took away.
func (s *Service) standings(ctx context.Context, out []StepOutcome) error {
	return s.db.Read(ctx, func(tx *db.ReadTx) error {
		for i := range out {
			c := &caseRow{}
			look := tx
			if out[i].Done {
				look = system(tx)
			}
			err := look.Get(c, out[i].ID)
			if kernel.KindOf(err) == kernel.KindNotFound {
				continue
			}
			if err != nil {
				return err
			}
			out[i].No, out[i].Rev, out[i].State = c.No, c.Rev, c.State
		}
		return nil
	})
}

// CommonTargets offers to whom all of several cases may be handed by the actor.
func (s *Service) CommonTargets(ctx context.Context, ids []kernel.ID) (*Targets, error) {
	if len(ids) == 0 || len(ids) > MaxMany {
		return nil, kernel.Invalid("cases", "required").With("max", itoa(MaxMany))
	}
	var out *Targets
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		type like struct { // cases that are alike in this have the same targets
			place, body kernel.ID
			topic       string
			sealed      bool
		}
		known := map[like]bool{}
		for _, id := range ids {
			c := &caseRow{}
			if err := tx.Get(c, id); err != nil {
				return err
			}
			k := like{c.PlaceID, c.BodyID, c.Topic, c.Sealed}
			if known[k] {
				continue
			}
			known[k] = true
			t, err := s.targetsOf(tx, c)
			if err != nil {
				return err
			}
			if out == nil {
				out = t
				continue
			}
			if out.Proposed != nil && (t.Proposed == nil || t.Proposed.ID != out.Proposed.ID) {
				out.Proposed = nil
			}
			out.Bodies = slices.DeleteFunc(out.Bodies, func(b TargetBody) bool {
				return !slices.ContainsFunc(t.Bodies, func(o TargetBody) bool { return o.ID == b.ID })
			})
			out.People = slices.DeleteFunc(out.People, func(p TargetPerson) bool {
				return !slices.ContainsFunc(t.People, func(o TargetPerson) bool { return o.ID == p.ID })
			})
		}
		return nil
	})
	return out, err
}
