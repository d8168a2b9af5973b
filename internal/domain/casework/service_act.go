package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Act takes a step: it checks that the transition leads on from the state, that the actor may take it and that it is given
// what it needs, and hands the case on. The same client key again answers the case as it is.
func (s *Service) Act(ctx context.Context, id kernel.ID, a Action) (*Detail, error) {
	if a.Rev == 0 && kernel.ActorOf(ctx).Kind == kernel.ActorOfficer {
		return nil, kernel.Invalid("rev", "required")
	}
	if err := s.act(ctx, id, a); err != nil {
		return nil, s.counted(ctx, id, err)
	}
	return s.shown(ctx, id)
}

func (s *Service) act(ctx context.Context, id kernel.ID, a Action) error {
	_, onClock := timeSteps[a.Name]
	known := onClock || slices.ContainsFunc(s.pack().CaseTypes, func(c pack.CaseType) bool {
		_, ok := c.Transition(a.Name)
		return ok
	})
	if !known {
		return kernel.Invalid("action", "unknown_action").With("action", a.Name)
	}
	a = a.trimmed()
	key := ""
	if a.ClientKey != "" {
		key = kernel.ActorOf(ctx).PersonID.String() + ":" + a.Name + ":" + a.ClientKey
	}
	return s.db.Write(ctx, "casework."+a.Name, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Lock(c, id); err != nil {
			return err
		}
		if key != "" && c.ActionKey == key {
			return nil
		}
		if a.Rev != 0 && a.Rev != c.Rev {
			return kernel.Conflict("changed_meanwhile").With("rev", itoa(int(c.Rev)))
		}
		if onClock {
			c.ActionKey = key
			return s.takeTime(tx, c, a)
		}
		ct, t, err := s.transition(tx.Actor(), c, a.Name)
		if err != nil {
			return err
		}
		if err := filled(t, a); err != nil {
			return err
		}
		if err := s.recused(tx, ct, c); err != nil {
			return err
		}
		s.inWhosePlace(tx, t, c)
		c.ActionKey = key
		return s.step(tx, ct, t, c, a)
	})
}

// transition finds the step in the case's type and checks state and actor.
func (s *Service) transition(actor kernel.Actor, c *caseRow, name string) (pack.CaseType, pack.Transition, error) {
	ct := s.typeOf(c)
	t, ok := ct.Transition(name)
	switch {
	case !ok:
		return ct, t, kernel.Invalid("action", "unknown_action").With("action", name)
	case !slices.Contains(t.From, c.State):
		return ct, t, kernel.Conflict("wrong_state").With("state", c.State)
	case !may(t, actor, s.party(c)):
		return ct, t, kernel.Forbidden("not_yours")
	}
	return ct, t, nil
}

// step changes the row, its photos' stamps and the counters.
func (s *Service) step(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow, a Action) error {
	before := *c
	if err := s.note(tx, ct, t, c, a); err != nil {
		return err
	}
	if err := s.hand(tx, t, c, a); err != nil {
		return err
	}
	if c.Note = a.Note; t.Public && a.Note != "" && tx.Actor().Kind == kernel.ActorOfficer {
		c.Feedback = a.Note // what a public step says is the answer to who raised the case
	}
	if slices.Contains(t.Needs, pack.NeedRating) {
		c.Rating, c.RatingText = a.Rating, a.RatingText
	}
	if err := s.bring(tx, ct, t, c); err != nil {
		return err
	}
	if err := s.move(tx, ct, t, c); err != nil {
		return err
	}
	if !before.Open && c.Open {
		if err := s.comeHome(tx, c); err != nil {
			return err
		}
	}
	tx.Reason(a.Reason)
	if err := tallyChanged(tx, &before, c); err != nil {
		return err
	}
	if rating(ct, c.State) != "" && rating(ct, before.State) == "" && c.Rating == 0 && c.Reopened == 0 {
		tx.Tally(c.Stamp, tx.Today(), caseAsked, 1)
	}
	if err := s.endCalls(tx, ct, c); err != nil {
		return err
	}
	if err := s.after(tx, ct, t, c); err != nil {
		return err
	}
	if err := passOn(tx, c, before.BodyID); err != nil {
		return err
	}
	return s.tell(tx, ct, c, t, before.Stamp)
}

// passOn stores a case, with its photos where another unit handles it now.
func passOn(tx *db.WriteTx, c *caseRow, was kernel.ID) error {
	if c.BodyID == was {
		return tx.Update(c)
	}
	if err := restamp(tx, c); err != nil {
		return err
	}
	return tx.Pass(c)
}

// move brings the case into the state to which the step leads. A step that stays where it is, such as an entry of progress, lets the
// clock run on.
func (s *Service) move(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	if t.To == c.State {
		st, _ := ct.State(t.To)
		c.AwaitsID, c.Lane = awaits(st, c.AssigneeID, c.ReporterPersonID), s.laneOf(ct, st, c, tx.Today())
		return s.rewind(tx, ct, st, c)
	}
	if err := s.leave(tx, c); err != nil {
		return err
	}
	return s.enter(tx, ct, c, t.To)
}

// hand gives the case to whom the step says.
func (s *Service) hand(tx *db.WriteTx, t pack.Transition, c *caseRow, a Action) error {
	if t.ClearsHandler {
		if err := s.keeps(tx, c); err != nil {
			return err
		}
		c.setHandler(handler{})
		c.Queue = ""
	}
	if a.BodyID != 0 || a.AssigneeID != 0 {
		h, err := s.pick(tx.ReadTx, c, a)
		if err != nil {
			return err
		}
		c.setHandler(h)
		if err := s.standsAside(tx, c, h.AssigneeID); err != nil {
			return err
		}
		if err := s.allowed(tx, c, h); err != nil {
			return err
		}
	}
	if t.HandTo != "" {
		if err := handTo(c, t.HandTo); err != nil {
			return err
		}
	}
	if who := tx.Actor(); t.TakesOn && who.PersonID != 0 {
		c.AssigneeID, c.AssigneeName = who.PersonID, who.Name
	}
	return nil
}

func (c *caseRow) setHandler(h handler) {
	c.BodyID, c.BodyName, c.AssigneeID, c.AssigneeName = h.BodyID, h.BodyName, h.AssigneeID, h.AssigneeName
}

// restamp binds the photos to the unit that now handles the case.
func restamp(tx *db.WriteTx, c *caseRow) error {
	rows, err := photosOf(system(tx.ReadTx), c.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].BodyID = c.BodyID
		if err := tx.Pass(&rows[i]); err != nil {
			return err
		}
	}
	return movePapers(tx, c, tx.Pass)
}

// Reveal opens what the reporter said about who they are; the reason stands in the journal.
func (s *Service) Reveal(ctx context.Context, id kernel.ID, reason string) (*Revealed, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	out := &Revealed{}
	err := s.db.Write(ctx, actReveal, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		var err error
		if out.Contact, err = s.keys.Open(c.Contact); err != nil {
			return err
		}
		if out.Name, err = s.keys.Open(c.ReporterName); err != nil {
			return err
		}
		tx.Reason(reason)
		tx.View(table, c.ID, c.Stamp, "contact")
		hidden, err := s.secretsOf(tx, c)
		out.Fields = map[string]string{}
		for id, v := range hidden {
			out.Fields[id], _ = v.(string)
		}
		return err
	})
	return out, err
}
