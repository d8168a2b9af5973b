package visit

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What a phone takes along of a household's visits: those of this long, and of each kind so many.
const (
	beforeDays   = 400
	beforeVisits = 3
	beforeAsks   = 6
	beforeText   = 120
)

// Before is what was at a household before, as somebody takes it along who may have no network: a part of its page (Home).
type Before struct {
	Visits []Was     `json:"visits" nullable:"false"`
	Asks   []Ask     `json:"asks" nullable:"false"`
	Checks []Checked `json:"checks" nullable:"false"`
}

// Was is a visit of before, in few words.
type Was struct {
	ID      kernel.ID  `json:"id"`
	Day     kernel.Day `json:"day"`
	Visitor NamedID    `json:"visitor"`
	Type    string     `json:"type"`
	Result  string     `json:"result"`
	Text    string     `json:"text"`
}

// Checked is how far a checklist of a household is.
type Checked struct {
	Form string     `json:"form"`
	Day  kernel.Day `json:"day"`
	Done int        `json:"done"`
	All  int        `json:"all"`
}

// Before reads what was before at those of some households that the actor sees.
func (s *Service) Before(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID]*Before, error) {
	seen, err := s.person.HouseholdsByID(tx, households)
	out := map[kernel.ID]*Before{}
	ids := make([]kernel.ID, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
		out[id] = &Before{Visits: []Was{}, Asks: []Ask{}, Checks: []Checked{}}
	}
	slices.Sort(ids)
	if err != nil || len(ids) == 0 {
		return out, err
	}
	const step = 256
	for part := range slices.Chunk(ids, step) {
		for _, read := range []func(*db.ReadTx, []kernel.ID, map[kernel.ID]*Before) error{s.visitsBefore, s.asksBefore, s.checksBefore} {
			if err := read(system(tx), part, out); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

func (s *Service) visitsBefore(tx *db.ReadTx, ids []kernel.ID, out map[kernel.ID]*Before) error {
	in, args := place.Among("v.household_id", ids)
	var rows []visitRow
	err := tx.Select(&rows, "SELECT v.id, v.household_id, v.day, v.visitor_id, v.visitor_name, v.type, v.result, v.text FROM {visit v} WHERE "+in+" AND v.day >= ? AND v.back_at = 0",
		append(args, tx.Today().Add(-beforeDays))...)
	slices.SortFunc(rows, func(a, b visitRow) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.ID, a.ID)) })
	for _, r := range rows {
		b := out[r.HouseholdID]
		if len(b.Visits) == beforeVisits {
			continue
		}
		text := []rune(r.Text)
		if len(text) > beforeText {
			text = append(text[:beforeText:beforeText], '…')
		}
		b.Visits = append(b.Visits, Was{r.ID, r.Day, NamedID{r.VisitorID, r.VisitorName}, r.Type, r.Result, string(text)})
	}
	return err
}

func (s *Service) asksBefore(tx *db.ReadTx, ids []kernel.ID, out map[kernel.ID]*Before) error {
	in, args := place.Among("a.household_id", ids)
	var rows []askRow
	if err := tx.Select(&rows, "SELECT a.* FROM {visit_ask a} WHERE "+in, args...); err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b askRow) int { return cmp.Compare(b.ID, a.ID) })
	n := map[kernel.ID]int{}
	rows = slices.DeleteFunc(rows, func(r askRow) bool {
		n[r.HouseholdID]++
		return n[r.HouseholdID] > beforeAsks
	})
	asks, err := s.askViews(tx, rows)
	for i, r := range rows {
		if err == nil {
			out[r.HouseholdID].Asks = append(out[r.HouseholdID].Asks, asks[i])
		}
	}
	return err
}

func (s *Service) checksBefore(tx *db.ReadTx, ids []kernel.ID, out map[kernel.ID]*Before) error {
	for _, f := range s.pack().Forms {
		if !f.Latest || !f.Valid(tx.Today()) {
			continue
		}
		in, args := place.Among("i.household_id", ids)
		var rows []itemRow
		if err := tx.Select(&rows, "SELECT i.* FROM {checklist_item i} WHERE "+in+" AND i.form = ?", append(args, f.ID)...); err != nil {
			return err
		}
		got := map[kernel.ID]*Checked{}
		for _, r := range rows {
			c := got[r.HouseholdID]
			if c == nil {
				c = &Checked{Form: f.ID, All: len(f.Items())}
				got[r.HouseholdID] = c
			}
			if c.Day = max(c.Day, r.Day); f.IsDone(r.Value) {
				c.Done++
			}
		}
		for id, c := range got {
			out[id].Checks = append(out[id].Checks, *c)
		}
	}
	return nil
}
