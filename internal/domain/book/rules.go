package book

import (
	"cmp"
	"slices"

	"touyan/internal/platform/ledger"
)

// add sums balances by class, kind and unit, and by unit alone.
func add(lines []ledger.TrialLine) ([]Total, []Sum) {
	type key struct{ class, kind, unit string }
	totals, sums := map[key]*Total{}, map[string]*Sum{}
	for _, l := range lines {
		k := key{string(l.Class), ledger.Family(l.Kind, families), l.Unit}
		if totals[k] == nil {
			totals[k] = &Total{Class: k.class, Kind: k.kind, Unit: k.unit}
		}
		if sums[l.Unit] == nil {
			sums[l.Unit] = &Sum{Unit: l.Unit}
		}
		debit, credit := max(l.N, 0), max(-l.N, 0)
		totals[k].Accounts++
		totals[k].Debit += debit
		totals[k].Credit += credit
		sums[l.Unit].Debit += debit
		sums[l.Unit].Credit += credit
	}
	list, all := make([]Total, 0, len(totals)), make([]Sum, 0, len(sums))
	for _, t := range totals {
		list = append(list, *t)
	}
	for _, s := range sums {
		all = append(all, *s)
	}
	slices.SortFunc(list, func(a, b Total) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(order[a.Class], order[b.Class]), cmp.Compare(a.Kind, b.Kind))
	})
	slices.SortFunc(all, func(a, b Sum) int { return cmp.Compare(a.Unit, b.Unit) })
	return list, all
}

var order = map[string]int{"asset": 1, "expense": 2, "liability": 3, "income": 4, "equity": 5}
