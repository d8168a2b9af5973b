package demand

import (
	"context"
	"slices"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// DemandAnswer is what a village answers. Rating, 1 to 5, is what it thinks of the demand; 0: it says nothing.
type DemandAnswer struct {
	Rev    int64  `json:"rev"`
	Text   string `json:"text"`
	Rating int    `json:"rating" required:"false" minimum:"0" maximum:"5"`
}

// DemandSaying is a complaint or a suggestion about a demand.
type DemandSaying struct {
	Rev   int64  `json:"rev"`
	Said  string `json:"said" enum:"complaint,suggestion"`
	Words string `json:"words"`
}

// DemandRuling answers it.
type DemandRuling struct {
	Rev    int64  `json:"rev"`
	Ruling string `json:"ruling" enum:"upheld,changed,rejected"`
	Reply  string `json:"reply"`
}

// DemandWithdrawal takes a demand back from all its villages.
type DemandWithdrawal struct {
	Rev int64  `json:"rev"`
	Why string `json:"why"`
}

// change changes a demand at a village.
func (s *Service) change(ctx context.Context, action string, id kernel.ID, rev int64, step func(*db.WriteTx, *villageRow) error) (*DemandAtVillage, error) {
	var out *DemandAtVillage
	err := s.db.Write(ctx, "demand."+action, func(tx *db.WriteTx) error {
		r := &villageRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := step(tx, r); err != nil {
			return err
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		views, err := s.rows(tx.ReadTx, []villageRow{*r})
		if err == nil {
			out = &views[0]
		}
		return err
	})
	return out, err
}

// ofVillage refuses who has the demand through the office that sent it: a village answers for itself.
func ofVillage(tx *db.ReadTx, r *villageRow) error {
	if !answers(tx.Actor(), r) {
		return kernel.Forbidden("demand_village")
	}
	return nil
}

// answers tells whether the actor may answer for the village: who has the village or what lies above it, and not as the sender.
func answers(a kernel.Actor, r *villageRow) bool {
	at := r.Stamp
	at.BodyID = 0
	return slices.ContainsFunc(a.For(PermAnswer).Arms, func(arm kernel.Arm) bool { return arm.BodyID == 0 && arm.Covers(at, a.CountyID) })
}

// Answer answers a demand for a village.
func (s *Service) Answer(ctx context.Context, id kernel.ID, n DemandAnswer) (*DemandAtVillage, error) {
	words, err := kernel.Words("text", n.Text, maxText, true)
	if err != nil {
		return nil, err
	}
	if n.Rating < 0 || n.Rating > 5 {
		return nil, kernel.Invalid("rating", "out_of_range")
	}
	return s.change(ctx, "answer", id, n.Rev, func(tx *db.WriteTx, r *villageRow) error {
		if err := ofVillage(tx.ReadTx, r); err != nil {
			return err
		}
		if r.State != Open {
			return kernel.Conflict("demand_over")
		}
		r.State, r.Answer, r.Rating, r.ByPersonID, r.ByName = Done, words, n.Rating, tx.Actor().PersonID, tx.Actor().Name
		if n.Rating > 0 {
			tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), ratedN, 1)
			tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), ratedSum, int64(n.Rating))
		}
		return nil
	})
}

// Say complains about a demand or suggests how it should be, for a village. It has an answer within working days that the county sets;
// the demand may be answered meanwhile or not.
func (s *Service) Say(ctx context.Context, id kernel.ID, n DemandSaying) (*DemandAtVillage, error) {
	words, err := kernel.Words("words", n.Words, maxText, true)
	if err != nil {
		return nil, err
	}
	if n.Said != SaidComplaint && n.Said != SaidSuggestion {
		return nil, kernel.Invalid("said", "bad_value").With("value", n.Said)
	}
	return s.change(ctx, "say", id, n.Rev, func(tx *db.WriteTx, r *villageRow) error {
		if err := ofVillage(tx.ReadTx, r); err != nil {
			return err
		}
		switch {
		case r.State == Withdrawn:
			return kernel.Conflict("demand_over")
		case r.Said != "":
			return kernel.Conflict("demand_said")
		}
		days, err := s.pack().Param(replyKey, tx.Today())
		if err != nil {
			return err
		}
		due, err := s.days.AddWorkdays(tx.Now(), days.Int())
		if err != nil {
			return err
		}
		r.Said, r.Words, r.ReplyDue = n.Said, words, kernel.DayOf(due.Add(-time.Millisecond)) // the end of a day is the beginning of the next
		tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), saidN, 1)
		return nil
	})
}

// Rule answers a complaint or suggestion. Who sent the demand, or has it only through the office that did, does not judge about it.
func (s *Service) Rule(ctx context.Context, id kernel.ID, n DemandRuling) (*DemandAtVillage, error) {
	reply, err := kernel.Words("reply", n.Reply, maxText, true)
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{RulingUpheld, RulingChanged, RulingRejected}, n.Ruling) {
		return nil, kernel.Invalid("ruling", "bad_value").With("value", n.Ruling)
	}
	return s.change(ctx, "rule", id, n.Rev, func(tx *db.WriteTx, r *villageRow) error {
		d := &demandRow{}
		if err := system(tx.ReadTx).Get(d, r.DemandID); err != nil {
			return err
		}
		switch {
		case r.Said == "" || r.Ruling != "":
			return kernel.Conflict("demand_ruled")
		case !judges(tx.Actor(), r, d):
			return kernel.Forbidden("demand_own")
		}
		r.Ruling, r.Reply, r.ReplyByID, r.ReplyBy, r.ReplyDay = n.Ruling, reply, tx.Actor().PersonID, tx.Actor().Name, tx.Today()
		if n.Ruling == RulingUpheld {
			r.State = Withdrawn
			tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), saidUpheld, 1)
		}
		if r.ReplyDay > r.ReplyDue {
			tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), saidLate, 1)
		}
		return nil
	})
}

// judges tells whether the actor may answer a complaint about a demand.
func judges(a kernel.Actor, r *villageRow, d *demandRow) bool {
	at := r.Stamp
	at.BodyID = 0
	return d.ByPersonID != a.PersonID && slices.ContainsFunc(a.For(PermJudge).Arms, func(arm kernel.Arm) bool { return arm.BodyID == 0 && arm.Covers(at, a.CountyID) })
}

// Withdraw takes a demand back from every village that has not answered it.
func (s *Service) Withdraw(ctx context.Context, id kernel.ID, n DemandWithdrawal) (*DemandDetail, error) {
	why, err := kernel.Words("why", n.Why, maxBasis, true)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, "demand.withdraw", func(tx *db.WriteTx) error {
		tx.Reason(why)
		r := &demandRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.Rev != n.Rev:
			return kernel.Conflict("changed_meanwhile")
		case r.Withdrawn:
			return kernel.Conflict("demand_over")
		}
		r.Withdrawn, r.Why = true, why
		if err := tx.Update(r); err != nil {
			return err
		}
		var open []kernel.ID
		if err := tx.Select(&open, "SELECT v.id FROM {demand_village v} WHERE v.demand_id = ? AND v.state = ?", id, Open); err != nil {
			return err
		}
		slices.Sort(open)
		for _, v := range open {
			row := &villageRow{}
			if err := tx.Lock(row, v); err != nil {
				return err
			}
			row.State = Withdrawn
			if err := tx.Update(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, id, kernel.Page{})
}
