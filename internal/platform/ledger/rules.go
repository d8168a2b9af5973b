package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"touyan/internal/kernel"
)

// state is what an account has: its balance, and what reservations hold of it, out and in.
type state struct{ balance, out, in int64 }

// after is the state with one more amount posted.
func (s state) after(n int64) state {
	s.balance += n
	return s
}

// held is the state with one more amount held.
func (s state) held(n int64) state {
	if n < 0 {
		s.out += n
	} else {
		s.in += n
	}
	return s
}

// freed is the state without an amount that was held.
func (s state) freed(n int64) state {
	if n < 0 {
		s.out -= n
	} else {
		s.in -= n
	}
	return s
}

// fits tells whether a change by n leaves the account within its bounds: what only brings it back towards them never fails.
func (a *Account) fits(s state, n int64) error {
	switch {
	case !a.Bounded:
		return nil
	case n < 0 && s.balance+s.out < a.Low:
		return refuse("below_low", a, s.balance+s.out-n-a.Low)
	case n > 0 && s.balance+s.in > a.High:
		return refuse("above_high", a, a.High-(s.balance+s.in-n))
	}
	return nil
}

// refuse says by how much the account could change at most.
func refuse(code string, a *Account, room int64) error {
	return kernel.Conflict(code).With("account", a.ID.String()).With("name", a.Name).With("unit", a.Unit).With("room", strconv.FormatInt(room, 10))
}

// balanced tells whether legs sum to zero for each unit.
func balanced(legs []Leg, accounts map[kernel.ID]*Account) error {
	sums := map[string]int64{}
	for _, l := range legs {
		sums[accounts[l.Account].Unit] += l.Amount
	}
	for unit, n := range sums {
		if n != 0 {
			return kernel.Invalid("legs", "unbalanced").With("unit", unit)
		}
	}
	return nil
}

// dated tells whether a book takes a transaction of a day.
func (b *Book) dated(day, today kernel.Day) error {
	switch {
	case day > today:
		return kernel.Invalid("day", "day_ahead").With("day", string(day))
	case day < b.OpenFrom || day > b.OpenTo:
		return kernel.Conflict("no_open_period").With("day", string(day))
	case day <= b.ClosedTo:
		return kernel.Conflict("period_closed").With("day", string(day)).With("closed_to", string(b.ClosedTo))
	}
	return nil
}

// meet is the lowest place, unit and subject that all the stamps share; sealed where one of them is.
func meet(stamps []kernel.Stamp) kernel.Stamp {
	out := stamps[0]
	for _, s := range stamps[1:] {
		own := []*kernel.ID{&out.TownshipID, &out.VillageID, &out.GroupID, &out.MicroID}
		for i, id := range []kernel.ID{s.TownshipID, s.VillageID, s.GroupID, s.MicroID} {
			if *own[i] != id {
				for _, p := range own[i:] {
					*p = 0
				}
				break
			}
		}
		if out.BodyID != s.BodyID {
			out.BodyID = 0
		}
		if out.Topic != s.Topic {
			out.Topic = ""
		}
		out.Sealed = out.Sealed || s.Sealed
	}
	return out
}

// digest is what tells whether a key that comes again brings the same. The moment at which a reservation ends is not part of it:
// who tries again later reckons it anew.
func (w *work) digest() string {
	legs := slices.Clone(w.Legs)
	slices.SortFunc(legs, func(a, b Leg) int { return int(a.Account - b.Account) })
	b, _ := json.Marshal([]any{w.phase, w.Book, w.Kind, w.Day, w.Memo, w.RefKind, w.RefID, w.reverses, w.ends, legs})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
