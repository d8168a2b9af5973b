package duty

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Act takes a step on an item. The same client key again answers the item as it is.
func (s *Service) Act(ctx context.Context, id kernel.ID, a Act) (*ItemDetail, error) {
	note, err := kernel.Words("note", a.Note, maxText, needsNote[a.Step])
	if err != nil {
		return nil, err
	}
	a.Note = note
	who := kernel.ActorOf(ctx)
	if _, ok := from[a.Step]; !ok || a.Step == StepBreakDown || a.Step == StepOrder || a.Step == StepEvidence {
		return nil, kernel.Invalid("step", "unknown_step").With("step", a.Step)
	}
	key := ""
	if own := clientKey(who, a.ClientKey); own != nil {
		key = *own + ":" + a.Step
	}
	err = s.db.Write(whole(ctx), "duty."+a.Step, func(tx *db.WriteTx) error {
		v, err := s.look(tx.ReadTx, who, id)
		if err != nil {
			return err
		}
		if err := tx.Lock(v.row, id); err != nil {
			return err
		}
		if key != "" && v.row.StepKey == key {
			return nil
		}
		if a.Rev != v.row.Rev {
			return kernel.Conflict("changed_meanwhile").With("rev", itoa(int(v.row.Rev)))
		}
		if err := v.allowed(who, a.Step); err != nil {
			return err
		}
		v.row.StepKey = key
		return s.step(tx, v, a)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// needsNote are the steps that must say why.
var needsNote = map[string]bool{
	StepReturn: true, StepReopen: true, StepWithdraw: true, StepAskExtend: true, StepRefuse: true, StepUrge: true,
}

// step changes the item and lets those above it follow.
func (s *Service) step(tx *db.WriteTx, v seen, a Act) error {
	r := v.row
	before := *r
	t, _ := s.pack().ListType(r.Type)
	if err := s.turn(tx, v, t, a); err != nil {
		return err
	}
	if a.Step != StepUrge {
		r.Note = a.Note
	}
	tx.Reason(a.Note)
	r.Open = r.State != Closed && r.State != Withdrawn
	if err := tx.Update(r); err != nil {
		return err
	}
	if err := s.counted(tx, &before, r); err != nil {
		return err
	}
	if before.Progress == r.Progress && (before.State == Withdrawn) == (r.State == Withdrawn) {
		return nil
	}
	return s.rise(tx, r.ParentID, 0)
}

// turn is what a step makes of the item.
func (s *Service) turn(tx *db.WriteTx, v seen, t pack.ListType, a Act) error {
	r := v.row
	switch a.Step {
	case StepAssign:
		return s.reassign(tx, r, t, a)
	case StepAccept:
		r.State = Accepted
	case StepReport:
		return s.report(tx, r, a)
	case StepPass:
		r.State = Passed
	case StepReturn:
		r.State = Returned
	case StepClose:
		if t.Proof && r.Evidence == 0 && r.Children == 0 {
			return kernel.Conflict("proof_missing")
		}
		r.State, r.DoneDay, r.Progress = Closed, tx.Today(), Full
	case StepReopen:
		return reopen(r, v.up, a)
	case StepWithdraw:
		return s.withdraw(tx, r)
	case StepAskExtend, StepExtend, StepRefuse:
		return extend(tx, r, t, a)
	case StepUrge:
		r.Urges, r.UrgedDay = r.Urges+1, tx.Today()
	}
	return nil
}

// reassign gives the item to somebody else, who has to accept it.
func (s *Service) reassign(tx *db.WriteTx, r *itemRow, t pack.ListType, a Act) error {
	if r.ListID == 0 {
		return kernel.Conflict("owed_by_post")
	}
	list := &listRow{}
	if err := tx.Get(list, r.ListID); err != nil {
		return err
	}
	frame := list.Stamp
	if r.ParentID != 0 {
		up := &itemRow{}
		if err := tx.Get(up, r.ParentID); err != nil {
			return err
		}
		frame = up.Stamp
	}
	r.Stamp = frame
	r.BodyID = 0
	if err := s.give(tx.ReadTx, r, t, a); err != nil {
		return err
	}
	if !r.owned() {
		return kernel.Invalid("owner", "required")
	}
	return s.restamp(tx, r)
}

// restamp binds the evidence to where the item lies now.
func (s *Service) restamp(tx *db.WriteTx, r *itemRow) error {
	rows, err := evidenceOf(tx.ReadTx, r.ID)
	for i := range rows {
		rows[i].Stamp = r.Stamp
		if err == nil {
			err = tx.Update(&rows[i])
		}
	}
	return err
}

// report tells progress. That of an item with items below it follows from them; it is reported done when all of them are.
func (s *Service) report(tx *db.WriteTx, r *itemRow, a Act) error {
	who := tx.Actor()
	r.ReportPersonID, r.ReportName = who.PersonID, who.Name
	if r.Children == 0 {
		var err error
		r.State, r.Progress, err = finish(a, r.Progress)
		return err
	}
	open, err := selectItems(tx.ReadTx, "i.parent_id = ? AND i.open LIMIT 1", r.ID)
	switch {
	case err != nil:
		return err
	case len(open) > 0 && a.Done:
		return kernel.Conflict("items_open").With("title", open[0].Title)
	case a.Done:
		r.State = Reported
	default:
		r.State = Doing
	}
	return nil
}

// withdraw takes an item back with all below it that is still open; what is done stays done.
func (s *Service) withdraw(tx *db.WriteTx, r *itemRow) error {
	r.State = Withdrawn
	below, err := selectItems(tx.ReadTx, "i.list_id <> 0 AND i.list_id = ? AND substr(i.path, 1, ?) = ? AND i.open", r.ListID, len(r.Path)+1, r.Path+".")
	if err != nil || r.ListID == 0 {
		return err
	}
	for i := range below {
		b := &below[i]
		was := *b
		b.State, b.Open = Withdrawn, false
		if err := tx.Update(b); err != nil {
			return err
		}
		if err := s.counted(tx, &was, b); err != nil {
			return err
		}
	}
	return nil
}

// reopen takes an item up again that was written off or taken back; what it had before stays in its timeline. Progress says how
// much of it still stands.
func reopen(r *itemRow, up []itemRow, a Act) error {
	for _, u := range up {
		if !u.Open {
			return kernel.Conflict("reopen_above_first").With("title", u.Title)
		}
	}
	if a.Progress < 0 || a.Progress >= Full {
		return kernel.Invalid("progress", "bad_progress")
	}
	r.State, r.DoneDay, r.Reopened = Doing, "", r.Reopened+1
	if r.Children == 0 {
		r.Progress = a.Progress
	}
	return nil
}

// extend asks for a later day, grants it, or does not.
func extend(tx *db.WriteTx, r *itemRow, t pack.ListType, a Act) error {
	if a.Step == StepAskExtend {
		if r.Extensions >= t.Extensions {
			return kernel.Conflict("extended_enough").With("n", itoa(t.Extensions))
		}
		if _, err := kernel.ParseDay(string(a.Due)); err != nil || a.Due <= r.DueDay {
			return kernel.Invalid("due", "must_be_later").With("day", string(r.DueDay))
		}
		r.ExtendTo, r.ExtendReason, r.ExtendPersonID = a.Due, a.Note, tx.Actor().PersonID
		return nil
	}
	if r.ExtendTo == "" {
		return kernel.Conflict("nothing_asked")
	}
	if a.Step == StepExtend {
		r.DueDay, r.Extensions = r.ExtendTo, r.Extensions+1
	}
	r.ExtendTo, r.ExtendReason, r.ExtendPersonID = "", "", 0
	return nil
}

// stepsOf lists what the actor may do with an item now.
func (s *Service) stepsOf(who kernel.Actor, v seen) []string {
	out := []string{}
	t, _ := s.pack().ListType(v.row.Type)
	for _, step := range stepOrder {
		if v.allowed(who, step) != nil {
			continue
		}
		skip := false
		switch step {
		case StepBreakDown:
			skip = v.list == nil || v.row.Depth >= len(t.Breakdown)
		case StepAssign:
			skip = v.list == nil || v.row.Children > 0
		case StepAskExtend:
			skip = v.row.Extensions >= t.Extensions || v.row.ExtendTo != ""
		case StepExtend, StepRefuse:
			skip = v.row.ExtendTo == ""
		}
		if !skip {
			out = append(out, step)
		}
	}
	return out
}

// stepOrder is the order in which steps are offered: the next thing to do comes first.
var stepOrder = []string{
	StepAccept, StepReport, StepPass, StepReturn, StepClose, StepExtend, StepRefuse, StepEvidence, StepBreakDown, StepAssign,
	StepAskExtend, StepUrge, StepOrder, StepReopen, StepWithdraw,
}
