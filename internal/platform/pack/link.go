package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// LinkKind is a way in which members of groups look after households: the last step of the chain organisation, group,
// member, linked household. One household has one such member of a kind on a day.
type LinkKind struct {
	Term   `yaml:",inline"`
	Groups []string `yaml:"groups"` // kinds of bodies whose members are linked
	Roles  []string `yaml:"roles"`  // of the members there; none: every role
	Every  bool     `yaml:"every"`  // each household has one: those without are listed
	Least  int      `yaml:"least"`  // households of one member; fewer are listed
	Most   int      `yaml:"most"`   // more are listed
}

// LinkKind finds a kind of link by its id.
func (p *Pack) LinkKind(id string) (LinkKind, bool) { return find(p.LinkKinds, id) }

// Links tells whether a member of a body of the kind, in the role, may look after households.
func (k LinkKind) Links(kind, role string) bool { return side(k.Groups, k.Roles, kind, role) }

// LinksOn lists the kinds of links of a day.
func (p *Pack) LinksOn(day kernel.Day) []LinkKind {
	return slices.DeleteFunc(slices.Clone(p.LinkKinds), func(k LinkKind) bool { return !k.Valid(day) })
}

// PartyKinds are the kinds of bodies whose members are on the Party roll.
func (p *Pack) PartyKinds() []string {
	var out []string
	for _, k := range p.BodyKinds {
		if k.Party {
			out = append(out, k.ID)
		}
	}
	return out
}

// Placing are the posts that place a member of the Party in a grid, on a day.
func (p *Pack) Placing(day kernel.Day) []string {
	var out []string
	for _, po := range p.Posts {
		if po.Placing && po.Valid(day) {
			out = append(out, po.ID)
		}
	}
	return out
}

func (c checker) linkKind(k *LinkKind) {
	t := &k.Term
	c.term(t)
	if len(k.Groups) == 0 {
		c.bad(t, "groups", "missing", "kind of links %q needs the key %q: whose members look after households", k.ID, "groups")
	}
	c.refs(t, "groups", k.Groups, "body kind", c.hasBodyKind)
	c.refs(t, "roles", k.Roles, "member role", func(id string) bool {
		return slices.ContainsFunc(k.Groups, func(kind string) bool {
			b, _ := c.BodyKind(kind)
			r, ok := b.Role(id)
			return ok && r.ID == id
		})
	})
	if k.Most != 0 && k.Most < k.Least {
		c.bad(t, "most", "bad_value", "%q: a member has at most %d households but at least %d", k.ID, k.Most, k.Least)
	}
}
