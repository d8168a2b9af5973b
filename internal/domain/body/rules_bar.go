package body

import (
	"cmp"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// relation is one pair of persons: other is the person's relation.
type relation struct {
	person, other kernel.ID
	id            string
}

// kinOf answers what the second person is to the first: a near relation, or nothing.
type kinOf func(a, b kernel.ID) string

// nearKin looks relations up both ways; only those that the pack calls near on the day count.
func nearKin(p *pack.Pack, day kernel.Day, list []relation) kinOf {
	type pair struct{ a, b kernel.ID }
	known := map[pair]string{}
	for _, r := range list {
		if d, ok := p.KinRelation(r.id); ok && d.Near && d.Valid(day) {
			known[pair{r.person, r.other}], known[pair{r.other, r.person}] = d.ID, d.Inverse
		}
	}
	return func(a, b kernel.ID) string { return known[pair{a, b}] }
}

// clashes lists the pairs of seats that a rule of the day bars. Each pair is told once for a rule.
func clashes(p *pack.Pack, day kernel.Day, seats []Seat, kin kinOf) []Clash {
	var out []Clash
	for _, rule := range p.Bars {
		if !rule.Valid(day) {
			continue
		}
		for i, a := range seats {
			for j, b := range seats {
				if i == j || a.at != b.at || !rule.One(a.Kind, a.Role) || !rule.Other(b.Kind, b.Role) {
					continue
				}
				if mirrored := rule.One(b.Kind, b.Role) && rule.Other(a.Kind, a.Role); mirrored && j < i {
					continue
				}
				rel := kin(a.PersonID, b.PersonID)
				if rule.Self && a.PersonID == b.PersonID || rule.Kin && rel != "" {
					out = append(out, Clash{
						Rule: rule.ID, Name: rule.Name, NameEN: rule.NameEN, Source: rule.Source, One: a, Other: b, Relation: rel,
						Allowed: cmp.Or(a.why, b.why), refuse: rule.Refuse,
					})
				}
			}
		}
	}
	return out
}

// headships counts the bodies that a person leads.
func headships(seats []Seat, person kernel.ID) int {
	led := map[kernel.ID]bool{}
	for _, s := range seats {
		if s.PersonID == person && s.Head {
			led[s.Body.ID] = true
		}
	}
	return len(led)
}
