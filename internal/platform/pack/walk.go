package pack

import "slices"

// canTake tells whether there can be anybody of the party who may take the transition: officers need a post, at a place or
// in a body, one of whose roles gives the permission.
func (c checker) canTake(x *Transition, who string) bool {
	if who == ByReporter || who == BySystem {
		return true
	}
	return slices.ContainsFunc(c.Posts, func(p Post) bool {
		perms, _ := c.PermissionsOf(p.ID)
		switch {
		case who == ByPost && (!slices.Contains(x.Posts, p.ID) || x.Level != 0 && !slices.Contains(p.Levels, x.Level)):
			return false
		case who == ByQueue && !slices.ContainsFunc(c.Queues, func(q Queue) bool { return slices.Contains(q.Posts, p.ID) }):
			return false
		case who == ByPost || who == ByQueue:
			return x.Permission != "" && slices.Contains(perms, x.Permission)
		}
		held := len(p.Levels) > 0 && who == ByPlace || len(p.BodyKinds) > 0 && who == ByBody || who == ByAssignee
		return held && x.Permission != "" && slices.Contains(perms, x.Permission)
	})
}

// spot is what decides who may go on: the state, and whether anybody handles the case.
type spot struct {
	state   string
	handled bool
}

// steps lists where a case can go from a spot. Without a handler nobody is there to act as body or assignee.
func (c checker) steps(ct *CaseType, s spot) []spot {
	var out []spot
	for _, x := range ct.Out(s.state) {
		open := slices.ContainsFunc(x.By, func(who string) bool {
			return c.canTake(&x, who) && (s.handled || who != ByBody && who != ByAssignee)
		})
		if !open {
			continue
		}
		gives := x.TakesOn || x.HandTo != "" || slices.Contains(x.Needs, NeedBody) || slices.Contains(x.Needs, NeedAssignee) || slices.Contains(x.Needs, NeedHandler)
		out = append(out, spot{x.To, gives || s.handled && !x.ClearsHandler})
	}
	return out
}

// walk refuses states that no case can reach, and spots from which no case can end.
func (c checker) walk(ct *CaseType) {
	if !slices.ContainsFunc(ct.States, func(s State) bool { return s.Final }) {
		c.bad(&ct.Term, "states", "dead_end", "no case of type %q can ever end: give one of its states final: true", ct.ID)
		return
	}
	start := spot{state: ct.Initial, handled: ct.FromCase || ct.HandTo != ""}
	reached := []spot{start}
	if ct.Merge.By.Given() { // a merged case ends there from anywhere
		reached = append(reached, spot{state: ct.Merge.To})
	}
	next := map[spot][]spot{}
	for i := 0; i < len(reached); i++ {
		next[reached[i]] = c.steps(ct, reached[i])
		for _, s := range next[reached[i]] {
			if !slices.Contains(reached, s) {
				reached = append(reached, s)
			}
		}
	}
	ends := c.ending(ct, reached, next)
	for i := range ct.States {
		s := &ct.States[i]
		for _, handled := range []bool{false, true} {
			if at := (spot{s.ID, handled}); slices.Contains(reached, at) && !ends[at] {
				c.bad(&s.Term, "id", "dead_end", "a case in state %q can never end%s: it needs a step, by somebody who may take it, on the way to a final state", s.ID, when(handled || !handlersAct(ct.Out(s.ID))))
			}
		}
		switch found := slices.Contains(reached, spot{s.ID, false}) || slices.Contains(reached, spot{s.ID, true}); {
		case s.Retired && found:
			c.bad(&s.Term, "retired", "retired_reached", "state %q is retired, but cases still reach it: let the steps that lead to it go elsewhere", s.ID)
		case !s.Retired && !found:
			c.bad(&s.Term, "id", "unreachable", "no case can reach state %q: name it in to of a step, or give it retired: true", s.ID)
		}
	}
}

// handlersAct tells whether it makes a difference that somebody handles a case.
func handlersAct(list []Transition) bool {
	return slices.ContainsFunc(list, func(x Transition) bool { return slices.Contains(x.By, ByBody) || slices.Contains(x.By, ByAssignee) })
}

func when(always bool) word {
	if always {
		return ""
	}
	return " when nobody handles it"
}

// ending finds the spots from which a final state can be reached.
func (c checker) ending(ct *CaseType, reached []spot, next map[spot][]spot) map[spot]bool {
	ends := map[spot]bool{}
	for _, s := range reached {
		if state, _ := ct.State(s.state); state.Final {
			ends[s] = true
		}
	}
	for again := true; again; {
		again = false
		for _, s := range reached {
			if !ends[s] && slices.ContainsFunc(next[s], func(n spot) bool { return ends[n] }) {
				ends[s], again = true, true
			}
		}
	}
	return ends
}
