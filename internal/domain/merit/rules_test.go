package merit

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// TestScoresComeToAResult: between the lowest and the highest, whatever the order, and never less where one says more.
func TestScoresComeToAResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := rapid.SampledFrom([]string{pack.PickMedian, pack.PickMean}).Draw(t, "pick")
		scores := rapid.SliceOfN(rapid.Int64Range(0, 50), 3, 3).Draw(t, "scores")
		n, low, high := result(pick, scores)
		if n < low || n > high || low != slices.Min(scores) || high != slices.Max(scores) {
			t.Fatalf("%d of %v", n, scores)
		}
		other := rapid.Permutation(scores).Draw(t, "order")
		if m, _, _ := result(pick, other); m != n {
			t.Fatalf("%v gives %d, %v gives %d", scores, n, other, m)
		}
		more := slices.Clone(scores)
		more[rapid.IntRange(0, 2).Draw(t, "who")]++
		if m, _, _ := result(pick, more); m < n {
			t.Fatalf("%v gives %d, %v gives %d", scores, n, more, m)
		}
	})
	if n, _, _ := result(pack.PickMean, []int64{1, 2, 2}); n != 2 { // 1.67
		t.Fatal(n)
	}
}

// TestTheLotCanBeDrawnAgain: the same seed and deeds give the same lot, in whatever order; at least one and the share of the rule.
func TestTheLotCanBeDrawnAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) kernel.ID { return kernel.ID(rapid.Int64Range(1, 1<<40).Draw(t, "id")) }), 1, 200, func(id kernel.ID) kernel.ID { return id }).Draw(t, "ids")
		percent, seed := rapid.IntRange(1, 100).Draw(t, "percent"), seedOf(ids[0])
		a, b := lot(seed, ids, percent), lot(seed, rapid.Permutation(ids).Draw(t, "order"), percent)
		if !slices.Equal(a, b) || len(a) != (len(ids)*percent+99)/100 || len(a) == 0 {
			t.Fatalf("%v %v", a, b)
		}
	})
}

// TestASplitLosesNoPoint: by every rule, for every number of people, exact to the last point.
func TestASplitLosesNoPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom([]string{pack.SplitByMembers, pack.SplitEqually, pack.SplitStays}).Draw(t, "rule")
		points := rapid.Int64Range(0, 1<<40).Draw(t, "points")
		members := rapid.SliceOfN(rapid.Int64Range(0, 20), 2, 2).Draw(t, "members")
		out, err := carried(rule, points, []kernel.ID{7, 3}, members)
		if err != nil || len(out) != 2 || out[0]+out[1] != points || out[0] < 0 || out[1] < 0 {
			t.Fatal(out, err)
		}
		if rule == pack.SplitStays && out[1] != 0 {
			t.Fatal(out)
		}
	})
}

func TestPeriods(t *testing.T) {
	for period, want := range map[string][3]string{"2026-11": {"month", "2026-11-01", "2026-11-30"}, "2026-12": {"month", "2026-12-01", "2026-12-31"}, "2026-Q4": {"quarter", "2026-10-01", "2026-12-31"}, "2028-02": {"month", "2028-02-01", "2028-02-29"}} {
		from, to, err := spanOf(want[0], period)
		if err != nil || string(from) != want[1] || string(to) != want[2] || periodOf(want[0], to) != period {
			t.Fatal(period, from, to, err, periodOf(want[0], to))
		}
	}
}
