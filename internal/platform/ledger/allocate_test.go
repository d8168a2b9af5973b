package ledger

import (
	"fmt"
	"math/big"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func drawClaims(t *rapid.T, bounds bool) (int64, []Claim) {
	pool := rapid.OneOf(rapid.Int64Range(0, 200), rapid.Int64Range(0, 1<<50)).Draw(t, "pool")
	claims := make([]Claim, rapid.IntRange(0, 12).Draw(t, "n"))
	left := pool
	for i := range claims {
		c := Claim{Key: fmt.Sprintf("k%02d", i), High: NoHigh, Weight: rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(0, 1<<40)).Draw(t, "weight")}
		if bounds && rapid.Bool().Draw(t, "low") {
			c.Low = rapid.Int64Range(0, left/2).Draw(t, "least")
			left -= c.Low
		}
		if bounds && rapid.Bool().Draw(t, "high") {
			c.High = c.Low + rapid.OneOf(rapid.Int64Range(0, 30), rapid.Int64Range(0, pool)).Draw(t, "room")
		}
		claims[i] = c
	}
	return pool, claims
}

// TestAllocateIsExact: the parts and what is left make the pool; each lies within its bounds; something is left only when nobody can
// take more; and each part that no bound decided lies within one unit of its exact share.
func TestAllocateIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pool, claims := drawClaims(rt, true)
		s, err := Allocate(pool, claims)
		if err != nil {
			rt.Fatal(err)
		}
		sum := s.Left
		for _, a := range s.Awards {
			sum += a.Amount
			if a.Amount < a.Low || a.Amount > a.High {
				rt.Fatalf("%+v lies outside its bounds", a)
			}
			if s.Left > 0 && a.Weight > 0 && a.Amount < a.High {
				rt.Fatalf("%d left, and %+v could take more", s.Left, a)
			}
			if a.At == AtNone {
				d := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(a.Amount), big.NewInt(s.Weight)), new(big.Int).Mul(big.NewInt(s.Free), big.NewInt(a.Weight)))
				if d.CmpAbs(big.NewInt(s.Weight)) >= 0 {
					rt.Fatalf("%+v is a unit or more from its share of %d", a, s.Free)
				}
			}
		}
		if sum != pool {
			rt.Fatalf("%d of %d shared out", sum, pool)
		}
	})
}

// TestAllocateIsMonotone: more weight with the same bounds never gets less, and equal weights differ by no more than a unit.
func TestAllocateIsMonotone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pool, claims := drawClaims(rt, true)
		s, err := Allocate(pool, claims)
		if err != nil {
			rt.Fatal(err)
		}
		for _, a := range s.Awards {
			for _, b := range s.Awards {
				if a.Weight == 0 && b.Weight == 0 || a.Low != b.Low || a.High != b.High {
					continue
				}
				if a.Weight > b.Weight && a.Amount < b.Amount || a.Weight == b.Weight && a.Amount-b.Amount > 1 {
					rt.Fatalf("%+v\n%+v", a, b)
				}
			}
		}
	})
}

// TestAllocateDoesNotDependOnTheOrder of the claims, nor on chance.
func TestAllocateDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pool, claims := drawClaims(rt, true)
		want, err := Allocate(pool, claims)
		if err != nil {
			rt.Fatal(err)
		}
		claims = rapid.Permutation(claims).Draw(rt, "order")
		got, err := Allocate(pool, claims)
		if err != nil || !reflect.DeepEqual(got, want) {
			rt.Fatalf("%+v\n%+v %v", got, want, err)
		}
	})
}

func TestAllocateByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		pool   int64
		claims []Claim
		want   []int64 // by key
		left   int64
	}{
		{"the last unit goes to the largest remainder", 100, []Claim{{"a", 1, 0, NoHigh}, {"b", 1, 0, NoHigh}, {"c", 5, 0, NoHigh}}, []int64{14, 14, 72}, 0},
		{"a tie goes to the smaller key", 10, []Claim{{"c", 1, 0, NoHigh}, {"a", 1, 0, NoHigh}, {"b", 1, 0, NoHigh}}, []int64{4, 3, 3}, 0},
		{"a cap gives its rest to the others", 100, []Claim{{"a", 8, 0, 30}, {"b", 1, 0, NoHigh}, {"c", 1, 0, NoHigh}}, []int64{30, 35, 35}, 0},
		{"a low bound takes from the others", 100, []Claim{{"a", 0, 20, NoHigh}, {"b", 1, 30, NoHigh}, {"c", 9, 0, NoHigh}}, []int64{20, 30, 50}, 0},
		{"all at their caps", 100, []Claim{{"a", 1, 0, 10}, {"b", 1, 0, 20}}, []int64{10, 20}, 70},
		{"nobody", 7, nil, nil, 7},
	} {
		s, err := Allocate(c.pool, c.claims)
		if err != nil {
			t.Fatal(c.name, err)
		}
		var got []int64
		for _, a := range s.Awards {
			got = append(got, a.Amount)
		}
		if !reflect.DeepEqual(got, c.want) || s.Left != c.left {
			t.Errorf("%s: %v, left %d", c.name, got, s.Left)
		}
	}
	for code, claims := range map[string][]Claim{
		"pool_too_small": {{"a", 1, 60, NoHigh}, {"b", 1, 60, NoHigh}},
		"claim_twice":    {{"a", 1, 0, NoHigh}, {"a", 1, 0, NoHigh}},
		"bad_claim":      {{"a", -1, 0, NoHigh}},
	} {
		if _, err := Allocate(100, claims); codeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestPercentsLeaveTheRest(t *testing.T) {
	s, err := Percents(1001, []Claim{{"a", 3333, 0, NoHigh}, {"b", 3333, 0, NoHigh}, {"c", 1334, 0, NoHigh}})
	if err != nil || s.Awards[0].Amount+s.Awards[1].Amount+s.Awards[2].Amount != 800 || s.Left != 201 {
		t.Errorf("%+v %v", s, err)
	}
	if _, err := Percents(10, []Claim{{"a", 6000, 0, NoHigh}, {"b", 4001, 0, NoHigh}}); codeOf(err) != "above_whole" {
		t.Error(err)
	}
}

// The published star table leaves 95 to 96 undefined (domain.md 1.1.1); half-open bands cannot.
func TestBandsAreHalfOpen(t *testing.T) {
	bands := []Band{{60, 1}, {70, 2}, {80, 3}, {90, 4}, {96, 5}}
	for value, want := range map[int64]int64{59: 0, 60: 1, 69: 1, 70: 2, 95: 4, 96: 5, 200: 5} {
		if got := WeightOf(value, bands); got != want {
			t.Errorf("%d: %d, not %d", value, got, want)
		}
	}
}
