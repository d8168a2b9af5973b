package visit

import (
	"context"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// owed is a task with what its campaign says.
type owed struct {
	taskRow
	GapDays  int        `bun:"gap_days"`
	Name     string     `bun:"name"`
	Type     string     `bun:"visit_type"`
	Campaign kernel.Day `bun:"campaign_due"`
}

const owedColumns = "t.*, c.gap_days, c.name, c.visit_type, c.due_day AS campaign_due FROM {campaign_task t} JOIN {campaign c} ON c.county_id = t.county_id AND c.id = t.campaign_id"

// meet lets a visit count for the campaigns that its household is in: whoever came. What is older than the last one known changes
// nothing but how often somebody came.
func (s *Service) meet(tx *db.WriteTx, v *visitRow) error {
	if v.HouseholdID == 0 {
		return nil
	}
	var tasks []owed
	err := system(tx.ReadTx).Select(&tasks, "SELECT "+owedColumns+" WHERE t.household_id = ? AND c.state = ? AND c.visit_type = ? AND c.from_day <= ? AND t.result <> ? ORDER BY t.id",
		v.HouseholdID, Open, v.Type, v.Day, Gone)
	for _, o := range tasks {
		if err != nil {
			return err
		}
		if v.CampaignID == 0 {
			v.CampaignID = o.CampaignID
		}
		t := &taskRow{}
		if err = tx.Lock(t, o.ID); err != nil {
			return err
		}
		was := *t
		t.visited(v.ID, v.Day, v.Result, o.GapDays)
		err = setTask(tx, was, t)
	}
	return err
}

// visited enters a visit into a task.
func (r *taskRow) visited(visit kernel.ID, day kernel.Day, result string, interval int) {
	r.Tries++
	if day < r.LastDay {
		return
	}
	r.LastDay, r.LastVisit, r.Result = day, visit, result
	r.Gap = !reached(result)
	r.Open = r.Gap || interval > 0
	if reached(result) && interval > 0 {
		r.DueDay = day.Add(interval)
	}
}

// Next is a page of the households that the actor is to visit, those due first, with the reason and the last visit of each.
func (s *Service) Next(ctx context.Context, page kernel.Page) (out []Task, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		in, args := place.Among("t.visitor_id", tx.Actor().Persons())
		if tx.Actor().PersonID == 0 {
			out = []Task{}
			return nil
		}
		var rows []owed
		rows, next, err = db.PageOf(system(tx), db.List{
			SQL: "SELECT " + owedColumns + " WHERE " + in + " AND t.open AND c.state = ?", Args: append(args, Open), Page: page,
			Order: []db.Key{{Col: "t.due_day"}, {Col: "t.id"}},
		}, func(r *owed) []any { return []any{r.DueDay, r.ID} })
		if err != nil {
			return err
		}
		out, err = s.taskViews(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) taskViews(tx *db.ReadTx, rows []owed) ([]Task, error) {
	houses, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		houses[i], stamps[i] = r.HouseholdID, r.Stamp
	}
	a, err := s.around(tx, houses, stamps)
	if err != nil {
		return nil, err
	}
	last, err := lastVisits(system(tx), houses)
	out := make([]Task, len(rows))
	for i, r := range rows {
		t := Task{
			ID: r.ID, Rev: r.Rev, Campaign: NamedID{r.CampaignID, r.Name}, Type: r.Type, Household: person.HouseholdRef{ID: r.HouseholdID},
			Visitor: NamedID{r.VisitorID, r.VisitorName}, Rule: r.Rule, Due: r.DueDay, Result: r.Result, Tries: r.Tries,
			Why: why(r.DueDay, tx.Today(), r.Result, r.Tries),
		}
		if h, ok := a.houses[r.HouseholdID]; ok {
			t.Household = h.HouseholdRef
		}
		t.Place, t.Path = a.at(r.Stamp)
		if l, ok := last[r.HouseholdID]; ok {
			t.Last = &l
		}
		out[i] = t
	}
	return out, err
}

// Home is what somebody sees before they knock: who lives there, what is owed, who was there last, what was asked for.
type Home struct {
	Household person.Household `json:"household"`
	Members   []Lives          `json:"members" nullable:"false"`
	Tasks     []Task           `json:"tasks" nullable:"false"`
	Visits    []Visit          `json:"visits" nullable:"false"`
	Asks      []Ask            `json:"asks" nullable:"false"` // whose cases are open, and those answered lately
	Checks    []CheckOf        `json:"checks" nullable:"false"`
}

// Lives is somebody who belongs to a household.
type Lives struct {
	Name     string `bun:"name" json:"name"`
	Relation string `bun:"relation" json:"relation"`
	Lives    bool   `bun:"lives" json:"lives"`
}

// maxHome bounds what the page of a household shows of each kind.
const maxHome = 20

// Home reads a household as who visits it needs it on one screen.
func (s *Service) Home(ctx context.Context, id kernel.ID) (*Home, error) {
	out := &Home{Members: []Lives{}, Tasks: []Task{}, Visits: []Visit{}, Asks: []Ask{}, Checks: []CheckOf{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		h, _, err := s.household(tx, id)
		if err != nil {
			return err
		}
		out.Household = h
		if out.Members, err = livesAt(system(tx), id); err != nil {
			return err
		}
		a, err := s.around(tx, nil, []kernel.Stamp{h.Stamp})
		if err != nil {
			return err
		}
		out.Household.Place, out.Household.Path = a.at(h.Stamp)
		var tasks []owed
		if err = system(tx).Select(&tasks, "SELECT "+owedColumns+" WHERE t.household_id = ? AND c.state = ? ORDER BY t.id", id, Open); err != nil {
			return err
		}
		if out.Tasks, err = s.taskViews(tx, tasks); err != nil {
			return err
		}
		var visits []visitRow
		if err = system(tx).Select(&visits, "SELECT v.* FROM {visit v} WHERE v.household_id = ? ORDER BY v.day DESC, v.id DESC LIMIT ?", id, maxHome); err != nil {
			return err
		}
		if out.Visits, err = s.views(tx, visits); err != nil {
			return err
		}
		if out.Asks, err = s.asksAt(tx, id); err != nil {
			return err
		}
		out.Checks, err = s.checksOf(tx, id)
		return err
	})
	return out, err
}

// asksAt are what a household asked for lately, with how it stands.
func (s *Service) asksAt(tx *db.ReadTx, household kernel.ID) ([]Ask, error) {
	var rows []askRow
	err := system(tx).Select(&rows, "SELECT a.* FROM {visit_ask a} WHERE a.household_id = ? ORDER BY a.id DESC LIMIT ?", household, maxHome)
	if err != nil {
		return nil, err
	}
	return s.askViews(tx, rows)
}

func (s *Service) askViews(tx *db.ReadTx, rows []askRow) ([]Ask, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.CaseID
	}
	all, err := s.cases.Outcomes(tx, ids)
	out := make([]Ask, len(rows))
	for i, r := range rows {
		out[i] = Ask{Text: r.Text, Case: all[r.CaseID]}
	}
	return out, err
}
