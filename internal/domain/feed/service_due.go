package feed

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/points"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	mostDue   = 400 // of each kind, whatever somebody has
	dueWithin = 400 // days; what is due later, or never, is not told
)

// due is what is due for an actor, the next first: the one answer from which calendar, digest and messages to browsers are made. It says
// what kind of thing, where and when; whom it is about only its own page tells, to whoever may see that.
func (s *Service) due(ctx context.Context, a kernel.Actor) ([]DueThing, error) {
	var out []DueThing
	for _, kind := range append([]Asked{
		{casework.PermList, s.dueCases},
		{duty.PermList, s.dueItems},
		{visit.PermRecord, s.dueVisits},
		{body.PermList, s.dueTerms},
		{casework.PermList, s.dueCalls},
		{duty.PermWork, s.dueOrders},
		{award.PermRun, s.dueRecognition},
		{award.PermRun, s.dueRechecks},
		{points.PermConfirm, s.duePoints},
	}, s.o.Also...) {
		if !a.Can(kind.Perm) {
			continue
		}
		list, err := kind.Ask(kernel.WithActor(ctx, a.For(kind.Perm)))
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	last := kernel.DayOf(s.db.Now()).Add(dueWithin)
	out = slices.DeleteFunc(out, func(d DueThing) bool { return d.Day == "" || d.Day > last })
	slices.SortStableFunc(out, sooner)
	return out, nil
}

// pages reads a list to its end, or to as much as anybody is told.
func pages[T any](list func(kernel.Page) ([]T, string, error)) ([]T, error) {
	var out []T
	for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
		items, next, err := list(page)
		if out = append(out, items...); err != nil || next == "" || len(out) >= mostDue {
			return out, err
		}
		page.Cursor = next
	}
}

// What is owed by a post and stands in no list has no kind of list by which it is called.
const dutyOfPost, dutyOfPostEN = "岗位职责", "Duty of a post"

// within says where something lies, from the village on: one group is called like another.
func within(path, name string) string {
	if parts := strings.Split(path, " / "); len(parts) > 2 {
		return strings.Join(parts[1:], " ")
	}
	return name
}

func (s *Service) dueCases(ctx context.Context) ([]DueThing, error) {
	cases, err := pages(func(p kernel.Page) ([]casework.Case, string, error) {
		return s.o.Cases.List(ctx, casework.Filter{Box: casework.BoxMine}, p)
	})
	var out []DueThing
	for _, c := range cases {
		d := DueThing{
			Kind: DueCase, Key: "case-" + c.ID.String(), Place: within(c.Path, c.Place.Name), N: 1, At: c.Due, Day: kernel.DayOf(time.UnixMilli(c.Due)), Path: "/console/cases/" + c.ID.String(),
		}
		if t, ok := s.pack().CaseType(c.Type); ok {
			d.Name, d.NameEN = t.Name, t.NameEN
		}
		out = append(out, d)
	}
	return out, err
}

func (s *Service) dueItems(ctx context.Context) ([]DueThing, error) {
	items, err := pages(func(p kernel.Page) ([]duty.Item, string, error) {
		return s.o.Duty.Items(ctx, duty.ItemFilter{Box: duty.BoxMine}, p)
	})
	var out []DueThing
	for _, i := range items {
		d := DueThing{Kind: DueItem, Key: "duty-" + i.ID.String(), Name: dutyOfPost, NameEN: dutyOfPostEN, Place: within(i.Path, i.Place.Name), N: 1, Day: i.Due, Path: "/console/lists/items/" + i.ID.String()}
		if t, ok := s.pack().ListType(i.Type); ok {
			d.Name, d.NameEN = t.Name, t.NameEN
		}
		out = append(out, d)
	}
	return out, err
}

// dueVisits puts the households of a village in one campaign that are due on one day together: no household is told.
func (s *Service) dueVisits(ctx context.Context) ([]DueThing, error) {
	tasks, err := pages(func(p kernel.Page) ([]visit.Task, string, error) { return s.o.Visit.Next(ctx, p) })
	var out []DueThing
	for _, t := range tasks {
		key := "visit-" + t.Campaign.ID.String() + "-" + t.Place.ID.String() + "-" + string(t.Due)
		if i := slices.IndexFunc(out, func(d DueThing) bool { return d.Key == key }); i >= 0 {
			out[i].N++
			continue
		}
		d := DueThing{Kind: DueVisit, Key: key, Place: within(t.Path, t.Place.Name), N: 1, Day: t.Due, Path: "/field"}
		if v, ok := s.pack().VisitType(t.Type); ok {
			d.Name, d.NameEN = v.Name, v.NameEN
		}
		out = append(out, d)
	}
	return out, err
}

func (s *Service) dueTerms(ctx context.Context) ([]DueThing, error) {
	list, err := s.o.Body.MyNotices(ctx)
	var out []DueThing
	for _, n := range list {
		d := DueThing{Kind: DueTerm, Key: "term-" + n.Term.ID.String(), Place: n.Term.Place.Name, N: 1, Day: n.Term.To, Path: "/console/bodies/" + n.Term.Body.ID.String()}
		if k, ok := s.pack().BodyKind(n.Term.Kind); ok {
			d.Name, d.NameEN = k.Name, k.NameEN
		}
		out = append(out, d)
	}
	return out, err
}

// objected is an objection that waits for its answer.
type objected struct {
	ID      kernel.ID  `bun:"id"`
	RoundID kernel.ID  `bun:"round_id"`
	PlaceID kernel.ID  `bun:"place_id"`
	Day     kernel.Day `bun:"day"`
	At      int64      `bun:"at"`
}

func (s *Service) objections(ctx context.Context, name, en, page, sql string) ([]DueThing, error) {
	var out []DueThing
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []objected
		if err := tx.Select(&rows, sql, mostDue); err != nil {
			return err
		}
		ids := make([]kernel.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.PlaceID
		}
		at, err := s.o.Place.Names(tx, ids)
		for _, r := range rows {
			d := DueThing{Kind: DueObjection, Key: "objection-" + r.ID.String(), Name: name, NameEN: en, Place: at[r.PlaceID].Name, N: 1, Day: r.Day, At: r.At, Path: page + r.RoundID.String()}
			if r.At != 0 {
				d.Day = kernel.DayOf(time.UnixMilli(r.At))
			}
			out = append(out, d)
		}
		return err
	})
	return out, err
}

// An objection to a recognition has a time by which it must be answered.
func (s *Service) dueRecognition(ctx context.Context) ([]DueThing, error) {
	return s.objections(ctx, "评选异议", "Objection to a recognition", "/console/awards/",
		"SELECT o.id, o.round_id, r.place_id, '' AS day, o.due_at AS at FROM {award_objection o} JOIN {award_round r} ON r.county_id = o.county_id AND r.id = o.round_id WHERE o.open LIMIT ?")
}

// One against a member's points holds its entry up: it is due on the day on which the entry would take effect.
func (s *Service) duePoints(ctx context.Context) ([]DueThing, error) {
	return s.objections(ctx, "党员积分异议", "Objection to a member's points", "/console/points/years/",
		"SELECT e.id, e.year_id AS round_id, y.village_id AS place_id, e.effect_day AS day, 0 AS at FROM {points_entry e} JOIN {points_year y} ON y.county_id = e.county_id AND y.id = e.year_id WHERE e.open AND e.state IN ('objected', 'recheck') LIMIT ?")
}
