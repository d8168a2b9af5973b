package points

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// settleBatch is how many entries take effect in one Write.
const settleBatch = 200

// Post puts all that is confirmed in a year on the board of the branch, from today for the working days of the scheme; the day of
// posting is not counted (民法典 201). The same client key again answers the same posting.
func (s *Service) Post(ctx context.Context, year kernel.ID, clientKey string) (*Posting, error) {
	var out *Posting
	err := s.db.Write(ctx, "points.post", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), clientKey)
		if err != nil {
			return err
		}
		var y yearRow
		if err := tx.Lock(&y, year); err != nil {
			return err
		}
		is, err := postingByKey(tx.ReadTx, key)
		if err == nil && is == nil {
			is, err = s.post(tx, &y, key)
		}
		if err != nil {
			return err
		}
		if is.YearID != year {
			return kernel.Conflict("client_key_used")
		}
		p := postingShown(is)
		out = &p
		return nil
	})
	return out, err
}

func postingByKey(tx *db.ReadTx, key *string) (*postingRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []postingRow
	err := tx.Select(&rows, "SELECT p.* FROM {points_posting p} WHERE p.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s *Service) post(tx *db.WriteTx, y *yearRow, key *string) (*postingRow, error) {
	if err := yearIn(y, Open); err != nil {
		return nil, err
	}
	list, err := openEntries(tx.ReadTx, y.ID, Confirmed)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, kernel.Conflict("nothing_to_post")
	}
	p, sch := s.schemeOf(y)
	days, err := postingDays(p, sch, tx.Today())
	if err != nil {
		return nil, err
	}
	end, err := s.days.AddWorkdays(tx.Now(), days)
	if err != nil && end.IsZero() {
		return nil, err // a year without its calendar goes by plain weekends
	}
	r := &postingRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: y.Stamp, YearID: y.ID, Day: tx.Today(), EffectDay: kernel.DayOf(end), Lines: len(list), Code: crypt.Token(10), Digest: digestOf(list),
		ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	if err := tx.Insert(r); err != nil {
		return nil, err
	}
	for i := range list {
		e := &list[i]
		if err := tx.Lock(e, e.ID); err != nil {
			return nil, err
		}
		if err := inState(e, Confirmed); err != nil {
			return nil, err
		}
		e.PostingID, e.PostedDay, e.EffectDay = r.ID, r.Day, r.EffectDay
		e.to(Posted)
		if err := tx.Update(e); err != nil {
			return nil, err
		}
		if err := step(tx, e, StepPost, ""); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// digestOf is what a poster is compared by: of each line whose it is, for what, how much and of which day.
func digestOf(list []entryRow) string {
	h := sha256.New()
	for _, e := range list {
		_, _ = fmt.Fprintf(h, "%d %d %s %d %s\n", e.ID, e.PersonID, e.Item, e.Points, e.Day)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func postingShown(r *postingRow) Posting {
	return Posting{ID: r.ID, YearID: r.YearID, Day: r.Day, EffectDay: r.EffectDay, Lines: r.Lines, Code: r.Code, By: r.ByName}
}

// Settle lets take effect what has hung on the board for its days, and tells how many entries that were. It runs each night; whoever
// adds a year up runs it for that first.
func (s *Service) Settle(ctx context.Context) (int, error) {
	all := 0
	for done := settleBatch; done == settleBatch; all += done {
		err := s.db.Write(ctx, "points.settle", func(tx *db.WriteTx) error {
			list, err := dueEntries(tx.ReadTx, tx.Today(), settleBatch)
			if err == nil {
				err = s.settle(tx, list)
			}
			done = len(list)
			return err
		})
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// settle lets posted entries whose day has come take effect: dated on the day of the deed, so that they count in its year.
func (s *Service) settle(tx *db.WriteTx, list []entryRow) error {
	for i := range list {
		e := &list[i]
		if err := tx.Lock(e, e.ID); err != nil {
			return err
		}
		if e.State != Posted || e.EffectDay > tx.Today() {
			continue
		}
		t, err := s.moved(tx, e)
		if err != nil {
			return err
		}
		e.TxnID = t.ID
		e.to(Effective)
		if err := tx.Update(e); err != nil {
			return err
		}
		if err := step(tx, e, StepEffect, ""); err != nil {
			return err
		}
	}
	return nil
}

// moved moves the points of an entry in the ledger: what was reserved is settled, what it takes back is reversed.
func (s *Service) moved(tx *db.WriteTx, e *entryRow) (ledger.Txn, error) {
	if e.ReversesID == 0 {
		return ledger.Settle(tx, e.HoldID, ledger.Entry{Key: "settle:" + e.ID.String(), Kind: kindOf(e), Day: e.Day})
	}
	var was entryRow
	if err := tx.Get(&was, e.ReversesID); err != nil {
		return ledger.Txn{}, err
	}
	if err := s.bring(tx, &was); err != nil {
		return ledger.Txn{}, err
	}
	return ledger.Reverse(tx, was.TxnID, ledger.Entry{Key: "reverse:" + e.ID.String(), Kind: kindBack, Day: e.Day})
}

// Reverse asks for an entry that has taken effect to be taken back, for a reason: by an entry of its own, which goes the same way
// before the branch, to the board, and into effect. Nothing that was recorded is changed.
func (s *Service) Reverse(ctx context.Context, id kernel.ID, reason string) (*EntryDetail, error) {
	var out *EntryDetail
	err := s.db.Write(ctx, "points.reverse", func(tx *db.WriteTx) error {
		reason, err := kernel.Words("reason", reason, maxReason, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		var was entryRow
		if err := tx.Lock(&was, id); err != nil {
			return err
		}
		var y yearRow
		if err := tx.Get(&y, was.YearID); err != nil {
			return err
		}
		e, err := s.reversal(tx, &y, &was, reason)
		if err == nil {
			out, err = s.entry(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

func (s *Service) reversal(tx *db.WriteTx, y *yearRow, was *entryRow, reason string) (*entryRow, error) {
	if err := yearIn(y, Open); err != nil {
		return nil, err
	}
	if err := inState(was, Effective); err != nil {
		return nil, err
	}
	who := tx.Actor()
	switch {
	case was.ReversesID != 0:
		return nil, kernel.Conflict("not_reversible")
	case who.Is(was.PersonID):
		return nil, kernel.Forbidden("own_points")
	}
	before, err := reversalsOf(tx.ReadTx, was.ID)
	if err != nil {
		return nil, err
	}
	if len(before) > 0 {
		return nil, kernel.Conflict("already_reversed")
	}
	e := &entryRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: was.Stamp, YearID: was.YearID, AccountID: was.AccountID, PersonID: was.PersonID, PersonName: was.PersonName, Item: was.Item,
		Points: -was.Points, Day: min(tx.Today(), y.ToDay), Text: reason, At: tx.Now().UnixMilli(), ByPersonID: who.PersonID, ByName: who.Name,
		ReviewID: who.PersonID, ReviewName: who.Name, ReversesID: was.ID,
	}
	e.to(Review)
	if err := tx.Insert(e); err != nil {
		return nil, err
	}
	if err := step(tx, was, StepReverse, reason); err != nil {
		return nil, err
	}
	return e, step(tx, e, StepRecord, reason)
}

// reversalsOf are the entries that take one back, but for those that were withdrawn.
func reversalsOf(tx *db.ReadTx, id kernel.ID) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.reverses_id = ? AND e.reverses_id <> 0 AND e.state <> 'withdrawn'", id)
	return rows, err
}
