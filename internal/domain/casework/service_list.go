package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// List is a page of a work list: open ones in the order of what is due, all cases newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (items []Case, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		items, next, err = s.page(tx, f, page)
		return err
	})
	return items, next, err
}

func (s *Service) page(tx *db.ReadTx, f Filter, page kernel.Page) ([]Case, string, error) {
	rows, next, err := s.pageRows(tx, f, page)
	if err != nil {
		return nil, "", err
	}
	cases := casesOf(rows)
	items, err := s.views(tx, cases)
	for i := range items {
		items[i].EventID, items[i].EventDay = rows[i].EventID, rows[i].EventDay
		if f.Answers && err == nil && !s.typeOf(&cases[i]).Sealed {
			items[i].Answers, err = form.Read(cases[i].Facts)
		}
	}
	return items, next, err
}

// pageRows reads a page of cases: by when they are due, the newest first, or the last that ended or happened first.
func (s *Service) pageRows(tx *db.ReadTx, f Filter, page kernel.Page) ([]listed, string, error) {
	w, err := s.where(tx, f)
	if err != nil {
		return nil, "", err
	}
	if f.Event != "" {
		return pageOfEvents(tx, w, page)
	}
	l := db.List{SQL: "SELECT c.* FROM {case c} WHERE " + w.String(), Args: w.args, Page: page}
	keys := func(c *listed) []any { return []any{c.Due, c.ID} }
	l.Order = []db.Key{{Col: "c.due", Dir: db.Asc}, {Col: "c.id", Dir: db.Asc}}
	if (f.Box == BoxAll || f.Box == "") && (f.Open == nil || !*f.Open) && f.Due == (kernel.Span{}) {
		keys = func(c *listed) []any { return []any{c.At, c.ID} }
		l.Order = []db.Key{{Col: "c.at", Dir: db.Desc}, {Col: "c.id", Dir: db.Desc}}
	}
	if f.ended() {
		keys = func(c *listed) []any { return []any{c.EndedDay, c.ID} }
		l.Order = []db.Key{{Col: "c.ended_day", Dir: db.Desc}, {Col: "c.id", Dir: db.Desc}}
	}
	return db.PageOf(tx, l, keys)
}

// where is the condition of a filter.
func (s *Service) where(tx *db.ReadTx, f Filter) (*conditions, error) {
	w := &conditions{}
	switch f.Box {
	case BoxMine:
		w.add("c.open")
		in, args := place.Among("c.awaits_id", tx.Actor().Persons())
		w.add(in, args...)
	case BoxUnit:
		w.add("c.open")
	case BoxSoon:
		w.add("c.open")
		w.add("c.due <= ?", s.lights(tx).blue)
	case BoxLate:
		w.add("c.open")
		w.add("c.due < ?", s.lights(tx).now)
	case BoxQueue:
		w.inLanes(s.myQueues(tx))
	case BoxTriage:
		w.inLanes([]string{laneTriage})
	case BoxAll, "":
		w.add("TRUE")
	default:
		return nil, kernel.Invalid("box", "unknown_box")
	}
	if f.Open != nil && *f.Open {
		w.add("c.open")
	} else if f.Open != nil {
		w.add("NOT c.open")
	}
	if f.State != "" {
		w.add("c.state = ?", f.State)
	}
	if len(f.States) > 0 {
		w.add("c.state IN ("+marks(len(f.States))+")", anys(f.States)...)
	}
	if f.Type != "" {
		w.add("c.type = ?", f.Type)
	}
	switch {
	case f.Queue != "" && f.Open != nil && *f.Open: // what it has before it, as on the board
		w.inLanes([]string{f.Queue})
	case f.Queue != "":
		w.add("c.queue = ?", f.Queue)
	}
	if err := w.due(f.Due); err != nil {
		return nil, err
	}
	if err := w.days(f, tx.Today()); err != nil {
		return nil, err
	}
	w.find(f.Find)
	if f.Topic != "" {
		w.add("c.topic = ?", f.Topic)
	}
	if f.Event != "" {
		return w, s.happened(tx, w, f)
	}
	return w, s.within(tx, w, "c", f.PlaceID)
}

// within narrows to a place and what lies in it.
func (s *Service) within(tx *db.ReadTx, w *conditions, alias string, id kernel.ID) error {
	if id == 0 {
		return nil
	}
	where, args, err := s.place.Within(tx, alias, id)
	w.add(where, args...)
	return err
}

func (s *Service) lights(tx *db.ReadTx) lights {
	return lightsOn(s.days, tx.Now(), pack.DefaultLights)
}

// Summary counts what the work lists hold, from the tallies and from the index of what is due: no scan of cases.
func (s *Service) Summary(ctx context.Context, placeID kernel.ID) (*Summary, error) {
	out := &Summary{Most: mostTold, Queues: []string{}, ByState: []StateCount{}, ByPlace: []PlaceCount{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := s.standing(tx, placeID, out); err != nil {
			return err
		}
		if err := s.urgent(tx, placeID, out); err != nil {
			return err
		}
		var err error
		in, args := place.Among("c.awaits_id", tx.Actor().Persons())
		w := &conditions{}
		w.add("c.open")
		w.add(in, args...)
		if out.Mine, err = s.upTo(tx, placeID, w); err != nil {
			return err
		}
		if out.Queues = append(out.Queues, s.myQueues(tx)...); len(out.Queues) > 0 {
			w = &conditions{}
			w.inLanes(out.Queues)
			if out.Queue, err = s.upTo(tx, placeID, w); err != nil {
				return err
			}
		}
		out.ByPlace, err = s.byPlace(tx, placeID)
		return err
	})
	out.Unit = out.Open
	return out, err
}

// standing reads how many cases are open and in each state. Sealed cases are in no tally, so they are not counted here.
func (s *Service) standing(tx *db.ReadTx, placeID kernel.ID, out *Summary) error {
	if ofSomeTypes(tx.Actor()) {
		return s.standingOf(tx, placeID, out)
	}
	measures := []string{measureOpen}
	for _, ct := range s.pack().CaseTypes {
		for _, st := range ct.States {
			measures = append(measures, inState(ct.ID, st.ID))
		}
	}
	sums, err := s.tallied(tx, placeID, measures)
	for _, m := range sums {
		if m.Measure == measureOpen {
			out.Open = m.N
			continue
		}
		state := m.Measure[strings.LastIndexByte(m.Measure, '.')+1:]
		i, found := slices.BinarySearchFunc(out.ByState, state, func(c StateCount, id string) int { return strings.Compare(c.State, id) })
		switch {
		case found:
			out.ByState[i].N += m.N
		case m.N > 0:
			out.ByState = slices.Insert(out.ByState, i, StateCount{State: state, N: m.N})
		}
	}
	return err
}

// ofSomeTypes tells whether the actor sees cases of some types only: their counters of open cases would tell of others too, so
// their cases are counted one by one. Such a scope is a seat for some days at some places.
func ofSomeTypes(a kernel.Actor) bool {
	return slices.ContainsFunc(a.Arms, func(arm kernel.Arm) bool { return arm.Types != "" })
}

// standingOf is standing for them.
func (s *Service) standingOf(tx *db.ReadTx, placeID kernel.ID, out *Summary) error {
	w := &conditions{}
	w.add("NOT c.sealed")
	if err := s.within(tx, w, "c", placeID); err != nil {
		return err
	}
	var sums []struct {
		State string `bun:"state"`
		N     int64  `bun:"n"`
		Open  int64  `bun:"opened"`
	}
	err := tx.Select(&sums, "SELECT c.state AS state, COUNT(*) AS n, SUM(CASE WHEN c.open THEN 1 ELSE 0 END) AS opened FROM {case c} WHERE "+w.String()+" GROUP BY c.state ORDER BY c.state", w.args...)
	for _, m := range sums {
		out.ByState, out.Open = append(out.ByState, StateCount{m.State, m.N}), out.Open+m.Open
	}
	return err
}

// tallied sums standing counters over the actor's scope, narrowed to a place.
func (s *Service) tallied(tx *db.ReadTx, placeID kernel.ID, measures []string) ([]db.Sum, error) {
	w := &conditions{}
	w.add("t.day = ?", db.Standing)
	w.add("t.measure IN ("+marks(len(measures))+")", anys(measures)...)
	if err := s.within(tx, w, "t", placeID); err != nil {
		return nil, err
	}
	var sums []db.Sum
	err := tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY t.measure ORDER BY t.measure", w.args...)
	return sums, err
}

// urgent counts what is overdue and what will be soon.
func (s *Service) urgent(tx *db.ReadTx, placeID kernel.ID, out *Summary) error {
	l := s.lights(tx)
	w := &conditions{}
	w.add("c.open")
	w.add("c.due <= ?", l.blue)
	if err := s.within(tx, w, "c", placeID); err != nil {
		return err
	}
	var sums []struct {
		Overdue int64 `bun:"overdue"`
		N       int64 `bun:"n"`
		Oldest  int64 `bun:"oldest"`
	}
	args := append([]any{l.now}, w.args...)
	err := tx.Select(&sums, "SELECT COALESCE(SUM(CASE WHEN c.due < ? THEN 1 ELSE 0 END), 0) AS overdue, COUNT(*) AS n, COALESCE(MIN(c.due), 0) AS oldest FROM {case c} WHERE "+w.String(), args...)
	if err != nil || len(sums) == 0 {
		return err
	}
	out.Overdue, out.Soon = sums[0].Overdue, sums[0].N-sums[0].Overdue
	if late := time.Duration(l.now-sums[0].Oldest) * time.Millisecond; out.Overdue > 0 {
		out.OldestOverdueDays = int(late/(24*time.Hour)) + 1
	}
	return nil
}

// upTo counts cases in a place, at most mostTold of them.
func (s *Service) upTo(tx *db.ReadTx, placeID kernel.ID, w *conditions) (int64, error) {
	if err := s.within(tx, w, "c", placeID); err != nil {
		return 0, err
	}
	var n []int64
	err := tx.Select(&n, "SELECT COUNT(*) FROM (SELECT c.id FROM {case c} WHERE "+w.String()+" LIMIT "+itoa(mostTold)+") x", w.args...)
	if err != nil || len(n) == 0 {
		return 0, err
	}
	return n[0], nil
}

// byPlace tells how it stands in the places below one, or in the actor's own where they are several.
func (s *Service) byPlace(tx *db.ReadTx, id kernel.ID) ([]PlaceCount, error) {
	out := []PlaceCount{}
	below, err := s.below(tx, id)
	if err != nil || len(below) == 0 {
		return out, err
	}
	for _, level := range []kernel.Level{kernel.LevelTownship, kernel.LevelVillage, kernel.LevelGroup, kernel.LevelMicro} {
		var at []place.Place
		for _, p := range below {
			if p.Level == level {
				at = append(at, p)
			}
		}
		if len(at) == 0 {
			continue
		}
		part, err := s.countAt(tx, level, at)
		if err != nil {
			return out, err
		}
		out = append(out, part...)
	}
	return out, nil
}

func (s *Service) below(tx *db.ReadTx, id kernel.ID) ([]place.Place, error) {
	if id == 0 {
		tops, err := s.place.Tops(tx)
		if err != nil || len(tops) != 1 {
			return tops, err
		}
		id = tops[0].ID
	}
	list, _, err := s.place.Children(tx, id, kernel.Page{Limit: kernel.MaxLimit})
	return list, err
}

// countAt sums what is open and overdue for places of one level.
func (s *Service) countAt(tx *db.ReadTx, level kernel.Level, at []place.Place) ([]PlaceCount, error) {
	whose, ids, err := s.holders(tx, at)
	if err != nil {
		return nil, err
	}
	counts, err := s.countsAt(tx, level, ids)
	if err != nil {
		return nil, err
	}
	sums := map[kernel.ID]body.Counts{}
	for id, c := range counts {
		sum := sums[whose[id]]
		sums[whose[id]] = body.Counts{Open: sum.Open + c.Open, Overdue: sum.Overdue + c.Overdue}
	}
	out := make([]PlaceCount, len(at))
	for i, p := range at {
		out[i] = PlaceCount{Place: p.Ref(), Open: int64(sums[p.ID].Open), Overdue: int64(sums[p.ID].Overdue)}
	}
	return out, nil
}

// countsAt tells how the cases stand that places of one level name in their stamp: open ones from the tallies, those due
// from the index of what is due.
func (s *Service) countsAt(tx *db.ReadTx, level kernel.Level, ids []kernel.ID) (map[kernel.ID]body.Counts, error) {
	col, ok := levelCol[level]
	if !ok {
		col = "county_id"
	}
	out := map[kernel.ID]body.Counts{}
	in, args := place.Among("t."+col, ids)
	sql := "SELECT t." + col + " AS place_id, SUM(t.n) AS n FROM {tally t} WHERE " + in + " AND t.measure = 'case.open' AND t.day = '' GROUP BY t." + col
	if ofSomeTypes(tx.Actor()) {
		in, args = place.Among("c."+col, ids)
		sql = "SELECT c." + col + " AS place_id, COUNT(*) AS n FROM {case c} WHERE " + in + " AND c.open GROUP BY c." + col
	}
	var sums []db.Sum
	if err := tx.Select(&sums, sql, args...); err != nil {
		return nil, err
	}
	for _, r := range sums {
		out[r.PlaceID] = body.Counts{Open: int(r.N)}
	}
	l := s.lights(tx)
	var due []struct {
		PlaceID kernel.ID `bun:"place_id"`
		N       int       `bun:"n"`
		Overdue int       `bun:"overdue"`
	}
	in, args = place.Among("c."+col, ids)
	args = append(append([]any{l.now}, args...), l.blue)
	err := tx.Select(&due, "SELECT c."+col+" AS place_id, COUNT(*) AS n, SUM(CASE WHEN c.due < ? THEN 1 ELSE 0 END) AS overdue FROM {case c} WHERE "+in+
		" AND c.open AND c.due <= ? GROUP BY c."+col, args...)
	for _, r := range due {
		c := out[r.PlaceID]
		c.Overdue, c.Soon = r.Overdue, r.N-r.Overdue
		out[r.PlaceID] = c
	}
	return out, err
}

// holders tells for each place that a stamp may name to which of the listed ones it belongs.
func (s *Service) holders(tx *db.ReadTx, at []place.Place) (map[kernel.ID]kernel.ID, []kernel.ID, error) {
	whose, ids := map[kernel.ID]kernel.ID{}, []kernel.ID{}
	for _, p := range at {
		inner, err := s.place.Inner(tx, p)
		if err != nil {
			return nil, nil, err
		}
		for _, g := range inner {
			whose[g.ID] = p.ID
			ids = append(ids, g.ID)
		}
	}
	return whose, ids, nil
}
