package indicator

import (
	"context"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// publicPeriod is the period of the public page: the quarter that runs, so that what is asked seldom has answers.
const publicPeriod = "quarter"

// leastKey is the parameter with the fewest households behind a public figure.
const leastKey = "public_least"

// PublicCell is the figure of a place on the public page. Few: too few households stand behind it, or behind one beside it, to be told.
type PublicCell struct {
	Name string
	Figure
	Few bool
}

// PublicFigure is an indicator on the public page: of the county and of each township.
type PublicFigure struct {
	Kind
	All   PublicCell
	Cells []PublicCell
}

// PublicPage are the figures that the pack calls public.
type PublicPage struct {
	Place    string
	From, To kernel.Day
	Least    int
	Figures  []PublicFigure
}

// Public works out the figures that anybody may read: of the county and its townships, hidden where fewer households stand behind
// them than the pack says (never below 5), and one more where a hidden one could be worked out from the rest.
func (s *Service) Public(ctx context.Context) (*PublicPage, error) {
	var out *PublicPage
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		least, err := s.pack().Param(leastKey, tx.Today())
		if err != nil {
			return err
		}
		v, err := s.view(system(tx), Ask{Place: tx.County(), Period: publicPeriod})
		if err != nil {
			return err
		}
		list, err := s.placesBelow(v, 0)
		if err != nil {
			return err
		}
		out = &PublicPage{Place: v.place.Name, From: v.last().From, To: v.day, Least: least.Int()}
		for _, x := range s.pack().IndicatorsOn(v.day) {
			if !x.Public || !v.takes(x) {
				continue
			}
			f, err := s.public(v, x, list, int64(least.Int()))
			if err != nil {
				return err
			}
			out.Figures = append(out.Figures, *f)
		}
		return nil
	})
	return out, err
}

// public works out one figure with its cells.
func (s *Service) public(v *view, x pack.Indicator, list []place.Place, least int64) (*PublicFigure, error) {
	w, err := s.card(v, x)
	if err != nil {
		return nil, err
	}
	homes, _ := s.pack().Measure(x.Households)
	own, err := s.sum(v, "", homes)
	if err != nil {
		return nil, err
	}
	last := len(v.spans) - 1
	out := &PublicFigure{Kind: w.Kind, All: PublicCell{Name: v.place.Name, Figure: w.Figure}}
	n, _ := own.at(0, last)
	if out.All.Few = n < least; out.All.Few || len(list) == 0 {
		return out, nil
	}
	all, err := s.sumsBelow(v, list, append([]pack.Measure{homes}, w.measures...))
	if err != nil {
		return nil, err
	}
	cells := make([]cell, len(list))
	for i, p := range list {
		f, err := w.figure(last, all, p.ID)
		if err != nil {
			return nil, err
		}
		cells[i].households, _ = all[homes.ID].at(p.ID, last)
		out.Cells = append(out.Cells, PublicCell{Name: p.Name, Figure: f})
	}
	hide(cells, least)
	for i := range cells {
		out.Cells[i].Few = cells[i].hidden
	}
	return out, nil
}
