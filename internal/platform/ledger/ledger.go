// Package ledger is double entry in whole numbers: points, money in fen, shares and budgets stand on it. It knows nothing of who
// owns an account: a kind and an id are given by the room that opens it.
//
// A book is what closes together. Each of its accounts holds one unit; a transaction is a set of legs in accounts of one book that
// sum to zero for each unit. It is recorded once: what was wrong is made good by a reversal that names it, once. An account may
// have bounds that hold whoever writes at once. What is reserved counts against the bounds until it is settled, released or its
// time is over. A transaction carries its client's key: the same again answers what is there. It is dated in an open period;
// periods close in their order and carry the balances, so that a balance on any day, or at any number of the journal, can be told.
//
// A positive amount goes into an account, a negative one comes out of it; in the plain text of an export they are debit and credit.
//
// Everything happens inside the Write of the room that calls. Accounts are seen by their stamps like all else; who sees an account
// sees its balance and its postings, also those from when it lay elsewhere.
//
// Tables: t_ledger_book, t_ledger_period, t_ledger_account, t_ledger_txn, t_ledger_posting, t_ledger_hold, t_ledger_carry; balances are
// running sums of platform/db (docs/adr/0040).
package ledger

import (
	"regexp"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Bounds that are none. Most bounds one amount, so that no balance comes near the end of its numbers.
const (
	NoLow  int64 = -1 << 62
	NoHigh int64 = 1 << 62
	Most   int64 = 1 << 43
)

// Class is what an account is to its book; a plain-text export names it first.
type Class string

// The classes. A positive balance is what there is of an asset or an expense; of the others it is negative.
const (
	Asset     Class = "asset"
	Liability Class = "liability"
	Equity    Class = "equity"
	Income    Class = "income"
	Expense   Class = "expense"
)

// Phase says what a transaction does.
type Phase string

// The phases.
const (
	Posted   Phase = "post"
	Reserved Phase = "reserve"
	Settled  Phase = "settle"
	Released Phase = "release"
	Expired  Phase = "expire"
)

// Book is what closes together, one for each kind and owner. OpenFrom is its first day; days up to ClosedTo are closed, those after
// it up to OpenTo are open.
type Book struct {
	db.BaseModel `bun:"table:t_ledger_book"`
	db.Row
	kernel.Stamp
	Kind      string     `bun:"kind"`
	OwnerKind string     `bun:"owner_kind"`
	OwnerID   kernel.ID  `bun:"owner_id"`
	Name      string     `bun:"name"`
	PlaceID   kernel.ID  `bun:"place_id"`
	OpenFrom  kernel.Day `bun:"open_from"`
	ClosedTo  kernel.Day `bun:"closed_to"`
	OpenTo    kernel.Day `bun:"open_to"`
}

// Period is a run of days of a book. Accounts and Digest say what was carried when it was closed.
type Period struct {
	db.BaseModel `bun:"table:t_ledger_period"`
	db.Row
	kernel.Stamp
	BookID   kernel.ID  `bun:"book_id"`
	FromDay  kernel.Day `bun:"from_day"`
	ToDay    kernel.Day `bun:"to_day"`
	ClosedAt int64      `bun:"closed_at"`
	Accounts int        `bun:"accounts"`
	Digest   string     `bun:"digest"`
}

// Account holds one unit of one owner. Its balance, with what is held, stays within Low and High. Its name goes out in clear with
// exports: it is never a person's.
type Account struct {
	db.BaseModel `bun:"table:t_ledger_account"`
	db.Row
	kernel.Stamp
	BookID    kernel.ID  `bun:"book_id"`
	Kind      string     `bun:"kind"`
	OwnerKind string     `bun:"owner_kind"`
	OwnerID   kernel.ID  `bun:"owner_id"`
	Unit      string     `bun:"unit"`
	Class     Class      `bun:"class"`
	Name      string     `bun:"name"`
	Low       int64      `bun:"low"`
	High      int64      `bun:"high"`
	Bounded   bool       `bun:"bounded"`
	ClosedDay kernel.Day `bun:"closed_day"`
}

// Leg is an amount into an account, or out of it where it is negative.
type Leg struct {
	Account kernel.ID
	Amount  int64
}

// Entry is a transaction to be recorded. Day is today where it is empty. Key is the client's, one in the book; Ref names the record
// that it comes from.
type Entry struct {
	Book    kernel.ID
	Key     string
	Kind    string
	Day     kernel.Day
	Memo    string
	RefKind string
	RefID   kernel.ID
	Legs    []Leg
}

// Txn is a recorded transaction.
type Txn struct {
	db.BaseModel `bun:"table:t_ledger_txn"`
	db.Row
	kernel.Stamp
	BookID     kernel.ID  `bun:"book_id"`
	Day        kernel.Day `bun:"day"`
	At         int64      `bun:"at"`
	Phase      Phase      `bun:"phase"`
	Kind       string     `bun:"kind"`
	Memo       string     `bun:"memo"`
	RefKind    string     `bun:"ref_kind"`
	RefID      kernel.ID  `bun:"ref_id"`
	ExpiresAt  int64      `bun:"expires_at"`
	ReversesID kernel.ID  `bun:"reverses_id"`
	EndsID     kernel.ID  `bun:"ends_id"`
	ClientKey  string     `bun:"client_key"`
	Digest     string     `bun:"digest"`
}

// Posting is one leg of a transaction, recorded.
type Posting struct {
	db.BaseModel `bun:"table:t_ledger_posting"`
	db.Row
	kernel.Stamp
	TxnID     kernel.ID  `bun:"txn_id"`
	AccountID kernel.ID  `bun:"account_id"`
	Amount    int64      `bun:"amount"`
	Day       kernel.Day `bun:"day"`
}

var (
	word     = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,63}$`)
	unitWord = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,22}[a-z0-9]$`) // as other programs of double entry take it, in capitals
)

// maxText bounds names, memos and keys, in bytes.
const maxText = 400

func (b *Book) check() error {
	switch {
	case !word.MatchString(b.Kind) || !word.MatchString(b.OwnerKind):
		return kernel.Invalid("kind", "bad_word")
	case len(b.Name) > maxText:
		return kernel.Invalid("name", "too_long").With("max", strconv.Itoa(maxText))
	}
	_, err := kernel.ParseDay(string(b.OpenFrom))
	return err
}

func (a *Account) check() error {
	switch {
	case !word.MatchString(a.Kind) || !word.MatchString(a.OwnerKind):
		return kernel.Invalid("kind", "bad_word")
	case !unitWord.MatchString(a.Unit):
		return kernel.Invalid("unit", "bad_word")
	case len(a.Name) > maxText:
		return kernel.Invalid("name", "too_long").With("max", strconv.Itoa(maxText))
	case a.Low > a.High || a.Low < NoLow || a.High > NoHigh:
		return kernel.Invalid("low", "bad_bounds")
	}
	switch a.Class {
	case Asset, Liability, Equity, Income, Expense:
		return nil
	}
	return kernel.Invalid("class", "bad_word")
}

func (e *Entry) check(phase Phase) error {
	switch {
	case e.Key == "" || len(e.Key) > maxText:
		return kernel.Invalid("key", "bad_key")
	case !word.MatchString(e.Kind):
		return kernel.Invalid("kind", "bad_word")
	case e.RefKind != "" && !word.MatchString(e.RefKind):
		return kernel.Invalid("ref", "bad_word")
	case len(e.Memo) > maxText:
		return kernel.Invalid("memo", "too_long").With("max", strconv.Itoa(maxText))
	}
	if e.Day != "" {
		if _, err := kernel.ParseDay(string(e.Day)); err != nil {
			return err
		}
	}
	if phase == Released || phase == Expired {
		return nil
	}
	if len(e.Legs) < 2 {
		return kernel.Invalid("legs", "too_few_legs")
	}
	seen := map[kernel.ID]bool{}
	for _, l := range e.Legs {
		switch {
		case l.Amount == 0 || l.Amount > Most || l.Amount < -Most:
			return kernel.Invalid("amount", "bad_amount")
		case seen[l.Account]:
			return kernel.Invalid("legs", "account_twice")
		}
		seen[l.Account] = true
	}
	return nil
}
