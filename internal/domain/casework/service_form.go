package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

const actMerge = "casework.merge"

// FormField is a field that a form asks for as things stand.
type FormField struct {
	ID       string `json:"id"`
	Required bool   `json:"required"`
}

// Form tells which fields a step asks for when the others are answered so: an empty step stands for raising a case. Answers
// that are not whole yet are passed over.
func (s *Service) Form(ctx context.Context, typ, step, topic string, id kernel.ID, given facts) ([]FormField, error) {
	out := []FormField{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		have, p, at := facts{}, s.pack(), scene{topic: topic, day: tx.Today()}
		if id != 0 {
			c := &caseRow{}
			if err := tx.Get(c, id); err != nil {
				return err
			}
			var err error
			if have, err = readFacts(c.Facts); err != nil {
				return err
			}
			typ, at, p = c.Type, sceneOf(c, at.day), s.rules(c)
		}
		ct, ok := p.CaseType(typ)
		if !ok {
			return kernel.Invalid("type", "unknown_type").With("type", typ)
		}
		by, _ := ct.Transition(step)
		for _, f := range ct.Asked(step) {
			v, err := typed(p, f, given[f.ID], func(pack.Field, kernel.ID) (string, error) { return "", nil })
			if err == nil && v != nil {
				have[f.ID] = v
			}
		}
		values := valuesOf(p, ct, at, have)
		for _, f := range ct.Asked(step) {
			shown, err := f.IsShown(values)
			if err != nil || !shown {
				continue // a condition on what is not answered yet
			}
			must, err := f.IsRequired(values)
			out = append(out, FormField{ID: f.ID, Required: must && err == nil && !by.Partial})
		}
		return nil
	})
	return out, err
}

// Choices are whom or which body a field may name for a case at a place: one that is raised, or the one with the id.
func (s *Service) Choices(ctx context.Context, typ, field string, at, id kernel.ID) ([]TargetPerson, error) {
	out := []TargetPerson{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		ct, _ := s.pack().CaseType(typ)
		if id != 0 {
			c := &caseRow{}
			if err := tx.Get(c, id); err != nil {
				return err
			}
			ct, at = s.typeOf(c), c.PlaceID
		}
		f, ok := ct.Field(field)
		if !ok || f.Type != pack.FieldPerson && f.Type != pack.FieldBody {
			return kernel.Invalid("field", "bad_value")
		}
		if _, err := s.place.Load(tx, at); err != nil {
			return err
		}
		var err error
		out, err = s.choices(tx, f, at)
		return err
	})
	return out, err
}

// Merge puts a case together with another of its type about the same matter: it ends, and who follows it sees how the other
// goes on.
func (s *Service) Merge(ctx context.Context, id, into kernel.ID, rev int64, reason string) (*Detail, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	err := s.db.Write(ctx, actMerge, func(tx *db.WriteTx) error {
		c, other := &caseRow{}, &caseRow{}
		first, second := c, other
		if into < id { // one order for all, so that two who merge never wait for each other
			first, second = other, c
		}
		for _, row := range []*caseRow{first, second} {
			at := id
			if row == other {
				at = into
			}
			if err := tx.Lock(row, at); err != nil {
				return err
			}
		}
		ct := s.typeOf(c)
		switch {
		case rev != 0 && rev != c.Rev:
			return kernel.Conflict("changed_meanwhile").With("rev", itoa(int(c.Rev)))
		case id == into || c.Type != other.Type || other.MergedID != 0:
			return kernel.Invalid("into", "not_a_target")
		case !ct.Merge.By.Given() || !may(ct.Merge.By.Step(), tx.Actor(), s.party(c)):
			return kernel.Forbidden("not_yours")
		case !c.Open:
			return kernel.Conflict("case_closed")
		}
		before := *c
		c.MergedID, c.Note = other.ID, reason
		other.Merges++
		tx.Reason(reason)
		if err := s.leave(tx, c); err != nil {
			return err
		}
		if err := s.enter(tx, ct, c, ct.Merge.To); err != nil {
			return err
		}
		tally(tx, &before, c)
		if err := tx.Update(other); err != nil {
			return err
		}
		if err := tx.Update(c); err != nil {
			return err
		}
		return s.tell(tx, ct, c, pack.Transition{}, c.Stamp)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// Proposed is the way that the pack proposes for a case: the queue, and the name of the body that handles it.
func (s *Service) Proposed(c *caseRow, placeKind string, day kernel.Day) (queue, body string) {
	r, ok := s.pack().RouteOf(c.Type, c.Topic, placeKind, day)
	if ok {
		return r.Queue, r.Body
	}
	i := slices.IndexFunc(s.pack().Queues, func(q pack.Queue) bool { return slices.Contains(q.Topics, c.Topic) })
	if i >= 0 {
		return s.pack().Queues[i].ID, ""
	}
	return "", ""
}
