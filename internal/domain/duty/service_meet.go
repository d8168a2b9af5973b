package duty

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Record is a record of another room that meets a duty. TargetID is the body with which it was, where it was with one.
type Record struct {
	Table    string
	ID       kernel.ID
	TargetID kernel.ID
}

// lend lets fn reach every item that is not sealed, in the name of the same actor: a record made where the actor works meets what
// they owe elsewhere.
func lend(tx *db.WriteTx, fn func() error) error {
	was := tx.ReadTx
	a := was.Actor()
	a.Arms = []kernel.Arm{{Level: kernel.LevelCounty, PlaceID: a.CountyID}}
	tx.ReadTx = was.As(a)
	defer func() { tx.ReadTx = was }()
	return fn()
}

// Meet writes off what a person owed by a duty that records of the kind meet: the item of the cycle in which the day lies, and for
// contact by an interval the one that is open; the interval begins anew on the day. The record is its evidence. A second record in
// one cycle meets nothing more. It returns how many items were met, within the caller's Write.
func (s *Service) Meet(tx *db.WriteTx, kind string, person kernel.ID, day kernel.Day, rec Record) (met int, err error) {
	if _, err := kernel.ParseDay(string(day)); err != nil || day > tx.Today() {
		return 0, kernel.Invalid("day", "not_in_the_future")
	}
	err = lend(tx, func() error {
		rows, err := selectDuties(tx.ReadTx, "d.person_id = ? AND d.met_by = ? AND d.from_day <= ? AND d.to_day >= ? AND (d.target_id = 0 OR d.target_id = ?) ORDER BY d.id",
			person, kind, day, day, rec.TargetID)
		for i := range rows {
			if err != nil {
				break
			}
			var n int
			n, err = s.meetOne(tx, rows[i].ID, kind, day, rec)
			met += n
		}
		return err
	})
	return met, err
}

func (s *Service) meetOne(tx *db.WriteTx, id kernel.ID, kind string, day kernel.Day, rec Record) (int, error) {
	d := &dutyRow{}
	if err := tx.Lock(d, id); err != nil {
		return 0, err
	}
	where, args := "i.duty_id <> 0 AND i.duty_id = ? AND i.from_day <= ? ORDER BY i.from_day DESC, i.id DESC LIMIT 1", []any{id, day}
	if d.Every == pack.EveryDays {
		where, args = "i.duty_id <> 0 AND i.duty_id = ? AND i.open ORDER BY i.id LIMIT 1", []any{id}
		if day > d.LastDay {
			d.LastDay, d.NextDay = day, day.Add(d.Days+1)
		}
	} else {
		d.LastDay = max(d.LastDay, day)
	}
	items, err := selectItems(tx.ReadTx, where, args...)
	if err != nil {
		return 0, err
	}
	if err := tx.Update(d); err != nil {
		return 0, err
	}
	if len(items) == 0 || !items[0].Open {
		return 0, nil
	}
	return 1, s.met(tx, &items[0], kind, rec)
}

// met writes an item off by the record that proves it.
func (s *Service) met(tx *db.WriteTx, r *itemRow, kind string, rec Record) error {
	before := *r
	who := tx.Actor()
	r.State, r.Open, r.Progress, r.DoneDay, r.MetBy = Closed, false, Full, tx.Today(), kind
	r.ReportPersonID, r.ReportName = who.PersonID, who.Name
	if rec.ID != 0 {
		r.Evidence++
	}
	if err := tx.Update(r); err != nil {
		return err
	}
	if err := s.counted(tx, &before, r); err != nil {
		return err
	}
	if rec.ID != 0 {
		e := &evidenceRow{
			Stamp: r.Stamp, ItemID: r.ID, Kind: pack.EvidenceRecord, RecordTable: rec.Table, RecordID: rec.ID,
			ByPersonID: who.PersonID, ByName: who.Name, At: tx.Now().UnixMilli(),
		}
		if err := tx.Insert(e); err != nil {
			return err
		}
	}
	return s.rise(tx, r.ParentID, 0)
}
