// Package book shows the ledger (requirements F1 and F2): its books, the trial balance of one as of a day or a number of the journal,
// the statement of an account, and behind each posting the deed, its evidence and who stood for it. Nothing is written here, and nothing
// is decided by what is read: an auditor finds the way from any total to the record, in a click each (docs/adr/0046).
//
// What an account or a record is called is told by the room to which it belongs.
//
// Tables: none of its own.
package book

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// PermList lets somebody read the books of their places.
const PermList = "book.list"

// families are kinds of accounts that name one thing of many behind their first word.
var families = []string{"cap.", "event."}

// Book is a book: what closes together, for one owner. Its days up to ClosedTo are closed, those up to OpenTo are open.
type Book struct {
	ID       kernel.ID  `json:"id"`
	Kind     string     `json:"kind"`
	Name     string     `json:"name"`
	Place    place.Ref  `json:"place"`
	Path     string     `json:"path"`
	From     kernel.Day `json:"from"`
	ClosedTo kernel.Day `json:"closed_to"`
	OpenTo   kernel.Day `json:"open_to"`
}

// Period is a run of days of a book; once it is closed, with how many balances were carried and the digest that keeps them.
type Period struct {
	From     kernel.Day `json:"from"`
	To       kernel.Day `json:"to"`
	ClosedAt int64      `json:"closed_at"`
	Accounts int        `json:"accounts"`
	Digest   string     `json:"digest"`
}

// Total is what the accounts of one kind have together: Debit what is in those above zero, Credit what is in those below.
type Total struct {
	Class    string `json:"class" enum:"asset,liability,equity,income,expense"`
	Kind     string `json:"kind"`
	Unit     string `json:"unit"`
	Accounts int    `json:"accounts"`
	Debit    int64  `json:"debit"`
	Credit   int64  `json:"credit"`
}

// Sum is what all accounts of a unit have: Debit and Credit are equal.
type Sum struct {
	Unit   string `json:"unit"`
	Debit  int64  `json:"debit"`
	Credit int64  `json:"credit"`
}

// Trial is the trial balance of a book at the end of Day or, where No is set, when the journal had come to that number.
type Trial struct {
	Book
	Day     kernel.Day `json:"day"`
	No      int64      `json:"no"`
	Totals  []Total    `json:"totals" nullable:"false"`
	Sums    []Sum      `json:"sums" nullable:"false"`
	Periods []Period   `json:"periods" nullable:"false"`
}

// Account is an account with what it had. Owner tells whose it is, where its kind does not.
type Account struct {
	ID    kernel.ID  `json:"id"`
	Class string     `json:"class" enum:"asset,liability,equity,income,expense"`
	Kind  string     `json:"kind"`
	Unit  string     `json:"unit"`
	Owner string     `json:"owner"`
	N     int64      `json:"n"`
	Ended kernel.Day `json:"ended"`
}

// AccountDetail is an account with its book, and what it has now: Out and In are held by reservations.
type AccountDetail struct {
	Account
	Book Book  `json:"book"`
	Out  int64 `json:"out"`
	In   int64 `json:"in"`
}

// Stood is a person's part in a record.
type Stood struct {
	Part string `json:"part" enum:"record,review,confirm,recheck,score,check,post,give,hand,code,signature"`
	Name string `json:"name"`
}

// Source is what stands behind a transaction. Page and Of lead to the record.
type Source struct {
	Title string     `json:"title"`
	Note  string     `json:"note"`
	Day   kernel.Day `json:"day"`
	Files int        `json:"files"`
	Who   []Stood    `json:"who" nullable:"false"`
	Page  string     `json:"page" enum:",points-account,points-entry,merit-deed,merit-village,merit-shop,household"`
	Of    kernel.ID  `json:"of"`
}

// Line is a posting of an account with what there was after it. Source is what it comes from.
type Line struct {
	ID         kernel.ID  `json:"id"`
	TxnID      kernel.ID  `json:"txn_id"`
	Day        kernel.Day `json:"day"`
	At         int64      `json:"at"`
	Kind       string     `json:"kind"`
	Memo       string     `json:"memo"`
	Amount     int64      `json:"amount"`
	Balance    int64      `json:"balance"`
	ReversesID kernel.ID  `json:"reverses_id"`
	ReversedID kernel.ID  `json:"reversed_id"`
	Source     Source     `json:"source"`
}

// Leg is what a transaction put into an account, or took out of it below zero.
type Leg struct {
	Account
	Amount int64 `json:"amount"`
}

// Txn is a transaction whole: its legs, what stands behind it, who recorded it, and what it takes back or is taken back by.
type Txn struct {
	ID         kernel.ID  `json:"id"`
	Book       Book       `json:"book"`
	Day        kernel.Day `json:"day"`
	At         int64      `json:"at"`
	Phase      string     `json:"phase" enum:"post,reserve,settle,release,expire"`
	Kind       string     `json:"kind"`
	Memo       string     `json:"memo"`
	ReversesID kernel.ID  `json:"reverses_id"`
	ReversedID kernel.ID  `json:"reversed_id"`
	EndsID     kernel.ID  `json:"ends_id"`
	By         string     `json:"by"`
	No         int64      `json:"no"` // of its entry in the journal; 0 while it is being numbered
	Legs       []Leg      `json:"legs" nullable:"false"`
	Source     Source     `json:"source"`
}

// At is the moment at which a book is looked at: the end of a day, or a number of the journal.
type At struct {
	Day kernel.Day
	No  int64
}
