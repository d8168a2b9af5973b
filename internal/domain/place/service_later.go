package place

import (
	"context"
	"encoding/json"
	"errors"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// planLater keeps an act for its day. It must be possible as things are now.
func (s *Service) planLater(ctx context.Context, a Act) (Preview, error) {
	out, err := s.Preview(ctx, a)
	if err != nil {
		return out, err
	}
	if err := out.refused(a.Seen); err != nil {
		return out, err
	}
	a.Seen = "" // the days until then go on
	text, err := json.Marshal(a)
	if err != nil {
		return out, err
	}
	err = s.d.Write(ctx, "place.plan", func(tx *db.WriteTx) error {
		tx.Reason(a.Reason)
		id := a.PlaceID
		if id == 0 {
			id = a.With[0]
		}
		p, err := s.Lock(tx, id)
		if err != nil {
			return err
		}
		who := tx.Actor()
		r := &planRow{
			Stamp: p.Stamp, Kind: a.Kind, Day: a.Day, PlaceID: p.ID, PlaceName: p.Name, Act: string(text),
			AccountID: who.AccountID, ActorName: who.Name, At: tx.Now().UnixMilli(), State: PlanWaits,
		}
		err = tx.Insert(r)
		out.PlanID = r.ID
		return err
	})
	return out, err
}

// Plans lists the changes that are planned or were, those to come first; a place keeps those that name it.
func (s *Service) Plans(ctx context.Context, at kernel.ID) ([]Planned, error) {
	out := []Planned{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := selectPlans(tx, "x.state = ? OR x.day >= ?", PlanWaits, tx.Today().Add(-90))
		for i := range rows {
			p, names, err := s.planned(tx, &rows[i])
			if err != nil {
				return err
			}
			if at == 0 || names[at] {
				out = append(out, p)
			}
		}
		return err
	})
	return out, err
}

func (s *Service) planned(tx *db.ReadTx, r *planRow) (Planned, map[kernel.ID]bool, error) {
	out := Planned{
		ID: r.ID, Rev: r.Rev, Kind: r.Kind, Day: r.Day, Place: Ref{ID: r.PlaceID, Name: r.PlaceName}, Others: []string{},
		ActorName: r.ActorName, At: r.At, State: r.State, Fault: r.Fault,
	}
	var a Act
	if err := json.Unmarshal([]byte(r.Act), &a); err != nil {
		return out, nil, err
	}
	ids := a.involved()
	known, err := s.LoadMany(tx, ids)
	named := map[kernel.ID]bool{r.PlaceID: true}
	for _, id := range ids {
		if named[id] = true; id != r.PlaceID && known[id].Name != "" {
			out.Others = append(out.Others, known[id].Name)
		}
	}
	if a.Name != "" {
		out.Others = append(out.Others, a.Name)
	}
	for _, p := range a.Parts {
		out.Others = append(out.Others, p.Name)
	}
	return out, named, err
}

// CancelPlan takes a planned change back before its day.
func (s *Service) CancelPlan(ctx context.Context, id kernel.ID, rev int64) error {
	return s.d.Write(ctx, "place.cancel_plan", func(tx *db.WriteTx) error {
		r := &planRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev || r.State != PlanWaits {
			return kernel.Conflict("changed_meanwhile")
		}
		r.State = PlanGone
		return tx.Update(r)
	})
}

// CarryPlans carries out what is due, in the order of the days, each in a Write of its own that also settles its plan: of
// several servers one does it, and after days of standstill each still begins on its own day. What is not possible any more
// is marked as failed with its reason.
func (s *Service) CarryPlans(ctx context.Context) error {
	var due []planRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		due, err = selectPlans(tx, "x.state = ? AND x.day <= ?", PlanWaits, tx.Today())
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range due {
		err := s.settle(ctx, p, "place."+p.Kind, s.carryPlan)
		var ke *kernel.Error
		if errors.As(err, &ke) && ke.Kind != kernel.KindUnavailable && ke.Kind != kernel.KindInternal {
			err = s.settle(ctx, p, "place.plan_failed", func(_ *db.WriteTx, r *planRow) error {
				r.State, r.Fault = PlanFailed, ke.Code
				return nil
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// settle changes a plan that is still waiting.
func (s *Service) settle(ctx context.Context, p planRow, action string, how func(*db.WriteTx, *planRow) error) error {
	return s.d.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &planRow{}
		if err := tx.Lock(r, p.ID); err != nil || r.State != PlanWaits {
			return err
		}
		if err := how(tx, r); err != nil {
			return err
		}
		return tx.Update(r)
	})
}

func (s *Service) carryPlan(tx *db.WriteTx, r *planRow) error {
	var a Act
	if err := json.Unmarshal([]byte(r.Act), &a); err != nil {
		return err
	}
	tx.Reason(r.ActorName + ": " + a.Reason)
	out, err := s.carryOut(tx, a)
	if err != nil {
		return err
	}
	r.State = PlanDone
	return out.refused("")
}

// strayDays is how long after a change rows are looked for that were entered at the very moment when their place ended.
const strayDays = 7

// GatherStrays gives to the successor what was bound to a place while it ended: whoever entered it saw the place still open.
func (s *Service) GatherStrays(ctx context.Context) error {
	var ended []linkRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		ended, err = selectLinks(tx, "l.day >= ? AND l.kind <> ?", tx.Today().Add(-strayDays), ActSplit)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range ended {
		err := s.d.Write(ctx, "place.gather", func(tx *db.WriteTx) error {
			from, err := s.Load(tx.ReadTx, l.FromID)
			if err != nil {
				return err
			}
			to, err := s.Successor(tx.ReadTx, from)
			if err != nil || to.ID == from.ID {
				return err
			}
			_, err = tx.Rehome(db.Rehoming{From: from.Stamp, To: to.Stamp, Direct: true, Place: to.ID, Day: l.Day})
			return err
		})
		if err != nil && kernel.KindOf(err) != kernel.KindNotFound {
			return err
		}
	}
	return nil
}
