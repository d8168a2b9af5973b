package points

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Object holds up an entry on the board: by the member, or by somebody of the branch who writes down what was said against it. It does
// not take effect before the branch has looked into it.
func (s *Service) Object(ctx context.Context, id kernel.ID, reason string) (*EntryDetail, error) {
	who := kernel.ActorOf(ctx)
	var out *EntryDetail
	err := s.db.Write(whole(ctx), "points.object", func(tx *db.WriteTx) error {
		reason, err := kernel.Words("reason", reason, maxReason, true)
		if err != nil {
			return err
		}
		var e entryRow
		if err := tx.Lock(&e, id); err != nil {
			return err
		}
		if !who.Is(e.PersonID) && !has(who, PermRecord, e.Stamp) && !has(who, PermConfirm, e.Stamp) {
			return kernel.NotFound(entryTable).With("id", id.String())
		}
		if err := inState(&e, Posted); err != nil {
			return err
		}
		if e.EffectDay <= tx.Today() {
			return kernel.Conflict("posting_over").With("day", string(e.EffectDay))
		}
		tx.Reason(reason)
		e.to(Objected)
		if err := tx.Update(&e); err != nil {
			return err
		}
		if err := step(tx, &e, StepObject, reason); err != nil {
			return err
		}
		out, err = s.entry(tx.ReadTx, &e)
		return err
	})
	return out, err
}

// TakeUp begins to look into an objection: by somebody who neither entered nor confirmed the entry.
func (s *Service) TakeUp(ctx context.Context, id kernel.ID) (*EntryDetail, error) {
	return s.recheck(ctx, id, "points.take_up", func(tx *db.WriteTx, e *entryRow) error {
		who := tx.Actor()
		if e.State == Recheck && e.RecheckID == who.PersonID && who.PersonID != 0 {
			return nil
		}
		if err := inState(e, Objected); err != nil {
			return err
		}
		if err := apart(who, e, e.ConfirmID); err != nil {
			return err
		}
		e.RecheckID, e.RecheckName = who.PersonID, who.Name
		e.to(Recheck)
		if err := tx.Update(e); err != nil {
			return err
		}
		return step(tx, e, StepRecheck, "")
	})
}

// Decide answers an objection. Where it holds, the entry is withdrawn and what was reserved is free; where it does not, it is
// confirmed again, by who looked into it, and goes to the board anew.
func (s *Service) Decide(ctx context.Context, id kernel.ID, holds bool, answer string) (*EntryDetail, error) {
	answer, err := kernel.Words("answer", answer, maxReason, true)
	if err != nil {
		return nil, err
	}
	return s.recheck(ctx, id, "points.decide", func(tx *db.WriteTx, e *entryRow) error {
		who := tx.Actor()
		if err := inState(e, Recheck); err != nil {
			return err
		}
		if err := apart(who, e, e.ConfirmID); err != nil {
			return err
		}
		tx.Reason(answer)
		e.RecheckID, e.RecheckName = who.PersonID, who.Name
		if holds {
			return s.drop(tx, e, StepUphold, answer)
		}
		e.ConfirmID, e.ConfirmName = who.PersonID, who.Name
		e.PostingID, e.PostedDay, e.EffectDay = 0, "", ""
		e.to(Confirmed)
		if err := tx.Update(e); err != nil {
			return err
		}
		return step(tx, e, StepReject, answer)
	})
}

// recheck is one step of looking into an objection, by who may confirm entries of the item.
func (s *Service) recheck(ctx context.Context, id kernel.ID, action string, do func(*db.WriteTx, *entryRow) error) (*EntryDetail, error) {
	var out *EntryDetail
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		var e entryRow
		if err := tx.Lock(&e, id); err != nil {
			return err
		}
		var y yearRow
		if err := tx.Get(&y, e.YearID); err != nil {
			return err
		}
		if err := yearIn(&y, Open); err != nil {
			return err
		}
		_, sch := s.schemeOf(&y)
		x, _ := sch.Item(e.Item)
		if !byPost(tx.Actor(), PermConfirm, sch.ConfirmersOf(x), y.Stamp) {
			return kernel.Forbidden("not_a_confirmer").With("item", x.Name)
		}
		if err := do(tx, &e); err != nil {
			return err
		}
		var err error
		out, err = s.entry(tx.ReadTx, &e)
		return err
	})
	return out, err
}
