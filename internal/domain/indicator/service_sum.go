package indicator

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// longAgo is before all days of counters, and after the day of standing ones.
const longAgo kernel.Day = "0001-01-01"

// sums are the numbers of a measure: of each place (0: all together) in each period, and whether a period's number is known.
type sums struct {
	n     map[kernel.ID][]int64
	known []bool
}

// at is the number of a place in a period: nothing counted is zero, where it is known.
func (s sums) at(id kernel.ID, i int) (int64, bool) {
	if !s.known[i] {
		return 0, false
	}
	if n, ok := s.n[id]; ok {
		return n[i], true
	}
	return 0, true
}

// add adds a number to a place.
func (s sums) add(id kernel.ID, i int, n int64) {
	if s.n[id] == nil {
		s.n[id] = make([]int64, len(s.known))
	}
	s.n[id][i] += n
}

// sum reads the numbers of a measure: of the place of the view, or of each place of a level in it (by is its column).
func (s *Service) sum(v *view, by string, m pack.Measure) (sums, error) {
	out := sums{n: map[kernel.ID][]int64{}, known: make([]bool, len(v.spans))}
	f := m.Counter()
	for i := range out.known {
		out.known[i] = v.held(i, f.Standing)
	}
	for _, tally := range m.Tallies {
		var err error
		if f.Standing {
			err = s.sumStanding(v, by, f, tally, out)
		} else {
			err = sumDays(v, by, tally, out)
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

func sumDays(v *view, by, tally string, out sums) error {
	from, spans := v.clipped()
	rows, err := counted(v.tx, v.in, by, tally, from, spans, false)
	for _, r := range rows {
		out.add(r.PlaceID, r.Slot, r.N)
	}
	return err
}

// sumStanding reads how many there were at the end of each period: the sum of the changes up to it, and for a period that still runs
// the counter itself. Of campaigns those count that ran on that day.
func (s *Service) sumStanding(v *view, by string, f pack.Counter, tally string, out sums) error {
	if f.Campaign && v.runs == nil {
		var err error
		if v.runs, err = campaigns(v.tx); err != nil {
			return err
		}
	}
	past := v.spans
	if n := len(v.spans) - 1; v.last().To >= v.tx.Today() {
		past = v.spans[:n]
		rows, err := counted(v.tx, v.in, by, tally, db.Standing, []kernel.Span{{From: db.Standing, To: db.Standing}}, f.Campaign)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if v.counts(f, r.Measure, n) {
				out.add(r.PlaceID, n, r.N)
			}
		}
	}
	first, err := v.begun(tally)
	for i, span := range past {
		out.known[i] = out.known[i] && first != "" && first <= span.To
	}
	if err != nil || first == "" || len(past) == 0 {
		return err
	}
	rows, err := counted(v.tx, v.in, by, changes+tally, longAgo, past, f.Campaign)
	for _, r := range rows {
		for i := r.Slot; i < len(past); i++ {
			if v.counts(f, strings.TrimPrefix(r.Measure, changes), i) {
				out.add(r.PlaceID, i, r.N)
			}
		}
	}
	return err
}

// counts tells whether a counter of a campaign counts in a period: those that ran on its last day.
func (v *view) counts(f pack.Counter, measure string, i int) bool {
	if !f.Campaign {
		return true
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(measure, f.Family), ".")
	c, ok := v.runs[id]
	return ok && c.ran(min(v.spans[i].To, v.tx.Today()))
}

func (v *view) begun(tally string) (kernel.Day, error) {
	if d, there := v.since[tally]; there {
		return d, nil
	}
	d, err := begun(v.tx, tally)
	v.since[tally] = d
	return d, err
}

// below works out an indicator for the places below, and for what lies at none of them.
func (s *Service) below(v *view, x pack.Indicator, w *worked, level kernel.Level, out *Traced) error {
	list, err := s.placesBelow(v, level)
	if err != nil || len(list) == 0 {
		return err
	}
	all, err := s.sumsBelow(v, list, w.measures)
	if err != nil {
		return err
	}
	told := slices.Contains(x.Levels, int(list[0].Level))
	for _, p := range list {
		pp := PlacePoint{Place: p.Ref(), Series: make([]string, len(v.spans))}
		for i := range v.spans {
			if pp.Figure, err = w.figure(i, all, p.ID); err != nil {
				return err
			}
			pp.Series[i] = pp.Value
		}
		if told {
			out.Below = append(out.Below, pp)
		}
	}
	if len(out.Below) == 0 {
		return nil
	}
	if !atNone(v, all) {
		return nil
	}
	rest, err := w.figure(len(v.spans)-1, all, 0)
	out.Rest = &rest
	return err
}

// sumsBelow sums measures for each of some places of one level.
func (s *Service) sumsBelow(v *view, list []place.Place, measures []pack.Measure) (map[string]sums, error) {
	owner, err := s.owners(v, list)
	if err != nil {
		return nil, err
	}
	all := map[string]sums{}
	for _, m := range measures {
		each, err := s.sum(v, levelCol[list[0].Level], m)
		if err != nil {
			return nil, err
		}
		mine := sums{n: map[kernel.ID][]int64{}, known: each.known}
		for id, n := range each.n {
			for i := range n {
				mine.add(owner[id], i, n[i])
			}
		}
		all[m.ID] = mine
	}
	return all, nil
}

// atNone tells whether numbers of the last period lie at none of the places: at the place above itself, or at one that is no more.
func atNone(v *view, all map[string]sums) bool {
	for _, s := range all {
		if n, _ := s.at(0, len(v.spans)-1); n != 0 {
			return true
		}
	}
	return false
}

// owners tell under which of the places a counter lies by the place that it names. A counter in a village grid names the group grid
// alone; what is not here lies at none of them.
func (s *Service) owners(v *view, list []place.Place) (map[kernel.ID]kernel.ID, error) {
	out := map[kernel.ID]kernel.ID{}
	for _, p := range list {
		out[p.ID] = p.ID
		if p.Level != kernel.LevelGroup || v.place.Level != kernel.LevelVillage {
			continue
		}
		inner, err := s.children(v.tx, p.ID, v.on)
		if err != nil {
			return nil, err
		}
		for _, in := range inner {
			if in.Level == kernel.LevelGroup {
				out[in.ID] = p.ID
			}
		}
	}
	return out, nil
}

// placesBelow are the places of a level in the place of the view, by the structure of the day; without a level those right below.
func (s *Service) placesBelow(v *view, level kernel.Level) ([]place.Place, error) {
	if level > kernel.LevelVillage {
		level = 0
	}
	list, err := s.children(v.tx, v.place.ID, v.on)
	for err == nil && len(list) > 0 && level > list[0].Level {
		var next []place.Place
		for _, p := range list {
			var more []place.Place
			if more, err = s.children(v.tx, p.ID, v.on); err != nil {
				break
			}
			next = append(next, more...)
		}
		list = next
	}
	if len(list) == 0 {
		return nil, err
	}
	first := slices.MinFunc(list, func(a, b place.Place) int { return int(a.Level) - int(b.Level) }).Level
	return slices.DeleteFunc(list, func(p place.Place) bool { return p.Level != first }), err
}
