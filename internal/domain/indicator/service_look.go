package indicator

import (
	"slices"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Look is what papers tell of a place for a period: figures by the names that the pack gives them, with those of the period before.
type Look struct {
	Place        place.Place
	Span, Before kernel.Span
	RulesNo      int
	JournalNo    int64
	Told         map[string]Told
}

// Told is one figure of a Look, with what it rests on. List and Query open the records behind a measure; an indicator has a page of
// its own.
type Told struct {
	Basis  Basis
	Before Figure
	Own    bool // an indicator, not a measure alone
	List   string
	Query  map[string]string
	Below  map[kernel.Level][]ToldPlace // by the level that was asked for; 0: right below
}

// ToldPlace is the figure of a place below.
type ToldPlace struct {
	Place place.Ref
	Basis Basis
}

// LookIn works out figures by name for a paper; below says for which of them, and of which levels, the places below are wanted.
func (s *Service) LookIn(tx *db.ReadTx, a Ask, names []string, below map[string][]kernel.Level) (*Look, error) {
	v, err := s.viewOf(tx, a, 2)
	if err != nil {
		return nil, err
	}
	out := &Look{Place: v.place, Span: v.last(), Before: v.spans[0], RulesNo: s.packs.Number(), Told: map[string]Told{}}
	if out.JournalNo, _, err = tx.JournalEnd(); err != nil {
		return nil, err
	}
	lists := map[kernel.Level][]place.Place{}
	for _, name := range names {
		x, ok := s.pack().PaperFigure(name)
		if !ok {
			return nil, kernel.NotFound("indicator").With("id", name)
		}
		t, err := s.told(v, x, out.JournalNo)
		if err != nil {
			return nil, err
		}
		for _, level := range below[name] {
			if _, read := lists[level]; !read {
				if lists[level], err = s.placesBelow(v, level); err != nil {
					return nil, err
				}
			}
			if t.Below[level], err = s.toldBelow(v, x, out.JournalNo, lists[level]); err != nil {
				return nil, err
			}
		}
		out.Told[name] = t
	}
	return out, nil
}

// told is a figure at the place itself.
func (s *Service) told(v *view, x pack.Indicator, no int64) (Told, error) {
	w, err := s.card(v, x)
	if err != nil {
		return Told{}, err
	}
	w.basis.JournalNo = no
	t := Told{Basis: w.basis, Before: w.Series[0].Figure, Below: map[kernel.Level][]ToldPlace{}}
	if _, t.Own = s.pack().Indicator(x.ID); !t.Own {
		p := partsOf(w, v.last())[0]
		t.List, t.Query = p.List, p.Query
	}
	return t, nil
}

// toldBelow are the figures of places below, each with a basis of its own.
func (s *Service) toldBelow(v *view, x pack.Indicator, no int64, list []place.Place) ([]ToldPlace, error) {
	w, err := s.prepare(v, x)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	all, err := s.sumsBelow(v, list, w.measures)
	if err != nil {
		return nil, err
	}
	last, out := len(v.spans)-1, make([]ToldPlace, len(list))
	for i, p := range list {
		b := w.basis
		b.Place, b.Code, b.JournalNo, b.Inputs = p.Name, p.Code, no, slices.Clone(w.basis.Inputs)
		for j, m := range w.measures {
			b.Inputs[j].Number = ""
			if n, known := all[m.ID].at(p.ID, last); known {
				b.Inputs[j].Number = strconv.FormatInt(n, 10)
			}
		}
		if b.Figure, err = w.figure(last, all, p.ID); err != nil {
			return nil, err
		}
		out[i] = ToldPlace{Place: p.Ref(), Basis: b}
	}
	return out, nil
}

// Same tells whether a basis works out of its own inputs to the same bytes.
func (b Basis) Same() bool {
	had, _, err := bytesOf(&b)
	if err != nil {
		return false
	}
	now, err := again(b)
	if err != nil {
		return false
	}
	text, _, err := bytesOf(&now)
	return err == nil && text == had
}

// SpanOf is the period of a kind in which a day lies.
func SpanOf(period string, day kernel.Day) kernel.Span { return spanOf(period, day) }
