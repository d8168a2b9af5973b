package merit

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Object takes down what an officer was told against a posted deed.
func (s *Service) Object(ctx context.Context, deed kernel.ID, text, contact, key string) (*Objection, error) {
	return s.objected(ctx, "merit.object", deed, text, contact, key)
}

// objected enters an objection: while a deed is posted and the days for objections last.
func (s *Service) objected(ctx context.Context, action string, deed kernel.ID, text, contact, key string) (*Objection, error) {
	var out *Objection
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		text, err := kernel.Words("text", text, maxText, true)
		if err != nil {
			return err
		}
		if contact, err = kernel.Words("contact", contact, 60, false); err != nil {
			return err
		}
		own, err := kernel.OwnKey(tx.Actor(), key)
		if err != nil {
			return err
		}
		if own != nil {
			var rows []objectionRow
			if err := tx.Select(&rows, "SELECT o.* FROM {merit_objection o} WHERE o.client_key = ?", *own); err != nil {
				return err
			}
			if len(rows) > 0 {
				out = s.objection(&rows[0], text)
				return nil
			}
		}
		d := &deedRow{}
		if err := tx.Get(d, deed); err != nil {
			return err
		}
		r := &roundRow{}
		if d.State == Posted {
			err = tx.Lock(r, d.RoundID)
		}
		if err != nil {
			return err
		}
		if d.State != Posted || tx.Today() > r.ObjectTo {
			return kernel.Conflict("objections_over")
		}
		o := &objectionRow{Row: db.Row{ID: tx.NewID()}, Stamp: r.Stamp, RoundID: r.ID, DeedID: d.ID, Text: s.keys.Seal(text), State: Open, At: tx.Now().UnixMilli(), ClientKey: own}
		if contact != "" {
			o.Contact = s.keys.Seal(contact)
		}
		if err := tx.Insert(o); err != nil {
			return err
		}
		r.Objected++
		out = s.objection(o, text)
		return tx.Update(r)
	})
	return out, err
}

func (s *Service) objection(o *objectionRow, text string) *Objection {
	return &Objection{ID: o.ID, Rev: o.Rev, DeedID: o.DeedID, Text: text, State: o.State, Answer: o.Answer, At: o.At, By: o.ByName}
}

// objections lists what was said; the words themselves only to who may decide.
func (s *Service) objections(tx *db.ReadTx, where string, args ...any) ([]Objection, error) {
	var rows []objectionRow
	if err := tx.Select(&rows, "SELECT o.* FROM {merit_objection o} WHERE "+where, args...); err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b objectionRow) int { return cmp.Compare(a.ID, b.ID) })
	out := []Objection{}
	for i := range rows {
		out = append(out, *s.objection(&rows[i], ""))
	}
	return out, nil
}

// Objections lists what was said against the deeds of a round, without the words.
func (s *Service) Objections(ctx context.Context, round kernel.ID) ([]Objection, error) {
	var out []Objection
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		err := tx.Get(&roundRow{}, round)
		if err == nil {
			out, err = s.objections(tx, "o.round_id = ?", round)
		}
		return err
	})
	return out, err
}

// ReadObjection opens the words of an objection, for who decides it; the look stands in the journal.
func (s *Service) ReadObjection(ctx context.Context, id kernel.ID) (*Objection, error) {
	var out *Objection
	err := s.db.Write(ctx, "merit.read_objection", func(tx *db.WriteTx) error {
		o := &objectionRow{}
		if err := tx.Get(o, id); err != nil {
			return err
		}
		text, err := s.keys.Open(o.Text)
		if err != nil {
			return err
		}
		contact, err := s.keys.Open(o.Contact)
		if err != nil {
			return err
		}
		tx.View("merit_objection", o.ID, o.Stamp, "text")
		out = s.objection(o, text)
		if contact != "" {
			out.Text += "(" + crypt.MaskPhone(contact) + ")"
		}
		return nil
	})
	return out, err
}

// Decide says what becomes of an objection. Where it is right the deed is withdrawn; who wrote the deed down, scored it or is near to it
// does not decide.
func (s *Service) Decide(ctx context.Context, id kernel.ID, rev int64, upheld bool, answer string) (*Objection, error) {
	var out *Objection
	err := s.db.Write(ctx, "merit.decide", func(tx *db.WriteTx) error {
		answer, err := kernel.Words("answer", answer, maxText, true)
		if err != nil {
			return err
		}
		o, d, r := &objectionRow{}, &deedRow{}, &roundRow{}
		if err := tx.Lock(o, id); err != nil {
			return err
		}
		if err := tx.Lock(r, o.RoundID); err != nil {
			return err
		}
		if err := tx.Lock(d, o.DeedID); err != nil {
			return err
		}
		switch {
		case o.State != Open:
			return kernel.Conflict("decided_already")
		case o.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		}
		if err := s.apart(tx.ReadTx, d); err != nil {
			return err
		}
		scores, err := scoresOf(tx.ReadTx, []kernel.ID{d.ID})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(scores[d.ID], func(x scoreRow) bool { return tx.Actor().Is(x.ByPersonID) }) {
			return kernel.Forbidden("own_score")
		}
		o.State, o.Answer, o.DecidedAt, o.ByPersonID, o.ByName = Rejected, answer, tx.Now().UnixMilli(), tx.Actor().PersonID, tx.Actor().Name
		r.Objected--
		if upheld {
			o.State = Upheld
			if d.State == Posted {
				r.Deeds, r.Points, d.State, d.Why = r.Deeds-1, r.Points-d.Points, Withdrawn, answer
				if err := tx.Update(d); err != nil {
					return err
				}
			}
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		out = s.objection(o, "")
		return tx.Update(o)
	})
	return out, err
}

// TakeBack withdraws points that were given wrongly, by the opposite entry: what the household has spent meanwhile stays. Somebody
// else than who gave them does it.
func (s *Service) TakeBack(ctx context.Context, id kernel.ID, rev int64, reason string) (*DeedDetail, error) {
	return s.onDeed(ctx, "merit.take_back", id, func(tx *db.WriteTx, d *deedRow) error {
		reason, err := kernel.Words("reason", reason, maxText, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		switch {
		case d.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case d.State != Given:
			return kernel.Conflict("deed_not_given")
		}
		if err := s.apart(tx.ReadTx, d); err != nil {
			return err
		}
		r := &roundRow{}
		if err := tx.Get(r, d.RoundID); err != nil {
			return err
		}
		if tx.Actor().Is(r.IssuedByID) {
			return kernel.Forbidden("own_round")
		}
		pool, err := s.lock(tx, d.PoolID)
		if err != nil {
			return err
		}
		if err := s.bring(tx, pool, d); codeOf(err) == "below_low" {
			return kernel.Conflict("points_spent")
		} else if err != nil {
			return err
		}
		_, err = ledger.Reverse(tx, d.TxnID, ledger.Entry{Key: "withdraw:" + d.ID.String(), Kind: kindWithdraw, Memo: d.ItemName})
		if code := codeOf(err); code == "below_low" {
			return kernel.Conflict("points_spent")
		}
		if err != nil {
			return err
		}
		if more := d.Points * (pool.RateFen - r.RateFen); more != 0 { // a point stands for something else by now
			if _, err := ledger.Post(tx, ledger.Entry{
				Book: pool.BookID, Key: "withdraw_rate:" + d.ID.String(), Kind: "merit.reprice", RefKind: deedTable, RefID: d.ID, Legs: pool.promise(-more),
			}); err != nil {
				return err
			}
		}
		tx.Tally(pool.Stamp, tx.Today(), "merit.given", -d.Points)
		d.State, d.Why = Withdrawn, reason
		return tx.Update(d)
	})
}

// Waiting is an objection that waits for its answer, until the time for objections to its round ends.
type Waiting struct {
	ID      kernel.ID  `bun:"id"`
	RoundID kernel.ID  `bun:"round_id"`
	PlaceID kernel.ID  `bun:"place_id"`
	Day     kernel.Day `bun:"day"`
	Place   string     `bun:"-"`
}

// Undecided are the objections of the actor's places that wait for an answer.
func (s *Service) Undecided(ctx context.Context) ([]Waiting, error) {
	var out []Waiting
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		err := tx.Select(&out, "SELECT o.id, o.round_id, r.place_id, r.object_to AS day FROM {merit_objection o} JOIN {merit_round r} ON r.county_id = o.county_id AND r.id = o.round_id WHERE o.state = 'open' LIMIT 400")
		if err != nil {
			return err
		}
		ids := make([]kernel.ID, len(out))
		for i, o := range out {
			ids[i] = o.PlaceID
		}
		names, err := s.place.Names(tx, ids)
		for i, o := range out {
			out[i].Place = names[o.PlaceID].Name
		}
		return err
	})
	return out, err
}
