package indicator

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	place *place.Service
	body  *body.Service
}

// New makes the room.
func New(d *db.DB, p pack.Source, places *place.Service, bodies *body.Service) *Service {
	return &Service{db: d, packs: p, place: places, body: bodies}
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: when campaigns ran and since when a counter has a history holds for everybody.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Board works out all indicators of a place, a body or who holds a post for a period, with the periods before.
func (s *Service) Board(ctx context.Context, a Ask) (*Board, error) {
	var out *Board
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.BoardIn(tx, a)
		return err
	})
	return out, err
}

// BoardIn is Board within a transaction.
func (s *Service) BoardIn(tx *db.ReadTx, a Ask) (*Board, error) {
	v, err := s.view(tx, a)
	if err != nil {
		return nil, err
	}
	out := &Board{Place: v.place.Ref(), Subject: v.of, Period: v.period, From: v.last().From, To: v.last().To, Items: []Card{}}
	for _, x := range s.pack().IndicatorsOn(v.day) {
		if !v.takes(x) {
			continue
		}
		c, err := s.card(v, x)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, c.Card)
	}
	return out, nil
}

// Get works out one indicator with its trace: measures, places below, periods before.
func (s *Service) Get(ctx context.Context, id string, a Ask) (*Traced, error) {
	var out *Traced
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.GetIn(tx, id, a)
		return err
	})
	return out, err
}

// GetIn is Get within a transaction.
func (s *Service) GetIn(tx *db.ReadTx, id string, a Ask) (*Traced, error) {
	v, err := s.view(tx, a)
	if err != nil {
		return nil, err
	}
	x, ok := s.pack().Indicator(id)
	if !ok {
		return nil, kernel.NotFound("indicator").With("id", id)
	}
	if !v.takes(x) {
		return nil, kernel.Invalid("period", "indicator_not_told").With("name", x.Name)
	}
	c, err := s.card(v, x)
	if err != nil {
		return nil, err
	}
	out := &Traced{
		Card: c.Card, Place: v.place.Ref(), Subject: v.of, Way: []place.Ref{}, Period: v.period, From: v.last().From, To: v.last().To, RulesNo: s.packs.Number(),
		Parts: v.parts(c), Below: []PlacePoint{}, Frozen: []Frozen{},
	}
	out.Frozen, err = s.frozenOf(tx, "b.indicator = ? AND b.of_kind = ? AND b.of_id = ? AND b.period = ? AND b.from_day = ?", x.ID, v.of.Kind, v.of.ID, v.period, v.last().From)
	if err != nil || v.of.Kind != OfPlace {
		return out, err
	}
	way, err := s.place.Way(tx, v.place)
	if err != nil {
		return nil, err
	}
	for _, w := range way[:len(way)-1] {
		if covers(tx, w) {
			out.Way = append(out.Way, w.Ref())
		}
	}
	return out, s.below(v, x, c, a.Level, out)
}

// view is one look at figures: the place, the periods, and what was summed in it already.
type view struct {
	tx     *db.ReadTx
	of     Subject
	place  place.Place
	basis  *BasisOf   // the body or the post, for what is frozen
	bodyID kernel.ID  // whose counters are asked for; 0: those of the place
	on     kernel.Day // of the structure; empty: the present one
	day    kernel.Day // the last day of the period that has come
	period string
	spans  []kernel.Span
	in     where
	own    map[string]sums       // of the place, by measure
	runs   map[string]campaign   // read once
	since  map[string]kernel.Day // since when counters have a history
}

func (v *view) last() kernel.Span { return v.spans[len(v.spans)-1] }

// view checks what is asked. Figures of a place are told to who has the whole of it.
func (s *Service) view(tx *db.ReadTx, a Ask) (*view, error) { return s.viewOf(tx, a, periods) }

// viewOf is a view of so many periods.
func (s *Service) viewOf(tx *db.ReadTx, a Ask, n int) (*view, error) {
	if a.Period == "" {
		a.Period = "month"
	}
	if !slices.Contains(pack.FigurePeriods, a.Period) {
		return nil, kernel.Invalid("period", "bad_value").With("value", a.Period)
	}
	if _, err := place.On(tx, a.Day); err != nil {
		return nil, err
	}
	if a.Day == "" {
		a.Day = tx.Today()
	}
	v := &view{tx: tx, period: a.Period, spans: spansOf(a.Period, a.Day, n), own: map[string]sums{}, since: map[string]kernel.Day{}}
	v.day = min(v.last().To, tx.Today())
	if v.day != tx.Today() {
		v.on = v.day
	}
	if err := s.ask(v, a); err != nil {
		return nil, err
	}
	if v.bodyID != 0 {
		v.in = where{"t.body_id = ?", []any{v.bodyID}}
		return v, nil
	}
	var err error
	var inner []place.Place
	if v.place.Level == kernel.LevelGroup {
		if inner, err = s.children(tx, v.place.ID, v.on); err != nil {
			return nil, err
		}
		inner = slices.DeleteFunc(inner, func(p place.Place) bool { return p.Level != kernel.LevelGroup })
	}
	v.in = at(tx, v.place, inner)
	return v, nil
}

func (s *Service) asked(tx *db.ReadTx, id kernel.ID, on kernel.Day) (place.Place, error) {
	if id == 0 {
		tops, err := s.place.Tops(tx)
		if err != nil {
			return place.Place{}, err
		}
		tops = slices.DeleteFunc(tops, func(p place.Place) bool { return !covers(tx, p) })
		if len(tops) == 0 {
			return place.Place{}, kernel.Forbidden("no_whole_place")
		}
		return tops[0], nil
	}
	p, err := s.place.LoadOn(tx, id, on)
	if err == nil && !covers(tx, p) {
		err = kernel.NotFound("place").With("id", id.String())
	}
	return p, err
}

// covers tells whether the actor has the whole of a place: otherwise a sum would be of a part of it, and be taken for the whole.
func covers(tx *db.ReadTx, p place.Place) bool {
	return slices.ContainsFunc(tx.Actor().Arms, func(a kernel.Arm) bool {
		return a.BodyID == 0 && a.Topic == "" && a.Types == "" && a.Covers(p.Stamp, tx.County())
	})
}

// children are all places right below one.
func (s *Service) children(tx *db.ReadTx, id kernel.ID, on kernel.Day) ([]place.Place, error) {
	var out []place.Place
	for cursor := ""; ; {
		list, next, err := s.place.ChildrenOn(tx, id, on, kernel.Page{Limit: kernel.MaxLimit, Cursor: cursor})
		if out = append(out, list...); err != nil || next == "" {
			return out, err
		}
		cursor = next
	}
}

// card works out an indicator at the place of a view.
func (s *Service) card(v *view, x pack.Indicator) (*worked, error) {
	w, err := s.prepare(v, x)
	if err != nil {
		return nil, err
	}
	for _, m := range w.measures {
		if _, there := v.own[m.ID]; !there {
			if v.own[m.ID], err = s.sum(v, "", m); err != nil {
				return nil, err
			}
		}
	}
	w.Series = make([]Point, len(v.spans))
	for i, span := range v.spans {
		f, err := w.figure(i, v.own, 0)
		if err != nil {
			return nil, err
		}
		w.Series[i] = Point{From: span.From, To: span.To, Figure: f}
	}
	w.Figure = w.Series[len(w.Series)-1].Figure
	w.basis.Figure = w.Figure
	for i, m := range w.measures {
		if n, known := v.own[m.ID].at(0, len(v.spans)-1); known {
			w.basis.Inputs[i].Number = strconv.FormatInt(n, 10)
		}
	}
	return w, nil
}

// prepare reads an indicator's definition: which measures it needs, and its thresholds in each period.
func (s *Service) prepare(v *view, x pack.Indicator) (*worked, error) {
	p := s.pack()
	w := &worked{basis: Basis{
		Indicator: x.ID, Name: x.Name, NameEN: x.NameEN, Formula: x.Formula, Unit: x.Unit, Decimals: x.Decimals, Direction: x.Direction, Source: x.Source,
		RulesNo: s.packs.Number(), Place: v.place.Name, Code: v.place.Code, Period: v.period, From: v.last().From, To: v.last().To, Made: v.tx.Today(),
	}}
	var err error
	if w.measures, err = measuresOf(p, x); err != nil {
		return nil, err
	}
	base, _ := p.Measure(x.Base)
	w.basis.BaseOf = base.Name
	for _, m := range w.measures {
		w.basis.Inputs = append(w.basis.Inputs, BasisInput{Name: m.Name, Tallies: m.Tallies})
	}
	for _, span := range v.spans {
		w.at = append(w.at, thresholdsOf(p, x, min(span.To, v.tx.Today())))
	}
	w.basis.Thresholds = w.at[len(w.at)-1]
	if w.def, err = define(&w.basis); err != nil {
		return nil, kernel.Internal(err)
	}
	w.Kind = Kind{
		ID: x.ID, Name: x.Name, NameEN: x.NameEN, Unit: x.Unit, Direction: x.Direction, Thresholds: w.basis.Thresholds, BaseName: base.Name, BaseEN: base.NameEN,
		Formula: x.Formula, Source: x.Source, Public: x.Public, Periods: x.Periods, Levels: x.Levels,
	}
	return w, nil
}
