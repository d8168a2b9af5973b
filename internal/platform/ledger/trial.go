package ledger

import (
	"io"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

var trialColumns = []sheet.Column{
	{Key: "book", Title: "账簿", Width: 24},
	{Key: "class", Title: "类别"},
	{Key: "kind", Title: "账户种类"},
	{Key: "name", Title: "账户", Width: 24},
	{Key: "id", Title: "编号", Text: true, Width: 20},
	{Key: "unit", Title: "单位"},
	{Key: "debit", Title: "借方"},
	{Key: "credit", Title: "贷方"},
}

var classNames = map[Class]string{Asset: "资产", Liability: "负债", Equity: "权益", Income: "收入", Expense: "支出"}

// WriteTrial writes the trial balance of the books that the actor sees, at the end of a day, as a workbook: each account with its
// balance as debit or credit, and below each book the sums for each unit, which are equal.
func WriteTrial(tx *db.ReadTx, w io.Writer, day kernel.Day) error {
	var books []Book
	if err := tx.Select(&books, "SELECT b.* FROM {ledger_book b}"); err != nil {
		return err
	}
	slices.SortFunc(books, func(a, b Book) int { return int(a.ID - b.ID) })
	rows := func(yield func([]any, error) bool) {
		for _, b := range books {
			lines, err := Trial(tx, b.ID, day)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range trialRows(&b, lines) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	return sheet.Write(w, sheet.Out{Sheet: sheet.Sheet{Name: "试算平衡 " + string(day), Columns: trialColumns}, Rows: rows})
}

// trialRows are the rows of a book, and its sums.
func trialRows(b *Book, lines []TrialLine) (out [][]any) {
	type sums struct{ debit, credit int64 }
	totals, units := map[string]sums{}, []string{}
	for _, l := range lines {
		debit, credit := max(l.N, 0), max(-l.N, 0)
		out = append(out, []any{b.Name, classNames[l.Class], l.Kind, l.Name, l.ID.String(), l.Unit, debit, credit})
		if !slices.Contains(units, l.Unit) {
			units = append(units, l.Unit)
		}
		s := totals[l.Unit]
		totals[l.Unit] = sums{s.debit + debit, s.credit + credit}
	}
	slices.Sort(units)
	for _, u := range units {
		out = append(out, []any{b.Name, "", "", "合计", "", u, totals[u].debit, totals[u].credit})
	}
	return out
}
