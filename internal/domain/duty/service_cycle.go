package duty

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// step bounds the rows of one Write of a job, so that others write in between.
const step = 200

// Open opens what comes round and is not open yet: it enters the duties of posts that somebody holds, ends those of posts that
// nobody holds any more, and opens each cycle that has begun. Days without the program are made up for; a second server finds
// the rows there, and the key of an item (duty, cycle) keeps each from opening twice. It returns how many items it opened.
func (s *Service) Open(ctx context.Context) (int, error) {
	for _, part := range []func(*db.WriteTx) (int, error){s.end, s.begin} {
		if _, err := s.inSteps(ctx, part); err != nil {
			return 0, err
		}
	}
	return s.inSteps(ctx, s.openDue)
}

func (s *Service) inSteps(ctx context.Context, part func(*db.WriteTx) (int, error)) (n int, err error) {
	for {
		done := 0
		err := s.db.Write(ctx, "duty.open", func(tx *db.WriteTx) (err error) {
			done, err = part(tx)
			return err
		})
		if n += done; err != nil || done == 0 {
			return n, err
		}
	}
}

// begin enters the duties of posts for those who hold them, from the cycle in which they are first seen.
func (s *Service) begin(tx *db.WriteTx) (int, error) {
	for _, def := range s.pack().Duties {
		if def.Cycle.Every == "" || len(def.Targets) > 0 || !def.Valid(tx.Today()) {
			continue
		}
		in, args := among("a.post", def.Posts)
		held, err := posts(tx.ReadTx, tx.Today(), in+" AND a.acts_for_id = 0 AND NOT EXISTS (SELECT 1 FROM {duty d} WHERE d.county_id = a.county_id AND d.appointment_id = a.id AND d.def = ?)", append(args, def.ID)...)
		if err != nil {
			return 0, err
		}
		if len(held) > step {
			held = held[:step]
		}
		rows := make([]*dutyRow, len(held))
		for i, h := range held {
			rows[i] = s.draft(def, h, tx.Today())
		}
		if len(rows) > 0 {
			return len(rows), tx.InsertAll(rows)
		}
	}
	return 0, nil
}

// draft is what the holder of a post owes by one definition.
func (s *Service) draft(def pack.PostDuty, h postRow, today kernel.Day) *dutyRow {
	c := def.Cycle
	d := &dutyRow{
		Stamp: h.Stamp, Def: def.ID, Title: def.Name, Text: def.Text, Every: c.Every, Days: c.Days, Due: c.Due, Weekday: c.Weekday, Holiday: c.Holiday,
		MetBy: def.MetBy, Weight: 1, PlaceID: h.PlaceID, Post: h.Post, AppointmentID: h.ID, PersonID: h.PersonID, PersonName: h.PersonName,
		FromDay: today, ToDay: h.ToDay,
	}
	d.Topic, d.Sealed = "", false
	if def.To != "" {
		d.ToDay = min(d.ToDay, def.To)
	}
	d.NextDay = today
	if c.Every == pack.EveryDays {
		d.NextDay = today.Add(c.Days + 1)
	}
	return d
}

// end ends the duties of posts that were given up: what is due after the last day is taken back, what was due before stays.
func (s *Service) end(tx *db.WriteTx) (int, error) {
	rows, err := selectDuties(tx.ReadTx, "d.appointment_id <> 0 AND d.to_day > (SELECT a.to_day FROM {appointment a} WHERE a.county_id = d.county_id AND a.id = d.appointment_id) ORDER BY d.id LIMIT 200")
	if err != nil {
		return 0, err
	}
	for i := range rows {
		d := &rows[i]
		var last []kernel.Day
		if err := tx.Select(&last, "SELECT a.to_day FROM {appointment a} WHERE a.id = ?", d.AppointmentID); err != nil {
			return 0, err
		}
		if d.ToDay = last[0]; d.NextDay > d.ToDay {
			d.NextDay = kernel.EndOfTime
		}
		if err := tx.Update(d); err != nil {
			return 0, err
		}
		open, err := selectItems(tx.ReadTx, "i.duty_id <> 0 AND i.duty_id = ? AND i.open AND i.due_day > ? AND i.person_id = ?", d.ID, d.ToDay, d.PersonID)
		if err != nil {
			return 0, err
		}
		for j := range open {
			r := &open[j]
			was := *r
			r.State, r.Open = Withdrawn, false
			if err := tx.Update(r); err != nil {
				return 0, err
			}
			if err := s.counted(tx, &was, r); err != nil {
				return 0, err
			}
		}
	}
	return len(rows), nil
}

// openDue opens the cycles that have begun. It counts the duties it went through, so that the next step goes on; a duty whose
// cycle is left out opens nothing and still moves on.
func (s *Service) openDue(tx *db.WriteTx) (int, error) {
	rows, err := selectDuties(tx.ReadTx, "d.next_day <= ? ORDER BY d.next_day, d.id LIMIT 200", tx.Today())
	if err != nil {
		return 0, err
	}
	for i := range rows {
		d := &dutyRow{}
		if err := tx.Lock(d, rows[i].ID); err != nil {
			return 0, err
		}
		if d.NextDay > tx.Today() {
			continue // another server was faster
		}
		if err := s.openOne(tx, d); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// openOne opens the cycles of one duty that have begun.
func (s *Service) openOne(tx *db.WriteTx, d *dutyRow) error {
	var list []occasion
	c := d.cycle()
	if c.Every == pack.EveryDays {
		// Past the interval it stands on the owner's list, until it is met; the next interval begins then.
		due := d.NextDay.Add(-1)
		list = []occasion{{key: "d" + string(due), from: due.Add(1 - c.Days), due: due}}
		if d.NextDay > d.ToDay {
			list = nil
		}
		d.NextDay = kernel.EndOfTime
	} else {
		list, d.NextDay = opened(c, d.NextDay, tx.Today(), d.ToDay, s.days)
	}
	if err := tx.Update(d); err != nil {
		return err
	}
	for _, o := range list {
		if err := s.openItem(tx, d, o); err != nil {
			return err
		}
	}
	return nil
}

func (d *dutyRow) cycle() pack.Cycle {
	return pack.Cycle{Every: d.Every, Days: d.Days, Due: d.Due, Weekday: d.Weekday, Holiday: d.Holiday}
}

// openItem enters the item of one cycle.
func (s *Service) openItem(tx *db.WriteTx, d *dutyRow, o occasion) error {
	r := &itemRow{
		Stamp: d.Stamp, DutyID: d.ID, Cycle: o.key, Type: TypeDuty, TypeFrom: d.FromDay, Title: d.Title, Text: d.Text, PlaceID: d.PlaceID, Post: d.Post,
		PersonID: d.PersonID, PersonName: d.PersonName, BodyName: d.BodyName, TargetID: d.TargetID, TargetName: d.TargetName,
		FromDay: max(o.from, d.FromDay), DueDay: o.due, Weight: max(1, d.Weight), State: Accepted, Open: true, Fields: "{}", Depth: 1,
	}
	if r.FromDay > r.DueDay {
		r.FromDay = r.DueDay
	}
	r.ID = tx.NewID()
	if d.ListID != 0 {
		if open, err := s.intoList(tx, d, r); err != nil || !open {
			return err
		}
	}
	return s.insertItem(tx, r)
}

// intoList puts the item of a cycle into its list; not when the list, or the item above, is closed by now.
func (s *Service) intoList(tx *db.WriteTx, d *dutyRow, r *itemRow) (open bool, err error) {
	list := &listRow{}
	if err := tx.Lock(list, d.ListID); err != nil || !list.Open {
		return false, err
	}
	var parent *itemRow
	if d.ParentID != 0 {
		parent = &itemRow{}
		if err := tx.Lock(parent, d.ParentID); err != nil || !parent.Open {
			return false, err
		}
		r.Depth = parent.Depth + 1
	}
	if r.Path, err = nextPath(tx.ReadTx, d.ListID, parent); err != nil {
		return false, err
	}
	r.ListID, r.ParentID, r.Type, r.TypeFrom = d.ListID, d.ParentID, list.Type, list.TypeFrom
	r.DueDay = min(r.DueDay, list.ToDay)
	r.FromDay = min(r.FromDay, r.DueDay)
	if !r.owned() {
		r.State = Registered
	}
	return true, nil
}

// addRecurring makes an item of a list come round, and opens the cycles that have begun. It answers the last of them.
func (s *Service) addRecurring(tx *db.WriteTx, n NewItem, r *itemRow) (kernel.ID, error) {
	if !slices.Contains([]string{pack.EveryDay, pack.EveryWeek, pack.EveryMonth, pack.EveryQuarter, pack.EveryYear}, n.Every) {
		return 0, kernel.Invalid("every", "bad_choice").With("value", n.Every)
	}
	if n.Every == pack.EveryDay && (n.Holiday == pack.HolidayBefore || n.Holiday == pack.HolidayAfter) {
		return 0, kernel.Invalid("holiday", "bad_choice").With("value", n.Holiday) // another day has an item of its own
	}
	list := &listRow{}
	if err := tx.Get(list, r.ListID); err != nil {
		return 0, err
	}
	first := occasionAt(pack.Cycle{Every: n.Every}, r.DueDay, s.days)
	d := &dutyRow{
		Stamp: r.Stamp, Title: r.Title, Text: r.Text, Every: n.Every, Due: daysBetween(first.from, r.DueDay) + 1, Holiday: n.Holiday,
		ListID: r.ListID, ParentID: r.ParentID, Weight: r.Weight, PlaceID: r.PlaceID, Post: r.Post, PersonID: r.PersonID, PersonName: r.PersonName,
		BodyName: r.BodyName, FromDay: r.FromDay, ToDay: list.ToDay, NextDay: r.FromDay,
	}
	if r.DueDay == first.next.Add(-1) {
		d.Due = 0 // the last day of each cycle, however long it is
	}
	d.ID = tx.NewID()
	if err := tx.Insert(d); err != nil {
		return 0, err
	}
	if err := s.openOne(tx, d); err != nil {
		return 0, err
	}
	items, err := selectItems(tx.ReadTx, "i.duty_id <> 0 AND i.duty_id = ? ORDER BY i.due_day DESC LIMIT 1", d.ID)
	if err == nil && len(items) == 0 {
		err = kernel.Conflict("no_cycle_yet").With("from", string(d.FromDay))
	}
	if err != nil {
		return 0, err
	}
	return items[0].ID, nil
}
