package visit

import (
	"context"
	"errors"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// buildStep is how many households get their task in one Write: others write in between.
const buildStep = 2000

// Make makes a campaign. A small one is there at once; the tasks of a larger one are made by a job, in steps that let others
// write, and it opens when the last is there.
func (s *Service) Make(ctx context.Context, n NewCampaign) (*Campaign, error) {
	var out *Campaign
	err := s.db.Write(ctx, "visit.plan", func(tx *db.WriteTx) error {
		r, err := s.campaignBy(tx.ReadTx, clientKey(tx.Actor(), n.ClientKey))
		if err != nil {
			return err
		}
		if r == nil {
			if r, err = s.make(tx, &n); err != nil {
				return err
			}
		}
		list, err := s.campaignViews(tx.ReadTx, []campaignRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// campaignBy finds the campaign that a client key made.
func (s *Service) campaignBy(tx *db.ReadTx, key *string) (*campaignRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key, no campaign
	}
	var rows []campaignRow
	err := tx.Select(&rows, "SELECT c.* FROM {campaign c} WHERE c.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s *Service) make(tx *db.WriteTx, n *NewCampaign) (*campaignRow, error) {
	r, err := s.newCampaign(tx.ReadTx, n)
	if err != nil {
		return nil, err
	}
	r.ID = tx.NewID()
	size, err := s.size(tx.ReadTx, r.PlaceID)
	if err != nil {
		return nil, err
	}
	if size > buildStep {
		r.Total = size
		return r, errors.Join(tx.Insert(r), s.enqueue(tx, r.ID))
	}
	p, err := s.work(tx.ReadTx, r)
	if err != nil {
		return nil, err
	}
	tasks := p.tasks(tx.Today())
	r.State, r.Total, r.Made, r.Rested = Open, len(tasks), len(tasks), p.rested
	return r, errors.Join(tx.Insert(r), insertTasks(tx, tasks))
}

// size is how many households stand in the register of a place, by the counters.
func (s *Service) size(tx *db.ReadTx, at kernel.ID) (int, error) {
	p, err := s.place.Load(system(tx), at)
	if err != nil {
		return 0, err
	}
	level, ids := p.Level, []kernel.ID{p.ID}
	if level == kernel.LevelCounty {
		below, _, err := s.place.Children(system(tx), p.ID, kernel.Page{Limit: kernel.MaxLimit})
		if err != nil {
			return 0, err
		}
		level, ids = kernel.LevelTownship, nil
		for _, b := range below {
			ids = append(ids, b.ID)
		}
	}
	each, err := s.person.HousesPerPlace(system(tx), level, ids)
	sum := 0
	for _, n := range each {
		sum += int(n)
	}
	return sum, err
}

// Build makes the tasks of a campaign that has none yet, or goes on where it was broken off: what is there already stays. It then
// opens the campaign, so that all of it becomes visible as one.
func (s *Service) Build(ctx context.Context, id kernel.ID) error {
	ctx = whole(ctx)
	c, tasks, rested, err := s.toBuild(ctx, id)
	if err != nil || c == nil {
		return err
	}
	total, ctx := c.Made+len(tasks), db.Large(ctx)
	for from := 0; from == 0 || from < len(tasks); from += buildStep {
		part := tasks[min(from, len(tasks)):min(from+buildStep, len(tasks))]
		err := s.db.Write(ctx, "visit.build", func(tx *db.WriteTx) error {
			c := &campaignRow{}
			if err := tx.Lock(c, id); err != nil || c.State != Building {
				return err
			}
			if err := insertTasks(tx, part); err != nil {
				return err
			}
			c.Total, c.Rested, c.Made = total, rested, c.Made+len(part)
			if from+buildStep >= len(tasks) {
				c.State = Open
			}
			return tx.Update(c)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// toBuild works a campaign out that is being made.
func (s *Service) toBuild(ctx context.Context, id kernel.ID) (c *campaignRow, tasks []*taskRow, rested int, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &campaignRow{}
		if err := tx.Get(r, id); err != nil || r.State != Building {
			return err
		}
		p, err := s.work(tx, r)
		if err == nil {
			c, tasks, rested = r, p.tasks(tx.Today()), p.rested
		}
		return err
	})
	return c, tasks, rested, err
}

func insertTasks(tx *db.WriteTx, list []*taskRow) error {
	if len(list) == 0 {
		return nil
	}
	for _, t := range list {
		t.ID = tx.NewID()
		tx.Tally(t.Stamp, db.Standing, t.measure(), 1)
	}
	return tx.InsertAll(list)
}

// Campaigns is a page of the campaigns of the actor's places and of those in which these lie, the newest first. Such a page may be
// short though more follow.
func (s *Service) Campaigns(ctx context.Context, state string, page kernel.Page) (out []Campaign, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if state != "" {
			where, args = "c.state = ?", []any{state}
		}
		var rows []campaignRow
		rows, next, err = db.PageOf(system(tx), db.List{
			SQL: "SELECT c.* FROM {campaign c} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "c.id", Dir: db.Desc}},
		}, func(r *campaignRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		who := tx.Actor()
		rows = slices.DeleteFunc(rows, func(c campaignRow) bool { return !touches(who, &c) })
		out, err = s.campaignViews(tx, rows)
		return err
	})
	return out, next, err
}

// touches tells whether a campaign lies in somebody's places, or they in its place.
func touches(who kernel.Actor, c *campaignRow) bool {
	if who.Kind == kernel.ActorSystem {
		return true
	}
	level, id := c.Lowest(c.CountyID)
	return slices.ContainsFunc(who.Arms, func(a kernel.Arm) bool {
		return a.Covers(c.Stamp, c.CountyID) || a.Above.At(level, c.CountyID) == id
	})
}

// campaign reads a campaign that touches the actor's places.
func (s *Service) campaign(tx *db.ReadTx, id kernel.ID) (*campaignRow, error) {
	c := &campaignRow{}
	if err := system(tx).Get(c, id); err != nil {
		return nil, err
	}
	if !touches(tx.Actor(), c) {
		return nil, kernel.NotFound(campaignTable).With("id", id.String())
	}
	return c, nil
}

// GetCampaign reads a campaign.
func (s *Service) GetCampaign(ctx context.Context, id kernel.ID) (*Campaign, error) {
	var out *Campaign
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c, err := s.campaign(tx, id)
		if err != nil {
			return err
		}
		list, err := s.campaignViews(tx, []campaignRow{*c})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) campaignViews(tx *db.ReadTx, rows []campaignRow) ([]Campaign, error) {
	stamps := make([]kernel.Stamp, len(rows))
	for i := range rows {
		stamps[i] = rows[i].Stamp
	}
	a, err := s.around(tx, nil, stamps)
	out := make([]Campaign, len(rows))
	for i := range rows {
		r := &rows[i]
		c := Campaign{
			ID: r.ID, Rev: r.Rev, Plan: r.Plan, Rules: r.RulesNo, Name: r.Name, Text: r.Text, Type: r.VisitType, From: r.FromDay, Due: r.DueDay,
			Interval: r.GapDays, Reached: r.Reached, Satisfied: r.Satisfied, State: r.State, Total: r.Total, Made: r.Made, Rested: r.Rested,
			Closed: r.ClosedDay, Maker: r.MakerName, MayPlan: may(tx.Actor(), PermPlan, r.Stamp),
		}
		if r.DueDay == kernel.EndOfTime {
			c.Due = ""
		}
		c.Place, c.Path = a.at(r.Stamp)
		out[i] = c
	}
	return out, err
}

// CloseCampaign ends a campaign: its figures stay as they are.
func (s *Service) CloseCampaign(ctx context.Context, id kernel.ID, rev int64, reason string) (*Campaign, error) {
	reason, err := kernel.Words("reason", reason, maxAsk, false)
	if err != nil {
		return nil, err
	}
	var out *Campaign
	err = s.db.Write(ctx, "visit.close", func(tx *db.WriteTx) error {
		c := &campaignRow{}
		if err := tx.Lock(c, id); err != nil {
			return err
		}
		switch {
		case c.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case c.State == Closed:
			return kernel.Conflict("campaign_closed")
		}
		tx.Reason(reason)
		c.State, c.ClosedDay = Closed, tx.Today()
		if err := tx.Update(c); err != nil {
			return err
		}
		list, err := s.campaignViews(tx.ReadTx, []campaignRow{*c})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// Coverage tells how the households of a place and of each place right below stand in a campaign: from counters alone.
func (s *Service) Coverage(ctx context.Context, id, at kernel.ID) (*Coverage, error) {
	out := &Coverage{Below: []Cover{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c, err := s.campaign(tx, id)
		if err != nil {
			return err
		}
		p, below, err := s.tree(tx, at)
		if err == nil && at == 0 && c.PlaceID != p.ID && c.At(p.Level, tx.County()) == p.ID { // nothing of it lies elsewhere
			p, below, err = s.tree(tx, c.PlaceID)
		}
		if err != nil {
			return err
		}
		tasks, rated := measureTask+c.ID.String()+".", measureRated+c.ID.String()+"."
		own, each, err := s.figures(tx, p, below, tasks, kernel.Span{From: db.Standing, To: db.Standing})
		if err != nil {
			return err
		}
		said, saidEach, err := s.figures(tx, p, below, rated, kernel.Span{From: month(c.FromDay), To: kernel.EndOfTime})
		out.Cover = coverOf(p, tasks, own, rated, said)
		for _, b := range below {
			out.Below = append(out.Below, coverOf(b, tasks, each[b.ID], rated, saidEach[b.ID]))
		}
		return err
	})
	return out, err
}

func coverOf(p place.Place, tasks string, n map[string]int64, rated string, said map[string]int64) Cover {
	c := Cover{
		Place: p.Ref(), Met: n[tasks+Met], Away: n[tasks+Away], Declined: n[tasks+Declined], Left: n[tasks+resultLeft],
		Satisfied: said[rated+Satisfied], Fairly: said[rated+Fairly],
	}
	c.All = c.Met + c.Away + c.Declined + c.Left
	c.Asked = c.Satisfied + c.Fairly + said[rated+Unsatisfied]
	c.Percent = percent(c.Satisfied+c.Fairly, c.Asked)
	return c
}

// The gaps of a campaign.
const (
	GapNone   = "none"   // no visit yet, or due again
	GapAway   = "away"   // somebody came, nobody was at home
	GapNobody = "nobody" // there is no visitor
)

// Gaps is a page of the households of a campaign that have not been reached, with their visitors.
func (s *Service) Gaps(ctx context.Context, id kernel.ID, which string, at kernel.ID, page kernel.Page) (out []Task, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PageGaps(tx, id, which, at, page)
		return err
	})
	return out, next, err
}

// PageGaps is Gaps within a transaction.
func (s *Service) PageGaps(tx *db.ReadTx, id kernel.ID, which string, at kernel.ID, page kernel.Page) ([]Task, string, error) {
	c, err := s.campaign(tx, id)
	if err != nil {
		return nil, "", err
	}
	where, args := "t.campaign_id = ? AND t.gap", []any{id}
	switch which {
	case GapNone:
		where += " AND t.result = ''"
	case GapAway:
		where += " AND t.result = '" + Away + "'"
	case GapNobody:
		where += " AND t.visitor_id = 0"
	}
	if at != 0 {
		w, a, err := s.place.Within(tx, "t", at)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT t.* FROM {campaign_task t} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "t.id"}},
	}, func(r *taskRow) []any { return []any{r.ID} })
	if err != nil {
		return nil, "", err
	}
	list := make([]owed, len(rows))
	for i, r := range rows {
		list[i] = owed{taskRow: r, GapDays: c.GapDays, Name: c.Name, Type: c.VisitType}
	}
	out, err := s.taskViews(tx, list)
	return out, next, err
}
