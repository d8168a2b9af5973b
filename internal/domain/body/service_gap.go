package body

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// condition is a piece of SQL with its arguments.
type condition struct {
	sql  string
	args []any
}

func (c *condition) and(sql string, args ...any) {
	if c.sql != "" {
		c.sql += " AND "
	}
	c.sql, c.args = c.sql+sql, append(c.args, args...)
}

// marks is `?, ?, …` for texts.
func marks(list []string) (string, []any) {
	args := make([]any, len(list))
	for i, s := range list {
		args[i] = s
	}
	return strings.TrimSuffix(strings.Repeat("?, ", len(list)), ", "), args
}

// lacks is the condition under which a place `p` lacks what the need asks for.
func lacks(n need, day kernel.Day) condition { return lacksAt(n, "p", day) }

func lacksAt(n need, alias string, day kernel.Day) condition {
	kinds, args := marks(n.kinds)
	posts, held := marks(n.any)
	args = append(args, held...)
	return condition{
		sql: "(" + alias + ".kind IN (" + kinds + ") AND " + alias + ".id NOT IN (SELECT a.place_id FROM {appointment a} WHERE a.body_id = 0" +
			" AND a.post IN (" + posts + ") AND a.from_day <= ? AND a.to_day >= ?))",
		args: append(args, day, day),
	}
}

// pairs joins two holders of one head's post whose days meet, today or later. Each pair comes twice: an order by id would
// lead planners without statistics to the primary key, away from the index of places and posts.
const pairs = "{appointment a} JOIN {appointment b} ON b.county_id = a.county_id AND b.place_id = a.place_id AND b.post = a.post" +
	" AND b.topic = a.topic AND b.person_id <> a.person_id AND b.body_id = 0 AND b.acting = FALSE" +
	" AND b.from_day <= a.to_day || '' AND a.from_day <= b.to_day || ''"

// Vacant is the condition under which a place lacks somebody whom the rules ask for; empty where they ask for nobody.
func Vacant(p *pack.Pack, alias string, day kernel.Day) (string, []any) {
	var all []string
	var args []any
	for _, n := range needsOf(p, day) {
		l := lacksAt(n, alias, day)
		all, args = append(all, l.sql), append(args, l.args...)
	}
	return strings.Join(all, " OR "), args
}

// TwoHeads asks for the places where two people hold a post that one may hold; empty where the rules have no such post.
func TwoHeads(p *pack.Pack, day kernel.Day) (string, []any) {
	if len(headPosts(p)) == 0 {
		return "", nil
	}
	w := pairsOf(p, day)
	return "SELECT a.place_id FROM " + pairs + " WHERE " + w.sql, w.args
}

// The days are no bounds of an index here: by post and day each of thousands of officers would be compared with all others, by
// place and post with one or two.
func (s *Service) pairsWhere(today kernel.Day) condition { return pairsOf(s.pack(), today) }

func pairsOf(p *pack.Pack, today kernel.Day) condition {
	posts, args := marks(headPosts(p))
	return condition{
		sql:  "a.body_id = 0 AND a.acting = FALSE AND a.post IN (" + posts + ") AND a.to_day || '' >= ? AND b.to_day || '' >= ?",
		args: append(args, today, today),
	}
}

// within keeps open places of the actor's own scope, below one of them when asked for; what is only shown as the way up
// is no gap of theirs.
func (s *Service) within(tx *db.ReadTx, under kernel.ID) (condition, error) {
	var c condition
	c.and("p.from_day <= ? AND p.to_day >= ?", tx.Today(), tx.Today())
	if under != 0 {
		w, args, err := s.places.Within(tx, "p", under)
		if err != nil {
			return c, err
		}
		c.and(w, args...)
	}
	up := []kernel.ID{tx.County()}
	for _, a := range tx.Actor().Arms {
		up = append(up, a.Above.TownshipID, a.Above.VillageID, a.Above.GroupID, a.Above.MicroID)
	}
	seen, err := s.places.LoadMany(tx, up)
	for _, p := range seen {
		if !covered(tx.Actor().Arms, p.Stamp, tx.County()) {
			c.and("p.id <> ?", p.ID)
		}
	}
	return c, err
}

// Gaps is a page of vacancies, or of overlaps, by the code of the place; under narrows it to a place.
func (s *Service) Gaps(ctx context.Context, kind string, under kernel.ID, page kernel.Page) ([]Gap, string, error) {
	var out []Gap
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageGaps(tx, kind, under, page)
		return err
	})
	return out, next, err
}

// PageGaps is Gaps within a transaction.
func (s *Service) PageGaps(tx *db.ReadTx, kind string, under kernel.ID, page kernel.Page) ([]Gap, string, error) {
	today := tx.Today()
	c, err := s.within(tx, under)
	if err != nil {
		return nil, "", err
	}
	needs := needsOf(s.pack(), today)
	switch {
	case kind == GapOverlap && len(headPosts(s.pack())) > 0:
		w := s.pairsWhere(today)
		c.and("p.id IN (SELECT a.place_id FROM "+pairs+" WHERE "+w.sql+")", w.args...)
	case kind == GapVacant && len(needs) > 0:
		var lack condition
		for i, n := range needs {
			l := lacks(n, today)
			if i > 0 {
				lack.sql += " OR "
			}
			lack.sql, lack.args = lack.sql+l.sql, append(lack.args, l.args...)
		}
		c.and("("+lack.sql+")", lack.args...)
	case kind == GapOverlap || kind == GapVacant:
		return []Gap{}, "", nil
	default:
		return nil, "", kernel.Invalid("kind", "unknown_kind").With("kind", kind)
	}
	list, next, err := s.places.Page(tx, c.sql, c.args, page)
	if err != nil {
		return nil, "", err
	}
	gaps, err := s.describe(tx, kind, needs, list)
	return gaps, next, err
}

// describe turns places with gaps into the gaps themselves.
func (s *Service) describe(tx *db.ReadTx, kind string, needs []need, list []place.Place) ([]Gap, error) {
	today := tx.Today()
	ids, stamps := make([]kernel.ID, len(list)), make([]kernel.Stamp, len(list))
	for i, p := range list {
		ids[i], stamps[i] = p.ID, p.Stamp
	}
	held, err := atPlaces(tx, ids, today)
	if err != nil {
		return nil, err
	}
	paths, err := s.places.Paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	out := []Gap{}
	for i, p := range list {
		g := Gap{Kind: kind, Place: p.Ref(), Path: paths[i], Holders: []Holder{}}
		if kind == GapVacant {
			for _, g.Post = range missing(needs, s.pack().PostLevel(p.Level, p.Kind), postsOn(held, p.ID, today)) {
				out = append(out, g)
			}
			continue
		}
		for _, g.Post = range headPosts(s.pack()) {
			two := overlaps(slices.DeleteFunc(slices.Clone(held), func(a Appointment) bool { return a.PlaceID != p.ID || a.Post != g.Post }), today)
			if len(two) > 0 {
				g.Holders = holders(two)
				out = append(out, g)
			}
		}
	}
	return out, nil
}

func holders(list []Appointment) []Holder {
	out := make([]Holder, len(list))
	for i, a := range list {
		out[i] = Holder{AppointmentID: a.ID, PersonID: a.PersonID, PersonName: a.PersonName, From: a.From, To: a.To}
	}
	return out
}

// postsOn lists the posts held at a place on a day.
func postsOn(list []Appointment, at kernel.ID, day kernel.Day) []string {
	var out []string
	for _, a := range list {
		if a.PlaceID == at && a.BodyID == 0 && a.On(day) {
			out = append(out, a.Post)
		}
	}
	return out
}

// GapSummary counts vacancies and overlaps of the scope, or below a place.
func (s *Service) GapSummary(ctx context.Context, under kernel.ID) (GapSummary, error) {
	var out GapSummary
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		today := tx.Today()
		base, err := s.within(tx, under)
		if err != nil {
			return err
		}
		for _, n := range needsOf(s.pack(), today) {
			c, l := condition{base.sql, slices.Clone(base.args)}, lacks(n, today)
			c.and(l.sql, l.args...)
			k, err := count(tx, "SELECT COUNT(*) AS n FROM {place p} WHERE "+c.sql, c.args)
			if err != nil {
				return err
			}
			out.Vacant += k
		}
		if len(headPosts(s.pack())) == 0 {
			return nil
		}
		w := s.pairsWhere(today)
		w.and("a.place_id IN (SELECT p.id FROM {place p} WHERE "+base.sql+")", base.args...)
		out.Overlap, err = count(tx, "SELECT COUNT(*) AS n FROM (SELECT DISTINCT a.place_id, a.post FROM "+pairs+" WHERE "+w.sql+") x", w.args)
		return err
	})
	return out, err
}

func count(tx *db.ReadTx, sql string, args []any) (int, error) {
	var row struct {
		N int `bun:"n"`
	}
	err := tx.One(&row, sql, args...)
	return row.N, err
}
