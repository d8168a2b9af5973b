package visit

import (
	"context"
	"slices"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// backDays is how long who entered a visit may take it back; afterwards whoever plans visits there may.
const backDays = 7

// mayTakeBack tells whether somebody may say that a visit was entered by mistake.
func (s *Service) mayTakeBack(who kernel.Actor, r *visitRow) bool {
	young := kernel.DayOf(s.db.Now()) <= kernel.DayOf(time.UnixMilli(r.At)).Add(backDays)
	return young && made(who, r) || may(who, PermPlan, r.Stamp)
}

// TakeBack says that a visit was entered by mistake, for a reason: it counts no more, and its campaign's household waits as before.
// Cases that came out of it stay: somebody asked for something.
func (s *Service) TakeBack(ctx context.Context, id kernel.ID, reason string) (*Detail, error) {
	reason, err := kernel.Words("reason", reason, maxAsk, true)
	if err != nil {
		return nil, err
	}
	who, ctx, err := s.reachVisit(ctx, id)
	if err != nil {
		return nil, err
	}
	var out *Detail
	err = s.db.Write(ctx, "visit.take_back", func(tx *db.WriteTx) error {
		r := &visitRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.BackAt != 0:
			return kernel.Conflict("taken_back_already")
		case !s.mayTakeBack(who, r):
			return kernel.Forbidden("not_yours")
		}
		tx.Reason(reason)
		r.tally(tx, -1)
		r.BackAt = tx.Now().UnixMilli()
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := s.unmeet(tx, r); err != nil {
			return err
		}
		if err := s.uncount(tx, r); err != nil {
			return err
		}
		out, err = s.detail(tx.ReadTx, who, r)
		return err
	})
	return out, err
}

// reachVisit lets somebody act on a visit that they made at a household out of their places.
func (s *Service) reachVisit(ctx context.Context, id kernel.ID) (kernel.Actor, context.Context, error) {
	who := kernel.ActorOf(ctx)
	wide := who
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.look(tx, id)
		if err == nil && made(who, r) {
			arm := kernel.Arm{}
			arm.Level, arm.PlaceID = r.Lowest(tx.County())
			wide.Arms = append(slices.Clone(who.Arms), arm)
		}
		return err
	})
	return who, kernel.WithActor(ctx, wide), err
}

// unmeet lets the tasks for which a visit was the last go back to the one before it.
func (s *Service) unmeet(tx *db.WriteTx, r *visitRow) error {
	var tasks []owed
	err := system(tx.ReadTx).Select(&tasks, "SELECT "+owedColumns+" WHERE t.household_id = ? AND t.last_visit_id = ?", r.HouseholdID, r.ID)
	for _, o := range tasks {
		if err != nil {
			return err
		}
		var before []visitRow
		err = system(tx.ReadTx).Select(&before, "SELECT v.* FROM {visit v} WHERE v.household_id = ? AND v.type = ? AND v.campaign_id = ? AND v.back_at = 0 ORDER BY v.day DESC, v.id DESC LIMIT 1",
			r.HouseholdID, r.Type, o.CampaignID)
		if err != nil {
			return err
		}
		t := &taskRow{}
		if err = tx.Lock(t, o.ID); err != nil {
			return err
		}
		was := *t
		t.Tries, t.Result, t.LastDay, t.LastVisit, t.Open, t.Gap = max(0, t.Tries-1), "", "", 0, true, true
		if o.GapDays > 0 {
			t.DueDay = tx.Today()
		}
		for _, v := range before {
			t.Tries--
			t.visited(v.ID, v.Day, v.Result, o.GapDays)
		}
		err = setTask(tx, was, t)
	}
	return err
}

// uncount takes the answers of a visit out: a checklist stands again as the visit before it left it.
func (s *Service) uncount(tx *db.WriteTx, r *visitRow) error {
	form, ok := s.packs.Version(r.RulesNo).Form(r.Form)
	if !ok {
		return nil
	}
	open, err := casework.ReadAnswers(r.Facts)
	if err != nil {
		return err
	}
	if !form.Latest {
		tallyAnswers(tx, r.Stamp, r.Day, form, open, -1)
		return nil
	}
	rows, err := itemsOf(tx.ReadTx, r.HouseholdID, form.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		if rows[i].VisitID != r.ID {
			continue
		}
		tx.Tally(rows[i].Stamp, db.Standing, rows[i].measure(), -1)
		if err := tx.Delete(&rows[i]); err != nil {
			return err
		}
	}
	all, err := s.person.HouseholdsByID(system(tx.ReadTx), []kernel.ID{r.HouseholdID})
	h, ok := all[r.HouseholdID]
	if err != nil || !ok || h.To != "" {
		return err
	}
	at := r.Stamp
	moved(&at, h.Stamp)
	return s.recheck(tx, r.HouseholdID, at)
}
