package shop

import (
	"regexp"
	"strconv"

	"touyan/internal/kernel"
)

// Cost is what some pieces of a stock cost: their part of its value, rounded down; the last pieces take all that is left, so that
// no fen stays with nothing.
func Cost(value, stock, pieces int64) int64 {
	if pieces >= stock {
		return value
	}
	return value * pieces / stock
}

// strokes is what a signature looks like: the way of a pen, as lines of whole points.
var strokes = regexp.MustCompile(`^(M\d{1,4} \d{1,4}( L\d{1,4} \d{1,4})+ ?)+$`)

// confirmed checks how the household agreed, as far as its words tell.
func (n *NewRedeem) confirmed() error {
	switch {
	case n.Confirm == ByCode && n.Code != "":
		return nil
	case n.Confirm == BySign && len(n.Signature) >= 20 && len(n.Signature) <= maxSign && strokes.MatchString(n.Signature):
		return nil
	case n.Confirm == ByCode:
		return kernel.Invalid("code", "household_confirms")
	}
	return kernel.Invalid("signature", "household_confirms")
}

// takes checks what is taken: each good once.
func takes(list []Take) error {
	if len(list) == 0 || len(list) > maxLines {
		return kernel.Invalid("lines", "too_many").With("max", strconv.Itoa(maxLines))
	}
	seen := map[kernel.ID]bool{}
	for _, t := range list {
		switch {
		case t.Pieces < 1 || t.Pieces > maxPieces:
			return kernel.Invalid("lines", "bad_amount")
		case seen[t.GoodID]:
			return kernel.Invalid("lines", "good_twice")
		}
		seen[t.GoodID] = true
	}
	return nil
}
