package visit

import (
	"context"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Entered is a visit that was entered together with others. Code is that of the household's slip, empty where there is none.
type Entered struct {
	ID   kernel.ID
	Code string
}

// Together tells whether a visit can be entered with others by one Write: to a household, by who enters it, without requests and
// without a checklist, each of which changes other records.
func (s *Service) Together(n NewVisit) bool {
	typ, err := s.visitType(n.Type, kernel.DayOf(s.db.Now()))
	if err != nil || n.HouseholdID == 0 || n.VisitorID != 0 || n.ClientKey == "" || len(n.Asks) > 0 {
		return false
	}
	form, ok := s.pack().Form(typ.Form)
	if !ok {
		return true
	}
	for _, id := range form.AskedIn {
		if n.Answers[id] != nil {
			return false
		}
	}
	return !form.Latest
}

// RecordMany enters visits that can be entered together, as far as nothing stands against one of them: from that one on the caller
// goes on one by one, and hears what it is. What a phone brings home after a day is read, stored and counted as one.
func (s *Service) RecordMany(ctx context.Context, list []NewVisit) ([]Entered, error) {
	var out []Entered
	err := s.db.Write(ctx, actRecord, func(tx *db.WriteTx) error {
		m, err := s.together(tx.ReadTx, list)
		if err != nil {
			return err
		}
		out = make([]Entered, 0, len(list))
		for _, n := range list {
			r, err := s.oneOf(tx, m, n)
			if err != nil {
				if kernel.KindOf(err) == kernel.KindInternal {
					return err
				}
				break
			}
			e := Entered{ID: r.ID}
			if r.CodeHash != "" {
				e.Code = s.codeOf(r.ID)
			}
			out = append(out, e)
		}
		return m.store(tx)
	})
	return out, err
}

// many is what visits that are entered together rest on, read once.
type many struct {
	houses map[kernel.ID]person.Household
	known  map[string]*visitRow // by client key
	tasks  map[kernel.ID][]*manyTask
	rows   []*visitRow
}

// manyTask is a task of a household that may be met, as it was and as it will be.
type manyTask struct {
	owed
	From kernel.Day `bun:"from_day"`
	was  taskRow
	met  bool
}

func (s *Service) together(tx *db.ReadTx, list []NewVisit) (*many, error) {
	m := &many{known: map[string]*visitRow{}, tasks: map[kernel.ID][]*manyTask{}}
	ids, keys := make([]kernel.ID, 0, len(list)), make([]string, 0, len(list))
	for _, n := range list {
		ids = append(ids, n.HouseholdID)
		if key := keyOf(tx.Actor(), n); key != nil {
			keys = append(keys, *key)
		}
	}
	var err error
	if m.houses, err = s.person.HouseholdsByID(tx, ids); err != nil || len(keys) == 0 {
		return m, err
	}
	marks, args := marksOf(keys)
	var old []visitRow
	if err := system(tx).Select(&old, "SELECT v.* FROM {visit v} WHERE v.client_key IN ("+marks+")", args...); err != nil {
		return nil, err
	}
	for i := range old {
		m.known[*old[i].ClientKey] = &old[i]
	}
	in, args := place.Among("t.household_id", ids)
	var tasks []manyTask
	err = system(tx).Select(&tasks, "SELECT t.*, c.gap_days, c.name, c.visit_type, c.due_day AS campaign_due, c.from_day FROM {campaign_task t}"+
		" JOIN {campaign c} ON c.county_id = t.county_id AND c.id = t.campaign_id WHERE "+in+" AND c.state = ? AND t.result <> ? ORDER BY t.id", append(args, Open, Gone)...)
	for i := range tasks {
		t := &tasks[i]
		t.was = t.taskRow
		m.tasks[t.HouseholdID] = append(m.tasks[t.HouseholdID], t)
	}
	return m, err
}

// oneOf checks one of the visits and makes its row.
func (s *Service) oneOf(tx *db.WriteTx, m *many, n NewVisit) (*visitRow, error) {
	n, err := n.clean()
	if err != nil {
		return nil, err
	}
	key := keyOf(tx.Actor(), n)
	if old := m.known[*key]; old != nil {
		return old, old.sameAs(n)
	}
	h, ok := m.houses[n.HouseholdID]
	if !ok {
		return nil, kernel.NotFound("household").With("id", n.HouseholdID.String())
	}
	d := &draft{n: n, house: h}
	if err := s.check(tx.ReadTx, d); err != nil {
		return nil, err
	}
	if err := s.rowOf(tx, tx.Actor(), d, key); err != nil {
		return nil, err
	}
	if err := s.answer(d); err != nil {
		return nil, err
	}
	m.meet(d.row)
	m.known[*key], m.rows = d.row, append(m.rows, d.row)
	d.row.tally(tx, 1)
	return d.row, s.count(tx, d)
}

// meet is Service.meet for one of many.
func (m *many) meet(v *visitRow) {
	for _, t := range m.tasks[v.HouseholdID] {
		if t.Type != v.Type || t.From > v.Day {
			continue
		}
		if v.CampaignID == 0 {
			v.CampaignID = t.CampaignID
		}
		t.visited(v.ID, v.Day, v.Result, t.GapDays)
		t.met = true
	}
}

func (m *many) store(tx *db.WriteTx) error {
	if len(m.rows) == 0 {
		return nil
	}
	if err := tx.InsertAll(m.rows); err != nil {
		return err
	}
	var met []*taskRow
	for _, list := range m.tasks {
		for _, t := range list {
			if t.met {
				tx.Tally(t.was.Stamp, db.Standing, t.was.measure(), -1)
				tx.Tally(t.Stamp, db.Standing, t.measure(), 1)
				met = append(met, &t.taskRow)
			}
		}
	}
	if len(met) == 0 {
		return nil
	}
	return tx.UpdateAll(met)
}
