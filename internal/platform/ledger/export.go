package ledger

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Format is a plain text that other programs of double entry read.
type Format string

// The formats.
const (
	Beancount Format = "beancount"
	HLedger   Format = "hledger"
)

// exportBatch is how many transactions are read at a time.
const exportBatch = 500

// text writes one ledger as plain text.
type text struct {
	w      *bufio.Writer
	f      Format
	names  map[kernel.ID]string
	units  map[kernel.ID]string
	closes []ended
}

// ended are the carried balances of a period.
type ended struct {
	day  kernel.Day // the first one after it
	rows []carryRow
}

// WriteText writes the books that the actor sees as plain text: accounts, transactions by day, and the balances that closed periods
// carried, which whoever reads the text checks. Amounts are whole units. An account is called by its class, and by its id and name.
func WriteText(tx *db.ReadTx, w io.Writer, f Format) error {
	if f != Beancount && f != HLedger {
		return kernel.Invalid("format", "bad_format").With("format", string(f))
	}
	var books []Book
	if err := tx.Select(&books, "SELECT b.* FROM {ledger_book b}"); err != nil {
		return err
	}
	slices.SortFunc(books, func(a, b Book) int { return cmp.Compare(a.ID, b.ID) })
	t := &text{w: bufio.NewWriter(w), f: f, names: map[kernel.ID]string{}, units: map[kernel.ID]string{}}
	seen := map[string]bool{}
	for i := range books {
		if err := t.book(tx, &books[i], seen); err != nil {
			return err
		}
	}
	return t.w.Flush()
}

// put writes; the writer keeps the first error until it is flushed.
func (t *text) put(format string, args ...any) { _, _ = fmt.Fprintf(t.w, format, args...) }

func (t *text) book(tx *db.ReadTx, b *Book, seen map[string]bool) error {
	lines, err := Trial(tx, b.ID, kernel.EndOfTime)
	if err != nil || len(lines) == 0 {
		return err
	}
	t.put("; %s %s\n", b.Kind, plainText(b.Name))
	for _, l := range lines {
		t.account(b, &l.Account, seen)
	}
	if err := t.carried(tx, b); err != nil {
		return err
	}
	if err := t.txns(tx, b); err != nil {
		return err
	}
	t.assert(kernel.EndOfTime)
	return nil
}

// account declares an account, and its unit the first time.
func (t *text) account(b *Book, a *Account, seen map[string]bool) {
	t.names[a.ID] = map[Class]string{Asset: "Assets", Liability: "Liabilities", Equity: "Equity", Income: "Income", Expense: "Expenses"}[a.Class] +
		":" + a.ID.String() + part(a.Name)
	unit := strings.ToUpper(a.Unit)
	t.units[a.ID] = unit
	if t.f == HLedger {
		t.units[a.ID] = `"` + unit + `"`
	}
	if !seen[unit] {
		seen[unit] = true
		if t.f == HLedger {
			t.put("commodity 1000. \"%s\"\n", unit)
		} else {
			t.put("%s commodity %s\n", b.OpenFrom, unit)
		}
	}
	if t.f == HLedger {
		t.put("account %s\n", t.names[a.ID])
	} else {
		t.put("%s open %s %s\n", b.OpenFrom, t.names[a.ID], unit)
	}
}

// part is a name as a part of an account's: letters and digits of any script.
func part(name string) string {
	out := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, name)
	if out = strings.Trim(out, "-"); out == "" {
		return ""
	}
	return "-" + out
}

// plainText is a text on one line, without what either format reads as a sign.
func plainText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`;|"\`, r) {
			return ' '
		}
		return r
	}, s))
}

func (t *text) carried(tx *db.ReadTx, b *Book) error {
	var periods []Period
	err := whole(tx).Select(&periods, "SELECT p.* FROM {ledger_period p} WHERE p.book_id = ? AND p.closed_at > 0", b.ID)
	slices.SortFunc(periods, func(a, b Period) int { return cmp.Compare(a.FromDay, b.FromDay) })
	for _, p := range periods {
		var rows []carryRow
		if err := whole(tx).Select(&rows, "SELECT c.* FROM {ledger_carry c} WHERE c.account_id IN ("+ofBook+") AND c.to_day = ?", b.ID, p.ToDay); err != nil {
			return err
		}
		slices.SortFunc(rows, func(a, b carryRow) int { return cmp.Compare(a.AccountID, b.AccountID) })
		t.closes = append(t.closes, ended{p.ToDay.Add(1), rows})
	}
	return err
}

// assert writes the carried balances of the periods that ended up to a day.
func (t *text) assert(day kernel.Day) {
	for len(t.closes) > 0 && t.closes[0].day <= day {
		c := t.closes[0]
		t.closes = t.closes[1:]
		if t.f == HLedger {
			t.put("\n%s * carried\n", c.day)
		}
		for _, r := range c.rows {
			switch name, ok := t.names[r.AccountID]; {
			case !ok: // the actor does not see it
			case t.f == HLedger:
				t.put("    %s  0 %s = %d %s\n", name, t.units[r.AccountID], r.N, t.units[r.AccountID])
			default:
				t.put("%s balance %s  %d %s\n", c.day, name, r.N, t.units[r.AccountID])
			}
		}
	}
}

// txns writes the transactions of a book by day, some at a time.
func (t *text) txns(tx *db.ReadTx, b *Book) error {
	day, id := kernel.Day(""), kernel.ID(0)
	for {
		var list []Txn
		err := tx.Select(&list, "SELECT x.* FROM {ledger_txn x} WHERE x.book_id = ? AND (x.day, x.id) > (?, ?) ORDER BY x.day, x.id LIMIT ?", b.ID, day, id, exportBatch)
		if err != nil || len(list) == 0 {
			return err
		}
		day, id = list[len(list)-1].Day, list[len(list)-1].ID
		ids := make([]kernel.ID, len(list))
		for i, x := range list {
			ids[i] = x.ID
		}
		legs := map[kernel.ID][]Posting{}
		for chunk := range slices.Chunk(ids, inMost) {
			marks, args := in(chunk)
			var rows []Posting
			if err := whole(tx).Select(&rows, "SELECT p.* FROM {ledger_posting p} WHERE p.txn_id IN ("+marks+")", args...); err != nil {
				return err
			}
			for _, p := range rows {
				legs[p.TxnID] = append(legs[p.TxnID], p)
			}
		}
		for i := range list {
			if rows := legs[list[i].ID]; len(rows) > 0 {
				t.assert(list[i].Day)
				t.txn(&list[i], rows)
			}
		}
	}
}

func (t *text) txn(x *Txn, legs []Posting) {
	slices.SortFunc(legs, func(a, b Posting) int { return cmp.Compare(a.ID, b.ID) })
	notes := [][2]string{{"id", x.ID.String()}}
	if x.RefID != 0 {
		notes = append(notes, [2]string{"ref", x.RefKind + " " + x.RefID.String()})
	}
	if x.ReversesID != 0 {
		notes = append(notes, [2]string{"reverses", x.ReversesID.String()})
	}
	if x.EndsID != 0 {
		notes = append(notes, [2]string{"settles", x.EndsID.String()})
	}
	if t.f == HLedger {
		t.put("\n%s * %s | %s\n", x.Day, x.Kind, plainText(x.Memo))
	} else {
		t.put("\n%s * \"%s\" \"%s\"\n", x.Day, x.Kind, plainText(x.Memo))
	}
	for _, n := range notes {
		if t.f == HLedger {
			t.put("    ; %s:%s\n", n[0], n[1])
		} else {
			t.put("  %s: \"%s\"\n", n[0], n[1])
		}
	}
	for _, p := range legs {
		name, unit := t.names[p.AccountID], t.units[p.AccountID]
		t.put("    %s  %d %s\n", name, p.Amount, unit)
	}
}
