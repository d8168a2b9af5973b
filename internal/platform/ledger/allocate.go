package ledger

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"touyan/internal/kernel"
)

// Claim is who shares in a pool: by Weight, at least Low and at most High (NoHigh: no cap). Key names them and breaks ties.
type Claim struct {
	Key    string
	Weight int64
	Low    int64
	High   int64
}

// Award is what a claim got, and how: its exact share is Quota units and Rest of Of; Extra is the unit it got for the largest
// remainder; At says that a bound decided.
type Award struct {
	Claim
	Amount int64
	Quota  int64
	Rest   int64
	Of     int64
	Extra  bool
	At     Bound
}

// Bound says which bound decided an award.
type Bound string

// The bounds.
const (
	AtNone Bound = ""
	AtLow  Bound = "low"
	AtHigh Bound = "high"
)

// Shared is a pool that was shared out, with the trace of the rule: awards by key, what stays since all are at their caps or nobody
// has a weight, how many rounds it took, and what was shared by weight in the last of them, among how much weight.
type Shared struct {
	Total  int64
	Awards []Award
	Left   int64
	Rounds int
	Free   int64
	Weight int64
}

// Allocate shares a pool by weight, within each claim's bounds, exactly to the last unit: each gets the whole units of its share, the
// units that are left go to the largest remainders, and among equal ones to the smaller key (domain.md 1.0). Who would get more
// than their cap gets the cap, who would get less than their low bound gets that, and the others share anew what is then left.
// The order of the claims does not matter, and who has more weight, with the same bounds, never gets less.
func Allocate(pool int64, claims []Claim) (Shared, error) {
	rows, err := awards(pool, claims)
	if err != nil {
		return Shared{}, err
	}
	out := Shared{Total: pool, Awards: rows, Free: pool}
	free := make([]*Award, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		if r.Weight == 0 || r.Low == r.High {
			r.settle(r.Low, AtLow, &out)
			continue
		}
		free = append(free, r)
	}
	for out.Weight = weigh(free); len(free) > 0; out.Weight = weigh(free) {
		out.Rounds++
		n := len(free)
		if free = freeze(free, &out); len(free) == n {
			break
		}
	}
	out.share(free)
	return out, nil
}

// awards checks the claims and sorts them by key.
func awards(pool int64, claims []Claim) ([]Award, error) {
	if pool < 0 || pool > NoHigh {
		return nil, kernel.Invalid("pool", "bad_amount")
	}
	rows := make([]Award, len(claims))
	low, weight := new(big.Int), new(big.Int)
	for i, c := range claims {
		if c.Weight < 0 || c.Low < 0 || c.High < c.Low || c.High > NoHigh || c.Weight > NoHigh {
			return nil, kernel.Invalid("claims", "bad_claim").With("key", c.Key)
		}
		rows[i] = Award{Claim: c}
		low.Add(low, big.NewInt(c.Low))
		weight.Add(weight, big.NewInt(c.Weight))
	}
	if low.Cmp(big.NewInt(pool)) > 0 {
		return nil, kernel.Conflict("pool_too_small").With("least", low.String())
	}
	if weight.Cmp(big.NewInt(NoHigh)) > 0 {
		return nil, kernel.Invalid("claims", "too_much_weight")
	}
	slices.SortFunc(rows, func(a, b Award) int { return cmp.Compare(a.Key, b.Key) })
	for i := 1; i < len(rows); i++ {
		if rows[i].Key == rows[i-1].Key {
			return nil, kernel.Invalid("claims", "claim_twice").With("key", rows[i].Key)
		}
	}
	return rows, nil
}

// settle gives a claim what a bound says.
func (r *Award) settle(n int64, at Bound, out *Shared) {
	r.Amount, r.At = n, at
	out.Free -= n
}

func weigh(free []*Award) (n int64) {
	for _, r := range free {
		n += r.Weight
	}
	return n
}

// quota sets the exact share of a claim in what is free.
func (r *Award) quota(out *Shared) {
	hi, lo := bits.Mul64(uint64(out.Free), uint64(r.Weight))
	q, rest := bits.Div64(hi, lo, uint64(out.Weight))
	r.Quota, r.Rest, r.Of = int64(q), int64(rest), out.Weight
}

// freeze finds who would be out of their bounds. Of the two sides only the one that is out by more in sum is decided, for the other
// may come in again once it is; when they are out by the same, both are right.
func freeze(free []*Award, out *Shared) []*Award {
	balance := new(big.Int) // what the bounds give above the exact shares, times the weight
	w := big.NewInt(out.Weight)
	for _, r := range free {
		r.quota(out)
		exact := new(big.Int).Mul(big.NewInt(out.Free), big.NewInt(r.Weight))
		switch {
		case r.below():
			balance.Add(balance, new(big.Int).Sub(new(big.Int).Mul(big.NewInt(r.Low), w), exact))
		case r.above():
			balance.Add(balance, new(big.Int).Sub(new(big.Int).Mul(big.NewInt(r.High), w), exact))
		}
	}
	sign := balance.Sign()
	rest := free[:0:0]
	given := int64(0)
	for _, r := range free {
		switch {
		case r.below() && sign >= 0:
			r.Amount, r.At = r.Low, AtLow
			given += r.Low
		case r.above() && sign <= 0:
			r.Amount, r.At = r.High, AtHigh
			given += r.High
		default:
			rest = append(rest, r)
		}
	}
	out.Free -= given
	return rest
}

func (r *Award) below() bool { return r.Quota < r.Low }

func (r *Award) above() bool { return r.Quota > r.High || r.Quota == r.High && r.Rest > 0 }

// share gives the whole units of each share, and the units that are left to the largest remainders.
func (s *Shared) share(free []*Award) {
	if len(free) == 0 {
		s.Left = s.Free
		return
	}
	left := s.Free
	for _, r := range free {
		r.quota(s)
		r.Amount = r.Quota
		left -= r.Quota
	}
	slices.SortFunc(free, func(a, b *Award) int { return cmp.Or(cmp.Compare(b.Rest, a.Rest), cmp.Compare(a.Key, b.Key)) })
	for _, r := range free[:left] {
		r.Extra = true
		r.Amount++
	}
}

// Percents shares out a pool by parts of ten thousand, which may leave a rest: of a pool of 1,000 units, 2,550 of ten thousand are
// 255. What the parts make together is rounded down to whole units before it is shared.
func Percents(pool int64, parts []Claim) (Shared, error) {
	sum := int64(0)
	for _, p := range parts {
		if p.Weight < 0 || p.Weight > 10_000 {
			return Shared{}, kernel.Invalid("claims", "bad_claim").With("key", p.Key)
		}
		sum += p.Weight
	}
	if pool < 0 || sum > 10_000 {
		return Shared{}, kernel.Invalid("claims", "above_whole")
	}
	hi, lo := bits.Mul64(uint64(pool), uint64(sum))
	whole, _ := bits.Div64(hi, lo, 10_000)
	out, err := Allocate(int64(whole), parts)
	out.Total, out.Left = pool, out.Left+pool-int64(whole)
	return out, err
}

// Band gives what lies from From on, up to the next band, a weight.
type Band struct{ From, Weight int64 }

// WeightOf is the weight of a value by bands; what lies below all of them has none. Bands are half open, so that no value falls
// between two.
func WeightOf(value int64, bands []Band) int64 {
	weight, from, found := int64(0), int64(0), false
	for _, b := range bands {
		if b.From <= value && (!found || b.From > from) {
			weight, from, found = b.Weight, b.From, true
		}
	}
	return weight
}
