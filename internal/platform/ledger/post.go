package ledger

import (
	"errors"
	"strconv"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// work is a transaction on its way to be recorded.
type work struct {
	Entry
	phase    Phase
	expires  int64
	reverses kernel.ID
	ends     kernel.ID
	frees    []holdRow // what it ends
}

// Post records a transaction, or answers the one that its key has recorded before.
func Post(tx *db.WriteTx, e Entry) (Txn, error) {
	return one(tx, &work{Entry: e, phase: Posted})
}

// PostAll records many, one after another: each sees what those before it did. One that fails lets all fail, and is told by its
// place in the list. Hundreds and more belong in a Write that is marked as a long one (db.Large).
func PostAll(tx *db.WriteTx, list []Entry) ([]Txn, error) {
	works := make([]*work, len(list))
	for i, e := range list {
		works[i] = &work{Entry: e, phase: Posted}
	}
	return record(tx, works)
}

// Reserve holds amounts until a moment: they count against the bounds of their accounts and move nothing.
func Reserve(tx *db.WriteTx, e Entry, until time.Time) (Txn, error) {
	if !until.After(tx.Now()) {
		return Txn{}, kernel.Invalid("until", "in_the_past")
	}
	return one(tx, &work{Entry: e, phase: Reserved, expires: until.UnixMilli()})
}

// Settle posts what a reservation holds, or, with legs, a part of it; the rest is free again. Of e it takes key, kind, day, memo and
// legs.
func Settle(tx *db.WriteTx, id kernel.ID, e Entry) (Txn, error) {
	r, holds, err := reservation(tx, id)
	if err != nil {
		return Txn{}, err
	}
	e.Book, e.RefKind, e.RefID = r.BookID, r.RefKind, r.RefID
	if len(e.Legs) == 0 {
		for _, h := range holds {
			e.Legs = append(e.Legs, Leg{h.AccountID, h.Amount})
		}
	} else if err := within(e.Legs, holds); err != nil {
		return Txn{}, err
	}
	return one(tx, &work{Entry: e, phase: Settled, ends: id, frees: holds})
}

// Release gives free what a reservation holds. Of e it takes key, kind, day and memo.
func Release(tx *db.WriteTx, id kernel.ID, e Entry) (Txn, error) {
	r, holds, err := reservation(tx, id)
	if err != nil {
		return Txn{}, err
	}
	e.Book, e.RefKind, e.RefID, e.Legs = r.BookID, r.RefKind, r.RefID, nil
	return one(tx, &work{Entry: e, phase: Released, ends: id, frees: holds})
}

// Expire records the end of reservations whose time is over, some at a time, and tells how many. They hold nothing before that
// either: whoever looks at an account reckons with the time.
func Expire(tx *db.WriteTx, most int) (int, error) {
	var due []holdRow
	err := tx.Select(&due, "SELECT h.* FROM {ledger_hold h} WHERE h.open AND h.expires_at <= ? ORDER BY h.expires_at LIMIT ?", tx.Now().UnixMilli(), most)
	if err != nil {
		return 0, err
	}
	var works []*work
	seen := map[kernel.ID]bool{}
	for _, h := range due {
		if seen[h.TxnID] {
			continue
		}
		seen[h.TxnID] = true
		r, holds, err := reservation(tx, h.TxnID)
		if err != nil {
			return 0, err
		}
		e := Entry{Book: r.BookID, Key: "expire:" + r.ID.String(), Kind: r.Kind, RefKind: r.RefKind, RefID: r.RefID}
		works = append(works, &work{Entry: e, phase: Expired, ends: r.ID, frees: holds})
	}
	_, err = record(tx, works)
	return len(works), err
}

// Reverse takes a transaction back by its opposite, once. Of e it takes key, kind, day and memo. It keeps within the bounds too: what
// has been spent meanwhile cannot be taken back.
func Reverse(tx *db.WriteTx, id kernel.ID, e Entry) (Txn, error) {
	var t Txn
	if err := tx.Get(&t, id); err != nil {
		return Txn{}, err
	}
	if t.ReversesID != 0 || t.Phase != Posted && t.Phase != Settled {
		return Txn{}, kernel.Conflict("not_reversible").With("id", id.String())
	}
	var before []Txn
	err := tx.Select(&before, "SELECT x.* FROM {ledger_txn x} WHERE x.reverses_id = ? AND x.reverses_id <> 0", id)
	if err != nil {
		return Txn{}, err
	}
	if len(before) > 0 && before[0].ClientKey != e.Key {
		return Txn{}, kernel.Conflict("already_reversed").With("id", id.String())
	}
	list, err := PostingsOf(tx.ReadTx, id)
	if err != nil {
		return Txn{}, err
	}
	e.Book, e.RefKind, e.RefID, e.Legs = t.BookID, t.RefKind, t.RefID, nil
	for _, p := range list {
		e.Legs = append(e.Legs, Leg{p.AccountID, -p.Amount})
	}
	return one(tx, &work{Entry: e, phase: Posted, reverses: id})
}

// reservation reads a reservation with what it holds or held.
func reservation(tx *db.WriteTx, id kernel.ID) (r Txn, holds []holdRow, err error) {
	if err = tx.Get(&r, id); err == nil && r.Phase != Reserved {
		err = kernel.Conflict("not_a_reservation").With("id", id.String())
	}
	if err == nil {
		err = tx.Select(&holds, "SELECT h.* FROM {ledger_hold h} WHERE h.txn_id = ?", id)
	}
	return r, holds, err
}

// within tells whether legs are a part of what is held.
func within(legs []Leg, holds []holdRow) error {
	held := map[kernel.ID]int64{}
	for _, h := range holds {
		held[h.AccountID] = h.Amount
	}
	for _, l := range legs {
		h := held[l.Account]
		if h > 0 && (l.Amount < 0 || l.Amount > h) || h < 0 && (l.Amount > 0 || l.Amount < h) || h == 0 {
			return kernel.Invalid("legs", "more_than_held").With("account", l.Account.String())
		}
	}
	return nil
}

func one(tx *db.WriteTx, w *work) (Txn, error) {
	list, err := record(tx, []*work{w})
	if err != nil {
		return Txn{}, err
	}
	return list[0], nil
}

// record checks works and writes them. Nothing is written before all of them are found good.
func record(tx *db.WriteTx, list []*work) ([]Txn, error) {
	for i, w := range list {
		if err := w.check(w.phase); err != nil {
			return nil, at(err, i, list)
		}
	}
	if len(list) == 0 {
		return []Txn{}, nil
	}
	k, err := learn(tx, list)
	if err == nil && !k.complete(list) { // bounds came or went between two questions
		k, err = learn(tx, list)
	}
	if err != nil {
		return nil, err
	}
	b := &batch{tx: tx, known: k}
	out := make([]Txn, len(list))
	for i, w := range list {
		t, err := b.take(w)
		if err != nil {
			return nil, at(err, i, list)
		}
		out[i] = *t
	}
	return out, b.write()
}

// at adds to an error which one of many it speaks of.
func at(err error, i int, list []*work) error {
	var e *kernel.Error
	if errors.As(err, &e) && len(list) > 1 {
		return e.With("index", strconv.Itoa(i))
	}
	return err
}

// complete tells whether all accounts were found.
func (k *known) complete(list []*work) bool {
	_, accounts, _ := needs(list)
	return len(k.accounts) == len(accounts)
}

// batch gathers the rows of works.
type batch struct {
	tx       *db.WriteTx
	known    *known
	txns     []*Txn
	postings []*Posting
	holds    []*holdRow
	freed    []*holdRow
}

// take checks a work and makes its rows.
func (b *batch) take(w *work) (*Txn, error) {
	if t := b.known.txns[keyOf(w.Book, w.Key)]; t != nil {
		if t.Digest != w.digest() {
			return nil, kernel.Conflict("key_used").With("key", w.Key)
		}
		return t, nil
	}
	day := w.Day
	if day == "" {
		day = b.tx.Today()
	}
	if err := b.may(w, day); err != nil {
		return nil, err
	}
	t := &Txn{
		BookID: w.Book, Day: day, At: b.tx.Now().UnixMilli(), Phase: w.phase, Kind: w.Kind, Memo: w.Memo, RefKind: w.RefKind, RefID: w.RefID,
		ExpiresAt: w.expires, ReversesID: w.reverses, EndsID: w.ends, ClientKey: w.Key, Digest: w.digest(), Stamp: b.stamp(w),
	}
	t.ID = b.tx.NewID()
	b.txns = append(b.txns, t)
	b.known.txns[keyOf(w.Book, w.Key)] = t
	return t, b.move(w, t)
}

// may checks what a work needs besides the bounds.
func (b *batch) may(w *work, day kernel.Day) error {
	book := b.known.books[w.Book]
	if book == nil {
		return kernel.NotFound(bookTable).With("id", w.Book.String())
	}
	if err := book.dated(day, b.tx.Today()); err != nil {
		return err
	}
	for _, l := range w.Legs {
		a := b.known.accounts[l.Account]
		switch {
		case a == nil:
			return kernel.NotFound(accountTable).With("id", l.Account.String())
		case a.BookID != w.Book:
			return kernel.Invalid("legs", "other_book").With("account", l.Account.String())
		case a.ClosedDay != "":
			return kernel.Conflict("account_ended").With("account", l.Account.String()).With("name", a.Name)
		}
	}
	for _, h := range w.frees {
		if !h.Open {
			return kernel.Conflict("reservation_ended").With("id", w.ends.String())
		}
		if b.known.accounts[h.AccountID] == nil {
			return kernel.NotFound(accountTable).With("id", h.AccountID.String())
		}
		if over := h.ExpiresAt <= b.tx.Now().UnixMilli(); over && w.phase == Settled {
			return kernel.Conflict("reservation_expired").With("id", w.ends.String())
		}
	}
	return balanced(w.Legs, b.known.accounts)
}

// stamp is where the transaction lies: at the lowest place of all its accounts.
func (b *batch) stamp(w *work) kernel.Stamp {
	var all []kernel.Stamp
	for _, l := range w.Legs {
		all = append(all, b.known.accounts[l.Account].Stamp)
	}
	for _, h := range w.frees {
		all = append(all, b.known.accounts[h.AccountID].Stamp)
	}
	return meet(all)
}

// move changes the accounts: first what was held is free, then the amounts come in and go out.
func (b *batch) move(w *work, t *Txn) error {
	now := b.tx.Now().UnixMilli()
	for i := range w.frees {
		h := &w.frees[i]
		if s, ok := b.known.states[h.AccountID]; ok && h.ExpiresAt > now {
			b.known.states[h.AccountID] = s.freed(h.Amount)
		}
		h.Open = false
		b.freed = append(b.freed, h)
	}
	for _, l := range w.Legs {
		a := b.known.accounts[l.Account]
		s := b.known.states[l.Account]
		if w.phase == Reserved {
			s = s.held(l.Amount)
			b.holds = append(b.holds, &holdRow{TxnID: t.ID, AccountID: a.ID, Amount: l.Amount, ExpiresAt: t.ExpiresAt, Open: true, Stamp: a.Stamp})
		} else {
			s = s.after(l.Amount)
			b.postings = append(b.postings, &Posting{TxnID: t.ID, AccountID: a.ID, Amount: l.Amount, Day: t.Day, Stamp: a.Stamp})
		}
		if err := a.fits(s, l.Amount); err != nil {
			return err
		}
		b.known.states[l.Account] = s
	}
	return nil
}

// write inserts the rows; the balances follow with the end of the Write.
func (b *batch) write() error {
	if len(b.txns) == 0 {
		return nil
	}
	if err := b.tx.InsertAll(b.txns); err != nil {
		return err
	}
	if err := b.tx.InsertAll(b.postings); err != nil {
		return err
	}
	if err := b.tx.InsertAll(b.holds); err != nil {
		return err
	}
	if len(b.freed) > 0 {
		if err := b.tx.UpdateAll(b.freed); err != nil {
			return err
		}
	}
	for _, p := range b.postings {
		a := b.known.accounts[p.AccountID]
		b.tx.AddUp(p.AccountID, p.Amount, !a.Bounded)
		if m := counters[owning{a.OwnerKind, a.Kind}]; m != "" {
			b.tx.Tally(a.Stamp, db.Standing, m, p.Amount)
		}
	}
	return nil
}
