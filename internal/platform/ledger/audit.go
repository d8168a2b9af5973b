package ledger

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// AsOf is the moment at which books are looked at: the end of a day or, where No is set, when the journal had come to that number.
type AsOf struct {
	Day kernel.Day
	No  int64
}

// Source is what stands behind a transaction, as the room tells it whose record it is: what was done, and who stood for it.
type Source struct {
	Title string
	Note  string
	Day   kernel.Day
	Files int
	Who   []Stood
	Page  string    // the record's page, by a word of the front end
	Of    kernel.ID // what that page shows
}

// Stood is a person's part in a record: entered, confirmed, scored and so on.
type Stood struct{ Part, Name string }

// Books is a page of books by a condition over `b`, the newest first.
func Books(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Book, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT b.* FROM {ledger_book b} WHERE " + where, Args: args, Order: []db.Key{{Col: "b.id", Dir: db.Desc}}, Page: page,
	}, func(b *Book) []any { return []any{b.ID} })
}

// GetBook is a book that the actor sees, with its periods, the oldest first.
func GetBook(tx *db.ReadTx, id kernel.ID) (b Book, periods []Period, err error) {
	if err = tx.Get(&b, id); err != nil {
		return b, nil, err
	}
	err = whole(tx).Select(&periods, "SELECT p.* FROM {ledger_period p} WHERE p.book_id = ?", id)
	slices.SortFunc(periods, func(a, b Period) int { return cmp.Compare(a.FromDay, b.FromDay) })
	return b, periods, err
}

// GetAccount is an account that the actor sees.
func GetAccount(tx *db.ReadTx, id kernel.ID) (a Account, err error) { return a, tx.Get(&a, id) }

// AccountsByID are those of the accounts that the actor sees among ids.
func AccountsByID(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Account, error) {
	out := map[kernel.ID]Account{}
	for part := range slices.Chunk(ids, inMost) {
		marks, args := in(part)
		var rows []Account
		if err := tx.Select(&rows, "SELECT a.* FROM {ledger_account a} WHERE a.id IN ("+marks+")", args...); err != nil {
			return nil, err
		}
		for _, a := range rows {
			out[a.ID] = a
		}
	}
	return out, nil
}

// TrialAsOf is Trial at a moment.
func TrialAsOf(tx *db.ReadTx, book kernel.ID, at AsOf) ([]TrialLine, error) {
	if at.No == 0 {
		return Trial(tx, book, at.Day)
	}
	lines, err := Trial(tx, book, "") // the accounts, in their order
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.ID
	}
	n, err := whole(tx).SumsRecorded(postingTable, "amount", "account_id", ids, at.No)
	for i := range lines {
		lines[i].N = n[lines[i].ID]
	}
	return lines, err
}

// Family is the kind of an account without what follows its first word, where that names one thing of many: caps of items.
func Family(kind string, families []string) string {
	for _, f := range families {
		if strings.HasPrefix(kind, f) {
			return f
		}
	}
	return kind
}

// AccountsIn is a page of a book's accounts of a kind and unit, in the order in which their owners were opened, with what they had at
// a moment. A kind that ends in a dot means all that begin so.
func AccountsIn(tx *db.ReadTx, book kernel.ID, kind, unit string, at AsOf, page kernel.Page) ([]TrialLine, string, error) {
	if err := tx.Get(&Book{}, book); err != nil {
		return nil, "", err
	}
	where, args := "a.kind = ?", []any{book, kind}
	if strings.HasSuffix(kind, ".") {
		where, args = "a.kind >= ? AND a.kind < ?", []any{book, kind, strings.TrimSuffix(kind, ".") + "/"}
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT a.* FROM {ledger_account a} WHERE a.book_id = ? AND " + where + " AND a.unit = ?", Args: append(args, unit), Page: page,
		Order: []db.Key{{Col: "a.kind"}, {Col: "a.owner_kind"}, {Col: "a.owner_id"}, {Col: "a.unit"}},
	}, func(a *Account) []any { return []any{a.Kind, a.OwnerKind, a.OwnerID, a.Unit} })
	if err != nil {
		return nil, "", err
	}
	ids := make([]kernel.ID, len(rows))
	for i, a := range rows {
		ids[i] = a.ID
	}
	n, err := amounts(whole(tx), ids, at)
	out := make([]TrialLine, len(rows))
	for i, a := range rows {
		out[i] = TrialLine{a, n[a.ID]}
	}
	return out, next, err
}

// amounts are what accounts had at a moment.
func amounts(all *db.ReadTx, ids []kernel.ID, at AsOf) (map[kernel.ID]int64, error) {
	if at.No > 0 {
		return all.SumsRecorded(postingTable, "amount", "account_id", ids, at.No)
	}
	out := map[kernel.ID]int64{}
	for part := range slices.Chunk(ids, inMost) {
		marks, args := in(part)
		var carried []carryRow
		if err := all.Select(&carried, "SELECT c.* FROM {ledger_carry c} WHERE c.account_id IN ("+marks+") AND c.to_day <= ?", append(args, at.Day)...); err != nil {
			return nil, err
		}
		last := map[kernel.ID]carryRow{}
		for _, c := range carried {
			if c.ToDay > last[c.AccountID].ToDay {
				last[c.AccountID] = c
			}
		}
		from := kernel.Day("") // the accounts of a book are carried together, but for those opened since
		for _, c := range last {
			from = max(from, c.ToDay)
		}
		sum := func(after kernel.Day, only []kernel.ID) error {
			if len(only) == 0 {
				return nil
			}
			marks, args := in(only)
			var rows []sumRow
			err := all.Select(&rows, "SELECT p.account_id AS id, CAST(SUM(p.amount) AS BIGINT) AS n FROM {ledger_posting p} WHERE p.account_id IN ("+marks+") AND p.day > ? AND p.day <= ? GROUP BY p.account_id",
				append(args, after, at.Day)...)
			for _, r := range rows {
				out[r.ID] += r.N
			}
			return err
		}
		var same, others []kernel.ID
		for _, id := range part {
			if c := last[id]; c.ToDay == from {
				out[id] = c.N
				same = append(same, id)
			} else {
				others = append(others, id)
			}
		}
		if err := sum(from, same); err != nil {
			return nil, err
		}
		if err := sum("", others); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Running is a line of a statement with what there was after it.
type Running struct {
	Line
	Balance    int64
	ReversedID kernel.ID // the transaction that takes it back
}

// RunningStatement is Statement up to the end of a day, each line with what there was after it.
func RunningStatement(tx *db.ReadTx, account kernel.ID, day kernel.Day, page kernel.Page) ([]Running, string, error) {
	all, err := seen(tx, account)
	if err != nil {
		return nil, "", err
	}
	lines, next, err := statement(all, account, day, page)
	if err != nil || len(lines) == 0 {
		return []Running{}, next, err
	}
	var upTo []int64
	top := lines[0]
	err = all.Select(&upTo, "SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM {ledger_posting p} WHERE p.account_id = ? AND (p.day, p.id) <= (?, ?)", account, top.Day, top.ID)
	if err != nil {
		return nil, "", err
	}
	n := append(upTo, 0)[0]
	out, txns := make([]Running, len(lines)), make([]kernel.ID, len(lines))
	for i, l := range lines {
		out[i] = Running{Line: l, Balance: n}
		n -= l.Amount
		txns[i] = l.TxnID
	}
	back, err := reversalsOf(all, txns)
	for i := range out {
		out[i].ReversedID = back[out[i].TxnID]
	}
	return out, next, err
}

// reversalsOf are the transactions that take others back, by those.
func reversalsOf(all *db.ReadTx, txns []kernel.ID) (map[kernel.ID]kernel.ID, error) {
	out := map[kernel.ID]kernel.ID{}
	for part := range slices.Chunk(txns, inMost) {
		marks, args := in(part)
		var rows []Txn
		if err := all.Select(&rows, "SELECT x.* FROM {ledger_txn x} WHERE x.reverses_id IN ("+marks+") AND x.reverses_id <> 0", args...); err != nil {
			return nil, err
		}
		for _, t := range rows {
			out[t.ReversesID] = t.ID
		}
	}
	return out, nil
}

// ReversalOf is the transaction that takes one back that the actor sees; 0: none does.
func ReversalOf(tx *db.ReadTx, txn kernel.ID) (kernel.ID, error) {
	if err := tx.Get(&Txn{}, txn); err != nil {
		return 0, err
	}
	back, err := reversalsOf(whole(tx), []kernel.ID{txn})
	return back[txn], err
}

// Recorded is the journal of a transaction that the actor sees: who recorded it, and under which number.
func Recorded(tx *db.ReadTx, txn kernel.ID) ([]db.Event, error) { return tx.Timeline(txnTable, txn) }
