package points

import (
	"cmp"
	"strconv"

	"touyan/internal/platform/pack"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func named(t pack.Term) Named { return Named{t.ID, t.Name, t.NameEN} }

// postsNamed are posts with their names.
func postsNamed(p *pack.Pack, ids []string) []Named {
	out := make([]Named, 0, len(ids))
	for _, id := range ids {
		if po, ok := p.Post(id); ok {
			out = append(out, named(po.Term))
		}
	}
	return out
}

// itemShown is an item as pages show it.
func itemShown(p *pack.Pack, s pack.PointScheme, x pack.PointItem) Item {
	least, most := x.Range()
	event, period := x.Caps()
	if x.Minus() {
		least, most = -least, -most
	}
	out := Item{
		Named: named(x.Term), Minus: x.Minus(), Points: least, Most: most, CapEvent: event, CapPeriod: period, Period: cmp.Or(x.Period, pack.EveryYear),
		Evidence: append([]string{}, x.Evidence...), Classes: append([]string{}, x.Classes...),
		Recorders: postsNamed(p, s.RecordersOf(x)), Confirmers: postsNamed(p, s.ConfirmersOf(x)), Proposed: []Named{},
	}
	for _, r := range s.Proposals {
		if r.Item == x.ID {
			out.Proposed = append(out.Proposed, named(r.Term))
		}
	}
	return out
}

// schemeShown is a scheme as pages show it.
func schemeShown(p *pack.Pack, s pack.PointScheme, postingDays int) Scheme {
	most, _ := s.Most()
	out := Scheme{
		Named: named(s.Term), From: s.From, To: s.To, Source: s.Source, CapTotal: most, PostingDays: postingDays, MinusInside: s.MinusInside,
		Classes: []Class{}, Items: []Item{}, Bands: []Band{}, Follows: []FollowRule{},
	}
	for _, c := range s.Classes {
		out.Classes = append(out.Classes, Class{named(c.Term), c.Start(), c.Other})
	}
	for _, x := range s.Items {
		out.Items = append(out.Items, itemShown(p, s, x))
	}
	for i, b := range s.Bands {
		least, _ := b.Least.Tenths()
		below, _ := b.Below.Tenths()
		out.Bands = append(out.Bands, Band{named(b.Term), least, below, i == 0, i == len(s.Bands)-1, b.Grade})
	}
	for _, f := range s.Follows {
		out.Follows = append(out.Follows, FollowRule{
			named(f.Term), f.Kind, append([]string{}, f.Bands...), append([]string{}, f.Grades...), postsNamed(p, f.Posts), f.Days,
		})
	}
	return out
}
