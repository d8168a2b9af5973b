package casework

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ages are the days after which an open case counts as older, the greatest first: more than a week, a month, a season.
var ages = []int{90, 30, 7}

// ageStep is how many open cases one read of Turn goes through, ageWrite how many it turns in one Write.
const ageStep, ageWrite = 5000, 200

// measureOld is the standing counter of an open case by how many days ago it was reported; a younger one has none.
func measureOld(at int64, today kernel.Day) string {
	for _, days := range ages {
		if kernel.DayOf(time.UnixMilli(at)) < today.Add(-days) {
			return measureAge + strconv.Itoa(days)
		}
	}
	return ""
}

// aged brings the counters by age after a case that this Write stores: a case that is young yet costs nothing.
func aged(tx *db.WriteTx, before, after *caseRow) error {
	m := measureOld(after.At, tx.Today())
	if m == "" || before.Open == after.Open && before.Stamp == after.Stamp {
		return nil
	}
	if !after.Open {
		m = ""
	}
	_, err := tx.Turn(ageTable, after.ID, before.Stamp, after.Stamp, m)
	return err
}

// Turn counts each open case with the age that it has today: they grow older without anybody's hand. Cases of before ages were counted
// come in by the same way. It returns how many turned.
func (s *Service) Turn(ctx context.Context) (int, error) {
	turned, due, last := 0, int64(0), kernel.ID(0)
	for {
		var rows []aging
		var today kernel.Day
		err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
			today = tx.Today()
			rows, err = agingAfter(tx, today.Add(-slices.Min(ages)).Time().UnixMilli(), due, last, ageStep)
			return err
		})
		if err != nil || len(rows) == 0 {
			return turned, err
		}
		due, last = rows[len(rows)-1].Due, rows[len(rows)-1].ID
		var stale []kernel.ID
		for _, r := range rows {
			if r.Measure == nil || *r.Measure != measureOld(r.At, today) {
				stale = append(stale, r.ID)
			}
		}
		slices.Sort(stale)
		for part := range slices.Chunk(stale, ageWrite) {
			n := 0
			err := s.db.Write(ctx, "casework.turn", func(tx *db.WriteTx) (err error) {
				n, err = turnAges(tx, part)
				return err
			})
			if turned += n; err != nil {
				return turned, err
			}
		}
	}
}

// turnAges turns the ages of some cases that are still open.
func turnAges(tx *db.WriteTx, ids []kernel.ID) (turned int, err error) {
	for _, id := range ids {
		c := &caseRow{}
		if err := tx.Lock(c, id); kernel.KindOf(err) == kernel.KindNotFound || err == nil && !c.Open {
			continue // taken back or closed meanwhile
		} else if err != nil {
			return turned, err
		}
		did, err := tx.Turn(ageTable, id, c.Stamp, c.Stamp, measureOld(c.At, tx.Today()))
		if err != nil {
			return turned, err
		}
		if did {
			turned++
		}
	}
	return turned, nil
}

// standAges reads the counters of open cases by age; what is younger is what is left of all that are open.
func (s *Service) standAges(tx *db.ReadTx, at kernel.ID, out *Stand) error {
	w := &conditions{}
	w.add("t.day = ?", db.Standing)
	w.add("t.measure >= ? AND t.measure < ?", measureAge, measureAge+"~")
	if err := s.within(tx, w, "t", at); err != nil {
		return err
	}
	var sums []db.Sum
	err := tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY t.measure", w.args...)
	out.Ages.Week = out.Open
	for _, m := range sums {
		switch strings.TrimPrefix(m.Measure, measureAge) {
		case "7":
			out.Ages.Month = m.N
		case "30":
			out.Ages.Season = m.N
		case "90":
			out.Ages.Longer = m.N
		}
		out.Ages.Week -= m.N
	}
	return err
}
