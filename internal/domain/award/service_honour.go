package award

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// dueBatch is how many re-checks one Write opens.
const dueBatch = 200

// Honours is a page of the honours at the actor's places, the newest first.
func (s *Service) Honours(ctx context.Context, f HonourFilter, page kernel.Page) (out []Honour, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PageHonours(tx, f, page)
		return err
	})
	return out, next, err
}

// PageHonours is Honours within a transaction.
func (s *Service) PageHonours(tx *db.ReadTx, f HonourFilter, page kernel.Page) ([]Honour, string, error) {
	where, args := "TRUE", []any{}
	add := func(cond string, v ...any) { where, args = where+" AND "+cond, append(args, v...) }
	if f.Of != 0 {
		switch f.Kind {
		case "household":
			add("h.household_id <> 0 AND h.household_id = ?", f.Of)
		case "person":
			add("h.person_id <> 0 AND h.person_id = ?", f.Of)
		default:
			add("h.subject = ? AND h.subject_id = ?", f.Kind, f.Of)
		}
	}
	if f.Scheme != "" {
		add("h.scheme = ?", f.Scheme)
	}
	switch f.State {
	case Held:
		add("h.state = 'held' AND h.valid_to >= ?", tx.Today())
	case Ended:
		add("h.state = 'held' AND h.valid_to < ?", tx.Today())
	case Revoked:
		add("h.state = 'revoked'")
	}
	if f.Due {
		add("h.state = 'held' AND h.next_check <> '' AND h.next_check <= ? AND h.valid_to >= ?", tx.Today(), tx.Today())
	}
	if f.Place != 0 {
		w, a, err := s.place.Within(tx, "h", f.Place)
		if err != nil {
			return nil, "", err
		}
		add(w, a...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT h.* FROM {award_honour h} WHERE " + where, Args: args, Order: []db.Key{{Col: "h.id", Dir: db.Desc}}, Page: page,
	}, func(h *honourRow) []any { return []any{h.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.honours(tx, rows)
	return out, next, err
}

func (s *Service) honours(tx *db.ReadTx, rows []honourRow) ([]Honour, error) {
	stamps := make([]kernel.Stamp, len(rows))
	for i, h := range rows {
		stamps[i] = h.Stamp
	}
	paths, err := s.paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	out := make([]Honour, len(rows))
	for i := range rows {
		h := &rows[i]
		a, _ := s.pack().Award(h.Scheme)
		b, _ := a.Band(h.Band)
		out[i] = Honour{
			ID: h.ID, Rev: h.Rev, Scheme: word(a.Term), Subject: h.Subject, SubjectID: h.SubjectID, Name: h.Name, Title: h.Title, Path: paths[i], Band: word(b.Term),
			Period: h.Period, Total: h.Total, Won: h.WonDay, ValidTo: h.ValidTo, NextCheck: h.NextCheck, State: h.stateOn(tx.Today()), Revoked: h.RevokedDay,
			Reason: h.Reason, BarUntil: h.BarUntil, PlaqueNo: h.PlaqueNo, PlaqueDay: h.PlaqueDay, Code: h.Code, RoundID: h.RoundID, EntryID: h.EntryID,
			Household: h.HouseholdID,
		}
	}
	return out, nil
}

// Mine are the honours of the actor as a person: those that hold and those that ran out.
func (s *Service) Mine(ctx context.Context) ([]Honour, error) {
	out := []Honour{}
	who := kernel.ActorOf(ctx).PersonID
	if who == 0 {
		return out, nil
	}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := honoursBy(system(tx), "h.person_id <> 0 AND h.person_id = ? AND h.state = 'held'", who)
		if err == nil {
			out, err = s.honours(system(tx), rows)
		}
		return err
	})
	return out, err
}

// Honour reads an honour with its re-checks.
func (s *Service) Honour(ctx context.Context, id kernel.ID) (*HonourDetail, error) {
	var out *HonourDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		h := &honourRow{}
		err := tx.Get(h, id)
		if err == nil {
			out, err = s.honour(tx, h)
		}
		return err
	})
	return out, err
}

func (s *Service) honour(tx *db.ReadTx, h *honourRow) (*HonourDetail, error) {
	list, err := s.honours(tx, []honourRow{*h})
	if err != nil {
		return nil, err
	}
	rows, err := checksBy(tx, "k.honour_id = ?", h.ID)
	out := &HonourDetail{Honour: list[0], Checks: []HonourCheck{}, MayRun: runs(tx.Actor(), h.Stamp)}
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(rows))
	for i, k := range rows {
		ids[i] = k.ID
	}
	photos, err := filesOf(tx, OfCheck, ids)
	for _, k := range rows {
		out.Checks = append(out.Checks, HonourCheck{
			ID: k.ID, Due: k.DueDay, State: k.State, Done: k.DoneDay, Note: k.Note, By: k.ByName, Photos: shownPhotos(photos[k.ID]),
		})
	}
	return out, err
}

// HandOver takes down that a plaque was handed over.
func (s *Service) HandOver(ctx context.Context, id kernel.ID, n NewPlaque) (*HonourDetail, error) {
	no, err := kernel.Words("plaque_no", n.No, maxTitle, false)
	if err != nil {
		return nil, err
	}
	var out *HonourDetail
	err = s.db.Write(ctx, "award.hand_over", func(tx *db.WriteTx) error {
		h := &honourRow{}
		if err := tx.Lock(h, id); err != nil {
			return err
		}
		switch {
		case h.PlaqueDay == n.Day && h.PlaqueNo == no: // the same once more
		case h.Rev != n.Rev:
			return kernel.Conflict("changed_meanwhile")
		case h.stateOn(tx.Today()) != Held:
			return kernel.Conflict("honour_state").With("state", h.stateOn(tx.Today()))
		case n.Day < h.WonDay || n.Day > tx.Today():
			return kernel.Invalid("day", "bad_day").With("value", string(n.Day))
		default:
			h.PlaqueNo, h.PlaqueDay, h.PlaqueBy = no, n.Day, tx.Actor().Name
			if err := tx.Update(h); err != nil {
				return err
			}
		}
		out, err = s.honour(tx.ReadTx, h)
		return err
	})
	return out, err
}

// Check enters what a re-check found: the honour is kept until the next one, or revoked for a reason that officers read and nobody
// publishes, with a bar until a day. The same client key again changes nothing.
func (s *Service) Check(ctx context.Context, id kernel.ID, n NewCheck) (*HonourDetail, error) {
	note, err := kernel.Words("note", n.Note, maxReason, !n.Keep)
	if err != nil {
		return nil, err
	}
	n.Note = note
	var out *HonourDetail
	err = s.db.Write(ctx, "award.check", func(tx *db.WriteTx) error {
		h := &honourRow{}
		if err := tx.Lock(h, id); err != nil {
			return err
		}
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		if err := s.check(tx, h, n, key); err != nil {
			return err
		}
		out, err = s.honour(tx.ReadTx, h)
		return err
	})
	return out, err
}

func (s *Service) check(tx *db.WriteTx, h *honourRow, n NewCheck, key *string) error {
	if key != nil {
		if rows, err := checksBy(tx.ReadTx, "k.client_key = ?", *key); err != nil || len(rows) > 0 {
			if err == nil && rows[0].HonourID != h.ID {
				err = kernel.Conflict("client_key_used")
			}
			return err
		}
	}
	switch {
	case h.Rev != n.Rev:
		return kernel.Conflict("changed_meanwhile")
	case h.stateOn(tx.Today()) != Held:
		return kernel.Conflict("honour_state").With("state", h.stateOn(tx.Today()))
	case n.Keep && (h.NextCheck == "" || h.NextCheck > tx.Today()):
		return kernel.Conflict("not_due").With("day", string(h.NextCheck))
	}
	due := h.NextCheck
	if due == "" || due > tx.Today() {
		due = tx.Today()
	}
	k, err := s.checkOf(tx, h, due)
	if err != nil {
		return err
	}
	a, _ := s.pack().Award(h.Scheme)
	k.State, k.DoneDay, k.Note, k.ByPersonID, k.ByName, k.ClientKey = CheckKept, tx.Today(), n.Note, tx.Actor().PersonID, tx.Actor().Name, key
	if n.Keep {
		for h.after(a, due); h.NextCheck != "" && h.NextCheck <= tx.Today(); h.after(a, h.NextCheck) { // one look answers for those that were missed
		}
	} else {
		k.State = CheckRevoked
		h.State, h.RevokedDay, h.Reason, h.NextCheck = Revoked, tx.Today(), n.Note, ""
		if a.BarMonths > 0 {
			h.BarUntil = months(tx.Today(), a.BarMonths)
		}
		tx.Reason(n.Note)
	}
	if k.ID == 0 {
		err = tx.Insert(k)
	} else {
		err = tx.Update(k)
	}
	if err == nil {
		err = tx.Update(h)
	}
	return err
}

// checkOf is the re-check of a day: the one that waits, or a new one.
func (s *Service) checkOf(tx *db.WriteTx, h *honourRow, due kernel.Day) (*checkRow, error) {
	rows, err := checksBy(tx.ReadTx, "k.honour_id = ? AND k.due_day = ?", h.ID, due)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return &checkRow{Stamp: h.Stamp, HonourID: h.ID, DueDay: due}, nil
	}
	k := &checkRow{}
	if err := tx.Lock(k, rows[0].ID); err != nil {
		return nil, err
	}
	if k.State != CheckOpen {
		return nil, kernel.Conflict("checked_already").With("day", string(due))
	}
	return k, nil
}

// Recheck opens each morning the re-checks that came due, each once.
func (s *Service) Recheck(ctx context.Context) (n int, err error) {
	last := kernel.ID(0)
	for {
		var due []honourRow
		err := s.db.Write(ctx, "award.recheck", func(tx *db.WriteTx) (err error) {
			due, err = dueAfter(tx.ReadTx, last)
			if err != nil {
				return err
			}
			for _, h := range due {
				there, err := checksBy(tx.ReadTx, "k.honour_id = ? AND k.due_day = ?", h.ID, h.NextCheck)
				if err != nil {
					return err
				}
				if len(there) > 0 {
					continue
				}
				if err := tx.Insert(&checkRow{Stamp: h.Stamp, HonourID: h.ID, DueDay: h.NextCheck, State: CheckOpen}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(due) == 0 {
			return n, err
		}
		n, last = n+len(due), due[len(due)-1].ID
	}
}

// dueAfter are honours whose re-check has come due, by id.
func dueAfter(tx *db.ReadTx, last kernel.ID) ([]honourRow, error) {
	var rows []honourRow
	err := tx.Select(&rows, "SELECT h.* FROM {award_honour h} WHERE h.state = 'held' AND h.next_check <> '' AND h.next_check <= ? AND h.valid_to >= ? AND h.id > ?"+
		" ORDER BY +h.id LIMIT ?", tx.Today(), tx.Today(), last, dueBatch)
	return rows, err
}
