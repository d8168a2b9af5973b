package points

import (
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// At most a third is excellent, whatever the totals; nobody with less is put before somebody with more, and equals are treated alike.
func TestProposedGrades(t *testing.T) {
	sch := pack.PointScheme{Bands: []pack.PointBand{
		{Term: pack.Term{ID: "low"}, Below: "60", Grade: pack.GradeUnqualified},
		{Term: pack.Term{ID: "mid"}, Least: "60", Below: "85", Grade: pack.GradeQualified},
		{Term: pack.Term{ID: "top"}, Least: "85", Grade: pack.GradeExcellent},
	}}
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.Int64Range(-100, 1200), 0, 40).Draw(t, "totals")
		var list []standing
		for i, n := range totals {
			list = append(list, standing{kernel.ID(i + 1), n})
		}
		most := quota(int64(len(list)), "1/3")
		if 3*most > int64(len(list)) || 3*(most+1) <= int64(len(list)) {
			t.Fatalf("a third of %d is %d", len(list), most)
		}
		got := propose(sch, list, most)
		best := int64(0)
		for _, a := range list {
			if got[a.id] == pack.GradeExcellent {
				best++
			}
			for _, b := range list {
				if b.total <= a.total && got[b.id] == pack.GradeExcellent && got[a.id] != pack.GradeExcellent {
					t.Fatalf("%d is excellent, %d is not", b.total, a.total)
				}
			}
			if a.total < 850 && got[a.id] == pack.GradeExcellent {
				t.Fatalf("%d is excellent", a.total)
			}
		}
		if best > most {
			t.Fatalf("%d of %d are excellent", best, len(list))
		}
	})
}

func TestSharesAreExact(t *testing.T) {
	for share, want := range map[pack.Number]int64{"1/3": 10, "30%": 9, "0.3": 9, "0": 0, "33%": 9, "1/4": 7, "x": 0} {
		if got := quota(30, share); got != want {
			t.Errorf("%s of 30: %d, want %d", share, got, want)
		}
	}
}

// Each total lies in exactly one band.
func TestBandsAreHalfOpen(t *testing.T) {
	sch := pack.PointScheme{Bands: []pack.PointBand{
		{Term: pack.Term{ID: "a"}, Below: "60"}, {Term: pack.Term{ID: "b"}, Least: "60", Below: "95.5"}, {Term: pack.Term{ID: "c"}, Least: "95.5"},
	}}
	for n, want := range map[int64]string{-50: "a", 0: "a", 599: "a", 600: "b", 954: "b", 955: "c", 2000: "c"} {
		if got := sch.BandOf(n).ID; got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := kernel.Day("2026-01-01").Add(rapid.IntRange(0, 729).Draw(t, "a"))
		b := kernel.Day("2026-01-01").Add(rapid.IntRange(0, 729).Draw(t, "b"))
		same := map[string]bool{
			pack.EveryYear: a[:4] == b[:4], pack.EveryMonth: a[:7] == b[:7],
			pack.EveryQuarter: a[:4] == b[:4] && (int(a.Time().Month())-1)/3 == (int(b.Time().Month())-1)/3,
		}
		for period, want := range same {
			if got := periodOf(period, a) == periodOf(period, b); got != want {
				t.Fatalf("%s of %s and %s: %v", period, a, b, got)
			}
		}
	})
}

func TestTenthsAreTold(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 5: "0.5", 10: "1", -5: "-0.5", -25: "-2.5", 1000: "100"} {
		if got := tell(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
		if m, ok := pack.Number(want).Tenths(); n >= 0 && (!ok || m != n) {
			t.Errorf("%s: %d", want, m)
		}
	}
	for _, bad := range []pack.Number{"", "x", "1.25", "-1", "1.", "12345678", "1e3"} {
		if _, ok := bad.Tenths(); ok {
			t.Errorf("%q", bad)
		}
	}
}
