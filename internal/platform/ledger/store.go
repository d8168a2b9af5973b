package ledger

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The names under which the journal knows the records.
const (
	bookTable    = "ledger_book"
	accountTable = "ledger_account"
	txnTable     = "ledger_txn"
	postingTable = "ledger_posting"
)

// A book and its open accounts go with their place. What was recorded stays as it is.
var (
	_ = db.Declare(db.Table{Name: bookTable, Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: "TRUE"})
	_ = db.Declare(db.Table{Name: "ledger_period", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "closed_at = 0"})
	_ = db.Declare(db.Table{Name: accountTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "closed_day = ''"})
	_ = db.Declare(db.Table{Name: txnTable, Place: db.PlaceCounty, Bind: db.ByPlace, Once: true})
	_ = db.Declare(db.Table{Name: postingTable, Place: db.PlaceCounty, Bind: db.ByPlace, Once: true})
	_ = db.Declare(db.Table{Name: "ledger_hold", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open"})
	_ = db.Declare(db.Table{Name: "ledger_carry", Place: db.PlaceCounty, Bind: db.ByPlace, Derived: true})
)

// Tables are those of the ledger. Nothing in them is put back row by row; a reversal, a release or another posting makes it good.
func Tables() []string {
	return []string{bookTable, "ledger_period", accountTable, txnTable, postingTable, "ledger_hold", "ledger_carry"}
}

type holdRow struct {
	db.BaseModel `bun:"table:t_ledger_hold"`
	db.Row
	kernel.Stamp
	TxnID     kernel.ID `bun:"txn_id"`
	AccountID kernel.ID `bun:"account_id"`
	Amount    int64     `bun:"amount"`
	ExpiresAt int64     `bun:"expires_at"`
	Open      bool      `bun:"open"`
}

type carryRow struct {
	db.BaseModel `bun:"table:t_ledger_carry"`
	db.Row
	kernel.Stamp
	AccountID kernel.ID  `bun:"account_id"`
	ToDay     kernel.Day `bun:"to_day"`
	N         int64      `bun:"n"`
}

// sumRow is one sum of an account.
type sumRow struct {
	ID kernel.ID `bun:"id"`
	N  int64     `bun:"n"`
}

// inMost is how many ids one statement asks for: as few shapes of statements as can be, so that each is kept.
const inMost = 64

// in writes ids as marks, in one of few lengths, and gives the values; a list beyond one statement is cut by chunks.
func in(ids []kernel.ID) (string, []any) {
	n := 1
	for n < len(ids) {
		n *= 2
	}
	args := make([]any, n)
	for i := range args {
		args[i] = int64(ids[min(i, len(ids)-1)])
	}
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", "), args
}

// inKeys is in for texts.
func inKeys(keys []string) (string, []any) {
	n := 1
	for n < len(keys) {
		n *= 2
	}
	args := make([]any, n)
	for i := range args {
		args[i] = keys[min(i, len(keys)-1)]
	}
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", "), args
}

// known is what a Write has read, and kept from changing, to record transactions.
type known struct {
	books    map[kernel.ID]*Book
	accounts map[kernel.ID]*Account
	states   map[kernel.ID]state // of bounded accounts
	txns     map[string]*Txn     // by book and key
}

func keyOf(book kernel.ID, key string) string { return book.String() + " " + key }

// parts are answers that come in chunks.
type parts struct {
	books    [][]Book
	accounts [][]Account
	sums     [][]sumRow
	holds    [][]holdRow
	txns     [][]Txn
}

// learn reads what the works need by one trip, in one order for all writers: books, bounded accounts alone, the others shared;
// then balances and holds as they are once nobody else can change them.
func learn(tx *db.WriteTx, list []*work) (*known, error) {
	books, accounts, keys := needs(list)
	var p parts
	var asks []db.Ask
	for book, own := range keys {
		for part := range slices.Chunk(own, inMost) {
			marks, args := inKeys(part)
			p.txns = append(p.txns, nil)
			asks = append(asks, db.Ask{SQL: "SELECT x.* FROM {ledger_txn x} WHERE x.book_id = ? AND x.client_key IN (" + marks + ")", Args: append([]any{int64(book)}, args...)})
		}
	}
	for part := range slices.Chunk(books, inMost) {
		marks, args := in(part)
		p.books = append(p.books, nil)
		asks = append(asks, db.Ask{Keep: db.KeepShared, SQL: "SELECT b.* FROM {ledger_book b} WHERE b.id IN (" + marks + ") ORDER BY +b.id", Args: args})
	}
	for _, keep := range []db.Keep{db.KeepAlone, db.KeepShared} {
		bounded := "a.bounded"
		if keep == db.KeepShared {
			bounded = "NOT a.bounded"
		}
		for part := range slices.Chunk(accounts, inMost) {
			marks, args := in(part)
			p.accounts = append(p.accounts, nil)
			asks = append(asks, db.Ask{Keep: keep, SQL: "SELECT a.* FROM {ledger_account a} WHERE a.id IN (" + marks + ") AND " + bounded + " ORDER BY +a.id", Args: args})
		}
	}
	for part := range slices.Chunk(accounts, inMost) {
		marks, args := in(part)
		p.sums, p.holds = append(p.sums, nil), append(p.holds, nil)
		asks = append(asks,
			db.Ask{SQL: "SELECT r.id, r.n FROM {running r} WHERE r.id IN (" + marks + ")", Args: args},
			db.Ask{SQL: "SELECT h.* FROM {ledger_hold h} WHERE h.account_id IN (" + marks + ") AND h.open", Args: args})
	}
	p.point(asks)
	if err := tx.Together(asks...); err != nil {
		return nil, err
	}
	return p.known(tx), nil
}

// point says where each answer goes, now that the lists of answers do not grow any more.
func (p *parts) point(asks []db.Ask) {
	i := 0
	next := func(dest any) { asks[i].Dest, i = dest, i+1 }
	for j := range p.txns {
		next(&p.txns[j])
	}
	for j := range p.books {
		next(&p.books[j])
	}
	for j := range p.accounts {
		next(&p.accounts[j])
	}
	for j := range p.sums {
		next(&p.sums[j])
		next(&p.holds[j])
	}
}

func (p *parts) known(tx *db.WriteTx) *known {
	k := &known{books: map[kernel.ID]*Book{}, accounts: map[kernel.ID]*Account{}, states: map[kernel.ID]state{}, txns: map[string]*Txn{}}
	for _, t := range slices.Concat(p.txns...) {
		k.txns[keyOf(t.BookID, t.ClientKey)] = &t
	}
	for _, b := range slices.Concat(p.books...) {
		k.books[b.ID] = &b
	}
	for _, a := range slices.Concat(p.accounts...) {
		k.accounts[a.ID] = &a
		if a.Bounded {
			k.states[a.ID] = state{balance: tx.Added(a.ID)}
		}
	}
	for _, s := range slices.Concat(p.sums...) {
		if st, ok := k.states[s.ID]; ok {
			k.states[s.ID] = st.after(s.N)
		}
	}
	now := tx.Now().UnixMilli()
	for _, h := range slices.Concat(p.holds...) {
		if st, ok := k.states[h.AccountID]; ok && h.ExpiresAt > now {
			k.states[h.AccountID] = st.held(h.Amount)
		}
	}
	return k
}

// needs are the books, accounts and keys of works, in order and each once.
func needs(list []*work) (books, accounts []kernel.ID, keys map[kernel.ID][]string) {
	keys = map[kernel.ID][]string{}
	for _, w := range list {
		books = append(books, w.Book)
		keys[w.Book] = append(keys[w.Book], w.Key)
		for _, l := range w.Legs {
			accounts = append(accounts, l.Account)
		}
		for _, h := range w.frees {
			accounts = append(accounts, h.AccountID)
		}
	}
	slices.Sort(books)
	slices.Sort(accounts)
	for b := range keys {
		slices.Sort(keys[b])
		keys[b] = slices.Compact(keys[b])
	}
	return slices.Compact(books), slices.Compact(accounts), keys
}
