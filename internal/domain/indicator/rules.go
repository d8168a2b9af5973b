package indicator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// spanOf is the period of a kind in which a day lies. Weeks begin on Monday.
func spanOf(period string, day kernel.Day) kernel.Span {
	t := day.Time().In(kernel.Zone)
	if period == "day" {
		return kernel.Span{From: day, To: day}
	}
	if period == "week" {
		back := (int(t.Weekday()) + 6) % 7
		return kernel.Span{From: day.Add(-back), To: day.Add(6 - back)}
	}
	months := map[string]int{"month": 1, "quarter": 3, "half_year": 6, "year": 12}[period]
	first := time.Date(t.Year(), time.Month((int(t.Month())-1)/months*months+1), 1, 0, 0, 0, 0, kernel.Zone)
	return kernel.Span{From: kernel.DayOf(first), To: kernel.DayOf(first.AddDate(0, months, -1))}
}

// spansOf are so many periods up to the one in which a day lies, the oldest first; they follow each other without a gap.
func spansOf(period string, day kernel.Day, n int) []kernel.Span {
	out := make([]kernel.Span, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = spanOf(period, day)
		day = out[i].From.Add(-1)
	}
	return out
}

// definition is an indicator with what it needs to be worked out: the thresholds of one day, in the unit of the figure.
type definition struct {
	formula            *rule.Rule
	direction          string
	base               string // the name of the measure
	target, red, least rule.Value
}

// shown makes a formula give what is shown: shares in per cent, cut off on the worse side so that no target is reached by rounding.
func shown(formula, unit, direction string, decimals int) string {
	cut := "向下取整("
	if direction == pack.Down {
		cut = "向上取整("
	}
	if unit == pack.Percent {
		return cut + "(" + formula + ") * 100, " + strconv.Itoa(decimals) + ")"
	}
	return cut + formula + ", " + strconv.Itoa(decimals) + ")"
}

// define reads a definition back from what is kept of it, so that a figure of now and one from a frozen basis take the same way.
func define(b *Basis) (definition, error) {
	env := rule.Env{}
	for _, in := range b.Inputs {
		env[in.Name] = rule.Number
	}
	r, err := rule.Compile(shown(b.Formula, b.Unit, b.Direction, b.Decimals), env, rule.Number)
	if err != nil {
		return definition{}, err
	}
	d := definition{formula: r, direction: b.Direction, base: b.BaseOf}
	return d, d.set(b.Thresholds)
}

// set takes the thresholds of a day.
func (d *definition) set(t Thresholds) (err error) {
	for _, x := range []struct {
		text string
		to   *rule.Value
	}{{t.Target, &d.target}, {t.Red, &d.red}, {t.Least, &d.least}} {
		if *x.to = (rule.Value{}); x.text == "" {
			continue
		}
		if *x.to, err = rule.Decimal(x.text); err != nil {
			return err
		}
	}
	return nil
}

// figure works out a figure from the numbers of its measures, by their names; a number that is not known is left out.
func (d definition) figure(n rule.Values) Figure {
	out := Figure{}
	base, has := n[d.base]
	if has {
		out.Base = base.String()
	}
	if has && d.least.Type() == rule.Number && base.Less(d.least) {
		out.Why = WhyFew
		if base.String() == "0" {
			out.Why = WhyNone
		}
		return out
	}
	v, err := d.formula.Eval(n)
	switch {
	case rule.ByZero(err):
		out.Why = WhyNone
	case rule.Missing(err):
		out.Why = WhyPast
	case err != nil:
		out.Why = WhyLarge
	default:
		out.Value, out.Light = v.String(), d.light(v)
	}
	return out
}

// light compares a figure with its thresholds: the target itself is reached, red itself is not yet red.
func (d definition) light(v rule.Value) string {
	worse := func(a, b rule.Value) bool { return a.Less(b) }
	if d.direction == pack.Down {
		worse = func(a, b rule.Value) bool { return b.Less(a) }
	}
	switch {
	case d.target.Type() != rule.Number:
		return ""
	case !worse(v, d.target):
		return Green
	case d.red.Type() == rule.Number && worse(v, d.red):
		return Red
	}
	return Amber
}

// thresholdsOf are the target, the red light and the least base of an indicator on a day.
func thresholdsOf(p *pack.Pack, x pack.Indicator, day kernel.Day) Thresholds {
	return Thresholds{Target: threshold(p, x.Target, x.Unit, day), Red: threshold(p, x.Red, x.Unit, day), Least: threshold(p, x.BaseLeast, "", day)}
}

// threshold is a parameter in the unit of the figure, as text; empty where there is none on the day.
func threshold(p *pack.Pack, key, unit string, day kernel.Day) string {
	if key == "" {
		return ""
	}
	x, err := p.Param(key, day)
	if err != nil {
		return ""
	}
	text := "(" + string(x.Value) + ")"
	if unit == pack.Percent {
		text += " * 100"
	}
	r, err := rule.Compile(text, nil, rule.Number)
	if err != nil {
		return ""
	}
	v, err := r.Eval(nil)
	if err != nil {
		return ""
	}
	return v.String()
}

// bytesOf are the bytes of a basis and their hash.
func bytesOf(b *Basis) (string, string, error) {
	text, err := json.Marshal(b)
	sum := sha256.Sum256(text)
	return string(text), hex.EncodeToString(sum[:]), err
}

// again works a basis out of its own inputs; what came out before is not looked at.
func again(b Basis) (Basis, error) {
	d, err := define(&b)
	if err != nil {
		return b, err
	}
	n := rule.Values{}
	for _, in := range b.Inputs {
		if in.Number != "" {
			if n[in.Name], err = rule.Decimal(in.Number); err != nil {
				return b, err
			}
		}
	}
	b.Figure = d.figure(n)
	return b, nil
}

// filled puts the days of a period into the filters of a list.
func filled(filter []string, span kernel.Span) map[string]string {
	out := map[string]string{}
	for _, f := range filter {
		key, value, _ := strings.Cut(f, "=")
		out[key] = strings.NewReplacer("{from}", string(span.From), "{to}", string(span.To)).Replace(value)
	}
	return out
}

// cell is a public figure of a place with how many households stand behind it.
type cell struct {
	households int64
	hidden     bool
}

// hide hides cells with fewer households than least. One hidden cell beside a total could be worked out from the others, so the one
// with the next fewest households is hidden too.
func hide(cells []cell, least int64) {
	n, next := 0, -1
	for i := range cells {
		c := &cells[i]
		if c.hidden = c.households < least; c.hidden {
			n++
		} else if next < 0 || c.households < cells[next].households {
			next = i
		}
	}
	if n == 1 && next >= 0 {
		cells[next].hidden = true
	}
}
