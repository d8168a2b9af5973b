package body

import (
	"cmp"
	"slices"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

func itoa(n int) string { return strconv.Itoa(n) }

// facts are a place and what is known of its bodies on a day.
type facts struct {
	place  place.Place
	bodies []Body // that exist
	terms  map[kernel.ID][]Term
	seats  []Seat
	kin    kinOf
	gone   map[kernel.ID]kernel.Day // persons who have died or moved away
}

// gapsOf lists what is amiss with the bodies of a place, in the order of BodyGaps.
func gapsOf(p *pack.Pack, f facts, today kernel.Day) []BodyGap {
	out := missingBodies(p, f, today)
	for _, b := range f.bodies {
		k, _ := p.BodyKind(b.Kind)
		own := slices.DeleteFunc(slices.Clone(f.seats), func(s Seat) bool { return s.Body.ID != b.ID })
		if len(k.BasedIn)+len(k.BasedAt) > 0 && b.BasedBody+b.BasedPlace == 0 {
			out = append(out, BodyGap{Kind: GapUnbased, BodyKind: b.Kind, Body: &Ref{ID: b.ID, Name: b.Name}})
		}
		for _, g := range slices.Concat(termGaps(k, b, f.terms[b.ID], today), seatGaps(k, own), goneGaps(own, f.gone)) {
			g.BodyKind, g.Body = b.Kind, &Ref{ID: b.ID, Name: b.Name}
			out = append(out, g)
		}
	}
	for _, c := range clashes(p, today, f.seats, f.kin) {
		if c.Allowed != "" {
			continue
		}
		g := BodyGap{Kind: GapBarred, BodyKind: c.One.Kind, Body: &c.One.Body, Clash: &c, Persons: []Ref{c.One.person()}}
		if c.One.PersonID != c.Other.PersonID {
			g.Persons = append(g.Persons, c.Other.person())
		}
		out = append(out, g)
	}
	for i := range out {
		out[i].Place = f.place.Ref()
		if out[i].Persons == nil {
			out[i].Persons = []Ref{}
		}
	}
	slices.SortStableFunc(out, func(a, b BodyGap) int {
		return cmp.Compare(slices.Index(BodyGaps, a.Kind), slices.Index(BodyGaps, b.Kind))
	})
	return out
}

func (s Seat) person() Ref { return Ref{ID: s.PersonID, Name: s.PersonName} }

// missingBodies lists the kinds of bodies that the place must have and has not.
func missingBodies(p *pack.Pack, f facts, today kernel.Day) []BodyGap {
	var out []BodyGap
	for _, k := range p.BodyKinds {
		if !k.Valid(today) || !slices.Contains(k.RequiredAt, f.place.Kind) {
			continue
		}
		if !slices.ContainsFunc(f.bodies, func(b Body) bool {
			return b.PlaceID == f.place.ID && (b.Kind == k.ID || slices.Contains(k.OrKinds, b.Kind))
		}) {
			out = append(out, BodyGap{Kind: GapMissing, BodyKind: k.ID, Want: 1})
		}
	}
	return out
}

func termGaps(k pack.BodyKind, b Body, terms []Term, today kernel.Day) []BodyGap {
	var out []BodyGap
	if len(terms) == 0 {
		if k.TermYears > 0 && k.Valid(today) {
			out = append(out, BodyGap{Kind: GapNoTerm, Day: b.From})
		}
		return out
	}
	last := terms[len(terms)-1]
	for _, t := range terms {
		if t.Last {
			last = t
		}
	}
	if last.To < today {
		out = append(out, BodyGap{Kind: GapLapsed, Day: last.To, N: last.Number})
	}
	for i, t := range terms {
		for _, u := range terms[i+1:] {
			if t.span().Overlaps(u.span()) {
				out = append(out, BodyGap{Kind: GapTwoTerms, Day: max(t.From, u.From), N: t.Number, Want: u.Number})
			}
		}
	}
	return out
}

// seatGaps looks at the number of seats and of heads. One person counts once, however many roles they have.
func seatGaps(k pack.BodyKind, seats []Seat) []BodyGap {
	var out []BodyGap
	taken, heads := persons(seats, func(s Seat) bool { return s.seat }), persons(seats, func(s Seat) bool { return s.Head })
	switch n := len(taken); {
	case n < k.SeatsMin:
		out = append(out, BodyGap{Kind: GapTooFew, N: n, Want: k.SeatsMin})
	case k.SeatsMax > 0 && n > k.SeatsMax:
		out = append(out, BodyGap{Kind: GapTooMany, N: n, Want: k.SeatsMax})
	case k.SeatsOdd && n%2 == 0 && n > 0:
		out = append(out, BodyGap{Kind: GapEven, N: n})
	}
	if _, led := k.Head(); led {
		switch len(heads) {
		case 0:
			out = append(out, BodyGap{Kind: GapNoHead, Want: 1})
		case 1:
		default:
			out = append(out, BodyGap{Kind: GapTwoHeads, N: len(heads), Want: 1, Persons: heads})
		}
	}
	return out
}

func goneGaps(seats []Seat, gone map[kernel.ID]kernel.Day) []BodyGap {
	var out []BodyGap
	for _, who := range persons(seats, func(s Seat) bool { return gone[s.PersonID] != "" }) {
		out = append(out, BodyGap{Kind: GapGone, Day: gone[who.ID], Persons: []Ref{who}})
	}
	return out
}

// persons lists who holds the seats that fit, each once.
func persons(seats []Seat, fit func(Seat) bool) []Ref {
	out := []Ref{}
	for _, s := range seats {
		if fit(s) && !slices.ContainsFunc(out, func(r Ref) bool { return r.ID == s.PersonID }) {
			out = append(out, s.person())
		}
	}
	return out
}
