package pack

import "slices"

func (c checker) bodyKind(k *BodyKind) {
	t := &k.Term
	c.term(t)
	if k.SeatsMax != 0 && k.SeatsMax < k.SeatsMin {
		c.bad(t, "seats_max", "bad_value", "%q may have at most %d seats but needs %d", k.ID, k.SeatsMax, k.SeatsMin)
	}
	if (k.AnnounceDays != 0) != (len(k.AnnounceTo) != 0) {
		c.bad(t, "announce_days", "missing", "%q needs announce_days and announce_to, both or neither", k.ID)
	}
	if k.AnnounceDays != 0 && k.TermYears == 0 {
		c.bad(t, "announce_days", "bad_value", "%q has no terms (term_years), so none can be announced", k.ID)
	}
	heads, seats := 0, 0
	for i := range k.MemberRoles {
		r := &k.MemberRoles[i]
		c.names(&r.Term)
		if r.Head {
			heads++
		}
		if r.Seat {
			seats++
		}
		for j, id := range r.Posts {
			c.ref(&r.Term, at("posts", j), id, "post of such a body", func(id string) bool { po, ok := c.Post(id); return ok && po.InBody(k.ID) })
		}
	}
	if heads > 1 {
		c.bad(t, "member_roles", "bad_value", "%q has %d roles that head it: want one", k.ID, heads)
	}
	if k.SeatsMin+k.SeatsMax > 0 && seats == 0 {
		c.bad(t, "seats_min", "bad_value", "%q counts seats, but none of its roles is a seat", k.ID)
	}
	c.refs(t, "required_at", k.RequiredAt, "place kind", func(id string) bool { _, ok := c.PlaceKind(id); return ok })
	c.refs(t, "or_kinds", k.OrKinds, "body kind", c.hasBodyKind)
	c.refs(t, "based_in", k.BasedIn, "body kind", c.hasBodyKind)
	for i, n := range k.BasedAt {
		c.level(t, at("based_at", i), n)
	}
	c.refs(t, "announce_to", k.AnnounceTo, "post", func(id string) bool { _, ok := c.Post(id); return ok })
}

func (c checker) refs(t *Term, key string, ids []string, what word, known func(string) bool) {
	for i, id := range ids {
		c.ref(t, at(key, i), id, what, known)
	}
}

// ref reports a reference that leads nowhere, with what there is instead.
func (c checker) ref(t *Term, key, id string, what word, known func(string) bool) {
	if known(id) {
		return
	}
	c.bad(t, key, "unknown_ref", "there is no %s %q", what, id)
	var there []string
	for _, other := range c.ids() {
		if known(other) && !slices.Contains(there, other) {
			there = append(there, other)
		}
	}
	(*c.errs)[len(*c.errs)-1].instead(id, there)
}

// mayRef is ref for what may be left out.
func (c checker) mayRef(t *Term, key, id string, what word, known func(string) bool) {
	if id != "" {
		c.ref(t, key, id, what, known)
	}
}

func (c checker) hasBodyKind(id string) bool {
	_, ok := c.BodyKind(id)
	return ok
}

func (c checker) bar(b *Bar) {
	t := &b.Term
	c.term(t)
	if !b.Self && !b.Kin {
		c.bad(t, "self", "missing", "rule %q bars nothing: give self, kin or both", b.ID)
	}
	for _, s := range []struct {
		kindKey, roleKey string
		kinds, roles     []string
	}{{"kinds", "roles", b.Kinds, b.Roles}, {"other_kinds", "other_roles", b.OtherKinds, b.OtherRoles}} {
		if len(s.kinds) == 0 {
			c.bad(t, s.kindKey, "missing", "rule %q needs the key %q", b.ID, s.kindKey)
		}
		c.refs(t, s.kindKey, s.kinds, "body kind", c.hasBodyKind)
		c.refs(t, s.roleKey, s.roles, "member role", func(id string) bool {
			for _, kind := range s.kinds {
				k, _ := c.BodyKind(kind)
				if r, ok := k.Role(id); ok && r.ID == id {
					return true
				}
			}
			return false
		})
	}
}

func (c checker) kinRelation(k *KinRelation) {
	c.term(&k.Term)
	back, ok := c.KinRelation(k.Inverse)
	switch {
	case !ok:
		c.ref(&k.Term, "inverse", k.Inverse, "relation", func(id string) bool { _, ok := c.KinRelation(id); return ok })
	case back.Inverse != k.ID:
		c.bad(&k.Term, "inverse", "bad_value", "the inverse of %q is %q, not %q", back.ID, back.Inverse, k.ID)
	case back.Near != k.Near:
		c.bad(&k.Term, "near", "bad_value", "%q and its inverse %q must both be near or neither", k.ID, back.ID)
	}
}
