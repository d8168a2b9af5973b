package indicator

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// worked is a card with what it was made of.
type worked struct {
	Card
	def      definition
	basis    Basis
	measures []pack.Measure
	at       []Thresholds // of each period
}

// measuresOf are the measures that an indicator needs, in the order of their names: those of its formula, and its base.
func measuresOf(p *pack.Pack, x pack.Indicator) ([]pack.Measure, error) {
	env := rule.Env{}
	for _, m := range p.Measures {
		env[m.Name] = rule.Number
	}
	r, err := rule.Compile(x.Formula, env, rule.Number)
	if err != nil {
		return nil, kernel.Internal(err)
	}
	names := r.Names()
	if base, ok := p.Measure(x.Base); ok && !slices.Contains(names, base.Name) {
		names = append(names, base.Name)
	}
	out := make([]pack.Measure, len(names))
	for i, n := range names {
		out[i], _ = p.MeasureNamed(n)
	}
	return out, nil
}

// figure works out the figure of a place in a period from what was summed.
func (w *worked) figure(i int, of map[string]sums, at kernel.ID) (Figure, error) {
	if err := w.def.set(w.at[i]); err != nil {
		return Figure{}, kernel.Internal(err)
	}
	return w.def.figure(w.values(i, of, at)), nil
}

func (w *worked) values(i int, of map[string]sums, at kernel.ID) rule.Values {
	out := rule.Values{}
	for _, m := range w.measures {
		if n, known := of[m.ID].at(at, i); known {
			out[m.Name] = rule.Int(n)
		}
	}
	return out
}

// partsOf are the measures of a figure with the lists of the records behind them.
func partsOf(w *worked, span kernel.Span) []Part {
	out := make([]Part, len(w.measures))
	for i, m := range w.measures {
		out[i] = Part{ID: m.ID, Name: m.Name, NameEN: m.NameEN, Now: m.Counter().Standing, List: m.Records.List, Query: filled(m.Records.Filter, span), Source: m.Source}
		out[i].Number = w.basis.Inputs[i].Number
	}
	return out
}
