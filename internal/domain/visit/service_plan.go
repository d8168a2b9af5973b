package visit

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// plan is a campaign worked out against the records: which households, who has each, how the grid lies.
type plan struct {
	c      *campaignRow
	rules  []pack.VisitorRule
	houses []house
	rested int
	found  []finder
	grid   grid
	places map[kernel.ID]place.Place
	have   burden
	given  []given
}

// rulesOf are the rules of a campaign as they were when it was made.
func (c *campaignRow) rulesOf() (out []pack.VisitorRule, err error) {
	return out, json.Unmarshal([]byte(c.Visitors), &out)
}

// newCampaign makes the row of a campaign out of the plan of the pack and what was decided for this one.
func (s *Service) newCampaign(tx *db.ReadTx, n *NewCampaign) (*campaignRow, error) {
	def, ok := s.pack().Campaign(n.Plan)
	if !ok || !def.Valid(tx.Today()) {
		return nil, kernel.Invalid("plan", "unknown_plan").With("plan", n.Plan)
	}
	p, err := s.place.LoadOpen(tx, n.PlaceID)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(def.Levels, int(p.Level)) {
		return nil, kernel.Invalid("place_id", "level_of_place")
	}
	name, err := kernel.Words("name", cmp.Or(n.Name, def.Name), 120, true)
	if err != nil {
		return nil, err
	}
	text, err := kernel.Words("text", n.Text, maxText, false)
	if err != nil {
		return nil, err
	}
	r := &campaignRow{
		Stamp: p.Stamp, Plan: def.ID, RulesNo: s.packs.Number(), Name: name, Text: text, VisitType: def.VisitType, PlaceID: p.ID, Linked: def.Linked,
		Trait: def.Trait, TraitValues: join(def.TraitValues), FromDay: cmp.Or(n.From, tx.Today()), DueDay: n.Due, GapDays: def.Interval, State: Building,
		RestedDays: or(n.Rested, def.Rested), Reached: or(n.Reached, def.Reached), Satisfied: or(n.Satisfied, def.Satisfied),
		MakerID: tx.Actor().PersonID, MakerName: tx.Actor().Name, ClientKey: clientKey(tx.Actor(), n.ClientKey),
	}
	r.BodyID, r.Topic, r.Sealed = 0, "", false
	if err := r.setDays(def.Days, tx.Today()); err != nil {
		return nil, err
	}
	return r, r.setRules(def.Visitors, n)
}

func or(given *int, otherwise int) int {
	if given != nil {
		return *given
	}
	return otherwise
}

// setDays settles when a campaign begins and until when it is due; one that comes round has no end.
func (c *campaignRow) setDays(days int, today kernel.Day) error {
	if _, err := kernel.ParseDay(string(c.FromDay)); err != nil || c.FromDay < today.Add(-7) {
		return kernel.Invalid("from", "bad_day").With("value", string(c.FromDay))
	}
	if c.GapDays > 0 {
		c.DueDay = kernel.EndOfTime
		return nil
	}
	if c.DueDay == "" {
		c.DueDay = c.FromDay.Add(days)
	}
	if _, err := kernel.ParseDay(string(c.DueDay)); err != nil || c.DueDay < c.FromDay {
		return kernel.Invalid("due", "bad_day").With("value", string(c.DueDay))
	}
	return nil
}

// setRules takes the rules of the plan without those that are left out, with the limits of this campaign.
func (c *campaignRow) setRules(list []pack.VisitorRule, n *NewCampaign) error {
	rules := slices.DeleteFunc(slices.Clone(list), func(x pack.VisitorRule) bool { return slices.Contains(n.Skip, x.ID) })
	for _, l := range n.Most {
		for i := range rules {
			if rules[i].ID == l.Rule {
				rules[i].Most = l.Most
			}
		}
	}
	if len(rules) == 0 {
		return kernel.Invalid("skip", "nobody_visits")
	}
	b, err := json.Marshal(rules)
	c.Visitors = string(b)
	return err
}

// work works a campaign out: its households without those that have a task already, and who has each. As the program: who visits
// may hold a post anywhere, and a household belongs to the campaign whoever plans it.
func (s *Service) work(tx *db.ReadTx, c *campaignRow) (*plan, error) { return s.workOn(tx, c, nil) }

// workOn is work for a campaign that runs, with the households whose tasks have no visitor.
func (s *Service) workOn(tx *db.ReadTx, c *campaignRow, waiting []taskRow) (*plan, error) {
	p := &plan{c: c, have: burden{}, grid: grid{up: map[kernel.ID]kernel.ID{}}}
	sys := system(tx)
	var err error
	if p.rules, err = c.rulesOf(); err != nil {
		return nil, err
	}
	at, err := s.place.Load(sys, c.PlaceID)
	if err != nil {
		return nil, err
	}
	if err := s.lieOf(sys, p, at); err != nil {
		return nil, err
	}
	if err := s.homes(sys, p, waiting); err != nil {
		return nil, err
	}
	if err := s.finders(sys, p); err != nil {
		return nil, err
	}
	if err := p.load(sys); err != nil {
		return nil, err
	}
	p.given = assign(p.houses, p.found, p.grid, p.have)
	return p, nil
}

// lieOf reads how the grid lies around a campaign: its places, and those above it.
func (s *Service) lieOf(tx *db.ReadTx, p *plan, at place.Place) error {
	under, err := s.place.Under(tx, at)
	if err != nil {
		return err
	}
	way, err := s.place.Way(tx, at)
	p.places = map[kernel.ID]place.Place{at.ID: at}
	for _, x := range append(under, way...) {
		p.places[x.ID] = x
	}
	for id, x := range p.places {
		p.grid.up[id] = x.ParentID
	}
	return err
}

// homes reads the households of a campaign that have no task yet; with them come those that wait for a visitor.
func (s *Service) homes(tx *db.ReadTx, p *plan, waiting []taskRow) error {
	where, args, err := s.place.Within(tx, "h", p.c.PlaceID)
	if err != nil {
		return err
	}
	if p.c.ID != 0 {
		where += " AND NOT EXISTS (SELECT 1 FROM {campaign_task t} WHERE t.county_id = h.county_id AND t.campaign_id = ? AND t.household_id = h.id)"
		args = append(args, p.c.ID)
	}
	if p.c.Linked != "" {
		where += " AND EXISTS (SELECT 1 FROM {link l} WHERE l.county_id = h.county_id AND l.household_id = h.id AND l.kind = ? AND l.to_day = ?)"
		args = append(args, p.c.Linked, kernel.EndOfTime)
	}
	if values := split(p.c.TraitValues); len(values) > 0 {
		marks, a := marksOf(values)
		where += " AND EXISTS (SELECT 1 FROM {fact f} WHERE f.county_id = h.county_id AND f.household_id = h.id AND f.field = ? AND f.trait IN (" + marks + ") AND NOT f.ended)"
		args = append(append(args, p.c.Trait), a...)
	}
	if p.houses, err = housesIn(tx, where, args); err != nil {
		return err
	}
	if err := s.rest(tx, p); err != nil || len(waiting) == 0 {
		return err
	}
	ids := make([]kernel.ID, len(waiting))
	for i, t := range waiting {
		ids[i] = t.HouseholdID
	}
	const step = 1024
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("h.id", ids[from:min(from+step, len(ids))])
		more, err := housesIn(tx, in, args)
		if err != nil {
			return err
		}
		p.houses = append(p.houses, more...)
	}
	inOrder(p.houses)
	return nil
}

// rest leaves out the households that somebody has just met, so that nobody knocks twice.
func (s *Service) rest(tx *db.ReadTx, p *plan) error {
	if p.c.RestedDays == 0 {
		return nil
	}
	var seen []kernel.ID
	w, a, err := s.place.Within(tx, "v", p.c.PlaceID)
	if err != nil {
		return err
	}
	err = tx.Select(&seen, "SELECT v.household_id FROM {visit v} WHERE "+w+" AND v.back_at = 0 AND v.result = ? AND v.day >= ?",
		append(a, Met, p.c.FromDay.Add(-p.c.RestedDays))...)
	rested := map[kernel.ID]bool{}
	for _, id := range seen {
		rested[id] = true
	}
	all := len(p.houses)
	p.houses = slices.DeleteFunc(p.houses, func(h house) bool { return rested[h.id] })
	p.rested = all - len(p.houses)
	return err
}

// finders reads whom each rule of a campaign finds.
func (s *Service) finders(tx *db.ReadTx, p *plan) error {
	who := map[kernel.ID]bool{}
	for _, r := range p.rules {
		f := finder{id: r.ID, most: r.Most, days: r.Days, of: map[kernel.ID]seat{}, at: map[kernel.ID][]seat{}}
		rows, err := s.seats(tx, p, r)
		if err != nil {
			return err
		}
		for _, x := range rows {
			one := seat{person: x.PersonID, name: x.PersonName, source: x.ID}
			who[x.PersonID] = true
			if r.By == pack.ByLink {
				f.of[x.PlaceID] = one
			} else if !slices.ContainsFunc(f.at[x.PlaceID], func(o seat) bool { return o.person == one.person }) {
				f.at[x.PlaceID] = append(f.at[x.PlaceID], one)
			}
		}
		p.found = append(p.found, f)
	}
	var err error
	p.grid.home, err = homesOf(tx, slices.Sorted(maps.Keys(who)))
	return err
}

func (s *Service) seats(tx *db.ReadTx, p *plan, r pack.VisitorRule) ([]seatRow, error) {
	switch r.By {
	case pack.ByLink:
		where, args, err := s.place.Within(tx, "l", p.c.PlaceID)
		if err != nil {
			return nil, err
		}
		return linksOf(tx, r.Link, where, args)
	case pack.ByContact:
		return contactsOf(tx, r.Duty)
	}
	return holdersOf(tx, r.Posts)
}

// load counts what each visitor of a campaign has already.
func (p *plan) load(tx *db.ReadTx) error {
	if p.c.ID == 0 {
		return nil
	}
	var rows []struct {
		VisitorID kernel.ID `bun:"visitor_id"`
		Rule      string    `bun:"rule"`
		N         int       `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT t.visitor_id, t.rule, COUNT(*) AS n FROM {campaign_task t} WHERE t.campaign_id = ? AND t.visitor_id <> 0 AND t.result <> ? GROUP BY t.visitor_id, t.rule", p.c.ID, Gone)
	for _, r := range rows {
		if i := slices.IndexFunc(p.rules, func(x pack.VisitorRule) bool { return x.ID == r.Rule }); i >= 0 {
			p.have[burdenKey{i, r.VisitorID}] += r.N
		}
	}
	return err
}

// tasks are the rows of a plan, each with the day on which it is due.
func (p *plan) tasks(today kernel.Day) []*taskRow {
	from := max(p.c.FromDay, today)
	count, seen := map[burdenKey]int{}, map[burdenKey]int{}
	for _, g := range p.given {
		count[burdenKey{g.rule, g.seat.person}]++
	}
	out := make([]*taskRow, len(p.houses))
	for i, h := range p.houses {
		g := p.given[i]
		t := &taskRow{
			Stamp: h.stamp, CampaignID: p.c.ID, HouseholdID: h.id, VisitorID: g.seat.person, VisitorName: g.seat.name, SourceID: g.seat.source,
			DueDay: p.c.DueDay, Open: true, Gap: true,
		}
		key := burdenKey{g.rule, g.seat.person}
		if p.c.GapDays > 0 {
			t.DueDay = turn(from, p.c.GapDays, seen[key], count[key])
			seen[key]++
		}
		if g.rule >= 0 {
			t.Rule = p.rules[g.rule].ID
			if days := p.rules[g.rule].Days; days > 0 && p.c.GapDays == 0 {
				t.DueDay = min(t.DueDay, p.c.FromDay.Add(days))
			}
		}
		out[i] = t
	}
	return out
}

// maxLoads bounds the visitors that a preview lists.
const maxLoads = 200

// Preview tells what a campaign would come to, before it is made: nothing is saved.
func (s *Service) Preview(ctx context.Context, n NewCampaign) (*Preview, error) {
	var out *Preview
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.newCampaign(tx, &n)
		if err != nil {
			return err
		}
		p, err := s.work(tx, r)
		if err == nil {
			out = p.preview()
		}
		return err
	})
	return out, err
}

// bundle is what one visitor has by one rule: households, in which villages.
type bundle struct {
	n  int
	at map[kernel.ID]bool
}

func (p *plan) preview() *Preview {
	out := &Preview{Households: len(p.houses), Rested: p.rested, Rules: []RuleLoad{}, Loads: []Load{}, Gaps: []place.Ref{}, Due: p.c.DueDay}
	byVisitor, names, gaps, who := map[burdenKey]*bundle{}, map[kernel.ID]string{}, map[kernel.ID]bool{}, map[kernel.ID]bool{}
	for i, g := range p.given {
		v := p.houses[i].stamp.VillageID
		if g.rule < 0 {
			out.Without++
			gaps[v] = true
			continue
		}
		key := burdenKey{g.rule, g.seat.person}
		if byVisitor[key] == nil {
			byVisitor[key] = &bundle{at: map[kernel.ID]bool{}}
		}
		byVisitor[key].n++
		byVisitor[key].at[v] = true
		names[g.seat.person], who[g.seat.person] = g.seat.name, true
	}
	out.Visitors = len(who)
	p.loads(out, byVisitor, names)
	for _, v := range slices.Sorted(maps.Keys(gaps)) {
		out.Gaps = append(out.Gaps, p.places[v].Ref())
	}
	return out
}

// loads fills in what each rule and each visitor come to, those with the most households first.
func (p *plan) loads(out *Preview, byVisitor map[burdenKey]*bundle, names map[kernel.ID]string) {
	for i, r := range p.rules {
		one := RuleLoad{Rule: r.ID}
		for key, m := range byVisitor {
			if key.rule != i {
				continue
			}
			if one.Least == 0 || m.n < one.Least {
				one.Least = m.n
			}
			one.Visitors, one.Households, one.Most = one.Visitors+1, one.Households+m.n, max(one.Most, m.n)
		}
		out.Rules = append(out.Rules, one)
	}
	for key, m := range byVisitor {
		first := slices.Min(slices.Collect(maps.Keys(m.at)))
		out.Loads = append(out.Loads, Load{
			Visitor: NamedID{key.person, names[key.person]}, Rule: p.rules[key.rule].ID, At: p.places[first].Name, Households: m.n, Villages: len(m.at),
		})
	}
	slices.SortFunc(out.Loads, func(a, b Load) int {
		return cmp.Or(cmp.Compare(b.Households, a.Households), cmp.Compare(a.Visitor.ID, b.Visitor.ID), cmp.Compare(a.Rule, b.Rule))
	})
	out.Loads = out.Loads[:min(len(out.Loads), maxLoads)]
}
