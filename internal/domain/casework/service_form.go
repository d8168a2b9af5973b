package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
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
			if have, err = form.Read(c.Facts); err != nil {
				return err
			}
			typ, at, p = c.Type, sceneOf(c, at.day), s.rules(c)
		}
		ct, ok := p.CaseType(typ)
		if !ok {
			return kernel.Invalid("type", "unknown_type").With("type", typ)
		}
		out = shown(p, ct, step, at, have, given)
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
		if !ok || !slices.Contains([]string{pack.FieldPerson, pack.FieldBody, pack.FieldHouse}, f.Type) {
			return kernel.Invalid("field", "bad_value")
		}
		_, err := s.place.Load(tx, at)
		if ct.HandTo == field && kernel.KindOf(err) == kernel.KindNotFound {
			out, err = s.ownUnits(tx, f)
			return err
		}
		if err != nil {
			return err
		}
		out, err = s.choices(tx, f, at)
		return err
	})
	return out, err
}

// Merge puts a case together with another of its type about the same matter: it ends, and who follows it sees how the other
// goes on. The other is named by its id, or by its number as people know it.
func (s *Service) Merge(ctx context.Context, id, into kernel.ID, no string, rev int64, reason string) (*Detail, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	if err := short("reason", reason, MaxNote, nil); err != nil {
		return nil, err
	}
	if no = strings.ToUpper(strings.TrimSpace(no)); no != "" {
		var err error
		if into, err = s.numbered(ctx, no); err != nil {
			return nil, err
		}
	}
	err := s.db.Write(ctx, actMerge, func(tx *db.WriteTx) error {
		c, other, err := lockBoth(tx, id, into)
		if err != nil {
			return err
		}
		ct := s.typeOf(c)
		switch {
		case rev != 0 && rev != c.Rev:
			return kernel.Conflict("changed_meanwhile").With("rev", itoa(int(c.Rev)))
		case id == into || c.Type != other.Type || !other.Open:
			return kernel.Invalid("into", "merge_target")
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
		if err := tallyChanged(tx, &before, c); err != nil {
			return err
		}
		if err := s.endCalls(tx, ct, c); err != nil {
			return err
		}
		if c.Reopened > 0 { // what binds the office goes along
			other.Reopened = max(other.Reopened, 1)
		}
		if err := tx.UpdateAll([]*caseRow{other, c}); err != nil {
			return err
		}
		return s.tell(tx, ct, c, pack.Transition{}, c.Stamp)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// lockBoth locks two cases in one order for all, so that two who merge never wait for each other.
func lockBoth(tx *db.WriteTx, id, into kernel.ID) (c, other *caseRow, err error) {
	c, other = &caseRow{}, &caseRow{}
	first, second, a, b := c, other, id, into
	if into < id {
		first, second, a, b = other, c, into, id
	}
	if err = tx.Lock(first, a); err == nil {
		err = tx.Lock(second, b)
	}
	return c, other, err
}

// numbered is the case of a number that the actor sees.
func (s *Service) numbered(ctx context.Context, no string) (kernel.ID, error) {
	var ids []kernel.ID
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT c.id FROM {case c} WHERE c.no = ?", no)
	})
	if err == nil && len(ids) == 0 {
		err = kernel.Invalid("into", "merge_target")
	}
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}
