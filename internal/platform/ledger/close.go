package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ofBook are the accounts of a book. Postings and carried balances are found by them, account by account: a join of the two would let
// SQLite read those of the whole county.
const ofBook = "SELECT a.id FROM {ledger_account a} WHERE a.book_id = ?"

// ClosePeriod closes the earliest open period of a book, once its last day is over: nothing can be dated in it any more, and the
// balances at its end are carried. A long book is closed in a Write that is marked so (db.Large).
func ClosePeriod(tx *db.WriteTx, book kernel.ID) (Period, error) {
	var b Book
	if err := tx.Lock(&b, book); err != nil {
		return Period{}, err
	}
	var open []Period
	if err := tx.Select(&open, "SELECT p.* FROM {ledger_period p} WHERE p.book_id = ? AND p.from_day = ?", book, b.ClosedTo.Add(1)); err != nil {
		return Period{}, err
	}
	if len(open) == 0 {
		return Period{}, kernel.Conflict("no_open_period").With("day", string(b.ClosedTo.Add(1)))
	}
	p := open[0]
	if p.ToDay >= tx.Today() {
		return Period{}, kernel.Conflict("period_not_over").With("to", string(p.ToDay))
	}
	rows, err := ends(tx.ReadTx, &b, p)
	if err != nil {
		return Period{}, err
	}
	p.ClosedAt, p.Accounts, p.Digest = tx.Now().UnixMilli(), len(rows), digestOf(rows)
	b.ClosedTo = p.ToDay
	if err := tx.InsertAll(rows); err != nil {
		return Period{}, err
	}
	if err := tx.Update(&p); err != nil {
		return Period{}, err
	}
	return p, tx.Update(&b)
}

// ends are the balances of all accounts of a book at the end of a period: those of the period before, and what came in it.
func ends(tx *db.ReadTx, b *Book, p Period) ([]*carryRow, error) {
	all := whole(tx)
	var accounts []Account
	if err := all.Select(&accounts, "SELECT a.* FROM {ledger_account a} WHERE a.book_id = ?", b.ID); err != nil {
		return nil, err
	}
	before, err := carriedAt(all, b.ID, b.ClosedTo)
	if err != nil {
		return nil, err
	}
	var moved []sumRow
	err = all.Select(&moved, "SELECT p.account_id AS id, CAST(SUM(p.amount) AS BIGINT) AS n FROM {ledger_posting p} WHERE p.account_id IN ("+ofBook+") AND p.day >= ? AND p.day <= ? GROUP BY p.account_id", b.ID, p.FromDay, p.ToDay)
	if err != nil {
		return nil, err
	}
	for _, m := range moved {
		before[m.ID] += m.N
	}
	slices.SortFunc(accounts, func(a, b Account) int { return cmp.Compare(a.ID, b.ID) })
	rows := make([]*carryRow, 0, len(accounts))
	for _, a := range accounts {
		if a.ClosedDay != "" && before[a.ID] == 0 {
			continue
		}
		rows = append(rows, &carryRow{AccountID: a.ID, ToDay: p.ToDay, N: before[a.ID], Stamp: a.Stamp})
	}
	return rows, nil
}

// carriedAt are the carried balances of a book at the end of a closed period.
func carriedAt(all *db.ReadTx, book kernel.ID, day kernel.Day) (map[kernel.ID]int64, error) {
	var rows []sumRow
	err := all.Select(&rows, "SELECT c.account_id AS id, c.n FROM {ledger_carry c} WHERE c.account_id IN ("+ofBook+") AND c.to_day = ?", book, day)
	out := make(map[kernel.ID]int64, len(rows))
	for _, r := range rows {
		out[r.ID] = r.N
	}
	return out, err
}

// digestOf keeps carried balances from being changed unseen: the period, which is journaled, holds it.
func digestOf(rows []*carryRow) string {
	h := sha256.New()
	for _, r := range rows {
		_, _ = fmt.Fprintf(h, "%d %d\n", r.AccountID, r.N)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TrialLine is an account with its balance.
type TrialLine struct {
	Account
	N int64
}

// Trial are the balances of a book's accounts at the end of a day, as far as the actor sees them, by class, kind and name. Where the
// actor sees the whole book they sum to zero for each unit.
func Trial(tx *db.ReadTx, book kernel.ID, day kernel.Day) ([]TrialLine, error) {
	var b Book
	if err := tx.Get(&b, book); err != nil {
		return nil, err
	}
	var accounts []Account
	if err := tx.Select(&accounts, "SELECT a.* FROM {ledger_account a} WHERE a.book_id = ?", book); err != nil {
		return nil, err
	}
	all := whole(tx)
	var last []kernel.Day
	err := all.Select(&last, "SELECT COALESCE(MAX(p.to_day), '') FROM {ledger_period p} WHERE p.book_id = ? AND p.closed_at > 0 AND p.to_day <= ?", book, day)
	if err != nil {
		return nil, err
	}
	from := append(last, "")[0]
	sums, err := carriedAt(all, book, from)
	if err != nil {
		return nil, err
	}
	var moved []sumRow
	err = all.Select(&moved, "SELECT p.account_id AS id, CAST(SUM(p.amount) AS BIGINT) AS n FROM {ledger_posting p} WHERE p.account_id IN ("+ofBook+") AND p.day > ? AND p.day <= ? GROUP BY p.account_id", book, from, day)
	for _, m := range moved {
		sums[m.ID] += m.N
	}
	out := make([]TrialLine, len(accounts))
	for i, a := range accounts {
		out[i] = TrialLine{a, sums[a.ID]}
	}
	slices.SortFunc(out, func(a, b TrialLine) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// Check looks for what must never be, in one book: a transaction or a book that does not sum to zero, a balance that is not that of
// its postings, one outside its bounds, a carried balance that its period does not know. It tells each in a line; none is right.
func Check(tx *db.ReadTx, book kernel.ID) ([]string, error) {
	all := whole(tx)
	var out []string
	lines, err := Trial(all, book, kernel.EndOfTime)
	if err != nil {
		return nil, err
	}
	posted, err := postedOf(all, book)
	if err != nil {
		return nil, err
	}
	units := map[string]int64{}
	for part := range slices.Chunk(lines, inMost) {
		ids := make([]kernel.ID, len(part))
		for i, l := range part {
			ids[i] = l.ID
		}
		stored, err := Balances(all, ids)
		if err != nil {
			return nil, err
		}
		for _, l := range part {
			b := stored[l.ID]
			units[l.Unit] += posted[l.ID]
			if b.Posted != posted[l.ID] {
				out = append(out, fmt.Sprintf("account %s: balance %d, postings %d", l.ID, b.Posted, posted[l.ID]))
			}
			if l.N != posted[l.ID] {
				out = append(out, fmt.Sprintf("account %s: carried on %d, postings %d", l.ID, l.N, posted[l.ID]))
			}
			if l.Bounded && (b.Posted+b.Out < l.Low || b.Posted+b.In > l.High) {
				out = append(out, fmt.Sprintf("account %s: %d (%d out, %d in) outside %d to %d", l.ID, b.Posted, b.Out, b.In, l.Low, l.High))
			}
		}
	}
	for unit, n := range units {
		if n != 0 {
			out = append(out, fmt.Sprintf("unit %s: sums to %d", unit, n))
		}
	}
	more, err := checkTxns(all, book)
	out = append(out, more...)
	slices.Sort(out)
	return out, err
}

// postedOf sums all postings of a book's accounts.
func postedOf(all *db.ReadTx, book kernel.ID) (map[kernel.ID]int64, error) {
	var rows []sumRow
	err := all.Select(&rows, "SELECT p.account_id AS id, CAST(SUM(p.amount) AS BIGINT) AS n FROM {ledger_posting p} WHERE p.account_id IN ("+ofBook+") GROUP BY p.account_id", book)
	out := make(map[kernel.ID]int64, len(rows))
	for _, r := range rows {
		out[r.ID] = r.N
	}
	return out, err
}

func checkTxns(all *db.ReadTx, book kernel.ID) ([]string, error) {
	var bad []sumRow
	err := all.Select(&bad, "SELECT p.txn_id AS id, CAST(SUM(p.amount) AS BIGINT) AS n FROM {ledger_posting p} JOIN {ledger_account u} ON u.id = p.account_id WHERE p.account_id IN ("+ofBook+") GROUP BY p.txn_id, u.unit HAVING SUM(p.amount) <> 0", book)
	var out []string
	for _, b := range bad {
		out = append(out, fmt.Sprintf("transaction %s: sums to %d", b.ID, b.N))
	}
	if err != nil {
		return nil, err
	}
	var periods []Period
	if err := all.Select(&periods, "SELECT p.* FROM {ledger_period p} WHERE p.book_id = ? AND p.closed_at > 0", book); err != nil {
		return nil, err
	}
	for _, p := range periods {
		var rows []*carryRow
		err := all.Select(&rows, "SELECT c.* FROM {ledger_carry c} WHERE c.account_id IN ("+ofBook+") AND c.to_day = ?", book, p.ToDay)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b *carryRow) int { return cmp.Compare(a.AccountID, b.AccountID) })
		if digestOf(rows) != p.Digest {
			out = append(out, fmt.Sprintf("period %s to %s: its carried balances are not those that were closed", p.FromDay, p.ToDay))
		}
	}
	return out, nil
}
