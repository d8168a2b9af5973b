package casework

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

const actCloseAlert = "casework.close_alert"

// signsFor are the early signs for which a new case counts.
func (s *Service) signsFor(c *caseRow, day kernel.Day) []pack.Sign {
	var out []pack.Sign
	fits := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	for _, sign := range s.rules(c).Signs {
		if sign.Count > 0 && sign.Valid(day) && fits(sign.Types, c.Type) && fits(sign.Topics, c.Topic) && c.Topic != "" && c.Stamp.At(kernel.Level(sign.Level), c.CountyID) != 0 {
			out = append(out, sign)
		}
	}
	return out
}

// lookSigns has the program look at a new case for early signs: it is no matter of whoever raised it.
func (s *Service) lookSigns(tx *db.WriteTx, c *caseRow) error {
	if c.Sealed || len(s.signsFor(c, tx.Today())) == 0 {
		return nil
	}
	return setClock(tx, clockRow{ID: tx.NewID(), Next: tx.Now().UnixMilli(), Watched: c.ID})
}

// watch looks for early signs after a case was raised: so many of one topic in one place within some days raise one alert.
// While it is open the same cause raises no other, and after it was closed only what came since counts.
func (s *Service) watch(tx *db.WriteTx, id kernel.ID) error {
	c := &caseRow{}
	if err := tx.Get(c, id); err != nil {
		return err
	}
	for _, sign := range s.signsFor(c, tx.Today()) {
		if err := s.watchSign(tx, sign, c); err != nil {
			return err
		}
	}
	return nil
}

// lateRung is the rung of an early sign: a case is late by so many working days.
const lateRung = "late_"

// rungsIn are the rungs of a state, with those of the early signs.
func rungsIn(p *pack.Pack, ct pack.CaseType, st pack.State) []pack.Rung {
	out := slices.Clone(ct.RungsOf(st))
	for _, sign := range p.Signs {
		if sign.Late > 0 && (len(sign.Types) == 0 || slices.Contains(sign.Types, ct.ID)) {
			r := pack.Rung{Term: sign.Term, After: pack.Budget{Days: sign.Late}, Level: sign.Level}
			r.ID = lateRung + sign.ID
			out = append(out, r)
		}
	}
	return out
}

// raiseLate raises the alert of such a rung, once for a case.
func (s *Service) raiseLate(tx *db.WriteTx, c *caseRow, rung string) error {
	id, late := strings.CutPrefix(rung, lateRung)
	sign, known := s.rules(c).Sign(id)
	if !late || !known || c.Sealed {
		return nil
	}
	cause := fmt.Sprintf("late:%s:%s", id, c.ID)
	var old []kernel.ID
	if err := tx.Select(&old, "SELECT a.id FROM {case_alert a} WHERE a.cause = ?", cause); err != nil || len(old) > 0 {
		return err
	}
	return s.raise(tx, sign, cut(c.Stamp, kernel.Level(sign.Level)), c, cause, 1)
}

func (s *Service) watchSign(tx *db.WriteTx, sign pack.Sign, c *caseRow) error {
	at := c.Stamp.At(kernel.Level(sign.Level), c.CountyID)
	stem := fmt.Sprintf("sign:%s:%s:%s:", sign.ID, at, c.Topic)
	var old []alertRow
	if err := tx.Select(&old, "SELECT a.* FROM {case_alert a} WHERE a.cause >= ? AND a.cause < ? ORDER BY a.at DESC LIMIT 1000", stem, stem+"~"); err != nil {
		return err
	}
	since := tx.Now().Add(-time.Duration(sign.Days) * 24 * time.Hour).UnixMilli()
	for _, a := range old {
		if a.Open {
			return nil
		}
		since = max(since, a.ClosedAt+1)
	}
	var n []int
	col, ok := levelCol[kernel.Level(sign.Level)]
	if !ok {
		col = "county_id"
	}
	if err := tx.Select(&n, "SELECT COUNT(*) FROM {case c} WHERE c."+col+" = ? AND c.at >= ? AND c.topic = ? AND c.sealed = FALSE", at, since, c.Topic); err != nil {
		return err
	}
	if n[0] < sign.Count {
		return nil
	}
	return s.raise(tx, sign, cut(c.Stamp, kernel.Level(sign.Level)), c, stem+itoa(len(old)+1), n[0])
}

// raise writes the alert down.
func (s *Service) raise(tx *db.WriteTx, sign pack.Sign, stamp kernel.Stamp, c *caseRow, cause string, n int) error {
	a := &alertRow{Stamp: stamp, Cause: cause, Sign: sign.ID, Post: sign.Post, CaseID: c.ID, N: n, At: tx.Now().UnixMilli(), Open: true}
	_, a.PlaceID = stamp.Lowest(tx.County())
	return tx.Insert(a)
}

// Alerts are the early signs in the actor's places, the newest first: the open ones, or all.
func (s *Service) Alerts(ctx context.Context, all bool) ([]Alert, error) {
	out := []Alert{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []alertRow
		err := tx.Select(&rows, "SELECT a.* FROM {case_alert a} WHERE a.open OR ? ORDER BY a.at DESC, a.id DESC LIMIT 200", all)
		if err != nil || len(rows) == 0 {
			return err
		}
		ids := []kernel.ID{tx.County()}
		for _, a := range rows {
			ids = append(append(ids, a.PlaceID), place.WayIDs(a.Stamp)...)
		}
		names, err := s.place.LoadMany(system(tx), ids)
		if err != nil {
			return err
		}
		texts, err := textsOf(tx, rows)
		for i := range rows {
			a := &rows[i]
			def, _ := s.pack().Sign(a.Sign)
			out = append(out, Alert{
				ID: a.ID, Rev: a.Rev, Sign: a.Sign, Name: def.Name, NameEN: def.NameEN, Place: NamedID{a.PlaceID, names[a.PlaceID].Name},
				Path: place.Words(names, tx.County(), a.Stamp), Topic: a.Topic, N: a.N, CaseID: a.CaseID, CaseText: texts[a.CaseID], At: a.At, Open: a.Open,
				Reason: a.Reason, ClosedBy: a.ClosedName, ClosedAt: a.ClosedAt, Mine: a.Open && holds(tx.Actor(), a),
			})
		}
		return err
	})
	return out, err
}

// textsOf are the words of the cases at which alerts were raised, as far as the actor may see them.
func textsOf(tx *db.ReadTx, rows []alertRow) (map[kernel.ID]string, error) {
	ids := make([]kernel.ID, len(rows))
	for i, a := range rows {
		ids[i] = a.CaseID
	}
	var cases []struct {
		ID   kernel.ID `bun:"id"`
		Text string    `bun:"text"`
	}
	err := tx.Select(&cases, "SELECT c.id, c.text FROM {case c} WHERE c.id IN ("+marks(len(ids))+")", anys(ids)...)
	out := map[kernel.ID]string{}
	for _, c := range cases {
		out[c.ID] = shorten(c.Text)
	}
	return out, err
}

// holds tells whether the actor holds the post that the alert was raised to.
func holds(a kernel.Actor, r *alertRow) bool {
	return holder(a, PermList, []string{r.Post}, kernel.LevelNone, r.Stamp)
}

// CloseAlert ends an alert with the reason; it is ended once.
func (s *Service) CloseAlert(ctx context.Context, id kernel.ID, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return kernel.Invalid("reason", "required")
	}
	if err := short("reason", reason, MaxNote, nil); err != nil {
		return err
	}
	return s.db.Write(ctx, actCloseAlert, func(tx *db.WriteTx) error {
		a := &alertRow{}
		if err := tx.Lock(a, id); err != nil {
			return err
		}
		switch {
		case !holds(tx.Actor(), a):
			return kernel.Forbidden("not_yours")
		case !a.Open:
			return kernel.Conflict("alert_closed")
		}
		a.Open, a.ClosedAt, a.ClosedID, a.ClosedName, a.Reason = false, tx.Now().UnixMilli(), tx.Actor().PersonID, tx.Actor().Name, reason
		tx.Reason(reason)
		return tx.Update(a)
	})
}
