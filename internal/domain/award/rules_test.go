package award

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// scheme draws a scheme whose weights add up to its scale.
func scheme(t *rapid.T) pack.Award {
	a := pack.Award{Step: 50, Raters: 1}
	n := 0
	for range rapid.IntRange(1, 4).Draw(t, "dimensions") {
		d := pack.AwardDimension{}
		of := 0
		for range rapid.IntRange(1, 4).Draw(t, "items") {
			x := pack.AwardItem{Weight: rapid.IntRange(1, 30).Draw(t, "weight")}
			x.ID = "i" + itoa(n)
			n, of = n+1, of+x.Weight
			d.Items = append(d.Items, x)
		}
		d.At = rapid.IntRange(0, of).Draw(t, "at")
		a.Scale += of
		a.Dimensions = append(a.Dimensions, d)
	}
	for at := rapid.IntRange(0, 3).Draw(t, "first"); at <= a.Scale; at += rapid.IntRange(1, 20).Draw(t, "next") {
		b := pack.AwardBand{At: at}
		b.ID = "b" + itoa(at)
		a.Bands = append(a.Bands, b)
	}
	return a
}

func drawScores(t *rapid.T, a pack.Award) []scoreRow {
	var out []scoreRow
	for _, x := range a.Items() {
		for r := range rapid.IntRange(1, 5).Draw(t, "raters") {
			v := int64(rapid.IntRange(0, x.Weight*2).Draw(t, "value")) * 50
			out = append(out, scoreRow{Item: x.ID, RaterID: kernel.ID(r + 1), Value: v, Last: true})
		}
	}
	return out
}

// TestWeighIsExactAndBlindToOrder: the total is that of the means, lies within the scale, and the order of rows changes nothing.
func TestWeighIsExactAndBlindToOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := scheme(t)
		rows := drawScores(t, a)
		one := weigh(a, rows)
		two := weigh(a, rapid.Permutation(rows).Draw(t, "order"))
		var sum int64
		for _, x := range one.items {
			sum += x.Mean
			if x.Mean < x.Low || x.Mean > x.High {
				t.Fatalf("a mean outside its scores: %+v", x)
			}
		}
		if one.total != sum || one.total < 0 || one.total > int64(a.Scale)*perPoint || !one.whole {
			t.Fatalf("%+v", one)
		}
		if one.total != two.total || one.earned != two.earned {
			t.Fatalf("the order counts: %+v %+v", one, two)
		}
	})
}

// TestMeanIsHalfUp compares with the exact fraction.
func TestMeanIsHalfUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, sum := rapid.IntRange(1, 50).Draw(t, "n"), rapid.Int64Range(0, 1_000_000).Draw(t, "sum")
		m := mean(sum, n)
		if d := 2*(sum-m*int64(n)) - 0; d < -int64(n) || d >= int64(n) {
			t.Fatalf("mean of %d/%d is %d", sum, n, m)
		}
	})
}

// TestBandsHaveNoGap: each total from the first band on has one band, the highest that it reaches.
func TestBandsHaveNoGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := scheme(t)
		total := int64(rapid.IntRange(0, a.Scale*perPoint).Draw(t, "total"))
		got := bandOf(a, total, 0)
		want := ""
		for _, b := range a.Bands {
			if total >= int64(b.At)*perPoint {
				want = b.ID
			}
		}
		if got != want {
			t.Fatalf("%d: %q, want %q", total, got, want)
		}
	})
}

// TestRanksDoNotDependOnTheOrder: equals share a rank, others do not, and the order of rows changes nothing.
func TestRanksDoNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []ranked
		for i := range rapid.IntRange(1, 12).Draw(t, "n") {
			list = append(list, ranked{id: kernel.ID(i + 1), total: rapid.Int64Range(0, 3).Draw(t, "total"), items: []int64{rapid.Int64Range(0, 2).Draw(t, "item")}})
		}
		other := rapid.Permutation(list).Draw(t, "order")
		list, other = slices.Clone(list), slices.Clone(other)
		rankAll(list)
		rankAll(other)
		for i := range list {
			if list[i].id != other[i].id || list[i].rank != other[i].rank || list[i].tied != other[i].tied {
				t.Fatalf("%+v %+v", list, other)
			}
			better := 0
			for _, o := range list {
				if o.compare(list[i]) < 0 {
					better++
				}
			}
			if list[i].rank != better+1 {
				t.Fatalf("rank %d with %d better", list[i].rank, better)
			}
		}
	})
}

func TestShares(t *testing.T) {
	two := pack.AwardShare{Num: 2, Den: 3}
	over := pack.AwardShare{Num: 1, Den: 2, Over: true, Of: pack.OfShould}
	for _, c := range []struct {
		s     pack.AwardShare
		n, of int
		want  bool
	}{{two, 2, 3, true}, {two, 3, 5, false}, {two, 4, 6, true}, {over, 2, 4, false}, {over, 3, 4, true}, {over, 3, 5, true}} {
		if got := reaches(c.s, c.n, c.of); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if passes(over, 3, 4, 6) || !passes(pack.AwardShare{Num: 1, Den: 2, Over: true, Of: pack.OfPresent}, 3, 4, 6) {
		t.Error("of whom a share is taken")
	}
}

func TestMonths(t *testing.T) {
	for d, want := range map[kernel.Day]kernel.Day{"2026-01-31": "2026-02-28", "2026-11-16": "2026-12-16", "2027-12-31": "2028-01-31"} {
		if got := months(d, 1); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
	if got := months("2024-02-29", 12); got != "2025-02-28" {
		t.Error(got)
	}
}
