package visit

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// byHand is the rule of a household that somebody gave to its visitor.
const byHand = "hand"

// Burden is what a visitor has in a village: households, how many of them were reached.
type Burden struct {
	Visitor    NamedID `json:"visitor"`
	Rule       string  `json:"rule"`
	Households int     `json:"households"`
	Reached    int     `json:"reached"`
	Away       int     `json:"away"`
}

// Visitors tells who visits in a village, by name: there is no order by figures.
func (s *Service) Visitors(ctx context.Context, id, at kernel.ID) ([]Burden, error) {
	out := []Burden{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := s.campaign(tx, id); err != nil {
			return err
		}
		p, err := s.place.Load(tx, at)
		if err != nil {
			return err
		}
		if p.Level < kernel.LevelVillage {
			return kernel.Invalid("place", "choose_a_village")
		}
		w, args, err := s.place.Within(tx, "t", at)
		if err != nil {
			return err
		}
		var rows []struct {
			VisitorID   kernel.ID `bun:"visitor_id"`
			VisitorName string    `bun:"visitor_name"`
			Rule        string    `bun:"rule"`
			Result      string    `bun:"result"`
			N           int       `bun:"n"`
		}
		err = tx.Select(&rows, "SELECT t.visitor_id, t.visitor_name, t.rule, t.result, COUNT(*) AS n FROM {campaign_task t} WHERE t.campaign_id = ? AND "+w+
			" AND t.village_id = ? AND t.result <> ? GROUP BY t.visitor_id, t.visitor_name, t.rule, t.result", append(append([]any{id}, args...), p.Stamp.VillageID, Gone)...)
		for _, r := range rows {
			i := slices.IndexFunc(out, func(b Burden) bool { return b.Visitor.ID == r.VisitorID && b.Rule == r.Rule })
			if i < 0 {
				out, i = append(out, Burden{Visitor: NamedID{r.VisitorID, r.VisitorName}, Rule: r.Rule}), len(out)
			}
			out[i].Households += r.N
			if reached(r.Result) {
				out[i].Reached += r.N
			}
			if r.Result == Away {
				out[i].Away += r.N
			}
		}
		sortBurdens(out)
		return err
	})
	return out, err
}

// Give lets households of a campaign go over to another visitor, for a reason.
func (s *Service) Give(ctx context.Context, id kernel.ID, tasks []kernel.ID, visitor kernel.ID, reason string) (n int, err error) {
	if reason, err = kernel.Words("reason", reason, maxAsk, true); err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, "visit.give", func(tx *db.WriteTx) error {
		n = 0
		c, err := s.campaign(tx.ReadTx, id)
		if err != nil {
			return err
		}
		if c.State != Open {
			return kernel.Conflict("campaign_closed")
		}
		who, err := s.person.Load(system(tx.ReadTx), visitor)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		slices.Sort(tasks)
		for _, task := range slices.Compact(tasks) {
			t := &taskRow{}
			if err := tx.Lock(t, task); err != nil {
				return err
			}
			if t.CampaignID != id || !t.Open {
				return kernel.Conflict("task_done")
			}
			is, err := s.mayVisit(tx.ReadTx, who.ID, t.Stamp, t.HouseholdID)
			if err != nil {
				return err
			}
			if !is {
				return kernel.Invalid("visitor_id", "not_a_visitor")
			}
			t.VisitorID, t.VisitorName, t.Rule, t.SourceID = who.ID, who.Name, byHand, 0
			if err := tx.Update(t); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Held is a household that somebody is to visit; In where whoever follows them reaches it by their post.
type Held struct {
	person.Household
	In bool
}

// Held are the households that somebody is to visit by a post, or by hand below its place.
func (s *Service) Held(tx *db.ReadTx, who, appointment kernel.ID, post, next kernel.Stamp) ([]Held, error) {
	rows, err := heldTasks(tx, who, appointment, post)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.HouseholdID
	}
	all, err := s.person.HouseholdsByID(tx, ids)
	var out []Held
	for _, r := range rows {
		if h, ok := all[r.HouseholdID]; ok && !slices.ContainsFunc(out, func(o Held) bool { return o.ID == h.ID }) {
			out = append(out, Held{h, r.Within(next, tx.County())})
		}
	}
	return out, err
}

func heldTasks(tx *db.ReadTx, who, appointment kernel.ID, post kernel.Stamp) ([]taskRow, error) {
	var rows []taskRow
	err := tx.Select(&rows, "SELECT t.* FROM {campaign_task t} WHERE t.visitor_id = ? AND t.open ORDER BY t.due_day, t.id", who)
	return slices.DeleteFunc(rows, func(r taskRow) bool {
		return r.SourceID != appointment && (r.Rule != byHand || !r.Within(post, tx.County()))
	}), err
}

// HandPost lets the households that somebody visits by a post go over to who holds it next, and tells how many went.
func (s *Service) HandPost(tx *db.WriteTx, from, old kernel.ID, next body.Appointment, post kernel.Stamp) (int, error) {
	rows, err := heldTasks(tx.ReadTx, from, old, post)
	if err != nil {
		return 0, err
	}
	var list []*taskRow
	for i := range rows {
		r := &rows[i]
		if !r.Within(next.Stamp, tx.County()) {
			continue
		}
		if r.VisitorID, r.VisitorName = next.PersonID, next.PersonName; r.SourceID == old {
			r.SourceID = next.ID
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return 0, nil
	}
	return len(list), tx.UpdateAll(list)
}

// follow lets tasks and checklists follow an event of a household: they move with it, and end with it.
func (s *Service) follow(tx *db.WriteTx, h person.Happening) error {
	for _, house := range h.Houses {
		if err := s.followTasks(tx, house); err != nil {
			return err
		}
		if err := s.followItems(tx, house); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) followTasks(tx *db.WriteTx, house person.Household) error {
	var rows []taskRow
	err := system(tx.ReadTx).Select(&rows, "SELECT t.* FROM {campaign_task t} JOIN {campaign c} ON c.county_id = t.county_id AND c.id = t.campaign_id"+
		" WHERE t.household_id = ? AND c.state <> ? ORDER BY t.id", house.ID, Closed)
	for i := range rows {
		if err != nil {
			return err
		}
		t := rows[i]
		switch {
		case house.To != "" && t.Result != Gone:
			t.Result, t.Open, t.Gap = Gone, false, false
		case house.To == "" && t.Result == Gone:
			t.Result, t.Open, t.Gap = "", true, true
		}
		moved(&t.Stamp, house.Stamp)
		if t != rows[i] {
			err = setTask(tx, rows[i], &t)
		}
	}
	return err
}

// moved takes the places of a household over.
func moved(st *kernel.Stamp, to kernel.Stamp) {
	st.TownshipID, st.VillageID, st.GroupID, st.MicroID = to.TownshipID, to.VillageID, to.GroupID, to.MicroID
}

// followItems: a household that is no more stands in no checklist; one that is back stands as its last visit left it.
func (s *Service) followItems(tx *db.WriteTx, house person.Household) error {
	var rows []itemRow
	err := tx.Select(&rows, "SELECT i.* FROM {checklist_item i} WHERE i.household_id = ?", house.ID)
	for i := range rows {
		if err != nil {
			return err
		}
		r := rows[i]
		moved(&r.Stamp, house.Stamp)
		if house.To == "" && r == rows[i] {
			continue
		}
		tx.Tally(rows[i].Stamp, db.Standing, r.measure(), -1)
		if house.To != "" {
			err = tx.Delete(&rows[i])
			continue
		}
		tx.Tally(r.Stamp, db.Standing, r.measure(), 1)
		err = tx.Update(&r)
	}
	if err != nil || house.To != "" || len(rows) > 0 {
		return err
	}
	st := house.Stamp
	st.BodyID, st.Topic, st.Sealed = 0, "", false
	return s.recheck(tx, house.ID, st)
}

// relinked lets a household of a campaign by links go over to who looks after it now; one that comes to have a link gets its task.
func (s *Service) relinked(tx *db.WriteTx, kind string, household kernel.ID) error {
	all, err := openCampaigns(system(tx.ReadTx))
	if err != nil {
		return err
	}
	for i := range all {
		rules, err := all[i].rulesOf()
		if err != nil {
			return err
		}
		r := slices.IndexFunc(rules, func(x pack.VisitorRule) bool { return x.By == pack.ByLink && x.Link == kind })
		if r < 0 {
			continue
		}
		if err := s.relink(tx, &all[i], rules[r], household); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) relink(tx *db.WriteTx, c *campaignRow, rule pack.VisitorRule, household kernel.ID) error {
	links, err := linksOf(system(tx.ReadTx), rule.Link, "l.household_id = ?", []any{household})
	if err != nil {
		return err
	}
	var rows []taskRow
	if err := system(tx.ReadTx).Select(&rows, "SELECT t.* FROM {campaign_task t} WHERE t.household_id = ? AND t.campaign_id = ?", household, c.ID); err != nil {
		return err
	}
	if len(rows) == 0 {
		if c.Linked != rule.Link || len(links) == 0 {
			return nil // the morning looks after households that are new
		}
		return s.joins(tx, c, rule, household, links[0])
	}
	t := rows[0]
	if !t.Open || t.Rule != rule.ID && t.VisitorID != 0 {
		return nil
	}
	t.VisitorID, t.VisitorName, t.SourceID, t.Rule = 0, "", 0, rule.ID
	if len(links) > 0 {
		t.VisitorID, t.VisitorName, t.SourceID = links[0].PersonID, links[0].PersonName, links[0].ID
	}
	if t == rows[0] {
		return nil
	}
	return tx.Update(&t)
}

// joins gives a household that comes to be looked after its task in a campaign of linked households.
func (s *Service) joins(tx *db.WriteTx, c *campaignRow, rule pack.VisitorRule, household kernel.ID, l seatRow) error {
	all, err := s.person.HouseholdsByID(tx.ReadTx, []kernel.ID{household})
	h, ok := all[household]
	level, at := c.Lowest(c.CountyID)
	if err != nil || !ok || h.To != "" || h.Stamp.At(level, c.CountyID) != at {
		return err
	}
	t := &taskRow{
		Stamp: h.Stamp, CampaignID: c.ID, HouseholdID: h.ID, VisitorID: l.PersonID, VisitorName: l.PersonName, Rule: rule.ID, SourceID: l.ID,
		DueDay: c.DueDay, Open: true, Gap: true,
	}
	t.BodyID, t.Topic, t.Sealed = 0, "", false
	if c.GapDays > 0 {
		t.DueDay = tx.Today().Add(c.GapDays)
	}
	return insertTasks(tx, []*taskRow{t})
}

// sortBurdens puts visitors in the order of their names.
func sortBurdens(list []Burden) {
	slices.SortFunc(list, func(a, b Burden) int {
		return cmp.Or(cmp.Compare(a.Visitor.Name, b.Visitor.Name), cmp.Compare(a.Visitor.ID, b.Visitor.ID), cmp.Compare(a.Rule, b.Rule))
	})
}
