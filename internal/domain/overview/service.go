package overview

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/emergency"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB        *db.DB
	Pack      pack.Source
	Place     *place.Service
	Cases     *casework.Service
	Duty      *duty.Service
	Emergency *emergency.Service
	Indicator *indicator.Service
}

// Service holds the verbs of the room.
type Service struct {
	db        *db.DB
	packs     pack.Source
	place     *place.Service
	cases     *casework.Service
	duty      *duty.Service
	emergency *emergency.Service
	indicator *indicator.Service
	live      *hub
}

// New makes the room.
func New(o Options) *Service {
	s := &Service{
		db: o.DB, packs: o.Pack, place: o.Place, cases: o.Cases, duty: o.Duty, emergency: o.Emergency, indicator: o.Indicator,
	}
	s.live = newHub(s)
	return s
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: which place the link of a wall opens must be known before anybody looks.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Screen tells how a place stands (0: the highest that the actor has whole).
func (s *Service) Screen(ctx context.Context, id kernel.ID) (*Screen, error) {
	var out *Screen
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.asked(tx, id)
		if err != nil {
			return err
		}
		if out, err = s.screenIn(tx, p); err != nil {
			return err
		}
		way, err := s.place.Way(tx, p)
		if err != nil {
			return err
		}
		for _, w := range way[:len(way)-1] {
			if covers(tx, w) {
				out.Way = append(out.Way, w.Ref())
			}
		}
		return nil
	})
	return out, err
}

// asked is the place of a screen: one that the actor has whole, for a part of it would be taken for all of it.
func (s *Service) asked(tx *db.ReadTx, id kernel.ID) (place.Place, error) {
	if id != 0 {
		p, err := s.place.LoadOpen(tx, id)
		if err == nil && (!covers(tx, p) || p.Level == kernel.LevelMicro) {
			err = kernel.NotFound("place").With("id", id.String())
		}
		return p, err
	}
	tops, err := s.place.Tops(tx)
	tops = slices.DeleteFunc(tops, func(p place.Place) bool { return !covers(tx, p) || p.Level == kernel.LevelMicro })
	if err == nil && len(tops) == 0 {
		return place.Place{}, kernel.Forbidden("no_whole_place")
	}
	if err != nil {
		return place.Place{}, err
	}
	return tops[0], nil
}

// covers tells whether the actor has the whole of a place.
func covers(tx *db.ReadTx, p place.Place) bool {
	return slices.ContainsFunc(tx.Actor().Arms, func(a kernel.Arm) bool {
		return a.BodyID == 0 && a.Topic == "" && a.Types == "" && a.Covers(p.Stamp, tx.County())
	})
}

// open is the transaction as a screen of a place sees it: all of the place but what is sealed, whoever looks.
func (s *Service) open(tx *db.ReadTx, p place.Place) (*db.ReadTx, []kernel.Arm, error) {
	arms, err := s.place.Arms(system(tx), p)
	if err != nil {
		return nil, nil, err
	}
	a := kernel.PublicAt(tx.County(), p.Level, p.ID, p.Stamp)
	a.Arms = arms
	return tx.As(a), arms, nil
}

// screenIn works a screen out, the same for everybody.
func (s *Service) screenIn(tx *db.ReadTx, p place.Place) (*Screen, error) {
	open, _, err := s.open(tx, p)
	if err != nil {
		return nil, err
	}
	out := &Screen{Place: p.Ref(), Way: []place.Ref{}, At: tx.Now().UnixMilli()}
	if out.No, _, err = tx.JournalEnd(); err != nil {
		return nil, err
	}
	below, err := s.below(open, p)
	if err != nil {
		return nil, err
	}
	st, err := s.cases.StandIn(open, p, below, casesLate)
	if err != nil {
		return nil, err
	}
	out.Cases = ScreenCases{
		Open: st.Open, Red: st.Red, Amber: st.Amber, Blue: st.Blue, Green: max(0, st.Open-st.Red-st.Amber-st.Blue), Came: st.Came, Ended: st.Ended, States: st.States, Ages: st.Ages,
	}
	out.Late = st.Late
	items, err := s.duty.StandIn(open, p.ID)
	if err != nil {
		return nil, err
	}
	out.Lists = ScreenLists{Open: items.Red + items.Amber + items.Blue + items.Green, Lights: items.Lights, Week: items.Week}
	cells, err := s.figures(open, p, out)
	if err != nil {
		return nil, err
	}
	homes, err := homesOf(open, below)
	if err != nil {
		return nil, err
	}
	for _, b := range st.Below {
		out.Places = append(out.Places, ScreenPlace{
			Place: b.Place.Ref(), Homes: max(b.Place.Households, homes[b.Place.ID]), Open: b.Open, Red: b.Red, Soon: b.Soon, Days: casework.DaysLate(tx.Now(), b.Oldest), Figures: cells(b.Place),
		})
	}
	alarms, err := s.alarms(open)
	out.Says = says(tx.Now(), st, out.Lists, out.Figures, alarms)
	return out, err
}

// below are the open places right below one, by code.
func (s *Service) below(tx *db.ReadTx, p place.Place) ([]place.Place, error) {
	var out []place.Place
	for cursor := ""; ; {
		list, next, err := s.place.Children(tx, p.ID, kernel.Page{Limit: kernel.MaxLimit, Cursor: cursor})
		if out = append(out, list...); err != nil || next == "" {
			return out, err
		}
		cursor = next
	}
}

// homesOf counts the households that are registered at each of some places.
func homesOf(tx *db.ReadTx, list []place.Place) (map[kernel.ID]int, error) {
	byLevel := map[kernel.Level][]kernel.ID{}
	for _, p := range list {
		byLevel[p.Level] = append(byLevel[p.Level], p.ID)
	}
	out := map[kernel.ID]int{}
	for level, ids := range byLevel {
		n, err := tx.SumTallyBy("household.count", level, ids, db.Standing, db.Standing)
		if err != nil {
			return nil, err
		}
		for id, m := range n {
			out[id] = int(m)
		}
	}
	return out, nil
}

// figures works out the indicators of this month that the pack puts on screens, and gives those of a place below.
func (s *Service) figures(tx *db.ReadTx, p place.Place, out *Screen) (func(place.Place) []ScreenCell, error) {
	var names []string
	deeper := map[string][]kernel.Level{}
	for _, x := range s.pack().IndicatorsOn(tx.Today()) {
		if !x.Screen || !slices.Contains(x.Levels, int(p.Level)) || !slices.Contains(x.Periods, "month") {
			continue
		}
		names = append(names, x.Name)
		if slices.Contains(x.Levels, int(p.Level)+1) {
			deeper[x.Name] = []kernel.Level{0}
		}
	}
	look, err := s.indicator.LookIn(tx, indicator.Ask{Place: p.ID, Period: "month"}, names, deeper)
	if err != nil {
		return nil, err
	}
	cells := map[kernel.ID][]ScreenCell{}
	for i, name := range names {
		t := look.Told[name]
		b := t.Basis
		out.Figures = append(out.Figures, ScreenFigure{
			ID: b.Indicator, Name: b.Name, NameEN: b.NameEN, Unit: b.Unit, Value: b.Value, Why: b.Why, Base: b.Base, Light: b.Light,
			Before: t.Before.Value, Target: b.Target, Least: b.Least,
		})
		for _, at := range t.Below[0] {
			if cells[at.Place.ID] == nil {
				cells[at.Place.ID] = make([]ScreenCell, len(names))
			}
			cells[at.Place.ID][i] = ScreenCell{Value: at.Basis.Value, Why: at.Basis.Why, Light: at.Basis.Light}
		}
	}
	return func(p place.Place) []ScreenCell {
		if had := cells[p.ID]; had != nil {
			return had
		}
		return make([]ScreenCell, len(names))
	}, nil
}

// alarms are the sentences about emergencies that are on.
func (s *Service) alarms(tx *db.ReadTx) ([]Saying, error) {
	list, err := s.emergency.ListIn(tx, true)
	var out []Saying
	for _, e := range list {
		x := Saying{Kind: SayEmergency, ID: e.ID.String(), Name: e.KindName, NameEN: cmp.Or(e.KindEN, e.KindName), Until: e.Until, N: int64(len(e.Places))}
		if len(e.Places) > 0 {
			x.Place = &e.Places[0]
		}
		out = append(out, x)
	}
	return out, err
}
