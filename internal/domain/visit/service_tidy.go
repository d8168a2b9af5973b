package visit

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// tidyStep is how many tasks one Write of the morning changes.
const tidyStep = 500

// Tidy brings the campaigns that run up to the day: visits come round, households that are no more leave, new ones get a visitor,
// and so do those whose visitor holds the post, link or contact no more by which they visited.
func (s *Service) Tidy(ctx context.Context) error {
	ctx = whole(ctx)
	var open []campaignRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		open, err = openCampaigns(tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.round(ctx); err != nil {
		return err
	}
	for i := range open {
		for _, step := range []func(context.Context, *campaignRow) error{s.leave, s.vacate, s.fill} {
			if err := step(ctx, &open[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// change changes tasks that a condition over `t` finds, so many in one Write, until there are none.
func (s *Service) change(ctx context.Context, where string, args []any, how func(tx *db.ReadTx, t *taskRow)) error {
	for {
		n := 0
		err := s.db.Write(ctx, "visit.tidy", func(tx *db.WriteTx) error {
			var rows []taskRow
			err := tx.Select(&rows, "SELECT t.* FROM {campaign_task t} WHERE "+where+" ORDER BY t.id LIMIT ?", append(slices.Clone(args), tidyStep)...)
			n = len(rows)
			for i := range rows {
				if err != nil {
					return err
				}
				t := rows[i]
				how(tx.ReadTx, &t)
				err = setTask(tx, rows[i], &t)
			}
			return err
		})
		if err != nil || n < tidyStep {
			return err
		}
	}
}

// round lets visits come round whose day has come.
func (s *Service) round(ctx context.Context) error {
	today := kernel.DayOf(s.db.Now())
	return s.change(ctx, "t.open AND NOT t.gap AND t.due_day <= ?", []any{today}, func(_ *db.ReadTx, t *taskRow) {
		t.Result, t.Gap = "", true
	})
}

// leave takes out households that ended otherwise than by an event.
func (s *Service) leave(ctx context.Context, c *campaignRow) error {
	return s.change(ctx, "t.campaign_id = ? AND t.result <> ? AND EXISTS (SELECT 1 FROM {household h} WHERE h.county_id = t.county_id AND h.id = t.household_id AND h.to_day < ?)",
		[]any{c.ID, Gone, kernel.DayOf(s.db.Now())}, func(_ *db.ReadTx, t *taskRow) { t.Result, t.Open, t.Gap = Gone, false, false })
}

// vacate takes households from visitors who hold no more what they visited by.
func (s *Service) vacate(ctx context.Context, c *campaignRow) error {
	rules, err := c.rulesOf()
	if err != nil {
		return err
	}
	today := kernel.DayOf(s.db.Now())
	rules = append(rules, pack.VisitorRule{Term: pack.Term{ID: byHand}})
	for _, r := range rules {
		where, args := "t.campaign_id = ? AND t.rule = ? AND t.open AND t.visitor_id <> 0 AND NOT EXISTS (SELECT 1 FROM ", []any{c.ID, r.ID}
		switch r.By {
		case pack.ByLink:
			where += "{link l} WHERE l.county_id = t.county_id AND l.id = t.source_id AND l.person_id = t.visitor_id AND l.to_day >= ?)"
		case pack.ByContact:
			where += "{duty d} WHERE d.county_id = t.county_id AND d.id = t.source_id AND d.person_id = t.visitor_id AND d.to_day >= ?)"
		case pack.ByHolder:
			where += "{appointment a} WHERE a.county_id = t.county_id AND a.id = t.source_id AND a.person_id = t.visitor_id AND a.to_day >= ?)"
		default: // by hand: who holds no post at all
			where += "{appointment a} WHERE a.county_id = t.county_id AND a.person_id = t.visitor_id AND a.to_day >= ?)"
		}
		err := s.change(ctx, where, append(args, today), func(_ *db.ReadTx, t *taskRow) { t.VisitorID, t.VisitorName, t.SourceID = 0, "", 0 })
		if err != nil {
			return err
		}
	}
	return nil
}

// fill gives households without a visitor one, as the campaign's rules find now, and new households their task.
func (s *Service) fill(ctx context.Context, c *campaignRow) error {
	var fresh []*taskRow
	found := map[kernel.ID]taskRow{} // by task
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var waiting []taskRow
		if err := tx.Select(&waiting, "SELECT t.* FROM {campaign_task t} WHERE t.campaign_id = ? AND t.open AND t.visitor_id = 0", c.ID); err != nil {
			return err
		}
		p, err := s.workOn(tx, c, waiting)
		if err != nil {
			return err
		}
		has := map[kernel.ID]kernel.ID{}
		for _, t := range waiting {
			has[t.HouseholdID] = t.ID
		}
		for _, t := range p.tasks(tx.Today()) {
			if id := has[t.HouseholdID]; id == 0 {
				fresh = append(fresh, t)
			} else if t.VisitorID != 0 {
				found[id] = *t
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.filled(ctx, found); err != nil {
		return err
	}
	for from := 0; from < len(fresh); from += tidyStep {
		err := s.db.Write(ctx, "visit.tidy", func(tx *db.WriteTx) error {
			return insertTasks(tx, fresh[from:min(from+tidyStep, len(fresh))])
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// filled stores the visitors that were found for tasks without one.
func (s *Service) filled(ctx context.Context, found map[kernel.ID]taskRow) error {
	ids := make([]kernel.ID, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for from := 0; from < len(ids); from += tidyStep {
		part := ids[from:min(from+tidyStep, len(ids))]
		err := s.db.Write(ctx, "visit.tidy", func(tx *db.WriteTx) error {
			for _, id := range part {
				t, to := &taskRow{}, found[id]
				if err := tx.Lock(t, id); err != nil {
					return err
				}
				if t.VisitorID != 0 || !t.Open {
					continue
				}
				t.VisitorID, t.VisitorName, t.Rule, t.SourceID = to.VisitorID, to.VisitorName, to.Rule, to.SourceID
				if err := tx.Update(t); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
