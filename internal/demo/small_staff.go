package demo

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// staff draws who holds the posts of a pack and who sits in its bodies, as rows of the registers by which a county loads its own.
type staff struct {
	b     *Builder
	c     county
	today kernel.Day
	spots [kernel.LevelMicro + 1][]string // codes of places by level, those of the stage first
	names map[string]string               // code -> name
	held  map[[2]string]Person            // post and code of the place -> who holds it

	people, posts, bodies, members [][]any
}

func (b *Builder) staff(c county, today kernel.Day) *staff {
	s := &staff{b: b, c: c, today: today, spots: b.settleGrids(c), names: map[string]string{}, held: map[[2]string]Person{}}
	for _, t := range b.townships {
		s.names[t.Code] = t.Name
	}
	for _, v := range b.order {
		s.names[v.row.code] = v.row.name
	}
	s.names[s.spots[kernel.LevelCounty][0]] = b.r.Pack.Name
	for _, g := range b.plan.grids {
		s.names[g.code] = s.names[g.parent] + g.name
	}
	for _, po := range b.r.Pack.Posts {
		if po.Valid(today) && len(po.Levels) > 0 && !po.ByCase {
			s.atPlaces(po)
		}
	}
	for _, k := range b.r.Pack.BodyKinds {
		if k.Valid(today) && !s.alternative(k) {
			s.ofKind(k)
		}
	}
	return s
}

// load brings persons with posts, bodies and posts in.
func (s *staff) load(ctx context.Context) error {
	for _, r := range []struct {
		key  string
		rows [][]any
	}{{"persons", s.people}, {"bodies", s.bodies}, {"posts", s.posts}} {
		if err := s.b.load(ctx, r.key, r.rows); err != nil {
			return err
		}
	}
	return nil
}

// atPlaces gives a post to somebody at its first place; one that every place must have, at every place.
func (s *staff) atPlaces(po pack.Post) {
	level := po.Levels[0]
	if l := s.c.level[po.ID]; l != 0 {
		level = l
	}
	spots, n := s.spots[level], 1
	if po.Required {
		n = len(spots)
	}
	if many := s.c.spread[po.ID]; many > 0 {
		n = many
	}
	for i := range n {
		s.hold(po, spots[i%len(spots)], "", "", s.person(spots[i%len(spots)]))
	}
}

// person invents somebody who lives at a place.
func (s *staff) person(at string) Person {
	p := s.b.Person()
	s.people = append(s.people, []any{"", p.Name, at, p.Phone, "", ""})
	return p
}

func (s *staff) hold(po pack.Post, at, in, topic string, p Person) {
	if in == "" {
		if _, ok := s.held[[2]string{po.ID, at}]; !ok {
			s.held[[2]string{po.ID, at}] = p
		}
	}
	from := string(s.today.Add(-300))
	t, _ := s.b.r.Pack.Topic(topic)
	show := []string{"是", "否"}[s.b.rng.IntN(2)]
	s.posts = append(s.posts, []any{po.Name, p.Name, p.Phone, at, in, t.Name, from, "", "", s.b.servicePhone(), show, ""})
}

// alternative tells of a kind that only stands in for another.
func (s *staff) alternative(k pack.BodyKind) bool {
	return slices.ContainsFunc(s.b.r.Pack.BodyKinds, func(x pack.BodyKind) bool { return slices.Contains(x.OrKinds, k.ID) })
}

// ofKind sets up the bodies of one kind: one on the stage, or one in each place that must have it.
func (s *staff) ofKind(k pack.BodyKind) {
	level, ok := seats[k.ID]
	if !ok {
		level = kernel.LevelVillage
	}
	spots := s.spots[level]
	if units := s.unitsOf(k.ID); len(units) > 0 {
		for _, u := range units {
			s.body(k, spots[0], u.name, u.topic)
		}
		return
	}
	for i, at := range spots {
		kind := "village"
		if strings.HasSuffix(s.names[at], "社区") {
			kind = "community"
		}
		switch {
		case len(k.RequiredAt) > 0 && slices.Contains(k.RequiredAt, kind), len(k.RequiredAt) == 0 && i == 0, slices.Contains(everywhere, k.ID):
			name, _, _ := strings.Cut(k.Name, "(")
			s.body(k, at, s.names[at]+strings.TrimPrefix(name, "乡镇"), "")
		}
	}
}

// unitsOf are the bodies of a kind that have names of their own.
func (s *staff) unitsOf(kind string) []unit {
	if units := s.c.units[kind]; len(units) > 0 {
		return units
	}
	var out []unit
	switch name := s.b.r.Pack.Name; kind {
	case "county_department":
		for _, d := range departments {
			out = append(out, unit{string([]rune(name)[len([]rune(name))-1:]) + strings.TrimPrefix(d, "县"), ""})
		}
	case "township_office":
		for _, o := range offices {
			if !strings.Contains(o, "综治中心") {
				out = append(out, unit{s.c.township + o, ""})
			}
		}
	case "task_group":
		out = forces
	case "inspection_team":
		out = []unit{{name + "第一巡察组", ""}}
	}
	return out
}

// body enters a body with its term, its members and those who hold its posts.
func (s *staff) body(k pack.BodyKind, at, name, topic string) {
	from, to, came, begins := "", "", "", string(s.today.Add(-700))
	if k.TermYears > 0 {
		end := s.today.Add(400)
		if k.AnnounceDays > 0 && at == s.spots[kernel.LevelVillage][0] {
			end = s.today.Add(45) // on the stage terms end soon
		}
		from, to, came = string(kernel.DayOf(end.Time().AddDate(-k.TermYears, 0, 1))), string(end), "选举"
		begins = from
	}
	s.bodies = append(s.bodies, []any{at, name, k.Name, "", "", "", begins, "", "", from, to, came})
	linked := map[string]bool{} // posts that belong to a role
	seats, last := 0, ""
	for _, r := range k.MemberRoles {
		n := 1
		if !r.Seat && !r.Head {
			n = 2
		}
		for range n {
			s.role(r, k, at, name, topic, begins, linked)
		}
		if r.Seat {
			seats, last = seats+1, r.Name
		}
	}
	for ; seats < k.SeatsMin || k.SeatsOdd && seats%2 == 0; seats++ {
		s.member(at, name, last, begins, s.b.Person())
	}
	for _, po := range s.b.r.Pack.Posts {
		if po.Valid(s.today) && len(po.Levels) == 0 && !po.ByCase && po.InBody(k.ID) && !linked[po.ID] {
			s.hold(po, at, name, s.topicOf(po, topic), s.person(at))
		}
	}
}

// topicOf is the topic of a body, for those of its posts that have one.
func (s *staff) topicOf(po pack.Post, topic string) string {
	if po.Topical {
		return topic
	}
	return ""
}

// role puts somebody into a role: whoever holds a post that goes with it, at the place and in the body, which makes a member by
// itself. Who has none is entered as a member.
func (s *staff) role(r pack.MemberRole, k pack.BodyKind, at, name, topic, begins string, linked map[string]bool) {
	var posts []pack.Post
	var who Person
	for _, id := range r.Posts {
		if po, ok := s.b.r.Pack.Post(id); ok && po.Valid(s.today) {
			posts, linked[id] = append(posts, po), true
			if p, held := s.held[[2]string{id, at}]; held {
				who = p
			}
		}
	}
	if len(posts) == 0 {
		s.member(at, name, r.Name, begins, s.b.Person())
		return
	}
	if who.Name == "" {
		who = s.person(at)
	}
	entered := false
	for _, po := range posts {
		if _, held := s.held[[2]string{po.ID, at}]; !held && len(po.Levels) > 0 {
			s.hold(po, at, "", "", who)
		}
		if po.InBody(k.ID) && (len(po.Levels) == 0 || !s.comesRound(po)) {
			s.hold(po, at, name, s.topicOf(po, topic), who)
			entered = true
		}
	}
	if !entered {
		s.member(at, name, r.Name, begins, who)
	}
}

// comesRound tells of a post with duties: held twice by one person, each would be owed twice.
func (s *staff) comesRound(po pack.Post) bool {
	return slices.ContainsFunc(s.b.r.Pack.Duties, func(d pack.PostDuty) bool { return slices.Contains(d.Posts, po.ID) })
}

func (s *staff) member(at, name, role, from string, p Person) {
	s.members = append(s.members, []any{at, name, p.Name, p.Phone, role, from, ""})
}
