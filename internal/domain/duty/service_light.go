package duty

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// litStep is how many open items one read of Turn goes through.
const litStep = 5000

// lightOf is the light of an item on a day by the rules that hold now.
func (s *Service) lightOf(r *itemRow, day kernel.Day) string {
	near, behind := s.thresholds(r.Type)
	return light(r.plan(), near, behind, day)
}

// measureOf is the standing counter of an item by its light on a day; a closed one has none.
func (s *Service) measureOf(r *itemRow, day kernel.Day) string {
	if l := s.lightOf(r, day); l != "" {
		return measureLight + l
	}
	return ""
}

// counted brings the counters after an item that this Write has stored: how many are open, were written off, and have which light.
// before is nil for a new one.
func (s *Service) counted(tx *db.WriteTx, before, after *itemRow) error {
	tally(tx, before, after)
	now := s.measureOf(after, tx.Today())
	if before == nil {
		before = after
	} else if before.Open == after.Open && before.Stamp == after.Stamp && s.measureOf(before, tx.Today()) == now {
		return nil
	}
	_, err := tx.Turn("duty_light", after.ID, before.Stamp, after.Stamp, now)
	return err
}

// Turn counts each open item with the light that it has today: lights turn as days pass and as rules change, without anybody touching
// the item. Items of before lights were counted come in by the same way. It returns how many lights turned.
func (s *Service) Turn(ctx context.Context) (int, error) {
	turned, due, last := 0, kernel.Day(""), kernel.ID(0)
	for {
		var rows []lit
		var today kernel.Day
		err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
			today = tx.Today()
			rows, err = openAfter(tx, due, last, litStep)
			return err
		})
		if err != nil || len(rows) == 0 {
			return turned, err
		}
		due, last = rows[len(rows)-1].DueDay, rows[len(rows)-1].ID
		var stale []kernel.ID
		for i := range rows {
			if r := &rows[i]; r.Measure == nil || *r.Measure != s.measureOf(r.row(), today) {
				stale = append(stale, r.ID)
			}
		}
		slices.Sort(stale)
		for part := range slices.Chunk(stale, step) {
			n := 0
			err := s.db.Write(ctx, "duty.turn", func(tx *db.WriteTx) (err error) {
				n, err = s.turnAll(tx, part)
				return err
			})
			if turned += n; err != nil {
				return turned, err
			}
		}
	}
}

// turnAll turns the lights of some items that are still open.
func (s *Service) turnAll(tx *db.WriteTx, ids []kernel.ID) (turned int, err error) {
	for _, id := range ids {
		r := &itemRow{}
		if err := tx.Lock(r, id); kernel.KindOf(err) == kernel.KindNotFound {
			continue // taken back meanwhile
		} else if err != nil {
			return turned, err
		}
		did, err := tx.Turn("duty_light", id, r.Stamp, r.Stamp, s.measureOf(r, tx.Today()))
		if err != nil {
			return turned, err
		}
		if did {
			turned++
		}
	}
	return turned, nil
}

// lightsIn reads the counters of open items by light, in a place or in all of the actor's.
func (s *Service) lightsIn(tx *db.ReadTx, at kernel.ID) (out Lights, err error) {
	w := &conditions{}
	to := map[string]*int64{LightRed: &out.Red, LightAmber: &out.Amber, LightBlue: &out.Blue, LightGreen: &out.Green}
	in, args := among("t.measure", []string{measureLight + LightRed, measureLight + LightAmber, measureLight + LightBlue, measureLight + LightGreen})
	w.add(in, args...)
	w.add("t.day = ?", db.Standing)
	if err := s.within(tx, w, "t", at); err != nil {
		return out, err
	}
	var sums []db.Sum
	err = tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY t.measure", w.args...)
	for _, m := range sums {
		*to[m.Measure[len(measureLight):]] = m.N
	}
	return out, err
}

// StandIn tells, for a screen, how the items in a place stand.
func (s *Service) StandIn(tx *db.ReadTx, at kernel.ID) (out Stand, err error) {
	if out.Lights, err = s.lightsIn(tx, at); err != nil {
		return out, err
	}
	today := tx.Today()
	w := &conditions{}
	w.add("i.open AND i.due_day >= ? AND i.due_day <= ?", today, today.Add(6-(int(today.Time().Weekday())+6)%7))
	if err := s.within(tx, w, "i", at); err != nil {
		return out, err
	}
	_, out.Week, err = dueCounts(tx, w)
	return out, err
}
