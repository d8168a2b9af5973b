package indicator

import (
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

func TestPeriods(t *testing.T) {
	for period, want := range map[string]kernel.Span{
		"day": {From: "2026-11-18", To: "2026-11-18"}, "week": {From: "2026-11-16", To: "2026-11-22"}, "month": {From: "2026-11-01", To: "2026-11-30"},
		"quarter": {From: "2026-10-01", To: "2026-12-31"}, "half_year": {From: "2026-07-01", To: "2026-12-31"}, "year": {From: "2026-01-01", To: "2026-12-31"},
	} {
		if got := spanOf(period, "2026-11-18"); got != want {
			t.Errorf("%s: %v, want %v", period, got, want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		period := rapid.SampledFrom(pack.FigurePeriods).Draw(r, "period")
		day := kernel.Day("2024-01-01").Add(rapid.IntRange(0, 2000).Draw(r, "day"))
		spans := spansOf(period, day, 12)
		if !spans[11].Has(day) {
			r.Fatalf("%s of %s is %v", period, day, spans[11])
		}
		for i := range spans[1:] {
			if spans[i].To.Add(1) != spans[i+1].From {
				r.Fatalf("%v and %v do not follow each other", spans[i], spans[i+1])
			}
		}
	})
}

// share is an indicator 甲 / 乙 with its thresholds.
func share(direction, target, red, least string) *Basis {
	return &Basis{
		Indicator: "x", Formula: "甲 / 乙", Unit: pack.Percent, Decimals: 1, Direction: direction, BaseOf: "乙",
		Thresholds: Thresholds{Target: target, Red: red, Least: least}, Inputs: []BasisInput{{Name: "甲"}, {Name: "乙"}},
	}
}

func TestFigures(t *testing.T) {
	for name, c := range map[string]struct {
		of   *Basis
		a, b int64
		want Figure
	}{
		"cut off below the target":  {share(pack.Up, "95", "80", ""), 9499, 10000, Figure{Value: "94.9", Base: "10000", Light: Amber}},
		"not rounded up to it":      {share(pack.Up, "95", "80", ""), 94999, 100000, Figure{Value: "94.9", Base: "100000", Light: Amber}},
		"the target is reached":     {share(pack.Up, "95", "80", ""), 95, 100, Figure{Value: "95", Base: "100", Light: Green}},
		"red itself is not yet red": {share(pack.Up, "95", "80", ""), 80, 100, Figure{Value: "80", Base: "100", Light: Amber}},
		"below red":                 {share(pack.Up, "95", "80", ""), 799, 1000, Figure{Value: "79.9", Base: "1000", Light: Red}},
		"less is better, cut up":    {share(pack.Down, "5", "15", ""), 5001, 100000, Figure{Value: "5.1", Base: "100000", Light: Amber}},
		"less is better, reached":   {share(pack.Down, "5", "15", ""), 5, 100, Figure{Value: "5", Base: "100", Light: Green}},
		"less is better, red":       {share(pack.Down, "5", "15", ""), 16, 100, Figure{Value: "16", Base: "100", Light: Red}},
		"nothing to take a share":   {share(pack.Up, "95", "80", ""), 0, 0, Figure{Why: WhyNone, Base: "0"}},
		"too few answered":          {share(pack.Up, "95", "80", "30"), 29, 29, Figure{Why: WhyFew, Base: "29"}},
		"nobody was asked":          {share(pack.Up, "95", "80", "30"), 0, 0, Figure{Why: WhyNone, Base: "0"}},
		"just enough answered":      {share(pack.Up, "95", "80", "30"), 29, 30, Figure{Value: "96.6", Base: "30", Light: Green}},
		"no target, no light":       {share(pack.Up, "", "", ""), 1, 2, Figure{Value: "50", Base: "2"}},
	} {
		d, err := define(c.of)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.figure(rule.Values{"甲": rule.Int(c.a), "乙": rule.Int(c.b)}); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	d, _ := define(share(pack.Up, "", "", ""))
	if got := d.figure(rule.Values{"乙": rule.Int(1)}); got.Why != WhyPast || got.Value != "" {
		t.Errorf("a number that was not counted yet gives %+v", got)
	}
}

// A share is exact: never above what it is, and less than a tenth below.
func TestSharesAreExact(t *testing.T) {
	d, err := define(share(pack.Up, "", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	tenth, err := rule.Compile("数 / 10", rule.Env{"数": rule.Number}, rule.Number)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := rapid.Int64Range(1, 50_000_000).Draw(r, "b")
		a := rapid.Int64Range(0, b).Draw(r, "a")
		got := d.figure(rule.Values{"甲": rule.Int(a), "乙": rule.Int(b)}).Value
		tenths := 1000 * a / b
		v, err := rule.Decimal(got)
		if err != nil {
			r.Fatal(err)
		}
		want, err := tenth.Eval(rule.Values{"数": rule.Int(tenths)})
		if err != nil {
			r.Fatal(err)
		}
		if v.Less(want) || want.Less(v) {
			r.Fatalf("%d of %d is %s, want %s", a, b, got, want)
		}
	})
}

// A hidden cell cannot be worked out from the total and the others.
func TestFewAreHidden(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cells := make([]cell, rapid.IntRange(1, 12).Draw(r, "cells"))
		few := 0
		for i := range cells {
			cells[i].households = rapid.Int64Range(0, 9).Draw(r, "households")
			if cells[i].households < 5 {
				few++
			}
		}
		hide(cells, 5)
		hidden := 0
		for i, c := range cells {
			if c.hidden {
				hidden++
			} else if c.households < 5 {
				r.Fatalf("cell %d with %d households is shown", i, c.households)
			}
		}
		switch {
		case few == 0 && hidden != 0, few > 1 && hidden != few, few == 1 && len(cells) > 1 && hidden != 2:
			r.Fatalf("%d of %d cells are few, %d hidden", few, len(cells), hidden)
		}
	})
}

// What is worked out of a basis again has the same bytes; a number that was tampered with does not.
func TestBasisWorksOutAgain(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := share(rapid.SampledFrom([]string{pack.Up, pack.Down}).Draw(r, "direction"), "90", "80", "")
		b.Inputs[0].Number = rapid.StringMatching(`[1-9][0-9]{0,6}`).Draw(r, "a")
		b.Inputs[1].Number = rapid.StringMatching(`[1-9][0-9]{0,6}`).Draw(r, "b")
		made, err := again(*b)
		if err != nil {
			r.Fatal(err)
		}
		text, hash, _ := bytesOf(&made)
		twice, err := again(made)
		if err != nil {
			r.Fatal(err)
		}
		if t2, h2, _ := bytesOf(&twice); t2 != text || h2 != hash {
			r.Fatalf("%s\nand again\n%s", text, t2)
		}
		made.Value += "0"
		if t3, _, _ := bytesOf(&made); t3 == text {
			r.Fatal("a tampered value has the same bytes")
		}
	})
}
