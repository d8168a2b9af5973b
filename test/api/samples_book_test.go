package api_test

import (
	"maps"

	"touyan/internal/domain/book"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, bookSamples) }

// ledgerOf is the book of a new village of township A with its pool's first money: the book, the account of the free part, and the
// transaction that brought it.
func (w *world) ledgerOf() (id, account, txn kernel.ID) {
	v, _, _ := w.meritVillage()
	books, _, err := w.app.Book.Books(w.sys, v.ID, "merit", kernel.Page{})
	if err != nil || len(books) != 1 {
		w.t.Fatalf("%d books: %v", len(books), err)
	}
	list, _, err := w.app.Book.Accounts(w.sys, books[0].ID, "pool.free", "fen", book.At{}, kernel.Page{})
	if err != nil || len(list) != 1 {
		w.t.Fatalf("%d accounts: %v", len(list), err)
	}
	lines, _, err := w.app.Book.Statement(w.sys, list[0].ID, "", kernel.Page{})
	if err != nil || len(lines) != 1 {
		w.t.Fatalf("%d lines: %v", len(lines), err)
	}
	return books[0].ID, list[0].ID, lines[0].TxnID
}

var bookSamples = map[string][]sample{
	"book.list": {{kind: list, make: func(w *world) request { w.ledgerOf(); return get("/api/books")(w) }}},
	"book.trial": {
		{kind: record, make: func(w *world) request { b, _, _ := w.ledgerOf(); return get("/api/books/" + b.String())(w) }},
		{kind: record, make: func(w *world) request {
			b, _, _ := w.ledgerOf()
			return get("/api/books/" + b.String() + "?no=1000000")(w)
		}},
	},
	"book.accounts": {
		{kind: record, make: func(w *world) request {
			b, _, _ := w.ledgerOf()
			return get("/api/books/" + b.String() + "/accounts?kind=pool.free&unit=fen")(w)
		}},
		{kind: record, make: func(w *world) request {
			b, _, _ := w.ledgerOf()
			return get("/api/books/" + b.String() + "/accounts?kind=cap.&unit=cap.tenth&no=5")(w)
		}},
	},
	"book.account": {{kind: record, make: func(w *world) request { _, a, _ := w.ledgerOf(); return get("/api/ledger/accounts/" + a.String())(w) }}},
	"book.statement": {{kind: record, make: func(w *world) request {
		_, a, _ := w.ledgerOf()
		return get("/api/ledger/accounts/" + a.String() + "/lines")(w)
	}}},
	"book.txn": {{kind: record, make: func(w *world) request {
		_, _, t := w.ledgerOf()
		return get("/api/ledger/transactions/" + t.String())(w)
	}}},
	"book.export_trial": {{kind: record, make: func(w *world) request {
		b, _, _ := w.ledgerOf()
		return get("/api/exports/book.xlsx?id=" + b.String())(w)
	}}},
	"book.export_account": {{kind: record, make: func(w *world) request {
		_, a, _ := w.ledgerOf()
		return get("/api/exports/book_account.xlsx?id=" + a.String())(w)
	}}},
}
