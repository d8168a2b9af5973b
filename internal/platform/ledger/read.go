package ledger

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Balance is what an account has: posted, and what reservations hold of it, out (negative) and in. Free is what can go out at most,
// where a lower bound says so. Held tells that a reservation is open, even one whose time is over.
type Balance struct {
	Posted, Out, In int64
	Free            int64
	Held            bool
}

// BalanceOf is the balance of one account.
func BalanceOf(tx *db.ReadTx, id kernel.ID) (Balance, error) {
	all, err := Balances(tx, []kernel.ID{id})
	if err != nil {
		return Balance{}, err
	}
	b, ok := all[id]
	if !ok {
		return b, kernel.NotFound(accountTable).With("id", id.String())
	}
	return b, nil
}

// Balances are those of the accounts that the actor sees among ids, as they stand in the database.
func Balances(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Balance, error) {
	out := map[kernel.ID]Balance{}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	now := tx.Now().UnixMilli()
	for part := range slices.Chunk(slices.Compact(ids), inMost) {
		marks, args := in(part)
		var accounts []Account
		var sums []sumRow
		var holds []holdRow
		err := tx.Together(
			db.Ask{Dest: &accounts, SQL: "SELECT a.* FROM {ledger_account a} WHERE a.id IN (" + marks + ")", Args: args},
			db.Ask{Dest: &sums, SQL: "SELECT r.id, r.n FROM {running r} WHERE r.id IN (" + marks + ")", Args: args},
			db.Ask{Dest: &holds, SQL: "SELECT h.* FROM {ledger_hold h} WHERE h.account_id IN (" + marks + ") AND h.open", Args: args})
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			b := balance(&a, sums, holds, now)
			out[a.ID] = b
		}
	}
	return out, nil
}

func balance(a *Account, sums []sumRow, holds []holdRow, now int64) (b Balance) {
	var s state
	for _, r := range sums {
		if r.ID == a.ID {
			s = s.after(r.N)
		}
	}
	for _, h := range holds {
		if h.AccountID != a.ID {
			continue
		}
		b.Held = true
		if h.ExpiresAt > now {
			s = s.held(h.Amount)
		}
	}
	b.Posted, b.Out, b.In = s.balance, s.out, s.in
	if a.Low != NoLow {
		b.Free = max(0, s.balance+s.out-a.Low)
	}
	return b
}

// whole is the program itself, for what is told as one with a record that the actor sees: the postings of an account or of a
// transaction, the sums of a book.
func whole(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// seen is an account that the actor sees; its postings are seen with it.
func seen(tx *db.ReadTx, account kernel.ID) (*db.ReadTx, error) {
	var a Account
	return whole(tx), tx.Get(&a, account)
}

// BalanceOn is what an account had at the end of a day.
func BalanceOn(tx *db.ReadTx, account kernel.ID, day kernel.Day) (int64, error) {
	all, err := seen(tx, account)
	if err != nil {
		return 0, err
	}
	var carried []carryRow
	err = all.Select(&carried, "SELECT c.* FROM {ledger_carry c} WHERE c.account_id = ? AND c.to_day <= ? ORDER BY c.to_day DESC LIMIT 1", account, day)
	if err != nil {
		return 0, err
	}
	from, n := kernel.Day(""), int64(0)
	if len(carried) > 0 {
		from, n = carried[0].ToDay, carried[0].N
	}
	var since []int64
	err = all.Select(&since, "SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM {ledger_posting p} WHERE p.account_id = ? AND p.day > ? AND p.day <= ?", account, from, day)
	return n + append(since, 0)[0], err
}

// BalanceAt is what an account had when the journal had come to number no.
func BalanceAt(tx *db.ReadTx, account kernel.ID, no int64) (int64, error) {
	all, err := seen(tx, account)
	if err != nil {
		return 0, err
	}
	return all.SumRecorded(postingTable, "amount", "account_id", account, no)
}

// Statement lists the postings of an account, newest day first, with what each transaction says.
func Statement(tx *db.ReadTx, account kernel.ID, page kernel.Page) ([]Line, string, error) {
	all, err := seen(tx, account)
	if err != nil {
		return nil, "", err
	}
	return statement(all, account, kernel.EndOfTime, page)
}

func statement(all *db.ReadTx, account kernel.ID, day kernel.Day, page kernel.Page) ([]Line, string, error) {
	return db.PageOf(all, db.List{
		SQL: `SELECT p.id, p.txn_id, p.account_id, p.amount, p.day, t.phase, t.kind, t.memo, t.ref_kind, t.ref_id, t.reverses_id, t.at
			FROM {ledger_posting p} JOIN {ledger_txn t} ON t.id = p.txn_id WHERE p.account_id = ? AND p.day <= ?`,
		Args:  []any{account, day},
		Order: []db.Key{{Col: "p.day", Dir: db.Desc}, {Col: "p.id", Dir: db.Desc}},
		Page:  page,
	}, func(l *Line) []any { return []any{string(l.Day), l.ID} })
}

// Line is a posting with what its transaction says.
type Line struct {
	ID         kernel.ID  `bun:"id"`
	TxnID      kernel.ID  `bun:"txn_id"`
	AccountID  kernel.ID  `bun:"account_id"`
	Amount     int64      `bun:"amount"`
	Day        kernel.Day `bun:"day"`
	Phase      Phase      `bun:"phase"`
	Kind       string     `bun:"kind"`
	Memo       string     `bun:"memo"`
	RefKind    string     `bun:"ref_kind"`
	RefID      kernel.ID  `bun:"ref_id"`
	ReversesID kernel.ID  `bun:"reverses_id"`
	At         int64      `bun:"at"`
}

// Get is a transaction that the actor sees.
func Get(tx *db.ReadTx, id kernel.ID) (t Txn, err error) { return t, tx.Get(&t, id) }

// ByRef are the transactions that come from a record, oldest first.
func ByRef(tx *db.ReadTx, kind string, id kernel.ID) ([]Txn, error) {
	var out []Txn
	err := tx.Select(&out, "SELECT t.* FROM {ledger_txn t} WHERE t.ref_kind = ? AND t.ref_id = ? AND t.ref_id <> 0", kind, id)
	slices.SortFunc(out, func(a, b Txn) int { return int(a.ID - b.ID) })
	return out, err
}

// PostingsOf are the legs of a transaction that the actor sees, whole.
func PostingsOf(tx *db.ReadTx, txn kernel.ID) ([]Posting, error) {
	var t Txn
	if err := tx.Get(&t, txn); err != nil {
		return nil, err
	}
	var out []Posting
	err := whole(tx).Select(&out, "SELECT p.* FROM {ledger_posting p} WHERE p.txn_id = ?", txn)
	slices.SortFunc(out, func(a, b Posting) int { return int(a.ID - b.ID) })
	return out, err
}

// BookOf is the book of a kind and owner.
func BookOf(tx *db.ReadTx, kind, ownerKind string, owner kernel.ID) (Book, error) {
	var is []Book
	err := tx.Select(&is, "SELECT b.* FROM {ledger_book b} WHERE b.kind = ? AND b.owner_kind = ? AND b.owner_id = ?", kind, ownerKind, owner)
	if err == nil && len(is) == 0 {
		err = kernel.NotFound(bookTable)
	}
	return append(is, Book{})[0], err
}

// AccountsOf are the accounts of an owner that the actor sees.
func AccountsOf(tx *db.ReadTx, ownerKind string, owner kernel.ID) ([]Account, error) {
	var out []Account
	err := tx.Select(&out, "SELECT a.* FROM {ledger_account a} WHERE a.owner_id = ? AND a.owner_kind = ?", owner, ownerKind)
	slices.SortFunc(out, func(a, b Account) int { return int(a.ID - b.ID) })
	return out, err
}
