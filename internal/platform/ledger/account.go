package ledger

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// OpenBook opens a book, or answers the one of its kind and owner. It has no open period yet.
func OpenBook(tx *db.WriteTx, b Book) (Book, error) {
	if err := b.check(); err != nil {
		return Book{}, err
	}
	var is []Book
	err := tx.Select(&is, "SELECT b.* FROM {ledger_book b} WHERE b.kind = ? AND b.owner_kind = ? AND b.owner_id = ?", b.Kind, b.OwnerKind, b.OwnerID)
	if err != nil {
		return Book{}, err
	}
	if len(is) > 0 {
		return is[0], nil
	}
	before := b.OpenFrom.Add(-1)
	_, b.PlaceID = b.Lowest(tx.County())
	b.ClosedTo, b.OpenTo = before, before
	return b, tx.Insert(&b)
}

// OpenPeriod lets a book take transactions up to a day. Its first day is the one after the last period. A period that is there
// already is no fault.
func OpenPeriod(tx *db.WriteTx, book kernel.ID, to kernel.Day) error {
	if _, err := kernel.ParseDay(string(to)); err != nil {
		return err
	}
	var b Book
	if err := tx.Lock(&b, book); err != nil {
		return err
	}
	if to == b.OpenTo {
		return nil
	}
	if to < b.OpenTo {
		return kernel.Conflict("period_overlaps").With("open_to", string(b.OpenTo))
	}
	p := Period{BookID: book, FromDay: b.OpenTo.Add(1), ToDay: to, Stamp: b.Stamp}
	b.OpenTo = to
	if err := tx.Insert(&p); err != nil {
		return err
	}
	return tx.Update(&b)
}

// OpenAccount opens an account, or answers the one of its book, kind, owner and unit.
func OpenAccount(tx *db.WriteTx, a Account) (Account, error) {
	list, err := OpenAccounts(tx, []Account{a})
	if err != nil {
		return Account{}, err
	}
	return list[0], nil
}

// OpenAccounts is OpenAccount for many. An account that is there already stays as it is.
func OpenAccounts(tx *db.WriteTx, list []Account) ([]Account, error) {
	there := map[accountKey]Account{}
	var owners []kernel.ID
	for i := range list {
		a := &list[i]
		if err := a.check(); err != nil {
			return nil, err
		}
		a.ClosedDay, a.Bounded = "", a.Low != NoLow || a.High != NoHigh
		owners = append(owners, a.OwnerID)
	}
	slices.Sort(owners)
	for part := range slices.Chunk(slices.Compact(owners), inMost) {
		marks, args := in(part)
		var is []Account
		if err := tx.Select(&is, "SELECT a.* FROM {ledger_account a} WHERE a.owner_id IN ("+marks+")", args...); err != nil {
			return nil, err
		}
		for _, a := range is {
			there[keyOfAccount(&a)] = a
		}
	}
	return openMissing(tx, list, there)
}

type accountKey struct {
	book        kernel.ID
	kind, owner string
	id          kernel.ID
	unit        string
}

func keyOfAccount(a *Account) accountKey {
	return accountKey{a.BookID, a.Kind, a.OwnerKind, a.OwnerID, a.Unit}
}

func openMissing(tx *db.WriteTx, list []Account, there map[accountKey]Account) ([]Account, error) {
	out := make([]Account, len(list))
	var rows []*Account
	for i, a := range list {
		is, ok := there[keyOfAccount(&a)]
		if !ok {
			is = a
			is.Row = db.Row{ID: tx.NewID()}
			there[keyOfAccount(&a)] = is
			rows = append(rows, &is)
		}
		out[i] = is
	}
	return out, tx.InsertAll(rows)
}

// SetBounds changes the bounds of an account, whose balance must lie within the new ones.
func SetBounds(tx *db.WriteTx, id kernel.ID, low, high int64) error {
	var a Account
	if err := tx.Lock(&a, id); err != nil {
		return err
	}
	a.Low, a.High = low, high
	if err := a.check(); err != nil {
		return err
	}
	a.Bounded = low != NoLow || high != NoHigh
	b, err := BalanceOf(tx.ReadTx, id)
	if err != nil {
		return err
	}
	n := b.Posted + tx.Added(id)
	switch {
	case n+b.Out < low:
		return refuse("below_low", &a, n+b.Out-low)
	case n+b.In > high:
		return refuse("above_high", &a, high-n-b.In)
	}
	return tx.Update(&a)
}

// CloseAccount ends an account that has nothing in it and nothing held.
func CloseAccount(tx *db.WriteTx, id kernel.ID) error {
	var a Account
	if err := tx.Lock(&a, id); err != nil {
		return err
	}
	b, err := BalanceOf(tx.ReadTx, id)
	if err != nil {
		return err
	}
	if b.Posted+tx.Added(id) != 0 || b.Held {
		return kernel.Conflict("account_not_empty").With("name", a.Name)
	}
	a.ClosedDay = tx.Today()
	return tx.Update(&a)
}

// owning is a kind of accounts of a kind of owners.
type owning struct{ owner, kind string }

// counters are the standing counters that follow balances. Rooms enter them before anything runs.
var counters = map[owning]string{}

// Count lets a standing counter follow the balances of the accounts of a kind, whoever posts to them. Where accounts go with their
// place, the room's own table says so (db.Table.Standing).
func Count(ownerKind, kind, measure string) string {
	counters[owning{ownerKind, kind}] = measure
	return measure
}
