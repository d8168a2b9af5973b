package casework

import (
	"strings"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Stand is how the cases of a place stand at a moment, for a screen: no text of a case and nobody's name is in it. The lights are
// those of the pack's usual thresholds; Green is what is open and none of the others.
type Stand struct {
	Open, Red, Amber, Blue int64
	Untriaged              int64
	UntriagedSince         int64 // when the first of them came there, epoch milliseconds
	Came, Ended            int64 // today
	Ages                   StandAges
	States                 []StandState
	Below                  []StandPlace
	Late                   []StandCase
}

// StandAges counts what is open by how long ago it was raised: up to a week, up to thirty days, up to ninety, longer.
type StandAges struct {
	Week   int64 `json:"week" bun:"week"`
	Month  int64 `json:"month" bun:"month"`
	Season int64 `json:"season" bun:"season"`
	Longer int64 `json:"longer" bun:"longer"`
}

// StandState is how many open cases are in a state, whatever their type; the name is that of the pack.
type StandState struct {
	State  string `json:"state"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	N      int64  `json:"n"`
}

// StandPlace is how it stands at a place below. Oldest is the deadline that passed first, 0 for none.
type StandPlace struct {
	Place           place.Place
	Open, Red, Soon int64
	Oldest          int64
}

// StandCase is an open case past its time, without what it says. Unit is the body that has it.
type StandCase struct {
	ID     kernel.ID `json:"id"`
	No     string    `json:"no"`
	Type   string    `json:"type"`
	TypeEN string    `json:"type_en"`
	State  string    `json:"state"`
	Name   string    `json:"state_name"`
	NameEN string    `json:"state_name_en"`
	Place  place.Ref `json:"place"`
	Days   int       `json:"days"` // since its deadline, begun ones included
	Unit   string    `json:"unit"`
}

// StandIn tells how the cases of a place stand: open ones from the counters, what is due from the index of what is due, so that
// what it costs grows with what is late, not with what there is. Sealed cases are in none of it, whoever asks.
func (s *Service) StandIn(tx *db.ReadTx, at place.Place, below []place.Place, late int) (*Stand, error) {
	out := &Stand{}
	if err := s.standStates(tx, at.ID, out); err != nil {
		return nil, err
	}
	if err := s.standDue(tx, at.ID, out); err != nil {
		return nil, err
	}
	if err := s.standAges(tx, at.ID, out); err != nil {
		return nil, err
	}
	if err := s.standLane(tx, at.ID, out); err != nil {
		return nil, err
	}
	if err := s.standBelow(tx, below, out); err != nil {
		return nil, err
	}
	return out, s.standLate(tx, at.ID, late, out)
}

// standStates reads what is open, by state, and what came and ended today.
func (s *Service) standStates(tx *db.ReadTx, at kernel.ID, out *Stand) error {
	sum := &Summary{}
	if err := s.standing(tx, at, sum); err != nil {
		return err
	}
	out.Open = sum.Open
	for _, n := range sum.ByState {
		if st, ok := s.openState(n.State); ok && n.N > 0 {
			out.States = append(out.States, StandState{State: n.State, Name: st.Name, NameEN: st.NameEN, N: n.N})
		}
	}
	w := &conditions{}
	w.add("t.day = ?", tx.Today())
	w.add("(t.measure = 'case.reported' OR t.measure >= ? AND t.measure < ?)", measureEnded, measureEnded+"~")
	if err := s.within(tx, w, "t", at); err != nil {
		return err
	}
	var sums []db.Sum
	err := tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY t.measure", w.args...)
	for _, m := range sums {
		if strings.HasPrefix(m.Measure, measureEnded) {
			out.Ended += m.N
		} else {
			out.Came += m.N
		}
	}
	return err
}

// openState is a state in which cases of some type are open, by its id.
func (s *Service) openState(id string) (pack.State, bool) {
	for _, ct := range s.pack().CaseTypes {
		for _, st := range ct.States {
			if st.ID == id && st.Open {
				return st, true
			}
		}
	}
	return pack.State{}, false
}

// standDue counts by light what is due soon or is past its time.
func (s *Service) standDue(tx *db.ReadTx, at kernel.ID, out *Stand) error {
	l := s.lights(tx)
	w := &conditions{}
	w.add("c.open AND NOT c.sealed AND c.due <= ?", max(l.amber, l.blue))
	if err := s.within(tx, w, "c", at); err != nil {
		return err
	}
	var sums []struct {
		N     int64 `bun:"n"`
		Red   int64 `bun:"red"`
		Amber int64 `bun:"amber"`
	}
	err := tx.Select(&sums, `SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN c.due < ? THEN 1 ELSE 0 END), 0) AS red,
		COALESCE(SUM(CASE WHEN c.due >= ? AND c.due <= ? THEN 1 ELSE 0 END), 0) AS amber FROM {case c} WHERE `+w.String(),
		append([]any{l.now, l.now, l.amber}, w.args...)...)
	if err != nil || len(sums) == 0 {
		return err
	}
	out.Red, out.Amber = sums[0].Red, sums[0].Amber
	out.Blue = sums[0].N - out.Red - out.Amber
	return nil
}

// standLane counts what nobody has looked at yet.
func (s *Service) standLane(tx *db.ReadTx, at kernel.ID, out *Stand) error {
	w := &conditions{}
	w.inLanes([]string{laneTriage})
	w.add("NOT c.sealed")
	if err := s.within(tx, w, "c", at); err != nil {
		return err
	}
	var sums []struct {
		N     int64 `bun:"n"`
		Since int64 `bun:"since"`
	}
	err := tx.Select(&sums, "SELECT COUNT(*) AS n, COALESCE(MIN(x.state_since), 0) AS since FROM (SELECT c.state_since FROM {case c} WHERE "+w.String()+" LIMIT "+itoa(mostTold)+") x", w.args...)
	if err != nil || len(sums) == 0 {
		return err
	}
	out.Untriaged, out.UntriagedSince = sums[0].N, sums[0].Since
	return nil
}

// standBelow tells how it stands at each of the places below, which are of one level or several.
func (s *Service) standBelow(tx *db.ReadTx, below []place.Place, out *Stand) error {
	byLevel := map[kernel.Level][]place.Place{}
	for _, p := range below {
		byLevel[p.Level] = append(byLevel[p.Level], p)
	}
	counts, oldest := map[kernel.ID]body.Counts{}, map[kernel.ID]int64{}
	for level, at := range byLevel {
		whose, ids, err := s.holders(tx, at)
		if err != nil {
			return err
		}
		part, err := s.countsAt(tx, level, ids)
		if err != nil {
			return err
		}
		first, err := s.oldestAt(tx, level, ids)
		if err != nil {
			return err
		}
		for id, c := range part {
			sum := counts[whose[id]]
			counts[whose[id]] = body.Counts{Open: sum.Open + c.Open, Soon: sum.Soon + c.Soon, Overdue: sum.Overdue + c.Overdue}
		}
		for id, due := range first {
			if had := oldest[whose[id]]; had == 0 || due < had {
				oldest[whose[id]] = due
			}
		}
	}
	for _, p := range below {
		c := counts[p.ID]
		out.Below = append(out.Below, StandPlace{Place: p, Open: int64(c.Open), Red: int64(c.Overdue), Soon: int64(c.Soon), Oldest: oldest[p.ID]})
	}
	return nil
}

// oldestAt is the first deadline that passed, for each place of a level that has one.
func (s *Service) oldestAt(tx *db.ReadTx, level kernel.Level, ids []kernel.ID) (map[kernel.ID]int64, error) {
	col, ok := levelCol[level]
	if !ok {
		return nil, nil
	}
	in, args := place.Among("c."+col, ids)
	var rows []struct {
		PlaceID kernel.ID `bun:"place_id"`
		Due     int64     `bun:"due"`
	}
	err := tx.Select(&rows, "SELECT c."+col+" AS place_id, MIN(c.due) AS due FROM {case c} WHERE "+in+" AND c.open AND NOT c.sealed AND c.due < ? GROUP BY c."+col,
		append(args, s.lights(tx).now)...)
	out := map[kernel.ID]int64{}
	for _, r := range rows {
		out[r.PlaceID] = r.Due
	}
	return out, err
}

// standLate reads the cases that are latest.
func (s *Service) standLate(tx *db.ReadTx, at kernel.ID, most int, out *Stand) error {
	now := s.lights(tx).now
	w := &conditions{}
	w.add("c.open AND NOT c.sealed AND c.due < ?", now)
	if err := s.within(tx, w, "c", at); err != nil {
		return err
	}
	rows, _, err := db.PageOf(tx, db.List{
		SQL: "SELECT c.* FROM {case c} WHERE " + w.String(), Args: w.args, Most: most,
		Order: []db.Key{{Col: "c.due", Dir: db.Asc}, {Col: "c.id", Dir: db.Asc}},
	}, func(c *caseRow) []any { return []any{c.Due, c.ID} })
	if err != nil || len(rows) == 0 {
		return err
	}
	ids := []kernel.ID{}
	for i := range rows {
		ids = append(ids, villageOf(&rows[i]))
	}
	names, err := s.place.Names(tx, ids)
	for i := range rows {
		c := &rows[i]
		ct := s.typeOf(c)
		st, _ := ct.State(c.State)
		out.Late = append(out.Late, StandCase{
			ID: c.ID, No: c.No, Type: ct.Name, TypeEN: ct.NameEN, State: c.State, Name: st.Name, NameEN: st.NameEN,
			Place: names[villageOf(c)].Ref(), Days: daysLate(now, c.Due), Unit: c.BodyName,
		})
	}
	return err
}

// villageOf is where a case is told to lie on a screen: the village, or what lies above it; never a house.
func villageOf(c *caseRow) kernel.ID {
	switch {
	case c.VillageID != 0:
		return c.VillageID
	case c.TownshipID != 0:
		return c.TownshipID
	}
	return c.CountyID
}

// daysLate counts the days since a deadline, begun ones included.
func daysLate(now, due int64) int {
	return int(time.Duration(now-due)*time.Millisecond/(24*time.Hour)) + 1
}

// DaysLate is how many days before an instant a deadline passed, begun ones included; 0 for none.
func DaysLate(now time.Time, due int64) int {
	if due == 0 {
		return 0
	}
	return daysLate(now.UnixMilli(), due)
}

// StandRef names what an entry of the journal did to a case, for a screen: its type and the state in which it is now.
type StandRef struct {
	Type, TypeEN, State, StateEN string
}

// StandNames tells type and state of cases that the actor sees; sealed ones are left out.
func (s *Service) StandNames(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]StandRef, error) {
	out := map[kernel.ID]StandRef{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("c.id", ids)
	var rows []caseRow
	err := tx.Select(&rows, "SELECT c.id, c.type, c.state, c.rules_no FROM {case c} WHERE "+in+" AND NOT c.sealed", args...)
	for i := range rows {
		ct := s.typeOf(&rows[i])
		st, _ := ct.State(rows[i].State)
		out[rows[i].ID] = StandRef{Type: ct.Name, TypeEN: ct.NameEN, State: st.Name, StateEN: st.NameEN}
	}
	return out, err
}
